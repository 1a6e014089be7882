"""The word lists of organisation names as typed values, read once.

>>> words().bodies["経産省"].name
'経済産業省'
>>> words().heads["課"].kind, words().nominals["本市"]
('unit', 'own-municipality')
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from minutes.lexicon import read


@dataclass(frozen=True, slots=True)
class Head:
    """The last part of a name, what kind of body it makes, and what it means alone."""

    text: str
    kind: str
    alone: str


@dataclass(frozen=True, slots=True)
class Body:
    """A public body or institution under one of its names; `name` is the full one."""

    text: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Words:
    """All lists, and the indexes by which a name is looked up from its last character."""

    heads: dict[str, Head]
    forms: frozenset[str]
    bodies: dict[str, Body]
    nominals: dict[str, str]
    every: frozenset[str]
    generic: frozenset[str]
    edge: frozenset[str]
    refused: frozenset[str]
    titles: frozenset[str]
    light: frozenset[str]
    sessions: tuple[str, ...]
    lengths: dict[str, tuple[int, ...]]
    trigger: re.Pattern[str]


_FORM_KINDS = ("legal-form", "abbreviated-form")


def _lengths(texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for text in texts:
        found[text[-1]].add(len(text))
    return {last: tuple(sorted(sizes, reverse=True)) for last, sizes in found.items()}


@cache
def words() -> Words:
    """The lists of ``organisations.toml`` and ``organisations_words.toml``."""
    names, parts = read("organisations"), read("organisations_words")
    heads: dict[str, Head] = {}
    forms: set[str] = set()
    for entry in parts["head"]:
        if entry["kind"] in _FORM_KINDS:
            forms.update(entry["words"])
            continue
        for text in entry["words"]:
            heads.setdefault(text, Head(text, entry["kind"], entry["alone"]))
    bodies = {
        text: Body(text, member["name"], group["kind"])
        for group in names["group"]
        for member in group["members"]
        for text in (member["name"], *member.get("short", ()))
    }
    nominals = {text: entry["kind"] for entry in parts["nominal"] for text in entry["words"]}
    refuse, after = parts["refuse"], parts["after"]
    lengths = _lengths((*heads, *forms, *bodies, *nominals))
    return Words(
        heads=heads,
        forms=frozenset(forms),
        bodies=bodies,
        nominals=nominals,
        every=frozenset(refuse["every"]),
        generic=frozenset(refuse["generic"]),
        edge=frozenset(refuse["edge"]),
        refused=frozenset(refuse["words"]),
        titles=frozenset(after["titles"]),
        light=frozenset(after["light"]),
        sessions=tuple(after["sessions"]),
        lengths=lengths,
        trigger=re.compile("[" + re.escape("".join(lengths)) + "派権社]"),
    )
