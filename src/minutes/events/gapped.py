"""Days that share one verb: 三日に東図書館、四日に西図書館へ送った."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from minutes.events.happening import Happening, Waiting
from minutes.events.links import masked
from minutes.events.predicates import Predicate

_END = re.compile(
    r"(?P<case>[がをにへでと]|から|より|は)?"
    r"[、,・](?:また|次いで|続いて|さらに|更に)?[、,]?[ ]*\Z"
)
_NOT_A_MEMBER = re.compile(r"[。をは]|が(?!く|い)|[た]め|により|によると|について")
_MEMBER = 200


def gapped(
    text: str, waiting: Sequence[Waiting], predicate: Predicate, known: Sequence[Predicate]
) -> list[Happening]:
    """The happenings of the days before the last one that wait for the same verb.

    Between two such days stands a member without a verb, and with the particle that the last
    member has, too.
    """
    found: list[Happening] = []
    if predicate.form not in ("finite", "linked", "final"):
        return found
    for number in range(len(waiting) - 1, 0, -1):
        earlier, later = waiting[number - 1], waiting[number]
        start, stop = earlier.after, later.places[0].start
        if later.since or earlier.since or stop - start > _MEMBER:
            break
        if not _is_member(text, start, stop, later.after, predicate.start, known):
            break
        first = earlier.places[0]
        member, _ = masked(text, start, stop)
        end = _END.search(member)
        assert end is not None  # it made a member of the stretch
        stop = start + end.start() + len(end["case"] or "")
        found.append(Happening(first.start, stop, first.date, predicate, "own"))
    return found


def _is_member(
    text: str, start: int, stop: int, after: int, verb: int, known: Sequence[Predicate]
) -> bool:
    """True if the words between two days are a member of the list that the days part."""
    shown, _ = masked(text, start, stop)
    end = _END.search(shown)
    if end is None or not shown[: end.start()].strip("\x00 、,"):
        return False
    case = end["case"] or ""
    body = shown[: end.start()]
    if _NOT_A_MEMBER.search(body):
        return False
    index = bisect_left(known, start, key=lambda p: p.start)
    for p in known[index:]:
        if p.start >= stop:
            break
        if p.form != "nominal":
            return False
    return not case or case in text[after:verb]
