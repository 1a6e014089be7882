"""Who acts in an event: an authority, a body that is named, or nobody in particular."""

from __future__ import annotations

import re

from minutes.incidents.names import is_public
from minutes.schema import Event

_ACT = re.compile(r"指導|命令|勧告|処分|逮捕|喚起|停止")
# Whoever speaks or is spoken of: a measure of 本市 or 同社 names nobody.
_NAMELESS = re.compile(
    r"(?:本|当|同|弊)(?:[市町村区県都道府社]|会社|法人|財団|機構)|[市町村区県社]"
)
# Whose acts are acts of an authority, where a municipality is named beside it.
_REGULATOR = re.compile(r"[省庁]\Z|(?<!事務)局\Z|警察|検察|裁判所|公安")
# The committees of an assembly, and whatever is no authority: 総務委員会, 連絡協議会.
_SITTING = re.compile(r"議会|協議会\Z|会議\Z|部会\Z|事務局\Z|[課室係]\Z|委員会\Z")
_COMMISSION = re.compile(
    r"(?:個人情報保護|公正取引|公安|証券取引等監視|原子力規制|運輸安全|労働|教育|監査|選挙管理)委員会\Z"
)


def is_nameless(name: str) -> bool:
    """True for a name that stands for whoever speaks or is spoken of.

    >>> is_nameless("本市"), is_nameless("同社"), is_nameless("水尾市")
    (True, True, False)
    """
    return _NAMELESS.fullmatch(name) is not None


def is_authority(name: str) -> bool:
    """True for an authority, not for an assembly's committee or a department."""
    if not is_public(name):
        return False
    return _COMMISSION.search(name) is not None or _SITTING.search(name) is None


def authorities(event: Event) -> list[str]:
    """The authorities that act in an event that is an act of theirs."""
    if not _ACT.search(event.quote):
        return []
    roles = zip(event.actors, event.roles, strict=True)
    acting = [name for name, role in roles if role in ("agent", "carried") and is_public(name)]
    # 水尾市の…について、個人情報保護委員会は…指導を行った: whom it is about comes first.
    regulators = [name for name in acting if _REGULATOR.search(name) or _COMMISSION.search(name)]
    return regulators or acting[::-1]


def who_acts(event: Event) -> str | None:
    """The body that does what an event tells, if it is named."""
    roles = zip(event.actors, event.roles, strict=True)
    return next(
        (
            name
            for name, role in roles
            if role in ("agent", "carried", "source") and not is_nameless(name)
        ),
        None,
    )
