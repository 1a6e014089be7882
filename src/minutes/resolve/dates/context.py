"""What a date is judged by: the meeting's day, what was told before, the tense of its clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

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
_NEAR_ENDS = ("の", "は", "、", "で", "として", "先般", "先日", "先頃", "このたび")
_BEFORE = 8  # characters
_LIST_GAP = 12  # characters
_TOPIC = 6  # dates told since
_LIST = re.compile(r"\s*(?:、|・|と|や|及び|並びに|または|又は|から|~|〜|～)?\s*\Z")
# A row of a chronology is at most so long.
_ROW = 160
_BLANK_LINE = re.compile(r"\n[ \r]*\n")


class Scenery(NamedTuple):
    """The text around the dates of one document, with its turns and tokens."""

    tokens: Tokens
    turns: tuple[Turn, ...]
    text: str
    source: str


class Context:
    """What is known at a mention: nothing after its own sentence.

    The meeting lies in `window`, which is one day where its day is known.  All that is read from
    the text around is read when it is asked for, and the predicate once: two dates in three are
    printed in full or counted from the meeting, and ask for nothing but their place.
    """

    __slots__ = (
        *("scenery", "timex", "narrative", "window", "evidence", "era"),
        *("turn", "sentence", "paragraph", "row", "_in_row", "_predicate"),
    )

    def __init__(
        self,
        scenery: Scenery,
        timex: Timex,
        narrative: Narrative,
        window: Window | None,
        evidence: Span | None,
        era: str | None,
        place: tuple[int, int, int],
    ) -> None:
        """Nothing is read yet; `place` counts the turns, sentences and paragraphs before it."""
        self.scenery, self.timex, self.narrative = scenery, timex, narrative
        self.window, self.evidence, self.era = window, evidence, era
        self.turn, self.sentence, self.paragraph = place
        self.row = timex.row
        self._in_row: bool | None = None
        self._predicate: tuple[Predicate | None] | None = None

    @property
    def told(self) -> list[Told]:
        """All that was told before."""
        return self.narrative.told

    @property
    def in_row(self) -> bool:
        """True for a date in the text of a row."""
        if self._in_row is None:
            last = self.narrative.rows.last
            self._in_row = last is not None and self._is_in(last)
        return self._in_row

    def _is_in(self, row: Told) -> bool:
        start, end = row.span.end, self.timex.start
        if self.timex.row or end - start >= _ROW:
            return False
        return _BLANK_LINE.search(self.scenery.source[start:end]) is None

    # --- its predicate ---

    @property
    def predicate(self) -> Predicate | None:
        """The predicate of its clause."""
        if self._predicate is None:
            told = None if self.row else clauses.told(self.scenery.tokens, self.timex.at)
            self._predicate = (told,)
        return self._predicate[0]

    @property
    def tense(self) -> Tense:
        """The tense of its clause."""
        predicate = self.predicate
        return predicate.tense if predicate is not None else "present"

    @property
    def resultative(self) -> bool:
        """True for a state that began before: 停止しております."""
        predicate = self.predicate
        return predicate is not None and predicate.resultative

    @property
    def framed(self) -> bool:
        """True where a plan is told as past, which was ahead then: 十月に開業すると発表した."""
        predicate = self.predicate
        return predicate is not None and predicate.framed

    @property
    def leans_ahead(self) -> bool:
        """True where a deed is told in the present: 配付いたします."""
        predicate = self.predicate
        return predicate is not None and predicate.dynamic and not predicate.framed

    @property
    def ahead(self) -> int:
        """On which side of the meeting its own words put it: -1 for 去る, 1 for 来る."""
        return self.timex.ahead

    @property
    def is_past(self) -> bool:
        """True if the clause tells of what has happened."""
        return self.ahead < 0 or (self.ahead == 0 and self.tense == "past")

    @property
    def is_ahead(self) -> bool:
        """True if the clause tells of a plan."""
        if self.ahead:
            return self.ahead > 0
        predicate = self.predicate
        return predicate is not None and predicate.tense == "planned" and not predicate.framed

    # --- the words beside it ---

    @property
    def loose(self) -> bool:
        """True where the predicate says little of the date: ６月の新ダイヤ."""
        return _LOOSE.match(self.scenery.text, self.timex.at.end) is not None

    @property
    def recalls(self) -> bool:
        """True where it is loose or bounds (６月から): it may point back to a month told before."""
        return _RECALLS.match(self.scenery.text, self.timex.at.end) is not None

    @property
    def near(self) -> bool:
        """True where its own words call it close: この６月, 直近では."""
        start = self.timex.at.start
        before = self.scenery.text[max(0, start - _BEFORE) : start]
        return before.endswith(_NEAR_ENDS) and _NEAR.search(before) is not None

    @property
    def years_off(self) -> int | None:
        """The years that 三年前の or 五年後の before a month says, or `None`."""
        start = self.timex.at.start
        before = self.scenery.text[max(0, start - _BEFORE) : start]
        match = _YEARS_OFF.search(before) if before.endswith(("前の", "後の")) else None
        number = parse_number(match["n"]) if match is not None else None
        if match is None or not isinstance(number, int):
            return None
        return -number if match["side"] == "前" else number

    @property
    def time(self) -> str | None:
        """The hour told with it."""
        return self.timex.first.time if self.timex.first is not None else None

    # --- what was told before ---

    @property
    def listed(self) -> Told | None:
        """The date that it stands in a list with."""
        told = self.narrative.told
        last = told[-1] if told else None
        if last is None or last.sentence != self.sentence or self.row:
            return None
        start, end = last.span.end, self.timex.start
        if end - start > _LIST_GAP:
            return None
        return last if _LIST.match(self.scenery.source[start:end]) else None

    @property
    def year_of(self) -> Told | None:
        """The fiscal year that its sentence is about."""
        topic = self.narrative.topic
        if topic is None or topic.sentence != self.sentence:
            return None
        return topic if topic.order >= len(self.told) - _TOPIC else None

    @property
    def today(self) -> date | None:
        """The meeting's day, where it is known."""
        return self.window.today if self.window is not None else None

    @property
    def memory(self) -> Memory:
        """What it may go by: of what stands in a row, the rows (8. 5 延期を決定（6日公表）)."""
        rows = self.narrative.rows
        if rows.last is not None and (self.row or self.in_row):
            return rows
        return self.narrative.everything

    def recent(self) -> Iterator[Told]:
        """The antecedents, the likeliest first: a table's rows for a row, else all."""
        return self.memory.recent()
