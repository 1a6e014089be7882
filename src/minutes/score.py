"""Tables against annotations made by hand: precision, recall and F for each kind of finding.

An annotation file (JSON) names its document by file name in ``source`` and holds spans in code
points under ``turns``, ``dates``, ``counts``, ``orgs``, ``qa``, ``events`` and ``meeting``; spans
under ``neutral`` count neither way.  Figures are summed over the documents before they are divided.
The module stands alone: it reads the tables as any outside program would.
"""

from __future__ import annotations

import csv
import json
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minutes.schema import Span

#: Figures of one measure: P, R, F, accuracy, and what they were divided by.
Figures = dict[str, float | int | str | None]

#: An annotated or extracted item with its span; the fields are those of the file it comes from.
Item = tuple[Span, dict[str, Any]]

_TABLES = ("turns", "dates", "counts", "organisations", "exchanges", "events", "meetings")
_MARK = 2  # a turn may begin this many characters off: before or after its mark and a blank
_ALWAYS = 400  # the longest quotation that is never too long


@dataclass(slots=True)
class Tally:
    """Found and all, on the side of the annotation and on the side of the tables."""

    found: int = 0
    gold: int = 0
    right: int = 0
    predicted: int = 0

    def figures(self) -> Figures:
        """Precision, recall and their harmonic mean."""
        recall = self.found / self.gold if self.gold else 0.0
        precision = self.right / self.predicted if self.predicted else 0.0
        both = precision + recall
        return {
            "P": round(precision, 4),
            "R": round(recall, 4),
            "F": round(2 * precision * recall / both if both else 0.0, 4),
            "gold": self.gold,
            "pred": self.predicted,
        }


@dataclass(slots=True)
class Share:
    """So many of so many."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> None:
        """Count one more."""
        self.hits += hit
        self.of += 1

    def figure(self) -> float | None:
        """The share, if there was anything to count."""
        return round(self.hits / self.of, 4) if self.of else None


@dataclass(frozen=True, slots=True)
class Score:
    """The figures by measure, one line per miss or spurious row, and sources without tables."""

    figures: dict[str, Figures]
    misses: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(slots=True)
class _Sheet:
    """All tallies of a run."""

    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    shares: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    turns: list[tuple[float, str]] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


# --- comparing ----------------------------------------------------------------------------------


def _plain(text: object) -> str:
    """The text without widths and blanks."""
    return "".join(unicodedata.normalize("NFKC", str(text or "")).split())


def _number(value: object) -> float | None:
    try:
        return round(float(str(value).replace(",", "")), 6)
    except ValueError:
        return None


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _alike(a: Span, b: Span) -> bool:
    """Half of each is shared."""
    shared = _shared(a, b)
    return shared > 0 and 2 * shared >= max(a.length, b.length)


def _quotes(found: Span | None, wanted: Span | None) -> bool:
    """Half of the shorter is shared, and `found` is not much longer than `wanted`."""
    if found is None or wanted is None:
        return False
    shorter = min(found.length, wanted.length)
    within = found.length <= max(_ALWAYS, 3 * wanted.length)
    return shorter > 0 and 2 * _shared(found, wanted) >= shorter and within


def _same_mark(gold: Item, row: Item) -> bool:
    return abs(gold[0].start - row[0].start) <= _MARK


def _same_turn(gold: Item, row: Item) -> bool:
    if not _same_mark(gold, row):
        return False
    wanted, got = gold[1], row[1]
    if wanted.get("unsplit"):
        return True
    names = {_plain(name) for name in wanted.get("name_any", [wanted.get("name")])}
    roles = {_plain(role) for role in wanted.get("role_any", [wanted.get("role")])}
    return _plain(got.get("speaker")) in names and _plain(got.get("speaker_position")) in roles


def _same_place(gold: Item, row: Item) -> bool:
    return _alike(gold[0], row[0])


def _same_span(gold: Item, row: Item) -> bool:
    return gold[0] == row[0]


def _same_date(gold: Item, row: Item) -> bool:
    return _alike(gold[0], row[0]) and all(
        (gold[1].get(key) or "") == (row[1].get(key) or "") for key in ("value", "time", "duration")
    )


def _same_count(gold: Item, row: Item) -> bool:
    if not _alike(gold[0], row[0]):
        return False
    if _number(gold[1].get("value")) != _number(row[1].get("value")):
        return False
    unit = _plain(row[1].get("unit"))
    return unit == _plain(gold[1].get("unit")) or (bool(gold[1].get("unit_implied")) and not unit)


def _same_event(gold: Item, row: Item) -> bool:
    day = (gold[1].get("date") or "").split("T")[0]
    first, last = row[1].get("date_start"), row[1].get("date_end")
    if day not in (row[1].get("date_value"), first, f"{first}/{last}"):
        return False
    shared = _shared(gold[0], row[0])
    return shared > 0 and 2 * shared >= min(gold[0].length, row[0].length)


# --- matching -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Match:
    """What was left over on both sides."""

    missed: list[Item]
    spurious: list[Item]


def _match(
    tally: Tally,
    golds: Sequence[Item],
    rows: Sequence[Item],
    same: Callable[[Item, Item], bool],
    neutral: Sequence[Span] = (),
) -> _Match:
    """Pair each annotation with the first free row that is the same, and count both sides.

    A row without a partner that touches a neutral span counts neither way.
    """
    free = list(rows)
    missed = []
    for gold in golds:
        index = next((i for i, row in enumerate(free) if same(gold, row)), None)
        if index is None:
            missed.append(gold)
        else:
            del free[index]
    spurious = [row for row in free if not any(row[0].overlaps(span) for span in neutral)]
    paired = len(golds) - len(missed)
    tally.found += paired
    tally.right += paired
    tally.gold += len(golds)
    tally.predicted += paired + len(spurious)
    return _Match(missed, spurious)


def _span(row: dict[str, Any], start: str = "start", end: str = "end") -> Span | None:
    """The span of a row, if it has one; offsets may be written 12 or 12.0."""
    try:
        return Span(int(float(row[start])), int(float(row[end])))
    except (KeyError, ValueError, TypeError):
        return None


def _items(rows: Iterable[dict[str, Any]]) -> list[Item]:
    return [(span, row) for row in rows if (span := _span(row)) is not None]


# --- measures -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Case:
    """A document: its annotation, its rows by table, and what counts neither way."""

    name: str
    gold: dict[str, Any]
    tables: dict[str, list[dict[str, str]]]

    def golds(self, key: str) -> list[Item]:
        return _items(self.gold.get(key, []))

    def rows(self, table: str) -> list[Item]:
        return _items(self.tables[table])

    @property
    def neutral(self) -> list[Span]:
        return [Span(*pair) for pair in self.gold.get("neutral", [])]


def _turns(case: _Case, sheet: _Sheet) -> None:
    golds, rows = case.golds("turns"), case.rows("turns")
    if not (golds or rows) or case.gold.get("turns_elsewhere") or case.gold.get("qa_only"):
        return
    _match(sheet.tallies["turns.where"], golds, rows, _same_mark)
    left = _match(sheet.tallies["turns"], golds, rows, _same_turn)
    _complain(sheet, "turn", case, left)
    found = len(golds) - len(left.missed)
    sheet.turns.append((2 * found / (len(golds) + len(rows)), case.name))


def _dates(case: _Case, sheet: _Sheet) -> None:
    golds, rows = case.golds("dates"), case.rows("dates")
    _match(sheet.tallies["dates.where"], golds, rows, _same_place, case.neutral)
    left = _match(sheet.tallies["dates"], golds, rows, _same_date, case.neutral)
    _complain(sheet, "date", case, left)
    for gold in golds:
        if gold[1].get("how") not in ("explicit", "table") and not gold[1].get("duration"):
            sheet.shares["dates.hard"].add(gold not in left.missed)


def _counts(case: _Case, sheet: _Sheet) -> None:
    golds = [gold for gold in case.golds("counts") if not gold[1].get("compound")]
    rows = case.rows("counts")
    _match(sheet.tallies["counts.where"], golds, rows, _same_place, case.neutral)
    left = _match(sheet.tallies["counts"], golds, rows, _same_count, case.neutral)
    _complain(sheet, "count", case, left)
    for gold in golds:
        found = next((row for row in rows if _same_place(gold, row)), None)
        if found and gold[1].get("item"):
            wanted, got = _plain(gold[1]["item"]), _plain(found[1].get("item"))
            sheet.shares["items"].add(bool(got) and (got in wanted or wanted in got))


def _organisations(case: _Case, sheet: _Sheet) -> None:
    golds, rows = case.golds("orgs"), case.rows("organisations")
    unsure = [gold for gold in golds if gold[1].get("ambiguous") or gold[1].get("compound")]
    sure = [gold for gold in golds if gold not in unsure]
    nominal = [gold for gold in sure if gold[1].get("level") == "nominal"]
    named = [gold for gold in sure if gold not in nominal]
    neutral = [*case.neutral, *(span for span, _ in unsure), *(span for span, _ in nominal)]
    left = _match(sheet.tallies["organisations"], named, rows, _same_span, neutral)
    _complain(sheet, "org", case, left)
    _match(sheet.tallies["organisations.overlap"], named, rows, _same_place, neutral)
    by_span = dict(rows)
    for span, _ in nominal:
        sheet.shares["organisations.nominal"].add(span in by_span)
    for span, gold in sure:
        if span in by_span:
            got = _plain(by_span[span].get("canonical"))
            sheet.shares["canonical"].add(got in _names(gold))


def _names(gold: dict[str, Any]) -> set[str]:
    """The canonical names that count as right."""
    single = [gold.get(key) for key in ("canonical", "canonical_printed", "printed_canonical")]
    return {_plain(name) for name in (*single, *gold.get("canonical_any", [])) if name}


def _exchanges(case: _Case, sheet: _Sheet) -> None:
    if "qa" not in case.gold:
        return
    free = [
        (
            _span(row, "question_start", "question_end"),
            _span(row, "answer_start", "answer_end"),
            row.get("answered"),
        )
        for row in case.tables["exchanges"]
    ]
    tally = sheet.tallies["exchanges"]
    tally.predicted += len(free)
    for pair in case.gold["qa"]:
        tally.gold += 1
        asked = Span(*pair["question"])
        reply = Span(*pair["answer"]) if pair.get("answer") else None
        found = next(
            (
                row
                for row in free
                if _quotes(row[0], asked) and (_quotes(row[1], reply) if reply else row[2] == "no")
            ),
            None,
        )
        if found is None:
            sheet.misses.append(
                f"miss  exchange {case.name}:{asked.start} answered {pair['answered']}"
            )
            continue
        free.remove(found)
        tally.found += 1
        tally.right += 1
        sheet.shares["exchanges.answered"].add(found[2] == pair["answered"])


def _events(case: _Case, sheet: _Sheet) -> None:
    if case.gold.get("events"):
        left = _match(
            sheet.tallies["events"], case.golds("events"), case.rows("events"), _same_event
        )
        _complain(sheet, "event", case, left)


def _meeting(case: _Case, sheet: _Sheet) -> None:
    wanted = (case.gold.get("meeting") or {}).get("date")
    if wanted:
        sheet.shares["meeting"].add(any(row["date"] == wanted for row in case.tables["meetings"]))


def _complain(sheet: _Sheet, kind: str, case: _Case, left: _Match) -> None:
    for span, gold in left.missed:
        wanted = gold.get("value", gold.get("canonical", gold.get("role", gold.get("date"))))
        words = gold.get("text") or gold.get("header") or gold.get("what")
        how = f" ({gold['how']})" if gold.get("how") else ""
        sheet.misses.append(f"miss  {kind} {case.name}:{span.start} {words!r} wants {wanted}{how}")
    for span, row in left.spurious:
        got = next(
            (row[key] for key in ("value", "canonical", "speaker", "date_value") if key in row), ""
        )
        words = row.get("text") or row.get("header") or row.get("quote")
        sheet.misses.append(f"extra {kind} {case.name}:{span.start} {words!r} has {got}")


# --- reading ------------------------------------------------------------------------------------


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
    sheet, absent = _Sheet(), []
    for path in annotations:
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict) or "source" not in gold:
            raise ValueError(f"{path}: is no annotation: it names no source")
        ident = ids.get(gold["source"])
        if ident is None:
            absent.append(str(gold["source"]))
        tables = {t: rows[t].get(ident, []) if ident else [] for t in _TABLES}
        _measure(_Case(str(gold["source"]), gold, tables), sheet)
    return Score(_summary(sheet), tuple(sheet.misses), tuple(absent))


def _measure(case: _Case, sheet: _Sheet) -> None:
    _meeting(case, sheet)
    _turns(case, sheet)
    if case.gold.get("turns_only"):
        return
    if not case.gold.get("qa_only"):
        _dates(case, sheet)
        _counts(case, sheet)
        _organisations(case, sheet)
    _exchanges(case, sheet)
    _events(case, sheet)


def _summary(sheet: _Sheet) -> dict[str, Figures]:
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
