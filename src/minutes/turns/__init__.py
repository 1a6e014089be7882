"""A document cut into what is said and what is not.

The rows are read once; furniture and attendance lists come first, then the frame of the headers is
chosen, then every line that is not speech becomes a note or an item of the agenda.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from minutes import dialects
from minutes.schema import Document, Issue, Layout, Note, Span, Turn
from minutes.text import fold
from minutes.turns import cued
from minutes.turns import parts as parts_module
from minutes.turns import rows as row_kinds
from minutes.turns.attendance import attendance
from minutes.turns.choose import Candidate, choose
from minutes.turns.kinds import with_kinds
from minutes.turns.materials import materials
from minutes.turns.parts import Parts
from minutes.turns.people import listed, people_of, speakers_of
from minutes.turns.rows import Row, furniture, rows_of

__all__ = ["page_furniture", "split"]

_NUMBERED_HEADING = re.compile(
    r"(?:[0-9]{1,2}[.．]?\s|\([0-9]{1,2}\)|[一二三四五六七八九十]{1,2}[\s、.]|第[0-9一二三四五六七八九十]{1,2}[\s章節]"
    r"|[ア-ン]\s|[①-⑳]|[■●◆◇□○]\s?)\s?(?=[^\s\d])"
)
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


def split(document: Document, dialect: str | None = None) -> Layout:
    """The turns, notes, agenda and speakers of a document.

    `dialect` forces the frame of a dialect by name; without it the frame is chosen on all the
    evidence, and a document in which nobody speaks has no turns and an issue that says so.
    Raises `ValueError` for an unknown dialect.

    >>> text = "○議長（榊原康生君）　開会します。\\n○三枝委員　一点伺います。"
    >>> layout = split(Document("d", "example.txt", text))
    >>> [(turn.speaker, turn.position) for turn in layout.turns]
    [('榊原康生', '議長'), ('三枝', '委員')]
    """
    forced = None if dialect is None else dialects.frame_of(dialect)
    rows = rows_of(document)
    skip = _furniture(document)
    entries = listed(rows)
    people = people_of(rows, entries)
    speeches, doubts = ([], []) if forced else cued.speeches(document, rows, people, skip)
    frame: str | None = cued.FIELD
    found = [speech.candidate for speech in speeches]
    if not speeches:
        frame, found = choose(document, rows, people, skip, forced)
    if frame is None:
        return _without_turns(document, rows, skip)
    parts = Parts()
    turns: list[Turn] = []
    parts_module.front(document, rows[: found[0].row], skip, 0, parts)
    for number, candidate in enumerate(found):
        last = number + 1 == len(found)
        following = len(rows) if last else found[number + 1].row
        stop = len(document.text) if last else found[number + 1].start
        if speeches and speeches[number].stop < stop:
            stop = speeches[number].stop
            behind = bisect_left(rows, stop, key=lambda row: row.start)
            parts_module.front(document, rows[behind:following], skip, behind, parts)
            following = behind
        turns.append(_turn(document, rows, skip, candidate, following, stop, last, parts))
    if speeches:
        turns = cued.with_groups(turns, speeches)
    turns = with_kinds(document.text, turns, [candidate.opening.mark for candidate in found])
    if not parts.agenda:
        spans = [Span(turn.speech_start, turn.end) for turn in turns if turn.kind == "chair"]
        parts_module.spoken_items(document, spans, parts)
    headers = {candidate.row for candidate in found}
    entries = listed(row for index, row in enumerate(rows) if index not in headers)
    speakers, groups = speakers_of(
        document.text, turns, [*entries, *cued.full_names(document)] if speeches else entries
    )
    turns = [_grouped(turn, groups) for turn in turns]
    spoken = [turn.span for turn in turns]
    form = Counter(_name(candidate, frame) for candidate in found).most_common(1)[0][0]
    return Layout(
        form,
        tuple(turns),
        tuple(sorted(parts.notes, key=lambda note: (note.start, note.end))),
        tuple(sorted(parts.agenda, key=lambda item: item.start)),
        speakers,
        (*doubts, *_issues([] if speeches else found, parts)),
        attendance(document, rows, spoken, skip),
        materials(document, rows, spoken, skip),
    )


def page_furniture(document: Document) -> tuple[Span, ...]:
    """The lines that only the pages have: running heads and feet, page numbers, links.

    A sentence goes on across them, and what they print is told by nobody.

    >>> said = ["資料を配り", "説明を始め", "質疑に入り"]
    >>> text = "\\n\\f".join(f"{words}\\nP.{page}" for page, words in enumerate(said))
    >>> [text[span.start : span.end] for span in page_furniture(Document("d", "p", text))]
    ['P.0', 'P.1', 'P.2']
    """
    rows = rows_of(document)
    return tuple(rows[index].span for index in sorted(_furniture(document)))


@lru_cache(maxsize=1)  # the turns are cut without it, and then the view leaves it out
def _furniture(document: Document) -> frozenset[int]:
    """The indexes of the rows that the reader knows for running heads and feet, or that recur."""
    rows = rows_of(document)
    found = furniture(rows)
    if not document.furniture:
        return found
    told = {span.start for span in document.furniture}
    return found | {index for index, row in enumerate(rows) if row.start in told}


def _name(candidate: Candidate, frame: str) -> str:
    return candidate.opening.header.form if frame in ("mark", cued.FIELD) else frame


def _grouped(turn: Turn, groups: dict[str, str]) -> Turn:
    if turn.group is not None or turn.speaker is None or turn.speaker not in groups:
        return turn
    return Turn(
        turn.start,
        turn.end,
        turn.speech_start,
        turn.header,
        turn.speaker,
        turn.position,
        groups[turn.speaker],
        turn.kind,
        turn.meeting,
    )


def _turn(
    document: Document,
    rows: Sequence[Row],
    skip: frozenset[int],
    candidate: Candidate,
    following: int,
    stop: int,
    last: bool,
    parts: Parts,
) -> Turn:
    """One turn, with the notes in it and behind it; `following` is the next header's row."""
    text, header = document.text, candidate.opening.header
    tail = _tail(rows, skip, candidate.row, following, last)
    end_row = rows[tail - 1] if tail > candidate.row + 1 else rows[candidate.row]
    end = min(end_row.end, stop)
    end = candidate.end + len(text[candidate.end : end].rstrip())
    start_of_speech = _speech_start(text, candidate.end, end)
    body = list(range(candidate.row + 1, tail))
    for index in body:
        row = rows[index]
        kind = "boilerplate" if index in skip else None
        if kind is None and (row_kinds.is_rule(row) or row_kinds.is_clock(row)):
            kind = parts_module.note_kind(row)
        if kind is None and row.squeezed[0] in "([" and row_kinds.is_bracketed_stage(row):
            kind = parts_module.note_kind(row)
        if kind is not None:
            parts.note(document, row.start, row.end, kind)
    covered = {(note.start, note.end) for note in parts.notes[-len(body) :]} if body else set()
    found = Parts()
    parts_module.inside(document, candidate.end, end, found)
    parts.notes.extend(note for note in found.notes if (note.start, note.end) not in covered)
    rest = rows[tail:following]
    if last:
        parts_module.after(document, rest, skip, tail, parts)
    elif any(row_kinds.is_end_clock(row) for row in rest[:3]):
        parts_module.front(document, rest, skip, tail, parts)
    else:
        parts_module.between(document, rest, skip, tail, parts)

    def part(span: Span | None) -> str | None:
        return None if span is None else text[candidate.at + span.start : candidate.at + span.end]

    return Turn(
        candidate.start,
        end,
        start_of_speech,
        text[candidate.start : candidate.end],
        part(header.name),
        part(header.position),
        part(header.group),
    )


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


def _without_turns(document: Document, rows: Sequence[Row], skip: frozenset[int]) -> Layout:
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


def _issues(found: Sequence[Candidate], parts: Parts) -> list[Issue]:
    issues: list[Issue] = []
    glued = sum(not candidate.opening.header.closed for candidate in found)
    for candidate in found:
        header = candidate.opening.header
        if header.strength <= 1:
            message = (
                "the header has no known title" if header.closed else "no space ends the header"
            )
            issues.append(Issue("uncertain-header", message, candidate.start, candidate.end))
    if glued * 2 > len(found):
        issues = [issue for issue in issues if "space" not in issue.message]
        issues.append(
            Issue("glued-headers", f"{glued} headers run into the speech without a space")
        )
    issues.extend(
        Issue("unclassified", "neither speech nor a known part of minutes", note.start, note.end)
        for note in parts.notes
        if note.kind == "unclassified"
    )
    return issues
