"""Where a telling disagrees with itself: a total that is not the sum of its addends."""

from __future__ import annotations

from collections.abc import Sequence

from minutes.incidents.tellings import Pile
from minutes.incidents.types import Discrepancy, Ref


def of_sums(pile: Pile, refs: Sequence[Ref], incident: str) -> list[Discrepancy]:
    """The totals among the counts of an incident that their addends do not give.

    The total stands last; 電話が十四件、窓口が八件、合わせて二十三件 is one.
    """
    mine = set(refs)
    found = []
    for document, extraction in enumerate(pile.extractions):
        for relation in extraction.relations:
            if relation.kind != "sum" or relation.holds is not False:
                continue
            tellings = tuple(Ref(document, "counts", at) for at in relation.members)
            if tellings[-1] not in mine:
                continue
            total = pile.count(tellings[-1])
            found.append(Discrepancy(incident, "sum", relation.expression, total.actor, tellings))
    return found
