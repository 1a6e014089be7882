"""Inputs read by the workers of a Dask cluster, into partitioned Parquet.

Batches go out through a bounded window, so that millions of files make a small graph; rows go from
the workers to the store and never through the scheduler.  A batch that takes its worker along is
read again file by file, and the files that still do are at last read alone: those that die even so
are left out and named in ``issues``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutes.run.assembly import Summary
from minutes.run.basis import basis, difference
from minutes.run.batches import (
    ACROSS,
    HELD,
    REPORTS,
    First,
    extract_batch,
    refuse_batch,
    report_name,
    without,
)
from minutes.run.inputs import Options
from minutes.run.overall import Overall
from minutes.run.records import Entry
from minutes.run.store import MANIFEST, Store
from minutes.run.tasks import Item, tasks
from minutes.sources import Candidate
from minutes.sources.remote import is_address
from minutes.tables import TABLES

if TYPE_CHECKING:
    from distributed import Client

#: A batch is so many inputs or so many bytes: some seconds of work, and a part of a useful size.
INPUTS, BYTES = 256, 4_000_000

#: Batches under way for each worker thread.
WINDOW = 3


@dataclass(frozen=True, slots=True)
class _Batch:
    """Inputs under a number that puts batches in the order of the inputs: 000012, 000012.003."""

    number: str
    inputs: tuple[Candidate, ...]

    def split(self) -> list[_Batch]:
        """A batch for each input."""
        return [_Batch(f"{self.number}.{i:03d}", (one,)) for i, one in enumerate(self.inputs)]


@dataclass(slots=True)
class _Progress:
    """The reports so far, by the number of their batch, and how much was there already."""

    done: Callable[[Entry], None]
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    kept: int = 0
    characters: int = 0

    def take(self, batch: _Batch, report: dict[str, Any]) -> None:
        """Keep a report."""
        self.reports[batch.number] = report
        entries = [Entry.of(told) for told in report["entries"]]
        if report["new"]:
            self.characters += sum(
                r.figures.get("characters", 0) for entry in entries for r in entry.records
            )
        else:
            self.kept += len(entries)
        for entry in entries:
            self.done(entry)


def connect(scheduler: str) -> Client:
    """A client of the scheduler at an address; raises `OSError` if nobody answers there."""
    from distributed import Client

    return Client(scheduler, timeout="10s", set_as_default=False)


def run_on_cluster(
    inputs: Sequence[Candidate],
    address: str,
    options: Options,
    client: Client,
    *,
    done: Callable[[Entry], None] = lambda entry: None,
    note: Callable[[str], None] = lambda words: None,
    batch_inputs: int = INPUTS,
    batch_bytes: int = BYTES,
) -> Summary:
    """The figures of a run whose tables are Parquet files in the folder at `address`.

    All workers must see the inputs and the folder under the same paths or addresses (paths are
    made absolute, since workers have working folders of their own).  The tables
    are those that ``manifest.json`` lists, which takes its place when everything is done; what was
    done is not done again.  Raises `RuntimeError` if the workers have another version of minutes,
    or there are none, `OSError` if the folder cannot be written.
    """
    began = time.monotonic()
    if any(one.path == "-" for one in inputs):
        raise RuntimeError("a cluster cannot read standard input; name a file")
    _same_everywhere(client, options)
    progress = _Progress(done)
    # The workers have working folders of their own.
    address = _absolute(address)
    wanted = [replace(c, path=_absolute(c.path)) for c in inputs if c.kind != "skipped"]
    batches = _batches(wanted, batch_inputs, batch_bytes)
    doubtful = _through(client, batches, address, options, progress)
    alone = [one for batch in doubtful for one in batch.split()]
    again = _through(client, iter(alone), address, options, progress)
    for batch in again:
        if list(_through(client, iter([batch]), address, options, progress)):
            path = batch.inputs[0].path
            message = f"{path}: the worker that read it died, time and again; it is left out"
            progress.take(batch, refuse_batch(batch.number, path, address, message))
    reports = _each_once(client, progress, address, note)
    summary = _finish(Store(address), reports, options, client)
    summary.inputs["skipped"] += sum(one.kind == "skipped" for one in inputs)
    summary.kept, summary.characters_read = progress.kept, progress.characters
    summary.seconds = time.monotonic() - began
    return summary


def _absolute(path: str) -> str:
    return path if is_address(path) else str(Path(path).absolute())


def _same_everywhere(client: Client, options: Options) -> None:
    """Raise `RuntimeError` unless every worker runs the client's version."""
    here = basis(options)
    found = client.run(basis, options)
    if not found:
        raise RuntimeError("the cluster has no workers; start some with: dask worker ADDRESS")
    for worker, there in found.items():
        if other := difference(there, here):
            raise RuntimeError(f"the worker {worker} has {other}; install the same minutes there")


def _batches(inputs: Sequence[Candidate], most: int, size: int) -> Iterator[_Batch]:
    rest = iter(inputs)
    items = (Item(one.path, None) for one in inputs)
    for number, task in enumerate(tasks(items, most, size)):
        yield _Batch(f"{number:06d}", tuple(islice(rest, len(task))))


def _through(
    client: Client,
    batches: Iterator[_Batch],
    address: str,
    options: Options,
    progress: _Progress,
) -> list[_Batch]:
    """The batches whose workers died; the reports of the others are kept."""
    from distributed import KilledWorker, as_completed

    here = basis(options)
    under_way: dict[Any, _Batch] = {}
    died: list[_Batch] = []
    ready = as_completed(loop=client.loop)

    def submit() -> None:
        batch = next(batches, None)
        if batch is not None:
            future = client.submit(
                extract_batch, batch.number, batch.inputs, address, options, here, pure=False
            )
            under_way[future] = batch
            ready.add(future)

    try:
        for _ in range(max(1, WINDOW * sum(client.nthreads().values()))):
            submit()
        for future in ready:
            batch = under_way.pop(future)
            try:
                progress.take(batch, future.result())
            except KilledWorker:
                died.append(batch)
            submit()
    except BaseException:
        client.cancel(list(under_way))
        raise
    return died


def _each_once(
    client: Client, progress: _Progress, address: str, note: Callable[[str], None]
) -> Iterator[dict[str, Any]]:
    """The reports in the order of the inputs, with no document in more than one place."""
    seen: dict[str, First] = {}
    for number in sorted(progress.reports):
        report = progress.reports[number]
        documents = [
            record
            for told in report["entries"]
            for record in Entry.of(told).records
            if record.document is not None and record.sha256 is not None
        ]
        hashes = [str(record.sha256) for record in documents]
        known = {sha256: seen[sha256] for sha256 in hashes if sha256 in seen}
        if known or len(set(hashes)) < len(hashes):
            report = client.submit(without, report, address, known, pure=False).result()
            for told in report["entries"]:
                for record in Entry.of(told).records:
                    if record.status == "duplicate" and record.message:
                        note(record.message)
        for record in documents:
            seen.setdefault(str(record.sha256), (str(record.document), record.path))
        yield report


def _finish(
    store: Store, reports: Iterable[dict[str, Any]], options: Options, client: Client
) -> Summary:
    """The figures of all reports, whose files are now those of the manifest."""
    summary = Summary()
    tables: dict[str, list[str]] = {name: [] for name in (*TABLES, "texts")}
    used, keys = set(), []
    with closing(Overall(store, client)) as across:
        for report in reports:
            keys.append(report["key"])
            used |= {report_name(report["key"]), report["across"], report["held"]}
            across.take(report)
            for name, file in report["tables"].items():
                tables[name].append(file)
            for told in report["entries"]:
                for record in Entry.of(told).records:
                    summary.add(record.status, record.figures)
        tables["commitments"] = across.commitments()
        tables["entities"], summary.figures["entities"] = across.entities()
    manifest = {"form": 1, "basis": basis(options), "tables": tables, "reports": keys}
    store.put(MANIFEST, json.dumps(manifest, indent=1).encode())
    # Whoever reads turns/*.parquet must not find what the manifest does not name.
    used |= {name for files in tables.values() for name in files}
    ours = (*tables, REPORTS, ACROSS, HELD)
    store.remove([n for n in store.names() if n.split("/")[0] in ours and n not in used])
    return summary
