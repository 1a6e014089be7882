"""One function per kind of finding: what counts, and what it is divided by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from minutes.schema import Span
from minutes.score.compare import (
    Item,
    items,
    plain,
    quotes,
    same_count,
    same_date,
    same_event,
    same_mark,
    same_place,
    same_span,
    same_turn,
    span,
)
from minutes.score.exchanges import enter
from minutes.score.tally import Match, Sheet, match


@dataclass(frozen=True, slots=True)
class Case:
    """A document: its annotation, its rows by table, and what counts neither way."""

    name: str
    gold: dict[str, Any]
    tables: dict[str, list[dict[str, str]]]

    def golds(self, key: str) -> list[Item]:
        """The annotations under a key that have a span."""
        return items(self.gold.get(key, []))

    def rows(self, table: str) -> list[Item]:
        """The rows of a table that have a span."""
        return items(self.tables[table])

    @property
    def neutral(self) -> list[Span]:
        """The spans that count neither way."""
        return [Span(*pair) for pair in self.gold.get("neutral", [])]


def _turns(case: Case, sheet: Sheet) -> None:
    golds, rows = case.golds("turns"), case.rows("turns")
    if not (golds or rows) or case.gold.get("turns_elsewhere") or case.gold.get("qa_only"):
        return
    match(sheet.tallies["turns.where"], golds, rows, same_mark)
    left = match(sheet.tallies["turns"], golds, rows, same_turn)
    _complain(sheet, "turn", case, left)
    found = len(golds) - len(left.missed)
    sheet.turns.append((2 * found / (len(golds) + len(rows)), case.name))


def _dates(case: Case, sheet: Sheet) -> None:
    golds, rows = case.golds("dates"), case.rows("dates")
    match(sheet.tallies["dates.where"], golds, rows, same_place, case.neutral)
    left = match(sheet.tallies["dates"], golds, rows, same_date, case.neutral)
    _complain(sheet, "date", case, left)
    for gold in golds:
        if gold[1].get("how") not in ("explicit", "table") and not gold[1].get("duration"):
            sheet.shares["dates.hard"].add(gold not in left.missed)


def _counts(case: Case, sheet: Sheet) -> None:
    golds = [gold for gold in case.golds("counts") if not gold[1].get("compound")]
    rows = case.rows("counts")
    match(sheet.tallies["counts.where"], golds, rows, same_place, case.neutral)
    left = match(sheet.tallies["counts"], golds, rows, same_count, case.neutral)
    _complain(sheet, "count", case, left)
    for gold in golds:
        found = next((row for row in rows if same_place(gold, row)), None)
        if found and gold[1].get("item"):
            wanted, got = plain(gold[1]["item"]), plain(found[1].get("item"))
            sheet.shares["items"].add(bool(got) and (got in wanted or wanted in got))


def _organisations(case: Case, sheet: Sheet) -> None:
    golds, rows = case.golds("orgs"), case.rows("organisations")
    unsure = [gold for gold in golds if gold[1].get("ambiguous") or gold[1].get("compound")]
    sure = [gold for gold in golds if gold not in unsure]
    nominal = [gold for gold in sure if gold[1].get("level") == "nominal"]
    named = [gold for gold in sure if gold not in nominal]
    neutral = [*case.neutral, *(place for place, _ in unsure), *(place for place, _ in nominal)]
    left = match(sheet.tallies["organisations"], named, rows, same_span, neutral)
    _complain(sheet, "org", case, left)
    match(sheet.tallies["organisations.overlap"], named, rows, same_place, neutral)
    by_span = dict(rows)
    for place, _ in nominal:
        sheet.shares["organisations.nominal"].add(place in by_span)
    for place, gold in sure:
        if place in by_span:
            got = plain(by_span[place].get("canonical"))
            sheet.shares["canonical"].add(got in _names(gold))


def _names(gold: dict[str, Any]) -> set[str]:
    """The canonical names that count as right."""
    single = [gold.get(key) for key in ("canonical", "canonical_printed", "printed_canonical")]
    return {plain(name) for name in (*single, *gold.get("canonical_any", [])) if name}


def _exchanges(case: Case, sheet: Sheet) -> None:
    if "qa" not in case.gold:
        return
    enter(sheet, case.gold["qa"], case.tables["exchanges"])
    free = [
        (
            span(row, "question_start", "question_end"),
            span(row, "answer_start", "answer_end"),
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
                if quotes(row[0], asked) and (quotes(row[1], reply) if reply else row[2] == "no")
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


def _events(case: Case, sheet: Sheet) -> None:
    if case.gold.get("events"):
        left = match(sheet.tallies["events"], case.golds("events"), case.rows("events"), same_event)
        _complain(sheet, "event", case, left)


def _meeting(case: Case, sheet: Sheet) -> None:
    wanted = (case.gold.get("meeting") or {}).get("date")
    if wanted:
        sheet.shares["meeting"].add(any(row["date"] == wanted for row in case.tables["meetings"]))


def _complain(sheet: Sheet, kind: str, case: Case, left: Match) -> None:
    for place, gold in left.missed:
        wanted = gold.get("value", gold.get("canonical", gold.get("role", gold.get("date"))))
        words = gold.get("text") or gold.get("header") or gold.get("what")
        how = f" ({gold['how']})" if gold.get("how") else ""
        sheet.misses.append(f"miss  {kind} {case.name}:{place.start} {words!r} wants {wanted}{how}")
    for place, row in left.spurious:
        got = next(
            (row[key] for key in ("value", "canonical", "speaker", "date_value") if key in row), ""
        )
        words = row.get("text") or row.get("header") or row.get("quote")
        sheet.misses.append(f"extra {kind} {case.name}:{place.start} {words!r} has {got}")


def measure(case: Case, sheet: Sheet) -> None:
    """Enter everything that a document's annotation asks for."""
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
