"""Which party each speaker belongs to, as the speeches say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from minutes.organisations import Name
from minutes.schema import Document, Turn

_INTRODUCES = ("を代表", "所属の", "会派を代表")
_OPENING = 60  # characters of a speech in which speakers introduce themselves


def own_parties(
    document: Document, turns: Sequence[Turn], names: Sequence[Name]
) -> Mapping[int, str]:
    """The party of each turn's speaker, by the turn's index.

    A speaker says it at the beginning of a speech: 水尾市民党の榊原です, 水尾市民党を代表して.
    """
    of_speaker: dict[str, str] = {}
    starts = [turn.start for turn in turns]
    for name in names:
        index = bisect_right(starts, name.start) - 1
        if name.kind != "party" or index < 0 or turns[index].speaker is None:
            continue
        turn = turns[index]
        if name.start - turn.speech_start < _OPENING and _is_own(document.text, name, turn):
            of_speaker[str(turn.speaker)] = name.full
    return {
        index: of_speaker[turn.speaker]
        for index, turn in enumerate(turns)
        if turn.speaker is not None and turn.speaker in of_speaker
    }


def _is_own(text: str, name: Name, turn: Turn) -> bool:
    """True if the speaker's name, or a word of speaking for the party, follows the party's."""
    behind = text[name.end : name.end + 24]
    if behind.startswith(_INTRODUCES):
        return True
    surname = (turn.speaker or "")[:2]
    return bool(surname) and surname in behind
