"""Extractions out of a folder that ``extract`` wrote, document by document.

What the tables do not keep (why a date was chosen) is not there again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minutes.export.csv import read_table
from minutes.relations import find_relations
from minutes.schema import (
    AgendaItem,
    Alias,
    Attendee,
    Commitment,
    Count,
    Date,
    Document,
    Event,
    Exchange,
    Extraction,
    Issue,
    Layout,
    Material,
    Meeting,
    Note,
    Organisation,
    Span,
    Speaker,
    Turn,
)
from minutes.tables import SEPARATOR, TABLES, Column

_READ = (
    "meetings",
    "turns",
    "notes",
    "agenda",
    "attendance",
    "materials",
    "speakers",
    "dates",
    "counts",
    "organisations",
    "aliases",
    "events",
    "exchanges",
    "commitments",
    "issues",
)
Typed = dict[str, Any]


def is_tables(path: Path) -> bool:
    """True for a folder that ``extract`` wrote."""
    names = ("documents", *_READ)
    return path.is_dir() and all((path / f"{name}.csv").is_file() for name in names)


def read_extractions(folder: Path) -> Iterator[Extraction]:
    """The extraction of each document of a folder; raises `OSError`, `ValueError`, `csv.Error`.

    Tables are read side by side, so that one document is in memory at a time.
    """
    tables = {name: _Reader(folder, name) for name in _READ}
    for row in _typed_rows(folder, "documents"):
        ident = row["document_id"]
        found = {name: reader.of(ident) for name, reader in tables.items()}
        yield _extraction(folder, row, found)


class _Reader:
    """The rows of a table, a document at a time, in the order of the documents."""

    def __init__(self, folder: Path, name: str) -> None:
        """Open the table and read its first row."""
        self._rows = _typed_rows(folder, name)
        self._next = next(self._rows, None)
        # An issue of a file that has the bytes of an earlier one stands behind other documents'.
        self._passed: set[str | None] = {None}

    def of(self, document_id: str) -> list[Typed]:
        """The rows of the next document; those of inputs that gave none are left out."""
        found: list[Typed] = []
        while self._next is not None:
            owner = self._next["document_id"]
            if owner == document_id:
                found.append(self._next)
            elif owner not in self._passed:
                break
            self._next = next(self._rows, None)
        self._passed.add(document_id)
        return found


def _typed_rows(folder: Path, name: str) -> Iterator[Typed]:
    columns = {column.name: column for column in TABLES[name].columns}
    for row in read_table(folder / f"{name}.csv"):
        yield {
            key: _typed(columns[key], text) if key in columns else text for key, text in row.items()
        }


def _typed(column: Column, text: str) -> Any:
    """The value of a cell; raises `ValueError` where it is none of its type."""
    if column.type == "list":
        return tuple(text.split(SEPARATOR)) if text else ()
    if not text:
        return None
    match column.type:
        case "integer":
            return int(text)
        case "number":
            return int(text) if text.lstrip("+-").isdigit() else float(text)
        case "boolean":
            return text == "true"
        case _:
            return text


def _span(row: Typed, name: str) -> Span | None:
    start, end = row.get(f"{name}_start"), row.get(f"{name}_end")
    return Span(start, end) if start is not None and end is not None else None


def _spans(cells: tuple[str, ...]) -> tuple[Span, ...]:
    pairs = (cell.split("-") for cell in cells)
    return tuple(Span(int(start), int(end)) for start, end in pairs)


def _extraction(folder: Path, row: Typed, found: dict[str, list[Typed]]) -> Extraction:
    ident = row["document_id"]
    text = (folder / "texts" / f"{ident}.txt").read_bytes().decode("utf-8")
    document = Document(
        ident,
        row["path"],
        text,
        row["media_type"] or "text/plain",
        row["encoding"],
        row["sha256"] or "",
        row["url"],
        row["retrieved"],
    )
    meetings = {meeting["meeting_id"]: at for at, meeting in enumerate(found["meetings"])}
    turns = {turn["turn_id"]: at for at, turn in enumerate(found["turns"])}
    dates = tuple(_date(one) for one in found["dates"])
    by_place = {date.span: date for date in dates}
    counts = tuple(_count(one) for one in found["counts"])
    return Extraction(
        document=document,
        layout=_layout(row, found, meetings),
        meetings=tuple(_meeting(one) for one in found["meetings"]),
        dates=dates,
        counts=counts,
        organisations=tuple(_organisation(one) for one in found["organisations"]),
        aliases=tuple(_pick(Alias, one) for one in found["aliases"]),
        events=tuple(_event(one, by_place) for one in found["events"]),
        exchanges=tuple(_exchange(one, turns) for one in found["exchanges"]),
        commitments=tuple(_commitment(one, turns) for one in found["commitments"]),
        relations=find_relations(document, counts),
        issues=tuple(_pick(Issue, one) for one in found["issues"]),
    )


def _pick(made: Any, row: Typed, /, **given: object) -> Any:
    """An object whose fields are cells of the same name, or given."""
    names = made.__dataclass_fields__
    return made(**{name: row[name] for name in names if name in row and name not in given}, **given)


def _layout(row: Typed, found: dict[str, list[Typed]], meetings: dict[str, int]) -> Layout:
    return Layout(
        row["dialect"],
        tuple(
            _pick(
                Turn,
                turn,
                position=turn["speaker_position"],
                group=turn["speaker_group"],
                header=turn["header"] or "",
                meeting=meetings.get(turn["meeting_id"], 0),
            )
            for turn in found["turns"]
        ),
        tuple(_pick(Note, note) for note in found["notes"]),
        tuple(_pick(AgendaItem, item, title=item["title"] or "") for item in found["agenda"]),
        tuple(
            _pick(Speaker, one, group=one["speaker_group"], turns=one["turns"] or 0)
            for one in found["speakers"]
        ),
        attendance=tuple(
            _pick(Attendee, one, group=one["affiliation"]) for one in found["attendance"]
        ),
        materials=tuple(
            _pick(Material, one, title=one["title"] or "") for one in found["materials"]
        ),
    )


def _meeting(row: Typed) -> Meeting:
    evidence = _span(row, "evidence")
    how = row["date_how"] or "unresolved"
    given: Meeting = _pick(Meeting, row, evidence=(evidence,) if evidence else (), date_how=how)
    return given


def _date(row: Typed) -> Date:
    given: Date = _pick(Date, row, anchor=_span(row, "anchor"), rule=row["rule"] or "", reasons=())
    return given


def _count(row: Typed) -> Count:
    given: Count = _pick(Count, row, item_span=_span(row, "item"), rule=row["rule"] or "")
    return given


def _organisation(row: Typed) -> Organisation:
    given: Organisation = _pick(
        Organisation, row, anchor=_span(row, "anchor"), rule=row["rule"] or ""
    )
    return given


def _event(row: Typed, dates: dict[Span, Date]) -> Event:
    anchor = _span(row, "anchor")
    given: Event = _pick(
        Event,
        row,
        date=dates.get(anchor) if anchor is not None else None,
        kind=row["kind"] or "other",
        how=row["how"] or "own",
        restated=_spans(row["restated"]),
    )
    return given


def _exchange(row: Typed, turns: dict[str, int]) -> Exchange:
    question, answer = _span(row, "question"), _span(row, "answer")
    pieces = _spans(row["summary_spans"])
    given: Exchange = _pick(
        Exchange,
        row,
        question_turn=turns.get(row["question_turn_id"], 0),
        answer_turn=turns.get(row["answer_turn_id"]),
        question=question if question is not None else Span(0, 0),
        answer=answer,
        question_spans=tuple(p for p in pieces if question is not None and question.covers(p)),
        answer_spans=tuple(p for p in pieces if answer is not None and answer.covers(p)),
        answered=row["answered"] or "",
        reason=row["reason"] or "",
        confidence=float(row["confidence"] or 0),
        topic_span=_span(row, "topic"),
    )
    return given


def _commitment(row: Typed, turns: dict[str, int]) -> Commitment:
    given: Commitment = _pick(Commitment, row, turn=turns.get(row["turn_id"]))
    return given
