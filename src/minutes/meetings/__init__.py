"""Whose meeting a document records, and on which day: printed, given, or inferred with evidence.

Nothing outside the document is asked: neither the clock nor a file's time stamp.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minutes import calendar
from minutes.dates import Timex
from minutes.meetings.bounds import Bounds, bounds
from minutes.meetings.headings import HEAD, SURE, Heading, day_of, headings, published, sections
from minutes.meetings.hours import hours
from minutes.meetings.inference import infer
from minutes.meetings.names import announced, body_of_staff, names_of, next_date
from minutes.nlp import Tokens
from minutes.schema import Document, Issue, Layout, Meeting, Span
from minutes.text import fold_whole, parse_number

__all__ = ["find_meetings"]

# One of these makes a text a record of a meeting, where no speech was recognised.
_MEETING_WORDS = re.compile(
    r"開議|散会|会議録|議事録|委員会記録|速記録|会議名|定例会|臨時会|記者会見|会議を(?:開|始)|開会(?:いた|し)|定刻|[0-9一二三四五六七八九十分]開会"
)


def _iso(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError(f"not an ISO day (YYYY-MM-DD): {given!r}") from None


@dataclass(frozen=True, slots=True)
class _Found:
    """The day of the first meeting, how it is known, and what is doubtful about it."""

    day: date | None = None
    how: str = "unresolved"
    evidence: tuple[Span, ...] = ()
    bounds: Bounds | None = None
    issues: tuple[Issue, ...] = ()


def _inferred(folded: str, timexes: tuple[Timex, ...], tokens: Tokens) -> _Found:
    """The day that follows from what is said, or the bounds that do."""
    day, evidence, others = infer(folded, timexes)
    limits = None if day else bounds(timexes, tokens)
    possible = ", ".join(other.isoformat() for other in others)
    if limits is not None and limits.signed is not None:
        day, evidence = limits.signed, list(limits.evidence)
        possible = f"a later day until {limits.latest.isoformat()}"
    issues: tuple[Issue, ...] = ()
    if possible:
        at = evidence[0] if evidence else Span(0, 0)
        issues = (Issue("meeting-date-alternatives", f"also possible: {possible}", *at),)
    if day is None:
        why = "no day of the meeting is printed"
        if limits is not None:
            evidence = list(limits.evidence)
            why += f"; it lies from {limits.earliest.isoformat()} to {limits.latest.isoformat()}"
        issues += (Issue("meeting-date-unresolved", why, 0, 0),)
    return _Found(day, "inferred" if day else "unresolved", tuple(evidence), limits, issues)


def _first_day(
    document: Document,
    folded: str,
    head: int,
    headed: Sequence[Heading],
    timexes: tuple[Timex, ...],
    tokens: Tokens,
) -> _Found:
    """The day of the document's first meeting: from its heading, its metadata, or what is said."""
    told = _told(document)
    first = [heading for heading in headed if heading.timex.start < max(head, 400)]
    best = max(first, key=lambda h: (h.day == told, h.score), default=None)
    if best is None or (best.score < 4 and best.day != told):
        best = next(iter(sections(headed)), None)
    if best is not None and (told in (None, best.day) or best.score >= SURE):
        return _Found(best.day, "printed", (best.timex.span,), issues=_doubt(best, told))
    if told is not None:
        return _Found(told, "metadata")
    return _inferred(folded, timexes, tokens)


def _page_day(folded: str, timexes: tuple[Timex, ...], tokens: Tokens) -> _Found:
    """The day on which a page that records no meeting was published: 本日 on it is that day.

    A page that prints none was written after the last day that it tells of as past.
    """
    timex = published(folded, timexes)
    if timex is None:
        return _Found(bounds=bounds(timexes, tokens))
    return _Found(day_of(timex.first), "published", (timex.span,))


def _doubt(heading: Heading, told: date | None) -> tuple[Issue, ...]:
    """The issue of a heading that prints another day than the file gives beside its text."""
    if told is None or heading.day == told:
        return ()
    message = f"the file gives {told.isoformat()} as the day, the text prints another"
    return (Issue("meeting-date-disagrees", message, *heading.timex.span),)


def _fact(document: Document, key: str) -> str | None:
    return next((fact.value for fact in document.metadata if fact.key == key), None)


def _told(document: Document) -> date | None:
    """The day that the file gives beside its text (a column, a field of its page)."""
    told = _fact(document, "date") or ""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", told):
        return None
    year, month, day = (int(part) for part in told.split("-"))
    return date(year, month, day) if calendar.exists(year, month, day) else None


def _with_told(
    document: Document, printed: tuple[str | None, str | None, int | None]
) -> tuple[str | None, str | None, int | None]:
    """(body, title, number) as printed, and as the file gives them where nothing is printed."""
    body, title, number = printed
    told = parse_number(_fact(document, "number") or "")
    return (
        body or _fact(document, "body"),
        title or _fact(document, "title"),
        number if number is not None or not isinstance(told, int) else told,
    )


def find_meetings(
    document: Document,
    layout: Layout,
    timexes: tuple[Timex, ...],
    tokens: Tokens,
    given: str | None = None,
) -> tuple[tuple[Meeting, ...], tuple[Issue, ...]]:
    """The meetings that a document records, in order, and what was doubtful about their days.

    `given` (an ISO day) is used for a document that records one meeting.  Raises `ValueError` if
    it is malformed.

    >>> from minutes.dates import find_dates
    >>> from minutes.nlp import tokenize
    >>> text = "水尾市議会会議録　第２号\\n令和８年６月９日（火曜日）　午前１０時開議"
    >>> document, tokens = Document("d", "p", text), tokenize(text)
    >>> layout = Layout(None, (), (), (), ())
    >>> meetings, _ = find_meetings(document, layout, find_dates(document, tokens), tokens)
    >>> meetings[0].date, meetings[0].date_how, meetings[0].number
    ('2026-06-09', 'printed', 2)
    """
    folded = fold_whole(document.text)
    end = len(folded)
    head = layout.turns[0].start if layout.turns else min(end, HEAD)
    is_meeting = bool(layout.turns) or _MEETING_WORDS.search(folded) is not None
    headed = list(headings(folded, timexes)) if is_meeting else []
    later: list[Heading] = []
    if given is not None:
        found = _Found(_iso(given), "given")
    elif not is_meeting:
        found = _page_day(folded, timexes, tokens)
    else:
        found = _first_day(document, folded, head, headed, timexes, tokens)
        if not layout.turns and found.how in ("inferred", "unresolved"):
            page = _page_day(folded, timexes, tokens)  # a page that speaks of a meeting
            found = page if page.day is not None else found
        if found.how == "printed":
            later = [
                heading
                for heading in sections(headed)
                if heading.timex.start > found.evidence[0].end and heading.day != found.day
            ]
    ahead = announced(folded, timexes)
    starts = [0, *(heading.line.start for heading in later)]
    meetings = []
    for index, start in enumerate(starts):
        stop = starts[index + 1] if index + 1 < len(starts) else end
        day, evidence = found.day, found.evidence
        if index:
            day, evidence = later[index - 1].day, (later[index - 1].timex.span,)
        until = max(head if index == 0 else min(stop, start + 1_500), min(start + 400, stop))
        names = names_of(document.text, folded, start, until) if is_meeting else (None,) * 3
        if is_meeting and index == 0:
            names = _with_told(document, names)
        if names[0] is None and is_meeting:
            own = (one for one in layout.attendance if start <= one.start < stop)
            names = (body_of_staff(own), *names[1:])
        limits = found.bounds if day is None else None
        meetings.append(
            Meeting(
                start,
                stop,
                *names,
                day.isoformat() if day else None,
                found.how,
                evidence,
                next_date(ahead, day, Span(start, stop)),
                limits.earliest.isoformat() if limits else None,
                limits.latest.isoformat() if limits else None,
                *(hours(folded, layout, Span(start, stop)) if is_meeting else (None, None)),
            )
        )
    return tuple(meetings), found.issues
