"""How one header is read: the speaker and the title in it, and where it ends.

All functions take folded text (so a full-width parenthesis or space needs no rule of its own) and
return positions in it; folding keeps offsets.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from minutes import lexicon
from minutes.dialects import roles
from minutes.dialects.roles import NOBODY, Known, cut, is_name, is_seat, unsqueezed
from minutes.schema import Span
from minutes.text import fold

#: Headers are short; nothing beyond this many characters of a line is looked at.
LONGEST = 90

_MARKS_OF_HOMONYMS = re.compile(
    r"(?P<name>[^\s()\[\]〔〕、。「」:]{1,6}[(\[〔][^()\[\]〔〕\s、。]{1,3}[)\]〕])"
    r"[ ]?(?P<title>[^\s()\[\]〔〕、。「」:]{1,30})"
)
# 山 根 ( 賢 ) 議 員: single letters with spaces between.
_SPACED_HOMONYM = re.compile(
    r"(?P<name>(?:[^\s()、。][ ]+){1,5}\([ ]*[^\s()][ ]*\))[ ]+"
    r"(?P<title>[^\s()、。](?:[ ]+[^\s()、。](?![^\s]))++)"
)
_PARENTHESIS = re.compile(
    r"(?P<outer>[^()。、「」:\[\]【】〔〕]{0,45})\((?P<inner>[^()。「」]{1,40})\)"
)
_WORD = re.compile(r"[^\s()\[\]〔〕【】「」、。:!?]++")
_COLON = re.compile(r"[^\s()。、「」:]{1,30}(?:[ ][^\s()。、「」:]{1,20})?:")
_CLOSED = re.compile(r"[^\s()\[\]。、「」:]{2,24}\)")
_NUMBERED_NAME = re.compile(
    r"(?P<seat>第?[0-9]{1,3}番|[0-9]{1,2}(?=[^\W\d_]))・?(?P<name>[^\s()、。]{2,16})"
)
_LETTER = re.compile(r"[A-Z]")
_ANONYMOUS = re.compile(
    r"(?P<title>[^\W\da-zA-Z]{2,8})(?P<letter>[A-Z]|[0-9]{1,2})(?![^\s])"
    r"|(?P<first>[A-Z])(?P<rank>[^\W\da-zA-Z]{2,8})(?![^\s])"
)
# A title's letters that also begin words of speech are no reason to end a header there.
_CONTINUES_TITLE = re.compile(
    r"会|等|の|が|は|を|に|へ|と|も|で|級|席|室|職|側|制|提出|報告|選挙|互選|補欠|辞任|選任|選出|指名"
)


class Header(NamedTuple):
    """A header read from the start of a text: spans of its parts, and how sure the reading is.

    `strength` is 3 for a name with a courtesy title or a person's title in a parenthesis, 2 for a
    known title, 1 for a form alone; `closed` is false where no space ends the header.
    """

    end: int
    name: Span | None
    position: Span | None
    group: Span | None
    form: str
    strength: int
    closed: bool = True

    def moved(self, by: int) -> Header:
        """The header with all positions shifted."""

        return Header(
            self.end + by,
            _shift(self.name, by),
            _shift(self.position, by),
            _shift(self.group, by),
            self.form,
            self.strength,
            self.closed,
        )


def _anonymous(text: str) -> Header | None:
    """A letter or a number in place of a name: 委員Ａ, Ｂ委員, 参考人２."""
    match = _ANONYMOUS.match(text)
    if match is None or not _closed(text, match.end()):
        return None
    title = "title" if match["title"] else "rank"
    letter = "letter" if match["title"] else "first"
    if match[title] not in roles.heads():
        return None
    name, rank = Span(*match.span(letter)), Span(*match.span(title))
    return Header(match.end(), name, rank, None, "mark-name-title", 2)


def _person(text: str, people: Known) -> tuple[Span | None, Span | None, int] | None:
    """Name, title and strength of a text that is nothing but a person: 倉橋由美君, 滝沢理事."""
    squeezed = _joined(text)
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


def _lost_parenthesis(text: str) -> Header | None:
    """A header that lost its opening parenthesis in re-publishing: 議長榊原康生君）."""
    match = _CLOSED.match(text)
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


def _joined(text: str) -> str:
    """A folded text without any space."""
    return "".join(text.split())


def _shift(span: Span | None, by: int) -> Span | None:
    return None if span is None else Span(span.start + by, span.end + by)


def _homonym(text: str, people: Known) -> Header | None:
    """山根（賢）委員: what tells two members of one name apart stays with the name."""
    match = _MARKS_OF_HOMONYMS.match(text) or _SPACED_HOMONYM.match(text)
    if match is None or not is_name(_joined(re.split(r"[(\[〔]", match["name"])[0])):
        return None
    title = _joined(match["title"])
    found = cut(title)
    if roles.title_cost(title) is None or found is None or found.at:
        return None
    name, position = match.span("name"), match.span("title")
    return Header(match.end(), Span(*name), Span(*position), None, "mark-name-title", 3)


def _parenthesis(text: str, people: Known) -> Header | None:
    """議長（榊原康生君）, １２番（同）, （榊原康生議長）, 厚生労働省（沖川課長）."""
    match = _PARENTHESIS.match(text)
    if match is None:
        return None
    outer, inner = match["outer"], match["inner"]
    if ":" in inner and not outer.strip():
        return None
    person = _person(inner, people)
    if person is None:
        return None
    name, title, strength = person
    name, title = _shift(name, match.start("inner")), _shift(title, match.start("inner"))
    words = outer.split()
    squeezed = _joined(outer)
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
    if any(char.isdigit() for char in squeezed):
        return None
    if title is not None and strength == 2:
        # ○事務局（原口保険課長）: the body, and in the parenthesis who speaks for it.
        if roles.ends_as_body(squeezed) or (name is not None and cut(squeezed) is None):
            return Header(match.end(), name, title, before, "mark-body-person", 2, closed)
        return None
    if name is None:
        return None
    found = cut(squeezed, people)
    aside = roles.is_way_of_attending(_joined(inner))
    if found is not None and found.at and (aside or roles.ends_as_body(_joined(inner))):
        own = unsqueezed(outer, 0, found.at)
        rank = unsqueezed(outer, found.at, len(squeezed))
        group = None if aside else name
        return Header(match.end(), own, rank, group, "mark-name-title", 2, closed)
    if aside:
        return None
    if found is not None or strength == 3:
        return Header(match.end(), name, before, None, "mark-title-name", 3, closed)
    if roles.ends_as_body(_joined(inner)) or len(_joined(inner)) < 2:
        return None
    return Header(match.end(), name, before, None, "mark-title-name", 1, closed)


def _words(text: str) -> list[Span]:
    """The first words of a text: they end at the first character that no header holds."""
    spans: list[Span] = []
    position = 0
    while len(spans) < 16:
        match = _WORD.match(text, position)
        if match is None:
            break
        spans.append(Span(*match.span()))
        position = match.end()
        while position < len(text) and text[position] == " ":
            position += 1
        if position == match.end():
            break
    return spans


def _closed(text: str, end: int) -> bool:
    return end == len(text) or text[end] in " 〔(["


def _after_title(text: str, words: list[Span], people: Known) -> Span | None:
    """The name that stands as the word behind a title: 議長　榊原康生　….

    It must end in a courtesy title or be a name that the document prints elsewhere, or a first
    word of the speech would be taken for one (議長　異議なしと…).
    """
    for count in (1, 2, 4):
        if len(words) < count:
            break
        end = words[count - 1].end
        if not _closed(text, end):
            break
        squeezed = _joined(text[words[0].start : end])
        honorific = roles.honorific_of(squeezed)
        bare = squeezed[: len(squeezed) - len(honorific)]
        if bare in people.names or (honorific and is_name(bare) and len(bare) >= 2):
            return Span(words[0].start, end)
    return None


def _named(text: str, position: Span, words: list[Span], people: Known, form: str) -> Header:
    """A title, and the name behind it if there is one."""
    behind = _after_title(text, words, people)
    if behind is None:
        return Header(position.end, None, position, None, form, 2)
    squeezed = _joined(text[behind.start : behind.end])
    letters = len(squeezed) - len(roles.honorific_of(squeezed))
    name = _shift(unsqueezed(text[behind.start : behind.end], 0, letters), behind.start)
    return Header(behind.end, name, position, None, "mark-title-name", 3)


def _by_words(text: str, people: Known) -> Header | None:
    """Headers that a space or the line's end closes: name and title, a title alone, a name."""
    words = _words(text)
    if not words or (not _closed(text, words[-1].end) and len(words) == 1):
        return None
    if not _closed(text, words[-1].end):
        words.pop()
    letters = 0
    while letters < len(words) and words[letters].length == 1:
        letters += 1
    # Spaced letters are read to their end: 決 算 委 員 長 is no 決算委員.
    order = [*range(letters, 2, -1)] if letters > 2 else []
    for count in [*order, *range(1, min(len(words), 8) + 1)]:
        span = Span(words[0].start, words[count - 1].end)
        # Beyond the second word only spaced letters go on: 大 沢 議 長.
        if count > 3 and any(word.length > 2 for word in words[:count]):
            continue
        header = _read_words(text, span, count, words[count:], people)
        if header is not None:
            return header
    return None


def _read_words(
    text: str, span: Span, count: int, rest: list[Span], people: Known
) -> Header | None:
    raw = text[span.start : span.end]
    squeezed = _joined(raw)
    if is_seat(squeezed):
        return _named(text, span, rest, people, "mark-title")
    first = squeezed[0]
    may_be_numbered = count == 1 and (first == "第" or first.isdigit())
    if may_be_numbered and (numbered := _NUMBERED_NAME.fullmatch(squeezed)) is not None:
        found = _person(numbered["name"], people)
        if (
            found is not None
            and found[0] is not None
            and (found[2] >= 2 or "番" in numbered["seat"])
        ):
            at = numbered.start("name")
            return Header(
                span.end,
                _shift(unsqueezed(raw, at, at + found[0].end), span.start),
                _shift(unsqueezed(raw, 0, numbered.end("seat")), span.start),
                None,
                "mark-name-title",
                2,
            )
    honorific = roles.honorific_of(squeezed)
    bare = squeezed[: len(squeezed) - len(honorific)]
    if honorific and honorific != "議員" and is_name(bare) and len(bare) >= 2 and count <= 4:
        name = _shift(unsqueezed(raw, 0, len(bare)), span.start)
        return Header(span.end, name, None, None, "mark-name", 3)
    if squeezed[-1] not in roles.endings():
        return None  # no title ends here
    of_body = _of_body(raw, people)
    if of_body is not None:
        return of_body.moved(span.start)
    apart = _apart(raw, people) if count == 2 else None
    if apart is not None:
        end = span.start + apart
        return Header(
            span.end, Span(span.start, end), Span(end + 1, span.end), None, "mark-name-title", 2
        )
    found_cut = cut(squeezed, people)
    if found_cut is None or found_cut.cost >= 3.0:
        return None
    title = _shift(unsqueezed(raw, found_cut.at, len(squeezed)), span.start)
    assert title is not None
    if found_cut.at == 0:
        return _named(text, title, rest, people, "mark-title")
    if count > 1 and text[span.start : span.end].split()[0] in roles.heads():
        return None
    name = _shift(unsqueezed(raw, 0, found_cut.at), span.start)
    return Header(span.end, name, title, None, "mark-name-title", 2)


def _apart(raw: str, people: Known) -> int | None:
    """Where the space parts a full name from a title that names its body: 小暮恵一 浅見市長."""
    name, _, title = raw.partition(" ")
    found = cut(title, people)
    if found is None or found.at == 0 or len(name) < 4 or not is_name(name):
        return None
    return len(name) if title == title.strip() else None


_BODY_AND_PERSON = re.compile(r"(?P<body>[^ ]{3,40})(?:・|[ ]+)(?P<person>[^ ・]{3,20})")


def _of_body(raw: str, people: Known) -> Header | None:
    """A body and who speaks for it: 水尾商店会連合会・津村委員, 経済産業省製造産業局　花村課長."""
    match = _BODY_AND_PERSON.fullmatch(raw)
    if match is None or not roles.ends_as_body(match["body"]):
        return None
    found = cut(match["person"], people)
    if found is None or not found.at or found.cost >= 1.6:
        return None
    at, end = match.start("person") + found.at, len(raw)
    name, title = Span(match.start("person"), at), Span(at, end)
    return Header(end, name, title, Span(*match.span("body")), "mark-name-title", 2)


def _glued(text: str, people: Known) -> Header | None:
    """A header with no space before the speech: 浜口委員長これより….

    The first title wins, lengthened as far as it is still one (委員 to 委員長); there must be a
    name before it.
    """
    match = _WORD.match(text)
    limit = min(match.end() if match is not None else 0, 26)
    for end in range(2, limit + 1):
        found = cut(text[:end], people)
        if found is None or not found.at or found.cost >= 1.6:
            continue
        longer = end
        for further in range(end + 1, min(limit, end + 6) + 1):
            more = cut(text[:further], people)
            if more is not None and more.at == found.at and more.cost <= found.cost + 0.6:
                longer = further
        if _CONTINUES_TITLE.match(text, longer) or longer >= len(text):
            return None
        if any(text[:further] in roles.heads() for further in range(end, longer + 3)):
            return None  # 小委員長の…: the whole is one title and nobody is named
        return Header(
            longer, Span(0, found.at), Span(found.at, longer), None, "mark-name-title", 1, False
        )
    return None


@cache
def _lists() -> tuple[str, ...]:
    """Openings of lists that are shaped like headers: 出席委員（六名）."""
    return tuple(fold(word) for word in lexicon.read("layout")["lists"]["words"])


def read(text: str, people: Known = NOBODY, *, glued: bool = False) -> Header | None:
    """The header with which a folded text begins, or `None`.

    With `glued` also one that runs into the speech without a space.

    >>> text = "産業振興課長(真木稔君) お答えします。"
    >>> header = read(text)
    >>> text[slice(*header.name)], text[slice(*header.position)], text[header.end :]
    ('真木稔', '産業振興課長', ' お答えします。')
    """
    text = text[:LONGEST]
    if not text or text[0] == " " or _joined(text[:30]).startswith(_lists()):
        return None
    return (
        _anonymous(text)
        or _homonym(text, people)
        or _parenthesis(text, people)
        or _lost_parenthesis(text)
        or _by_words(text, people)
        or (_glued(text, people) if glued else None)
    )


def _title_and_surname(text: str, people: Known) -> Header | None:
    """会長　高森: within brackets no speech follows the title, so the word behind it is a name."""
    title, space, name = text.partition(" ")
    if not space or not is_name(_joined(name)) or len(_joined(name)) > 6:
        return None
    found = cut(_joined(title), people)
    known_title = is_seat(_joined(title)) or (found is not None and found.at == 0)
    if not known_title or cut(_joined(name), people) is not None:
        return None
    start = len(text) - len(name.lstrip())
    return Header(
        len(text), Span(start, len(text)), Span(0, len(title)), None, "mark-title-name", 2
    )


def read_whole(text: str, people: Known = NOBODY, *, enclosed: bool = False) -> Header | None:
    """The header that a folded text is from end to end: what brackets or a colon enclose.

    `enclosed` says that brackets part it from the speech.

    >>> read_whole("議長:丹沢千秋").strength, read_whole("資料1") is None
    (3, True)
    """
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST:
        return None
    lead = len(text) - len(text.lstrip())
    if _joined(stripped) in roles.labels():
        whole = Span(lead, lead + len(stripped))
        return Header(whole.end, None, whole, None, "mark-title", 2)
    title, colon, name = stripped.partition(":")
    if colon and name.strip():
        reading, person = read_whole(title, people), _person(name, people)
        if reading is None or reading.name is not None or person is None or person[0] is None:
            return None
        start = len(stripped) - len(name)
        return reading._replace(end=len(stripped), name=_shift(person[0], start), strength=3).moved(
            lead
        )
    header = read(stripped, people)
    if header is None or header.end != len(stripped):
        header = _title_and_surname(stripped, people) if enclosed else None
    return None if header is None else header.moved(lead)


def read_colon(text: str, people: Known = NOBODY) -> Header | None:
    """The header that a colon closes: 委員長：, 倉橋由美君：, 委員長（倉橋君）：."""
    text = text[:LONGEST]
    match = _PARENTHESIS.match(text)
    if match is not None and text[match.end() : match.end() + 1] == ":":
        end = match.end()
    else:
        match = _COLON.match(text)
        if match is None:
            return None
        end = match.end() - 1
    header = read_whole(text[:end], people)
    return None if header is None else header._replace(end=end + 1)


def read_half(text: str, people: Known = NOBODY) -> Header | None:
    """The header of which only the closing parenthesis is printed: 市長）."""
    match = _CLOSED.match(text[:LONGEST])
    if match is None:
        return None
    header = read_whole(match.group()[:-1], people)
    return None if header is None else header._replace(end=match.end())
