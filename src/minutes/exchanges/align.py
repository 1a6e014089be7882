"""Which sentences of the replies answer which question: one path through all of them.

The sentences of a round's replies are read in order, and each is given to a question, to a remark
of the questioner, or to nothing, so that the sum of evidence (shared words, order, numbered points,
the person asked) is greatest.  The best path is found by dynamic programming.  A question that the
path never visits was not answered; a state of two neighbouring questions lets one passage answer
both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add, sub
from typing import NamedTuple

#: Weights of the path.  They were set on annotated minutes; the order of their sizes matters.
LIKENESS = 3.2  # per unit of cosine
HEADED = 1.6  # factor for the sentence that opens a part of the answer
NOTHING = 0.22  # what a sentence must bring before it is given to a question
STAY = 0.0
LEAVE = 1.4  # leaving a question in mid-paragraph
LEAVE_AT_PARAGRAPH = 0.35
LEAVE_SIBLING = 0.05  # for the next question, asked in the same breath
LEAVE_AT_OPENER = -0.2  # 次に begins another answer
STAY_AT_OPENER = 0.4  # and staying there is the dearer choice
VISIT = 0.3  # what it is worth that one more question is answered
SKIP = 0.1  # per question passed over within one reply
BACK = 0.7  # going back to an earlier question within one reply
BOTH = 0.6  # one passage for two questions must fit both
PAIR = 0.6  # and is no usual thing
NUMBERED = 0.8
ADDRESSED = 0.3
EARLIER = 0.35  # a question of an earlier round
TAKEN_UP = -0.5
AGAIN = 0.35  # a question that another speech of the round has answered
UNSAID = 0.5  # an answer that begins in mid-paragraph with no word for it
AGAINST = 0.25  # a sentence with the words of another question
REMARK = 1.0  # a remark that was no question


class Reply(NamedTuple):
    """A sentence of a reply as the path sees it.

    `opener` says how surely it begins an answer (0, 1, 2), `first` that a speech begins, `bound`
    that the sentence before it was its heading, `goes_on` that it
    begins with なお or このため, `takes_up` that it names a remark.
    """

    opener: int
    paragraph: bool
    first: bool
    bound: bool
    goes_on: bool
    takes_up: bool


@dataclass(frozen=True, slots=True)
class State:
    """What a sentence may be given to: the questions `members`, or a remark, or nothing."""

    members: tuple[int, ...] = ()
    remark: bool = False

    @property
    def idle(self) -> bool:
        """True for the state of sentences that answer nothing."""
        return not self.members and not self.remark


@lru_cache(maxsize=64)
def _states(joinable: tuple[bool, ...], remarks: bool) -> tuple[State, ...]:
    count = len(joinable)
    states = [State(), State(remark=True)] if remarks else [State()]
    states += [State((index,)) for index in range(count)]
    states += [State((index, index + 1)) for index in range(count - 1) if joinable[index]]
    return tuple(states)


def _step(before: State, after: State, reply: Reply, siblings: Sequence[bool]) -> float:
    """What it costs to go from one state to the next."""
    if before == after:
        if after.remark and reply.paragraph and not reply.takes_up:
            return STAY_AT_OPENER
        if reply.opener < 2 or reply.bound or after.idle:
            return STAY
        return STAY_AT_OPENER * (2 if len(after.members) == 2 else 1)
    if reply.bound or (reply.goes_on and not reply.first):
        cost = LEAVE
    elif reply.first:
        cost = 0.0
    elif reply.opener == 2:
        cost = LEAVE_AT_OPENER
    elif reply.paragraph or reply.opener:
        cost = LEAVE_AT_PARAGRAPH
    else:
        cost = LEAVE
    if after.remark:
        return cost + (TAKEN_UP if reply.takes_up else 9.0)
    if len(after.members) == 2:
        cost += PAIR
    if before.remark and after.members:
        return cost - VISIT
    if not before.members or not after.members or reply.first:
        return cost
    distance = after.members[0] - before.members[-1]
    sibling = distance == 1 and len(after.members) == 1 and siblings[before.members[-1]]
    if sibling and not reply.bound:
        return min(cost, LEAVE_SIBLING) - VISIT
    if distance > 0:
        return cost + SKIP * (distance - 1) - VISIT
    return cost + BACK + SKIP * -distance


@lru_cache(maxsize=1024)
def _steps(
    reply: Reply, joinable: tuple[bool, ...], siblings: tuple[bool, ...], remarks: bool
) -> tuple[tuple[float, ...], ...]:
    """A row for each state with what it costs to come to it from each, at a sentence like this.

    Sentences of one kind share their table, which makes the path four times as fast.
    """
    states = _states(joinable, remarks)
    return tuple(
        tuple(_step(before, after, reply, siblings) for before in states) for after in states
    )


def best_path(
    replies: Sequence[Reply],
    likeness: Sequence[Sequence[float]],
    remarks: Sequence[float],
    bonus: Sequence[Sequence[float]],
    joinable: Sequence[bool],
    siblings: Sequence[bool],
    named: Sequence[Sequence[int]] = (),
    passed: Sequence[int] | None = None,
) -> list[State]:
    """The state of each sentence on the best path.

    `likeness` and `bonus` hold a row a sentence and a column a question, `remarks` how well
    each sentence fits a remark of the questioner; `joinable` says of each question whether one
    passage may answer it and the next, `siblings` whether the next was asked in the same sentence;
    `named` holds a row a sentence: 1 for the question that it names as its theme, -1 for those
    that its words speak against, else 0; `passed` says how many open questions are passed over
    by who begins with one (those before it, if nothing is said).

    >>> one = Reply(0, False, True, False, False, False)
    >>> path = best_path([one], [[0.1, 0.6]], [0], [[0, 0]], [True, False], [False] * 2)
    >>> [state.members for state in path]
    [(1,)]
    """
    if not replies:
        return []
    joined, breath = tuple(joinable[: len(likeness[0])]), tuple(siblings)
    taken_up = any(reply.takes_up for reply in replies)  # else nothing leads to a remark
    states = _states(joined, taken_up)
    skipped = range(len(likeness[0])) if passed is None else passed
    scores: list[float] = []
    back: list[list[int]] = []
    for at, reply in enumerate(replies):
        gains = _gains(states, reply, likeness[at], remarks[at], bonus[at])
        steps = _steps(reply, joined, breath, taken_up)
        if at == 0:
            scores = [
                gain - costs[0] - SKIP * (skipped[state.members[0]] if state.members else 0)
                for gain, costs, state in zip(gains, steps, states, strict=True)
            ]
            continue
        arrivals = [list(map(sub, scores, costs)) for costs in steps]
        dear = _unsaid(states, reply, likeness[at], bonus[at], named[at] if named else ())
        for index, (enter, stay) in enumerate(dear):
            if enter < 0:  # the sentence names the question: as good as an opener
                opened = _steps(reply._replace(opener=1), joined, breath, taken_up)
                arrivals[index] = list(map(sub, scores, opened[index]))
            elif enter or stay:
                kept = arrivals[index][index] - stay
                arrivals[index] = [value - enter for value in arrivals[index]]
                arrivals[index][index] = kept
        best = list(map(max, arrivals))
        back.append([values.index(most) for values, most in zip(arrivals, best, strict=True)])
        scores = list(map(add, best, gains))
    last = max(range(len(states)), key=scores.__getitem__)
    path = [last]
    for pointers in reversed(back):
        path.append(pointers[path[-1]])
    return [states[index] for index in reversed(path)]


def _unsaid(
    states: Sequence[State],
    reply: Reply,
    likeness: Sequence[float],
    bonus: Sequence[float],
    named: Sequence[int],
) -> list[tuple[float, float]]:
    """What more it costs to come to each state in mid-paragraph, and to stay in it.

    To come costs more where no word speaks for the state, and less (below 0) where the sentence
    names its question; to stay costs where the words speak against it.
    """
    if reply.paragraph or reply.opener or reply.first:
        return [(0.0, 0.0)] * len(states)
    told = [like > 0 or extra > 0 for like, extra in zip(likeness, bonus, strict=True)]
    named = named or [0] * len(told)
    costs = [(0.0, 0.0)] * len(states)
    for at, state in enumerate(states):
        if not state.members:
            continue
        one, other = state.members[0], state.members[-1]
        if one == other and named[one] > 0 and not (reply.goes_on or reply.bound):
            costs[at] = (-1.0, 0.0)
        elif named[one] < 0 and named[other] < 0:
            costs[at] = (UNSAID, AGAINST)
        elif not (told[one] or told[other]):
            costs[at] = (UNSAID, 0.0)
    return costs


def _gains(
    states: Sequence[State],
    reply: Reply,
    likeness: Sequence[float],
    remark: float,
    bonus: Sequence[float],
) -> list[float]:
    """What a sentence brings to each state that it may be given to."""
    factor = HEADED if reply.opener == 2 or reply.first else 1.0
    gains = [NOTHING]
    if len(states) > 1 and states[1].remark:
        gains.append(LIKENESS * REMARK * remark * factor)
    gains += [LIKENESS * like * factor + more for like, more in zip(likeness, bonus, strict=True)]
    for state in states[len(gains) :]:
        one, other = state.members
        like = LIKENESS * BOTH * (likeness[one] + likeness[other])
        gains.append(like * factor + max(bonus[one], bonus[other]))
    return gains
