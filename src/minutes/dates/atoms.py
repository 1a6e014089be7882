"""One alternation of all rules scans the text once; what it finds are atoms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from minutes.dates.rules import rules
from minutes.dates.words import Rule
from minutes.text import parse_number


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of a time expression at `start`-`end` of the view."""

    rule: Rule
    start: int
    end: int
    groups: dict[str, str]


@cache
def _scanner() -> tuple[re.Pattern[str], dict[str, Rule]]:
    named = {f"r{index}": rule for index, rule in enumerate(rules())}
    parts = "|".join(f"(?P<{key}>{rule.pattern})" for key, rule in named.items())
    return re.compile(parts), named


def atoms(text: str) -> Iterator[Atom]:
    """The words of time expressions in a folded text, in order, none overlapping.

    >>> [(atom.rule.name, text[atom.start : atom.end]) for text in ["昨年の6月3日(火)"]
    ...  for atom in atoms(text)]
    [('deictic', '昨年'), ('month', '6月'), ('day', '3日'), ('weekday', '(火)')]
    """
    pattern, named = _scanner()
    for match in pattern.finditer(text):
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        key = next(name for name in groups if name in named)
        yield Atom(named[key], match.start(), match.end(), groups)


def number(text: str) -> int:
    """The value of a year, month or day as written; 元 is 1, and no number is 0.

    >>> number("元"), number("二十一"), number("〇八")
    (1, 21, 8)
    """
    if text == "元":
        return 1
    value = parse_number(text)
    return value if isinstance(value, int) else 0
