"""Finished files out of the rows of inputs, in the order of the inputs, whoever wrote the rows."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from minutes.export import FORMATS, Batch, Writer, datapackage
from minutes.export.csv import LONGEST_CELL, head, unguard
from minutes.run import book
from minutes.run.inputs import Status, duplicate
from minutes.run.records import Entry, Piece, Record, record_of, streams
from minutes.run.workplace import Workplace
from minutes.schema import Document
from minutes.tables import SEPARATOR, TABLES, Cell, Column, Row, Table


@dataclass(slots=True)
class Summary:
    """The figures of a run: outcomes by status, and what `records.figures` counts of them.

    `kept` inputs were not read again; `characters_read` in `seconds` is the speed of the others.
    """

    inputs: Counter[Status] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    characters_read: int = 0
    seconds: float = 0.0

    def add(self, status: Status, figures: dict[str, int]) -> None:
        """Count one outcome."""
        self.inputs[status] += 1
        self.figures.update(figures)


class Assembly:
    """The files of a run as they grow in a folder, with CSV first and other formats behind."""

    def __init__(self, stage: Path, place: Workplace, formats: Sequence[str]) -> None:
        """Open the files."""
        self.stage, self.place = stage, place
        self.files = ExitStack()
        self.tables: dict[str, BinaryIO] = {}
        for name, table in TABLES.items():
            self.tables[f"{name}.csv"] = self._open(stage / f"{name}.csv", "wb")
            self.tables[f"{name}.csv"].write(head(table))
        (stage / "texts").mkdir()
        self.writers: list[Writer] = [
            self.files.enter_context(FORMATS[name](stage)) for name in formats
        ]
        self.sources: dict[str, BinaryIO] = {}
        self.seen: dict[str, tuple[str, str]] = {}
        self.documents: list[datapackage.Source] = []

    def _open(self, path: Path, mode: str) -> BinaryIO:
        file: BinaryIO = self.files.enter_context(path.open(mode))  # type: ignore[assignment]
        return file

    def add(self, entry: Entry) -> Entry:
        """The entry with its rows where they now stand; a second copy of a document is left out."""
        done = []
        for record in entry.records:
            first = self.seen.get(record.sha256 or "")
            if first is not None:
                outcome = duplicate(record.path, *first)
                done.append(self._write(record_of(outcome, {}), dict(streams(outcome.batch))))
                continue
            if record.document is not None and record.sha256 is not None:
                self.seen[record.sha256] = record.document, record.path
                self.documents.append(datapackage.Source(record.path, record.sha256))
            parts = {name: self._read(entry, name, at) for name, at in record.pieces.items()}
            done.append(self._write(record, parts))
        return replace(entry, part=None, check=0, records=tuple(done))

    def _read(self, entry: Entry, name: str, piece: Piece) -> bytes:
        """The bytes of a piece, out of its part or of the finished file that it stands in."""
        path = self.place.folder / entry.part if entry.part else self.place.tables / name
        if name.startswith("texts/") and entry.part is None:
            return path.read_bytes()
        if str(path) not in self.sources:
            self.sources[str(path)] = self._open(path, "rb")
        self.sources[str(path)].seek(piece[0])
        data = self.sources[str(path)].read(piece[1])
        if len(data) != piece[1]:
            raise OSError(None, f"{path} has become shorter")
        return data

    def _write(self, record: Record, parts: dict[str, bytes]) -> Record:
        pieces: dict[str, Piece] = {}
        for name, data in parts.items():
            if name in self.tables:
                pieces[name] = (self.tables[name].tell(), len(data))
                self.tables[name].write(data)
            else:
                pieces[name] = (0, len(data))
                (self.stage / name).write_bytes(data)
        for write in self.writers:
            write(batch_of(record, parts))
        return replace(record, pieces=pieces)

    def close(self) -> None:
        """Close the files; other formats are finished now."""
        self.files.close()


def batch_of(record: Record, parts: dict[str, bytes]) -> Batch:
    """The rows of an outcome read back out of the bytes of its tables and its text."""
    tables = {
        name: _rows(TABLES[name], parts[f"{name}.csv"]) for name in TABLES if f"{name}.csv" in parts
    }
    if record.document is None:
        return Batch(None, tables)
    told = tables["documents"][0]
    document = Document(
        id=record.document,
        path=record.path,
        text=parts[f"texts/{record.document}.txt"].decode("utf-8"),
        media_type=str(told["media_type"]),
        encoding=None if told["encoding"] is None else str(told["encoding"]),
        sha256=record.sha256 or "",
    )
    return Batch(document, tables)


def read_rows(folder: Path, table: str) -> list[Row]:
    """The typed rows of a table in a folder."""
    data = (folder / f"{table}.csv").read_bytes()
    return _rows(TABLES[table], data.removeprefix(head(TABLES[table])))


def _rows(table: Table, data: bytes) -> list[Row]:
    csv.field_size_limit(LONGEST_CELL)
    lines = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    return [
        {
            column.name: _cell(unguard(text), column)
            for column, text in zip(table.columns, line, strict=True)
        }
        for line in lines
    ]


def _cell(text: str, column: Column) -> Cell:
    match column.type:
        case "list":
            return tuple(text.split(SEPARATOR)) if text else ()
        case "string" if column.required:
            return text
        case _ if not text:
            return None
        case "integer":
            return int(text)
        case "number":
            return float(text) if "." in text else int(text)
        case "boolean":
            return text == "true"
        case _:
            return text


def assemble(
    stage: Path,
    place: Workplace,
    entries: Iterable[Entry],
    formats: Sequence[str],
    note: Callable[[str], None],
) -> Summary:
    """The figures of the files written to `stage`; `note` is told of documents left out."""
    summary = Summary()
    assembly = Assembly(stage, place, formats)

    def written() -> Iterator[Entry]:
        for entry in entries:
            placed = assembly.add(entry)
            for record in placed.records:
                summary.add(record.status, record.figures)
                if record.status == "duplicate" and record.message:
                    note(record.message)
            yield placed

    try:
        book.write(stage / book.MANIFEST, place.basis, written())
    finally:
        assembly.close()
    datapackage.write(stage, assembly.documents)
    return summary
