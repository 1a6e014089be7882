"""Names of several words: committees for a matter, societies for an aim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes.nlp import Feature, Tokens
from minutes.organisations.runs import JOINERS, closes, glued, is_part
from minutes.organisations.types import Candidate
from minutes.organisations.words import Words

_ABOUT = "に関する"
_REACH = 30  # tokens of the matter
_LINKS = frozenset(("の", "及び", "並びに", "と", "に", "よる", "な", "並び"))
_VAGUE = frozenset(
    ("これ", "それ", "問題", "本件", "件", "こと", "事案", "事項", "もの", "等", "ら")
)


def about(tokens: Tokens, head: int, words: Words) -> int | None:
    """The first token of the matter for which a council sits, if it is named by it.

    沖縄及び北方問題に関する 特別委員会: token `head` is 特別, the answer 沖縄.
    """
    start = tokens.starts[head]
    if not tokens.view.text.endswith(_ABOUT, 0, start):
        return None
    last = head
    while last > 0 and tokens.starts[last] > start - len(_ABOUT):
        last -= 1
    quoted = _quote(tokens, start)
    first = _matter(tokens, last, words) if quoted is None else quoted
    while first < last and quoted is None and not is_part(tokens.features[first]):
        first += 1
    vague = first == last - 1 and tokens.surface(first) in _VAGUE
    return None if first == last or vague else first


def _quote(tokens: Tokens, start: int) -> int | None:
    """The first token in the quotes open at a position: 「これからの港に関する 検討会」."""
    text = tokens.view.text
    opening = text.rfind("「", max(0, start - _QUOTED), start)
    if opening < 0 or text.find("」", opening, start) >= 0 or text.find("。", opening, start) >= 0:
        return None
    return tokens.first_at(opening + 1) if tokens.is_edge(opening + 1) else None


_QUOTED = 40  # characters of a name in quotes


def _matter(tokens: Tokens, last: int, words: Words) -> int:
    """How far the noun phrase before token `last` reaches to the left."""
    first = last
    for _ in range(_REACH):
        if not glued(tokens, first):
            break
        back = first - 1
        surface = tokens.surface(back)
        if surface in ("及び", "並びに", "、") and _is_council(tokens, back, words):
            break  # 庶務小委員会及び公文書館に関する小委員会 are two
        linked = surface in _LINKS or surface in JOINERS
        feature = tokens.features[back]
        if surface == "方" and glued(tokens, back) and _is_stem(tokens.features[back - 1]):
            first = back - 1  # 在り方, 進め方
            continue
        timed = "副詞可能" in feature.pos3 and surface not in words.inner
        if timed or not (linked or (is_part(feature) and surface not in words.edge)):
            break
        first = back
    return first


def _is_stem(feature: Feature) -> bool:
    return feature.pos1 == "動詞" and feature.conjugation_form.startswith("連用形")


def _is_council(tokens: Tokens, comma: int, words: Words) -> bool:
    """True if a council's name ends before a comma or 及び; 警備及び照明 is one matter."""
    text, start = tokens.view.text, tokens.starts[comma]
    return text.endswith(("会", "会議"), 0, start) and closes(tokens, comma - 1, words)


# What a society is for, or who is in it, up to its 会.
_AIM = re.compile(
    r"(?:を|が)(?:考え|守|求め|育て|支え|実現す|創|つく|進め|愛す|救|支援す|応援す|残|伝え|結|つな|広め"
    r"|正|変え|高め)[るすうぐぶ]\Z"
)
_OF = re.compile(r"(?:友|家族|親|市民|県民|区民|町民|都民|女性|母|父母|有志|遺族|被害者|患者)の\Z")
_WINDOW = 8  # characters of the longest of these


def societies(tokens: Tokens, words: Words) -> Iterator[Candidate]:
    """Societies named by an aim or by their members: 水尾の川を守る会, 水尾ダム被害者の会."""
    text = tokens.view.text
    place = text.find("会")
    while place >= 0:
        match = None
        if text[place - 1 : place] in _BEFORE:
            pattern = _OF if text[place - 1] == "の" else _AIM
            match = pattern.search(text, max(0, place - _WINDOW), place)
        found = _society(tokens, match.start(), place + 1, words) if match is not None else None
        if found is not None:
            yield found
        place = text.find("会", place + 1)


_BEFORE = frozenset("るすうぐぶの")


def _society(tokens: Tokens, start: int, end: int, words: Words) -> Candidate | None:
    if not (tokens.is_edge(start) and tokens.is_edge(end)):
        return None
    last = tokens.first_at(start)
    first = _matter(tokens, last, words)
    while first < last and not is_part(tokens.features[first]):
        first += 1
    if first == last:
        return None
    return Candidate(tokens.starts[first], end, "named", "association", "society")
