"""Deeds of no class: any verb of action can tell what was done on a day (名簿を持ち帰った).

What is only thought, felt or meant is no deed, nor is what a verb joins like a particle (に基づく).
A search that finds nothing (見当たらず) and a state that a day opens or closes (使える状態に
なっていた) are happenings, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from typing import Literal

from minutes import lexicon
from minutes.events.predicates import Predicate, compound, noun_tail, verb_predicate, with_tense
from minutes.events.tails import Form, adjacent, read_tail
from minutes.events.words import OTHER, Kind, Word, grammar
from minutes.nlp import ByWord, Feature, Tokens, tokenize

#: The class of a deed that is in no list.
KIND = Kind(OTHER, "その他", "a deed of no class", (), (), (), False, False, (), ())
_VERB = Word(KIND, True)
_STATES = ("状態", "状況")
_TO_BE = ("成る", "有る", "だ", "です", "置く", "陥る", "為る")
# A page of broken lines parts the word: 見当た らず.
_LOST = re.compile(r"見当た[ ]?ら(?:ず|なかった|ない|なく)(?=(?P<next>.?))")
_TRIED = re.compile(r"と(?:する|し)")  # 取り出そうとするも見当たらず
_CASE = re.compile(r"[をにへ][^。、\n]*\Z")
_HANDED = ("頂く", "貰う")
# 見当たらず。 見つけることができず、 連絡が取れなかった。
_NOT_FOUND = re.compile(
    r"[ ]?(?:ことが)?(?:でき|出来)?(?:ませんでした|なかった|ず)(?=(?P<next>.?))"
)


@dataclass(frozen=True, slots=True)
class Deeds:
    """What is no deed, by lemma, and the verbs whose denial is a happening."""

    no_verbs: frozenset[str]
    no_nouns: frozenset[str]
    fruitless: frozenset[str]


@cache
def deeds() -> Deeds:
    """The lists of ``lexicon/events.toml``.

    >>> "驚く" in deeds().no_verbs, "見当たる" in deeds().fruitless
    (True, True)
    """
    lists = lexicon.read("events")["deeds"]
    return Deeds(
        _lemmas(lists["no_verbs"]), frozenset(lists["no_nouns"]), _lemmas(lists["fruitless"])
    )


def _lemmas(verbs: Sequence[str]) -> frozenset[str]:
    return frozenset(tokenize(verb).features[-1].lemma for verb in verbs)


#: What a word may be: a verb, one that may only help another (持っている), one whose denial is a
#: happening, one for what is handed over, a verbal noun, a noun of a state, the head of a broken
#: 見当た らず; "" is no deed.
Role = Literal["verb", "helper", "fruitless", "handed", "noun", "state", "lost", ""]


def _role(feature: Feature) -> Role:
    pos1, lemma, lists = feature.pos1, feature.lemma, deeds()
    if pos1 == "名詞":
        if lemma == "見当":
            return "lost"
        if lemma in _STATES:
            return "state"
        return "noun" if feature.pos3 == "サ変可能" and lemma not in lists.no_nouns else ""
    if pos1 != "動詞":
        return ""
    if lemma in lists.fruitless:
        return "fruitless"
    if lemma in _HANDED:
        return "handed"
    if lemma in lists.no_verbs:
        return ""
    return "helper" if lemma in grammar().auxiliaries | grammar().do else "verb"


_ROLE: ByWord[Role] = ByWord(_role)


def find_deeds(tokens: Tokens, start: int, end: int, known: Sequence[Predicate]) -> list[Predicate]:
    """The predicates of no class in a view span, in order, outside those that are `known`.

    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("三日に名簿を自宅へ持ち帰り、四日に棚へ戻したと思われます。")
    >>> [tokens.view.text[p.start : p.end] for p in find_deeds(tokens, 0, 29, [])]
    ['持ち帰り', '戻した']
    """
    taken = [(p.start, p.end) for p in known if p.form != "nominal"]
    taken.append((len(tokens.view.text) + 1,) * 2)
    named = {p.head for p in known if p.form == "nominal"}  # what only names a deed tells of none
    found: list[Predicate] = []
    at, following = start, 0
    features, starts = tokens.features, tokens.starts
    inside = tokens.within(start, end)
    # Two tokens in three are no deed: `compress` passes over them without a step of Python.
    for index in compress(inside, map(_ROLE.__getitem__, features[inside.start : inside.stop])):
        position = starts[index]
        while taken[following][1] <= position:
            following += 1
        if position < at or index in named or taken[following][0] <= position:
            continue
        predicate = _read(tokens, index, _ROLE[features[index]], end)
        if predicate is None:
            continue
        # 会議を開いた is told by its verb, which has a class
        if taken[following][0] >= predicate.end:
            linked = predicate.form == "linked"
            found.append(with_tense(tokens, predicate) if linked else predicate)
            at = predicate.end
    return found


def _read(tokens: Tokens, index: int, role: Role, limit: int) -> Predicate | None:
    """The deed that a token tells, by what it may be."""
    if role == "noun":
        tail = noun_tail(tokens, index, limit)
        if tail is None or tail.form == "nominal":
            return None
        first = compound(tokens, index)
        predicate = Predicate(
            KIND, tokens.starts[first], tail.end, index, first, tail.form, tail.tense, tail.passive
        )
        return predicate if _is_deed(tokens, predicate) else None
    if role == "state":
        return _state(tokens, index, limit) if tokens.surface(index) in _STATES else None
    if role == "lost":
        return _lost(tokens, index, limit)
    if role == "fruitless":
        failed = _lost(tokens, index, limit) or _failed(tokens, index, limit)
        if failed is not None:
            return failed
    before = tokens.surface(index - 1) if index else ""
    if role == "handed":
        if before != "を":
            return None
        got = verb_predicate(tokens, index, _VERB, limit)  # 資料をいただいた
        return got if got is not None and got.tense == "past" and got.form == "finite" else None
    if before == "に" and tokens.surface(index).startswith(("つき", "つい")):
        return None  # 指定につきまして joins like a particle
    if role == "helper" and _is_auxiliary(tokens, index):
        return None
    found = verb_predicate(tokens, index, _VERB, limit)
    if found is not None and found.tense == "planned" and _TRIED.match(tokens.view.text, found.end):
        return None
    return found


def _is_deed(tokens: Tokens, predicate: Predicate) -> bool:
    """True for a noun with its verb, and for one that closes its clause behind a particle."""
    if predicate.form != "final" or predicate.tense == "planned":
        return True
    text = tokens.view.text
    if text[predicate.end : predicate.end + 1] in ("", "。", "\n"):  # 名簿を三十分程度使用。
        return _CASE.search(text[max(0, predicate.start - 40) : predicate.start]) is not None
    return text[max(0, predicate.start - 1) : predicate.start] in tuple("をにへがで")


def _is_auxiliary(tokens: Tokens, index: int) -> bool:
    """True for a helper in the chain of another verb, or of a noun: 持っている, 開始する."""
    if index == 0 or tokens.ends[index - 1] != tokens.starts[index]:
        return False
    before, lemma = tokens.features[index - 1], tokens.features[index].lemma
    if before.pos1 == "動詞" or before.pos3 == "サ変可能":
        return True
    chained = before.pos2 == "接続助詞" and tokens.features[index].pos2 == "非自立可能"
    return chained and lemma in grammar().auxiliaries


def _lost(tokens: Tokens, index: int, limit: int) -> Predicate | None:
    """What was not to be found: 見当たらず."""
    start = tokens.starts[index]
    lost = _LOST.match(tokens.view.text, start, limit)
    if lost is None:
        return None
    form: Form = "linked" if lost["next"] in ("、", ",") else "finite"
    return Predicate(KIND, start, lost.end(), index, index, form, "past")


def _state(tokens: Tokens, noun: int, limit: int) -> Predicate | None:
    """A state told as past: 書き換えられる状態になっていた, 使えない状態でした."""
    verb = noun + 1
    while verb < noun + 3 and adjacent(tokens, verb, limit):
        feature = tokens.features[verb]
        if feature.lemma in _TO_BE and feature.pos1 in ("動詞", "助動詞"):
            tail = read_tail(tokens, verb, limit)
            if feature.lemma == "だ":  # であった: the copula's own verb follows
                follows = adjacent(tokens, verb + 1, limit)
                if follows and tokens.features[verb + 1].pos1 == "動詞":
                    tail = read_tail(tokens, verb + 1, limit)
            if not tail.counts or tail.tense != "past":
                return None
            at = tokens.starts[noun]
            return Predicate(KIND, at, tail.end, noun, noun, tail.form, tail.tense)
        if feature.pos1 != "助詞":
            return None
        verb += 1
    return None


def _failed(tokens: Tokens, index: int, limit: int) -> Predicate | None:
    """A search without a result, told as past."""
    text = tokens.view.text
    stem = tokens.ends[index]
    denied = _NOT_FOUND.match(text, stem, limit)
    if denied is None:
        return None
    form: Form = "linked" if denied["next"] in ("、", ",") else "finite"
    return Predicate(KIND, tokens.starts[index], denied.end(), index, index, form, "past")
