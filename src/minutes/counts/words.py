"""The word lists of counts, as typed values and as one pattern each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from minutes import lexicon
from minutes.text import fold


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter or unit; see ``lexicon/counters.toml`` for what the flags mean."""

    unit: str
    kind: str
    cautious: bool
    positional: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words with one meaning at one place beside the number."""

    meaning: str
    place: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicalised:
    """Words that begin with a numeral and count nothing, unless followed by `unless`."""

    words: tuple[str, ...]
    unless: str | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def counters() -> dict[str, Counter]:
    """All counters by their folded form.

    >>> counters()["世帯"].kind
    'people'
    """
    return {
        fold(entry["unit"]): Counter(
            entry["unit"],
            entry["kind"],
            entry.get("cautious", False),
            entry.get("positional", False),
            tuple(entry["examples"]),
            tuple(entry.get("counterexamples", ())),
        )
        for entry in lexicon.read("counters")["counter"]
    }


@cache
def modifiers() -> tuple[Modifier, ...]:
    """All modifiers, in the order of the list."""
    return tuple(
        Modifier(
            entry["meaning"],
            entry["place"],
            tuple(entry["words"]),
            tuple(entry["examples"]),
            tuple(entry.get("counterexamples", ())),
        )
        for entry in lexicon.read("modifiers")["modifier"]
    )


@cache
def lexicalised() -> tuple[Lexicalised, ...]:
    """All numeral words that count nothing."""
    return tuple(
        Lexicalised(
            tuple(entry["words"]),
            entry.get("unless"),
            tuple(entry["examples"]),
            tuple(entry.get("counterexamples", ())),
        )
        for entry in lexicon.read("numeral_words")["word"]
    )


@cache
def meanings(place: str) -> dict[str, str]:
    """What each modifier word of a place means.

    >>> meanings("before")["延べ"], meanings("after")["未満"]
    ('total', 'less-than')
    """
    return {
        fold(word): modifier.meaning
        for modifier in modifiers()
        if modifier.place == place
        for word in modifier.words
    }


def one_of(words: list[str] | tuple[str, ...]) -> str:
    """A pattern for the longest of some words."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _units_by_initial() -> dict[str, tuple[str, ...]]:
    """The counters by their first character, in the order in which they are tried."""
    # 分の and 対 want a second number and have rules of their own.
    words = [word for word in counters() if word not in ("分の", "対")]
    words.sort(key=lambda word: (_is_latin(word), -len(word)))
    return {word[0]: tuple(w for w in words if w[0] == word[0]) for word in words}


def _is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha()


_RUNS_ON = re.compile("[A-Za-z0-9]")


def unit_at(text: str, start: int) -> str:
    """The longest counter at a place, or ""; letters must not run on (12kmh is no length).

    >>> unit_at("三か所です", 1), unit_at("12kmh", 2), unit_at("三です", 1)
    ('か所', '', '')
    """
    for unit in _units_by_initial().get(text[start : start + 1], ()):
        if text.startswith(unit, start) and not (
            _is_latin(unit) and _RUNS_ON.match(text, start + len(unit))
        ):
            return unit
    return ""


@cache
def unit_initials() -> frozenset[str]:
    """What may stand behind a number that counts: the first characters of units and of what stands
    between the two, a blank, and 分 and 対 of a second number.

    Two numbers in three are years, sections and telephone numbers, and go no further than this.
    """
    return frozenset(word[0] for word in (*counters(), *meanings("inside"))) | set(" 分対")


@cache
def initials_at(place: str) -> frozenset[str]:
    """The first characters of the modifier words of a place; the last ones before a number."""
    at = 0 if place in ("after", "behind", "inside") else -1
    return frozenset(word[at] for word in meanings(place))


@cache
def words_at(place: str) -> tuple[str, ...]:
    """The modifier words of a place."""
    return tuple(meanings(place))


@cache
def place_pattern(place: str) -> re.Pattern[str]:
    """A modifier word of a place, the longest first."""
    return re.compile(one_of(tuple(meanings(place))))


@cache
def lexicalised_initials() -> frozenset[str]:
    """The characters with which a numeral word that counts nothing begins."""
    return frozenset(fold(word)[0] for entry in lexicalised() for word in entry.words)


@cache
def lexicalised_pattern() -> re.Pattern[str]:
    """A numeral word that counts nothing."""
    parts = []
    for entry in lexicalised():
        tail = f"(?!{entry.unless})" if entry.unless else ""
        parts.append(f"(?:{one_of(tuple(map(fold, entry.words)))}){tail}")
    return re.compile("|".join(parts))
