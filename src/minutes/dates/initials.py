"""The characters with which a pattern can begin, so that a scan need look nowhere else.

Figures all count as one, and the blanks behind them as nothing: what tells the words of time apart
is the unit behind the number, so that 12月, 十二月 and 12 月 begin alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product
from typing import Any

#: What numbers are written with, up to hundreds.
FIGURES = "0123456789〇零一二三四五六七八九十百"
#: Stands for a number in an opening.
NUMBER = "#"
_WIDTH = 2


@cache
def openings(pattern: str) -> frozenset[str] | None:
    """The first two signs of every match of the pattern; `None` if it can begin with any.

    A sign is a character or a whole number, which is written as ``#``.  One sign alone stands for
    itself with whatever follows.

    >>> sorted(openings("(?:午前|午後)?(?<![0-9])[0-2][0-9]?[ ]?時"))
    ['#時', '午前', '午後']
    >>> sorted(openings("[頃末]まで|今"))
    ['今', '末ま', '頃ま']
    >>> openings(".月") is None
    True
    """
    # The parser of the standard library has no public name; where another version of Python has
    # none of this name, the scan looks everywhere and finds the same.
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:
        return None
    # A match that ends early goes on with whatever stands in the text.
    found = _sequence(_parser.parse(pattern))
    if found is None or "" in found:
        return None
    # An opening of two signs says nothing more than the first of them, if that is one itself.
    return frozenset(o for o in found if len(o) == 1 or o[0] not in found)


def _join(left: str, right: str) -> str:
    """Two pieces of an opening as one: figure after figure is one number, with its blanks."""
    if left == NUMBER:
        right = right.lstrip(NUMBER + " ")
    return (left + right)[:_WIDTH]


def _joined(left: set[str], right: set[str]) -> set[str]:
    return {_join(*pair) for pair in product(left, right)}


def _sequence(items: Iterable[tuple[Any, Any]]) -> set[str] | None:
    """The first signs of a sequence, fewer where it can be shorter; `None` if any can."""
    found = {""}
    for kind, value in items:
        if all(len(opening) == _WIDTH for opening in found):
            break
        if str(kind) == "ASSERT" and value[0] > 0 and "" not in found:
            # What is looked at goes on where nothing more is taken: the month of 五、六月.
            seen = _sequence(value[1])
            if seen is not None and "" not in seen:
                return _joined(found, seen)
        more = _item(str(kind), value)
        if more is None:
            # What has begun already goes on with any character.
            return None if "" in found else {opening for opening in found if opening}
        found = _joined(found, more)
    return found


def _item(kind: str, value: Any) -> set[str] | None:
    match kind:
        case "LITERAL":
            return {_sign(value)}
        case "IN":
            return _of_class(value)
        case "BRANCH":
            parts = [_sequence(part) for part in value[1]]
            return None if None in parts else {s for part in parts for s in part or ()}
        case "SUBPATTERN":
            return _sequence(value[-1])
        case "ATOMIC_GROUP":
            return _sequence(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(value[0], value[1], _sequence(value[2]))
        case "ASSERT" | "ASSERT_NOT" | "AT":  # they look, and take nothing
            return {""}
        case _:
            return None


def _repeated(fewest: int, most: int, once: set[str] | None) -> set[str] | None:
    if once is None:
        return None
    found: set[str] = {""} if fewest == 0 else set()
    times = {""}
    for count in range(1, min(int(most), _WIDTH) + 1):
        times = _joined(times, once)
        if count >= min(fewest, _WIDTH):
            found |= times
    return found


def _of_class(parts: Iterable[tuple[Any, Any]]) -> set[str] | None:
    found: set[str] = set()
    for kind, value in parts:
        if str(kind) == "LITERAL":
            found.add(_sign(value))
        elif str(kind) == "RANGE":
            found |= set(map(_sign, range(value[0], value[1] + 1)))
        else:
            return None
    return found


def _sign(code: int) -> str:
    char = chr(code)
    return NUMBER if char in FIGURES else char
