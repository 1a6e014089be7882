"""The papers that were handed out, as minutes list them: 資料１　調査の結果について."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes.dialects import MARKS
from minutes.schema import Document, Material, Span
from minutes.turns import rows as row_kinds
from minutes.turns.rows import Row

_NUMBER = r"[0-9]{1,3}(?:[ ]?[-－―‐のー][ ]?[0-9]{1,3})*(?:号)?"
_POINTS = rf"[{MARKS}・■●▪◆*\-]"
_NUMBERED = re.compile(
    rf"{_POINTS}*[ ]*"
    r"(?P<number>(?:(?:机上)?(?:配[付布])?(?:参考|追加|当日|会議|委員会|補足|説明)?資料|別紙|別添)"
    rf"[ ]*(?:No\.?[ ]*)?{_NUMBER})(?:[ :：.、)]+|(?=[「『（(]))(?P<title>[^ \n].{{0,200}})"
)
_BULLET = re.compile(
    rf"{_POINTS}?[ ]*(?:(?:[0-9]{{1,2}}[.．、)]|\([0-9]{{1,2}}\)|[①-⑳])[ ]*)?"
    r"(?P<title>[^ \n].{0,200})"
)
_HEADING = re.compile(
    r"(?:[0-9]{1,2}[.．、]?|[一二三四五六七八九十]、?|\([0-9]{1,2}\))?"
    r"(?:会議|配[付布]|提出|要求|使用|参考|説明)?資料(?:一覧|名|等)*"
)
_LONGEST = 60  # a list of papers has no sentences


def materials(
    document: Document, rows: Sequence[Row], spoken: Sequence[Span], skip: frozenset[int]
) -> tuple[Material, ...]:
    """The papers that a document lists outside its speeches, in order.

    A paper is known by its number (資料１), or by standing below a heading (配付資料).
    """
    found: list[Material] = []
    listing = False
    indent = 0
    for row, ended in row_kinds.outside(rows, spoken, skip):
        listing = listing and not ended
        if _is_heading(row):
            listing, indent = True, row.indent
            continue
        numbered = None if row.is_sentence else _NUMBERED.match(row.folded)
        if numbered is not None:
            found.append(_material(document, row, numbered, listing))
            continue
        listing = listing and not _ends(row, indent)
        entry = _BULLET.match(row.folded) if listing else None
        if entry is not None and row.folded[0] not in "(（":
            found.append(_material(document, row, entry, listing))
    return tuple(found)


def _is_heading(row: Row) -> bool:
    return _HEADING.fullmatch(row.squeezed.strip(f"{MARKS}・【】[]<>:：")) is not None


def _ends(row: Row, indent: int) -> bool:
    """True for a line on which a list of papers does not go on."""
    if row.is_sentence or row_kinds.is_rule(row) or row_kinds.is_clock(row):
        return True
    if len(row.squeezed) > _LONGEST:
        return True
    opens = row.squeezed[0] in MARKS or row_kinds.section_of(row) is not None
    return opens and row.indent <= indent


def _material(document: Document, row: Row, match: re.Match[str], listed: bool) -> Material:
    number = match.groupdict().get("number")
    start = row.start + (match.start("number") if number else match.start("title"))
    title = document.text[row.start + match.start("title") : row.end].strip()
    printed = None
    if number:
        printed = document.text[row.start + match.start("number") : row.start + match.end("number")]
    return Material(start, row.end, printed, title)
