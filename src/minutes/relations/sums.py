"""Counts that add up to a total: 六件と八件、合わせて十四件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from minutes.relations.scene import (
    MEMBERS,
    NEAR,
    REACH,
    Scene,
    exact,
    folded,
    is_plain,
    printed,
    unit_of,
)
from minutes.schema import Relation

_ADDS = re.compile(
    r"(?:合わせ(?:て|ると|ますと)|あわせて|併せて|合計(?:で|は|が|すると)?|総計(?:で|は|が)?|(?<![一-鿿])計(?:で)?"
    r"|トータル(?:で)?|足す(?:と)?|足しますと|全部で|締めて)[、 ]?(?:約|およそ)?\Z"
)
#: 延べ, 全体 and 最大 say how a number is meant, not that the numbers before it are added.
_TOTAL_WORD = re.compile(r"(?:約|およそ)?(?:計|合計|総計|総勢|トータル)")
#: A word of which one stands in, or before, whatever either finds.
_CUE = re.compile(r"計|総勢|トータル|合わせ|あわせ|併せ|足[すし]|全部で|締めて")
_BEFORE = 16


def _is_sum(scene: Scene, index: int) -> bool:
    words = folded(scene.counts[index].text)
    return bool(_TOTAL_WORD.match(words) or _ADDS.search(scene.before(index, _BEFORE)))


def find_sums(scene: Scene) -> Iterator[Relation]:
    """六件と八件、合わせて十四件: the counts before a total of the same unit, back to back."""
    totals = {
        index for index in scene.near(_CUE, len("およそ総"), _BEFORE) if _is_sum(scene, index)
    }
    for index in sorted(totals):
        total = scene.counts[index]
        target = exact(total)
        if target is None or not is_plain(total):
            continue
        addends = _addends(scene, index, target, totals)
        running, chosen = Decimal(0), None
        for size, member in enumerate(addends, 1):
            running += exact(scene.counts[member]) or 0
            if size >= 2 and running == target:
                chosen = size
                break
        if chosen is not None:
            yield _sum(scene, tuple(reversed(addends[:chosen])), index, True)
        elif (listed := _listed(scene, addends, index)) is not None:
            yield _sum(scene, listed, index, False)


def _addends(scene: Scene, index: int, target: Decimal, totals: set[int]) -> list[int]:
    """The counts that may enter a total, the nearest first; an earlier total ends the list."""
    total = scene.counts[index]
    found: list[int] = []
    for other in range(index - 1, -1, -1):
        count = scene.counts[other]
        if total.start - count.end > REACH or len(found) >= MEMBERS:
            break
        if unit_of(count) != unit_of(total) or not is_plain(count):
            continue
        value = exact(count)
        if value is None or value >= target or other in totals:
            break
        found.append(other)
    return found


def _listed(scene: Scene, addends: list[int], index: int) -> tuple[int, ...] | None:
    """The addends of a total's own sentence, if they come near enough to be meant."""
    start = scene.counts[index].start
    words = [a for a in addends if "。" not in scene.text[scene.counts[a].end : start]]
    if len(words) < 2:
        return None
    reached = sum((exact(scene.counts[a]) or Decimal(0)) for a in words)
    target = exact(scene.counts[index]) or Decimal(0)
    near = abs(reached - target) <= target * Decimal(str(NEAR))
    return tuple(reversed(words)) if near else None


def _sum(scene: Scene, members: tuple[int, ...], total: int, holds: bool) -> Relation:
    terms = " + ".join(printed(exact(scene.counts[m]) or Decimal(0)) for m in members)
    result = printed(exact(scene.counts[total]) or Decimal(0))
    return Relation("sum", f"{terms} {'=' if holds else '≠'} {result}", holds, (*members, total))
