"""The day of a meeting that prints none: what is said in it leaves few days, and often one.

``一昨日、十三日の火曜日`` gives the day of the month and a weekday, ``次回は二月五日木曜日`` a day
that lies ahead, ``前回、十二月十一日`` one that lies behind.  Every day of the calendar is held
against them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from minutes import calendar, lexicon
from minutes.dates import Moment, Timex
from minutes.schema import Span

_BETWEEN = ("、", "、つまり", "、すなわち", "(", "の")
# 次回、第六回は二月五日; 前回、十二月十一日の会合で: the next meeting and the last one.
_NEXT = re.compile(r"(?:次回|次の(?:会議|会合|委員会|部会))[^。\n]{0,12}\Z")
_LAST = re.compile(r"(?:前回|前の(?:会議|会合|委員会|部会))[^。\n]{0,6}\Z")
_SOON = 200  # days between a meeting and the next
_FIRST = date(1947, 1, 1)


@dataclass(frozen=True, slots=True)
class _Distance:
    """A day that is also told by its distance from the meeting: きのう、五月十四日."""

    moment: Moment
    shift: int
    span: Span

    def holds(self, day: date) -> bool:
        """True if the day is what the words say, where the meeting is held on `day`."""
        meant, moment = day + timedelta(days=self.shift), self.moment
        return (
            meant.day == moment.day
            and moment.month in (None, meant.month)
            and moment.weekday in (None, meant.weekday())
        )

    def days(self, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last` for which the words hold."""
        moment, shift = self.moment, timedelta(days=self.shift)
        months = range(1, 13) if moment.month is None else (moment.month,)
        assert moment.day is not None
        for year in range((first + shift).year, (last + shift).year + 1):
            for month in months:
                if not calendar.exists(year, month, moment.day):
                    continue
                meant = date(year, month, moment.day)
                if moment.weekday in (None, meant.weekday()) and first <= meant - shift <= last:
                    yield meant - shift


def _distances(text: str, timexes: tuple[Timex, ...]) -> Iterator[_Distance]:
    for index, timex in enumerate(timexes):
        moment = timex.first
        if moment is None or timex.last is not None or moment.day is None:
            continue
        if moment.month is not None and not calendar.exists(2000, moment.month, moment.day):
            continue
        aside = moment.aside
        if aside is not None and aside.unit == "day" and aside.base == "meeting":
            yield _Distance(moment, aside.shift, timex.span)
        for neighbour in timexes[max(0, index - 1) : index + 2]:
            other = neighbour.first
            if other is None or other.relative is None or other.month or other.day:
                continue
            relative = other.relative
            if relative.unit != "day" or relative.base != "meeting":
                continue
            first, last = sorted((timex.span, neighbour.span))
            if text[first.end : last.start] in _BETWEEN:
                yield _Distance(moment, relative.shift, Span(first.start, last.end))


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


def _yearless(timexes: tuple[Timex, ...]) -> list[Timex]:
    """The dates with a month and a day that leave their year out."""
    return [
        timex
        for timex in timexes
        if timex.first is not None
        and None not in (timex.first.month, timex.first.day)
        and timex.first.year is None
        and timex.first.relative is None
    ]


def _near(moment: Moment, day: date) -> list[date]:
    """The days that a yearless date may mean around a day, the nearest first."""
    assert moment.month is not None
    assert moment.day is not None
    days = [
        date(year, moment.month, moment.day)
        for year in (day.year - 1, day.year, day.year + 1)
        if calendar.exists(year, moment.month, moment.day)
    ]
    return sorted(days, key=lambda found: abs((found - day).days))


def _weekdays_hold(day: date, dated: list[Moment]) -> bool:
    """True if every yearless date with a weekday falls on it in the year nearest to `day`."""
    for moment in dated:
        near = _near(moment, day)
        if near and near[0].weekday() != moment.weekday:
            return False
    return True


def _sides(text: str, dates: list[Timex]) -> list[tuple[Moment, int]]:
    """The days of the next meeting (1) and of the last one (-1) among yearless dates."""
    found = []
    for timex in dates:
        assert timex.first is not None
        lead = text[max(0, timex.start - 25) : timex.start]
        side = 1 if _NEXT.search(lead) else -1 if _LAST.search(lead) else 0
        if side:
            found.append((timex.first, side))
    return found


def _neighbours_hold(day: date, neighbours: list[tuple[Moment, int]]) -> bool:
    """True if the next meeting lies ahead of `day` and the last one behind it, neither far."""
    return all(
        any(0 < (found - day).days * side <= _SOON for found in _near(moment, day))
        for moment, side in neighbours
    )


@cache
def _last_day() -> date:
    """The last day of the calendar in the word lists; no minutes are of a later one."""
    last: date = lexicon.read("calendar")["last"]
    return last


def infer(text: str, timexes: tuple[Timex, ...]) -> tuple[date | None, list[Span], list[date]]:
    """The day that the constraints leave, their evidence, and what else was possible.

    A day is possible if most distances hold from it, each weekday is right, and the next meeting
    lies ahead.  Of several years the one nearest to the dates that name theirs is taken; where
    none does, a weekday must have spoken, and the latest year of the calendar is taken.
    """
    distances = list(_distances(text, timexes))
    if not distances:
        return None, [], []
    dates = _yearless(timexes)
    possible = _possible(text, timexes, distances, dates)
    explicit = _explicit_days(timexes)
    evidence = [told.span for told in distances if possible and told.holds(possible[-1])]
    weekdays = [timex.span for timex in timexes if timex.first and timex.first.weekday is not None]
    if not possible or not (explicit or weekdays):
        return None, evidence, possible[-3:]
    if explicit:
        # Nearness to the explicit dates is a soft constraint: it may decide between what is left.
        possible.sort(key=lambda d: min(abs((d - known).days) for known in explicit))
    else:
        possible.reverse()
    evidence += weekdays
    return possible[0], evidence, possible[1:4]


def _possible(
    text: str, timexes: tuple[Timex, ...], distances: list[_Distance], dates: list[Timex]
) -> list[date]:
    """The days on which the meeting may be held, in order."""
    named = {timex.first.era for timex in timexes if timex.first and timex.first.era}
    eras = [era.first for era in calendar.eras() if era.name in named]
    # an era is not named before it is announced
    first = max((day - timedelta(days=31) for day in eras), default=_FIRST)
    # The days that a distance allows are few (one in a month at most), and each is held against
    # the other words; those on which most distances agree come first.
    held = Counter(day for distance in distances for day in distance.days(first, _last_day()))
    dated = [timex.first for timex in dates if timex.first and timex.first.weekday is not None]
    neighbours = _sides(text, dates)
    for often in sorted(set(held.values()), reverse=True):
        found = [
            day
            for day in sorted(day for day, times in held.items() if times == often)
            if _weekdays_hold(day, dated) and _neighbours_hold(day, neighbours)
        ]
        if found:
            return found
    return []
