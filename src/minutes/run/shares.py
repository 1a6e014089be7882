"""A large input read share by share: some meetings at a time, by whichever process has the time.

A dump of a year holds hundreds of meetings, each of which is read alone in any case
(`minutes.sections`).  `cut` writes what the reader made of the file to a part, `read_share` reads
the meetings of one share out of it, and `joined` puts the rows of all shares together: the same
bytes as if the document had been read at once.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from minutes.entities import Registry
from minutes.export import batch
from minutes.export.csv import body, parsed
from minutes.pipeline import extract_meeting
from minutes.run.across import told_of
from minutes.run.inputs import Options, Outcome, fault
from minutes.run.records import ACROSS, Entry, Part, Piece, chunks, record_of
from minutes.schema import Cue, Document, Extraction, Layout, Metadatum, Section, Span
from minutes.sections import moved, part_of, unite
from minutes.tables import TABLES

#: Characters from which a document of several meetings is cut, and those of a share.
LARGE, SHARE = 1_000_000, 250_000

_PLAN = "shares/"


@dataclass(frozen=True, slots=True)
class Share:
    """Some meetings of an input: its number, and where its plan stands in the part of the cut."""

    number: int
    sha256: str | None
    part: str
    at: int
    length: int


def is_large(document: Document) -> bool:
    """True for a document that is read share by share."""
    return len(document.sections) > 1 and len(document.text) > LARGE


# --- the cut ----------------------------------------------------------------------------------


def name_of_cut(path: str) -> str:
    """What the entry of a cut is called, as no input can be: a path holds no NUL."""
    return f"{path}\0"


def cut(document: Document, path: str, sha256: str | None, part: Part) -> Entry:
    """The entry of a document whose text and shares are now in `part`."""
    nothing = Layout(None, (), (), (), ())
    whole = Extraction(document, nothing, (), (), (), (), (), (), (), (), (), document.issues)
    outcome = Outcome(document.path, "done", batch(whole))
    pieces, check = part.write(_lines(outcome))
    text = f"texts/{document.id}.txt"
    groups = list(_groups(document.sections))
    bounds = [0, *(group[0].start for group in groups), len(document.text)]
    places = [part.file.tell()]

    def encoded() -> Iterator[bytes]:
        for start, end in pairwise(bounds):
            data = document.text[start:end].encode("utf-8")
            places.append(places[-1] + len(data))
            yield data

    more, check = part.write([(text, encoded())], check)
    pieces |= more
    plans = (
        (f"{_PLAN}{number}", [_plan(document, group, places[number + 1 : number + 3])])
        for number, group in enumerate(groups)
    )
    more, check = part.write(plans, check)
    pieces |= more
    return Entry(name_of_cut(path), sha256, part.path.name, check, (record_of(outcome, pieces),))


def _groups(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """The meetings of each share."""
    group: list[Section] = []
    for section in sections:
        group.append(section)
        if section.end - group[0].start >= SHARE:
            yield group
            group = []
    if group:
        yield group


def _plan(document: Document, group: Sequence[Section], places: Sequence[int]) -> bytes:
    """What reading a share needs, as JSON."""
    start, end = group[0].start, group[-1].end
    first = bisect_left(document.cues, start, key=lambda cue: cue.start)
    last = bisect_right(document.cues, end, key=lambda cue: cue.end)
    plan = {
        "start": start,
        "text": [places[0], places[1] - places[0]],
        "document": {
            name: getattr(document, name)
            for name in ("id", "path", "media_type", "encoding", "sha256", "url", "retrieved")
        },
        "sections": [asdict(section) for section in group],
        "cues": [asdict(cue) for cue in document.cues[first:last]],
        "furniture": [span for span in document.furniture if start <= span.start < end],
    }
    return json.dumps(plan).encode()


def _lines(outcome: Outcome) -> Iterator[tuple[str, list[bytes]]]:
    """The lines of the tables of a document."""
    assert outcome.batch is not None
    for name, rows in outcome.batch.tables.items():
        if rows:
            yield f"{name}.csv", [body(TABLES[name], rows)]


# --- a share ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Excerpt(Document):
    """A document of which the text from `first` on is at hand; offsets are those of the whole."""

    first: int = 0

    def quote(self, span: Span) -> str:
        """The characters of a span of the whole."""
        return self.text[span.start - self.first : span.end - self.first]


def read_share(share: Share, name: str, part: Part, options: Options) -> Entry:
    """The entry of a share whose rows are now in `part`; it is called `name`."""
    document, alone = _documents(share, part.path.parent)
    try:
        parts = [
            extract_meeting(part_of(alone, section), options.dialect, options.meeting_date)
            for section in moved(document.sections, -document.first)
        ]
        outcome = Outcome(document.path, "done", batch(unite(document, parts)))
    except Exception as error:
        # A fault in a stage must not take the other documents with it.
        return part.add(name, share.sha256, [fault(document.path, error)])
    assert outcome.batch is not None
    told: dict[str, Any] = told_of(document.id, outcome.batch.tables)
    told["dialects"] = [one.layout.dialect for one in parts]
    pieces, check = part.write(_lines(outcome))
    more, check = part.write([(ACROSS, [json.dumps(told).encode()])], check)
    record = record_of(outcome, pieces | more)
    own = {name: n for name, n in record.figures.items() if name not in ("documents", "characters")}
    record = replace(record, figures=own)
    return Entry(name, share.sha256, part.path.name, check, (record,))


def _documents(share: Share, folder: Path) -> tuple[_Excerpt, Document]:
    """(the share in its place in the whole document, the share as a document of its own)."""
    with (folder / share.part).open("rb") as file:
        plan = json.loads(b"".join(chunks(file, (share.at, share.length))))
        at, length = plan["text"]
        text = b"".join(chunks(file, (at, length))).decode("utf-8")
    start, about = plan["start"], plan["document"]
    sections = tuple(
        Section(one["start"], one["end"], tuple(Metadatum(**fact) for fact in one["metadata"]))
        for one in plan["sections"]
    )
    cues = tuple(Cue(**cue) for cue in plan["cues"])
    furniture = tuple(Span(*span) for span in plan["furniture"])
    alone = Document(
        **about, text=text, cues=moved(cues, -start), furniture=moved(furniture, -start)
    )
    return _Excerpt(**about, text=text, sections=sections, first=start), alone


# --- all shares -------------------------------------------------------------------------------


def shares_of(cut: Entry) -> list[Share]:
    """The shares of a cut, in the order of the text."""
    assert cut.part is not None
    plans = [piece for name, piece in cut.records[0].pieces.items() if name.startswith(_PLAN)]
    return [Share(number, cut.sha256, cut.part, *piece) for number, piece in enumerate(plans)]


def joined(path: str, cut: Entry, shares: Sequence[Entry], part: Part) -> Entry:
    """The entry of an input out of those of its cut and its shares, in the order of the text.

    If a share could not be read, the input could not.
    """
    for share in shares:
        failed = share.records[0]
        if failed.status == "failed":
            copied = ((name, _bytes(share, name, part)) for name in failed.pieces)
            pieces, check = part.write(copied)
            record = replace(failed, pieces=pieces)
            return Entry(path, share.sha256, part.path.name, check, (record,))
    head = cut.records[0]
    told = [json.loads(b"".join(_bytes(share, ACROSS, part))) for share in shares]
    pieces, check = part.write(_streams(cut, shares, told, part))
    counted = Counter[str]()
    for entry in (cut, *shares):
        counted.update(entry.records[0].figures)
    ordered = {name: counted[name] for name in (*TABLES, *counted) if name in counted}
    record = replace(head, figures=ordered, pieces=pieces)
    return Entry(path, cut.sha256, part.path.name, check, (record,))


def _bytes(entry: Entry, name: str, part: Part) -> Iterator[bytes]:
    """The bytes of a piece of an entry; none if it has no such piece."""
    piece: Piece | None = entry.records[0].pieces.get(name)
    if piece is not None and entry.part is not None:
        with (part.path.parent / entry.part).open("rb") as file:
            yield from chunks(file, piece)


def _streams(
    cut: Entry, shares: Sequence[Entry], told: Sequence[dict[str, Any]], part: Part
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """What the whole input adds to each file."""
    forms = Counter(form for one in told for form in one["dialects"] if form is not None)
    rows = parsed(TABLES["documents"], b"".join(_bytes(cut, "documents.csv", part)))
    row = {**rows[0], "dialect": forms.most_common(1)[0][0] if forms else None}
    yield "documents.csv", iter([body(TABLES["documents"], [row])])
    for table in TABLES:
        name = f"{table}.csv"
        entries = [one for one in (cut, *shares) if name in one.records[0].pieces]
        if table != "documents" and entries:
            yield name, (data for one in entries for data in _bytes(one, name, part))
    text = f"texts/{cut.records[0].document}.txt"
    yield text, _bytes(cut, text, part)
    across = json.dumps(_across(told), ensure_ascii=False)
    yield ACROSS, iter([f"{across}\n".encode()])


def _across(told: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the document adds to the tables across documents, out of what its shares add."""
    registry = Registry()
    for one in told:
        registry.take(one["entities"])
    said = {
        "document_id": told[0]["said"]["document_id"],
        "day": max(one["said"]["day"] for one in told),
        "names": [name for one in told for name in one["said"]["names"]],
        "promises": [promise for one in told for promise in one["said"]["promises"]],
    }
    # However many shares name it, it is one document.
    entities = [[*one[:4], 1, *one[5:]] for one in registry.told()]
    return {"entities": entities, "said": said}
