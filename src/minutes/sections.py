"""Files that record several meetings: each is read alone, so that nothing leaks into the next.

A date without a year, an alias or a chair belongs to its own meeting.  `divide` makes a document of
each part, `unite` puts the findings back in their places in the whole.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeVar

from minutes.schema import Document, Extraction, Layout, Section, Span

_OFFSETS = frozenset(["start", "end", "speech_start", "header_end"])

T = TypeVar("T")


def divide(document: Document) -> list[Document]:
    """The meetings of a document, each with its own text; the document itself if it has but one.

    >>> from minutes.schema import Section
    >>> parts = divide(Document("d", "p", "一日目二日目", sections=(Section(0, 3), Section(3, 6))))
    >>> [part.text for part in parts]
    ['一日目', '二日目']
    """
    if len(document.sections) < 2:
        return [document]
    return [part_of(document, section) for section in document.sections]


def part_of(document: Document, section: Section) -> Document:
    """One meeting of a document as a document of its own."""
    start, end = section.start, section.end
    return dataclasses.replace(
        document,
        text=document.text[start:end],
        metadata=section.metadata,
        issues=(),
        cues=tuple(
            moved(cue, -start) for cue in document.cues if start <= cue.start and cue.end <= end
        ),
        sections=(),
        furniture=tuple(
            moved(span, -start)
            for span in document.furniture
            if start <= span.start and span.end <= end
        ),
    )


def moved(value: T, by: int) -> T:
    """The value with every offset in it shifted.

    >>> moved(Span(3, 7), 10), moved((Span(0, 1), None), 2)
    (Span(start=13, end=17), (Span(start=2, end=3), None))
    """
    return _moved(value, by)  # type: ignore[no-any-return]


def _moved(value: Any, by: int) -> Any:
    if isinstance(value, Span):
        return Span(value.start + by, value.end + by)
    if isinstance(value, tuple):
        return tuple(_moved(item, by) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if field.name in _OFFSETS and isinstance(held, int):
            changed[field.name] = held + by
        elif isinstance(held, tuple) or dataclasses.is_dataclass(held):
            changed[field.name] = _moved(held, by)
    return dataclasses.replace(value, **changed) if changed else value


def unite(document: Document, parts: Sequence[Extraction]) -> Extraction:
    """The findings of a document from those of its meetings, in the order of `divide`."""
    if len(parts) == 1 and parts[0].document is document:
        return parts[0]
    placed: list[Extraction] = []
    turns = meetings = counts = 0
    for section, part in zip(document.sections, parts, strict=True):
        own = _moved_findings(part, section.start)
        placed.append(_renumbered(own, turns, meetings, counts))
        turns += len(part.turns)
        meetings += len(part.meetings)
        counts += len(part.counts)
    joined = {
        field.name: tuple(item for part in placed for item in getattr(part, field.name))
        for field in dataclasses.fields(Extraction)
        if field.name not in ("document", "layout")
    }
    joined["issues"] = (*document.issues, *joined["issues"])
    return Extraction(document=document, layout=_layout(placed), **joined)


def _moved_findings(part: Extraction, by: int) -> Extraction:
    """The findings shifted; the document of a part is left as it is."""
    changed = {
        field.name: _moved(getattr(part, field.name), by)
        for field in dataclasses.fields(Extraction)
        if field.name != "document"
    }
    return dataclasses.replace(part, **changed)


def _renumbered(part: Extraction, turns: int, meetings: int, counts: int) -> Extraction:
    """The findings whose indexes of turns, meetings and counts run through the whole document."""

    def later(index: int | None, by: int) -> int | None:
        return None if index is None else index + by

    layout = dataclasses.replace(
        part.layout,
        turns=tuple(
            dataclasses.replace(turn, meeting=turn.meeting + meetings) for turn in part.turns
        ),
    )
    return dataclasses.replace(
        part,
        layout=layout,
        exchanges=tuple(
            dataclasses.replace(
                pair,
                question_turn=pair.question_turn + turns,
                answer_turn=later(pair.answer_turn, turns),
            )
            for pair in part.exchanges
        ),
        commitments=tuple(
            dataclasses.replace(promise, turn=later(promise.turn, turns))
            for promise in part.commitments
        ),
        relations=tuple(
            dataclasses.replace(
                relation, members=tuple(member + counts for member in relation.members)
            )
            for relation in part.relations
        ),
    )


def _layout(parts: Sequence[Extraction]) -> Layout:
    forms = Counter(part.layout.dialect for part in parts if part.layout.dialect is not None)
    return Layout(
        forms.most_common(1)[0][0] if forms else None,
        tuple(turn for part in parts for turn in part.layout.turns),
        tuple(note for part in parts for note in part.layout.notes),
        tuple(item for part in parts for item in part.layout.agenda),
        tuple(person for part in parts for person in part.layout.speakers),
        tuple(issue for part in parts for issue in part.layout.issues),
    )
