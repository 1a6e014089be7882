"""What a rule of items may look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from minutes.counts import Quantity
from minutes.nlp import Tokens
from minutes.schema import Span


class Scene(NamedTuple):
    """What a rule may look at: the view's text, the count, its sentence, its neighbours already
    resolved.
    """

    tokens: Tokens
    text: str
    quantity: Quantity
    sentence: Span
    known: Sequence[tuple[Quantity, Span | None]]
