"""A resolved point of the calendar and its EDTF value."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from minutes import calendar, edtf
from minutes.schema import Span


class Point(NamedTuple):
    """What a moment turned out to be; `until` is set where it covers more than its own unit.

    `how`, `anchor` and `reasons` are the answer's explanation; a point without a year is unknown.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    fiscal: bool = False
    until: date | None = None
    decade: int | None = None
    phase: str | None = None
    about: bool = False
    how: str = "unresolved"
    anchor: Span | None = None
    reasons: tuple[str, ...] = ()

    @property
    def start(self) -> date | None:
        """The first day."""
        if self.year is None:
            return None
        return date(self.year, self.month or (4 if self.fiscal else 1), self.day or 1)

    @property
    def end(self) -> date | None:
        """The last day."""
        if self.year is None:
            return None
        if self.until is not None:
            return self.until
        if self.day is not None:
            return self.start
        if self.month is not None:
            last = calendar.last_day(self.year, self.month)
            return date(self.year, self.month, last)
        return date(self.year + 1, 3, 31) if self.fiscal else date(self.year, 12, 31)

    def explained(self, how: str, anchor: Span | None, reasons: tuple[str, ...]) -> Point:
        """The point with another explanation."""
        return Point._make((*self[:_SAID], how, anchor, reasons))


#: The number of the fields that say what a point is.
_SAID = 8

#: Thirds of a month: first day, last day (0: the month's), and whether the bound is vague.
_THIRDS = {
    "early": (1, 10, False),
    "middle": (11, 20, False),
    "late": (21, 0, False),
    "half": (11, 20, True),
    "beginning": (1, 10, True),
}
#: Parts of a fiscal year: first month and number of months.
_PARTS = {
    "half1": (4, 6),
    "half2": (10, 6),
    "quarter1": (4, 3),
    "quarter2": (7, 3),
    "quarter3": (10, 3),
    "quarter4": (1, 3),
}


def _month_part(year: int, month: int, phase: str) -> str:
    last = calendar.last_day(year, month)
    if phase in _THIRDS:
        first, until, vague = _THIRDS[phase]
        end = edtf.write(year, month, until or last, about=vague)
        return f"{edtf.write(year, month, first)}/{end}"
    return edtf.write(year, month, last, about=phase != "lastday")


def _year_part(year: int, fiscal: bool, phase: str) -> str:
    if phase in _PARTS:
        month, length = _PARTS[phase]
        first = year + 1 if month < 4 else year
        last = calendar.shift_month(first, month, length - 1)
        return f"{edtf.write(first, month)}/{edtf.write(*last)}"
    if phase == "turn":
        return f"{edtf.write(year, 12, about=True)}/{edtf.write(year + 1, 1, about=True)}"
    if phase in ("end", "lastday"):
        return edtf.write(year + 1, 3) if fiscal else edtf.write(year, 12, about=True)
    if phase in ("beginning", "early"):
        return edtf.write(year, 4 if fiscal else 1, about=True)
    return edtf.write(year, 10 if fiscal else 6, about=True)


def value(point: Point) -> str | None:
    """The EDTF of a point, or `None` where nothing decided.

    >>> value(Point(2026, fiscal=True)), value(Point(2026, 2, phase="late"))
    ('2026-04/2027-03', '2026-02-21/2026-02-28')
    """
    return _value(*point[:_SAID])


# A document names the same days over again; the explanation is no part of the value.
@lru_cache(maxsize=4096)
def _value(
    year: int | None,
    month: int | None,
    day: int | None,
    fiscal: bool,
    until: date | None,
    decade: int | None,
    phase: str | None,
    about: bool,
) -> str | None:
    point = Point(year, month, day, fiscal, until, decade, phase, about)
    if point.decade is not None:
        return f"{point.decade // 10}X"
    if point.year is None:
        return None
    if point.until is not None:
        start = point.start
        assert start is not None
        return f"{start.isoformat()}/{point.until.isoformat()}"
    if point.phase is not None and point.day is None:
        if point.month is not None:
            return _month_part(point.year, point.month, point.phase)
        return _year_part(point.year, point.fiscal, point.phase)
    if point.fiscal and point.month is None:
        first, last = edtf.write(point.year, 4), edtf.write(point.year + 1, 3, about=point.about)
        return f"{first}/{last}"
    return edtf.write(point.year, point.month, point.day, about=point.about)


def on(day: date, **more: object) -> Point:
    """The point of a day."""
    return Point(day.year, day.month, day.day, **more)  # type: ignore[arg-type]


def shifted(point: Point, days: int) -> Point:
    """A day so many days on (25時 is the next day's one o'clock)."""
    start = point.start
    if not days or start is None or point.day is None:
        return point
    day = start + timedelta(days=days)
    return Point(
        day.year,
        day.month,
        day.day,
        about=point.about,
        how=point.how,
        anchor=point.anchor,
        reasons=point.reasons,
    )
