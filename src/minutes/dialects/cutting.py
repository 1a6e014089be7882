"""Where a printed surname ends and the title begins.

Nothing stands between the two in most headers (早乙女駅前整備課長).  The cut is a shortest path:
every split into a name and a title has a cost, made of how usual a name of that length is and of
the words that the title is built from; a name that the attendance list prints is cheapest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from minutes.dialects.roles import (
    HAS_KANA,
    LONGEST_NAME,
    endings,
    head_of,
    heads,
    is_name,
    longest_of,
    words_of,
)
from minutes.schema import Span


@cache
def _qualifiers() -> dict[str, tuple[str, ...]]:
    """The department words by their first letter."""
    words = words_of("qualifiers")
    return {letter: tuple(w for w in words if w[0] == letter) for letter in {w[0] for w in words}}


@lru_cache(maxsize=4096)
def _qualifier_cost(text: str, unknown: float) -> float:
    """The cheapest way to build `text` of department words.

    `unknown` is the cost of opening a run of letters that belong to no such word; each letter of
    the run adds half of it: a place is a run (水尾北 in 水尾北保健所長).
    """
    never = float("inf")
    known_end = [0.0] + [never] * len(text)
    stray_end = [never] * (len(text) + 1)
    words = _qualifiers()
    for i, letter in enumerate(text):
        here = min(known_end[i], stray_end[i])
        stray_end[i + 1] = min(known_end[i] + 1.5 * unknown, stray_end[i] + 0.5 * unknown)
        for word in words.get(letter, ()):
            if text.startswith(word, i):
                end = i + len(word)
                known_end[end] = min(known_end[end], here + (0.25 if len(word) == 1 else 0.1))
    return min(known_end[-1], stray_end[-1])


def title_cost(title: str) -> float | None:
    """How unusual a squeezed text is as a title (0 for a bare head), or `None` if it is none.

    >>> title_cost("課長"), title_cost("会議") is None
    (0.0, True)
    >>> title_cost("駅前整備課長") < title_cost("女駅前整備課長")
    True
    """
    if title[-1:] not in endings():
        return None
    best: float | None = None
    known_heads = heads()
    for length in range(1, min(longest_of("head"), len(title)) + 1):
        found = known_heads.get(title[-length:])
        if found is None:
            continue
        before = title[:-length]
        # A stranger's letters before 議長 or 委員 belong to the name (鳥羽礼子委員); before 課長
        # they may be a place (水尾北保健所長).
        free = found.qualified and found.kind in ("official", "office", "witness")
        cost = _qualifier_cost(before, 0.35 if free else 1.2) if before else 0.0
        best = cost if best is None else min(best, cost)
    return best


_NAME_COST = (0.6, 0.9, 0.3, 0.7, 1.0, 1.5, 2.2, 3.0)


@lru_cache(maxsize=4096)
def _name_cost(name: str, surname: bool) -> float:
    """How unusual a name of these letters is; `surname`: a department's title follows it."""
    length = len(name)
    cost = _NAME_COST[length] if length < len(_NAME_COST) else 3.0 + (length - 7) * 0.8
    if length >= 4 and HAS_KANA.search(name):
        cost = min(cost, 0.9 + 0.1 * (length - 4))
    elif length >= 4 and surname:
        cost += 0.6
    if not length:
        return cost
    if _qualifier_cost(name, 9.0) < 9.0:
        return cost + 1.0  # 総務|課長 has no name at all
    words = words_of("qualifiers")
    if any(name[at:] in words for at in range(1, length - 1)):
        cost += 0.5  # 北事務|局長
    return cost


@dataclass(frozen=True, slots=True)
class Known:
    """Names that the document prints elsewhere: full names, and what recurs behind a title."""

    names: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


NOBODY = Known()


def known(names: frozenset[str], titles: frozenset[str] = frozenset()) -> Known:
    """The `Known` of some squeezed full names and titles."""
    prefixes = {name[:length] for name in names for length in range(1, len(name))}
    return Known(names, frozenset(prefixes), titles)


@dataclass(frozen=True, slots=True)
class Cut:
    """A squeezed text cut into a name (its first `at` letters, none if 0) and a title."""

    at: int
    cost: float


@lru_cache(maxsize=8192)
def cut(text: str, people: Known = NOBODY) -> Cut | None:
    """The best cut of a squeezed text into name and title, or `None` if it ends in no title.

    >>> [cut(text).at for text in ("早乙女駅前整備課長", "総務課長", "服部会長", "福山晃議長")]
    [3, 0, 2, 3]
    """
    if head_of(text) is None or len(text) > 60:
        return None
    if text in heads():
        return Cut(0, 0.0)
    best: Cut | None = None
    for at in range(min(LONGEST_NAME, len(text) - 1) + 1):
        name, title = text[:at], text[at:]
        if at and not is_name(name):
            continue
        cost = title_cost(title)
        if cost is None:
            continue
        if name in people.names:
            cost += -0.6 - 0.05 * at
        elif at and name in people.prefixes and (at >= 2 or cost <= 0.3):
            cost += 0.3 if at == 1 else -0.2 - 0.05 * at
        else:
            head = head_of(title)
            office = head is not None and head.kind in ("official", "office", "witness")
            cost += _name_cost(name, office and title not in heads())
            if at == 0 and not _starts_as_department(text):
                cost += 0.5  # a title that begins with a stranger's letters begins with a name
            elif at and _straddled(text, at):
                cost += 0.6  # 北事|務局長
        if title in people.titles:
            cost -= 0.5
        if best is None or cost < best.cost:
            best = Cut(at, cost)
    return best


def _straddled(text: str, at: int) -> bool:
    """True if a department word of the text lies across the cut."""
    words = words_of("qualifiers")
    return any(
        text[start:end] in words
        for start in range(max(0, at - 4), at)
        for end in range(at + 1, min(len(text), at + 4) + 1)
    )


def _starts_as_department(text: str) -> bool:
    words, longest = words_of("qualifiers"), longest_of("qualifiers")
    return any(text[:length] in words for length in range(1, min(longest, len(text)) + 1))


def unsqueezed(text: str, start: int, end: int) -> Span:
    """The span in `text` of the letters `start`-`end` of its squeezed form (`start` < `end`).

    >>> unsqueezed("鳥羽　礼子委員", 0, 4)
    Span(start=0, end=5)
    """
    if len(text.split(None, 1)) == 1 and not (text[0].isspace() or text[-1].isspace()):
        return Span(start, end)
    places = [i for i, char in enumerate(text) if not char.isspace()]
    return Span(places[start], places[end - 1] + 1)
