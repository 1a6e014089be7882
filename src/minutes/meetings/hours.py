"""When a meeting was opened and closed, as its own lines print it: 午前十時二分開会."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from minutes.schema import Layout, Span
from minutes.text import parse_number

_H = r"(?:[0-9]{1,2}|[一二三四五六七八九十〇零]{1,3})"
_CLOCK = re.compile(
    rf"(?P<part>午前|午後|同)?(?:(?P<h>{_H})時(?:(?P<m>{_H})分|(?P<half>半))?|(?P<ch>[0-9]{{1,2}}):(?P<cm>[0-5][0-9])"
    r"|(?P<noon>正午))"
)
_OPENS = r"(?:開会|開議|開會|開式|開始|開催)"
_CLOSES = r"(?:散会|閉会|散會|閉會|延会|閉議|終了|閉式|流会)"
_AT = rf"(?:(?:午前|午後|同)?(?:{_H}時(?:{_H}分|半)?|[0-9]{{1,2}}:[0-5][0-9])|正午)"
_OPENED = re.compile(
    rf"(?:{_OPENS}(?:日時|時刻|時間)?[:(　]*(?P<a>{_AT})|(?P<b>{_AT})(?:から)?{_OPENS})"
)
_CLOSED = re.compile(rf"(?:{_CLOSES}(?:日時|時刻|時間)?[:(]*(?P<a>{_AT})|(?P<b>{_AT}){_CLOSES})")
#: 日時　令和８年６月９日（火）　１４時～１６時
_STRETCH = re.compile(rf"(?P<a>{_AT})(?:から|[~～〜\-－―])(?P<b>{_AT})")
_MARKS = "<>[]【】《》():■●○◇◆・.0123456789"
_LABEL = re.compile(
    rf"[<\[【《(■●○◇◆・0-9.]*(?:{_OPENS}|{_CLOSES}|日時|開催日時?|とき|会議の?日時)[>\]】》):]*"
)
_ONLY_AT = re.compile(rf"(?:{_AT})")
_WHEN = re.compile(r"日時|開催日|とき|期日|時間")
_LONGEST = 80


def _hour(words: str, before: str | None = None) -> str | None:
    """HH:MM of a clock time; `before` is the half of the day that 同 and no word take over."""
    match = _CLOCK.fullmatch(words)
    if match is None:
        return None
    if match["noon"]:
        return "12:00"
    hour = _number(match["h"] or match["ch"])
    minute = 30 if match["half"] else _number(match["m"] or match["cm"] or "0")
    part = match["part"] if match["part"] in ("午前", "午後") else before
    if part == "午後" and hour < 12:
        hour += 12
    if part == "午前" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute <= 59 else None


def _number(words: str) -> int:
    value = 0 if words in ("零", "〇") else parse_number(words)
    return value if isinstance(value, int) else 0


def _half_of(words: str) -> str | None:
    match = re.match(r"午前|午後", words)
    return match.group() if match else None


def _lines(folded: str, layout: Layout, part: Span) -> Iterable[str]:
    """The lines that nobody speaks, squeezed, of the parts of a meeting that hold a clock time."""
    at = bisect_left(layout.turns, part.start, key=lambda turn: turn.start)
    first = layout.turns[at].start if at < len(layout.turns) else part.end
    pieces = [folded[part.start : min(first, part.end)]]
    at = bisect_left(layout.notes, max(first, part.start), key=lambda note: note.start)
    for note in layout.notes[at:]:
        if note.start >= part.end:
            break
        pieces.append(folded[note.start : note.end])
    for piece in pieces:
        if "時" in piece or ":" in piece or "正午" in piece:
            yield from filter(None, ("".join(line.split()) for line in piece.splitlines()))


def _under(label: str, line: str) -> str:
    """A line as if its label stood in it: 閉会 and 午後三時 make 午後三時閉会."""
    if re.fullmatch(f"{_OPENS}|{_CLOSES}", label):
        return line + label if _ONLY_AT.fullmatch(line) else line
    return f"日時{line}"


def hours(folded: str, layout: Layout, part: Span) -> tuple[str | None, str | None]:
    """(opened, closed) as HH:MM of the meeting that a part of a folded text records, where printed.

    The first opening and the last closing count; 休憩 and 再開 between them do not.
    """
    opened = closed = None
    stretch: tuple[str | None, str | None] = (None, None)
    half: str | None = None
    label, left = "", 0
    for line in _lines(folded, layout, part):
        if len(line) > _LONGEST or "。" in line:
            continue
        # A label on a line of its own counts for the two below it: 開会 ⏎ 令和８年６月９日 ⏎ １０時
        if len(line) <= 16 and _LABEL.fullmatch(line):
            label, left = line.strip(_MARKS), 2
            continue
        if label:
            line, left = _under(label, line), left - 1
            label = label if left else ""
        if "時" not in line and ":" not in line and "正午" not in line:
            continue
        begun, ended = _OPENED.search(line), _CLOSED.search(line)
        if begun is not None:
            words = begun["a"] or begun["b"]
            half = _half_of(words) or half
            opened = opened or _hour(words)
        if ended is not None:
            words = ended["a"] or ended["b"]
            half = _half_of(words) or half
            closed = _hour(words, half) or closed
        both = _STRETCH.search(line) if _WHEN.search(line) else None
        if both is not None and stretch == (None, None):
            stretch = _hour(both["a"]), _hour(both["b"], _half_of(both["a"]))
    return opened or stretch[0], closed or stretch[1]
