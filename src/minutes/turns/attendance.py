"""Who attended, who sent apologies: the lists that minutes print before the speeches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from minutes import lexicon
from minutes.dialects import MARKS
from minutes.dialects.cutting import cut, title_cost, unsqueezed
from minutes.dialects.roles import ends_as_body, heads, honorific_of, is_name, squeeze
from minutes.schema import Attendee, Document, Span
from minutes.text import fold
from minutes.turns import rows as row_kinds
from minutes.turns.lists import Piece, pieces
from minutes.turns.rows import Row

_DOTS = re.compile(r"[…‥・.]{3,}")
_FRAME = re.compile(r"[─-╿|]")
#: 水道部長　乾康治　ほか: not all are named.
_OTHERS = re.compile(r"(?:ほか|外|他)(?:[0-9]{1,3}[名人])?(?:関係(?:職員|者))?[ ]*\Z")
_NUMBER = re.compile(r"(?:[0-9]{1,2}[.．、 ]|\([0-9]{1,2}\)|[①-⑳])[ ]*")
#: What may stand between a heading's word and a list on its line: の職氏名（6名）：.
_COUNTED = (
    r"(?:[ ]*\((?:[^()]{0,12}[0-9一二三四五六七八九十]+[名人][^()]{0,12}"
    r"|敬称略|順不同|五十音順|[^()]{0,6}順)\))*[ ]*[:,、]?[ ]*"
)
_REST = re.compile(
    r"(?:(?:出席)?(?:した|の)?(?:職員|議員|委員|者|方々?|側|等)?の?(?:職|役職|氏名|・|及び)*)"
    + _COUNTED
)
_PHRASE = re.compile(r"[^ 、:()]{0,40}" + _COUNTED)
_PHRASES = ("説明の", "地方自治法", "職務の", "出席した", "議場に", "意見を", "遅れて")
_NOBODY = re.compile(r"[(（]?(?:なし|無し|無|該当なし|以下省略|中略|略)[)）]?")
_WHOLE_ASIDE = re.compile(r"\((?P<aside>[^()]{2,40})\)")
_ASIDE_BEHIND = re.compile(r"[ ]*\((?P<aside>[^()]{2,40})\)")
_ASIDE_AHEAD = re.compile(r"\((?P<aside>[^()]{2,40})\)[ ]*\Z")
_DITTO = re.compile(r"[ ]*(?P<ditto>〃|″|\")[ ]*")
_LIST = re.compile(r"[、,]")
#: 部長兼務, 課長事務取扱 say an office, not a name.
_ALSO = ("兼務", "兼任", "取扱", "心得", "代行", "併任")
#: How unusual a name of so many letters is in a list of full names.
_LENGTHS = {2: 0.5, 3: 0.1, 4: 0.0, 5: 0.35}
_STRANGE = 0.6  # the cost of a title from which on it holds letters of a name
_WRAPPED = 5  # lines over which a long title is printed


@dataclass(frozen=True, slots=True)
class _Heading:
    """The words of a heading, and what they say of those below it."""

    word: str
    role: str
    status: str


@cache
def _headings() -> dict[str, tuple[_Heading, ...]]:
    """The headings by their first letter, the longest first."""
    found = [
        _Heading(fold(word), entry["role"], entry["status"])
        for entry in lexicon.read("attendance")["heading"]
        for word in entry["words"]
    ]
    found.sort(key=lambda heading: -len(heading.word))
    letters = {heading.word[0] for heading in found}
    return {letter: tuple(h for h in found if h.word[0] == letter) for letter in letters}


@cache
def _roles() -> dict[str, str]:
    """The roles that titles alone say: a 事務局 in a list of members is no member."""
    return {
        heading.word: heading.role
        for headings in _headings().values()
        for heading in headings
        if heading.word in heads() and heading.role not in ("", "member")
    }


@dataclass(frozen=True, slots=True)
class _Opened:
    """A heading found in a line up to `end`; `sure` is false for one that may be an entry."""

    role: str
    status: str
    end: int
    sure: bool


def opened(text: str) -> _Opened | None:
    """The heading with which a folded line begins, or `None`; a list may follow on the line.

    >>> found = opened("1.出席委員 茅野委員長 蔵本副委員長")
    >>> found.role, found.status, found.end
    ('member', 'present', 7)
    >>> opened("委員長の報告") is None
    True
    """
    lead = len(text) - len(text.lstrip(f"{MARKS}・【[< "))
    number = _NUMBER.match(text, lead)
    start = number.end() if number is not None else lead
    headings = _headings().get(text[start : start + 1])
    if headings is None:
        return None
    letters = text[start:].replace(" ", "")
    marked = number is not None or text[:lead].strip() != ""
    for heading in headings:
        if not letters.startswith(heading.word):
            continue
        end = _spelt(text, start, len(heading.word))
        rest = (_PHRASE if heading.word.startswith(_PHRASES) else _REST).match(text, end)
        assert rest is not None
        end = rest.end()
        if end == len(text) or text[end - 1] in " :、,)" or text[end] in "(】]>":
            sure = marked or heading.word not in heads()
            return _Opened(heading.role, heading.status, end, sure)
    return None


def _spelt(text: str, start: int, letters: int) -> int:
    """The end of so many letters from `start`, with spaces between them or none."""
    at = start
    for _ in range(letters):
        while text[at] == " ":
            at += 1
        at += 1
    return at


def attendance(
    document: Document, rows: Sequence[Row], spoken: Sequence[Span], skip: frozenset[int]
) -> tuple[Attendee, ...]:
    """Those whom the lists of a document name, in order.

    `spoken` are its speeches, `skip` the indexes of rows that only the pages have.
    """
    found: list[Attendee] = []
    reader: _List | None = None
    for row, ended in row_kinds.outside(rows, spoken, skip):
        if ended:
            reader = None
        dots = _DOTS.fullmatch(row.squeezed) is not None
        if row.is_sentence and not dots:  # neither a heading nor a line of a list
            reader = None
            continue
        line = _OTHERS.sub(lambda match: " " * len(match.group()), _FRAME.sub(" ", row.folded))
        heading = opened(line)
        if heading is not None and (heading.sure or reader is None):
            reader = _List(document, heading.role, heading.status) if heading.role else None
            if reader is not None and line[heading.end :].strip():
                found += reader.read(row, " " * heading.end + line[heading.end :])
        elif reader is not None:
            if dots:
                reader = _List(document, "official", "present", reader.courteous)
            elif _ends(row):
                reader = None
            else:
                found += reader.read(row, line)
    return tuple(found)


def _ends(row: Row) -> bool:
    """True for a line on which no list goes on: a rule, a clock, another section."""
    if row_kinds.is_clock(row) or row_kinds.is_date(row):
        return True
    if row_kinds.is_rule(row):
        return _FRAME.sub("", row.squeezed) != ""
    if row.squeezed[0] in MARKS and not _has_people(row):
        return True
    section = row_kinds.section_of(row)
    return section in ("agenda", "other") and row.indent <= 4 and not _has_people(row)


def _has_people(row: Row) -> bool:
    return any(piece.is_title for piece in pieces(row.folded)) and len(row.folded.split()) > 1


class _List:
    """One list as it is read: what a line leaves out it has from the lines above it."""

    def __init__(self, document: Document, role: str, status: str, courteous: bool = False) -> None:
        """Begin a list under a heading that says who is in it; all names have 君 if courteous."""
        self.courteous = courteous
        self._document = document
        self._role, self._status = role, status
        self._group: str | None = None
        self._title: str | None = None
        self._pending: list[str] = []

    def read(self, row: Row, line: str) -> Iterator[Attendee]:
        """Those whom a line names; `line` is the row's text, as long as it, without frames."""
        if _NOBODY.fullmatch(squeeze(line)):
            return
        whole = _WHOLE_ASIDE.fullmatch(line.strip())
        if whole is not None:
            if ends_as_body(squeeze(whole["aside"])):
                self._group, self._pending = whole["aside"], []
            return
        ditto = _DITTO.match(line)
        if ditto is not None:
            line = " " * ditto.end() + line[ditto.end() :]
        found = list(self._entries(row, line, ditto is not None))
        if found:
            self._pending = []
        elif len(self._pending) < _WRAPPED and not row.is_sentence:
            self._pending.append(squeeze(_ASIDE_BEHIND.sub("", line)))
        yield from found

    def _entries(self, row: Row, line: str, ditto: bool) -> Iterator[Attendee]:
        words = [piece for part in _parts(line) for piece in part]
        self.courteous = self.courteous or any(
            not piece.is_title and honorific_of(piece.word) == "君" for piece in words
        )
        title = self._title if ditto else None
        for index, piece in enumerate(words):
            if piece.is_title:
                title = piece.word
                continue
            behind = words[index + 1] if index + 1 < len(words) else None
            found = _person(piece, self.courteous)
            if found is None:
                continue
            name, own = found
            position = own or title
            if position is None and behind is not None and behind.is_title and len(words) == 2:
                position = behind.word
            if own is None and self._pending:
                position = "".join(self._pending) + (position or "")
            aside = _ASIDE_BEHIND.match(line, piece.end) or _ahead(line, piece.start)
            group = aside["aside"] if aside is not None else self._group
            span = unsqueezed(line[piece.start : piece.end], 0, name)
            start = row.start + piece.start
            yield self._attendee(Span(start + span.start, start + span.end), position, group)
        if title is not None:
            self._title = title

    def _attendee(self, span: Span, position: str | None, group: str | None) -> Attendee:
        printed = self._document.quote(span)
        role = _roles().get(position or "", self._role)
        return Attendee(*span, printed, squeeze(printed), position, group, role, self._status)


def _parts(line: str) -> Iterator[list[Piece]]:
    """The pieces of a line, between commas where it is a list with commas."""
    start = 0
    for stop in [*(match.start() for match in _LIST.finditer(line)), len(line)]:
        yield [
            Piece(piece.word, piece.is_title, piece.start + start, piece.end + start)
            for piece in pieces(line[start:stop])
        ]
        start = stop + 1


def _ahead(line: str, start: int) -> re.Match[str] | None:
    """The brackets right before a name: （金融庁審議官）　榎並佳代君."""
    return _ASIDE_AHEAD.search(line, 0, start)


def _person(piece: Piece, courtesy: bool) -> tuple[int, str | None] | None:
    """How many letters of a piece are its name, and the title glued to it: 岩切委員長."""
    word = piece.word
    honorific = honorific_of(word)
    bare = word[: len(word) - len(honorific)] if honorific else word
    if honorific and is_name(bare):
        return len(bare), "議員" if honorific == "議員" else None
    found = cut(word)
    if found is not None and found.at and word[: found.at].isascii():
        return None  # ＩＣＴ推進課長
    if found is not None and found.at == 2 and (title_cost(word[2:]) or 0) > _STRANGE:
        return _recut(word)
    if found is not None and 1 <= found.at <= 6 and found.cost < 3.0:
        return found.at, word[found.at :]
    if word.endswith(_ALSO):
        return None
    if found is None and is_name(word) and 2 <= len(word) <= 8 and not courtesy:
        return None if ends_as_body(word) and len(word) > 5 else (len(word), None)
    return None


def _recut(word: str) -> tuple[int, str]:
    """The cut behind a surname or behind a full name: 藤下|課長, but 藤下重信|企画課長.

    A title of known words costs nothing, strangers' letters in it do.
    """

    def cost(at: int) -> float:
        title = title_cost(word[at:])
        return _LENGTHS[at] + title if title is not None and is_name(word[:at]) else 9.0

    at = min(_LENGTHS, key=cost)
    return at, word[at:]
