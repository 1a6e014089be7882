"""Where tellings disagree on a day: one deed told of one day here and of another there.

A document that tells both days knows the deeds apart; so only happenings that no document shares
are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from minutes.events.words import kinds
from minutes.incidents.grouping import about, alike, parties
from minutes.incidents.names import same
from minutes.incidents.tellings import Pile, Rarity
from minutes.incidents.types import Discrepancy, Happening
from minutes.schema import Event

#: How like two tellings must be, and how many days the two days may lie apart.
_SAME_DEED, _DAYS = 0.5, 21
#: Happenings and tellings beyond so many are not compared: it would cost quadratic time.
_AHEAD, _TELLINGS = 120, 6


def of_days(
    pile: Pile, happenings: Sequence[Happening], incident: str, rarity: Rarity
) -> list[Discrepancy]:
    """The deeds of an incident that some documents tell of one day and others of another."""
    days = [
        happening
        for happening in happenings
        if len((pile.event(happening.tellings[0]).date_value or "").rstrip("~")) == 10
    ]
    found: list[Discrepancy] = []
    for at, one in enumerate(days):
        first = pile.event(one.tellings[0])
        for other in days[at + 1 : at + 1 + _AHEAD]:
            second = pile.event(other.tellings[0])
            if _apart(first, second) > _DAYS:
                break
            if _one_deed(pile, one, other, rarity):
                told = sorted(
                    (*one.tellings, *other.tellings),
                    key=lambda ref: (pile.said_on(ref) or "9999", ref),
                )
                found.append(
                    Discrepancy(
                        incident,
                        "day",
                        first.object or second.object or _named(first),
                        next(iter((*first.actors, *second.actors)), None),
                        tuple(told),
                    )
                )
    return found


def _named(event: Event) -> str:
    """The class of an event in Japanese."""
    kind = kinds().get(event.kind)
    return kind.japanese if kind is not None else event.kind


def _apart(one: Event, other: Event) -> int:
    if one.date_start is None or other.date_start is None:
        return 1 << 30
    return (date.fromisoformat(other.date_start) - date.fromisoformat(one.date_start)).days


def _one_deed(pile: Pile, one: Happening, other: Happening, rarity: Rarity) -> bool:
    first, second = pile.event(one.tellings[0]), pile.event(other.tellings[0])
    if first.planned != second.planned:
        return False
    if first.date_start == second.date_start and not (
        first.time and second.time and first.time != second.time
    ):
        return False
    if {ref.document for ref in one.tellings} & {ref.document for ref in other.tellings}:
        return False  # a document that tells both knows them apart
    if not alike(first.kind, second.kind):
        return False
    mine, theirs = parties(first, "agent", "source"), parties(second, "agent", "source")
    if mine and theirs and not any(same(a, b) for a in mine for b in theirs):
        return False
    return (
        max(
            rarity.likeness(about(pile.event(a)), about(pile.event(b)))
            for a in one.tellings[:_TELLINGS]
            for b in other.tellings[:_TELLINGS]
        )
        >= _SAME_DEED
    )
