"""Predicates and their tense, read from the tokens: 検知し, 停止いたしました, 再開する予定で."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from minutes.nlp import ByWord, Feature, Tokens

#: "past": told as done; "planned": told as ahead; "present": neither is said.
Tense = Literal["past", "planned", "present"]


@dataclass(frozen=True, slots=True)
class Predicate:
    """The predicate at `start`-`end`; `resultative` is 〜ております, a state that began before.

    `dynamic` is a deed told in the present, which most often lies ahead: 配付いたします.
    `framed` is a plan that is told as past: 再開する方針を示しました, 終了すると公表し.
    """

    start: int
    end: int
    tense: Tense
    resultative: bool = False
    dynamic: bool = False
    framed: bool = False


#: What else than a verb, an auxiliary or an adjective can close a clause.
_PLANNED = frozenset(["予定", "見込み", "見込む"])
_VERBAL = frozenset(["動詞", "助動詞", "形容詞"])
_CLAUSE_FORMS = ("終止形", "連体形", "意志推量形")
# Nouns after a plain verb form that say the deed is ahead: 公表する予定で, 行うこととしております.
_PLAN = re.compile(
    r"(?:の|という)?(?:予定|見込み|見通し|計画|方針|考え|つもり|意向|運び|予定日|こととし|ことにし|こととな|ことにな|ように"
    r"|べ[きく]|までに|ため|方向|ことを(?:検討|予定|目指)|ことが(?:決ま|予定))"
)
_PLAN_NOUN = re.compile(r"(?:いた|致|を|に|で|の|と|さ|し|です|だ|、|。)")
# 予定しております and 実施することとなっております are plans although they are states.
_PLANNED_STATE = re.compile(r"(?:予定(?:をし|し|され)|こと[とに](?:し|な[っり]))て\Z")
_PAST_AUXILIARY = re.compile(r"まし[たて]|[たて]")
# に向けた取組, に応じた負担, そういった点: the た of an attribute tells of nothing done.
_ATTRIBUTE = frozenset(
    [
        *("向ける", "応ずる", "応じる", "通ずる", "通じる", "踏まえる", "沿う", "即する", "基づく"),
        *("含める", "見合う", "適する", "準ずる", "準じる", "優れる", "異なる"),
    ]
)
_TRIED = re.compile(r"と(?:した|しました|しまして)")
# こうしたいという申出があった: what こう stands for has its own time.
_SO_DO = re.compile(r"(?:こう|そう|ああ|どう)し\Z")
# 思います, 申し上げます, あります: no deed that could lie ahead.
_STATIVE = frozenset(
    [
        *("有る", "居る", "おる", "御座る", "成る", "出来る", "言う", "思う", "考える", "存ずる"),
        *(
            "申す",
            "申し上げる",
            "要る",
            "見る",
            "見える",
            "分かる",
            "違う",
            "異なる",
            "知る",
            "伺う",
        ),
        *("感ずる", "感じる", "存じる", "有り得る", "過ぎる", "れる", "られる", "頂く", "願う"),
    ]
)
_SAID_SO = re.compile(r"(?:と|そう|こう|ああ|どう)(?:言っ|いっ)\Z")
# A condition says nothing about when: 発生した場合, 判明した際は.
# In 募集した上で it is relative: what follows is later, and may lie ahead.
_CONDITION = re.compile(r"場合|際(?:に|は|、)|とき(?:に|は)|ら|暁|上で|うえで|後、|のち")


def _may_close(feature: Feature) -> bool:
    """False for the words that close no predicate wherever they stand."""
    lemma, form, pos = feature.lemma, feature.conjugation_form, feature.pos1
    return lemma in _PLANNED or (
        pos in _VERBAL
        and (
            form.startswith(_CLAUSE_FORMS)
            or (lemma in ("た", "たい") and pos == "助動詞")
            or (lemma == "有る" and form.startswith("連用形"))
            or (lemma in ("参る", "行く", "居る", "おる") and pos == "動詞")
        )
    )


_can_close = ByWord(_may_close)


def _after(tokens: Tokens, index: int, width: int = 12) -> str:
    end = tokens.ends[index]
    return tokens.view.text[end : end + width]


def _reading(tokens: Tokens, index: int, start: int) -> Predicate | None:
    """The predicate that the token closes, or `None` if it closes none."""
    feature, end = tokens.features[index], tokens.ends[index]
    lemma, form = feature.lemma, feature.conjugation_form
    previous = tokens.features[index - 1].lemma if index else ""
    if lemma in _PLANNED and _PLAN_NOUN.match(_after(tokens, index)):
        return Predicate(start, end, "planned")
    if feature.pos1 not in _VERBAL:
        return None
    if feature.pos1 == "助動詞" and lemma in ("た", "だ") and tokens.surface(index) in ("た", "だ"):
        return _past(tokens, index, start, previous) if lemma == "た" else None
    if lemma == "たい" and _SO_DO.search(tokens.view.text, 0, tokens.starts[index]):
        return None
    # 申請が六件あり、: what there is began before, whatever the sentence goes on to plan.
    if lemma == "有る" and form.startswith("連用形") and _after(tokens, index, 1) == "、":
        return Predicate(start, end, "present", True)
    # 買おうとした: what was tried is past.
    if form.startswith("意志推量形") and _TRIED.match(_after(tokens, index, 6)):
        return None
    if form.startswith("意志推量形") or (lemma == "たい" and feature.pos1 == "助動詞"):
        return Predicate(start, end, "planned")
    # て + まいる, いく: 周知してまいります.  て + おる, いる: a state, 停止しております.
    if feature.pos1 == "動詞" and previous in ("て", "で") and lemma in ("参る", "行く"):
        # 周知してまいりました is past, and its た is read when it comes.
        told = _PAST_AUXILIARY.match(_after(tokens, index, 4))
        return None if told else Predicate(start, end, "planned")
    if feature.pos1 == "動詞" and previous in ("て", "で") and lemma in ("居る", "おる"):
        return _state(tokens, index, start)
    if lemma in ("言う", "いう") and previous == "と":
        return None  # the という of という申出 joins two words
    if form.startswith(_CLAUSE_FORMS):
        following = _after(tokens, index)
        if _PLAN.match(following):
            return Predicate(start, end, "planned")
        if feature.pos1 == "動詞" or lemma == "ます":
            verb = previous if lemma == "ます" else lemma
            return Predicate(start, end, "present", False, verb not in _STATIVE)
    return None


def _past(tokens: Tokens, index: int, start: int, previous: str) -> Predicate | None:
    """What た closes: a deed done, or a plan (予定した); nothing in a condition or an attribute."""
    end, following = tokens.ends[index], _after(tokens, index)
    if _CONDITION.match(following):
        return None
    if previous == "予定":
        return Predicate(start, end, "planned")
    form = tokens.features[index].conjugation_form
    if form.startswith("連体形") or following[:1] not in "。、 」)\n":
        said = tokens.view.text[max(0, tokens.starts[index] - 4) : tokens.starts[index]]
        if previous in _ATTRIBUTE or _SAID_SO.search(said):
            return None
    return Predicate(start, end, "past")


def _state(tokens: Tokens, index: int, start: int) -> Predicate:
    """What ている and ております close: a state that began before, or a plan that stands."""
    end = tokens.ends[index]
    before = tokens.view.text[max(0, tokens.starts[index] - 10) : tokens.starts[index]]
    if _PLANNED_STATE.search(before):
        return Predicate(start, end, "planned")
    following = _after(tokens, index, 8)
    if following.startswith("まし"):  # ておりました, ておりまして
        following = following[2:]
        if following.startswith("た"):
            return Predicate(start, end, "past")
    return Predicate(start, end, "past" if following.startswith("た") else "present", True)


def predicate_after(tokens: Tokens, start: int, end: int) -> Predicate | None:
    """The first finite predicate in a view span: the one an adverbial at its start belongs to.

    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("六日に公表する予定で調整しております。")
    >>> predicate_after(tokens, 2, 18).tense
    'planned'
    """
    return predicate_from(tokens, bisect_left(tokens.starts, start), end, start)[0]


def predicate_from(
    tokens: Tokens, first: int, end: int, start: int
) -> tuple[Predicate | None, int]:
    """The first predicate from a token on, and the index of the first token that was not read."""
    # No more tokens than characters lie before the end.
    most = min(len(tokens), first + max(0, end - start))
    stop = bisect_left(tokens.starts, end, first, max(first, most))
    for index, feature in enumerate(tokens.features[first:stop], first):
        # Most tokens close nothing, and are known at a glance.
        if _can_close[feature]:
            found = _reading(tokens, index, start)
            if found is not None:
                return found, index + 1
    return None, max(first, stop)
