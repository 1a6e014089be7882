"""What a reporter asks for: the days from the occurrence to each step, in figures and plain words.

Each measure is the distance of two happenings as they are told; where a date is a month or vague,
both the shortest and the longest distance that it allows are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from minutes.incidents.bodies import authorities, is_authority, is_nameless, who_acts
from minutes.incidents.names import key, same
from minutes.incidents.proposals import breach_words
from minutes.incidents.tellings import Pile
from minutes.incidents.types import Definition, Happening, Measure, Ref
from minutes.schema import Event
from minutes.text import fold

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
# What is made public without a word on what happened: 指定の告示, 商品券の発売.
_OTHER_NEWS = re.compile(r"告示|公告|発売|発行|公募|再開|開始|入札|延期|終了")
_BREACH = re.compile(r"被害|不正|感染|事案|事故")
_MATTER = re.compile(r"事案|事件|事故|本件|この件|おわび|お詫び|会見|被害|不正|障害|報告")
# What is told of nothing else is told of the incident: 県ホームページで公表, 市が四日発表した; what
# criminals put up is no disclosure.
_ANNOUNCED = re.compile(r"公表|発表|会見")
_BY_OTHERS = re.compile(r"リークサイト|ダークウェブ|掲示板|攻撃者|犯行")
_DETECTED = ("detected",)
_TOLD = ("reported", "submitted", "received")


def measures(
    pile: Pile, definition: Definition, happenings: Sequence[Happening], documents: Sequence[int]
) -> list[Measure]:
    """The measures of an incident; `documents` are those that speak of it."""
    done = [h for h in happenings if _is_done(pile.event(h.tellings[0]))]
    occurred = _first(pile, done, lambda event: event.kind == "occurred")
    detected = _discovered(pile, done, definition, occurred)
    disclosed = _first(pile, done, lambda event: _is_disclosure(event, definition))
    found: list[Measure] = []
    found.extend(_between(pile, definition, "to-detection", occurred, detected))
    found.extend(_steps(pile, definition, done, detected))
    for made_public in _each(pile, done, lambda event: _is_disclosure(event, definition)):
        found.extend(_between(pile, definition, "to-disclosure", detected, made_public))
    found.extend(_acts(pile, definition, done, disclosed))
    found.extend(_mentions(pile, definition, documents, disclosed))
    return sorted(found, key=lambda measure: (list(TITLES).index(measure.code), measure.end_date))


def told(pile: Pile, definition: Definition, happenings: Sequence[Happening]) -> set[str]:
    """The codes of the measures whose last step is told of a day, measured or not."""
    fits = {
        "to-detection": lambda event: _is_detection(event, definition),
        "to-disclosure": lambda event: _is_disclosure(event, definition),
        "to-notice": _is_notice,
        "to-act": lambda event: event.kind in ("sanctioned", "guided") and bool(authorities(event)),
    }
    done = [h for h in happenings if _is_done(pile.event(h.tellings[0]))]
    return {code for code, test in fits.items() if _first(pile, done, test) is not None}


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


def _is_disclosure(event: Event, definition: Definition) -> bool:
    """True where the incident is made public: by those whom it is about, or in so many words."""
    if event.kind != "disclosed" or _OTHER_NEWS.search(event.quote):
        return False
    agents = (
        name
        for name, role in zip(event.actors, event.roles, strict=True)
        if role in ("agent", "carried")
    )
    if any(_is_of(name, definition.organisations) for name in agents):
        return True
    if _BY_OTHERS.search(event.quote):
        return False
    if event.object is None and _ANNOUNCED.search(event.quote):
        return True
    return _tells_of(event, _MATTER)


def _tells_of(event: Event, words: re.Pattern[str]) -> bool:
    text = fold(event.quote)
    return bool(words.search(text) or breach_words().search(text))


def _discovered(
    pile: Pile, done: Sequence[Happening], definition: Definition, occurred: Ref | None
) -> Ref | None:
    """The discovery: the first that is told, or the first report or disclosure if that was before.

    A city finds its own data on the 30th; a report on the 7th shows that it was known by then.
    """
    found = _first(pile, done, lambda event: _is_detection(event, definition))
    if occurred is None:
        return found
    begins = pile.event(occurred).date_start or ""
    told = _first(
        pile,
        done,
        lambda event: (
            (event.kind in _TOLD or event.kind == "disclosed")
            and (event.date_start or "") >= begins
            and _tells_of(event, _BREACH)
        ),
    )
    if told is None or found is None:
        return found or told
    return min((found, told), key=lambda ref: pile.event(ref).date_end or "")


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


def _each(pile: Pile, done: Sequence[Happening], fits: Callable[[Event], bool]) -> Iterator[Ref]:
    """The earliest telling that fits, then the earliest of each other body that acts in one.

    Many cities tell of one contractor: who made it public how fast is asked of each.  Where only
    one body is named, the rest may be its own deed told without it.
    """
    first = _first(pile, done, fits)
    if first is None:
        return
    earliest: dict[str, Ref] = {}
    told = [(pile.event(ref).date_end or "", ref) for h in done for ref in h.tellings]
    for _, ref in sorted(told):
        who = who_acts(pile.event(ref))
        if who is not None and fits(pile.event(ref)):
            earliest.setdefault(key(who), ref)
    yield first
    if len(earliest) > 1:
        mine = key(who_acts(pile.event(first)) or "")
        yield from (ref for who, ref in earliest.items() if who != mine)


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
                    whose = None if is_nameless(name) else name
                    # The 本市 of one page is not that of another.
                    known = key(name) if whose else f"{name} {ref.document}"
                    if (
                        role != "recipient"
                        or known in seen
                        or _is_of(name, definition.organisations)
                    ):
                        continue
                    seen.add(known)
                    code = "to-authority" if is_authority(name) else "to-report"
                    yield from _between(pile, definition, code, start, ref, whose)
    stopped = _first(pile, done, lambda event: event.kind == "suspended")
    yield from _between(pile, definition, "to-suspension", start, stopped)
    for notice in _each(pile, done, _is_notice):
        yield from _between(pile, definition, "to-notice", start, notice)


def _acts(
    pile: Pile, definition: Definition, done: Sequence[Happening], start: Ref | None
) -> Iterator[Measure]:
    """What authorities did: each act once, by its first telling."""
    for happening in done:
        for ref in happening.tellings:
            event = pile.event(ref)
            agents = authorities(event) if event.kind in ("sanctioned", "guided") else []
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
    subject = subject or who_acts(last)
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
