"""Which predicate a day belongs to, sentence by sentence.

A day that is an adverbial (六月十日に、 翌朝、 九日付で) waits for its predicate.  The nearest
that is not inside another argument takes it, and so do the clauses that the sentence goes on to,
until another day is told.  A day can also be a predicate itself (発覚は二日でした), stand in
brackets behind one (漏えいが発生（二月～五月）), or belong to a noun (先月二十九日の命令を踏まえ).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from minutes.clauses import ends_clause, predicate_after
from minutes.events.links import ADVERBIAL, AND, BARE, CLINGS, NAMED, PREDICATE, SITTING, masked
from minutes.events.predicates import Predicate, find_predicates
from minutes.nlp import Tokens
from minutes.schema import Date, Span

_SUBJECT = re.compile(r"(?:の|もの|日|時期)?(?:は|が)[、,]?(?:[^、。]{1,6}後の)?")
_MARKS_CLEFT = re.compile(r"、|(?:の?(?:時点|現在|朝|夕方|夜)(?:で|の|に))")
_COPULA = re.compile(r"で(?:した|すが?|ございます|ございました)")
# Words that say that what follows is of another time.
_SHIFT = re.compile(
    r"その後|のちに|後に|これまで|従来|今後|引き続き|現在|いまだ|今のところ|今回|このたび|かつて|以前"
    r"|今般|先ほど|ただいま|将来|一方|その間|この間|ことから|ため、"
)
# A clause that ends so is told for its own sake and takes its day with it (公表しましたが、); one
# in the continuative may only say how (コンビニ払いを含め、停止した), and so does an aside
# (八日は土曜でございましたが、 以下ML社と申しますが、).
_STRONG = re.compile(r"(?:が|けれども?|ので|ため|ところ|から|し|たら|[れけえせ]ば)\Z")
_ASIDE = re.compile(
    r"(?:呼ばせていただき|申し|いい|申し上げ|でござい|です|でし|としており)"
    r"(?:ます|まして|ました|た)?が?\Z"
)
# The verbs that say no more than that it came: いただいております, ございました, 入りました.
_CAME = re.compile(
    r"(?:いただ[いき]|頂[いき]|ござい|あり|あっ|入[りっ]|届[いき]|寄せられ|まい)(?:て)?[ぁ-ん]{0,8}\Z"
)
_NOT_A_DEED = re.compile(r"の?(?:延期|見送り|予定|在り方|考え方|見込み)")
_SAME_DAY = re.compile(r"で|において|の際")
_CROSSES = re.compile(r"[、。をがはも]|(?:に|で|と|から)(?![一-鿿])")
_LABEL = re.compile(r"[\s、,]|現在|時点|付け?|頃|予定")
_BEHIND_LIST = re.compile(r"[0-9同翌一二三十]")
_LINKED_TO = frozenset("をにへもがでし")
_MAX_CLAUSE = 160
_CARRIED = 3
_WINDOW = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A date and its view span."""

    date: Date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Happening:
    """A predicate with its date, in view positions; `how` says how the date came to it."""

    start: int
    end: int
    date: Date
    predicate: Predicate
    how: str


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Adverbial days (六月の十六日と二十三日に are two) and where their clause goes on.

    `paused` if a comma or は sets them off from what follows, `since` if something lasts from then.
    """

    places: tuple[Place, ...]
    paused: bool
    after: int
    since: bool = False


@dataclass(slots=True)
class _Reading:
    """What one pass over a sentence knows so far."""

    waiting: list[_Waiting]
    joined: tuple[Place, ...] = ()
    last: Place | None = None
    open: bool = False
    carried: int = 0

    def wait(
        self, places: tuple[Place, ...], paused: bool, after: int, since: bool = False
    ) -> None:
        """Put days in waiting."""
        self.waiting.append(_Waiting(places, paused, after, since))


def happenings(tokens: Tokens, sentence: Span, places: Sequence[Place]) -> Iterator[Happening]:
    """The dated predicates of a sentence; `places` are the dates in it, in order."""
    text = tokens.view.text
    if not any(_may_have(text, sentence, place) for place in places):
        return
    predicates = find_predicates(tokens, *sentence)
    if not predicates:
        return
    shown, brackets = masked(text, *sentence)
    hidden = "\x00"
    dates = [p for p in places if shown[p.start - sentence.start] != hidden]
    outer = [p for p in predicates if shown[p.end - 1 - sentence.start] != hidden]
    yield from _outer(tokens, sentence, dates, outer)
    for bracket in brackets:
        inside = [p for p in places if bracket.start <= p.start and p.end <= bracket.end]
        if inside:
            told = [p for p in predicates if bracket.start <= p.start and p.end <= bracket.end]
            yield from _bracketed(text, sentence, bracket, inside, told, outer)


def _may_have(text: str, sentence: Span, place: Place) -> bool:
    """False for a day that certainly has no predicate: 令和七年度予算, a heading's day."""
    end = place.end
    if end >= sentence.end:
        return place.start > sentence.start
    return not (text[end] in "年度号版生比" or text.startswith(("回", "法律"), end))


def _bracketed(
    text: str,
    sentence: Span,
    bracket: Span,
    dates: Sequence[Place],
    told: Sequence[Predicate],
    outer: Sequence[Predicate],
) -> Iterator[Happening]:
    """What brackets say: a clause of their own (十日公表), or the day of what stands before."""
    first = dates[0]
    own = [p for p in told if p.start >= first.end]
    if own:
        yield Happening(bracket.start, own[-1].end, first.date, own[-1], "own")
        return
    rest = text[bracket.start : first.start] + text[first.end : bracket.end]
    before = [p for p in outer if p.end == bracket.start - 1 and p.is_told]
    if len(dates) == 1 and before and not _LABEL.sub("", rest):
        start = _clause_start(text, sentence.start, before[-1].start)
        yield Happening(start, bracket.end + 1, first.date, before[-1], "own")


def _clause_start(text: str, floor: int, position: int) -> int:
    """Where the clause that holds a position begins, not before `floor`."""
    floor = max(floor, position - _MAX_CLAUSE)
    at = position
    while (at := text.rfind("、", floor, at)) >= 0:
        if ends_clause(text, at):
            return at + 1
    return floor


def _outer(
    tokens: Tokens, sentence: Span, dates: Sequence[Place], predicates: Sequence[Predicate]
) -> Iterator[Happening]:
    """Days and predicates of the sentence outside brackets, met in text order."""
    text = tokens.view.text
    reading = _Reading([])
    floor = read = sentence.start
    starts = {date.start: date for date in dates}
    coming = iter(predicates)
    predicate = next(coming, None)
    for place in [*dates, None]:
        limit = place.start if place is not None else sentence.end
        while predicate is not None and predicate.start < limit:
            _expire(text, read, predicate.start, reading)
            start = _clause_start(text, floor, predicate.start)
            made = _behind(text, predicate, starts.get(predicate.end), start)
            made = made or _take_predicate(text, predicate, reading, start, floor)
            yield from made
            read = predicate.end
            embedded = predicate.form in ("relative", "quoted")
            if (made and not embedded) or predicate.form in ("finite", "linked"):
                floor = read + (text[read : read + 1] in "、,")
            predicate = next(coming, None)
        if place is not None:
            named = _take_date(text, sentence, place, starts, predicates, reading)
            if named is not None:
                yield named
    _expire(text, read, sentence.end, reading)
    if reading.waiting:
        yield from _topic(tokens, sentence, reading.waiting[-1], predicates, floor)


def _topic(
    tokens: Tokens,
    sentence: Span,
    waiting: _Waiting,
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
    told = replace(theme, form="finite", tense=verb.tense)
    start = _clause_start(text, floor, theme.start)
    yield Happening(start, verb.end, waiting.places[-1].date, told, "own")


def _behind(text: str, predicate: Predicate, place: Place | None, start: int) -> list[Happening]:
    """決済を停止いたしました五月二十六日: the clause says which day it was."""
    if place is None or predicate.form not in ("relative", "finite"):
        return []
    if NAMED.pattern.match(text, place.end):
        return []
    date = place.date
    if date.value is not None and "/" in date.value:  # 開設した六月十一日から十四日まで
        date = replace(date, value=date.value.partition("/")[0], date_end=date.date_start)
    return [Happening(start, place.end, date, predicate, "own")]


def _expire(text: str, start: int, end: int, reading: _Reading) -> None:
    """Forget the days whose clause has ended since without a known predicate."""
    kept = []
    for one in reading.waiting:
        at, ended = max(start, one.after), False
        while not ended and (at := text.find("、", at, end)) >= 0:
            before = text[max(start, at - 14) : at]
            strong = _STRONG.search(before) and not _ASIDE.search(before)
            ended = bool(strong) and ends_clause(text, at)
            at += 1
        if not ended:
            kept.append(one)
    reading.waiting = kept


def _take_date(
    text: str,
    sentence: Span,
    place: Place,
    starts: dict[int, Place],
    predicates: Sequence[Predicate],
    reading: _Reading,
) -> Happening | None:
    """Put an adverbial day in waiting; make the happening of one that is the predicate."""
    reading.open = False
    link = AND.pattern.match(text, place.end, place.end + 4)
    if link and link.end() in starts:
        reading.joined += (place,)
        return None
    joined, reading.joined = (*reading.joined, place), ()
    window = text[place.end : min(sentence.end, place.end + _WINDOW)]
    subject = _subject(text, joined[0], predicates)
    if subject is not None and not PREDICATE.pattern.match(window):
        cleft = subject.form == "cleft" and _MARKS_CLEFT.match(window)
        subject = subject if cleft else None
    if subject is not None:
        copula = _COPULA.match(window)
        end = place.end + (copula.end() if copula else 0)
        start = _clause_start(text, sentence.start, subject.start)
        return Happening(start, end, place.date, subject, "own")
    adverbial, sitting = ADVERBIAL.pattern.match(window), SITTING.pattern.match(window)
    year = place.date.value is not None and len(place.date.value) == 4
    if sitting and not year and not (adverbial and adverbial["case"] not in (None, "で")):
        reading.wait(joined, False, place.end + sitting.end())
    elif adverbial:
        paused = bool(adverbial["comma"] or adverbial["pause"] or adverbial["copula"])
        paused = paused or adverbial["case"] in ("は", "には", "では", "も")
        since = adverbial["case"] in ("から", "より")
        reading.wait(joined, paused, place.end + adverbial.end(), since)
    elif any(p.start == place.end and p.is_told for p in predicates):  # 二十七日公表
        reading.wait(joined, False, place.end)
    elif BARE.pattern.match(window) or _floats(place, window):
        reading.wait(joined, True, place.end)
    elif (named := NAMED.pattern.match(window)) and not year:
        return _nominal(text, place, place.end + named.end(), predicates, reading)
    return None


def _floats(place: Place, window: str) -> bool:
    """True for a word like 昨日 or 翌日, which needs no particle."""
    return place.date.how in ("deictic", "anaphoric") and not CLINGS.pattern.match(window)


def _subject(text: str, place: Place, predicates: Sequence[Predicate]) -> Predicate | None:
    """The predicate or noun whose day the date is: 公表したのは十日です, 発送の日は九日で."""
    for predicate in reversed(predicates):
        if predicate.end <= place.start <= predicate.end + 8:
            names = predicate.form == "nominal" and predicate.kind.nominal
            between = text[predicate.end : place.start]
            if (names or predicate.form == "cleft") and _SUBJECT.fullmatch(between):
                return predicate
    return None


def _nominal(
    text: str, place: Place, after: int, predicates: Sequence[Predicate], reading: _Reading
) -> Happening | None:
    """The happening that a day names by a noun: 先月二十九日の経済産業省の命令."""
    predicate = next((p for p in predicates if p.start >= after), None)
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


def _take_predicate(
    text: str, predicate: Predicate, reading: _Reading, start: int, floor: int
) -> list[Happening]:
    """The happenings of a predicate: with the days that wait for it, or the one told before."""
    if predicate.form in ("nominal", "cleft"):
        return []
    if predicate.form == "final" and not closes(text, predicate):
        return []
    # What goes on with a comma is of that day; が、 ため、 lead on to what may be later.
    goes_on = (
        predicate.form in ("linked", "final") and text[predicate.end : predicate.end + 1] in "、,"
    )
    if reading.waiting:
        waiting = reading.waiting[-1]
        if predicate.form == "relative" and waiting.paused:
            return []
        reading.waiting.pop()
        if predicate.form not in ("relative", "quoted"):
            reading.waiting.clear()
        reading.last, reading.carried = waiting.places[-1], 0
        # 二月末より稼働しており: what lasts since then gives its day to nothing else.
        reading.open = goes_on and not waiting.since
        first = waiting.places[0].start
        begin = min(start, first) if first >= floor else max(start, floor)
        days = {place.date.value: place.date for place in waiting.places}
        return [Happening(begin, predicate.end, day, predicate, "own") for day in days.values()]
    if reading.last is None or not reading.open or predicate.form == "relative":
        return []
    begin = max(start, floor)
    if reading.carried >= _CARRIED or _SHIFT.search(text, begin, predicate.start):
        reading.open = False
        return []
    if predicate.tense != "past":
        return []
    reading.carried += 1
    reading.open = goes_on
    return [Happening(begin, predicate.end, reading.last.date, predicate, "carried")]


def closes(text: str, predicate: Predicate) -> bool:
    """True if a noun without a verb closes a clause: …を公表、同日…, not 調査、分析を…."""
    following = text[predicate.end : predicate.end + 2]
    if following[:1] in ("、", ","):
        before = text[max(0, predicate.start - 1) : predicate.start]
        return before in _LINKED_TO or bool(_BEHIND_LIST.match(following[1:]))
    return True
