"""What ties an answer's sentence to a question: shared words by rarity, entities, dates, counts."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import mul, truediv

from minutes.exchanges.asking import LABELLED, labels, main_clause
from minutes.exchanges.questions import Question
from minutes.exchanges.sentences import Sentence
from minutes.nlp import MEMO
from minutes.schema import Count, Date, Organisation, Span

Vector = Mapping[str, float]
Features = tuple[str, ...]

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
        start, end = span
        first = bisect_left(self.starts, start)
        if first == len(self.starts) or self.starts[first] >= end:  # as in most sentences
            return ()
        return self.names[first : bisect_left(self.starts, end, first)]


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
    if not sentence.features:
        sentence.features = _features(sentence, known)
    return sentence.features


def _features(sentence: Sentence, known: Marks) -> Features:
    words = sentence.lemmas
    begins = sentence.counted()
    near = zip(words, words[1:], begins, begins[1:], strict=False)
    pairs = [f"{one}+{other}" for one, other, at, then in near if then - at <= 4]
    characters = chain.from_iterable(map(_characters.__getitem__, words))
    found = dict.fromkeys((*words, *pairs, *characters, *known.within(sentence.span)))
    if not LABELLED.search(sentence.text, 0, 60):
        return tuple(found)
    numbers = labels(sentence.text[:60])
    return (*found, *[f"#{name}{number}" for name, number in numbers.items()])


class _Characters(dict[str, tuple[str, ...]]):
    """The Chinese characters of each word, each as a feature."""

    def __missing__(self, lemma: str) -> tuple[str, ...]:
        if len(self) >= MEMO:
            self.clear()
        found = self[lemma] = tuple(_CHARACTER + c for c in lemma if "一" <= c <= "鿿")
        return found


_characters = _Characters()


class Rarity(dict[str, float]):
    """How much each word says: the logarithm of the share of sentences without it.

    A pair of words counts in part, since its words count as well, and so does a character.
    """

    def __init__(self, weights: Mapping[str, float], unseen: float) -> None:
        """The weights of the words, and that of a word which no sentence holds."""
        super().__init__(weights)
        self._unseen = unseen

    def __missing__(self, word: str) -> float:
        return self._unseen * (_KANJI if word[0] == _CHARACTER else _PAIR if "+" in word else 1.0)

    def length(self, words: Features) -> float:
        """The length of the vector of words that count alike."""
        values = list(map(self.__getitem__, words))
        return math.sqrt(sum(map(mul, values, values)))


def rarity(sentences: Iterable[Features]) -> Rarity:
    """The rarity of words over the sentences of a document."""
    sentences = list(sentences)
    frequency = Counter(chain.from_iterable(sentences))
    whole = len(sentences) + 1
    logs = {n: max(0.1, math.log(whole / (n + 0.5))) for n in {0, *frequency.values()}}
    pairs, characters = ({n: part * log for n, log in logs.items()} for part in (_PAIR, _KANJI))
    weights = {
        word: (characters if word[0] == _CHARACTER else pairs if "+" in word else logs)[n]
        for word, n in frequency.items()
    }
    return Rarity(weights, logs[0])


def plain_vector(words: Features, rare: Rarity) -> dict[str, float]:
    """A unit vector of words that count alike."""
    return _unit(words, list(map(rare.__getitem__, words)))


def _unit(words: Iterable[str], values: Sequence[float]) -> dict[str, float]:
    length = math.sqrt(sum(map(mul, values, values)))
    return dict(zip(words, map(truediv, values, repeat(length)), strict=False)) if length else {}


def question_vectors(
    questions: Sequence[Question], known: Marks, rare: Rarity
) -> list[dict[str, float]]:
    """The vectors of questions asked together: words that many of them share say little.

    A question's own words count in full, those of its heading and topic in part.
    """
    parts = [_weighed(question, known) for question in questions]
    if len(parts) == 1:
        only = parts[0]
        return [_unit(only, [weight * rare[w] for w, weight in only.items()])]
    shared = Counter(chain.from_iterable(parts))
    roots = {n: math.sqrt(n) for n in set(shared.values())}
    return [
        _unit(words, [weight / roots[shared[w]] * rare[w] for w, weight in words.items()])
        for words in parts
    ]


def _weighed(question: Question, known: Marks) -> dict[str, float]:
    """The words of a question with how much each counts by where it stands: at most so much."""
    topic = [s.features or features(s, known) for s in question.context[-_NEAR:]]
    found: dict[str, float] = dict.fromkeys(chain.from_iterable(topic), _CONTEXT)
    if question.heading is not None:
        found.update(dict.fromkeys(features(question.heading, known), _HEADING))
    for sentence in question.sentences:
        cut = main_clause(sentence.text, len(sentence.text) - _ENOUGH)
        if cut and len(sentence.lemmas) - sentence.words_before(cut) >= 2:
            for word in features(sentence.part(0, cut), known):
                if found.get(word, 0.0) < _PREAMBLE:
                    found[word] = _PREAMBLE
            sentence = sentence.part(cut, len(sentence.text))
        found.update(dict.fromkeys(features(sentence, known), 1.0))
    for label in [word for word in found if word[0] == "#"]:
        del found[label]
    found.update({f"#{name}{number}": 1.0 for name, number in question.labels})
    return found


def likeness(one: Vector, other: Vector) -> float:
    """The cosine of two unit vectors."""
    if len(other) < len(one):
        one, other = other, one
    return sum([value * other[word] for word, value in one.items() if word in other])


class Compared:
    """Unit vectors that the words of sentences are compared with."""

    def __init__(self, vectors: Sequence[Vector], rare: Rarity) -> None:
        """A word of a sentence that none of them holds is passed over at once."""
        self._vectors, self._rare = vectors, rare
        self._held = vectors[0] if len(vectors) == 1 else frozenset().union(*vectors)
        self._none = [0.0] * len(vectors)

    def __call__(self, words: Features) -> list[float]:
        """The cosine of each of them with the vector of words that count alike."""
        shared = list(filter(self._held.__contains__, words))
        if not shared:
            return self._none
        rare = self._rare
        length = rare.length(words)
        values = [(word, rare[word] / length) for word in shared]
        return [
            sum([value * held[word] for word, value in values if word in held])
            for held in self._vectors
        ]
