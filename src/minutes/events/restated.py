"""The same happening told again in one document: linked to its first telling, not doubled."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from minutes.schema import Event, Span

#: Classes that name one deed from two sides, so that the tellings may differ in them.
_ALIKE = (
    frozenset(["reported", "submitted", "received", "notified"]),
    frozenset(["requested", "inquired"]),
    frozenset(["detected", "occurred"]),
    frozenset(["sanctioned", "guided"]),
    frozenset(["started", "implemented", "resumed", "contracted"]),
    frozenset(["ended", "suspended", "revoked"]),
    frozenset(["decided", "postponed"]),
)
_ENOUGH = 0.3  # share of the shorter telling's words that must be shared
_LOOK_BACK = 40  # earlier events of the same day that are compared
_RUN = re.compile("[一-鿿]{2,}+|[ァ-ヶー]{2,}+|[A-Za-zＡ-Ｚａ-ｚ]{2,}+")


def pairs(words: str) -> set[str]:
    """The pairs of neighbouring kanji, katakana or letters: what a telling is about.

    >>> sorted(pairs("決済の停止"))
    ['停止', '決済']
    """
    return {run[at : at + 2] for run in _RUN.findall(words) for at in range(len(run) - 1)}


def alike(one: str, other: str) -> bool:
    """True if two classes can name one deed."""
    return one == other or any(one in group and other in group for group in _ALIKE)


def link(events: Sequence[Event], stem: Callable[[Event], str]) -> tuple[Event, ...]:
    """The events with later tellings of the same day, class and matter folded into the first.

    `stem` gives a telling without the words of its dates; few are asked for.
    """
    words: dict[int, set[str]] = {}

    def told(index: int) -> set[str]:
        if index not in words:
            words[index] = pairs(stem(events[index]))
        return words[index]

    by_day: dict[str, list[int]] = {}
    again: dict[int, list[Span]] = {}
    linked: set[int] = set()
    for index, event in enumerate(events):
        if event.date_value is None:
            continue
        earlier = by_day.setdefault(event.date_value, [])
        for first in reversed(earlier[-_LOOK_BACK:]):
            if not _may_be_same(events[first], event):
                continue
            old, new = told(first), told(index)
            if len(old & new) >= max(1, _ENOUGH * min(len(old), len(new))):
                again.setdefault(first, []).append(Span(event.start, event.end))
                words[first] = old | new
                linked.add(index)
                break
        else:
            earlier.append(index)
    return tuple(
        replace(event, restated=tuple(again[index])) if index in again else event
        for index, event in enumerate(events)
        if index not in linked
    )


def _may_be_same(first: Event, second: Event) -> bool:
    if not alike(first.kind, second.kind) or first.said_on != second.said_on:
        return False
    if "meeting" in (first.how, second.how):  # two decisions of a meeting are two
        return False
    return not (first.time and second.time and first.time != second.time)
