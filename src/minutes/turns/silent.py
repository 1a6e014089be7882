"""A document in which nobody speaks: its headings, and an issue that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes.schema import Document, Issue, Layout, Note
from minutes.turns import rows as row_kinds
from minutes.turns.rows import Row

_NUMBERED_HEADING = re.compile(
    r"(?:[0-9]{1,2}[.．]?\s|\([0-9]{1,2}\)|[一二三四五六七八九十]{1,2}[\s、.]|第[0-9一二三四五六七八九十]{1,2}[\s章節]"
    r"|[ア-ン]\s|[①-⑳]|[■●◆◇□○]\s?)\s?(?=[^\s\d])"
)


def without_turns(document: Document, rows: Sequence[Row], skip: frozenset[int]) -> Layout:
    """The layout of a page on which nobody speaks: its headings, and an issue that says so."""
    notes: list[Note] = []
    for index, row in enumerate(rows):
        # 6. 12 受領 is a row of a chronology; a heading's number has a word behind it.
        numbered = _NUMBERED_HEADING.match(row.folded) is not None
        short = len(row.squeezed) <= 45 and not row.is_sentence
        if index in skip or row_kinds.is_rule(row):
            notes.append(
                Note(row.start, row.end, document.text[row.start : row.end], "boilerplate")
            )
        elif row.gap and short and (index == 0 or numbered):
            notes.append(Note(row.start, row.end, document.text[row.start : row.end], "heading"))
    issue = Issue("no-turns", "nobody speaks in this document: no header of a known form recurs")
    return Layout(None, (), tuple(notes), (), (), (issue,))
