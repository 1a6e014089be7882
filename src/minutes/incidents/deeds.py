"""The deeds that are told of a day: the words that name each, and the moment that is told.

A deed is named by the words of its clause and of its sentence's topic that are more than 報告 or
公表; where there are none (その時点では本年一月の開始を目標), by those of the deed before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from minutes import lexicon
from minutes.incidents.items import Mark, contrasts, words_of
from minutes.incidents.names import key
from minutes.incidents.tellings import Pile, home_of, pairs, sentence_of
from minutes.incidents.types import Happening, Ref
from minutes.schema import Event, Span
from minutes.text import fold

#: 五日の時点で, 月末までに: a state at a day, or a term, is no deed of that day.
_STATE = re.compile(r"(?:の)?(?:時点|現在)|まで|末で|以降")
# その二日前には、…が公表された: the deed is of another day than the one told first.
_COUNTED = re.compile(r"その[0-9一二三四五六七八九十数半]+(?:日|時間|週間|か月|ヶ月|年)(?:前|後)")
_AHEAD_OF = re.compile(r"予定|目標|目指|見込")
_SAID_AHEAD = re.compile(r"(?:の|と|との|という|こと)?(?:公表|発表|方針|予定|見込|目標|計画|目指)")
_OTHER_MATTER = re.compile(r"(?:なお|また|次に|一方|続いて|このほか)、|\n\n")
_TOPIC = re.compile(r"(?:は|につきまして(?:は)?|について(?:は)?|に関して(?:は)?)、")
_VERB = re.compile("[一-鿿]{2,}+|[ァ-ヶー]{3,}+")
_CARRY, _HEAD, _BEHIND = 220, 24, 12
_DAY, _MONTH = 10, 7  # letters of an EDTF day and month


@dataclass(frozen=True, slots=True)
class Deed:
    """A telling with what names its deed.

    `singular` are names that only one document of an incident has (確報), `verb` is the last word
    of the clause; `state` if the day is not the deed's own.
    """

    ref: Ref
    event: Event
    names: frozenset[str]
    singular: frozenset[str]
    marks: frozenset[Mark]
    verb: str
    home: str
    state: bool
    planned: bool


def deeds(pile: Pile, happenings: Sequence[Happening]) -> list[Deed]:
    """The tellings of a day, a month or an hour, in text order within each document."""
    homes: dict[int, str] = {}
    last: dict[tuple[int, str], Deed] = {}
    found: list[Deed] = []
    for ref in sorted(ref for happening in happenings for ref in happening.tellings):
        event = pile.event(ref)
        told = len((event.date_value or "").rstrip("~"))
        if event.date_start is None or told not in (_DAY, _MONTH):
            continue
        if ref.document not in homes:
            homes[ref.document] = home_of(pile, ref.document)
        one = _deed(pile, ref, homes[ref.document], last.get((ref.document, event.kind)))
        last[ref.document, event.kind] = one
        found.append(one)
    return found


def _deed(pile: Pile, ref: Ref, home: str, last: Deed | None) -> Deed:
    document, event = pile.extractions[ref.document].document, pile.event(ref)
    rest, behind = _without_date(document.text, event)
    sentence = sentence_of(document, event.start)
    before = fold(document.text[sentence.start : event.start])
    topic = _TOPIC.search(before)
    head = before[: topic.start()] if topic is not None else ""
    bare = rest
    for actor in event.actors:
        bare = bare.replace(fold(actor), " ").replace(key(actor), " ")
    names = pairs(f"{bare} {head[-_HEAD:]}") - _too_common()
    if not names and last is not None and event.start - last.event.end <= _CARRY:
        between = document.text[last.event.end : event.start]
        names = frozenset() if _OTHER_MATTER.search(between) else last.names
    verbs = _VERB.findall(bare)
    after = fold(document.text[event.end : event.end + _BEHIND])
    return Deed(
        ref,
        event,
        names,
        frozenset(_singular().findall(rest)),
        contrasts("".join(f"{rest}{head}".split())),
        verbs[-1][-2:] if verbs else "",
        home,
        bool(_STATE.match(behind) or _COUNTED.search(rest)),
        bool(event.planned or _AHEAD_OF.search(rest) or _SAID_AHEAD.match(after)),
    )


def _without_date(text: str, event: Event) -> tuple[str, str]:
    """The words of a telling without its date, and those behind the date."""
    quote, day = fold(event.quote), event.date
    if day is None:
        return quote, ""
    if not event.start <= day.start < event.end:
        return quote, fold(text[day.end : day.end + _BEHIND])
    place = Span(day.start - event.start, day.end - event.start)
    return f"{quote[: place.start]} {quote[place.end :]}", quote[place.end :]


@cache
def _too_common() -> frozenset[str]:
    """The letter pairs of the words that do not tell which deed is meant."""
    return pairs("、".join(word for e in lexicon.read("items")["deeds"] for word in e["words"]))


@cache
def _singular() -> re.Pattern[str]:
    return words_of(lexicon.read("items")["singular"])


# --- when -------------------------------------------------------------------------------------


def is_day(event: Event) -> bool:
    """True if a day is told, not a month."""
    return len((event.date_value or "").rstrip("~")) == _DAY


def moment(event: Event) -> tuple[int, int, int | None]:
    """The first and last day that a telling can mean, and its minute.

    Midnight is the end of the day before: 三十一日二十四時.
    """
    first, last = (
        date.fromisoformat(day or "0001-01-01") for day in (event.date_start, event.date_end)
    )
    match = re.match(r"(\d{2}):(\d{2})", event.time or "")
    minute = 60 * int(match[1]) + int(match[2]) if match else None
    if minute != 0:
        return first.toordinal(), last.toordinal(), minute
    return first.toordinal() - 1, max(first, last).toordinal(), None


def days_apart(one: Event, other: Event) -> int:
    """The fewest days that can lie between two tellings."""
    first, second = moment(one), moment(other)
    return max(second[0] - first[1], first[0] - second[1], 0)


def differ(one: Event, other: Event, minutes: int = 5) -> bool:
    """True if two tellings cannot be of one moment; minutes may be rounded."""
    if days_apart(one, other):
        return True
    first, second = moment(one), moment(other)
    if first[:2] != second[:2] or first[2] is None or second[2] is None:
        return False
    return abs(first[2] - second[2]) >= minutes
