"""What the rules of dates are made of: the `Rule` itself, its levels, and the word lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from minutes import lexicon
from minutes.dates.timex import Relative

#: A number of one or two figures, and what may not stand before it (第3, 2.5, 百三十).
N = r"(?:[0-9]{1,2}(?![0-9])|[〇零一二三四五六七八九十]{1,3}(?![〇零一二三四五六七八九十百千]))"
# A comma goes on with figures; behind a word it is the 読点 of official papers: につき,8月.
FREE = r"(?<![0-9第〇零一二三四五六七八九十百千万億.数])(?<![0-9],)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording: `pattern` over folded text, and phrases in which it is and is not found."""

    name: str
    level: int
    pattern: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


#: Order within an expression: a word joins the one before it if its level is higher.
YEAR, MONTH, DAY, WEEKDAY, PHASE, TIME, ABOUT, APART = 0, 1, 2, 3, 4, 5, 6, 9


def deictic_pattern() -> str:
    """All deictic words, longest first, each with what may not follow it."""
    words = []
    for entry in lexicon.read("deictics")["word"]:
        guard = f"(?!{'|'.join(entry['unless'])})" if entry["unless"] else ""
        before = entry.get("before", "")
        words += [(form, f"{before}{form}{guard}") for form in entry["forms"]]
    return "|".join(pattern for _, pattern in sorted(words, key=lambda w: -len(w[0])))


@cache
def deictics() -> dict[str, Relative]:
    """Each deictic word and what it means.

    >>> deictics()["昨日"]
    Relative(unit='day', base='meeting', shift=-1)
    """
    return {
        form: Relative(entry["unit"], entry["base"], entry["shift"])
        for entry in lexicon.read("deictics")["word"]
        for form in entry["forms"]
    }


@cache
def sets() -> dict[str, str]:
    """Each recurring word and its period.

    >>> sets()["毎年"]
    'P1Y'
    """
    return {
        form: entry["duration"]
        for entry in lexicon.read("deictics")["set"]
        for form in entry["forms"]
    }


@cache
def phases() -> dict[str, str]:
    """Each part of a month or year.

    >>> phases()["初旬"]
    'early'
    """
    return dict(lexicon.read("deictics")["phases"])


def either(words: list[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
