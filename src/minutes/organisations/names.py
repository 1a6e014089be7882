"""Names by structure: a head (課, 委員会, 市) and the nouns before it, a legal form, a listed body.

The walk is triggered by last characters alone, so ordinary text costs one scan of the characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from minutes.nlp import Tokens
from minutes.organisations.runs import following, form_ending, is_part, left, right
from minutes.organisations.words import Head, Words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the view that may be a mention."""

    start: int
    end: int
    level: str
    kind: str
    rule: str
    ambiguous: bool = False
    weak: bool = False


def candidates(tokens: Tokens, words: Words) -> Iterator[Candidate]:
    """Everything that looks like a name or a nominal, in the order of the ends; may overlap."""
    text, ends = tokens.view.text, tokens.ends
    for match in words.trigger.finditer(text):
        end = match.end()
        index = tokens.first_at(end - 1)
        if index == len(ends) or ends[index] != end:
            continue
        found = _at(tokens, index, end, words)
        if found is not None:
            yield found


def _at(tokens: Tokens, index: int, end: int, words: Words) -> Candidate | None:
    text = tokens.view.text
    pieces = [
        (end - size, text[end - size : end])
        for size in words.lengths.get(text[end - 1], ())
        if size <= end
    ]
    for start, piece in pieces:
        if piece in words.bodies and tokens.is_edge(start):
            return _body(tokens, start, end, words)
    for start, piece in pieces:
        if piece in words.forms and tokens.is_edge(start):
            return _legal(tokens, start, end, words)
    for start, piece in pieces:
        if piece in words.nominals and tokens.is_edge(start):
            found = _nominal(tokens, start, end, piece, words)
            if found is not None:
                return found
    for start, piece in pieces:
        head = words.heads.get(piece)
        if head is not None and tokens.is_edge(start):
            return _headed(tokens, index, start, end, head, words)
    return _person(tokens, index, end) or _letters(tokens, index, end)


# --- listed bodies ----------------------------------------------------------------------------


def _body(tokens: Tokens, start: int, end: int, words: Words) -> Candidate | None:
    text = tokens.view.text
    body = words.bodies[text[start:end]]
    after = following(tokens, end, words)
    if after == "title":
        return None
    first = tokens.first_at(start)
    named = first > 0 and tokens.ends[first - 1] == start
    if named and body.text == "内閣":
        # 水野内閣 is a cabinet of its own; 第2次内閣 and 組閣内閣 are not names.
        if tokens.features[first - 1].pos3 == "人名":
            return Candidate(tokens.starts[first - 1], end, "named", "state", "cabinet")
        return None
    if named and text[start - 1] == "旧":
        start -= 1
    elif named and body.kind == "prefecture" and is_part(tokens, first - 1):
        return (
            None
            if tokens.surface(first - 1) in words.every
            else Candidate(start, end, "named", body.kind, "listed body")
        )
    return Candidate(start, end, "named", body.kind, "listed body", after == "session")


# --- legal forms ------------------------------------------------------------------------------

_GENERIC_AFTER_FORM = (
    "等",
    "など",
    "化",
    "制",
    "法",
    "形態",
    "設立",
    "格",
    "格取得",
    "各社",
    "側",
    "内",
)


def _legal(tokens: Tokens, start: int, end: int, words: Words) -> Candidate | None:
    """The name that a legal form opens (株式会社みなと電算) or closes (あさみ運輸㈱)."""
    index = tokens.first_at(end)
    stop = right(tokens, index) if index < len(tokens) and tokens.starts[index] == end else index
    stop = _cut(tokens, index, stop, words)
    first = tokens.first_at(start)
    before = first - 1
    closes = (
        before >= 0
        and tokens.ends[before] == start
        and is_part(tokens, before)
        and tokens.surface(before) not in words.edge
        and not text_is_class(tokens.surface(before), words)
    )
    opens = stop > index and tokens.surface(index) not in _GENERIC_AFTER_FORM
    if opens and not (closes and _is_unit(tokens, index, stop, words)):
        return Candidate(start, tokens.ends[stop - 1], "named", "legal", "legal form before")
    if closes:
        begin = tokens.starts[left(tokens, before, words)]
        level = "unit" if opens else "named"
        finish = tokens.ends[stop - 1] if opens else end
        if begin < start:
            return Candidate(begin, finish, level, "legal", "legal form after")
    return None


def text_is_class(surface: str, words: Words) -> bool:
    """True for a word that makes a class: 各, 民間, 地方."""
    return surface in words.every or surface in words.generic


def _is_unit(tokens: Tokens, index: int, stop: int, words: Words) -> bool:
    """True if the run behind a form names a branch: あさみ運輸株式会社水尾支店."""
    head = words.heads.get(tokens.surface(stop - 1))
    return head is not None and head.kind == "unit"


def _cut(tokens: Tokens, index: int, stop: int, words: Words) -> int:
    """Where a name that a form opens ends: before a post or a light word, behind its last head.

    公益財団法人水尾市文化財団事業報告 ends with 財団, 株式会社みなと電算代表取締役 before 代表.
    """
    for place in range(index, stop):
        surface = tokens.surface(place)
        if place > index and (surface in words.light or surface in words.titles):
            stop = place
            break
    begin = tokens.starts[index] if index < len(tokens) else 0
    for place in range(stop - 1, index - 1, -1):
        end = tokens.ends[place]
        for size in words.lengths.get(tokens.view.text[end - 1], ()):
            start = end - size
            head = words.heads.get(tokens.view.text[start:end])
            if head is not None and start >= begin and head.kind not in ("municipality", "unit"):
                return place + 1
        if tokens.view.text[end - 2 : end] in ("センター", "クラブ") or tokens.surface(place) in (
            "センター",
            "クラブ",
        ):
            return place + 1
    return stop


# --- heads ------------------------------------------------------------------------------------


def _headed(
    tokens: Tokens, index: int, start: int, end: int, head: Head, words: Words
) -> Candidate | None:
    text = tokens.view.text
    first = left(tokens, index, words)
    begin = tokens.starts[first]
    if begin >= start:
        return _alone(tokens, start, end, head, words)
    run = text[begin:end]
    modifiers = [tokens.surface(i) for i in range(first, tokens.first_at(start))]
    if run in words.refused or modifiers[0] in words.every:
        return None
    if all(part in words.generic for part in modifiers):
        return None
    if form_ending(tokens, end, words) is not None:
        return None
    after = following(tokens, end, words)
    if after == "title":
        return None
    if head.kind == "municipality" and not _is_place(tokens, first, start, text[end - 1]):
        return None
    if head.kind == "party" and modifiers[-1] in ("与", "野", "政", "新", "徒", "悪"):
        return None
    if (
        head.kind == "unit"
        and head.text in ("部", "室", "班", "係", "局", "課")
        and after == "compound"
    ):
        return None
    level = "unit" if head.kind in ("unit", "inner-council") else "named"
    return Candidate(begin, end, level, head.kind, f"head {head.text}", after == "session")


def _alone(tokens: Tokens, start: int, end: int, head: Head, words: Words) -> Candidate | None:
    if head.alone != "unit" or not _stands_alone(tokens, start, words):
        return None
    if following(tokens, end, words) not in ("end", "light"):
        return None
    return Candidate(start, end, "unit", head.kind, f"head {head.text} alone")


_COMMON_PLACES = frozenset(
    ["中央", "東", "西", "南", "北", "中", "港", "緑", "旭", "栄", "泉", "青葉", "若葉", "美浜"]
)


def _is_place(tokens: Tokens, first: int, start: int, suffix: str) -> bool:
    """True if what stands before 市 or 町 is a place: a place name, or the city of a ward.

    A town behind a city (水尾市港町) is an address, not an organisation.
    """
    last = tokens.first_at(start) - 1
    feature = tokens.features[last]
    inner = any(tokens.surface(i) in ("市", "区", "町", "村") for i in range(first, last + 1))
    if suffix in "町村" and inner:
        return False
    if feature.is_proper:
        return True
    if suffix == "区":
        return inner and tokens.surface(last) in _COMMON_PLACES
    if suffix == "市":
        return feature.pos1 == "名詞" and feature.pos3 != "副詞可能" and last == first
    return False


# --- words that the context explains ----------------------------------------------------------

_BARE = frozenset(("municipality", "state"))
_ATTRIBUTIVE = ("動詞", "形容詞", "助動詞", "連体詞", "接頭辞")
_WORLD = frozenset(("世界", "他", "アジア", "欧米", "外国", "多く", "それぞれ", "途上", "先進"))


def _stands_alone(tokens: Tokens, start: int, words: Words) -> bool:
    """True if no noun is glued to the front: 第3回委員会 is a session, 今回委員会 is not."""
    before = tokens.first_at(start) - 1
    if before < 0 or tokens.ends[before] != start:
        return True
    surface = tokens.surface(before)
    if surface in ("・", "&"):
        return True
    if surface in words.edge and not _after_number(tokens, before):
        return True
    return not tokens.features[before].is_noun and tokens.features[before].pos1 != "形状詞"


def _after_number(tokens: Tokens, index: int) -> bool:
    return index > 0 and tokens.features[index - 1].pos2 == "数詞"


def _nominal(tokens: Tokens, start: int, end: int, piece: str, words: Words) -> Candidate | None:
    kind = words.nominals[piece]
    if not _stands_alone(tokens, start, words):
        return None
    if following(tokens, end, words) not in ("end", "light"):
        return None
    weak = kind in ("municipality", "contractor", "head", "own-party") or piece == "国"
    if kind in _BARE and not _is_actor(tokens, start, end, piece):
        return None
    return Candidate(start, end, "nominal", kind, f"nominal {kind}", weak=weak)


def _is_actor(tokens: Tokens, start: int, end: int, piece: str) -> bool:
    """True if 市 or 国 is used as a body: bare, with a particle or 側 behind it."""
    if piece in ("政府", "日本政府"):
        return True
    before, behind = tokens.first_at(start) - 1, tokens.first_at(end)
    if before >= 0 and tokens.ends[before] == start:
        feature = tokens.features[before]
        if feature.pos1 in _ATTRIBUTIVE:
            return False
        if tokens.surface(before) == "の" and before > 0 and tokens.surface(before - 1) in _WORLD:
            return False
    if behind == len(tokens) or tokens.starts[behind] != end:
        return False
    surface = tokens.surface(behind)
    return tokens.features[behind].pos1 == "助詞" or surface in ("、", "・", "側", "等", "及び")


# --- names without a head ---------------------------------------------------------------------


def _person(tokens: Tokens, index: int, end: int) -> Candidate | None:
    """水野派, 水野政権: a person's name makes the group."""
    surface = tokens.surface(index)
    if (
        surface not in ("派", "政権")
        or index == 0
        or tokens.ends[index - 1] != tokens.starts[index]
    ):
        return None
    if tokens.features[index - 1].pos3 != "人名":
        return None
    return Candidate(
        tokens.starts[index - 1], end, "named", "group", "person's group", surface == "政権"
    )


_LETTERS = re.compile(r"[A-Z]{1,6}社\Z")


def _letters(tokens: Tokens, index: int, end: int) -> Candidate | None:
    """KS社: letters and 社 name one company, 5社 counts several."""
    match = _LETTERS.search(tokens.view.text, max(0, end - 7), end)
    if match is None or not tokens.is_edge(match.start()):
        return None
    return Candidate(match.start(), end, "named", "company", "letters and 社")
