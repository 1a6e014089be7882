"""The days between which a meeting lies that prints none, from what is told as past in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from minutes import calendar
from minutes.clauses import told
from minutes.dates import Timex
from minutes.nlp import Tokens
from minutes.schema import Span

# 令和八年第二回水尾市議会定例会を閉会いたします: the year of the meeting that says so.
_SESSION = re.compile(
    r"[ ]?第[ ]?[0-9〇一二三四五六七八九十]+回[^。\n]{0,24}?(?:定例会|臨時会|議会|総会)"
    r"[^。\n]{0,4}?(?:を(?:開会|閉会|開き|閉じ|招集)|の?(?:開会)?に(?:当た|あた|際)|の開会を)"
)
# 令和七年度　第三回図書館協議会, at the head: the fiscal year that the meeting lies in.
_HEADED = re.compile(
    r"[ ]*(?:第[ ]?[0-9〇一二三四五六七八九十]+回)?[ ]*[一-鿿々ァ-ヶー・]{2,24}"
    r"(?:委員会|協議会|審議会|懇談会|検討会|研究会|部会|会議|総会)"
)
_HEAD = 300  # characters
# A bill or report that is read out bears its day as a sentence of its own, between its words and
# the names under them.
_SIGNED_AFTER = re.compile(r"[ ]*(?:。|\n)")
_SIGNED_BEFORE = re.compile(r"(?:。|\n)[ ]*\Z")
# 令和八年十二月九日付事務連絡: what bears a day has been written by then.
_ISSUED = re.compile(r"付け?(?:の|で|[一-鿿])")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which a meeting lies, the day read from a signature, and the evidence."""

    earliest: date
    latest: date
    signed: date | None
    evidence: tuple[Span, ...]


def bounds(timexes: tuple[Timex, ...], tokens: Tokens) -> Bounds | None:
    """The days between which the meeting lies by what it says, or `None` if it says nothing.

    What is told as past lies behind it, the day of a paper that is read out too; the year of the
    session that it opens or closes is its own.
    """
    text = tokens.view.text
    year: tuple[int, Span] | None = None
    fiscal: tuple[int, Span] | None = None
    behind: list[tuple[date, Span]] = []
    signed: list[tuple[date, Span]] = []
    for timex in timexes:
        moment = timex.first
        if moment is None or moment.invalid or moment.year is None or timex.row:
            continue
        if moment.month is None:
            if not moment.fiscal and _SESSION.match(text, timex.at.end):
                year = moment.year, timex.span
            if moment.fiscal and timex.start < _HEAD and _HEADED.match(text, timex.at.end):
                fiscal = fiscal or (moment.year, timex.span)
            continue
        if moment.day is None or not calendar.exists(moment.year, moment.month, moment.day):
            continue
        day = date(moment.year, moment.month, moment.day)
        lead = text[max(0, timex.at.start - 4) : timex.at.start]
        if _ISSUED.match(text, timex.at.end):
            behind.append((day, timex.span))
        elif _SIGNED_AFTER.match(text, timex.at.end) and _SIGNED_BEFORE.search(lead):
            signed.append((day, timex.span))
        else:
            predicate = told(tokens, timex.at)
            if predicate is not None and predicate.tense == "past":
                behind.append((day, timex.span))
    past = max([*behind, *signed], default=None)
    if year is None and past is None and fiscal is None:
        return None
    if year is None and past is not None and fiscal is not None and past[0].year > fiscal[0] + 1:
        fiscal = None  # the page names an older year above
    evidence = tuple(item[1] for item in (past, year or fiscal) if item is not None)
    if year is not None or fiscal is not None:
        if year is not None:
            first, last = date(year[0], 1, 1), date(year[0], 12, 31)
        else:
            assert fiscal is not None
            first, last = date(fiscal[0], 4, 1), date(fiscal[0] + 1, 3, 31)
        if past is not None and past[0] <= last:
            first = max(first, past[0])
    else:
        assert past is not None
        first, last = past[0], past[0] + timedelta(days=366)
    days = [day for day, _ in signed]
    latest = max(days, default=None)
    # The bills of a day's sitting are signed on that day; one signature alone may be older.
    sure = latest is not None and days.count(latest) > 1 and first <= latest <= last
    return Bounds(first, last, latest if sure else None, evidence)
