"""The entities of a run out of the finished rows of its documents."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from minutes.entities import Entity, Mention, Registry, find_numbers, owner_of
from minutes.entities.corporate import Numbers
from minutes.run.gathered import Gathered
from minutes.tables import Row

#: The offsets that an identifier of a meeting is made of.
_OFFSETS = re.compile(r"-m([0-9]+)-([0-9]+)")

#: Rules by which a company is known whose name no list explains.
_KINDS = {"list of companies": "company", "ampersand": "company"}


@dataclass(frozen=True, slots=True)
class _Meeting:
    start: int
    owner: str | None
    day: str | None


def add_document(registry: Registry, tables: Mapping[str, Sequence[Row]]) -> None:
    """Take the resolved mentions of a document into the registry, meeting by meeting."""
    found = tables.get("organisations", ())
    meetings = list(_meetings(tables.get("meetings", ()), found))
    starts = [meeting.start for meeting in meetings]
    for row in found:
        document, canonical, start = row["document_id"], row["canonical"], row["start"]
        if isinstance(canonical, str) and isinstance(start, int):
            meeting = meetings[max(0, bisect_right(starts, start) - 1)]
            text, kind = str(row["text"]), _KINDS.get(str(row["rule"]))
            registry.add(Mention(str(document), canonical, text, meeting.owner, meeting.day, kind))


def _meetings(rows: Sequence[Row], found: Sequence[Row]) -> Iterator[_Meeting]:
    """The meetings in the order of their places; one that nothing is known of if there is none."""
    places = sorted((_start(row), index) for index, row in enumerate(rows)) or [(0, -1)]
    bounds = [place for place, _ in places[1:]]
    own: list[list[str | None]] = [[] for _ in places]
    for mention in found:
        if mention["rule"] == "nominal own-municipality":
            at = bisect_right(bounds, int(str(mention["start"])))
            own[at].append(_text(mention["canonical"]))
    for (start, index), named in zip(places, own, strict=True):
        row = rows[index] if index >= 0 else {}
        yield _Meeting(start, owner_of(_text(row.get("body")), named), _text(row.get("date")))


def _start(row: Row) -> int:
    match = _OFFSETS.search(str(row["meeting_id"]))
    return int(match[1]) if match is not None else 0


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) and cell else None


#: Kinds without a legal personality of their own.
_WITHOUT_NUMBER = frozenset(("unit", "council", "inner-council", "assembly", "group", "unknown"))


def rows_of(gathered: Gathered, numbers: Path | None) -> Iterator[Row]:
    """The rows of ``entities``, with 法人番号 out of a file of the National Tax Agency.

    Raises `entities.FileError` if the file cannot be read as one.
    """
    found: dict[str, Numbers] = {}
    if numbers is not None:
        legal = [e.canonical for e in gathered.entities() if e.kind not in _WITHOUT_NUMBER]
        found = find_numbers(numbers, legal)
    for entity in gathered.entities():
        yield _row(entity, found.get(entity.canonical))


def _row(entity: Entity, numbers: Numbers | None) -> Row:
    several = numbers is not None and numbers.number is None
    return {
        "canonical": entity.canonical,
        "kind": entity.kind,
        "parent": entity.parent,
        "surface_forms": entity.surface_forms,
        "documents": entity.documents,
        "mentions": entity.mentions,
        "first": entity.first,
        "last": entity.last,
        "entity_id": entity.id,
        "corporate_number": numbers.number if numbers is not None else None,
        "corporate_match": numbers.how if numbers is not None else None,
        "corporate_candidates": tuple(map(str, numbers.found)) if numbers and several else (),
    }
