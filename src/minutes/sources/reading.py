"""One file to one `Document`; an archive, or a dump of gigabytes, to many."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from minutes.schema import Document
from minutes.sources import (
    archive,
    csv_records,
    diet,
    docx,
    html,
    json_records,
    kinds,
    mhtml,
    pdf,
    plain,
    remote,
    stretches,
)
from minutes.sources.archive import Budget
from minutes.sources.content import MAX_BYTES, MAX_PIECES, Content, Unread, too_large, too_many
from minutes.sources.errors import SourceError
from minutes.sources.kinds import SUFFIXES
from minutes.sources.manifest import origin_of

__all__ = ["SUFFIXES", "document_id", "from_bytes", "printable", "read", "read_each"]

Reader = Callable[[bytes, str, str | None], Content]

#: Who reads what: the bytes, the path as it is shown, an encoding that the user forces.
READERS: dict[str, Reader] = {
    kinds.PLAIN: plain.read,
    kinds.MARKDOWN: plain.read,
    kinds.HTML: html.read,
    kinds.MHTML: mhtml.read,
    kinds.PDF: pdf.read,
    kinds.DOCX: docx.read,
    kinds.JSON: json_records.read,
    kinds.JSON_LINES: json_records.read,
    kinds.SCRIPT: json_records.read,
    kinds.XML: diet.read_xml,
    kinds.CSV: csv_records.read,
    kinds.TSV: csv_records.read,
}

#: Media types whose lines are the lines of the file.
_OF_LINES = frozenset(READERS) - {kinds.PDF, kinds.DOCX}


def document_id(sha256: str) -> str:
    """The id of the document with these bytes: a letter, so that no spreadsheet takes it for a
    number, and the first twelve hexadecimal digits.

    >>> document_id("0e98" + "0" * 60)
    'd0e9800000000'
    """
    return f"d{sha256[:12]}"


def printable(path: str) -> str:
    """The path with bytes that are no UTF-8 written as escapes, so that any table can hold it."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def from_bytes(
    data: bytes, path: str, *, encoding: str | None = None, media_type: str | None = None
) -> Document:
    """The `Document` of a file's bytes; raises `SourceError` if they hold no text.

    An archive is no document: see `read_each`.

    >>> from_bytes("開会".encode(), "minutes.txt").text
    '開会'
    """
    shown = printable(path)
    if not data:
        raise SourceError("empty-file", f"{shown}: is empty; was it saved or downloaded in full?")
    if len(data) > MAX_BYTES:
        raise too_large(shown, len(data))
    kind = media_type or kinds.media_type_of(data, shown)
    if kind in _OF_LINES and max(map(data.count, (b"\n", b"\r", b"\f"))) > MAX_PIECES:
        raise too_many(shown, "lines")
    if kind not in READERS:
        message = f"{shown}: is an archive; name one of its files as {shown}!NAME"
        raise SourceError("many-documents", message)
    content = READERS[kind](data, shown, encoding)
    if not content.text or content.text.isspace():
        raise SourceError("empty-file", f"{shown}: holds nothing but white space")
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        id=document_id(sha256),
        path=shown,
        text=content.text,
        media_type=content.media_type,
        encoding=content.encoding,
        sha256=sha256,
        url=content.url,
        retrieved=content.retrieved,
        metadata=content.metadata,
        issues=content.issues,
        cues=content.cues,
        sections=content.sections,
        furniture=content.furniture,
    )


def read(path: str | Path, *, encoding: str | None = None) -> Document:
    """The `Document` of a file, of a member (``file.zip!member``), or of standard input (``-``).

    Raises `SourceError`, also for an archive that holds several documents.
    """
    found = read_each(path, encoding=encoding)
    first = next((one for one in found if isinstance(one, Document) or one.error), None)
    shown = printable(str(path))
    if first is None:
        raise SourceError("empty-file", f"{shown}: holds no file of a known kind")
    if isinstance(first, Unread):
        raise first.error or SourceError("empty-file", f"{shown}: holds no text")
    if first.path != shown and next(found, None) is not None:
        message = f"{shown}: holds several files; name one, as {first.path}"
        raise SourceError("many-documents", message)
    return first


def read_each(path: str | Path, *, encoding: str | None = None) -> Iterator[Document | Unread]:
    """The documents of a file, of an archive, or of standard input, one at a time.

    What cannot be read comes as `Unread`, and the rest goes on; nothing is raised.
    """
    raw = str(path)
    try:
        if raw == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
            yield from _each(data, raw, encoding, Budget())
            return
        if remote.is_address(raw):
            yield from _each(remote.data(raw), raw, encoding, Budget())
            return
        file, member = archive.split_path(raw)
        source = Path(file)
        if member is not None and (data := stretches.read(source, member)) is not None:
            yield from _each(data, raw, encoding, Budget())
            return
        wanted = None if member is None else printable(raw)
        if member is None and stretches.is_divided(source):
            for name in stretches.stretches(source):
                yield from read_each(f"{raw}!{name}", encoding=encoding)
        elif not _is_archive(source, file):
            if source.stat().st_size > MAX_BYTES:
                raise too_large(printable(raw), source.stat().st_size)
            data = source.read_bytes()
            for found in _each(data, file, encoding, Budget(), wanted):
                yield _with_origin(found, source)
        elif member is not None and (part := archive.slice_of(member)) is not None:
            yield from _members(source, file, encoding, Budget(), part=part)
        else:
            yield from _members(source, file, encoding, Budget(), wanted)
    except OSError as error:
        yield Unread(printable(raw), _unreadable(printable(raw), error))
    except SourceError as error:
        yield Unread(printable(raw), error)


def _with_origin(found: Document | Unread, source: Path) -> Document | Unread:
    """The document with the address and time of its fetching, if a manifest knows them."""
    if isinstance(found, Unread):
        return found
    origin = origin_of(source, found.sha256)
    if origin is None:
        return found
    return replace(found, url=found.url or origin.url, retrieved=origin.retrieved)


def _is_archive(source: Path, path: str) -> bool:
    """True for a zip archive that is no Word file; it is not read into memory to know."""
    with source.open("rb") as file:
        if file.read(4) not in kinds.PACKED:
            return False
    return kinds.packed_type_of(source, printable(path)) == kinds.ZIP


def _each(
    data: bytes,
    path: str,
    encoding: str | None,
    budget: Budget,
    wanted: str | None = None,
    depth: int = 0,
) -> Iterator[Document | Unread]:
    """The documents of a file's bytes; `wanted` is the one member to read."""
    shown = printable(path)
    try:
        if data[:4] in kinds.PACKED and kinds.packed_type_of(data, shown) == kinds.ZIP:
            yield from _members(data, path, encoding, budget, wanted, depth)
        else:
            yield from_bytes(data, path, encoding=encoding)
    except SourceError as error:
        yield Unread(shown, error)
    except Exception as error:
        # A fault in a reader must not take the other files with it.
        fault = f"{type(error).__name__}: {error}"
        message = f"{shown}: a fault of minutes ({fault}); please report it"
        yield Unread(shown, SourceError("internal-error", message))


def _members(
    source: Path | bytes,
    path: str,
    encoding: str | None,
    budget: Budget,
    wanted: str | None = None,
    depth: int = 0,
    part: range | None = None,
) -> Iterator[Document | Unread]:
    """The documents of an archive; raises `SourceError` if it is damaged or past the limits.

    `wanted` is the one member to read, `part` the numbers of some.
    """
    shown = printable(path)
    if depth >= archive.DEPTH:
        message = f"{shown}: lies more than {archive.DEPTH} archives deep; unpack it by hand"
        raise SourceError("archive-limit", message)
    found = False
    with archive.opened(source, shown) as packed:
        every = archive.members(packed, shown, budget)
        for member in every if part is None else islice(every, part.start, part.stop):
            if wanted is not None and not f"{wanted}!".startswith(f"{member.path}!"):
                continue
            found = True
            if not archive.is_known(member) and wanted is None:
                yield Unread(member.path)
                continue
            try:
                data = archive.unpack(packed, member, budget)
            except SourceError as error:
                yield Unread(member.path, error)
                if budget.size < 0:
                    return
                continue
            if kinds.SUFFIXES.get(kinds.suffix_of(member.path)) == kinds.SCRIPT and not (
                wanted or kinds.is_data_script(data)
            ):
                yield Unread(member.path)
                continue
            yield from _each(data, member.path, encoding, budget, wanted, depth + 1)
    if not found:
        message = f"{wanted}: no such member" if wanted else f"{shown}: is an empty archive"
        raise SourceError("no-such-file" if wanted else "empty-file", message)


def _unreadable(shown: str, error: OSError) -> SourceError:
    """What an error of the system means to a user."""
    if isinstance(error, FileNotFoundError):
        return SourceError("no-such-file", f"{shown}: no such file; check the spelling")
    if isinstance(error, IsADirectoryError):
        return SourceError("not-a-file", f"{shown}: is a folder; name a file in it")
    message = f"{shown}: cannot be read ({error.strerror}); check its permissions"
    return SourceError("unreadable", message)
