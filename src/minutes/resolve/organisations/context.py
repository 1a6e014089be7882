"""What is known of the organisations of one meeting, and what has been said up to a mention.

Every question is answered from an index, so that a pass over many mentions stays linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from minutes.organisations import Name
from minutes.organisations.spelling import today
from minutes.organisations.words import words
from minutes.schema import Document, Meeting, Span, Turn
from minutes.text import fold

#: Heads that end in another one without being its kind: a 協議会 is no 議会.
_OTHER = {"議会": ("協議会", "審議会")}
_PLACES = frozenset("市区町村県都府道")
_OF_PLACE = ("議会", "役所", "役場", "教育委員会", "長", "会", "立", "農業委員会", "選挙管理委員会")


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a mention means, how that was found, and where the answer stands in the text."""

    canonical: str | None
    how: str
    anchor: Span | None = None


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
    for size in lists.lengths.get(full[-1], ()):
        text = full[-size:]
        word = lists.table.get(text) if 1 < size <= len(full) else None
        if word is not None and (word.head or word.nominal):
            if not full.endswith(_OTHER.get(text, ())):
                yield text
    if "財団" in full and not full.endswith("財団"):
        yield "財団"
    if "法人" in full:
        yield "法人"
    yield full[-1]


def place_of(full: str) -> str | None:
    """The municipality or prefecture that a name is or opens with.

    >>> place_of("水尾市議会"), place_of("水尾市"), place_of("市場調査会")
    ('水尾市', '水尾市', None)
    """
    for end in range(2, min(9, len(full)) + 1):
        if full[end - 1] in _PLACES and (end == len(full) or full.startswith(_OF_PLACE, end)):
            return full[:end] if end > 2 or full[0] not in "本当同" else None
    return None


@dataclass(slots=True)
class Printed:
    """The full names that a meeting's text prints, and the names that end so."""

    first: dict[str, Span] = field(default_factory=dict)
    mentions: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, str] = field(default_factory=dict)
    endings: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    municipalities: Counter[str] = field(default_factory=Counter)
    by_head: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: Name) -> None:
        """Take in a mention that carries a name of its own."""
        place = place_of(name.full)
        if place is not None:
            self.municipalities[place] += 1
        self.mentions[name.full] += 1
        if name.full in self.first or name.weak:
            return
        self.first[name.full] = name.span
        self.kinds[name.full] = name.kind
        for start in range(1, len(name.full) - 1):
            self.endings[name.full[start:]].append(name.full)
        for head in heads_of(name.full):
            self.by_head[head].append(name.full)

    def longer(self, text: str, opening: str = "") -> str | None:
        """The only printed name that ends so, or that all others that do are ends of.

        With several left, the one that opens with the meeting's own place is meant.
        """
        found = sorted(self.endings.get(text, ()), key=len, reverse=True)
        if not found:
            return None
        own = [full for full in found if opening and full.startswith(opening)]
        for group in (found, own):
            if group and all(group[0].endswith(full) for full in group[:50]):
                return group[0]
        return None


@dataclass(slots=True)
class Said:
    """The latest mentions: by kind, by head, and at all."""

    by_kind: dict[str, tuple[Name, str]] = field(default_factory=dict)
    by_head: dict[str, tuple[Name, str]] = field(default_factory=dict)
    latest: tuple[Name, str] | None = None
    companies: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, name: Name, canonical: str) -> None:
        """Take in a mention and whom it means."""
        said = name, canonical
        self.latest = said
        self.by_kind[name.kind] = said
        self.counts[canonical] += 1
        if name.kind == "company":
            self.companies.add(canonical)
        for full in {canonical, name.full, fold(name.text)}:
            for head in heads_of(full):
                self.by_head[head] = said


@dataclass(slots=True)
class Context:
    """One meeting: whose it is, its turns, the names printed in it, and what has been said."""

    meeting: Meeting | None
    turns: Sequence[Turn]
    printed: Printed
    council: str | None
    own_place: str | None
    local: str
    parties: Mapping[int, str]
    said: Said = field(default_factory=Said)
    chairs: dict[int, str | None] = field(default_factory=dict)

    @property
    def body(self) -> str | None:
        """The body whose meeting is recorded, as far as the meeting or its text says."""
        return self.meeting.body if self.meeting is not None and self.meeting.body else self.council

    def turn_number(self, offset: int) -> int | None:
        """The index of the turn that a position lies in."""
        index = bisect_right(self.turns, offset, key=lambda turn: turn.start) - 1
        return index if index >= 0 and offset < self.turns[index].end else None

    def turn_at(self, offset: int) -> Turn | None:
        """The turn that a position lies in."""
        index = self.turn_number(offset)
        return self.turns[index] if index is not None else None

    def turn_start(self, offset: int, back: int = 0) -> int:
        """Where the turn of a position (or one of the turns before it) begins; 0 outside turns."""
        index = self.turn_number(offset)
        return self.turns[max(0, index - back)].start if index is not None else 0

    def own(self, suffix: str) -> str | None:
        """The municipality whose meeting this is, if it is of that sort (市, 区, 県)."""
        if self.own_place is not None and self.own_place.endswith(suffix):
            return self.own_place
        return None


_RECORDED = re.compile(r"[一-鿿・]{2,16}?委員会(?=議録|専門員|調査室)")
_OPENED = re.compile(r"を(?:開|再開)")


def own_council(document: Document, meeting: Meeting | None, printed: Printed) -> str | None:
    """The council whose meeting it is: the one recorded, opened, or by far named most."""
    start, end = (meeting.start, meeting.end) if meeting is not None else (0, len(document.text))
    recorded = _RECORDED.search(fold(document.text[start : min(end, start + 6000)]))
    if recorded is not None:
        return recorded.group().removeprefix("衆議院").removeprefix("参議院")
    councils = [full for full, kind in printed.kinds.items() if kind in ("council", "regulator")]
    for full in councils:
        if _OPENED.match(document.text, printed.first[full].end):
            return full
    ranked = sorted(councils, key=lambda full: -printed.mentions[full])
    if ranked and printed.mentions[ranked[0]] > 2 * sum(printed.mentions[f] for f in ranked[1:2]):
        return ranked[0]
    return None


def own_place(meeting: Meeting | None, printed: Printed, names: Iterable[Name]) -> str | None:
    """The municipality whose meeting it is: the body's, else the one that 本市 must mean."""
    body = fold(meeting.body) if meeting is not None and meeting.body else ""
    place = place_of(body)
    if place is not None:
        return place
    assemblies = {place_of(f) for f, kind in printed.kinds.items() if kind == "assembly"} - {None}
    if len(assemblies) == 1:
        return assemblies.pop()
    own = Counter(name.full[-1] for name in names if name.kind == "own-municipality")
    bare = Counter(name.full[-1] for name in names if name.kind == "municipality")
    for suffix, _ in [*own.most_common(), *bare.most_common(1)]:
        ranked = [p for p in printed.municipalities.most_common() if p[0].endswith(suffix)]
        rival = ranked[1][1] if len(ranked) > 1 else 0
        if ranked and (own[suffix] or (ranked[0][1] > 2 and ranked[0][1] >= 2 * rival)):
            return ranked[0][0]
    return None


_HEADS = re.compile("[市区町村]長")


def local_suffixes(turns: Sequence[Turn]) -> str:
    """The sorts of municipality whose heads speak (市長: 市): 市 alone means theirs."""
    posts = (turn.position for turn in turns if turn.position)
    return "".join(sorted({match[0][0] for post in posts if (match := _HEADS.search(post))}))
