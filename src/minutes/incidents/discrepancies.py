"""Where tellings disagree on a figure: the same item of an organisation with different values.

Nothing is merged and nothing is chosen.  A quantity is compared with the one that is told most
like it in each other document, and only if the likeness is mutual: 市内が403件 with 市内が393件,
not with 市外が105件.  Figures that one sentence puts for each other (前回512件と…498件) belong
together, and so do figures that several documents tell in like words.  A rounded figure contradicts
no exact one that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minutes.incidents.names import key, same
from minutes.incidents.tellings import Pile, Rarity, pairs
from minutes.incidents.types import Discrepancy, Figure, Ref
from minutes.schema import Count
from minutes.text import fold

#: Units that count the same sort of thing.
_UNITS = (
    frozenset(["件", "枚", "口座", "ID", "通"]),
    frozenset(["人", "名", "方", "者"]),
    frozenset(["社", "団体", "店", "店舗", "事業者"]),
)
#: What counts the meeting's own things: 三点伺います, 議題は二件.
_ENDS = ("件、", "人、", "名、", "円、", "。", "が、", "けれども")
_OWN_THINGS = ("議題", "報告事項", "出席", "傍聴", "委員")
_ALIKE = 0.5
_RETOLD = 0.5  # enough for figures that several documents each tell
#: Two values of one item differ by at most this factor.
_FACTOR = 6.0
_ROUNDED = 0.06
_NEAR, _AHEAD = 36, 12
#: What two long figures of one sort that are all but equal add to their likeness.
_ALL_BUT_EQUAL = 0.3
#: A word told more often than this leads to no partner: it would cost quadratic time.
_COMMON = 80


@dataclass(frozen=True, slots=True)
class _Telling:
    """A value, the words right around it, and those of its sentence."""

    ref: Ref
    count: Count
    near: frozenset[str]
    wide: frozenset[str]
    sort: str


def of_figures(pile: Pile, figures: Sequence[Figure], incident: str) -> list[Discrepancy]:
    """The quantities of an incident that are told with different values."""
    tellings = [t for figure in figures if (t := _telling(pile, figure)) is not None]
    rarity = Rarity(telling.near | telling.wide for telling in tellings)
    links = [
        *_mutual(tellings, rarity),
        *_revised(pile, tellings),
        *_repeated(tellings),
        *_swapped(tellings),
    ]
    groups = _joined(len(tellings), links)
    links.extend(_retold(tellings, groups, rarity))
    found = []
    for group in _joined(len(tellings), links):
        members = [tellings[index] for index in group]
        if _disagree(members):
            found.append(_quantity(pile, incident, members))
    return found


def _telling(pile: Pile, figure: Figure) -> _Telling | None:
    count = pile.count(figure.ref)
    if count.value is None or count.value <= 1 or (count.unit or "") in ("点", "目"):
        return None
    if count.item and count.item.startswith(_OWN_THINGS):
        return None
    text = pile.extractions[figure.ref.document].document.text
    start, end = figure.clause
    before = text[max(start, count.start - _NEAR) : count.start]
    # What stands before the figure before this one tells of that one.
    cut = max(before.rfind(mark) for mark in _ENDS)
    behind = text[count.end : min(end + _AHEAD, count.end + 3 * _AHEAD)]
    done = _DONE.search(behind.partition("。")[0])
    near = pairs(
        f"{count.item or ''} {before[cut + 1 :]} {behind[:_AHEAD]} {done['deed'] if done else ''}"
    )
    unit = fold(count.unit or "")
    known = next((index for index, units in enumerate(_UNITS) if unit in units), None)
    sort = f"{count.kind}-{unit if known is None else known}"
    return _Telling(figure.ref, count, near, pairs(text[start:end]), sort)


def _mutual(tellings: Sequence[_Telling], rarity: Rarity) -> list[tuple[int, int]]:
    """The pairs of tellings of two documents that are each other's best match there."""
    near: dict[tuple[str, str], list[int]] = {}
    for index, telling in enumerate(tellings):
        for word in telling.near:
            near.setdefault((telling.sort, word), []).append(index)
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for index, telling in enumerate(tellings):
        others = {
            other
            for word in telling.near
            if len(near[telling.sort, word]) <= _COMMON
            for other in near[telling.sort, word]
            if tellings[other].ref.document != telling.ref.document
        }
        for other in sorted(others):
            score = _likeness(telling, tellings[other], rarity)
            few = len(telling.near & tellings[other].near) < 2
            if score < _ALIKE or (few and telling.count.value != tellings[other].count.value):
                continue
            place = index, tellings[other].ref.document
            if place not in best or score > best[place][0]:
                best[place] = score, other
    return [
        (index, other)
        for (index, _), (_, other) in best.items()
        if index < other and best.get((other, tellings[index].ref.document), (0, -1))[1] == index
    ]


# What was done with those counted: 千十九名の方に…補償を終えております.
_DONE = re.compile(
    r"(?P<deed>[一-鿿]{2,4})(?:を(?:終え|行|受け|実施)|が(?:完了|終わ)|(?:いた)?し[てま]|され)"
)
# A sentence that takes one figure back and gives another: 前回512件と御報告しましたが…498件.
_REVISES = re.compile(
    r"(?:おりました|いました|ました|された|ていた|でした)が|改め|訂正|修正|失礼|になった|になり|のうち?に?変|正しく"
)
_REVISED = 90
_SLIGHTLY = 1.5  # how much a revised figure differs at most


def _revised(pile: Pile, tellings: Sequence[_Telling]) -> list[tuple[int, int]]:
    """The pairs of figures of one sort of which a sentence puts the second for the first."""
    found = []
    for index, telling in enumerate(tellings):
        text = pile.extractions[telling.ref.document].document.text
        for before in range(index - 1, max(-1, index - 4), -1):
            other = tellings[before]
            if other.sort != telling.sort or other.ref.document != telling.ref.document:
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


def _repeated(tellings: Sequence[_Telling]) -> list[tuple[int, int]]:
    """The pairs of like figures in one document that have one value: said again."""
    last: dict[tuple[int, str, float], int] = {}
    found = []
    for index, telling in enumerate(tellings):
        place = telling.ref.document, telling.sort, float(telling.count.value or 0)
        before = last.get(place)
        if before is not None and len(tellings[before].near & telling.near) >= 2:
            found.append((before, index))
        last[place] = index
    return found


def _swapped(tellings: Sequence[_Telling]) -> list[tuple[int, int]]:
    """The pairs of long figures of two documents that differ by two figures that changed places.

    31,206人 here and 31,260人 there are hardly two things, whatever the words around them.
    """
    by_digits: dict[str, list[int]] = {}
    for index, telling in enumerate(tellings):
        digits = str(telling.count.value)
        long = len(digits) >= 4 and len(digits.rstrip("0")) >= 3
        if long and digits.isdigit() and telling.count.kind != "money":
            by_digits.setdefault("".join(sorted(digits)), []).append(index)
    found = []
    for group in by_digits.values():
        for at, one in enumerate(group[:_COMMON]):
            for other in group[at + 1 : _COMMON]:
                pair = tellings[one], tellings[other]
                if pair[0].ref.document != pair[1].ref.document and _changed_places(
                    str(pair[0].count.value), str(pair[1].count.value)
                ):
                    found.append((one, other))
    return found


def _changed_places(one: str, other: str) -> bool:
    """True if two neighbouring figures have changed places.

    >>> _changed_places("31206", "31260"), _changed_places("1234", "4321")
    (True, False)
    """
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(places) == 2 and places[1] == places[0] + 1


def _retold(
    tellings: Sequence[_Telling], groups: Sequence[Sequence[int]], rarity: Rarity
) -> list[tuple[int, int]]:
    """The pairs of figures that several documents each tell, in words most like each other's."""
    nodes = [
        group for group in groups if len({tellings[index].ref.document for index in group}) > 1
    ]
    words = [frozenset().union(*(tellings[i].near for i in group)) for group in nodes]
    near: dict[tuple[str, str], list[int]] = {}
    for at, group in enumerate(nodes):
        for word in words[at]:
            near.setdefault((tellings[group[0]].sort, word), []).append(at)
    best: dict[int, tuple[float, int]] = {}
    for at, group in enumerate(nodes):
        one = tellings[group[0]]
        places = (near[one.sort, word] for word in words[at])
        for other in sorted({o for place in places if len(place) <= _COMMON for o in place}):
            two = tellings[nodes[other][0]]
            if other == at:
                continue
            low, high = sorted((float(one.count.value or 0), float(two.count.value or 0)))
            score = rarity.likeness(words[at], words[other]) if high / low <= _FACTOR else 0.0
            if score >= _RETOLD and score > best.get(at, (0.0, -1))[0]:
                best[at] = score, other
    return [
        (nodes[at][0], nodes[other][0])
        for at, (_, other) in best.items()
        if at < other and best.get(other, (0.0, -1))[1] == at
    ]


def _likeness(one: _Telling, other: _Telling, rarity: Rarity) -> float:
    low, high = sorted((float(one.count.value or 0), float(other.count.value or 0)))
    if high / low > _FACTOR:
        return 0.0
    score = 0.7 * rarity.likeness(one.near, other.near)
    score += 0.2 * rarity.likeness(one.wide, other.wide)
    if one.count.actor and other.count.actor:
        agree = same(key(one.count.actor), key(other.count.actor))
        score += 0.1 if agree else -0.2
    close = high / low <= 1 + _ROUNDED and len(str(int(high)).rstrip("0")) >= 3
    return score + (_ALL_BUT_EQUAL if close else 0.0)


def _joined(size: int, pairs_of: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The groups that pairs join, in order."""
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


def _disagree(members: Sequence[_Telling]) -> bool:
    """True if two of the values cannot both be meant."""
    counts = [member.count for member in members]
    return any(differ(one, other) for at, one in enumerate(counts) for other in counts[at + 1 :])


def differ(one: Count, other: Count) -> bool:
    """True if neither value is the other one rounded."""
    if one.value is None or other.value is None or one.value == other.value:
        return False
    low, high = sorted((float(one.value), float(other.value)))
    vague = bool(one.modifier or other.modifier) or _is_round(one) or _is_round(other)
    return not (vague and high / low <= 1 + _ROUNDED)


def _is_round(count: Count) -> bool:
    """True for a figure of one or two digits and naughts: 31万件."""
    digits = str(count.value)
    return len(digits) >= 4 and len(digits.rstrip("0")) <= 2


def _quantity(pile: Pile, incident: str, members: Sequence[_Telling]) -> Discrepancy:
    ordered = sorted(members, key=lambda member: (pile.said_on(member.ref) or "9999", member.ref))
    items = [member.count.item for member in ordered if member.count.item]
    actors = [member.count.actor for member in ordered if member.count.actor]
    return Discrepancy(
        incident,
        "quantity",
        min(items, key=len) if items else ordered[0].count.unit or "",
        actors[0] if actors else None,
        tuple(member.ref for member in ordered),
    )
