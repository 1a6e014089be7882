"""The mentions of all documents, put together to entities on safe evidence only."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

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


#: Texts and how often each was met.  Most names have one, for which a dict is three times as large.
_Counted = tuple[tuple[str, int], ...]


def _more(counted: _Counted, text: str, times: int) -> _Counted:
    """The texts with one met so many times more."""
    for at, (known, before) in enumerate(counted):
        if known == text:
            return (*counted[:at], (known, before + times), *counted[at + 1 :])
    return (*counted, (intern(text), times))


@dataclass(slots=True)
class _Gathered:
    """What is known of a name; a run over a gigabyte gathers some hundred thousand."""

    canonical: _Counted = ()
    forms: _Counted = ()
    documents: int = 0
    last: str | None = None
    days: tuple[str, ...] = ()
    owner: str | None = None
    kind: str | None = None

    def widen(self, days: Iterable[str]) -> None:
        """Take in days: the first and the last are kept."""
        both = {*self.days, *days}
        self.days = tuple(sorted({intern(min(both)), intern(max(both))})) if both else ()


class Registry:
    """Mentions by the organisation that they mean.

    Two documents speak of one organisation if its name says which one it is (a listed body, a
    legal form, a place or proper noun in it), or if the same municipality's meetings speak of it:
    総務常任委員会 of 水尾市 is not that of 浅見市.  Otherwise each document has its own.
    """

    def __init__(self) -> None:
        """Know nothing."""
        self._gathered: dict[tuple[str, str], _Gathered] = {}

    def __len__(self) -> int:
        """The number of entities."""
        return len(self._gathered)

    def add(self, mention: Mention) -> None:
        """Take in a mention; those of one document come one behind the other."""
        name = fold(mention.canonical)
        local = not described(name).distinct
        scope = (mention.owner or mention.document) if local else ""
        found = self._gathered.setdefault((scope, name), _Gathered())
        found.canonical = _more(found.canonical, mention.canonical, 1)
        found.forms = _more(found.forms, "".join(mention.text.split()), 1)
        if mention.document != found.last:
            found.documents, found.last = found.documents + 1, mention.document
        if mention.day:
            found.widen([mention.day])
        found.kind = found.kind or mention.kind
        if local:
            found.owner = mention.owner

    def told(self) -> list[list[Any]]:
        """All that is known, as lists that JSON can hold."""
        return [
            [
                *(scope, name, dict(found.canonical), dict(found.forms)),
                *(found.documents, list(found.days), found.owner, found.kind),
            ]
            for (scope, name), found in self._gathered.items()
        ]

    def take(self, told: Iterable[Sequence[Any]]) -> None:
        """Take in what another registry has told of other documents, which come behind these."""
        for scope, name, canonical, forms, documents, days, owner, kind in told:
            found = self._gathered.setdefault((intern(scope), intern(name)), _Gathered())
            for form, times in canonical.items():
                found.canonical = _more(found.canonical, form, times)
            for form, times in forms.items():
                found.forms = _more(found.forms, form, times)
            found.documents += documents
            found.widen(days)
            found.kind = found.kind or kind
            if scope:
                found.owner = owner

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
            documents=found.documents,
            mentions=sum(times for _, times in found.forms),
            first=min(found.days, default=None),
            last=max(found.days, default=None),
        )


def _commonest(counted: _Counted) -> tuple[str, ...]:
    """The forms, the commonest first, equals in the order of their characters."""
    return tuple(text for text, _ in sorted(counted, key=lambda item: (-item[1], item[0])))


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
