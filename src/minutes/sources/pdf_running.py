"""Running heads and feet of a PDF, known by coming back at the same height page after page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from minutes.sources.furniture import is_page_number, shape_of
from minutes.sources.pdf_process import Page

#: How far from the upper and lower edge of a page furniture stands, as a share of its height.
EDGE = 0.14


def running_lines(pages: Sequence[Page]) -> list[frozenset[int]]:
    """The indexes of each page's lines that are running heads, feet or page numbers.

    From the edge of the page inwards, each must stand at its height on a third of the pages.
    """
    edges = [(_edge(page, head=True), _edge(page, head=False)) for page in pages]
    counts: tuple[Counter[tuple[str, int]], ...] = (Counter(), Counter())
    for pair in edges:
        for count, edge in zip(counts, pair, strict=True):
            count.update({place for _, place in edge})
    filled = sum(bool(page.lines) for page in pages)
    found = []
    for pair in edges:
        running: set[int] = set()
        for count, edge in zip(counts, pair, strict=True):
            for index, (shape, height) in edge:
                times = sum(count[shape, height + step] for step in (-1, 0, 1))
                needed = 2 if filled == 2 or shape == "0" else max(3, filled / 3)
                if not shape or times < needed:
                    break
                running.add(index)
        found.append(frozenset(running))
    return found


def _edge(page: Page, *, head: bool) -> list[tuple[int, tuple[str, int]]]:
    """The lines near one edge, from it inwards: index, and what stays the same with its height."""
    found = []
    for index, line in enumerate(page.lines):
        depth = page.height - line.top if head else line.bottom
        if depth <= EDGE * page.height and not line.upright:
            text = line.text.strip()
            shape = "0" if is_page_number(text) else shape_of(text)
            found.append((depth, index, ("" if _is_speech(text) else shape, round(depth / 5))))
    return [(index, place) for _, index, place in sorted(found)]


def _is_speech(text: str) -> bool:
    """True for lines that no page repeats at its edge, however often they are said."""
    if is_page_number(text):
        return False
    return text[0] in "○◯〇◆◎△●□■【〔「" or text.endswith(("。", "、", "」", "〕")) or "、" in text
