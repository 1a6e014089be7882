"""Counts as worded: numbers with a counter, told apart from all that only looks like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minutes.counts.cells import cell, is_note, tables
from minutes.counts.numbers import JOINS, MARKED, RUN, number_at, numbers
from minutes.counts.quantities import read_quantity
from minutes.counts.types import Number, Quantity, Reading
from minutes.counts.words import lexicalised_initials, lexicalised_pattern, unit_initials
from minutes.nlp import Tokens
from minutes.schema import Document, Span
from minutes.text import View, parse_number

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
    initials, words = lexicalised_initials(), lexicalised_pattern()
    found = []
    free_from = 0
    for start, number in _candidates(text, blocked, all_of_them=bool(known)):
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
        if reading is None or is_note(text, number):
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


def _candidates(
    text: str, blocked: bytearray, *, all_of_them: bool
) -> Iterator[tuple[int, Number]]:
    """The numbers that may count something, each with its start.

    Two numbers in three are years, sections and telephone numbers: the character behind them says
    that no unit and no second number follows, so that they need not be read.
    """
    follows, initials = unit_initials() | JOINS, lexicalised_initials()
    words, position = lexicalised_pattern(), 0
    for run in RUN.finditer(text):
        start, end = run.span()
        following = text[end : end + 1]
        alone = following not in JOINS and MARKED.isdisjoint(run.group())
        if alone and (blocked[start] or not (all_of_them or following in follows)):
            word = words.match(text, start) if text[start] in initials else None
            if word is None or word.end() <= end:
                continue
        if alone and start >= position:
            position, value = end, parse_number(run.group())
            if value is not None:
                yield start, Number(start, end, value)
            continue
        position = max(position, start)
        while position < end:
            number, position = number_at(text, position)
            if number is not None:
                yield number.start, number


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
