"""What a date is judged by: the meeting's day, what was told before, the tense of its clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from minutes.clauses import Tense
from minutes.resolve.dates.points import Point
from minutes.schema import Span

#: Antecedents further back than so many are forgotten, which keeps the pass linear.
MEMORY = 120


@dataclass(frozen=True, slots=True)
class Told:
    """A date told before: an antecedent.

    `weak` is one that the telling does not go by (本日は), `aside` a year in which something is
    told to have been done, `topic` the year that its sentence is about; `looks_back` is a 前年度,
    after which the telling returns to where it was; `time` is the hour told with the day, `late` is
    set where that hour lies on the day after (31日24時).
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


@dataclass(frozen=True, slots=True)
class Context:
    """What is known at a mention: nothing after its own sentence.

    The meeting lies in `window`, which is one day where its day is known.  `loose` is set where
    the predicate says little of the date (６月の新ダイヤ), `recalls` there and where it bounds
    (６月から), which may point back to a month told before, `near` where its own words call it
    close (この６月, 直近では), `leans_ahead` where a deed is told in the present (配付いたします);
    `listed` is the date that it stands in a list with, `year_of` the fiscal year that its sentence
    is about; `years_off` is set in 三年前の四月, `framed` where a plan is told as past, which was
    ahead then: 十月に開業すると発表した.
    """

    window: Window | None
    evidence: Span | None
    told: list[Told]
    turn: int
    sentence: int
    tense: Tense
    resultative: bool
    era: str | None
    row: bool
    in_row: bool
    ahead: int
    loose: bool = False
    recalls: bool = False
    near: bool = False
    leans_ahead: bool = False
    listed: Told | None = None
    year_of: Told | None = None
    paragraph: int = 0
    years_off: int | None = None
    framed: bool = False
    time: str | None = None

    @property
    def today(self) -> date | None:
        """The meeting's day, where it is known."""
        return self.window.first if self.window and self.window.is_day else None

    @property
    def is_past(self) -> bool:
        """True if the clause tells of what has happened."""
        return self.ahead < 0 or (self.ahead == 0 and self.tense == "past")

    @property
    def is_ahead(self) -> bool:
        """True if the clause tells of a plan."""
        planned = self.tense == "planned" and not self.framed
        return self.ahead > 0 or (self.ahead == 0 and planned)

    def recent(self) -> list[Told]:
        """The antecedents, the likeliest first: a table's rows for a row, then the same turn."""
        memory = [told for told in self.told[-MEMORY:] if not told.looks_back]
        if self.row or self.in_row:
            # What a row says is dated from its cell: 8. 5 延期を決定（6日公表）
            rows = [told for told in reversed(memory) if told.row]
            if rows:
                return rows
        mine = [told for told in reversed(memory) if told.turn == self.turn]
        others = [told for told in reversed(memory) if told.turn != self.turn]
        ordered = mine + others
        # 本日は…: the speaker's own day is no station of what is told.
        return [t for t in ordered if not t.weak] + [t for t in ordered if t.weak]
