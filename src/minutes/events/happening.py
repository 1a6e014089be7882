"""A day at its place in the text, and what is told to have happened on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from minutes.events.predicates import Predicate
from minutes.schema import Date


class Place(NamedTuple):
    """A date and its view span."""

    date: Date
    start: int
    end: int


class Happening(NamedTuple):
    """A predicate with its date, in view positions; `how` says how the date came to it."""

    start: int
    end: int
    date: Date
    predicate: Predicate
    how: str


class Waiting(NamedTuple):
    """Adverbial days (六月の十六日と二十三日に are two) and where their clause goes on.

    `paused` if a comma or は sets them off from what follows, `since` if something lasts from then.
    """

    places: tuple[Place, ...]
    paused: bool
    after: int
    since: bool = False


@dataclass(slots=True)
class Reading:
    """What one pass over a sentence knows so far.

    The clause that is read begins at `floor`, what is not read yet at `read`.  `last` is the day
    just told, `open` while what follows may be of it, too.
    """

    floor: int
    read: int
    found: list[Happening] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    joined: tuple[Place, ...] = ()
    last: Place | None = None
    open: bool = False
    was_open: bool = False
    carried: int = 0

    def wait(
        self, places: tuple[Place, ...], paused: bool, after: int, since: bool = False
    ) -> None:
        """Put days in waiting."""
        self.waiting.append(Waiting(places, paused, after, since))


def is_year(date: Date) -> bool:
    """True for a year or a fiscal year."""
    value = date.value or ""
    return len(value) == 4 or ("-04/" in value and value.endswith("-03"))
