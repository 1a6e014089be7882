"""Which predicate a day belongs to, sentence by sentence.

A day that is an adverbial (六月十日に、 翌朝、 九日付で) waits for its predicate.  The nearest
that is not inside another argument takes it, and so do the clauses that the sentence goes on to,
until another day is told.  A day can also be a predicate itself (発覚は二日でした), stand in
brackets behind one (漏えいが発生（二月～五月）), or belong to a noun (先月二十九日の命令を踏まえ).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from minutes.events.brackets import bracketed
from minutes.events.clause_edges import clause_start, expire, past_link
from minutes.events.days import asked_for, behind_day, take_date, topic
from minutes.events.deeds import KIND, find_deeds
from minutes.events.happening import Happening, Place, Reading
from minutes.events.links import masked
from minutes.events.predicates import Predicate, find_predicates
from minutes.events.taking import announcement, behind, counts, is_report, leads_on, take_predicate
from minutes.nlp import Tokens
from minutes.schema import Span

_SO_THEN = re.compile(r"(?:ところ|結果)[、,]")
_LOOKS = frozenset(["confirmed", "investigated", "inquired"])
_COMES_OUT = frozenset(["detected", "occurred"])
_SHIFT_AWAY = re.compile(r"その後|のちに|これまで|現在|今回")


def happenings(tokens: Tokens, sentence: Span, places: Sequence[Place]) -> Iterator[Happening]:
    """The dated predicates of a sentence; `places` are the dates in it, in order."""
    text = tokens.view.text
    if not any(_may_have(text, sentence, place) for place in places):
        return
    predicates = find_predicates(tokens, *sentence)
    shown, brackets = masked(text, *sentence)
    hidden = "\x00"
    dates = [p for p in places if shown[p.start - sentence.start] != hidden]
    outer = [p for p in predicates if shown[p.end - 1 - sentence.start] != hidden]
    if dates:
        others = find_deeds(tokens, *sentence, outer)
        others = [p for p in others if shown[p.end - 1 - sentence.start] != hidden]
        yield from _outer(tokens, sentence, dates, outer, others)
    for bracket in brackets:
        inside = [p for p in places if bracket.start <= p.start and p.end <= bracket.end]
        if inside:
            told = [p for p in predicates if bracket.start <= p.start and p.end <= bracket.end]
            before = next((p for p in outer if p.end == bracket.start - 1 and p.is_told), None)
            start = clause_start(text, sentence.start, before.start) if before else 0
            yield from bracketed(text, bracket, inside, told, before, start)


def _may_have(text: str, sentence: Span, place: Place) -> bool:
    """False for a day that certainly has no predicate: 令和七年度予算, a heading's day."""
    end = place.end
    if end >= sentence.end:
        return place.start > sentence.start
    return not (text[end] in "年度号版生比" or text.startswith(("回", "法律"), end))


def _outer(
    tokens: Tokens,
    sentence: Span,
    dates: Sequence[Place],
    predicates: Sequence[Predicate],
    others: Sequence[Predicate],
) -> Iterator[Happening]:
    """Days and predicates of the sentence outside brackets, met in text order."""
    text = tokens.view.text
    reading = Reading([])
    floor = read = sentence.start
    starts = {date.start: date for date in dates}
    ends = [date.end for date in dates]
    predicates = [behind_day(p, ends, dates) for p in predicates]
    met = sorted([*predicates, *others], key=lambda p: p.start)
    inner = asked_for(text, dates, met)
    dates = [place for place in dates if place.start not in inner]
    index = 0
    sought: Happening | None = None
    for place in [*dates, None]:
        limit = place.start if place is not None else sentence.end
        first = index
        while index < len(met) and met[index].start < limit:
            index += 1
        segment = met[first:index]
        main = max((n for n, p in enumerate(segment) if _is_main(p)), default=-1)
        announced = announcement(text, segment, reading)
        for number, predicate in enumerate(segment):
            if number < announced:
                read = predicate.end + 1
                continue
            if number + 1 < len(segment) and leads_on(text, predicate):
                continue
            if number < main and is_report(predicate, segment[number + 1], reading):
                continue
            if predicate.kind is KIND and not counts(text, predicate, number < main, reading):
                if number < main and predicate.form == "linked":
                    read = predicate.end + 1  # its comma ends no clause: the day waits on
                continue
            expire(text, read, predicate.start, reading)
            start = clause_start(text, floor, predicate.start)
            made = behind(text, predicate, starts, start)
            made = made or take_predicate(text, predicate, reading, start, floor, met)
            if sought is not None and predicate.form not in ("relative", "quoted", "nominal"):
                found = _found(text, sought, predicate) if _is_carried(made) else None
                yield found or sought
                made, sought = ([] if found is not None else made), None
            if made and _sought(text, predicate):
                *made, sought = made
            yield from made
            read = predicate.end
            embedded = predicate.form in ("relative", "quoted")
            if (made and not embedded) or predicate.form in ("finite", "linked"):
                floor = past_link(text, predicate)
        if sought is not None:
            yield sought
            sought = None
        if place is not None:
            named = take_date(text, sentence, place, starts, predicates, met, reading)
            if named is not None:
                yield named
    expire(text, read, sentence.end, reading)
    if reading.waiting:
        yield from topic(tokens, sentence, reading.waiting[-1], predicates, floor)


def _sought(text: str, predicate: Predicate) -> bool:
    """True for a search that its sentence goes on to tell the result of: 確認したところ、."""
    looks = predicate.kind.name in _LOOKS or predicate.kind is KIND
    return looks and _SO_THEN.match(text, predicate.end) is not None


def _is_carried(made: Sequence[Happening]) -> bool:
    return all(happening.how == "carried" for happening in made)


def _found(text: str, sought: Happening, predicate: Predicate) -> Happening | None:
    """The search and its result as one happening: 確認したところ、紛失が判明した."""
    if predicate.kind.name not in _COMES_OUT or _SHIFT_AWAY.search(
        text, sought.end + 4, predicate.start
    ):
        return None
    return replace(sought, end=predicate.end, predicate=predicate)


def _is_main(predicate: Predicate) -> bool:
    """True for what a sentence is about, rather than how it came about."""
    if predicate.kind is KIND:
        return predicate.form == "finite"
    return predicate.form in ("finite", "linked", "final")
