"""What a full name ends and opens with: its heads, its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from minutes.organisations.spelling import today
from minutes.organisations.words import sizes_at, words

#: A head that ends in another one without being its kind: a 協議会 is no 議会.
_OTHER = {"議会": ("協議会", "審議会")}
_INNER = ("理事会", "評議員会", "取締役会", "監査役会", "事務局")
_PLACES = frozenset("市区町村県都府道")
_OF_PLACE = ("議会", "役所", "役場", "教育委員会", "長", "会", "立", "農業委員会", "選挙管理委員会")
_FOUR = frozenset(("東京都", "北海道", "京都府", "大阪府"))  # 上下水道 is no place
_LONGEST = 9  # characters of a place name


@lru_cache(maxsize=4096)
def heads_of(full: str) -> tuple[str, ...]:
    """The heads that a name ends with, the longest first, and its last character.

    >>> heads_of("水尾市環境審議会"), heads_of("勞働委員會")
    (('審議会', '会'), ('委員会', '会'))
    >>> heads_of("公益財団法人水尾市みらい")
    ('財団', '法人', 'い')
    """
    return tuple(_heads_of(today(full)))


def _heads_of(full: str) -> Iterator[str]:
    lists = words()
    for size in sizes_at(lists, full, len(full)):
        text = full[-size:]
        word = lists.table.get(text) if 1 < size <= len(full) else None
        if word is None or full.endswith(_OTHER.get(text, ())):
            continue
        if word.head is not None or word.nominal is not None:
            yield text
    inner = full.endswith(_INNER)  # the 理事会 of a 財団 is not the 財団
    if "財団" in full and not full.endswith("財団") and not inner:
        yield "財団"
    if "法人" in full and not inner:
        yield "法人"
    yield full[-1]


_OPENING = re.compile(r"[一-龥々ヶケァ-ヴー]{2,6}?[市区町村県]")
_FORM = re.compile(r"\A[^ ]{0,12}法人")


@lru_cache(maxsize=4096)
def opening_place(full: str) -> str | None:
    """The municipality or prefecture that any name opens with, behind its legal form.

    >>> opening_place("水尾市文化振興課"), opening_place("社会福祉法人浅見町福祉会")
    ('水尾市', '浅見町')
    >>> opening_place("都市計画課"), opening_place("市場調査会")
    (None, None)
    """
    match = _OPENING.match(_FORM.sub("", full))
    if match is None or any(match.group().endswith(word) for word in words().classes):
        return None
    return match.group()


#: A prefecture before a municipality: 水尾県 浅見市.
_ABOVE = re.compile(r"\A(?:北海道|東京都|(?:京都|大阪)府|[一-龥]{2,3}県)(?=.{1,8}[市区町村]\Z)")


def without_prefecture(place: str) -> str:
    """A municipality's own name.

    >>> without_prefecture("兵庫県明石市"), without_prefecture("兵庫県")
    ('明石市', '兵庫県')
    """
    return _ABOVE.sub("", place)


@lru_cache(maxsize=4096)
def place_of(full: str) -> str | None:
    """The municipality or prefecture that a name is or opens with.

    >>> place_of("公立大学法人水尾市立大学")
    '水尾市'
    >>> place_of("水尾市議会"), place_of("水尾市"), place_of("市場調査会"), place_of("上下水道")
    ('水尾市', '水尾市', None, None)
    """
    if "法人" in full:
        full = _FORM.sub("", full)  # 地方独立行政法人水尾市立病院
    for end in range(2, min(_LONGEST, len(full)) + 1):
        last = full[end - 1]
        if last in _PLACES and (end == len(full) or full.startswith(_OF_PLACE, end)):
            if last in "都道府" and full[:end] not in _FOUR:
                continue
            own = end == 2 and full[0] in "本当同"
            return full[:end] if not own and full[:end] not in words().classes else None
    return None
