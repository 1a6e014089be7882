"""The time expressions of a text, composed of its words."""

from __future__ import annotations

import re
from operator import attrgetter

from minutes import calendar
from minutes.dates.atoms import Atom, Word, atoms, number
from minutes.dates.guards import is_length, is_sound_before, stands_free
from minutes.dates.joins import CONNECTOR, LONGEST, ends_stretch, stretch
from minutes.dates.meaning import duration_of, reading
from minutes.dates.rows import Row, asides, rows, tabbed
from minutes.dates.timex import Moment, Timex
from minutes.dates.words import APART, sets
from minutes.nlp import Tokens
from minutes.schema import Document, Span

_PREFIX = re.compile(r"(?P<past>去る|さる)|(?P<ahead>来る|来たる|きたる)|(?P<next>明くる)")


def _meaning(
    text: str, found: list[Atom], index: int, after: int
) -> tuple[Moment, Moment | None] | None:
    """The moment that atoms name, and the last day of a range; `None` if they name none."""
    if after == index + 1:
        words: tuple[Word, ...] = (found[index].word,)
    else:
        words = tuple([atom.word for atom in found[index:after]])
    first, last, sound = reading(words)
    if sound is None:
        sound = is_sound_before(text, words[0], found[after - 1].end)
    return (first, last) if sound else None


def _expression(
    text: str, found: list[Atom], index: int
) -> tuple[Moment, Moment | None, int] | None:
    """The moment or interval that begins with an atom, and the index after it."""
    after = stretch(text, found, index)
    meaning = _meaning(text, found, index, after)
    if meaning is None:
        return None
    first, last = meaning
    if last is None and after < len(found):
        end, right = found[after - 1].end, found[after]
        if (
            0 < right.start - end <= LONGEST
            and right.word.rule.level != APART
            and CONNECTOR.fullmatch(text, end, right.start)
        ):
            beyond = stretch(text, found, after)
            second = _meaning(text, found, after, beyond)
            ends = ends_stretch(text, text[end : right.start], found[beyond - 1].end)
            if second and ends and second[1] is None and first.has_date >= second[0].has_date:
                return first, second[0], beyond
            # 十時から翌五日: a clock time and a date make no interval
    return first, last, after


def _timex(
    document: Document,
    tokens: Tokens,
    at: Span,
    kind: str,
    rule: str,
    first: Moment | None = None,
    last: Moment | None = None,
    duration: str | None = None,
    row: bool = False,
    ditto: bool = False,
    ahead: int = 0,
) -> Timex:
    start, end = tokens.view.span(*at)
    words = document.text[start:end]
    return Timex(start, end, words, at, kind, rule, first, last, duration, row, ditto, ahead)


def _of_row(document: Document, tokens: Tokens, row: Row) -> Timex:
    return _timex(
        document,
        tokens,
        row.span,
        "date",
        row.name,
        row.moment,
        row.last,
        row=row.name != "dotted-day",
        ditto=row.ditto,
    )


_UNJOINED = ("set", "duration", "half-year", "decade", "era-decade", "misprint")


def _joins_nothing(text: str, atom: Atom) -> bool:
    """True for a word that is a time expression on its own: 毎年, 二か月, 九十年代."""
    name = atom.rule.name
    return name in _UNJOINED or (name == "day" and is_length(text, atom))


def _alone(document: Document, tokens: Tokens, atom: Atom) -> Timex | None:
    """The period, the length of time or the decade that a word says."""
    name, groups = atom.rule.name, atom.groups
    at = Span(atom.start, atom.end)
    if name == "set":
        if not stands_free(tokens, at):
            return None
        return _timex(document, tokens, at, "set", name, duration=sets()[groups["set"]])
    if name == "duration" or name == "half-year":
        if not tokens.is_edge(at.start):
            return None
        return _timex(document, tokens, at, "duration", name, duration=duration_of(groups))
    if name == "day":
        length = f"P{number(groups['da'])}D"
        return _timex(document, tokens, at, "duration", name, duration=length)
    year = number(groups.get("dc_y", "")) or None
    if name == "era-decade":
        year = calendar.era_year(groups["ed_era"], number(groups["ed_y"]))
    era = groups.get("ed_era")
    moment = Moment(decade=year, era=era, invalid=year is None or name == "misprint")
    return _timex(document, tokens, at, "date", name, first=moment)


def _joined(
    document: Document, tokens: Tokens, found: list[Atom], index: int
) -> tuple[Timex | None, int]:
    """The date or the hour that begins with an atom, and the index to go on from."""
    text = tokens.view.text
    expression = _expression(text, found, index)
    if expression is None:
        return None, index + 1
    first, last, after = expression
    word, start, _ = found[index]
    at, ahead = Span(start, found[after - 1].end), 0
    if not stands_free(tokens, at):
        return None, index + 1
    if start and text[start - 1] == "る":
        at, ahead = _with_prefix(text, at)
    kind = "time" if first.time is not None else "date"
    name = word.rule.name
    return _timex(document, tokens, at, kind, name, first, last, ahead=ahead), after


def _with_prefix(text: str, at: Span) -> tuple[Span, int]:
    """The span with 去る or 来る before it, and -1 or 1 for the way that points."""
    for width in (3, 2):
        match = _PREFIX.fullmatch(text, at.start - width, at.start) if at.start >= width else None
        if match:
            return Span(at.start - width, at.end), -1 if match["past"] else 1
    return at, 0


def find_dates(document: Document, tokens: Tokens) -> tuple[Timex, ...]:
    """The time expressions of a document by their own words, in order, none overlapping.

    >>> from minutes.nlp import tokenize
    >>> text = "去る三月三日に、四日市市で二時間、翌四日は午前九時から十時まで行った。"
    >>> [timex.text for timex in find_dates(Document("d", "p", text), tokenize(text))]
    ['去る三月三日', '二時間', '翌四日', '午前九時から十時']
    """
    text = tokens.view.text
    table = [*rows(text), *tabbed(text)]
    results = [_of_row(document, tokens, row) for row in (*table, *asides(text, table))]
    found = list(atoms(text))
    if results:
        taken = {position for timex in results for position in range(*timex.at)}
        found = [atom for atom in found if atom.start not in taken]
    index = 0
    while index < len(found):
        if _joins_nothing(text, found[index]):
            timex = _alone(document, tokens, found[index])
            index += 1
        else:
            timex, index = _joined(document, tokens, found, index)
        if timex is not None:
            results.append(timex)
    return tuple(sorted(results, key=attrgetter("start")))
