"""Whose meeting it is, as the text says: the council, the municipality."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from minutes.nlp import Tokens
from minutes.organisations import Name
from minutes.organisations.runs import glued, is_part
from minutes.resolve.organisations.context import Printed
from minutes.resolve.organisations.endings import opening_place, place_of, without_prefecture
from minutes.schema import Document, Meeting, Turn
from minutes.text import fold

_RECORDS = ("議録", "専門員", "調査室")
_COMMITTEE = re.compile(r"[一-鿿・]{1,16}委員会\Z")
_OPENED = re.compile(r"を(?:開|再開)")
_HEADING = 6_000  # characters in which a record names its body
_HEADS = re.compile("[市区町村]長")
_SORTS = frozenset("市区町村県都府道")


def own_council(document: Document, meeting: Meeting | None, printed: Printed) -> str | None:
    """The council whose meeting it is: the one recorded, opened, or by far named most."""
    start, end = (meeting.start, meeting.end) if meeting is not None else (0, len(document.text))
    recorded = _recorded(document.text, start, min(end, start + _HEADING))
    if recorded is not None:
        return recorded
    councils = [full for full, kind in printed.kinds.items() if kind in ("council", "regulator")]
    for full in councils:
        if _OPENED.match(document.text, printed.first[full].end):
            return full
    ranked = sorted(councils, key=lambda full: -printed.mentions[full])
    if ranked and printed.mentions[ranked[0]] > 2 * sum(printed.mentions[f] for f in ranked[1:2]):
        return ranked[0]
    return None


def _recorded(text: str, start: int, end: int) -> str | None:
    """The committee whose 会議録 a heading says it is: 総務委員会議録."""
    place = text.find("委員会", start, end)
    while place >= 0:
        if text.startswith(_RECORDS, place + 3):
            match = _COMMITTEE.search(text, max(start, place - 16), place + 3)
            if match is not None:
                return match.group().removeprefix("衆議院").removeprefix("参議院")
        place = text.find("委員会", place + 3, end)
    return None


def own_place(meeting: Meeting | None, printed: Printed, names: Sequence[Name]) -> str | None:
    """The municipality whose meeting it is.

    That of the meeting's body, that of a declared 市, of the only assembly printed, the one that
    本市 must mean, or, where 市 stands alone, the one that is named far more than others.
    """
    place = place_of(fold(meeting.body)) if meeting is not None and meeting.body else None
    if place is not None:
        return place
    for name in names:
        if name.level == "alias" and name.text in _SORTS and place_of(name.full) == name.full:
            return name.full  # 以下「市」という
    assemblies = {place_of(f) for f, kind in printed.kinds.items() if kind == "assembly"} - {None}
    if len(assemblies) == 1:
        return assemblies.pop()
    nominals = [name for name in names if name.level == "nominal"]
    own = Counter(name.full[-1] for name in nominals if name.kind == "own-municipality")
    bare = Counter(name.full[-1] for name in nominals if name.kind == "municipality")
    for suffix, _ in [*own.most_common(), *bare.most_common(1)]:
        ranked = [p for p in printed.municipalities.most_common() if p[0].endswith(suffix)]
        rival = ranked[1][1] if len(ranked) > 1 else 0
        if ranked and (own[suffix] or (ranked[0][1] > 2 and ranked[0][1] >= 2 * rival)):
            return ranked[0][0]
    return None


_OF_PLACE = frozenset(
    (
        *("unit", "office", "school", "facility", "council", "assembly"),
        *("foundation", "association", "inner-council", "institution"),
    )
)
_HEAD = 600  # characters in which a page says whose it is
_PREFECTURES = ("県", "都", "府", "道")


def only_place(printed: Printed, start: int) -> str | None:
    """The only municipality (or else prefecture) that the names of a text open with.

    One that is named but once, far from the beginning, may be any: a town that was visited.
    """
    found: Counter[str] = Counter()
    for full, kind in printed.kinds.items():
        own = full if kind in ("municipality", "prefecture") else None
        place = own or (opening_place(full) if kind in _OF_PLACE else None)
        if place is not None:
            early = printed.first[full].start < start + _HEAD
            found[without_prefecture(place)] += 2 if early or own is None else 1
            found[without_prefecture(place)] += printed.mentions[full] - 1
    for place in printed.municipalities.keys() - printed.kinds.keys():
        found[without_prefecture(place)] += 2  # in an address
    for towns in (True, False):
        level = [p for p in found if p.endswith(_PREFECTURES) is not towns]
        if level:
            return level[0] if len(level) == 1 and found[level[0]] > 1 else None
    return None


_DIET = ("衆議院", "参議院", "国会", "両院")
_MINISTERS = ("大臣", "政府参考人", "政府委員", "内閣官房")


def is_national(document: Document, meeting: Meeting | None, turns: Sequence[Turn]) -> bool:
    """True of the Diet and of the state's councils, before which 市 and 教育委員会 are classes."""
    body = fold(meeting.body) if meeting is not None and meeting.body else ""
    start = meeting.start if meeting is not None else 0
    if body.startswith(_DIET) or any(word in document.text[start : start + 200] for word in _DIET):
        return True
    posts = {turn.position for turn in turns if turn.position}
    return any(word in post for post in posts for word in _MINISTERS)


def local_suffixes(turns: Sequence[Turn]) -> str:
    """The sorts of municipality whose heads speak (市長: 市): 市 alone means theirs."""
    posts = (turn.position for turn in turns if turn.position)
    return "".join(sorted({match[0][0] for post in posts if (match := _HEADS.search(post))}))


_TITLES = ("市長", "町長", "村長", "区長")


def titled_place(tokens: Tokens, start: int, end: int) -> str | None:
    """The only municipality whose head a text names by a title (水尾市長 榊原健); none of several.

    A page is signed by its mayor where it prints the city nowhere else.
    """
    text, found = tokens.view.text, set[str]()
    for title in _TITLES:
        at = text.find(title, start, end)
        while at >= 0:
            first = tokens.first_at(at)
            if tokens.starts[first] == at and _is_place_name(tokens, first):
                found.add(tokens.surface(first - 1) + title[0])
            at = text.find(title, at + 1, end)
    return found.pop() if len(found) == 1 else None


def _is_place_name(tokens: Tokens, first: int) -> bool:
    """True if one proper noun stands free before token `first`."""
    before = first - 1
    if not glued(tokens, first) or not tokens.features[before].is_proper:
        return False
    return not glued(tokens, before) or not is_part(tokens.features[before - 1])
