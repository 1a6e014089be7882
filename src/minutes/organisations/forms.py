"""Names with a legal form: 株式会社みなと電算, あさみ運輸㈱, NPO法人みなとの里."""

from __future__ import annotations

from minutes.nlp import Tokens
from minutes.organisations.runs import glued, is_part, left, right
from minutes.organisations.types import Candidate
from minutes.organisations.words import Form, Words

# What may not open a name behind a form: 財団法人等, 株式会社化, NPO法人格, 学校法人会計基準.
_NO_NAME = frozenset(
    (
        "等",
        "など",
        "化",
        "制",
        "制度",
        "形態",
        "設立",
        "格",
        "各社",
        "側",
        "内",
        "会計",
        "運営",
        "さん",
    )
    + ("法", "令", "税", "通則", "名", "数", "職員", "全体", "同士", "向け", "以外", "関連", "関係")
)
_ENDS_NAME = frozenset(("事業", "令和", "平成", "製", "ほか", "外", "提供", "宛"))
_CLOSING = ("センター", "クラブ", "ネット", "ネットワーク")


def legal(tokens: Tokens, first: int, index: int, form: Form, words: Words) -> Candidate | None:
    """The name that a legal form opens or closes; the branch behind it belongs to it.

    Tokens `first` to `index` are the form.
    """
    begin, stop = _behind_form(tokens, index, words)
    opens = stop > begin and not _is_title(tokens, begin, stop, words)
    closes = _closes(tokens, first, words)
    if opens and not (closes and _is_branch(tokens, stop, words)):
        end = _free_end(tokens, stop, words) if form.free else stop
        return _named(tokens, first, end, form, "legal form before")
    if not closes:
        return None
    opening = left(tokens, first, words)
    if opening == first:
        return None
    if opens:  # あさみ運輸株式会社水尾支店
        return Candidate(
            tokens.starts[opening], tokens.ends[stop - 1], "unit", form.kind, "legal form after"
        )
    return _named(tokens, opening, index + 1, form, "legal form after")


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
    if tokens.surface(begin) in _NO_NAME or tokens.surface(begin) in words.edge:
        return begin, begin
    stop = begin + 1 if gap else begin
    return begin, _cut(tokens, begin, right(tokens, stop) if gap else right(tokens, begin), words)


def _is_title(tokens: Tokens, begin: int, stop: int, words: Words) -> bool:
    """True for 代表取締役 behind みなと電算株式会社."""
    surface = tokens.surface(begin)
    run = tokens.view.text[tokens.starts[begin] : tokens.ends[stop - 1]]
    return surface in words.titles or run in words.titles


def _closes(tokens: Tokens, first: int, words: Words) -> bool:
    """True if the noun before a form can be the name that it closes."""
    if not glued(tokens, first) or not is_part(tokens.features[first - 1]):
        return False
    surface = tokens.surface(first - 1)
    return not any(surface in no for no in (words.edge, words.every, words.generic))


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
        if surface in words.light or surface in words.titles or surface in _ENDS_NAME:
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
    for size in words.lengths.get(text[end - 1], ()):
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
