"""The year of a month: candidates, what removes them, and the winner."""

from __future__ import annotations

from datetime import date
from itertools import islice

from minutes.dates import Moment
from minutes.resolve.dates.candidates import (
    HALF_YEAR,
    Candidate,
    apart,
    by_tense,
    candidate_of,
    dated,
    distance,
    on_weekday,
    settled,
    told_again,
)
from minutes.resolve.dates.context import Context
from minutes.resolve.dates.narrative import Told, Window
from minutes.resolve.dates.points import Point
from minutes.schema import Span

#: A date told so far from the meeting carries its own time along (見直しは平成二十年の六月に…).
_FAR = 200  # days
_NEAR_SENTENCES = 2
_MOST = 12  # antecedents that offer their years
#: A state (〜ております) began before; what lies ahead must be so much nearer to win.
_STATE = 180  # days
#: 十月の選挙で当選した: a tense that is not the date's own speaks for one side, but not for sure.
_AGAINST = 150  # days


def _years(context: Context, anchors: list[Told]) -> dict[int, tuple[str, Span | None]]:
    """The years that a month may lie in, and where each comes from."""
    sources: dict[int, tuple[str, Span | None]] = {}
    tried = set()
    for told in anchors[:_MOST]:
        assert told.point.year is not None
        if told.point.year in tried:
            continue
        tried.add(told.point.year)
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
    anchors = list(dated(context) if context.framed else islice(dated(context), _MOST))
    candidates = [
        candidate
        for year, (source, anchor) in _years(context, anchors).items()
        if (candidate := candidate_of(year, moment.month, moment, source, anchor)) is not None
    ]
    fiscal = _in_fiscal_year(moment, context)
    if not candidates and fiscal is None:
        return None
    reasons = ["candidates " + ", ".join(sorted({c.name for c in candidates}))]
    if fiscal is not None:
        return settled(fiscal, "inherited-year", "in the fiscal year of its sentence", reasons)
    off = context.years_off
    if off is not None and window is not None and window.first.year == window.last.year:
        year = window.last.year + off
        counted = candidate_of(year, moment.month, moment, "the meeting's day", context.evidence)
        if counted is not None:
            return settled(counted, "inherited-year", "so many years away", reasons)
    candidates = on_weekday(candidates, moment, reasons)
    listed = _listed(candidates, context)
    if listed is not None:
        return settled(listed, "inherited-year", "next in a list", reasons)
    again = None if context.row else told_again(candidates, context)
    if again is not None:
        return settled(again, "inherited-year", "told before with its year", reasons)
    then = _planned_then(candidates, anchors, context)
    if then is not None:
        return settled(then, "inherited-year", "ahead when it was told", reasons)
    if not (context.near or context.loose):
        candidates = by_tense(candidates, context, reasons)
    last = anchors[0] if anchors else None
    start = last.point.start if last is not None else None
    if last is not None and start is not None and not context.near:
        found = _by_narrative(candidates, last, start, context)
        if found is not None:
            return settled(found, "inherited-year", "nearest to what was told", reasons)
    if window is None:
        return None
    winner = min(candidates, key=lambda c: _rank(c, window, context))
    winner = winner._replace(source="the meeting's day", anchor=context.evidence)
    return settled(winner, "inherited-year", "nearest to the meeting", reasons)


def _rank(candidate: Candidate, window: Window, context: Context) -> tuple[int, int]:
    """How far from the meeting a candidate is; a tense that speaks against it counts as days."""
    later = candidate.start > window.last
    earlier = candidate.end < window.first
    penalty = _STATE if later and context.resultative else 0
    if not context.near:
        ahead = context.leans_ahead or (context.loose and context.is_ahead)
        against = (later and context.loose and context.is_past) or (earlier and ahead)
        penalty = _AGAINST if against else penalty
    return apart(candidate, window.likely) + penalty, int(later)


def _in_fiscal_year(moment: Moment, context: Context) -> Candidate | None:
    """令和七年度以後は６月に: the month lies in the fiscal year that the sentence is about."""
    told = context.year_of
    if told is None or told.point.year is None or moment.month is None or context.near:
        return None
    year = told.point.year + (moment.month < 4)
    return candidate_of(year, moment.month, moment, "the fiscal year told", told.span)


def _listed(candidates: list[Candidate], context: Context) -> Candidate | None:
    """The candidate that follows the date before it in a list: ６月、７月、８月."""
    told = context.listed
    ref = told.last.start if told is not None else None
    if told is None or ref is None or told.point.fiscal or told.last.month is None:
        return None
    near = [candidate for candidate in candidates if abs((candidate.start - ref).days) <= HALF_YEAR]
    if not near:
        return None
    found = min(near, key=lambda c: distance(c, ref))
    return found._replace(source="the date before it", anchor=told.span)


def _planned_then(
    candidates: list[Candidate], anchors: list[Told], context: Context
) -> Candidate | None:
    """The first candidate behind the day on which a plan was told: 三日に、六月に開くと発表した."""
    if not context.framed:
        return None
    for told in anchors:
        start = told.last.start
        if told.turn != context.turn or context.sentence - told.sentence > _NEAR_SENTENCES:
            return None
        if start is None or told.point.month is None:
            continue
        later = [c for c in candidates if c.end >= start]
        if later:
            found = min(later, key=lambda c: distance(c, start))
            return found._replace(source="the day on which it was told", anchor=told.span)
    return None


def _by_narrative(
    candidates: list[Candidate], last: Told, start: date, context: Context
) -> Candidate | None:
    """The candidate that goes on from the date told last, where that one leads the telling."""
    ref = last.last.start or start
    if context.row or context.in_row or context.window is None:
        if last.point.month is None:  # a heading 令和七年, or 昨年: its own year
            same = [c for c in candidates if c.point.year == last.point.year]
            if same:
                return same[0]._replace(anchor=last.span)
        if context.row:
            forward = [c for c in candidates if c.end >= start]
            candidates = forward or candidates
        if context.row or context.in_row:
            ref = start

        def rank(candidate: Candidate) -> tuple[int, int]:
            # What is told moves forward: going back must be much the nearer to win.
            back = candidate.end < ref
            return distance(candidate, ref) * (2 if back else 1), int(back)

        found = min(candidates, key=rank)
        return found._replace(source="the date told before", anchor=last.span)
    local = last.turn == context.turn and context.sentence - last.sentence <= _NEAR_SENTENCES
    if last.paragraph != context.paragraph and start > context.window.last:
        return None  # a plan told in the paragraph before leads on to nothing
    if not local or apart(last.point, context.window) <= _FAR:
        return None
    if last.point.month is None:
        forward = [c for c in candidates if c.point.year == last.point.year]
    else:  # a report told in order moves forward
        forward = [c for c in candidates if c.end >= ref and distance(c, ref) <= _FAR]
    if not forward:
        return None
    found = min(forward, key=lambda c: distance(c, ref))
    return found._replace(source="the date told before", anchor=last.span)
