"""The same figure said again, exact or rounded: 四千万円ぐらい and 四千六十一万円."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from minutes.relations.scene import REACH, Scene, exact, is_plain, unit_of
from minutes.schema import Count, Relation


def find_same(scene: Scene) -> Iterator[Relation]:
    """Groups of counts that state one figure, whether rounded or exact."""
    parent = list(range(len(scene.counts)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for first, second in _candidates(scene.counts):
        if root(first) != root(second) and _is_same(scene, first, second):
            parent[root(second)] = root(first)
    groups: dict[int, list[int]] = {}
    for index in range(len(scene.counts)):
        groups.setdefault(root(index), []).append(index)
    for members in groups.values():
        if len(members) > 1:
            expression = " = ".join(scene.counts[m].text.replace("\n", "") for m in members)
            yield Relation("same-quantity", expression, True, tuple(members))


def _candidates(counts: Sequence[Count]) -> Iterator[tuple[int, int]]:
    """The pairs that may state one figure: of one value, or near by, the first in text order.

    Other numbers state one figure only where they adjoin or one is rounded, near by.
    """
    plain = [index for index, count in enumerate(counts) if is_plain(count)]
    longest = max((counts[index].end - counts[index].start for index in plain), default=0)
    by_value: dict[float, list[int]] = {}
    rough: list[int] = []
    for place, second in enumerate(plain):
        two, lowest = counts[second], second - _LOOK_BACK
        same = by_value.setdefault(two.value or 0, [])
        firsts = set(same[bisect_left(same, lowest) :])
        is_rough = "about" in (two.modifier or "")
        reach = _ROUGHLY if is_rough else _ADJACENT
        for at in range(place - 1, -1, -1):
            first = plain[at]
            if first < lowest or two.start - counts[first].start > reach + longest:
                break
            if two.start - counts[first].end <= reach:
                firsts.add(first)
        for first in rough[bisect_left(rough, lowest) :]:
            if two.start - counts[first].end <= _ROUGHLY:
                firsts.add(first)
        for first in sorted(firsts):
            yield first, second
        same.append(second)
        if is_rough:
            rough.append(second)


_LOOK_BACK = 40  # counts
_SAME_KINDS = ({"people", "cases"},)
_THIS = re.compile(r"(?:この|その|当該|これら|同じ)\Z")


def _is_same(scene: Scene, first: int, second: int) -> bool:
    """True if two plain counts state one figure."""
    one, two = scene.counts[first], scene.counts[second]
    if one.value == 0:
        return False
    apart = two.start - one.end
    if one.value != two.value:
        near = apart <= max(_ADJACENT, _ROUGHLY)
        return near and unit_of(one) == unit_of(two) and _rounds(scene, first, second, apart)
    digits = _significant(one)
    if unit_of(one) != unit_of(two):
        # 四百八件 and 四百八名 of one happening; round figures meet by chance
        return {one.kind, two.kind} in _SAME_KINDS and digits >= 3 and apart <= REACH
    if (one.value or 0) < 2:
        return False
    if _THIS.search(scene.before(second, 3)) and apart <= REACH // 3:
        return True
    if one.unit in ("歳", "才"):
        return False  # an age bounds many groups
    related = _related(one.item, two.item)
    vague = _is_vague(one.item) or _is_vague(two.item)
    if (digits >= 4 and (one.value or 0) >= 100) or (one.kind == "rate" and digits >= 3):
        return True
    if digits >= 3 and (one.value or 0) >= 100:
        return related or vague or apart <= REACH // 5
    if (one.value or 0) >= 100:
        # 百億円 named twice with no item at all: only close by
        return related or (vague and apart <= REACH // 3)
    if one.item == one.unit or two.item == two.unit:
        return False  # 五団体 and 五団体: the counter says nothing of which
    # 議案二件 are the two of each committee in turn
    reach = REACH // 8 if _BUSINESS.fullmatch(one.item or "") else REACH
    return related and apart <= reach


def _significant(count: Count) -> int:
    """The digits that carry information: 41,000 has two, 51.8 three."""
    value = exact(count)
    return 0 if value is None else len(value.normalize().as_tuple().digits)


#: What happened to an amount, not of what: the 追加 of one article is not that of another.
_EMPTY = re.compile(r"追加|増|減|増額|減額|増加|減少|アップ|ダウン|引上げ|引下げ|補正|計上|金額|.")
_CONTENT = re.compile(r"[一-鿿々ァ-ヶー]{2}")

_BUSINESS = re.compile(r"議案|報告|請願|陳情|認定|承認|発議|同意案?|諮問|案件")
#: 百億円という規模感: a noun that any amount may have.
_VAGUE = re.compile(r"(?:規模感?|金額|数字|額|部分|水準|桁|お金)")


def _is_vague(item: str | None) -> bool:
    return item is None or _VAGUE.fullmatch(item) is not None


def _related(one: str | None, two: str | None) -> bool:
    """True if the items share a word, judged by two characters (被害総額, 被害の合計)."""
    if not one or not two or _EMPTY.fullmatch(one) or _EMPTY.fullmatch(two):
        return False
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    shared = any(two[i : i + 2] in pairs and _CONTENT.match(two, i) for i in range(len(two) - 1))
    return one in two or two in one or shared


_ADJACENT, _ROUGHLY = 14, REACH // 5
#: 二千件ですね、正確には二千十四件: the speaker makes the first number exact.
_CORRECTS = re.compile(
    r"(?:なんですね|なんです|ですね|です|で|、|\(|正確には?|厳密には?|正しくは|つまり|すなわち|というか)++"
)


def _rounds(scene: Scene, first: int, second: int, apart: int) -> bool:
    """四千万円ぐらい and 四千六十一万円; 二千件、正確には二千十四件."""
    one, two = scene.counts[first], scene.counts[second]
    a, b = exact(one), exact(two)
    if a is None or b is None or one.kind == "rate" or min(a, b) < 100:
        return False
    rough, fine = (one, two) if _significant(one) < _significant(two) else (two, one)
    said_rough = "about" in (rough.modifier or "")
    corrected = apart <= _ADJACENT and bool(_CORRECTS.fullmatch(scene.between(first, second)))
    if not (said_rough and apart <= _ROUGHLY) and not corrected:
        return False
    return _round(exact(fine) or Decimal(0), _significant(rough)) == exact(rough)


def _round(value: Decimal, digits: int) -> Decimal:
    shift = value.adjusted() - digits + 1
    return value.scaleb(-shift).quantize(Decimal(1)).scaleb(shift)
