"""The characters with which a pattern can begin, so that a scan need look nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any


@cache
def initials(pattern: str) -> frozenset[str] | None:
    """Every character that a match of the pattern can begin with; `None` if any can.

    >>> sorted(initials("(?:午前|午後)?(?<![0-9])[0-2]時"))
    ['0', '1', '2', '午']
    >>> initials(".月") is None
    True
    """
    # The parser of the standard library has no public name; where another version of Python has
    # none of this name, the scan looks everywhere and finds the same.
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:
        return None
    found, may_be_empty = _first(_parser.parse(pattern))
    return None if found is None or may_be_empty else frozenset(found)


#: Nothing, or everything: what an item adds to the first characters.
_First = tuple[set[str] | None, bool]


def _first(items: Iterable[tuple[Any, Any]]) -> _First:
    """The first characters of a sequence, and whether it can match nothing at all."""
    found: set[str] = set()
    for kind, value in items:
        more, may_be_empty = _of_item(str(kind), value)
        if more is None:
            return None, False
        found |= more
        if not may_be_empty:
            return found, False
    return found, True


def _of_item(kind: str, value: Any) -> _First:
    match kind:
        case "LITERAL":
            return {chr(value)}, False
        case "IN":
            return _of_class(value), False
        case "BRANCH":
            parts = [_first(part) for part in value[1]]
            if any(found is None for found, _ in parts):
                return None, False
            return {c for found, _ in parts for c in found or ()}, any(empty for _, empty in parts)
        case "SUBPATTERN":
            return _first(value[-1])
        case "ATOMIC_GROUP":
            return _first(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            found, may_be_empty = _first(value[2])
            return found, may_be_empty or value[0] == 0
        case "ASSERT" | "ASSERT_NOT" | "AT":  # they look, and take nothing
            return set(), True
        case _:
            return None, False


def _of_class(parts: Iterable[tuple[Any, Any]]) -> set[str] | None:
    found: set[str] = set()
    for kind, value in parts:
        if str(kind) == "LITERAL":
            found.add(chr(value))
        elif str(kind) == "RANGE":
            found |= set(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return found
