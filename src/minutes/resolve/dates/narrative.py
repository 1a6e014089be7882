"""What was told before: the antecedents of a date, and the days of the meeting."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from minutes.resolve.dates.points import Point
from minutes.schema import Span

#: Antecedents further back than so many are forgotten, which keeps the pass linear.
MEMORY = 120
_LIKELY = 60  # days


class Told(NamedTuple):
    """A date told before: an antecedent.

    `weak` is one that the telling does not go by (本日は), `aside` a year in which something is
    told to have been done, `topic` the year that its sentence is about; `looks_back` is a 前年度,
    after which the telling returns to where it was; `time` is the hour told with the day, `late` is
    set where that hour lies on the day after (31日24時); `order` counts those told before it.
    """

    point: Point
    last: Point
    span: Span
    turn: int
    sentence: int
    row: bool = False
    weak: bool = False
    aside: bool = False
    topic: bool = False
    looks_back: bool = False
    paragraph: int = 0
    time: str | None = None
    late: bool = False
    order: int = 0


class Window(NamedTuple):
    """The days between which the meeting lies, from `first` to `last`.

    `low` and `high` are their ordinals, and `likely` that of the end of its first weeks: a meeting
    is held soon after the last that it tells of.  `name` is what the reasons call it, `today` its
    day if it is one.
    """

    first: date
    last: date
    low: int
    high: int
    likely: int
    name: str
    today: date | None

    @classmethod
    def between(cls, first: date, last: date) -> Window:
        """The window of two days."""
        low, high = first.toordinal(), last.toordinal()
        name = first.isoformat() if low == high else f"{first.isoformat()} to {last.isoformat()}"
        today = first if low == high else None
        return cls(first, last, low, high, min(high, low + _LIKELY), name, today)


def spot_of(year: int, month: int, day: int = 0) -> int:
    """The number of a month or a day among the spots of a `Memory`."""
    return (year * 16 + month) * 32 + day


#: A day or a month by its number, alone or with the hour that was told with it.
Spots = Mapping[int | tuple[int, str], Told]


class Memory:
    """The last antecedents, kept in step as dates are told.

    本日は…: the speaker's own day is no station of what is told, so the weak come last.  Days and
    months are looked up: to go through all antecedents for each date took half of the pass.
    """

    __slots__ = ("_months", "_spots", "_strong", "_weak")

    def __init__(self) -> None:
        """Nothing is told yet."""
        self._strong: deque[Told] = deque()
        self._weak: deque[Told] = deque()
        self._spots: tuple[dict[int | tuple[int, str], Told], ...] = ({}, {})
        self._months: tuple[dict[int, Told], ...] = ({}, {})

    def add(self, told: Told, weak: bool) -> None:
        """Remember an antecedent."""
        point, last = told.point, told.last
        (self._weak if weak else self._strong).append(told)
        self._mark(told, point, self._spots[weak])
        if last is not point:
            self._mark(told, last, self._spots[weak])
        if point.month is not None and not point.fiscal:
            last = last if last.month is not None else point
            assert last.year is not None
            assert last.month is not None
            # A week names no month but for its own days: it hides none that was told before.
            week = last.until is not None
            key = -told.order - 1 if week else spot_of(last.year, last.month)
            months = self._months[weak]
            months.pop(key, None)  # so that it goes behind all others
            months[key] = told

    def months(self, floor: int) -> Iterator[Told]:
        """The last antecedent of each month, the likeliest first, down to the `floor`-th told."""
        for months in self._months:
            for told in reversed(months.values()):
                if told.order < floor:
                    break
                yield told

    def _mark(self, told: Told, point: Point, spots: dict[int | tuple[int, str], Told]) -> None:
        """Make an antecedent the last one of a day and its month."""
        year, month, day = point.year, point.month, point.day
        if year is None:
            return
        spot = spot_of(year, month or (4 if point.fiscal else 1))
        if month is not None:
            spots[spot] = told
            if told.time is not None:
                spots[spot, told.time] = told
        if day is not None and not told.late:
            spots[spot + day] = told
            if told.time is not None:
                spots[spot + day, told.time] = told

    def forget(self, floor: int) -> None:
        """Drop the antecedents before the one that was told as the `floor`-th."""
        for kept in (self._strong, self._weak):
            while kept and kept[0].order < floor:
                kept.popleft()

    @property
    def last(self) -> Told | None:
        """The last that the telling goes by."""
        return self._strong[-1] if self._strong else None

    def recent(self) -> Iterator[Told]:
        """The antecedents, the likeliest first."""
        return chain(reversed(self._strong), reversed(self._weak))

    def spots(self) -> tuple[Spots, ...]:
        """The last antecedent of each day and month, of the strong and of the weak.

        Those before it are further away; it may have been forgotten itself.
        """
        return self._spots


class Narrative:
    """What is told in a meeting, in order, as far as later dates go by it."""

    __slots__ = ("everything", "fixed", "rows", "told", "topic")

    def __init__(self) -> None:
        """Nothing is told yet."""
        self.told: list[Told] = []
        self.everything = Memory()
        self.rows = Memory()
        #: The points of the moments that no telling moves (令和八年三月, 昨年), by identity: equal
        #: wordings share one `Moment`, so that each need be worked out but once.
        self.fixed: dict[int, Point] = {}
        #: The last year that a sentence is about.
        self.topic: Told | None = None

    @property
    def floor(self) -> int:
        """The number of the first antecedent that is not forgotten."""
        return len(self.told) - MEMORY

    def add(self, told: Told) -> None:
        """Tell one date more."""
        self.told.append(told)
        if told.topic:
            self.topic = told
        if not told.looks_back:
            self.everything.add(told, told.weak)
        if told.row:
            self.rows.add(told, False)
        self.everything.forget(self.floor)
        self.rows.forget(self.floor)
