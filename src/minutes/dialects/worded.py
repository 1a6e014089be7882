"""Headers that a space, the end of the line or nothing closes: 小暮恵一 浅見市長."""

from __future__ import annotations

import re

from minutes.dialects import roles
from minutes.dialects.cutting import Known, cut, unsqueezed
from minutes.dialects.header import Header, is_closed, shifted, without_spaces
from minutes.dialects.persons import person_of
from minutes.dialects.roles import is_name, is_seat
from minutes.schema import Span

_WORD = re.compile(r"[^\s()\[\]〔〕【】「」、。:!?]++")
_NUMBERED_NAME = re.compile(
    r"(?P<seat>第?[0-9]{1,3}番|[0-9]{1,2}(?=[^\W\d_]))・?(?P<name>[^\s()、。]{2,16})"
)
# A title's letters that also begin words of speech are no reason to end a header there.
_CONTINUES_TITLE = re.compile(
    r"会|等|の|が|は|を|に|へ|と|も|で|級|席|室|職|側|制|提出|報告|選挙|互選|補欠|辞任|選任|選出|指名"
)


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


def _after_title(text: str, words: list[Span], people: Known) -> Span | None:
    """The name that stands as the word behind a title: 議長　榊原康生　….

    It must end in a courtesy title or be a name that the document prints elsewhere, or a first
    word of the speech would be taken for one (議長　異議なしと…).
    """
    for count in (1, 2, 4):
        if len(words) < count:
            break
        end = words[count - 1].end
        if not is_closed(text, end):
            break
        squeezed = without_spaces(text[words[0].start : end])
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
    squeezed = without_spaces(text[behind.start : behind.end])
    letters = len(squeezed) - len(roles.honorific_of(squeezed))
    name = shifted(unsqueezed(text[behind.start : behind.end], 0, letters), behind.start)
    return Header(behind.end, name, position, None, "mark-title-name", 3)


def by_words(text: str, people: Known) -> Header | None:
    """Headers that a space or the line's end closes: name and title, a title alone, a name."""
    words = _words(text)
    if not words or (not is_closed(text, words[-1].end) and len(words) == 1):
        return None
    if not is_closed(text, words[-1].end):
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


def by_one_word(word: str, people: Known) -> Header | None:
    """The header with a name that one word is, whatever words follow it."""
    header = _read_words(word, Span(0, len(word)), 1, [], people)
    return None if header is None or header.name is None else header


def _read_words(
    text: str, span: Span, count: int, rest: list[Span], people: Known
) -> Header | None:
    """The header that some words are, with the name that may stand in `rest` behind a title."""
    raw = text[span.start : span.end]
    squeezed = without_spaces(raw)
    if is_seat(squeezed):
        return _named(text, span, rest, people, "mark-title")
    first = squeezed[0]
    may_be_numbered = count == 1 and (first == "第" or first.isdigit())
    if may_be_numbered and (numbered := _numbered(raw, squeezed, people)) is not None:
        return numbered.moved(span.start)
    honorific = roles.honorific_of(squeezed)
    bare = squeezed[: len(squeezed) - len(honorific)]
    if honorific and honorific != "議員" and is_name(bare) and len(bare) >= 2 and count <= 4:
        name = shifted(unsqueezed(raw, 0, len(bare)), span.start)
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
    title = shifted(unsqueezed(raw, found_cut.at, len(squeezed)), span.start)
    assert title is not None
    if found_cut.at == 0:
        return _named(text, title, rest, people, "mark-title")
    if count > 1 and text[span.start : span.end].split()[0] in roles.heads():
        return None
    name = shifted(unsqueezed(raw, 0, found_cut.at), span.start)
    return Header(span.end, name, title, None, "mark-name-title", 2)


def _numbered(raw: str, squeezed: str, people: Known) -> Header | None:
    """A seat with the name glued to it: 18番楠木多恵子議員, ６根津."""
    numbered = _NUMBERED_NAME.fullmatch(squeezed)
    if numbered is None:
        return None
    found = person_of(numbered["name"], people)
    if found is None or found[0] is None or (found[2] < 2 and "番" not in numbered["seat"]):
        return None
    at = numbered.start("name")
    name, seat = unsqueezed(raw, at, at + found[0].end), unsqueezed(raw, 0, numbered.end("seat"))
    return Header(len(raw), name, seat, None, "mark-name-title", 2)


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


def run_on(text: str, people: Known) -> Header | None:
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
