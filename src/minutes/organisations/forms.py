"""Names with a legal form: 株式会社みなと電算, あさみ運輸㈱, NPO法人みなとの里."""

from __future__ import annotations

from minutes.nlp import Tokens
from minutes.organisations.pieces import Piece
from minutes.organisations.runs import glued, is_part, left, right
from minutes.organisations.types import Candidate
from minutes.organisations.words import Form, Words, sizes_at

_CLOSING = ("センター", "クラブ", "ネット", "ネットワーク")


def legal(piece: Piece, form: Form) -> Candidate | None:
    """The name that a legal form opens or closes; the branch behind it belongs to it."""
    tokens, words = piece.tokens, piece.words
    begin, stop = _behind_form(tokens, piece.last, words)
    opens = stop > begin and not _is_title(tokens, begin, stop, words)
    closes = _closes(piece)
    branch = closes and opens and _is_branch(tokens, stop, words)
    if opens and not branch:
        end = _free_end(tokens, stop, words) if form.free else stop
        return _named(tokens, piece.first, end, form, "legal form before")
    opening = left(tokens, piece.first, words) if closes else piece.first
    if opening == piece.first:
        return None
    if branch:  # あさみ運輸株式会社水尾支店
        start, end = tokens.starts[opening], tokens.ends[stop - 1]
        return Candidate(start, end, "unit", form.kind, "legal form after")
    return _named(tokens, opening, piece.last + 1, form, "legal form after")


def _named(tokens: Tokens, first: int, stop: int, form: Form, rule: str) -> Candidate:
    return Candidate(tokens.starts[first], tokens.ends[stop - 1], "named", form.kind, rule)


def _behind_form(tokens: Tokens, index: int, words: Words) -> tuple[int, int]:
    """The tokens of the name that may follow the form; one blank may stand between."""
    begin = index + 1
    if begin >= len(tokens):
        return begin, begin
    gap = tokens.starts[begin] - tokens.ends[index]
    blank = tokens.view.text[tokens.ends[index] : tokens.starts[begin]]
    if gap > 1 or blank.strip(" ") or not is_part(tokens.features[begin]):
        return begin, begin
    if tokens.surface(begin) in words.unnamed or tokens.surface(begin) in words.edge:
        return begin, begin
    stop = begin + 1 if gap else begin
    return begin, _cut(tokens, begin, right(tokens, stop) if gap else right(tokens, begin), words)


def _is_title(tokens: Tokens, begin: int, stop: int, words: Words) -> bool:
    """True for 代表取締役 behind みなと電算株式会社."""
    surface = tokens.surface(begin)
    run = tokens.view.text[tokens.starts[begin] : tokens.ends[stop - 1]]
    return surface in words.titles or run in words.titles


def _closes(piece: Piece) -> bool:
    """True if the noun before a form can be the name that it closes."""
    words = piece.words
    known = (words.edge, words.every, words.generic)
    return piece.touches_noun and not any(piece.before in no for no in known)


def _is_branch(tokens: Tokens, stop: int, words: Words) -> bool:
    """True if the run behind a form names a branch: あさみ運輸株式会社 水尾支店."""
    word = words.table.get(tokens.surface(stop - 1))
    return word is not None and word.head is not None and word.head.kind == "unit"


def _cut(tokens: Tokens, begin: int, stop: int, words: Words) -> int:
    """Where a name that a form opens ends: before a post or a light word, behind its last head.

    公益財団法人水尾市文化財団事業報告 ends with 財団, 株式会社みなと電算代表取締役 before 代表.
    """
    for index in range(begin + 1, stop):
        surface = tokens.surface(index)
        if surface in words.light or surface in words.titles or surface in words.form_end:
            stop = index
            break
    for index in range(stop - 1, begin - 1, -1):
        if _is_last_part(tokens, begin, index, words):
            return index + 1
    return stop


_SURE = ("topic", "proper")


def _is_last_part(tokens: Tokens, begin: int, index: int, words: Words) -> bool:
    """True if a name may end with token `index`: a head that is no unit or place ends there."""
    text, end = tokens.view.text, tokens.ends[index]
    if text[tokens.starts[begin] : end].endswith(_CLOSING):
        return True
    for size in sizes_at(words, text, end):
        word = words.table.get(text[max(0, end - size) : end])
        if word is not None and word.head is not None and end - size >= tokens.starts[begin]:
            return word.head.kind not in ("municipality", "unit") and word.head.needs in _SURE
    return False


_PLACES = frozenset("会里家園郷森杜国丘窓輪光樹村星翼庭泉")


def _free_end(tokens: Tokens, stop: int, words: Words) -> int:
    """Where a name of several words ends: NPO法人みなとの里, 社団法人みなとと家族の会."""
    text, index = tokens.view.text, stop
    while glued(tokens, index) and tokens.surface(index) in ("の", "と") and index - stop < 6:
        behind = index + 1
        if not glued(tokens, behind) or not is_part(tokens.features[behind]):
            return stop
        index = right(tokens, behind)
        last = text[tokens.ends[index - 1] - 1]
        if last in _PLACES and tokens.surface(index - 1) not in words.titles:
            return index
    return stop
