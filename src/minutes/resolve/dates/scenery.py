"""What stands around the dates of a document, and what each leaves to those after it."""

from __future__ import annotations

import re
from datetime import date
from itertools import accumulate

from minutes import clauses
from minutes.dates import Timex
from minutes.nlp import Tokens
from minutes.resolve.dates.context import Context, Scenery
from minutes.resolve.dates.narrative import Told, Window
from minutes.resolve.dates.points import Point
from minutes.schema import Layout, Meeting

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
    return Window(date.fromisoformat(first), date.fromisoformat(last))


def scenery_of(layout: Layout, tokens: Tokens) -> Scenery:
    """The scenery of a document; positions are the view's."""
    text = tokens.view.text
    return Scenery(
        tokens,
        layout.turns,
        [turn.start for turn in layout.turns],
        _ends(text.replace("\n", "。"), "。"),
        _ends(text, "\n"),
    )


def _ends(text: str, mark: str) -> list[int]:
    """The positions behind each mark, and one behind the text."""
    return list(accumulate(len(piece) + 1 for piece in text.split(mark)))


def told_of(
    scenery: Scenery, timex: Timex, first: Point, last: Point, context: Context
) -> Told | None:
    """The antecedent that a date becomes, or `None` if later ones do not go by it."""
    text, end, moment = scenery.text, timex.at.end, timex.first
    if first.year is None or first.decade is not None or moment is None:
        return None
    alone = moment.month is None and moment.day is None
    if moment.month is None and _NAME_FOLLOWS.match(text, end):
        return None
    if timex.rule == "numeric" and _PRINTED.match(text, end):
        return None
    relative = moment.relative
    # 前年度に比べ looks back and returns: the next 前年度 is the same year again.
    looks_back = (
        relative is not None
        and relative.base == "told"
        and alone
        and (relative.shift < 0 or (relative.unit == "fiscal" and relative.shift > 0))
    )
    # 今年度 and 今月 are stations of what is told, 本日 and 本年 alone are none.
    weak = (
        relative is not None
        and (relative.base, relative.shift) == ("meeting", 0)
        and relative.unit in ("day", "year")
        and alone
    ) or not moment.has_date
    return Told(
        first,
        last,
        timex.span,
        context.turn,
        context.sentence,
        row=timex.row,
        weak=weak,
        aside=first.fiscal and _ASIDE.match(text, end) is not None,
        topic=first.fiscal and alone and not looks_back and _TOPIC.match(text, end) is not None,
        looks_back=looks_back,
        paragraph=context.paragraph,
        time=moment.time,
        late=moment.day_shift > 0,
        order=len(context.told),
    )


def is_timetable(scenery: Scenery, timex: Timex, point: Point, context: Context) -> bool:
    """True for a lone hour that belongs to no day: 始発は午前五時です."""
    moment = timex.first
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
