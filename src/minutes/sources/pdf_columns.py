"""The order in which the lines of a page are read, as far as their boxes tell.

PDFium gives lines in the order in which the file sets them.  That is the reading order of nearly
every file, columns and vertical text among them; what it cannot know is a file that sets two
columns row by row, or a table with the speakers in one column and their speeches in the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from minutes.sources.pdf_lines import Gap, Line, parts

#: A gap of this many characters may part columns; so many rows are asked at least.
WIDE, ROWS = 1.2, 6
#: A line this much of its column's width is full.
FULL = 0.8


@dataclass(frozen=True, slots=True)
class _Row:
    """The pieces of text at one height of a page, from left to right."""

    pieces: tuple[Line, ...]

    def sides(self, gutter: float) -> tuple[list[Line], list[Line], bool]:
        """The pieces left and right of the gutter, and whether one crosses it."""
        left = [piece for piece in self.pieces if piece.right <= gutter]
        right = [piece for piece in self.pieces if piece.left >= gutter]
        return left, right, len(left) + len(right) < len(self.pieces)


def _rows(lines: Sequence[Line]) -> list[_Row]:
    pieces = [piece for line in lines for piece in parts(line, WIDE)]
    pieces.sort(key=lambda piece: (-piece.bottom, piece.left))
    rows: list[list[Line]] = []
    for piece in pieces:
        if rows and abs(rows[-1][0].bottom - piece.bottom) <= 0.5 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_Row(tuple(sorted(row, key=lambda piece: piece.left))) for row in rows]


def _gutter(rows: Sequence[_Row]) -> float | None:
    """The place between two columns, or `None`: most rows have text on both sides of it."""
    left = min(piece.left for row in rows for piece in row.pieces)
    right = max(piece.right for row in rows for piece in row.pieces)
    width = right - left
    edges = {
        round((one.right + other.left) / 2, 1)
        for row in rows
        for one, other in pairwise(row.pieces)
        if left + 0.1 * width <= (one.right + other.left) / 2 <= left + 0.7 * width
    }
    best: tuple[float, float] | None = None
    for edge in sorted(edges)[:200]:
        crossing = sum(row.sides(edge)[2] for row in rows)
        both = sum(bool(row.sides(edge)[0] and row.sides(edge)[1]) for row in rows)
        if crossing * 5 > len(rows) or both * 4 < len(rows):
            continue
        score = both - 3 * crossing
        if best is None or score > best[0]:
            best = score, edge
    return best[1] if best else None


def arranged(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page in reading order, by column."""
    upright = [line for line in lines if line.upright]
    if len(upright) * 2 > len(lines):
        across = [line for line in lines if not line.upright]
        return [*_tiers(upright), across] if across else _tiers(upright)
    if len(lines) < ROWS or upright:
        return [list(lines)]
    rows = _rows(lines)
    gutter = _gutter(rows) if len(rows) >= ROWS else None
    if gutter is None:
        return [list(lines)]
    left = [piece for row in rows for piece in row.sides(gutter)[0]]
    right = [piece for row in rows for piece in row.sides(gutter)[1]]
    if _are_full(left) and _are_full(right):
        return _columns(rows, gutter)
    if _are_labels(rows, gutter) and _are_full(right, 0.3):
        return [_labelled(rows, gutter)]
    return [list(lines)]


def _tiers(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that run down: tier below tier, and in each from right to left."""
    tiers: list[list[Line]] = []
    foot = 0.0
    for line in sorted(lines, key=lambda line: -line.top):
        if tiers and line.top > foot:
            tiers[-1].append(line)
            foot = min(foot, line.bottom)
        else:
            tiers.append([line])
            foot = line.bottom
    return [sorted(tier, key=lambda line: -line.right) for tier in tiers]


def _are_full(pieces: Sequence[Line], share: float = 0.5) -> bool:
    """True if most lines fill their column, as prose does and a list does not."""
    widest = max(piece.width for piece in pieces)
    size = pieces[0].size
    full = sum(piece.width >= FULL * widest for piece in pieces)
    return widest >= 8 * size and full >= share * len(pieces)


def _columns(rows: Sequence[_Row], gutter: float) -> list[list[Line]]:
    """Two columns of prose, read one after the other between the lines that cross the page."""
    found: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        one, other, crossing = row.sides(gutter)
        if crossing:
            found += [left, right, list(row.pieces)]
            left, right = [], []
        else:
            left += one
            right += other
    return [column for column in [*found, left, right] if column]


def _are_labels(rows: Sequence[_Row], gutter: float) -> bool:
    """True if the left column is narrow and has gaps: who speaks, beside what they say."""
    sides = [row.sides(gutter) for row in rows]
    left = [piece for one, _, _ in sides for piece in one]
    right = [piece for _, other, _ in sides for piece in other]
    labelled = sum(bool(one) for one, _, _ in sides)
    widest = max(piece.width for piece in left)
    return widest * 2 < max(piece.width for piece in right) and labelled * 5 <= 4 * len(rows)


def _labelled(rows: Sequence[_Row], gutter: float) -> list[Line]:
    """A table of speakers and speeches as lines: each speaker before the first line of a speech.

    A name that fills its column goes on in the next row if the speech beside it goes on, too.
    """
    sides = [row.sides(gutter) for row in rows]
    full_label = FULL * max(piece.width for one, _, _ in sides for piece in one)
    full_speech = FULL * max(piece.width for _, other, _ in sides for piece in other)
    found: list[Line] = []
    head: int | None = None  # the line that begins with a label that may go on
    for row, (one, other, crossing) in zip(rows, sides, strict=True):
        if crossing:
            found.extend(row.pieces)
            head = None
        elif one and head is not None:
            found[head] = _lengthened(found[head], one[0].text)
            found.extend(other)
            head = head if one[0].width >= full_label and _goes_on(other, full_speech) else None
        elif one:
            may_go_on = one[0].width >= full_label and _goes_on(other, full_speech)
            head = len(found) if may_go_on else None
            found.append(_joined(one[0], other[0]) if other else one[0])
            found.extend([*one[1:], *other[1:]])
        else:
            found.extend(other)
            head = None
    return found


def _goes_on(pieces: Sequence[Line], full: float) -> bool:
    """True if the speech in a row goes on in the next, or begins there."""
    return not pieces or pieces[-1].width >= full or not pieces[-1].text.endswith("。")


def _joined(label: Line, speech: Line) -> Line:
    """The label and the first line of its speech as one line, with one space between."""
    at = len(label.text)
    gap = Gap(at, 1.0, label.right, speech.left)
    later = tuple(replace(inner, index=inner.index + at) for inner in speech.gaps)
    return replace(
        speech,
        text=label.text + speech.text,
        gaps=(*label.gaps, gap, *later),
    )


def _lengthened(line: Line, more: str) -> Line:
    """A line whose label goes on: the rest of the label before the gap behind it."""
    first = line.gaps[0] if line.gaps else None
    at = first.index if first is not None else len(line.text)
    gaps = tuple(
        replace(gap, index=gap.index + len(more)) if gap.index >= at else gap for gap in line.gaps
    )
    return replace(line, text=line.text[:at] + more + line.text[at:], gaps=gaps)
