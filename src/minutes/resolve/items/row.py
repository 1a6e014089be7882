"""What the counts around it count: a row, the one ahead, the same number said again."""

from __future__ import annotations

import re

from minutes.resolve.items.nouns import is_noun
from minutes.resolve.items.scene import Scene
from minutes.resolve.phrases import run_after
from minutes.schema import Span

_BETWEEN = re.compile(
    r"(?:の?うち|から|が|は|も|とか|、|及び|と|や|で|なんですね|ですね|です|か|または|限り|\()*+"
)


def row(scene: Scene) -> Span | None:
    """申請が七件、八件: counts in a row share what is said of the first."""
    if is_noun(scene.quantity.unit):
        return None
    start = scene.quantity.at.start
    for other, item in reversed(scene.known):
        end = other.at.end
        if start - end > 12 or other.unit in ("歳", "才"):
            break  # 六十歳以上が三百人: the age is the group
        if item is not None and _BETWEEN.fullmatch(scene.text, end, start):
            return item
    return None


_PART_OF = re.compile(r"(?:[のこそ、(]{0,2}うち|[、(]?内)[^。\n]{0,30}")
_PART_REACH = 34


def part(scene: Scene) -> Span | None:
    """写真六十枚（うち顔の写るものは九枚）: a part counts what its whole counts."""
    start = scene.quantity.at.start
    for other, item in reversed(scene.known[-2:]):
        end = other.at.end
        if start - end > _PART_REACH:
            break
        of_unit = item is not None and other.unit == scene.quantity.unit
        if of_unit and _PART_OF.fullmatch(scene.text, end, start):
            return item
    return None


_NEXT = re.compile(
    r"(?:、|及び|と|や|とか)(?:約|およそ|計|延べ)?(?=[0-9〇一二三四五六七八九十百千])[^、。\nの]{2,16}の"
)


def ahead(scene: Scene) -> Span | None:
    """計六百名、約四十万円の被害: the noun behind the next count is shared."""
    if is_noun(scene.quantity.unit):
        return None
    match = _NEXT.match(scene.text, scene.quantity.at.end)
    return run_after(scene.tokens, match.end()) if match is not None else None


def again(scene: Scene) -> Span | None:
    """この五社, その四割: what was counted last with this number (or at all)."""
    start = scene.quantity.at.start
    if scene.text[max(0, start - 2) : start] not in ("この", "その", "当該"):
        return None
    if is_noun(scene.quantity.unit):
        return None  # 当該二団体
    for other, item in reversed(scene.known):
        if item is not None and (other.value, other.unit) == (
            scene.quantity.value,
            scene.quantity.unit,
        ):
            return item
    return scene.known[-1][1] if scene.known and scene.quantity.kind == "rate" else None


#: Units that count many things in one sentence.
MANIFOLD = frozenset((None, "件", "人", "名", "円", "つ", "点", "回", "度", "％", "割", "社"))
_BLANK_LINE = re.compile(r"\n[ ]*\n")


def same_unit(scene: Scene) -> Span | None:
    """票を二千部配り、八百部を回収した: a unit of few things counts the same in one sentence."""
    if scene.quantity.unit in MANIFOLD:
        return None
    for other, item in reversed(scene.known):
        if other.at.start < scene.sentence.start:
            break
        if item is not None and other.unit == scene.quantity.unit:
            return item
    return None


def continued(scene: Scene) -> Span | None:
    """本庁は六百万円です。支所は四百万円です: the next sentence goes on with the same."""
    if not scene.known:
        return None
    other, item = scene.known[-1]
    start, end = scene.quantity.at.start, other.at.end
    near = start - end <= 40 and other.kind == scene.quantity.kind
    return item if near and _BLANK_LINE.search(scene.text, end, start) is None else None


def said_before(scene: Scene) -> Span | None:
    """The same number of the same unit, said again, counts the same."""
    quantity = scene.quantity
    if quantity.value is None or quantity.value < 10:
        return None
    for other, item in reversed(scene.known):
        if item is not None and (other.value, other.unit) == (quantity.value, quantity.unit):
            return item
    return None
