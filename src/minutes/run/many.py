"""Many documents from Python: the same run as the command's, on this machine or on a cluster."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minutes.run.assembly import Summary, read_rows
from minutes.run.inputs import Options, candidates
from minutes.run.records import Entry
from minutes.run.runner import run
from minutes.tables import TABLES, to_frame

if TYPE_CHECKING:
    import pandas
    from distributed import Client


@dataclass(frozen=True, slots=True)
class Tables:
    """A folder of tables that a run wrote, and the figures of the run."""

    folder: str
    summary: Summary
    partitioned: bool

    def to_frame(self, table: str) -> pandas.DataFrame:
        """One table as a pandas frame; raises `KeyError` for a name that is no table."""
        if table not in TABLES:
            raise KeyError(f"no table {table!r}; the tables are {', '.join(TABLES)}")
        if self.partitioned:
            from minutes.run.store import Store, read_frame

            return read_frame(Store(self.folder), table)
        return to_frame(TABLES[table], read_rows(Path(self.folder), table))


def extract_many(
    paths: str | Path | Iterable[str | Path],
    out: str | Path = "minutes-tables",
    *,
    client: Client | None = None,
    jobs: int = 1,
    dialect: str | None = None,
    meeting_date: str | datetime.date | None = None,
    encoding: str | None = None,
    done: Callable[[Entry], None] = lambda entry: None,
    note: Callable[[str], None] = lambda words: None,
) -> Tables:
    """The tables of many files, folders and patterns, written to the folder `out`.

    Without a `client` they are CSV files, made by `jobs` processes of this machine; with one (of
    Dask, ``pip install 'minutes[cluster]'``) partitioned Parquet, made by its workers, and `paths`
    and `out` may be addresses that fsspec opens (``s3://...``).  Either way a second call reads
    only what has changed.  `done` is told of each input, `note` of what else a user should know.
    Raises `OSError` if `out` cannot be written.
    """
    named = [paths] if isinstance(paths, str | Path) else list(paths)
    inputs = candidates([os.fspath(path) for path in named])
    day = None if meeting_date is None else str(meeting_date)
    options = Options(dialect, day, encoding)
    if client is None:
        summary = run(inputs, Path(out), options, jobs=jobs, done=done, note=note)
        return Tables(str(out), summary, False)
    from minutes.run.cluster import run_on_cluster

    summary = run_on_cluster(inputs, str(out), options, client, done=done, note=note)
    return Tables(str(out), summary, True)
