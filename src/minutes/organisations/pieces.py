"""Listed words as they stand in a text: where the rules for bodies, heads and nominals begin."""

from __future__ import annotations

from dataclasses import dataclass

from minutes.nlp import Feature, Tokens
from minutes.organisations.runs import behind, glued, is_part
from minutes.organisations.words import Words


@dataclass(slots=True)
class Piece:
    """A listed word at `start`-`end` of the view, which tokens `first` to `last` make up.

    What follows is looked up once.
    """

    tokens: Tokens
    words: Words
    first: int
    last: int
    start: int
    end: int
    _behind: str = ""

    @property
    def touches_noun(self) -> bool:
        """True if a noun or a prefix is glued to its front."""
        return glued(self.tokens, self.first) and is_part(self.tokens.features[self.first - 1])

    @property
    def before(self) -> str:
        """The characters of the token before it."""
        return self.tokens.surface(self.first - 1)

    def behind(self) -> str:
        """What follows: end, light, title, session, thing or more."""
        if not self._behind:
            self._behind = behind(self.tokens, self.last, self.words)
        return self._behind

    def next_surface(self) -> str:
        """The characters of the token glued behind it, if one is."""
        return self.tokens.surface(self.last + 1) if glued(self.tokens, self.last + 1) else ""

    def follows(self, *words: str) -> bool:
        """True if the text goes on with one of some words."""
        return self.tokens.view.text.startswith(words, self.end)


def piece_of(tokens: Tokens, words: Words, first: int, last: int) -> Piece:
    """The piece that some tokens make up."""
    return Piece(tokens, words, first, last, tokens.starts[first], tokens.ends[last])


@dataclass(frozen=True, slots=True)
class Modifiers:
    """The tokens from `first` to the head of a name, as the naming rules see them."""

    piece: Piece
    first: int

    @property
    def surfaces(self) -> list[str]:
        """The characters of each token."""
        tokens, first, stop = self.piece.tokens, self.first, self.piece.first
        text, spans = (
            tokens.view.text,
            zip(tokens.starts[first:stop], tokens.ends[first:stop], strict=True),
        )
        return [text[start:end] for start, end in spans]

    @property
    def features(self) -> list[Feature]:
        """The analysis of each token."""
        return self.piece.tokens.features[self.first : self.piece.first]
