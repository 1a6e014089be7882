"""Candidates for the year of a month or the month of a day, and what removes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from minutes import calendar
from minutes.dates import Moment
from minutes.resolve.dates.context import Context
from minutes.resolve.dates.narrative import Told, Window, spot_of
from minutes.resolve.dates.points import Point
from minutes.schema import Span

_SAME_MONTH = 8  # sentences
HALF_YEAR = 183  # days

#: Where the year or the month of a candidate comes from: in words, and as a span of the text.
Source = tuple[str, Span | None]


class Candidate(NamedTuple):
    """A point that a mention may mean, with the ordinals of its first and last day.

    `name` is the point in the reasons (2026-06, 2026-06-03); `spot` is the number by which a
    `Memory` knows it.
    """

    point: Point
    first: int
    last: int
    name: str
    spot: int


def candidate_of(year: int, month: int, moment: Moment) -> Candidate | None:
    """The moment in a year and month, or `None` if the calendar has no such day."""
    return placed(year, month, moment.day, moment.phase, moment.about)


# The years and months near a meeting are offered again and again.
@lru_cache(maxsize=4096)
def placed(
    year: int, month: int, day: int | None, phase: str | None, about: bool
) -> Candidate | None:
    """The candidate of a year and month, or `None` if the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    if day is not None and not calendar.exists(year, month, day):
        return None
    start = date(year, month, day or 1)
    first = start.toordinal()
    point = Point(year, month, day, phase=phase, about=about)
    if day is not None:
        return Candidate(point, first, first, start.isoformat(), spot_of(year, month, day))
    last = first + calendar.last_day(year, month) - 1
    return Candidate(point, first, last, start.isoformat()[:7], spot_of(year, month))


def keep(
    candidates: list[Candidate], kept: list[Candidate], why: str, reasons: list[str]
) -> list[Candidate]:
    """The candidates that hold; all of them if none does, for then the reading was wrong."""
    if not kept or len(kept) == len(candidates):
        return candidates
    spots = {candidate.spot for candidate in kept}
    gone = [candidate.name for candidate in candidates if candidate.spot not in spots]
    reasons.append(f"removed {', '.join(dict.fromkeys(gone))}: {why}")
    return kept


def on_weekday(candidates: list[Candidate], moment: Moment, reasons: list[str]) -> list[Candidate]:
    """The candidates that lie on the weekday printed beside them."""
    if moment.weekday is None:
        return candidates
    # Day 1 of the calendar is a Monday.
    kept = [c for c in candidates if (c.first - 1) % 7 == moment.weekday]
    return keep(candidates, kept, f"not a {calendar.WEEKDAYS[moment.weekday]}曜日", reasons)


def by_tense(candidates: list[Candidate], context: Context, reasons: list[str]) -> list[Candidate]:
    """What the tense of the clause leaves of the candidates."""
    window = context.window
    if window is None:
        return candidates
    if context.is_past:
        kept = [c for c in candidates if c.first <= window.high]
        candidates = keep(candidates, kept, f"told as past on {window.name}", reasons)
    if context.is_ahead:
        kept = [c for c in candidates if c.last >= window.low]
        candidates = keep(candidates, kept, f"told as ahead on {window.name}", reasons)
    return candidates


def settled(winner: Candidate, how: str, source: Source, why: str, reasons: list[str]) -> Point:
    """The winner's point, with what decided for it."""
    reasons.append(f"{winner.name} from {source[0]}: {why}")
    return winner.point.explained(how, source[1], tuple(reasons))


def dated(context: Context) -> Iterable[Told]:
    """Antecedents that carry a month or a bare year into what follows."""
    return (t for t in context.recent() if t.point.year is not None and not t.point.fiscal)


def distance(candidate: Candidate, day: int) -> int:
    """The days between a candidate and the day of an ordinal."""
    if candidate.first > day:
        return candidate.first - day
    return max(0, day - candidate.last)


def nearest(candidates: Iterable[Candidate], day: int) -> Candidate:
    """The candidate with the fewest days to the day of an ordinal."""
    return min(candidates, key=lambda c: distance(c, day))


def apart(first: int, last: int, window: Window) -> int:
    """The days between a stretch of days, by ordinals, and the meeting."""
    if first > window.high:
        return first - window.high
    return max(0, window.low - last)


def told_again(candidates: list[Candidate], context: Context) -> tuple[Candidate, Source] | None:
    """The candidate that was told before, as the same day or, loosely, as the same month.

    A month recurs every year: only one told just before, or near the meeting, is the same.
    """
    is_day = candidates[0].point.day is not None
    if not is_day and not context.recalls:
        return None
    floor = context.narrative.floor
    # 十月一日の十八時 told before is the 一日の十八時 of this
    for time in (context.time, None) if context.time is not None else (None,):
        for spots in context.memory.spots():
            best: Candidate | None = None
            latest: Told | None = None
            for candidate in candidates:
                spot = candidate.spot
                told = spots.get(spot if time is None else (spot, time))
                if told is None or told.order < max(floor, latest.order + 1 if latest else 0):
                    continue
                if is_day or _told_just_before(told, context) or _is_near(candidate, context):
                    best, latest = candidate, told
            if best is not None and latest is not None:
                unit = "day" if is_day else "month"
                return best, (f"the same {unit} told before", latest.span)
    return None


def _told_just_before(told: Told, context: Context) -> bool:
    return told.turn == context.turn and context.sentence - told.sentence <= _SAME_MONTH


def _is_near(candidate: Candidate, context: Context) -> bool:
    window = context.window
    return window is not None and apart(candidate.first, candidate.last, window) <= HALF_YEAR
