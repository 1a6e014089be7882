"""Where tellings disagree on a day: one deed told of one day here and of another there.

Three ways lead to such a pair.  Two documents tell one deed of two days (確報は十八日, and
二十二日).  A plan was moved (十月一日の開始を予定, then 四月一日から開始), which one document
may tell alone.  A sentence takes a day or an hour back (十九時四十分と御説明してまいりましたが、
…十八時五十分).

A deed is the same if its class is, if the words that name it agree, if no word tells them apart
(速報, 確報), and if nobody else does it there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from minutes.events.words import kinds
from minutes.incidents.deeds import Deed, days_apart, deeds, differ, is_day, moment
from minutes.incidents.discrepancies import joined
from minutes.incidents.grouping import alike, parties
from minutes.incidents.items import apart
from minutes.incidents.names import same
from minutes.incidents.tellings import Pile, Rarity
from minutes.incidents.types import Discrepancy, Happening
from minutes.schema import Event
from minutes.text import fold

#: How many days two tellings of one deed, and of one plan, may lie apart.
_DAYS, _PLAN_DAYS = 21, 400
#: How much of the words that name a deed must be shared.
_SHARED = 0.5
#: Deeds of one word beyond so many are not compared: it would cost quadratic time.
_AHEAD = 60
#: Deeds with two ends: a report that one body got is not the one that another got.
_PASSED_ON = frozenset(
    ["received", "reported", "submitted", "notified", "inquired", "answered", "investigated"]
)
#: Those of them that go to everybody concerned at once.
_TO_ALL = frozenset(["notified", "submitted"])
#: Deeds that happen once to a thing, so that a plan can be moved.
_ONCE = frozenset(
    ["started", "ended", "resumed", "disclosed", "suspended", "postponed", "implemented"]
)
_TAKES_BACK = re.compile(
    r"と(?:御|ご)?(?:説明|報告|公表|発表|答弁|お知らせ|お答え|申し上げ)[^。]{0,16}?"
    r"(?:が|けれども|ところ)、"
)
_CLOSE = 80


def of_days(
    pile: Pile, happenings: Sequence[Happening], incident: str, rarity: Rarity
) -> list[Discrepancy]:
    """The deeds of an incident that are told of more than one day."""
    told = deeds(pile, happenings)
    links = [*_differing(told, rarity), *_taken_back(pile, told)]
    again = _told_again(told, happenings, {at for pair in links for at in pair})
    found = []
    for group in joined(len(told), [*links, *again]):
        members = sorted(
            (told[at] for at in group),
            key=lambda deed: (pile.said_on(deed.ref) or "9999", deed.ref),
        )
        if len({moment(deed.event) for deed in members}) > 1:
            found.append(_discrepancy(incident, members))
    return found


def _discrepancy(incident: str, told: Sequence[Deed]) -> Discrepancy:
    objects = ["".join(deed.event.object.split()) for deed in told if deed.event.object]
    named = "・".join(sorted(told[0].singular))
    return Discrepancy(
        incident,
        "day",
        named or (min(objects, key=len) if objects else _class_of(told[0].event)),
        next((actor for deed in told for actor in deed.event.actors), None),
        tuple(deed.ref for deed in told),
    )


def _class_of(event: Event) -> str:
    """The class of an event in Japanese."""
    kind = kinds().get(event.kind)
    return kind.japanese if kind is not None else event.kind


# --- one deed, two days -----------------------------------------------------------------------


def _differing(told: Sequence[Deed], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """The pairs of tellings of one deed that give different days."""
    known = {(deed.ref.document, deed.event.date_value, deed.event.kind) for deed in told}
    ordered = sorted(
        (at for at, deed in enumerate(told) if not deed.state),
        key=lambda at: (told[at].event.date_start or "", told[at].ref),
    )
    by_name: dict[str, list[int]] = defaultdict(list)
    for at in ordered:
        one = told[at]
        candidates = {other for name in one.names for other in by_name[name][-_AHEAD:]}
        for other in sorted(candidates):
            if _is_pair(told[other], one, known) and _one_deed(told[other], one, rarity):
                yield other, at
        for name in one.names:
            by_name[name].append(at)


def _is_pair(one: Deed, other: Deed, known: set[tuple[int, str | None, str]]) -> bool:
    """True if the days of two tellings differ as those of a moved plan, or of one deed, may."""
    apart_by = days_apart(one.event, other.event)
    if not differ(one.event, other.event) or apart_by > _PLAN_DAYS:
        return False
    classes = {one.event.kind, other.event.kind}
    if one.planned or other.planned or "postponed" in classes:
        return classes <= _ONCE and (len(classes) == 1 or "postponed" in classes)
    exact = is_day(one.event) and is_day(other.event)
    return exact and apart_by <= _DAYS and not _knows_both(one, other, known)


def _knows_both(one: Deed, other: Deed, known: set[tuple[int, str | None, str]]) -> bool:
    """True if one document tells both days, and so knows the deeds apart."""
    here, there = one.event, other.event
    return (
        one.ref.document == other.ref.document
        or (one.ref.document, there.date_value, there.kind) in known
        or (other.ref.document, here.date_value, here.kind) in known
    )


def _one_deed(one: Deed, other: Deed, rarity: Rarity) -> bool:
    if not alike(one.event.kind, other.event.kind) or apart(one.marks, other.marks):
        return False
    if one.event.kind == other.event.kind and not _one_verb(one, other):
        return False
    least = min(rarity.weight(one.names), rarity.weight(other.names))
    shared = one.names & other.names
    return bool(shared) and rarity.weight(shared) >= _SHARED * least and _same_hands(one, other)


def _one_verb(one: Deed, other: Deed) -> bool:
    """True if the clauses end alike, or one has the last word of the other: 発売, not 公表."""
    if not one.verb or not other.verb or one.verb == other.verb or one.singular & other.singular:
        return True
    return one.verb in other.event.quote or other.verb in one.event.quote


def _same_hands(one: Deed, other: Deed) -> bool:
    """True if nobody acts in one telling who cannot act in the other.

    私どもでは照会した is the speaker's own body: a deed without an actor is told of one's own.
    """
    agreed = False
    for roles in (("agent", "carried", "source"), ("recipient", "patient")):
        mine, theirs = parties(one.event, *roles), parties(other.event, *roles)
        if mine and theirs:
            if not any(same(a, b) for a in mine for b in theirs):
                return False
            agreed = True
    classes = {one.event.kind, other.event.kind}
    if not classes & _PASSED_ON or (agreed and classes <= _TO_ALL):
        return True
    if one.home and one.home == other.home:
        return True
    mine, theirs = parties(one.event, "recipient"), parties(other.event, "recipient")
    return bool(mine and theirs) or (bool(one.singular & other.singular) and not mine + theirs)


# --- taken back, told again -------------------------------------------------------------------


def _taken_back(pile: Pile, told: Sequence[Deed]) -> Iterator[tuple[int, int]]:
    """The pairs of neighbouring tellings of which a sentence takes the first back."""
    for at, (one, other) in enumerate(pairwise(told)):
        if one.ref.document != other.ref.document or one.event.kind != other.event.kind:
            continue
        if other.event.start - one.event.end > _CLOSE:
            continue
        text = pile.extractions[one.ref.document].document.text
        words = fold(text[one.event.start : other.event.start])
        taken = "。" not in words and _TAKES_BACK.search(words) is not None
        if taken and differ(one.event, other.event):
            yield at, at + 1


def _told_again(
    told: Sequence[Deed], happenings: Sequence[Happening], differing: set[int]
) -> Iterator[tuple[int, int]]:
    """The pairs of a differing deed and one that tells the same.

    A deed of a minute (十九時四十分) is the same wherever that minute of that day is told.
    """
    place = {deed.ref: at for at, deed in enumerate(told)}
    groups = [[place[ref] for ref in one.tellings if ref in place] for one in happenings]
    minutes: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for at, deed in enumerate(told):
        first, last, minute = moment(deed.event)
        if minute is not None:
            minutes[first, last, minute].append(at)
    for group in (*groups, *minutes.values()):
        mine = next((at for at in group if at in differing), None)
        for at in group if mine is not None else ():
            if mine is not None and alike(told[mine].event.kind, told[at].event.kind):
                yield mine, at
