"""What stands beside a quantity and changes it: 約, 延べ, 以上, 合わせて, 一件もない."""

from __future__ import annotations

import re
from functools import cache

from minutes.counts.types import Reading
from minutes.counts.words import initials_at, meanings, place_pattern, words_at
from minutes.nlp import Tokens

REACH = 8  # characters before a number in which words tell of it
LETTER = re.compile(r"[一-鿿々ァ-ヶーA-Za-z0-9]")
_NOUGHT = re.compile(r"(?:たりと)?も[^、。\n]{0,12}?(?:な[いくかし]|ません|ず[、に。]|ぬ)")
_NOUGHT_BEGINS = ("も", "た")
_NEGATIVE = re.compile(r"(?:マイナス|[▲△▼−])\Z")
_SIGNS = tuple("ス▲△▼−")
_PER = re.compile(r"(?<![0-9一-鿿々ヶか])[月週年日]\Z")
_PERIODS = tuple("月週年日")
_PER_UNITS = ("回", "度", "円", "件", "本", "人", "便", "往復")


@cache
def _beside(side: str) -> frozenset[str]:
    """The characters beside a quantity that may end, or begin, what modifies it."""
    if side == "after":
        return initials_at("after") | initials_at("behind")
    marks = (*_SIGNS, *_PERIODS, " ", "、")
    return initials_at("before") | initials_at("apart") | frozenset(marks)


def with_zero(text: str, reading: Reading) -> Reading:
    """一件もない counts none (of a reading of one); 一人も欠けることなく does not."""
    if text[reading.end : reading.end + 1] in _NOUGHT_BEGINS and _NOUGHT.match(text, reading.end):
        return reading._replace(value=0, rule="none-at-all")
    return reading


def with_modifiers(tokens: Tokens, reading: Reading) -> Reading:
    """The quantity with the words that modify it, those within it taken into its span."""
    text = tokens.view.text
    start, end = reading.start, reading.end
    before, afterwards = text[start - 1 : start], text[end : end + 1]
    if before not in _beside("before") and afterwards not in _beside("after"):
        return reading  # most stand alone
    found = list(reading.modifiers)
    value, low, high = reading.value, reading.low, reading.high
    sign = _NEGATIVE.search(text, max(0, start - 4), start) if before in _SIGNS else None
    if sign is not None and reading.kind in ("rate", "money", "other") and value is not None:
        start, value = sign.start(), -value
    per = text[start - 1 : start] in _PERIODS and reading.unit in _PER_UNITS
    if per and _PER.search(text, max(0, start - 2), start):
        start -= 1  # 月一回: a rate, its period belongs to it
        reading = reading._replace(kind="rate")
    while (word := _before(tokens, start) or _before(tokens, _over_gap(text, start))) is not None:
        start = text.rindex(word, 0, start)
        found.insert(0, meanings("before")[word])
    initials = initials_at("after")
    while (
        text[end : end + 1] in initials
        and (match := place_pattern("after").match(text, end)) is not None
    ):
        if not tokens.is_edge(match.end()) and text[match.end() - 1] not in "強弱超余程":
            break
        if match.group() in ("強", "弱", "超", "余", "程") and LETTER.match(text, match.end()):
            break  # 三人強制, 七人超過
        found.append(meanings("after")[match.group()])
        end = match.end()
    found += _apart(text, start, end)
    if not found and (start, end, value) == (reading.start, reading.end, reading.value):
        return reading
    return reading._replace(
        start=start,
        end=end,
        value=value,
        low=low,
        high=high,
        modifiers=tuple(dict.fromkeys(found)),
    )


def _over_gap(text: str, start: int) -> int:
    """The end of a word that a layout has set apart from the figures behind it: 約 12 万人."""
    apart = text[start - 1 : start] == " " and text[start] in "0123456789"
    return start - 1 if start > 1 and apart else start


def _before(tokens: Tokens, start: int) -> str | None:
    """The modifier word that ends at `start`: 約, 延べ; 時計三個 has no 計."""
    text = tokens.view.text
    if not start or text[start - 1] not in initials_at("before"):
        return None
    for length in range(max(map(len, meanings("before"))), 0, -1):
        word = text[max(0, start - length) : start]
        if word in meanings("before") and tokens.is_edge(start - length):
            index = tokens.first_at(start - length)
            previous = text[start - length - 1 : start - length]
            single = length == 1 and word != "約" and bool(LETTER.match(previous))
            if tokens.ends[index] <= start and not single:
                return word
    return None


def _apart(text: str, start: int, end: int) -> list[str]:
    """Meanings of words that lie outside the count: 合わせて, を超える, に満たない."""
    found = []
    head = text[max(0, start - REACH) : start].rstrip(" 、")
    if head.endswith(words_at("apart")):
        for word, meaning in meanings("apart").items():
            if head.endswith(word):
                found.append(meaning)
    behind = None
    if text[end : end + 1] in initials_at("behind"):
        behind = place_pattern("behind").match(text, end)
    if behind is not None:
        found.append(meanings("behind")[behind.group()])
    return found
