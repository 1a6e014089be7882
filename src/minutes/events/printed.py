"""Happenings that a record prints outside its speeches: the hour of opening, the day's entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minutes.events.chronology import Row
from minutes.events.context import Context
from minutes.events.happening import Place, is_year
from minutes.events.predicates import find_predicates
from minutes.schema import Date, Meeting, Span

_OPENED, _CLOSED = "開会|開議|開式", "閉会|散会|延会|閉議|閉式"
_RULE = re.compile(r"[ 　\t]*(?:[―─━－\-—=＝…・◇○●*＊]{3,}.*)?\Z")
_ALONE = re.compile(r"(?:より|から)?[ 　\t]*")
_CLOSES = re.compile(r"[。\s]*\Z")
_LINES = 6
_SENTENCES = 3


def printed_hours(
    text: str, meeting: Meeting, dates: Sequence[Date], kinds: Sequence[str]
) -> Iterator[tuple[Span, Date, str]]:
    """The lines of a meeting's opening and closing hour, for those of `kinds` (met, adjourned).

    The span is that of the line's words: 午後一時八分開議, 開会　午前９時３０分.
    """
    for kind, words in (("met", _OPENED), ("adjourned", _CLOSED)):
        if kind not in kinds:
            continue
        behind = re.compile(rf"[ 　]*(?:{words})[ 　]*(?=[\n)）]|\Z)")
        before = re.compile(rf"(?:{words})(?:時刻)?[ 　:：]*\Z")
        for date in dates:
            if date.time is None or not meeting.start <= date.start < meeting.end:
                continue
            after = behind.match(text, date.end)
            ahead = before.search(text[max(0, date.start - 10) : date.start])
            if after is not None:
                yield Span(date.start, date.end + len(after.group().rstrip())), date, kind
                break
            if ahead is not None and text[date.end : date.end + 1] in ("", "\n", "\r"):
                yield Span(date.start - len(ahead.group()), date.end), date, kind
                break


def entries(context: Context, table: Sequence[Row]) -> Iterator[Row]:
    """Days that stand alone on their line with what was done on them below, as rows.

    七月三日
    点検の結果を市長に渡した。
    """
    text = context.tokens.view.text
    taken = {row.place.start for row in table}
    for place in context.places:
        if place.start in taken or len(place.date.value or "") != 10:
            continue
        if place.date.value == context.page or context.turn_at(place.date.start) is not None:
            continue
        items = _entry(context, place, text)
        if items:
            yield Row(place, items)


def _entry(context: Context, place: Place, text: str) -> tuple[Span, ...]:
    """What a day's entry tells, sentence by sentence; nothing for a heading or a page's body."""
    line = text.rfind("\n", 0, place.start) + 1
    end = text.find("\n", place.end)
    if end < 0 or text[line : place.start].strip() or not _ALONE.fullmatch(text, place.end, end):
        return ()
    start = at = end + 1
    for _ in range(_LINES):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        if _RULE.fullmatch(text, at, stop) or context.places_in(at, at + 1):
            break
        at = min(stop + 1, len(text))
    else:
        return ()
    block = text[start:at]
    if block.count("。") > _SENTENCES:
        return ()
    found = []
    for piece in re.finditer(r"[^。]+。?", block):
        body = piece.group().strip(" 　\n。")
        if not body:
            continue
        first = start + piece.start() + piece.group().index(body[0])
        item = Span(first, first + len(body))
        told = [p for p in find_predicates(context.tokens, *item) if p.is_told]
        if not told or not _CLOSES.match(text[told[-1].end : item.end]):
            return ()
        if told[-1].tense == "planned" or _has_day(context, item):
            return ()
        found.append(item)
    return tuple(found)


def _has_day(context: Context, item: Span) -> bool:
    """True if a sentence names a day of its own, and not only a year: 令和六年次報告書."""
    return any(not is_year(place.date) for place in context.places_in(*item))
