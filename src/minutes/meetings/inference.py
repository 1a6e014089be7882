"""The day of a meeting that prints none: inferred, or bounded, from what is said in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from minutes import calendar
from minutes.clauses import told
from minutes.dates import Timex
from minutes.nlp import Tokens
from minutes.schema import Span


def _pairs(text: str, timexes: tuple[Timex, ...]) -> Iterator[tuple[int, int, int, Span]]:
    """(month, day, shift, evidence) of dates also told by their distance: 8月1日、きのう."""
    for index, timex in enumerate(timexes):
        moment = timex.first
        if moment is None or timex.last is not None:
            continue
        if moment.month is not None and moment.day is not None:
            aside = moment.aside
            if aside is not None and aside.unit == "day" and aside.base == "meeting":
                yield moment.month, moment.day, aside.shift, timex.span
            for neighbour in timexes[max(0, index - 1) : index + 2]:
                other = neighbour.first
                if other is None or other.relative is None or other.month or other.day:
                    continue
                relative = other.relative
                if relative.unit != "day" or relative.base != "meeting":
                    continue
                first, last = sorted((timex.span, neighbour.span))
                between = text[first.end : last.start]
                if between in ("、", "、つまり", "、すなわち", "(", "、つまり", "の"):
                    yield moment.month, moment.day, relative.shift, Span(first.start, last.end)


def _explicit_days(timexes: tuple[Timex, ...]) -> list[date]:
    """A day for each date that names its year: what the document's time is near to."""
    days = []
    for timex in timexes:
        moment = timex.first
        if moment is None or moment.invalid or moment.year is None:
            continue
        month = moment.month or 7
        if calendar.exists(moment.year, month, moment.day or 1):
            days.append(date(moment.year, month, moment.day or 1))
    return days


def _weekday_holds(day: date, timexes: tuple[Timex, ...]) -> bool:
    """True if every yearless date with a weekday falls on it in the year nearest to `day`."""
    for timex in timexes:
        moment = timex.first
        if moment is None or moment.weekday is None or moment.year is not None:
            continue
        if moment.month is None or moment.day is None or moment.relative is not None:
            continue
        near = [
            date(year, moment.month, moment.day)
            for year in (day.year - 1, day.year, day.year + 1)
            if calendar.exists(year, moment.month, moment.day)
        ]
        if near and min(near, key=lambda d: abs((d - day).days)).weekday() != moment.weekday:
            return False
    return True


def infer(text: str, timexes: tuple[Timex, ...]) -> tuple[date | None, list[Span], list[date]]:
    """The day that the constraints leave, their evidence, and what else was possible."""
    votes: dict[tuple[int, int], list[Span]] = {}
    for month, day, shift, span in _pairs(text, timexes):
        if calendar.exists(2000, month, day):
            meant = date(2000, month, day) - timedelta(days=shift)
            votes.setdefault((meant.month, meant.day), []).append(span)
    if not votes:
        return None, [], []
    (month, day), evidence = max(votes.items(), key=lambda item: len(item[1]))
    explicit = _explicit_days(timexes)
    possible = [
        date(year, month, day)
        for year in range(1947, 2100)
        if calendar.exists(year, month, day) and _weekday_holds(date(year, month, day), timexes)
    ]
    named = {timex.first.era for timex in timexes if timex.first and timex.first.era}
    first = max((era.first for era in calendar.eras() if era.name in named), default=None)
    if first is not None:  # an era is not named before it is announced
        possible = [d for d in possible if d >= first - timedelta(days=31)]
    if not possible or not explicit:
        return None, evidence, possible
    # Nearness to the explicit dates is a soft constraint: it may decide between what is left.
    possible.sort(key=lambda d: min(abs((d - known).days) for known in explicit))
    evidence += [timex.span for timex in timexes if timex.first and timex.first.weekday is not None]
    return possible[0], evidence, possible[1:4]


# --- bounds -----------------------------------------------------------------------------------

# 令和八年第二回水尾市議会定例会を閉会いたします: the year of the meeting that says so.
_SESSION = re.compile(
    r"[ ]?第[ ]?[0-9〇一二三四五六七八九十]+回[^。\n]{0,24}?(?:定例会|臨時会|議会|総会)"
    r"[^。\n]{0,4}?(?:を(?:開会|閉会|開き|閉じ|招集)|の?(?:開会)?に(?:当た|あた|際)|の開会を)"
)
# A bill or report that is read out bears its day as a sentence of its own, between its words and
# the names under them.
_SIGNED_AFTER = re.compile(r"[ ]*(?:。|\n)")
_SIGNED_BEFORE = re.compile(r"(?:。|\n)[ ]*\Z")
# 令和八年十二月九日付事務連絡: what bears a day has been written by then.
_ISSUED = re.compile(r"付け?(?:の|で|[一-鿿])")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which a meeting lies, the day read from a signature, and the evidence."""

    earliest: date
    latest: date
    signed: date | None
    evidence: tuple[Span, ...]


def bounds(timexes: tuple[Timex, ...], tokens: Tokens) -> Bounds | None:
    """The days between which the meeting lies by what it says, or `None` if it says nothing.

    What is told as past lies behind it, the day of a paper that is read out too; the year of the
    session that it opens or closes is its own.
    """
    text = tokens.view.text
    year: tuple[int, Span] | None = None
    behind: list[tuple[date, Span]] = []
    signed: list[tuple[date, Span]] = []
    for timex in timexes:
        moment = timex.first
        if moment is None or moment.invalid or moment.year is None or timex.row:
            continue
        if moment.month is None:
            if not moment.fiscal and _SESSION.match(text, timex.at.end):
                year = moment.year, timex.span
            continue
        if moment.day is None or not calendar.exists(moment.year, moment.month, moment.day):
            continue
        day = date(moment.year, moment.month, moment.day)
        lead = text[max(0, timex.at.start - 4) : timex.at.start]
        if _ISSUED.match(text, timex.at.end):
            behind.append((day, timex.span))
        elif _SIGNED_AFTER.match(text, timex.at.end) and _SIGNED_BEFORE.search(lead):
            signed.append((day, timex.span))
        else:
            predicate = told(tokens, timex.at)
            if predicate is not None and predicate.tense == "past":
                behind.append((day, timex.span))
    past = max([*behind, *signed], default=None)
    if year is None and past is None:
        return None
    evidence = tuple(item[1] for item in (past, year) if item is not None)
    if year is not None:
        first, last = date(year[0], 1, 1), date(year[0], 12, 31)
        if past is not None and past[0] <= last:
            first = max(first, past[0])
    else:
        assert past is not None
        first, last = past[0], past[0] + timedelta(days=366)
    days = [day for day, _ in signed]
    latest = max(days, default=None)
    # The bills of a day's sitting are signed on that day; one signature alone may be older.
    sure = latest is not None and days.count(latest) > 1 and first <= latest <= last
    return Bounds(first, last, latest if sure else None, evidence)
