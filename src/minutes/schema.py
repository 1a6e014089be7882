"""The types that pass between the stages.

Every position is a code point offset into ``Document.text``; every span is half-open.  For each
type with ``start``, ``end`` and ``text`` the equation ``document.text[start:end] == text`` holds.
An optional field that is ``None`` was looked for and not found: nothing is filled with a guess.

The types say what a stage returns.  What the words alone mean (before the context is asked) is
the finders' own business and has its types there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch of a document's text, in code points.

    >>> Span(3, 7).length
    4
    >>> Span(3, 7).overlaps(Span(7, 9))
    False
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """The number of code points."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True if the two share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True if `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Metadatum:
    """One fact that the file says of itself outside its running text (a title, a date, a URL)."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of the text that the source's own fields give to a speaker.

    With neither `speaker` nor `position` it is nobody's speech (a list of who attends).
    `header_end` bounds the header that the reader printed from the fields; it is `None` where the
    text prints its own, or none.
    """

    start: int
    end: int
    speaker: str | None = None
    position: str | None = None
    group: str | None = None
    order: int | None = None
    header_end: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a text that records one meeting, and what the file says of that meeting."""

    start: int
    end: int
    metadata: tuple[Metadatum, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source as read: its text is never changed afterwards, and all offsets point into it.

    `metadata`, `cues` and `sections` are what the file says outside its running text;
    `furniture` are the running heads and feet of its pages.
    """

    id: str
    path: str
    text: str = field(repr=False)
    media_type: str = "text/plain"
    encoding: str | None = None
    sha256: str = ""
    url: str | None = None
    retrieved: str | None = None
    metadata: tuple[Metadatum, ...] = ()
    issues: tuple[Issue, ...] = ()
    cues: tuple[Cue, ...] = field(default=(), repr=False)
    sections: tuple[Section, ...] = ()
    furniture: tuple[Span, ...] = field(default=(), repr=False)

    def quote(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Turn:
    """One speech: `start` at the mark or the header's first letter, `speech_start` after it."""

    start: int
    end: int
    speech_start: int
    header: str
    speaker: str | None
    position: str | None
    group: str | None = None
    kind: str = "statement"
    meeting: int = 0

    @property
    def span(self) -> Span:
        """Header and speech."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Note:
    """Text that nobody says: stage directions, redactions, headings, page furniture."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of the printed agenda."""

    start: int
    end: int
    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person whom a list names as there or not; `name` is `text` without its spaces.

    `role` is member, official, secretariat, witness or guest; `status` present, absent, late or
    left (before the end).
    """

    start: int
    end: int
    text: str
    name: str
    position: str | None
    group: str | None
    role: str
    status: str


@dataclass(frozen=True, slots=True)
class Material:
    """A paper that was handed out; `number` is 資料1 or the like, as printed."""

    start: int
    end: int
    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person (or an office that speaks without a name) and what the document prints of them."""

    speaker: str | None
    full_name: str | None
    positions: tuple[str, ...]
    group: str | None
    turns: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A document cut into what is said and what is not."""

    dialect: str | None
    turns: tuple[Turn, ...]
    notes: tuple[Note, ...]
    agenda: tuple[AgendaItem, ...]
    speakers: tuple[Speaker, ...]
    issues: tuple[Issue, ...] = ()
    attendance: tuple[Attendee, ...] = ()
    materials: tuple[Material, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """Whose meeting, and when; `start` and `end` bound the part of the text that records it.

    `earliest` and `latest` are set where the day is not known but lies between two that are;
    `opened` and `closed` are clock times (HH:MM).
    """

    start: int
    end: int
    body: str | None = None
    title: str | None = None
    number: int | None = None
    date: str | None = None
    date_how: str = "unresolved"
    evidence: tuple[Span, ...] = ()
    next_date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    opened: str | None = None
    closed: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A resolved time expression: `value` is EDTF without an hour, `None` where nothing decides."""

    start: int
    end: int
    text: str
    type: str
    value: str | None
    date_start: str | None
    date_end: str | None
    time: str | None
    duration: str | None
    how: str
    anchor: Span | None
    rule: str
    reasons: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The expression."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity with what is counted (`item`) and whose figure it is (`actor`)."""

    start: int
    end: int
    text: str
    value: float | int | None
    value_min: float | int | None
    value_max: float | int | None
    unit: str | None
    unit_implied: bool
    kind: str
    modifier: str | None
    item: str | None
    item_span: Span | None
    actor: str | None
    rule: str

    @property
    def span(self) -> Span:
        """Modifier, number and unit."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A mention of an organisation; `canonical` is the fullest name that the document prints."""

    start: int
    end: int
    text: str
    canonical: str | None
    level: str
    ambiguous: bool
    how: str
    anchor: Span | None
    rule: str

    @property
    def span(self) -> Span:
        """The name or nominal, without particles or honorifics."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Alias:
    """A declared short form; the span is the declaring clause, the scope runs on from there."""

    start: int
    end: int
    alias: str
    canonical: str
    entity: str


@dataclass(frozen=True, slots=True)
class Event:
    """A dated happening, told in the clause `start`-`end`; `said_on` is the second clock.

    `roles` go with `actors`, one each; `how` says how the date came to it; `restated` are the
    clauses of the same document that tell it again.
    """

    start: int
    end: int
    quote: str
    date: Date | None
    date_value: str | None
    date_start: str | None
    date_end: str | None
    time: str | None
    kind: str
    actors: tuple[str, ...]
    planned: bool
    said_on: str | None
    speaker: str | None
    object: str | None = None
    roles: tuple[str, ...] = ()
    how: str = "own"
    restated: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer; several answers to one question are several exchanges.

    `summary` is made of `question_spans` and `answer_spans`, `topic` of `topic_span`: excerpts.
    """

    question_turn: int
    answer_turn: int | None
    asker: str | None
    question: Span
    answerer: str | None
    answer: Span | None
    answered: str
    reason: str
    confidence: float
    topic: str | None
    summary: str | None = None
    topic_span: Span | None = None
    question_spans: tuple[Span, ...] = ()
    answer_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise made in a speech: who will do what, by when."""

    start: int
    end: int
    quote: str
    turn: int | None
    who: str | None
    what: str | None
    due: str | None


@dataclass(frozen=True, slots=True)
class Relation:
    """An arithmetical or referential tie among counts; members index ``Extraction.counts``."""

    kind: str
    expression: str
    holds: bool | None
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """What was not read, not resolved or not certain; codes are listed in ``docs/tables.md``."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document gives, in text order."""

    document: Document
    layout: Layout
    meetings: tuple[Meeting, ...]
    dates: tuple[Date, ...]
    counts: tuple[Count, ...]
    organisations: tuple[Organisation, ...]
    aliases: tuple[Alias, ...]
    events: tuple[Event, ...]
    exchanges: tuple[Exchange, ...]
    commitments: tuple[Commitment, ...]
    relations: tuple[Relation, ...]
    issues: tuple[Issue, ...]

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The speeches."""
        return self.layout.turns
