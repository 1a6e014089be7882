"""Figures over time: the quantities of an incident, each with the day it holds for and was said.

七月末時点で1,020件 holds for the end of July; 六月十日に公表された412人 for what was known then.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from minutes.incidents.tellings import Pile, said_on, sentence_of, turn_at
from minutes.incidents.types import Figure, Ref
from minutes.schema import Date, Extraction, Span

#: Kinds of counts that tell of an incident; hours and shares of something are no figures of it.
KINDS = frozenset(["people", "cases", "money", "organisations", "things"])


def figures(pile: Pile, refs: Sequence[Ref], incident: str) -> list[Figure]:
    """The figures of an incident in the order in which they were said; `refs` are its counts."""
    found = [_figure(pile, ref, incident) for ref in refs if pile.count(ref).kind in KINDS]
    return sorted(found, key=lambda figure: (figure.said_on or "9999", figure.ref))


def _figure(pile: Pile, ref: Ref, incident: str) -> Figure:
    extraction, count = pile.extractions[ref.document], pile.count(ref)
    sentence = sentence_of(extraction.document, count.start)
    date = _day_before(extraction, sentence, count.start)
    turn = turn_at(extraction, count.start)
    start = max(sentence.start, count.start - 60, turn.speech_start if turn is not None else 0)
    clause = Span(min(start, count.start), min(sentence.end, count.end + 24))
    return Figure(
        incident,
        ref,
        date.value if date is not None else None,
        date.span if date is not None else None,
        said_on(extraction, count.start),
        None if turn is None else turn.speaker or turn.position,
        clause,
    )


def _day_before(extraction: Extraction, sentence: Span, offset: int) -> Date | None:
    """The last day told before a count in its sentence, which it holds for."""
    first = bisect_left(extraction.dates, offset, key=lambda date: date.start)
    for index in range(first - 1, -1, -1):
        date = extraction.dates[index]
        if date.start < sentence.start:
            return None
        if date.type in ("date", "time") and date.value is not None and date.duration is None:
            return date
    return None
