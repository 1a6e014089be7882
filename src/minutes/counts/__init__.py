"""Counts as worded: numbers with a counter, told apart from all that only looks like them."""

from __future__ import annotations

from collections.abc import Sequence

from minutes.counts.cells import cell, is_note, tables
from minutes.counts.numbers import numbers
from minutes.counts.quantities import read_quantity
from minutes.counts.types import Number, Quantity, Reading
from minutes.counts.words import lexicalised_initials, lexicalised_pattern
from minutes.nlp import Tokens
from minutes.schema import Document, Span

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
    blocked = bytearray(len(document.text) + 1)
    for span in taken:
        blocked[span.start : span.end] = b"\x01" * span.length
    text, offset = tokens.view.text, tokens.view.offset
    known = list(tables(text))
    initials, words = lexicalised_initials(), lexicalised_pattern()
    found = []
    free_from = 0
    for number in numbers(text):
        start = number.start
        if start < free_from:
            continue
        # 一つ一つ is one word: its second half counts as little as its first.
        word = words.match(text, start) if text[start] in initials else None
        if word is not None and word.end() > number.end:
            free_from = word.end()
            continue
        if blocked[offset(start)]:
            continue
        reading = read_quantity(tokens, number) or (cell(text, number, known) if known else None)
        if reading is None or is_note(text, number):
            continue
        quantity = _quantity(document, tokens, reading)
        if 1 not in blocked[quantity.start : quantity.end]:
            found.append(quantity)
            free_from = reading.end
    return tuple(found)


def _quantity(document: Document, tokens: Tokens, reading: Reading) -> Quantity:
    """The reading with its place in the source and its unit as printed there."""
    span = tokens.view.span(reading.start, reading.end)
    unit = reading.unit
    if reading.unit_at.length == len(unit):
        unit = document.quote(tokens.view.span(*reading.unit_at))
    return Quantity(
        start=span.start,
        end=span.end,
        text=document.quote(span),
        at=Span(reading.start, reading.end),
        number=reading.number,
        unit_at=reading.unit_at,
        value=reading.value,
        value_min=reading.low,
        value_max=reading.high,
        unit=unit,
        unit_implied=reading.implied,
        kind=reading.kind,
        modifier="|".join(reading.modifiers) or None,
        rule=reading.rule,
    )
