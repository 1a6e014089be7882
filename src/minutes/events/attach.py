"""Which predicate a day belongs to, sentence by sentence.

A day that is an adverbial (六月十日に、 翌朝、 九日付で) waits for its predicate.  The nearest
that is not inside another argument takes it, and so do the clauses that the sentence goes on to,
until another day is told.  A day can also be a predicate itself (発覚は二日でした), stand in
brackets behind one (漏えいが発生（二月～五月）), or belong to a noun (先月二十九日の命令を踏まえ).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

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
_MAIN = ("finite", "linked", "final")
_start = attrgetter("start")


def happenings(tokens: Tokens, sentence: Span, places: Sequence[Place]) -> list[Happening]:
    """The dated predicates of a sentence; `places` are the dates in it, in order."""
    text = tokens.view.text
    if not any(_may_have(text, sentence, place) for place in places):
        return []
    predicates = find_predicates(tokens, *sentence)
    shown, brackets = masked(text, *sentence)
    if not brackets and "\x00" not in shown:
        others = find_deeds(tokens, *sentence, predicates)
        return _outer(tokens, sentence, places, predicates, others)
    start = sentence.start
    dates = [p for p in places if shown[p.start - start] != "\x00"]
    outer = [p for p in predicates if shown[p.end - 1 - start] != "\x00"]
    found: list[Happening] = []
    if dates:
        others = find_deeds(tokens, *sentence, outer)
        others = [p for p in others if shown[p.end - 1 - start] != "\x00"]
        found = _outer(tokens, sentence, dates, outer, others)
    for bracket in brackets:
        inside = [p for p in places if bracket.start <= p.start and p.end <= bracket.end]
        if inside:
            told = [p for p in predicates if bracket.start <= p.start and p.end <= bracket.end]
            before = next((p for p in outer if p.end == bracket.start - 1 and p.is_told), None)
            begin = clause_start(text, start, before.start) if before else 0
            found.extend(bracketed(text, bracket, inside, told, before, begin))
    return found


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
) -> list[Happening]:
    """Days and predicates of the sentence outside brackets, met in text order."""
    if not predicates and not others:
        return []
    text = tokens.view.text
    starts = {date.start: date for date in dates}
    predicates = _behind_days(predicates, dates)
    met = sorted([*predicates, *others], key=_start)
    inner = asked_for(text, dates, met) if len(dates) > 1 else set()
    reading, index = Reading(sentence.start, sentence.start), 0
    for place in dates:
        if place.start in inner:
            continue
        first = index
        while index < len(met) and met[index].start < place.start:
            index += 1
        if first < index:
            _tell(text, met[first:index], met, starts, reading)
        named = take_date(text, sentence, place, starts, predicates, met, reading)
        if named is not None:
            reading.found.append(named)
    if index < len(met):
        _tell(text, met[index:], met, starts, reading)
    if reading.waiting:
        expire(text, reading.read, sentence.end, reading)
    if reading.waiting:
        theme = topic(tokens, sentence, reading.waiting[-1], predicates, reading.floor)
        reading.found.extend(theme)
    return reading.found


def _behind_days(predicates: Sequence[Predicate], dates: Sequence[Place]) -> Sequence[Predicate]:
    """The predicates, those that a day stands in from that day on."""
    first, last, ends = dates[0].end, dates[-1].start, [date.end for date in dates]
    return [
        behind_day(p, ends, dates) if p.start < last and first < p.end else p for p in predicates
    ]


def _tell(
    text: str,
    segment: Sequence[Predicate],
    met: Sequence[Predicate],
    starts: dict[int, Place],
    reading: Reading,
) -> None:
    """Read the predicates between two days; `met` are all of the sentence."""
    found = reading.found
    sought: Happening | None = None
    main = len(segment) - 1
    while main >= 0 and not _is_main(segment[main]):
        main -= 1
    announced = announcement(text, segment, reading) if reading.waiting else 0
    for number, predicate in enumerate(segment):
        if number < announced:
            reading.read = predicate.end + 1
            continue
        if number + 1 < len(segment) and leads_on(text, predicate):
            continue
        if number < main and is_report(predicate, segment[number + 1], reading):
            continue
        if predicate.kind is KIND and not counts(text, predicate, number < main, reading):
            if number < main and predicate.form == "linked":
                reading.read = predicate.end + 1  # its comma ends no clause: the day waits on
            continue
        if reading.waiting:
            expire(text, reading.read, predicate.start, reading)
        made = behind(text, predicate, starts, reading.floor)
        made = made or take_predicate(text, predicate, reading, met)
        if sought is not None and predicate.form not in ("relative", "quoted", "nominal"):
            one = _found(text, sought, predicate) if _is_carried(made) else None
            found.append(one or sought)
            made, sought = ([] if one is not None else made), None
        if made and _sought(text, predicate):
            *made, sought = made
        found.extend(made)
        reading.read = predicate.end
        embedded = predicate.form in ("relative", "quoted")
        if (made and not embedded) or predicate.form in ("finite", "linked"):
            reading.floor = past_link(text, predicate)
    if sought is not None:
        found.append(sought)


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
    return sought._replace(end=predicate.end, predicate=predicate)


def _is_main(predicate: Predicate) -> bool:
    """True for what a sentence is about, rather than how it came about."""
    if predicate.kind is KIND:
        return predicate.form == "finite"
    return predicate.form in _MAIN
