"""The month of a bare day: candidates, what removes them, and the winner."""

from __future__ import annotations

from minutes import calendar
from minutes.dates import Moment
from minutes.resolve.dates.candidates import (
    Candidate,
    Source,
    apart,
    by_tense,
    candidate_of,
    distance,
    keep,
    on_weekday,
    placed,
    settled,
    told_again,
)
from minutes.resolve.dates.context import Context
from minutes.resolve.dates.narrative import Told, spot_of
from minutes.resolve.dates.points import Point

_MOST = 12  # months that are offered
_BESIDE = (
    (0, "the month of the meeting"),
    (-1, "the month before of the meeting"),
    (1, "the month after of the meeting"),
)


class _Offers:
    """The candidates, the likeliest first, and where the month of each comes from, by its spot."""

    __slots__ = ("candidates", "sources", "tried")

    def __init__(self) -> None:
        """Nothing is offered yet."""
        self.candidates: list[Candidate] = []
        self.sources: dict[int, Source] = {}
        self.tried: set[int] = set()  # months

    def add(self, year: int, month: int, moment: Moment, source: Source) -> None:
        """Offer the day in a month, unless that month was tried before."""
        spot = spot_of(year, month)
        if spot in self.tried:
            return
        self.tried.add(spot)
        found = placed(year, month, moment.day, moment.phase, moment.about)
        if found is not None:
            self.candidates.append(found)
            self.sources[found.spot] = source


def _lies_in(moment: Moment, stretch: Point) -> bool:
    start, end = stretch.start, stretch.end
    if start is None or end is None:
        return False
    found = candidate_of(start.year, start.month, moment)
    return found is not None and start.toordinal() <= found.first <= end.toordinal()


def _told_months(moment: Moment, context: Context, offers: _Offers) -> Told | None:
    """Offer the months told before; the antecedent with a month that was told last."""
    newest: Told | None = None
    for told in context.memory.months(context.narrative.floor):
        newest = newest or told
        if len(offers.candidates) >= _MOST:
            break
        last = told.last if told.last.month is not None else told.point
        assert last.year is not None
        assert last.month is not None
        # 先週の報告書では、二日に: a week names no month but for its own days.
        if last.until is None or _lies_in(moment, last):
            offers.add(last.year, last.month, moment, ("the month told before", told.span))
    return newest


def _offered(moment: Moment, context: Context) -> tuple[Told | None, _Offers]:
    """The antecedent with a month that was told last, and all candidates."""
    window, offers = context.window, _Offers()
    newest = _told_months(moment, context, offers)
    today = context.today
    if today is None and window is not None and window.first.month == window.last.month:
        today = window.last if window.first.year == window.last.year else None
    if today is not None:
        for shift, name in _BESIDE:
            month = calendar.shift_month(today.year, today.month, shift)
            offers.add(*month, moment, (name, context.evidence))
    if newest is not None:
        point = newest.last if newest.last.month else newest.point
        assert point.year is not None
        assert point.month is not None
        month = calendar.shift_month(point.year, point.month, 1)
        offers.add(*month, moment, ("the month after the one told", newest.span))
    return newest, offers


def month_of_day(moment: Moment, context: Context) -> Point | None:
    """The point of a bare day of the month; `None` if nothing bears on it."""
    window = context.window
    newest, offers = _offered(moment, context)
    candidates, sources, how = offers.candidates, offers.sources, "inherited-month"
    if not candidates:
        return None
    reasons = ["candidates " + ", ".join([c.name for c in candidates])]
    candidates = by_tense(on_weekday(candidates, moment, reasons), context, reasons)
    start = newest.point.start if newest is not None else None
    if window is not None and not (context.is_ahead or context.framed):
        # Without a word of planning a bare day lies behind, unless what is told lies ahead.
        same = newest is not None and newest.turn == context.turn
        if not same or start is None or start <= window.last:
            kept = [c for c in candidates if c.first <= window.high]
            why = "after the meeting, and not told as a plan"
            candidates = keep(candidates, kept, why, reasons)
    if window is not None and context.ahead:  # 去る and 来る name the nearest one
        candidates = sorted(candidates, key=lambda c: apart(c.first, c.last, window))
    elif newest is not None and newest.turn != context.turn and not context.row:
        again = told_again(candidates, context)
        if again is not None:
            return settled(again[0], how, again[1], "told before with its month", reasons)
        if window is not None and window.today is not None:
            # The speaker has told no month: たしか十四日の朝刊でした is the last fourteenth.
            last = min(candidates, key=lambda c: apart(c.first, c.last, window))
            return settled(last, how, sources[last.spot], "nearest to the meeting", reasons)
    if start is not None and (context.row or context.in_row):
        ref = start.toordinal()
        forward = [c for c in candidates if c.first >= ref]
        candidates = sorted(forward or candidates, key=lambda c: distance(c, ref))
    winner = candidates[0]
    return settled(winner, how, sources[winner.spot], "nearest in the narrative", reasons)
