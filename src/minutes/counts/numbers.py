"""Numbers as they stand in running text: plain, 数十, ゼロ, and two that bound a range."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from minutes.counts.types import Number, Value
from minutes.text import NUMERAL, parse_number

_SCALES = {"十": 10, "拾": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}
_ONES = {char: value for value, char in enumerate("一二三四五六七八九", 1)} | {
    str(value): value for value in range(1, 10)
}
_NUMBER = re.compile(
    rf"(?P<several>(?P<head>{NUMERAL})?+数(?P<scale>[十百千万億兆]*+))"
    rf"|(?P<zero>ゼロ)|(?P<numeral>{NUMERAL})"
)
#: What a number begins with: the scan tries nothing else.
_INITIAL = re.compile(r"[0-9〇零一二三四五六七八九壱弐参十拾百千万萬億兆京数ゼ]")
# 三から五, 3～5, 三ないし五; a hyphen that goes on (03-12-45) is a telephone number.
_TO = re.compile(r" ?(?:~|〜|から|ないし|乃至|[-–−](?![0-9]++-)) ?")
_FIGURES = "0123456789"
_REST = re.compile(r" ?(?P<rest>[0-9],[0-9]{3}|[0-9]{1,4})(?![0-9,.])(?: ?(?P<scale>[万億]))?")
_TO_BEGINS = frozenset(" ~〜かな乃-–−")
#: What may stand between a number and another one that belongs to it.
JOINS = _TO_BEGINS | frozenset("、,・")
#: What makes a number of itself.
DIGITS = "0123456789〇零一二三四五六七八九壱弐十拾百千"
# A run with one of these may be no number, several, or an amount without its unit.
_MARKED = "参万萬億兆京数"
_RUN = f"{DIGITS}{_MARKED},.・"


@cache
def runs(follows: str) -> re.Pattern[str]:
    """A pattern for all that numbers are made of, as far as it goes on without a gap.

    A run of digits alone counts only before one of the characters of `follows` (any, if there are
    none); its match has the group `plain`, and is one number.

    >>> [m.group() for m in runs("人、").finditer("2026年に12人、三、四万が数人")]
    ['12', '三', '四万', '数']
    """
    behind = f"(?=[{re.escape(follows)}])" if follows else ""
    plain, marked = f"(?<=[{DIGITS}])[{DIGITS}]*+", f"[{_MARKED},.・][{_RUN}]*+"
    return re.compile(
        # The first character stands alone, so that the search skips to the next of its kind.
        rf"[{DIGITS}{_MARKED}ゼ](?:(?<![{DIGITS}].)"
        rf"(?:{plain}(?:{marked}|(?P<plain>){behind})|(?<=[{_MARKED}])[{_RUN}]*+)|(?<=ゼ)ロ)"
    )


_KANJI_OR_KANA = re.compile(r"[一-鿿々ァ-ヶー]\Z")
_BEFORE_SEVERAL = re.compile(r"(?:約|計|全|僅|各|他|外|毎|等|余|概|凡|延|超)\Z")


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a folded text in order, ranges joined.

    >>> [(n.value, n.low, n.high) for n in numbers("二、三人、数十名、3~5件、六百四十")]
    [(None, 2, 3), (None, 20, 90), (None, 3, 5), (640, None, None)]
    """
    position = 0
    while (initial := _INITIAL.search(text, position)) is not None:
        number, position = number_at(text, initial.start())
        if number is not None:
            yield number


def number_at(text: str, start: int) -> tuple[Number | None, int]:
    """The number that begins at a position, ranges joined, and where to look for the next one."""
    match = _NUMBER.match(text, start)
    if match is None:
        return None, start + 1
    number = _read(text, match)
    if number is None:
        # 件数十二件: 数 ends a word, the number begins behind it.
        return None, start + 1 if match["several"] else match.end()
    if text[number.end : number.end + 1] in JOINS:
        number = _range(text, _set_apart(text, number))
    return number, number.end


def _read(text: str, match: re.Match[str]) -> Number | None:
    kind = match.lastgroup
    if kind == "numeral":
        numeral = match.group()
        if numeral == "参":  # 参加, 参照, 参政党
            return None
        value = parse_number(numeral)
        return None if value is None else Number(match.start(), match.end(), value)
    if kind == "zero":
        return Number(match.start(), match.end(), 0)
    before = text[max(0, match.start() - 1) : match.start()]
    if not match["head"] and _KANJI_OR_KANA.search(before) and not _BEFORE_SEVERAL.search(before):
        return None
    bounds = _several(match["head"] or "", match["scale"])
    if bounds is None:
        # 三件数 is no 三数; the numeral before 数 stands for itself.
        head = parse_number(match["head"]) if match["head"] else None
        return None if head is None else Number(match.start(), match.end("head"), head)
    return Number(match.start(), match.end(), None, *bounds, rule="several")


def _set_apart(text: str, number: Number) -> Number:
    """約 12 万人: a layout has set the figures apart from the myriads behind them."""
    scale = _SCALES.get(text[number.end + 1 : number.end + 2], 1)
    figures = text[number.end - 1].isascii() and text[number.end : number.end + 1] == " "
    if not figures or scale < 10**4 or number.value is None or text[number.start] not in _FIGURES:
        return number
    value, end = number.value * scale, number.end + 2
    while (rest := _REST.match(text, end)) is not None:
        lower = _SCALES.get(rest["scale"] or "", 1)
        if lower >= scale:
            break
        value, end = value + int(rest["rest"].replace(",", "")) * lower, rest.end()
        if lower == 1:
            break
        scale = lower
    return Number(number.start, end, int(value) if value == int(value) else value)


def _several(head: str, scale: str) -> tuple[Value, Value] | None:
    """The bounds of 数十 (20-90), 十数 (11-19), 百数十 (120-190), 十数万 (110,000-190,000)."""
    digit = 1
    for char in scale:
        digit *= _SCALES[char]
    if not head:
        return 2 * digit, 9 * digit
    base = parse_number(head)
    step = _SCALES.get(head[-1])
    if step is None and base is not None and head.endswith("0") and scale:
        return (base + 1) * digit, (base + 9) * digit  # 60数億
    if base is None or step is None:
        return None
    if scale and digit >= step:  # 十数万: the scale holds for both
        return (base + step // 10) * digit, (base + 9 * step // 10) * digit
    if not scale:
        return base + max(step // 10, 1), base + 9 * step // 10
    return base + 2 * digit, base + 9 * digit


def _range(text: str, first: Number) -> Number:
    """The number with what follows it, if the two bound a range of one unit."""
    if first.value is None:
        return first
    following = text[first.end : first.end + 1]
    to = _TO.match(text, first.end) if following in _TO_BEGINS else None
    if to is not None:
        second = _plain(text, to.end())
        if second is not None and second.value is not None and first.value < second.value:
            low = _same_scale(text, first, second)
            return Number(first.start, second.end, None, low, second.value, "range")
    if following in ("、", ",", "・"):
        second = _plain(text, first.end + 1)
        if second is not None:
            return _neighbours(text, first, second) or first
    return first


def _plain(text: str, start: int) -> Number | None:
    match = _NUMBER.match(text, start)
    if match is None or not match["numeral"]:
        return None
    value = parse_number(match["numeral"])
    return None if value is None else Number(match.start(), match.end(), value)


def _same_scale(text: str, first: Number, second: Number) -> Value:
    """The lower bound: in 三から四万人 the 三 means 三万, in 千から二万人 the 千 stays."""
    low, scale = first.value or 0, _SCALES.get(text[second.end - 1], 1)
    shared = scale >= 10**4 and low < 1000 and text[first.end - 1] not in "千万億兆"
    return low * scale if shared and low * scale < (second.value or 0) else low


def _neighbours(text: str, first: Number, second: Number) -> Number | None:
    """The range of two neighbouring digits: 二、三 and 十二、三 and 三、四十 and 五、六千."""
    ones, last, head = _ONES, text[first.end - 1], text[second.start]
    if last not in ones or ones[last] + 1 != ones.get(head) or last.isascii() != head.isascii():
        return None
    single = first.end - first.start == 1
    if second.end - second.start == 1:
        if not single and (last.isascii() or text[first.end - 2] != "十"):
            return None
        base = (first.value or 0) - ones[last]
        return Number(first.start, second.end, None, first.value, base + ones[head], "neighbours")
    tail = parse_number(text[second.start + 1 : second.end])
    if not single or tail is None or set(text[second.start + 1 : second.end]) - set(_SCALES):
        return None
    scale = (second.value or 0) // ones[head]
    return Number(first.start, second.end, None, ones[last] * scale, second.value, "neighbours")
