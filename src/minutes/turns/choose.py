"""Which headers of a document are speakers: the frame is chosen on all the evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from minutes import dialects
from minutes.dialects import FRAMES, roles
from minutes.dialects.cutting import Known
from minutes.dialects.header import without_spaces
from minutes.schema import Document
from minutes.turns import rows as rows_module
from minutes.turns.askers import askers
from minutes.turns.candidates import Candidate, candidates
from minutes.turns.rows import Row


def _label(rows: Sequence[Row], candidate: Candidate) -> str:
    row = rows[candidate.row]
    return without_spaces(row.folded[candidate.start - row.start : candidate.end - row.start])


def _next_row(rows: Sequence[Row], index: int, skip: frozenset[int]) -> Row | None:
    for following in range(index + 1, min(index + 8, len(rows))):
        row = rows[following]
        if following not in skip and not rows_module.is_bracketed_stage(row):
            return row
    return None


def _speaks(rows: Sequence[Row], candidate: Candidate, skip: frozenset[int], frame: str) -> bool:
    """True if a speech follows the header: on its line, or a paragraph below it."""
    row = rows[candidate.row]
    header = candidate.opening.header
    rest = row.folded[candidate.end - row.start :].strip()
    if rest and not candidate.own_line:
        if frame != "mark":
            return row.is_sentence or _sentence_below(rows, candidate.row, skip)
        if header.closed and header.strength >= 2 and header.name is not None:
            return True
        # A title alone or a form alone may be a heading with its text: it must be a sentence.
        return row.is_sentence or rest[0] in "「(〔" or _sentence_below(rows, candidate.row, skip)
    if rest:
        return True
    following = _next_row(rows, candidate.row, skip)
    if following is None or rows_module.is_rule(following):
        return header.strength >= 3 and frame == "mark" and following is not None
    if rows_module.names_people(following) or rows_module.is_clock(following):
        return False
    if frame == "mark" and header.strength >= 3:
        return True
    return following.is_sentence or _sentence_below(rows, candidate.row, skip)


def _sentence_below(rows: Sequence[Row], index: int, skip: frozenset[int]) -> bool:
    """True if the paragraph below is prose: a long line, or lines that reach a full stop."""
    reached = 0
    for following in range(index + 1, min(index + 6, len(rows))):
        row = rows[following]
        if following in skip:
            continue
        if reached and row.gap:
            return False
        if row.squeezed[0] in dialects.MARKS or rows_module.names_people(row):
            return False
        if row.is_sentence:
            return True
        reached += 1
        if len(row.squeezed) < 25:
            return False
    return False


def _weight(rows: Sequence[Row], found: Sequence[Candidate]) -> float:
    """How much a document's candidates of one frame prove: recurring speakers count most."""
    labels = [_label(rows, candidate) for candidate in found]
    times = Counter(labels)
    weight = 0.0
    for candidate, label in zip(found, labels, strict=True):
        strength = candidate.opening.header.strength
        weight += 0.4 * min(strength, 3) + (0.6 if times[label] > 1 else 0)
    return weight


#: Frames of which two headers are enough, if a chair is among them.
_FEW = ("bracket", "bare", "half-paren")


_RECORDED = re.compile(
    r"会議録|議事録|議事概要|議事要旨|会議(?:の)?(?:概要|結果|要旨)|質疑応答|一般質問|議会だより|審議経過"
)
# What a page of questions says at its head where somebody put them: 市長定例記者会見.
_HELD = re.compile(
    r"(?:記者|定例|臨時)会見|会見録|(?:住民|市民|町民|地元|事業|保護者)?説明会|懇談会|意見交換会|質疑要旨"
    r"|(?:主な|の)質疑|質疑の(?:概要|要旨)|タウンミーティング|記者(?:団)?との"
)
_PAGE_HEAD = 300  # characters


def _recorded(text: str) -> bool:
    """True if a text says that it records what was said: in a heading, not in a sentence."""
    return _RECORDED.search(text) is not None or any(
        "。" not in line and _HELD.search(line) for line in text[:_PAGE_HEAD].splitlines()
    )


def _plausible(
    document: Document, rows: Sequence[Row], found: Sequence[Candidate], frame: str
) -> bool:
    """True if unmarked headers recur as speakers do: several, and at least one of them twice."""
    if frame == "mark":
        return any(candidate.opening.header.strength >= 2 for candidate in found)
    if len(found) < 2:
        return False
    labels = Counter(_label(rows, candidate) for candidate in found)
    titles = Counter(_title(rows, candidate) for candidate in found)
    told = {label.kind for title in titles if (label := roles.label_of(title)) is not None}
    if told:
        told |= {head.kind for title in titles if (head := roles.head_of(title)) is not None}
        if len(told) < 2 or not _recorded(document.text):
            return False  # 問１ on an office's page is asked by nobody
    if len(found) < 3 or len(labels) < 2:
        return len(found) >= 2 and _has_chair(rows, found) and frame in _FEW
    return max(labels.values()) > 1 or max(titles.values()) > 1 or _has_chair(rows, found)


def _certain(rows: Sequence[Row], found: Sequence[Candidate]) -> bool:
    """True if marked headers leave no room for another frame: sure readings, a chair or several."""
    sure = [candidate for candidate in found if candidate.opening.header.strength >= 2]
    return len(sure) >= 3 or (len(sure) >= 1 and _has_chair(rows, sure))


def _title(rows: Sequence[Row], candidate: Candidate) -> str:
    span = candidate.opening.header.position
    if span is None:
        return ""
    row = rows[candidate.row]
    at = candidate.at - row.start
    return without_spaces(row.folded[at + span.start : at + span.end])


def _has_chair(rows: Sequence[Row], found: Sequence[Candidate]) -> bool:
    for candidate in found:
        head = roles.head_of(_title(rows, candidate))
        if head is not None and head.kind == "chair":
            return True
    return False


def _agreeing(rows: Sequence[Row], found: list[Candidate]) -> list[Candidate]:
    """The candidates without those that only look like one in the light of the others."""
    labels = [_label(rows, candidate) for candidate in found]
    times = Counter(labels)
    own = sum(candidate.own_line for candidate in found)
    glued = _glued_style(found)
    kept: list[Candidate] = []
    for candidate, label in zip(found, labels, strict=True):
        header = candidate.opening.header
        often = times[label] > 1
        rare_own = candidate.own_line and own * 10 < len(found)
        if header.strength <= 1 and not often and not glued:
            if (header.form == "mark-name-title" and rows[candidate.row].is_sentence) or (
                header.form == "mark-title-name" and len(found) > 2 and header.closed
            ):
                kept.append(candidate)
            continue
        if rare_own and header.name is None and not often:
            below = _next_row(rows, candidate.row, frozenset())
            if below is None or not below.is_sentence:
                continue  # 〇災害対策特別委員 above a list of names
        kept.append(candidate)
    return kept


def _with_labels(rows: Sequence[Row], found: list[Candidate], frame: str) -> list[Candidate]:
    """The candidates without labels that head others (【質疑】), and behind marks without 答弁."""
    taken = {candidate.row for candidate in found}
    told = [roles.label_of(_title(rows, candidate)) for candidate in found]
    kinds = {label.kind for label in told if label is not None}
    return [
        candidate
        for candidate, label in zip(found, told, strict=True)
        if label is None
        or not (
            (candidate.own_line and candidate.row + 1 in taken)
            or (frame == "mark" and len(kinds) < 2)
        )
    ]


def _with_bodies(rows: Sequence[Row], found: list[Candidate], frame: str) -> list[Candidate]:
    """The candidates; those that name a body only where others name a speaker: （記者）.

    Behind a mark or on a line of its own a body may head a list, so it must recur.
    """
    persons = [candidate for candidate in found if candidate.opening.header.form != "mark-body"]
    if len(persons) < 2:
        return persons
    if frame not in ("mark", "line") or len(persons) == len(found):
        return found
    times = Counter(_label(rows, candidate) for candidate in found)
    return [
        candidate
        for candidate in found
        if candidate.opening.header.form != "mark-body" or times[_label(rows, candidate)] > 1
    ]


def _aligned(rows: Sequence[Row], found: list[Candidate]) -> list[Candidate]:
    """The headers at the margin of the others: 　村長。 within a speech calls somebody."""
    indents = Counter(rows[candidate.row].indent for candidate in found)
    if not indents:
        return found
    margin, held = indents.most_common(1)[0]
    if held * 10 < len(found) * 6:
        return found
    return [candidate for candidate in found if rows[candidate.row].indent <= margin]


def _glued_style(found: Sequence[Candidate]) -> bool:
    return sum(not candidate.opening.header.closed for candidate in found) * 3 >= len(found)


def choose(
    document: Document,
    rows: Sequence[Row],
    people: Known,
    skip: frozenset[int],
    forced: str | None = None,
) -> tuple[str | None, list[Candidate]]:
    """The frame of a document and its headers; `(None, [])` where nobody speaks.

    A turn mark is looked for first: unmarked frames are asked only where marked headers are few
    and without a chair among them.
    """
    best: tuple[float, str | None, list[Candidate]] = (0.0, None, [])
    for frame in FRAMES if forced is None else (forced,):
        every = candidates(rows, frame, people, skip)
        found = [candidate for candidate in every if _speaks(rows, candidate, skip, frame)]
        found = _agreeing(rows, found) if forced is None else found
        found = _aligned(rows, found) if frame in _UNMARKED_LINES else found
        found = _with_bodies(rows, _with_labels(rows, found, frame), frame)
        if found and (more := askers(rows, frame, found)):
            found = sorted([*found, *more], key=lambda candidate: candidate.start)
        if not found or (forced is None and not _plausible(document, rows, found, frame)):
            continue
        if frame == "mark" and _certain(rows, found):
            return frame, _with_rounds(rows, people, skip, found)
        if frame in _APART:
            found = _briefly(rows, every, found)
        weight = _weight(rows, found)
        if weight > best[0]:
            best = (weight, frame, found)
    if best[1] in _UNMARKED_LINES:
        return best[1], _joined(rows, people, skip, best[1], best[2])
    return best[1], best[2]


#: Frames that part a header from the speech whatever the speech is.
_APART = ("bracket", "paren", "colon", "line")


def _briefly(
    rows: Sequence[Row], every: Sequence[Candidate], found: list[Candidate]
) -> list[Candidate]:
    """The headers, and those of the same speakers who say what is no sentence: （記者）はい."""
    labels = {_label(rows, candidate) for candidate in found}
    taken = {candidate.row for candidate in every}
    first = found[0].row
    kept = {candidate.start for candidate in found}
    more = [
        candidate
        for candidate in every
        if candidate.start not in kept
        and candidate.row > first
        and _label(rows, candidate) in labels
        and not (candidate.own_line and not _said_below(rows, candidate.row, taken))
    ]
    return sorted([*found, *more], key=lambda candidate: candidate.start) if more else found


def _said_below(rows: Sequence[Row], index: int, taken: set[int]) -> bool:
    """True if the row below a header may be said: no other header, no list of people, no clock."""
    if index + 1 >= len(rows) or index + 1 in taken:
        return False
    row = rows[index + 1]
    return not (
        rows_module.names_people(row) or rows_module.is_clock(row) or rows_module.is_rule(row)
    )


def _with_rounds(
    rows: Sequence[Row], people: Known, skip: frozenset[int], found: list[Candidate]
) -> list[Candidate]:
    """The marked headers, and the lines that say who speaks in which round: 倉橋（初）.

    Whoever puts the rounds of a debate on a page copies in part with marks, in part without.
    """
    lines = [row for row in rows if row.folded.rstrip().endswith(_ROUNDS)]
    if len({row.folded.strip() for row in lines}) < 2:
        return found
    taken = {candidate.row for candidate in found}
    more = [
        candidate
        for candidate in candidates(rows, "line", people, skip)
        if (
            rows[candidate.row].folded.rstrip().endswith(_ROUNDS)
            or candidate.opening.header.strength >= 3
        )
        and taken.isdisjoint((candidate.row, candidate.row + 1))
        and candidate.row + 1 < len(rows)
    ]
    return sorted([*found, *more], key=lambda candidate: candidate.start)


_ROUNDS = ("(初)", "(初回)", "(再)", "(再々)", "(再再)", "質問)", "回目)")
_UNMARKED_LINES = {"bare": "line", "line": "bare"}


def _joined(
    rows: Sequence[Row],
    people: Known,
    skip: frozenset[int],
    frame: str,
    found: list[Candidate],
) -> list[Candidate]:
    """The headers of a frame, and those of its speakers that stand otherwise.

    A file without marks may print a header on its own line in one place and before the speech in
    another; what a speaker's header looks like is known by then.
    """
    labels = {_label(rows, candidate) for candidate in found}
    taken = {candidate.row for candidate in found}
    more = [
        candidate
        for candidate in candidates(rows, _UNMARKED_LINES[frame], people, skip)
        if candidate.row not in taken
        and not (candidate.own_line and candidate.row + 1 in taken)  # a list above the headers
        and _label(rows, candidate) in labels
        and _speaks(rows, candidate, skip, frame)
    ]
    return sorted([*found, *more], key=lambda candidate: candidate.start)
