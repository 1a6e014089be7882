"""Who asks under a bare name (【倉橋】, 倉橋：) and is answered by an office each time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from minutes.dialects import Opening, roles
from minutes.dialects.header import Header, without_spaces
from minutes.schema import Span
from minutes.turns.candidates import Candidate
from minutes.turns.rows import Row

_NAMED = {
    "bracket": re.compile(
        r"[ ]*[【〔\[<《〈](?P<name>[^【】〔〕\[\]<>《》〈〉:。、]{2,8})[】〕\]>》〉]:?"
    ),
    "paren": re.compile(r"[ ]*\((?P<name>[^()。、:]{2,8})\)"),
    "colon": re.compile(r"[ ]*(?P<name>[^\s()。、:]{2,6}(?:[ ][^\s()。、:]{1,4})?)[ ]?:"),
    "line": re.compile(
        r"[ ]*(?:#{1,6}[ ]+)?(?P<name>[^\s()。、:]{2,6}(?:[ ][^\s()。、:]{1,4})?)[ ]*\Z"
    ),
}
_ASKS = re.compile(r"(?:か|は|ください|下さい|伺います|伺う|願います|願いします|たい)[。?]|\?")
_OFTEN = 2  # times that a bare name stands as a header
_REACH = 12  # rows of a question


def askers(rows: Sequence[Row], frame: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The headers that are a bare name, of whoever asks and is answered by the others of `found`.

    A word that heads a paragraph (【概要】) is shaped like a name; but what stands below it asks
    nothing of an office that answers below that.
    """
    pattern = _NAMED.get(frame)
    if pattern is None or len(found) < _OFTEN:
        return []
    starts = [candidate.row for candidate in found]
    named: list[tuple[str, int, re.Match[str]]] = []
    for index, row in enumerate(rows):
        if len(row.folded) > 12 and frame == "line":
            continue
        match = pattern.match(row.folded)
        name = "" if match is None else without_spaces(match["name"])
        if match is not None and roles.is_name(name) and roles.head_of(name) is None:
            named.append((name, index, match))
    told = Counter(
        name for name, index, match in named if _asks_an_office(rows, index, match, starts, found)
    )
    times = Counter(name for name, _, _ in named)
    taken = set(starts)
    return [
        _candidate(rows, index, match)
        for name, index, match in named
        if told[name] >= _OFTEN and 2 * told[name] > times[name] and index not in taken
    ]


def _asks_an_office(
    rows: Sequence[Row],
    index: int,
    match: re.Match[str],
    starts: Sequence[int],
    found: Sequence[Candidate],
) -> bool:
    """True if what stands below a bare name asks, and an official or a body speaks next."""
    at = bisect_right(starts, index)
    if at == len(starts) or starts[at] - index > _REACH:
        return False
    following = found[at]
    position = following.opening.header.position
    if position is None:
        return False
    first = rows[following.row].start
    title = without_spaces(
        rows[following.row].folded[
            following.at - first + position.start : following.at - first + position.end
        ]
    )
    head = roles.head_of(title)
    kind = roles.body_kind(title) if head is None else head.kind
    said = rows[index].folded[match.end() :] + "".join(
        row.folded for row in rows[index + 1 : following.row]
    )
    return kind in ("official", "office", "witness") and _ASKS.search(said) is not None


def _candidate(rows: Sequence[Row], index: int, match: re.Match[str]) -> Candidate:
    """The header of a row that begins with a bare name."""
    row = rows[index]
    lead = len(match.group()) - len(match.group().lstrip())
    name = Span(*match.span("name"))
    header = Header(match.end(), name, None, None, "mark-name", 2)
    opening = Opening(lead, header, row.folded[lead])
    own = not row.folded[match.end() :].strip()
    return Candidate(index, row.start + lead, row.start + match.end(), opening, row.start, own)
