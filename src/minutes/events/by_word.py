"""What the analysis of a word alone says, worked out at its first use in any document.

A year of minutes has some 20,000 analyses, so that a question to one is a look-up, and a question
to all tokens of a stretch is one `map`, without a step of Python for each token.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from minutes.nlp import MEMO, Feature

T = TypeVar("T")


class ByWord(dict[Feature, T]):
    """The answers to a question about an analysis, by the analysis.

    >>> from minutes.nlp import tokenize
    >>> is_verb = ByWord(lambda feature: feature.pos1 == "動詞")
    >>> list(map(is_verb.__getitem__, tokenize("三日に届いた").features))
    [False, False, False, True, False]
    """

    def __init__(self, ask: Callable[[Feature], T]) -> None:
        """No answers yet; `ask` gives that of one analysis."""
        super().__init__()
        self.ask = ask

    def __missing__(self, feature: Feature) -> T:
        if len(self) >= MEMO:
            self.clear()
        answer = self[feature] = self.ask(feature)
        return answer
