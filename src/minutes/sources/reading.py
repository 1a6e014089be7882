"""One file to one `Document`."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from minutes.schema import Document, Issue
from minutes.sources.encoding import decode
from minutes.sources.errors import SourceError

#: The media type of each suffix that a folder is searched for.
SUFFIXES = {".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown"}

#: Formats that a user may name and that text is not: the message says what to do with them.
_NOT_TEXT = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive (a Word or Excel file is one, too)",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
}


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
    """The `Document` of a file's bytes; raises `SourceError` if they are no text.

    >>> from_bytes("開会".encode(), "minutes.txt").text
    '開会'
    """
    shown = printable(path)
    if not data:
        raise SourceError("empty-file", f"{shown}: is empty; was it saved or downloaded in full?")
    for magic, kind in _NOT_TEXT.items():
        if data.startswith(magic):
            message = f"{shown}: is {kind}, not text; save it as text (UTF-8) and try again"
            raise SourceError("binary-file", message)
    decoded = decode(data, shown, encoding)
    if not decoded.text.strip():
        raise SourceError("empty-file", f"{shown}: holds nothing but white space")
    issues: tuple[Issue, ...] = ()
    if decoded.damaged:
        at = decoded.text.index("\ufffd")
        message = (
            f"{decoded.damaged} characters could not be decoded as {decoded.encoding};"
            " the first is at this place"
        )
        issues = (Issue("damaged-text", message, at, at + 1),)
    sha256 = hashlib.sha256(data).hexdigest()
    guessed = SUFFIXES.get(Path(path).suffix.lower(), "text/plain")
    return Document(
        id=document_id(sha256),
        path=shown,
        text=decoded.text,
        media_type=media_type or guessed,
        encoding=decoded.encoding,
        sha256=sha256,
        issues=issues,
    )


def read(path: str | Path, *, encoding: str | None = None) -> Document:
    """The `Document` of a file, or of standard input for ``-``; raises `SourceError`."""
    shown = printable(str(path))
    if shown == "-":
        return from_bytes(sys.stdin.buffer.read(), "-", encoding=encoding)
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        message = f"{shown}: no such file; check the spelling"
        raise SourceError("no-such-file", message) from None
    except IsADirectoryError:
        message = f"{shown}: is a folder; name a file in it"
        raise SourceError("not-a-file", message) from None
    except OSError as error:
        message = f"{shown}: cannot be read ({error.strerror}); check its permissions"
        raise SourceError("unreadable", message) from None
    return from_bytes(data, str(path), encoding=encoding)
