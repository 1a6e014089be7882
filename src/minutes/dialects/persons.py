"""A text that is nothing but a person: 倉橋由美君, 滝沢理事, ４番, 委員Ａ."""

from __future__ import annotations

import re

from minutes.dialects import roles
from minutes.dialects.cutting import Known, cut, unsqueezed
from minutes.dialects.header import Header, is_closed, without_spaces
from minutes.dialects.roles import is_name, is_seat
from minutes.schema import Span

_LETTER = re.compile(r"[A-Z]")
_ANONYMOUS = re.compile(
    r"(?P<title>[^\W\da-zA-Z]{2,8})(?P<letter>[A-Z]|[0-9]{1,2})(?![^\s])"
    r"|(?P<first>[A-Z])(?P<rank>[^\W\da-zA-Z]{2,8})(?![^\s])"
)


def anonymous(text: str) -> Header | None:
    """A letter or a number in place of a name: 委員Ａ, Ｂ委員, 参考人２."""
    match = _ANONYMOUS.match(text)
    if match is None or not is_closed(text, match.end()):
        return None
    title = "title" if match["title"] else "rank"
    letter = "letter" if match["title"] else "first"
    if match[title] not in roles.heads():
        return None
    name, rank = Span(*match.span(letter)), Span(*match.span(title))
    return Header(match.end(), name, rank, None, "mark-name-title", 2)


def person_of(text: str, people: Known) -> tuple[Span | None, Span | None, int] | None:
    """Name, title and strength of a text that is nothing but a person: 倉橋由美君, 滝沢理事."""
    squeezed = without_spaces(text)
    if not squeezed:
        return None
    if is_seat(squeezed):
        return None, unsqueezed(text, 0, len(squeezed)), 2
    honorific = roles.honorific_of(squeezed)
    bare = squeezed[: len(squeezed) - len(honorific)]
    if honorific and (is_name(bare) or _LETTER.fullmatch(bare)):
        return unsqueezed(text, 0, len(bare)), None, 3
    found = cut(squeezed, people)
    if found is not None and found.cost < 3.0:
        title = unsqueezed(text, found.at, len(squeezed))
        return (unsqueezed(text, 0, found.at) if found.at else None), title, 2
    if is_name(squeezed):
        return unsqueezed(text, 0, len(squeezed)), None, 2 if squeezed in people.names else 1
    return None
