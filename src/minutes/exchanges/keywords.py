"""The words by which a reply shows which of several questions it answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from minutes.exchanges.questions import Question
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wants import cores, wanted

_PLAIN = frozenset(["number", "time"])  # what a sentence shows that it gives
# 再開の時期は、 and 費用でございますが、 name what the sentence is about.
_THEME = re.compile(
    r"(?:[^、。]{1,10}、)?(?P<theme>[^、。]{2,30}?)"
    r"(?:につ(?:いて|きまして)は?|に関しまして(?:は)?|(?:で(?:す|ございます|あります))(?:けれども|けども|が)|は)、?"
)


def own_words(questions: Sequence[Question]) -> list[frozenset[str]]:
    """The content words with which each question asks and none of the others does.

    Words of one character (市, 社, 人) tell nothing apart, and where only one thing is asked there
    is nothing to tell apart.
    """
    if len(questions) < 2:
        return [frozenset()] * len(questions)
    asked = [{lemma for core in cores(one) for lemma in core.lemmas} for one in questions]
    shared = Counter(lemma for words in asked for lemma in words)
    return [frozenset(w for w in words if shared[w] == 1 and len(w) > 1) for words in asked]


def apart_wants(questions: Sequence[Question]) -> list[frozenset[str]]:
    """The number or the time that each question asks for, where not all of them ask for it."""
    if len(questions) < 2:
        return [frozenset()] * len(questions)
    wants = [
        frozenset().union(*(wanted(core.text) for core in cores(one))) & _PLAIN for one in questions
    ]
    common = frozenset.intersection(*wants)
    return [want - common for want in wants]


def theme(sentence: Sentence) -> frozenset[str]:
    """The content words of what a sentence says that it is about.

    >>> from minutes.exchanges.sentences import alone
    >>> sorted(theme(alone("プールの再開は、三月の予定です。")))
    ['プール', '再開']
    """
    match = _THEME.match(sentence.text)
    if match is None:
        return frozenset()
    return frozenset(sentence.lemmas[: sentence.words_before(match.end("theme"))])


def spoken_for(replies: Sequence[Sentence], own: Sequence[frozenset[str]]) -> list[tuple[int, ...]]:
    """A row a sentence: 1 for the question named as its theme, -1 for those spoken against.

    狙いは動線を分けることです speaks for the question after the aim, and against the others, if no
    other sentence of the replies has the word.
    """
    if not any(own):
        return [()] * len(replies)
    all_lemmas = [set(sentence.lemmas) for sentence in replies]
    said = Counter(chain.from_iterable(all_lemmas))
    every = frozenset().union(*own)
    nothing = (0,) * len(own)
    rows: list[tuple[int, ...]] = []
    for sentence, lemmas in zip(replies, all_lemmas, strict=True):
        if every.isdisjoint(lemmas):
            rows.append(nothing)
            continue
        once = {lemma for lemma in lemmas if said[lemma] == 1}
        meant = any(not once.isdisjoint(words) for words in own)
        about = theme(sentence)
        named = [not about.isdisjoint(words) for words in own]
        alone = sum(named) == 1
        rows.append(
            tuple(
                1 if alone and mine else -int(meant and words.isdisjoint(lemmas))
                for words, mine in zip(own, named, strict=True)
            )
        )
    return rows
