"""The word lists of organisation names as typed values, read once.

>>> words().table["経産省"].body.name
'経済産業省'
>>> words().table["課"].head.kind, words().table["本市"].nominal.kind
('unit', 'own-municipality')
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from minutes.lexicon import read


@dataclass(frozen=True, slots=True)
class Head:
    """The last part of a name, the kind of body it makes, and what must stand before it.

    `needs` names a rule of `naming`, or place; `generic` holds what tells nothing before this head.
    """

    text: str
    kind: str
    alone: str
    needs: str
    generic: frozenset[str]


@dataclass(frozen=True, slots=True)
class Body:
    """A listed body under one of its names; `name` is the full one.

    `service` is true if the name is that of a service, too.
    """

    text: str
    name: str
    kind: str
    service: bool = False


@dataclass(frozen=True, slots=True)
class Nominal:
    """A word that stands for a body known from the context; a weak one counts only if it is."""

    text: str
    kind: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form; a free one may open a name of several words (社会福祉法人みなとの里)."""

    text: str
    kind: str
    free: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """Words behind a name that tell it, and the last parts that such a name has.

    `speaks` is true if a speaker's name tells it, too (水政会の榊原です); without `words` the name
    is known by its script, and where `coined` is true by a word that no dictionary has; `generic`
    holds what makes a class of it.
    """

    kind: str
    behind: frozenset[str]
    speaks: bool
    words: tuple[str, ...]
    generic: frozenset[str]
    coined: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """All that a listed string can be."""

    body: Body | None = None
    form: Form | None = None
    nominal: Nominal | None = None
    head: Head | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """All lists, and the indexes by which a word is looked up from its last characters.

    `trigger` matches the last character of every word, with the one before it; `lengths` gives
    the lengths of the words that end in two characters, the longest first, or in a single one.
    Most places of a text are ruled out by them before any token is asked for.
    """

    table: Mapping[str, Word]
    lengths: Lengths
    trigger: re.Pattern[str]
    every: frozenset[str]
    generic: frozenset[str]
    edge: frozenset[str]
    inner: frozenset[str]
    classes: frozenset[str]
    parts: tuple[str, ...]
    after: frozenset[str]
    buildings: tuple[str, ...]
    titles: frozenset[str]
    title_ends: frozenset[str]
    untitled: tuple[str, ...]
    light: frozenset[str]
    sessions: tuple[str, ...]
    unnamed: frozenset[str]
    form_end: frozenset[str]
    form_tails: frozenset[str]
    terms: tuple[str, ...]


#: The sorts of body of the lists; ``unknown`` is for a name that no list explains.
KINDS = (
    *("state", "ministry", "agency", "regulator", "former", "party", "council", "assembly"),
    *("inner-council", "unit", "office", "prefecture", "municipality", "school", "facility"),
    *("company", "foundation", "association", "institution", "international", "group", "unknown"),
)

_BODIES = ("organisations", "organisations_known")
_HEADS, _CONTEXT, _REFUSED = (
    "organisations_heads",
    "organisations_context",
    "organisations_refused",
)


def bodies() -> dict[str, Body]:
    """Every listed body under each of its names, and the police of each prefecture (青森県警)."""
    found = {
        text: Body(text, member["name"], group["kind"], member.get("service", False))
        for source in _BODIES
        for group in read(source)["group"]
        for member in group["members"]
        for text in (member["name"], *member.get("short", ()), *_university(member["name"]))
    }
    prefectures = [body.name for body in found.values() if body.kind == "prefecture"]
    # The dictionary has 京都府 in one piece, so that 府警 begins inside a token.
    police = {name + "警": Body(name + "警", name + "警察", "office") for name in prefectures}
    return {**found, **police}


def _university(name: str) -> tuple[str, ...]:
    """東北大 for 東北大学."""
    return (name[:-1],) if name.endswith("大学") else ()


@cache
def cues() -> tuple[Cue, ...]:
    """What gives a name away that has no sign of its own."""
    return tuple(
        Cue(
            entry["kind"],
            frozenset(entry["behind"]),
            entry["speaks"],
            tuple(entry["words"]),
            frozenset(entry["generic"]),
            entry.get("coined", False),
        )
        for entry in read(_HEADS)["cue"]
    )


def _heads() -> dict[str, Head]:
    found: dict[str, Head] = {}
    for entry in read(_HEADS)["head"]:
        generic = frozenset(entry["generic"])
        for text in entry["words"]:
            head = Head(text, entry["kind"], entry["alone"], entry["needs"], generic)
            found.setdefault(text, head)
    return found


def forms() -> dict[str, Form]:
    """The legal forms, in full and abbreviated."""
    return {
        text: Form(text, entry["kind"], entry["free"])
        for entry in read(_HEADS)["form"]
        for text in entry["words"]
    }


def _nominals() -> dict[str, Nominal]:
    found: dict[str, Nominal] = {}
    for entry in read(_CONTEXT)["nominal"]:
        for text in (mark + word for mark in entry["marks"] for word in entry["words"]):
            found.setdefault(text, Nominal(text, entry["kind"], entry["weak"]))
    return found


def _table() -> dict[str, Word]:
    listed, known, named, contextual = bodies(), forms(), _heads(), _nominals()
    return {
        text: Word(listed.get(text), known.get(text), contextual.get(text), named.get(text))
        for text in (*listed, *known, *named, *contextual)
    }


class Lengths(dict[str, tuple[int, ...]]):
    """By the last two characters of a text, the lengths that a listed word there may have.

    Of two characters that end no word, those of the words that are the last one alone, and
    remembered: the same come again.
    """

    def __missing__(self, ending: str) -> tuple[int, ...]:
        found = self.get(ending[-1:], ()) if len(ending) == 2 else ()
        if len(self) < _ENDINGS:
            self[ending] = found
        return found


_ENDINGS = 20_000


def _lengths(texts: Iterable[str]) -> Lengths:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for text in texts:
        found[text[-2:]].add(len(text))
    for ending in [ending for ending in found if len(ending) == 2]:
        found[ending] |= found.get(ending[-1], set())  # 県 ends where 農業県 would, too
    return Lengths((e, tuple(sorted(sizes, reverse=True))) for e, sizes in found.items())


def _trigger(endings: Iterable[str]) -> re.Pattern[str]:
    """A pattern for the last character of a word, by itself or behind one that may stand there.

    It lets more through than there are words; but a pattern of all pairs takes ten times as long.
    """
    before: defaultdict[str, set[str]] = defaultdict(set)
    for ending in endings:
        before[ending[-1]].add(ending[:-1])
    single = "".join(last for last, others in before.items() if "" in others)
    others = "".join(sorted(set().union(*before.values())))
    last, single, others = map(re.escape, ("".join(before), single, others))
    return re.compile(f"[{last}](?:(?<=[{single}])|(?<=[{others}].))")


def _refused(name: str) -> list[str]:
    lists: dict[str, Any] = read(_REFUSED)
    words: list[str] = lists[name]["words"]
    return words


def sizes_at(words: Words, text: str, end: int) -> tuple[int, ...]:
    """The lengths that a listed word ending at a position of a text may have, longest first."""
    return words.lengths[text[max(0, end - 2) : end]]


@cache
def words() -> Words:
    """The lists of the ``organisations*.toml`` lexicons."""
    table = _table()
    # 委員 is the commonest ending of all; 監査委員 are looked for by themselves.
    lengths = _lengths(text for text in table if not text.endswith("委員"))
    return Words(
        table=table,
        lengths=lengths,
        trigger=_trigger(lengths),
        every=frozenset(_refused("every")),
        generic=frozenset(_refused("generic")),
        edge=frozenset(_refused("edge")),
        inner=frozenset(_refused("inner")),
        classes=frozenset(_refused("class")),
        parts=tuple(_refused("part")),
        after=frozenset(_refused("after")),
        buildings=tuple(_refused("buildings")),
        titles=frozenset(_refused("titles")),
        title_ends=frozenset(title[-1] for title in _refused("titles")),
        untitled=tuple(_refused("untitled")),
        light=frozenset(_refused("light")),
        sessions=tuple(_refused("sessions")),
        unnamed=frozenset(_refused("unnamed")),
        form_end=frozenset(_refused("form-end")),
        form_tails=frozenset(text[-1] for text in forms()),
        terms=tuple(_refused("terms")),
    )
