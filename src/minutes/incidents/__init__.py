"""Incidents across documents: what belongs to each, how long it took, where tellings disagree.

`study` takes the extractions of any number of documents and definitions of incidents (or proposes
them) and returns `Findings`.  Nothing is judged: a telling is kept beside another that contradicts
it, and every row leads back to its place in a document.
"""

from __future__ import annotations

from collections.abc import Sequence

from minutes.incidents import days, discrepancies, figures, sums
from minutes.incidents.definitions import DefinitionError, read_definitions
from minutes.incidents.gaps import GAPS, gaps
from minutes.incidents.grouping import about, happenings
from minutes.incidents.measures import TITLES, measures
from minutes.incidents.proposals import propose
from minutes.incidents.tellings import Pile, Rarity
from minutes.incidents.topics import Reader, Vocabulary
from minutes.incidents.types import (
    Assignment,
    Definition,
    Discrepancy,
    Figure,
    Findings,
    Gap,
    Happening,
    Measure,
    Ref,
)
from minutes.incidents.unified import unified
from minutes.schema import Event, Extraction, Span

__all__ = [
    "GAPS",
    "TITLES",
    "Assignment",
    "Definition",
    "DefinitionError",
    "Discrepancy",
    "Figure",
    "Findings",
    "Gap",
    "Happening",
    "Measure",
    "Ref",
    "propose",
    "read_definitions",
    "study",
    "unified",
]

#: The meeting's own acts belong to an incident only if they name it.
_PROCEDURE = frozenset(["met", "adjourned"])
_NAMED = 2.0
_TABLES = ("events", "counts", "exchanges", "commitments")


def study(extractions: Sequence[Extraction], definitions: Sequence[Definition]) -> Findings:
    """What the documents tell of the incidents.

    >>> study([], []).assignments
    ()
    """
    pile = Pile(unified(extractions))
    assignments = [a for i, e in enumerate(extractions) for a in _assigned(i, e, definitions)]
    claimed = {assignment.incident for assignment in assignments}
    definitions = [one for one in definitions if one.source == "defined" or one.id in claimed]
    told = Rarity(about(pile.event(a.ref)) for a in assignments if a.ref.table == "events")
    parts = [_incident(pile, definition, assignments, told) for definition in definitions]
    return Findings(
        tuple(definitions),
        tuple(assignments),
        tuple(h for part in parts for h in part[0]),
        tuple(f for part in parts for f in part[1]),
        tuple(m for part in parts for m in part[2]),
        tuple(d for part in parts for d in part[3]),
        tuple(g for part in parts for g in part[4]),
    )


def _assigned(
    index: int, extraction: Extraction, definitions: Sequence[Definition]
) -> list[Assignment]:
    """The findings of a document that belong to one of the incidents.

    What a user defined comes first: a proposal is given only what no definition claims.
    """
    claimed: dict[Ref, Assignment] = {}
    for source in ("defined", "proposed"):
        chosen = [definition for definition in definitions if definition.source == source]
        for one in _weighed(index, extraction, chosen):
            claimed.setdefault(one.ref, one)
    return sorted(claimed.values(), key=lambda one: (_TABLES.index(one.ref.table), one.ref))


def _weighed(
    index: int, extraction: Extraction, definitions: Sequence[Definition]
) -> list[Assignment]:
    """The findings of a document that one of some definitions claims."""
    reader = Reader(Vocabulary(definitions), extraction)
    if not reader.mentions:
        return []
    found: list[Assignment | None] = []
    for at, event in enumerate(extraction.events):
        days = _days(event)
        one = reader.weigh(Ref(index, "events", at), Span(event.start, event.end), days)
        procedural = one is not None and event.kind in _PROCEDURE and one.weight < _NAMED
        found.append(None if procedural else one)
    for at, count in enumerate(extraction.counts):
        found.append(reader.weigh(Ref(index, "counts", at), count.span, None))
    for at, exchange in enumerate(extraction.exchanges):
        found.append(reader.weigh(Ref(index, "exchanges", at), exchange.question, None))
    for at, promise in enumerate(extraction.commitments):
        span = Span(promise.start, promise.end)
        found.append(reader.weigh(Ref(index, "commitments", at), span, None))
    return [one for one in found if one is not None]


def _days(event: Event) -> tuple[str, str] | None:
    if event.date_start is None or event.date_end is None:
        return None
    return event.date_start, event.date_end


_Part = tuple[list[Happening], list[Figure], list[Measure], list[Discrepancy], list[Gap]]


def _incident(
    pile: Pile, definition: Definition, assignments: Sequence[Assignment], told: Rarity
) -> _Part:
    """All that is made of the findings of one incident."""
    mine = [a for a in assignments if a.incident == definition.id]
    events = [a.ref for a in mine if a.ref.table == "events"]
    counts = [a.ref for a in mine if a.ref.table == "counts"]
    documents = sorted({a.ref.document for a in mine})
    grouped = happenings(pile, events, definition.id, told)
    numbers = figures.figures(pile, counts, definition.id)
    measured = measures(pile, definition, grouped, documents)
    differing = [
        *discrepancies.of_figures(pile, numbers, definition),
        *sums.of_sums(pile, counts, definition.id),
        *days.of_days(pile, grouped, definition.id, told),
    ]
    open_ends = gaps(pile, definition, mine, grouped, told)
    return grouped, numbers, measured, differing, open_ends
