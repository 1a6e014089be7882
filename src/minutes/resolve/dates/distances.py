"""Distances from the meeting or what was told: 昨年三月, 前年度末, 翌週の十日, 前年の同じ時期."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from minutes import calendar
from minutes.dates import Moment, Relative
from minutes.resolve.dates.context import Context
from minutes.resolve.dates.months import month_of_day
from minutes.resolve.dates.narrative import MEMORY, Told
from minutes.resolve.dates.points import Point, on
from minutes.schema import Span

#: 同日 and 翌日 count from a day told so many turns before at most.
_TURNS = 2
_JUST_GONE = 2  # months


def unknown(why: str, how: str = "unresolved") -> Point:
    """A point without a year, and why it has none."""
    return Point(how=how, reasons=(why,))


def is_impossible(moment: Moment, year: int) -> bool:
    """True if the calendar has no such day (2月30日, a wrong weekday, 平成八年七年)."""
    if moment.month is not None and not 1 <= moment.month <= 12:
        return True
    if moment.month is None or moment.day is None:
        return False
    return not calendar.exists(year, moment.month, moment.day)


def is_fiscal_part(moment: Moment) -> bool:
    """True for a half or a quarter, which are parts of a fiscal year."""
    return moment.month is None and (moment.phase or "").startswith(("half1", "half2", "quarter"))


def _meeting(relative: Relative, context: Context) -> date | None:
    """A day with the meeting's year, month or day, as far as a distance in that unit asks."""
    window, unit = context.window, relative.unit
    if window is None or window.today is not None or unit in ("day", "week"):
        return context.today
    first, last = window.first, window.last
    if unit == "fiscal":
        known = calendar.fiscal_year(first) == calendar.fiscal_year(last)
    else:
        known = first.year == last.year and (unit == "year" or first.month == last.month)
    return first if known else None


def _same_year_before(antecedents: Iterable[Told], context: Context) -> Told | None:
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
        assert context.window is not None
        why = f"counted from the meeting's day {context.window.name}"
        return on(day), context.evidence, why
    antecedents: Iterable[Told] = context.recent()
    if relative.unit == "fiscal" and relative.shift < 0:
        recent = list(antecedents)
        antecedents = [told for told in recent if not told.aside] or recent
        before = _same_year_before(antecedents, context)
        if before is not None:
            point = before.point._replace(year=(before.point.year or 0) - relative.shift)
            return point, before.span, "the same year as before"
    for told in antecedents:
        point = told.point if relative.shift <= 0 else told.last
        if point.year is None:
            continue
        if _can_be_counted_from(point, told, relative.unit, context):
            return point, told.span, "counted from the date told last"
    day = _meeting(relative, context)
    if day is not None and relative.unit in ("fiscal", "week"):
        return on(day), context.evidence, "counted from the meeting's day"
    return None, None, "no date was told that it could count from"


def _can_be_counted_from(point: Point, told: Told, unit: str, context: Context) -> bool:
    if unit in ("day", "week"):
        return point.day is not None and context.turn - told.turn <= _TURNS
    if unit == "month":
        return point.month is not None
    return point.fiscal == (unit == "fiscal")


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


def _is_behind(relative: Relative, today: date, context: Context) -> bool:
    """True if the 年末 or 年度末 told of is the last one: told as past, or only just gone by."""
    if context.is_past:
        return True
    months = (today.month - (4 if relative.unit == "fiscal" else 1)) % 12
    return months < _JUST_GONE and not (context.is_ahead or context.leans_ahead)


def relative_to(moment: Moment, context: Context) -> Point:
    """A distance, with whatever month and day stand beside it: 本年三月, 今月二日, 昨年度末."""
    relative = moment.relative
    assert relative is not None
    how = "deictic" if relative.base == "meeting" else "anaphoric"
    if relative.unit == "fiscal" and is_fiscal_part(moment) and relative.base == "told":
        how = "inherited-year"  # 第二四半期
    base, anchor, why = _base(relative, context)
    start = base.start if base is not None else None
    if base is None or start is None:
        return unknown(why)
    shift = relative.shift - (moment.open and _is_behind(relative, start, context))
    if relative.unit == "day":
        end = base.end if shift > 0 else start
        found = on((end or start) + timedelta(days=shift))
    elif relative.unit == "week":
        found = _week(start, moment, shift)
    elif relative.unit == "month":
        year, month = calendar.shift_month(start.year, start.month, shift)
        if moment.day is not None and not calendar.exists(year, month, moment.day):
            return unknown("the month has no such day", how)
        found = Point(year, month, moment.day)
    else:
        fiscal = relative.unit == "fiscal"
        year = (calendar.fiscal_year(start) if fiscal else start.year) + shift
        if fiscal and base.fiscal and base.month is None:
            year = (base.year or start.year) + shift
        if is_impossible(moment, year):
            return unknown("the calendar has no such day", how)
        if fiscal and moment.month is not None:
            year += moment.month < 4
        if moment.month is None and moment.day is not None:
            return (month_of_day(moment, context) or unknown(why))._replace(how=how)
        part = is_fiscal_part(moment)
        if part and not fiscal:
            fiscal = True
        found = Point(year, moment.month, moment.day, fiscal=fiscal)
    about = moment.about or (relative.unit == "day" and shift == 0 and base.about)  # ６日頃、同日
    said = (*found[:5], None, moment.phase, about)
    return Point(*said, how, anchor, (why,))


def alike(moment: Moment, context: Context) -> tuple[Point, Point]:
    """前年の同じ時期: the stretch told last, so many years before; its first and last point."""
    assert moment.relative is not None
    for told in context.recent():
        if told.turn != context.turn or told.weak or told.looks_back:
            continue
        if told.point.year is not None and told.point.until is None:
            shift = moment.relative.shift
            first, last = (
                _in_another_year(point, told, shift) for point in (told.point, told.last)
            )
            return first, last
    nothing = unknown("no stretch of time was told that it could be like")
    return nothing, nothing


def _in_another_year(point: Point, told: Told, shift: int) -> Point:
    why = ("the stretch told last, in another year",)
    year = None if point.year is None else point.year + shift
    return point._replace(year=year, how="anaphoric", anchor=told.span, reasons=why)
