"""The cells of a table whose unit stands above it: （単位：千円）, then 人件費　8,580."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from minutes.counts.types import Number, Reading
from minutes.counts.words import counters
from minutes.schema import Span
from minutes.text import parse_number

_NOTE = re.compile(
    r"単位[ ]?[::は][ ]?(?P<scale>[十百千万億]*)"
    r"(?P<unit>円|人|名|件|世帯|戸|ドル|トン|枚|本|部|冊|台|社|団体|校|か所|箇所)"
)
_IS_NOTE = re.compile(r"単位[ ]?[::は]?[ ]?\Z")
# A table ends at a sentence, at two blank lines, or after so many lines.
_END = re.compile(r"。|\n[ ]*\n[ ]*\n")
_REACH = 4_000
_BEFORE = re.compile(r"[ \t|][△▲−-]?[ ]?\Z")
_AFTER = re.compile(r"[ \t|]|\n|\Z")
_SIGN = re.compile(r"[△▲−-][ ]?\Z")
_FIGURES = re.compile(r"[0-9]{3}|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{4,}")


@dataclass(frozen=True, slots=True)
class Table:
    """The stretch of a text below a note of units, and what a number in it stands for."""

    span: Span
    scale: int
    unit: str


def tables(text: str) -> Iterator[Table]:
    """The tables of a folded text whose unit is noted above them.

    >>> [(t.scale, t.unit) for t in tables("(単位:千円)\\n人件費 8,580\\n")]
    [(1000, '円')]
    """
    notes = list(_NOTE.finditer(text))
    for index, note in enumerate(notes):
        stop = notes[index + 1].start() if index + 1 < len(notes) else len(text)
        stop = min(stop, note.end() + _REACH)
        end = _END.search(text, note.end(), stop)
        scale = parse_number(note["scale"]) if note["scale"] else 1
        if isinstance(scale, int):
            span = Span(note.end(), end.start() if end is not None else stop)
            yield Table(span, scale, note["unit"])


def is_note(text: str, number: Number) -> bool:
    """True for the 千 of 単位：千円, which counts nothing."""
    before = text[max(0, number.start - 6) : number.start]
    return "単位" in before and _IS_NOTE.search(before) is not None


def cell(text: str, number: Number, known: list[Table]) -> Reading | None:
    """The reading of a bare number in a cell, or `None` if it stands in no such table."""
    inside = next((t for t in known if t.span.start <= number.start < t.span.end), None)
    if inside is None or not isinstance(number.value, int):
        return None
    before = text[max(0, number.start - 3) : number.start]
    cut = _BEFORE.search(before) and _AFTER.match(text, number.end)
    if not cut or not _FIGURES.fullmatch(text, number.start, number.end):
        return None
    label = text[text.rfind("\n", 0, number.start) + 1 : number.start]
    if not re.search(r"[一-鿿ァ-ヶ]", label):
        return None  # a row has a name
    sign = _SIGN.search(before)
    value = number.value * inside.scale
    return Reading(
        start=number.start - (len(sign.group()) if sign else 0),
        end=number.end,
        number=Span(number.start, number.end),
        unit_at=Span(number.end, number.end),
        unit=inside.unit,
        kind=counters()[inside.unit].kind,
        value=-value if sign else value,
        low=None,
        high=None,
        modifiers=(),
        rule="table-unit",
        implied=True,
    )
