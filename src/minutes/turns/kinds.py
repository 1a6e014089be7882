"""What a turn does in the meeting: chairs, asks, answers, reports, moves, or states."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from minutes import lexicon
from minutes.dialects import roles
from minutes.dialects.roles import squeeze
from minutes.schema import Turn
from minutes.text import fold, fold_whole
from minutes.turns.speech import Drawn

#: How much of a speech's beginning, and of the end of the call before it, is read.
_OPENING, _CALL, _QUESTION = 80, 200, 6000


@cache
def _words(key: str) -> re.Pattern[str]:
    """Any word of a list; one search takes a third of the time of twenty."""
    words = {fold(word) for word in lexicon.read("layout")["kinds"][key]}
    # What holds のか。 holds か。 as well.
    least = sorted(w for w in words if not any(other in w for other in words - {w}))
    return re.compile("|".join(map(re.escape, least)))


def _any(text: str, key: str) -> bool:
    return _words(key).search(text) is not None


@lru_cache(maxsize=1024)  # few people make all the speeches of a sitting
def _squeezed(position: str) -> str:
    return squeeze(position)


def role_of(turn: Drawn, plenary: bool) -> str:
    """The role of a speaker: chair, member, official, witness, office, or "" where nothing tells.

    In a plenary sitting the president presides, and a committee's chair reports to it; in a
    committee the president is a guest.
    """
    if not turn.position:
        return "member" if turn.speaker is not None else ""
    return _role(turn.position, turn.speaker is not None, plenary)


@lru_cache(maxsize=1024)
def _role(position: str, named: bool, plenary: bool) -> str:
    title = _squeezed(position)
    if not title:
        return "member" if named else ""
    if roles.is_seat(title) or title.endswith("番"):
        return "member"
    head = roles.head_of(title)
    if head is None:
        return roles.body_kind(title) or ""
    if head.kind == "chair" and plenary != ("議長" in head.word):
        if plenary:
            return "member" if "委員" in head.word else "official"
        return "member" if head.word.endswith("議長") else head.kind
    return head.kind


def _is_plenary(turns: Sequence[Drawn]) -> bool:
    """True if a president speaks more often than any chair of a committee."""
    presidents = chairs = 0
    for position, times in Counter(turn.position for turn in turns if turn.position).items():
        head = roles.head_of(_squeezed(position))
        if head is not None and head.kind == "chair":
            chairs += times
            presidents += times if "議長" in head.word else 0
    return presidents * 2 > chairs


def _is_vice(position: str | None) -> bool:
    title = _squeezed(position or "")
    return title.startswith("副") and "議長" not in title


def with_kinds(text: str, turns: Sequence[Drawn], marks: Sequence[str]) -> list[Turn]:
    """The turns with their kind; `marks` are the marks of their headers."""
    plenary = _is_plenary(turns)
    coded = {"◆", "◎"} <= set(marks)
    folded = fold_whole(text)
    done: list[Turn] = []
    asked = False
    call = ""
    for turn, mark in zip(turns, marks, strict=True):
        role = role_of(turn, plenary)
        speech = folded[turn.speech_start : turn.end]
        kind = _kind(turn, role, speech, call, asked, mark if coded else "")
        if kind == "question":
            asked = True
        elif kind == "chair":
            call = speech[-_CALL:]
        if kind != "chair":
            call = ""
        done.append(Turn(*turn, kind))
    return done


def _kind(turn: Drawn, role: str, speech: str, call: str, asked: bool, mark: str) -> str:
    if role == "chair" and not (_is_vice(turn.position) and mark == "◆"):
        return (
            "chair"
            if not (_is_vice(turn.position) and _asks(speech) and not _presides(speech))
            else "question"
        )
    if not speech.strip(" 。") or (_any(speech[:_OPENING], "motion") and len(speech) < 300):
        return "procedure"
    reporting = _any(call, "call_for_report") or _any(speech[:_OPENING], "opening_of_report")
    if role == "member" or (mark == "◆" and role != "official"):
        if reporting and not _asks(speech[-300:]):
            return "report"
        return "question" if _asks(speech) or mark == "◆" else "statement"
    if role in ("official", "office", "witness"):
        if _any(call, "call_for_report"):
            return "report"
        return "answer" if asked else ("report" if reporting else "statement")
    return "question" if _asks(speech) else "statement"


# 市長のお考えは。 leaves what is asked to the other side.
_LEFT_OPEN = re.compile(r"(?:[一-鿿々]|考え|受け止め|見込み|狙い)は。")


def _asks(speech: str) -> bool:
    said = speech[-_QUESTION:]
    return _any(said, "asking") or _LEFT_OPEN.search(said) is not None


def _presides(speech: str) -> bool:
    words = (
        "許します",
        "休憩",
        "再開",
        "開きます",
        "終わります",
        "移ります",
        "入ります",
        "指名",
        "散会",
        "閉会",
    )
    return any(word in speech for word in words)
