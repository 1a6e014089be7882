"""The ordered pass: each expression sees the meeting's day, what was told, and its own sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from datetime import date

from minutes import calendar, edtf
from minutes.clauses import told as told_as
from minutes.dates import Moment, Timex
from minutes.nlp import Tokens
from minutes.resolve.dates import points
from minutes.resolve.dates.moments import resolve
from minutes.resolve.dates.narrative import MEMORY, Context, Told, Window
from minutes.resolve.dates.points import Point
from minutes.schema import Date, Document, Issue, Layout, Meeting

# A law's number and a session's name carry a year that nothing else in the sentence inherits.
_NAME_FOLLOWS = re.compile(
    r"[ ]*[^ 。、\n]{0,8}?(?:法律|条例|政令|省令|規則|告示|訓令)?"
    r"第[ ]*[0-9〇一二三四五六七八九十百]+(?:号|回)"
)
# 令和六年度に行われた減税により、前年度に比べ: a year in which something is told to have been done
# is not the year that the figures are of, as 令和七年度の予算 is.
_ASIDE = re.compile(r"(?:に(?!は|お|つ|か|比|対)|から|より|まで|以降|以来)")
# The hour of printing that a browser puts at the edge of a page is no part of the telling.
_PRINTED = re.compile(r"[ ]*[0-9]{1,2}:[0-9]{2}")
# A row of a chronology is at most so long.
_ROW = 160


def _era(timexes: tuple[Timex, ...], today: date | None) -> str | None:
    """The era of years printed without one: the meeting's, or the commonest of the document."""
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


def _second(moment: Moment, first: Point, context: Context) -> Point:
    """The end of an interval: what it leaves out it has from the beginning."""
    start = first.start
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


def _value(first: Point, last: Point | None) -> str | None:
    start = points.value(first)
    if last is None or start is None:
        return start
    end = points.value(last)
    if end is None:
        return None
    if start == end:
        return start
    value = f"{start.partition('/')[0]}/{end.rpartition('/')[2]}"
    return value if edtf.is_valid(value) else None


def _time(timex: Timex) -> str | None:
    moments = [m for m in (timex.first, timex.last) if m is not None and m.time is not None]
    if not moments:
        return None
    times = [moment.time or "" for moment in moments]
    if len(times) == 2 and timex.text.find("午前", 1) < 0 and "午後" in timex.text:
        # 午後一時から三時まで: the half of the day goes on.
        first, second = times
        if second < first and second < "12:00":
            times[1] = f"{int(second[:2]) + 12:02d}{second[2:]}"
    return "/".join(times)


def _date(timex: Timex, value: str | None, how: str, point: Point | None) -> Date:
    bounds = edtf.bounds(value) if value is not None else None
    return Date(
        timex.start,
        timex.end,
        timex.text,
        timex.type,
        value,
        bounds[0].isoformat() if bounds else None,
        bounds[1].isoformat() if bounds else None,
        _time(timex),
        timex.duration,
        how,
        point.anchor if point is not None else None,
        timex.rule,
        point.reasons if point is not None else (),
    )


def _told(timex: Timex, first: Point, last: Point, context: Context, following: str) -> Told | None:
    """The antecedent that a date becomes, or `None` if later ones do not go by it."""
    if first.year is None:
        return None
    moment = timex.first
    relative = moment.relative if moment is not None else None
    alone = moment is not None and moment.month is None and moment.day is None
    if relative is not None and relative.base == "told" and relative.shift < 0 and alone:
        # 前年度に比べ looks back and returns: the next 前年度 is the same year again.
        return None
    weak = relative is not None and relative.base == "meeting" and relative.shift == 0
    weak = weak and moment is not None and moment.day is None and moment.month is None
    # 今年度 is one: 今年度の予算は、前年度に比べ
    weak = weak and not first.fiscal
    if moment is not None and not moment.has_date:
        weak = True
    aside = first.fiscal and _ASIDE.match(following) is not None
    return Told(first, last, timex.span, context.turn, context.sentence, timex.row, weak, aside)


def _window(meeting: Meeting | None) -> Window | None:
    """The day of a meeting, or the days between which it lies."""
    if meeting is None:
        return None
    first, last = meeting.date or meeting.earliest, meeting.date or meeting.latest
    if first is None or last is None:
        return None
    return Window(date.fromisoformat(first), date.fromisoformat(last))


def _contexts(
    layout: Layout,
    meeting: Meeting | None,
    tokens: Tokens,
    told: list[Told],
    timex: Timex,
    era: str | None,
    starts: list[int],
) -> Context:
    last_row = next((entry for entry in reversed(told[-MEMORY:]) if entry.row), None)
    in_row = (
        not timex.row
        and last_row is not None
        and timex.start - last_row.span.end < _ROW
        and "\n\n" not in tokens.view.source[last_row.span.end : timex.start]
    )
    predicate = None if timex.row else told_as(tokens, timex.at)
    evidence = meeting.evidence[0] if meeting is not None and meeting.evidence else None
    return Context(
        _window(meeting),
        evidence,
        told,
        bisect_right(starts, timex.start),
        0,
        predicate.tense if predicate else "present",
        predicate.resultative if predicate else False,
        era,
        timex.row,
        in_row,
        timex.ahead,
    )


def _is_wrong_weekday(moment: Moment, point: Point) -> bool:
    start = point.start
    return (
        moment.weekday is not None
        and point.day is not None
        and start is not None
        and point.until is None
        and start.weekday() != moment.weekday
    )


def _doubts(timex: Timex, value: str | None, first: Point | None) -> list[Issue]:
    """The issue rows of a date that has no value, or whose weekday is another."""
    if timex.first is None or first is None:
        return []
    if value is None:
        why = first.reasons[-1] if first.reasons else "nothing decides"
        impossible = "no such" in why
        return [
            Issue(
                "date-impossible" if impossible else "date-unresolved",
                f"{timex.text}: {why}",
                timex.start,
                timex.end,
            )
        ]
    if _is_wrong_weekday(timex.first, first):
        return [
            Issue(
                "date-weekday",
                f"{timex.text}: {value} is another day of the week",
                timex.start,
                timex.end,
            )
        ]
    return []


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
    dates: list[Date] = []
    issues: list[Issue] = []
    told: list[Told] = []
    turns = [turn.start for turn in layout.turns]
    breaks = [match.end() for match in re.finditer(r"[。\n]", tokens.view.text)]
    current: Meeting | None = None
    era: str | None = None
    for index, timex in enumerate(timexes):
        meeting = next((m for m in reversed(meetings) if m.start <= timex.start), None)
        if index == 0 or meeting is not current:
            current, told = meeting, []
            window = _window(meeting)
            era = _era(timexes, window.first if window else None)
        if timex.first is None:
            how = "explicit"
            if timex.text.startswith(("過去", "この")):
                how = "deictic"
            dates.append(_date(timex, None, how, None))
            continue
        context = _contexts(layout, meeting, tokens, told, timex, era, turns)
        context = replace(context, sentence=bisect_right(breaks, timex.at.start))
        if timex.ditto:
            rows = [t for t in reversed(told[-MEMORY:]) if t.row]
            first = replace(rows[0].point, how="inherited-month") if rows else Point()
        else:
            first = resolve(timex.first, context)
        first = points.shifted(first, timex.first.day_shift)
        last = _second(timex.last, first, context) if timex.last is not None else None
        value = _value(first, last)
        if value is None:
            first = replace(first, year=None) if first.year is not None else first
        dates.append(_date(timex, value, first.how, first))
        issues += _doubts(timex, value, first)
        name_follows = bool(
            _NAME_FOLLOWS.match(tokens.view.text, timex.at.end) and timex.first.month is None
        ) or bool(timex.rule == "numeric" and _PRINTED.match(tokens.view.text, timex.at.end))
        following = tokens.view.text[timex.at.end : timex.at.end + 4]
        entry = _told(timex, first, last or first, context, following)
        if entry is not None and value is not None and first.decade is None and not name_follows:
            told.append(entry)
    return tuple(dates), tuple(issues)
