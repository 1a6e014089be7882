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


def told(tokens: Tokens, words: Words) -> Iterator[Candidate]:
    """Groups that are spoken of with さん, factions with a speaker, companies with subsidiaries.

    大学フォーラムさん, 水政会を代表して, 水政会の榊原です, ミナトライフの子会社.
    """
    text, known = tokens.view.text, cues()
    by_cue = {word: cue for cue in known for word in cue.behind}
    for place, word in occurrences(text, by_cue):
        found = _named(tokens, place, by_cue[word], words)
        if found is not None:
            yield found
    speakers = [cue for cue in known if cue.speaks]
    for match in _SPEAKER.finditer(text):
        for cue in speakers:
            found = _named(tokens, match.start(), cue, words)
            if found is not None and _is_person(tokens, match.start() + 1):
                yield found


# 水政会の榊原康生でございます.
_SPEAKER = re.compile(
    r"の(?:[一-龥々ヶ]{1,8}+(?:です|でござ|であり|と申し)|[一-龥々ヶ]{2,6}?(?:委員|議員)(?![会長団]))"
)


def _is_person(tokens: Tokens, start: int) -> bool:
    return tokens.is_edge(start) and tokens.features[tokens.first_at(start)].is_proper


def _named(tokens: Tokens, end: int, cue: Cue, words: Words) -> Candidate | None:
    """The name of a cue's kind that ends at a position."""
    text = tokens.view.text
    if not cue.words:
        return _written(tokens, end, cue)
    head = next((head for head in cue.words if text.endswith(head, 0, end)), None)
    if head is None or not tokens.is_edge(end - len(head)) or _is_listed(text, end, head, words):
        return None
    at = tokens.first_at(end - len(head))
    first = left(tokens, at, words)
    surfaces = [tokens.surface(index) for index in range(first, at)]
    if tells_nothing(surfaces, words.generic, cue.generic) or surfaces[0] in words.every:
        return None
    return Candidate(tokens.starts[first], end, "named", cue.kind, CUE)


def _is_listed(text: str, end: int, head: str, words: Words) -> bool:
    """True if a longer listed word ends here: 会 in 委員会 and 協議会."""
    sizes = sizes_at(words, text, end)
    return any(size > len(head) and text[end - size : end] in words.table for size in sizes)


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
    touches = glued(tokens, first) and is_part(tokens.features[first - 1])
    if touches or tokens.surface(last) in cue.generic:
        return None  # 大手コンビニ
    if len(features) == 1 and not features[0].is_proper:
        return None
    return Candidate(match.start(), end, "named", cue.kind, CUE)
