"""The date column of a chronology, in the ways municipalities write it.

``4. 4. 1`` gives era year, month and day; the rows below leave out what has not changed: ``6. 30``
a month and a day, ``- 28`` a day, 〃 nothing.  Such numbers also number headings, so a row counts
only below a dated row of the same table, and only if it does not go back.  Where cells are parted
by tabs, a line of its own gives the year (■ 令和7年), and a cell may hold a weekday or a range:
``10.1(水)``, ``2(木)``, ``9.16～30``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from minutes import calendar
from minutes.dates.timex import Moment
from minutes.schema import Span

_ROW_HEAD = (
    r"[ \t|]*(?:"
    r"(?P<y>[0-9]{1,2}|元)[.．][ ]?(?P<ym>[0-9]{1,2})[.．][ ]?(?P<yd>[0-9]{1,2})"
    r"|(?P<m>[0-9]{1,2})[.．/][ ]?(?P<md>[0-9]{1,2})"
    r"|[-−―─–][ ]?(?P<d>[0-9]{1,2})"
    r"|(?P<same>〃|″|\"))(?=[ \t|]+[^\n \t|])"
)
# A search for one of two characters looks at nothing else: a tenth of the time of (?<=\n).
_ROW = re.compile(rf"[\n\f]{_ROW_HEAD}")
_FIRST_ROW = re.compile(_ROW_HEAD)

_WEEKDAY = r"(?:\((?P<{0}>[月火水木金土日])(?:[・･]?祝日?)?\))?"
_YEAR_LINE = re.compile(
    r"(?:^|(?<=\n))[ \t■□●◆【\[(]*+(?P<era>明治|大正|昭和|平成|令和)"
    r"(?P<y>[0-9]{1,2}|元)年[】\])]*+[ \t]*+(?=[\r\n])"
)
_CELL = re.compile(
    r"(?:^|(?<=\n))(?:(?:(?P<m>[0-9]{1,2})[.．/月])?(?P<d>[0-9]{1,2})日?"
    + _WEEKDAY.format("w")
    + r"(?:[～~〜\-－](?:(?P<m2>[0-9]{1,2})[.．/月])?(?P<d2>[0-9]{1,2})日?"
    + _WEEKDAY.format("w2")
    + r")?|[～~〜](?P<until>[0-9]{1,2})日?"
    + _WEEKDAY.format("w3")
    + r"|(?P<third>[上中下]旬)|(?P<same>〃|″|\"))(?=\t)"
)
_THIRDS = {"上旬": "early", "中旬": "middle", "下旬": "late"}
_FEWEST = 3  # a table of tabs has at least so many dated rows

#: 受付の開始（～4.30）: a day in a row's own text, written as the cells are.
_ASIDE = re.compile(r"(?<=[(~～〜])(?P<m>[0-9]{1,2})[.](?P<d>[0-9]{1,2})(?=[)~～〜])")

#: A table ends where so many characters go by without a row.
_GAP = 400


class Row(NamedTuple):
    """A date cell and what it says."""

    span: Span
    moment: Moment
    name: str
    ditto: bool = False
    last: Moment | None = None


def _key(moment: Moment, before: tuple[int, int, int]) -> tuple[int, int, int]:
    return (
        moment.short_year if moment.short_year is not None else before[0],
        moment.month if moment.month is not None else before[1],
        moment.day if moment.day is not None else before[2],
    )


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def rows(text: str) -> Iterator[Row]:
    """The date cells of the chronologies in a folded text, in order.

    >>> text = "7. 4. 1 協定の締結\\n5. 12 説明会\\n- 30 告示\\n2. 1 概要\\n"
    >>> [text[row.span.start : row.span.end] for row in rows(text)]
    ['7. 4. 1', '5. 12', '- 30']
    """
    last: tuple[int, int, int] | None = None
    end = -1
    first = _FIRST_ROW.match(text)
    for match in chain([first] if first is not None else (), _ROW.finditer(text)):
        began = match.start() + (text[match.start()] in "\n\f")
        if last is not None and began - end > _GAP:
            last = None
        group = match.groupdict()
        ditto = group["same"] is not None
        if group["y"]:
            year = 1 if group["y"] == "元" else int(group["y"])
            moment = Moment(short_year=year, month=int(group["ym"]), day=int(group["yd"]))
            if not _is_day(int(group["ym"]), int(group["yd"])):
                continue
            name = "row-year-month-day"
        elif last is None:
            continue
        elif group["m"]:
            if not _is_day(int(group["m"]), int(group["md"])):
                continue
            moment, name = Moment(month=int(group["m"]), day=int(group["md"])), "row-month-day"
        elif group["d"]:
            if not _is_day(1, int(group["d"])):
                continue
            moment, name = Moment(day=int(group["d"])), "row-day"
        else:
            moment, name = Moment(), "row-ditto"
        key = _key(moment, last or (0, 0, 0))
        # A chronology does not go back: 2. 1 below 12. 8 is a heading, or a new year's row.
        if last is not None and key < last and not group["y"]:
            new_year = group["m"] is not None and last[1] >= 10 and key[1] <= 4
            if not new_year:
                continue
            key = (last[0] + 1, key[1], key[2])
        elif last is not None and group["y"] and key < last:
            continue
        last, end = key, match.end()
        start = next(at for at in range(began, match.end()) if text[at] not in " \t|")
        yield Row(Span(start, match.end()), moment, name, ditto)


def tabbed(text: str) -> Iterator[Row]:
    """The date cells of tables whose cells are parted by tabs, in a folded text, in order.

    >>> text = "令和7年\\n9.30(火)\\t申込み\\n10.1(水)\\t開始\\n2(木)\\t相談\\n3～5\\t休止\\n"
    >>> [(row.moment.year, row.moment.month, row.moment.day) for row in tabbed(text)]
    [(2025, 9, 30), (2025, 10, 1), (2025, 10, 2), (2025, 10, 3)]
    """
    if "\t" not in text:
        return
    years = [(match.end(), _year(match)) for match in _YEAR_LINE.finditer(text)]
    table: list[re.Match[str]] = []
    for match in _CELL.finditer(text):
        if table and match.start() - table[-1].end() > _GAP:
            yield from _tabbed(table, years)
            table = []
        table.append(match)
    yield from _tabbed(table, years)


def _year(match: re.Match[str]) -> int | None:
    number = 1 if match["y"] == "元" else int(match["y"])
    return calendar.era_year(match["era"], number)


def _tabbed(table: list[re.Match[str]], years: list[tuple[int, int | None]]) -> Iterator[Row]:
    """The rows of one table, if a line above it gives the year; each takes over what it leaves."""
    year: int | None = None
    month = day = 0
    rows: list[Row] = []
    following = 0
    for match in table:
        while following < len(years) and years[following][0] <= match.start():
            if match.start() - years[following][0] <= _GAP:
                year, month = years[following][1], 0
            following += 1
        if year is None or (not rows and not match["m"]):
            return
        if match["same"]:
            rows.append(Row(Span(*match.span("same")), Moment(), "row-ditto", True))
            continue
        span = Span(match.start(), match.end())
        if match["third"]:
            moment = Moment(year=year, month=month, phase=_THIRDS[match["third"]])
            rows.append(Row(span, moment, "row-day"))
            continue
        before, month = month, int(match["m"] or month)
        day = int(match["d"] or match["until"])  # ～18(木): what the row above began ended then
        if month < before and before >= 10 and month <= 3:
            year += 1
        if not _is_day(month, day) or not calendar.exists(year, month, day):
            return
        last = None
        if match["d2"]:
            last = Moment(year=year, month=int(match["m2"] or month), day=int(match["d2"]))
        first = Moment(year=year, month=month, day=day)
        name = "row-month-day" if match["m"] else "row-day"
        rows.append(Row(span, first, name, last=last))
    if len(rows) >= _FEWEST:
        yield from rows


def asides(text: str, table: list[Row]) -> Iterator[Row]:
    """The dotted days in the text of rows whose cells write a month and a day so.

    >>> text = "7. 4. 1 協定の締結\\n5. 12 受付(～6.30)\\n"
    >>> [text[row.span.start : row.span.end] for row in asides(text, list(rows(text)))]
    ['6.30']
    """
    dotted = any(
        row.name in ("row-month-day", "row-year-month-day") and "." in text[slice(*row.span)]
        for row in table
    )
    for row in table if dotted else ():
        end = text.find("\n", row.span.end)
        for match in _ASIDE.finditer(text, row.span.end, end if end >= 0 else len(text)):
            month, day = int(match["m"]), int(match["d"])
            if _is_day(month, day):
                yield Row(Span(*match.span()), Moment(month=month, day=day), "dotted-day")
