"""Headers with a parenthesis: 議長（榊原康生君）, 厚生労働省（沖川課長）, 山根（賢）委員."""

from __future__ import annotations

import re

from minutes.dialects import roles
from minutes.dialects.cutting import Known, cut, title_cost, unsqueezed
from minutes.dialects.header import Header, shifted, without_spaces
from minutes.dialects.persons import person_of
from minutes.dialects.roles import is_name, is_seat
from minutes.schema import Span

_MARKS_OF_HOMONYMS = re.compile(
    r"(?P<name>[^\s()\[\]〔〕、。「」:]{1,6}[(\[〔][^()\[\]〔〕\s、。]{1,3}[)\]〕])"
    r"[ ]?(?P<title>[^\s()\[\]〔〕、。「」:]{1,30})"
)
# 山 根 ( 賢 ) 議 員: single letters with spaces between.
_SPACED_HOMONYM = re.compile(
    r"(?P<name>(?:[^\s()、。][ ]+){1,5}\([ ]*[^\s()][ ]*\))[ ]+"
    r"(?P<title>[^\s()、。](?:[ ]+[^\s()、。](?![^\s]))++)"
)
PARENTHESIS = re.compile(
    r"(?P<outer>[^()。、「」:\[\]【】〔〕]{0,45})\((?P<inner>[^()。「」]{1,40})\)"
)
CLOSED = re.compile(r"[^\s()\[\]。、「」:]{2,24}\)")


def lost_parenthesis(text: str) -> Header | None:
    """A header that lost its opening parenthesis in re-publishing: 議長榊原康生君）."""
    match = CLOSED.match(text)
    if match is None:
        return None
    inner = match.group()[:-1]
    honorific = roles.honorific_of(inner)
    for at in range(len(inner) - len(honorific) - 2, 1, -1):
        name = inner[at : len(inner) - len(honorific)]
        title = inner[:at]
        if (is_seat(title) or title in roles.heads()) and honorific and is_name(name):
            end = at + len(name)
            form = "mark-title-name"
            return Header(match.end(), Span(at, end), Span(0, at), None, form, 2)
    return None


def homonym(text: str, people: Known) -> Header | None:
    """山根（賢）委員: what tells two members of one name apart stays with the name."""
    match = _MARKS_OF_HOMONYMS.match(text) or _SPACED_HOMONYM.match(text)
    if match is None or not is_name(without_spaces(re.split(r"[(\[〔]", match["name"])[0])):
        return None
    title = without_spaces(match["title"])
    found = cut(title)
    if title_cost(title) is None or found is None or found.at:
        return None
    name, position = match.span("name"), match.span("title")
    return Header(match.end(), Span(*name), Span(*position), None, "mark-name-title", 3)


def parenthesis(text: str, people: Known) -> Header | None:
    """議長（榊原康生君）, １２番（同）, （榊原康生議長）, 厚生労働省（沖川課長）."""
    match = PARENTHESIS.match(text)
    if match is None:
        return None
    outer, inner = match["outer"], match["inner"]
    if ":" in inner and not outer.strip():
        return None
    person = person_of(inner, people)
    if person is None:
        return None
    name, title, strength = person
    name, title = shifted(name, match.start("inner")), shifted(title, match.start("inner"))
    words = outer.split()
    squeezed = without_spaces(outer)
    closed = match.end() == len(text) or text[match.end()] in " 〔([「『:"
    if not squeezed:
        if title is None and strength < 3:
            return None
        return Header(match.end(), name, title, None, "mark-parenthesis", strength + 1, closed)
    if len(words) > 1 and not (is_seat(words[0]) or max(map(len, words)) <= 2):
        # ○委員　資料（案）… is a header of its own and a speech; 議　長（…） is spaced letters.
        return None
    before = Span(len(outer) - len(outer.lstrip()), len(outer.rstrip()))
    head = roles.heads().get(squeezed)
    if is_seat(squeezed) or (head is not None and head.kind != "office"):
        if name is None:
            return None
        return Header(match.end(), name, before, None, "mark-title-name", 3, closed)
    if roles.label_of(squeezed) is not None and (title is not None or strength == 3):
        # 質問（倉橋議員）: what is done, and who does it.
        return Header(match.end(), name, title, None, "mark-parenthesis", 3, closed)
    if any(char.isdigit() for char in squeezed):
        return None
    if title is not None and strength == 2:
        # ○事務局（原口保険課長）: the body, and in the parenthesis who speaks for it.
        if roles.ends_as_body(squeezed) or (name is not None and cut(squeezed) is None):
            return Header(match.end(), name, title, before, "mark-body-person", 2, closed)
        return None
    return None if name is None else _outside(match, name, strength, closed, people)


def _outside(
    match: re.Match[str], name: Span, strength: int, closed: bool, people: Known
) -> Header | None:
    """What stands before a parenthesis that names somebody: a title, or name and title."""
    outer, inner = match["outer"], match["inner"]
    squeezed = without_spaces(outer)
    before = Span(len(outer) - len(outer.lstrip()), len(outer.rstrip()))
    found = cut(squeezed, people)
    aside = roles.is_way_of_attending(without_spaces(inner))
    if found is not None and found.at and (aside or roles.ends_as_body(without_spaces(inner))):
        own = unsqueezed(outer, 0, found.at)
        rank = unsqueezed(outer, found.at, len(squeezed))
        group = None if aside else name
        return Header(match.end(), own, rank, group, "mark-name-title", 2, closed)
    if aside:
        return None
    if found is not None or strength == 3:
        return Header(match.end(), name, before, None, "mark-title-name", 3, closed)
    if roles.ends_as_body(without_spaces(inner)) or len(without_spaces(inner)) < 2:
        return None
    return Header(match.end(), name, before, None, "mark-title-name", 1, closed)
