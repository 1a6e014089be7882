"""A batch of inputs read by one worker of a cluster into one Parquet file per table.

A batch is named by its place among the batches and by what it depends on; where its report is
there, its files are, too, and nothing is done again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from minutes.export import Asked, answers
from minutes.run.across import told_of
from minutes.run.basis import basis, difference
from minutes.run.inputs import Options, Outcome, duplicate, failed, outcomes
from minutes.run.records import Entry, record_of
from minutes.run.store import Store, encode, rows_of, to_bytes
from minutes.run.tasks import checksum
from minutes.sources import Candidate
from minutes.tables import TABLES, Row

#: What a run knows of a document: its identifier and the path under which it came first.
First = tuple[str, str]

_TEXTS, REPORTS, ACROSS, HELD = "texts", "reports", "across", "held"

#: Held back until all documents are there: a row says where a later document comes back to it.
_PROMISES = "commitments"


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
            tables[name] = f"{HELD if name == _PROMISES else name}/{key}.parquet"
            store.put(tables[name], encode(TABLES[name], found))
    held = tables.pop(_PROMISES, None)
    if texts:
        tables[_TEXTS] = f"{_TEXTS}/{key}.parquet"
        columns = {"document_id": [i for i, _ in texts], "text": [text for _, text in texts]}
        of = pyarrow.schema([("document_id", pyarrow.string()), ("text", pyarrow.string())])
        store.put(tables[_TEXTS], to_bytes(columns, of))
    across = f"{ACROSS}/{key}.json"
    store.put(across, json.dumps(list(_told(rows, texts))).encode())
    report = {
        "key": key,
        "tables": tables,
        "held": held,
        "across": across,
        "entries": [json.loads(entry.to_json()) for entry in entries],
    }
    store.put(report_name(key), json.dumps(report).encode())
    return {**report, "new": True}


def _told(
    rows: Mapping[str, Sequence[Row]], texts: Sequence[tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    """What each document of a batch adds to the tables across documents."""
    by_document: dict[str, dict[str, list[Row]]] = {ident: defaultdict(list) for ident, _ in texts}
    for name in ("organisations", "meetings", "exchanges", _PROMISES):
        for row in rows.get(name, ()):
            by_document[str(row["document_id"])][name].append(row)
    for ident, tables in by_document.items():
        yield told_of(ident, tables)


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
    files = {**report["tables"], **({_PROMISES: report["held"]} if report["held"] else {})}
    for name, file in files.items():
        if name != _TEXTS:
            data = store.get(file) or b""
            rows[name] = [row for row in rows_of(data) if row.get("document_id") not in gone]
    rows["issues"] = [*rows.get("issues", []), *issues]
    file = files.get(_TEXTS)
    texts = [
        (str(row["document_id"]), str(row["text"]))
        for row in (rows_of(store.get(file) or b"") if file else ())
        if row["document_id"] not in gone
    ]
    digest = hashlib.sha256(json.dumps(sorted(known.items())).encode()).hexdigest()[:8]
    return _written(store, f"{report['key']}-{digest}", rows, texts, entries)


# --- when all documents are there -------------------------------------------------------------


def look_for(
    questions: Sequence[tuple[str, list[Asked]]], texts: str, address: str
) -> dict[str, dict[int, int]]:
    """Where the documents of a file of texts come back to promises, by document and number."""
    asked = dict(questions)
    return {
        ident: answers(str(row["text"]), asked[ident])
        for row in rows_of(Store(address).get(texts) or b"")
        if (ident := str(row["document_id"])) in asked
    }


def release(
    report: Mapping[str, Any], taken_up: Mapping[str, Sequence[str | None]], address: str
) -> str:
    """The name of the file of a batch's promises, each with its place in a later document."""
    store, table = Store(address), TABLES[_PROMISES]
    places = {ident: iter(found) for ident, found in taken_up.items()}
    rows = [
        {**row, "taken_up": next(places[str(row["document_id"])])}
        for row in rows_of(store.get(report["held"]) or b"")
    ]
    digest = hashlib.sha256(json.dumps(dict(taken_up), sort_keys=True).encode()).hexdigest()[:8]
    name = f"{_PROMISES}/{report['key']}-{digest}.parquet"
    store.put(name, encode(table, rows))
    return name
