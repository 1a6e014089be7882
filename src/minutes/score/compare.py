"""When an annotated item and a row are the same finding."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from minutes.schema import Span

#: An annotated or extracted item with its span; the fields are those of the file it comes from.
Item = tuple[Span, dict[str, Any]]

_MARK = 2  # a turn may begin this many characters off: before or after its mark and a blank
_ALWAYS = 400  # the longest quotation that is never too long


def span(row: dict[str, Any], start: str = "start", end: str = "end") -> Span | None:
    """The span of a row, if it has one; offsets may be written 12 or 12.0."""
    try:
        return Span(int(float(row[start])), int(float(row[end])))
    except (KeyError, ValueError, TypeError):
        return None


def items(rows: Iterable[dict[str, Any]]) -> list[Item]:
    """The rows that have a span, each with it."""
    return [(where, row) for row in rows if (where := span(row)) is not None]


def plain(text: object) -> str:
    """The text without widths and blanks."""
    return "".join(unicodedata.normalize("NFKC", str(text or "")).split())


def number(value: object) -> float | None:
    """The number in a cell, rounded to a millionth; `None` if it holds none."""
    try:
        return round(float(str(value).replace(",", "")), 6)
    except ValueError:
        return None


def shared(a: Span, b: Span) -> int:
    """The number of shared code points; zero or less where the spans are apart."""
    return min(a.end, b.end) - max(a.start, b.start)


def alike(a: Span, b: Span) -> bool:
    """Half of each is shared."""
    common = shared(a, b)
    return common > 0 and 2 * common >= max(a.length, b.length)


def quotes(found: Span | None, wanted: Span | None) -> bool:
    """Half of the shorter is shared, and `found` is not much longer than `wanted`."""
    if found is None or wanted is None:
        return False
    shorter = min(found.length, wanted.length)
    within = found.length <= max(_ALWAYS, 3 * wanted.length)
    return shorter > 0 and 2 * shared(found, wanted) >= shorter and within


def same_mark(gold: Item, row: Item) -> bool:
    """The turns begin at the same place."""
    return abs(gold[0].start - row[0].start) <= _MARK


def same_turn(gold: Item, row: Item) -> bool:
    """The turns begin at the same place and name the same speaker and position, as printed."""
    if not same_mark(gold, row):
        return False
    wanted, got = gold[1], row[1]
    if wanted.get("unsplit"):
        return True
    names = {plain(name) for name in wanted.get("name_any", [wanted.get("name")])}
    roles = {plain(role) for role in wanted.get("role_any", [wanted.get("role")])}
    return plain(got.get("speaker")) in names and plain(got.get("speaker_position")) in roles


def same_place(gold: Item, row: Item) -> bool:
    """Half of each span is shared."""
    return alike(gold[0], row[0])


def same_span(gold: Item, row: Item) -> bool:
    """The spans are the same."""
    return gold[0] == row[0]


def same_date(gold: Item, row: Item) -> bool:
    """The place, and value, time and duration agree."""
    return alike(gold[0], row[0]) and all(
        (gold[1].get(key) or "") == (row[1].get(key) or "") for key in ("value", "time", "duration")
    )


def same_count(gold: Item, row: Item) -> bool:
    """The place, and value and unit agree; an implied unit may be left empty."""
    if not alike(gold[0], row[0]):
        return False
    if number(gold[1].get("value")) != number(row[1].get("value")):
        return False
    unit = plain(row[1].get("unit"))
    return unit == plain(gold[1].get("unit")) or (bool(gold[1].get("unit_implied")) and not unit)


def same_event(gold: Item, row: Item) -> bool:
    """The day agrees, and half of the shorter clause is shared."""
    day = (gold[1].get("date") or "").split("T")[0]
    first, last = row[1].get("date_start"), row[1].get("date_end")
    if day not in (row[1].get("date_value"), first, f"{first}/{last}"):
        return False
    common = shared(gold[0], row[0])
    return common > 0 and 2 * common >= min(gold[0].length, row[0].length)
