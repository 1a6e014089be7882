"""What a reporter asks for: the days from the occurrence to each step, in figures and plain words.

Each measure is the distance of two happenings as they are told; where a date is a month or vague,
both the shortest and the longest distance that it allows are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from minutes.incidents.names import is_public, key, same
from minutes.incidents.tellings import Pile
from minutes.incidents.types import Definition, Happening, Measure, Ref
from minutes.schema import Event

#: The names of the measures as a reader sees them.
TITLES = {
    "to-detection": "発生から発覚まで",
    "to-report": "発覚から関係先への報告まで",
    "to-authority": "発覚から行政機関への報告まで",
    "to-disclosure": "発覚から公表まで",
    "to-notice": "発覚から本人への通知まで",
    "to-suspension": "発覚から停止まで",
    "to-act": "公表から行政上の措置まで",
    "to-mention": "公表から会議での最初の言及まで",
}
_PERSONS = re.compile(
    r"本人|皆様|お客|対象|会員|利用者|持ち主|登録者|方々|被害者|[0-9０-９一二三四五六七八九十百千万]名"
)
_ACT = re.compile(r"指導|命令|勧告|処分|逮捕|喚起|停止")
_DETECTED = ("detected",)
_TOLD = ("reported", "submitted", "received")


def measures(
    pile: Pile, definition: Definition, happenings: Sequence[Happening], documents: Sequence[int]
) -> list[Measure]:
    """The measures of an incident; `documents` are those that speak of it."""
    done = [h for h in happenings if _is_done(pile.event(h.tellings[0]))]
    occurred = _first(pile, done, lambda event: event.kind == "occurred")
    detected = _first(pile, done, lambda event: _is_detection(event, definition))
    disclosed = _first(pile, done, lambda event: event.kind == "disclosed")
    found: list[Measure] = []
    found.extend(_between(pile, definition, "to-detection", occurred, detected))
    start = detected or occurred
    found.extend(_steps(pile, definition, done, start))
    found.extend(_between(pile, definition, "to-disclosure", start, disclosed))
    found.extend(_acts(pile, definition, done, disclosed or start))
    found.extend(_mentions(pile, definition, documents, disclosed or start))
    return sorted(found, key=lambda measure: (list(TITLES).index(measure.code), measure.end_date))


def _is_done(event: Event) -> bool:
    return not event.planned and event.date_start is not None and event.date_end is not None


def _is_detection(event: Event, definition: Definition) -> bool:
    """True for the discovery, and for the word from outside that led to it."""
    if event.kind in _DETECTED:
        return True
    return event.kind == "reported" and any(
        role == "recipient" and _is_of(name, definition.organisations)
        for name, role in zip(event.actors, event.roles, strict=True)
    )


def _is_notice(event: Event) -> bool:
    """True for a notice to the persons concerned, not to a party of a contract."""
    return event.kind == "notified" and _PERSONS.search(event.quote) is not None


def _is_of(name: str, organisations: Sequence[str]) -> bool:
    return any(same(key(name), key(known)) for known in organisations)


def _first(
    pile: Pile, happenings: Sequence[Happening], fits: Callable[[Event], bool]
) -> Ref | None:
    """The earliest telling that fits, by the last day that it can mean."""
    best: tuple[str, Ref] | None = None
    for happening in happenings:
        for ref in happening.tellings:
            event = pile.event(ref)
            if not fits(event):
                continue
            day = event.date_end or ""
            if best is None or day < best[0]:
                best = day, ref
            break
    return best[1] if best else None


def _steps(
    pile: Pile, definition: Definition, done: Sequence[Happening], start: Ref | None
) -> Iterator[Measure]:
    """The first report to each body, the first stop, the first notice."""
    seen: set[str] = set()
    for happening in done:
        for ref in happening.tellings:
            event = pile.event(ref)
            if event.kind in _TOLD:
                for name, role in zip(event.actors, event.roles, strict=True):
                    known = key(name)
                    if (
                        role != "recipient"
                        or known in seen
                        or _is_of(name, definition.organisations)
                    ):
                        continue
                    seen.add(known)
                    code = "to-authority" if is_public(name) else "to-report"
                    yield from _between(pile, definition, code, start, ref, name)
    stopped = _first(pile, done, lambda event: event.kind == "suspended")
    yield from _between(pile, definition, "to-suspension", start, stopped)
    notice = _first(pile, done, _is_notice)
    yield from _between(pile, definition, "to-notice", start, notice)


def _acts(
    pile: Pile, definition: Definition, done: Sequence[Happening], start: Ref | None
) -> Iterator[Measure]:
    """What authorities did: each act once, by its first telling."""
    for happening in done:
        for ref in happening.tellings:
            event = pile.event(ref)
            if event.kind not in ("sanctioned", "guided") or not _ACT.search(event.quote):
                continue
            agents = [
                name
                for name, role in zip(event.actors, event.roles, strict=True)
                if role == "agent" and is_public(name)
            ]
            if agents:
                yield from _between(pile, definition, "to-act", start, ref, agents[0])
                break


def _mentions(
    pile: Pile, definition: Definition, documents: Sequence[int], start: Ref | None
) -> Iterator[Measure]:
    """The first meeting of each body in which the incident came up."""
    first: dict[str, tuple[str, int]] = {}
    for document in documents:
        body, day = pile.body(document), pile.day(document)
        if body is None or day is None:
            continue
        if body not in first or day < first[body][0]:
            first[body] = day, document
    if start is None:
        return
    event = pile.event(start)
    for body, (day, document) in sorted(first.items(), key=lambda item: item[1]):
        low, high = _distance(event, day, day)
        yield Measure(
            definition.id,
            "to-mention",
            body,
            event.date_value or "",
            day,
            low,
            high,
            start,
            None,
            document,
            _says("to-mention", body, event.date_value or "", day, low, high),
        )


def _between(
    pile: Pile,
    definition: Definition,
    code: str,
    start: Ref | None,
    end: Ref | None,
    subject: str | None = None,
) -> Iterator[Measure]:
    if start is None or end is None or start == end:
        return
    first, last = pile.event(start), pile.event(end)
    low, high = _distance(first, last.date_start or "", last.date_end or "")
    if high < 0:
        return  # told to have come before: no distance in this direction
    subject = subject or _who(last)
    values = first.date_value or "", last.date_value or ""
    yield Measure(
        definition.id,
        code,
        subject,
        *values,
        low,
        high,
        start,
        end,
        end.document,
        _says(code, subject, *values, low, high),
    )


def _who(event: Event) -> str | None:
    roles = zip(event.actors, event.roles, strict=True)
    return next((name for name, role in roles if role in ("agent", "source")), None)


def _distance(first: Event, start: str, end: str) -> tuple[int, int]:
    """The least and the most days from an event to a stretch of days."""
    begins = date.fromisoformat(first.date_start or start)
    ends = date.fromisoformat(first.date_end or start)
    low = (date.fromisoformat(start) - ends).days
    high = (date.fromisoformat(end) - begins).days
    return max(0, low), high


def _says(code: str, subject: str | None, start: str, end: str, low: int, high: int) -> str:
    """The measure in plain words.

    >>> _says("to-act", "経済産業省", "2025-06-10", "2025-08-29", 80, 80)
    '公表（2025-06-10）から行政上の措置（2025-08-29、経済産業省）まで80日'
    """
    begins, _, ends = TITLES[code].removesuffix("まで").partition("から")
    whose = f"、{subject}" if subject else ""
    days = f"{low}日" if low == high else f"{low}～{high}日"
    return f"{begins}（{start}）から{ends}（{end}{whose}）まで{days}"
