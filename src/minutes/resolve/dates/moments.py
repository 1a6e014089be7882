"""One moment in its context: explicit, deictic, anaphoric or inherited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from minutes import calendar
from minutes.dates import Moment, Relative
from minutes.resolve.dates.candidates import month_of_day, year_of_month
from minutes.resolve.dates.narrative import MEMORY, Context, Told
from minutes.resolve.dates.points import Point, on
from minutes.schema import Span

#: 同日 and 翌日 count from a day told so many turns before at most.
_TURNS = 2


def _unknown(why: str, how: str = "unresolved") -> Point:
    return Point(how=how, reasons=(why,))


def _impossible(moment: Moment, year: int) -> bool:
    """True if the calendar has no such day (2月30日, a wrong weekday, 平成八年七年)."""
    if moment.month is not None and not 1 <= moment.month <= 12:
        return True
    if moment.month is None or moment.day is None:
        return False
    return not calendar.exists(year, moment.month, moment.day)


def _explicit(moment: Moment, context: Context) -> Point:
    year = moment.year
    if moment.decade is not None:
        return Point(decade=moment.decade, how="explicit", reasons=("complete as printed",))
    if moment.invalid or year is None:
        return _unknown("the calendar has no such year", "explicit")
    if _impossible(moment, year):
        return _unknown("the calendar has no such day", "explicit")
    if moment.fiscal and moment.month is not None:
        year += moment.month < 4  # 令和六年度の二月 lies in 2025
    return Point(
        year,
        moment.month,
        moment.day,
        fiscal=moment.fiscal or _is_fiscal_part(moment),
        phase=moment.phase,
        about=moment.about,
        how="explicit",
        reasons=("complete as printed",),
    )


def _is_fiscal_part(moment: Moment) -> bool:
    return moment.month is None and (moment.phase or "").startswith(("half1", "half2", "quarter"))


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


def _short(moment: Moment, context: Context) -> Point:
    """A year whose era is not printed: the document's era, or the one of the meeting's day."""
    assert moment.short_year is not None
    name = _listed_era(moment.short_year, context) or context.era
    year = calendar.era_year(name, moment.short_year) if name is not None else None
    if year is None:
        return _unknown("no era is known for the year")
    point = _explicit(replace(moment, year=year), context)
    if point.year is None:
        return point
    how = "table" if context.row else "inherited-year"
    return replace(point, how=how, reasons=(f"the era is {name}",))


def _two_digits(moment: Moment, context: Context) -> Point:
    """八五年: the century that puts it behind the meeting, or a few years ahead of it."""
    if context.window is None or moment.two_digits is None:
        return _unknown("nothing tells the century")
    year = context.window.last.year + 10
    year -= (year - moment.two_digits) % 100
    point = _explicit(replace(moment, year=year), context)
    return replace(point, how="inherited-year", reasons=("the century is the meeting's",))


def _meeting(relative: Relative, context: Context) -> date | None:
    """A day with the meeting's year, month or day, as far as a distance in that unit asks."""
    window = context.window
    if window is None or relative.unit in ("day", "week"):
        return context.today
    first, last = window.first, window.last
    known = {
        "month": (first.year, first.month) == (last.year, last.month),
        "year": first.year == last.year,
        "fiscal": calendar.fiscal_year(first) == calendar.fiscal_year(last),
    }
    return first if known[relative.unit] else None


def _same_year_before(antecedents: list[Told], context: Context) -> Told | None:
    """The 前年度 told before in the speech, if no year is told in the paragraph of this one.

    The figures of a budget are held against one year throughout.
    """
    last = next((told for told in antecedents if told.point.fiscal), None)
    if last is not None and (last.turn != context.turn or last.paragraph == context.paragraph):
        return None
    for told in reversed(context.told[-MEMORY:]):
        if told.looks_back and told.turn == context.turn and told.point.fiscal:
            return told
    return None


def _base(relative: Relative, context: Context) -> tuple[Point | None, Span | None, str]:
    """The point that a distance counts from, where that stands, and how to call it."""
    if relative.base == "meeting":
        day = _meeting(relative, context)
        if day is None:
            return None, None, "the meeting's day is not known"
        return on(day), context.evidence, f"counted from the meeting's day {context.window}"
    antecedents = context.recent()
    if relative.unit == "fiscal" and relative.shift < 0:
        antecedents = [told for told in antecedents if not told.aside] or antecedents
        before = _same_year_before(antecedents, context)
        if before is not None:
            point = replace(before.point, year=(before.point.year or 0) - relative.shift)
            return point, before.span, "the same year as before"
    for told in antecedents:
        point = told.point if relative.shift <= 0 else told.last
        if point.year is None:
            continue
        fits = {
            "day": point.day is not None and context.turn - told.turn <= _TURNS,
            "week": point.day is not None,
            "month": point.month is not None,
            "year": not point.fiscal,
            "fiscal": point.fiscal,
        }[relative.unit]
        if fits:
            return point, told.span, "counted from the date told last"
    day = _meeting(relative, context)
    if day is not None and relative.unit == "fiscal":
        return on(day), context.evidence, "counted from the meeting's fiscal year"
    return None, None, "no date was told that it could count from"


def _week(start: date, moment: Moment, shift: int) -> Point:
    monday, sunday = calendar.week_of(start + timedelta(days=7 * shift))
    if moment.day is not None:  # 先週十四日
        for number in range(7):
            if (monday + timedelta(days=number)).day == moment.day:
                return on(monday + timedelta(days=number))
        return Point()
    if moment.weekday is not None:
        return on(monday + timedelta(days=moment.weekday))
    return Point(monday.year, monday.month, monday.day, until=sunday)


def _relative(moment: Moment, context: Context) -> Point:
    """A distance, with whatever month and day stand beside it: 本年三月, 今月二日, 昨年度末."""
    relative = moment.relative
    assert relative is not None
    how = "deictic" if relative.base == "meeting" else "anaphoric"
    base, anchor, why = _base(relative, context)
    start = base.start if base is not None else None
    if base is None or start is None:
        return _unknown(why)
    shift = relative.shift
    if relative.unit == "day":
        end = base.end if shift > 0 else start
        found = on((end or start) + timedelta(days=shift))
    elif relative.unit == "week":
        found = _week(start, moment, shift)
    elif relative.unit == "month":
        year, month = calendar.shift_month(start.year, start.month, shift)
        if moment.day is not None and not calendar.exists(year, month, moment.day):
            return _unknown("the month has no such day", how)
        found = Point(year, month, moment.day)
    else:
        fiscal = relative.unit == "fiscal"
        year = (calendar.fiscal_year(start) if fiscal else start.year) + shift
        if fiscal and base.fiscal and base.month is None:
            year = (base.year or start.year) + shift
        if _impossible(moment, year):
            return _unknown("the calendar has no such day", how)
        if fiscal and moment.month is not None:
            year += moment.month < 4
        if moment.month is None and moment.day is not None:
            return replace(month_of_day(moment, context) or _unknown(why), how=how)
        part = _is_fiscal_part(moment)
        if part and not fiscal:
            fiscal = True
        found = Point(year, moment.month, moment.day, fiscal=fiscal)
    about = moment.about or (relative.unit == "day" and shift == 0 and base.about)  # ６日頃、同日
    return replace(found, phase=moment.phase, about=about, how=how, anchor=anchor, reasons=(why,))


def _after_told(moment: Moment, context: Context) -> Point:
    """翌十七日, 同二十日: counted on from the date told last."""
    unit = "month" if moment.month is None else "year"
    told: Told | None = None
    for candidate in context.recent():
        if candidate.last.year is not None and (unit == "year" or candidate.last.month is not None):
            told = candidate
            break
    if told is None:
        return _unknown("no date was told that it could count from")
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
        return _unknown("the calendar has no such day", "anaphoric")
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
        return replace(row.last, how="anaphoric", anchor=row.span, reasons=(why,))
    for told in reversed(context.told):
        same = told.turn == context.turn
        near = told.sentence == context.sentence or (
            told.sentence >= context.sentence - 1 and context.tense == "past"
        )
        if not (same and near) or told.row:
            break
        if told.last.day is not None and told.last.until is None:
            why = "the day told just before"
            return replace(told.last, how="anaphoric", anchor=told.span, reasons=(why,))
    if context.today is not None:
        why = "a clock time of the meeting's day"
        return on(context.today, how="anaphoric", anchor=context.evidence, reasons=(why,))
    return _unknown("no day is known for the hour")


def resolve(moment: Moment, context: Context) -> Point:
    """The point that a moment means in its context."""
    if moment.decade is not None or moment.year is not None or moment.invalid:
        return _explicit(moment, context)
    if moment.short_year is not None:
        return _short(moment, context)
    if moment.two_digits is not None:
        return _two_digits(moment, context)
    if moment.next or moment.same:
        return _after_told(moment, context)
    if moment.relative is not None:
        return _relative(moment, context)
    if moment.month is not None:
        if _impossible(moment, 2000):
            return _unknown("the calendar has no such day")
        found = year_of_month(moment, context)
        return found or _unknown("nothing tells the year")
    if moment.day is not None:
        return month_of_day(moment, context) or _unknown("nothing tells the month")
    if moment.time is not None:
        hour = _clock(context)
        return replace(hour, about=True) if moment.about and hour.year is not None else hour
    return _unknown("the words name no date")
