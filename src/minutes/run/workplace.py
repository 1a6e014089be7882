"""Where a run keeps what it has done until its tables appear: ``.minutes`` in the folder.

A run that is cut short leaves it behind, and the next one into the same folder goes on from there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from minutes.export import checksum, recorded_files
from minutes.export.staging import WORK
from minutes.run import book as books
from minutes.run.basis import difference
from minutes.run.book import MANIFEST, Book
from minutes.run.records import ACROSS, Entry, stands
from minutes.tables import TABLES

JOURNAL = "journal.jsonl"


class Workplace:
    """What is known of inputs already: from the finished tables, and from a run cut short."""

    def __init__(self, folder: Path, basis: Mapping[str, str], old: Book | None) -> None:
        """Open the journal, and keep of it what still stands."""
        self.tables = folder
        self.folder = folder / WORK
        self.basis = basis
        self.old = old
        self._recover()
        self.journal: BinaryIO = (self.folder / JOURNAL).open("ab")
        self.new = Book(self.folder / JOURNAL)

    def _recover(self) -> None:
        """Keep the entries of a run of the same basis whose rows are all there; no others."""
        journal = self.folder / JOURNAL
        left = books.opened(journal)
        kept = []
        if left is not None:
            if left.basis == self.basis:
                kept = [entry for entry in left.entries() if stands(entry, self.folder)]
            left.close()
        books.write(journal.with_suffix(".new"), self.basis, kept)
        journal.with_suffix(".new").replace(journal)
        used = {JOURNAL, LOCK, *(entry.part for entry in kept)}
        for path in self.folder.iterdir():
            if path.name not in used:
                path.unlink()

    def known(self, path: str) -> Entry | None:
        """What is known of an input; whether it has changed since is not asked here."""
        entry = self.new.get(path) or (self.old.get(path) if self.old is not None else None)
        # Rows of a duplicate were left out, so that they are not there when it is none any more.
        if entry is None or any(record.status == "duplicate" for record in entry.records):
            return None
        return entry

    def add(self, entry: Entry) -> None:
        """Remember an entry."""
        self.new.places[entry.path] = self.journal.tell()
        self.journal.write(f"{entry.to_json()}\n".encode())
        self.journal.flush()

    def close(self) -> None:
        """Close the files."""
        self.journal.close()
        self.new.close()
        if self.old is not None:
            self.old.close()


LOCK = "lock"


@contextmanager
def workplace(
    folder: Path, basis: Mapping[str, str], note: Callable[[str], None]
) -> Iterator[Workplace]:
    """The workplace of a run into a folder; it goes when the context is left in peace.

    `note` is told why rows of an earlier run are not taken over.  Raises `OSError` if the folder
    cannot be written, or another run is writing to it.
    """
    new = not folder.exists()
    (folder / WORK).mkdir(parents=True, exist_ok=True)
    with _locked(folder / WORK / LOCK):
        place = Workplace(folder, basis, _finished(folder, basis, note))
        try:
            yield place
        except BaseException:
            place.close()
            _clear(folder, new)
            raise
        place.close()
        shutil.rmtree(folder / WORK, ignore_errors=True)


def _clear(folder: Path, new: bool) -> None:
    """Remove a workplace in which nothing has been done, and a folder made for it alone."""
    if any(part.stat().st_size for part in (folder / WORK).glob("part-*")):
        return
    shutil.rmtree(folder / WORK, ignore_errors=True)
    if new:
        with suppress(OSError):
            folder.rmdir()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock of a run; the system lets it go when the process ends, however it ends."""
    with path.open("ab") as file:
        if os.name == "posix":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise OSError(None, "another run is writing to it") from None
            except OSError:
                pass  # a file system without locks
        yield


_TAKEN_OVER = (MANIFEST, ACROSS, *(f"{table}.csv" for table in TABLES))


def _is_untouched(path: Path, recorded: Mapping[str, str]) -> bool:
    return path.is_file() and checksum(path) == recorded.get(path.name)


def _finished(folder: Path, basis: Mapping[str, str], note: Callable[[str], None]) -> Book | None:
    """The manifest of the tables in the folder, if their rows can be taken over."""
    recorded = recorded_files(folder)
    if not recorded:
        return None
    old = books.opened(folder / MANIFEST)
    if old is None or old.basis is None:
        note(f"{folder}: its tables are of another version of minutes; everything is read anew")
        return None
    changed = difference(old.basis, basis)
    if changed:
        note(f"{folder}: its tables are of {changed}; everything is read anew")
    elif not all(_is_untouched(folder / name, recorded) for name in _TAKEN_OVER):
        note(f"{folder}: its tables were changed by hand; everything is read anew")
    else:
        return old
    old.close()
    return None
