"""A number with what stands around it: modifiers, counter, implied unit, compounds."""

from __future__ import annotations

import re
from typing import NamedTuple

from minutes.counts.guards import refusal
from minutes.counts.types import Number, Value
from minutes.counts.words import (
    counters,
    initials_at,
    meanings,
    place_pattern,
    unit_initials,
    unit_pattern,
)
from minutes.nlp import Tokens
from minutes.schema import Span
from minutes.text import NUMERAL, parse_number


class Reading(NamedTuple):
    """A quantity in positions of the view, before it is mapped to the source."""

    start: int
    end: int
    number: Span
    unit_at: Span
    unit: str
    kind: str
    value: Value | None
    low: Value | None
    high: Value | None
    modifiers: tuple[str, ...]
    rule: str
    implied: bool = False


_MODIFIER_REACH = 8
_LETTER = re.compile(r"[一-鿿々ァ-ヶーA-Za-z0-9]")
_PART = re.compile(rf"分の(?P<of>{NUMERAL})")
_AGAINST = re.compile(rf"対(?P<second>{NUMERAL})(?!\w)|対(?P<next>{NUMERAL})(?=[でのにとをがは])")
_SHARE = re.compile(rf"割(?:(?P<bu>{NUMERAL})分(?!の))?+(?:(?P<rin>{NUMERAL})厘)?+")
_SEN = re.compile(rf"円(?P<sen>{NUMERAL})銭")
_HALF = re.compile(r"半(?![一-鿿ばぐ])")
_NOUGHT = re.compile(r"(?:たりと)?も[^、。\n]{0,12}?(?:な[いくかし]|ません|ず[、に。]|ぬ)")
_NOUGHT_BEGINS = ("も", "た")
_NEGATIVE = re.compile(r"(?:マイナス|[▲△▼−])\Z")
_SIGNS = tuple("ス▲△▼−")
_PER = re.compile(r"(?<![0-9一-鿿々ヶか])[月週年日]\Z")
_PERIODS = tuple("月週年日")
_PER_UNITS = ("回", "度", "円", "件", "本", "人", "便", "往復")


def read_quantity(tokens: Tokens, number: Number) -> Reading | None:
    """What a number counts, or `None` where it counts nothing."""
    text, end = tokens.view.text, number.end
    if text[end : end + 1] not in unit_initials() and text[end - 1] not in "万億兆":
        return None
    if text[number.start] not in "0123456789" and not tokens.is_edge(number.start):
        return None
    reading = _fraction(text, number) or _with_unit(tokens, number) or _implied(tokens, number)
    if reading is None:
        return None
    if refusal(text, number.start, reading.unit_at.end, reading.unit) is not None:
        return None
    reading = _zero(text, reading)
    reading = _with_modifiers(tokens, reading)
    counter = counters().get(reading.unit)
    if counter is not None and counter.cautious and not _stands_free(tokens, reading):
        return None
    bare = not reading.modifiers and reading.rule != "and-a-half"
    if counter is not None and counter.positional and bare:
        return None
    if counter is not None and counter.cautious and number.rule == "several":
        return None  # 数字, 数組: a word, or too vague to be one
    return _compound(tokens, reading)


def _reading(number: Number, end: int, unit_at: Span, unit: str, kind: str) -> Reading:
    return Reading(
        number.start,
        end,
        Span(number.start, number.end),
        unit_at,
        unit,
        kind,
        number.value,
        number.low,
        number.high,
        (),
        number.rule,
    )


def _fraction(text: str, number: Number) -> Reading | None:
    """二分の一 is 0.5 分の; 七対三 is 7/3 対."""
    if text[number.end : number.end + 1] not in ("分", "対"):
        return None
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


def _with_unit(tokens: Tokens, number: Number) -> Reading | None:
    text = tokens.view.text
    at = number.end
    inside: tuple[str, ...] = ()
    following = text[at : at + 1]
    within = None
    if following in initials_at("inside"):
        within = place_pattern("inside").match(text, at)
    if within is not None and unit_pattern().match(text, within.end()):
        at, inside = within.end(), (meanings("inside")[within.group()],)
    spaced = text[at : at + 1] == " " and text[at - 1].isascii()  # 26 人 in spaced tables
    match = unit_pattern().match(text, at + spaced)
    if match is None or (spaced and counters()[match.group()].cautious):
        return None  # 4 市の考え方: a heading's number
    unit, end, at = match.group(), match.end(), at + spaced
    counter = counters()[unit]
    value, rule = number.value, number.rule
    if unit == "割" and (share := _SHARE.match(text, at)) and value is not None:
        # 三割二分五厘: 0.325, however many of the three are said
        bu = parse_number(share["bu"] or "〇") or 0
        rin = parse_number(share["rin"] or "〇") or 0
        value, end = _neat(value / 10 + bu / 100 + rin / 1000), share.end()
    elif unit == "円" and (coins := _SEN.match(text, at)) and value is not None:
        value, end = _neat(value + (parse_number(coins["sen"]) or 0) / 100), coins.end()
    elif _HALF.match(text, end) and value is not None and value == int(value):
        value, end, rule = value + 0.5, end + 1, "and-a-half"  # 一ページ半, 二倍半
    low, high = number.low, number.high
    if unit == "割" and low is not None and high is not None:
        low, high = _neat(low / 10), _neat(high / 10)
    if not tokens.is_edge(end) and not _glued(tokens, number.start, end):
        return None
    if _is_name(tokens, number.start, end):
        return None
    number_at, unit_at = Span(number.start, number.end), Span(at, end)
    return Reading(
        number.start, end, number_at, unit_at, unit, counter.kind, value, low, high, inside, rule
    )


def _glued(tokens: Tokens, start: int, end: int) -> bool:
    """True where one token holds the unit and a word of kana behind it (五ついて, 3つです)."""
    index = tokens.first_at(end - 1)
    tail = tokens.view.text[end : tokens.ends[index]] if index < len(tokens) else ""
    return bool(tail) and all("ぁ" <= char <= "ん" for char in tail) and len(tail) <= 2


def _is_name(tokens: Tokens, start: int, end: int) -> bool:
    """True if a token of several characters that is a proper noun holds the number (四日市)."""
    for index in tokens.within(start, end):
        long = tokens.ends[index] - tokens.starts[index] > 1
        if long and tokens.features[index].is_proper:
            return True
    return False


# --- units left unsaid ------------------------------------------------------------------------

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


def _implied(tokens: Tokens, number: Number) -> Reading | None:
    """六百四十億: an amount in 万, 億 or 兆 whose 円 (or 人) is left unsaid."""
    text = tokens.view.text
    if text[number.end - 1] not in "万億兆":
        return None
    # 一億総活躍 and 百万石 run on into a noun, 百億程度 does not.
    runs_on = _RUNS_ON.match(text, number.end) and not _AFTER_AMOUNT.match(text, number.end)
    if runs_on or not tokens.is_edge(number.end):
        return None
    if (number.value or number.high or 0) < 10**4 or _is_name(tokens, number.start, number.end):
        return None
    before = text[max(0, number.start - _MODIFIER_REACH) : number.start]
    around = text[max(0, number.start - _CUE_REACH) : number.end + _CUE_REACH // 2]
    if _HEADS.search(before):
        unit, kind = "人", "people"
    elif _MONEY.search(around):
        unit, kind = "円", "money"
    else:
        return None
    reading = _reading(number, number.end, Span(number.end, number.end), unit, kind)
    return reading._replace(implied=True, rule="implied-unit")


# --- what stands beside -----------------------------------------------------------------------


def _zero(text: str, reading: Reading) -> Reading:
    """一件もない counts none; 一人も欠けることなく does not (all are there)."""
    if (
        reading.value == 1
        and text[reading.end : reading.end + 1] in _NOUGHT_BEGINS
        and _NOUGHT.match(text, reading.end)
    ):
        return reading._replace(value=0, rule="none-at-all")
    return reading


def _with_modifiers(tokens: Tokens, reading: Reading) -> Reading:
    text = tokens.view.text
    start, end = reading.start, reading.end
    found = list(reading.modifiers)
    value, low, high = reading.value, reading.low, reading.high
    last = text[start - 1] if start else ""
    sign = _NEGATIVE.search(text, max(0, start - 4), start) if last in _SIGNS else None
    if sign is not None and reading.kind in ("rate", "money", "other") and value is not None:
        start, value = sign.start(), -value
    per = text[start - 1 : start] in _PERIODS and reading.unit in _PER_UNITS
    if per and _PER.search(text, max(0, start - 2), start):
        start -= 1  # 月一回: a rate, its period belongs to it
        reading = reading._replace(kind="rate")
    while (word := _before(tokens, start) or _before(tokens, _over_gap(text, start))) is not None:
        start = text.rindex(word, 0, start)
        found.insert(0, meanings("before")[word])
    afterwards = initials_at("after")
    while (
        text[end : end + 1] in afterwards
        and (match := place_pattern("after").match(text, end)) is not None
    ):
        if not tokens.is_edge(match.end()) and text[match.end() - 1] not in "強弱超余程":
            break
        if match.group() in ("強", "弱", "超", "余", "程") and _LETTER.match(text, match.end()):
            break  # 三人強制, 七人超過
        found.append(meanings("after")[match.group()])
        end = match.end()
    found += _apart(text, start, end)
    if not found and (start, end, value) == (reading.start, reading.end, reading.value):
        return reading  # most stand alone
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
            single = length == 1 and word != "約" and bool(_LETTER.match(previous))
            if tokens.ends[index] <= start and not single:
                return word
    return None


def _apart(text: str, start: int, end: int) -> list[str]:
    """Meanings of words that lie outside the count: 合わせて, を超える, に満たない."""
    found = []
    head = text[max(0, start - _MODIFIER_REACH) : start].rstrip(" 、")
    if head[-1:] in initials_at("apart"):
        for word, meaning in meanings("apart").items():
            if head.endswith(word):
                found.append(meaning)
    behind = None
    if text[end : end + 1] in initials_at("behind"):
        behind = place_pattern("behind").match(text, end)
    if behind is not None:
        found.append(meanings("behind")[behind.group()])
    return found


#: 六校全てで, 六校とも: what takes them all together is glued to no name.
_ALL = re.compile(
    r"全て|すべて|全部|全員|全体|とも|共に|余り|ほど|程度|以上|以下|未満|前後|ずつ|中(?![一-鿿])"
)


def _stands_free(tokens: Tokens, reading: Reading) -> bool:
    """True if no noun is glued to either side: 三町の合併, 三校新設, but not 上三町内."""
    text, end = tokens.view.text, reading.end
    start = reading.start
    before = text[start - 1 : start] if start else ""
    glued = _LETTER.match(before) and start == reading.number.start
    # 小中学校28校, 公民館9館: a list counts with the last character of its noun.
    figures = text[start] in "0123456789"
    # 封書３通を, 納付書340通のうち: figures are set apart from the noun by their script.
    if glued and not (figures and (before == reading.unit or not _LETTER.match(text, end))):
        return False
    if not _LETTER.match(text, end) or _ALL.match(text, end):
        return True
    index = tokens.first_at(end)
    feature = tokens.features[index]
    return tokens.starts[index] == end and (feature.pos1 == "動詞" or feature.pos3 == "サ変可能")


# --- compounds --------------------------------------------------------------------------------

#: Nouns behind a count that leave it a count: 二億円単位, 三名増, 四件分.
_LOOSE = re.compile(
    r"単位|方|規模|相当|増|減|分|ずつ|台|当時|全員|全て|すべて|以|前|後|中|内|ほか|他|近|余|程|超|強|弱|側|の"
    r"|お|ご|御|うち|ため|もの|こと|とき|ところ|これ|それ|あれ|場合|限り|そのもの|共|とも|同士|同様|満額|全部|余"
)


def _compound(tokens: Tokens, reading: Reading) -> Reading:
    """三十五人学級, 十兆円ファンド: the count is part of a name of something."""
    index = tokens.first_at(reading.end)
    if reading.unit == "つ" or index >= len(tokens) or tokens.starts[index] != reading.end:
        return reading
    if reading.end != reading.unit_at.end or _LOOSE.match(tokens.view.text, reading.end):
        return reading
    feature = tokens.features[index]
    # 減税, 給付 and アップ can be verbs: 四万円減税 still states four thousand yen.
    if feature.pos1 == "名詞" and feature.pos2 == "普通名詞" and feature.pos3 == "一般":
        return reading._replace(rule="compound")
    if feature.pos1 == "接尾辞" and tokens.surface(index) in (
        "制",
        "型",
        "用",
        "式",
        "乗り",
        "掛け",
    ):
        return reading._replace(rule="compound")
    return reading
