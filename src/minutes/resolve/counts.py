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
    text, view = tokens.view.text, tokens.view
    speeches = [turn.speech_start for turn in layout.turns]
    named = sorted(organisations, key=attrgetter("start"))
    starts = [organisation.start for organisation in named]
    sentence = Span(0, 0)
    for quantity in quantities:
        at = quantity.at.start
        # The counts of one sentence come one after the other.
        if not sentence.start <= at < sentence.end or sentence.length > _SHORT:
            sentence = sentence_at(text, at)
        spoken = _spoken(speeches, tokens, quantity, sentence)
        item, rule = find_item(Scene(tokens, text, quantity, spoken, known[-8:]))
        known.append((quantity, item))
        span = view.span(*item) if item is not None else None
        before = bisect_left(starts, quantity.start)
        actor = _actor(document.text, named, before, view.offset(spoken.start), quantity.start)
        counts.append(_count(document, quantity, span, rule, actor))
    return tuple(counts), ()


_SHORT = 1_000  # of a longer sentence the bounds are sought anew for each count


def _spoken(speeches: Sequence[int], tokens: Tokens, quantity: Quantity, sentence: Span) -> Span:
    """The sentence of a count, without the header of the turn that it begins."""
    index = bisect_right(speeches, quantity.start) - 1
    if index < 0:
        return sentence
    speech = tokens.view.position(speeches[index])
    if speech <= sentence.start:
        return sentence
    return Span(min(speech, quantity.at.start), sentence.end)


def _count(
    document: Document,
    quantity: Quantity,
    item: Span | None,
    rule: str | None,
    actor: str | None,
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
        actor=actor,
        rule=f"{quantity.rule}/{rule}" if rule else quantity.rule,
    )


# --- whose figure -----------------------------------------------------------------------------

_OWNS = re.compile(r"(?:は|が|の|では|においては|において|におきましては|に|から|側)")


def _actor(
    text: str, named: Sequence[Organisation], before: int, floor: int, end: int
) -> str | None:
    """The last of the organisations before a count in its sentence that owns it or is its subject.

    `before` is the number of those that begin before the count at `end`, `floor` the sentence's.
    """
    for index in range(before - 1, -1, -1):
        organisation = named[index]
        if organisation.start < floor:
            break
        if organisation.end <= end and _OWNS.match(text, organisation.end):
            return organisation.canonical or organisation.text
    return None
