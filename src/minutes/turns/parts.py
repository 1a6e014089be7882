"""What stands before, between and after the speeches: notes, and the items of the agenda."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from minutes.dialects import MARKS
from minutes.schema import AgendaItem, Document, Note, Span
from minutes.text import fold_whole, parse_number
from minutes.turns import rows as kinds
from minutes.turns.rows import Row

_NUM = r"[0-9]{1,3}|[一二三四五六七八九十百]{1,4}"
_ITEM = re.compile(
    rf"[{MARKS}・]?\s*(?:(?:追加)?日程第?(?P<order>{_NUM})"
    rf"|(?P<series>議題|案件|報告|議案|認定|承認|同意|諮問|請願|陳情|発議|意見書案|決議案|選|推薦)\s*第?\s*(?P<member>{_NUM})号?"
    rf"|第\s*(?P<plain>{_NUM})(?=[\s、.])|\((?P<bracket>{_NUM})\)|(?P<bare>{_NUM})(?=[\s、.)]))"
    r"[\s、.):]*(?P<title>.*)"
)
_BULLET = re.compile(rf"[・{MARKS}]\s*(?P<title>.+)")
_SAME = re.compile(
    r"(?:議事)?日程(?:と|に|の)(?:同じ|とおり|同様)|(?:別紙|お手元)?の?とおり$|同じ$|なし$"
)
_DAY_ITEM = re.compile(r"(?:追加)?日程第")
_SPOKEN_ITEM = re.compile(
    rf"議題\s*(?P<number>{_NUM})\s*(?:「(?P<quoted>[^「」\n]{{2,80}})」|[、,]\s*(?P<plain>[^\s、。「」]{{2,30}}?)(?=です|でござ|に移|に入|を議題|[、。]))"
)


@dataclass(slots=True)
class Parts:
    """What has been collected of a document so far."""

    notes: list[Note] = field(default_factory=list)
    agenda: list[AgendaItem] = field(default_factory=list)

    def note(self, document: Document, start: int, end: int, kind: str) -> None:
        """Adds a note for a stretch of the text."""
        self.notes.append(Note(start, end, document.text[start:end], kind))


def note_kind(row: Row) -> str | None:
    """The kind of note that a line is wherever it stands, or `None`."""
    if kinds.is_rule(row):
        return "boilerplate"
    if kinds.is_clock(row) or kinds.is_date(row):
        return "stage"
    if row.squeezed[0] in MARKS and kinds.is_stage(row.squeezed, inside=True):
        return "stage"
    if kinds.is_bracketed_stage(row):
        return "redaction" if kinds.is_redaction(row.squeezed) else "stage"
    return None


def _number(match: re.Match[str]) -> str | None:
    for group in ("order", "member", "plain", "bracket", "bare"):
        if match[group] is not None:
            value = parse_number(match[group])
            return None if value is None else str(value)
    return None


def _numbered(row: Row) -> re.Match[str] | None:
    match = _ITEM.match(row.folded[:400])
    if match is None or (match["bare"] is not None and match["title"][:1].isdigit()):
        return None
    return match


def agenda_items(document: Document, rows: Sequence[Row], parts: Parts) -> None:
    """Adds the items that a section of the agenda lists; a hanging line goes on with its item."""
    start = end = -1
    number: str | None = None
    title = ""
    indent = 0

    def flush() -> None:
        if start >= 0:
            if title:
                parts.agenda.append(AgendaItem(start, end, number, title))
            else:
                parts.note(document, start, end, "heading")

    for row in rows:
        kind = note_kind(row)
        if kind is not None and row.squeezed[0] not in "(" and not row.squeezed.startswith("第"):
            parts.note(document, row.start, row.end, kind)
            continue
        match = _numbered(row)
        bullet = _BULLET.match(row.folded[:400]) if match is None else None
        if start >= 0 and match is None and bullet is None:
            hanging = row.indent >= indent + 3 or (not title and row.indent > indent)
            if hanging or row.squeezed[0] == "(" or (number is None and row.indent > indent):
                title = (title + fold_title(row.folded)).strip()
                end = row.end
                continue
        flush()
        start, end, indent = row.start, row.end, row.indent
        if _SAME.search(row.squeezed):
            parts.note(document, row.start, row.end, "boilerplate")
            start = -1
            continue
        if match is not None:
            number, title = _number(match), fold_title(match["title"])
        else:
            number = None
            title = fold_title(bullet["title"] if bullet is not None else row.folded)
    flush()


def fold_title(text: str) -> str:
    """A title with single spaces: tables set them wide."""
    return " ".join(text.split())


def front(
    document: Document, rows: Sequence[Row], skip: frozenset[int], first: int, parts: Parts
) -> None:
    """Adds what stands before a meeting's first speech: titles, days, the agenda, who is there.

    `rows` are the lines, `first` the index of the first of them among all lines.
    """
    section: str | None = None
    opened = 0
    block: list[Row] = []
    titled = formal = False

    for index, row in enumerate(rows, first):
        # Below the first list or rule prose is a notice of the office: 請願二件を送付した。
        formal = formal or kinds.is_rule(row) or kinds.names_people(row) or section is not None
        if index in skip or kinds.is_rule(row):
            _add_block(document, section, block, parts)
            block = []
            section = None if kinds.is_rule(row) else section
            parts.note(document, row.start, row.end, "boilerplate")
            continue
        found = kinds.section_of(row)
        marked = row.squeezed[0] in MARKS
        if found == "other" and section is not None and not marked:
            found = None
        if found is not None and section == "agenda" and not marked and row.indent > opened:
            found = None
        timed = kinds.is_clock(row) or kinds.is_date(row)
        if found is not None and not timed and (section is None or not _day_item(row)):
            _add_block(document, section, block, parts)
            section, opened, block = found, row.indent, [row]
        elif timed:
            _add_block(document, section, block, parts)
            block = []
            parts.note(document, row.start, row.end, "stage")
        elif section is not None:
            block.append(row)
        elif _day_item(row):
            agenda_items(document, [row], parts)
        else:
            named = not row.is_sentence and not kinds.names_people(row) and len(row.squeezed) <= 60
            kind = _heading_kind(row, titled or formal) if named else _prose_kind(row, formal)
            titled = titled or named
            parts.note(document, row.start, row.end, kind)
    _add_block(document, section, block, parts)


def _heading_kind(row: Row, below: bool) -> str:
    """The kind of a short line: a heading, or, `below` the title, only if it is worded as one."""
    return "heading" if not below or kinds.has_word(row.squeezed, "title") else "boilerplate"


def _prose_kind(row: Row, formal: bool) -> str:
    """The kind of a line of prose before the first speech, or of a list of people."""
    told = row.is_sentence and len(row.squeezed) >= 20 and not formal
    return "unclassified" if told else "boilerplate"


def _add_block(document: Document, section: str | None, block: list[Row], parts: Parts) -> None:
    """Adds the lines of one section: the items of the agenda, or what no one says."""
    if block and section == "agenda":
        head, *items = block
        if kinds.section_of(head) is not None and not _day_item(head):
            parts.note(document, head.start, head.end, "heading")
        else:
            items = block
        agenda_items(document, items, parts)
    elif block:
        parts.note(document, block[0].start, block[-1].end, "boilerplate")


def _day_item(row: Row) -> bool:
    return _DAY_ITEM.match(row.squeezed.lstrip(MARKS)) is not None


def between(
    document: Document, rows: Sequence[Row], skip: frozenset[int], first: int, parts: Parts
) -> None:
    """Adds what stands between two speeches: rules, clocks, headings, items of the agenda."""
    known: set[tuple[str | None, str]] | None = None
    for index, row in enumerate(rows, first):
        kind = "boilerplate" if index in skip else note_kind(row)
        if kind is not None:
            parts.note(document, row.start, row.end, kind)
        elif _day_item(row):
            match = _numbered(row)
            if known is None:
                known = {(item.number, item.title[:20]) for item in parts.agenda}
            key = (_number(match), fold_title(match["title"])[:20]) if match is not None else None
            if match is None or not match["title"].strip() or key in known:
                parts.note(document, row.start, row.end, "heading")
            else:
                agenda_items(document, [row], parts)
        elif row.is_sentence and len(row.squeezed) > 40:
            parts.note(document, row.start, row.end, "unclassified")
        else:
            people = kinds.names_people(row)
            parts.note(document, row.start, row.end, "boilerplate" if people else "heading")


def after(
    document: Document, rows: Sequence[Row], skip: frozenset[int], first: int, parts: Parts
) -> None:
    """Adds what stands after the last speech: signatures, the frame of a web page."""
    for index, row in enumerate(rows, first):
        kind = "boilerplate" if index in skip else note_kind(row)
        parts.note(document, row.start, row.end, kind or "boilerplate")


def spoken_items(document: Document, spans: Sequence[Span], parts: Parts) -> None:
    """Adds the items that the chair announces (議題2「立入検査について」)."""
    folded = fold_whole(document.text)
    if "議題" not in folded:
        return
    seen: set[str] = set()
    for span in spans:
        for match in _SPOKEN_ITEM.finditer(folded, span.start, span.end):
            value = parse_number(match["number"])
            if value is None or str(value) in seen:
                continue
            seen.add(str(value))
            start, end = match.span()
            title = document.text[
                slice(*match.span("plain" if match["quoted"] is None else "quoted"))
            ]
            parts.agenda.append(AgendaItem(start, end, str(value), title))


_INSIDE = re.compile(
    r"〔[^〔〕]{1,160}〕|\((?P<round>[^()]{1,160})\)|\[(?P<square>[^\[\]]{1,60})\]|(?P<black>[●■▲×＊*〓]{2,}|[●■]+)"
)


# Looked for first: one class of characters is found three times as fast as four ways to begin.
_OPENS_INSIDE = re.compile(r"[〔(\[●■▲×＊*〓]")


def inside(
    document: Document, start: int, end: int, covered: Set[tuple[int, int]], parts: Parts
) -> None:
    """Adds the stage directions and gaps inside a speech, but for those that are `covered`."""
    folded = fold_whole(document.text)
    at = start
    while (opened := _OPENS_INSIDE.search(folded, at, end)) is not None:
        at = opened.start()
        match = _INSIDE.match(folded, at, end)
        at = at + 1 if match is None else match.end()
        if match is None:
            continue
        body = match["round"] or match["square"]
        if match["black"] is not None:
            kind = "redaction" if len(match["black"]) > 1 else None
        elif body is not None:
            staged = kinds.is_stage(body, inside=True) or kinds.is_clock_note(body)
            kind = "stage" if staged else None
            if kind is None and match["round"] and kinds.is_redaction(body):
                kind = "redaction"
        else:
            kind = "redaction" if kinds.is_redaction(match.group()) else "stage"
        if kind is not None and match.span() not in covered:
            parts.note(document, match.start(), match.end(), kind)
