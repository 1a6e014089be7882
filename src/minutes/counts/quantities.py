"""What a number counts: its unit and modifiers found, or nothing where it counts nothing."""

from __future__ import annotations

import re

from minutes.counts.guards import refusal
from minutes.counts.modifiers import LETTER, with_modifiers, with_zero
from minutes.counts.types import Number, Reading
from minutes.counts.units import fraction, implied_unit, with_unit
from minutes.counts.words import counters, unit_initials
from minutes.nlp import Tokens


def read_quantity(tokens: Tokens, number: Number) -> Reading | None:
    """What a number counts, or `None` where it counts nothing."""
    text, end = tokens.view.text, number.end
    following = text[end : end + 1]
    if following not in unit_initials() and text[end - 1] not in "万億兆":
        return None
    if text[number.start] not in "0123456789" and not tokens.is_edge(number.start):
        return None
    reading = fraction(text, number) if following in ("分", "対") else None
    reading = reading or with_unit(tokens, number) or implied_unit(tokens, number)
    if reading is None:
        return None
    if refusal(text, number.start, reading.unit_at.end, reading.unit) is not None:
        return None
    if reading.value == 1:
        reading = with_zero(text, reading)
    reading = with_modifiers(tokens, reading)
    counter = counters().get(reading.unit)
    if counter is not None and counter.cautious and not _stands_free(tokens, reading):
        return None
    bare = not reading.modifiers and reading.rule != "and-a-half"
    if counter is not None and counter.positional and bare:
        return None
    if counter is not None and counter.cautious and number.rule == "several":
        return None  # 数字, 数組: a word, or too vague to be one
    return _compound(tokens, reading)


#: 六校全てで, 六校とも: what takes them all together is glued to no name.
_ALL = re.compile(
    r"全て|すべて|全部|全員|全体|とも|共に|余り|ほど|程度|以上|以下|未満|前後|ずつ|中(?![一-鿿])"
)


def _stands_free(tokens: Tokens, reading: Reading) -> bool:
    """True if no noun is glued to either side: 三町の合併, 三校新設, but not 上三町内."""
    text, end = tokens.view.text, reading.end
    start = reading.start
    before = text[start - 1 : start] if start else ""
    glued = LETTER.match(before) and start == reading.number.start
    # 小中学校28校, 公民館9館: a list counts with the last character of its noun.
    figures = text[start] in "0123456789"
    # 封書３通を, 納付書340通のうち: figures are set apart from the noun by their script.
    if glued and not (figures and (before == reading.unit or not LETTER.match(text, end))):
        return False
    if not LETTER.match(text, end) or _ALL.match(text, end):
        return True
    index = tokens.first_at(end)
    feature = tokens.features[index]
    return tokens.starts[index] == end and (feature.pos1 == "動詞" or feature.pos3 == "サ変可能")


#: Nouns behind a count that leave it a count: 二億円単位, 三名増, 四件分.
_LOOSE = re.compile(
    r"単位|方|規模|相当|増|減|分|ずつ|台|当時|全員|全て|すべて|以|前|後|中|内|ほか|他|近|余|程|超|強|弱|側|の"
    r"|お|ご|御|うち|ため|もの|こと|とき|ところ|これ|それ|あれ|場合|限り|そのもの|共|とも|同士|同様|満額|全部|余"
)


def _compound(tokens: Tokens, reading: Reading) -> Reading:
    """三十五人学級, 十兆円ファンド: the count is part of a name of something."""
    end = reading.end
    if reading.unit == "つ" or end != reading.unit_at.end or _LOOSE.match(tokens.view.text, end):
        return reading
    index = tokens.first_at(end)
    if index >= len(tokens) or tokens.starts[index] != end:
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
