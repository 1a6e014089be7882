"""Counters that are nouns of their own: in 十二団体 the bodies themselves are counted."""

from __future__ import annotations

import re
from functools import lru_cache

from minutes.resolve.items.scene import Scene
from minutes.schema import Span

#: Counters that are nouns of their own: in 八十五団体から回答 the bodies themselves are counted.
IS_NOUN = re.compile(
    r".*(?:団体|法人|自治体|機関|企業|業者|事業所|組合|会派|政党|省庁|大学|学校|病院|世帯|家族|施設|店舗|市町村"
    r"|都道府県|市区町村|町村|議案|路線|事業|案件|事案|事件|項目|種類|会場|学級|箇所|か所|カ所|議席|地区)"
)


@lru_cache(maxsize=4096)
def is_noun(unit: str | None) -> bool:
    """True for a counter that is a noun of its own."""
    return IS_NOUN.fullmatch(unit or "") is not None


PLACES = re.compile(r"箇所|か所|カ所|ヶ所|ヵ所")


def own_noun(scene: Scene) -> Span | None:
    """十二団体から届いた: the counter is the noun."""
    if PLACES.fullmatch(scene.quantity.unit or ""):
        return None  # places of what, か所 does not say
    if is_noun(scene.quantity.unit) and not scene.quantity.unit_implied:
        return scene.quantity.unit_at
    return None
