"""The view of a text: its broken lines joined, with the way back to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from minutes.schema import Span
from minutes.text.width import fold_whole
from minutes.text.wrapping import cuts


@dataclass(frozen=True, slots=True)
class View:
    """Folded text with broken sentences joined, and the map back to the source.

    `text` is what patterns and the tokenizer see; `span(i, j)` gives the source span of
    ``text[i:j]``, which may then contain the line break that the view leaves out.
    """

    text: str
    source: str
    _view_starts: tuple[int, ...] = ()
    _source_starts: tuple[int, ...] = ()

    def offset(self, position: int) -> int:
        """The source offset of the character at a view position."""
        if not self._view_starts:
            return position
        piece = bisect_right(self._view_starts, position) - 1
        return self._source_starts[piece] + position - self._view_starts[piece]

    def offsets(self, positions: Sequence[int]) -> tuple[int, ...]:
        """The source offsets of view positions."""
        if not self._view_starts:
            return tuple(positions)
        return tuple(map(self.offset, positions))

    def span(self, start: int, end: int) -> Span:
        """The source span of a non-empty view span (an end never runs into the next line)."""
        if end <= start:
            return Span(self.offset(start), self.offset(start))
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def position(self, offset: int) -> int:
        """The view position of a source offset (of a left-out character: the one after it)."""
        if not self._source_starts:
            return offset
        piece = max(0, bisect_right(self._source_starts, offset) - 1)
        if piece + 1 < len(self._view_starts):
            limit = self._view_starts[piece + 1]
            return min(self._view_starts[piece] + self._past(piece, offset), limit)
        return min(self._view_starts[piece] + self._past(piece, offset), len(self.text))

    def _past(self, piece: int, offset: int) -> int:
        return max(0, offset - self._source_starts[piece])


def view(text: str, left_out: Sequence[Span] = ()) -> View:
    """The `View` of a text: folded, with lines joined where a sentence was cut.

    The lines that a span of `left_out` (sorted) touches are no part of it: page furniture, across
    which a sentence goes on.

    >>> v = view(
    ...     "　説明は以上でございます。次に、調査会社が解析を行っておりまして、最終報告\\n\\n"
    ...     "は七月四日に受領しました。"
    ... )
    >>> at = v.text.index("報告は")
    >>> v.source[slice(*v.span(at, at + 3))]
    '報告\\n\\nは'
    """
    folded = fold_whole(text)
    pieces, view_starts, source_starts = [], [], []
    position, length = 0, 0
    for cut in [*cuts(text, left_out), Span(len(text), len(text))]:
        if cut.start == position and cut.end < len(text):
            position = cut.end
            continue
        view_starts.append(length)
        source_starts.append(position)
        pieces.append(folded[position : cut.start])
        length += cut.start - position
        position = cut.end
    if len(pieces) == 1 and len(pieces[0]) == len(text):
        return View(folded, text)
    return View("".join(pieces), text, tuple(view_starts), tuple(source_starts))
