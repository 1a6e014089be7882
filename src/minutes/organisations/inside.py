"""Bodies looked for by themselves: those inside what the tagger takes for one word, and auditors.

納税課名で, 市側は, 市民部; 監査委員, whose last part is too common to begin with.
"""

from __future__ import annotations

from collections.abc import Iterator

from minutes.nlp import Tokens
from minutes.organisations.naming import naming
from minutes.organisations.nominals import nominal
from minutes.organisations.pieces import Modifiers, piece_of
from minutes.organisations.runs import behind, glued, is_part, left
from minutes.organisations.types import Candidate
from minutes.organisations.words import Head, Words

_AUDITORS = "監査委員"
_IN_NAME_OF = ("名で", "名により", "名義で")
_CITIZENS = ("市民部", "町民部", "区民部")  # 市 and 民部
_BEHIND_SIDE = frozenset("はがのにもへとか出欠")  # 市側は, 市側出席者


def cut_short(tokens: Tokens, words: Words) -> Iterator[Candidate]:
    """The bodies whose names end, or begin, within a token; and 監査委員."""
    for phrase in _IN_NAME_OF:
        for place in _places(tokens.view.text, phrase):
            yield from _section(tokens, place, words)
    for name in _CITIZENS:
        for place in _places(tokens.view.text, name):
            yield from _citizens(tokens, place, place + len(name), words)
    for place in _places(tokens.view.text, _AUDITORS):
        yield from _auditors(tokens, place + len(_AUDITORS), words)
    for place in _places(tokens.view.text, "側"):
        yield from _side(tokens, place, words)


def _places(text: str, phrase: str) -> Iterator[int]:
    place = text.find(phrase)
    while place >= 0:
        yield place
        place = text.find(phrase, place + 1)


def _section(tokens: Tokens, end: int, words: Words) -> Iterator[Candidate]:
    """The section in whose name something is done: 納税課 名で."""
    head = _unit(tokens, end, words)
    last = tokens.first_at(end - 1) if head is not None else 0
    if head is None or tokens.starts[last] != end - 1:
        return
    first = left(tokens, last, words)
    if (
        first < last
        and naming(Modifiers(piece_of(tokens, words, last, last), first), head) == "sure"
    ):
        yield Candidate(tokens.starts[first], end, "unit", head.kind, "in the name of")


def _unit(tokens: Tokens, end: int, words: Words) -> Head | None:
    word = words.table.get(tokens.view.text[end - 1 : end])
    head = word.head if word is not None else None
    return head if head is not None and head.kind == "unit" and not tokens.is_edge(end) else None


def _citizens(tokens: Tokens, start: int, end: int, words: Words) -> Iterator[Candidate]:
    """水尾市 市民部."""
    if tokens.is_edge(end - 1) or not (tokens.is_edge(start) and tokens.is_edge(end)):
        return
    if behind(tokens, tokens.first_at(end - 1), words) in ("end", "light", "more"):
        first = left(tokens, tokens.first_at(start), words)
        yield Candidate(tokens.starts[first], end, "unit", "unit", "head 部")


def _auditors(tokens: Tokens, end: int, words: Words) -> Iterator[Candidate]:
    """監査委員, with the 市 or 本市 before."""
    text = tokens.view.text
    for start in (end - 6, end - 5, end - 4):
        word = words.table.get(text[max(0, start) : end])
        if word is None or word.nominal is None or not tokens.is_edge(end):
            continue
        first, last = tokens.first_at(start), tokens.first_at(end - 1)
        if tokens.starts[first] == start:
            found = nominal(piece_of(tokens, words, first, last), word.nominal)
            if found is not None:
                yield found
                return


def _side(tokens: Tokens, end: int, words: Words) -> Iterator[Candidate]:
    """The municipality of 市側."""
    text, start = tokens.view.text, end - 1
    word = words.table.get(text[start:end]) if text[end + 1 : end + 2] in _BEHIND_SIDE else None
    meant = word.nominal if word is not None else None
    if meant is None or tokens.is_edge(end) or not tokens.is_edge(start):
        return
    first = tokens.first_at(start)
    if glued(tokens, first) and is_part(tokens.features[first - 1]):
        return  # 中央市側
    kind, rule = meant.kind, f"nominal {meant.kind}"
    yield Candidate(start, end, "nominal", kind, rule, meant.text, weak=meant.weak)
