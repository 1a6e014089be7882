"""What follows a verb: its auxiliaries, and the words that say how its clause goes on.

Denied, asked, asked for, supposed or thought of, a deed is no event: 公表しなかった,
公表したのですか, 公表してください, 公表した場合, 公表してもよかった.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from minutes.clauses import Tense
from minutes.events.words import grammar
from minutes.nlp import Tokens

#: How a predicate stands in its sentence:
#: finite    closes it
#: linked    goes on in another clause: し、 ましたが、 ため
#: quoted    is what somebody says in the same sentence: 取り消したと公表
#: relative  stands before a noun
#: cleft     is the theme of its sentence: 公表したのは
#: final     is a noun that closes its clause: …を公表、
#: nominal   is a noun with no verb, which only names the deed
Form = Literal["finite", "linked", "quoted", "relative", "cleft", "final", "nominal"]


@dataclass(frozen=True, slots=True)
class Tail:
    """Where a verb's chain ends, how it goes on, and whether it tells anything at all."""

    end: int
    form: Form
    tense: Tense
    passive: bool = False
    counts: bool = True


# What may stand behind the chain; the first that fits decides.
_WHEN = re.compile(r"場合|とき|時は|なら|ても|ては|暁")
_PLAN = re.compile(
    r"(?:の|という)?(?:(?P<noun>予定|見込み|見通し|方針|考え|つもり|計画|運び|意向|目標|はず)"
    r"|こと(?:と|に)(?:し|いたし|な)(?:[いおしてっまりる]*+[たす](?!め))?+|方向で|よう(?:準備|調整))"
)
# 解除する方針を決定し: the plan is the object of what is told.
_PLAN_AS_OBJECT = re.compile(r"を|が(?!あ)|について|の(?!で)")
_SAYING = re.compile(
    r"と(?:の|いう|いった)(?:[ご御お]?(?:報告|連絡|説明|回答|通知|指摘|話|一報|通報|答弁))|と(?:いうふう|いうよう"
    r"|[^、。]{0,12}(?:伺|聞|報|発表|公表|明らか|説明|申|回答|答))"
)
_QUESTION = re.compile(r"[^、。]{0,14}か(?:[。?]|\Z)")
_ASKED = re.compile(
    r"(?:の|ん)?(?:です|でしょう|でございましょう|だろう|ます|ました)?(?:の|ん)?か(?!ら|つ|ね?て)"
)
# Nouns that carry no meaning of their own close the sentence with the verb: 公表したところです.
_FORMAL = re.compile(
    r"(?:ところ|もの|わけ|次第|の|ん)"
    r"(?:で(?:ある|あり|ござい|す|、)|だ|と(?:思|存|認識|承知|伺)|、)|とのこと|ということで(?:す|ご|あ|し|、)|という[。、]|もの(?=[。、\n)]|\Z)|そうで"
)
_THEME = re.compile(r"(?:の|もの)(?:は|が|も)")
_LINK = re.compile(
    r"ため|為|ので|が[、,]|けれども?|から[、,]|し[、,]|ところ|と[、,]|ながら"
    r"|と(?:とも|共|同時)に|一方|(?:上|うえ)で|ほか[、,]|など[、,]"
)
# 使えるようにした, 届くようになりました: what came about is told.
_GONE = re.compile(r"な(?:り|っ)(?:まし)?た")  # 表示されなくなりました
_CAME_SO = re.compile(r"ように(?:し|いたし|なり|なっ)(?:まし)?た")
_BEFORE_NOUNS = frozenset(["名詞", "接頭辞", "代名詞", "連体詞", "形状詞"])
# していただきたい asks the other side; させていただきたい announces one's own deed.
_WISH = re.compile(r"(?:いただき|頂き)たい|いただけ|頂け")


def adjacent(tokens: Tokens, index: int, limit: int) -> bool:
    """True if a token follows its forerunner without a gap, before a limit."""
    return (
        index < len(tokens)
        and tokens.starts[index] == tokens.ends[index - 1]
        and tokens.starts[index] < limit
    )


def read_tail(tokens: Tokens, verb: int, limit: int) -> Tail:
    """The chain of auxiliaries behind a verb token, and what it says.

    >>> from minutes.nlp import tokenize
    >>> tail = read_tail(tokenize("公表しておりまして、"), 1, 10)
    >>> tail.end, tail.form, tail.tense
    (9, 'linked', 'past')
    """
    words, features = grammar(), tokens.features
    first = features[verb]
    past = state = passive = causative = False
    planned = first.conjugation_form.startswith("意志推量形")
    counts = first.lemma not in ("願う", "下さる")
    counts = counts and not first.conjugation_form.startswith("仮定形")
    last = verb
    while adjacent(tokens, last + 1, limit):
        feature, before = features[last + 1], features[last].lemma
        lemma = feature.lemma
        if feature.pos1 == "助動詞" or lemma == "無い":
            if lemma in ("だ", "です") and past:
                break
            past = past or lemma == "た"
            passive = passive or lemma in ("れる", "られる")
            causative = causative or lemma in ("せる", "させる")
            planned = planned or lemma == "たい"
            counts = counts and lemma not in words.denials and lemma != "べし"
        elif feature.pos1 == "動詞" and lemma in words.auxiliaries:
            counts = counts and lemma not in ("願う", "下さる", "貰う", "欲しい")
            if before in ("て", "で"):
                state = state or lemma in ("居る", "おる", "御座る", "有る")
                planned = planned or lemma in ("参る", "行く")
        elif not (feature.pos2 == "接続助詞" and lemma in ("て", "で")):
            break
        planned = planned or feature.conjugation_form.startswith("意志推量形")
        counts = counts and not feature.conjugation_form.startswith("仮定形")
        last += 1
    end = tokens.ends[last]
    gone = _GONE.match(tokens.view.text, end, limit) if tokens.surface(last) == "なく" else None
    if gone is not None:
        return Tail(gone.end(), "finite", "past", passive)
    if not causative and _WISH.search(tokens.view.text, tokens.starts[verb], end):
        counts = False
    tense: Tense = (
        "past" if past or (state and not planned) else "planned" if planned else "present"
    )
    return _goes_on(tokens, last, limit, Tail(end, "finite", tense, passive, counts))


def _goes_on(tokens: Tokens, last: int, limit: int, tail: Tail) -> Tail:
    """The tail with what stands behind its last token."""
    text, end = tokens.view.text, tail.end
    following = text[end : min(limit, end + 24)]
    if not tail.counts or not following.strip() or following[0] in "。)」』】":
        return tail
    if following[0] in "、,":
        return replace(tail, form="linked")
    connective = tokens.surface(last) in ("て", "で")
    if _WHEN.match(following) or (connective and following[0] in "もは"):
        return replace(tail, counts=False)
    plan = _PLAN.match(following) if tail.tense != "past" else None
    if plan:
        stop = end + plan.end("noun" if plan["noun"] else 0)
        is_object = _PLAN_AS_OBJECT.match(text, stop)
        return replace(tail, end=stop, tense="planned", form="relative" if is_object else "finite")
    came = _CAME_SO.match(following)
    if came:
        return replace(tail, end=end + came.end(), tense="past")
    if _SAYING.match(following):
        return replace(tail, form="quoted")
    if _QUESTION.match(following) or _ASKED.match(following):
        return replace(tail, counts=False)
    if _FORMAL.match(following):
        return tail
    if _THEME.match(following):
        return replace(tail, form="cleft")
    if _LINK.match(following):
        return replace(tail, form="linked")
    if tokens.features[last].conjugation_form.startswith("連用形") and not connective:
        # 説明し順次謝罪 goes on; お会いし and 買い物をし need no comma.
        return replace(tail, form="linked")
    if following.startswith(("という", "といった", "との", "として", "のを")):
        return replace(tail, form="relative")
    if last + 1 < len(tokens) and tokens.features[last + 1].pos1 in _BEFORE_NOUNS:
        return replace(tail, form="relative")
    return replace(tail, form="linked") if connective else tail
