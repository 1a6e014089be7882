"""What a quantity says by its own words: the types between finding and resolving."""

from __future__ import annotations

from typing import NamedTuple

from minutes.schema import Span

Value = int | float


class Number(NamedTuple):
    """A number at `start`-`end` of the view; a range (三から五, 数十) has bounds and no value."""

    start: int
    end: int
    value: Value | None
    low: Value | None = None
    high: Value | None = None
    rule: str = "number"


class Reading(NamedTuple):
    """A quantity in positions of the view, before it is mapped to the source."""

    start: int
    end: int
    number: Span
    unit_at: Span
    unit: str
    kind: str
    value: Value | None
    low: Value | None
    high: Value | None
    modifiers: tuple[str, ...]
    rule: str
    implied: bool = False


class Quantity(NamedTuple):
    """A count at `start`-`end` of the source (`at`: of the view) and its local meaning.

    `number` and `unit_at` are view spans of the numeral and of the counter (empty if implied).
    """

    start: int
    end: int
    text: str
    at: Span
    number: Span
    unit_at: Span
    value: Value | None
    value_min: Value | None
    value_max: Value | None
    unit: str | None
    unit_implied: bool
    kind: str
    modifier: str | None
    rule: str

    @property
    def span(self) -> Span:
        """Modifier, number and unit, in the source."""
        return Span(self.start, self.end)
