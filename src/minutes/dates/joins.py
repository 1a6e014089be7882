"""How the words of a time expression join: 昨年 の 三月 三日 （火） 午前十時 から 五日 まで."""

from __future__ import annotations

import re
from functools import lru_cache

from minutes.dates.atoms import Atom, Word, number
from minutes.dates.guards import is_length
from minutes.dates.words import ABOUT, APART, DAY, TIME, WEEKDAY, YEAR, deictics

_LINKS = ("", "の", " ", "  ", "   ")
_LONGEST_LINK = 3
CONNECTOR = re.compile(
    r"[ ]?(?:の?(?:から|より)[ ]?|[ ]?[~〜–—―─−-][ ]?|(?:から|より)、|[ ]?ないし[ ]?|[ ]至[ ])"
)
LONGEST = 6  # characters of a connector
# 五月から六月に延期した, 三日から、四日に止めるまで: two dates, not the ends of one stretch.
_MOVED = re.compile(
    r"に(?:延期|変更|繰り?[上下延]|前倒|後ろ倒|移|ずら|改|早め|遅ら|修正|訂正|先送|延ば|のば)"
)
_NO_END = re.compile(r"(?:に(?!かけ|至|わた|及|ま)|は|が|を)")


def _joins(text: str, left: Atom, right: Atom, level: int, appositive: bool) -> bool:
    """True if the word goes on with the expression that reaches `level`."""
    rule = right.word.rule
    gap = text[left.end : right.start]
    if rule.level == APART or gap not in _LINKS:
        return False
    if rule.level == TIME:
        # A header sets the hour apart: 令和八年五月七日（木曜日）　　午前十時開会
        return gap in ("", "の") and level < TIME
    if rule.level == ABOUT:
        return gap == "" and level < ABOUT
    if level >= TIME:
        return False
    if rule.level == WEEKDAY and gap and right.groups.get("wd2"):
        # 先週の金曜日, 十三日の金曜日
        return gap == "の" and left.rule.name in ("deictic", "day") and level < WEEKDAY
    if appositive and gap == "" and rule.level < level:
        return True  # 昨日六月十二日: the word and the date name one day
    if appositive and rule.name == "day":
        # 翌々日の二十六日, 明日16日; 今日一日 is all of today
        whole = gap == "" and number(right.groups["da"]) == 1
        return not whole and not is_length(text, right)
    return rule.level > level


@lru_cache(maxsize=4096)
def _reach(word: Word) -> int:
    """The level that a word fills: 昨日 a day, 今月 a month, 2024/11/05 a day."""
    name, groups = word.rule.name, word.groups
    if name == "deictic":
        return {"year": 0, "fiscal": 0, "month": 1, "week": 1, "day": 2}[
            deictics()[groups["rel"]].unit
        ]
    if name in ("numeric", "month-day-slash", "new-years-day"):
        return DAY
    if name == "dotted-era":
        return DAY if "de_d" in groups else 1
    if name == "next-same":
        return YEAR
    if name == "new-year":
        return 1
    if name in ("year-end", "next-weekday"):
        return 4
    return DAY if name in ("day-range", "month-range") else word.rule.level


def is_appositive(word: Word) -> bool:
    """True for a word that the day itself may follow: 昨日六月十二日."""
    return word.rule.name == "deictic" and _reach(word) == DAY


def stretch(text: str, found: list[Atom], index: int) -> int:
    """The index after the atoms that join into the longest moment from one on."""
    at, count = index + 1, len(found)
    # Most stand alone, and are known at a glance.
    if at == count or found[at].start - found[index].end > _LONGEST_LINK:
        return at
    level, appositive = _reach(found[index].word), is_appositive(found[index].word)
    while at < count and _joins(text, found[at - 1], found[at], level, appositive):
        level, appositive = _reach(found[at].word), False
        at += 1
    return at


def ends_stretch(text: str, connector: str, end: int) -> bool:
    """True if a date behind a connector ends a stretch of time, and is not a date of its own."""
    if connector.endswith("、") and _NO_END.match(text, end):
        return False
    return _MOVED.match(text, end) is None
