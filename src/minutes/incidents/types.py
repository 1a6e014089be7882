"""What is said of incidents across documents: definitions, evidence, and what is made of it.

A document is given by its place in the sequence of extractions, a finding in it by its place in
the extraction's own tuple, so that nothing here repeats what an `Extraction` holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from minutes.schema import Span

Table = Literal["events", "counts", "exchanges", "commitments"]


class Ref(NamedTuple):
    """A finding: the extraction's index, the table, the index in it."""

    document: int
    table: Table
    at: int


@dataclass(frozen=True, slots=True)
class Definition:
    """An incident as a user describes it, or as it was proposed.

    `organisations` are those that the incident is about: to name one is to speak of it.
    `involved` ones have other business too, and count only beside a word or under the topic.
    `since` and `until` are ISO days; what is dated outside of them belongs to something else.
    """

    id: str
    name: str
    organisations: tuple[str, ...]
    involved: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    source: Literal["defined", "proposed"] = "defined"


@dataclass(frozen=True, slots=True)
class Assignment:
    """That a finding belongs to an incident, and the words that say so.

    `evidence` lists what was weighed (`organisation 株式会社…`, `word 漏えい`, `topic`), `places`
    where it stands in the document.
    """

    incident: str
    ref: Ref
    weight: float
    evidence: tuple[str, ...]
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening with all its tellings, the earliest told first."""

    incident: str
    tellings: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity of an incident with its two dates: what day it holds for, when it was said."""

    incident: str
    ref: Ref
    as_of: str | None
    as_of_span: Span | None
    said_on: str | None
    speaker: str | None
    clause: Span


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One item told with different values: `tellings` in the order in which they were said.

    `item` is what the tellings are about; `kind` says whether quantities or days differ, or a
    total from the sum of what it adds up.
    """

    incident: str
    kind: Literal["quantity", "day", "sum"]
    item: str
    organisation: str | None
    tellings: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """Days between two happenings, or up to the first mention in a body.

    `days_min` and `days_max` differ where a date is a month or vague; `start` and `end` are the
    findings that give the two days, none where a meeting itself does.
    """

    incident: str
    code: str
    subject: str | None
    start_date: str
    end_date: str
    days_min: int
    days_max: int
    start: Ref | None
    end: Ref | None
    document: int
    says: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What the documents leave open about an incident; `ref` or `document` leads to the place."""

    incident: str
    code: str
    says: str
    since: str | None = None
    until: str | None = None
    days: int | None = None
    subject: str | None = None
    ref: Ref | None = None
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found out about the incidents of a pile of documents."""

    definitions: tuple[Definition, ...]
    assignments: tuple[Assignment, ...]
    happenings: tuple[Happening, ...]
    figures: tuple[Figure, ...]
    measures: tuple[Measure, ...]
    discrepancies: tuple[Discrepancy, ...]
    gaps: tuple[Gap, ...]
