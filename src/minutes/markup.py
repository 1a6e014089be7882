"""A document with its mentions marked, as HTML without scripts.

Whatever the source holds is shown as text: markup is escaped, and characters that would turn the
direction of the line or that have no shape are printed as their code points.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes.schema import Count, Date, Extraction, Organisation, Span, Turn

Mention = Date | Count | Organisation

# Controls that reorder or hide what stands beside them (U+202E makes ``exe.txt`` of ``txt.exe``),
# and the C0 and C1 controls, which HTML does not allow.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)
_BLANK_LINES = re.compile(r"(?:[ \t\u3000]*+\n){3,}")

#: Translucent colours and inherited text: readable on a white page and on a dark one.
STYLE = """\
.minutes{font-family:inherit;line-height:1.8;color:inherit;max-width:60em}
.minutes h1{font-size:1.25em;margin:.2em 0}
.minutes p{margin:.3em 0;white-space:pre-wrap;overflow-wrap:anywhere}
.minutes .head{font-weight:600;margin-top:1em;border-left:.25em solid rgba(128,128,128,.6);\
padding-left:.5em}
.minutes .note{opacity:.65}
.minutes .small{font-size:.88em;opacity:.8}
.minutes mark{color:inherit;border-radius:.2em;padding:.05em .12em;unicode-bidi:isolate}
.minutes .date{background:rgba(66,133,244,.28)}
.minutes .count{background:rgba(52,168,83,.28)}
.minutes .organisation{background:rgba(251,170,5,.32)}
.minutes .unresolved{background:none;border-bottom:.14em dashed rgba(220,60,50,.9)}
.minutes .code{border:1px solid rgba(128,128,128,.6);border-radius:.2em;font-size:.75em;\
padding:0 .2em}
.minutes .figures{display:flex;flex-wrap:wrap;gap:.2em 1.2em;font-size:.9em}
"""


def escape(text: str) -> str:
    r"""The text as HTML that shows it, also inside an attribute.

    >>> escape('<script>alert("会議")</script>')
    '&lt;script&gt;alert(&quot;会議&quot;)&lt;/script&gt;'
    >>> escape("報告\u202e書")
    '報告<span class="code">U+202E</span>書'
    """
    return _INVISIBLE.sub(_code, html.escape(text))


def _code(match: re.Match[str]) -> str:
    return f'<span class="code">U+{ord(match.group()):04X}</span>'


def inert(text: str) -> str:
    r"""The text for an attribute or a title, where no element can stand.

    >>> inert('報告\u202e"書')
    '報告[U+202E]&quot;書'
    """
    return _INVISIBLE.sub(lambda match: f"[U+{ord(match.group()):04X}]", html.escape(text))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch to mark, its classes, and what it says when pointed at."""

    start: int
    end: int
    names: str
    title: str


def _mark(mention: Mention) -> _Mark:
    if isinstance(mention, Date):
        says = " ".join(filter(None, (mention.value, mention.time, mention.duration)))
        names = "date" if says else "date unresolved"
        title = f"{says or 'unresolved'} ({mention.how}, {mention.rule})"
    elif isinstance(mention, Count):
        names = "count"
        title = f"{_figure(mention)} ({mention.kind}, {mention.rule})"
    else:
        names = "organisation" if mention.canonical else "organisation unresolved"
        title = f"{mention.canonical or 'unresolved'} ({mention.level}, {mention.how})"
    return _Mark(mention.start, mention.end, names, title)


def _figure(count: Count) -> str:
    if count.value is not None:
        value = f"{count.value:,}"
    else:
        value = f"{count.value_min or ''}–{count.value_max or ''}"
    return " ".join(filter(None, (value, count.unit, count.modifier, count.item)))


def _marks(extraction: Extraction) -> list[_Mark]:
    """The marks in text order; of two that overlap the longer one stays."""
    mentions: Sequence[Mention] = (
        *extraction.dates,
        *extraction.counts,
        *extraction.organisations,
    )
    kept: list[_Mark] = []
    for mark in sorted(map(_mark, mentions), key=lambda mark: (mark.start, mark.start - mark.end)):
        if mark.start < mark.end and (not kept or kept[-1].end <= mark.start):
            kept.append(mark)
    return kept


def _marked(text: str, span: Span, marks: Sequence[_Mark]) -> str:
    """The characters of a span with the marks that lie in it."""
    parts, position = [], span.start
    for mark in marks:
        if mark.start >= position and mark.end <= span.end:
            parts.append(escape(text[position : mark.start]))
            words = escape(text[mark.start : mark.end])
            parts.append(f'<mark class="{mark.names}" title="{inert(mark.title)}">{words}</mark>')
            position = mark.end
    parts.append(escape(text[position : span.end]))
    return "".join(parts).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of the page: a header, a note, or running text."""

    span: Span
    names: str


def _between(start: int, end: int, inner: Sequence[Span]) -> Iterator[_Block]:
    """The blocks of a stretch of text: its notes, and the text between them."""
    for note in inner:
        if note.start < start or note.end > end:
            continue
        if start < note.start:
            yield _Block(Span(start, note.start), "text")
        yield _Block(note, "note")
        start = note.end
    if start < end:
        yield _Block(Span(start, end), "text")


def _blocks(extraction: Extraction) -> Iterator[_Block]:
    """The document in order, without gaps."""
    notes = sorted(Span(note.start, note.end) for note in extraction.layout.notes)
    position = 0
    turns: Sequence[Turn] = extraction.turns
    for turn in turns:
        yield from _between(position, turn.start, notes)
        yield _Block(Span(turn.start, turn.speech_start), "head")
        yield from _between(turn.speech_start, turn.end, notes)
        position = turn.end
    yield from _between(position, len(extraction.document.text), notes)


def mark(extraction: Extraction, limit: int | None = None) -> str:
    """The document as HTML paragraphs with dates, counts and organisations marked.

    Pointing at a mark shows what it was resolved to.  With a `limit`, no more than about so many
    characters are shown, and a last line says how many follow.
    """
    text = extraction.document.text
    marks = _marks(extraction)
    starts = [found.start for found in marks]
    shown, parts = 0, []
    for block in _blocks(extraction):
        if not text[block.span.start : block.span.end].strip():
            continue
        if limit is not None and shown + block.span.length > limit:
            block = _Block(Span(block.span.start, _cut(text, block.span, limit - shown)), "text")
        first, last = (bisect_left(starts, offset) for offset in block.span)
        body = _BLANK_LINES.sub("\n\n", _marked(text, block.span, marks[first:last])).strip("\n")
        parts.append(f'<p class="{block.names}" dir="ltr">{body}</p>')
        shown = block.span.end
        if limit is not None and shown >= limit:
            break
    if shown < len(text.rstrip()):
        rest = len(text) - shown
        parts.append(f'<p class="small">… {rest:,} more characters</p>')
    return "\n".join(parts)


def _cut(text: str, span: Span, room: int) -> int:
    """Where to end a block that is too long: after a sentence, if one ends in the room."""
    end = min(span.end, span.start + max(room, 0))
    stop = text.rfind("。", span.start, end)
    return stop + 1 if stop > span.start else end


LEGEND = (
    '<p class="small"><mark class="date">date</mark> <mark class="count">count</mark>'
    ' <mark class="organisation">organisation</mark>'
    ' <mark class="unresolved">unresolved</mark></p>'
)


def fragment(extraction: Extraction, limit: int | None = None) -> str:
    """The marked document with its style and a legend, for a place inside a page."""
    return (
        f'<div class="minutes" lang="ja"><style>{STYLE}</style>'
        f"{LEGEND}\n{mark(extraction, limit)}</div>"
    )


def page(extraction: Extraction) -> str:
    """The marked document as a page of its own, light or dark as the reader's system is."""
    title = escape(extraction.document.path)
    return (
        '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'\">"
        f"<title>{inert(extraction.document.path)}</title>"
        "<style>:root{color-scheme:light dark}body{margin:2em auto;padding:0 1em;max-width:60em;"
        "font-family:sans-serif}</style></head><body>"
        f"<h1>{title}</h1>\n{fragment(extraction)}</body></html>\n"
    )
