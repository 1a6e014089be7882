"""Names with a legal form: 株式会社みなと電算, あさみ運輸㈱, NPO法人みなとの里."""

from __future__ import annotations

from minutes.nlp import Tokens
from minutes.organisations.pieces import Piece
from minutes.organisations.runs import glued, is_part, left, right
from minutes.organisations.types import Candidate
from minutes.organisations.words import Form, Words, sizes_at

_CLOSING = ("センター", "クラブ", "ネット", "ネットワーク", "会", "会議", "サポート", "グループ")
_MEETS = ("総会", "大会", "例会", "説明会", "研修会", "講演会", "報告会")  # and ends no name
_BRANCHES = (
    "支店",
    "支社",
    "営業所",
    "事業所",
    "出張所",
    "工場",
    "郵便局",
    "支局",
    "発電所",
    "製作所",
    "本社",
    "本店",
    "事業部",
)


def legal(piece: Piece, form: Form) -> Candidate | None:
    """The name that a legal form opens or closes; the branch behind it belongs to it."""
    tokens, words = piece.tokens, piece.words
    begin, stop = _behind_form(tokens, piece.last, words, form.kind)
    opens = stop > begin and not _is_title(tokens, begin, stop, words)
    closes = _closes(piece)
    branch = _branch(tokens, begin, stop) if closes and opens else None
    if opens and branch is None:
        end = _free_end(tokens, stop, words) if form.free else stop
        return _named(tokens, piece.first, end, form, "legal form before")
    opening = left(tokens, piece.first, words) if closes else piece.first
    if opening == piece.first:
        return None
    if branch is not None:  # あさみ運輸株式会社水尾支店
        start, end = tokens.starts[opening], tokens.ends[branch]
        return Candidate(start, end, "unit", form.kind, "legal form after")
    return _named(tokens, opening, piece.last + 1, form, "legal form after")


def _named(tokens: Tokens, first: int, stop: int, form: Form, rule: str) -> Candidate:
    return Candidate(tokens.starts[first], tokens.ends[stop - 1], "named", form.kind, rule)


def _behind_form(tokens: Tokens, index: int, words: Words, kind: str) -> tuple[int, int]:
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
    stop = _latin(tokens, right(tokens, stop) if gap else right(tokens, begin))
    return begin, _cut(tokens, begin, stop, kind, words)


def _latin(tokens: Tokens, stop: int) -> int:
    """Past the further words of a name in Latin letters: 株式会社ABC Minato."""
    text = tokens.view.text
    while stop < len(tokens) and tokens.starts[stop] == tokens.ends[stop - 1] + 1:
        first, last = text[tokens.starts[stop]], text[tokens.ends[stop - 1] - 1]
        if not (first.isascii() and first.isupper() and last.isascii() and last.isalpha()):
            break
        stop = right(tokens, stop + 1)
    return stop


def _is_title(tokens: Tokens, begin: int, stop: int, words: Words) -> bool:
    """True for 代表取締役 behind みなと電算株式会社."""
    surface = tokens.surface(begin)
    run = tokens.view.text[tokens.starts[begin] : tokens.ends[stop - 1]]
    return surface in words.titles or run in words.titles


def _closes(piece: Piece) -> bool:
    """True if the noun before a form can be the name that it closes."""
    words = piece.words
    known = (words.edge, words.every, words.generic)
    text, start = piece.tokens.view.text, piece.start
    for size in sizes_at(words, text, start):
        word = words.table.get(text[start - size : start]) if size <= start else None
        if word is not None and word.nominal is not None:
            return False  # 再委託先 株式会社みなと電算
    return piece.touches_noun and not any(piece.before in no for no in known)


def _branch(tokens: Tokens, begin: int, stop: int) -> int | None:
    """The token that ends the branch in a run behind a form: あさみ運輸株式会社 水尾支店 改築."""
    text = tokens.view.text
    for index in range(begin, stop):
        if text[tokens.starts[begin] : tokens.ends[index]].endswith(_BRANCHES):
            return index
    return None


def _cut(tokens: Tokens, begin: int, stop: int, kind: str, words: Words) -> int:
    """Where a name that a form opens ends: before a post or a light word, behind its last head.

    公益財団法人水尾市文化財団事業報告 ends with 財団, 株式会社みなと電算代表取締役 before 代表.
    A company may call itself anything, 株式会社浅見銀行カード.
    """
    for index in range(begin + 1, stop):
        surface = tokens.surface(index)
        light = surface in words.light and not (surface == "管理" and index + 1 < stop)
        title = surface in words.titles and tokens.surface(min(index + 1, stop - 1)) != "会"
        if light or title or surface in words.form_end:  # but 評価 委員 会
            stop = index
            break
    if kind == "company":
        return stop
    for index in range(stop - 1, begin - 1, -1):
        if _is_last_part(tokens, begin, index, words):
            return index + 1
    return stop


_SURE = ("topic", "proper")


def _is_last_part(tokens: Tokens, begin: int, index: int, words: Words) -> bool:
    """True if a name may end with token `index`: a head that is no unit or place ends there."""
    text, end = tokens.view.text, tokens.ends[index]
    run = text[tokens.starts[begin] : end]
    if run.endswith(_CLOSING):
        return not run.endswith(_MEETS)
    for size in sizes_at(words, text, end):
        word = words.table.get(text[max(0, end - size) : end])
        if word is not None and word.head is not None and end - size >= tokens.starts[begin]:
            return word.head.kind not in ("municipality", "unit") and word.head.needs in _SURE
    return False


_PLACES = frozenset("会里家園郷森杜国丘窓輪光樹村星翼庭泉")


def _free_end(tokens: Tokens, stop: int, words: Words) -> int:
    """Where a name of several words ends: NPO法人みなとの里, 社団法人みなとと家族の会."""
    text = tokens.view.text
    index = right(tokens, stop)  # 水尾図書館ボランティアの会: the run was cut at its head
    if any(tokens.surface(at) in words.titles for at in range(stop, index)):
        return stop
    floor = index
    while glued(tokens, index) and tokens.surface(index) in ("の", "と") and index - floor < 6:
        behind = index + 1
        if not glued(tokens, behind) or not is_part(tokens.features[behind]):
            return stop
        index = right(tokens, behind)
        last = text[tokens.ends[index - 1] - 1]
        if last in _PLACES and tokens.surface(index - 1) not in words.titles:
            return index
    return stop
