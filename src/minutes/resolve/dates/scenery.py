"""What stands around the dates of a document, and what each leaves to those after it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from minutes import clauses
from minutes.dates import Relative, Timex
from minutes.resolve.dates.context import Context
from minutes.resolve.dates.narrative import Told, Window
from minutes.resolve.dates.points import Point
from minutes.schema import Meeting, Span, Turn

# A law's number and a session's name carry a year that nothing else in the sentence inherits.
_NAME_FOLLOWS = re.compile(
    r"[ ]*[^ 。、\n]{0,8}?(?:法律|条例|政令|省令|規則|告示|訓令)?"
    r"第[ ]*[0-9〇一二三四五六七八九十百]+(?:号|回)"
)
# 令和六年度に行われた減税により、前年度に比べ: a year in which something is told to have been done
# is not the year that the figures are of, as 令和七年度の予算 is.
_ASIDE = re.compile(
    r"(?:(?:に(?!は|お|つ|か)|から|より)(?!見|比|対)|まで|以降|以来|のみ|だけ|限り)"
)
# 令和七年度以後は６月と１２月に: the year that the months of the sentence lie in.
_TOPIC = re.compile(
    r"(?:には|では|は|も|中(?!学|期)|内|以[降後]は?|(?:につ(?:きまして|いて)|に関して|にお(?:いて|きまして)"
    r"|における)は?)"
)
# The hour of printing that a browser puts at the edge of a page is no part of the telling.
_PRINTED = re.compile(r"[ ]*[0-9]{1,2}:[0-9]{2}")
# Words of a meeting's own hours; other lone hours are those of a timetable or an office.
_PROCEDURE = re.compile(
    r"会議|會議|休憩|再開|開会|開議|散会|閉会|閉議|延会|開會|散會|閉會|委員会|委員會|理事会|理事會|質疑|質問|予鈴|本鈴"
    r"|採決|審議|審査|議事|日程|集合|参集|本日|傍聴|記者会見"
)
# Words of what runs or opens every day.
_REGULAR = re.compile(
    r"始発|終発|終電|最終(?:便|電車|バス)|時刻表|ダイヤ|運行|運転(?:時間|間隔)|発車"
    r"|(?:営業|開館|開庁|開所|勤務|就業|診療|受付|利用|授業|保育)時間|始業|終業"
)


def window_of(meeting: Meeting | None) -> Window | None:
    """The day of a meeting, or the days between which it lies."""
    if meeting is None:
        return None
    first, last = meeting.date or meeting.earliest, meeting.date or meeting.latest
    if first is None or last is None:
        return None
    return Window.between(date.fromisoformat(first), date.fromisoformat(last))


def places(
    turns: Sequence[Turn], timexes: Sequence[Timex], text: str
) -> Iterator[tuple[int, int, int]]:
    """The number of turns, sentences and paragraphs that begin or end before each date of a text.

    Marks are counted from one date to the next.
    """
    beginnings = [turn.start for turn in turns]
    stops = lines = before = 0
    for timex in timexes:
        at = timex.at.start
        stops += text.count("。", before, at)
        lines += text.count("\n", before, at)
        before = at
        yield bisect_right(beginnings, timex.start), stops + lines, lines


# 前年度に比べ looks back and returns: the next 前年度 is the same year again.
def _looks_back(relative: Relative | None, alone: bool) -> bool:
    if relative is None or relative.base != "told" or not alone:
        return False
    return relative.shift < 0 or (relative.unit == "fiscal" and relative.shift > 0)


# 今年度 and 今月 are stations of what is told, 本日 and 本年 alone are none.
def _is_weak(relative: Relative | None, alone: bool) -> bool:
    if relative is None or relative.base != "meeting" or not alone:
        return False
    return relative.shift == 0 and relative.unit in ("day", "year")


def told_of(timex: Timex, first: Point, last: Point, context: Context) -> Told | None:
    """The antecedent that a date becomes, or `None` if later ones do not go by it."""
    text, end, moment = context.scenery.text, timex.at.end, timex.first
    if first.year is None or first.decade is not None or moment is None:
        return None
    if moment.month is None and _NAME_FOLLOWS.match(text, end):
        return None
    if timex.rule == "numeric" and _PRINTED.match(text, end):
        return None
    alone = moment.month is None and moment.day is None
    relative = moment.relative
    looks_back = _looks_back(relative, alone)
    return Told(
        first,
        last,
        Span(timex.start, timex.end),
        context.turn,
        context.sentence,
        timex.row,
        _is_weak(relative, alone) or (alone and relative is None and not moment.has_date),
        first.fiscal and _ASIDE.match(text, end) is not None,
        first.fiscal and alone and not looks_back and _TOPIC.match(text, end) is not None,
        looks_back,
        context.paragraph,
        moment.time,
        moment.day_shift > 0,
        len(context.narrative.told),
    )


def is_timetable(timex: Timex, point: Point, context: Context) -> bool:
    """True for a lone hour that belongs to no day: 始発は午前五時です."""
    moment, scenery = timex.first, context.scenery
    if moment is None or moment.has_date:
        return False
    sentence = clauses.sentence_at(scenery.text, timex.at.start)
    regular = scenery.text.startswith("台", timex.at.end)
    regular = regular or _REGULAR.search(scenery.text, *sentence) is not None
    if context.is_past and not regular:
        return False
    if point.anchor not in (None, context.evidence):
        return False  # the day was told just before
    if not scenery.turns:
        return False
    turn = scenery.turns[context.turn - 1] if context.turn else None
    if turn is None or not turn.start <= timex.start < turn.end:
        return False
    if scenery.text.startswith("現在", timex.at.end):
        return False
    return _PROCEDURE.search(scenery.text, *sentence) is None
