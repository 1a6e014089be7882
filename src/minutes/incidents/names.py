"""Names of organisations as keys: what is left when the legal form and 社 are taken off."""

from __future__ import annotations

import re
from functools import lru_cache

from minutes.text import fold

_LEGAL = re.compile(
    r"株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人"
    r"|独立行政法人|国立大学法人|特定非営利活動法人|NPO法人|社会福祉法人|学校法人|医療法人"
    r"|\((?:株|有|同|一社|一財|公財|公社|独|福|学|医)\)|[㈱㈲㈳㈶]"
)
_PUBLIC = re.compile(
    r"(?:[省庁局府]|委員会|議会|審議会|協議会|会議|部会|事務局|本部|警察|県警|警視庁|検察|裁判所|政府"
    r"|[都道府県市区町村]|[部課室係])\Z|^(?:国|国会|内閣)"
)
_LEAST = 3  # the shortest key that another name may contain


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The part of a name that tells it from others.

    >>> key("株式会社ミナト電算"), key("ミナト電算社"), key("公益財団法人水尾市文化財団")
    ('ミナト電算', 'ミナト電算', '水尾市文化財団')
    """
    bare = _LEGAL.sub("", fold(name)).strip()
    return bare[:-1] if bare.endswith("社") and len(bare) > 2 else bare


def same(one: str, other: str) -> bool:
    """True if two keys name one organisation: equal, or one the other's beginning or end.

    A municipality is not the same as the bodies whose names begin with its own.

    >>> same("ミナト電算", "ミナト電算"), same("電算", "ミナト電算"), same("ミナト電", "ミナト電算")
    (True, False, True)
    >>> same("水尾市", "水尾市文化財団")
    False
    """
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST or is_public(short):
        return False
    return long.startswith(short) or long.endswith(short)


def has_form(name: str) -> bool:
    """True for a name that is printed with its legal form.

    >>> has_form("株式会社ミナト電算"), has_form("ミナト電算社")
    (True, False)
    """
    return _LEGAL.search(fold(name)) is not None


@lru_cache(maxsize=20_000)
def is_public(name: str) -> bool:
    """True for an authority, a municipality, an assembly, a department: those in many matters.

    >>> is_public("個人情報保護委員会"), is_public("水尾市"), is_public("株式会社ミナト電算")
    (True, True, False)
    """
    return _LEGAL.search(fold(name)) is None and _PUBLIC.search(fold(name)) is not None
