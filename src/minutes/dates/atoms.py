"""One scan of the text finds the words that the rules name: atoms.

A rule is tried only where a character stands with which it can begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from minutes.dates.initials import initials
from minutes.dates.rules import rules
from minutes.dates.words import N, Rule
from minutes.text import parse_number


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of a time expression at `start`-`end` of the view."""

    rule: Rule
    start: int
    end: int
    groups: dict[str, str]


@cache
def _places() -> re.Pattern[str]:
    """Every place where a word may begin."""
    begins: set[str] = set()
    for rule in rules():
        found = initials(rule.pattern)
        if found is None:
            return re.compile(r"[\s\S]")
        begins |= found
    # の and a space are everywhere, and begin a word only before a number: の十時.
    figures = initials(N) or ()
    rest = "".join(sorted(begins - {"の", " "}))
    return re.compile(f"[{re.escape(rest)}]|[の ](?=[ {''.join(figures)}])")


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


def atoms(text: str) -> Iterator[Atom]:
    """The words of time expressions in a folded text, in order, none overlapping.

    >>> [(atom.rule.name, text[atom.start : atom.end]) for text in ["昨年の6月3日(火)"]
    ...  for atom in atoms(text)]
    [('deictic', '昨年'), ('month', '6月'), ('day', '3日'), ('weekday', '(火)')]
    """
    end = 0
    for place in _places().finditer(text):
        start = place.start()
        match = _wording(text[start]).match(text, start) if start >= end else None
        if match is None or match.lastgroup is None:
            continue
        end = match.end()
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        yield Atom(rules()[int(match.lastgroup[1:])], start, end, groups)


def number(text: str) -> int:
    """The value of a year, month or day as written; 元 is 1, and no number is 0.

    >>> number("元"), number("二十一"), number("〇八")
    (1, 21, 8)
    """
    if text == "元":
        return 1
    value = parse_number(text)
    return value if isinstance(value, int) else 0
