"""The organisations of a whole run: in memory while they are few, then in a file."""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from minutes.entities import Entity, Registry

#: Names that are kept in memory; they take some ten megabytes.
NAMES = 20_000

# Nobody reads the file but the run that writes it: it need not survive a crash.
_OPEN = """
pragma journal_mode = off;
pragma synchronous = off;
pragma cache_size = -8000;
create table told (
  name text, scope text, number integer, what text, primary key (name, scope, number)
) without rowid;
"""


class Gathered:
    """What documents tell of organisations, in the order of the inputs.

    When more than `names` of them are known they go into the file at `path` (without a path into
    one of the system's own), and are put together from there, one by one: a run over a gigabyte
    meets some hundred thousand, and needs no more memory than a small one.
    """

    def __init__(self, path: Path | None = None, names: int = NAMES) -> None:
        """Know nothing."""
        self._path, self._names = path, names
        self._registry = Registry()
        self._file: sqlite3.Connection | None = None
        self._number = 0

    def take(self, told: Iterable[Sequence[Any]]) -> None:
        """Take in what `Registry.told` says of documents that come behind the others.

        Raises `OSError` if the file cannot be written.
        """
        self._registry.take(told)
        if len(self._registry) > self._names:
            self._put_away()

    def _put_away(self) -> None:
        # In the order of the file, so that few of its pages are touched twice.
        rows = sorted(self._registry.told(), key=itemgetter(1, 0))
        self._registry, self._number = Registry(), self._number + 1
        with _as_os_error():
            if self._file is None:
                self._file = sqlite3.connect(self._path or "")
                self._file.executescript(_OPEN)
            with self._file:
                self._file.executemany(
                    "insert into told values (?, ?, ?, ?)",
                    ((row[1], row[0], self._number, json.dumps(row)) for row in rows),
                )

    def entities(self) -> Iterator[Entity]:
        """The entities by name; those of one name by their scope."""
        if self._file is None:
            yield from self._registry.entities()
            return
        self._put_away()
        with _as_os_error():
            rows = self._file.execute("select name, scope, what from told order by 1, 2, number")
            for _, same in groupby(rows, key=itemgetter(0, 1)):
                one = Registry()
                one.take(json.loads(what) for _, _, what in same)
                yield from one.entities()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()


@contextmanager
def _as_os_error() -> Iterator[None]:
    """What SQLite says of a full disk, as the other files say it."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(errno.ENOSPC, f"the list of organisations: {error}") from error
