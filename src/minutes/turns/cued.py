"""Speeches that the source tells apart by its own fields: the field decides where to cut.

The header in the text says how the speaker is printed.  Where field and header disagree about who
speaks, the cut stays and an issue says so; a header in a part that the source gives to nobody is a
speech all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes import dialects
from minutes.dialects import FRAMES, Opening, grammar
from minutes.dialects.cutting import Known, cut, known
from minutes.dialects.header import Header
from minutes.dialects.roles import is_name, squeeze
from minutes.schema import Cue, Document, Issue, Span
from minutes.text import fold
from minutes.turns.candidates import Candidate
from minutes.turns.choose import choose
from minutes.turns.lists import Listed
from minutes.turns.rows import Row
from minutes.turns.speech import Drawn

#: The frame of a document whose source names the speakers.
FIELD = "field"

_HOMONYM = re.compile(r"[(\[〔]")
_MARK = re.compile(rf"\s*[{dialects.MARKS}]\s*")


@dataclass(frozen=True, slots=True)
class Cued:
    """A header with the stretch that its speech may fill, and the fields that name its speaker."""

    candidate: Candidate
    stop: int
    cue: Cue


def full_names(document: Document) -> list[Listed]:
    """The names that the fields give in full: 榊原康生, not 榊原議長."""
    found = []
    for cue in document.cues:
        name = squeeze(cue.speaker or "")
        if len(name) >= 3 and is_name(name) and cut(name) is None:
            found.append(Listed(name, None if cue.position is None else squeeze(cue.position)))
    return list(dict.fromkeys(found))


def speeches(
    document: Document, rows: Sequence[Row], people: Known, skip: frozenset[int]
) -> tuple[list[Cued], list[Issue]]:
    """The speeches of a document with cues, in text order, and what is doubtful about them."""
    starts = [row.start for row in rows]
    names = frozenset(entry.name for entry in full_names(document))
    people = known(people.names | names, people.titles)
    found: list[Cued] = []
    issues: list[Issue] = []
    for cue in document.cues:
        first, behind = bisect_left(starts, cue.start), bisect_left(starts, cue.end)
        if first == behind:
            continue
        if cue.speaker is None and cue.position is None:
            for header in _unnamed(document, rows, first, behind, people):
                found.append(Cued(header, cue.end, cue))
                message = "the source names no speaker here, and the text does"
                issues.append(Issue("speaker-unnamed", message, header.start, header.end))
        elif cue.header_end is not None:
            opening = Opening(0, _from_fields(document, cue, people), "")
            at = rows[first].start
            header_end = at + opening.header.end
            found.append(Cued(Candidate(first, at, header_end, opening, at, True), cue.end, cue))
        else:
            candidate, agrees = _printed(rows, first, behind, cue, people, skip)
            if candidate is None:
                message = f"the source names {cue.speaker} here, and no header stands in the text"
                place = rows[first].span
                issues.append(Issue("speaker-without-header", message, *place))
                continue
            found.append(Cued(candidate, cue.end, cue))
            if not agrees:
                message = f"the source names {cue.speaker} here, and the header another"
                issues.append(Issue("speaker-disagrees", message, candidate.start, candidate.end))
    return found, issues


def with_groups(turns: Sequence[Drawn], found: Sequence[Cued]) -> list[Drawn]:
    """The turns with the group that the fields give, where the header prints none."""
    return [
        turn._replace(group=cued.cue.group) if turn.group is None and cued.cue.group else turn
        for turn, cued in zip(turns, found, strict=True)
    ]


# --- headers ----------------------------------------------------------------------------------


def _from_fields(document: Document, cue: Cue, people: Known) -> Header:
    """The header that the reader printed from the fields, and where its parts are."""
    end = cue.header_end or cue.start
    label = document.text[cue.start : end]
    size = len(label)
    position = cue.position or ""
    if cue.speaker is None:
        return Header(size, None, Span(0, size), None, FIELD, 3)
    if position and label == f"{position}（{cue.speaker}）":
        name = Span(len(position) + 1, size - 1)
        return Header(size, name, Span(0, len(position)), None, FIELD, 3)
    if position and label.endswith(position) and len(position) < size:
        at = size - len(position)
        return Header(size, Span(0, at), Span(at, size), None, FIELD, 3)
    header = grammar.read_whole(fold(label), people)
    if header is not None and header.end == size:
        return header._replace(form=FIELD)
    return Header(size, Span(0, size), None, None, FIELD, 1)


def _printed(
    rows: Sequence[Row],
    first: int,
    behind: int,
    cue: Cue,
    people: Known,
    skip: frozenset[int],
) -> tuple[Candidate | None, bool]:
    """The header of a part of the text, and whether it names whom the field names.

    It stands in the part's first line, or below what was printed before the speech (a clock line,
    the agenda); a header that agrees is looked for first.
    """
    other: Candidate | None = None
    inside = [index for index in range(first, behind) if index not in skip]
    for index in inside:
        row = rows[index]
        opening = dialects.opening(row.folded, "mark", people, glued=True)
        if opening is None:
            opening = _by_position(row, cue)
        if opening is None:
            continue
        candidate = _candidate(index, row, opening)
        if _agrees(row, opening, cue):
            return candidate, True
        if other is None and index == inside[0]:
            other = candidate
    for index in inside[:1]:
        for frame in FRAMES[1:]:
            opening = dialects.opening(rows[index].folded, frame, people)
            if opening is not None and _agrees(rows[index], opening, cue):
                return _candidate(index, rows[index], opening), True
    return other, False


def _by_position(row: Row, cue: Cue) -> Opening | None:
    """A header without a space behind it whose title the field gives: ○高村検査官三月の…."""
    mark = _MARK.match(row.folded)
    position, speaker = fold(cue.position or ""), fold(cue.speaker or "")
    if mark is None or not position or not speaker:
        return None
    at = row.folded.find(position, mark.end(), mark.end() + 12 + len(position))
    name = row.folded[mark.end() : at].strip() if at > mark.end() else ""
    if not name or not speaker.startswith(name):
        return None
    header = Header(
        at + len(position),
        Span(mark.end(), mark.end() + len(name)),
        Span(at, at + len(position)),
        None,
        "mark-name-title",
        3,
        closed=False,
    )
    return Opening(len(mark.group()) - len(mark.group().lstrip()), header, mark.group().strip())


def _agrees(row: Row, opening: Opening, cue: Cue) -> bool:
    """True if a header can name whom the field names: letters of names differ (髙橋, 高橋)."""
    label = squeeze(cue.speaker or "") + squeeze(cue.position or "")
    header = opening.header
    if header.name is not None:
        name = _HOMONYM.split(squeeze(row.folded[slice(*header.name)]))[0]
        return any(char in label for char in name[:2])
    if header.position is None:
        return False
    title = squeeze(row.folded[slice(*header.position)])
    return title in label or not cut(label) or label.endswith(title[-2:])


def _candidate(index: int, row: Row, opening: Opening) -> Candidate:
    rest = row.folded[opening.header.end :].strip()
    own = not rest or (rest[0] in "〔(" and rest[-1] in "〕)")
    start, end = row.start + opening.start, row.start + opening.header.end
    return Candidate(index, start, end, opening, row.start, own)


def _unnamed(
    document: Document, rows: Sequence[Row], first: int, behind: int, people: Known
) -> Iterator[Candidate]:
    """The headers in a part that the source gives to nobody: sure ones, with speech on the line."""
    frame, found = choose(document, rows[first:behind], people, frozenset())
    for candidate in found if frame == "mark" else ():
        row = rows[first + candidate.row]
        if candidate.opening.header.strength >= 2 and row.is_sentence and not candidate.own_line:
            yield candidate._replace(row=first + candidate.row)
