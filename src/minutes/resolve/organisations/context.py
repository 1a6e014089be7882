"""What is known of the organisations of one meeting, and what has been said up to a mention.

Every question is answered from an index, so that a pass over many mentions stays linear.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from minutes.organisations import Name
from minutes.resolve.organisations.endings import heads_of, place_of, without_prefecture
from minutes.schema import Meeting, Span, Turn

__all__ = ["Context", "Printed", "Referent", "Said", "heads_of", "place_of"]


class Referent(NamedTuple):
    """Whom a mention means, how that was found, and where the answer stands in the text.

    Without `canonical` the mention is surely one of an organisation, but of which nobody says.
    """

    canonical: str | None
    how: str
    anchor: Span | None = None


@dataclass(slots=True)
class Printed:
    """The full names that a meeting's text prints, and the names that end so."""

    first: dict[str, Span] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    mentions: Counter[str] = field(default_factory=Counter)
    municipalities: Counter[str] = field(default_factory=Counter)
    endings: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_head: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _longer: dict[tuple[str, str], str | None] = field(default_factory=dict)
    _ranked: dict[str, str | None] = field(default_factory=dict)

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

    @property
    def has_town(self) -> bool:
        """True if a city, ward, town or village is named."""
        return any(place[-1] in "市区町村" for place in self.municipalities)

    def longer(self, text: str, opening: str = "") -> str | None:
        """The only printed name that ends so, or that all others that do are ends of.

        With several left, the one that opens with the meeting's own place is meant.
        """
        key = text, opening
        if key not in self._longer:
            self._longer[key] = self._find_longer(text, opening)
        return self._longer[key]

    def _find_longer(self, text: str, opening: str) -> str | None:
        found = sorted(self.endings.get(text, ()), key=len, reverse=True)
        own = [full for full in found if opening and full.startswith(opening)]
        for group in (found, own):
            if group and all(group[0].endswith(full) for full in group):
                return group[0]
        return None

    def commonest(self, suffix: str) -> str | None:
        """The municipality of a sort (市) that is named most."""
        if suffix not in self._ranked:
            ranked = self.municipalities.most_common()
            self._ranked[suffix] = next((p for p, _ in ranked if p.endswith(suffix)), None)
        return self._ranked[suffix]

    def only_prefecture(self, suffix: str) -> str | None:
        """The only prefecture of a sort (県), if no other is named more often."""
        key = f"only {suffix}"
        if key not in self._ranked:
            named = [full for full, kind in self.kinds.items() if kind == "prefecture"]
            found = [full for full in named if full.endswith(suffix)]
            most = max((self.mentions[full] for full in named), default=0)
            sure = len(found) == 1 and self.mentions[found[0]] == most
            self._ranked[key] = found[0] if sure else None
        return self._ranked[key]


@dataclass(slots=True)
class Said:
    """The latest mentions: by kind, by head, and at all; `before` is one of any level."""

    by_kind: dict[str, tuple[Name, str]] = field(default_factory=dict)
    by_head: dict[str, tuple[Name, str]] = field(default_factory=dict)
    latest: tuple[Name, str] | None = None
    before: tuple[Name, str] | None = None
    companies: set[str] = field(default_factory=set)
    counts: defaultdict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, name: Name, canonical: str) -> None:
        """Take in a mention and whom it means."""
        said = name, canonical
        self.latest = said
        self.by_kind[name.kind] = said
        if name.kind == "company":
            self.companies.add(canonical)
        of_kind = self.counts[name.kind]
        of_kind[canonical] = of_kind.get(canonical, 0) + 1
        for head in heads_of(canonical):
            self.by_head[head] = said
        if name.full != canonical or name.text != canonical:
            for head in (*heads_of(name.full), *heads_of(name.text)):
                self.by_head[head] = said

    def commonest(self, ending: str, kinds: Container[str]) -> str | None:
        """The name of some kinds with an ending that was said most."""
        found = [
            (count, full)
            for kind, of_kind in self.counts.items()
            if kind in kinds
            for full, count in of_kind.items()
            if full.endswith(ending)
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None


@dataclass(slots=True)
class Context:
    """One meeting: whose it is, its turns, the names printed in it, and what has been said.

    `local` holds the sorts of municipality whose heads speak (市, if a 市長 does); `roles` says who
    holds which role by a line of the text; `national` is true of the Diet; `linked` has where の
    stands right before a mention.
    """

    meeting: Meeting | None
    turns: Sequence[Turn]
    printed: Printed
    council: str | None
    own_place: str | None
    local: str
    parties: Mapping[int, str]
    starts: Sequence[int]
    roles: Mapping[str, str] = field(default_factory=dict)
    national: bool = False
    linked: Container[int] = ()
    said: Said = field(default_factory=Said)
    _companies: dict[str, str | None] = field(default_factory=dict)
    _assembly: list[str | None] = field(default_factory=list)

    @property
    def is_page(self) -> bool:
        """True if nobody speaks and none meets: a page of an office speaks of its own 市."""
        return not self.turns and not self.body

    @property
    def is_of_assembly(self) -> bool:
        """True if a municipality's assembly or committee meets, whether or not it is named."""
        body = self.body or ""
        return not self.national and bool(
            self.local or body.endswith(("議会", "市会", "議会運営委員会", "常任委員会"))
        )

    @property
    def is_municipal(self) -> bool:
        """True if the meeting is one of a city, ward, town or village."""
        own = self.own_place[-1] if self.own_place else self.local
        return not self.national and any(sort in own for sort in "市区町村")

    @property
    def place_prefix(self) -> str:
        """The meeting's municipality as it opens the names of its bodies."""
        return without_prefecture(self.own_place) if self.own_place else ""

    @property
    def body(self) -> str | None:
        """The body whose meeting is recorded, as far as the meeting or its text says."""
        return self.meeting.body if self.meeting is not None and self.meeting.body else self.council

    def turn_number(self, offset: int) -> int | None:
        """The index of the turn that a position lies in."""
        index = bisect_right(self.starts, offset) - 1
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

    def company_in(self, post: str) -> str | None:
        """The printed company whose name a speaker's post carries."""
        if post not in self._companies:
            kinds = self.printed.kinds.items()
            found = (full for full, kind in kinds if kind == "company" and full in post)
            self._companies[post] = next(found, None)
        return self._companies[post]

    def only_assembly(self) -> str | None:
        """The assembly of the meeting's municipality, or the only one printed."""
        if not self._assembly:
            by_head = self.printed.by_head
            printed = [*by_head.get("議会", ()), *by_head.get("市会", ())]
            own = [full for full in printed if self.own_place and full.startswith(self.own_place)]
            only = next((group[0] for group in (own, printed) if len(group) == 1), None)
            self._assembly.append(only)
        return self._assembly[0]
