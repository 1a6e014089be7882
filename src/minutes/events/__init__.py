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
from minutes.events.acts import Act, acts
from minutes.events.attach import happenings
from minutes.events.brackets import whole_sentence
from minutes.events.chronology import Row, row_happenings, rows
from minutes.events.context import Context, context_of
from minutes.events.happening import Happening
from minutes.events.predicates import Predicate, find_predicates
from minutes.events.printed import entries, printed_hours
from minutes.events.restated import link
from minutes.events.roles import actors, object_of
from minutes.events.subjects import left_out
from minutes.events.words import OTHER
from minutes.nlp import Tokens
from minutes.schema import Date, Document, Event, Layout, Meeting, Organisation, Span, Turn

__all__ = ["find_events"]

# Marks of an item and words that only join a clause to what was said before it.
_LEAD = re.compile(
    r"[ \t\n、。・●○◯◆■※→\-*]*+(?:\([0-9a-zアイウエオ]{1,2}\)|[①-⑳])?[ \t]*+"
    r"(?:(?:また|なお|それでは|次に|続いて|さらに|更に|そして|それから|それと|まず|あと)[、,]?)?"
)
# The classes that a sentence without a day still tells of the day just told:
# 四日に公表いたしました。販売を停止しております。
_FOLLOW = frozenset(
    ["suspended", "resumed", "disclosed", "notified", "submitted", "sanctioned", "answered"]
)
_NEW_MATTER = re.compile(
    r"[ ]*+(?:なお|また|一方|今後|これまで|現在|次|続|その後|以上|ただ|しかし)"
)
# What a speaker does by speaking, which the turn itself shows: 今日質問させていただきました.
_SPEECH = frozenset(["inquired", "requested", "reported", "answered", "corrected", "guided"])
_SITTING = re.compile(
    r"(?:委員会|会議|協議会|議会|総会|次回|説明会|公聴会|審議会)[^、。]{0,12}(?:は|を|が|も)"
)
_OF_SITTINGS = frozenset(["met", "adjourned", "suspended", "resumed"])
_WAS_TO_BE = re.compile(r"こと[にと](?:な|し|いた)[いおしてっまりる]*+た\Z")
_FROM_THEN = re.compile(r"[年月度日頃旬末](?:から|より|以降|以来)")
_GOES_ON = re.compile(r"[てで](?:い(?:る|ます|まし)|お(?:り|る|りま(?:す|し)?))(?:て)?\Z")
_PERSON = re.compile(r"(?:者|員|長|氏|様|さん|人|担任|教諭|生徒|社員|担当)\Z")
_TODAY = ("本日", "今日", "きょう")


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
    >>> (event,) = extract_document(Document("d", "a.txt", text)).events
    >>> event.kind, event.date_value, event.actors, event.object
    ('disclosed', '2025-06-10', ('水尾市',), '漏えい')
    """
    context = context_of(document, layout, meetings, dates, organisations, tokens)
    table = rows(tokens, context.places)
    table.extend(entries(context, table))
    table.sort(key=lambda row: row.place.start)
    events = [
        *_from_rows(context, table),
        *_from_sentences(context, table),
        *_from_acts(context),
    ]
    unique: dict[tuple[int, int, str | None, str], Event] = {}
    for event in sorted(events, key=lambda e: (e.start, e.end)):
        unique.setdefault((event.start, event.end, event.date_value, event.kind), event)
    ordered = list(unique.values())
    return link(ordered, lambda event: _stem(context, event))


def _from_rows(context: Context, table: Sequence[Row]) -> Iterator[Event]:
    """The happenings of the chronologies' rows."""
    last_day = max((row.place.date.date_start or "" for row in table), default="")
    for row in table:
        if not row.items:
            continue
        inside = context.places_in(row.items[0].start, row.items[-1].end)
        for found in row_happenings(context.tokens, row, inside):
            event = _event(context, found)
            if event is not None:
                # A page without a day of its own was written after its last row.
                later = not event.said_on and (event.date_start or "") > last_day
                yield replace(event, planned=True) if later else event


def _from_sentences(context: Context, table: Sequence[Row]) -> Iterator[Event]:
    """The happenings of the sentences that are in no row."""
    tokens, places = context.tokens, context.places
    taken = [Span(r.place.start, max([r.place.end, *(i.end for i in r.items)])) for r in table]
    starts = [span.start for span in taken]
    index = 0
    while index < len(places):
        at = bisect_right(starts, places[index].start) - 1
        if at >= 0 and places[index].start < taken[at].end:
            index += 1
            continue
        sentence = whole_sentence(tokens.view.text, places[index].start)
        end = max(sentence.end, places[index].end)
        first, index = index, bisect_left(context.place_starts, end, index)
        inside = places[first:index]
        sentence = _speech(context, sentence, inside[0].start)
        told = happenings(tokens, sentence, inside)
        told.extend(_following(context, sentence, told))
        for found in told:
            event = _event(context, found)
            if event is not None:
                yield event


def _speech(context: Context, sentence: Span, offset: int) -> Span:
    """The sentence without the header that stands on its line."""
    view = context.tokens.view
    turn = context.turn_at(view.offset(offset))
    start = view.position(turn.speech_start) if turn is not None else sentence.start
    return Span(start, sentence.end) if sentence.start < start <= offset else sentence


def _following(context: Context, sentence: Span, told: Sequence[Happening]) -> list[Happening]:
    """What the next sentence of the line tells of the same day, if it names none."""
    text, start = context.tokens.view.text, sentence.end
    main = [h for h in told if _is_closed(h.predicate)]
    if not main or start >= len(text) or text[start] == "\n" or _NEW_MATTER.match(text, start):
        return []
    last = main[-1]
    if last.end < start - 12 or len(last.date.value or "") != 10:
        return []
    end = sentence_at(text, start).end
    if context.places_in(start, end):
        return []
    for predicate in find_predicates(context.tokens, start, end)[-1:]:
        noted = last.predicate.form == "final" == predicate.form and predicate.end >= end - 1
        closes = predicate.form == "finite" and predicate.end >= end - 12
        if noted or (closes and predicate.tense == "past" and predicate.kind.name in _FOLLOW):
            return [Happening(start, predicate.end, last.date, predicate, "carried")]
    return []


def _is_closed(predicate: Predicate) -> bool:
    """True for a deed that closes its sentence: 公表した。 or 市長に報告。"""
    return predicate.form == "final" or (predicate.form == "finite" and predicate.tense == "past")


def _event(context: Context, found: Happening) -> Event | None:
    """The event of a happening, or `None` where the meeting only speaks of itself."""
    tokens, document, predicate = context.tokens, context.document, found.predicate
    text = tokens.view.text
    lead = _LEAD.match(text, found.start, found.end)
    fits = lead is not None and lead.end() <= min(predicate.start, found.end)
    start = lead.end() if lead is not None and fits else found.start
    span = tokens.view.span(start, found.end)
    said, turn = context.said_on(span.start), context.turn_at(span.start)
    if _is_of_itself(context, found, said, turn):
        return None
    date = found.date
    ahead = bool(said and date.date_start and date.date_start > said)
    if predicate.kind.name == OTHER and found.how != "row" and _is_general(text, found, ahead):
        return None
    done = text[predicate.end - 1] == "た"
    if done and _WAS_TO_BE.search(text, predicate.start, predicate.end):
        return None  # 翌日移ることになっていた
    noted = found.how == "row" and text.startswith("(予定", found.end)
    kind = predicate.kind.name
    if kind == "implemented" and _SITTING.search(text, start, found.end):
        kind = "met"  # 次回の委員会は二十二日に行う予定です
    cast = actors(text, context.parties_in(start, found.end), predicate)
    doer = left_out(context, start, predicate, cast) if found.how != "row" else None
    cast = cast if doer is None else (*cast, doer)
    thing = _object(context, predicate, start)
    return Event(
        start=span.start,
        end=span.end,
        quote=document.quote(span),
        date=date,
        date_value=date.value,
        date_start=date.date_start,
        date_end=date.date_end,
        time=date.time,
        kind=kind,
        actors=tuple(actor.name for actor in cast),
        planned=ahead or noted or predicate.tense == "planned",
        said_on=said,
        speaker=_speaker(turn),
        object=None if thing is None else document.quote(tokens.view.span(*thing)),
        roles=tuple(actor.role for actor in cast),
        how=found.how,
    )


def _is_general(text: str, found: Happening, ahead: bool) -> bool:
    """True for a deed of no class that is done in general, wished for, or goes on for a year.

    四月に移る on a page of no day; 今年も行ってみたい; 今年度は点検を進めている.
    """
    predicate, value = found.predicate, found.date.value or ""
    if predicate.form == "final":
        return False
    if predicate.tense == "present" and not ahead:
        return True
    said = text[max(0, predicate.end - 8) : predicate.end]
    if said.endswith("たい"):
        return True
    years = len(value) <= 4 or ("-04/" in value and value.endswith("-03"))
    if years and predicate.tense == "planned":
        return True
    since = _FROM_THEN.search(text, found.start, found.end)
    return len(value) != 10 and not since and _GOES_ON.search(said) is not None


def _is_of_itself(context: Context, found: Happening, said: str | None, turn: Turn | None) -> bool:
    """True for the meeting's own day where it is only named: 本日の説明, a printed heading."""
    date, predicate, text = found.date, found.predicate, context.tokens.view.text
    today = said is not None and date.value == said
    if today and predicate.kind.name == OTHER and date.text in _TODAY and context.layout.turns:
        paused = text[context.tokens.view.position(date.end)] == "、"
        return not paused or predicate.form == "relative"  # 本日の会議に付した案件
    if today and turn is not None and date.type == "time":
        return True  # 六時台のバス: an hour of no day in particular
    if found.how == "row":
        return False
    if today and turn is None and context.layout.turns:
        return predicate.kind.name in _OF_SITTINGS
    if today and predicate.kind.name in _OF_SITTINGS and context.is_noted(found.start):
        return True  # 午前十一時十三分再開
    unknown = date.value is None and date.text in _TODAY
    if not unknown and not (today and found.how != "row" and date.how in ("deictic", "anaphoric")):
        return False
    if predicate.form == "nominal" or predicate.tense != "past":
        return True
    until = text.startswith("まで", context.tokens.view.position(date.end))
    return predicate.kind.name in _SPEECH or until


def _object(context: Context, predicate: Predicate, start: int) -> Span | None:
    """What is acted on, without the day that stands before it: 会見 of 昨日の会見."""
    text = context.tokens.view.text
    thing = object_of(context.tokens, predicate, start)
    if thing is None:
        return None
    if text[thing.end] == "が" and context.parties_in(*thing):
        return None  # 経済産業省が処分: the one that acts is no object
    if text[thing.end] == "が" and _PERSON.search(text, thing.start, thing.end):
        return None  # 来館者が見つけた
    for place in context.places_in(*thing)[:1]:
        if place.start == thing.start:
            after = place.end + (text[place.end : place.end + 1] == "の")
            return Span(after, thing.end) if after < thing.end else None
    return thing


def _speaker(turn: Turn | None) -> str | None:
    return None if turn is None else turn.speaker or turn.position


def _stem(context: Context, event: Event) -> str:
    """The words of a telling without those of any day."""
    quote = list(event.quote)
    position = context.tokens.view.position
    for place in context.places_in(position(event.start), position(event.end)):
        for at in range(place.date.start, min(place.date.end, event.end)):
            quote[at - event.start] = "、"
    return "".join(quote)


def _from_acts(context: Context) -> Iterator[Event]:
    """The acts of the meetings, and the printed hours of those that nobody speaks of."""
    text = context.document.text
    spoken = list(acts(text, context.layout, context.meetings))
    for meeting in context.meetings:
        silent = {"met", "adjourned"} - {a.kind for a in spoken if a.meeting is meeting}
        hours = [p.date for p in context.places if p.date.value == meeting.date]
        for span, hour, kind in printed_hours(text, meeting, hours, sorted(silent)):
            spoken.append(Act(*span, kind, meeting, hour))
    for act in spoken:
        day, body = act.meeting.date, act.meeting.body
        yield Event(
            start=act.start,
            end=act.end,
            quote=text[act.start : act.end],
            date=act.hour,
            date_value=day,
            date_start=day,
            date_end=day,
            time=act.hour.time if act.hour is not None else None,
            kind=act.kind,
            actors=(body,) if body else (),
            planned=False,
            said_on=day,
            speaker=_speaker(context.turn_at(act.start)),
            roles=("agent",) if body else (),
            how="meeting",
        )
