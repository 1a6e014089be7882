"""Noun phrases before and behind a place, and commas that end a clause."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from minutes.counts.words import unit_at
from minutes.nlp import Tokens
from minutes.schema import Span

#: Nouns that say when, how or in what order, never what is counted.
_NO_ITEM = re.compile(
    r"(?:現行|当初|前回|今回分|残り|それぞれ|最終|年間|月間|年度末|年連続|連続|現在|時点|以上|以下|今回|場合|結果|一方|全部|合計|本年度|今年度|年度|最大|平均|うち|(?<![市区町村県国都道府校館社庁局])内|差し引き|ほか|他"
    r"|ところ|こと|もの|ため|の|まま|(?<!一)部分|お話|話|形|感じ|状態|とき|際|前|後|中|間|上|下|前年|昨年|例年|今年|本年|当時|試算|報道|次|以降|程度)\Z"
    r"|\A(?:ほう|よう|風|辺|方|方々|ら|比|増|減|円|別|各|形|点|上|人|者|側|お|ご|御|さん|まで|連続|台)\Z"
    # 二名のままです, 三件という数字, 個別のお知らせ, 二点目は: words that say how a number is told
    r"|\A(?:まま|ふう|数字|向こう|見込み|個別|最初|目|全体|内訳|件|線|話|感じ|答)\Z"
)
_TAIL = re.compile(r"(?:推計|推定|見込み|概数|数値)\Z")
PERSON = re.compile(
    r"(?:大臣|総理|議員|市長|町長|村長|知事|区長|社長|委員|先生|部長|課長|局長|氏|さん|君|私|我々|皆さん)\Z"
)


def _is_noun(tokens: Tokens, index: int) -> bool:
    pos1, pos2, _, _, _ = tokens.features[index]
    if pos1 == "助詞":
        return False
    if pos1 == "補助記号":
        return tokens.surface(index) == "・"
    if pos2 == "数詞" or tokens.surface(index) in (",", "."):  # a 読点 of official papers
        return False
    if pos1 == "名詞":
        return True
    if pos2 == "形状詞的":  # the 的 of 義務的経費, not of 標準的な
        return index + 1 < len(tokens) and tokens.features[index + 1].is_noun
    return tokens.features[index].is_noun or pos1 in ("形状詞", "記号")


def run_before(tokens: Tokens, end: int) -> Span | None:
    """The nouns that end at a view position, without words of time and manner.

    A counter is no noun of its own: in 七万円給付 the run is 給付.
    """
    starts, ends = tokens.starts, tokens.ends
    last = bisect_left(ends, end)
    if not end or last >= len(ends) or ends[last] != end or not _is_noun(tokens, last):
        return None
    first = last
    while first > 0 and ends[first - 1] == starts[first] and _is_noun(tokens, first - 1):
        first -= 1
    if first > 0 and _is_numeral(tokens, first - 1):
        ordinal = first > 1 and tokens.surface(first - 2) == "第"
        # 第一款特別区民税, 第七次総合計画, 一日: what numbers is no part of the noun
        counter = tokens.first_at(_behind_counter(tokens, first))
        if _numbers(tokens, first) or not ordinal:  # 第三小学校 is a name
            first = max(counter, first + _numbers(tokens, first))
    while first <= last and (
        tokens.features[first].pos3 == "副詞可能" or tokens.surface(first) in _LEADS
    ):
        first += 1
    if first > last:
        return None
    start = starts[first]
    words = tokens.view.text[start:end]
    if _tells_no_item(words):
        return None
    tail = _TAIL.search(words)
    return Span(start, start + tail.start() if tail and tail.start() else end)


@lru_cache(maxsize=4096)
def _tells_no_item(words: str) -> bool:
    return _NO_ITEM.search(words) is not None


def _is_numeral(tokens: Tokens, index: int) -> bool:
    return tokens.features[index].pos2 == "数詞" and tokens.surface(index) != "〇"


_LEADS = frozenset(["・", "もの", "連続", "各", "計", "当該", "該当", "上記", "下記", "両", "延べ"])
_ORDERS = frozenset("款項目節条号次期年月日時台番部章")


def _numbers(tokens: Tokens, index: int) -> bool:
    """True for a word that only numbers or dates: 款, 号, 次, 日."""
    return tokens.surface(index) in _ORDERS


def _behind_counter(tokens: Tokens, index: int) -> int:
    """The position behind the counter that a token begins."""
    start = tokens.starts[index]
    return start + len(unit_at(tokens.view.text, start))


_ASIDE = re.compile(r"\([^()\n]{1,40}\)\Z")


def before_brackets(text: str, end: int, floor: int) -> int:
    """The end of the words before what is put in brackets behind them: 利用者情報(氏名、住所).

    >>> before_brackets("利用者情報(氏名、住所)は", 12, 0)
    5
    """
    aside = _ASIDE.search(text, max(floor, end - 42), end) if text[end - 1 : end] == ")" else None
    return end if aside is None else aside.start()


_TOTALS = ("の合計", "の総計")


def phrase_before(tokens: Tokens, end: int, floor: int) -> Span | None:
    """The noun phrase that ends at a position, with what の joins to it (本市の届出の件数)."""
    text = tokens.view.text
    if text.endswith(")", 0, end):
        end = before_brackets(text, end, floor)
    span = run_before(tokens, end)
    if span is None and text.endswith(_TOTALS, floor, end):  # 残高の合計
        span = Span(end - 2, end)
    while span is not None and span.start > floor and text[span.start - 1] == "の":
        wider = run_before(tokens, span.start - 1)
        if wider is None or wider.start < floor:
            break
        span = Span(wider.start, span.end)
    return span


_HEADS = re.compile(r"(?:もの|方々|方|者|人|分|の)\Z")
_HEAD_ENDS = frozenset("の々方者人分")
_CLAUSE_STARTS = re.compile(r"[、。「」()（）\n]|(?<=[^は])は(?=[^、])")


def clause_before(tokens: Tokens, end: int, floor: int) -> Span | None:
    """A relative clause with its bare head: 宛先不明で戻ってきたもの, 連絡のつかない方.

    The head alone says nothing; the clause begins behind the last comma or topic.
    """
    text = tokens.view.text
    if text[end - 1 : end] not in _HEAD_ENDS:
        return None
    head = _HEADS.search(text, max(floor, end - 2), end)
    index = tokens.first_at(head.start() - 1) if head is not None and head.start() > floor else -1
    if head is None or index < 0 or index >= len(tokens) or tokens.ends[index] != head.start():
        return None
    feature = tokens.features[index]
    verbal = feature.pos1 in ("動詞", "助動詞", "形容詞") or tokens.surface(index) in (
        "という",
        "の",
    )
    if not verbal and not text.endswith("という", floor, head.start()):
        return None
    starts = [match.end() for match in _CLAUSE_STARTS.finditer(text, floor, head.start())]
    start = max([floor, *starts])
    while start < head.start() and text[start].isspace():
        start += 1
    return Span(start, end) if start < head.start() else None


def run_after(tokens: Tokens, start: int) -> Span | None:
    """The nouns that begin at a position, adjectives passed over (三件の新しい届出)."""
    starts, ends, features = tokens.starts, tokens.ends, tokens.features
    index = bisect_right(ends, start)
    for _ in range(4):
        if index == len(ends) or not (
            features[index].pos1 in ("形容詞", "連体詞") or tokens.surface(index) in _PASSED
        ):
            break
        index += 1
    first = index
    while index < len(ends) and _is_noun(tokens, index):
        if index > first and starts[index] != ends[index - 1]:
            break
        index += 1
    if index == first:
        return None
    adjective = features[index - 1].pos1 == "形状詞" and index < len(ends)
    if adjective and tokens.surface(index) == "な":  # 大幅な引上げ
        return run_after(tokens, ends[index])
    begin, end = starts[first], ends[index - 1]
    return None if _tells_no_item(tokens.view.text[begin:end]) else Span(begin, end)


_PASSED = frozenset(("な", "お", "ご", "御"))


def ends_predicate(tokens: Tokens, comma: int) -> bool:
    """True if a comma stands behind a verb, an auxiliary or a word that joins clauses."""
    index = tokens.first_at(comma) - 1
    if index < 0:
        return False
    feature = tokens.features[index]
    if feature.pos1 == "助詞":
        return feature.pos2 == "接続助詞" and not tokens.view.text.endswith("として", 0, comma)
    if feature.pos3 == "副詞可能" and index:  # …した場合、 …するため、
        return tokens.features[index - 1].pos1 in ("動詞", "助動詞", "形容詞")
    return feature.pos1 in ("動詞", "助動詞", "形容詞")
