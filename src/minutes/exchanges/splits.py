"""Sentences that ask two things: 何件あったのか、また、いつ分かったのか、伺います."""

from __future__ import annotations

import re

from minutes.exchanges.asking import ASKED, main_clause
from minutes.exchanges.sentences import Sentence

_SPLIT = re.compile(
    r"(?:(?<![とほな何])か|[いっし]て|し|(?:伺い|聞き|尋ね|確認し)[ぁ-ん]{0,6}(?:のと|のと同時に))、"
    r"(?!それとも|あるいは|または|もしくは|どうか|又は|その(?:点|辺|件)|この(?:点|辺|件))"
)
_BACK = re.compile(
    r"(?:そ[れの]|こ[れの])(?!後|うち|中|内)|ちょっと|どう(?:なの|です|お)"
)  # のか、それを言うと
_OF_THEM = re.compile(r"そのうち|うち|その[中内]")  # 何名がいて、そのうち何名が
_ENDS_ASKED = re.compile(r"か(?:、|。|\Z|と|を|に|どうか|い)|伺|聞|尋|示|答え")
_AND = re.compile(
    r"(?:そして|また|さらに|あわせて|併せて|それから|それと|もう[1一]点|同時に|加えて)"
)


def split(sentence: Sentence) -> list[Sentence]:
    """The parts of a sentence that asks for an item in each, or asks one thing and another."""
    text = sentence.text
    parts: list[Sentence] = []
    start = 0
    for match in _SPLIT.finditer(text):
        cut = match.end()
        before, after = text[start:cut], text[cut:]
        if cut - start < 8 or len(after) < 9:
            continue
        asks = before.endswith("か、")
        if _BACK.match(after) if asks else _OF_THEM.match(after):
            continue
        left = ASKED.search(before, max(0, len(before) - 60))
        joined = asks and _AND.match(after)
        if not joined and (left is None or not ASKED.search(after)):
            continue
        if not _ENDS_ASKED.search(after):
            continue
        begin = 0 if left is None else main_clause(before, left.start())
        parts.append(sentence.part(start + begin, cut - 1))
        start = cut
    return [*parts, sentence.part(start, len(text))]
