"""What the clauses of one document are read against: its days, organisations, turns, meetings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from minutes.events.clock import page_day, said_on
from minutes.events.happening import Place
from minutes.events.roles import Party
from minutes.nlp import Tokens
from minutes.schema import Date, Document, Layout, Meeting, Organisation, Span, Turn
from minutes.text import View


@dataclass(frozen=True, slots=True)
class Context:
    """Days and parties with view positions, in text order, and the turns around them."""

    document: Document
    layout: Layout
    meetings: Sequence[Meeting]
    tokens: Tokens
    places: list[Place]
    place_starts: list[int]
    parties: list[Party]
    party_starts: list[int]
    turn_starts: list[int]
    notes: list[Span]
    page: str | None

    def turn_at(self, offset: int) -> Turn | None:
        """The turn that a source offset lies in."""
        index = bisect_right(self.turn_starts, offset) - 1
        turn = self.layout.turns[index] if index >= 0 else None
        return turn if turn is not None and offset < turn.end else None

    def said_on(self, offset: int) -> str | None:
        """The day on which the words at a source offset were said."""
        return said_on(offset, self.meetings, self.page)

    def parties_in(self, start: int, end: int) -> list[Party]:
        """The parties that begin in a view span."""
        first = bisect_left(self.party_starts, start)
        return self.parties[first : bisect_left(self.party_starts, end)]

    def is_noted(self, position: int) -> bool:
        """True if a view position lies in a note, which nobody says."""
        index = bisect_right(self.notes, Span(position, 1 << 62)) - 1
        return index >= 0 and position < self.notes[index].end

    def places_in(self, start: int, end: int) -> list[Place]:
        """The days that begin in a view span."""
        first = bisect_left(self.place_starts, start)
        return self.places[first : bisect_left(self.place_starts, end)]


def is_of_happenings(date: Date) -> bool:
    """True for a date that a happening can have: a day, a month, a year, an interval.

    Durations, recurring dates and decades are none.
    """
    if date.type not in ("date", "time") or date.duration is not None:
        return False
    value = date.value
    if value is None:
        return date.type == "date"
    return not value.endswith("X")


def context_of(
    document: Document,
    layout: Layout,
    meetings: Sequence[Meeting],
    dates: Sequence[Date],
    organisations: Sequence[Organisation],
    tokens: Tokens,
) -> Context:
    """The `Context` of a document."""
    at = tokens.view.position
    places = []
    for date in dates:
        if is_of_happenings(date):
            start = at(date.start)
            places.append(Place(date, start, _end(tokens.view, date, start)))
    parties = []
    for named in organisations:
        start = at(named.start)
        name = named.canonical or named.text
        parties.append(Party(start, _end(tokens.view, named, start), name))
    dated = any(meeting.date for meeting in meetings)
    return Context(
        document,
        layout,
        meetings,
        tokens,
        places,
        [place.start for place in places],
        parties,
        [party.start for party in parties],
        [turn.start for turn in layout.turns],
        [Span(at(note.start), at(note.end)) for note in layout.notes],
        None if dated else page_day(document.text, dates),
    )


def _end(view: View, mention: Date | Organisation, start: int) -> int:
    """The view position of a mention's end: as far off as in the source, but across lines."""
    if "\n" in mention.text or "\r" in mention.text or "\f" in mention.text:
        return view.position(mention.end)
    return start + mention.end - mention.start
