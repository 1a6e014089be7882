"""Whose meeting a document records, and on which day: printed, given, or inferred with evidence.

Nothing outside the document is asked: neither the clock nor a file's time stamp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from minutes import calendar
from minutes.dates import Moment, Timex
from minutes.nlp import Tokens
from minutes.schema import Document, Issue, Layout, Meeting, Span
from minutes.text import fold, parse_number

_HEAD = 6_000  # characters in which a heading is looked for where no speech is recognised
_OPENING = re.compile(r"開議|開会|開催|再開")
_LABEL = re.compile(r"(?:開催日時?|日時|期日|年月日|会議日)[ ]*[::]?")
_NOT_THIS = re.compile(
    r"召集|更新|取得|作成|表示|公布|告示|選定|提出|受理|付託|発行|印刷|任期|施行"
)
_FIGURES = "[0-9〇零一二三四五六七八九十]+"
_HOUR = re.compile(rf"(?:午前|午後)?{_FIGURES}時(?:{_FIGURES}分|半)?")
_AGENDA = re.compile(r"議事日程[^。、\n]{0,20}\Z")
_MARKS = re.compile(r"[ \t○◯〇◎◆●■・()\[\]<>「」【】:]+")
# One of these makes a text a record of a meeting, where no speech was recognised.
_MEETING_WORDS = re.compile(
    r"開議|散会|会議録|議事録|委員会記録|会議を(?:開|始)|開会(?:いた|し)|定刻|[0-9一二三四五六七八九十分]開会"
)
_TITLE = re.compile(
    r"会議録|委員会記録|議事録|議事要旨|定例会|臨時会|第[0-9一二三四五六七八九十百]+回"
)
_BODY = re.compile(
    r"(?:(?<=[回年 )）])|^)[一-鿿々ァ-ヶーぁ-ん・]{1,24}?"
    r"(?:[市区町村県都府道]議会|市会|委員会|協議会|審議会|検討会|審査会|懇談会|部会)"
)
_SPOKEN = re.compile(r"第(?P<n>[0-9]{1,4})回(?P<body>[一-鿿]{2,20}(?:委員会|審議会|会議))")
_LABELLED = re.compile(r"^(?:会議名|会議の名称|件名|名称)[ 　]*[:：][ 　]*")
_PROSE = re.compile(r"[。、]|署名|について|のとおり|[はをが]")
_NUMBER = re.compile(r"第[ ]*(?P<n>[0-9]{1,4}|[〇一二三四五六七八九十百]{1,6})[ ]*(?P<unit>回|号)")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A printed date that may be the meeting's, with the points that speak for it."""

    day: date
    timex: Timex
    line: Span
    score: int


def _line(text: str, offset: int) -> Span:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return Span(start, len(text) if end < 0 else end)


def _day(moment: Moment | None, year: int | None = None) -> date | None:
    if moment is None or moment.invalid or moment.month is None or moment.day is None:
        return None
    year = moment.year or year
    if year is None or not calendar.exists(year, moment.month, moment.day):
        return None
    day = date(year, moment.month, moment.day)
    return day if moment.weekday is None or day.weekday() == moment.weekday else None


def _next_line(text: str, line: Span) -> str:
    at = line.end + 1
    for _ in range(3):
        following = _line(text, min(at, len(text)))
        if text[following.start : following.end].strip():
            return text[following.start : following.end]
        at = following.end + 1
    return ""


def _headings(text: str, timexes: tuple[Timex, ...]) -> Iterator[_Heading]:
    """The dates that stand as a heading would: alone on a line, labelled, before 開議."""
    year: int | None = None
    for timex in timexes:
        moment = timex.first
        if moment is None or timex.last is not None or timex.row:
            continue
        if moment.year is not None and not moment.fiscal and moment.decade is None:
            year = moment.year
        day = _day(moment, year if timex.start < _HEAD else None)
        if day is None:
            continue
        line = _line(text, timex.start)
        before, after = text[line.start : timex.start], text[timex.end : line.end]
        if _AGENDA.search(before[-40:]):  # 議事日程　第四号　令和八年三月五日（木）午後一時
            yield _Heading(day, timex, line, 5)
            continue
        if line.length > 120 or "。" in before or "。" in after:
            continue
        rest = _MARKS.sub("", before + after)
        rest = re.sub(
            r"(?:午前|午後)?[0-9〇零一二三四五六七八九十]+時(?:[0-9〇零一二三四五六七八九十]+分|半)?",
            "",
            rest,
        )
        score = 2 if moment.year is not None else 0
        score += 3 if moment.weekday is not None else 0
        score += 4 if _LABEL.search(before) else 0
        score += 2 if not rest or _OPENING.fullmatch(rest) or _LABEL.fullmatch(rest) else 0
        score += 2 if _OPENING.search(after) or _OPENING.search(_next_line(text, line)[:40]) else 0
        score -= 4 if _NOT_THIS.search(before + after) else 0
        score -= 3 if re.match(r"[ ]*[0-9]{1,2}:[0-9]{2}", after) else 0
        yield _Heading(day, timex, line, score)


# --- inference --------------------------------------------------------------------------------


def _pairs(text: str, timexes: tuple[Timex, ...]) -> Iterator[tuple[int, int, int, Span]]:
    """(month, day, shift, evidence) of dates also told by their distance: 8月1日、きのう."""
    for index, timex in enumerate(timexes):
        moment = timex.first
        if moment is None or timex.last is not None:
            continue
        if moment.month is not None and moment.day is not None:
            aside = moment.aside
            if aside is not None and aside.unit == "day" and aside.base == "meeting":
                yield moment.month, moment.day, aside.shift, timex.span
            for neighbour in timexes[max(0, index - 1) : index + 2]:
                other = neighbour.first
                if other is None or other.relative is None or other.month or other.day:
                    continue
                relative = other.relative
                if relative.unit != "day" or relative.base != "meeting":
                    continue
                first, last = sorted((timex.span, neighbour.span))
                between = text[first.end : last.start]
                if between in ("、", "、つまり", "、すなわち", "(", "、つまり", "の"):
                    yield moment.month, moment.day, relative.shift, Span(first.start, last.end)


def _explicit_days(timexes: tuple[Timex, ...]) -> list[date]:
    """A day for each date that names its year: what the document's time is near to."""
    days = []
    for timex in timexes:
        moment = timex.first
        if moment is None or moment.invalid or moment.year is None:
            continue
        month = moment.month or 7
        if calendar.exists(moment.year, month, moment.day or 1):
            days.append(date(moment.year, month, moment.day or 1))
    return days


def _weekday_holds(day: date, timexes: tuple[Timex, ...]) -> bool:
    """True if every yearless date with a weekday falls on it in the year nearest to `day`."""
    for timex in timexes:
        moment = timex.first
        if moment is None or moment.weekday is None or moment.year is not None:
            continue
        if moment.month is None or moment.day is None or moment.relative is not None:
            continue
        near = [
            date(year, moment.month, moment.day)
            for year in (day.year - 1, day.year, day.year + 1)
            if calendar.exists(year, moment.month, moment.day)
        ]
        if near and min(near, key=lambda d: abs((d - day).days)).weekday() != moment.weekday:
            return False
    return True


def _infer(text: str, timexes: tuple[Timex, ...]) -> tuple[date | None, list[Span], list[date]]:
    """The day that the constraints leave, their evidence, and what else was possible."""
    votes: dict[tuple[int, int], list[Span]] = {}
    for month, day, shift, span in _pairs(text, timexes):
        if calendar.exists(2000, month, day):
            meant = date(2000, month, day) - timedelta(days=shift)
            votes.setdefault((meant.month, meant.day), []).append(span)
    if not votes:
        return None, [], []
    (month, day), evidence = max(votes.items(), key=lambda item: len(item[1]))
    explicit = _explicit_days(timexes)
    possible = [
        date(year, month, day)
        for year in range(1947, 2100)
        if calendar.exists(year, month, day) and _weekday_holds(date(year, month, day), timexes)
    ]
    named = {timex.first.era for timex in timexes if timex.first and timex.first.era}
    first = max((era.first for era in calendar.eras() if era.name in named), default=None)
    if first is not None:  # an era is not named before it is announced
        possible = [d for d in possible if d >= first - timedelta(days=31)]
    if not possible or not explicit:
        return None, evidence, possible
    # Nearness to the explicit dates is a soft constraint: it may decide between what is left.
    possible.sort(key=lambda d: min(abs((d - known).days) for known in explicit))
    evidence += [timex.span for timex in timexes if timex.first and timex.first.weekday is not None]
    return possible[0], evidence, possible[1:4]


# --- names ------------------------------------------------------------------------------------


def _names(
    text: str, folded: str, start: int, end: int
) -> tuple[str | None, str | None, int | None]:
    """(body, title, number) as the heading prints them."""
    title = number = body = None
    position = start
    while position < end:
        line = _line(folded, position)
        printed = text[line.start : min(line.end, end)].strip("　 \t\r○◯〇◎◆")
        printed = _LABELLED.sub("", printed)
        is_title = line.length <= 80 and not _PROSE.search(printed) and _TITLE.search(fold(printed))
        if is_title and (title is None or ("会議録" in printed and "会議録" not in title)):
            title = printed
        position = line.end + 1
    if title is not None:
        found = list(_NUMBER.finditer(fold(title)))
        if found:
            value = parse_number(found[-1]["n"])
            number = value if isinstance(value, int) else None
        match = _BODY.search(title)
        body = match.group() if match else None
    if title is None:
        match = re.search(
            r"第(?P<n>[0-9]{1,4})回(?P<body>[一-鿿]{2,20}(?:委員会|審議会|会議))", folded
        )
        if match:
            title, body, number = match.group(), match["body"], int(match["n"])
    return body, title, number


def _next_date(text: str, timexes: tuple[Timex, ...], today: date | None, part: Span) -> str | None:
    """The day announced for the next meeting."""
    for timex in reversed(timexes):
        moment = timex.first
        if moment is None or not part.covers(timex.span) or moment.day is None:
            continue
        before = text[max(0, timex.start - 25) : timex.start]
        if "次回" not in before or "。" in before.partition("次回")[2]:
            continue
        years = [moment.year] if moment.year else [today.year, today.year + 1] if today else []
        for year in years:
            day = _day(moment, year)
            if day is not None and (today is None or day >= today):
                return day.isoformat()
    return None


def _iso(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError(f"not an ISO day (YYYY-MM-DD): {given!r}") from None


def _fact(document: Document, key: str) -> str | None:
    return next((fact.value for fact in document.metadata if fact.key == key), None)


def _told(document: Document) -> date | None:
    """The day that the file gives beside its text (a column, a field of its page)."""
    told = _fact(document, "date") or ""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", told):
        return None
    year, month, day = (int(part) for part in told.split("-"))
    return date(year, month, day) if calendar.exists(year, month, day) else None


def _with_told(
    document: Document, named: tuple[str | None, str | None, int | None]
) -> tuple[str | None, str | None, int | None]:
    """(body, title, number) as printed, and as the file gives them where nothing is printed."""
    body, title, number = named
    told = parse_number(_fact(document, "number") or "")
    return (
        body or _fact(document, "body"),
        title or _fact(document, "title"),
        number if number is not None or not isinstance(told, int) else told,
    )


def _sections(found: list[_Heading]) -> list[_Heading]:
    """The headings of the meetings of a document, one for each, in order."""
    strong = [heading for heading in found if heading.score >= 7]
    sections: list[_Heading] = []
    for heading in strong:
        if not sections or heading.day > sections[-1].day:
            sections.append(heading)
    return sections


def find_meetings(
    document: Document,
    layout: Layout,
    timexes: tuple[Timex, ...],
    tokens: Tokens,
    given: str | None = None,
) -> tuple[tuple[Meeting, ...], tuple[Issue, ...]]:
    """The meetings that a document records, in order, and what was doubtful about their days.

    `given` (an ISO day) is used for a document that records one meeting.  Raises `ValueError` if
    it is malformed.

    >>> from minutes.dates import find_dates
    >>> from minutes.nlp import tokenize
    >>> text = "水尾市議会会議録　第２号\\n令和８年６月９日（火曜日）　午前１０時開議"
    >>> document, tokens = Document("d", "p", text), tokenize(text)
    >>> layout = Layout(None, (), (), (), ())
    >>> meetings, _ = find_meetings(document, layout, find_dates(document, tokens), tokens)
    >>> meetings[0].date, meetings[0].date_how, meetings[0].number
    ('2026-06-09', 'printed', 2)
    """
    text, folded = document.text, fold(document.text)
    end = len(text)
    issues: list[Issue] = []
    head = layout.turns[0].start if layout.turns else min(end, _HEAD)
    is_meeting = bool(layout.turns) or _MEETING_WORDS.search(folded) is not None
    found = list(_headings(folded, timexes)) if is_meeting else []
    day: date | None = None
    evidence: list[Span] = []
    how = "unresolved"
    sections = _sections(found)
    first = [heading for heading in found if heading.timex.start < max(head, 400)]
    told = _told(document) if is_meeting else None
    printed = max(first, key=lambda h: (h.day == told, h.score)) if first else None
    if given is not None:
        day, how = _iso(given), "given"
    elif told is not None and printed is not None and (printed.day == told or printed.score >= 7):
        day, how, evidence = printed.day, "printed", [printed.timex.span]
    elif told is not None:
        day, how = told, "metadata"
    elif first and (best := max(first, key=lambda h: h.score)).score >= 4:
        day, how, evidence = best.day, "printed", [best.timex.span]
    elif sections:
        day, how, evidence = sections[0].day, "printed", [sections[0].timex.span]
    elif is_meeting:
        day, evidence, others = _infer(folded, timexes)
        how = "inferred" if day else "unresolved"
        if others:
            possible = ", ".join(d.isoformat() for d in others)
            at = evidence[0] if evidence else Span(0, 0)
            issues.append(Issue("meeting-date-alternatives", f"also possible: {possible}", *at))
    if told is not None and how == "printed" and day != told:
        message = f"the file gives {told.isoformat()} as the day, the text prints another"
        issues.append(Issue("meeting-date-disagrees", message, *evidence[0]))
    later = [s for s in sections if evidence and s.timex.start > evidence[0].end and s.day != day]
    if given is not None:
        later = []
    starts = [0, *(s.line.start for s in later)]
    meetings = []
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else end
        if index:
            day, evidence = later[index - 1].day, [later[index - 1].timex.span]
        section_head = head if index == 0 else min(stop, start + 1_500)
        until = max(section_head, min(start + 400, stop))
        named = _names(text, folded, start, until) if is_meeting else (None, None, None)
        body, title, number = _with_told(document, named) if index == 0 and is_meeting else named
        meetings.append(
            Meeting(
                start,
                stop,
                body,
                title,
                number,
                day.isoformat() if day else None,
                how,
                tuple(evidence),
                _next_date(folded, timexes, day, Span(start, stop)),
            )
        )
    if day is None and is_meeting:
        issues.append(Issue("meeting-date-unresolved", "no day of the meeting is printed", 0, 0))
    return tuple(meetings), tuple(issues)
