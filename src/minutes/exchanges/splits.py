"""Sentences that ask two things: 何件あったのか、また、いつ分かったのか、伺います."""

from __future__ import annotations

import re

from minutes.exchanges.asking import ASKED, main_clause
from minutes.exchanges.sentences import Sentence

_AMOUNT = (
    r"(?:どれ(?:くらい|ぐらい|だけ|ほど)|どの(?:くらい|ぐらい|程度)|いくら|幾ら|いくつ|幾つ"
    r"|何(?:人|名|件|円|校|世帯|台|か所|箇所|割|パーセント|%|回))"
)
_WHEN = r"(?:いつ(?!も)|何(?:年|月)(?:度)?(?:から|まで|頃))"
_NOT_ANOTHER = (
    r"(?!それとも|あるいは|または|もしくは|どうか|又は|その(?:点|辺|件)|この(?:点|辺|件))"
)
_SPLIT = re.compile(
    # 教えていただきたいのと、あと、
    r"(?P<wish>(?:たい|ほしい|欲しい)(?:の|こと)(?:と|が[0-9一二]?(?:点|つ)(?:と|で)?)、)"
    r"|(?P<clause>(?:(?<![とほな何])か|[いっし]て|し"
    rf"|(?:伺う|伺います|聞く|聞きする|聞きします|尋ねする)(?:のと|のと同時に))、{_NOT_ANOTHER})"
    # なぜ遅れたのかということと、いつ始まるのか
    r"|(?P<noun>(?<![んでし])か(?:どうか)?(?:という(?:こと|の|点|部分|ところ)"
    r"(?:と|(?=、(?:それから|あと|また|もう[1一]点)))|(?<=のか)と)、"
    r"(?!(?:思|考|感|言|申|存|疑|心配|いう|いっ)))"
    # どれくらいの費用で、いつまでに終わるのか: a quantity and a time
    rf"|(?P<amount>{_AMOUNT}[^、。か]{{0,16}}(?<!を)、(?=(?:また|そして)?、?{_WHEN}))"
    rf"|(?P<time>{_WHEN}[^、。か]{{0,12}}(?<!を)、(?=(?:また|そして)?、?{_AMOUNT}))"
)
_BACK = re.compile(
    r"(?:そ[れの]|こ[れの])(?!後|うち|中|内|から)|ちょっと|どう(?:なの|です|お)"
)  # のか、それを言うと
_OF_THEM = re.compile(r"そのうち|うち|その[中内]")  # 何名がいて、そのうち何名が
_ENDS_ASKED = re.compile(r"か(?:、|。|\Z|と|を|に|どうか|い)|伺|聞|尋|示|答え")
_WISHED = re.compile(r"(?:伺|聞|尋|示|教え|確認|知り|説明し)[^、。]{0,12}\Z")
_AND = re.compile(
    r"(?:そして|また|さらに|あわせて|併せて|それから|それと|もう[1一]点|同時に|加えて)"
)


def split(sentence: Sentence, *, pressed: bool = False) -> list[Sentence]:
    """The parts of a sentence that asks for an item in each, or asks one thing and another.

    何件あって、金額にして幾らか is one question where it is `pressed` as one.
    """
    text = sentence.text
    parts: list[Sentence] = []
    start = 0
    for match in _SPLIT.finditer(text):
        cut = match.end()
        before, after = text[start:cut], text[cut:]
        if cut - start < 8 or len(after) < 9 or not _ENDS_ASKED.search(after):
            continue
        if pressed and not match.group().startswith("か") and match.lastgroup == "clause":
            continue
        left = ASKED.search(before, max(0, len(before) - 60))
        if not _divides(match, before, after, left is not None):
            continue
        begin = 0 if left is None else main_clause(before, left.start())
        parts.append(sentence.part(start + begin, cut - 1))
        start = cut
    return [*parts, sentence.part(start, len(text))] if parts else [sentence]


def _divides(match: re.Match[str], before: str, after: str, asked: bool) -> bool:
    """True if what stands before a comma asks one thing, and what stands behind it another."""
    way = match.lastgroup
    if way == "wish":
        return _WISHED.search(before[: len(before) - len(match.group())]) is not None
    if way in ("amount", "time"):
        return True
    asks = match.group().startswith("か")
    if _BACK.match(after) if asks else _OF_THEM.match(after):
        return False
    if way == "noun" or (asks and _AND.match(after)):
        return True
    return asked and ASKED.search(after) is not None
