"""Candidates for the year of a month or the month of a day, and what removes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from minutes import calendar
from minutes.dates import Moment
from minutes.resolve.dates.narrative import Context, Told, Window
from minutes.resolve.dates.points import Point
from minutes.schema import Span

_SAME_MONTH = 8  # sentences
HALF_YEAR = 183  # days


@dataclass(frozen=True, slots=True)
class Candidate:
    """A point that a mention may mean, where its year or month comes from, and its anchor."""

    point: Point
    source: str
    anchor: Span | None

    @property
    def name(self) -> str:
        """The point in the reasons: 2026-06, 2026-06-03."""
        start = self.point.start
        assert start is not None
        return start.isoformat()[: 10 if self.point.day else 7]


def point_of(year: int, month: int, moment: Moment) -> Point | None:
    """The moment in a year and month, or `None` if the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    if moment.day is not None and not calendar.exists(year, month, moment.day):
        return None
    return Point(year, month, moment.day, phase=moment.phase, about=moment.about)


def keep(
    candidates: list[Candidate],
    holds: Callable[[Point], bool],
    why: str,
    reasons: list[str],
) -> list[Candidate]:
    """The candidates that hold; all of them if none does, for then the reading was wrong."""
    kept = [c for c in candidates if holds(c.point)]
    if not kept:
        return candidates
    gone = [c.name for c in candidates if c not in kept]
    if gone:
        reasons.append(f"removed {', '.join(dict.fromkeys(gone))}: {why}")
    return kept


def on_weekday(candidates: list[Candidate], moment: Moment, reasons: list[str]) -> list[Candidate]:
    """The candidates that lie on the weekday printed beside them."""
    if moment.weekday is None:
        return candidates

    def holds(point: Point) -> bool:
        start = point.start
        return start is not None and start.weekday() == moment.weekday

    return keep(candidates, holds, f"not a {calendar.WEEKDAYS[moment.weekday]}曜日", reasons)


def by_tense(candidates: list[Candidate], context: Context, reasons: list[str]) -> list[Candidate]:
    """What the tense of the clause leaves of the candidates."""
    window = context.window
    if window is not None and context.is_past:
        candidates = keep(
            candidates,
            lambda p: p.start is not None and p.start <= window.last,
            f"told as past on {window}",
            reasons,
        )
    if window is not None and context.is_ahead:
        candidates = keep(
            candidates,
            lambda p: p.end is not None and p.end >= window.first,
            f"told as ahead on {window}",
            reasons,
        )
    return candidates


def settled(winner: Candidate, how: str, why: str, reasons: list[str]) -> Point:
    """The winner's point, with what decided for it."""
    reasons.append(f"{winner.name} from {winner.source}: {why}")
    return replace(winner.point, how=how, anchor=winner.anchor, reasons=tuple(reasons))


def dated(context: Context) -> list[Told]:
    """Antecedents that carry a month or a bare year into what follows."""
    return [t for t in context.recent() if t.point.year is not None and not t.point.fiscal]


def distance(point: Point, day: date) -> int:
    """The days between a point and a day."""
    return apart(point, Window(day, day))


def apart(point: Point, window: Window) -> int:
    """The days between a point and the meeting."""
    start, end = point.start, point.end
    assert start is not None
    assert end is not None
    return max(0, (start - window.last).days, (window.first - end).days)


def told_again(candidates: list[Candidate], context: Context) -> Candidate | None:
    """The candidate that was told before, as the same day or, loosely, as the same month.

    A month recurs every year: only one told just before, or near the meeting, is the same.
    """
    memory = context.recent()
    if context.time is not None:  # 十月一日の十八時 told before is the 一日の十八時 of this
        memory = [t for t in memory if t.time == context.time] + memory
    for told in memory:
        days = [p.start for p in (told.point, told.last) if p.day is not None and not told.late]
        for candidate in candidates:
            if candidate.point.day is not None and candidate.point.start in days:
                return replace(candidate, source="the same day told before", anchor=told.span)
            if candidate.point.day is None and _is_same_month(candidate.point, told, context):
                return replace(candidate, source="the same month told before", anchor=told.span)
    return None


def _is_same_month(point: Point, told: Told, context: Context) -> bool:
    window = context.window
    close = told.turn == context.turn and context.sentence - told.sentence <= _SAME_MONTH
    close = close or (window is not None and apart(point, window) <= HALF_YEAR)
    months = [(p.year, p.month) for p in (told.point, told.last)]
    return context.recalls and close and (point.year, point.month) in months
