"""Where tellings disagree on a figure: the same item of an organisation with different values.

Nothing is merged and nothing is chosen.  Figures are compared if what they count is the same by
`items` (one concept, one scope, no group of a breakdown) and their sizes lie near each other.  A
long number told again is the same item whatever the words; so are two that differ by two digits
which changed places, and two that one sentence puts for each other (前回512件と…498件).  A rounded
figure contradicts no exact one that it stands for, and `at least` no larger one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from minutes.incidents.clusters import Cluster, Telling, clusters_of, is_long, tellings_of
from minutes.incidents.items import apart, concepts, family_of
from minutes.incidents.names import key
from minutes.incidents.tellings import Pile
from minutes.incidents.types import Definition, Discrepancy, Figure
from minutes.schema import Count
from minutes.text import fold

#: Two values of one item that are next to each other in size differ by at most this factor; those
#: of an item that no concept names, by less.
_FACTOR, _PLAIN_FACTOR = 6.0, 2.0
_COPIED = 40  # so many letters alike are a copy
#: Clusters of one item that are compared with one another; more would cost quadratic time.
_MOST = 200


def of_figures(pile: Pile, figures: Sequence[Figure], definition: Definition) -> list[Discrepancy]:
    """The quantities of an incident that are told with different values."""
    tellings = tellings_of(pile, figures, definition)
    clusters = clusters_of(tellings)
    home = {member: at for at, cluster in enumerate(clusters) for member in cluster.members}
    revised = [(home[a], home[b]) for a, b in _revised(pile, tellings) if a in home and b in home]
    links = [*_alike(clusters), *_swapped(pile, clusters, tellings), *revised]
    taken_back = {at for pair in revised for at in pair}
    found = []
    for group in joined(len(clusters), links):
        members = [tellings[m] for at in group for m in clusters[at].members]
        if _disagree(pile, members, bool(taken_back & set(group))):
            found.append(_quantity(pile, definition.id, members, [clusters[at] for at in group]))
    return found


# --- which belong together --------------------------------------------------------------------


def _alike(clusters: Sequence[Cluster]) -> list[tuple[int, int]]:
    """The pairs of clusters of one item whose values lie next to each other."""
    any_unit = {concept.name for concept in concepts() if concept.any_unit}
    shelves: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, cluster in enumerate(clusters):
        if cluster.concept is not None:
            loose = cluster.concept in any_unit and cluster.family in ("people", "cases")
            family = "people or cases" if loose else cluster.family
            shelves[family, cluster.concept, cluster.scope].append(at)
        elif cluster.words:
            shelves[cluster.family, "", cluster.words, cluster.scope].append(at)
    found = []
    for shelf in shelves.values():
        factor = _FACTOR if clusters[shelf[0]].concept is not None else _PLAIN_FACTOR
        ordered = sorted(shelf, key=lambda at: clusters[at].value)
        for place, at in enumerate(ordered):
            for other in ordered[place + 1 : place + 1 + _MOST]:
                if clusters[other].value > factor * clusters[at].value:
                    break
                if _compatible(clusters[at], clusters[other]):
                    found.append((at, other))
                    break
    return found


def _compatible(one: Cluster, other: Cluster) -> bool:
    if apart(one.marks, other.marks):
        return False
    # What came in in September and what came in in November are two things.
    return not any(a[1] < b[0] or b[1] < a[0] for a in one.periods for b in other.periods)


def _swapped(
    pile: Pile, clusters: Sequence[Cluster], tellings: Sequence[Telling]
) -> list[tuple[int, int]]:
    """The pairs of long figures of two documents that differ by two figures that changed places.

    31,206人 here and 31,260人 there are hardly two things, whatever the words around them.
    """
    by_digits: dict[str, list[int]] = defaultdict(list)
    for at, cluster in enumerate(clusters):
        count = tellings[cluster.members[0]].count
        digits = str(count.value)
        if len(digits) >= 4 and digits.isdigit() and is_long(count) and count.kind != "money":
            by_digits["".join(sorted(digits))].append(at)
    found = []
    for group in by_digits.values():
        for place, one in enumerate(group[:_MOST]):
            for other in group[place + 1 : _MOST]:
                documents = [
                    {tellings[m].ref.document for m in clusters[at].members} for at in (one, other)
                ]
                pair = (str(tellings[clusters[at].members[0]].count.value) for at in (one, other))
                if documents[0] != documents[1] and _changed_places(*pair):
                    found.append((one, other))
    return found


def _changed_places(one: str, other: str) -> bool:
    """True if two neighbouring figures have changed places.

    >>> _changed_places("31206", "31260"), _changed_places("1234", "4321")
    (True, False)
    """
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(places) == 2 and places[1] == places[0] + 1


# A sentence that takes one figure back and gives another: 前回512件と御報告しましたが…498件.
_REVISES = re.compile(
    r"(?:おりました|いました|ました|された|ていた|でした)が|改め|訂正|修正|失礼|になった|になり|のうち?に?変|正しく"
)
_REVISED = 90
_SLIGHTLY = 1.5  # how much a revised figure differs at most


def _revised(pile: Pile, tellings: Sequence[Telling]) -> list[tuple[int, int]]:
    """The pairs of figures of one sort of which a sentence puts the second for the first."""
    found = []
    for index, telling in enumerate(tellings):
        text = pile.extractions[telling.ref.document].document.text
        for before in range(index - 1, max(-1, index - 4), -1):
            other = tellings[before]
            if other.ref.document != telling.ref.document:
                break
            if family_of(other.count) != family_of(telling.count):
                continue
            start, end = other.count.end, telling.count.start
            if not 0 < end - start <= _REVISED or "。" in text[start:end]:
                continue
            values = (telling.count.value, other.count.value)
            low, high = sorted(float(value or 0) for value in values)
            if high / low <= _SLIGHTLY and _REVISES.search(text, start, end):
                found.append((before, index))
                break
    return found


def joined(size: int, pairs_of: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups that pairs join, in order; what nothing joins is a group of its own."""
    parent = list(range(size))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one, other in pairs_of:
        parent[root(other)] = root(one)
    groups: dict[int, list[int]] = {}
    for index in range(size):
        groups.setdefault(root(index), []).append(index)
    return [group for group in groups.values() if len(group) > 1]


# --- what is told of them ---------------------------------------------------------------------


def _disagree(pile: Pile, members: Sequence[Telling], revised: bool) -> bool:
    """True if two of the values cannot both be meant.

    A document that gives two figures means two things, unless a sentence takes one back; two
    copies of a meeting's minutes are one document.
    """
    copies: dict[str, int] = {}
    first: dict[int, int] = {}
    for document, member in sorted(
        ((m.ref.document, m) for m in members), key=lambda pair: pair[1].ref
    ):
        copied = copies.setdefault(_words_before(pile, member), document)
        first[document] = min(copied, first.get(document, document))
    told: dict[tuple[float, str], tuple[Count, set[int]]] = {}
    for member in members:
        at = float(member.count.value or 0), member.count.modifier or ""
        told.setdefault(at, (member.count, set()))[1].add(first[member.ref.document])
    values = list(told.values())
    return any(
        differ(one, other) and (revised or here != there)
        for at, (one, here) in enumerate(values)
        for other, there in values[at + 1 :]
    )


def _words_before(pile: Pile, telling: Telling) -> str:
    """The words that lead to a figure, which hardly two texts have in common."""
    text, start = pile.extractions[telling.ref.document].document.text, telling.count.start
    return "".join(text[max(0, start - _COPIED) : telling.count.end].split())


def differ(one: Count, other: Count) -> bool:
    """True if neither value is the other one rounded, or a least that the other keeps to."""
    if one.value is None or other.value is None or one.value == other.value:
        return False
    low, _ = sorted((one, other), key=lambda count: float(count.value or 0))
    if {"at-least", "more-than"} & set((low.modifier or "").split("|")):
        return False
    return not (_rounds(one, other) or _rounds(other, one))


def _rounds(one: Count, other: Count) -> bool:
    """True if one is a round figure that the other is near to: 約32万件 for 318,902件."""
    if one.value is None or other.value is None:
        return False
    digits = re.sub(r"\.0*\Z", "", str(one.value))
    naughts = len(digits) - len(digits.rstrip("0"))
    vague = {"about", "more-than", "at-least"} & set((one.modifier or "").split("|"))
    if not naughts or not (vague or len(digits) - naughts <= 2):
        return False
    return abs(float(one.value) - float(other.value)) <= 10.0**naughts


def _quantity(
    pile: Pile, incident: str, members: Sequence[Telling], clusters: Sequence[Cluster]
) -> Discrepancy:
    ordered = sorted(members, key=lambda member: (pile.said_on(member.ref) or "9999", member.ref))
    named = Counter(c.concept for c in clusters if c.concept)
    concept = named.most_common(1)[0][0] if named else None
    japanese = next((c.japanese for c in concepts() if c.name == concept), None)
    words = next((c.words for c in clusters if c.words), "")
    scope = next((c.scope for c in clusters if c.scope), "")
    actors = [member.count.actor for member in ordered if member.count.actor]
    fitting = [actor for actor in actors if key(actor) == scope]
    return Discrepancy(
        incident,
        "quantity",
        japanese or words or fold(ordered[0].count.unit or ""),
        next(iter((*fitting, *((scope,) if scope else ()), *actors)), None),
        tuple(member.ref for member in ordered),
    )
