"""The month of a bare day: candidates, what removes them, and the winner."""

from __future__ import annotations

from minutes import calendar
from minutes.dates import Moment
from minutes.resolve.dates.candidates import (
    Candidate,
    apart,
    by_tense,
    candidate_of,
    distance,
    keep,
    on_weekday,
    settled,
    told_again,
)
from minutes.resolve.dates.context import Context
from minutes.resolve.dates.points import Point
from minutes.schema import Span

_MOST = 12  # months that are offered


def _lies_in(moment: Moment, stretch: Point) -> bool:
    start, end = stretch.start, stretch.end
    if start is None or end is None:
        return False
    point = candidate_of(start.year, start.month, moment, "", None)
    return point is not None and start <= point.start <= end


def month_of_day(moment: Moment, context: Context) -> Point | None:
    """The point of a bare day of the month; `None` if nothing bears on it."""
    window = context.window
    found: list[Candidate] = []
    seen: set[tuple[int, int]] = set()  # months that were tried

    def offer(year: int, month: int, source: str, anchor: Span | None) -> None:
        if (year, month) in seen:
            return
        seen.add((year, month))
        candidate = candidate_of(year, month, moment, source, anchor)
        if candidate is not None:
            found.append(candidate)

    anchors = [
        told
        for told in context.recent()
        if told.point.month is not None and told.point.year is not None and not told.point.fiscal
    ]
    for told in anchors:
        if len(found) >= _MOST:
            break
        last = told.last if told.last.month is not None else told.point
        assert last.year is not None
        assert last.month is not None
        if (last.year, last.month) in seen and last.until is None:
            continue
        # 先週の報告書では、二日に: a week names no month but for its own days.
        if last.until is None or _lies_in(moment, last):
            offer(last.year, last.month, "the month told before", told.span)
    today = context.today
    if today is None and window is not None and window.first.month == window.last.month:
        today = window.last if window.first.year == window.last.year else None
    if today is not None:
        for shift, name in ((0, "the month"), (-1, "the month before"), (1, "the month after")):
            offer(
                *calendar.shift_month(today.year, today.month, shift),
                f"{name} of the meeting",
                context.evidence,
            )
    if anchors:
        point = anchors[0].last if anchors[0].last.month else anchors[0].point
        assert point.year is not None
        assert point.month is not None
        offer(
            *calendar.shift_month(point.year, point.month, 1),
            "the month after the one told",
            anchors[0].span,
        )
    if not found:
        return None
    reasons = ["candidates " + ", ".join(c.name for c in found)]
    candidates = by_tense(on_weekday(found, moment, reasons), context, reasons)
    if window is not None and not (context.is_ahead or context.framed):
        # Without a word of planning a bare day lies behind, unless what is told lies ahead.
        start = anchors[0].point.start if anchors and anchors[0].turn == context.turn else None
        if start is None or start <= window.last:
            candidates = keep(
                candidates,
                lambda c: c.start <= window.last,
                "after the meeting, and not told as a plan",
                reasons,
            )
    if window is not None and context.ahead:  # 去る and 来る name the nearest one
        candidates = sorted(candidates, key=lambda c: apart(c, window))
    elif anchors and anchors[0].turn != context.turn and not context.row:
        again = told_again(candidates, context)
        if again is not None:
            return settled(again, "inherited-month", "told before with its month", reasons)
        if window is not None and window.is_day:
            # The speaker has told no month: たしか十四日の朝刊でした is the last fourteenth.
            nearest = min(candidates, key=lambda c: apart(c, window))
            return settled(nearest, "inherited-month", "nearest to the meeting", reasons)
    if (context.row or context.in_row) and anchors:
        ref = anchors[0].point.start
        assert ref is not None
        forward = [c for c in candidates if c.start >= ref]
        candidates = sorted(forward or candidates, key=lambda c: distance(c, ref))
    return settled(candidates[0], "inherited-month", "nearest in the narrative", reasons)
