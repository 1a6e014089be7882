"""Questions on their way to an answer, and the passages given to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from minutes.exchanges.heads import is_heading
from minutes.exchanges.questions import Question
from minutes.exchanges.sentences import Sentence

#: The strength from which a question is one, and from which it is a row without an answer.
ASKS, UNANSWERED = 0.5, 0.8


@dataclass(slots=True, eq=False)
class Asked:
    """A question on its way to an answer."""

    question: Question
    vector: dict[str, float]
    answers: list[Answer] = field(default_factory=list)
    heard: bool = False  # somebody spoke after it
    remark: bool = False
    pressed: bool = False  # asked again in this round
    again: Asked | None = None  # the question that put it again in full


@dataclass(frozen=True, slots=True)
class Answer:
    """A passage of one speech that was given to a question."""

    sentences: tuple[Sentence, ...]
    scores: tuple[float, ...]
    sure: bool = True

    @property
    def turn(self) -> int:
        """The turn in which it was said."""
        return self.sentences[0].turn

    @property
    def weight(self) -> float:
        """How well it fits, the best sentences counting."""
        return sum(sorted(self.scores)[-3:])


def enter(
    asked: Asked,
    sentences: Sequence[Sentence],
    scores: Sequence[float],
    sure: bool = True,
) -> None:
    """Enter a passage of a speech as an answer, without the headings that lead it."""
    kept = list(zip(sentences, scores, strict=True))
    while len(kept) > 1 and is_heading(kept[0][0]):
        del kept[0]  # 次に、給食についてです。 says what will be answered
    if kept:
        passage = tuple(s for s, _ in kept)
        asked.answers.append(Answer(passage, tuple(score for _, score in kept), sure))
