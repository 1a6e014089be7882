"""Why the tables say what they say of a place: the finding, its rule, its anchor, its reasons."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from minutes.counts import Quantity, find_counts
from minutes.dates import find_dates
from minutes.nlp import Tokens
from minutes.organisations.spelling import tagged
from minutes.pipeline import extract_document
from minutes.resolve.items import ITEM_RULES
from minutes.schema import Count, Date, Document, Extraction, Organisation, Span
from minutes.sources import read
from minutes.tables import Cell, Row, rows
from minutes.text import lines, parse_number, view
from minutes.turns import page_furniture

_PLACE = re.compile(r"(?P<path>.+?):(?P<first>[0-9]+)(?::(?P<second>[0-9]+))?", re.DOTALL)
_ABOUT = 24  # characters of context on either side

#: The tables whose rows have a place, each with the offsets that bound it, the widest last.
_PLACED = {
    "dates": ("start", "end"),
    "counts": ("start", "end"),
    "organisations": ("start", "end"),
    "aliases": ("start", "end"),
    "agenda": ("start", "end"),
    "attendance": ("start", "end"),
    "materials": ("start", "end"),
    "notes": ("start", "end"),
    "events": ("start", "end"),
    "commitments": ("start", "end"),
    "exchanges": ("question_start", "question_end"),
    "turns": ("start", "end"),
}
_UNTOLD = frozenset(["document_id", "turn_id", "start", "end", "speech", "anchor_start", "path"])


class PlaceError(Exception):
    """A place that cannot be looked up; the message says how to write one."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found at a place, as text for a reader."""

    text: str
    found: bool


def parse_place(place: str) -> tuple[str, int, int | None]:
    """(path, offset, none) or (path, line, column) of what a user typed; raises `PlaceError`.

    >>> parse_place("out/a.txt:120"), parse_place("a.txt:41:7")
    (('out/a.txt', 120, None), ('a.txt', 41, 7))
    """
    match = _PLACE.fullmatch(place)
    if match is None:
        raise PlaceError(f"{place}: is no place; write FILE:OFFSET or FILE:LINE:COLUMN")
    path, first, second = match["path"], int(match["first"]), match["second"]
    if second is not None and Path(f"{path}:{first}").exists():
        return f"{path}:{first}", int(second), None
    return path, first, None if second is None else int(second)


def offset_at(document: Document, first: int, column: int | None) -> int:
    """The offset of a place in a document; raises `PlaceError` outside its text."""
    if column is None:
        if first >= len(document.text):
            size = len(document.text)
            raise PlaceError(f"{document.path}: has {size} characters, none at offset {first}")
        return first
    spans = lines(document.text)
    if not 1 <= first <= len(spans):
        raise PlaceError(f"{document.path}: has {len(spans)} lines, none is line {first}")
    line = spans[first - 1]
    if not 1 <= column <= line.length + 1:
        raise PlaceError(
            f"{document.path}: line {first} has {line.length} characters, none at column {column}"
        )
    return line.start + column - 1


def explanation(
    place: str,
    *,
    dialect: str | None = None,
    meeting_date: str | None = None,
    encoding: str | None = None,
) -> Explanation:
    """What stands at a place of a file, and why; raises `PlaceError`, `SourceError`."""
    path, first, column = parse_place(place)
    document = read(path, encoding=encoding)
    offset = offset_at(document, first, column)
    extraction = extract_document(document, dialect=dialect, meeting_date=meeting_date)
    return explain(extraction, offset)


def explain(extraction: Extraction, offset: int) -> Explanation:
    """What stands at an offset: mentions first, then what they lie in."""
    document = extraction.document
    found = list(_rows_at(extraction, offset))
    where = _where(document, offset)
    if not any(table != "turns" for table, _ in found):
        around = _context(document.text, Span(offset, offset + 1))
        parts = [f"{where}: nothing was found here: {around}"]
        parts += [f"  {line}" for line in _nearest(extraction, offset)]
    else:
        parts = [f"{where}: {_context(document.text, Span(offset, offset + 1))}"]
    for table, row in found:
        parts += ["", *_told(extraction, table, row)]
    return Explanation("\n".join(parts), any(table != "turns" for table, _ in found))


def _rows_at(extraction: Extraction, offset: int) -> Iterator[tuple[str, Row]]:
    tables = rows(extraction)
    for table, (start, end) in _PLACED.items():
        for row in tables[table]:
            if _int(row[start]) <= offset < _int(row[end]):
                yield table, row


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else -1


def _where(document: Document, offset: int) -> str:
    """The place as file, line and column, both from 1."""
    spans = lines(document.text)
    number = sum(span.start <= offset for span in spans)
    column = offset - spans[number - 1].start + 1
    return f"{document.path}, offset {offset} (line {number}, column {column})"


def _context(text: str, span: Span) -> str:
    """The characters of a span between marks, with some on either side, on one line."""
    before = text[max(0, span.start - _ABOUT) : span.start]
    after = text[span.end : span.end + _ABOUT]
    shown = f"{before}⟦{text[span.start : span.end]}⟧{after}"
    return re.sub(r"\s*[\r\n\f]+\s*", "⏎", shown)


def _told(extraction: Extraction, table: str, row: Row) -> Iterator[str]:
    """The lines about one finding."""
    start, end = _PLACED[table]
    span = Span(_int(row[start]), _int(row[end]))
    words = extraction.document.text[span.start : span.end]
    if span.length > 60:
        words = f"{words[:60]}…"
    shown = re.sub(r"\s*[\r\n\f]+\s*", "⏎", words)
    yield f"{table}: {shown}  ({span.start}-{span.end})"
    for name, cell in row.items():
        if name in _UNTOLD or cell is None or cell == () or name == "anchor_end":
            continue
        value = ", ".join(cell) if isinstance(cell, tuple) else str(cell)
        if value not in (words, "False"):
            yield f"  {name:<16} {_short(value)}"
    yield from _reading(extraction, table, span)
    if row.get("anchor_start") is not None:
        anchor = Span(_int(row["anchor_start"]), _int(row["anchor_end"]))
        yield f"  {'anchor':<16} {_context(extraction.document.text, anchor)}"
    for mention in extraction.dates if table == "dates" else ():
        if mention.span == span:
            *earlier, last = mention.reasons or ("",)
            yield from (f"  {'because':<16} {reason}" for reason in earlier)
            if last:
                yield f"  {'therefore':<16} {last}"


def _short(value: str) -> str:
    value = re.sub(r"\s*[\r\n\f]+\s*", "⏎", value)
    return value if len(value) <= 80 else f"{value[:80]}…"


def _reading(extraction: Extraction, table: str, span: Span) -> Iterator[str]:
    """What the words alone mean, before the context is asked."""
    document = extraction.document
    if table not in ("dates", "counts"):
        return
    tokens = tagged(view(document.text, page_furniture(document)))
    timexes = find_dates(document, tokens)
    taken = [Span(timex.start, timex.end) for timex in timexes]
    found: Sequence[object] = timexes if table == "dates" else find_counts(document, tokens, taken)
    for mention in found:
        if (getattr(mention, "start", -1), getattr(mention, "end", -1)) != tuple(span):
            continue
        if isinstance(mention, Quantity):
            yield from (f"  {'because':<16} {part}" for part in _parts(tokens, mention))
        else:
            yield f"  {'words alone':<16} {_fields(mention)}"
    for count in extraction.counts if table == "counts" else ():
        if count.span == span and count.item is not None:
            yield from (f"  {'because':<16} {line}" for line in _item_rule(count))


_LARGE = re.compile(r"(?P<group>[^万萬億兆京]*)(?P<unit>[万萬億兆京]?)")


def _parts(tokens: Tokens, quantity: Quantity) -> Iterator[str]:
    """What a count is made of: its numeral, its counter, what modifies it.

    A range has no one numeral; a unit that is implied has no characters.
    """
    text = tokens.view.text
    numeral = text[quantity.number.start : quantity.number.end]
    value = parse_number(numeral)
    if value is not None:
        terms = [_term(match) for match in _LARGE.finditer(numeral) if match.group()]
        shown = f" = {' + '.join(terms)}" if any("×" in term for term in terms) else ""
        yield f"the numeral {numeral} is {value:,}{shown}"
    elif quantity.value_min is not None and quantity.value_max is not None:
        yield f"{numeral} runs from {quantity.value_min:,} to {quantity.value_max:,}"
    printed = text[quantity.unit_at.start : quantity.unit_at.end]
    if printed:
        yield f"the counter {printed} counts {quantity.kind}"
    else:
        yield f"no unit is printed; {quantity.unit} follows from what stands around it"
    if quantity.modifier is not None:
        yield f"the words beside it say {quantity.modifier.replace('|', ', ')}"
    if quantity.value is not None and value is not None and quantity.value != value:
        yield f"read as {quantity.value:,} ({quantity.rule})"


def _term(match: re.Match[str]) -> str:
    """One group of a numeral: 32 × 10,000 for 三十二万."""
    group = f"{parse_number(match['group']) or 1:,}"
    return f"{group} × {parse_number('一' + match['unit']):,}" if match["unit"] else group


def _item_rule(count: Count) -> Iterator[str]:
    """The construction that says what is counted, with an example of it."""
    name = count.rule.rpartition("/")[2]
    for rule in ITEM_RULES:
        if rule.name == name:
            yield f"{count.item} is counted, as {rule.item} is in {rule.example}"


def _fields(mention: object) -> str:
    """The fields of a finder's own type that say something."""
    if not dataclasses.is_dataclass(mention):
        return str(mention)
    told = []
    for name in (field.name for field in dataclasses.fields(mention)):
        value = getattr(mention, name)
        if name in ("start", "end", "text", "rule", "span", "at") or value in (None, False, (), ""):
            continue
        shown = f"({_fields(value)})" if dataclasses.is_dataclass(value) else value
        told.append(f"{name}={shown}")
    return " ".join(told)


def _nearest(extraction: Extraction, offset: int) -> Iterator[str]:
    """The mentions before and after a place where nothing stands."""
    mentions: list[Date | Count | Organisation] = sorted(
        (*extraction.dates, *extraction.counts, *extraction.organisations),
        key=lambda mention: mention.start,
    )
    before = [mention for mention in mentions if mention.end <= offset]
    after = [mention for mention in mentions if mention.start > offset]
    for side, mention in (
        *(("before", m) for m in before[-1:]),
        *(("after", m) for m in after[:1]),
    ):
        kind = type(mention).__name__.lower()
        yield f"nearest {side} it, at {mention.start}: {_short(mention.text)} ({kind})"
