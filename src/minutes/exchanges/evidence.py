"""What ties an answer's sentence to a question: shared words by rarity, entities, dates, counts."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from operator import mul

from minutes.exchanges.asking import labels, main_clause
from minutes.exchanges.questions import Question
from minutes.exchanges.sentences import Sentence
from minutes.schema import Count, Date, Organisation, Span

Vector = Mapping[str, float]
Features = tuple[str, ...]
Reader = Callable[[Sentence], Features]

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


def features(sentence: Sentence, known: Marks) -> Features:
    """The words of a sentence, pairs of neighbouring words, and what was resolved in it."""
    words = sentence.words
    found = [lemma for _, lemma in words]
    characters = chain.from_iterable(map(_characters, found))
    found += [
        f"{one}+{other}" for (at, one), (then, other) in pairwise(words) if then - at <= 4
    ] + list(characters)
    found += known.within(sentence.span)
    found += [f"#{name}{number}" for name, number in labels(sentence.text[:60]).items()]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8192)
def _characters(lemma: str) -> tuple[str, ...]:
    """The Chinese characters of a word, each as a feature."""
    return tuple(_CHARACTER + c for c in lemma if "一" <= c <= "鿿")


class Rarity(dict[str, float]):
    """How much each word says: the logarithm of the share of sentences without it.

    A pair of words counts in part, since its words count as well, and so does a character.
    """

    def __init__(self, weights: Mapping[str, float], unseen: float) -> None:
        """The weights of the words, and that of a word which no sentence holds."""
        super().__init__(weights)
        self._unseen = unseen

    def __missing__(self, word: str) -> float:
        return _share(word) * self._unseen


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
    return _unit({word: share * rare[word] for word, share in words.items()})


def plain_vector(words: Collection[str], rare: Rarity) -> dict[str, float]:
    """A unit vector of words that count alike."""
    return _unit(dict(zip(words, map(rare.__getitem__, words), strict=True)))


def _unit(weighed: dict[str, float]) -> dict[str, float]:
    values = weighed.values()
    length = math.sqrt(sum(map(mul, values, values)))
    return {word: value / length for word, value in weighed.items()} if length else {}


def question_vectors(
    questions: Sequence[Question], read: Reader, rare: Rarity
) -> list[dict[str, float]]:
    """The vectors of questions asked together: words that many of them share say little.

    A question's own words count in full, those of its heading and topic in part.  `read` gives
    the features of a sentence.
    """
    parts = [_weighed(question, read) for question in questions]
    if len(parts) == 1:
        return [vector(parts[0], rare)]
    shared = Counter(word for words in parts for word in words)
    return [
        vector({w: weight / math.sqrt(shared[w]) for w, weight in words.items()}, rare)
        for words in parts
    ]


def _weighed(question: Question, read: Reader) -> dict[str, float]:
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
        for word in read(sentence):
            if word[0] != "#" and found.get(word, 0.0) < weight:
                found[word] = weight
    found.update({f"#{name}{number}": 1.0 for name, number in question.labels})
    return found


def likeness(one: Vector, other: Vector) -> float:
    """The cosine of two unit vectors."""
    if len(other) < len(one):
        one, other = other, one
    return sum([value * other[word] for word, value in one.items() if word in other])


class Compared:
    """Vectors that many others are compared with, by the words that they hold."""

    def __init__(self, vectors: Sequence[Vector]) -> None:
        """Whatever is compared with these reads their words once, not once a vector."""
        self._none = [0.0] * len(vectors)
        self._holding: dict[str, list[tuple[int, float]]] = {}
        for index, held in enumerate(vectors):
            for word, value in held.items():
                self._holding.setdefault(word, []).append((index, value))

    def __call__(self, other: Vector) -> list[float]:
        """The cosine of each of them with another vector."""
        found, holding = self._none.copy(), self._holding
        for word, value in other.items():
            if word in holding:
                for index, held in holding[word]:
                    found[index] += value * held
        return found
