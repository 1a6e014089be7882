"""Two counts in a row: a part of a whole (百件のうち四十件), a change (六人から五人に減った)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes.relations.scene import Scene, exact, printed, unit_of
from minutes.schema import Relation

_AMONG = re.compile(
    r"(?:[^。、\n]{0,10}?(?:で|の)?[、(]?(?:この|その)?(?:うち|の内(?=[、で])|内訳)[^。\n]{0,24}|中、?)"
)
_FEW = 60  # characters; no rule here spans more, broken lines joined
_COMPARE = ("people", "cases", "organisations", "things", "money", "other")


def _neighbours(scene: Scene) -> Iterator[tuple[int, int]]:
    """The counts in a row that few enough words part for a rule to span them."""
    ends = [count.end for count in scene.counts]
    for second, (end, start) in enumerate(zip(ends, scene.starts[1:], strict=False), 1):
        if 0 < start - end < _FEW:
            yield second - 1, second


def find_parts(scene: Scene) -> Iterator[Relation]:
    """百件のうち四十件: the second is a part of the first."""
    for first, second in _neighbours(scene):
        whole, part = scene.counts[first], scene.counts[second]
        if not _AMONG.fullmatch(scene.between(first, second)):
            continue
        a, b = exact(whole), exact(part)
        if a is None or b is None or whole.kind not in _COMPARE:
            continue
        if part.kind == "rate":
            yield Relation("part-of", f"{part.text} ⊂ {whole.text}", None, (second, first))
        elif unit_of(whole) == unit_of(part):
            sign = "≤" if b <= a else ">"
            expression = f"{printed(b)} {sign} {printed(a)}"
            yield Relation("part-of", expression, b <= a, (second, first))


_TO = re.compile(
    r"(?:\([^)\n]{0,12}\))?(?:であったもの|だったもの)?(?:から|が|を)[^。\n、]{0,6}、?[^。\n、]{0,6}"
)
# How what `_TO` finds begins, behind a broken line or not.
_TO_BEGINS = ("(", "で", "だ", "から", "が", "を")
_BECOMES = re.compile(
    r"(?:\([^)\n]{0,12}\))?(?:に(?:増|減|な[りるっ]|引|改|上|下|変|拡|縮|まで)|へ(?:と)?(?:、)?|まで(?:増|減|上|下|引))"
)


def find_changes(scene: Scene) -> Iterator[Relation]:
    """二十六人から二十五人に減った: the first became the second."""
    for first, second in _neighbours(scene):
        old, new = scene.counts[first], scene.counts[second]
        following = scene.text[old.end : min(new.start, old.end + 60)].lstrip()
        if not following.startswith(_TO_BEGINS):
            continue
        a, b = exact(old), exact(new)
        if a is None or b is None or a == b or unit_of(old) != unit_of(new):
            continue
        if _TO.fullmatch(scene.between(first, second)) and _BECOMES.match(scene.after(second, 20)):
            step = f"{'+' if b > a else '−'}{printed(abs(b - a))}"
            expression = f"{printed(a)} → {printed(b)} ({step})"
            yield Relation("change", expression, None, (first, second))
