"""Which predicate a date belongs to, sentence by sentence.

A date that is an adverbial (六月十日に、 翌朝、 九日付で) waits for its predicate; the nearest that is
not inside another argument takes it, and the clauses that the sentence goes on to take it too until
another date is told.  A date can also be a predicate itself (発覚は二日でした), stand in brackets behind
one (漏えいが発生（二月～五月）), or qualify a noun that happens (先月二十九日の命令を踏まえ).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from minutes.clauses import ends_clause
from minutes.events.predicates import Predicate, find_predicates
from minutes.nlp import Tokens
from minutes.schema import Date, Span

_DAYPART = r"(?:の?(?:朝方?|夕方?|夕刻|夜|晩|昼|正午|未明|深夜|早朝|午前(?:中)?|午後|うち|段階|当日|日中|間|際|時点|現在|初め|終わり|内|中|過ぎ|すぎ|前|ちょうど))?"
_PAPER = r"(?:付け?(?:け)?)?(?:の?(?:文書|書面|通知|メール|電話|公文書))?"
_SITTING = (
    r"の?[^、。()「」\n]{0,24}?(?:委員会|協議会|会議|定例会|臨時会|理事会|総会|説明会|会見|検討会|懇談会|審議会"
    r"|本会議|議会|部会|国会|閣議|教授会)(?:の場)?"
)
_CASE = (
    r"(?:に(?:かけまして|かけて|おきまして|おいて|至りまして|至って|なりまして|なって(?:初めて)?|は|も)?"
    r"|から(?:は|も)?|より(?:は)?|まで(?:に(?:は|も)?)?|で(?:は|も)?|にて|をもって|をもちまして|以降|以来|は|も)"
)
_ADVERBIAL = re.compile(
    rf"{_PAPER}{_DAYPART}頃?(?P<case>{_CASE})(?!の)(?P<comma>[、,]?)"
    rf"|{_PAPER}{_DAYPART}頃?(?P<pause>[、,])"
    rf"|(?P<copula>(?:で(?:ございます|あります|す)|でございまして|でありまして)(?:が|けれども|けども)?[、,])"
)
_AT_SITTING = re.compile(
    rf"{_SITTING}(?P<case>で(?:は|も)?|にて|におき(?:まして|)|において(?:は)?|に(?:は|も)?(?!対|つい|関|係|向|よ|当|際|臨|先立|おけ|合わ|備え))"
)
_AND = re.compile(r"と|及び|並びに|、|・|や")
_IS = re.compile(r"(?:で(?:す|した|ござい|あり|ある|、)|だ(?:った)?|と(?:な[っり]))")
_QUALIFIES = re.compile(r"(?:付け?)?(?:から)?の")
# What makes a day part of another word: 本日までの, 昨年比, 今年度予算.
_CLINGS = re.compile(
    r"の|まで|から|より|以|付|現在|時点|分|度|比|号|付け|[^、。]{0,4}(?:予算|決算|計画)"
)
_SUBJECT = re.compile(r"(?:の|もの|日|時期)?(?:は|が)[、,]?\Z")
# Words that say that what follows is of another time.
_SHIFT = re.compile(
    r"その後|のちに|後に|これまで|従来|今後|引き続き|現在|いまだ|今のところ|今回|このたび|かつて|以前|今般|先ほど|ただいま|将来|今後|一方"
)
_OPEN = dict(zip("(（「『[〔【", ")）」』]〕】", strict=True))
_BRACKET = re.compile("[" + re.escape("".join(_OPEN)) + "]")
# A clause that ends so is told for its own sake, and takes the date with it (…でございましたが、); one in
# the continuative may only say how: コンビニ払いを含め、停止した.
_STRONG = re.compile(r"(?:が|けれども?|ので|ため|ところ|から|し|たら|[れけえせ]ば)\Z")
# … unless it only explains a word or the day: 以下ML社と申しますが、, 八日は土曜でございましたが、.
_ASIDE = re.compile(
    r"(?:呼ばせていただき|申し|いい|申し上げ|でござい|です|でし|としており)(?:ます|まして|ました|た)?が?\Z"
)
_MAX_CLAUSE = 160
_CARRIED = 3


@dataclass(frozen=True, slots=True)
class Happening:
    """A predicate with its date, in view positions; `how` says how the date came to it."""

    start: int
    end: int
    date: Date
    predicate: Predicate
    how: str


@dataclass(frozen=True, slots=True)
class Place:
    """A date and its view span."""

    date: Date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Adverbial dates (六月の十六日と二十三日に are two): `paused` if a comma or は sets it off, `after` where its clause goes on."""

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


def masked(text: str, start: int, end: int) -> tuple[str, list[Span]]:
    """The stretch with brackets and quotations blanked out, and the spans inside the brackets.

    >>> masked("開始（四月（予定））", 0, 10)[1]
    [Span(start=3, end=9)]
    """
    if _BRACKET.search(text, start, end) is None:
        return text[start:end], []
    out: list[str] = []
    inner: list[Span] = []
    closing: list[str] = []
    opened = start
    for at in range(start, end):
        char = text[at]
        if char in _OPEN:
            if not closing:
                opened = at + 1
            closing.append(_OPEN[char])
            out.append("\x00")
        elif closing and char == closing[-1]:
            closing.pop()
            out.append("\x00")
            if not closing and char in ")）]〕":
                inner.append(Span(opened, at))
        else:
            out.append("\x00" if closing else char)
    if closing:  # a bracket that never closes hides nothing
        keep = opened - 1 - start
        out[keep:] = text[opened - 1 : end]
    return "".join(out), inner


def happenings(tokens: Tokens, sentence: Span, places: Sequence[Place]) -> Iterator[Happening]:
    """The dated predicates of a sentence; `places` are the dates in it, in order.

    A place outside the sentence is never asked for.
    """
    text = tokens.view.text
    if not any(_may_have(text, sentence, place) for place in places):
        return
    shown, brackets = masked(text, *sentence)
    predicates = find_predicates(tokens, *sentence)
    outer_dates, outer = [], []
    for place in places:
        if shown[place.start - sentence.start] != "\x00":
            outer_dates.append(place)
    for predicate in predicates:
        if shown[predicate.end - 1 - sentence.start] != "\x00":
            outer.append(predicate)
    yield from _outer(text, sentence, outer_dates, outer)
    for bracket in brackets:
        dates = [p for p in places if bracket.start <= p.start and p.end <= bracket.end]
        if dates:
            told = [p for p in predicates if bracket.start <= p.start and p.end <= bracket.end]
            yield from _bracketed(text, sentence, bracket, dates, told, outer)


def _may_have(text: str, sentence: Span, place: Place) -> bool:
    """False for a day that certainly has no predicate: 令和七年度予算, a heading's day."""
    end = place.end
    if end >= sentence.end:
        return text.find("は", sentence.start, place.start) >= 0 or place.date.rule.startswith(
            "row"
        )
    if text[end] in "年度号版生比" or text.startswith(("回", "法律"), end):
        return False
    return True


def _bracketed(
    text: str,
    sentence: Span,
    bracket: Span,
    dates: Sequence[Place],
    told: Sequence[Predicate],
    outer: Sequence[Predicate],
) -> Iterator[Happening]:
    """What brackets say: a clause of their own (十日公表), or the date of what stands before them."""
    first = dates[0]
    own = [p for p in told if p.start >= first.end]
    if own:
        last = own[-1]
        yield Happening(bracket.start, last.end, first.date, last, "own")
        return
    rest = text[bracket.start : first.start] + text[first.end : bracket.end]
    if len(dates) == 1 and not re.sub(r"[\s、,]|現在|時点|付け?|頃|予定", "", rest):
        before = [p for p in outer if p.end == bracket.start - 1 and p.is_told]
        if before:
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
    text: str, sentence: Span, dates: Sequence[Place], predicates: Sequence[Predicate]
) -> Iterator[Happening]:
    """Dates and predicates of the sentence outside brackets, met in text order."""
    reading = _Reading([])
    floor = sentence.start
    todo = sorted(
        [*((d.start, 0, d) for d in dates), *((p.start, 1, p) for p in predicates)],
        key=lambda item: item[:2],
    )
    done_until = sentence.start
    starts = {date.start: date for date in dates}
    for _, _, item in todo:
        if isinstance(item, Place):
            reading.open = False
            link = _AND.match(text, item.end, item.end + 4)
            if link and link.end() in starts:
                reading.joined += (item,)
                continue
            made = _take_date(text, sentence, item, predicates, reading)
            if made is not None:
                yield made
            continue
        _expire(text, done_until, item.start, reading)
        start = _clause_start(text, max(floor, sentence.start), item.start)
        behind = starts.get(item.end) if item.form in ("relative", "finite") else None
        if behind is not None and item.is_told and not _QUALIFIES.match(text, behind.end):
            # 決済を停止いたしました五月二十六日: the clause says which day it was.
            taken = [Happening(start, behind.end, _first_day(behind.date), item, "own")]
        else:
            taken = _take_predicate(text, item, reading, start, floor)
        done_until = item.end
        yield from taken
        if (taken and item.form not in ("relative", "quoted")) or item.form in ("finite", "linked"):
            floor = item.end + (text[item.end : item.end + 1] in "、,")


def _first_day(date: Date) -> Date:
    """The date, or the day that an interval begins on: 開設した六月十一日から十四日まで."""
    if date.value is None or "/" not in date.value:
        return date
    return replace(date, value=date.value.partition("/")[0], date_end=date.date_start)


def _expire(text: str, start: int, end: int, reading: _Reading) -> None:
    """Forget the dates whose clause has ended since without a known predicate."""
    if not reading.waiting:
        return
    kept = []
    for one in reading.waiting:
        at, ended = max(start, one.after), False
        while (at := text.find("、", at, end)) >= 0:
            before = text[max(start, at - 14) : at]
            if _STRONG.search(before) and not _ASIDE.search(before) and ends_clause(text, at):
                ended = True
                break
            at += 1
        if not ended:
            kept.append(one)
    reading.waiting = kept


def _take_date(
    text: str,
    sentence: Span,
    place: Place,
    predicates: Sequence[Predicate],
    reading: _Reading,
) -> Happening | None:
    """Put an adverbial date in waiting; make the happening of one that is itself the predicate."""
    joined = (*reading.joined, place)
    reading.joined = ()
    window = text[place.end : min(sentence.end, place.end + 60)]
    adverbial = _ADVERBIAL.match(window)
    sitting = _AT_SITTING.match(window)
    if _IS.match(window) or re.match(r"[。]|\Z", window):
        subject = _subject(text, place, predicates)
        if subject is not None:
            end = place.end + (
                m.end() if (m := re.match(r"で(?:す|した|ございます|ございました)", window)) else 0
            )
            start = _clause_start(text, sentence.start, subject.start)
            return Happening(start, end, place.date, subject, "own")
    year = place.date.value is not None and len(place.date.value) == 4
    if sitting and not year and not (adverbial and adverbial["case"] and adverbial["case"] != "で"):
        reading.waiting.append(_Waiting(joined, False, place.end + sitting.end()))
        return None
    if adverbial:
        paused = bool(adverbial["comma"] or adverbial["pause"] or adverbial["copula"])
        paused = paused or (adverbial["case"] or "") in ("は", "には", "では", "も")
        reading.waiting.append(
            _Waiting(
                joined, paused, place.end + adverbial.end(), adverbial["case"] in ("から", "より")
            )
        )
        return None
    direct = [p for p in predicates if p.start == place.end and p.is_told]
    if direct:
        reading.waiting.append(_Waiting(joined, False, place.end))
        return None
    alone = place.date.how in ("deictic", "anaphoric") and not _CLINGS.match(window)
    if _bare(window) or alone:
        reading.waiting.append(_Waiting(joined, True, place.end))
        return None
    named = _QUALIFIES.match(window)
    if named and not year:
        return _nominal(text, place, place.end + named.end(), predicates, reading)
    return None


def _bare(window: str) -> bool:
    """True if a date without a particle can still be an adverbial: 昨日財団から, 十日　市が."""
    return bool(
        re.match(r"[ ]|(?:[一-鿿ァ-ヶーA-Za-z]{1,20}(?:が|は|から|より|では|に対し))", window)
    )


def _subject(text: str, place: Place, predicates: Sequence[Predicate]) -> Predicate | None:
    """The predicate or noun whose day the date is: 公表したのは十日です, 発送の日は九日で."""
    for predicate in reversed(predicates):
        if predicate.end <= place.start <= predicate.end + 8:
            between = text[predicate.end : place.start]
            if _SUBJECT.fullmatch(between) and (
                predicate.form == "cleft"
                or (predicate.form == "nominal" and predicate.kind.nominal)
            ):
                return predicate
    return None


def _nominal(
    text: str, place: Place, after: int, predicates: Sequence[Predicate], reading: _Reading
) -> Happening | None:
    """The happening that a date names by a noun: 先月二十九日の経済産業省の命令."""
    for predicate in predicates:
        if predicate.start < after:
            continue
        between = text[after : predicate.start]
        if len(between) > 24 or re.search(r"[、。をがはも]|(?:に|で|と|から)(?![一-鿿])", between):
            return None
        if predicate.kind.nominal and predicate.form in ("nominal", "final", "linked", "finite"):
            if re.match(r"の?(?:延期|見送り|予定|在り方|考え方|見込み)", text[predicate.end :][:8]):
                return None
            if re.match(r"で|において|の際", text[predicate.end : predicate.end + 4]):
                # 十一月の定期監査で指摘があった: what follows is of the same day.
                reading.waiting.append(_Waiting((place,), True, predicate.end + 1))
            return Happening(place.start, predicate.end, place.date, predicate, "own")
        return None
    return None


def _take_predicate(
    text: str, predicate: Predicate, reading: _Reading, start: int, floor: int
) -> list[Happening]:
    """The happenings of a predicate: with the dates that wait for it, or the one told before."""
    if not predicate.is_told or predicate.form == "cleft":
        return []
    if predicate.form == "final" and not _closes(text, predicate):
        return []
    goes_on = predicate.form in ("linked", "final")
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
        return [
            Happening(begin, predicate.end, place.date, predicate, "own")
            for place in {place.date.value: place for place in waiting.places}.values()
        ]
    if reading.last is None or not reading.open or predicate.form == "relative":
        return []
    if reading.carried >= _CARRIED or _SHIFT.search(text, max(floor, start), predicate.start):
        reading.open = False
        return []
    if predicate.tense != "past":
        return []
    reading.carried += 1
    reading.open = goes_on
    begin = max(start, floor)
    return [Happening(begin, predicate.end, reading.last.date, predicate, "carried")]


def _closes(text: str, predicate: Predicate) -> bool:
    """True if a noun without a verb closes a clause: …において公表、同日十六時に…, not 調査、分析を."""
    following = text[predicate.end : predicate.end + 2]
    if not following or following[0] in "。\n()（）" or not following.strip():
        return True
    if following[0] in "、,":
        before = text[max(0, predicate.start - 1) : predicate.start]
        return before in ("を", "に", "へ", "も", "が", "で", "し") or bool(
            re.match(r"[0-9同翌一二三十]", following[1:])
        )
    return True
