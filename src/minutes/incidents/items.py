"""What figures count, so far as two can be compared: a concept, its scope, what sets it apart.

被害に遭われた方, 被害者 and 不正に利用された件数 are one concept of ``lexicon/items.toml``;
紙の商品券 and デジタル商品券 are set apart whatever else agrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from minutes import lexicon
from minutes.schema import Count
from minutes.text import fold

#: Units that count the same sort of thing.
_FAMILIES = (
    ("people", ("人", "名", "方", "者")),
    ("cases", ("件", "枚", "口座", "ID", "通", "アカウント")),
    ("organisations", ("社", "団体", "店", "店舗", "事業者", "市町村", "自治体", "施設")),
)

#: A row of words that are told apart, and one of them.
Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Concept:
    """What figures count, with the words that say it.

    `any_unit`: people and cases count the same; `by_body`: it is the figure of whoever received it.
    """

    name: str
    japanese: str
    pattern: re.Pattern[str]
    any_unit: bool = False
    by_body: bool = False
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Item:
    """What a figure counts; `words` are those of its item where no concept is known.

    `scope` is the key of the organisation whose part it is, "" for the whole or an unknown one.
    """

    family: str
    concept: str | None
    words: str
    scope: str
    marks: frozenset[Mark]


@cache
def concepts() -> tuple[Concept, ...]:
    """The concepts of ``lexicon/items.toml``, the narrower ones first."""
    return tuple(
        Concept(
            entry["name"],
            entry["japanese"],
            words_of([entry]),
            entry.get("any_unit", False),
            entry.get("by_body", False),
            frozenset(entry.get("units", ())),
        )
        for entry in lexicon.read("items")["concepts"]
    )


def words_of(entries: Sequence[dict[str, list[str]]]) -> re.Pattern[str]:
    """The pattern of the words of some entries of a word list, the longer ones first."""
    words = {fold(word) for entry in entries for word in entry["words"]}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))


def concept_in(words: str, unit: str) -> Concept | None:
    """The concept that words around a figure of a unit name: the narrowest one.

    >>> concept_in("被害に遭われた方は", "人").name, concept_in("参加した方は", "人")
    ('harm', None)
    """
    for concept in concepts():
        if (not concept.units or unit in concept.units) and concept.pattern.search(words):
            return concept
    return None


def family_of(count: Count) -> str:
    """The sort of thing that a count counts: units that can be compared."""
    unit = fold(count.unit or "")
    known = next((name for name, units in _FAMILIES if unit in units), None)
    return known or f"{count.kind}-{unit}"


@cache
def _rows() -> tuple[tuple[str, re.Pattern[str], bool], ...]:
    rows = lexicon.read("items")["contrasts"]
    return tuple((row["name"], words_of([row]), row.get("marked", False)) for row in rows)


@lru_cache(maxsize=20_000)
def contrasts(words: str) -> frozenset[Mark]:
    """The words of a text that are told apart, with the row of the lexicon.

    >>> contrasts("紙の商品券")
    frozenset({('medium', '紙の')})
    """
    text = fold(words)
    return frozenset((name, word) for name, row, _ in _rows() for word in row.findall(text))


def apart(one: frozenset[Mark], other: frozenset[Mark]) -> bool:
    """True if the two have words of one row and none of it in common.

    In a marked row it is enough that only one of them has a word: 報告書の写し, 報告書.

    >>> apart(contrasts("速報"), contrasts("最終の報告"))
    True
    >>> apart(contrasts("速報"), contrasts("報告")), apart(contrasts("写し"), contrasts("報告"))
    (False, True)
    """
    for name, _, marked in _rows():
        mine, theirs = ({word for row, word in side if row == name} for side in (one, other))
        if not mine & theirs and ((mine and theirs) or (marked and (mine or theirs))):
            return True
    return False
