"""What a date is judged by: the meeting's day, what was told before, the tense of its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from minutes import clauses
from minutes.clauses import Predicate, Tense
from minutes.dates import Timex
from minutes.nlp import Tokens
from minutes.resolve.dates.narrative import Memory, Narrative, Told, Window
from minutes.schema import Span, Turn
from minutes.text import parse_number

_YEARS_OFF = re.compile(r"(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})年(?P<side>[前後])の\Z")
# The date stands in a noun phrase: what the predicate tells happened at another time, perhaps.
_LOOSE = re.compile(r"(?:の|と|や|・|及び|だった|なら|です|とか|という|といった|で[言い申])")
_RECALLS = re.compile(rf"{_LOOSE.pattern}|から|より|まで|以降|以前|以後")
# この６月, 直近では１０月２８日の: the one nearest to the day of speaking.
_NEAR = re.compile(
    r"(?:(?<![はがを])この|今の|直近(?:で|の|として)は?、?|先般、?|先日、?|先頃、?|このたび、?)\Z"
)
_LIST = re.compile(r"\s*(?:、|・|と|や|及び|並びに|または|又は|から|~|〜|～)?\s*\Z")
# A row of a chronology is at most so long.
_ROW = 160
_BLANK_LINE = re.compile(r"\n[ \r]*\n")


@dataclass(frozen=True, slots=True)
class Scenery:
    """The text around the dates of one document, with its turns and tokens.

    `beginnings` are the starts of the turns, `sentences` and `paragraphs` the ends of such.
    """

    tokens: Tokens
    turns: tuple[Turn, ...]
    beginnings: Sequence[int]
    sentences: Sequence[int]
    paragraphs: Sequence[int]

    @property
    def text(self) -> str:
        """The view's text."""
        return self.tokens.view.text


@dataclass(eq=False)
class Context:
    """What is known at a mention: nothing after its own sentence.

    The meeting lies in `window`, which is one day where its day is known.  All that is read from
    the text around is read when it is asked for: two dates in three are printed in full or counted
    from the meeting, and ask for nothing but their place: the number of turns, sentences and
    paragraphs before them.  (It is made for every date, and not frozen: that would cost three
    times as much.)
    """

    scenery: Scenery
    timex: Timex
    narrative: Narrative
    window: Window | None
    evidence: Span | None
    era: str | None
    turn: int
    sentence: int
    paragraph: int

    @property
    def told(self) -> list[Told]:
        """All that was told before."""
        return self.narrative.told

    # --- its place ---

    @property
    def row(self) -> bool:
        """True for the date cell of a chronology."""
        return self.timex.row

    @cached_property
    def in_row(self) -> bool:
        """True for a date in the text of a row."""
        last = self.narrative.rows.last
        if self.timex.row or last is None or self.timex.start - last.span.end >= _ROW:
            return False
        source = self.scenery.tokens.view.source
        return _BLANK_LINE.search(source[last.span.end : self.timex.start]) is None

    # --- its predicate ---

    @cached_property
    def predicate(self) -> Predicate | None:
        """The predicate of its clause."""
        return None if self.timex.row else clauses.told(self.scenery.tokens, self.timex.at)

    @property
    def tense(self) -> Tense:
        """The tense of its clause."""
        return self.predicate.tense if self.predicate is not None else "present"

    @property
    def resultative(self) -> bool:
        """True for a state that began before: 停止しております."""
        return self.predicate is not None and self.predicate.resultative

    @property
    def framed(self) -> bool:
        """True where a plan is told as past, which was ahead then: 十月に開業すると発表した."""
        return self.predicate is not None and self.predicate.framed

    @property
    def leans_ahead(self) -> bool:
        """True where a deed is told in the present: 配付いたします."""
        return self.predicate is not None and self.predicate.dynamic and not self.framed

    @property
    def ahead(self) -> int:
        """On which side of the meeting its own words put it: -1 for 去る, 1 for 来る."""
        return self.timex.ahead

    @cached_property
    def is_past(self) -> bool:
        """True if the clause tells of what has happened."""
        return self.ahead < 0 or (self.ahead == 0 and self.tense == "past")

    @cached_property
    def is_ahead(self) -> bool:
        """True if the clause tells of a plan."""
        if self.ahead:
            return self.ahead > 0
        return self.tense == "planned" and not self.framed

    # --- the words beside it ---

    @cached_property
    def loose(self) -> bool:
        """True where the predicate says little of the date: ６月の新ダイヤ."""
        return _LOOSE.match(self.scenery.text, self.timex.at.end) is not None

    @property
    def recalls(self) -> bool:
        """True where it is loose or bounds (６月から): it may point back to a month told before."""
        return _RECALLS.match(self.scenery.text, self.timex.at.end) is not None

    @cached_property
    def near(self) -> bool:
        """True where its own words call it close: この６月, 直近では."""
        start = self.timex.at.start
        return _NEAR.search(self.scenery.text, max(0, start - 8), start) is not None

    @property
    def years_off(self) -> int | None:
        """The years that 三年前の or 五年後の before a month says, or `None`."""
        start = self.timex.at.start
        match = _YEARS_OFF.search(self.scenery.text[max(0, start - 8) : start])
        number = parse_number(match["n"]) if match is not None else None
        if match is None or not isinstance(number, int):
            return None
        return -number if match["side"] == "前" else number

    @property
    def time(self) -> str | None:
        """The hour told with it."""
        return self.timex.first.time if self.timex.first is not None else None

    # --- what was told before ---

    @cached_property
    def listed(self) -> Told | None:
        """The date that it stands in a list with."""
        last = self.told[-1] if self.told else None
        if last is None or last.sentence != self.sentence or self.timex.row:
            return None
        between = self.scenery.tokens.view.source[last.span.end : self.timex.start]
        return last if len(between) <= 12 and _LIST.match(between) else None

    @property
    def year_of(self) -> Told | None:
        """The fiscal year that its sentence is about."""
        last = reversed(self.told[-6:])
        return next((t for t in last if t.topic and t.sentence == self.sentence), None)

    @property
    def today(self) -> date | None:
        """The meeting's day, where it is known."""
        return self.window.first if self.window and self.window.is_day else None

    @property
    def memory(self) -> Memory:
        """What it may go by: of what stands in a row, the rows (8. 5 延期を決定（6日公表）)."""
        rows = self.narrative.rows
        if (self.timex.row or self.in_row) and rows.last is not None:
            return rows
        return self.narrative.everything

    def recent(self) -> list[Told]:
        """The antecedents, the likeliest first: a table's rows for a row, else all."""
        return self.memory.recent()
