"""An `Extraction` as rows: identifiers made of offsets, indexes turned into identifiers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from minutes.schema import Extraction, Issue, Span
from minutes.tables import contract
from minutes.tables.columns import Table

Cell = str | int | float | bool | tuple[str, ...] | None
Row = dict[str, Cell]


def identifiers(document_id: str, letter: str, places: Iterable[tuple[int, ...]]) -> list[str]:
    """One identifier per place, made of its offsets, so that a second run gives the same.

    Rows that share all offsets get ``-2``, ``-3`` behind.

    >>> identifiers("d0e98", "c", [(12, 15), (40, 44), (40, 44)])
    ['d0e98-c12-15', 'd0e98-c40-44', 'd0e98-c40-44-2']
    """
    seen: dict[str, int] = {}
    made = []
    lead = f"{document_id}-{letter}"
    for place in places:
        name = lead + "-".join(map(str, place))
        times = seen[name] = seen.get(name, 0) + 1
        made.append(name if times == 1 else f"{name}-{times}")
    return made


def _row(table: Table, source: object, **given: Cell) -> Row:
    """The row in column order: the given cells, and the fields of `source` for the others."""
    return {name: given[name] if name in given else getattr(source, name) for name in table.names}


def _plain(value: float | int | None) -> float | int | None:
    """The value as an integer where it is one: a table never says 12.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _start(span: Span | None) -> int | None:
    return span.start if span else None


def _end(span: Span | None) -> int | None:
    return span.end if span else None


def _finder(extraction: Extraction, turn_ids: list[str]) -> Callable[[int], str | None]:
    """The function that names the turn around an offset."""
    starts = [turn.start for turn in extraction.turns]
    ends = [turn.end for turn in extraction.turns]

    def turn_at(offset: int) -> str | None:
        index = bisect_right(starts, offset) - 1
        return turn_ids[index] if index >= 0 and offset < ends[index] else None

    return turn_at


def rows(extraction: Extraction) -> dict[str, Iterator[Row]]:
    """The rows of each table of the contract, in text order; every table is there, if empty."""
    document = extraction.document
    turn_ids = identifiers(document.id, "t", ((t.start, t.end) for t in extraction.turns))
    turn_at = _finder(extraction, turn_ids)
    meeting_at = _meeting_finder(extraction)
    return {
        "documents": _documents(extraction),
        "meetings": _meetings(extraction),
        "turns": _turns(extraction, turn_ids),
        "notes": (
            _row(contract.NOTES, note, document_id=document.id, turn_id=turn_at(note.start))
            for note in extraction.layout.notes
        ),
        "agenda": (
            _row(contract.AGENDA, item, document_id=document.id)
            for item in extraction.layout.agenda
        ),
        "attendance": (
            _row(
                contract.ATTENDANCE,
                person,
                document_id=document.id,
                meeting_id=meeting_at(person.start),
                affiliation=person.group,
            )
            for person in extraction.layout.attendance
        ),
        "materials": (
            _row(
                contract.MATERIALS,
                paper,
                document_id=document.id,
                meeting_id=meeting_at(paper.start),
            )
            for paper in extraction.layout.materials
        ),
        "speakers": (
            _row(contract.SPEAKERS, person, document_id=document.id, speaker_group=person.group)
            for person in extraction.layout.speakers
        ),
        "dates": _dates(extraction, turn_at),
        "counts": _counts(extraction, turn_at),
        "organisations": _organisations(extraction, turn_at),
        "aliases": (
            _row(contract.ALIASES, alias, document_id=document.id) for alias in extraction.aliases
        ),
        "entities": iter(()),
        "relations": _relations(extraction),
        "events": _events(extraction, turn_at),
        "exchanges": _exchanges(extraction, turn_ids),
        "commitments": (
            _row(
                contract.COMMITMENTS,
                promise,
                document_id=document.id,
                turn_id=turn_at(promise.start) if promise.turn is None else turn_ids[promise.turn],
                taken_up=None,
            )
            for promise in extraction.commitments
        ),
        "issues": (issue_row(issue, document.path, document.id) for issue in extraction.issues),
    }


def issue_row(issue: Issue, path: str, document_id: str | None = None) -> Row:
    """The row of an issue; a file that could not be read has a path but no document."""
    return _row(contract.ISSUES, issue, document_id=document_id, path=path)


def _documents(extraction: Extraction) -> Iterator[Row]:
    document = extraction.document
    yield _row(
        contract.DOCUMENTS,
        document,
        document_id=document.id,
        dialect=extraction.layout.dialect,
        characters=len(document.text),
    )


def _meeting_ids(extraction: Extraction) -> list[str]:
    places = ((meeting.start, meeting.end) for meeting in extraction.meetings)
    return identifiers(extraction.document.id, "m", places)


def _meeting_finder(extraction: Extraction) -> Callable[[int], str | None]:
    """The function that names the meeting in whose part an offset lies."""
    keys = _meeting_ids(extraction)

    def meeting_at(offset: int) -> str | None:
        for key, meeting in zip(keys, extraction.meetings, strict=True):
            if meeting.start <= offset < meeting.end:
                return key
        return None

    return meeting_at


def _meetings(extraction: Extraction) -> Iterator[Row]:
    for key, meeting in zip(_meeting_ids(extraction), extraction.meetings, strict=True):
        evidence = meeting.evidence[0] if meeting.evidence else None
        yield _row(
            contract.MEETINGS,
            meeting,
            meeting_id=key,
            document_id=extraction.document.id,
            evidence_start=_start(evidence),
            evidence_end=_end(evidence),
        )


def _turns(extraction: Extraction, turn_ids: list[str]) -> Iterator[Row]:
    meetings = _meeting_ids(extraction)
    order: Counter[int] = Counter()
    for key, turn in zip(turn_ids, extraction.turns, strict=True):
        order[turn.meeting] += 1
        yield _row(
            contract.TURNS,
            turn,
            turn_id=key,
            document_id=extraction.document.id,
            meeting_id=meetings[turn.meeting] if turn.meeting < len(meetings) else None,
            speech_order=order[turn.meeting],
            speaker_position=turn.position,
            speaker_group=turn.group,
            speech=extraction.document.quote(Span(turn.speech_start, turn.end)),
        )


def _dates(extraction: Extraction, turn_at: Callable[[int], str | None]) -> Iterator[Row]:
    document = extraction.document
    keys = identifiers(document.id, "d", ((d.start, d.end) for d in extraction.dates))
    for key, date in zip(keys, extraction.dates, strict=True):
        yield _row(
            contract.DATES,
            date,
            mention_id=key,
            document_id=document.id,
            turn_id=turn_at(date.start),
            anchor_start=_start(date.anchor),
            anchor_end=_end(date.anchor),
        )


def _count_ids(extraction: Extraction) -> list[str]:
    places = ((count.start, count.end) for count in extraction.counts)
    return identifiers(extraction.document.id, "c", places)


def _counts(extraction: Extraction, turn_at: Callable[[int], str | None]) -> Iterator[Row]:
    for key, count in zip(_count_ids(extraction), extraction.counts, strict=True):
        yield _row(
            contract.COUNTS,
            count,
            mention_id=key,
            document_id=extraction.document.id,
            turn_id=turn_at(count.start),
            value=_plain(count.value),
            value_min=_plain(count.value_min),
            value_max=_plain(count.value_max),
            item_start=_start(count.item_span),
            item_end=_end(count.item_span),
        )


def _organisations(extraction: Extraction, turn_at: Callable[[int], str | None]) -> Iterator[Row]:
    found = extraction.organisations
    keys = identifiers(extraction.document.id, "o", ((name.start, name.end) for name in found))
    for key, name in zip(keys, found, strict=True):
        yield _row(
            contract.ORGANISATIONS,
            name,
            mention_id=key,
            document_id=extraction.document.id,
            turn_id=turn_at(name.start),
            anchor_start=_start(name.anchor),
            anchor_end=_end(name.anchor),
        )


def _relations(extraction: Extraction) -> Iterator[Row]:
    keys = _count_ids(extraction) if extraction.relations else []
    for relation in extraction.relations:
        yield _row(
            contract.RELATIONS,
            relation,
            document_id=extraction.document.id,
            members=tuple(keys[index] for index in relation.members),
        )


def _events(extraction: Extraction, turn_at: Callable[[int], str | None]) -> Iterator[Row]:
    document = extraction.document
    keys = identifiers(document.id, "e", ((event.start, event.end) for event in extraction.events))
    for key, event in zip(keys, extraction.events, strict=True):
        yield _row(
            contract.EVENTS,
            event,
            event_id=key,
            incident_id=None,
            document_id=document.id,
            turn_id=turn_at(event.start),
            anchor_start=_start(event.date.span if event.date else None),
            anchor_end=_end(event.date.span if event.date else None),
            restated=tuple(f"{start}-{end}" for start, end in event.restated),
            happening_id=None,
        )


def _exchanges(extraction: Extraction, turn_ids: list[str]) -> Iterator[Row]:
    document = extraction.document
    places = ((*pair.question, *(pair.answer or ())) for pair in extraction.exchanges)
    keys = identifiers(document.id, "x", places)
    for key, pair in zip(keys, extraction.exchanges, strict=True):
        reply = pair.answer_turn
        yield _row(
            contract.EXCHANGES,
            pair,
            exchange_id=key,
            document_id=document.id,
            question_turn_id=turn_ids[pair.question_turn],
            answer_turn_id=None if reply is None else turn_ids[reply],
            question_start=pair.question.start,
            question_end=pair.question.end,
            question=document.quote(pair.question),
            answer_start=_start(pair.answer),
            answer_end=_end(pair.answer),
            answer=document.quote(pair.answer) if pair.answer else None,
            topic_start=_start(pair.topic_span),
            topic_end=_end(pair.topic_span),
            summary_spans=tuple(
                f"{start}-{end}" for start, end in (*pair.question_spans, *pair.answer_spans)
            ),
        )
