"""The words of a speech that carry what it is about: nouns, verbs and adjectives, as lemmas."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress

from minutes.exchanges.wording import stop_words
from minutes.nlp import ByWord, Feature, Tokens

#: Parts of speech that carry what a sentence is about.
_CONTENT = frozenset(["名詞", "動詞", "形容詞", "形状詞"])
_EMPTY = frozenset(["数詞", "助動詞語幹"])


def _lemma(feature: Feature) -> str | None:
    """The content lemma of an analysis: `None` if it has none, empty for an unknown word's."""
    empty = feature.pos2 in _EMPTY or (feature.pos2 == "非自立可能" and feature.pos1 == "動詞")
    counts = feature.pos1 in _CONTENT and not empty
    return _worth(feature.lemma) if counts else None


_lemmas = ByWord(_lemma)


def _worth(lemma: str) -> str | None:
    """A lemma that is neither a word of debate nor a single kana."""
    slight = lemma in stop_words() or (len(lemma) == 1 and "ぁ" <= lemma <= "ん")
    return None if slight else lemma


class Content:
    """The content words of a stretch of the view, read once for all its sentences."""

    def __init__(self, tokens: Tokens, start: int, end: int) -> None:
        """In columns: where each begins and ends, and its lemma."""
        inside = tokens.within(start, end)
        cut = slice(inside.start, inside.stop)
        lemmas = list(map(_lemmas.__getitem__, tokens.features[cut]))
        if "" in lemmas:  # unknown to the dictionary
            lemmas = [
                _worth(tokens.surface(at)) if lemma == "" else lemma
                for at, lemma in zip(inside, lemmas, strict=True)
            ]
        self._begins = list(compress(tokens.starts[cut], lemmas))
        self._ends = list(compress(tokens.ends[cut], lemmas))
        self._lemmas = tuple(filter(None, lemmas))

    def within(self, places: Sequence[int]) -> tuple[tuple[str, ...], list[int]]:
        """The lemmas among view positions, and where each begins."""
        first = places[0]
        start = bisect_left(self._begins, first)
        cut = start > 0 and self._ends[start - 1] > first  # a word runs across the beginning
        start -= cut
        stop = bisect_right(self._begins, places[-1], start)
        begins = self._begins[start:stop]
        if cut:
            begins[0] = first
        return self._lemmas[start:stop], begins
