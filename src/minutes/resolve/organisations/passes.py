"""Who is meant: each mention with the fullest name that its meeting prints.

One pass in text order.  A name finds its fullest printed form; a nominal asks, in this order, what
its words demand: the meeting's body (当委員会, 事務局), the speaker's own (当省, 我が党), the
last name with the same head (財団, 同社).  What nobody answers stays a row without a canonical.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from minutes.nlp import Tokens
from minutes.organisations import Declaration, Found, Name
from minutes.organisations.specific import INTRODUCED
from minutes.resolve.organisations.context import Context, Printed, Referent
from minutes.resolve.organisations.named import name_referent
from minutes.resolve.organisations.nominals import nominal_referent
from minutes.resolve.organisations.parties import own_parties
from minutes.resolve.organisations.whose import (
    is_national,
    local_suffixes,
    only_place,
    own_council,
    own_place,
    titled_place,
)
from minutes.schema import Alias, Document, Issue, Layout, Meeting, Organisation


def resolve_organisations(
    document: Document,
    layout: Layout,
    meetings: Sequence[Meeting],
    found: Found,
    tokens: Tokens,
) -> tuple[tuple[Organisation, ...], tuple[Alias, ...], tuple[Issue, ...]]:
    """The mentions outside turn headers with their canonical names, the aliases, and doubts.

    >>> from minutes.nlp import tokenize
    >>> from minutes.organisations import find_organisations
    >>> text = "水尾市総務委員会は、浅見市と協議した。委員会は、本市の考えを聞いた。"
    >>> document, tokens = Document("d1", "a.txt", text), tokenize(text)
    >>> meeting = Meeting(0, len(text), body="水尾市議会")
    >>> organisations, _, _ = resolve_organisations(
    ...     document, Layout(None, (), (), (), ()), [meeting],
    ...     find_organisations(document, tokens), tokens)
    >>> [(o.text, o.canonical) for o in organisations][2:]
    [('委員会', '水尾市総務委員会'), ('本市', '水尾市')]
    """
    names = _outside_headers(found.mentions, layout)
    rows: list[Organisation] = []
    issues: list[Issue] = []
    for meeting, mine in _by_meeting(names, meetings):
        context = _context(document, layout, meeting, mine, found.aliases, tokens)
        for name in mine:
            referent = _refer(name, context)
            if referent is None and name.weak:
                continue
            if referent is None or referent.canonical is None:
                message = f"whom {name.text} means"
                issues.append(Issue("organisation-unresolved", message, name.start, name.end))
            rows.append(_row(name, referent))
            if referent and referent.canonical:
                context.said.before = name, referent.canonical
            told = name.level != "nominal" or name.rule == INTRODUCED
            if referent and referent.canonical and told and not _is_seat(document.text, name):
                context.said.add(name, referent.canonical)
    aliases = tuple(Alias(a.start, a.end, a.alias, a.canonical, a.entity) for a in found.aliases)
    return tuple(rows), aliases, tuple(issues)


def _outside_headers(names: Sequence[Name], layout: Layout) -> list[Name]:
    starts = [turn.start for turn in layout.turns]
    found = []
    for name in names:
        index = bisect_right(starts, name.start) - 1
        if index < 0 or name.start >= layout.turns[index].speech_start:
            found.append(name)
    return found


def _by_meeting(
    names: Sequence[Name], meetings: Sequence[Meeting]
) -> Iterator[tuple[Meeting | None, list[Name]]]:
    """The mentions of each meeting; nothing of one is an antecedent in another.

    What stands before the first meeting belongs to it, what stands after one to that one.
    """
    if not meetings:
        yield None, list(names)
        return
    bounds = [meeting.start for meeting in meetings[1:]]
    groups: list[list[Name]] = [[] for _ in meetings]
    for name in names:
        index = bisect_right(bounds, name.start)
        if name.anchor is None or bisect_right(bounds, name.anchor.start) == index:
            groups[index].append(name)  # a short form holds in the meeting that declares it
    yield from zip(meetings, groups, strict=True)


_OPENS = re.compile(r"[一-鿿ァ-ヶーA-Za-z0-9)）][(（][ 　]*(?:本社[、・:：]?|所在地[、・:：]?)?\Z")


def _is_seat(text: str, name: Name) -> bool:
    """True for a municipality in brackets behind a name, where that has its seat: X社（水尾市）.

    市 in what follows is never that one.
    """
    if name.full[-1:] not in "市区町村県府都道":
        return False
    opened = _OPENS.search(text, max(0, name.start - 8), name.start)
    return opened is not None and text[name.end : name.end + 1] in ")）"


def _context(
    document: Document,
    layout: Layout,
    meeting: Meeting | None,
    names: Sequence[Name],
    declared: Sequence[Declaration],
    tokens: Tokens,
) -> Context:
    printed = Printed()
    for name in names:
        if name.level != "nominal" and not _is_seat(document.text, name):
            printed.add(name)
    turns = layout.turns
    national = is_national(document, meeting, turns)
    place = own_place(meeting, printed, names)
    if place is None and not national:
        place = only_place(printed, meeting.start if meeting is not None else 0)
    bounds = (meeting.start, meeting.end) if meeting is not None else (0, len(document.text))
    if not national and not printed.has_town and (place is None or place[-1] in "県都府道"):
        place = titled_place(tokens, *map(tokens.view.position, bounds)) or place
    local = local_suffixes(turns)
    starts = [turn.start for turn in turns]
    parties = own_parties(document, turns, names)
    council = own_council(document, meeting, printed)
    roles = {a.alias: a.canonical for a in declared if bounds[0] <= a.start < bounds[1]}
    linked = frozenset(
        name.start for name in names if document.text[name.start - 1 : name.start] == "の"
    )
    return Context(
        *(meeting, turns, printed, council, place, local, parties, starts, roles, national, linked)
    )


def _refer(name: Name, context: Context) -> Referent | None:
    if name.level == "nominal":
        return nominal_referent(name, context)
    return name_referent(name, context)


def _row(name: Name, referent: Referent | None) -> Organisation:
    return Organisation(
        start=name.start,
        end=name.end,
        text=name.text,
        canonical=referent.canonical if referent else None,
        level=name.level,
        ambiguous=name.ambiguous,
        how=referent.how if referent else "unresolved",
        anchor=referent.anchor if referent else None,
        rule=name.rule,
    )
