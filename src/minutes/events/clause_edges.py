"""Where the clause begins that an event quotes, and when its days are spent."""

from __future__ import annotations

import re

from minutes.clauses import ends_clause
from minutes.events.happening import Reading
from minutes.events.predicates import Predicate

# A clause that ends so is told for its own sake and takes its day with it (公表しましたが、); one
# in the continuative may only say how (コンビニ払いを含め、停止した), and so does an aside
# (八日は土曜でございましたが、 以下ML社と申しますが、).
# 保存するため、 says what for.
_STRONG = re.compile(
    r"(?:が|けれども?|ので|(?<![るぐすくつむぶうぬ])ため|ところ|から|し|たら|[れけえせ]ば)\Z"
)
_ASIDE = re.compile(
    r"(?:呼ばせていただき|申し|いい|申し上げ|でござい|です|でし|としており)"
    r"(?:ます|まして|ました|た)?が?\Z"
)
_LINK = re.compile(
    r"(?:が|けれども?|ので|ため|ところ|から|し|のに|ものの|と(?:共に|ともに))?[、,]|が(?=[^、])"
)
_BREAK = re.compile(r"(?:[ぁ-ん一-鿿]ず|[がはも]あり|[とに]なり|であり|でき|おり)\Z")
_NO_BREAK = re.compile(r"(?:必|まず|絶え|思わ|変わら|取り急|あらかじ|少なから|相変わら)ず?\Z")
_MAX_CLAUSE = 160


def clause_start(text: str, floor: int, position: int) -> int:
    """Where the clause that holds a position begins, not before `floor`."""
    floor = max(floor, position - _MAX_CLAUSE)
    at = position
    while (at := text.rfind("、", floor, at)) >= 0:
        if ends_clause(text, at) or _breaks(text[max(floor, at - 8) : at]):
            return at + 1
    return floor


def _breaks(before: str) -> bool:
    """True if words before a comma end a clause that only its sentence dates: 見つからず、."""
    return _BREAK.search(before) is not None and _NO_BREAK.search(before) is None


def past_link(text: str, predicate: Predicate) -> int:
    """Where the next clause begins: behind the comma, or the particle that leads on to it."""
    end = predicate.end
    link = _LINK.match(text, end) if predicate.form in ("linked", "finite") else None
    return link.end() if link is not None else end + (text[end : end + 1] in "、,")


def expire(text: str, start: int, end: int, reading: Reading) -> None:
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
