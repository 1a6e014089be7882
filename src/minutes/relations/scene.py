"""The counts of a document with the words around them, and what of them compares."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from minutes.schema import Count
from minutes.text import fold

#: How far apart (characters) the members of one relation may stand.
REACH = 1500
#: How many counts a sum may add up.
MEMBERS = 12
#: A stated total further off than this share of itself belongs to other figures.
NEAR = 0.25


@dataclass(frozen=True, slots=True)
class Scene:
    """The counts, in text order, with the folded text around them."""

    text: str
    counts: Sequence[Count]
    starts: Sequence[int]

    def near(self, cue: re.Pattern[str], ahead: int, reach: int) -> list[int]:
        """The counts around whose start a cue begins, or ends: at most that far off.

        Few counts have one, so that one search of the whole text leaves the others out.
        """
        found: set[int] = set()
        for match in cue.finditer(self.text):
            first = bisect_left(self.starts, match.start() - ahead)
            found.update(range(first, bisect_right(self.starts, match.end() + reach)))
        return sorted(found)

    def before(self, index: int, reach: int) -> str:
        """The text before a count, back to the sentence's start."""
        start = self.counts[index].start
        words = self.text[max(0, start - reach) : start]
        return words[max(words.rfind("。"), words.rfind("\n")) + 1 :]

    def after(self, index: int, reach: int) -> str:
        """The text behind a count."""
        end = self.counts[index].end
        return self.text[end : end + reach]

    def between(self, first: int, second: int) -> str:
        """The text between two counts, without the line breaks of cut lines."""
        words = self.text[self.counts[first].end : self.counts[second].start]
        return re.sub(r"\s*\n\s*", "", words) if "\n" in words and len(words) < 60 else words


def exact(count: Count) -> Decimal | None:
    """The value of a count without the dust of binary fractions."""
    return None if count.value is None else _decimal(count.value)


@lru_cache(maxsize=4096, typed=True)
def _decimal(value: int | float) -> Decimal:
    return Decimal(str(value))


def unit_of(count: Count) -> str:
    """The unit under which counts compare: 人 and 名 count people alike."""
    return _comparable(count.unit or "")


folded = lru_cache(maxsize=4096)(fold)


@lru_cache(maxsize=1024)
def _comparable(unit: str) -> str:
    unit = fold(unit)
    return {"名": "人", "パーセント": "%"}.get(unit, unit)


def printed(value: Decimal) -> str:
    """The number as it is printed in an expression: 1,200."""
    return f"{value.normalize():,f}"


def is_plain(count: Count) -> bool:
    """True for a count that has a value and is no part of a name (三十五人学級)."""
    return count.value is not None and not count.rule.startswith("compound")
