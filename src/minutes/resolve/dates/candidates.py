"""Candidates for the year of a month or the month of a day, and what removes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from minutes import calendar
from minutes.dates import Moment
from minutes.resolve.dates.context import Context
from minutes.resolve.dates.narrative import Told, Window
from minutes.resolve.dates.points import Point
from minutes.schema import Span

_SAME_MONTH = 8  # sentences
HALF_YEAR = 183  # days


class Candidate(NamedTuple):
    """A point that a mention may mean, where its year or month comes from, and its anchor."""

    point: Point
    source: str
    anchor: Span | None

    @property
    def name(self) -> str:
        """The point in the reasons: 2026-06, 2026-06-03."""
        point = self.point
        name = f"{point.year:04d}-{point.month:02d}"
        return f"{name}-{point.day:02d}" if point.day else name


def point_of(year: int, month: int, moment: Moment) -> Point | None:
    """The moment in a year and month, or `None` if the calendar has no such day."""
    return _point(year, month, moment.day, moment.phase, moment.about)


# The years and months near a meeting are offered again and again.
@lru_cache(maxsize=4096)
def _point(year: int, month: int, day: int | None, phase: str | None, about: bool) -> Point | None:
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    if day is not None and not calendar.exists(year, month, day):
        return None
    return Point(year, month, day, phase=phase, about=about)


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
    return winner.point.explained(how, winner.anchor, tuple(reasons))


def dated(context: Context) -> Iterator[Told]:
    """Antecedents that carry a month or a bare year into what follows."""
    return (t for t in context.recent() if t.point.year is not None and not t.point.fiscal)


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
    memory, floor = context.memory, context.narrative.floor
    recalls = context.recalls
    # 十月一日の十八時 told before is the 一日の十八時 of this
    for time in (context.time, None) if context.time is not None else (None,):
        best, found = -1, None
        for candidate in candidates:
            point = candidate.point
            if point.day is not None:
                rank, told = memory.latest((point.start, time), floor, _always)
            elif recalls:
                close = _always if _is_near(point, context) else _told_just_before(context)
                rank, told = memory.latest(((point.year, point.month), time), floor, close)
            else:
                continue
            if told is not None and rank > best:
                unit = "day" if point.day is not None else "month"
                source = f"the same {unit} told before"
                best, found = rank, Candidate(point, source, told.span)
        if found is not None:
            return found
    return None


def _always(told: Told) -> bool:
    return True


def _told_just_before(context: Context) -> Callable[[Told], bool]:
    def holds(told: Told) -> bool:
        return told.turn == context.turn and context.sentence - told.sentence <= _SAME_MONTH

    return holds


def _is_near(point: Point, context: Context) -> bool:
    window = context.window
    return window is not None and apart(point, window) <= HALF_YEAR
