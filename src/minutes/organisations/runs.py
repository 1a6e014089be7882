"""Runs of nouns around a position: how far a name reaches, and what stands behind it."""

from __future__ import annotations

import re

from minutes.nlp import Feature, Tokens
from minutes.organisations.words import Words, sizes_at

JOINERS = "・&"
_REACH = 14  # tokens; the longest names of public bodies have about ten


def is_part(feature: Feature) -> bool:
    """True if a token may be part of a name: nouns, affixes, letters, adjectival nouns."""
    pos = feature.pos1
    if pos == "名詞":
        return feature.pos2 != "数詞"
    if pos == "接尾辞":
        # 課 and 市 are 助数詞可能 and stay; 回 and 人 behind a number are counters only.
        return feature.pos2 == "名詞的" and feature.pos3 != "助数詞"
    if pos == "形状詞":
        return feature.pos2 != "助動詞語幹"  # 総合 is a part, よう in するよう基金を is none
    return pos == "接頭辞" or (pos == "記号" and feature.pos2 == "文字")


_FOREIGN = re.compile("[ァ-ヶー・]{2,}|[A-Za-z]{3,}")
_KANJI = re.compile("[一-鿿]")


def is_coined(surface: str, feature: Feature) -> bool:
    """True for a word in katakana or letters that no dictionary has so.

    An unknown one (ヒノデ), or a native word in katakana, which the dictionary has as 港 (ミナト).
    """
    if _FOREIGN.fullmatch(surface) is None:
        return False
    return not feature.lemma or _KANJI.search(feature.lemma) is not None


def glued(tokens: Tokens, index: int) -> bool:
    """True if token `index` touches the token before it."""
    return 0 < index < len(tokens.ends) and tokens.ends[index - 1] == tokens.starts[index]


def is_proper(feature: Feature) -> bool:
    """True for proper nouns (地名, 人名 and others)."""
    return feature.pos2 == "固有名詞"


def before(tokens: Tokens, end: int, index: int, size: int) -> int | None:
    """The token at which the last `size` characters before view position `end` begin, if one does.

    `index` is the token that ends there.
    """
    start, first = end - size, index
    starts = tokens.starts
    while first > 0 and starts[first] > start:
        first -= 1
    return first if start >= 0 and starts[first] == start else None


def listed_at(tokens: Tokens, index: int, words: Words, *, forms: bool = True) -> int | None:
    """The first token of the listed body or legal form that ends with token `index`."""
    text, end = tokens.view.text, tokens.ends[index]
    for size in sizes_at(words, text, end):
        word = words.table.get(text[max(0, end - size) : end])
        if word is not None and (word.body is not None or (forms and word.form is not None)):
            first = before(tokens, end, index, size)
            if first is not None:
                return first
    return None


def closes(tokens: Tokens, index: int, words: Words) -> bool:
    """True if a name of its own may end with token `index`: 水尾市・浅見町, 総務局・財政局."""
    if listed_at(tokens, index, words) is not None:
        return True
    text, end = tokens.view.text, tokens.ends[index]
    for size in sizes_at(words, text, end):
        word = words.table.get(text[max(0, end - size) : end])
        if word is not None and word.head is not None and word.head.needs != "sole":
            return before(tokens, end, index, size) is not None
    return False


# --- to the left ------------------------------------------------------------------------------


def left(tokens: Tokens, head: int, words: Words, *, across: bool = True) -> int:
    """The first token of the name whose head begins with token `head`, or `head` itself.

    A listed body, a legal form or a place with its 市 opens the name (経済産業省 in
    経済産業省産業保安課); time words, counted things and posts end the walk.  `across` allows a
    middle dot inside (まち・ひと・しごと創生本部).
    """
    first = head
    for _ in range(_REACH):
        step = _step(tokens, first, words, across)
        if step is None:
            break
        first = step
        if tokens.surface(first) == "旧":
            return first  # 重要文化財 旧水尾製缶
        opening = _opening(tokens, first, words)
        if opening is not None:
            return opening
    while first < head and _cannot_begin(tokens, first):
        first += 1
    return first


def _step(tokens: Tokens, first: int, words: Words, across: bool) -> int | None:
    """The token that the walk takes next, before `first`; none where the name begins."""
    if not glued(tokens, first):
        return None
    back = first - 1
    surface, feature = tokens.surface(back), tokens.features[back]
    if surface in JOINERS:
        return back - 1 if across and _joins(tokens, back, words) else None
    if surface == "の" and tokens.surface(first) == "権利" and tokens.surface(back - 1) in _CHILD:
        return back - 1  # 子どもの権利救済委員会
    if feature.pos2 == "数詞" and not "ぁ" <= surface[0] <= "ー":
        # 第二小学校 keeps its number, 5課 has none; ひと is a numeral and a person, ゼロ a word.
        return back - 1 if glued(tokens, back) and tokens.surface(back - 1) == "第" else None
    if surface == "等" and back > 0 and closes(tokens, back - 1, words):
        return None  # 財政制度等審議会 is one body, 水尾市等協議会 is none
    return back if _goes_on(tokens, back, words) else None


def _goes_on(tokens: Tokens, index: int, words: Words) -> bool:
    feature, surface = tokens.features[index], tokens.surface(index)
    if surface == "ども" and glued(tokens, index) and tokens.surface(index - 1).endswith("子"):
        return True  # of 水尾市子ども課 the tagger makes 市子 and ども
    if surface in _CUSTOMER and _of_customer(tokens, index):
        return True
    if surface in words.edge or (surface == "日" and glued(tokens, index)):
        return False  # 全国の祝祭日 協議会: a day opens no name
    if not is_part(feature):
        # 弘 is taken for an adjective in 弘南: one kanji alone is no word of its own.
        person = feature.pos2 == "数詞" and "ぁ" <= surface[0] <= "ー"
        adjective = feature.pos1 == "形容詞" and len(surface) == 1
        return person or adjective or surface in words.inner
    if "副詞可能" in feature.pos3:
        return surface in words.inner or _is_direction(tokens, index)
    # 27 年 水尾市: of PDF pages the number may stand apart from its counter.
    counts = "助数詞" in feature.pos3 and index > 0
    return not (counts and tokens.features[index - 1].pos2 == "数詞")


_CUSTOMER = frozenset(("お", "様", "さま"))


def _of_customer(tokens: Tokens, index: int) -> bool:
    """True for お and 様 in お客様サービス課."""
    if tokens.surface(index) == "お":
        return glued(tokens, index + 1) and tokens.surface(index + 1) == "客"
    return glued(tokens, index) and tokens.surface(index - 1) == "客"


def _is_direction(tokens: Tokens, index: int) -> bool:
    """True for 下 in 水尾町立下浅見小学校; that of 会議中 belongs to what is before."""
    if tokens.surface(index) not in _DIRECTIONS:
        return False
    return not glued(tokens, index) or tokens.surface(index - 1) in _BEFORE_DIRECTIONS


def _joins(tokens: Tokens, dot: int, words: Words) -> bool:
    """True if what stands before a middle dot belongs to the same name."""
    return (
        glued(tokens, dot)
        and _goes_on(tokens, dot - 1, words)
        and not (tokens.surface(dot) == "・" and closes(tokens, dot - 1, words))
    )


def partners(tokens: Tokens, head: int) -> int:
    """The first token of the partners' names before token `head`: みなと・浅見 共同企業体."""
    first, floor = head, max(0, head - 2 * _REACH)
    while first > floor and glued(tokens, first):
        surface = tokens.surface(first - 1)
        if surface not in JOINERS and not is_part(tokens.features[first - 1]):
            break
        first -= 1
    while first < head and tokens.surface(first) in JOINERS:
        first += 1
    return first


_PLACE = frozenset("市区町村県")
_CHILD = ("子ども", "こども", "子供")
_KANA = re.compile("[ァ-ヶー]{2,}")


def _opening(tokens: Tokens, index: int, words: Words) -> int | None:
    """Where a name opens whose first part ends with token `index`; none if no part ends there."""
    opening = listed_at(tokens, index, words)
    if opening is None and tokens.surface(index) in _PLACE:
        found = place(tokens, index, words)
        opening = found[0] if found is not None and found[1] else None
    if opening is None:
        return None
    if glued(tokens, opening):
        if _KANA.fullmatch(tokens.surface(opening - 1)):
            return None  # スマート北海道 is no name that 北海道 opens
        if tokens.surface(opening - 1) == "市":
            found = place(tokens, opening - 1, words)
            return found[0] if found is not None else opening  # 水尾市 中央区
        region = is_proper(tokens.features[opening]) and _extends_place(tokens, opening - 1)
        if region or tokens.surface(opening - 1) == "旧":
            return opening - 1  # 南 北海道, 旧 統一教会
    return opening


def _cannot_begin(tokens: Tokens, index: int) -> bool:
    """True for suffixes: no name begins with ども or 的."""
    return tokens.features[index].pos1 == "接尾辞" or tokens.surface(index) in ("等", "者", "立")


# --- places -----------------------------------------------------------------------------------

_DIRECTIONS = frozenset("東西南北中上下新大小奥")
_BEFORE_DIRECTIONS = frozenset("立市町村区県郡東西南北")
_PARENTS = frozenset("県都道府市郡")


def place(tokens: Tokens, suffix: int, words: Words, *, deep: int = 2) -> tuple[int, bool] | None:
    """The first token of the place name before the suffix 市 or 町, and whether it is sure.

    A place name of the dictionary is sure; one noun alone (浅見 市) is not.  The municipality or
    prefecture above belongs to the name (水尾県浅見市), up to `deep` of them.
    """
    last = suffix - 1
    if not glued(tokens, suffix):
        return None
    first = last
    if not is_proper(tokens.features[last]):
        if _is_cut(tokens, last):
            first = last - 1
        elif not is_part(tokens.features[last]):
            return None  # 水尾県と 市
        elif _above(tokens, last, words, deep) is None:
            return (last, False) if _may_be_place(tokens, last, words) else None
    while glued(tokens, first) and _extends_place(tokens, first - 1):
        first -= 1
    above = _above(tokens, first, words, deep)
    return (first if above is None else above), True


def _is_cut(tokens: Tokens, last: int) -> bool:
    """True if the dictionary cuts a longer name: 瀬野 + 原 + 市."""
    single = len(tokens.surface(last)) == 1 and is_part(tokens.features[last])
    return single and glued(tokens, last) and is_proper(tokens.features[last - 1])


def _above(tokens: Tokens, first: int, words: Words, deep: int) -> int | None:
    """Where the prefecture or municipality above a place begins: 水尾県 浅見市."""
    if not deep or not glued(tokens, first) or tokens.surface(first - 1) not in _PARENTS:
        return None
    parent = place(tokens, first - 1, words, deep=deep - 1)
    return parent[0] if parent is not None and parent[1] else None


def _extends_place(tokens: Tokens, index: int) -> bool:
    if is_proper(tokens.features[index]):
        return True
    # 北 九州 市; but 中 in 会議中 京都市 belongs to what is before.
    free = not glued(tokens, index) or not is_part(tokens.features[index - 1])
    return free and tokens.surface(index) in _DIRECTIONS


def _may_be_place(tokens: Tokens, index: int, words: Words) -> bool:
    """True for a noun that stands free on the left and is in no list of common words."""
    feature, surface = tokens.features[index], tokens.surface(index)
    common = surface in words.edge or surface in words.every or surface in words.generic
    free = not glued(tokens, index) or not is_part(tokens.features[index - 1])
    return (
        feature.pos1 == "名詞"
        and feature.pos2 == "普通名詞"
        and "副詞可能" not in feature.pos3
        and free
        and not common
        and not "ァ" <= surface[-1] <= "ー"
    )


# --- to the right -----------------------------------------------------------------------------


def right(tokens: Tokens, index: int) -> int:
    """One past the last token of the noun run that goes on at token `index` without a gap."""
    starts, ends, features = tokens.starts, tokens.ends, tokens.features
    stop, limit = index, min(len(ends), index + _REACH)
    while stop < limit and (stop == 0 or ends[stop - 1] == starts[stop]):
        if not (is_part(features[stop]) or _joined(tokens, stop)):
            break
        stop += 1
    return stop


def _joined(tokens: Tokens, index: int) -> bool:
    """True for a middle dot or ampersand with a noun behind it."""
    return (
        tokens.surface(index) in JOINERS
        and glued(tokens, index + 1)
        and is_part(tokens.features[index + 1])
    )


def behind(tokens: Tokens, index: int, words: Words) -> str:
    """What stands behind token `index`: end, light, title, session, thing or more.

    A title takes the whole run with it (in 文化振興課長 nobody means the section); a thing is no
    body any more (議会費, 大学前).
    """
    nearest, end = index + 1, tokens.ends[index]
    if nearest == len(tokens.starts) or tokens.starts[nearest] != end:
        return "end"
    text, feature = tokens.view.text, tokens.features[nearest]
    if text[end] == "長" and not text.startswith(words.untitled, end):
        return "title"  # 長 is often taken for an adjective
    if feature.pos1 == "助詞" or not is_part(feature):
        return "end"
    if text.startswith(words.sessions, end):
        return "session"
    if not text.startswith(words.untitled, end) and _is_title(tokens, nearest, words):
        return "title"
    surface = tokens.surface(nearest)
    if surface in words.light:
        return "light"
    return "thing" if surface in words.after else "more"


_GROWS = ("成長", "延長", "助長", "伸長")  # end with 長 and are no post
_NO_POST = ("会", "団", "連", "室", "選", "名簿")  # 議員団, 知事会, 委員名簿: no post before these
_POST_REACH = 8  # tokens between a name and the post that takes it: 高等教育局 私学部長


def _is_title(tokens: Tokens, first: int, words: Words) -> bool:
    """True if the noun run from token `first` on holds a post, begins or ends with one."""
    text, start = tokens.view.text, tokens.starts[first]
    stop = right(tokens, first)
    end = tokens.ends[stop - 1]
    if text[end - 1] in words.title_ends and _ends_title(text, start, end, 1, words):
        return not text.endswith(_GROWS, start, end)
    for index in range(first, min(stop, first + _POST_REACH)):
        place = tokens.ends[index]
        may_be = text[place - 1] in words.title_ends and not text.startswith(_NO_POST, place)
        if may_be and _ends_title(text, start, place, 2, words):
            return True
    return False


def _ends_title(text: str, start: int, end: int, least: int, words: Words) -> bool:
    for size in range(least, min(5, end - start) + 1):
        if text[end - size : end] in words.titles:
            return True
    return False
