"""What follows a verb: its auxiliaries, and the words that say how its clause goes on.

Denied, asked, asked for, supposed or thought of, a deed is no event: 公表しなかった,
公表したのですか, 公表してください, 公表した場合, 公表してもよかった.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from minutes.clauses import Tense
from minutes.events.words import grammar
from minutes.nlp import ByWord, Feature, Tokens

#: How a predicate stands in its sentence:
#: finite    closes it
#: linked    goes on in another clause: し、 ましたが、 ため
#: quoted    is what somebody says in the same sentence: 取り消したと公表
#: relative  stands before a noun
#: cleft     is the theme of its sentence: 公表したのは
#: final     is a noun that closes its clause: …を公表、
#: nominal   is a noun with no verb, which only names the deed
Form = Literal["finite", "linked", "quoted", "relative", "cleft", "final", "nominal"]


class Tail(NamedTuple):
    """Where a verb's chain ends, how it goes on, and whether it tells anything at all."""

    end: int
    form: Form
    tense: Tense
    passive: bool = False
    counts: bool = True


# What may stand behind the chain, in the order in which the first that fits decides.
_WHEN = r"場合|とき|時は|なら|ても|ては|暁"
_PLAN = (
    r"(?:の|という)?(?:(?P<noun>予定|見込み|見通し|方針|考え|つもり|計画|運び|意向|目標|はず)"
    r"|こと(?:と|に)(?:し|いたし|な)(?:[いおしてっまりる]*+[たす](?!め))?+|方向で|よう(?:準備|調整))"
)
# 使えるようにした, 届くようになりました: what came about is told.
_CAME_SO = r"ように(?:し|いたし|なり|なっ)(?:まし)?た"
_SAYING = (
    r"と(?:の|いう|いった)(?:[ご御お]?(?:報告|連絡|説明|回答|通知|指摘|話|一報|通報|答弁))|と(?:いうふう|いうよう"
    r"|[^、。]{0,12}(?:伺|聞|報|発表|公表|明らか|説明|申|回答|答))"
)
_ASKED = (
    r"[^、。]{0,14}か(?:[。?]|\Z)"
    r"|(?:の|ん)?(?:です|でしょう|でございましょう|だろう|ます|ました)?(?:の|ん)?か(?!ら|つ|ね?て)"
)
# Nouns that carry no meaning of their own close the sentence with the verb: 公表したところです.
_FORMAL = (
    r"(?:ところ|もの|わけ|次第|の|ん)"
    r"(?:で(?:ある|あり|ござい|す|、)|だ|と(?:思|存|認識|承知|伺)|、)|とのこと|ということで(?:す|ご|あ|し|、)|という[。、]|もの(?=[。、\n)]|\Z)|そうで"
)
_THEME = r"(?:の|もの)(?:は|が|も)"
_LINK = (
    r"ため|為|ので|が[、,]|けれども?|から[、,]|し[、,]|ところ|と[、,]|ながら"
    r"|と(?:とも|共|同時)に|一方|(?:上|うえ)で|ほか[、,]|など[、,]"
)
_NOUN = r"という|といった|との|として|のを"


def _behind(plan: str) -> re.Pattern[str]:
    """One pattern for all that may stand behind a chain: the group that fits says how it goes on.

    One call of the matcher instead of one for each.
    """
    return re.compile(
        rf"(?P<closed>\s*+\Z|[。)」』】])|(?P<comma>[、,])|(?P<when>{_WHEN}){plan}"
        rf"|(?P<came>{_CAME_SO})|(?P<quoted>{_SAYING})|(?P<asked>{_ASKED})|(?P<formal>{_FORMAL})"
        rf"|(?P<cleft>{_THEME})|(?P<linked>{_LINK})|(?P<noun_follows>{_NOUN})"
    )


_AFTER_PAST, _AFTER_OTHER = _behind(""), _behind(f"|(?P<plan>{_PLAN})")
_REACH = 24
# 解除する方針を決定し: the plan is the object of what is told.
_PLAN_AS_OBJECT = re.compile(r"を|が(?!あ)|について|の(?!で)")
_GONE = re.compile(r"な(?:り|っ)(?:まし)?た")  # 表示されなくなりました
_BEFORE_NOUNS = frozenset(["名詞", "接頭辞", "代名詞", "連体詞", "形状詞"])
# していただきたい asks the other side; させていただきたい announces one's own deed.
_WISH = re.compile(r"(?:いただき|頂き)たい|いただけ|頂け")


def adjacent(tokens: Tokens, index: int, limit: int) -> bool:
    """True if a token follows its forerunner without a gap, before a limit."""
    starts = tokens.starts
    return index < len(starts) and tokens.ends[index - 1] == starts[index] < limit


def _is_chained(feature: Feature) -> bool:
    """True for what a verb's chain is made of: auxiliaries, and て before one."""
    lemma = feature.lemma
    if feature.pos1 == "助動詞" or lemma == "無い":
        return True
    auxiliary = feature.pos1 == "動詞" and lemma in grammar().auxiliaries
    return auxiliary or (feature.pos2 == "接続助詞" and lemma in ("て", "で"))


_CHAINED = ByWord(_is_chained)


class _Chain(NamedTuple):
    """What the words of a chain say, and how many of them belong to it."""

    length: int
    tense: Tense
    passive: bool
    causative: bool
    counts: bool


@lru_cache(maxsize=8192)
def _chain(features: tuple[Feature, ...]) -> _Chain:
    """What a verb and the auxiliaries behind it say; there are not many chains."""
    denials, first = grammar().denials, features[0]
    past = state = passive = causative = False
    planned = first.conjugation_form.startswith("意志推量形")
    counts = first.lemma not in ("願う", "下さる")
    counts = counts and not first.conjugation_form.startswith("仮定形")
    length = 1
    for feature in features[1:]:
        lemma, before = feature.lemma, features[length - 1].lemma
        if feature.pos1 == "助動詞" or lemma == "無い":
            if lemma in ("だ", "です") and past:
                break
            past = past or lemma == "た"
            passive = passive or lemma in ("れる", "られる")
            causative = causative or lemma in ("せる", "させる")
            planned = planned or lemma == "たい"
            counts = counts and lemma not in denials and lemma != "べし"
        elif feature.pos1 == "動詞":
            counts = counts and lemma not in ("願う", "下さる", "貰う", "欲しい")
            if before in ("て", "で"):
                state = state or lemma in ("居る", "おる", "御座る", "有る")
                planned = planned or lemma in ("参る", "行く")
        planned = planned or feature.conjugation_form.startswith("意志推量形")
        counts = counts and not feature.conjugation_form.startswith("仮定形")
        length += 1
    tense: Tense = (
        "past" if past or (state and not planned) else "planned" if planned else "present"
    )
    return _Chain(length, tense, passive, causative, counts)


def read_tail(tokens: Tokens, verb: int, limit: int) -> Tail:
    """The chain of auxiliaries behind a verb token, and what it says.

    >>> from minutes.nlp import tokenize
    >>> tail = read_tail(tokenize("公表しておりまして、"), 1, 10)
    >>> tail.end, tail.form, tail.tense
    (9, 'linked', 'past')
    """
    text, starts, ends, features = tokens.view.text, tokens.starts, tokens.ends, tokens.features
    stop, count = verb + 1, len(starts)
    while stop < count and ends[stop - 1] == starts[stop] < limit and _CHAINED[features[stop]]:
        stop += 1
    length, tense, passive, causative, counts = _chain(tuple(features[verb:stop]))
    last = verb + length - 1
    end = ends[last]
    if text.startswith("なく", starts[last]) and end - starts[last] == 2:
        gone = _GONE.match(text, end, limit)
        if gone is not None:
            return Tail(gone.end(), "finite", "past", passive)
    if not counts or (not causative and _WISH.search(text, starts[verb], end)):
        return Tail(end, "finite", tense, passive, False)
    return _goes_on(tokens, last, limit, tense, passive)


def _goes_on(tokens: Tokens, last: int, limit: int, tense: Tense, passive: bool) -> Tail:
    """The tail of a chain that counts, by what stands behind its last token."""
    text, start, end = tokens.view.text, tokens.starts[last], tokens.ends[last]
    limit = max(end, min(limit, end + _REACH))  # the limit may part the last word
    connective = end - start == 1 and text[start] in "てで"
    if connective and end < limit and text[end] in "もは":
        return Tail(end, "finite", tense, passive, False)
    found = (_AFTER_PAST if tense == "past" else _AFTER_OTHER).match(text, end, limit)
    how = found.lastgroup if found is not None else None
    if how == "closed" or how == "formal":
        return Tail(end, "finite", tense, passive)
    if how == "comma" or how == "linked":
        return Tail(end, "linked", tense, passive)
    if how == "when" or how == "asked":
        return Tail(end, "finite", tense, passive, False)
    if how == "quoted":
        return Tail(end, "quoted", tense, passive)
    if how == "cleft":
        return Tail(end, "cleft", tense, passive)
    if found is not None and how == "came":
        return Tail(found.end(), "finite", "past", passive)
    if found is not None and how == "plan":
        stop = found.end("noun" if found["noun"] else "plan")
        is_object = _PLAN_AS_OBJECT.match(text, stop)
        return Tail(stop, "relative" if is_object else "finite", "planned", passive)
    features = tokens.features
    if not connective and features[last].conjugation_form.startswith("連用形"):
        # 説明し順次謝罪 goes on; お会いし and 買い物をし need no comma.
        return Tail(end, "linked", tense, passive)
    nominal = last + 1 < len(features) and features[last + 1].pos1 in _BEFORE_NOUNS
    if how == "noun_follows" or nominal:
        return Tail(end, "relative", tense, passive)
    return Tail(end, "linked" if connective else "finite", tense, passive)
