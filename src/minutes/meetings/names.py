"""The names of a meeting as its heading prints them, and the day of the next one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from minutes import calendar
from minutes.dates import Moment, Timex
from minutes.meetings.headings import day_of, line_at
from minutes.schema import Attendee, Span
from minutes.text import fold, parse_number

_TITLE = re.compile(
    r"会議録|委員会記録|議事録|議事要旨|議事概要|会議概要|会議要旨|会議結果|速記録|会議記録|顛末書"
    r"|定例会|臨時会|第[0-9一二三四五六七八九十百]+回"
)
# The line that names the record is the title, whatever session or menu stood above it.
_RECORD = re.compile(r"会議録|議事録|速記録|委員会記録|会議記録")
_GROUPS = (
    r"(?:委員会|協議会|審議会|検討会|審査会|懇談会|研究会|分科会|部会|推進会議|理事会"
    r"|ワーキンググループ|タスクフォース)"
)
# 水尾市議会総務文教委員会: the committee of the assembly, not the assembly.
_BODY = re.compile(
    r"(?:(?<=[回期日 )）])|(?<=年度)|(?<=年)(?!度)|^)[一-鿿々ァ-ヶーぁ-ん・]{1,40}?"
    rf"(?:(?:[市区町村県都府道]議会|市会)(?:[一-鿿々・]{{1,24}}?{_GROUPS})?|{_GROUPS}(?!の))"
)
# 厚生消防委員会　令和８年６月２日（火）: the name of a body and a day, and nothing else.
_DATED = re.compile(
    rf"(?:[一-鿿・]{{1,24}}[ ]+)?[一-鿿々ァ-ヶー・]{{2,30}}{_GROUPS}(?:\([^()]{{1,20}}\))?"
    r"[ ]+(?:[一-鿿]{2}[0-9元一二三四五六七八九十]{1,3}|[12][0-9]{3})年.{3,14}日[^。、]{0,12}"
)
_SPOKEN = re.compile(
    r"第(?P<n>[0-9]{1,4})回(?P<body>[一-鿿]{2,20}?(?:委員会|審議会|協議会|会議(?![事録])))"
)
# 総務委員会専門員: the staff of the Diet's committee are named by it.
_STAFF = re.compile(r"(?P<body>[一-鿿々・ぁ-ん]{2,40}委員会)(?:専門員|調査室長)")
_LABELLED = re.compile(r"^(?:会議名|会議の名称|件名|名称)[ 　]*[:：][ 　]*")
_PROSE = re.compile(r"[。、]|署名|について|のとおり|[はをが]")
_NUMBER = re.compile(r"第[ ]*(?P<n>[0-9]{1,4}|[〇一二三四五六七八九十百]{1,6})[ ]*(?P<unit>回|号)")
# 次回の委員会は, 次の本会議は: what follows is the day of the next meeting.
_NEXT = re.compile(r"次回|次の(?:本会議|会議|委員会|審議会|部会|協議会|日程)は")
_SOON = 200  # days within which the next meeting is held


def names_of(
    text: str, folded: str, start: int, end: int
) -> tuple[str | None, str | None, int | None]:
    """(body, title, number) as the heading prints them."""
    title = number = body = None
    is_record = False
    position = start
    while position < end:
        line = line_at(folded, position)
        position = line.end + 1
        if line.length > 80:
            continue
        printed = text[line.start : min(line.end, end)].strip("　 \t\r○◯〇◎◆")
        if not printed or _PROSE.search(printed):
            continue
        printed = _LABELLED.sub("", printed)
        plain = fold(printed)
        # Most lines are no title and none is asked for: a better one names the record.
        if title is not None and (is_record or not _RECORD.search(plain)):
            continue
        if _TITLE.search(plain) or _DATED.fullmatch(plain):
            title, is_record = printed, _RECORD.search(plain) is not None
    if title is not None:
        found = list(_NUMBER.finditer(fold(title)))
        if found:
            value = parse_number(found[-1]["n"])
            number = value if isinstance(value, int) else None
        match = _BODY.search(fold(title))
        body = title[slice(*match.span())] if match else None
    if title is None:
        match = _SPOKEN.search(folded)
        if match:
            title, body, number = match.group(), match["body"], int(match["n"])
    return body, title, number


def body_of_staff(attendance: Iterable[Attendee]) -> str | None:
    """The committee whose own staff attends, or `None`: 総務委員会専門員."""
    for person in attendance:
        match = _STAFF.fullmatch(person.position or "")
        if match is not None:
            return match["body"]
    return None


def announced(text: str, timexes: tuple[Timex, ...]) -> list[Timex]:
    """The days of a folded text that are announced for a next meeting: 次回は二月五日."""
    return [timex for timex in timexes if timex.first is not None and _is_announced(text, timex)]


def _is_announced(text: str, timex: Timex) -> bool:
    before = text[max(0, timex.start - 25) : timex.start]
    if "次" not in before:
        return False
    words = _NEXT.search(before)
    return words is not None and "。" not in before[words.end() :]


def next_date(days: Sequence[Timex], today: date | None, part: Span) -> str | None:
    """The day announced for the next meeting, of the days that are announced in a document."""
    for timex in reversed(days):
        moment = timex.first
        if moment is None or moment.day is None or not part.covers(timex.span):
            continue
        for day in _ahead(moment, today):
            if today is None or 0 < (day - today).days <= _SOON:
                return day.isoformat()
    return None


def _ahead(moment: Moment, today: date | None) -> Iterator[date]:
    """The days that a date without its year, or without its month, may be from today on."""
    if moment.year is not None or today is None:
        years = [(moment.year, moment.month)]
    elif moment.month is not None:
        years = [(today.year + shift, moment.month) for shift in (0, 1)]
    else:  # 来る五日木曜日
        years = [calendar.shift_month(today.year, today.month, shift) for shift in (0, 1)]
    for year, month in years:
        day = day_of(moment._replace(month=month), year)
        if day is not None:
            yield day
