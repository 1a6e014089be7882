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
UNSAID = 0.5
REMARK = 1.0  # a remark that was no question


@dataclass(frozen=True, slots=True)
class Reply:
    """A sentence of a reply as the path sees it.

    `opener` says how surely it begins an answer (0, 1, 2), `first` that a speech begins, `bound`
    that the sentence before it was its heading, `goes_on` that it
    begins with なお or このため, `takes_up` that it names a remark.
    """

    turn: int
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


def _states(count: int, joinable: Sequence[bool]) -> list[State]:
    states = [State(), State(remark=True)]
    states += [State((index,)) for index in range(count)]
    states += [State((index, index + 1)) for index in range(count - 1) if joinable[index]]
    return states


def _evidence(state: State, likeness: Sequence[float], remark: float) -> float:
    """What speaks for giving a sentence to a state, without order."""
    if state.remark:
        return LIKENESS * REMARK * remark
    if len(state.members) == 2:
        return LIKENESS * BOTH * sum(likeness[member] for member in state.members)
    return LIKENESS * likeness[state.members[0]]


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


def best_path(
    replies: Sequence[Reply],
    likeness: Sequence[Sequence[float]],
    remarks: Sequence[float],
    bonus: Sequence[Sequence[float]],
    joinable: Sequence[bool],
    siblings: Sequence[bool],
) -> list[State]:
    """The state of each sentence on the best path.

    `likeness` and `bonus` hold a row a sentence and a column a question, `remarks` how well
    each sentence fits a remark of the questioner; `joinable` says of each question whether one
    passage may answer it and the next, `siblings` whether the next was asked in the same sentence.

    >>> one = Reply(0, 0, False, True, False, False, False)
    >>> path = best_path([one], [[0.1, 0.6]], [0], [[0, 0]], [True, False], [False] * 2)
    >>> [state.members for state in path]
    [(1,)]
    """
    if not replies:
        return []
    states = _states(len(likeness[0]), joinable)
    scores: list[float] = [0.0] * len(states)
    back: list[list[int]] = []
    for at, reply in enumerate(replies):
        gains = [_gain(state, reply, likeness[at], remarks[at], bonus[at]) for state in states]
        dear = [_unsaid(state, reply, likeness[at], bonus[at]) for state in states]
        if at == 0:
            scores = [
                gain - _step(State(), state, reply, siblings) - SKIP * min(state.members, default=0)
                for gain, state in zip(gains, states, strict=True)
            ]
            continue
        fresh: list[float] = []
        pointers: list[int] = []
        for index, state in enumerate(states):
            best, best_value = 0, float("-inf")
            for earlier, before in enumerate(states):
                value = scores[earlier] - _step(before, state, reply, siblings)
                value -= dear[index] if earlier != index else 0.0
                if value > best_value:
                    best, best_value = earlier, value
            fresh.append(best_value + gains[index])
            pointers.append(best)
        scores = fresh
        back.append(pointers)
    last = max(range(len(states)), key=scores.__getitem__)
    path = [last]
    for pointers in reversed(back):
        path.append(pointers[path[-1]])
    return [states[index] for index in reversed(path)]


def _unsaid(state: State, reply: Reply, likeness: Sequence[float], bonus: Sequence[float]) -> float:
    """What it costs to begin an answer in mid-paragraph where no word speaks for it."""
    if not state.members or reply.paragraph or reply.opener or reply.first:
        return 0.0
    told = any(likeness[member] > 0 or bonus[member] > 0 for member in state.members)
    return 0.0 if told else UNSAID


def _gain(
    state: State,
    reply: Reply,
    likeness: Sequence[float],
    remark: float,
    bonus: Sequence[float],
) -> float:
    """What a sentence brings if it is given to a state."""
    if state.idle:
        return NOTHING
    gain = _evidence(state, likeness, remark)
    if reply.opener == 2 or reply.first:
        gain *= HEADED
    if not state.remark:
        gain += max(bonus[member] for member in state.members)
    return gain
