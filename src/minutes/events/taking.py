"""Which day a predicate takes: one that waits, the one just told, or one right behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from minutes.events.clause_edges import clause_start
from minutes.events.deeds import KIND
from minutes.events.gapped import gapped
from minutes.events.happening import Happening, Place, Reading, Waiting, is_year
from minutes.events.links import NAMED
from minutes.events.predicates import Predicate

# Words that say that what follows is of another time.
_SHIFT = re.compile(
    r"その後|のちに|後に|これまで|従来|今後|引き続き|現在|いまだ|今のところ|今回|このたび|かつて|以前"
    r"|今般|先ほど|ただいま|将来|一方|その間|この間|ことから|ため、"
)
_STRONG_LINK = re.compile(r"(?:が|けれども?|ので|ため|ところ|から)[、,]")
_ON_THE_WAY = re.compile(r"[にへをが]|も(?!の)|と(?!ころ)")
_AT_ONCE = frozenset(["detected", "confirmed", "decided", "sanctioned"])
_TELLS = frozenset(["disclosed", "reported", "answered", "notified"])
_GLUED = re.compile(r"[一-鿿ァ-ヶA-Za-z0-9]")
_PURPOSE = re.compile(r"ため(?:に|の)?|べく|目的で")
_SUPPOSED = re.compile(r"可能性|おそれ|恐れ|こと[がを]|旨")
_UNTIL = re.compile(r"頃?(?:まで|から|以降)")
_BEHIND_LIST = re.compile(r"[0-9同翌一二三十]")
_LINKED_TO = re.compile(r"(?:[をにへもがでし]|より|から|まで)\Z")
_CARRIED = 3


def take_predicate(
    text: str, predicate: Predicate, reading: Reading, met: Sequence[Predicate]
) -> list[Happening]:
    """The happenings of a predicate: with the days that wait for it, or the one told before."""
    if not reading.waiting and (reading.last is None or not reading.open):
        return []
    form, end = predicate.form, predicate.end
    if form == "nominal" or form == "cleft":
        return []
    if form == "final" and not closes(text, predicate):
        return []
    # What goes on with a comma is of that day; が、 ため、 lead on to what may be later.
    goes_on = form in ("linked", "final") and text[end : end + 1] in "、,"
    start = clause_start(text, reading.floor, predicate.start)
    if reading.waiting:
        return _with_waiting(text, predicate, reading, start, met, goes_on)
    if not _may_carry(text, predicate, reading, start):
        return []
    reading.carried += 1
    reading.open = goes_on
    assert reading.last is not None
    return [Happening(start, end, reading.last.date, predicate, "carried")]


def _with_waiting(
    text: str,
    predicate: Predicate,
    reading: Reading,
    start: int,
    met: Sequence[Predicate],
    goes_on: bool,
) -> list[Happening]:
    """The happenings of a predicate with the days that wait for it."""
    waiting, floor = reading.waiting[-1], reading.floor
    describes = predicate.form == "relative"
    if waiting.since and predicate.kind.name in _AT_ONCE:
        reading.waiting.pop()  # 五日から通信が続いていたことが判明した: what lasted is no find
        if not reading.waiting:
            return []
        return _with_waiting(text, predicate, reading, start, met, goes_on)
    lasts = waiting.since and text.startswith("状", predicate.start)
    if describes and waiting.paused and not lasts:
        return []
    shared = gapped(text, reading.waiting, predicate, met) if len(reading.waiting) > 1 else []
    reading.waiting.pop()
    if predicate.form not in ("relative", "quoted"):
        reading.waiting.clear()
    if describes:
        # 訪れ、前日に届いた封書を返した: what only describes a thing leaves the day as it was.
        reading.open = reading.was_open
        if not lasts and _is_period(waiting):
            return []  # 二月から四月までに購入された方: a period bounds whom it is about
    else:
        reading.last, reading.carried = waiting.places[-1], 0
        # 二月末より稼働しており: what lasts since then gives its day to nothing else.
        reading.open = goes_on and not waiting.since
    first = waiting.places[0].start
    if shared or (describes and reading.waiting):
        start = max(first, floor)
    elif first >= floor:  # 当社は五月二十日、…を受け、…を把握した
        start = min(start, clause_start(text, floor, first))
    days = {place.date.value: place.date for place in waiting.places}.values()
    own = [Happening(start, predicate.end, day, predicate, "own") for day in days]
    return [*reversed(shared), *own]


def _is_period(waiting: Waiting) -> bool:
    """True for an interval that is no year of the calendar or of accounts."""
    return any("/" in (p.date.value or "") and not is_year(p.date) for p in waiting.places)


def _may_carry(text: str, predicate: Predicate, reading: Reading, begin: int) -> bool:
    """True if a predicate without a day is of the day just told."""
    if reading.last is None or not reading.open or predicate.form == "relative":
        return False
    if predicate.kind is KIND and predicate.form != "finite":
        return False
    if reading.carried >= _CARRIED or _SHIFT.search(text, begin, predicate.start):
        reading.open = False
        return False
    if predicate.tense != "past" and predicate.form != "final":
        return False
    # 四日に調査を終え、番号が流出し、使われた可能性があることを確認した
    if predicate.kind.name != "occurred":
        return True
    return _SUPPOSED.search(text, predicate.end, predicate.end + 60) is None


def closes(text: str, predicate: Predicate) -> bool:
    """True if a noun without a verb closes a clause: …を公表、同日…, not 調査、分析を…."""
    following = text[predicate.end : predicate.end + 2]
    if following[:1] in ("、", ","):
        before = text[max(0, predicate.start - 2) : predicate.start]
        return _LINKED_TO.search(before) is not None or bool(_BEHIND_LIST.match(following[1:]))
    return True


def behind(
    text: str, predicate: Predicate, starts: dict[int, Place], floor: int
) -> list[Happening]:
    """決済を停止いたしました五月二十六日: the clause says which day it was.

    The clause begins at `floor` or later.
    """
    end = predicate.end
    place = starts.get(end)
    if place is None and text[end - 1 : end + 1] == "た、":  # 通報があった、翌日三時頃まで
        place = starts.get(end + 1)
        if place is not None and not _UNTIL.match(text, place.end):
            return []
    elif predicate.form not in ("relative", "finite"):
        return []
    if place is None:
        return []
    if NAMED.pattern.match(text, place.end):
        return []
    date = place.date
    if date.value is not None and "/" in date.value:  # 開設した六月十一日から十四日まで
        date = replace(date, value=date.value.partition("/")[0], date_end=date.date_start)
    start = clause_start(text, floor, predicate.start)
    return [Happening(start, place.end, date, predicate, "own")]


def counts(text: str, deed: Predicate, on_the_way: bool, reading: Reading) -> bool:
    """True for a deed of no class that is told for its own sake, not as the way to another."""
    if deed.form == "relative":
        state = text.startswith("状", deed.start)
        return deed.tense == "past" and (state or _is_one_day(reading))
    if deed.form == "linked":
        if _STRONG_LINK.match(text, deed.end):
            return deed.tense == "past"
        return text[deed.end : deed.end + 1] in ("、", ",") and not on_the_way
    if deed.form == "quoted":
        return deed.tense == "past"
    # 探すも、, 買いに: the deed is on the way to another
    return not _ON_THE_WAY.match(text, deed.end)


def is_report(predicate: Predicate, teller: Predicate, reading: Reading) -> bool:
    """True for what is said on a day that a comma sets off: 六月一日、設置を決めたと発表した."""
    paused = bool(reading.waiting) and reading.waiting[-1].paused
    return predicate.form == "quoted" and paused and teller.kind.name in _TELLS


_THEME_BEFORE = re.compile(r"は[ 　]?\Z")


def announcement(text: str, segment: Sequence[Predicate], reading: Reading) -> int:
    """The number of the predicate that tells the others, as the news has it; 0 for none.

    水尾市は三日、誤って送信し、情報が流出したと発表した: the day behind the theme is that of the
    telling, whatever is told.
    """
    waiting = reading.waiting[-1] if reading.waiting else None
    if waiting is None or not waiting.paused:
        return 0
    first = waiting.places[0].start
    if _THEME_BEFORE.search(text, max(0, first - 2), first) is None:
        return 0
    for number, teller in enumerate(segment[1:], 1):
        if segment[number - 1].form == "quoted" and teller.kind.name in _TELLS:
            return number
    return 0


def leads_on(text: str, predicate: Predicate) -> bool:
    """True for what another deed is done for, or by: 行うため、, 手紙を出し尋ねた."""
    told = text[predicate.end - 1] in "ただ"  # 作ったため、 says why, 作るため、 what for
    if not told and _PURPOSE.match(text, predicate.end):
        return True
    glued = predicate.form == "linked" and text[predicate.end - 1] not in "てで"
    return glued and _GLUED.match(text, predicate.end) is not None


def _is_one_day(reading: Reading) -> bool:
    """False for a period, which a relative clause only bounds: 十月から十一月までに受けた相談."""
    if not reading.waiting:
        return True
    return not (_is_period(reading.waiting[-1]) or reading.waiting[-1].since)
