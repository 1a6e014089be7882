"""What a time expression says by its own words: the types between finding and resolving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from minutes.schema import Span

Unit = Literal["day", "week", "month", "year", "fiscal"]


@dataclass(frozen=True, slots=True)
class Relative:
    """A distance: `shift` units from the meeting's day or from the date told last."""

    unit: Unit
    base: Literal["meeting", "told"]
    shift: int


class Moment(NamedTuple):
    """One point as worded.  `year` is Gregorian; `short_year` is a year whose era is not printed,
    `two_digits` one whose century is not (八五年).

    `next` marks 翌 before a number (翌十七日), `same` 同 (同十七日), `alike` 前年の同じ時期,
    `open` 年末, which says no year;
    `phase` is a part of the month or year; `invalid` says what the calendar does not have
    (平成八年七年十日).
    """

    year: int | None = None
    era: str | None = None
    short_year: int | None = None
    two_digits: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    fiscal: bool = False
    decade: int | None = None
    phase: str | None = None
    about: bool = False
    relative: Relative | None = None
    aside: Relative | None = None
    next: bool = False
    same: bool = False
    alike: bool = False
    open: bool = False
    time: str | None = None
    day_shift: int = 0
    invalid: bool = False

    @property
    def is_complete(self) -> bool:
        """True if the words alone name a point of the calendar."""
        return self.decade is not None or self.year is not None

    @property
    def has_date(self) -> bool:
        """True if anything but a clock time is said."""
        return not (
            self.day is None
            and self.month is None
            and self.relative is None
            and self.year is None
            and self.short_year is None
            and self.weekday is None
            and self.decade is None
            and self.two_digits is None
        )


class Timex(NamedTuple):
    """A time expression at `start`-`end` of the source (`at`: of the view) and its local meaning.

    `last` is set for an interval; `row` marks the date cell of a chronology; `ahead` is -1 for
    去る, 1 for 来る, which say on which side of the meeting the date lies.
    """

    start: int
    end: int
    text: str
    at: Span
    type: str
    rule: str
    first: Moment | None = None
    last: Moment | None = None
    duration: str | None = None
    row: bool = False
    ditto: bool = False
    ahead: int = 0

    @property
    def span(self) -> Span:
        """The expression in the source."""
        return Span(self.start, self.end)
