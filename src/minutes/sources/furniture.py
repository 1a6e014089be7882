"""Running heads and feet: lines at the edges of pages that come back page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from minutes.schema import Span
from minutes.text import fold, lines

_FIGURES = re.compile(r"[0-9]+|[〇一二三四五六七八九十百]+(?=頁|ページ)")
_PAGE_NUMBER = re.compile(
    r"[\-－―–─—‐(（<〈\[ ]*[0-9]{1,4}(?: ?/ ?[0-9]{1,4})?[\-－―–─—‐)）>〉\] ]*"
)

#: How many lines from a page's edge furniture is looked for, and on how many pages it must stand.
DEPTH, TIMES = 4, 3
_LONGEST = 200


def shape_of(line: str) -> str:
    """What stays the same of a running line from page to page: its letters, not its figures.

    >>> shape_of("- 12 -") == shape_of("- 13 -"), shape_of("水尾市議会　３/８")
    (True, '水尾市議会0/0')
    """
    return _FIGURES.sub("0", "".join(fold(line).split()))


def is_page_number(line: str) -> bool:
    """True for a line that is nothing but the number of a page: 12, - 12 -, 3/56."""
    stripped = fold(line).strip()
    return bool(stripped) and _PAGE_NUMBER.fullmatch(stripped) is not None


def _edges(page: Sequence[Span], text: str) -> tuple[list[Span], list[Span]]:
    """The first and the last lines of a page that are not blank, from the edge inwards."""
    filled = [span for span in page if text[span.start : span.end].strip()]
    return filled[:DEPTH], filled[::-1][:DEPTH]


def running_lines(text: str) -> tuple[Span, ...]:
    r"""The running heads and feet of a text whose pages are parted by form feeds, in order.

    A line counts if its letters stand at the same edge of at least three pages and of a third of
    all, and every line between it and the edge counts too.

    >>> pages = [f"総務委員会　{n}\nこれは{n}枚目の本文です。" for n in (1, 2, 3)]
    >>> text = "\f".join(pages)
    >>> [text[start:end] for start, end in running_lines(text)]
    ['総務委員会　1', '総務委員会　2', '総務委員会　3']
    """
    if text.count("\f") < TIMES - 1:
        return ()
    pages: list[list[Span]] = [[]]
    for span in lines(text):
        if span.start and text[span.start - 1] == "\f":
            pages.append([])
        pages[-1].append(span)
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    edges = [_edges(page, text) for page in pages]
    for pair in edges:
        for count, edge in zip(counts, pair, strict=True):
            count.update({shape_of(text[s.start : s.end][:_LONGEST]) for s in edge})
    needed = max(TIMES, sum(1 for top, _ in edges if top) / 3)
    found: set[Span] = set()
    for pair in edges:
        for count, edge in zip(counts, pair, strict=True):
            for span in edge:
                line = text[span.start : span.end]
                if span.length > _LONGEST or count[shape_of(line[:_LONGEST])] < needed:
                    break
                if _is_speech(line):
                    break
                found.add(_stripped(text, span))
    return tuple(sorted(found))


def _is_speech(line: str) -> bool:
    """True for lines that recur at the edges of pages as speech or as headers do."""
    stripped = line.strip()
    return stripped.endswith(("。", "、", "」", "〕")) or stripped[0] in "○◯〇◆◎△●□■【〔「"


def _stripped(text: str, span: Span) -> Span:
    line = text[span.start : span.end]
    start = span.start + len(line) - len(line.lstrip())
    return Span(start, start + len(line.strip()))
