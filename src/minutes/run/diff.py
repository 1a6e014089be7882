"""What moved between two runs: rows added, removed and changed, table by table.

Documents are paired by the hash of their bytes; a source that has itself changed is only named, for
its offsets are those of another text.  Only documents whose rows differ are taken apart.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from minutes.export.csv import LONGEST_CELL, unguard
from minutes.run import book as books
from minutes.run.basis import difference
from minutes.run.book import MANIFEST, Book
from minutes.run.records import Record

#: What tells the rows of a table without an identifier apart.
_IDENTITY = {
    "speakers": ("speaker",),
    "relations": ("members", "kind"),
    "issues": ("code", "path", "start", "end"),
    "entities": ("entity_id",),
}
_PLACE = ("start", "end")

Row = dict[str, str]


class NotComparable(Exception):
    """A folder without a manifest; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that moved: `old` is none for an added one, `new` for a removed one."""

    table: str
    path: str
    row: str
    old: Row | None
    new: Row | None

    @property
    def kind(self) -> str:
        """One of added, removed, changed."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"

    @property
    def cells(self) -> Iterator[tuple[str, str, str]]:
        """(column, before, after) of the cells of a changed row, in columns that both runs have."""
        if self.old is None or self.new is None:
            return
        for name, after in self.new.items():
            if name in self.old and self.old[name] != after:
                yield name, self.old[name], after


@dataclass(slots=True)
class Difference:
    """The figures of a comparison; `figures` counts (table, kind of change)."""

    basis: str = ""
    only_old: list[str] = field(default_factory=list)
    only_new: list[str] = field(default_factory=list)
    figures: Counter[tuple[str, str]] = field(default_factory=Counter)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_none(self) -> bool:
        """True if no row moved."""
        return not (self.only_old or self.only_new or self.figures)


class _Side:
    """One of the two runs: its documents by hash, and its tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        book = books.opened(folder / MANIFEST)
        if book is None:
            raise NotComparable(
                f"{folder}: holds no {MANIFEST}; name a folder that this version's extract wrote"
            )
        self.book: Book = book
        self.files: dict[str, BinaryIO] = {}
        self.heads: dict[str, list[str]] = {}
        self.places: dict[str, tuple[str, int]] = {}
        for entry in book.entries():
            for number, record in enumerate(entry.records):
                key = record.sha256 or f"{record.status} {record.path}"
                if record.pieces:
                    self.places[key] = entry.path, number

    def record(self, key: str) -> Record:
        path, number = self.places[key]
        entry = self.book.get(path)
        assert entry is not None
        return entry.records[number]

    def paths(self, keys: Set[str]) -> list[str]:
        return [self.record(key).path for key in self.places if key in keys]

    def bytes_of(self, record: Record, name: str) -> bytes:
        at, length = record.pieces.get(name, (0, 0))
        if not length:
            return b""
        file = self._file(name)
        file.seek(at)
        return file.read(length)

    def columns(self, name: str) -> list[str]:
        self._file(name)
        return self.heads[name]

    def _file(self, name: str) -> BinaryIO:
        if name not in self.files:
            self.files[name] = (self.folder / name).open("rb")
            line = self.files[name].readline().decode("utf-8-sig")
            self.heads[name] = next(csv.reader([line]))
        return self.files[name]

    def close(self) -> None:
        self.book.close()
        for file in self.files.values():
            file.close()


def diff(old: Path, new: Path, told: Difference) -> Iterator[Change]:
    """The rows that moved, document by document; `told` holds the figures when they are all told.

    Raises `NotComparable` for a folder without a manifest, `OSError` for one without its tables.
    """
    before, after = _Side(old), _Side(new)
    try:
        told.basis = difference(before.book.basis or {}, after.book.basis or {})
        told.only_old = before.paths(before.places.keys() - after.places.keys())
        told.only_new = after.paths(after.places.keys() - before.places.keys())
        for key in before.places:
            if key in after.places:
                for change in _document(before, after, key, told):
                    told.figures[change.table, change.kind] += 1
                    yield change
    finally:
        before.close()
        after.close()


def _document(before: _Side, after: _Side, key: str, told: Difference) -> Iterator[Change]:
    one, two = before.record(key), after.record(key)
    for name in {**one.pieces, **two.pieces}:
        if not name.endswith(".csv"):
            continue
        data = before.bytes_of(one, name), after.bytes_of(two, name)
        if data[0] == data[1]:
            continue
        table = name.removesuffix(".csv")
        columns = before.columns(name), after.columns(name)
        if columns[0] != columns[1]:
            moved = set(columns[0]) ^ set(columns[1])
            told.columns[table] = tuple(column for column in columns[1] if column in moved)
        yield from _rows(
            table, two.path, _parsed(data[0], columns[0]), _parsed(data[1], columns[1])
        )


def _parsed(data: bytes, columns: list[str]) -> list[Row]:
    csv.field_size_limit(LONGEST_CELL)
    lines = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    return [dict(zip(columns, map(unguard, line), strict=True)) for line in lines]


def _rows(table: str, path: str, old: list[Row], new: list[Row]) -> Iterator[Change]:
    """The rows of one document that moved; rows of one name are paired in their order."""
    left: dict[str, list[Row]] = defaultdict(list)
    for row in old:
        left[_name(table, row)].append(row)
    for row in new:
        name = _name(table, row)
        was = left[name].pop(0) if left[name] else None
        change = Change(table, path, name, was, row)
        if was is None or next(change.cells, None) is not None:
            yield change
    for name, rows in left.items():
        for row in rows:
            yield Change(table, path, name, row, None)


def _name(table: str, row: Row) -> str:
    """The identifier of a row, or what stands for one."""
    first = next(iter(row))
    if first != "document_id" and first.endswith("_id"):
        return row[first]
    names = _IDENTITY.get(table, _PLACE)
    return " ".join([row.get("document_id", ""), *(row.get(name, "") for name in names)])
