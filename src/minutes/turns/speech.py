"""One turn: where its speech begins and ends, and what stands within and behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from minutes import dialects
from minutes.schema import Document, Span
from minutes.text import fold
from minutes.turns import parts as parts_module
from minutes.turns import rows as row_kinds
from minutes.turns.candidates import Candidate
from minutes.turns.parts import Parts
from minutes.turns.rows import Row

# The statement under which the minutes are signed, at the end of a sitting.
_SIGNED = re.compile(r"(?:規定|条例|規則|法第|ここに)[^。]{0,40}署名(?:する|します|いたします)。?$")
# 004 岩淵隆: the number of a speech and who makes it, on a line above the header.
_SPEECH_NUMBER = re.compile(r"[0-9]{3}[ ]+[^\s0-9。、]{2,12}")
# The names of those who voted, below the result: nobody reads them out.
_VOTES = re.compile(
    r"[○◯・]?(?:本案に|原案に|本件に)?(?:賛成|反対|可と?する|否と?する|白票|棄権|投票|出席|欠席)(?:者|議員|する者)?の?"
    r"(?:氏名|諸君)(?:[(（][^()（）]{1,12}[)）])?(?:は、?次のとおり)?:?"
)
# 【矢代稔 市議会議員】10:14:05: when one began to speak.
_CLOCKED = re.compile(r"[ \u3000]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s+(?=\S)")
_NO_SPACE = re.compile(r"\S")
_AFTER_HEADER = re.compile(r"\s*(?:〔[^〔〕]{1,60}〕\s*|[(（][^()（）]{1,30}[)）]\s*)*+")


class Drawn(NamedTuple):
    """A turn before it is known what it does in the meeting."""

    start: int
    end: int
    speech_start: int
    header: str
    speaker: str | None
    position: str | None
    group: str | None


def turn_of(
    document: Document,
    rows: Sequence[Row],
    skip: frozenset[int],
    candidate: Candidate,
    following: int,
    stop: int,
    last: bool,
    parts: Parts,
) -> Drawn:
    """One turn, with the notes in it and behind it; `following` is the next header's row."""
    text, header = document.text, candidate.opening.header
    tail = _tail(rows, skip, candidate.row, following, last)
    end_row = rows[tail - 1] if tail > candidate.row + 1 else rows[candidate.row]
    end = min(end_row.end, stop)
    end = candidate.end + len(text[candidate.end : end].rstrip())
    start_of_speech = _speech_start(text, candidate.end, end)
    _note_within(document, rows, skip, candidate, tail, end, parts)
    rest = rows[tail:following]
    if last:
        parts_module.after(document, rest, skip, tail, parts)
    elif any(row_kinds.is_end_clock(row) for row in rest[:3]):
        parts_module.front(document, rest, skip, tail, parts)
    else:
        parts_module.between(document, rest, skip, tail, parts)

    def part(span: Span | None) -> str | None:
        return None if span is None else text[candidate.at + span.start : candidate.at + span.end]

    return Drawn(
        candidate.start,
        end,
        start_of_speech,
        text[candidate.start : candidate.end],
        part(header.name),
        part(header.position),
        part(header.group),
    )


def _note_within(
    document: Document,
    rows: Sequence[Row],
    skip: frozenset[int],
    candidate: Candidate,
    tail: int,
    end: int,
    parts: Parts,
) -> None:
    """Note what stands in a turn and is not said: furniture, rules, clocks, stage directions."""
    notes = parts.notes
    before = len(notes)
    for index in range(candidate.row + 1, tail):
        row = rows[index]
        kind = "boilerplate" if index in skip else None
        if kind is None and (row_kinds.is_rule(row) or row_kinds.is_clock(row)):
            kind = parts_module.note_kind(row)
        if kind is None and row.squeezed[0] in "([" and row_kinds.is_bracketed_stage(row):
            kind = parts_module.note_kind(row)
        if kind is not None:
            parts.note(document, row.start, row.end, kind)
    covered = {(note.start, note.end) for note in notes[before:]}
    parts_module.inside(document, candidate.end, end, covered, parts)


def _speech_start(text: str, header_end: int, end: int) -> int:
    """The first character of the speech: behind spaces and a 〔登壇〕 that more text follows."""
    speech = _NO_SPACE.search(text, header_end, end)
    position = end if speech is None else speech.start()
    clock = _CLOCKED.match(text, header_end, end)
    if clock is not None and clock.end() < end:
        return clock.end()
    match = _AFTER_HEADER.match(text, header_end, min(end, header_end + 200))
    if match is not None and match.end() > position and match.end() < end:
        bracket = fold(text[position : match.end()]).strip()
        if row_kinds.is_stage(bracket.rstrip("〕)")):
            return match.end()
    return min(position, end)


def _tail(rows: Sequence[Row], skip: frozenset[int], first: int, following: int, last: bool) -> int:
    """The index of the first row behind a speech; the rows from there to `following` are notes."""
    if following == first + 1:
        return following
    spoken = first
    if not last and _SPEECH_NUMBER.fullmatch(rows[following - 1].folded):
        following = max(first + 1, following - 1)
    closed = row_kinds.has_word(rows[first].squeezed[-30:], "closing")
    index = first + 1
    while index < following:
        row = rows[index]
        if index in skip:
            index += 1
            continue
        if row_kinds.is_end_clock(row):
            break
        if row_kinds.is_rule(row) and _heading_below(rows, skip, index, following):
            break
        if closed and _SIGNED.search(row.squeezed):
            break
        if last and closed and row.gap and not row.is_sentence and _furnished(rows, index):
            break
        if row.is_sentence and not row_kinds.is_clock(row):
            spoken = index
            closed = closed or row_kinds.has_word(row.squeezed[-25:], "closing")
        index += 1
    limit = index
    # Lines without a full stop that follow at once still belong to the speech (a list of names, a
    # stage direction), but not a heading, a clock line or a rule.
    index = spoken + 1
    while index < limit:
        row = rows[index]
        if index in skip:
            index += 1
            continue
        if row_kinds.is_bracketed_stage(row) and not row_kinds.is_clock(row):
            index += 1
            spoken = index - 1
            continue
        if (row.gap and index > first + 1) or _is_apart(row):
            break
        spoken = index
        index += 1
    return spoken + 1


def _heading_below(rows: Sequence[Row], skip: frozenset[int], index: int, following: int) -> bool:
    """True if what follows a rule is no speech: another rule, a heading, or nothing."""
    for below in range(index + 1, min(following, index + 30)):
        row = rows[below]
        if below in skip or row_kinds.is_rule(row):
            continue
        return not row.is_sentence and not row_kinds.is_bracketed_stage(row)
    return True


def _furnished(rows: Sequence[Row], index: int) -> bool:
    """True if the rows from here on are a web page's: several short lines, one of them a link."""
    rest = rows[index : index + 40]
    shorts = sum(not row.is_sentence and len(row.squeezed) <= 40 for row in rest)
    return shorts * 2 > len(rest) and (
        len(rest) < 3 or any(row_kinds.has_word(row.folded.lower(), "furniture") for row in rest)
    )


def _is_apart(row: Row) -> bool:
    """True for a line that no speech goes on in: a rule, a clock, a heading of the agenda."""
    if row_kinds.is_rule(row) or row_kinds.is_clock(row) or row_kinds.is_date(row):
        return True
    if _VOTES.fullmatch(row.squeezed[:40]):
        return True
    if row.squeezed[0] in dialects.MARKS and len(row.squeezed) <= 40:
        return True
    return row_kinds.section_of(row) == "agenda" or row.squeezed.startswith(("日程第", "追加日程"))
