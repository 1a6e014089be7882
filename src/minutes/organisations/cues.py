"""Names that only what stands behind them gives away: さん, を代表して, の子会社.

The text may print them without it elsewhere; `uses.cores` finds them there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes.nlp import Tokens
from minutes.organisations.naming import tells_nothing
from minutes.organisations.runs import glued, is_part, left
from minutes.organisations.types import CUE, Candidate
from minutes.organisations.uses import occurrences
from minutes.organisations.words import Cue, Words, cues, sizes_at
from minutes.organisations.written import holds_coined


def told(tokens: Tokens, words: Words) -> Iterator[Candidate]:
    """Groups that are spoken of with さん, factions with a speaker, companies with subsidiaries.

    大学フォーラムさん, 水政会を代表して, 水政会の榊原です, ミナトライフの子会社.
    """
    text, known = tokens.view.text, cues()
    by_cue = {word: cue for cue in known if cue.words for word in cue.behind}
    for place, word in occurrences(text, by_cue):
        found = _named(tokens, place, by_cue[word], words)
        if found is not None:
            yield found
    yield from _spelt(tokens)
    yield from _called(tokens, words)
    speakers = [cue for cue in known if cue.speaks]
    for match in _SPEAKER.finditer(text):
        for cue in speakers:
            found = _named(tokens, match.start(), cue, words)
            if found is not None and _is_person(tokens, match.start() + 1):
                yield found
        motto = _motto(tokens, match.start(), words)
        if motto is not None:
            yield motto


# 水政会の榊原康生でございます.
_SPEAKER = re.compile(
    r"の(?:[一-龥々ヶ]{1,8}+(?:です|でござ|であり|と申し)|[一-龥々ヶ]{2,6}?(?:委員|議員)(?![会長団]))"
)


_GROUP = r"(?:(?![をはがで])[一-龥々ァ-ヶーぁ-んA-Za-z・]){2,14}"
#: Patterns that begin with what they look for, which makes them fast.
_CALLED = (
    re.compile(
        rf"会派(?!の|に|を|は|が|間|別|等|代表|制)「?(?P<name>{_GROUP}?)"
        r"(?:」|(?=の[一-龥々ヶぁ-ねは-ん]{2,8}(?:です|でござ|と申))|(?=を代表|に所属))"
    ),
    re.compile(rf"議(?:員|(?<=[県市町村区都府道]議))\((?P<seat>{_GROUP})\)"),
    re.compile(
        rf"番(?<=[0-9一二三四五六七八九十]番)[、 ](?:会派)?+(?P<said>{_GROUP}?)[、 ]"
        r"[一-龥々ヶぁ-ん ]{3,9}(?:です|でござ|と申)"
    ),
)


def _called(tokens: Tokens, words: Words) -> Iterator[Candidate]:
    """会派水政会の榊原です, 榊原県議（水政会）, 三番、水政会、榊原健です."""
    last = next(cue.words for cue in cues() if cue.kind == "party")
    for match in (match for rule in _CALLED for match in rule.finditer(tokens.view.text)):
        group = match.lastgroup or "name"
        name, (start, end) = match[group], match.span(group)
        shaped = name.endswith((*last, "の会", "議員団", "県議団", "市議団", "無所属"))
        listed = words.table.get(name)
        if not tokens.is_edge(start) or not tokens.is_edge(end) or listed is not None:
            continue
        if group == "name" or (shaped and not name.endswith(("員会", "協議会", "審議会"))):
            yield Candidate(start, end, "named", "party", CUE)


# ◯３番（榊原健君） 皆様、おはようございます。未来みずおの榊原です.
_MOTTO = re.compile(r"(?<=[ \n、。「])[一-龥々ァ-ヶーぁ-んA-Za-z]{3,12}\Z")
_SURNAME = re.compile(r"[一-龥々ヶ]{2,3}")
_NO_MOTTO = re.compile(
    r"(?:[市区町村県都府道社課部局室係学校院所園館署番人者士長員師官生組店業体]|席|議員|委員|地元|出身|選出)\Z"
    r"|[をはがでもへに]|です|ます|した"
)
_HEADER = re.compile(
    r"[一-龥々ぁ-ん ]{0,6}(?:君|議員|委員|さん|氏)?[)）]?(?:君|議員|委員)?[)）]?[ \n]"
)
_SEAT = re.compile(r"[○◯◆〇][ ]?[0-9一二三四五六七八九十]{1,3}番|君[)）]|議員[)）]?[ \n]")
_GREETING = 70  # characters between a header and the group's name


def _motto(tokens: Tokens, end: int, words: Words) -> Candidate | None:
    """A group called by a motto, 未来みずお, with which the speaker of a header opens the speech.

    The header has the surname that follows: nobody else introduces himself so in an assembly.
    """
    text = tokens.view.text
    found = _MOTTO.search(text, max(0, end - 13), end)
    surname = _SURNAME.match(text, end + 1)
    if found is None or surname is None or _NO_MOTTO.search(found.group()):
        return None
    start, first, last = found.start(), tokens.first_at(found.start()), tokens.first_at(end - 1)
    plain = last == first and not tokens.features[first].is_proper
    if plain or not (tokens.is_edge(start) and tokens.is_edge(end)):
        return None
    if _is_listed(text, end, "", words):
        return None  # 水尾県の消費生活センターの榊原です
    window = text[max(0, start - _GREETING) : start]
    mixed = any("ぁ" <= char <= "ん" for char in found.group())
    if not (mixed or _SEAT.search(window)) or not _has_header(window, surname.group()[:2]):
        return None
    return Candidate(start, end, "named", "party", CUE)


def _has_header(window: str, surname: str) -> bool:
    """True if a header holds the surname: ◯３番（榊原健君）."""
    place = window.find(surname)
    while place >= 0:
        if _HEADER.match(window, place + len(surname)):
            return True
        place = window.find(surname, place + 1)
    return False


def _is_person(tokens: Tokens, start: int) -> bool:
    return tokens.is_edge(start) and tokens.features[tokens.first_at(start)].is_proper


def _named(tokens: Tokens, end: int, cue: Cue, words: Words) -> Candidate | None:
    """The name of a cue's kind that ends at a position."""
    text = tokens.view.text
    head = next((head for head in cue.words if text.endswith(head, 0, end)), None)
    if head is None or not tokens.is_edge(end - len(head)) or _is_listed(text, end, head, words):
        return None
    at = tokens.first_at(end - len(head))
    first = left(tokens, at, words)
    surfaces = [tokens.surface(index) for index in range(first, at)]
    if surfaces and surfaces[0] in words.every:
        return None
    if tells_nothing(surfaces, words.generic, cue.generic) and not (head[0] == "の" and surfaces):
        return None  # but 市民の風
    return Candidate(tokens.starts[first], end, "named", cue.kind, CUE)


def _is_listed(text: str, end: int, head: str, words: Words) -> bool:
    """True if a longer listed word ends here: 会 in 委員会 and 協議会."""
    sizes = sizes_at(words, text, end)
    return any(size > len(head) and text[end - size : end] in words.table for size in sizes)


_RUN = re.compile(r"[ァ-ヶーA-Za-z][ァ-ヶーA-Za-z0-9・&]{2,}+")


def _spelt(tokens: Tokens) -> Iterator[Candidate]:
    """The names known by their script, before the words that tell them."""
    text = tokens.view.text
    by_cue = {word: cue for cue in cues() if not cue.words for word in cue.behind}
    behind = tuple(by_cue)
    for run in _RUN.finditer(text):
        if text.startswith(behind, run.end()):
            word = next(word for word in behind if text.startswith(word, run.end()))
            found = _written(tokens, run.end(), by_cue[word])
            if found is not None:
                yield found


def _is_region(tokens: Tokens, index: int) -> bool:
    """True for 日本, 東京 at the beginning of a name."""
    free = not glued(tokens, index) or not is_part(tokens.features[index - 1])
    return free and tokens.features[index].pos3 == "地名"


_WRITTEN = re.compile(r"[ァ-ヶーA-Za-z][ァ-ヶーA-Za-z0-9・&]{2,29}\Z")


def _written(tokens: Tokens, end: int, cue: Cue) -> Candidate | None:
    """A name in katakana or letters of two words, or one that is no common word.

    ミナトライフ and ソニー are names, コンビニ is none.
    """
    match = _WRITTEN.search(tokens.view.text, max(0, end - 30), end)
    if match is None or not tokens.is_edge(match.start()) or not tokens.is_edge(end):
        return None
    first, last = tokens.first_at(match.start()), tokens.first_at(end - 1)
    features = tokens.features[first : last + 1]
    start = match.start()
    touches = glued(tokens, first) and is_part(tokens.features[first - 1])
    if touches and cue.coined and _is_region(tokens, first - 1):
        touches, start = False, tokens.starts[first - 1]  # 日本 MKN
    if touches or tokens.surface(last) in cue.generic:
        return None  # 大手コンビニ
    if cue.coined:
        fits = start < match.start() or holds_coined(tokens, start, end)
        return Candidate(start, end, "named", cue.kind, CUE) if fits else None
    if len(features) == 1 and not features[0].is_proper:
        return None
    return Candidate(match.start(), end, "named", cue.kind, CUE)
