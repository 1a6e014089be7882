"""Names of companies that their script and their place give away.

ヒノデホールディングス is one word to the tagger, with a company's last word inside; behind 親会社の
or in the quotes of 印刷会社「みなと美術」 any name is a company's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from minutes.nlp import Tokens
from minutes.organisations.runs import is_coined, is_part, left
from minutes.organisations.types import CUE, Candidate
from minutes.organisations.words import Words, cues, words

_KANA_WORD = re.compile("[ァ-ヶー]{4,}")


def written(tokens: Tokens, lists: Words) -> Iterator[Candidate]:
    """The names of companies in one word, behind a role, and in quotes behind their sort."""
    yield from _in_one_word(tokens, lists)
    yield from _behind_role(tokens)
    yield from _quoted(tokens)
    yield from _taken_up(tokens)


# --- in one word ------------------------------------------------------------------------------


@cache
def _last_words() -> tuple[str, ...]:
    """A company's last words in katakana, the longest first."""
    found = (
        text
        for text, word in words().table.items()
        if word.head is not None
        and word.head.kind == "company"
        and word.head.needs in ("topic", "coined")
        and _KANA_WORD.fullmatch(text)
    )
    return tuple(sorted(found, key=len, reverse=True))


_KANA_RUN = re.compile("[ァ-ヶー]{6,}+")


def _in_one_word(tokens: Tokens, lists: Words) -> Iterator[Candidate]:
    """Unknown words that end so: ヒノデコーポレーション; バイオテクノロジー is a word."""
    text, ends = tokens.view.text, _last_words()
    for match in _KANA_RUN.finditer(text):
        run, end = match.group(), match.end()
        if not run.endswith(ends):
            continue
        ending = next(word for word in ends if run.endswith(word))
        if len(run) < len(ending) + 2:
            continue
        if tokens.is_edge(end - len(ending)) or not tokens.is_edge(end):
            continue
        last = tokens.first_at(end - 1)
        surface = tokens.surface(last)
        head, core = lists.table[ending].head, surface.removesuffix(ending)
        if not is_coined(surface, tokens.features[last]) or (head and core in head.generic):
            continue  # スマホペイメント
        first = left(tokens, last, lists, across=False)
        while first < last and tokens.surface(first) in lists.generic | lists.every:
            first += 1
        yield Candidate(tokens.starts[first], end, "named", "company", "last word of a company")


# --- behind a role ----------------------------------------------------------------------------

_ROLES = (
    r"(?:親会社|子会社|関連会社|グループ会社|持株会社|委託先|再委託先|委託業者|受託業者|受託者|運営会社"
    r"|開発会社|運営元|提供元|発注先|取引先|元請け|下請け|保守業者|開発業者|販売会社|管理会社)"
)
_NAME = r"[ァ-ヶーA-Za-z][ァ-ヶーA-Za-z0-9&]{2,24}+"
_BEHIND_ROLE = re.compile(
    rf"{_ROLES}(?:の|である|であります)(?P<name>{_NAME})(?=[、。はがをにのともで)(\n]|から|へ|\Z)"
)


def _behind_role(tokens: Tokens) -> Iterator[Candidate]:
    """親会社のヒノデリンク; 委託先のコールセンター is none."""
    text = tokens.view.text
    for match in _BEHIND_ROLE.finditer(text):
        start, end = match.span("name")
        if tokens.is_edge(start) and tokens.is_edge(end) and holds_coined(tokens, start, end):
            yield Candidate(start, end, "named", "company", CUE)


def holds_coined(tokens: Tokens, start: int, end: int) -> bool:
    """True if a stretch of katakana or letters holds a coined word, or another's name.

    A country or a person alone is no company: アメリカ, ドナルド.
    """
    inside = tokens.within(start, end)
    last = tokens.surface(inside[-1])
    if any(last in cue.generic for cue in cues() if cue.coined):
        return False
    for index in inside:
        feature = tokens.features[index]
        opens = index == inside[0] and len(inside) > 1  # アサミ ネット; not インフル エンサー
        named = feature.is_proper and (feature.pos3 == "一般" or opens)
        if named or (is_coined(tokens.surface(index), feature) and not feature.is_proper):
            return not all(tokens.features[at].pos3 in ("地名", "人名") for at in inside)
    return False


# --- taken up -----------------------------------------------------------------------------------

_SUBJECT = re.compile(
    r"(?:\A|(?<=[。\n「、]))(?P<name>[ァ-ヶーA-Za-z][ァ-ヶーA-Za-z0-9・&]{3,24}+)(?:は|が|では)"
    r"[^。\n]{0,50}(?:。[^。\n]{0,24})?\Z"
)
#: The seat that the press prints behind a company: （東京・港）, （浅見市）, （本社・水尾市）.
_SEAT = re.compile(r"\((?:本社|東京・|大阪・|[一-鿿]{2,9}?[都府県市][、・)])")
_SEATED = re.compile(
    r"(?:\A|(?<=[^ァ-ヶーA-Za-z0-9・&]))(?P<name>[ァ-ヶーA-Za-z][ァ-ヶーA-Za-z0-9・&]{3,24}+)\Z"
)
_LAST = (
    *("サービス", "グループ", "リース", "ホーム", "ライフ", "ソフト", "デジタル", "メディア"),
    *("ペイ", "ネット"),
)
_TAKES_UP = 100  # characters between a company and 同社


def _taken_up(tokens: Tokens) -> Iterator[Candidate]:
    """ヒノデリースは九日、同社の; and with its seat as in the press: ヒノデペイ（東京・港）."""
    text = tokens.view.text
    place = text.find("同社")
    while place >= 0:
        match = _SUBJECT.search(text, max(0, place - _TAKES_UP), place)
        if match is not None:
            yield from _company(tokens, *match.span("name"))
        place = text.find("同社", place + 1)
    for seat in _SEAT.finditer(text):
        match = _SEATED.search(text, max(0, seat.start() - 26), seat.start())
        if match is not None:
            yield from _company(tokens, *match.span("name"))


def _company(tokens: Tokens, start: int, end: int) -> Iterator[Candidate]:
    """The name there, if it holds a coined word or ends as companies' do; not クレジットカード."""
    if not (tokens.is_edge(start) and tokens.is_edge(end)):
        return
    several = len(tokens.within(start, end)) > 1 and tokens.view.text.endswith(_LAST, start, end)
    if several or holds_coined(tokens, start, end):
        yield Candidate(start, end, "named", "company", CUE)


# --- in quotes --------------------------------------------------------------------------------

_SORT = r"(?:会社|メーカー|大手|ベンダー|チェーン|(?P<any>企業|事業者|業者))"
_SAYS_SORT = re.compile(
    rf"(?:{_SORT}|を(?:委託(?:する|した|して(?:いる|いた|おります?))|運営する))\Z"
)
_SORT_ENDS = frozenset("社ー手ン業者るたす")
_QUOTE = re.compile(
    r"[「『](?P<name>[一-鿿々ァ-ヶーA-Za-z0-9・&. ]{2,24}+"
    r"|[一-鿿々ァ-ヶーぁ-んA-Za-z0-9・&]{3,12}+)[」』]"
)
_NO_NAME = re.compile(r"[をはがにで]|(?:する|した|です|ます|ない|こと)\Z")
_SERVICE = ("システム", "アプリ", "サイト", "制度", "事業", "計画", "業務", "ページ", "ポイント")


def _quoted(tokens: Tokens) -> Iterator[Candidate]:
    """印刷会社「みなと美術」, 警備大手「浅見綜合」; 事業者「負担金」 names nobody."""
    text = tokens.view.text
    for match in _QUOTE.finditer(text):
        opening = match.start()
        if text[opening - 1 : opening] not in _SORT_ENDS:
            continue
        sort = _SAYS_SORT.search(text, max(0, opening - 12), opening)
        if sort is None:
            continue
        name, (start, end) = match["name"], match.span("name")
        if name.endswith(_SERVICE) or _NO_NAME.search(name):
            continue
        if not (tokens.is_edge(start) and tokens.is_edge(end)):
            continue
        common = sort["any"] and not _FOREIGN.search(name)  # 事業者「負担金」
        if _is_name(tokens, start, end) and not common:
            yield Candidate(start, end, "named", "company", CUE)


_FOREIGN = re.compile("[ァ-ヶA-Za-z]{2}")


def _is_name(tokens: Tokens, start: int, end: int) -> bool:
    """True if no common noun alone stands in the quotes."""
    inside = tokens.within(start, end)
    features = [tokens.features[index] for index in inside]
    if len(inside) == 1:
        surface = tokens.surface(inside[0])
        return features[0].is_proper or is_coined(surface, features[0]) or not features[0].lemma
    return all(is_part(feature) for feature in features)
