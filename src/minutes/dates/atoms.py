"""One scan of the text finds the words that the rules name: atoms.

A rule is tried only where two characters stand with which it can begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from minutes.dates.initials import initials, openings
from minutes.dates.rules import rules
from minutes.dates.words import N, Rule
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


@cache
def _beginnings() -> dict[str, frozenset[str] | None] | None:
    """The characters that begin a word, each with those that may follow (`None`: any).

    `None` for the whole where a word can begin with anything.
    """
    found: dict[str, set[str] | None] = {}
    for rule in rules():
        begun = openings(rule.pattern)
        if begun is None:
            return None
        for opening in begun:
            following = found.setdefault(opening[0], set())
            if len(opening) == 1:
                found[opening] = None
            elif following is not None:
                following.add(opening[1])
    return {
        first: None if following is None else frozenset(following)
        for first, following in found.items()
    }


@cache
def _places() -> re.Pattern[str]:
    """Every place where a word may begin, and some more.

    The class comes first: the search of `re` then looks for it without trying a match.
    """
    known = _beginnings()
    if known is None:
        return re.compile(r"[\s\S]")
    free = "".join(first for first, following in known.items() if following is None)
    following = "".join(sorted({char for chars in known.values() for char in chars or ()}))
    free = f"|(?<=[{re.escape(free)}])" if free else ""
    return re.compile(f"[{re.escape(''.join(known))}](?:(?=[{re.escape(following)}]){free})")


@cache
def _alternation(begun: tuple[int, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<r{index}>{rules()[index].pattern})" for index in begun))


@cache
def _wording(initial: str) -> re.Pattern[str]:
    """The rules that may begin with a character, in their order.

    Figures of a kind share one pattern: to compile one for each would take longer than it saves.
    """
    figures = initials(N) or frozenset()
    alike = {initial}
    if initial in figures:
        alike |= {figure for figure in figures if figure.isascii() == initial.isascii()}
    firsts = [initials(rule.pattern) for rule in rules()]
    begun = [i for i, found in enumerate(firsts) if found is None or found & alike]
    return _alternation(tuple(begun))


@cache
def _named(group: str) -> tuple[Rule, tuple[str, ...]]:
    """The rule that a group of the alternation stands for, and the names of its own groups."""
    rule = rules()[int(group[1:])]
    return rule, tuple(re.compile(rule.pattern).groupindex)


@lru_cache(maxsize=8192)
def _word(group: str, values: str | tuple[str | None, ...]) -> Word:
    """The word of a rule, of the values of its groups behind the whole of it."""
    rule, names = _named(group)
    found = zip(names, values[1:], strict=True) if names else ()
    return Word(rule, {name: value for name, value in found if value is not None})


def atoms(text: str) -> Iterator[Atom]:
    """The words of time expressions in a folded text, in order, none overlapping.

    >>> [(atom.rule.name, text[atom.start : atom.end]) for text in ["昨年の6月3日(火)"]
    ...  for atom in atoms(text)]
    [('deictic', '昨年'), ('month', '6月'), ('day', '3日'), ('weekday', '(火)')]
    """
    end = 0
    known = _beginnings() or {}
    for start in map(re.Match.start, _places().finditer(text)):
        if start < end:
            continue
        # は begins a word of time in はじめ alone: the second character spares two tries in three.
        following = known.get(first := text[start])
        if following is not None and text[start + 1 : start + 2] not in following:
            continue
        match = _wording(first).match(text, start)
        if match is None or match.lastgroup is None:
            continue
        end = match.end()
        values = match.group(0, *_named(match.lastgroup)[1])
        yield Atom(_word(match.lastgroup, values), start, end)


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
