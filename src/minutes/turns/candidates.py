"""Every place where a header may stand: at the beginning of a line, or within one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from minutes import dialects
from minutes.dialects import Opening
from minutes.dialects.cutting import Known
from minutes.turns.rows import Row

# A speech may begin in mid-line, behind a stage direction: （拍手）○議長（榊原康生君）　.
_MARK = re.compile(f"[{dialects.MARKS}]")
_ENDED = ("。", ")", "〕", "」")
_BEHIND_MARK = re.compile(r"[^()。、〔〕「」]{0,30}\([^()]{2,16}(?:君|さん|議員)\)[ ]")
# In a page that lost its line breaks speeches follow one another on one line: headers stand behind
# a full stop, a rule or a gap.  In shorter lines a mark opens an item of a list.
_RUN_TOGETHER = 200
_INSIDE = {
    "mark": re.compile(
        rf"(?:(?<=[。)〕」―─━])[ ]*|[ ]{{2,}})(?P<header>[{dialects.MARKS}])(?=[^\s()])"
    ),
    "half-paren": re.compile(r"(?<=。)[ ]*(?P<header>[^\s()。、「」]{2,12}\))"),
    # 始めます。  事務局  資料を御覧ください。  会長  ありがとうございました。
    "bare": re.compile(r"(?<=[。」) ])[ ]+(?P<header>[^\s()。、「」,]{2,14})(?=[ ]{2}[^\s])"),
}


class Candidate(NamedTuple):
    """A possible turn: the row it stands in and the header, in positions of the document."""

    row: int
    start: int
    end: int
    opening: Opening
    at: int
    own_line: bool

    @property
    def who(self) -> str:
        """The header's letters, to see who recurs."""
        return f"{self.opening.header.form}:{self.opening.start}"


def candidates(
    rows: Sequence[Row], frame: str, people: Known, skip: frozenset[int]
) -> list[Candidate]:
    """Every header that a frame reads, in text order."""
    found: list[Candidate] = []
    may_open = dialects.MAY_OPEN[frame]
    for index, row in enumerate(rows):
        if not may_open(row.folded) or index in skip:
            continue
        opening = dialects.opening(row.folded, frame, people, glued=True)
        if opening is not None:
            found.append(_candidate(index, row, opening, 0))
        if frame == "mark":
            found.extend(_middle(index, row, people))
        if len(row.folded) > _RUN_TOGETHER and frame in _INSIDE:
            found.extend(_inside(index, row, frame, people, found))
    return found


def _middle(index: int, row: Row, people: Known) -> Iterator[Candidate]:
    """The headers behind a stage direction or a sentence; most lines have no second mark."""
    line = row.folded
    for match in _MARK.finditer(line, 1):
        at = match.start()
        if line[:at].rstrip(" ").endswith(_ENDED) and _BEHIND_MARK.match(line, at + 1):
            opening = dialects.opening(line[at : at + 90], "mark", people)
            if opening is not None and opening.header.strength >= 3:
                yield _candidate(index, row, opening, at)


def _inside(
    index: int, row: Row, frame: str, people: Known, found: Sequence[Candidate]
) -> list[Candidate]:
    """The headers in the middle of a line that holds several speeches."""
    taken = {candidate.start for candidate in found[-50:]}
    inside = []
    for match in _INSIDE[frame].finditer(row.folded):
        at = match.start("header")
        opening = dialects.opening(row.folded[at : at + 90], frame, people)
        if opening is None or opening.header.strength < 2 or not opening.header.closed:
            continue
        candidate = _candidate(index, row, opening, at)
        if candidate.start not in taken and not candidate.own_line:
            inside.append(candidate)
    return inside


def _candidate(index: int, row: Row, opening: Opening, at: int) -> Candidate:
    rest = row.folded[at + opening.header.end :].strip()
    own_line = not rest or (rest[0] in "〔(" and rest[-1] in "〕)")
    return Candidate(
        index,
        row.start + at + opening.start,
        row.start + at + opening.header.end,
        opening,
        row.start + at,
        own_line,
    )
