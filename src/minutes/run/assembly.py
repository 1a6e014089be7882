"""Finished files out of the rows of inputs, in the order of the inputs, whoever wrote the rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from minutes.export import FORMATS, Batch, Promises, Writer, datapackage
from minutes.export.csv import body, head, parsed
from minutes.run import book
from minutes.run.across import take
from minutes.run.gathered import Gathered
from minutes.run.inputs import Status, duplicate
from minutes.run.records import ACROSS, Entry, Piece, Record, chunks, record_of, streams
from minutes.run.registry import rows_of
from minutes.run.workplace import Workplace
from minutes.schema import Document
from minutes.tables import TABLES, Row

#: Rows of entities that are made at a time.
_ROWS = 1_000


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
        self.tables[ACROSS] = self._open(stage / ACROSS, "wb")
        (stage / "texts").mkdir()
        self.writers: list[Writer] = [
            self.files.enter_context(FORMATS[name](stage)) for name in formats
        ]
        self.sources: dict[str, BinaryIO] = {}
        self.seen: dict[str, tuple[str, str]] = {}
        self.documents: list[datapackage.Source] = []
        self.promised: dict[str, list[str | None]] = {}
        self.organisations = Gathered(place.folder / "organisations.sqlite")

    def _open(self, path: Path, mode: str) -> BinaryIO:
        file: BinaryIO = self.files.enter_context(path.open(mode))  # type: ignore[assignment]
        return file

    def foresee(self, entries: Iterable[Entry]) -> None:
        """Go through what each document adds to the tables across documents."""
        places: dict[str, tuple[str | None, Piece]] = {}

        def text_of(document: str) -> str:
            part, piece = places[document]
            return self._read(part, _text(document), piece).decode("utf-8")

        with closing(Promises(self.place.folder)) as promises:
            for entry in entries:
                for record in entry.records:
                    if record.document is not None and record.document not in places:
                        told = json.loads(self._read(entry.part, ACROSS, record.pieces[ACROSS]))
                        take(told, self.organisations, promises)
                        places[record.document] = entry.part, record.pieces[_text(record.document)]
            self.promised = promises.released(text_of)

    def add(self, entry: Entry) -> Entry:
        """The entry with its rows where they now stand; a second copy of a document is left out."""
        done = []
        for record in entry.records:
            first = self.seen.get(record.sha256 or "")
            if first is not None:
                outcome = duplicate(record.path, *first)
                parts = {name: iter([data]) for name, data in streams(outcome.batch)}
                done.append(self._write(record_of(outcome, {}), parts))
                continue
            if record.document is not None and record.sha256 is not None:
                self.seen[record.sha256] = record.document, record.path
                self.documents.append(datapackage.Source(record.path, record.sha256))
            parts = {name: self._chunks(entry.part, name, at) for name, at in record.pieces.items()}
            if "commitments.csv" in parts and record.document in self.promised:
                lines = b"".join(parts["commitments.csv"])
                parts["commitments.csv"] = iter([self._taken_up(record.document, lines)])
            done.append(self._write(record, parts))
        return replace(entry, part=None, check=0, records=tuple(done))

    def _taken_up(self, document: str, lines: bytes) -> bytes:
        """The promises of a document, with where later documents come back to them."""
        table = TABLES["commitments"]
        rows = parsed(table, lines)
        places = self.promised[document]
        return body(table, ({**row, "taken_up": at} for row, at in zip(rows, places, strict=True)))

    def _read(self, part: str | None, name: str, piece: Piece) -> bytes:
        return b"".join(self._chunks(part, name, piece))

    def _chunks(self, part: str | None, name: str, piece: Piece) -> Iterator[bytes]:
        """The bytes of a piece, out of its part or of the finished file that it stands in."""
        path = self.place.folder / part if part else self.place.tables / name
        if name.startswith("texts/") and part is None:
            with path.open("rb") as file:
                yield from chunks(file, piece)
            return
        if str(path) not in self.sources:
            self.sources[str(path)] = self._open(path, "rb")
        yield from chunks(self.sources[str(path)], piece)

    def _write(self, record: Record, parts: dict[str, Iterator[bytes]]) -> Record:
        """The record with its pieces where they now stand."""
        if self.writers:  # other formats are made of rows
            whole = {name: b"".join(data) for name, data in parts.items()}
            parts = {name: iter([data]) for name, data in whole.items()}
            for write in self.writers:
                write(batch_of(record, whole))
        pieces: dict[str, Piece] = {}
        for name, data in parts.items():
            if name in self.tables:
                file = self.tables[name]
                start = file.tell()
                file.writelines(data)
                pieces[name] = (start, file.tell() - start)
            else:
                with (self.stage / name).open("wb") as file:
                    file.writelines(data)
                    pieces[name] = (0, file.tell())
        return replace(record, pieces=pieces)

    def finish(self, numbers: Path | None) -> int:
        """The number of organisations in all documents, whose rows are now written."""
        file, table, count = self.tables["entities.csv"], TABLES["entities"], 0
        rows = rows_of(self.organisations, numbers)
        if self.writers:  # they are given all rows at once
            held = list(rows)
            for write in self.writers:
                write(Batch(None, {"entities": held}))
            rows = iter(held)
        while some := list(islice(rows, _ROWS)):
            file.write(body(table, some))
            count += len(some)
        return count

    def close(self) -> None:
        """Close the files; other formats are finished now."""
        self.files.close()
        self.organisations.close()


def _text(document: str) -> str:
    return f"texts/{document}.txt"


def batch_of(record: Record, parts: dict[str, bytes]) -> Batch:
    """The rows of an outcome read back out of the bytes of its tables and its text."""
    tables = _tables(parts, *TABLES)
    if record.document is None:
        return Batch(None, tables)
    told = tables["documents"][0]
    document = Document(
        id=record.document,
        path=record.path,
        text=parts[_text(record.document)].decode("utf-8"),
        media_type=str(told["media_type"]),
        encoding=None if told["encoding"] is None else str(told["encoding"]),
        sha256=record.sha256 or "",
    )
    return Batch(document, tables)


def _tables(parts: dict[str, bytes], *names: str) -> dict[str, list[Row]]:
    return {n: parsed(TABLES[n], parts[f"{n}.csv"]) for n in names if f"{n}.csv" in parts}


def read_rows(folder: Path, table: str) -> list[Row]:
    """The typed rows of a table in a folder."""
    data = (folder / f"{table}.csv").read_bytes()
    return parsed(TABLES[table], data.removeprefix(head(TABLES[table])))


def assemble(
    stage: Path,
    place: Workplace,
    entries: Callable[[], Iterable[Entry]],
    formats: Sequence[str],
    note: Callable[[str], None],
    numbers: Path | None = None,
) -> Summary:
    """The figures of the files written to `stage`; `note` is told of documents left out.

    The entries are gone through twice: what later ones say of a promise stands in its row.
    `numbers` is a file of corporate numbers for the organisations of all documents.
    """
    summary = Summary()
    assembly = Assembly(stage, place, formats)

    def written() -> Iterator[Entry]:
        assembly.foresee(entries())
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
    datapackage.write(stage, assembly.documents)
    return summary
