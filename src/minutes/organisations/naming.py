"""What must stand before a head to make a name: one rule for each `needs` of the lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from typing import Literal

from minutes.organisations.pieces import Modifiers
from minutes.organisations.runs import is_coined
from minutes.organisations.words import Head

Naming = Literal["sure", "weak", "none"]


def naming(modifiers: Modifiers, head: Head) -> Naming:
    """Whether the modifiers make a name of a head: surely, only if the text knows it, or not."""
    return NEEDS[head.needs](modifiers, head)


def _topic(modifiers: Modifiers, head: Head) -> Naming:
    """総務 課, 中央 小学校: any word that tells one from the others; 公立 高校 has none."""
    return _vague(head) if _is_vague(modifiers, head) else "sure"


def _proper(modifiers: Modifiers, head: Head) -> Naming:
    """水尾 病院: a place, a person, a number; 地域包括 支援センター needs a fuller name."""
    if _is_vague(modifiers, head):
        return _vague(head)
    sure = any(f.is_proper or f.pos2 == "数詞" for f in modifiers.features)
    sure = sure or "国立" in modifiers.surfaces  # with a topic, the only one of the state
    sure = sure or _has_place(modifiers.surfaces, modifiers.piece.words.generic)
    return "sure" if sure else "weak"


def _has_place(surfaces: Sequence[str], common: Set[str]) -> bool:
    """True for 浅見 市 ...: a municipality opens the name, though no dictionary has it."""
    return (
        len(surfaces) > 1 and surfaces[1] in ("市", "町", "村", "県") and surfaces[0] not in common
    )


def _sole(modifiers: Modifiers, head: Head) -> Naming:
    """水尾 電力: nothing but one proper noun; 水尾市道路 建設 is a work."""
    features = modifiers.features
    alone = len(features) == 1 and features[0].is_proper
    return "sure" if alone and modifiers.piece.behind() in ("end", "light") else "none"


def _coined(modifiers: Modifiers, head: Head) -> Naming:
    """ヒノデ ペイメント, 水尾 エンジニアリング: a word that no dictionary has, or a proper noun."""
    if _is_vague(modifiers, head) or modifiers.surfaces[-1] in head.generic:
        return "none"
    behind = modifiers.piece.behind() in ("end", "light")
    words = zip(modifiers.surfaces, modifiers.features, strict=True)
    return "sure" if behind and any(f.is_proper or is_coined(s, f) for s, f in words) else "none"


def _person(modifiers: Modifiers, head: Head) -> Naming:
    """水野 派: a person's name; 反対 派 has none."""
    features = modifiers.features
    alone = len(features) == 1 and features[0].is_proper
    return "sure" if alone and modifiers.piece.behind() in ("end", "light") else "none"


def _letters(modifiers: Modifiers, head: Head) -> Naming:
    """KS 社, アサミ 社: letters or katakana that name one company."""
    surfaces = modifiers.surfaces
    if surfaces[-1] in head.generic or any(
        word in modifiers.piece.words.every for word in surfaces
    ):
        return "none"
    single = len(surfaces) == 1 or "".join(surfaces).isascii() is False
    return "sure" if single and _is_label("".join(surfaces)) else "none"


def _joint(modifiers: Modifiers, head: Head) -> Naming:
    """みなと・浅見 共同企業体: whatever the partners are called."""
    return "sure"


NEEDS: dict[str, Callable[[Modifiers, Head], Naming]] = {
    "topic": _topic,
    "proper": _proper,
    "sole": _sole,
    "coined": _coined,
    "person": _person,
    "letters": _letters,
    "joint": _joint,
}


def _vague(head: Head) -> Naming:
    """A centre or a council may be the one that the text prints with its place."""
    return "weak" if head.kind in ("facility", "council") else "none"


#: Tasks of a section, 審査課; of a council they tell nothing.
_TASKS = frozenset(("支援", "審査", "調査", "相談", "行政", "連携", "運営", "検証"))
_CITIZENS = frozenset(("市民", "町民", "区民", "県民", "住民"))


def _is_vague(modifiers: Modifiers, head: Head) -> bool:
    if head.kind == "unit":
        last = modifiers.surfaces[-1]
        if head.text in ("課", "係") and (last in _TASKS or last in _CITIZENS):
            return False
        if head.text in ("部", "局") and last in _CITIZENS:
            return False
    return tells_nothing(modifiers.surfaces, modifiers.piece.words.generic, head.generic)


def tells_nothing(surfaces: Sequence[str], common: Set[str], generic: Set[str]) -> bool:
    """True if all that stands before a head are words of no distinction: 定時 制 高校.

    The words may be of several tokens: 第 三 者, 再 開発.
    """
    at = 0
    while at < len(surfaces):
        for size in (3, 2, 1):
            text = "".join(surfaces[at : at + size])
            if text in common or text in generic:
                at += size
                break
        else:
            return False
    return True


_MIXED = re.compile("[A-Z]{1,6}[ァ-ヶー]{3,}|[ァ-ヶー]{3,}[A-Z]{1,4}")  # Zリンク


def _is_label(surface: str) -> bool:
    word = surface.isascii() and surface.isalpha() and surface[0].isupper()
    letters = word and (len(surface) <= 6 if surface.isupper() else len(surface) > 2)
    letters = letters or _MIXED.fullmatch(surface) is not None
    return letters or (len(surface) > 2 and all("ァ" <= char <= "ー" for char in surface))
