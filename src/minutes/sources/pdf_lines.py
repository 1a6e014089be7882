"""Lines of a PDF page as characters with boxes, and the text that they make.

A PDF often holds no spaces: an indent or the gap behind a header is a distance.  Here distances
become ideographic spaces again, and wide leading becomes an empty line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Any

#: A gap narrower than this (in characters) is a matter of typesetting; from `WIDE` on it counts as
#: ideographic spaces, at most `MOST` of them.
NARROW, WIDE, MOST = 0.5, 0.75, 12
#: Leading this many times the usual parts paragraphs.
APART = 1.6


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap before the character `index`: its width in characters, its edges along the line."""

    index: int
    width: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its characters without the gaps, its box, the size of a character."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    upright: bool = False
    gaps: tuple[Gap, ...] = ()

    @property
    def width(self) -> float:
        """How far the line reaches, along the page's width."""
        return self.right - self.left


#: Radicals that fonts are asked for in place of kanji, and have no decomposition in Unicode.
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲⻳",
        "母民虎西見角貝車長青食鬼麦黄斉歯竜亀龜",
        strict=True,
    )
)


@cache
def _plain() -> dict[int, str]:
    """Characters that stand for others: radicals for kanji (⽇), brackets set upright (︵)."""
    found = {0xFFFE: "-", 0x00AD: "", 0xFE19: "…", 0xFE30: "‥"}
    found |= {ord(radical): kanji for radical, kanji in _RADICALS.items()}
    for first, last in ((0x2E80, 0x2FDF), (0xFE10, 0xFE1F), (0xFE30, 0xFE4F)):
        for code in range(first, last + 1):
            normal = unicodedata.normalize("NFKC", chr(code))
            if len(normal) == 1 and normal != chr(code):
                wide = chr(ord(normal) + 0xFEE0) if "!" <= normal <= "~" else normal
                found.setdefault(code, wide)
    return found


def line_of(raw: Any) -> Line:
    """The line that the worker told, with plain characters."""
    text, (left, bottom, right, top), size, upright, gaps = raw
    plain = [char.translate(_plain()) for char in text]
    places = [0]
    for chars in plain:
        places.append(places[-1] + len(chars))
    told = tuple(Gap(places[index], width, start, end) for index, width, start, end in gaps)
    return Line("".join(plain), left, bottom, right, top, size, bool(upright), told)


def parts(line: Line, wide: float) -> list[Line]:
    """A horizontal line cut at its gaps of `wide` characters and more."""
    cuts = [gap for gap in line.gaps if gap.width >= wide] if not line.upright else []
    if not cuts:
        return [line]
    pieces: list[Line] = []
    index, left = 0, line.left
    for cut in [*cuts, None]:
        stop = len(line.text) if cut is None else cut.index
        right = line.right if cut is None else cut.start
        inner = tuple(
            replace(gap, index=gap.index - index) for gap in line.gaps if index < gap.index < stop
        )
        pieces.append(replace(line, text=line.text[index:stop], left=left, right=right, gaps=inner))
        if cut is not None:
            index, left = cut.index, cut.end
    return [piece for piece in pieces if piece.text]


def _is_latin(*chars: str) -> bool:
    return all(char and unicodedata.east_asian_width(char) not in "WFA" for char in chars)


def spaced(line: Line) -> str:
    """The text of a line with spaces where its gaps are.

    A quarter of a character between kanji and figures is typesetting; one between two words in
    Latin letters is a space.

    >>> gaps = (Gap(4, 1.0, 50, 60), Gap(6, 0.25, 80, 83))
    >>> spaced(Line("三枝委員令和12年", 10, 0, 120, 10, 10, gaps=gaps))
    '三枝委員　令和12年'
    """
    pieces, position = [], 0
    for gap in line.gaps:
        before, behind = line.text[position : gap.index], line.text[gap.index : gap.index + 1]
        pieces.append(before)
        position = gap.index
        if gap.width >= WIDE:
            pieces.append("　" * min(MOST, max(1, round(gap.width))))
        elif gap.width >= NARROW or _is_latin(before[-1:], behind):
            pieces.append(" ")
    pieces.append(line.text[position:])
    return "".join(pieces)


def indent(line: Line, margin: float) -> str:
    """The spaces by which a line stands behind the margin of its column."""
    distance = margin - line.top if line.upright else line.left - margin
    return "　" * min(40, max(0, round(distance / line.size)))


def margin(lines: Sequence[Line]) -> float:
    """Where the lines of a column begin: its left edge, for lines that run down its top."""
    if not lines:
        return 0.0
    if lines[0].upright:
        return max(line.top for line in lines)
    return min(line.left for line in lines)


def full_to(lines: Sequence[Line]) -> float:
    """Where full lines of a column end: a tenth of them may reach further."""
    ends = sorted(_end(line) for line in lines)
    return ends[len(ends) * 9 // 10] if ends else 0.0


def _end(line: Line) -> float:
    return -line.bottom if line.upright else line.right


def is_full(line: Line, reach: float) -> bool:
    """True if a line breaks off at the edge of its column, in the midst of a sentence.

    >>> line = Line("対象は五百十二件でございまして、五月十", 10, 0, 200, 10, 10)
    >>> is_full(line, 205), is_full(line, 260)
    (True, False)
    """
    return _end(line) >= reach - 1.2 * line.size and line.text[-1] not in "。！？」』）"


def joined_letters(lines: Sequence[Line]) -> list[Line]:
    """The lines with letters set one below the other (in a narrow cell) as one word.

    >>> cell = [Line(char, 10, 90 - 10 * n, 20, 100 - 10 * n, 10) for n, char in enumerate("議長")]
    >>> [line.text for line in joined_letters(cell)]
    ['議長']
    """
    found: list[Line] = []
    last: Line | None = None  # the letter set last, if the next may stand below it
    for line in lines:
        alone = len(line.text) == 1 and not (line.text.isascii() or line.text.isnumeric())
        if alone and last is not None and _is_below(last, line):
            found[-1] = replace(found[-1], text=found[-1].text + line.text)
        else:
            found.append(line)
        last = line if alone and not line.upright else None
    return found


def _is_below(one: Line, other: Line) -> bool:
    near = abs(one.left + one.right - other.left - other.right) < other.size
    return near and 0 < one.bottom - other.bottom < 1.5 * other.size


def pitch(lines: Sequence[Line]) -> float:
    """The usual distance from line to line."""
    steps = [step for one, other in pairwise(lines) if (step := _step(one, other)) > 0]
    return median(steps) if steps else 0.0


def _step(one: Line, other: Line) -> float:
    return one.left - other.left if other.upright else one.bottom - other.bottom


def is_apart(one: Line, other: Line, usual: float) -> bool:
    """True if more than the usual leading lies between two lines."""
    step = _step(one, other)
    return usual > 0 and step > APART * usual and step > 1.5 * other.size
