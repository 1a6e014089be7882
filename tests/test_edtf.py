"""EDTF values: what is written can be read, and what is no value is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes import edtf


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026-05-07", "2026-05-07", "2026-05-07"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("203X", "2030-01-01", "2039-12-31"),
        ("2026-04/2027-03", "2026-04-01", "2027-03-31"),
        ("2026-04-30~", "2026-04-30", "2026-04-30"),
        ("2026-04-01/2026-04-10~", "2026-04-01", "2026-04-10"),
    ],
)
def test_bounds(value: str, first: str, last: str) -> None:
    assert edtf.bounds(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value", ["", "2026-2-3", "2026-02-30", "2026-05-07T10:00", "2027/2026", "P3D", "203X-04", "/"]
)
def test_what_is_no_value_is_refused(value: str) -> None:
    assert edtf.bounds(value) is None


@given(st.dates(), st.booleans())
def test_a_written_day_reads_back(day: date, about: bool) -> None:
    assert edtf.bounds(edtf.write(day.year, day.month, day.day, about=about)) == (day, day)


WRITTEN = [
    *("2026-05-07", "2024-02", "2026", "203X", "2026-04-30~", "2026-12~", "2026-04/2027-03"),
    *("2026-02-21/2026-02-28", "2026-02-01/2026-02-10~", "2025-12~/2026-01~"),
]


@pytest.mark.parametrize("value", WRITTEN)
def test_another_reader_takes_every_form_that_is_written(value: str) -> None:
    oracle = pytest.importorskip("edtf", reason="the edtf package is an oracle, not a dependency")
    assert str(oracle.parse_edtf(value)) == value


def bounds_of(undate: Any) -> tuple[date, date]:
    """The first and the last day that the other package gives a value."""
    first, last = undate.earliest, undate.latest
    if hasattr(first, "earliest"):  # an interval's ends are values of their own
        first, last = first.earliest, last.latest
    return date.fromisoformat(str(first)), date.fromisoformat(str(last))


@pytest.mark.parametrize("value", WRITTEN)
def test_a_third_reader_gives_the_same_days(value: str) -> None:
    undate = pytest.importorskip("undate", reason="undate is an oracle, not a dependency")
    assert bounds_of(undate.Undate.parse(value, "EDTF")) == edtf.bounds(value)


@given(
    st.dates(date(1868, 1, 1), date(2100, 12, 31)), st.dates(date(1868, 1, 1), date(2100, 12, 31))
)
def test_intervals_of_any_days_agree_with_it(one: date, other: date) -> None:
    undate = pytest.importorskip("undate", reason="undate is an oracle, not a dependency")
    first, last = min(one, other), max(one, other)
    value = f"{first.isoformat()}/{last.isoformat()}"
    if first != last:
        assert bounds_of(undate.Undate.parse(value, "EDTF")) == edtf.bounds(value)
