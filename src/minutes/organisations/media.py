"""Broadcasters, newspapers and regional stations: 水尾ケーブルテレビ, テレビ水尾, NHK水尾."""

from __future__ import annotations

import re

from minutes.nlp import Tokens
from minutes.organisations.pieces import Piece
from minutes.organisations.runs import glued, is_part, is_proper
from minutes.organisations.types import Candidate
from minutes.organisations.words import Head

#: These open a name as well, with a place behind them: テレビ水尾, JA浅見.
_OPENERS = frozenset(("テレビ", "ラジオ", "FM", "エフエム", "JA"))
_DAILIES = frozenset(("毎日", "朝日", "読売", "日日", "日刊", "報知", "日経", "中日", "産経"))
_WRITTEN = re.compile(r"[ァ-ヶー]{2,}|[A-Z]{2,6}")
_REACH = 4  # tokens before the last word


def medium(piece: Piece, head: Head) -> Candidate | None:
    """The broadcaster or paper whose name a word like テレビ or 新聞 ends or opens."""
    tokens = piece.tokens
    end = regional(piece) if head.text in _OPENERS and not piece.touches_noun else None
    if end is not None:
        listed = piece.words.table.get(tokens.view.text[piece.start : end])  # JA全農
        if listed is None or listed.body is None:
            return Candidate(piece.start, end, "named", head.kind, "medium and place")
    if piece.behind() not in ("end", "light") or _is_verb(tokens, piece.last + 1):
        return None
    first = _first(piece, head)
    if first is None:
        return None
    return Candidate(tokens.starts[first], piece.end, "named", head.kind, f"head {head.text}")


def regional(piece: Piece) -> int | None:
    """Where the place behind a word ends, if nothing but the place follows: NHK 水尾."""
    tokens, place = piece.tokens, piece.last + 1
    if not glued(tokens, place) or not is_proper(tokens.features[place]):
        return None
    if glued(tokens, place + 1) and is_part(tokens.features[place + 1]):
        light = tokens.surface(place + 1) in piece.words.light
        return tokens.ends[place] if light else None
    return tokens.ends[place]


def _first(piece: Piece, head: Head) -> int | None:
    """The first token of the name; none if only words of no distinction stand there."""
    tokens, first, sure = piece.tokens, piece.first, False
    while glued(tokens, first) and piece.first - first < _REACH:
        surface = tokens.surface(first - 1)
        named = is_proper(tokens.features[first - 1]) or surface in _DAILIES
        common = surface in head.generic or surface in piece.words.generic
        if not named and not common and not _WRITTEN.fullmatch(surface):
            return None if is_part(tokens.features[first - 1]) else _opened(first, sure)
        sure = sure or not common
        first -= 1
    return _opened(first, sure)


def _opened(first: int, sure: bool) -> int | None:
    return first if sure else None


def _is_verb(tokens: Tokens, index: int) -> bool:
    """True for the する of 毎日放送する."""
    return glued(tokens, index) and tokens.features[index].lemma == "為る"
