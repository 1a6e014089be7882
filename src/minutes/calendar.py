"""Japan's calendar: eras to the day, fiscal years, weekdays."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from minutes import lexicon

WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Era:
    """An era by name and letter, with its first and last day (`None`: it goes on)."""

    name: str
    letter: str
    first: date
    last: date | None


@cache
def eras() -> tuple[Era, ...]:
    """The modern eras, oldest first.

    >>> [era.name for era in eras()]
    ['明治', '大正', '昭和', '平成', '令和']
    """
    entries = lexicon.read("calendar")["era"]
    return tuple(Era(e["name"], e["letter"], e["first"], e.get("last")) for e in entries)


def era(name: str) -> Era | None:
    """The era of a name or a letter.

    >>> era("H") is era("平成"), era("天保") is None
    (True, True)
    """
    return next((e for e in eras() if name in (e.name, e.letter)), None)


def era_year(name: str, number: int) -> int | None:
    """The Gregorian year of a year of an era, or `None` where the era has no such year.

    >>> era_year("令和", 1), era_year("昭和", 64), era_year("平成", 32)
    (2019, 1989, None)
    """
    found = era(name)
    if found is None or number < 1:
        return None
    year = found.first.year + number - 1
    return None if found.last is not None and year > found.last.year else year


def era_of(day: date) -> Era | None:
    """The era that a day lies in.

    >>> era_of(date(1989, 1, 7)).name, era_of(date(1989, 1, 8)).name
    ('昭和', '平成')
    """
    return next((e for e in reversed(eras()) if e.first <= day), None)


def in_era(name: str, day: date) -> bool:
    """True if the era was in force on the day.

    >>> in_era("平成", date(2019, 4, 30)), in_era("令和", date(2019, 4, 30))
    (True, False)
    """
    found = era(name)
    return found is not None and found.first <= day and (found.last is None or day <= found.last)


def exists(year: int, month: int, day: int) -> bool:
    """True if the Gregorian calendar has the day.

    >>> exists(2024, 2, 29), exists(2025, 2, 29), exists(2025, 13, 1)
    (True, False, False)
    """
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= last_day(year, month)


@lru_cache(maxsize=4096)
def last_day(year: int, month: int) -> int:
    """The number of days of a month.

    >>> last_day(2024, 2)
    29
    """
    return monthrange(year, month)[1]


def fiscal_year(day: date) -> int:
    """The fiscal year (April to March) that a day lies in.

    >>> fiscal_year(date(2025, 3, 31)), fiscal_year(date(2025, 4, 1))
    (2024, 2025)
    """
    return day.year if day.month >= 4 else day.year - 1


def shift_month(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month so many months on.

    >>> shift_month(2024, 11, 3), shift_month(2025, 1, -1)
    ((2025, 2), (2024, 12))
    """
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week.

    >>> [d.isoformat() for d in week_of(date(2025, 6, 18))]
    ['2025-06-16', '2025-06-22']
    """
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
