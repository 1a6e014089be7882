"""Incidents that nobody has defined: organisations named beside breach words, across documents.

A company, a foundation or a service that one document names beside 不正アクセス and another
beside 漏えい, near in time, is likely to be of one incident.  Authorities and municipalities are
named in every matter and join nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from minutes import lexicon
from minutes.incidents.names import is_public, key, same
from minutes.incidents.types import Definition
from minutes.schema import Extraction
from minutes.text import fold, sentences

#: Days between two mentions of one organisation that may still be of one incident.
_NEAR = 400
#: How many times an organisation must stand beside a breach word, in how many documents.
_FEWEST, _DOCUMENTS = 3, 2
_MARGIN = 120


@dataclass(slots=True)
class _Found:
    """What stands beside breach words under one name."""

    name: str
    words: Counter[str] = field(default_factory=Counter)
    documents: set[int] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    days: list[str] = field(default_factory=list)
    beside: Counter[str] = field(default_factory=Counter)


def breach_words() -> re.Pattern[str]:
    """The pattern of the words of ``lexicon/incidents.toml``."""
    words = [fold(word) for entry in lexicon.read("incidents")["words"] for word in entry["words"]]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def propose(
    extractions: Sequence[Extraction], known: Sequence[Definition] = ()
) -> tuple[Definition, ...]:
    """The incidents that the documents suggest, the most told first; none that is `known`."""
    pattern = breach_words()
    found: dict[str, _Found] = {}
    for index, extraction in enumerate(extractions):
        _read(index, extraction, pattern, found)
    taken = [
        key(name)
        for definition in known
        for name in (*definition.organisations, *definition.involved)
    ]
    chosen = [
        one
        for name, one in found.items()
        if sum(one.words.values()) >= _FEWEST
        and len(one.documents) >= _DOCUMENTS
        and not any(same(name, other) for other in taken)
    ]
    chosen.sort(key=lambda one: (-len(one.documents), -sum(one.words.values()), one.name))
    groups = _joined(chosen)
    return tuple(_definition(number, group) for number, group in enumerate(groups, 1))


def _read(
    index: int, extraction: Extraction, pattern: re.Pattern[str], found: dict[str, _Found]
) -> None:
    text = extraction.document.text
    folded = fold(text)
    starts = [name.start for name in extraction.organisations]
    days = [date_.start for date_ in extraction.dates]
    before = here = 0
    for sentence in sentences(text):
        before, here = here, sentence.start
        words = pattern.findall(folded, sentence.start, sentence.end)
        if not words:
            continue
        # Who is spoken of is often named a sentence before.
        first, last = bisect_left(starts, before), bisect_left(starts, sentence.end)
        names = {
            key(name.canonical): name.canonical
            for name in extraction.organisations[first:last]
            if name.canonical and name.level != "unit" and not is_public(name.canonical)
        }
        dated = extraction.dates[
            bisect_left(days, sentence.start) : bisect_left(days, sentence.end)
        ]
        for known, name in names.items():
            one = found.setdefault(known, _Found(name))
            one.words.update(words)
            one.documents.add(index)
            one.names[name] += 1
            one.days.extend(d.date_start for d in dated if d.date_start and len(d.value or "") >= 7)
            one.beside.update(other for other in names if other != known)


def _joined(chosen: Sequence[_Found]) -> list[list[_Found]]:
    """The organisations that belong together: named beside one another, near in time."""
    groups: list[list[_Found]] = []
    for one in chosen:
        home = next(
            (group for group in groups if any(_together(one, other) for other in group)),
            None,
        )
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _together(one: _Found, other: _Found) -> bool:
    beside = one.beside[key(other.name)]
    if beside < 3 and 2 * beside < min(sum(one.names.values()), sum(other.names.values())):
        return False
    if not one.days or not other.days:
        return True
    apart = date.fromisoformat(min(one.days)) - date.fromisoformat(min(other.days))
    return abs(apart.days) <= _NEAR


def _definition(number: int, group: Sequence[_Found]) -> Definition:
    first = group[0]
    words = Counter[str]()
    days: list[str] = []
    for one in group:
        words.update(one.words)
        days.extend(one.days)
    since, until = _window(days)
    name = first.names.most_common(1)[0][0]
    leading = words.most_common(1)[0][0]
    return Definition(
        f"proposed-{number}",
        f"{name}の{leading}",
        tuple(dict.fromkeys(other for one in group for other in one.names)),
        words=(),
        since=since,
        until=until,
        source="proposed",
    )


def _window(days: Sequence[str]) -> tuple[str | None, str | None]:
    """The stretch that most of the days lie in, with a margin."""
    if not days:
        return None, None
    ordered = sorted(days)
    middle = date.fromisoformat(ordered[len(ordered) // 2])
    near = [day for day in ordered if abs((date.fromisoformat(day) - middle).days) <= _NEAR]
    margin = timedelta(days=_MARGIN)
    return (
        (date.fromisoformat(near[0]) - margin).isoformat(),
        (date.fromisoformat(near[-1]) + margin).isoformat(),
    )
