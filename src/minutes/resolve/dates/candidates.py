"""The year of a month and the month of a day: candidates, what removes them, and the winner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from minutes import calendar
from minutes.dates import Moment
from minutes.resolve.dates.narrative import Context, Told, Window
from minutes.resolve.dates.points import Point
from minutes.schema import Span

#: A date told so far from the meeting carries its own time along (見直しは平成二十年の六月に…).
_FAR = 200  # days
_NEAR_SENTENCES = 2
#: A state (〜ております) began before; what lies ahead must be so much nearer to win.
_STATE = 180  # days


@dataclass(frozen=True, slots=True)
class _Candidate:
    point: Point
    source: str
    anchor: Span | None

    @property
    def name(self) -> str:
        start = self.point.start
        assert start is not None
        return start.isoformat()[: 10 if self.point.day else 7]


def _point(year: int, month: int, moment: Moment) -> Point | None:
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    if moment.day is not None and not calendar.exists(year, month, moment.day):
        return None
    return Point(year, month, moment.day, phase=moment.phase, about=moment.about)


def _filter(
    candidates: list[_Candidate],
    holds: Callable[[Point], bool],
    why: str,
    reasons: list[str],
) -> list[_Candidate]:
    """The candidates that hold; all of them if none does, for then the reading was wrong."""
    kept = [c for c in candidates if holds(c.point)]
    if not kept:
        return candidates
    gone = [c.name for c in candidates if c not in kept]
    if gone:
        reasons.append(f"removed {', '.join(dict.fromkeys(gone))}: {why}")
    return kept


def _certain(
    candidates: list[_Candidate], moment: Moment, context: Context, reasons: list[str]
) -> list[_Candidate]:
    """What weekday and tense leave of the candidates."""
    if moment.weekday is not None:

        def on_weekday(point: Point) -> bool:
            start = point.start
            return start is not None and start.weekday() == moment.weekday

        name = calendar.WEEKDAYS[moment.weekday]
        candidates = _filter(candidates, on_weekday, f"not a {name}曜日", reasons)
    window = context.window
    if window is not None and context.is_past:
        candidates = _filter(
            candidates,
            lambda p: p.start is not None and p.start <= window.last,
            f"told as past on {window}",
            reasons,
        )
    if window is not None and context.is_ahead:
        candidates = _filter(
            candidates,
            lambda p: p.end is not None and p.end >= window.first,
            f"told as ahead on {window}",
            reasons,
        )
    return candidates


def _settled(winner: _Candidate, how: str, why: str, reasons: list[str]) -> Point:
    reasons.append(f"{winner.name} from {winner.source}: {why}")
    return replace(winner.point, how=how, anchor=winner.anchor, reasons=tuple(reasons))


def _dated(context: Context) -> list[Told]:
    """Antecedents that carry a month or a bare year into what follows."""
    return [t for t in context.recent() if t.point.year is not None and not t.point.fiscal]


def _distance(point: Point, day: date) -> int:
    return _apart(point, Window(day, day))


def _apart(point: Point, window: Window) -> int:
    """The days between a point and the meeting."""
    start, end = point.start, point.end
    assert start is not None
    assert end is not None
    return max(0, (start - window.last).days, (window.first - end).days)


def year_of_month(moment: Moment, context: Context) -> Point | None:
    """The point of a month (and day) whose year is not printed; `None` if nothing bears on it."""
    assert moment.month is not None
    window = context.window
    anchors = _dated(context)
    sources: dict[int, tuple[str, Span | None]] = {}
    for told in anchors[:12]:
        assert told.point.year is not None
        for year in (told.point.year, told.point.year + 1, told.point.year - 1):
            sources.setdefault(year, ("the date told before", told.span))
    if window is not None:
        for year in (window.first.year, window.last.year, window.first.year - 1):
            sources.setdefault(year, ("the meeting's day", context.evidence))
        sources.setdefault(window.last.year + 1, ("the meeting's day", context.evidence))
    candidates = [
        _Candidate(point, source, anchor)
        for year, (source, anchor) in sources.items()
        if (point := _point(year, moment.month, moment)) is not None
    ]
    if not candidates:
        return None
    reasons = ["candidates " + ", ".join(sorted({c.name for c in candidates}))]
    candidates = _certain(candidates, moment, context, reasons)
    again = _told_again(candidates, context)
    if again is not None and window is not None:
        return _settled(again, "inherited-year", "told before with its year", reasons)
    last = anchors[0] if anchors else None
    start = last.point.start if last is not None else None
    if last is not None and start is not None:
        found = _by_narrative(candidates, last, start, context)
        if found is not None:
            return _settled(found, "inherited-year", "nearest to what was told", reasons)
    if window is None:
        return None

    def rank(candidate: _Candidate) -> tuple[int, int]:
        later = candidate.point.start is not None and candidate.point.start > window.last
        penalty = _STATE if later and context.resultative else 0
        return _apart(candidate.point, window) + penalty, int(later)

    return _settled(min(candidates, key=rank), "inherited-year", "nearest to the meeting", reasons)


def _told_again(candidates: list[_Candidate], context: Context) -> _Candidate | None:
    """The candidate that was told before as the same day."""
    for told in context.recent():
        for candidate in candidates:
            point = candidate.point
            days = [p.start for p in (told.point, told.last) if p.day is not None]
            if point.day is not None and point.start in days:
                return replace(candidate, source="the same day told before", anchor=told.span)
    return None


def _by_narrative(
    candidates: list[_Candidate], last: Told, start: date, context: Context
) -> _Candidate | None:
    """The candidate that goes on from the date told last, where that one leads the telling."""
    ref = last.last.start or start
    if context.row or context.in_row or context.window is None:
        if last.point.month is None:  # a heading 令和七年, or 昨年: its own year
            same = [c for c in candidates if c.point.year == last.point.year]
            if same:
                return replace(same[0], anchor=last.span)
        if context.row or context.in_row:
            ref = start
            forward = [c for c in candidates if c.point.end is not None and c.point.end >= ref]
            candidates = forward or candidates

        def rank(candidate: _Candidate) -> tuple[int, int]:
            # What is told moves forward: going back must be much the nearer to win.
            back = candidate.point.end is not None and candidate.point.end < ref
            return _distance(candidate.point, ref) * (2 if back else 1), int(back)

        found = min(candidates, key=rank)
        return replace(found, source="the date told before", anchor=last.span)
    local = last.turn == context.turn and context.sentence - last.sentence <= _NEAR_SENTENCES
    if not local or _apart(last.point, context.window) <= _FAR:
        return None
    if last.point.month is None:
        forward = [c for c in candidates if c.point.year == last.point.year]
    else:  # a report told in order moves forward
        forward = [
            c
            for c in candidates
            if c.point.end is not None and c.point.end >= ref and _distance(c.point, ref) <= _FAR
        ]
    if not forward:
        return None
    found = min(forward, key=lambda c: _distance(c.point, ref))
    return replace(found, source="the date told before", anchor=last.span)


def month_of_day(moment: Moment, context: Context) -> Point | None:
    """The point of a bare day of the month; `None` if nothing bears on it."""
    window = context.window
    found: list[_Candidate] = []
    seen: set[tuple[int, int]] = set()

    def offer(year: int, month: int, source: str, anchor: Span | None) -> None:
        point = _point(year, month, moment)
        if point is not None and (year, month) not in seen:
            seen.add((year, month))
            found.append(_Candidate(point, source, anchor))

    anchors = [t for t in _dated(context) if t.point.month is not None]
    for told in anchors[:12]:
        last = told.last if told.last.month is not None else told.point
        assert last.year is not None
        assert last.month is not None
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
    candidates = _certain(found, moment, context, reasons)
    if window is not None and not context.is_ahead:
        # Without a word of planning a bare day lies behind, unless what is told lies ahead.
        start = anchors[0].point.start if anchors and anchors[0].turn == context.turn else None
        if start is None or start <= window.last:
            candidates = _filter(
                candidates,
                lambda p: p.start is not None and p.start <= window.last,
                "after the meeting, and not told as a plan",
                reasons,
            )
    if window is not None and context.ahead:  # 去る and 来る name the nearest one
        candidates = sorted(candidates, key=lambda c: _apart(c.point, window))
    elif anchors and anchors[0].turn != context.turn:
        again = _told_again(candidates, context)
        if again is not None:
            return _settled(again, "inherited-month", "told before with its month", reasons)
    if (context.row or context.in_row) and anchors:
        ref = anchors[0].point.start
        assert ref is not None
        forward = [c for c in candidates if c.point.start and c.point.start >= ref]
        candidates = sorted(forward or candidates, key=lambda c: _distance(c.point, ref))
    return _settled(candidates[0], "inherited-month", "nearest in the narrative", reasons)
