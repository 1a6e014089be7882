"""The year of a month: candidates, what removes them, and the winner."""

from __future__ import annotations

from itertools import islice

from minutes.dates import Moment
from minutes.resolve.dates.candidates import (
    HALF_YEAR,
    Candidate,
    Source,
    apart,
    by_tense,
    candidate_of,
    dated,
    distance,
    nearest,
    on_weekday,
    placed,
    settled,
    told_again,
)
from minutes.resolve.dates.context import Context
from minutes.resolve.dates.narrative import Told, Window
from minutes.resolve.dates.points import Point

#: A date told so far from the meeting carries its own time along (見直しは平成二十年の六月に…).
_FAR = 200  # days
_NEAR_SENTENCES = 2
_MOST = 12  # antecedents that offer their years
#: A state (〜ております) began before; what lies ahead must be so much nearer to win.
_STATE = 180  # days
#: 十月の選挙で当選した: a tense that is not the date's own speaks for one side, but not for sure.
_AGAINST = 150  # days


def _years(context: Context, anchors: list[Told]) -> dict[int, Source]:
    """The years that a month may lie in, and where each comes from."""
    sources: dict[int, Source] = {}
    tried = set()
    for told in anchors:
        year = told.point.year
        assert year is not None
        if year not in tried:
            tried.add(year)
            before = ("the date told before", told.span)
            for offered in (year, year + 1, year - 1):
                sources.setdefault(offered, before)
    window = context.window
    if window is not None:
        meeting = ("the meeting's day", context.evidence)
        first, last = window.first.year, window.last.year
        for offered in (first, last, first - 1, last + 1):
            sources.setdefault(offered, meeting)
    return sources


def year_of_month(moment: Moment, context: Context) -> Point | None:
    """The point of a month (and day) whose year is not printed; `None` if nothing bears on it."""
    month, day, phase, about = moment.month, moment.day, moment.phase, moment.about
    assert month is not None
    window = context.window
    anchors = list(islice(dated(context), _MOST))
    sources = _years(context, anchors)
    candidates = [
        candidate
        for year in sources
        if (candidate := placed(year, month, day, phase, about)) is not None
    ]
    fiscal = _in_fiscal_year(moment, context)
    if not candidates and fiscal is None:
        return None
    how, meeting = "inherited-year", ("the meeting's day", context.evidence)
    reasons = ["candidates " + ", ".join(sorted([c.name for c in candidates]))]
    if fiscal is not None:
        return settled(fiscal[0], how, fiscal[1], "in the fiscal year of its sentence", reasons)
    off = context.years_off
    if off is not None and window is not None and window.first.year == window.last.year:
        counted = candidate_of(window.last.year + off, month, moment)
        if counted is not None:
            return settled(counted, how, meeting, "so many years away", reasons)
    candidates = on_weekday(candidates, moment, reasons)
    listed = _listed(candidates, context)
    if listed is not None:
        return settled(listed[0], how, listed[1], "next in a list", reasons)
    again = None if context.row else told_again(candidates, context)
    if again is not None:
        return settled(again[0], how, again[1], "told before with its year", reasons)
    then = _planned_then(candidates, context)
    if then is not None:
        return settled(then[0], how, then[1], "ahead when it was told", reasons)
    if not (context.near or context.loose):
        candidates = by_tense(candidates, context, reasons)
    if anchors and not context.near:
        found = _by_narrative(candidates, anchors[0], context)
        if found is not None:
            source = ("the date told before", anchors[0].span)
            return settled(found, how, source, "nearest to what was told", reasons)
    if window is None:
        return None
    winner = candidates[0] if len(candidates) == 1 else _nearest(candidates, window, context)
    return settled(winner, how, meeting, "nearest to the meeting", reasons)


def _nearest(candidates: list[Candidate], window: Window, context: Context) -> Candidate:
    """The candidate nearest to the meeting; a tense that speaks against one counts as days."""
    later = _STATE if context.resultative else 0
    earlier = 0
    if not context.near:
        later = _AGAINST if context.loose and context.is_past else later
        against = context.leans_ahead or (context.loose and context.is_ahead)
        earlier = _AGAINST if against else 0
    low, high, likely = window.low, window.high, window.likely

    def rank(candidate: Candidate) -> tuple[int, bool]:
        first, last = candidate.first, candidate.last
        if first > likely:
            return first - likely + (later if first > high else 0), first > high
        return (low - last + earlier, False) if last < low else (0, False)

    return min(candidates, key=rank)


def _in_fiscal_year(moment: Moment, context: Context) -> tuple[Candidate, Source] | None:
    """令和七年度以後は６月に: the month lies in the fiscal year that the sentence is about."""
    told = context.year_of
    if told is None or told.point.year is None or moment.month is None or context.near:
        return None
    found = candidate_of(told.point.year + (moment.month < 4), moment.month, moment)
    return None if found is None else (found, ("the fiscal year told", told.span))


def _listed(candidates: list[Candidate], context: Context) -> tuple[Candidate, Source] | None:
    """The candidate that follows the date before it in a list: ６月、７月、８月."""
    told = context.listed
    start = told.last.start if told is not None else None
    if told is None or start is None or told.point.fiscal or told.last.month is None:
        return None
    ref = start.toordinal()
    near = [candidate for candidate in candidates if abs(candidate.first - ref) <= HALF_YEAR]
    return (nearest(near, ref), ("the date before it", told.span)) if near else None


def _planned_then(candidates: list[Candidate], context: Context) -> tuple[Candidate, Source] | None:
    """The first candidate behind the day on which a plan was told: 三日に、六月に開くと発表した."""
    if not context.framed:
        return None
    for told in dated(context):
        start = told.last.start
        if told.turn != context.turn or context.sentence - told.sentence > _NEAR_SENTENCES:
            return None
        if start is None or told.point.month is None:
            continue
        ref = start.toordinal()
        later = [c for c in candidates if c.last >= ref]
        if later:
            return nearest(later, ref), ("the day on which it was told", told.span)
    return None


def _by_narrative(candidates: list[Candidate], last: Told, context: Context) -> Candidate | None:
    """The candidate that goes on from the date told last, where that one leads the telling."""
    window = context.window
    local = last.turn == context.turn and context.sentence - last.sentence <= _NEAR_SENTENCES
    tabled = context.row or context.in_row or window is None
    if not local and not tabled:
        return None
    first_day, last_day = last.point.start, last.last.start
    assert first_day is not None
    start = first_day.toordinal()
    ref = start if last_day is None else last_day.toordinal()
    if tabled or window is None:
        return _in_table(candidates, last, start, ref, context)
    if last.paragraph != context.paragraph and start > window.high:
        return None  # a plan told in the paragraph before leads on to nothing
    end = last.point.end
    assert end is not None
    if apart(start, end.toordinal(), window) <= _FAR:
        return None
    if last.point.month is None:
        forward = [c for c in candidates if c.point.year == last.point.year]
    else:  # a report told in order moves forward
        forward = [c for c in candidates if c.last >= ref and distance(c, ref) <= _FAR]
    return nearest(forward, ref) if forward else None


def _in_table(
    candidates: list[Candidate], last: Told, start: int, ref: int, context: Context
) -> Candidate:
    """The candidate that goes on from the row before, or from what was told at no known meeting."""
    if last.point.month is None:  # a heading 令和七年, or 昨年: its own year
        same = [c for c in candidates if c.point.year == last.point.year]
        if same:
            return same[0]
    if context.row:
        candidates = [c for c in candidates if c.last >= start] or candidates
    if context.row or context.in_row:
        ref = start

    def rank(candidate: Candidate) -> tuple[int, int]:
        # What is told moves forward: going back must be much the nearer to win.
        back = candidate.last < ref
        return distance(candidate, ref) * (2 if back else 1), int(back)

    return min(candidates, key=rank)
