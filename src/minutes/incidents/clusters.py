"""Figures of an incident by what they count and how many: a cluster is one number of one item.

A long number told again is the same item whatever the words (318,902件); a short one only if what
it counts is the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from minutes.incidents.counted import Reader
from minutes.incidents.items import Item, Mark, family_of
from minutes.incidents.names import key
from minutes.incidents.tellings import Pile, home_of
from minutes.incidents.types import Definition, Figure, Ref
from minutes.schema import Count

#: What counts the meeting's own things: 三点伺います, 議題は二件.
_OWN_THINGS = re.compile(r"議題|議案|案件|請願|陳情|報告事項|出席|傍聴|委員|質問|質疑|お願い")
#: So many figures make a number distinctive: 498, 31206, but not 500.
_LONG = 3
_TELLS = 10  # a number from here on is hardly told of two parts alike


@dataclass(frozen=True, slots=True)
class Telling:
    """A figure with what it counts; no item where only a distinctive number can tell.

    `period` are the days between which it was counted.
    """

    ref: Ref
    count: Count
    item: Item | None
    period: tuple[str, str] | None


@dataclass(slots=True)
class Cluster:
    """The tellings of one value of one item."""

    members: list[int]
    family: str
    value: float
    concept: str | None
    words: str
    scope: str
    marks: frozenset[Mark]
    periods: frozenset[tuple[str, str]]


# --- the figures ------------------------------------------------------------------------------


def tellings_of(pile: Pile, figures: Sequence[Figure], definition: Definition) -> list[Telling]:
    """The figures that say how much there is of something, with their items."""
    owners = [key(name) for name in definition.organisations]
    local = [key(name) for name in definition.involved]
    by_document: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_document[figure.ref.document].append(figure)
    found: list[Telling] = []
    for document in sorted(by_document):
        told = sorted(by_document[document], key=lambda figure: figure.ref)
        extraction = pile.extractions[document]
        reader = Reader(extraction, owners, local, home_of(pile, document))
        counts = [pile.count(figure.ref) for figure in told]
        for figure, count, item in zip(told, counts, reader.items(counts), strict=True):
            if count.value is None or count.value <= 1 or (count.unit or "") in ("点", "目"):
                continue
            if count.item and _OWN_THINGS.match(count.item):
                continue
            period = None
            if figure.as_of is not None and "/" in figure.as_of:
                first, _, last = figure.as_of.partition("/")
                period = (first, last)
            found.append(Telling(figure.ref, count, item, period))
    return found


def is_long(count: Count) -> bool:
    """True for a number that hardly two things share."""
    digits = re.sub(r"[^0-9]", "", str(count.value))
    return len(digits.rstrip("0")) >= _LONG and count.value is not None and not count.modifier


def clusters_of(tellings: Sequence[Telling]) -> list[Cluster]:
    """The tellings by value: a long number by itself, a short one with what it counts."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, telling in enumerate(tellings):
        item, value = telling.item, float(telling.count.value or 0)
        family = family_of(telling.count)
        if is_long(telling.count):
            groups[family, value].append(at)
        elif item is not None:
            groups[family, value, item.concept, item.words, item.scope].append(at)
    found = []
    for members in groups.values():
        items = [item for at in members if (item := tellings[at].item) is not None]
        named = Counter(item.concept for item in items if item.concept)
        scopes = Counter(item.scope for item in items if item.scope)
        words = Counter(item.words for item in items if item.words)
        found.append(
            Cluster(
                members,
                family_of(tellings[members[0]].count),
                float(tellings[members[0]].count.value or 0),
                named.most_common(1)[0][0] if named else None,
                words.most_common(1)[0][0] if words else "",
                scopes.most_common(1)[0][0] if scopes else "",
                frozenset().union(*(item.marks for item in items)),
                frozenset(p for at in members if (p := tellings[at].period) is not None),
            )
        )
    return _placed(found)


def _placed(clusters: list[Cluster]) -> list[Cluster]:
    """The clusters, those without a scope added to the only one that has one and is the same.

    少なくとも二十三人の被害 is the 23人 of 浅見市.
    """
    scoped: dict[tuple[str, float, str | None], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if cluster.scope and cluster.concept and cluster.value >= _TELLS:
            scoped[cluster.family, cluster.value, cluster.concept].append(cluster)
    kept = []
    for cluster in clusters:
        homes = scoped.get((cluster.family, cluster.value, cluster.concept), [])
        if not cluster.scope and len(homes) == 1:
            homes[0].members.extend(cluster.members)
        else:
            kept.append(cluster)
    return kept
