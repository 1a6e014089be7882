"""Tables against annotations made by hand: precision, recall and F for each kind of finding.

An annotation file (JSON) names its document by file name in ``source`` and holds spans in code
points under ``turns``, ``dates``, ``counts``, ``orgs``, ``qa``, ``events`` and ``meeting``; spans
under ``neutral`` count neither way.  Figures are summed over the documents before they are divided.
The module stands alone: it reads the tables as any outside program would.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from minutes.score.exchanges import confusion
from minutes.score.measures import Case, measure
from minutes.score.tally import Figures, Sheet

__all__ = ["Figures", "Score", "score"]

_TABLES = ("turns", "dates", "counts", "organisations", "exchanges", "events", "meetings")


@dataclass(frozen=True, slots=True)
class Score:
    """The figures by measure, one line per miss or spurious row, and sources without tables.

    `steps` are the figures of each step of finding exchanges, `labels` the lines of a table of how
    often an annotated label (yes, partly, no) was given as which.
    """

    figures: dict[str, Figures]
    misses: tuple[str, ...]
    absent: tuple[str, ...]
    steps: dict[str, Figures] = field(default_factory=dict)
    labels: tuple[str, ...] = ()


def _read(folder: Path, table: str) -> Iterator[dict[str, str]]:
    path = folder / f"{table}.csv"
    if not path.exists():
        return
    csv.field_size_limit(2**31 - 1)  # a speech may be longer than the default of 131,072
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def score(folder: Path, annotations: Sequence[Path]) -> Score:
    """The figures of the tables in `folder` against annotation files.

    A source that the tables do not hold counts as one in which nothing was found.  Raises `OSError`
    and `ValueError` (no JSON, no ``source``) for a file that is no annotation.
    """
    ids = {Path(row["path"]).name: row["document_id"] for row in _read(folder, "documents")}
    rows: dict[str, dict[str | None, list[dict[str, str]]]] = {}
    for table in _TABLES:
        by_document = rows.setdefault(table, defaultdict(list))
        for row in _read(folder, table):
            by_document[row.get("document_id")].append(row)
    sheet, absent = Sheet(), []
    for path in annotations:
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict) or "source" not in gold:
            raise ValueError(f"{path}: is no annotation: it names no source")
        ident = ids.get(gold["source"])
        if ident is None:
            absent.append(str(gold["source"]))
        tables = {t: rows[t].get(ident, []) if ident else [] for t in _TABLES}
        measure(Case(str(gold["source"]), gold, tables), sheet)
    steps = {name: tally.figures() for name, tally in sheet.steps.items()}
    return Score(
        _summary(sheet), tuple(sheet.misses), tuple(absent), steps, confusion(sheet.labels)
    )


def _summary(sheet: Sheet) -> dict[str, Figures]:
    figures = {name: tally.figures() for name, tally in sorted(sheet.tallies.items())}
    for name in ("organisations.nominal", "dates.hard"):
        share = sheet.shares[name]
        figures[name] = {"R": share.figure(), "gold": share.of}
    for name in ("canonical", "exchanges.answered", "items", "meeting"):
        share = sheet.shares[name]
        figures[name] = {"accuracy": share.figure(), "of": share.of}
    if sheet.turns:
        low, where = min(sheet.turns)
        mean = sum(value for value, _ in sheet.turns) / len(sheet.turns)
        figures["turns.macro"] = {
            "F": round(mean, 4),
            "lowest": round(low, 4),
            "document": where,
        }
    return figures
