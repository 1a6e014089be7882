"""The word lists of questions and answers, as typed values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from minutes import lexicon


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say something: its name, its class, and the pattern that finds it.

    `needs` are letters one of which is in whatever fits, `ends` those that can end it (empty: any).
    """

    name: str
    kind: str
    at: str
    pattern: re.Pattern[str]
    needs: frozenset[str]
    ends: str

    def matches(self, sentence: str) -> bool:
        """True if a folded sentence without its full stop says this."""
        return self.pattern.search(sentence) is not None


@cache
def wordings(table: str, section: str) -> tuple[Wording, ...]:
    """The wordings of a section of a word list, in the order of the file.

    >>> [w.name for w in wordings("questions", "wording") if w.matches("残りの件数を伺います")]
    ['ask-verb']
    """
    return tuple(
        Wording(
            name=entry["name"],
            kind=entry.get("kind", entry["name"]),
            at=entry.get("at", "end"),
            pattern=re.compile(entry["pattern"]),
            needs=frozenset(entry["needs"]),
            ends=entry.get("ends", ""),
        )
        for entry in lexicon.read(table)[section]
    )


@lru_cache(maxsize=4096)
def _ending(table: str, section: str, last: str) -> tuple[Wording, ...]:
    """The wordings of a section that can end a sentence whose last letter this is."""
    return tuple(w for w in wordings(table, section) if not w.ends or last in w.ends)


def found(table: str, section: str, sentence: str) -> Iterator[Wording]:
    """The wordings of a section that a folded sentence without its full stop says.

    >>> [w.name for w in found("questions", "wording", "残りの件数を伺います")]
    ['ask-verb']
    """
    letters = set(sentence)
    for wording in _ending(table, section, sentence[-1:]):
        if not wording.needs.isdisjoint(letters) and wording.pattern.search(sentence):
            yield wording


def says(table: str, section: str, sentence: str) -> bool:
    """True if a folded sentence without its full stop says any wording of a section."""
    for wording in _ending(table, section, sentence[-1:]):
        # With few wordings it is dearer to gather the letters than to look for each.
        if any(map(sentence.__contains__, wording.needs)) and wording.pattern.search(sentence):
            return True
    return False


@cache
def openers() -> tuple[tuple[str, int], ...]:
    """The words that open a topic and how surely they do, longest first."""
    pairs = [
        (word, int(entry["strength"]))
        for entry in lexicon.read("questions")["opener"]
        for word in entry["words"]
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _strengths() -> dict[str, int]:
    return dict(openers())


@cache
def _opener() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word, _ in openers()))


def opener(text: str) -> tuple[str, int]:
    """The word with which a text opens a topic, and how surely it does; else nothing and 0.

    >>> opener("次に、給食についてです。"), opener("給食についてです。")
    (('次に', 3), ('', 0))
    """
    match = _opener().match(text)
    return ("", 0) if match is None else (match.group(), _strengths()[match.group()])


@cache
def not_openers() -> tuple[str, ...]:
    """The words that begin like an opener and are none: それとも beside それと."""
    return tuple(lexicon.read("questions")["not_openers"]["words"])


@cache
def stop_words() -> frozenset[str]:
    """The lemmas that belong to asking and answering, not to what is asked about."""
    return frozenset(lexicon.read("questions")["stop"]["words"])


@lru_cache(maxsize=4096)
def is_formula(sentence: str) -> bool:
    """True if a folded sentence without its full stop carries no matter of its own.

    >>> is_formula("お答え申し上げます"), is_formula("申請は不要です")
    (True, False)
    """
    return says("questions", "formula", sentence)
