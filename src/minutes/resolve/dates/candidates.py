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
_SAME_MONTH = 8  # sentences
_HALF_YEAR = 183  # days
#: A state (〜ております) began before; what lies ahead must be so much nearer to win.
_STATE = 180  # days
#: 十月の選挙で当選した: a tense that is not the date's own speaks for one side, but not for sure.
_AGAINST = 150  # days


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


def _on_weekday(
    candidates: list[_Candidate], moment: Moment, reasons: list[str]
) -> list[_Candidate]:
    """The candidates that lie on the weekday printed beside them."""
    if moment.weekday is None:
        return candidates

    def holds(point: Point) -> bool:
        start = point.start
        return start is not None and start.weekday() == moment.weekday

    return _filter(candidates, holds, f"not a {calendar.WEEKDAYS[moment.weekday]}曜日", reasons)


def _by_tense(
    candidates: list[_Candidate], context: Context, reasons: list[str]
) -> list[_Candidate]:
    """What the tense of the clause leaves of the candidates."""
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


def _years(context: Context, anchors: list[Told]) -> dict[int, tuple[str, Span | None]]:
    """The years that a month may lie in, and where each comes from."""
    sources: dict[int, tuple[str, Span | None]] = {}
    for told in anchors[:12]:
        assert told.point.year is not None
        for year in (told.point.year, told.point.year + 1, told.point.year - 1):
            sources.setdefault(year, ("the date told before", told.span))
    window = context.window
    if window is not None:
        for year in (window.first.year, window.last.year, window.first.year - 1):
            sources.setdefault(year, ("the meeting's day", context.evidence))
        sources.setdefault(window.last.year + 1, ("the meeting's day", context.evidence))
    return sources


def year_of_month(moment: Moment, context: Context) -> Point | None:
    """The point of a month (and day) whose year is not printed; `None` if nothing bears on it."""
    assert moment.month is not None
    window = context.window
    anchors = _dated(context)
    candidates = [
        _Candidate(point, source, anchor)
        for year, (source, anchor) in _years(context, anchors).items()
        if (point := _point(year, moment.month, moment)) is not None
    ]
    fiscal = _in_fiscal_year(moment, context)
    if not candidates and fiscal is None:
        return None
    reasons = ["candidates " + ", ".join(sorted({c.name for c in candidates}))]
    if fiscal is not None:
        return _settled(fiscal, "inherited-year", "in the fiscal year of its sentence", reasons)
    candidates = _on_weekday(candidates, moment, reasons)
    listed = _listed(candidates, context)
    if listed is not None:
        return _settled(listed, "inherited-year", "next in a list", reasons)
    again = None if context.row else _told_again(candidates, context)
    if again is not None:
        return _settled(again, "inherited-year", "told before with its year", reasons)
    if not (context.near or context.loose):
        candidates = _by_tense(candidates, context, reasons)
    last = anchors[0] if anchors else None
    start = last.point.start if last is not None else None
    if last is not None and start is not None and not context.near:
        found = _by_narrative(candidates, last, start, context)
        if found is not None:
            return _settled(found, "inherited-year", "nearest to what was told", reasons)
    if window is None:
        return None
    winner = min(candidates, key=lambda c: _rank(c, window, context))
    winner = replace(winner, source="the meeting's day", anchor=context.evidence)
    return _settled(winner, "inherited-year", "nearest to the meeting", reasons)


def _rank(candidate: _Candidate, window: Window, context: Context) -> tuple[int, int]:
    """How far from the meeting a candidate is; a tense that speaks against it counts as days."""
    start, end = candidate.point.start, candidate.point.end
    later = start is not None and start > window.last
    earlier = end is not None and end < window.first
    penalty = _STATE if later and context.resultative else 0
    if not context.near:
        ahead = context.leans_ahead or (context.loose and context.is_ahead)
        against = (later and context.loose and context.is_past) or (earlier and ahead)
        penalty = _AGAINST if against else penalty
    return _apart(candidate.point, window.likely) + penalty, int(later)


def _in_fiscal_year(moment: Moment, context: Context) -> _Candidate | None:
    """令和七年度以後は６月に: the month lies in the fiscal year that the sentence is about."""
    told = context.year_of
    if told is None or told.point.year is None or moment.month is None or context.near:
        return None
    point = _point(told.point.year + (moment.month < 4), moment.month, moment)
    return None if point is None else _Candidate(point, "the fiscal year told", told.span)


def _listed(candidates: list[_Candidate], context: Context) -> _Candidate | None:
    """The candidate that follows the date before it in a list: ６月、７月、８月."""
    told = context.listed
    ref = told.last.start if told is not None else None
    if told is None or ref is None or told.point.fiscal or told.last.month is None:
        return None
    near = [
        candidate
        for candidate in candidates
        if candidate.point.start is not None
        and abs((candidate.point.start - ref).days) <= _HALF_YEAR
    ]
    if not near:
        return None
    found = min(near, key=lambda c: _distance(c.point, ref))
    return replace(found, source="the date before it", anchor=told.span)


def _told_again(candidates: list[_Candidate], context: Context) -> _Candidate | None:
    """The candidate that was told before, as the same day or, loosely, as the same month.

    A month recurs every year: only one told just before, or near the meeting, is the same.
    """
    window = context.window
    days = [(c, c.point.start) for c in candidates if c.point.day is not None]
    months = [c for c in candidates if c.point.day is None] if context.recalls else []
    for told in context.recent() if days or months else ():
        said = (told.point, told.last)
        starts = {p.start for p in said if p.day is not None}
        for candidate, start in days if starts else ():
            if start in starts:
                return replace(candidate, source="the same day told before", anchor=told.span)
        for candidate in months:
            point = candidate.point
            close = told.turn == context.turn and context.sentence - told.sentence <= _SAME_MONTH
            close = close or (window is not None and _apart(point, window) <= _HALF_YEAR)
            if close and any((point.year, point.month) == (p.year, p.month) for p in said):
                return replace(candidate, source="the same month told before", anchor=told.span)
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
        if context.row:
            forward = [c for c in candidates if c.point.end is not None and c.point.end >= start]
            candidates = forward or candidates
        if context.row or context.in_row:
            ref = start

        def rank(candidate: _Candidate) -> tuple[int, int]:
            # What is told moves forward: going back must be much the nearer to win.
            back = candidate.point.end is not None and candidate.point.end < ref
            return _distance(candidate.point, ref) * (2 if back else 1), int(back)

        found = min(candidates, key=rank)
        return replace(found, source="the date told before", anchor=last.span)
    local = last.turn == context.turn and context.sentence - last.sentence <= _NEAR_SENTENCES
    if last.paragraph != context.paragraph and start > context.window.last:
        return None  # a plan told in the paragraph before leads on to nothing
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
    candidates = _by_tense(_on_weekday(found, moment, reasons), context, reasons)
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
    elif anchors and anchors[0].turn != context.turn and not context.row:
        again = _told_again(candidates, context)
        if again is not None:
            return _settled(again, "inherited-month", "told before with its month", reasons)
        if window is not None and window.is_day:
            # The speaker has told no month: たしか十四日の朝刊でした is the last fourteenth.
            nearest = min(candidates, key=lambda c: _apart(c.point, window))
            return _settled(nearest, "inherited-month", "nearest to the meeting", reasons)
    if (context.row or context.in_row) and anchors:
        ref = anchors[0].point.start
        assert ref is not None
        forward = [c for c in candidates if c.point.start and c.point.start >= ref]
        candidates = sorted(forward or candidates, key=lambda c: _distance(c.point, ref))
    return _settled(candidates[0], "inherited-month", "nearest in the narrative", reasons)
