"""Questions put in passing in a long speech, which the parts of its reply take up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from minutes.exchanges.asked import ASKS
from minutes.exchanges.evidence import Compared, Marks, Rarity, features, question_vectors
from minutes.exchanges.heads import head, is_heading
from minutes.exchanges.questions import Question
from minutes.exchanges.sentences import Sentence

_PARTS = 3  # parts of a reply that takes its matters one by one
_FIRST = ("まず", "初めに", "始めに", "最初に")  # まず、水温につきましては
_IN_PASSING = 0.4  # the strength of a question after which its speaker argues on


def _parts(replies: Sequence[Sentence]) -> list[Sentence]:
    """The sentences with which the parts of a reply begin: 次に、給食費につきましては、…."""
    found, named = [], []
    headed, turn = False, -1
    for sentence in replies:
        heading = is_heading(sentence)
        begins = head(sentence)
        opens = sentence.turn != turn or sentence.text.startswith(_FIRST)
        first = opens and begins.end > 0
        if not heading and (headed or first or begins.opener == 2):
            found.append(sentence)
        if not heading and begins.end:
            named.append(sentence)
        headed, turn = heading, sentence.turn
    return found if len(found) >= _PARTS else named  # 給食費につきましては、…, and no 次に


def with_passing(
    found: Sequence[Question], replies: Sequence[Sentence], known: Marks, rare: Rarity
) -> list[Question]:
    """The plain questions of a speech, and those put in passing that its reply has parts for.

    An answer to a long speech has a part for each thing asked.  Where it has more parts than there
    are plain questions, what the speaker asked and argued on (負担は重くないのですか。市民は…) was
    asked in earnest, and where it has still more, his wishes are answered too.
    """
    plain = [q for q in found if q.strength >= ASKS]
    parts = _parts(replies)
    room = len(parts) - len(plain)
    if len(parts) < _PARTS or room <= 0:
        return plain
    passing = [q for q in found if _IN_PASSING <= q.strength < ASKS]
    if room > len(passing):
        passing += [q for q in found if q.kind == "request" and q.strength < _IN_PASSING]
    if room < len(passing):
        near = Compared(question_vectors(found, known, rare), rare)
        rows = [near(features(sentence, known)) for sentence in parts]
        alike = {q: max(column) for q, column in zip(found, zip(*rows, strict=True), strict=True)}
        passing = sorted(passing, key=alike.__getitem__, reverse=True)[:room]
    kept = [*plain, *passing]
    return [
        q if q.strength >= ASKS or q.kind == "request" else replace(q, strength=ASKS)
        for q in found
        if q in kept
    ]
