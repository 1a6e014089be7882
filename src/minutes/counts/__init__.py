"""Counts as worded: numbers with a counter, told apart from all that only looks like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from minutes.counts.cells import cell, is_note, tables
from minutes.counts.numbers import DIGITS, JOINS, number_at, numbers, runs
from minutes.counts.quantities import read_quantity
from minutes.counts.types import Number, Quantity, Reading
from minutes.counts.words import (
    lexicalised,
    lexicalised_initials,
    lexicalised_pattern,
    unit_initials,
)
from minutes.nlp import Tokens
from minutes.schema import Document, Span
from minutes.text import View, fold, parse_number

__all__ = ["Number", "Quantity", "find_counts", "numbers"]


def find_counts(document: Document, tokens: Tokens, taken: Sequence[Span]) -> tuple[Quantity, ...]:
    """The quantities of a document in text order; none overlaps a span of `taken` (the dates).

    A count inside a longer noun (三十五人学級) has the rule ``compound``.

    >>> from minutes.nlp import tokenize
    >>> text = "申請は約百二十件、うち三割余りが区外です。"
    >>> found = find_counts(Document("d", "a.txt", text), tokenize(text), [])
    >>> [(q.text, q.value, q.unit, q.modifier) for q in found]
    [('約百二十件', 120, '件', 'about'), ('三割余り', 0.3, '割', 'more-than')]
    """
    text = tokens.view.text
    blocked = _blocked(tokens.view, taken)
    known = list(tables(text))
    noted = "単位" in text
    initials, words = lexicalised_initials(), lexicalised_pattern()
    found = []
    free_from = 0
    for number in _candidates(text, blocked, "" if known else _follows()):
        start = number.start
        if start < free_from:
            continue
        # 一つ一つ is one word: its second half counts as little as its first.
        word = words.match(text, start) if text[start] in initials else None
        if word is not None and word.end() > number.end:
            free_from = word.end()
            continue
        if blocked[start]:
            continue
        reading = read_quantity(tokens, number) or (cell(text, number, known) if known else None)
        if reading is None or (noted and is_note(text, number)):
            continue
        if blocked.find(1, reading.start, reading.end) < 0:
            found.append(_quantity(tokens.view, reading))
            free_from = reading.end
    return tuple(found)


def _blocked(view: View, taken: Sequence[Span]) -> bytearray:
    """A byte for each position of the view: 1 in a date, where nothing is counted."""
    blocked, position = bytearray(len(view.text) + 1), view.position
    for start, end in taken:
        first, stop = position(start), position(end)
        blocked[first:stop] = b"\x01" * (stop - first)
    return blocked


@cache
def _follows() -> str:
    """What may stand behind digits that count: units, second numbers, and the rest of words.

    Two numbers in three are years, sections and telephone numbers, and need not be read.
    """
    words = (fold(word).lstrip(DIGITS) for entry in lexicalised() for word in entry.words)
    return "".join(sorted(unit_initials() | JOINS | {word[0] for word in words if word}))


def _candidates(text: str, blocked: bytearray, follows: str) -> Iterator[Number]:
    """The numbers that may count something, as far as what stands behind them tells."""
    position = 0
    for run in runs(follows).finditer(text):
        start, end = run.span()
        if run["plain"] is not None and start >= position and text[end : end + 1] not in JOINS:
            if not blocked[start] or text[start] in lexicalised_initials():
                value = parse_number(run.group())
                if value is not None:
                    yield Number(start, end, value)
            continue
        position = max(position, start)
        while position < end:
            number, position = number_at(text, position)
            if number is not None:
                yield number


def _quantity(view: View, reading: Reading) -> Quantity:
    """The reading with its place in the source and its unit as printed there."""
    start, end = view.span(reading.start, reading.end)
    text, unit, unit_at = view.source[start:end], reading.unit, reading.unit_at
    if unit_at.end - unit_at.start == len(unit):
        whole = end - start == reading.end - reading.start  # no line break within
        at = unit_at.start - reading.start
        unit = text[at : at + len(unit)] if whole else view.source[slice(*view.span(*unit_at))]
    return Quantity(
        start=start,
        end=end,
        text=text,
        at=Span(reading.start, reading.end),
        number=reading.number,
        unit_at=unit_at,
        value=reading.value,
        value_min=reading.low,
        value_max=reading.high,
        unit=unit,
        unit_implied=reading.implied,
        kind=reading.kind,
        modifier="|".join(reading.modifiers) or None,
        rule=reading.rule,
    )
