"""One document from its text to its `Extraction`: the stages, in the order they need each other.

Local meaning first, context after.  The finders say what the words alone mean; the resolvers then
go through all mentions in text order with the turns, the meeting and every antecedent at hand.
Read this page first, then the stage that you care about.
"""

from __future__ import annotations

from minutes.counts import find_counts
from minutes.dates import find_dates
from minutes.events import find_events
from minutes.exchanges import find_exchanges
from minutes.meetings import find_meetings
from minutes.organisations import find_organisations
from minutes.organisations.spelling import tagged
from minutes.relations import find_relations
from minutes.resolve.counts import resolve_counts
from minutes.resolve.dates import resolve_dates
from minutes.resolve.organisations import resolve_organisations
from minutes.schema import Document, Extraction
from minutes.sections import divide, unite
from minutes.text import view
from minutes.turns import page_furniture, split


def extract_document(
    document: Document, *, dialect: str | None = None, meeting_date: str | None = None
) -> Extraction:
    """Everything that one document gives, in text order; each of its meetings is read alone.

    `dialect` forces a header grammar by name, `meeting_date` (an ISO day) is used where the text
    needs the day of the meeting.  Raises `ValueError` for an unknown dialect or a malformed day.
    """
    parts = [extract_meeting(part, dialect, meeting_date) for part in divide(document)]
    return unite(document, parts)


def extract_meeting(
    document: Document, dialect: str | None = None, meeting_date: str | None = None
) -> Extraction:
    """Everything that a document of one meeting gives."""
    layout = split(document, dialect)
    tokens = tagged(view(document.text, page_furniture(document)))

    timexes = find_dates(document, tokens)
    quantities = find_counts(document, tokens, [timex.span for timex in timexes])
    names = find_organisations(document, tokens)

    meetings, doubts = find_meetings(document, layout, timexes, tokens, meeting_date)
    organisations, aliases, unnamed = resolve_organisations(
        document, layout, meetings, names, tokens
    )
    dates, undated = resolve_dates(document, layout, meetings, timexes, tokens)
    counts, uncounted = resolve_counts(document, layout, quantities, organisations, tokens)
    exchanges, commitments = find_exchanges(document, layout, dates, counts, organisations, tokens)

    return Extraction(
        document=document,
        layout=layout,
        meetings=meetings,
        dates=dates,
        counts=counts,
        organisations=organisations,
        aliases=aliases,
        events=find_events(document, layout, meetings, dates, organisations, tokens),
        exchanges=exchanges,
        commitments=commitments,
        relations=find_relations(document, counts),
        issues=(*document.issues, *layout.issues, *doubts, *unnamed, *undated, *uncounted),
    )
