"""A dump too large to be held at once, as stretches of whole meetings.

A file of gigabytes with a record a line (JSON Lines, CSV) is read as if it were an archive: its
members are stretches of some megabyte that end where a meeting does, each a document of its
own, called by its bytes (``dump.jsonl!1048310-2097402.jsonl``).  So it needs no more memory than a
small file does, and as many processes read it as there are.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from minutes.sources import csv_records, fields
from minutes.sources.content import MAX_BYTES
from minutes.sources.encoding import decode
from minutes.sources.errors import SourceError
from minutes.sources.fields import text_at
from minutes.sources.kinds import CSV, JSON_LINES, SUFFIXES, TSV, suffix_of

#: Bytes of a stretch, and those after which it ends though its meeting does not.
SIZE, MOST = 1_000_000, 4_000_000

_NAME = re.compile(r"([0-9]{1,15})-([0-9]{1,15})(\.[a-z]+)")
#: By what records of one meeting are alike.
_MEETING = ("meeting", "date", "house", "title", "number")
_LONGEST_HEAD = 100_000
_WIDE = (b"\xff\xfe", b"\xfe\xff")

Key = tuple[str | None, ...]


def is_divided(path: Path) -> bool:
    """True for a file that is read stretch by stretch."""
    if SUFFIXES.get(path.suffix.lower()) not in (JSON_LINES, CSV, TSV):
        return False
    with path.open("rb") as file:  # of UTF-16, a line's end is no single byte
        return path.stat().st_size > MAX_BYTES and not file.read(2).startswith(_WIDE)


def stretches(path: Path) -> Iterator[str]:
    """The names of the stretches of a file, in order; raises `SourceError`, `OSError`.

    Of CSV, every stretch is read behind the rows above the first record.
    """
    with path.open("rb") as file:
        head, keys = _head(file, path)
        start, size = len(head), path.stat().st_size
        while start < size:
            end = _end(file, start, keys)
            yield f"{start}-{end}{path.suffix.lower()}"
            start = end


def read(path: Path, name: str) -> bytes | None:
    """The bytes of a stretch; `None` if the name is that of none."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    start, end = int(match[1]), int(match[2])
    with path.open("rb") as file:
        head, _ = _head(file, path)
        file.seek(start)
        return head + file.read(min(end - start, 2 * MOST)) if start >= len(head) else None


def length(name: str) -> int | None:
    """The bytes of a stretch without those that all begin with; `None` as for `read`."""
    match = _NAME.fullmatch(name)
    return int(match[2]) - int(match[1]) if match is not None else None


class _Lines:
    """How to tell the meeting of a record, and whether a record ends with a line."""

    def key(self, line: bytes) -> Key:
        """What a record says of its meeting."""
        with suppress(ValueError, RecursionError):
            record = json.loads(line)
            if isinstance(record, dict):
                names = fields.named(record)
                return tuple(text_at(record, names.get(name)) for name in _MEETING)
        return ()

    def is_whole(self, record: bytes) -> bool:
        """True if no more lines belong to the record."""
        return True


class _Rows(_Lines):
    """The same for CSV, where a cell in quotes may hold line ends."""

    def __init__(self, head: bytes, path: Path) -> None:
        text = decode(head, str(path))
        self.encoding = text.encoding
        self.delimiter = csv_records.delimiter_of(text.text)
        rows = list(csv_records.rows_of(text.text, self.delimiter, str(path)))
        at, self.names = csv_records.header_of(rows, str(path))
        self.columns = rows[at]

    def key(self, line: bytes) -> Key:
        """What a row says of its meeting."""
        text = io.StringIO(line.decode(self.encoding, "replace"), newline="")
        with suppress(csv.Error):
            for row in csv.reader(text, delimiter=self.delimiter):
                cells = dict(zip(self.columns, row, strict=False))
                return tuple(text_at(cells, self.names.get(name)) for name in _MEETING)
        return ()

    def is_whole(self, record: bytes) -> bool:
        """True if all quotes are closed."""
        return record.count(b'"') % 2 == 0


def _head(file: BinaryIO, path: Path) -> tuple[bytes, _Lines]:
    """What every stretch begins with, and how the lines behind it are read."""
    file.seek(0)
    if SUFFIXES.get(suffix_of(path.name)) == JSON_LINES:
        return b"", _Lines()
    head, error = b"", None
    for _ in range(csv_records.ABOVE):
        head += _record(file, b"", _LONGEST_HEAD)
        try:
            return head, _Rows(head, path)
        except SourceError as found:
            error = found
    raise error or SourceError("empty-file", f"{path}: is empty")


def _record(file: BinaryIO, first: bytes, most: int, lines: _Lines | None = None) -> bytes:
    """The next line, and of a record in several lines the others."""
    record = first + file.readline(most)
    while lines is not None and not lines.is_whole(record) and len(record) < most:
        more = file.readline(most)
        if not more:
            break
        record += more
    return record


def _end(file: BinaryIO, start: int, lines: _Lines) -> int:
    """Where the stretch that begins at `start` ends: behind the last record of a meeting."""
    at, key = start, None
    file.seek(start)
    while record := _record(file, b"", MOST, lines):
        if at - start >= SIZE:
            now = lines.key(record)
            if (key is not None and now != key) or at - start >= MOST:
                break
            key = now
        at += len(record)
    return at
