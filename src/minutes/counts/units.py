"""The unit of a number: its counter, a share or a fraction, or what is left unsaid (六百四十億)."""

from __future__ import annotations

import re
from bisect import bisect_right

from minutes.counts.modifiers import REACH
from minutes.counts.types import Number, Reading, Value
from minutes.counts.words import counters, initials_at, meanings, place_pattern, unit_at
from minutes.nlp import Tokens
from minutes.schema import Span
from minutes.text import NUMERAL, parse_number

_PART = re.compile(rf"分の(?P<of>{NUMERAL})")
_AGAINST = re.compile(rf"対(?P<second>{NUMERAL})(?!\w)|対(?P<next>{NUMERAL})(?=[でのにとをがは])")
_SHARE = re.compile(rf"割(?:(?P<bu>{NUMERAL})分(?!の))?+(?:(?P<rin>{NUMERAL})厘)?+")
_SEN = re.compile(rf"円(?P<sen>{NUMERAL})銭")
_HALF = re.compile(r"半(?![一-鿿ばぐ])")


def _reading(number: Number, end: int, unit_span: Span, unit: str, kind: str) -> Reading:
    return Reading(
        number.start,
        end,
        Span(number.start, number.end),
        unit_span,
        unit,
        kind,
        number.value,
        number.low,
        number.high,
        (),
        number.rule,
    )


def fraction(text: str, number: Number) -> Reading | None:
    """二分の一 is 0.5 分の; 七対三 is 7/3 対."""
    match = _PART.match(text, number.end)
    if match is not None and number.value:
        part = parse_number(match["of"])
        if part is None:
            return None
        reading = _reading(number, match.end(), Span(number.end, match.end()), "分の", "rate")
        return reading._replace(value=_neat(part / number.value), rule="fraction")
    match = _AGAINST.match(text, number.end)
    if match is None or not number.value:
        return None
    second = parse_number(match["second"] or match["next"])
    # 一対一 is a manner (一対一で話す), and zero divides nothing.
    if not second or (number.value == 1 and second == 1):
        return None
    reading = _reading(number, match.end(), Span(number.end, match.end()), "対", "rate")
    return reading._replace(value=_neat(number.value / second), rule="ratio")


def _neat(value: float) -> Value:
    """The value without the dust of binary fractions."""
    rounded = round(value, 9)
    return int(rounded) if rounded == int(rounded) else rounded


def with_unit(tokens: Tokens, number: Number) -> Reading | None:
    """The number with its counter: 三名, 三割二分; `None` if no counter stands behind it."""
    text = tokens.view.text
    at = number.end
    inside: tuple[str, ...] = ()
    if text[at : at + 1] in initials_at("inside"):
        within = place_pattern("inside").match(text, at)
        if within is not None and unit_at(text, within.end()):
            at, inside = within.end(), (meanings("inside")[within.group()],)
    spaced = text.startswith(" ", at) and text[at - 1].isascii()  # 26 人 in spaced tables
    at += spaced
    unit = unit_at(text, at)
    if not unit:
        return None
    end, counter = at + len(unit), counters()[unit]
    if spaced and counter.cautious:
        return None  # 4 市の考え方: a heading's number
    value, rule = number.value, number.rule
    if unit == "割" and (share := _SHARE.match(text, at)) and value is not None:
        # 三割二分五厘: 0.325, however many of the three are said
        bu = parse_number(share["bu"] or "〇") or 0
        rin = parse_number(share["rin"] or "〇") or 0
        value, end = _neat(value / 10 + bu / 100 + rin / 1000), share.end()
    elif unit == "円" and (coins := _SEN.match(text, at)) and value is not None:
        value, end = _neat(value + (parse_number(coins["sen"]) or 0) / 100), coins.end()
    elif text.startswith("半", end) and _is_half(text, end, value):
        value, end, rule = (value or 0) + 0.5, end + 1, "and-a-half"  # 一ページ半, 二倍半
    low, high = number.low, number.high
    if unit == "割" and low is not None and high is not None:
        low, high = _neat(low / 10), _neat(high / 10)
    if not _is_cut_out(tokens, number.start, end):
        return None
    return Reading(
        number.start,
        end,
        Span(number.start, number.end),
        Span(at, end),
        unit,
        counter.kind,
        value,
        low,
        high,
        inside,
        rule,
    )


def _is_half(text: str, at: int, value: Value | None) -> bool:
    return value is not None and value == int(value) and _HALF.match(text, at) is not None


def _is_cut_out(tokens: Tokens, start: int, end: int) -> bool:
    """True if the tokens let a number and its unit be words of their own.

    A token of several characters that is a proper noun may not hold any of it (四日市); only kana
    may go on behind the unit in its token (五ついて, 3つです).
    """
    ends, starts, features = tokens.ends, tokens.starts, tokens.features
    index, stop = bisect_right(ends, start), start
    while stop < end:
        stop = ends[index]
        if features[index].pos2 == "固有名詞" and stop - starts[index] > 1:
            return False
        index += 1
    return stop == end or _KANA_TAIL.fullmatch(tokens.view.text, end, stop) is not None


_KANA_TAIL = re.compile("[ぁ-ん]{1,2}")


_MONEY = re.compile(
    r"[円額費税]|予算|給与|給料|収入|支出|資産|報酬|補助金|交付金|基金|財源|赤字|黒字"
)
_HEADS = re.compile(
    r"(?:人口|ユーザー|利用者|会員|登録者|来場者|観光客|有権者|国民|住民|市民)数?が?は?、?\Z"
)
_RUNS_ON = re.compile(r"[一-鿿々ァ-ヶーA-Za-z0-9]|分の")
_AFTER_AMOUNT = re.compile(
    r"程度|以上|以下|以内|未満|前後|近[くい]|余り?|超|強(?![^、。の])|弱(?![^、。の])|内外|単位|規模"
    r"|増|減|台|近辺|円"
)
_CUE_REACH = 400


def implied_unit(tokens: Tokens, number: Number) -> Reading | None:
    """六百四十億: an amount in 万, 億 or 兆 whose 円 (or 人) is left unsaid."""
    text = tokens.view.text
    if text[number.end - 1] not in "万億兆":
        return None
    # 一億総活躍 and 百万石 run on into a noun, 百億程度 does not.
    runs_on = _RUNS_ON.match(text, number.end) and not _AFTER_AMOUNT.match(text, number.end)
    if runs_on or (number.value or number.high or 0) < 10**4:
        return None
    if not tokens.is_edge(number.end) or not _is_cut_out(tokens, number.start, number.end):
        return None
    before = text[max(0, number.start - REACH) : number.start]
    around = text[max(0, number.start - _CUE_REACH) : number.end + _CUE_REACH // 2]
    if _HEADS.search(before):
        unit, kind = "人", "people"
    elif _MONEY.search(around):
        unit, kind = "円", "money"
    else:
        return None
    reading = _reading(number, number.end, Span(number.end, number.end), unit, kind)
    return reading._replace(implied=True, rule="implied-unit")
