"""What was told before: the antecedents of a date, and the days of the meeting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from minutes.resolve.dates.points import Point
from minutes.schema import Span

#: Antecedents further back than so many are forgotten, which keeps the pass linear.
MEMORY = 120


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


@dataclass(frozen=True, slots=True)
class Window:
    """The days between which the meeting lies."""

    first: date
    last: date

    @property
    def likely(self) -> Window:
        """The first weeks of it: a meeting is held soon after the last that it tells of."""
        return Window(self.first, min(self.last, self.first + timedelta(days=60)))

    @property
    def is_day(self) -> bool:
        """True if it is one day."""
        return self.first == self.last

    def __str__(self) -> str:
        first, last = self.first.isoformat(), self.last.isoformat()
        return first if self.is_day else f"{first} to {last}"


#: A day or a month (year and number) that was told, with the hour that was told with it or `None`.
_Key = tuple[date | tuple[int | None, int | None] | None, str | None]
_STRONG = 1 << 40


class Memory:
    """The last antecedents, kept in step as dates are told.

    本日は…: the speaker's own day is no station of what is told, so the weak come last.  Days and
    months are looked up: to go through all antecedents for each date took half of the pass.
    """

    __slots__ = ("_keys", "_strong", "_weak")

    def __init__(self) -> None:
        """Nothing is told yet."""
        self._strong: deque[Told] = deque()
        self._weak: deque[Told] = deque()
        self._keys: tuple[dict[_Key, Told], dict[_Key, Told]] = ({}, {})

    def add(self, told: Told, weak: bool) -> None:
        """Remember an antecedent."""
        (self._weak if weak else self._strong).append(told)
        keys = self._keys[weak]
        for point in (told.point, told.last) if told.last is not told.point else (told.point,):
            spots: list[date | tuple[int | None, int | None] | None] = [(point.year, point.month)]
            if point.day is not None and not told.late:
                spots.append(point.start)
            for spot in spots:
                keys[spot, None] = told
                if told.time is not None:
                    keys[spot, told.time] = told

    def forget(self, floor: int) -> None:
        """Drop the antecedents before the one that was told as the `floor`-th."""
        for kept in (self._strong, self._weak):
            while kept and kept[0].order < floor:
                kept.popleft()

    @property
    def last(self) -> Told | None:
        """The last that the telling goes by."""
        return self._strong[-1] if self._strong else None

    def recent(self) -> list[Told]:
        """The antecedents, the likeliest first."""
        return [*reversed(self._strong), *reversed(self._weak)]

    def latest(
        self, key: _Key, floor: int, close: Callable[[Told], bool]
    ) -> tuple[int, Told | None]:
        """The likeliest antecedent of a day or month, and its rank; -1 and `None` for none.

        Only the last one of the strong and of the weak is asked whether it is `close`: those
        before it are further away.
        """
        for keys, rank in zip(self._keys, (_STRONG, 0), strict=True):
            told = keys.get(key)
            if told is not None and told.order >= floor and close(told):
                return rank + told.order, told
        return -1, None


class Narrative:
    """What is told in a meeting, in order, as far as later dates go by it."""

    __slots__ = ("everything", "rows", "told")

    def __init__(self) -> None:
        """Nothing is told yet."""
        self.told: list[Told] = []
        self.everything = Memory()
        self.rows = Memory()

    @property
    def floor(self) -> int:
        """The number of the first antecedent that is not forgotten."""
        return len(self.told) - MEMORY

    def add(self, told: Told) -> None:
        """Tell one date more."""
        self.told.append(told)
        if not told.looks_back:
            self.everything.add(told, told.weak)
        if told.row:
            self.rows.add(told, False)
        self.everything.forget(self.floor)
        self.rows.forget(self.floor)
