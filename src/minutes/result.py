"""What ``minutes.extract`` returns: one document's findings, to look at and to go on with."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from minutes.markup import escape, fragment, page
from minutes.pipeline import extract_document
from minutes.schema import (
    AgendaItem,
    Alias,
    Attendee,
    Commitment,
    Count,
    Date,
    Document,
    Event,
    Exchange,
    Extraction,
    Issue,
    Material,
    Meeting,
    Note,
    Organisation,
    Relation,
    Speaker,
    Turn,
)
from minutes.sources import read
from minutes.tables import TABLES, rows, to_frame

if TYPE_CHECKING:
    import pandas
    from spacy.tokens import Doc

#: How much of a document a notebook shows of itself.
SHOWN = 2_000


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """The findings of one document, in text order; nothing of it is on disk.

    Every finding has `start` and `end` in ``document.text``; a field that is ``None`` was looked
    for and not found.
    """

    extraction: Extraction = field(repr=False)

    @property
    def document(self) -> Document:
        """The source: its text, path, encoding and hash."""
        return self.extraction.document

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Whose meetings the document records, and when they were."""
        return self.extraction.meetings

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Who said what."""
        return self.extraction.turns

    @property
    def notes(self) -> tuple[Note, ...]:
        """What nobody said: stage directions, redactions, headings."""
        return self.extraction.layout.notes

    @property
    def agenda(self) -> tuple[AgendaItem, ...]:
        """The printed agenda."""
        return self.extraction.layout.agenda

    @property
    def attendance(self) -> tuple[Attendee, ...]:
        """Who was there and who was not, by the printed lists."""
        return self.extraction.layout.attendance

    @property
    def materials(self) -> tuple[Material, ...]:
        """The papers that were handed out, by the printed lists."""
        return self.extraction.layout.materials

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """The persons, and the offices that speak without a name."""
        return self.extraction.layout.speakers

    @property
    def dates(self) -> tuple[Date, ...]:
        """The time expressions, resolved."""
        return self.extraction.dates

    @property
    def counts(self) -> tuple[Count, ...]:
        """The quantities, with what is counted."""
        return self.extraction.counts

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """The mentions of organisations, with their full names."""
        return self.extraction.organisations

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """The short forms that the document declares."""
        return self.extraction.aliases

    @property
    def events(self) -> tuple[Event, ...]:
        """The dated happenings."""
        return self.extraction.events

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The questions with their answers, or without."""
        return self.extraction.exchanges

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """The promises."""
        return self.extraction.commitments

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The sums and parts among the counts."""
        return self.extraction.relations

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What was not read, not resolved or not certain."""
        return self.extraction.issues

    def to_frame(self, table: str) -> pandas.DataFrame:
        """One table as a pandas frame, with the columns that ``extract`` writes.

        Raises `KeyError` for a name that is no table.
        """
        if table not in TABLES:
            raise KeyError(f"no table {table!r}; the tables are {', '.join(TABLES)}")
        return to_frame(TABLES[table], rows(self.extraction)[table])

    def to_frames(self) -> dict[str, pandas.DataFrame]:
        """All tables as pandas frames, by name."""
        return {name: self.to_frame(name) for name in TABLES}

    def to_spacy(self) -> Doc:
        """A spaCy ``Doc`` whose text is the source, with a span group for each kind of finding.

        The groups are ``turns``, ``dates``, ``counts`` and ``organisations``; the ``id_`` of a
        span is the identifier of its row in the table of that name.
        """
        from minutes.export.spacy_doc import to_doc

        return to_doc(self.extraction)

    def to_html(self) -> str:
        """The whole document as a page with its findings marked; no scripts."""
        return page(self.extraction)

    def __repr__(self) -> str:
        """One line: the file and how much was found."""
        found = ", ".join(f"{size:,} {name}" for name, size in _sizes(self.extraction) if size)
        return f"<Result {self.document.path!r}: {found or 'nothing found'}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the figures and the beginning, marked."""
        figures = "".join(
            f"<span>{TABLES[name].japanese} {name} <b>{size:,}</b></span>"
            for name, size in _sizes(self.extraction)
            if size
        )
        meetings = "".join(
            f"<p>{escape(' '.join(filter(None, (m.body, m.title, m.date))))}</p>"
            for m in self.meetings[:5]
        )
        head = f"<h1>{escape(self.document.path)}</h1>{meetings}<p class='figures'>{figures}</p>"
        return f'<div class="minutes">{head}</div>{fragment(self.extraction, SHOWN)}'


def _sizes(extraction: Extraction) -> list[tuple[str, int]]:
    """(table, number of rows) of the tables that a reader asks for first."""
    return [
        (name, sum(1 for _ in found))
        for name, found in rows(extraction).items()
        if name not in ("documents", "entities")
    ]


def extract(
    source: str | Path | Document,
    *,
    dialect: str | None = None,
    meeting_date: str | datetime.date | None = None,
    encoding: str | None = None,
) -> Result:
    """Everything found in one document, given by its path or as a `Document`; nothing is written.

    `dialect` forces a header grammar, `meeting_date` (``2025-06-03``) gives the day of a meeting
    that does not print it, `encoding` how to read a file.  Raises `minutes.SourceError` for a file
    that cannot be read, `ValueError` for an unknown dialect or a malformed day.
    """
    document = source if isinstance(source, Document) else read(source, encoding=encoding)
    day = None if meeting_date is None else str(meeting_date)
    return Result(extract_document(document, dialect=dialect, meeting_date=day))
