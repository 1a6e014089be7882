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

from minutes import lexicon
from minutes.events.predicates import Predicate, noun_predicate, verb_predicate, with_tense
from minutes.events.tails import Form, adjacent, read_tail
from minutes.events.words import OTHER, Kind, Word, grammar
from minutes.nlp import Tokens, tokenize

#: The class of a deed that is in no list.
KIND = Kind(OTHER, "その他", "a deed of no class", (), (), (), False, False, (), ())
_VERB, _NOUN = Word(KIND, True), Word(KIND, False)
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


_PLAIN_NOUNS = ("見当", *_STATES)


def find_deeds(tokens: Tokens, start: int, end: int, known: Sequence[Predicate]) -> list[Predicate]:
    """The predicates of no class in a view span, in order, outside those that are `known`.

    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("三日に名簿を自宅へ持ち帰り、四日に棚へ戻したと思われます。")
    >>> [tokens.view.text[p.start : p.end] for p in find_deeds(tokens, 0, 29, [])]
    ['持ち帰り', '戻した']
    """
    taken = [(p.start, p.end) for p in known if p.is_told]
    found: list[Predicate] = []
    at, following = start, 0
    text, features, starts = tokens.view.text, tokens.features, tokens.starts
    for index in tokens.within(start, end):
        # Two tokens in three are particles and plain nouns, which are no deed.
        pos1 = features[index].pos1
        if pos1 != "動詞" and (
            pos1 != "名詞"
            or (
                features[index].pos3 != "サ変可能"
                and not text.startswith(_PLAIN_NOUNS, starts[index])
            )
        ):
            continue
        position = starts[index]
        while following < len(taken) and taken[following][1] <= position:
            following += 1
        if position < at or (following < len(taken) and taken[following][0] <= position):
            continue
        predicate = _read(tokens, index, start, end)
        # 会議を開いた is told by its verb, which has a class
        overlaps = following < len(taken) and predicate and taken[following][0] < predicate.end
        if predicate is not None and not overlaps:
            found.append(with_tense(tokens, predicate))
            at = predicate.end
    return found


def _read(tokens: Tokens, index: int, start: int, end: int) -> Predicate | None:
    feature, surface = tokens.features[index], tokens.surface(index)
    position = tokens.starts[index]
    if surface.startswith("見当") and (lost := _LOST.match(tokens.view.text, position, end)):
        form: Form = "linked" if lost["next"] in ("、", ",") else "finite"
        return Predicate(KIND, position, lost.end(), index, index, form, "past")
    if feature.pos1 == "名詞":
        if surface in _STATES:
            return _state(tokens, index, end)
        if feature.pos3 != "サ変可能" or feature.lemma in deeds().no_nouns:
            return None
        predicate = noun_predicate(tokens, index, _NOUN, start, end)
        return predicate if predicate is not None and _is_deed(tokens, predicate) else None
    if feature.pos1 != "動詞":
        return None
    if feature.lemma in deeds().fruitless:
        failed = _failed(tokens, index, end)
        if failed is not None:
            return failed
    if feature.lemma in _HANDED and index and tokens.surface(index - 1) == "を":
        got = verb_predicate(tokens, index, _VERB, start, end)  # 資料をいただいた
        return got if got is not None and got.tense == "past" and got.form == "finite" else None
    if surface.startswith(("つき", "つい")) and index and tokens.surface(index - 1) == "に":
        return None  # 指定につきまして joins like a particle
    if feature.lemma in deeds().no_verbs or _is_auxiliary(tokens, index):
        return None
    found = verb_predicate(tokens, index, _VERB, start, end)
    if found is not None and found.tense == "planned" and _TRIED.match(tokens.view.text, found.end):
        return None
    return found


def _is_deed(tokens: Tokens, predicate: Predicate) -> bool:
    """True for a noun with its verb, and for one that closes its clause behind a particle."""
    if predicate.form == "nominal":
        return False
    if predicate.form != "final" or predicate.tense == "planned":
        return True
    text = tokens.view.text
    if text[predicate.end : predicate.end + 1] in ("", "。", "\n"):  # 名簿を三十分程度使用。
        return _CASE.search(text[max(0, predicate.start - 40) : predicate.start]) is not None
    return text[max(0, predicate.start - 1) : predicate.start] in tuple("をにへがで")


def _is_auxiliary(tokens: Tokens, index: int) -> bool:
    """True for a verb in the chain of another, or of a noun: 持っている, 開始する."""
    if index == 0 or tokens.ends[index - 1] != tokens.starts[index]:
        return False
    before, lemma = tokens.features[index - 1], tokens.features[index].lemma
    joined = before.pos1 == "動詞" or before.pos3 == "サ変可能"
    chained = before.pos2 == "接続助詞" and tokens.features[index].pos2 == "非自立可能"
    return (joined and lemma in grammar().auxiliaries | grammar().do) or (
        chained and lemma in grammar().auxiliaries
    )


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
