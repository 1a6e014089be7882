"""Japan's calendar to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes import calendar


@pytest.mark.parametrize(
    ("era", "number", "year"),
    [("令和", 1, 2019), ("R", 8, 2026), ("平成", 31, 2019), ("昭和", 64, 1989), ("大正", 15, 1926)],
)
def test_years_of_eras(era: str, number: int, year: int) -> None:
    assert calendar.era_year(era, number) == year


@pytest.mark.parametrize(("era", "number"), [("平成", 32), ("昭和", 65), ("令和", 0), ("天保", 3)])
def test_years_that_no_era_has(era: str, number: int) -> None:
    assert calendar.era_year(era, number) is None


@pytest.mark.parametrize(
    ("day", "era"),
    [
        (date(1989, 1, 7), "昭和"),
        (date(1989, 1, 8), "平成"),
        (date(2019, 4, 30), "平成"),
        (date(2019, 5, 1), "令和"),
        (date(1926, 12, 24), "大正"),
    ],
)
def test_eras_change_to_the_day(day: date, era: str) -> None:
    found = calendar.era_of(day)
    assert found is not None
    assert found.name == era
    assert calendar.in_era(era, day)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_fiscal_years_and_weeks_hold_their_days(day: date) -> None:
    year = calendar.fiscal_year(day)
    assert date(year, 4, 1) <= day <= date(year + 1, 3, 31)
    monday, sunday = calendar.week_of(day)
    assert monday <= day <= sunday
    assert sunday - monday == timedelta(days=6)


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(-30, 30))
def test_months_shift_there_and_back(year: int, month: int, months: int) -> None:
    there = calendar.shift_month(year, month, months)
    assert calendar.shift_month(*there, -months) == (year, month)


def test_leap_days() -> None:
    assert calendar.exists(2024, 2, 29)
    assert not calendar.exists(2100, 2, 29)
    assert not calendar.exists(2025, 2, 30)
