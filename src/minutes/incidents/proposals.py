"""Incidents that nobody has defined: organisations named beside breach words, across documents.

A company, a foundation or a service that one document names beside 不正アクセス and another
beside 漏えい, near in time, is likely to be of one incident.  Authorities and municipalities are
named in every matter and join nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from minutes import lexicon
from minutes.incidents.losses import Loss, is_one, town_of
from minutes.incidents.named import Named, Register
from minutes.incidents.names import has_form, key, same
from minutes.incidents.titles import things, title
from minutes.incidents.types import Definition
from minutes.schema import Extraction, Span
from minutes.text import fold, sentences

#: Days between two mentions of one organisation that may still be of one incident.
_NEAR = 400
#: How many times an organisation must stand beside a breach word, in how many documents.
_FEWEST, _DOCUMENTS = 3, 2
_MARGIN = 120
#: How often a document names the company that it is about, and breach words, at least.
_LEADS, _TOLD = 5, 2


@dataclass(frozen=True, slots=True)
class _Spot:
    """A sentence with breach words: where, each word with what it happened to, its days."""

    span: Span
    words: tuple[tuple[str, tuple[str, ...]], ...]
    days: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """What stands beside breach words under one name."""

    key: str
    name: str
    told: int = 0
    words: Counter[str] = field(default_factory=Counter)
    hurt: dict[str, Counter[str]] = field(default_factory=dict)
    documents: set[int] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    beside: Counter[str] = field(default_factory=Counter)


@cache
def breach_words() -> re.Pattern[str]:
    """The pattern of the words of ``lexicon/incidents.toml``."""
    words = [fold(word) for entry in lexicon.read("incidents")["words"] for word in entry["words"]]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def propose(
    extractions: Sequence[Extraction], known: Sequence[Definition] = (), documents: int = _DOCUMENTS
) -> tuple[Definition, ...]:
    """The incidents that the documents suggest, the most told first; none that is `known`.

    An organisation must stand beside breach words in so many `documents`; with 1, a single
    document suggests what it tells of.
    """
    pattern = breach_words()
    spots = [_spots(extraction, pattern) for extraction in extractions]
    register = Register(extractions, [[spot.span for spot in told] for told in spots])
    found: dict[str, _Found] = {}
    for index, told in enumerate(spots):
        _read(index, told, register, found)
        if documents == 1:
            _lead(index, extractions[index], told, register, found)
    taken = [
        key(name)
        for definition in known
        for name in (*definition.organisations, *definition.involved)
    ]
    chosen = [
        one
        for name, one in found.items()
        if _is_party(register.known[name])
        and sum(one.words.values()) >= _FEWEST
        and len(one.documents) >= documents
        and not any(same(name, other) for other in taken)
    ]
    chosen.sort(key=lambda one: (-len(one.documents), -sum(one.words.values()), one.name))
    lost = {
        mark: loss
        for mark, loss in _losses(extractions, spots, register).items()
        if len(loss.documents) >= documents
        and not any(fold(word) in " ".join(loss.phrases) for one in known for word in one.words)
    }
    groups = _joined(chosen)
    found_out = [_definition(group, register, lost) for group in groups]
    marked = {word for one in found_out for word in one.words}
    for (name, _), loss in lost.items():
        if town_of(name) and loss.told >= _FEWEST and marked.isdisjoint(loss.phrases):
            found_out.append(_of_loss(loss))
    return tuple(replace(one, id=f"proposed-{at}") for at, one in enumerate(found_out, 1))


def _losses(
    extractions: Sequence[Extraction], spots: Sequence[Sequence[_Spot]], register: Register
) -> dict[tuple[str, str], Loss]:
    """What was lost, by the company or municipality named beside it and by the thing."""
    found: dict[tuple[str, str], Loss] = {}
    for index, (extraction, told) in enumerate(zip(extractions, spots, strict=True)):
        places = register.places[index]
        starts = [span.start for span, _ in places]
        printed = [name.start for name in extraction.organisations]
        for spot in told:
            marks = sorted(
                {(t, word) for word, hurt in spot.words for t in hurt if is_one(t, word)}
            )
            if not marks:
                continue
            start, end = spot.span
            names = {n for _, n in places[bisect_left(starts, start) : bisect_left(starts, end)]}
            beside = extraction.organisations[
                bisect_left(printed, start) : bisect_left(printed, end)
            ]
            towns = (town_of(name.canonical or "") for name in beside)
            for name in sorted(names.union(town for town in towns if town)):
                for thing, word in marks:
                    loss = found.setdefault((name, thing), Loss(thing, name))
                    loss.note(index, word, spot.days)
    return found


def _of_loss(loss: Loss) -> Definition:
    """The incident of a municipality that lost something by its own hand."""
    since, until = _window(loss.days)
    name = f"{loss.name}の{loss.thing}{loss.words.most_common(1)[0][0]}"
    return Definition("", name, (), (loss.name,), loss.phrases, since, until, source="proposed")


def _is_party(one: Named) -> bool:
    """True for who can be at the centre: a company, or what acts like one; no place."""
    return one.acts or has_form(one.name)


def _spots(extraction: Extraction, pattern: re.Pattern[str]) -> list[_Spot]:
    """The sentences of a document that hold a breach word."""
    text = extraction.document.text
    folded = fold(text)
    days = [date_.start for date_ in extraction.dates]
    found: list[_Spot] = []
    before = here = 0
    for sentence in sentences(text):
        before, here = here, sentence.start
        words = list(pattern.finditer(folded, sentence.start, sentence.end))
        if not words:
            continue
        dated = extraction.dates[
            bisect_left(days, sentence.start) : bisect_left(days, sentence.end)
        ]
        found.append(
            _Spot(
                # Who is spoken of is often named a sentence before.
                Span(before, sentence.end),
                tuple((word.group(), tuple(things(folded, word.start()))) for word in words),
                tuple(d.date_start for d in dated if d.date_start and len(d.value or "") >= 7),
            )
        )
    return found


def _read(index: int, spots: Sequence[_Spot], register: Register, found: dict[str, _Found]) -> None:
    places = register.places[index]
    starts = [span.start for span, _ in places]
    for spot in spots:
        first, last = bisect_left(starts, spot.span.start), bisect_left(starts, spot.span.end)
        names = {name for _, name in places[first:last]}
        for name in sorted(names):
            one = found.setdefault(name, _Found(name, register.known[name].name))
            one.told += 1
            one.documents.add(index)
            one.days.extend(spot.days)
            one.beside.update(other for other in names if other != name)
            for word, hurt in spot.words:
                one.words[word] += 1
                told = one.hurt.setdefault(word, Counter())
                told.update(thing for thing in hurt if key(thing) not in register.known)


def _lead(
    index: int,
    extraction: Extraction,
    spots: Sequence[_Spot],
    register: Register,
    found: dict[str, _Found],
) -> None:
    """The company that a single document is about, if the document tells of a breach at all.

    A page names it in every line and the breach only once: MD社から報告を受領, MD社に照会.
    """
    words = Counter(word for spot in spots for word, _ in spot.words)
    named = Counter(
        key(name.canonical)
        for name in extraction.organisations
        if name.canonical and has_form(name.canonical) and name.level != "unit"
    )
    if words.total() < _TOLD or not named:
        return
    ((name, times),) = named.most_common(1)
    if times >= _LEADS and name in register.known:
        one = found.setdefault(name, _Found(name, register.known[name].name))
        one.words.update(words)
        one.documents.add(index)
        one.told += times


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
    beside = one.beside[other.key]
    if beside < 3 and 2 * beside < min(one.told, other.told):
        return False
    if not one.days or not other.days:
        return True
    return abs((_middle(one.days) - _middle(other.days)).days) <= _NEAR


def _middle(days: Sequence[str]) -> date:
    """The middle one of some days: the first may be of what went before."""
    return date.fromisoformat(sorted(days)[len(days) // 2])


def _definition(
    group: Sequence[_Found], register: Register, lost: Mapping[tuple[str, str], Loss]
) -> Definition:
    words = Counter[str]()
    hurt: dict[str, Counter[str]] = {}
    days: list[str] = []
    for one in group:
        words.update(one.words)
        days.extend(one.days)
        for word, told in one.hurt.items():
            hurt.setdefault(word, Counter()).update(told)
    since, until = _window(days)
    mine = [loss for (name, _), loss in lost.items() if name in {one.key for one in group}]
    names = (name for one in group for name in register.known[one.key].printed)
    return Definition(
        "",
        title(group[0].name, words, hurt),
        tuple(dict.fromkeys(names)),
        words=tuple(dict.fromkeys(word for loss in mine for word in loss.phrases)),
        since=since,
        until=until,
        source="proposed",
    )


def _window(days: Sequence[str]) -> tuple[str | None, str | None]:
    """The stretch that most of the days lie in, with a margin."""
    if not days:
        return None, None
    ordered, middle = sorted(days), _middle(days)
    near = [day for day in ordered if abs((date.fromisoformat(day) - middle).days) <= _NEAR]
    margin = timedelta(days=_MARGIN)
    return (
        (date.fromisoformat(near[0]) - margin).isoformat(),
        (date.fromisoformat(near[-1]) + margin).isoformat(),
    )
