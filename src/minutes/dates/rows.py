"""The date column of a chronology, in the ways municipalities write it.

``4. 4. 1`` gives era year, month and day; the rows below leave out what has not changed: ``6. 30``
a month and a day, ``- 28`` a day, 〃 nothing.  Such numbers also number headings, so a row counts
only below a dated row of the same table, and only if it does not go back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from minutes.dates.timex import Moment
from minutes.schema import Span

_ROW = re.compile(
    r"(?:^|(?<=\n)|(?<=\f))[ \t|]*(?:"
    r"(?P<y>[0-9]{1,2}|元)[.．][ ]?(?P<ym>[0-9]{1,2})[.．][ ]?(?P<yd>[0-9]{1,2})"
    r"|(?P<m>[0-9]{1,2})[.．/][ ]?(?P<md>[0-9]{1,2})"
    r"|[-−―─–][ ]?(?P<d>[0-9]{1,2})"
    r"|(?P<same>〃|″|\"))(?=[ \t|]+[^\n \t|])"
)

#: A table ends where so many characters go by without a row.
_GAP = 400


@dataclass(frozen=True, slots=True)
class Row:
    """A date cell and what it says."""

    span: Span
    moment: Moment
    name: str
    ditto: bool = False


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
    for match in _ROW.finditer(text):
        if last is not None and match.start() - end > _GAP:
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
            new_year = group["m"] is not None and last[1] >= 10 and key[1] <= 3
            if not new_year:
                continue
            key = (last[0] + 1, key[1], key[2])
        elif last is not None and group["y"] and key < last:
            continue
        last, end = key, match.end()
        start = next(at for at in range(match.start(), match.end()) if text[at] not in " \t|")
        yield Row(Span(start, match.end()), moment, name, ditto)
