"""A source as HTML with every mention marked and linked, from its text and the rows of its tables.

No element ever crosses another: mentions are cut out first, then the clauses of events are laid
around them, widened to whole mentions.  Places that others point to get an empty target.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from minutes.markup import escape
from minutes.report.case import number
from minutes.schema import Span
from minutes.tables import Row

_BLANK_LINES = re.compile(r"(?:[ \t\u3000]*+\n){3,}")

#: The tables of mentions and the class of their marks.
_CLASSES = {"dates": "d", "counts": "n", "organisations": "o"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A marked stretch: what it is, what it was resolved to, and where the anchor stands."""

    span: Span
    id: str
    names: str
    card: str
    anchor: int | None


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch that tells of events, and the identifiers of those events."""

    span: Span
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be drawn over a text."""

    document_id: str
    text: str = field(repr=False)
    mentions: tuple[Mention, ...]
    clauses: tuple[Clause, ...]
    #: Empty targets: offset to identifiers.
    targets: Mapping[int, tuple[str, ...]]
    starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", tuple(m.span.start for m in self.mentions))


def source(
    document_id: str,
    text: str,
    tables: Mapping[str, Sequence[Row]],
    events: Sequence[Row],
    targets: Mapping[int, tuple[str, ...]],
) -> Source:
    """What the rows of a document say of its text; of two mentions that overlap the longer stays.

    `events` are those that something on the page points to; `targets` are further places.
    """
    found = [
        _mention(table, row) for table in _CLASSES for row in tables.get(table, ()) if _span(row)
    ]
    mentions = _apart(found)
    starts = {mention.span.start for mention in mentions}
    places: dict[int, tuple[str, ...]] = dict(targets)
    for mention in mentions:
        if mention.anchor is not None and mention.anchor not in starts:
            name = f"{document_id}-a{mention.anchor}"
            if name not in places.get(mention.anchor, ()):
                places[mention.anchor] = (*places.get(mention.anchor, ()), name)
    return Source(document_id, text, mentions, _clauses(events, mentions), places)


def _span(row: Row) -> Span | None:
    start, end = row.get("start"), row.get("end")
    if isinstance(start, int) and isinstance(end, int) and start < end:
        return Span(start, end)
    return None


def _mention(table: str, row: Row) -> Mention:
    span = _span(row) or Span(0, 0)
    if table == "dates":
        says = " ".join(str(row[key]) for key in ("value", "time", "duration") if row.get(key))
        why = f"{row.get('how')} · {row.get('rule')}"
    elif table == "counts":
        says = _figure(row)
        why = f"{row.get('kind')} · {row.get('rule')}"
    else:
        says = str(row.get("canonical") or "")
        why = f"{row.get('level')} · {row.get('how')} · {row.get('rule')}"
    names = _CLASSES[table] + ("" if says else " u")
    anchor = row.get("anchor_start")
    return Mention(
        span,
        str(row.get("mention_id")),
        names,
        f"{says or '未解決'}（{why}）",
        anchor if isinstance(anchor, int) else None,
    )


def _figure(row: Row) -> str:
    value = row.get("value")
    if value is None or value == "":
        value = f"{row.get('value_min') or ''}–{row.get('value_max') or ''}"
    else:
        value = f"{value:,}" if isinstance(value, int | float) else str(value)
    rest = [str(row[key]) for key in ("unit", "item", "actor") if row.get(key)]
    return " ".join([value, *rest])


def _apart(found: Iterable[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or kept[-1].span.end <= mention.span.start:
            kept.append(mention)
    return tuple(kept)


def _clauses(events: Sequence[Row], mentions: Sequence[Mention]) -> tuple[Clause, ...]:
    """The clauses of events in order, widened to whole mentions, and overlapping ones joined."""
    starts = [mention.span.start for mention in mentions]
    joined: list[tuple[int, int, list[str]]] = []
    for event in sorted(events, key=lambda row: (number(row["start"]), number(row["end"]))):
        start, end = number(event["start"]), number(event["end"])
        before = bisect_right(starts, start) - 1
        if before >= 0 and mentions[before].span.end > start:
            start = mentions[before].span.start
        inside = bisect_left(starts, end) - 1
        if inside >= 0 and mentions[inside].span.end > end:
            end = mentions[inside].span.end
        if joined and start < joined[-1][1]:
            first, last, ids = joined[-1]
            joined[-1] = (first, max(last, end), [*ids, str(event["event_id"])])
        else:
            joined.append((start, end, [str(event["event_id"])]))
    return tuple(Clause(Span(start, end), tuple(ids)) for start, end, ids in joined)


# --- drawing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its HTML and its class (``head``, ``note``, ``text``)."""

    names: str
    html: str
    id: str | None = None


def blocks(
    shown: Source, turns: Sequence[Row], notes: Sequence[Row], linked: Iterable[str] = ()
) -> Iterator[Block]:
    """The paragraphs of a source in order: headers of turns, speeches, notes, the rest.

    `linked` are the identifiers of events that the page lists, to which a clause points back.
    """
    known = set(linked)
    inner = sorted(
        span for note in notes if (span := _span(note)) is not None and span.start < span.end
    )
    position = 0
    for turn in sorted(turns, key=lambda row: number(row["start"])):
        start, speech, end = (number(turn[key]) for key in ("start", "speech_start", "end"))
        yield from _between(shown, position, start, inner, known)
        yield from _block(shown, Span(start, speech), "head", known, str(turn["turn_id"]))
        yield from _between(shown, speech, end, inner, known)
        position = end
    yield from _between(shown, position, len(shown.text), inner, known)


def _between(
    shown: Source, start: int, end: int, inner: Sequence[Span], known: set[str]
) -> Iterator[Block]:
    for note in inner[bisect_left(inner, Span(start, start)) :]:
        if note.start >= end:
            break
        if note.end > end:
            continue
        if start < note.start:
            yield from _block(shown, Span(start, note.start), "text", known)
        yield from _block(shown, note, "note", known)
        start = max(start, note.end)
    if start < end:
        yield from _block(shown, Span(start, end), "text", known)


def _block(
    shown: Source, span: Span, names: str, known: set[str], name: str | None = None
) -> Iterator[Block]:
    if not shown.text[span.start : span.end].strip() and name is None:
        return
    html = _BLANK_LINES.sub("\n\n", "".join(_pieces(shown, span, known))).strip("\n")
    yield Block(names, html, name)


def _pieces(shown: Source, span: Span, known: set[str]) -> Iterator[str]:
    """The HTML of a stretch: clauses around mentions around text."""
    position = span.start
    for clause in shown.clauses:
        start, end = max(clause.span.start, position), min(clause.span.end, span.end)
        if start >= end or clause.span.start >= span.end:
            continue
        yield from _marked(shown, Span(position, start))
        first = clause.span.start >= span.start
        if first:
            yield from (f'<i id="q-{escape(name)}" class="t"></i>' for name in clause.ids)
        yield f'<span class="q" {"" if first else "data-more"}>'
        yield from _marked(shown, Span(start, end))
        if end == clause.span.end:
            yield from (
                f'<a class="b" href="#e-{escape(name)}" title="年表の行へ戻る">↑</a>'
                for name in clause.ids
                if name in known
            )
        yield "</span>"
        position = end
    yield from _marked(shown, Span(position, span.end))


def _marked(shown: Source, span: Span) -> Iterator[str]:
    """The text of a stretch with its mentions."""
    position = span.start
    for mention in shown.mentions[bisect_left(shown.starts, span.start) :]:
        if mention.span.end > span.end:
            break
        yield from _plain(shown, position, mention.span.start)
        yield from _targets(shown, mention.span.start, mention.span.end)
        words = _lines(shown.text[mention.span.start : mention.span.end])
        name = escape(mention.id)
        yield f'<a class="m {mention.names}" id="{name}" href="#{name}">{words}</a>'
        yield f'<span class="c">{escape(mention.card)}'
        if mention.anchor is not None:
            yield f' <a href="#{escape(_home(shown, mention.anchor))}">根拠の箇所</a>'
        yield "</span>"
        position = mention.span.end
    yield from _plain(shown, position, span.end)


def _home(shown: Source, offset: int) -> str:
    """The identifier of what begins at an offset."""
    index = bisect_left(shown.starts, offset)
    if index < len(shown.starts) and shown.starts[index] == offset:
        return shown.mentions[index].id
    return f"{shown.document_id}-a{offset}"


def _targets(shown: Source, start: int, end: int) -> Iterator[str]:
    for offset in range(start, end):
        for name in shown.targets.get(offset, ()):
            yield f'<i id="{escape(name)}" class="t"></i>'


def _plain(shown: Source, start: int, end: int) -> Iterator[str]:
    cuts = [offset for offset in range(start, end) if offset in shown.targets]
    position = start
    for cut in cuts:
        yield _lines(shown.text[position:cut])
        yield from _targets(shown, cut, cut + 1)
        position = cut
    yield _lines(shown.text[position:end])


def _lines(text: str) -> str:
    return escape(text).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
