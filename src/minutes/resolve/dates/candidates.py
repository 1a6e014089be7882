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
    """A point that a mention may mean, with its first and last day.

    `name` is the point in the reasons (2026-06, 2026-06-03); `source` says where its year or month
    comes from.
    """

    point: Point
    start: date
    end: date
    name: str
    source: str
    anchor: Span | None


def candidate_of(
    year: int, month: int, moment: Moment, source: str, anchor: Span | None
) -> Candidate | None:
    """The moment in a year and month, or `None` if the calendar has no such day."""
    placed = _placed(year, month, moment.day, moment.phase, moment.about)
    return None if placed is None else Candidate(*placed, source, anchor)


# The years and months near a meeting are offered again and again.
@lru_cache(maxsize=4096)
def _placed(
    year: int, month: int, day: int | None, phase: str | None, about: bool
) -> tuple[Point, date, date, str] | None:
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    if day is not None and not calendar.exists(year, month, day):
        return None
    point = Point(year, month, day, phase=phase, about=about)
    start, end = point.start, point.end
    assert start is not None
    assert end is not None
    return point, start, end, start.isoformat()[: 10 if day else 7]


def keep(
    candidates: list[Candidate],
    holds: Callable[[Candidate], bool],
    why: str,
    reasons: list[str],
) -> list[Candidate]:
    """The candidates that hold; all of them if none does, for then the reading was wrong."""
    kept: list[Candidate] = []
    gone: list[str] = []
    for candidate in candidates:
        if holds(candidate):
            kept.append(candidate)
        else:
            gone.append(candidate.name)
    if not kept:
        return candidates
    if gone:
        reasons.append(f"removed {', '.join(dict.fromkeys(gone))}: {why}")
    return kept


def on_weekday(candidates: list[Candidate], moment: Moment, reasons: list[str]) -> list[Candidate]:
    """The candidates that lie on the weekday printed beside them."""
    if moment.weekday is None:
        return candidates
    return keep(
        candidates,
        lambda c: c.start.weekday() == moment.weekday,
        f"not a {calendar.WEEKDAYS[moment.weekday]}曜日",
        reasons,
    )


def by_tense(candidates: list[Candidate], context: Context, reasons: list[str]) -> list[Candidate]:
    """What the tense of the clause leaves of the candidates."""
    window = context.window
    if window is not None and context.is_past:
        candidates = keep(
            candidates,
            lambda c: c.start <= window.last,
            f"told as past on {window}",
            reasons,
        )
    if window is not None and context.is_ahead:
        candidates = keep(
            candidates,
            lambda c: c.end >= window.first,
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


def distance(candidate: Candidate, day: date) -> int:
    """The days between a candidate and a day."""
    if candidate.start > day:
        return (candidate.start - day).days
    return (day - candidate.end).days if candidate.end < day else 0


def apart(point: Point | Candidate, window: Window) -> int:
    """The days between a point and the meeting."""
    start, end = point.start, point.end
    assert start is not None
    assert end is not None
    if start > window.last:
        return (start - window.last).days
    return (window.first - end).days if end < window.first else 0


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
                rank, told = memory.latest((candidate.start, time), floor, _always)
            elif recalls:
                close = _always if _is_near(candidate, context) else _told_just_before(context)
                rank, told = memory.latest(((point.year, point.month), time), floor, close)
            else:
                continue
            if told is not None and rank > best:
                unit = "day" if point.day is not None else "month"
                source = f"the same {unit} told before"
                best, found = rank, candidate._replace(source=source, anchor=told.span)
        if found is not None:
            return found
    return None


def _always(told: Told) -> bool:
    return True


def _told_just_before(context: Context) -> Callable[[Told], bool]:
    def holds(told: Told) -> bool:
        return told.turn == context.turn and context.sentence - told.sentence <= _SAME_MONTH

    return holds


def _is_near(candidate: Candidate, context: Context) -> bool:
    window = context.window
    return window is not None and apart(candidate, window) <= HALF_YEAR
