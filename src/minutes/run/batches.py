"""A batch of inputs read by one worker of a cluster into one Parquet file per table.

A batch is named by its place among the batches and by what it depends on; where its report is
there, its files are, too, and nothing is done again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from minutes.run.basis import basis, difference
from minutes.run.inputs import Options, Outcome, duplicate, failed, outcomes
from minutes.run.records import Entry, record_of
from minutes.run.store import Store, encode, rows_of, to_bytes
from minutes.run.tasks import checksum
from minutes.sources import Candidate
from minutes.tables import TABLES, Row

#: What a run knows of a document: its identifier and the path under which it came first.
First = tuple[str, str]

_TEXTS, REPORTS = "texts", "reports"


def extract_batch(
    number: str,
    inputs: Sequence[Candidate],
    address: str,
    options: Options,
    expected: Mapping[str, str],
) -> dict[str, Any]:
    """The report of a batch whose rows are now in the store at an address.

    Raises `RuntimeError` if this worker's rows would depend on other than the `expected`.
    """
    here = basis(options)
    if other := difference(here, expected):
        raise RuntimeError(f"a worker has {other}; install the same minutes everywhere")
    store = Store(address)
    sums = {one.path: checksum(one.path) if one.kind == "file" else None for one in inputs}
    depends = [here, [[one.path, one.kind, sums[one.path]] for one in inputs]]
    digest = hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()[:16]
    key = f"{number}-{digest}"
    report = store.get(report_name(key))
    if report is not None:
        return {**json.loads(report), "new": False}
    rows: dict[str, list[Row]] = defaultdict(list)
    texts: list[tuple[str, str]] = []
    entries = []
    for one in inputs:
        found = list(outcomes([one], options, twice=True))
        entries.append(_taken(one.path, sums[one.path], found, rows, texts))
    return _written(store, key, rows, texts, entries)


def refuse_batch(number: str, path: str, address: str, message: str) -> dict[str, Any]:
    """The report of an input that cannot be read without the death of its worker."""
    rows: dict[str, list[Row]] = defaultdict(list)
    entry = _taken(path, None, [failed(path, "worker-died", message)], rows, [])
    return _written(Store(address), f"{number}-refused", rows, [], [entry])


def report_name(key: str) -> str:
    """The name of the report of a batch."""
    return f"{REPORTS}/{key}.json"


def _taken(
    path: str,
    sha256: str | None,
    found: Sequence[Outcome],
    rows: dict[str, list[Row]],
    texts: list[tuple[str, str]],
) -> Entry:
    """The entry of an input; its rows and texts are added to those of the batch.

    Rows of a document that the batch has already are not: `without` says so when all is known.
    """
    known = {ident for ident, _ in texts}
    records = []
    for outcome in found:
        batch = outcome.batch
        records.append(record_of(outcome, {}))
        if batch is None or (batch.document is not None and batch.document.id in known):
            continue
        for name, more in batch.tables.items():
            rows[name] += more
        if batch.document is not None:
            texts.append((batch.document.id, batch.document.text))
            known.add(batch.document.id)
    return Entry(path, sha256, None, 0, tuple(records))


def _written(
    store: Store,
    key: str,
    rows: Mapping[str, Sequence[Row]],
    texts: Sequence[tuple[str, str]],
    entries: Sequence[Entry],
) -> dict[str, Any]:
    """The report of a batch, written behind its files."""
    import pyarrow

    tables = {}
    for name, found in rows.items():
        if found:
            tables[name] = f"{name}/{key}.parquet"
            store.put(tables[name], encode(TABLES[name], found))
    if texts:
        tables[_TEXTS] = f"{_TEXTS}/{key}.parquet"
        columns = {"document_id": [i for i, _ in texts], "text": [text for _, text in texts]}
        of = pyarrow.schema([("document_id", pyarrow.string()), ("text", pyarrow.string())])
        store.put(tables[_TEXTS], to_bytes(columns, of))
    report = {
        "key": key,
        "tables": tables,
        "entries": [json.loads(entry.to_json()) for entry in entries],
    }
    store.put(report_name(key), json.dumps(report).encode())
    return {**report, "new": True}


def without(report: Mapping[str, Any], address: str, known: Mapping[str, First]) -> dict[str, Any]:
    """The report of a batch without the documents that came first elsewhere, or twice in it.

    `known` are those elsewhere, by their hash.  The files are new ones beside the old.
    """
    store = Store(address)
    seen = dict(known)
    gone = {ident for ident, _ in known.values()}
    entries: list[Entry] = []
    issues: list[Row] = []
    for told in report["entries"]:
        entry, records = Entry.of(told), []
        for record in entry.records:
            if record.document is not None and record.sha256 in seen:
                outcome = duplicate(record.path, *seen[record.sha256])
                record = record_of(outcome, {})
                if outcome.batch is not None:
                    issues += outcome.batch.tables["issues"]
            elif record.document is not None and record.sha256 is not None:
                seen[record.sha256] = record.document, record.path
            records.append(record)
        entries.append(replace(entry, records=tuple(records)))
    rows: dict[str, list[Row]] = {}
    for name, file in report["tables"].items():
        if name != _TEXTS:
            data = store.get(file) or b""
            rows[name] = [row for row in rows_of(data) if row.get("document_id") not in gone]
    rows["issues"] = [*rows.get("issues", []), *issues]
    file = report["tables"].get(_TEXTS)
    texts = [
        (str(row["document_id"]), str(row["text"]))
        for row in (rows_of(store.get(file) or b"") if file else ())
        if row["document_id"] not in gone
    ]
    digest = hashlib.sha256(json.dumps(sorted(known.items())).encode()).hexdigest()[:8]
    return _written(store, f"{report['key']}-{digest}", rows, texts, entries)
