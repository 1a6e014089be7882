"""What a rule of items may look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from minutes.counts import Quantity
from minutes.nlp import Tokens
from minutes.schema import Span


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule may look at: the count, its sentence, its neighbours already resolved."""

    tokens: Tokens
    quantity: Quantity
    sentence: Span
    known: Sequence[tuple[Quantity, Span | None]]

    @property
    def text(self) -> str:
        """The view's text."""
        return self.tokens.view.text
