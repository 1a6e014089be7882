"""What was lost as a mark of an incident: USBメモリーの紛失, told beside one city or one company.

A municipality is named in every matter and joins nothing; a thing that two documents miss beside
its name does.  個人情報の流出 does not, for there are many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

#: Things are lost one at a time; a leak of 情報 could be any.
_LOSSES = frozenset(["紛失", "盗難", "誤送付", "誤廃棄", "持ち出し", "誤配"])
_KIND = re.compile(
    r"(?:情報|データ|番号|内容|書類|資料|文書|メール|ファイル|カード|もの|もと|こと|ため|事項|[物品金者人])\Z"
)
_TOWN = re.compile(
    r"(?:北海道|東京都|京都府|大阪府|[一-鿿]{2,3}県)?(?P<town>[^都道府県]{1,9}[市町村区])\Z"
)
_AND, _ONCE = ("", "の", "を", "が"), ("", "一時")


@dataclass(slots=True)
class Loss:
    """A thing that is told to have been lost beside a name."""

    thing: str
    name: str
    told: int = 0
    words: Counter[str] = field(default_factory=Counter)
    documents: set[int] = field(default_factory=set)
    days: list[str] = field(default_factory=list)

    def note(self, document: int, word: str, days: Sequence[str]) -> None:
        """Count a sentence that tells of it."""
        self.told += 1
        self.documents.add(document)
        self.words[word] += 1
        self.days.extend(days)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words that tell of it: 端末の紛失, 端末が一時紛失.

        >>> Loss("鍵", "水尾市", words=Counter(["紛失"])).phrases[:3]
        ('鍵紛失', '鍵一時紛失', '鍵の紛失')
        """
        return tuple(
            f"{self.thing}{particle}{once}{word}"
            for word in sorted(self.words)
            for particle in _AND
            for once in _ONCE
        )


def is_one(thing: str, word: str) -> bool:
    """True for a loss that can be known again by its words alone.

    >>> is_one("USBメモリー", "紛失"), is_one("個人情報", "流出"), is_one("書類", "紛失")
    (True, False, False)
    """
    return word in _LOSSES and len(thing) >= 2 and _KIND.search(thing) is None


def town_of(name: str) -> str | None:
    """The municipality that a name is of, without its prefecture.

    >>> town_of("青嶺県水尾市"), town_of("水尾市"), town_of("水尾市議会")
    ('水尾市', '水尾市', None)
    """
    match = _TOWN.match(name)
    return match["town"] if match is not None else None
