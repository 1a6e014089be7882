"""Extended Date/Time Format, levels 0 and 1, as far as minutes need it: written and read back.

The forms: a day ``2022-01-24``, a month ``2022-01``, a year ``2022``, a decade ``199X``, each with
``~`` where the text says about, and an interval of two of them.  An hour is never part of a value.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<about>~?)"
)


def write(
    year: int, month: int | None = None, day: int | None = None, *, about: bool = False
) -> str:
    """The EDTF of a day, a month or a year.

    >>> write(2022, 1, 24), write(2022, 4, about=True), write(1989)
    ('2022-01-24', '2022-04~', '1989')
    """
    parts = [f"{year:04d}"]
    if month is not None:
        parts.append(f"{month:02d}")
        if day is not None:
            parts.append(f"{day:02d}")
    return "-".join(parts) + ("~" if about else "")


def _point(text: str) -> tuple[date, date] | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    years = match["year"]
    try:
        if years.endswith("X"):
            if match["month"]:
                return None
            return date(int(years[:3] + "0"), 1, 1), date(int(years[:3] + "9"), 12, 31)
        year = int(years)
        if match["month"] is None:
            return date(year, 1, 1), date(year, 12, 31)
        month = int(match["month"])
        if match["day"] is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date(year, month, int(match["day"]))
    except ValueError:
        return None
    return day, day


def bounds(value: str) -> tuple[date, date] | None:
    """The first and the last day that a value covers, or `None` if it is not well formed.

    >>> [day.isoformat() for day in bounds("2022-04/2023-03")]
    ['2022-04-01', '2023-03-31']
    >>> bounds("2022-02-30") is None, bounds("2023/2022") is None
    (True, True)
    """
    first, slash, last = value.partition("/")
    start = _point(first)
    if start is None or not slash:
        return start
    end = _point(last)
    if end is None or end[1] < start[0]:
        return None
    return start[0], end[1]


def is_valid(value: str) -> bool:
    """True if `bounds` can read the value.

    >>> is_valid("199X"), is_valid("2022-13"), is_valid("2022-02-28T14:00")
    (True, False, False)
    """
    return bounds(value) is not None
