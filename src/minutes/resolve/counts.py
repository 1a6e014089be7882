"""What a count counts and whose figure it is: `resolve.items` has the rules for the first."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from minutes.clauses import sentence_at
from minutes.counts import Quantity
from minutes.nlp import Tokens
from minutes.resolve.items import Scene, find_item
from minutes.schema import Count, Document, Issue, Layout, Organisation, Span


def resolve_counts(
    document: Document,
    layout: Layout,
    quantities: Sequence[Quantity],
    organisations: Sequence[Organisation],
    tokens: Tokens,
) -> tuple[tuple[Count, ...], tuple[Issue, ...]]:
    """The counts with `item` and `actor`, in text order, and the issues (none so far).

    The rule of a count is the finder's, with the item's rule behind a slash: ``number/subject``.
    """
    known: list[tuple[Quantity, Span | None]] = []
    counts = []
    text = tokens.view.text
    speeches = [turn.speech_start for turn in layout.turns]
    named = sorted(organisations, key=attrgetter("start"))
    starts = [organisation.start for organisation in named]
    for quantity in quantities:
        sentence = _spoken(speeches, tokens, quantity)
        item, rule = find_item(Scene(tokens, text, quantity, sentence, known[-8:]))
        known.append((quantity, item))
        span = tokens.view.span(*item) if item is not None else None
        first = tokens.view.offset(sentence.start)
        before = named[bisect_left(starts, first) : bisect_left(starts, quantity.start)]
        counts.append(_count(document, quantity, span, rule, before))
    return tuple(counts), ()


def _spoken(speeches: Sequence[int], tokens: Tokens, quantity: Quantity) -> Span:
    """The sentence of a count, without the header of the turn that it begins."""
    sentence = sentence_at(tokens.view.text, quantity.at.start)
    index = bisect_right(speeches, quantity.start) - 1
    if index < 0:
        return sentence
    speech = tokens.view.position(speeches[index])
    return Span(max(sentence.start, min(speech, quantity.at.start)), sentence.end)


def _count(
    document: Document,
    quantity: Quantity,
    item: Span | None,
    rule: str | None,
    before: Sequence[Organisation],
) -> Count:
    return Count(
        start=quantity.start,
        end=quantity.end,
        text=quantity.text,
        value=quantity.value,
        value_min=quantity.value_min,
        value_max=quantity.value_max,
        unit=quantity.unit,
        unit_implied=quantity.unit_implied,
        kind=quantity.kind,
        modifier=quantity.modifier,
        item=document.quote(item) if item is not None else None,
        item_span=item,
        actor=_actor(document, quantity, before),
        rule=f"{quantity.rule}/{rule}" if rule else quantity.rule,
    )


# --- whose figure -----------------------------------------------------------------------------

_OWNS = re.compile(r"(?:は|が|の|では|においては|において|におきましては|に|から|側)")


def _actor(document: Document, quantity: Quantity, before: Sequence[Organisation]) -> str | None:
    """The organisation named last before the count in its sentence, as its owner or subject."""
    for organisation in reversed(before):
        if organisation.end <= quantity.start and _OWNS.match(document.text, organisation.end):
            return organisation.canonical or organisation.text
    return None
