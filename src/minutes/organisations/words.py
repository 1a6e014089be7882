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

    `needs` is topic, proper, sole or place; `generic` holds what tells nothing before this head.
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
class Word:
    """All that a listed string can be."""

    body: Body | None = None
    form: Form | None = None
    nominal: Nominal | None = None
    head: Head | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """All lists, and the indexes by which a word is looked up from its last characters.

    `pairs` holds the last two characters of every word, `singles` the words of one character:
    most places of a text are ruled out by them before any token is asked for.
    """

    table: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]
    pairs: frozenset[str]
    singles: frozenset[str]
    trigger: re.Pattern[str]
    every: frozenset[str]
    generic: frozenset[str]
    edge: frozenset[str]
    inner: frozenset[str]
    classes: frozenset[str]
    parts: tuple[str, ...]
    after: frozenset[str]
    titles: frozenset[str]
    untitled: tuple[str, ...]
    light: frozenset[str]
    sessions: tuple[str, ...]
    unnamed: frozenset[str]
    form_end: frozenset[str]
    terms: tuple[str, ...]


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
        for text in (member["name"], *member.get("short", ()))
    }
    prefectures = [body.name for body in found.values() if body.kind == "prefecture"]
    # The dictionary has 京都府 in one piece, so that 府警 begins inside a token.
    police = {name + "警": Body(name + "警", name + "警察", "office") for name in prefectures}
    return {**found, **police}


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


def _lengths(texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for text in texts:
        found[text[-1]].add(len(text))
    return {last: tuple(sorted(sizes, reverse=True)) for last, sizes in found.items()}


def _refused(name: str) -> list[str]:
    lists: dict[str, Any] = read(_REFUSED)
    words: list[str] = lists[name]["words"]
    return words


@cache
def words() -> Words:
    """The lists of the ``organisations*.toml`` lexicons."""
    table = _table()
    lengths = _lengths(table)
    return Words(
        table=table,
        lengths=lengths,
        pairs=frozenset(text[-2:] for text in table if len(text) > 1),
        singles=frozenset(text for text in table if len(text) == 1),
        trigger=re.compile("[" + re.escape("".join(lengths)) + "]"),
        every=frozenset(_refused("every")),
        generic=frozenset(_refused("generic")),
        edge=frozenset(_refused("edge")),
        inner=frozenset(_refused("inner")),
        classes=frozenset(_refused("class")),
        parts=tuple(_refused("part")),
        after=frozenset(_refused("after")),
        titles=frozenset(_refused("titles")),
        untitled=tuple(_refused("untitled")),
        light=frozenset(_refused("light")),
        sessions=tuple(_refused("sessions")),
        unnamed=frozenset(_refused("unnamed")),
        form_end=frozenset(_refused("form-end")),
        terms=tuple(_refused("terms")),
    )
