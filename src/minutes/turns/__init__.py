"""A document cut into what is said and what is not.

The rows are read once; furniture and attendance lists come first, then the frame of the headers is
chosen, then every line that is not speech becomes a note or an item of the agenda.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from minutes import dialects
from minutes.schema import Document, Issue, Layout, Span, Turn
from minutes.turns import cued
from minutes.turns import parts as parts_module
from minutes.turns.attendance import attendance
from minutes.turns.candidates import Candidate
from minutes.turns.choose import choose
from minutes.turns.kinds import with_kinds
from minutes.turns.lists import listed
from minutes.turns.materials import materials
from minutes.turns.parts import Parts
from minutes.turns.people import people_of
from minutes.turns.rows import Row, furniture, rows_of
from minutes.turns.silent import without_turns
from minutes.turns.speakers import speakers_of
from minutes.turns.speech import Drawn, turn_of

__all__ = ["page_furniture", "split"]


def split(document: Document, dialect: str | None = None) -> Layout:
    """The turns, notes, agenda and speakers of a document.

    `dialect` forces the frame of a dialect by name; without it the frame is chosen on all the
    evidence, and a document in which nobody speaks has no turns and an issue that says so.
    Raises `ValueError` for an unknown dialect.

    >>> text = "○議長（榊原康生君）　開会します。\\n○三枝委員　一点伺います。"
    >>> layout = split(Document("d", "example.txt", text))
    >>> [(turn.speaker, turn.position) for turn in layout.turns]
    [('榊原康生', '議長'), ('三枝', '委員')]
    """
    forced = None if dialect is None else dialects.frame_of(dialect)
    rows = rows_of(document)
    skip = _furniture(document)
    entries = listed(rows)
    people = people_of(rows, entries)
    speeches, doubts = ([], []) if forced else cued.speeches(document, rows, people, skip)
    frame: str | None = cued.FIELD
    found = [speech.candidate for speech in speeches]
    if not speeches:
        frame, found = choose(document, rows, people, skip, forced)
    if frame is None:
        return without_turns(document, rows, skip)
    parts = Parts()
    drawn = _turns(document, rows, skip, found, [speech.stop for speech in speeches], parts)
    if speeches:
        drawn = cued.with_groups(drawn, speeches)
    turns = with_kinds(document.text, drawn, [candidate.opening.mark for candidate in found])
    if not parts.agenda:
        spans = [Span(turn.speech_start, turn.end) for turn in turns if turn.kind == "chair"]
        parts_module.spoken_items(document, spans, parts)
    headers = {candidate.row for candidate in found}
    entries = listed(row for index, row in enumerate(rows) if index not in headers)
    speakers, groups = speakers_of(
        document.text, turns, [*entries, *cued.full_names(document)] if speeches else entries
    )
    turns = [_grouped(turn, groups) for turn in turns]
    spoken = [turn.span for turn in turns]
    form = Counter(_name(candidate, frame) for candidate in found).most_common(1)[0][0]
    return Layout(
        form,
        tuple(turns),
        tuple(sorted(parts.notes, key=lambda note: (note.start, note.end))),
        tuple(sorted(parts.agenda, key=lambda item: item.start)),
        speakers,
        (*doubts, *_issues([] if speeches else found, parts)),
        attendance(document, rows, spoken, skip),
        materials(document, rows, spoken, skip),
    )


def page_furniture(document: Document) -> tuple[Span, ...]:
    """The lines that only the pages have: running heads and feet, page numbers, links.

    A sentence goes on across them, and what they print is told by nobody.

    >>> said = ["資料を配り", "説明を始め", "質疑に入り"]
    >>> text = "\\n\\f".join(f"{words}\\nP.{page}" for page, words in enumerate(said))
    >>> [text[span.start : span.end] for span in page_furniture(Document("d", "p", text))]
    ['P.0', 'P.1', 'P.2']
    """
    rows = rows_of(document)
    return tuple(rows[index].span for index in sorted(_furniture(document)))


def _turns(
    document: Document,
    rows: Sequence[Row],
    skip: frozenset[int],
    found: Sequence[Candidate],
    stops: Sequence[int],
    parts: Parts,
) -> list[Drawn]:
    """The turns that the headers open; `stops` say where cued speeches end, if they are cued."""
    turns: list[Drawn] = []
    parts_module.front(document, rows[: found[0].row], skip, 0, parts)
    for number, candidate in enumerate(found):
        last = number + 1 == len(found)
        following = len(rows) if last else found[number + 1].row
        stop = len(document.text) if last else found[number + 1].start
        if stops and stops[number] < stop:
            stop = stops[number]
            behind = bisect_left(rows, stop, key=lambda row: row.start)
            parts_module.front(document, rows[behind:following], skip, behind, parts)
            following = behind
        turns.append(turn_of(document, rows, skip, candidate, following, stop, last, parts))
    return turns


@lru_cache(maxsize=1)  # the turns are cut without it, and then the view leaves it out
def _furniture(document: Document) -> frozenset[int]:
    """The indexes of the rows that the reader knows for running heads and feet, or that recur."""
    rows = rows_of(document)
    found = furniture(rows)
    if not document.furniture:
        return found
    told = {span.start for span in document.furniture}
    return found | {index for index, row in enumerate(rows) if row.start in told}


def _name(candidate: Candidate, frame: str) -> str:
    return candidate.opening.header.form if frame in ("mark", cued.FIELD) else frame


def _grouped(turn: Turn, groups: dict[str, str]) -> Turn:
    if turn.group is not None or turn.speaker is None or turn.speaker not in groups:
        return turn
    return Turn(
        turn.start,
        turn.end,
        turn.speech_start,
        turn.header,
        turn.speaker,
        turn.position,
        groups[turn.speaker],
        turn.kind,
        turn.meeting,
    )


def _issues(found: Sequence[Candidate], parts: Parts) -> list[Issue]:
    issues: list[Issue] = []
    glued = sum(not candidate.opening.header.closed for candidate in found)
    for candidate in found:
        header = candidate.opening.header
        if header.strength <= 1:
            message = (
                "the header has no known title" if header.closed else "no space ends the header"
            )
            issues.append(Issue("uncertain-header", message, candidate.start, candidate.end))
    if glued * 2 > len(found):
        issues = [issue for issue in issues if "space" not in issue.message]
        issues.append(
            Issue("glued-headers", f"{glued} headers run into the speech without a space")
        )
    issues.extend(
        Issue("unclassified", "neither speech nor a known part of minutes", note.start, note.end)
        for note in parts.notes
        if note.kind == "unclassified"
    )
    return issues
