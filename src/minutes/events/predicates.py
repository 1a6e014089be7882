"""The predicates of a stretch of text that belong to a class of the lexicon.

A verbal noun is a predicate with a verb behind it (公表し, 公表を行い, 報告がございました) or at
the end of its clause (…を公表、); otherwise it only names the deed (公表の際).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from minutes.clauses import Tense, predicate_after, sentence_at
from minutes.events.tails import Form, adjacent, read_tail
from minutes.events.words import Kind, Word, grammar, words
from minutes.nlp import Tokens

_CLOCK = frozenset("年月日時分")
# 市長を始め names the first of several.
_FIRST = re.compile(r"[、,]|と(?:し|す)|[一-鿿]")
_COPULA = re.compile(r"で(?:す|ござい|あり)|だ[。、]")
_PLAN = re.compile(r"(?:を|の)(?:予定|見込|目標|目指|計画)")
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


@dataclass(frozen=True, slots=True)
class Predicate:
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
    table, features = words(), tokens.features
    found: list[Predicate] = []
    inside = tokens.within(start, end)
    # Most tokens are no word of the lexicon; this asks each only for its lemma.
    lemmas = [feature.lemma for feature in features[inside.start : inside.stop]]
    for index, lemma in enumerate(lemmas, inside.start):
        if lemma not in table or tokens.starts[index] < start:
            continue
        word = _word(tokens, index, table[lemma])
        if word is None:
            continue
        # 契約を結ぶ is one predicate although both of its words are listed.
        if found and found[-1].is_told and tokens.starts[index] < found[-1].end:
            continue
        read = verb_predicate if word.verb else noun_predicate
        predicate = read(tokens, index, word, start, end)
        if predicate is None:
            continue
        if predicate.is_told:
            predicate = _fuller(tokens, predicate, start)
        while found and found[-1].head >= predicate.first:
            found.pop()
        found.append(predicate)
    return [with_tense(tokens, predicate) for predicate in found]


def _word(tokens: Tokens, index: int, entries: tuple[Word, ...]) -> Word | None:
    """The listed word that a token closes, if the words that must precede it do."""
    is_verb = tokens.features[index].pos1 in ("動詞", "助動詞")
    for entry in entries:
        if entry.verb != is_verb:
            continue
        first = index - len(entry.before)
        if all(
            first + at >= 0 and tokens.features[first + at].lemma == lemma
            for at, lemma in enumerate(entry.before)
        ):
            return entry
    return None


def verb_predicate(
    tokens: Tokens, index: int, word: Word, start: int, limit: int
) -> Predicate | None:
    """The predicate that a verb forms; `None` where it is denied, asked or only supposed."""
    surface = tokens.surface(index)
    if surface == "始め" and _FIRST.match(tokens.view.text, tokens.ends[index]):
        return None
    tail = read_tail(tokens, _honorific(tokens, index, limit), limit)
    if not tail.counts:
        return None
    first = index - len(word.before)
    at = tokens.starts[first]
    return Predicate(word.kind, at, tail.end, index, first, tail.form, tail.tense, tail.passive)


def _honorific(tokens: Tokens, index: int, limit: int) -> int:
    """The token that the chain of a verb begins with: なり of お招きになりました."""
    if index == 0 or tokens.features[index - 1].lemma != "御" or index + 2 >= len(tokens):
        return index
    behind = tokens.surface(index + 1) == "に" and tokens.features[index + 2].lemma == "成る"
    return index + 2 if behind and adjacent(tokens, index + 2, limit) else index


def noun_predicate(
    tokens: Tokens, index: int, word: Word, start: int, limit: int
) -> Predicate | None:
    """The predicate or nominal that a verbal noun forms; `None` inside a longer compound."""
    text, end = tokens.view.text, tokens.ends[index]
    first = _compound(tokens, index)
    at = tokens.starts[first]
    following = text[end : min(limit, end + 8)]
    made = _made(tokens, index, at, limit) if word.kind.name in _MADE_SO else None
    if made is not None:
        tail = read_tail(tokens, made, limit)
        return Predicate(word.kind, at, tail.end, index, first, tail.form, tail.tense)
    if adjacent(tokens, index + 1, limit) and tokens.features[index + 1].is_noun:
        lemma = tokens.features[index + 1].lemma
        if lemma in grammar().plans:
            stop = tokens.ends[index + 1]
            return Predicate(word.kind, at, stop, index, first, "final", "planned")
        if following.startswith("済"):
            return Predicate(word.kind, at, end, index, first, "final", "past")
        if lemma not in grammar().times:
            return None
        return Predicate(word.kind, at, end, index, first, "nominal", "present")
    verb = _light(tokens, index, limit)
    if verb is not None:
        tail = read_tail(tokens, verb, limit)
        if not tail.counts:
            return None
        return Predicate(word.kind, at, tail.end, index, first, tail.form, tail.tense, tail.passive)
    if not following.strip() or following[0] in "。、,()" or _COPULA.match(following):
        return Predicate(word.kind, at, end, index, first, "final", "present")
    plan = _PLAN.match(following)
    if plan:
        stop = end + plan.end()
        return Predicate(word.kind, at, stop, index, first, "finite", "planned")
    return Predicate(word.kind, at, end, index, first, "nominal", "present")


def _compound(tokens: Tokens, head: int) -> int:
    """The first token of the compound that a token closes: 行政 of 行政処分."""
    first, features = head, tokens.features
    while (
        first > 0
        and tokens.ends[first - 1] == tokens.starts[first]
        and features[first - 1].is_noun
        and features[first - 1].pos2 != "数詞"
        # 一月二十七日公表: the date is no part of the compound.
        and not (tokens.surface(first - 1) in _CLOCK and features[first - 2].pos2 == "数詞")
        and head - first < _COMPOUND
    ):
        first -= 1
    return first


def _light(tokens: Tokens, noun: int, limit: int) -> int | None:
    """The token of the verb that makes the noun a predicate, or `None`."""
    at, words_after = noun + 1, grammar().after
    if not adjacent(tokens, at, limit):
        return None
    feature, particle = tokens.features[at], tokens.surface(at)
    if feature.pos1 == "動詞" and feature.lemma in words_after[""]:
        return at
    if particle == "あり" and _NOTED.match(tokens.view.text, tokens.ends[at]):
        return at  # 利用者から電話あり。
    wanted = words_after.get(particle)
    if feature.pos1 != "助詞" or wanted is None:
        return None
    if tokens.view.text.startswith(_AS, tokens.starts[at]):
        return None
    reach = _REACH if particle in "がもは" else 3 if particle == "を" else 1
    for verb in range(at + 1, len(tokens)):
        if not adjacent(tokens, verb, limit) or tokens.surface(verb) in "、。をがはも":
            return None
        found = tokens.features[verb]
        if found.lemma in wanted:
            return _acting(tokens, verb, limit)
        if found.pos1 in ("動詞", "助動詞"):
            return None
        reach -= found.pos1 not in ("副詞", "接頭辞")
        if reach <= 0:
            return None
    return None


def _made(tokens: Tokens, noun: int, start: int, limit: int) -> int | None:
    """The verb of 職員を停職三か月とした, 図書館は臨時休館といたしました."""
    text, end = tokens.view.text, tokens.ends[noun]
    term = _TERM.match(text, end, limit)
    at = term.end() if term is not None else end
    if text[max(0, start - 1) : start] not in tuple("をはもの") or not _MADE.match(text, at, limit):
        return None
    return tokens.first_at(at) + 1


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
    particle = _compound(tokens, found.head) - 1
    if particle < 1 or tokens.ends[particle] != tokens.starts[particle + 1]:
        return found
    if tokens.surface(particle) not in ("を", "の", "も", "が"):
        return found
    noun = particle - 1
    entries = words().get(tokens.features[noun].lemma)
    word = _word(tokens, noun, entries) if entries and tokens.starts[noun] >= start else None
    if word is None or word.verb:
        return found
    # 延期を決定: the decision is the postponement.
    if word.kind.name != "postponed" and (not found.kind.thin or word.kind.thin):
        return found
    first = _compound(tokens, noun)
    return replace(found, kind=word.kind, head=noun, first=first, start=tokens.starts[first])


def with_tense(tokens: Tokens, found: Predicate) -> Predicate:
    """A continuative takes the tense of the predicate that its sentence goes on to."""
    if found.form != "linked" or found.tense != "present":
        return found
    limit = sentence_at(tokens.view.text, max(0, found.end - 1)).end
    until = min(limit, found.end + 300)
    later = predicate_after(tokens, found.end, until)
    while later is not None and _PLAN_AS_OBJECT.match(tokens.view.text, later.end):
        later = predicate_after(tokens, later.end + 1, until)  # 取り組む考えを示した
    if later is None:
        return found
    past = later.tense == "past" or (later.resultative and later.tense == "present")
    return replace(found, tense="past" if past else later.tense)
