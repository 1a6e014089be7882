"""Replies that no word ties to a question."""

from __future__ import annotations

from collections.abc import Sequence

from minutes.exchanges.addressee import addressed
from minutes.exchanges.align import State
from minutes.exchanges.asked import ASKS, Asked, enter
from minutes.exchanges.keywords import apart_wants
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wants import given
from minutes.schema import Turn

_EVADED = 6  # sentences of an answer that says nothing to the question
_BRIEF = 3  # sentences of a reply to one of several questions


def give_wanted(own: Sequence[Asked], replies: Sequence[Sentence], path: Sequence[State]) -> None:
    """Give sentences that no word ties to a question to the one that asks for what they give.

    費用は三億円です answers どれくらいで beside いつまでに, if the words tie neither.
    """
    open_ones = [one for one in own if not one.answers and one.question.strength >= ASKS]
    wants = apart_wants([one.question for one in open_ones])
    if not any(wants):
        return
    for at, sentence in enumerate(replies):
        if not path[at].idle:
            continue
        gives = given(sentence.text)
        fits = [k for k, want in enumerate(wants) if want & gives and not open_ones[k].answers]
        if len(fits) == 1:
            enter(open_ones[fits[0]], [sentence], [0.0], sure=False)


def fall_back(
    turns: Sequence[Turn],
    candidates: list[Asked],
    before: set[int],
    replies: Sequence[Sentence],
    alike: Sequence[Sequence[float]],
) -> None:
    """Give a reply that no word ties to a question to the one it is most like, or asked last."""
    own = [member for member, asked in enumerate(candidates) if id(asked) not in before]
    if not own or any(candidates[member].answers for member in own):
        return
    turn = replies[0].turn
    said = [at for at, sentence in enumerate(replies) if sentence.turn == turn]
    if len(own) > 1 and len(said) > _BRIEF:
        return
    best = max(reversed(own), key=lambda member: sum(alike[at][member] for at in said))
    asked = candidates[best]
    if asked.question.strength < ASKS and turns[turn].kind == "chair":
        return
    scores = [alike[at][best] for at in said]
    enter(asked, [replies[at] for at in said], scores, sure=False)


def evaded(
    turns: Sequence[Turn],
    candidates: list[Asked],
    before: set[int],
    replies: Sequence[Sentence],
    path: Sequence[State],
) -> None:
    """Where the person asked speaks of something else, that is his answer, such as it is."""
    for turn in dict.fromkeys(sentence.turn for sentence in replies):
        said = [at for at, sentence in enumerate(replies) if sentence.turn == turn]
        title = turns[turn].position or ""
        if len(said) > _EVADED or not all(path[at].idle for at in said):
            continue
        asked = [
            one
            for one in candidates
            if id(one) not in before and not one.answers and addressed(one.question, title)
        ]
        if len(asked) == 1:
            enter(asked[0], [replies[at] for at in said], [0.0] * len(said), sure=False)
