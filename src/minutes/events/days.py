"""How a day comes into its sentence: as an adverbial that waits, as a predicate, or with a noun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from minutes.clauses import predicate_after
from minutes.events.clause_edges import clause_start
from minutes.events.deeds import KIND
from minutes.events.happening import Happening, Place, Reading, Waiting, is_year
from minutes.events.links import ADVERBIAL, AND, BARE, CLINGS, NAMED, PREDICATE, SITTING
from minutes.events.predicates import Predicate
from minutes.nlp import Tokens
from minutes.schema import Span

_SUBJECT = re.compile(r"(?:の|もの|日|時期)?(?:は|が)[、,]?(?:[^、。]{1,6}後の)?")
_MARKS_CLEFT = re.compile(r"、|(?:の?(?:時点|現在|朝|夕方|夜)(?:で|の|に))")
_COPULA = re.compile(r"で(?:した|すが?|ございます|ございました)")
# The verbs that say no more than that it came: いただいております, ございました, 入りました.
_CAME = re.compile(
    r"(?:いただ[いき]|頂[いき]|ござい|あり|あっ|入[りっ]|届[いき]|寄せられ|まい)(?:て)?[ぁ-ん]{0,8}\Z"
)
_SO_THAT = re.compile(r"よう(?:に)?(?:、|依|要|求|指|命|促|申|お|呼|働|頼|伝|言|指|勧|通|連)")
_SHORT_BRACKET = re.compile(r"\([^()、。\n]{1,12}\)(?=[、,にと及・])")
_OF_DAY = re.compile(r"の[^、。\n]{1,16}?(?:で|に(?!つい|対|関|よ)|において)")
_OVER = ("にかけて", "にかけまして", "まで", "までに")
_NOT_A_DEED = re.compile(r"の?(?:延期|見送り|予定|在り方|考え方|見込み)")
_SAME_DAY = re.compile(r"で|において|の際")
_CROSSES = re.compile(r"[、。をがはも]|(?:に|で|と|から)(?![一-鿿])")
_WINDOW = 60
_start = attrgetter("start")
_NEAR = 4  # predicates before a day that may be what it dates


def take_date(
    text: str,
    sentence: Span,
    place: Place,
    starts: dict[int, Place],
    predicates: Sequence[Predicate],
    met: Sequence[Predicate],
    reading: Reading,
) -> Happening | None:
    """Put an adverbial day in waiting; make the happening of one that is the predicate."""
    reading.was_open, reading.open = reading.open, False
    after = place.end
    if text.startswith(
        "(", after
    ):  # 六月一日（第一報）に: the words behind the day go on behind it
        aside = _SHORT_BRACKET.match(text, after)
        after = aside.end() if aside is not None else after
    link = AND.pattern.match(text, after, after + 4) if len(starts) > 1 else None
    if link and link.end() in starts:
        reading.joined += (place,)
        return None
    joined, reading.joined = (*reading.joined, place), ()
    window = text[after : min(sentence.end, after + _WINDOW)]
    subject = _subject(text, joined[0], met)
    if subject is not None and not PREDICATE.pattern.match(window):
        cleft = subject.form == "cleft" and _MARKS_CLEFT.match(window)
        subject = subject if cleft else None
    if subject is not None:
        copula = _COPULA.match(window)
        end = after + (copula.end() if copula else 0)
        start = clause_start(text, sentence.start, subject.start)
        return Happening(start, end, place.date, subject, "own")
    if window.startswith(("までの間", "までの期間")) and "/" not in (place.date.value or "/"):
        return None
    adverbial, year = ADVERBIAL.pattern.match(window), is_year(place.date)
    case = adverbial["case"] if adverbial else None
    sitting = None if year or case not in (None, "で") else SITTING.pattern.match(window)
    if sitting:
        reading.wait(joined, False, after + sitting.end())
        return None
    if adverbial:
        paused = bool(adverbial["comma"] or adverbial["pause"] or adverbial["copula"])
        paused = paused or case in ("は", "には", "では", "も")
        if case in _OVER and reading.waiting and reading.waiting[-1].since:
            return None  # 五月二十日の深夜から翌日未明にかけて: the first day is told
        since = case in ("から", "より", "以降", "以来")
        reading.wait(joined, paused, after + adverbial.end(), since)
        return None
    glued = _glued(place, met)
    if glued is not None and glued.is_told:  # 二十七日公表
        reading.wait(joined, False, place.end)
    elif glued is not None and _OF_DAY.match(text, glued.end):  # 六月一日実施の点検で
        reading.wait(joined, True, glued.end)
    elif BARE.pattern.match(window) or _floats(place, window):
        reading.wait(joined, True, place.end)
    elif not year and (named := NAMED.pattern.match(window)):
        return _nominal(text, place, after + named.end(), predicates, reading)
    return None


def _glued(place: Place, met: Sequence[Predicate]) -> Predicate | None:
    """The predicate of a class that follows a day without a particle."""
    index = bisect_left(met, place.start, key=_start)
    for predicate in met[index : index + 2]:
        if predicate.start <= place.end < predicate.end and predicate.kind is not KIND:
            return predicate
    return None


def _floats(place: Place, window: str) -> bool:
    """True for what needs no particle: a word like 昨日 or 翌日, a day with its weekday or hour."""
    bare = place.date.how in ("deictic", "anaphoric") or place.date.text.endswith((")", "）"))
    return (bare or place.date.time is not None) and not CLINGS.pattern.match(window)


def _subject(text: str, place: Place, predicates: Sequence[Predicate]) -> Predicate | None:
    """The predicate or noun whose day the date is: 公表したのは十日です, 発送の日は九日で."""
    index = bisect_left(predicates, place.start, key=_start)
    for predicate in reversed(predicates[max(0, index - _NEAR) : index]):
        if predicate.end <= place.start <= predicate.end + 8:
            names = predicate.form == "nominal" and predicate.kind.nominal
            between = text[predicate.end : place.start]
            if (names or predicate.form == "cleft") and _SUBJECT.fullmatch(between):
                return predicate
    return None


def _nominal(
    text: str, place: Place, after: int, predicates: Sequence[Predicate], reading: Reading
) -> Happening | None:
    """The happening that a day names by a noun: 先月二十九日の経済産業省の命令."""
    index = bisect_left(predicates, after, key=_start)
    predicate = predicates[index] if index < len(predicates) else None
    if predicate is None or predicate.start - after > 24:
        return None
    if _CROSSES.search(text, after, predicate.start) or not predicate.kind.nominal:
        return None
    if predicate.form not in ("nominal", "final", "linked", "finite"):
        return None
    end = predicate.end
    if _NOT_A_DEED.match(text, end, end + 8):
        return None
    if _SAME_DAY.match(text, end):  # 十一月の定期監査で指摘があった: of the same day
        reading.wait((place,), True, end + 1)
    return Happening(place.start, end, place.date, predicate, "own")


def asked_for(text: str, dates: Sequence[Place], met: Sequence[Predicate]) -> set[int]:
    """Where days begin that only what is asked for has: 翌日開けるよう依頼した."""
    starts = [p.start for p in met]
    found = set()
    for number, place in enumerate(dates[1:], 1):
        index = bisect_left(starts, place.end)
        following = dates[number + 1].start if number + 1 < len(dates) else len(text)
        if index == len(met) or met[index].start > following or text[place.end] in "、,":
            continue
        deed = met[index]
        if deed.form == "relative" and _SO_THAT.match(text, deed.end):
            found.add(place.start)
    return found


def topic(
    tokens: Tokens,
    sentence: Span,
    waiting: Waiting,
    predicates: Sequence[Predicate],
    floor: int,
) -> Iterator[Happening]:
    """最初のお申出は、十六日に電話でいただいております: the theme names what happened."""
    text, first = tokens.view.text, waiting.places[0]
    themes = [p for p in predicates if p.form == "nominal" and floor <= p.start < first.start]
    if not themes or any(p.is_told and p.start > first.start for p in predicates):
        return
    theme = themes[-1]
    if not theme.kind.nominal or not _SUBJECT.match(text, theme.end, theme.end + 3):
        return
    verb = predicate_after(tokens, waiting.after, sentence.end)
    if verb is None or not _CAME.search(text, waiting.after, verb.end):
        return
    told = theme._replace(form="finite", tense=verb.tense)
    start = clause_start(text, floor, theme.start)
    yield Happening(start, verb.end, waiting.places[-1].date, told, "own")


def behind_day(predicate: Predicate, ends: Sequence[int], dates: Sequence[Place]) -> Predicate:
    """The predicate from the day on that stands within it: 停電は七月十二日に起こされた."""
    last = bisect_left(ends, predicate.end) - 1
    if last < 0 or dates[last].start <= predicate.start:
        return predicate
    return predicate._replace(start=ends[last])
