"""The mentions of all documents, put together to entities on safe evidence only."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from minutes.entities.kinds import described
from minutes.resolve.organisations.endings import place_of
from minutes.text import fold


@dataclass(frozen=True, slots=True)
class Mention:
    """A resolved mention: `owner` is the municipality whose meeting it is, `day` the meeting's.

    `kind` is what the mention's surroundings say where the name itself says nothing.
    """

    document: str
    canonical: str
    text: str
    owner: str | None
    day: str | None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An organisation of the run; days are ISO days of meetings."""

    id: str
    canonical: str
    kind: str
    parent: str | None
    surface_forms: tuple[str, ...]
    documents: int
    mentions: int
    first: str | None
    last: str | None


@dataclass(slots=True)
class _Gathered:
    canonical: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    owner: str | None = None
    kind: str | None = None


class Registry:
    """Mentions by the organisation that they mean.

    Two documents speak of one organisation if its name says which one it is (a listed body, a
    legal form, a place or proper noun in it), or if the same municipality's meetings speak of it:
    総務常任委員会 of 水尾市 is not that of 浅見市.  Otherwise each document has its own.
    """

    def __init__(self) -> None:
        """Know nothing."""
        self._gathered: dict[tuple[str, str], _Gathered] = {}

    def add(self, mention: Mention) -> None:
        """Take in a mention."""
        name = fold(mention.canonical)
        local = not described(name).distinct
        scope = (mention.owner or mention.document) if local else ""
        found = self._gathered.setdefault((scope, name), _Gathered())
        found.canonical[mention.canonical] += 1
        found.forms["".join(mention.text.split())] += 1
        found.documents.add(mention.document)
        if mention.day:
            found.days = {min({*found.days, mention.day}), max({*found.days, mention.day})}
        found.kind = found.kind or mention.kind
        if local:
            found.owner = mention.owner

    def entities(self) -> Iterator[Entity]:
        """The entities by name; those of one name by their scope."""
        keys = sorted(self._gathered, key=lambda key: (key[1], key[0]))
        for scope, name in keys:
            yield self._entity(scope, name, self._gathered[scope, name])

    def _entity(self, scope: str, name: str, found: _Gathered) -> Entity:
        facts = described(name)
        kind = facts.kind if facts.kind != "unknown" else found.kind or facts.kind
        digest = hashlib.sha256(f"{scope}\0{name}".encode()).hexdigest()
        return Entity(
            id=f"e{digest[:12]}",
            canonical=_commonest(found.canonical)[0],
            kind=kind,
            parent=facts.parent or _owner_as_parent(kind, name, found.owner),
            surface_forms=_commonest(found.forms),
            documents=len(found.documents),
            mentions=found.forms.total(),
            first=min(found.days, default=None),
            last=max(found.days, default=None),
        )


def _commonest(counter: Counter[str]) -> tuple[str, ...]:
    """The forms, the commonest first, equals in the order of their characters."""
    return tuple(text for text, _ in sorted(counter.items(), key=lambda item: (-item[1], item[0])))


_OF_ASSEMBLY = ("常任委員会", "特別委員会", "議会運営委員会", "全員協議会", "委員協議会")
_OF_OTHERS = ("支部", "支店", "支社", "営業所", "事務所", "出張所")
_MUNICIPAL = ("小学校", "中学校")


def _owner_as_parent(kind: str, name: str, owner: str | None) -> str | None:
    """The assembly for its committees, the municipality for its other parts; else none."""
    part = kind in ("council", "unit") or name.endswith(_MUNICIPAL)
    if owner is None or not part or name.endswith(_OF_OTHERS):
        return None
    return owner + "議会" if name.endswith(_OF_ASSEMBLY) else owner


def owner_of(body: str | None, own: Iterable[str | None]) -> str | None:
    """The municipality whose meeting it is: the body's, else the one that 本市 mostly means.

    >>> owner_of("水尾市議会総務委員会", []), owner_of(None, ["浅見市", "浅見市", None])
    ('水尾市', '浅見市')
    """
    place = place_of(fold(body)) if body else None
    if place is not None:
        return place
    counted = Counter(name for name in own if name)
    return min(counted, key=lambda name: (-counted[name], name)) if counted else None
