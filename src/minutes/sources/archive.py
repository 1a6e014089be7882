"""Zip archives: their members, one at a time, within limits on number, size, ratio and depth.

Nothing is unpacked to disk.  What a member claims of its size is checked first, and what it gives
is counted again while it is read.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from minutes.sources.content import MAX_BYTES, too_large
from minutes.sources.encoding import decode
from minutes.sources.errors import SourceError
from minutes.sources.kinds import SUFFIXES, suffix_of

#: Limits on an archive with all that is packed in it: members, bytes unpacked, archives in
#: archives; and how many times larger than its packed form a large member may be.
MEMBERS, TOTAL, DEPTH, RATIO = 20_000, 2 * 1024**3, 3, 200
_SMALL = 4 * 1024**2  # a member this small may have any ratio: a page of blanks has
_METHODS = frozenset([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of an archive and of those in it."""

    members: int = MEMBERS
    size: int = TOTAL

    def spend(self, path: str, size: int) -> None:
        """Count bytes that were unpacked; raises `SourceError` beyond the limit."""
        self.size -= size
        if self.size < 0:
            message = (
                f"{path}: unpacks to more than {TOTAL // 2**30} GB, as an archive made to do harm"
                " would; unpack and check it by hand"
            )
            raise SourceError("archive-limit", message)


#: Bytes, unpacked, from which on an archive is read in slices, and those of a slice.
SLICE = 16 * 1024**2
_SLICE = re.compile(r"#([0-9]{1,6})-([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `path` is the archive's path, ``!``, and its name there."""

    path: str
    info: zipfile.ZipInfo


def split_path(path: str) -> tuple[str, str | None]:
    """(file, member) of a path that names a member of an archive, else (path, none).

    >>> split_path("no-such.zip!a.txt")
    ('no-such.zip!a.txt', None)
    """
    at = path.find("!")
    while at > 0 and not Path(path).exists():
        if Path(path[:at]).is_file():
            return path[:at], path[at + 1 :]
        at = path.find("!", at + 1)
    return path, None


@contextmanager
def opened(source: Path | bytes, path: str) -> Iterator[zipfile.ZipFile]:
    """The archive in a file or in bytes; raises `SourceError` for a damaged one."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        message = f"{path}: is a damaged zip archive; was it downloaded in full?"
        raise SourceError("damaged-file", message) from None
    with archive:
        yield archive


def members(archive: zipfile.ZipFile, path: str, budget: Budget) -> Iterator[Member]:
    """The files of an archive in the order of their names, hidden ones left out.

    Raises `SourceError` if there are more than may be.
    """
    files = [info for info in archive.infolist() if not info.is_dir()]
    budget.members -= len(files)
    if budget.members < 0:
        message = f"{path}: holds more than {MEMBERS:,} files; split it"
        raise SourceError("archive-limit", message)
    named = sorted((_name(info), number, info) for number, info in enumerate(files))
    times: Counter[str] = Counter()
    for name, _, info in named:
        parts = PurePosixPath(name).parts
        if any(part.startswith((".", "__MACOSX")) for part in parts):
            continue
        times[name] += 1
        again = f"#{times[name]}" if times[name] > 1 else ""
        yield Member(f"{path}!{name}{again}", info)


def slices(path: Path) -> Iterator[str]:
    """The names of the slices of an archive, each some of its members; none of a small archive.

    They are called by the numbers of the members, in the order of names (``minutes.zip!#1-40``),
    and any process may read any of them.  Raises `SourceError`, `OSError`.
    """
    with opened(path, str(path)) as archive:
        sizes = [member.info.file_size for member in members(archive, str(path), Budget())]
    if sum(sizes) <= SLICE:
        return
    first = held = 0
    for number, size in enumerate(sizes):
        if held and held + size > SLICE:
            yield f"#{first + 1}-{number}"
            first, held = number, 0
        held += size
    yield f"#{first + 1}-{len(sizes)}"


def slice_of(name: str) -> range | None:
    """The members, counted from 0, of the slice of this name; `None` if it is that of none.

    >>> slice_of("#41-80"), slice_of("41-80.txt")
    (range(40, 80), None)
    """
    match = _SLICE.fullmatch(name)
    return range(int(match[1]) - 1, int(match[2])) if match is not None else None


def digest(path: Path, wanted: range) -> str:
    """The SHA-256 of what an archive's directory says of some members: names, sizes, CRCs."""
    found = hashlib.sha256()
    with opened(path, str(path)) as archive:
        every = members(archive, str(path), Budget())
        for member in islice(every, wanted.start, wanted.stop):
            found.update(f"{member.path}\0{member.info.file_size} {member.info.CRC}\n".encode())
    return found.hexdigest()


def is_known(member: Member) -> bool:
    """True for a file of a kind that is read."""
    return suffix_of(member.path.split("#")[0]) in SUFFIXES


def unpack(archive: zipfile.ZipFile, member: Member, budget: Budget) -> bytes:
    """The bytes of a member; raises `SourceError` for an encrypted, damaged or hostile one."""
    info, path = member.info, member.path
    if info.flag_bits & _ENCRYPTED:
        message = f"{path}: is encrypted; unpack the archive with its password and read the files"
        raise SourceError("encrypted-file", message)
    if info.compress_type not in _METHODS:
        message = (
            f"{path}: is packed by a method that is not read; unpack the archive and read that"
        )
        raise SourceError("archive-limit", message)
    if info.file_size > MAX_BYTES:
        raise too_large(path, info.file_size)
    if info.file_size > max(_SMALL, RATIO * info.compress_size):
        raise _bomb(path)
    try:
        with archive.open(info) as file:
            data = file.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        message = f"{path}: is damaged; fetch the archive again"
        raise SourceError("damaged-file", message) from None
    budget.spend(path, len(data))
    if len(data) > info.file_size:
        raise _bomb(path)
    return data


def _bomb(path: str) -> SourceError:
    message = (
        f"{path}: unpacks to over {RATIO} times its size, as an archive made to do harm would;"
        " unpack and check it by hand"
    )
    return SourceError("archive-limit", message)


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member: archives made in Japan hold CP932 names without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        try:
            name = decode(name.encode("cp437"), name).text
        except (UnicodeError, SourceError):
            name = info.filename
    return "".join(char if char.isprintable() or char == "　" else "\ufffd" for char in name)
