"""Dated happenings: who did what to whom on which day, told in which words.

An event is a clause with a predicate of the lexicon and the day it belongs to.  The rows of a
chronology, the acts of the meeting itself and plans are events, too; laws' years, fiscal years and
days that are only mentioned are none.  A later telling in the same document is linked.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from minutes.clauses import sentence_at
from minutes.events.acts import acts
from minutes.events.attach import Happening, Place, happenings
from minutes.events.chronology import Row, row_happenings, rows
from minutes.events.clock import page_day, said_on
from minutes.events.predicates import find_predicates
from minutes.events.restated import link
from minutes.events.roles import Party, actors, object_of
from minutes.nlp import Tokens
from minutes.schema import Date, Document, Event, Layout, Meeting, Organisation, Span, Turn

__all__ = ["find_events"]

# Marks of an item and words that only join a clause to what was said before it.
_LEAD = re.compile(
    r"[ \t\n、。・●○◯◆■※→\-*]*(?:\([0-9a-zアイウエオ]{1,2}\)|[①-⑳])?[ \t]*"
    r"(?:(?:また|なお|それでは|次に|続いて|さらに|更に|そして|それから|それと|まず|あと)[、,]?)?"
)
# The kinds that a sentence without a day still tells of the day just told: 公表いたしました。販売を停止しております。
_FOLLOW = frozenset(
    ["suspended", "resumed", "disclosed", "notified", "requested", "submitted", "sanctioned"]
)
# What a speaker does by speaking, which the turn itself shows: 今日質問させていただきました.
_SPEECH = frozenset(["inquired", "requested", "reported", "answered", "corrected", "guided"])
_NEW_MATTER = re.compile(r"[ ]*(?:なお|また|一方|今後|これまで|現在|次|続|その後|以上|ただ|しかし)")
_SITTING = re.compile(
    r"(?:委員会|会議|協議会|議会|総会|次回|説明会|公聴会|審議会)[^、。]{0,12}(?:は|を|が|も)"
)


class _Context:
    """What the clauses of one document are read against."""

    def __init__(
        self,
        document: Document,
        layout: Layout,
        meetings: Sequence[Meeting],
        dates: Sequence[Date],
        organisations: Sequence[Organisation],
        tokens: Tokens,
    ) -> None:
        view = tokens.view
        self.document, self.layout, self.meetings, self.tokens = document, layout, meetings, tokens
        self.places = [
            Place(date, view.position(date.start), view.position(date.end))
            for date in dates
            if _is_told(date)
        ]
        self.place_starts = [place.start for place in self.places]
        self.parties = [
            Party(view.position(o.start), view.position(o.end), o.canonical or o.text)
            for o in organisations
        ]
        self.party_starts = [party.start for party in self.parties]
        self.turn_starts = [turn.start for turn in layout.turns]
        self.page = None if any(m.date for m in meetings) else page_day(document.text, dates)

    def place_end(self, date: Date) -> int:
        """The view position behind a date."""
        return self.tokens.view.position(date.end)

    def turn_at(self, offset: int) -> Turn | None:
        index = bisect_right(self.turn_starts, offset) - 1
        turn = self.layout.turns[index] if index >= 0 else None
        return turn if turn is not None and offset < turn.end else None

    def said_on(self, offset: int) -> str | None:
        return said_on(offset, self.meetings, self.page)

    def parties_in(self, start: int, end: int) -> list[Party]:
        first = bisect_left(self.party_starts, start)
        last = bisect_left(self.party_starts, end)
        return self.parties[first:last]


def _is_told(date: Date) -> bool:
    """True for a date that a happening can have: a day, a month, a short interval, a year."""
    if date.type not in ("date", "time") or date.duration is not None:
        return False
    value = date.value
    if value is None:
        return date.type == "date"
    return not (value.endswith("X") or ("-04/" in value and "-03" in value and len(value) <= 16))


def find_events(
    document: Document,
    layout: Layout,
    meetings: Sequence[Meeting],
    dates: Sequence[Date],
    organisations: Sequence[Organisation],
    tokens: Tokens,
) -> tuple[Event, ...]:
    """The dated happenings that a document tells, in text order, each with all its tellings.

    >>> from minutes.pipeline import extract_document
    >>> text = "令和七年六月十日に水尾市は漏えいを公表した。"
    >>> [(e.kind, e.date_value, e.object) for e in extract_document(Document("d", "a", text)).events]
    [('disclosed', '2025-06-10', '漏えい')]
    """
    context = _Context(document, layout, meetings, dates, organisations, tokens)
    table = rows(tokens, context.places)
    events = [
        *_from_rows(context, table),
        *_from_sentences(context, table),
        *_from_acts(context),
    ]
    unique: dict[tuple[int, int, str | None, str], Event] = {}
    for event in sorted(events, key=lambda e: (e.start, e.end)):
        unique.setdefault((event.start, event.end, event.date_value, event.kind), event)
    ordered = list(unique.values())
    return link(ordered, [_stem(context, event) for event in ordered])


def _stem(context: _Context, event: Event) -> str:
    """The words of a telling without those of any date."""
    quote = list(event.quote)
    view = context.tokens.view
    first = bisect_left(context.place_starts, view.position(event.start))
    for place in context.places[first:]:
        if place.date.start >= event.end:
            break
        for at in range(place.date.start, min(place.date.end, event.end)):
            quote[at - event.start] = "、"
    return "".join(quote)


def _from_rows(context: _Context, table: Sequence[Row]) -> Iterator[Event]:
    starts = context.place_starts
    days = [row.place.date.date_start or "" for row in table]
    for row in table:
        if not row.items:
            continue
        first = bisect_left(starts, row.items[0].start)
        last = bisect_left(starts, row.items[-1].end)
        for found in row_happenings(context.tokens, row, context.places[first:last]):
            event = _event(context, found)
            if event is not None:
                # A page without a day of its own was written after its last row.
                later = not event.said_on and (event.date_start or "") > max(days)
                yield replace(event, planned=True) if later else event


def _from_sentences(context: _Context, table: Sequence[Row]) -> Iterator[Event]:
    text, places = context.tokens.view.text, context.places
    spans = [
        Span(row.place.start, max([row.place.end, *(i.end for i in row.items)])) for row in table
    ]
    starts = [span.start for span in spans]
    index = 0
    while index < len(places):
        at = bisect_right(starts, places[index].start) - 1
        if at >= 0 and places[index].start < spans[at].end:
            index += 1
            continue
        sentence = sentence_at(text, places[index].start)
        last = index + 1
        while last < len(places) and places[last].start < sentence.end:
            last += 1
        sentence = _speech(context, sentence, places[index].start)
        told = list(happenings(context.tokens, sentence, places[index:last]))
        if last == len(places) or places[last].start >= sentence_end(text, sentence.end):
            told.extend(_following(context, sentence, told))
        for found in told:
            event = _event(context, found)
            if event is not None:
                yield event
        index = last


def sentence_end(text: str, offset: int) -> int:
    """Where the sentence after an offset ends, if it stands on the same line."""
    return sentence_at(text, offset).end if offset < len(text) and text[offset] != "\n" else offset


def _following(context: _Context, sentence: Span, told: Sequence[Happening]) -> Iterator[Happening]:
    """What the next sentence tells of the same day, if it names none: its last predicate."""
    text = context.tokens.view.text
    end = sentence_end(text, sentence.end)
    main = [h for h in told if h.predicate.form == "finite" and h.predicate.tense == "past"]
    if end <= sentence.end or not main or _NEW_MATTER.match(text, sentence.end, end):
        return
    last = main[-1]
    if last.end < sentence.end - 12 or len(last.date.value or "") != 10:
        return
    predicates = find_predicates(context.tokens, sentence.end, end)
    for predicate in predicates[-1:]:
        if (
            predicate.form == "finite"
            and predicate.tense == "past"
            and predicate.kind.name in _FOLLOW
            and predicate.end >= end - 12
        ):
            yield Happening(sentence.end, predicate.end, last.date, predicate, "carried")


def _speech(context: _Context, sentence: Span, offset: int) -> Span:
    """The sentence without the header that stands on its line."""
    view = context.tokens.view
    turn = context.turn_at(view.offset(offset))
    if turn is None:
        return sentence
    start = view.position(turn.speech_start)
    return Span(start, sentence.end) if sentence.start < start <= offset else sentence


def _event(context: _Context, found: Happening) -> Event | None:
    """The event of a happening, or `None` where a day is named but nothing is told to happen."""
    tokens = context.tokens
    text = tokens.view.text
    lead = _LEAD.match(text, found.start, found.end)
    start = (
        lead.end() if lead and lead.end() <= min(found.predicate.start, found.end) else found.start
    )
    span = tokens.view.span(start, found.end)
    date, predicate = found.date, found.predicate
    said = context.said_on(span.start)
    today = said is not None and date.value == said
    unknown = date.value is None and date.text in ("本日", "今日", "きょう")
    turn = context.turn_at(span.start)
    if today and date.type == "time" and turn is not None:
        return None  # 六時台のバス: an hour of no day in particular
    if (
        today
        and turn is None
        and context.layout.turns
        and predicate.kind.name in ("met", "adjourned")
    ):
        return None  # the printed heading of the meeting itself
    if unknown or (today and found.how != "row" and date.how in ("deictic", "anaphoric")):
        # 本日の説明, 本日は御報告いたします: the meeting speaks of itself.
        if predicate.form == "nominal" or predicate.tense != "past":
            return None
        if predicate.kind.name in _SPEECH or text.startswith("まで", context.place_end(date)):
            return None
    ahead = bool(said and date.date_start and date.date_start > said)
    planned = ahead or predicate.tense == "planned"
    if found.how == "row" and text.startswith("(予定", found.end):
        planned = True
    kind = predicate.kind.name
    if kind == "implemented" and _SITTING.search(text, start, found.end):
        kind = "met"  # 次回の委員会は二十二日に行う予定です
    parties = context.parties_in(start, found.end)
    cast = actors(text, parties, predicate)
    thing = object_of(tokens, predicate, start)
    if thing is not None:
        thing = _without_day(context, thing)
    if thing is not None and text[thing.end] == "が" and context.parties_in(*thing):
        thing = None  # 経済産業省が処分: the one that acts is no object
    return Event(
        span.start,
        span.end,
        context.document.quote(span),
        date,
        date.value,
        date.date_start,
        date.date_end,
        date.time,
        kind,
        tuple(actor.name for actor in cast),
        planned,
        said,
        _speaker(turn),
        None if thing is None else context.document.quote(tokens.view.span(*thing)),
        tuple(actor.role for actor in cast),
        found.how,
    )


def _without_day(context: _Context, thing: Span) -> Span | None:
    """What is acted on without the day that stands before it: 会見 of 昨日の会見."""
    text = context.tokens.view.text
    first = bisect_left(context.place_starts, thing.start)
    for place in context.places[first:]:
        if place.start >= thing.end:
            break
        start = place.end + (text[place.end : place.end + 1] == "の")
        return Span(start, thing.end) if place.start == thing.start and start < thing.end else None
    return thing


def _speaker(turn: Turn | None) -> str | None:
    return None if turn is None else turn.speaker or turn.position


def _from_acts(context: _Context) -> Iterator[Event]:
    document = context.document
    for act in acts(document.text, context.layout, tuple(context.meetings)):
        day = act.meeting.date
        body = act.meeting.body
        yield Event(
            act.start,
            act.end,
            document.text[act.start : act.end],
            None,
            day,
            day,
            day,
            None,
            act.kind,
            (body,) if body else (),
            False,
            day,
            _speaker(context.turn_at(act.start)),
            None,
            ("agent",) if body else (),
            "meeting",
        )
