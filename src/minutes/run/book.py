"""Entries as lines of a file: the journal of a run under way, the manifest of a finished one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from minutes.run.records import Entry

#: The manifest's name among the tables.
MANIFEST = "manifest.jsonl"

#: Of the form of the lines; a manifest of another form is not read.
FORM = 1


def heading(basis: Mapping[str, str]) -> str:
    """The first line: what all entries depend on."""
    return json.dumps({"form": FORM, "basis": basis})


class Book:
    """A file of entries, of which only the paths are kept in memory."""

    def __init__(self, path: Path) -> None:
        """Read what there is; a line that a killed process left unfinished is passed over."""
        self.basis: dict[str, str] | None = None
        self.places: dict[str, int] = {}
        self.file: BinaryIO = path.open("rb")
        place = 0
        for number, line in enumerate(self.file):
            with suppress(ValueError, KeyError, TypeError):
                told = json.loads(line) if line.endswith(b"\n") else {}
                if number == 0:
                    self.basis = dict(told["basis"]) if told["form"] == FORM else None
                elif "records" in told:
                    self.places[told["path"]] = place
            place += len(line)

    def get(self, path: str) -> Entry | None:
        """The entry of an input."""
        if path not in self.places:
            return None
        self.file.seek(self.places[path])
        return Entry.of(json.loads(self.file.readline()))

    def entries(self) -> Iterator[Entry]:
        """All entries, one per path, in the order of the file."""
        for path in list(self.places):
            entry = self.get(path)
            if entry is not None:
                yield entry

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def opened(path: Path) -> Book | None:
    """The book at a path, if there is one that this version can read."""
    try:
        book = Book(path)
    except OSError:
        return None
    if book.basis is None:
        book.close()
        return None
    return book


def write(path: Path, basis: Mapping[str, str], entries: Iterable[Entry]) -> None:
    """Write a book."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        print(heading(basis), file=file)
        for entry in entries:
            print(entry.to_json(), file=file)
