"""The same happening told in several documents: grouped, each telling kept.

Two tellings are of one happening if their days can be the same, their classes can name one deed,
and either their words or their actors agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from minutes.incidents.names import key, same
from minutes.incidents.tellings import Pile, Rarity, pairs
from minutes.incidents.types import Happening, Ref
from minutes.schema import Event

_ALIKE = (
    frozenset(["reported", "submitted", "received", "notified"]),
    frozenset(["requested", "inquired"]),
    frozenset(["detected", "occurred", "reported"]),
    frozenset(["sanctioned", "guided", "requested", "notified"]),
    frozenset(["started", "implemented", "resumed", "contracted"]),
    frozenset(["ended", "suspended", "revoked"]),
    frozenset(["disclosed", "corrected", "met", "decided"]),
    frozenset(["decided", "postponed"]),
    frozenset(["investigated", "implemented", "inquired"]),
)
_ENOUGH = 0.34
#: Earlier happenings of the day, and tellings of each, that a telling is compared with.
_LOOK_BACK, _TELLINGS = 60, 8
_ACTING = ("agent", "carried", "source", "recipient")


def alike(one: str, other: str) -> bool:
    """True if two classes can name one deed, seen from two sides."""
    return one == other or any(one in group and other in group for group in _ALIKE)


def parties(event: Event, *roles: str) -> list[str]:
    """The keys of the actors in some roles."""
    return [
        key(name) for name, role in zip(event.actors, event.roles, strict=True) if role in roles
    ]


def _agree(one: Event, other: Event) -> bool:
    """True if the same organisations act in both."""
    mine, theirs = parties(one, *_ACTING), parties(other, *_ACTING)
    shared = sum(any(same(name, known) for known in theirs) for name in mine)
    return shared >= 2 or (shared == 1 and min(len(mine), len(theirs)) == 1)


def about(event: Event) -> frozenset[str]:
    """What a telling is about: its words without its date."""
    quote, date = event.quote, event.date
    if date is not None and event.start <= date.start < event.end:
        at = date.start - event.start
        quote = quote[:at] + " " + quote[at + date.end - date.start :]
    return pairs(quote)


def happenings(pile: Pile, refs: Sequence[Ref], incident: str, rarity: Rarity) -> list[Happening]:
    """The happenings of an incident, in the order of their days; `refs` are its events."""
    ordered = sorted(refs, key=lambda ref: (pile.said_on(ref) or "9999", ref))
    groups: list[list[Ref]] = []
    by_day: dict[str, list[int]] = {}
    for ref in ordered:
        event = pile.event(ref)
        index = None
        if event.date_start is not None and event.date_end is not None:
            for other in reversed(by_day.get(event.date_start, [])[-_LOOK_BACK:]):
                if any(
                    _is_one(pile, event, told, rarity, ref) for told in groups[other][:_TELLINGS]
                ):
                    index = other
                    break
        if index is None:
            index = len(groups)
            groups.append([])
            if event.date_start is not None:
                by_day.setdefault(event.date_start, []).append(index)
        groups[index].append(ref)
    groups.sort(key=lambda group: (pile.event(group[0]).date_start or "9999", group[0]))
    return [Happening(incident, tuple(group)) for group in groups]


def _is_one(pile: Pile, event: Event, told: Ref, rarity: Rarity, ref: Ref) -> bool:
    other = pile.event(told)
    if told.document == ref.document or not alike(event.kind, other.kind):
        return False
    # A plan and its fulfilment are two; 六月十日 and 六月十日頃 may be one.
    if event.planned != other.planned or event.date_end != other.date_end:
        return False
    if event.time and other.time and event.time != other.time:
        return False
    if event.kind == other.kind and _agree(event, other):
        return True
    return rarity.likeness(about(event), about(other)) >= _ENOUGH
