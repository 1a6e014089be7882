"""What ties an answer's sentence to a question: shared words by rarity, entities, dates, counts."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from minutes.exchanges.asking import labels, main_clause
from minutes.exchanges.questions import Question
from minutes.exchanges.sentences import Sentence
from minutes.schema import Count, Date, Organisation, Span

Vector = Mapping[str, float]

_CONTEXT = 0.4  # how much a word of the topic counts beside a word of the question
_HEADING = 0.95
_PREAMBLE = 0.6  # 手続は不要とのことですが、
_ENOUGH = 8  # a clause shorter than this asks nothing of its own
_CHARACTER = "·"  # marks a single character: 額 is a part of 金額
_KANJI = 0.35  # how much a shared character counts beside a shared word
_PAIR = 0.6  # and a pair of words beside its words
_NEAR = 6  # sentences of the topic before the question that are looked at


@dataclass(frozen=True, slots=True)
class Marks:
    """What the resolvers found, as words that mean the same wherever they stand."""

    starts: tuple[int, ...]
    names: tuple[str, ...]

    def within(self, span: Span) -> tuple[str, ...]:
        """The marks that begin in a span."""
        return self.names[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]


def marks(
    dates: Iterable[Date], counts: Iterable[Count], organisations: Iterable[Organisation]
) -> Marks:
    """The `Marks` of a document: ``@2025-06-10``, ``@4100件``, ``@水尾市``."""
    found = [(date.start, f"@{date.value}") for date in dates if date.value]
    found += [(c.start, f"@{c.value}{c.unit}") for c in counts if c.value is not None]
    found += [(name.start, f"@{name.canonical}") for name in organisations if name.canonical]
    found.sort()
    return Marks(tuple(at for at, _ in found), tuple(name for _, name in found))


def features(sentence: Sentence, known: Marks) -> tuple[str, ...]:
    """The words of a sentence, pairs of neighbouring words, and what was resolved in it."""
    found = [lemma for _, lemma in sentence.words]
    for (at, one), (then, other) in pairwise(sentence.words):
        if then - at <= 4:
            found.append(f"{one}+{other}")
    for lemma in sentence.lemmas:
        found += _characters(lemma)
    found += known.within(sentence.span)
    found += [f"#{name}{number}" for name, number in labels(sentence.text[:60]).items()]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def _characters(lemma: str) -> tuple[str, ...]:
    """The Chinese characters of a word, each as a feature."""
    return tuple(_CHARACTER + c for c in lemma if "一" <= c <= "鿿")


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much a word says: the logarithm of the share of sentences without it.

    A pair of words counts in part, since its words count as well, and so does a character.
    """

    weights: Mapping[str, float]
    unseen: float

    def weight(self, word: str) -> float:
        """The weight of a word."""
        return self.weights.get(word) or _share(word) * self.unseen


def _share(word: str) -> float:
    if word[0] == _CHARACTER:
        return _KANJI
    return _PAIR if "+" in word else 1.0


def rarity(sentences: Sequence[tuple[str, ...]]) -> Rarity:
    """The rarity of words over the sentences of a document."""
    frequency = Counter(chain.from_iterable(sentences))
    whole = len(sentences) + 1
    logs = {n: max(0.1, math.log(whole / (n + 0.5))) for n in {0, *frequency.values()}}
    return Rarity({word: _share(word) * logs[n] for word, n in frequency.items()}, logs[0])


def vector(words: Mapping[str, float], rare: Rarity) -> dict[str, float]:
    """A unit vector of words, each with how much it counts where it stands."""
    return _unit({word: share * rare.weight(word) for word, share in words.items()})


def plain_vector(words: Iterable[str], rare: Rarity) -> dict[str, float]:
    """A unit vector of words that count alike."""
    return _unit({word: rare.weight(word) for word in words})


def _unit(weighed: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in weighed.values()))
    return {word: value / length for word, value in weighed.items()} if length else {}


def question_vectors(
    questions: Sequence[Question], known: Marks, rare: Rarity
) -> list[dict[str, float]]:
    """The vectors of questions asked together: words that many of them share say little.

    A question's own words count in full, those of its heading and topic in part.
    """
    parts = [_weighed(question, known) for question in questions]
    shared = Counter(word for words in parts for word in words)
    return [
        vector({w: weight / math.sqrt(shared[w]) for w, weight in words.items()}, rare)
        for words in parts
    ]


def _weighed(question: Question, known: Marks) -> dict[str, float]:
    """The words of a question with how much each counts by where it stands."""
    found: dict[str, float] = {}
    places = [(sentence, _CONTEXT) for sentence in question.context[-_NEAR:]]
    if question.heading is not None:
        places.append((question.heading, _HEADING))
    for sentence in question.sentences:
        cut = main_clause(sentence.text, len(sentence.text) - _ENOUGH)
        if cut and sum(at >= cut for at, _ in sentence.words) >= 2:
            places.append((sentence.part(0, cut), _PREAMBLE))
            sentence = sentence.part(cut, len(sentence.text))
        places.append((sentence, 1.0))
    for sentence, weight in places:
        for word in features(sentence, known):
            if not word.startswith("#"):
                found[word] = max(found.get(word, 0.0), weight)
    found.update({f"#{name}{number}": 1.0 for name, number in question.labels})
    return found


def likeness(one: Vector, other: Vector) -> float:
    """The cosine of two unit vectors."""
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[word] for word, value in one.items() if word in other)
