"""One scan of the text finds the words that the rules name: atoms.

A rule is tried only where two signs stand with which it can begin; a number is one sign, so that
behind a number the unit tells which rules may find a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from minutes.dates.initials import FIGURES, NUMBER, openings
from minutes.dates.rules import rules
from minutes.dates.words import Rule
from minutes.text import parse_number


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word as the rule reads it; one object for all places where it is written the same."""

    rule: Rule
    groups: dict[str, str]


class Atom(NamedTuple):
    """One word of a time expression at `start`-`end` of the view."""

    word: Word
    start: int
    end: int

    @property
    def rule(self) -> Rule:
        """The rule that found it."""
        return self.word.rule

    @property
    def groups(self) -> dict[str, str]:
        """What the rule tells apart in it."""
        return self.word.groups


#: Words to remember of one alternation.
_MOST = 8192


def _one_of(signs: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(signs)))}]"


@cache
def _openings() -> tuple[frozenset[str], ...] | None:
    """How the words of each rule begin; `None` if a word can begin with anything."""
    found = [begun for rule in rules() if (begun := openings(rule.pattern)) is not None]
    known = len(found) == len(rules()) and not any(NUMBER in begun for begun in found)
    return tuple(found) if known else None


@cache
def _places() -> re.Pattern[str]:
    """Every place where a word may begin, and some more; its group is the unit behind a number.

    The class comes first: the search of `re` then looks for it without trying a match.  No rule
    takes as many figures as are looked at.
    """
    begun = _openings()
    if begun is None:
        return re.compile(r"[\s\S]()")
    all_begun = frozenset().union(*begun)
    units = {opening[1] for opening in all_begun if opening[0] == NUMBER}
    words = {opening for opening in all_begun if opening[0] != NUMBER}
    firsts = {*FIGURES, *(opening[0] for opening in words)}
    return re.compile(
        f"{_one_of(firsts)}(?:(?<=[{FIGURES}])(?=[{FIGURES}]{{0,9}}+[ ]*+({_one_of(units)}))"
        f"|{'|'.join(_beside(words))})"
    )


def _beside(words: set[str]) -> Iterator[str]:
    """What has to stand around the place behind the first character of words.

    By kinds of characters: of all pairs of a first and a second one, most are in no word.
    """
    for kind in ("[ぁ-ん]", "[一-鿿]", "[ ]", "[^ぁ-ん一-鿿 ]"):
        alike = {opening for opening in words if re.match(kind, opening)}
        long = {opening for opening in alike if len(opening) > 1}
        seconds = {second for opening in long for second in opening[1].replace(NUMBER, FIGURES)}
        if long:
            yield f"(?<={_one_of({opening[0] for opening in long})})(?={_one_of(seconds)})"
        if alike - long:
            yield f"(?<={_one_of(alike - long)})"


class _Words(dict[tuple[str | None, ...], Word]):
    """The words that some rules find, by the values of all groups of their alternation."""

    def __init__(self, indexes: tuple[int, ...]) -> None:
        """The alternation of the rules of these numbers, in their order."""
        chosen = [rules()[index] for index in indexes]
        self.match = re.compile("|".join(f"({rule.pattern})" for rule in chosen)).match
        names = [list(re.compile(rule.pattern).groupindex) for rule in chosen]
        places = accumulate([len(inner) + 1 for inner in names], initial=0)
        self._rules = list(zip(places, chosen, names, strict=False))

    def __missing__(self, values: tuple[str | None, ...]) -> Word:
        if len(self) >= _MOST:
            self.clear()
        # The group of each rule, then those in it; the one that found the word is not `None`.
        at, rule, names = next(found for found in self._rules if values[found[0]] is not None)
        groups = zip(names, values[at + 1 :], strict=False)
        word = Word(rule, {name: value for name, value in groups if value is not None})
        self[values] = word
        return word


class _Beginnings(dict[str, _Words | None]):
    """The rules that may find a word, by its first two characters (a number is one: #月).

    `None` where none can: は begins a word of time in はじめ alone.
    """

    def __init__(self) -> None:
        """Nothing is looked up yet."""
        self._begun = _openings() or (frozenset(NUMBER),) * len(rules())
        self._words = cache(_Words)

    def __missing__(self, begins: str) -> _Words | None:
        signs = "".join(NUMBER if char in FIGURES else char for char in begins)
        alike = {signs, signs[:1]}
        indexes = tuple(i for i, o in enumerate(self._begun) if not alike.isdisjoint(o))
        found = self[begins] = self._words(indexes) if indexes else None
        return found


_beginnings = cache(_Beginnings)


def atoms(text: str) -> Iterator[Atom]:
    """The words of time expressions in a folded text, in order, none overlapping.

    >>> [(atom.rule.name, text[atom.start : atom.end]) for text in ["昨年の6月3日(火)"]
    ...  for atom in atoms(text)]
    [('deictic', '昨年'), ('month', '6月'), ('day', '3日'), ('weekday', '(火)')]
    """
    end = 0
    beginnings = _beginnings()
    for place in _places().finditer(text):
        start = place.start()
        if start < end:
            continue
        unit = place[1]
        words = beginnings[text[start : start + 2] if unit is None else NUMBER + unit]
        if words is not None and (match := words.match(text, start)) is not None:
            end = match.end()
            yield Atom(words[match.groups()], start, end)


@lru_cache(maxsize=4096)
def number(text: str) -> int:
    """The value of a year, month or day as written; 元 is 1, and no number is 0.

    >>> number("元"), number("二十一"), number("〇八")
    (1, 21, 8)
    """
    if text == "元":
        return 1
    value = parse_number(text)
    return value if isinstance(value, int) else 0
