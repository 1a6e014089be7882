"""The rows of chronologies: one happening a row, or one for each predicate that a row is told in.

A row is what follows its date cell, with the lines that it runs over; a line that begins anew below
a finished row is another happening of that day.  Lines in brackets and notes belong to no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from minutes.events.attach import happenings
from minutes.events.deeds import KIND, find_deeds
from minutes.events.happening import Happening, Place
from minutes.events.links import masked
from minutes.events.predicates import Predicate, find_predicates
from minutes.events.taking import closes
from minutes.events.words import kinds
from minutes.nlp import Tokens
from minutes.schema import Date, Span

_MARKS = " \t|│・●○◯◆■※→-*＊"
_LEAD = re.compile(r"[ \t|│・●◆■*]*")
_BEFORE_CELL = "\n \t|│・●◆■*"
# 五月二十六日より⏎個別に謝罪: what begins on that day is told beside it or below.
_SINCE = r"(?:より|から|以降|[~～]|付け?|頃)?"
_CELL = re.compile(rf"{_SINCE}(?:[ \t|│]+(?=\S)|[:](?=\S)|[ \t|│]*(?=\n))")
_SUFFIX = re.compile(rf"{_SINCE}[ ]*:?")
# …を点検6月5日(木)～ 館長は: a page that lost its line breaks runs its rows together.
_RUN_ON = re.compile(r"[一-鿿ァ-ヶ。)）]\Z")
# What is no row's continuation: a bracketed line, a note, a heading, a row of a table's frame.
_NOT_TEXT = re.compile(
    r"[ \t|]*(?:[(（〔\[※注#＃]|[0-9]{1,2}[ .、)]|第[0-9一二三四五六七八九十]+|年月日|[-|─―]{3})"
)
_ASIDE = re.compile(r"[ \t|]*[(〔\[※注]")
_CLOCK = re.compile(r"[ ]*(?P<h>[0-9]{1,2})(?::|時)(?P<m>[0-9]{2})?(?:分)?(?P<about>頃)?[ ]*")
_SITTING = re.compile(r"(?:会議|委員会|協議会|説明会|懇談会|審議会|総会|議会)\Z")
_ENDS = "。． 　\t|"
_GAP = 400
_ROWS = 3
# Rows may be told in sentences; whole paragraphs below days are a page's body.
_FEW, _LONG = 3, 160


@dataclass(frozen=True, slots=True)
class Row:
    """A date cell and the view spans of the happenings told beside it."""

    place: Place
    items: tuple[Span, ...]
    hours: tuple[str | None, ...] = ()


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _is_cell(text: str, place: Place) -> bool:
    """True if a day or month opens its line and a blank or a column follows it."""
    if place.start and text[place.start - 1] not in _BEFORE_CELL:
        return False
    if len(place.date.value or "") < 7:
        return False
    start = text.rfind("\n", 0, place.start) + 1
    return (
        _LEAD.fullmatch(text, start, place.start) is not None
        and _CELL.match(text, place.end) is not None
    )


def _runs_on(text: str, place: Place, above: Place | None) -> bool:
    """True if a date cell stands in the line of another, right behind what that one tells."""
    if above is None or "\n" in text[above.end : place.start]:
        return False
    behind = _CELL.match(text, place.end)
    return (
        len(place.date.value or "") >= 7
        and behind is not None
        and "\n" not in behind.group()
        and text[place.end : behind.end()].strip(" ~～") == ""
        and _RUN_ON.search(text[place.start - 1 : place.start]) is not None
    )


def _telling_cell(text: str, start: int, end: int) -> tuple[Span, str | None]:
    """The cell of a line that tells, its longest, and the hour that another cell gives."""
    hour, best, at = None, Span(start, start), start
    for cell in text[start:end].split("\t"):
        clock = _CLOCK.fullmatch(cell)
        if clock:
            hour = f"{int(clock['h']) % 24:02d}:{clock['m'] or '00'}{clock['about'] or ''}"
        elif len(cell.strip()) > best.length:
            lead = len(cell) - len(cell.lstrip(_MARKS))
            best = Span(at + lead, at + len(cell.rstrip(_ENDS)))
        at += len(cell) + 1
    return best, hour


def _row(tokens: Tokens, place: Place, limit: int) -> Row:
    """A row: of cells parted by tabs, or of running text."""
    text, at = tokens.view.text, place.end
    if text[at : at + 1] != "\t":
        suffix = _SUFFIX.match(text, at)
        at = suffix.end() if suffix is not None else at
        return Row(place, _items(tokens, at, limit))
    items, hours = [], []
    while at < limit and (text[at] == "\t" or at == place.end):
        end = min(_line_end(text, at), limit)
        # A blank cell is the one above: the lines below that begin with a tab are of the same day.
        item, hour = _telling_cell(text, at, end)
        if item.length:
            items.append(item)
            hours.append(hour)
        at = end + 1
    return Row(place, tuple(items), tuple(hours))


def _items(tokens: Tokens, after: int, limit: int) -> tuple[Span, ...]:
    """The spans of what a row tells, line by line, up to the next row or a blank line."""
    text = tokens.view.text
    items: list[Span] = []
    at, may_go_on = after, False
    while at < limit:
        end = min(_line_end(text, at), limit)
        line = text[at:end]
        if not line.strip(_MARKS):
            if items or at > after:
                break
        elif at > after and items and _NOT_TEXT.match(line):
            may_go_on = False
            if not _ASIDE.match(line):
                break
        else:
            start = at + len(line) - len(line.lstrip(_MARKS))
            stop = at + len(line.rstrip(_ENDS))
            # Whether an item is complete is asked only where a line follows it.
            if may_go_on and items and not _is_complete(tokens, items[-1]):
                items[-1] = Span(items[-1].start, stop)
            else:
                items.append(Span(start, stop))
            may_go_on = True
        at = end + 1
    return tuple(items)


def _is_complete(tokens: Tokens, item: Span) -> bool:
    """True if a predicate closes the item; …が付与する⏎認証の取消し goes on in the next line."""
    shown, _ = masked(tokens.view.text, *item)
    end = item.start + len(shown.rstrip("\x00 。"))
    return any(
        p.is_told and p.end >= end and p.form != "relative"
        for p in find_predicates(tokens, max(item.start, end - 40), item.end)
    )


def rows(tokens: Tokens, places: Sequence[Place]) -> list[Row]:
    """The rows of the document's chronologies, in order.

    A date cell counts where the finder of dates read it as one, or where three or more dates in a
    row open their lines and half of the lines tell a happening.
    """
    text = tokens.view.text
    cells: list[Place] = []
    for place in places:
        above = cells[-1] if cells else None
        if (
            place.date.rule.startswith("row-")
            or _is_cell(text, place)
            or _runs_on(text, place, above)
        ):
            cells.append(place)
    tables: list[list[Place]] = []
    for place in cells:
        if tables and place.start - tables[-1][-1].end <= _GAP:
            tables[-1].append(place)
        else:
            tables.append([place])
    found: list[Row] = []
    for table in tables:
        read = []
        for number, place in enumerate(table):
            following = table[number + 1].start if number + 1 < len(table) else len(text)
            limit = min(following, place.end + _GAP)
            if number + 1 < len(table) and "\n" in text[place.end : limit]:
                limit = text.rfind("\n", 0, limit) + 1 or limit
            read.append(_row(tokens, place, max(limit, place.end)))
        if all(place.date.rule.startswith("row-") for place in table) or _is_chronology(
            tokens, read
        ):
            found.extend([*read[:-1], _without_prose(text, read)])
    return found


def _without_prose(text: str, table: Sequence[Row]) -> Row:
    """The last row without the sentences below it, where the rows above are no sentences."""
    last = table[-1]
    if len(table) < _ROWS or any(_is_prose(text, i) for row in table[:-1] for i in row.items):
        return last
    items = list(last.items)
    while len(items) > 1 and _is_prose(text, items[-1]):
        items.pop()
    return replace(last, items=tuple(items), hours=last.hours[: len(items)])


def _is_prose(text: str, item: Span) -> bool:
    return "。" in text[item.start : item.end + 1]


def _is_chronology(tokens: Tokens, table: Sequence[Row]) -> bool:
    """True if the dated lines tell what happened; lists of names or sittings do not."""
    if len(table) < _ROWS:
        return False
    text = tokens.view.text
    telling = prose = 0
    for row in table:
        beside = bool(row.items) and "\n" not in text[row.place.end : row.items[0].start]
        tells = any(_tells(tokens, item) for item in row.items)
        if not tells and not beside:
            return False
        telling += tells
        prose += any(text.count("。", *item) > _FEW or item.length > _LONG for item in row.items)
    return 2 * telling >= len(table) and 2 * prose <= len(table)


def _tells(tokens: Tokens, item: Span) -> bool:
    if "  " in tokens.view.text[item.start : item.end]:  # columns: 辞任　　　補欠選任
        return False
    known = find_predicates(tokens, *item)
    return any(p.is_told for p in known) or bool(find_deeds(tokens, *item, known))


def row_happenings(tokens: Tokens, row: Row, places: Sequence[Place]) -> Iterator[Happening]:
    """What a row tells: its own happenings, and those that its text dates otherwise.

    `places` are all dates of the document; 取り消したこと with a day of its own is of that day.
    """
    for number, item in enumerate(row.items):
        inside = [p for p in places if item.start <= p.start and p.end <= item.end]
        others = [h for h in happenings(tokens, item, inside) if _stands_apart(tokens, item, h)]
        yield from others
        place, hour = row.place, row.hours[number] if row.hours else None
        if hour is not None:
            place = place._replace(date=_at(place.date, hour))
        yield from _told(tokens, place, item, {h.predicate.head for h in others})


def _at(date: Date, hour: str) -> Date:
    """The day with the hour of its row; 頃 makes the day vague, as EDTF has no hours."""
    value = date.value
    if hour.endswith("頃") and value is not None and not value.endswith("~"):
        value += "~"
    return replace(date, value=value, time=hour.rstrip("頃"))


def _stands_apart(tokens: Tokens, item: Span, found: Happening) -> bool:
    """True for a date in brackets with its own predicate, and for that of a relative clause."""
    shown, _ = masked(tokens.view.text, *item)
    bracketed = shown[found.predicate.end - 1 - item.start] == "\x00"
    return found.how == "own" and (bracketed or found.predicate.form == "relative")


def _parts(text: str, predicate: Predicate) -> bool:
    """True if a noun closes a clause within its row: 接続を遮断、再開の日を発表."""
    return text[predicate.end] in "、。" and closes(text, predicate)


def _is_apart(text: str, predicate: Predicate) -> bool:
    """True if a comma or a particle parts a clause from the next."""
    return not "一" <= text[predicate.end : predicate.end + 1] <= "鿿"


def _closing(tokens: Tokens, item: Span, known: Sequence[Predicate]) -> Iterator[Predicate]:
    """The deeds of no class that close a sentence within a row: 事実を把握。聞き取りを行う。"""
    text = tokens.view.text
    if text.find("。", item.start, item.end + 1) < 0:
        return
    for deed in find_deeds(tokens, *item, known):
        if text[deed.end : deed.end + 1] == "。" and deed.form in ("finite", "final"):
            yield deed


def _told(tokens: Tokens, place: Place, item: Span, taken: set[int]) -> Iterator[Happening]:
    text = tokens.view.text
    shown, _ = masked(text, *item)
    bare = item.start + len(shown.rstrip("\x00 。"))
    end = bare if bare > item.start else item.end
    listed = find_predicates(tokens, *item)
    known = sorted([*listed, *_closing(tokens, item, listed)], key=lambda p: p.start)
    told = [
        p
        for p in known
        if p.head not in taken
        and shown[p.end - 1 - item.start] != "\x00"
        and (
            p.form in ("linked", "finite")
            or (p.form == "final" and (p.end >= end or _parts(text, p)))
        )
    ]
    # 事情を説明し個別に謝罪: what goes on without a comma is one deed with what follows.
    told = [p for p in told if p is told[-1] or p.form != "linked" or _is_apart(text, p)]
    start = item.start
    for number, predicate in enumerate(told):
        last = number + 1 == len(told)
        stop = max(predicate.end, end) if last else predicate.end
        yield Happening(start, stop, place.date, predicate, "row")
        start = stop + (text[stop : stop + 1] in "、,")
    if not told:
        nominal = [
            p
            for p in listed
            if p.end <= end and p.head not in taken and shown[p.start - item.start] != "\x00"
        ]
        kind = nominal[-1].kind if nominal else KIND
        if _SITTING.search(text, item.start, end):
            kind = kinds()["met"]
        head = tokens.first_at(max(item.start, end - 1))
        closing = Predicate(kind, item.start, end, head, head, "final", "present")
        yield Happening(item.start, end, place.date, closing, "row")
