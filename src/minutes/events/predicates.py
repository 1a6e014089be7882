"""The predicates of a stretch of text that belong to a class of the lexicon.

A verbal noun is a predicate with a verb behind it (公表し, 公表を行い, 報告がございました) or at
the end of its clause (…を公表、); otherwise it only names the deed (公表の際).
"""

from __future__ import annotations

import re
from itertools import compress
from typing import NamedTuple

from minutes.clauses import Tense, predicate_after, sentence_end
from minutes.events.tails import Form, Tail, adjacent, read_tail
from minutes.events.words import LISTED, Kind, Word, grammar, listed_word
from minutes.nlp import ByWord, Feature, Tokens

_CLOCK = frozenset("年月日時分")
# 市長を始め names the first of several.
_FIRST = re.compile(r"[、,]|と(?:し|す)|[一-鿿]")
# What may stand behind a noun that no verb follows: it closes its clause, or a plan goes on.
_ALONE = re.compile(
    r"(?P<closed>\s*+\Z|[。、,()]|で(?:す|ござい|あり)|だ[。、])"
    r"|(?:を|の)(?:予定|見込|目標|目指|計画)"
)
_BEHIND = 8
_PLAN_AS_OBJECT = re.compile(
    r"(?:の|という)?(?:予定|見込み|見通し|計画|方針|考え|意向|こと|旨|よう)(?:である|だ)?(?:こと|旨)?(?:を|に)"
    r"|べき(?:もの|こと)"
)
# 臨時休館とした, 中止といたしました: what a thing is made is a deed.
_NOTED = re.compile(r"[。、,)\n]|\Z")
_MADE = re.compile(r"[とに](?:する(?!こと|方|よ)|(?:いた|致)?し(?:ま|た|て(?:おり|い)))")
_MADE_SO = frozenset(["suspended", "sanctioned", "postponed", "ended", "revoked"])
_TERM = re.compile(r"(?:[0-9一二三四五六七八九十]{1,3}(?:か月|カ月|ヶ月|箇月|日|年)(?:間)?)?")
# 提案として, 開始とした: what something counts as is no deed.
_AS = ("として", "とした", "とする")
_REACH = 8  # tokens between が and its verb: お申出が三件ございました, 見解を口頭でいただき
_COMPOUND = 8


class Predicate(NamedTuple):
    """A predicate of `kind` at view span `start`-`end`.

    `head` is the token of its word of the lexicon, `first` the one that the word's compound begins
    with (行政 of 行政処分).
    """

    kind: Kind
    start: int
    end: int
    head: int
    first: int
    form: Form
    tense: Tense
    passive: bool = False

    @property
    def is_told(self) -> bool:
        """True if it says that the thing happens, not only names it."""
        return self.form != "nominal"


def find_predicates(tokens: Tokens, start: int, end: int) -> list[Predicate]:
    """The predicates and nominals of a view span, in order.

    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("三日に公表し、四日には協力を依頼する予定でございます。")
    >>> [(p.kind.name, p.form, p.tense) for p in find_predicates(tokens, 0, 26)]
    [('disclosed', 'linked', 'planned'), ('requested', 'finite', 'planned')]
    """
    starts, features = tokens.starts, tokens.features
    inside = tokens.within(start, end)
    found: list[Predicate] = []
    # Most tokens are no word of the lexicon: `compress` passes over them without a step of Python.
    told_until = start
    for index in compress(inside, map(LISTED.__getitem__, features[inside.start : inside.stop])):
        # 契約を結ぶ is one predicate although both of its words are listed.
        if starts[index] < told_until:
            continue
        word = listed_word(features, index)
        if word is None:
            continue
        read = verb_predicate if word.verb else noun_predicate
        predicate = read(tokens, index, word, end)
        if predicate is None:
            continue
        if predicate.form != "nominal":
            predicate = _fuller(tokens, predicate, start)
        while found and found[-1].head >= predicate.first:
            found.pop()
        found.append(predicate)
        told_until = predicate.end if predicate.form != "nominal" else start
    return [with_tense(tokens, p) if p.form == "linked" else p for p in found]


def verb_predicate(tokens: Tokens, index: int, word: Word, limit: int) -> Predicate | None:
    """The predicate that a verb forms; `None` where it is denied, asked or only supposed."""
    starts, features = tokens.starts, tokens.features
    if (
        features[index].lemma == "始める"
        and tokens.surface(index) == "始め"
        and _FIRST.match(tokens.view.text, tokens.ends[index])
    ):
        return None
    honorific = index > 0 and features[index - 1].lemma == "御"
    verb = _honorific(tokens, index, limit) if honorific else index
    end, form, tense, passive, counts = read_tail(tokens, verb, limit)
    if not counts:
        return None
    first = index - len(word.before)
    return Predicate(word.kind, starts[first], end, index, first, form, tense, passive)


def _honorific(tokens: Tokens, index: int, limit: int) -> int:
    """The token that the chain of a verb behind 御 begins with: なり of お招きになりました."""
    if index + 2 >= len(tokens):
        return index
    behind = tokens.surface(index + 1) == "に" and tokens.features[index + 2].lemma == "成る"
    return index + 2 if behind and adjacent(tokens, index + 2, limit) else index


def noun_predicate(tokens: Tokens, index: int, word: Word, limit: int) -> Predicate | None:
    """The predicate or nominal that a verbal noun forms; `None` inside a longer compound."""
    kind = word.kind
    verb = _made(tokens, index, limit) if kind.name in _MADE_SO else None
    if verb is not None:
        end, form, tense, passive, _ = read_tail(tokens, verb, limit)
        passive = False
    else:
        tail = noun_tail(tokens, index, limit)
        if tail is None:
            return None
        end, form, tense, passive, _ = tail
    first = compound(tokens, index)
    return Predicate(kind, tokens.starts[first], end, index, first, form, tense, passive)


def noun_tail(tokens: Tokens, index: int, limit: int) -> Tail | None:
    """What makes a verbal noun a predicate or a nominal; `None` where it tells nothing."""
    text, end = tokens.view.text, tokens.ends[index]
    behind = index + 1
    if adjacent(tokens, behind, limit):
        role = _BEHIND_NOUN[tokens.features[behind]]
        if role == "plan":
            return Tail(tokens.ends[behind], "final", "planned")
        if role == "noun" or role == "time":
            if text.startswith("済", end):
                return Tail(end, "final", "past")
            return Tail(end, "nominal", "present") if role == "time" else None
        verb = behind if role == "do" else _light(tokens, behind, limit)
        if verb is not None:
            tail = read_tail(tokens, verb, limit)
            return tail if tail.counts else None
    alone = _ALONE.match(text, end, max(end, min(limit, end + _BEHIND)))
    if alone is None:
        return Tail(end, "nominal", "present")
    if alone["closed"] is not None:
        return Tail(end, "final", "present")
    return Tail(alone.end(), "finite", "planned")


def _role_behind_noun(feature: Feature) -> str:
    """What a word right behind a verbal noun makes of it: 公表する, 公表予定, 公表後, 公表資料."""
    if feature.is_noun:
        lemma = feature.lemma
        return (
            "plan" if lemma in grammar().plans else "time" if lemma in grammar().times else "noun"
        )
    return "do" if feature.pos1 == "動詞" and feature.lemma in grammar().do else ""


_BEHIND_NOUN = ByWord(_role_behind_noun)
_IN_COMPOUND = ByWord(lambda feature: feature.is_noun and feature.pos2 != "数詞")


def compound(tokens: Tokens, head: int) -> int:
    """The first token of the compound that a token closes: 行政 of 行政処分."""
    first, features = head, tokens.features
    starts, ends = tokens.starts, tokens.ends
    while (
        first > 0
        and _IN_COMPOUND[features[first - 1]]
        and ends[first - 1] == starts[first]
        # 一月二十七日公表: the date is no part of the compound.
        and not (tokens.surface(first - 1) in _CLOCK and features[first - 2].pos2 == "数詞")
        and head - first < _COMPOUND
    ):
        first -= 1
    return first


def _light(tokens: Tokens, at: int, limit: int) -> int | None:
    """The verb that makes the noun before a token a predicate, or `None`: を行い, が三件あり."""
    particle, features = tokens.surface(at), tokens.features
    if particle == "あり" and _NOTED.match(tokens.view.text, tokens.ends[at]):
        return at  # 利用者から電話あり。
    wanted = grammar().after.get(particle)
    if wanted is None or features[at].pos1 != "助詞":
        return None
    if tokens.view.text.startswith(_AS, tokens.starts[at]):
        return None
    reach = _REACH if particle in "がもは" else 3 if particle == "を" else 1
    for verb in range(at + 1, len(tokens)):
        if not adjacent(tokens, verb, limit) or tokens.surface(verb) in "、。をがはも":
            return None
        found = features[verb]
        if found.lemma in wanted:
            return _acting(tokens, verb, limit)
        if found.pos1 in ("動詞", "助動詞"):
            return None
        reach -= found.pos1 not in ("副詞", "接頭辞")
        if reach <= 0:
            return None
    return None


def _made(tokens: Tokens, noun: int, limit: int) -> int | None:
    """The verb of 職員を停職三か月とした, 図書館は臨時休館といたしました."""
    text, end = tokens.view.text, tokens.ends[noun]
    term = _TERM.match(text, end, limit)
    at = term.end() if term is not None else end
    if not _MADE.match(text, at, limit):
        return None
    start = tokens.starts[compound(tokens, noun)]
    particle = text[max(0, start - 1) : start]
    return tokens.first_at(at) + 1 if particle in tuple("をはもの") else None


def _acting(tokens: Tokens, index: int, limit: int) -> int | None:
    """The verb token at or behind one of the wanted words: 頂戴いたし; `None` if another's."""
    do = grammar().do
    if tokens.features[index].pos1 == "動詞":
        # 停止も公表し: the verb is another noun's.
        others = tokens.features[index - 1].pos3 == "サ変可能"
        return None if others and tokens.features[index].lemma in do else index
    follows = adjacent(tokens, index + 1, limit) and tokens.features[index + 1].lemma in do
    return index + 1 if follows else None


def _fuller(tokens: Tokens, found: Predicate, start: int) -> Predicate:
    """The predicate with its object's class where its own says too little: 聞き取りを実施."""
    starts, features = tokens.starts, tokens.features
    particle = compound(tokens, found.head) - 1
    if particle < 1 or tokens.ends[particle] != starts[particle + 1]:
        return found
    if tokens.surface(particle) not in ("を", "の", "も", "が"):
        return found
    noun = particle - 1
    word = listed_word(features, noun) if starts[noun] >= start else None
    if word is None or word.verb:
        return found
    # 延期を決定: the decision is the postponement.
    if word.kind.name != "postponed" and (not found.kind.thin or word.kind.thin):
        return found
    first = compound(tokens, noun)
    return found._replace(kind=word.kind, head=noun, first=first, start=starts[first])


def with_tense(tokens: Tokens, found: Predicate) -> Predicate:
    """A continuative takes the tense of the predicate that its sentence goes on to."""
    if found.form != "linked" or found.tense != "present":
        return found
    text, end = tokens.view.text, found.end
    until = min(sentence_end(text, max(0, end - 1)), end + 300)
    later = predicate_after(tokens, end, until)
    while later is not None and _PLAN_AS_OBJECT.match(text, later.end):
        later = predicate_after(tokens, later.end + 1, until)  # 取り組む考えを示した
    if later is None:
        return found
    past = later.tense == "past" or (later.resultative and later.tense == "present")
    return found._replace(tense="past" if past else later.tense)
