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

from minutes.entities import Registry
from minutes.export import FORMATS, Batch, Promises, Writer, datapackage
from minutes.export.csv import LONGEST_CELL, body, head, unguard
from minutes.run import book
from minutes.run.inputs import Status, duplicate
from minutes.run.records import Entry, Piece, Record, record_of, streams
from minutes.run.registry import add_document, rows_of
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


_PROMISES = "commitments.csv"
#: What is asked of a document to find out about its promises.
_ASKED = ("documents.csv", "meetings.csv", "exchanges.csv", _PROMISES)


class Sources:
    """The bytes of what was written so far: in parts, or in the files of the run before."""

    def __init__(self, place: Workplace) -> None:
        """Nothing is opened yet."""
        self.place = place
        self.files = ExitStack()
        self._open: dict[str, BinaryIO] = {}

    def parts(
        self, entry: Entry, record: Record, names: Sequence[str] | None = None
    ) -> dict[str, bytes]:
        """The bytes of a record's pieces by file name, all of them or those that are named."""
        return {
            name: self._read(entry, name, at)
            for name, at in record.pieces.items()
            if names is None or name in names
        }

    def _read(self, entry: Entry, name: str, piece: Piece) -> bytes:
        """The bytes of a piece, out of its part or of the finished file that it stands in."""
        path = self.place.folder / entry.part if entry.part else self.place.tables / name
        if name.startswith("texts/") and entry.part is None:
            return path.read_bytes()
        if str(path) not in self._open:
            self._open[str(path)] = self.files.enter_context(path.open("rb"))
        self._open[str(path)].seek(piece[0])
        data = self._open[str(path)].read(piece[1])
        if len(data) != piece[1]:
            raise OSError(None, f"{path} has become shorter")
        return data


def _key(row: Row) -> tuple[str, str, str]:
    """What tells one promise from another."""
    return str(row["document_id"]), str(row["start"]), str(row["end"])


def _taken_up(entries: Iterable[Entry], sources: Sources) -> dict[tuple[str, str, str], str]:
    """Where later documents of a run come back to each promise; texts are read one at a time."""
    texts: dict[str, tuple[Entry, Record]] = {}

    def text_of(ident: str) -> str:
        name = f"texts/{ident}.txt"
        return sources.parts(*texts[ident], [name])[name].decode("utf-8")

    promises = Promises(text_of)
    for entry in entries:
        for record in entry.records:
            if record.document is not None and record.document not in texts:
                texts[record.document] = entry, record
                parts = sources.parts(entry, record, _ASKED)
                tables = {
                    name: _rows(TABLES[name], parts[f"{name}.csv"])
                    for name in ("meetings", "exchanges", "commitments")
                    if f"{name}.csv" in parts
                }
                promises.hold(Batch(Document(record.document, record.path, ""), tables))
    return {
        _key(row): str(row["taken_up"])
        for row in promises.released().tables["commitments"]
        if row["taken_up"]
    }


class Assembly:
    """The files of a run as they grow in a folder, with CSV first and other formats behind."""

    def __init__(
        self, stage: Path, place: Workplace, formats: Sequence[str], sources: Sources
    ) -> None:
        """Open the files."""
        self.stage = stage
        self.sources = sources
        self.files = ExitStack()
        self.tables: dict[str, BinaryIO] = {}
        for name, table in TABLES.items():
            self.tables[f"{name}.csv"] = self._open(stage / f"{name}.csv", "wb")
            self.tables[f"{name}.csv"].write(head(table))
        (stage / "texts").mkdir()
        self.writers: list[Writer] = [
            self.files.enter_context(FORMATS[name](stage)) for name in formats
        ]
        self.taken_up: dict[tuple[str, str, str], str] = {}
        self.seen: dict[str, tuple[str, str]] = {}
        self.documents: list[datapackage.Source] = []
        self.registry = Registry()

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
            parts = self.sources.parts(entry, record)
            if _PROMISES in parts:
                parts[_PROMISES] = self._told_of(parts[_PROMISES])
            done.append(self._write(record, parts))
            add_document(self.registry, _tables(parts, "organisations", "meetings"))
        return replace(entry, part=None, check=0, records=tuple(done))

    def _told_of(self, data: bytes) -> bytes:
        """The promises with the places where later documents of this run come back to them."""
        table = TABLES["commitments"]
        rows = [{**row, "taken_up": self.taken_up.get(_key(row))} for row in _rows(table, data)]
        return body(table, rows)

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

    def finish(self, numbers: Path | None) -> int:
        """The number of organisations in all documents, whose rows are now written."""
        rows = rows_of(self.registry, numbers)
        self.tables["entities.csv"].write(body(TABLES["entities"], rows))
        for write in self.writers:
            write(Batch(None, {"entities": rows}))
        return len(rows)

    def close(self) -> None:
        """Close the files; other formats are finished now."""
        self.files.close()


def batch_of(record: Record, parts: dict[str, bytes]) -> Batch:
    """The rows of an outcome read back out of the bytes of its tables and its text."""
    tables = _tables(parts, *TABLES)
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


def _tables(parts: dict[str, bytes], *names: str) -> dict[str, list[Row]]:
    return {n: _rows(TABLES[n], parts[f"{n}.csv"]) for n in names if f"{n}.csv" in parts}


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
    entries: Callable[[], Iterable[Entry]],
    formats: Sequence[str],
    note: Callable[[str], None],
    numbers: Path | None = None,
) -> Summary:
    """The figures of the files written to `stage`; `note` is told of documents left out.

    The `entries` are gone through twice: whether a promise was taken up is known at the end only.
    `numbers` is a file of corporate numbers for the organisations of all documents.
    """
    summary = Summary()
    sources = Sources(place)
    assembly = Assembly(stage, place, formats, sources)

    def written() -> Iterator[Entry]:
        assembly.taken_up = _taken_up(entries(), sources)
        for entry in entries():
            placed = assembly.add(entry)
            for record in placed.records:
                summary.add(record.status, record.figures)
                if record.status == "duplicate" and record.message:
                    note(record.message)
            yield placed

    try:
        book.write(stage / book.MANIFEST, place.basis, written())
        summary.figures["entities"] = assembly.finish(numbers)
    finally:
        assembly.close()
        sources.files.close()
    datapackage.write(stage, assembly.documents)
    return summary
