"""The printed dates that may be the meeting's own: alone on a line, labelled, before 開議."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from minutes import calendar
from minutes.dates import Moment, Timex
from minutes.schema import Span

#: Characters in which a heading is looked for where no speech is recognised.
HEAD = 6_000
#: The points of a heading that is believed before the file's own field.
SURE = 7
_OPENING = re.compile(r"開議|開会|開催|再開")
_LABEL = re.compile(r"(?:開催日時?|日時|期日|年月日|会議日)[ ]*[::]?")
_NOT_THIS = re.compile(
    r"召集|更新|取得|作成|表示|公布|告示|選定|提出|受理|付託|発行|印刷|任期|施行"
)
# 報道発表日　令和8年5月7日: the day on which a page speaks. 更新日 is none: it may be much later.
_PUBLISHED = re.compile(
    r"(?:(?:発表|公表|公開|掲載|発信|配信)(?:資料|年月日|日)*|プレスリリース|報道資料|お知らせ)"
    r"[ ]*[:(]?[ ]*\Z"
)
# 発生日 ⏎ 令和8年5月2日: a day with a label of its own is no day of the page.
_OF_AN_ACT = re.compile(
    r"(?:発生|判明|発覚|発見|紛失|契約|事案|受付|対象|期間|検知|流出|送信)[^\n。]{0,8}\n\s*\Z"
)
#: Lines with words above which a day alone on a line dates the page: 令和8年5月7日 ⏎ 瀬野原市.
_TOP = 4
# 市長定例記者会見 令和8年5月7日: the title and its day on one line.
_TITLED = re.compile(r"会見|会議録|議事録|議事概要|速記録|委員会|審議会|協議会|定例会|臨時会|部会")
# 令和８年　６月定例会－06月09日－02号: how many search pages of assemblies call a sitting.
_SERIAL = re.compile(r"[ ]*[-－―‐–][ ]*[0-9]{1,2}号")
_FIGURES = "[0-9〇零一二三四五六七八九十]+"
_HOUR = re.compile(rf"(?:午前|午後)?{_FIGURES}時(?:{_FIGURES}分|半)?")
_AGENDA = re.compile(r"議事日程[^。、\n]{0,20}\Z")
_AROUND = 200  # characters of a longer line
_GAP = re.compile(r"[ ]{2,}")
_MARKS = re.compile(r"[ \t○◯〇◎◆●■・()\[\]<>「」【】:]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed date that may be the meeting's, with the points that speak for it."""

    day: date
    timex: Timex
    line: Span
    score: int


def line_at(text: str, offset: int) -> Span:
    """The line that holds an offset, without its end."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return Span(start, len(text) if end < 0 else end)


def day_of(moment: Moment | None, year: int | None = None) -> date | None:
    """The day that a moment names (`year` if it prints none), on the weekday that it prints."""
    if moment is None or moment.invalid or moment.month is None or moment.day is None:
        return None
    year = moment.year or year
    if year is None or not calendar.exists(year, moment.month, moment.day):
        return None
    day = date(year, moment.month, moment.day)
    return day if moment.weekday is None or day.weekday() == moment.weekday else None


def _line_below(text: str, line: Span) -> str:
    at = line.end + 1
    for _ in range(3):
        following = line_at(text, min(at, len(text)))
        if text[following.start : following.end].strip():
            return text[following.start : following.end]
        at = following.end + 1
    return ""


def _between_gaps(before: str, after: str) -> tuple[str, str]:
    """What stands around a date up to the next gap: 予算委員会記録　　　令和８年６月９日.

    A page whose line breaks were lost keeps its heading apart by runs of blanks alone.
    """
    return _GAP.split(before)[-1], _GAP.split(after, maxsplit=1)[0]


def headings(text: str, timexes: tuple[Timex, ...]) -> Iterator[Heading]:
    """The dates that stand as a heading would: alone on a line, labelled, before 開議."""
    year: int | None = None
    for timex in timexes:
        moment = timex.first
        # 九月三日（水）10:30～11:48 is a day with two hours; 三日から五日 is no day of a meeting.
        until = timex.last is not None and timex.last.has_date
        if moment is None or until or timex.row:
            continue
        if moment.year is not None and not moment.fiscal and moment.decade is None:
            year = moment.year
        day = day_of(moment, year if timex.start < HEAD else None)
        if day is None:
            continue
        line = line_at(text, timex.start)
        lead = text[max(line.start, timex.start - 40) : timex.start]
        # 議事日程　第四号　令和八年三月五日（木）午後一時
        if "日程" in lead and _AGENDA.search(lead):
            yield Heading(day, timex, line, 5)
            continue
        before = text[max(line.start, timex.start - _AROUND) : timex.start]
        after = text[timex.end : min(line.end, timex.end + _AROUND)]
        if line.length > 120 or "。" in before or "。" in after:
            before, after = _between_gaps(before, after)
            if len(before) + len(after) > 100 or "。" in before or "。" in after:
                continue
        rest = _MARKS.sub("", before + after)
        rest = _HOUR.sub("", rest)
        score = 2 if moment.year is not None else 0
        score += 3 if moment.weekday is not None else 0
        score += 4 if _LABEL.search(before) else 0
        score += 2 if not rest or _OPENING.fullmatch(rest) or _LABEL.fullmatch(rest) else 0
        score += 2 if _OPENING.search(after) or _OPENING.search(_line_below(text, line)[:40]) else 0
        score += 2 if moment.year is not None and _TITLED.search(rest) else 0
        score += SURE if _SERIAL.match(after) else 0
        score -= 4 if _NOT_THIS.search(before + after) else 0
        score -= 3 if re.match(r"[ ]*[0-9]{1,2}:[0-9]{2}", after) else 0
        yield Heading(day, timex, line, score)


def published(text: str, timexes: Sequence[Timex]) -> Timex | None:
    """The printed day on which a page that records no meeting was made public, if it says so.

    >>> from minutes.dates import find_dates
    >>> from minutes.nlp import tokenize
    >>> from minutes.schema import Document
    >>> text = "報道発表日:令和8年5月7日\\n本日、予約システムを再開しました。"
    >>> published(text, find_dates(Document("d", "p", text), tokenize(text))).text
    '令和8年5月7日'
    """
    days = [
        timex
        for timex in timexes
        if timex.start <= HEAD
        and (moment := timex.first) is not None
        and moment.year is not None
        and not (timex.last or timex.row)
        and day_of(moment) is not None
    ]
    for timex in days:
        if _PUBLISHED.search(text, line_at(text, timex.start).start, timex.start):
            return timex
    alone = [timex for timex in days if _is_alone(text, timex)]
    if len(alone) == 1:  # several are the days of a chronology
        line = line_at(text, alone[0].start)
        above = sum(not part.isspace() for part in text[: line.start].splitlines() if part)
        labelled = _OF_AN_ACT.search(text, max(0, line.start - 20), line.start)
        return alone[0] if above < _TOP and labelled is None else None
    return None


def _is_alone(text: str, timex: Timex) -> bool:
    """True if a date has a line of its own."""
    line = line_at(text, timex.start)
    return not _MARKS.sub("", text[line.start : timex.start] + text[timex.end : line.end])


def sections(found: Sequence[Heading]) -> list[Heading]:
    """The headings of the meetings of a document, one for each, in order."""
    strong = [heading for heading in found if heading.score >= SURE]
    kept: list[Heading] = []
    for heading in strong:
        if not kept or heading.day > kept[-1].day:
            kept.append(heading)
    return kept
