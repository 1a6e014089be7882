"""The ordered pass: each expression sees the meeting's day, what was told, and its own sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache

from minutes import calendar, edtf
from minutes.dates import Moment, Timex
from minutes.nlp import Tokens
from minutes.resolve.dates import points
from minutes.resolve.dates.context import Context, Scenery
from minutes.resolve.dates.distances import alike
from minutes.resolve.dates.moments import WESTERN, resolve
from minutes.resolve.dates.narrative import Narrative
from minutes.resolve.dates.points import Point
from minutes.resolve.dates.scenery import is_timetable, places, told_of, window_of
from minutes.schema import Date, Document, Issue, Layout, Meeting


def _era(timexes: tuple[Timex, ...], today: date | None) -> str | None:
    """The era of years printed without one: the meeting's, or the commonest of the document."""
    if _is_western(timexes):
        return WESTERN
    if today is not None:
        found = calendar.era_of(today)
        return found.name if found else None
    named = Counter(
        moment.era
        for timex in timexes
        for moment in (timex.first, timex.last)
        if moment is not None and moment.era is not None and not timex.row
    )
    return named.most_common(1)[0][0] if named else None


def _is_western(timexes: tuple[Timex, ...]) -> bool:
    """True for a text that counts its years by the Gregorian calendar: 22年度 in it is 2022."""
    printed = [
        moment.era is None
        for timex in timexes
        if (moment := timex.first) is not None and moment.year is not None and not timex.row
    ]
    return sum(printed) * 2 > len(printed)


def _from_first(moment: Moment, first: Point) -> Point | None:
    """The end of an interval that counts from its beginning: 六月三日から同月九日まで."""
    start, relative = first.start, moment.relative
    told = relative is not None and relative.base == "told"
    if start is None or first.month is None or not (told or moment.same or moment.next):
        return None
    year, month, day = start.year, moment.month or start.month, moment.day
    if relative is not None and relative.unit == "day":
        ahead = start + timedelta(days=relative.shift)
        year, month, day = ahead.year, ahead.month, ahead.day
    elif relative is not None and relative.unit in ("month", "year"):
        months = relative.shift * (12 if relative.unit == "year" else 1)
        year, month = calendar.shift_month(year, month, months)
    elif relative is not None:
        return None
    elif moment.next and moment.month is not None:  # 九月から翌三月まで
        year += moment.month <= start.month
    elif moment.next and day is not None and day <= start.day:
        year, month = calendar.shift_month(year, month, 1)
    if day is not None and not calendar.exists(year, month, day):
        return None
    why = "counted from the beginning of the interval"
    return Point(
        year,
        month,
        day,
        phase=moment.phase,
        about=moment.about,
        how=first.how,
        anchor=first.anchor,
        reasons=(why,),
    )


def _second(moment: Moment, first: Point, context: Context) -> Point:
    """The end of an interval: what it leaves out it has from the beginning."""
    start = first.start
    counted = _from_first(moment, first)
    if counted is not None:
        return counted
    bare = moment.year is None and moment.relative is None and moment.short_year is None
    if not bare or start is None or not moment.has_date or moment.next or moment.same:
        return resolve(moment, context) if moment.has_date else first
    if moment.month is not None:
        year = start.year
        if (moment.month, moment.day or 31) < (start.month, start.day):
            year += 1
        month = moment.month
    else:
        year, month = start.year, start.month
        if moment.day is not None and first.day is not None and moment.day < first.day:
            year, month = calendar.shift_month(year, month, 1)
    if not 1 <= month <= 12 or (
        moment.day is not None and not calendar.exists(year, month, moment.day)
    ):
        return Point(how=first.how, reasons=("the calendar has no such day",))
    return Point(
        year,
        month,
        moment.day,
        phase=moment.phase,
        about=moment.about,
        how=first.how,
        anchor=first.anchor,
        reasons=("goes on from the beginning of the interval",),
    )


def _interval(first: Point, last: Point) -> str | None:
    start, end = points.value(first), points.value(last)
    if start is None or end is None:
        return None
    if start == end:
        return start
    value = f"{start.partition('/')[0]}/{end.rpartition('/')[2]}"
    return value if edtf.is_valid(value) else None


def _time(timex: Timex) -> str | None:
    first = timex.first.time if timex.first is not None else None
    last = timex.last.time if timex.last is not None else None
    if first is None or last is None:
        return first or last
    if last < first and last < "12:00" and "午後" in timex.text and "午前" not in timex.text[1:]:
        # 午後一時から三時まで: the half of the day goes on.
        last = f"{int(last[:2]) + 12:02d}{last[2:]}"
    return f"{first}/{last}"


@lru_cache(maxsize=4096)
def _bounds(value: str) -> tuple[str | None, str | None]:
    """The first and last day of a value as printed; a document names the same days over again."""
    bounds = edtf.bounds(value)
    return (bounds[0].isoformat(), bounds[1].isoformat()) if bounds else (None, None)


def _date(timex: Timex, value: str | None, how: str, point: Point | None) -> Date:
    first, last = _bounds(value) if value is not None else (None, None)
    return Date(
        timex.start,
        timex.end,
        timex.text,
        timex.type,
        value,
        first,
        last,
        _time(timex),
        timex.duration,
        how,
        point.anchor if point is not None else None,
        timex.rule,
        point.reasons if point is not None else (),
    )


def _is_wrong_weekday(moment: Moment, point: Point) -> bool:
    if moment.weekday is None or point.day is None or point.until is not None:
        return False
    start = point.start
    return start is not None and start.weekday() != moment.weekday


def _doubt(timex: Timex, value: str | None, first: Point) -> Issue | None:
    """The issue row of a date that has no value, or whose weekday is another."""
    if value is None:
        why = first.reasons[-1] if first.reasons else "nothing decides"
        impossible = "no such" in why
        return Issue(
            "date-impossible" if impossible else "date-unresolved",
            f"{timex.text}: {why}",
            timex.start,
            timex.end,
        )
    if timex.first is not None and _is_wrong_weekday(timex.first, first):
        why = f"{timex.text}: {value} is another day of the week"
        return Issue("date-weekday", why, timex.start, timex.end)
    return None


def resolve_dates(
    document: Document,
    layout: Layout,
    meetings: tuple[Meeting, ...],
    timexes: tuple[Timex, ...],
    tokens: Tokens,
) -> tuple[tuple[Date, ...], tuple[Issue, ...]]:
    """The dates of a document in order, each with its value or without one, and what is doubtful.

    >>> from minutes.dates import find_dates
    >>> from minutes.nlp import tokenize
    >>> text = "令和八年六月三日に検知し、翌四日に停止した。同日十六時に公表した。"
    >>> document, tokens = Document("d", "p", text), tokenize(text)
    >>> dates, _ = resolve_dates(
    ...     document, Layout(None, (), (), (), ()), (), find_dates(document, tokens), tokens
    ... )
    >>> [(date.text, date.value, date.how) for date in dates][1:]
    [('翌四日', '2026-06-04', 'anaphoric'), ('同日十六時', '2026-06-04', 'anaphoric')]
    """
    view = tokens.view
    scenery = Scenery(tokens, layout.turns, view.text, view.source)
    openings = [meeting.start for meeting in meetings]
    dates: list[Date] = []
    issues: list[Issue] = []
    opened = -1
    for timex, place in zip(timexes, places(layout.turns, timexes, view.text), strict=True):
        if (number := bisect_right(openings, timex.start)) != opened:
            opened, told = number, Narrative()
            meeting = meetings[opened - 1] if opened else None
            window = window_of(meeting)
            evidence = meeting.evidence[0] if meeting is not None and meeting.evidence else None
            era = _era(timexes, window.first if window else None)
        moment = timex.first
        if moment is None:
            how = "deictic" if timex.text.startswith(("過去", "この")) else "explicit"
            dates.append(_date(timex, None, how, None))
            continue
        context = Context(scenery, timex, told, window, evidence, era, place)
        first, last = _points(timex, context)
        dayless = moment.month is None and moment.day is None
        if dayless and moment.relative is None and is_timetable(timex, first, context):
            continue
        value = points.value(first) if last is None else _interval(first, last)
        if value is None:
            first = first._replace(year=None) if first.year is not None else first
        dates.append(_date(timex, value, first.how, first))
        doubt = _doubt(timex, value, first)
        if doubt is not None:
            issues.append(doubt)
        if value is not None:
            entry = told_of(timex, first, last or first, context)
            if entry is not None:
                told.add(entry)
    return tuple(dates), tuple(issues)


def _points(timex: Timex, context: Context) -> tuple[Point, Point | None]:
    """The point of an expression, and the last one if it is an interval."""
    moment = timex.first
    assert moment is not None
    if timex.ditto:
        last_row = context.narrative.rows.last
        first = last_row.point._replace(how="inherited-month") if last_row is not None else Point()
    elif moment.alike:
        first, last = alike(moment, context)
        return first, None if first == last else last
    else:
        first = resolve(moment, context)
    if moment.day_shift:
        first = points.shifted(first, moment.day_shift)
    return first, _second(timex.last, first, context) if timex.last is not None else None
