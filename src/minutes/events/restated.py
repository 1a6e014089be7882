"""The same happening told again in one document: linked to its first telling, not doubled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from minutes.schema import Event, Span

#: Classes that name one deed from two sides, so that the tellings may differ in them.
_ALIKE = (
    frozenset(["reported", "submitted", "received", "notified"]),
    frozenset(["requested", "inquired"]),
    frozenset(["detected", "occurred"]),
    frozenset(["sanctioned", "guided"]),
    frozenset(["started", "implemented", "resumed"]),
    frozenset(["ended", "suspended", "revoked"]),
    frozenset(["decided", "postponed"]),
    frozenset(["contracted", "started"]),
)
_ENOUGH = 0.3
_RUN = re.compile("[一-鿿]{2,}|[ァ-ヶー]{2,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}")


def _words(quote: str) -> set[str]:
    """The pairs of neighbouring kanji, katakana or letters: what a telling is about."""
    return {run[at : at + 2] for run in _RUN.findall(quote) for at in range(len(run) - 1)}


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _ALIKE)


def _same(first: Event, second: Event, words: Sequence[set[str]], a: int, b: int) -> bool:
    if not _alike(first.kind, second.kind) or first.said_on != second.said_on:
        return False
    if first.time and second.time and first.time != second.time:
        return False
    if first.kind == "decided" and first.how == "meeting":
        return False
    shared = len(words[a] & words[b])
    return shared >= max(1, _ENOUGH * min(len(words[a]), len(words[b])))


def link(events: Sequence[Event], stems: Sequence[str]) -> tuple[Event, ...]:
    """The events with later tellings of the same day, class and matter folded into the first.

    `stems` are the tellings without the words of their dates.
    """
    words = [_words(stem) for stem in stems]
    by_day: dict[str | None, list[int]] = {}
    again: dict[int, list[Span]] = {}
    for index, event in enumerate(events):
        earlier = by_day.setdefault(event.date_value, [])
        first = None
        if event.date_value is not None:
            first = next(
                (
                    at
                    for at in reversed(earlier[-40:])
                    if _same(events[at], event, words, at, index)
                ),
                None,
            )
        if first is None:
            earlier.append(index)
        else:
            again.setdefault(first, []).append(Span(event.start, event.end))
            words[first] |= words[index]
    kept = []
    told_again = {span for spans in again.values() for span in spans}
    first_ones = {index for indexes in by_day.values() for index in indexes}
    for index, event in enumerate(events):
        if index in first_ones:
            kept.append(replace(event, restated=tuple(again.get(index, ()))))
    assert len(kept) + sum(map(len, again.values())) == len(events), told_again
    return tuple(kept)
