"""EDTF values: what is written can be read, and what is no value is refused."""

from __future__ import annotations

from datetime import date

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


@pytest.mark.parametrize("value", ["2026-05-07", "2026-04/2027-03", "2026-04-30~", "203X"])
def test_another_reader_agrees(value: str) -> None:
    oracle = pytest.importorskip("edtf", reason="the edtf package is an oracle, not a dependency")
    assert str(oracle.parse_edtf(value)) == value
