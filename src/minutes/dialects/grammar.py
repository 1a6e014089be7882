"""How one header is read: the speaker and the title in it, and where it ends.

All functions take folded text (so a full-width parenthesis or space needs no rule of its own) and
return positions in it; folding keeps offsets.
"""

from __future__ import annotations

import re
from functools import cache

from minutes import lexicon
from minutes.dialects import roles
from minutes.dialects.cutting import NOBODY, Known, cut
from minutes.dialects.header import LONGEST, Header, shifted, without_spaces
from minutes.dialects.parentheses import CLOSED, PARENTHESIS, homonym, lost_parenthesis, parenthesis
from minutes.dialects.persons import anonymous, person_of
from minutes.dialects.roles import is_name, is_seat
from minutes.dialects.worded import by_one_word, by_words, run_on
from minutes.schema import Span
from minutes.text import fold

# 市長答弁, 建設部長の回答, 倉橋議員の再質問: who speaks, and what he does.
_DEED = re.compile(
    r"(?<=[^\s再々の])(?:から)?の?[ ]?(?:再々?|再再)?(?:答弁|回答|質問|発言|説明|コメント)\Z"
)
_COLON = re.compile(r"[^\s()。、「」:]{1,30}(?:[ ][^\s()。、「」:]{1,20})?:")


@cache
def _lists() -> tuple[str, ...]:
    """Openings of lists that are shaped like headers: 出席委員（六名）."""
    return tuple(fold(word) for word in lexicon.read("layout")["lists"]["words"])


@cache
def _headed() -> re.Pattern[str]:
    """How a text begins that may hold a header: of a page of prose few lines do.

    All before the first character that no header holds: a word that ends as titles, seats and
    courtesy titles do, a seat with the name glued to it (６根津), or something in brackets.
    """
    titles = "".join(map(re.escape, sorted(roles.endings())))
    others = "".join({"番", *(word[-1] for word in roles.words_of("honorifics"))})
    letter, closed = r"[^。、「」:!?【】〕\]()\[〔]", r"(?=[ (\[〔]|\Z)"
    brackets = r"(?:\([^()。「」]{1,40}[)\]〕]|[\[〔]|\))"
    ways = (
        rf"{letter}*?(?:[{titles}{others}]|[{titles}](?:[A-Z]|[0-9]{{1,2}})){closed}",
        rf"(?:第?[0-9]{{1,3}}番|[0-9]{{1,2}}(?=[^\W\d_]))・?(?:(?! ){letter}){{2,16}}+{closed}",
        rf"(?:(?![0-9]){letter})++{brackets}",
        rf"{letter}*?番{letter}*+{brackets}",  # no other digit stands before a bracket: 12番(同)
        rf"\s*\([^()。「」]{{0,39}}[{titles}{others}]\s*\)",
    )
    return re.compile("|".join(ways))


def opens_list(text: str, start: int) -> bool:
    """True if a list that is shaped like a header begins at `start`: 出席委員（六名）."""
    return without_spaces(text[start : start + 30]).startswith(_lists())


def read_named(text: str, people: Known) -> Header | None:
    """The header that a folded word or parenthesis is by itself, if it names somebody.

    What `read` says of any text that goes on behind it with a space and another word; `None` where
    that depends on what follows.
    """
    if "(" in text:
        return anonymous(text) or parenthesis(text, people)
    return None if is_seat(text) else anonymous(text) or by_one_word(text, people)


def read(text: str, people: Known = NOBODY, *, glued: bool = False) -> Header | None:
    """The header with which a folded text begins, or `None`.

    With `glued` also one that runs into the speech without a space.

    >>> text = "産業振興課長(真木稔君) お答えします。"
    >>> header = read(text)
    >>> text[slice(*header.name)], text[slice(*header.position)], text[header.end :]
    ('真木稔', '産業振興課長', ' お答えします。')
    """
    text = text[:LONGEST]
    if not text or text[0] == " " or not (glued or _headed().match(text)):
        return None
    if opens_list(text, 0):
        return None
    return (
        anonymous(text)
        or homonym(text, people)
        or parenthesis(text, people)
        or lost_parenthesis(text)
        or by_words(text, people)
        or (run_on(text, people) if glued else None)
    )


def _title_and_surname(text: str, people: Known) -> Header | None:
    """会長　高森: within brackets no speech follows the title, so the word behind it is a name."""
    title, space, name = text.partition(" ")
    if not space or not is_name(without_spaces(name)) or len(without_spaces(name)) > 6:
        return None
    found = cut(without_spaces(title), people)
    known_title = is_seat(without_spaces(title)) or (found is not None and found.at == 0)
    if not known_title or cut(without_spaces(name), people) is not None:
        return None
    start = len(text) - len(name.lstrip())
    return Header(
        len(text), Span(start, len(text)), Span(0, len(title)), None, "mark-title-name", 2
    )


_OF_MEDIUM = re.compile(r"(?P<body>[^ ・]{2,16})(?:・|[ ]+)(?P<name>[^ ・]{1,8})")


def read_body(text: str) -> Header | None:
    """The header that names a body and no person, or a paper and who asks for it.

    >>> text = "水尾新聞・倉橋記者"
    >>> header = read_body(text)
    >>> text[slice(*header.position)], text[slice(*header.name)]
    ('水尾新聞', '倉橋')
    >>> read_body("こども保育課").name is None, read_body("資料") is None
    (True, True)
    """
    whole = Span(0, len(text))
    if roles.body_kind(without_spaces(text)) is not None:
        return Header(whole.end, None, whole, None, "mark-body", 2)
    match = _OF_MEDIUM.fullmatch(text)
    if match is None or roles.body_kind(match["body"]) != "member":
        return None
    name = match["name"].removesuffix("記者").removesuffix("さん")
    if not is_name(name):
        return None
    at = match.start("name")
    return Header(
        whole.end, Span(at, at + len(name)), Span(*match.span("body")), None, "mark-body", 2
    )


def read_whole(
    text: str, people: Known = NOBODY, *, enclosed: bool = False, bodies: bool = False
) -> Header | None:
    """The header that a folded text is from end to end: what brackets or a colon enclose.

    `enclosed` says that brackets part it from the speech, `bodies` that a department may speak.

    >>> read_whole("議長:丹沢千秋").strength, read_whole("資料1") is None
    (3, True)
    """
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST:
        return None
    lead = len(text) - len(text.lstrip())
    if roles.label_of(without_spaces(stripped)) is not None:
        whole = Span(lead, lead + len(stripped))
        return Header(whole.end, None, whole, None, "mark-title", 2)
    title, colon, name = stripped.partition(":")
    if colon and name.strip():
        reading, person = read_whole(title, people), person_of(name, people)
        if reading is None or reading.name is not None or person is None:
            return None
        start = len(stripped) - len(name)
        position = reading.position
        if roles.label_of(without_spaces(title)) is not None:  # 質問：倉橋議員, 答弁：市長
            if person[2] < 2:
                return None  # 質問１：件数は何件か
            position = shifted(person[1], start)
        elif person[0] is None:
            return None
        return reading._replace(
            end=len(stripped), name=shifted(person[0], start), position=position, strength=3
        ).moved(lead)
    header = read(stripped, people)
    if header is None and (deed := _DEED.search(stripped)) is not None:
        header = read_whole(stripped[: deed.start()], people, enclosed=enclosed, bodies=bodies)
        header = None if header is None else header._replace(end=len(stripped))
    if header is None or header.end != len(stripped):
        header = _title_and_surname(stripped, people) if enclosed else None
    if header is None and bodies:
        header = read_body(stripped)
    return None if header is None else header.moved(lead)


def read_colon(text: str, people: Known = NOBODY) -> Header | None:
    """The header that a colon closes: 委員長：, 倉橋由美君：, 委員長（倉橋君）：."""
    text = text[:LONGEST]
    match = PARENTHESIS.match(text)
    if match is not None and text[match.end() : match.end() + 1] == ":":
        end = match.end()
    else:
        match = _COLON.match(text)
        if match is None:
            return None
        end = match.end() - 1
    header = read_whole(text[:end], people, bodies=True)
    return None if header is None else header._replace(end=end + 1)


def read_half(text: str, people: Known = NOBODY) -> Header | None:
    """The header of which only the closing parenthesis is printed: 市長）."""
    match = CLOSED.match(text[:LONGEST])
    if match is None:
        return None
    header = read_whole(match.group()[:-1], people)
    return None if header is None else header._replace(end=match.end())
