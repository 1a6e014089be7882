"""What is kept of an input once its rows are written: where they stand, and its figures."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from minutes.export import Batch
from minutes.export.csv import body
from minutes.run.across import told_of
from minutes.run.inputs import Outcome, Status
from minutes.tables import TABLES

#: What each document adds to entities and promises; read again when only other inputs change.
ACROSS = "across.jsonl"

#: A stretch of a file: its offset and its length in bytes.
Piece = tuple[int, int]

#: Bytes to hold at a time of a piece, which may be those of a whole archive.
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """One outcome: its rows are the `pieces`, by the name of the file that they belong to."""

    path: str
    status: Status
    document: str | None
    sha256: str | None
    message: str | None
    figures: dict[str, int]
    pieces: dict[str, Piece] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One input, by its path and the hash of its bytes, with all outcomes that it had.

    The pieces are those of the file `part`, or, without one, of the finished files; `check` is
    the CRC of all of them.
    """

    path: str
    sha256: str | None
    part: str | None
    check: int
    records: tuple[Record, ...]

    def to_json(self) -> str:
        """One line."""
        return json.dumps(
            {
                "path": self.path,
                "sha256": self.sha256,
                "part": self.part,
                "check": self.check,
                "records": [
                    {name: getattr(record, name) for name in Record.__dataclass_fields__}
                    for record in self.records
                ],
            }
        )

    @staticmethod
    def of(told: dict[str, Any]) -> Entry:
        """The entry of a parsed line; raises `KeyError` or `TypeError` if it is none."""
        records = tuple(
            Record(**{**one, "pieces": {k: (a, n) for k, (a, n) in one["pieces"].items()}})
            for one in told["records"]
        )
        return Entry(told["path"], told["sha256"], told["part"], told["check"], records)


def figures(batch: Batch | None) -> dict[str, int]:
    """Rows by table, and how many of them are unresolved, unclassified characters and the like."""
    if batch is None:
        return {}
    tables = batch.tables
    found = {name: len(rows) for name, rows in tables.items() if rows}
    found["unresolved"] = sum(row["how"] == "unresolved" for row in tables.get("dates", ()))
    found["unclassified"] = sum(
        len(str(row["text"])) for row in tables.get("notes", ()) if row["kind"] == "unclassified"
    )
    found["characters"] = len(batch.document.text) if batch.document is not None else 0
    return found


def streams(batch: Batch | None) -> Iterator[tuple[str, bytes]]:
    """The bytes that an outcome adds to each file, by the file's name."""
    if batch is None:
        return
    for name, rows in batch.tables.items():
        if rows:
            yield f"{name}.csv", body(TABLES[name], rows)
    if batch.document is not None:
        yield f"texts/{batch.document.id}.txt", batch.document.text.encode("utf-8")
        told = json.dumps(told_of(batch.document.id, batch.tables), ensure_ascii=False)
        yield ACROSS, f"{told}\n".encode()


class Part:
    """A file to which one process adds the rows of inputs, one input behind the other."""

    def __init__(self, path: Path) -> None:
        """Open the file; it may hold rows already."""
        self.path = path
        self.file: BinaryIO = path.open("ab")

    def add(self, path: str, sha256: str | None, outcomes: Iterable[Outcome]) -> Entry:
        """The entry of an input whose rows are now in the file."""
        check = 0
        records = []
        for outcome in outcomes:
            written = ((name, [data]) for name, data in streams(outcome.batch))
            pieces, check = self.write(written, check)
            records.append(record_of(outcome, pieces))
        return Entry(path, sha256, self.path.name, check, tuple(records))

    def write(
        self, streams: Iterable[tuple[str, Iterable[bytes]]], check: int = 0
    ) -> tuple[dict[str, Piece], int]:
        """(the places of pieces that are now in the file, the CRC of all and of what was before).

        Each has a name and its bytes, chunk by chunk.
        """
        pieces: dict[str, Piece] = {}
        start = at = self.file.tell()
        for name, chunks in streams:
            for data in chunks:
                self.file.write(data)
                check = zlib.crc32(data, check)
                at += len(data)
            pieces[name] = (start, at - start)
            start = at
        self.file.flush()
        return pieces, check

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def record_of(outcome: Outcome, pieces: dict[str, Piece]) -> Record:
    """The record of an outcome whose rows stand at `pieces`."""
    document = outcome.batch.document if outcome.batch is not None else None
    return Record(
        outcome.path,
        outcome.status,
        document.id if document is not None else None,
        document.sha256 if document is not None else None,
        outcome.message,
        figures(outcome.batch),
        pieces,
    )


def chunks(file: BinaryIO, piece: Piece) -> Iterator[bytes]:
    """The bytes of a piece, chunk by chunk; raises `OSError` if the file has become shorter.

    The file may be read elsewhere in between.
    """
    at, left = piece
    while left:
        file.seek(at)
        data = file.read(min(CHUNK, left))
        if not data:
            raise OSError(None, f"{file.name} has become shorter")
        yield data
        at, left = at + len(data), left - len(data)


def stands(entry: Entry, folder: Path) -> bool:
    """True if the rows of an entry are in its part, to the byte."""
    if entry.part is None:
        return False
    check = 0
    try:
        with (folder / entry.part).open("rb") as file:
            for record in entry.records:
                for piece in record.pieces.values():
                    for data in chunks(file, piece):
                        check = zlib.crc32(data, check)
    except OSError:
        return False
    return check == entry.check
