"""One moment in its context: explicit, deictic, anaphoric or inherited."""

from __future__ import annotations

from datetime import timedelta

from minutes import calendar
from minutes.dates import Moment
from minutes.resolve.dates.context import Context
from minutes.resolve.dates.distances import is_fiscal_part, is_impossible, relative_to, unknown
from minutes.resolve.dates.months import month_of_day
from minutes.resolve.dates.narrative import Told
from minutes.resolve.dates.points import Point, on
from minutes.resolve.dates.years import year_of_month

_COMPLETE = ("complete as printed",)


def _explicit(moment: Moment, year: int | None) -> Point:
    if moment.decade is not None:
        return Point(decade=moment.decade, how="explicit", reasons=_COMPLETE)
    if moment.invalid or year is None:
        return unknown("the calendar has no such year", "explicit")
    if is_impossible(moment, year):
        return unknown("the calendar has no such day", "explicit")
    if moment.fiscal and moment.month is not None:
        year += moment.month < 4  # 令和六年度の二月 lies in 2025
    return Point(
        year,
        moment.month,
        moment.day,
        moment.fiscal or is_fiscal_part(moment),
        None,
        None,
        moment.phase,
        moment.about,
        "explicit",
        None,
        _COMPLETE,
    )


def _listed_era(number: int, context: Context) -> str | None:
    """The era of a year told before in the sentence, which goes on: 平成二十八年度、二十九年度."""
    if context.row or not context.told:
        return None
    last = context.told[-1]
    start = last.point.start
    if start is None or last.sentence != context.sentence or last.turn != context.turn:
        return None
    era = calendar.era_of(start)
    if era is None or start.year - era.first.year + 1 >= number:
        return None
    return era.name if calendar.era_year(era.name, number) is not None else None


#: In place of an era, for a text whose years are those of the Gregorian calendar.
WESTERN = "西暦"
#: Years that a plan may lie ahead of the meeting.
_AHEAD = 15


def _era_before(number: int, context: Context) -> tuple[str, int] | None:
    """The last era that had such a year by the meeting's day, and the year."""
    if context.window is None:
        return None
    for era in reversed(calendar.eras()):
        year = calendar.era_year(era.name, number)
        if year is not None and year <= context.window.last.year:
            return era.name, year
    return None


def _short(moment: Moment, context: Context) -> Point:
    """A year whose era is not printed: the document's era, or the one of the meeting's day."""
    assert moment.short_year is not None
    window = context.window
    name = context.era
    if name != WESTERN:
        name = _listed_era(moment.short_year, context) or name
    else:
        western = 2000 + moment.short_year
        if moment.short_year >= 10 and (window is None or western <= window.last.year + _AHEAD):
            point = _explicit(moment, western)
            return point.explained(
                "inherited-year", None, ("the text counts by the Gregorian calendar",)
            )
        era = calendar.era_of(window.last) if window is not None else None
        name = era.name if era is not None else None
    year = calendar.era_year(name, moment.short_year) if name is not None else None
    if year is None or (window is not None and year > window.last.year + _AHEAD):
        # 三十一年の三月, said in 令和八年: no plan reaches so far, the era before is meant
        name, year = _era_before(moment.short_year, context) or (name, year)
    if year is None:
        return unknown("no era is known for the year")
    point = _explicit(moment, year)
    if point.year is None:
        return point
    how = "table" if context.row else "inherited-year"
    return point.explained(how, point.anchor, (f"the era is {name}",))


def _two_digits(moment: Moment, context: Context) -> Point:
    """八五年: the century that puts it behind the meeting, or a few years ahead of it."""
    if context.window is None or moment.two_digits is None:
        return unknown("nothing tells the century")
    year = context.window.last.year + 10
    year -= (year - moment.two_digits) % 100
    point = _explicit(moment, year)
    return point._replace(how="inherited-year", reasons=("the century is the meeting's",))


def _after_told(moment: Moment, context: Context) -> Point:
    """翌十七日, 同二十日: counted on from the date told last."""
    unit = "month" if moment.month is None else "year"
    told: Told | None = None
    for candidate in context.recent():
        if candidate.last.year is not None and (unit == "year" or candidate.last.month is not None):
            told = candidate
            break
    if told is None:
        return unknown("no date was told that it could count from")
    start = told.last.start
    assert start is not None
    year, month = start.year, moment.month or start.month
    if moment.next:
        if moment.month is not None:
            # 翌四月 is the April of the next year, unless the month told lies before it.
            year += (moment.month, moment.day or 0) <= (start.month, start.day or 0)
        elif moment.day is not None and moment.day <= start.day:
            year, month = calendar.shift_month(year, month, 1)
    if moment.day is not None and not calendar.exists(year, month, moment.day):
        return unknown("the calendar has no such day", "anaphoric")
    return Point(
        year,
        month,
        moment.day,
        phase=moment.phase,
        about=moment.about,
        how="anaphoric",
        anchor=told.span,
        reasons=("counted on from the date told last",),
    )


def _clock(context: Context) -> Point:
    """The day of a lone clock time: its row's, the one told in its sentence, else the meeting's."""
    row = (
        next((told for told in reversed(context.told) if told.row), None)
        if context.in_row
        else None
    )
    if row is not None and row.last.day is not None and row.last.until is None:
        why = "the hour column of a row"
        return row.last.explained("anaphoric", row.span, (why,))
    for told in reversed(context.told):
        same = told.turn == context.turn
        near = told.sentence == context.sentence or (
            told.sentence >= context.sentence - 1 and context.tense == "past"
        )
        if not (same and near) or told.row:
            break
        if told.last.day is not None and told.last.until is None:
            why = "the day told just before"
            # 十時ごろ止まり、十二時に直った: ごろ was said of the first hour
            day = told.last if told.time is None else told.last._replace(about=False)
            return day.explained("anaphoric", told.span, (why,))
    if context.today is not None:
        why = "a clock time of the meeting's day"
        return on(context.today, how="anaphoric", anchor=context.evidence, reasons=(why,))
    return unknown("no day is known for the hour")


def _turn_of_year(moment: Moment, context: Context) -> Point:
    """年末年始: the last one before the meeting, or the next where the clause looks ahead."""
    window = context.window
    if window is None:
        return unknown("the meeting's day is not known")
    year = window.last.year
    if not (context.is_ahead or context.leans_ahead) or window.last.month == 1:
        year -= 1
    why = f"counted from the meeting's day {window.name}"
    return Point(year, phase="turn", how="deictic", anchor=context.evidence, reasons=(why,))


def _next_weekday(moment: Moment, context: Context) -> Point:
    """次の金曜日: the first one after the meeting."""
    today = context.today
    if today is None or moment.weekday is None:
        return unknown("the meeting's day is not known")
    ahead = (moment.weekday - today.weekday() - 1) % 7 + 1
    why = f"counted from the meeting's day {today.isoformat()}"
    day = today + timedelta(days=ahead)
    return on(day, how="deictic", anchor=context.evidence, reasons=(why,))


def _told_twice(moment: Moment, context: Context) -> Point | None:
    """明日16日: the day at that distance, where it is the day of the month that is named."""
    if moment.aside is None:
        return None
    point = relative_to(moment._replace(relative=moment.aside, day=None), context)
    return point if point.day == moment.day else None


def _is_fixed(moment: Moment) -> bool:
    """True for a moment that means the same all through a meeting: 令和八年三月, 昨年, 本日."""
    relative = moment.relative
    if moment.decade is not None or moment.year is not None or moment.invalid:
        return True
    others = moment.short_year is not None or moment.two_digits is not None
    if relative is None or relative.base != "meeting" or others or moment.next or moment.same:
        return False
    # 年末 may be the last one or the next; of 昨年の十日 the month is sought in what was told.
    sought = moment.day is not None and moment.month is None
    return not moment.open and not (sought and relative.unit in ("year", "fiscal"))


def resolve(moment: Moment, context: Context) -> Point:
    """The point that a moment means in its context."""
    fixed = context.narrative.fixed
    point = fixed.get(id(moment))
    if point is None:
        point = _resolve(moment, context)
        if _is_fixed(moment):
            fixed[id(moment)] = point
    return point


def _resolve(moment: Moment, context: Context) -> Point:
    if moment.decade is not None or moment.year is not None or moment.invalid:
        return _explicit(moment, moment.year)
    if moment.short_year is not None:
        return _short(moment, context)
    if moment.two_digits is not None:
        return _two_digits(moment, context)
    if moment.phase == "turn" and moment.relative is None:
        return _turn_of_year(moment, context)
    if moment.next and moment.weekday is not None and moment.day is None:
        return _next_weekday(moment, context)
    if moment.next or moment.same:
        return _after_told(moment, context)
    if moment.relative is not None:
        return relative_to(moment, context)
    if moment.month is not None:
        if is_impossible(moment, 2000):
            return unknown("the calendar has no such day")
        found = year_of_month(moment, context)
        return found or unknown("nothing tells the year")
    if moment.day is not None:
        told = _told_twice(moment, context)
        if told is not None:
            return told
        return month_of_day(moment, context) or unknown("nothing tells the month")
    if moment.time is not None:
        hour = _clock(context)
        return hour._replace(about=True) if moment.about and hour.year is not None else hour
    return unknown("the words name no date")
