"""Events for TimelineJS, as the rows of its spreadsheet and as its JSON.

TimelineJS shows its texts as HTML, so that they are escaped here; the date it displays is the
wording of the source.  The formats: https://timeline.knightlab.com/docs/ (json-format.html, and
the columns of its spreadsheet template).
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Iterable
from typing import Any

from minutes.export.csv import cell
from minutes.tables import Row

#: The columns of the template, in its order.
COLUMNS = (
    "Year",
    "Month",
    "Day",
    "Time",
    "End Year",
    "End Month",
    "End Day",
    "End Time",
    "Display Date",
    "Headline",
    "Text",
    "Media",
    "Media Credit",
    "Media Caption",
    "Media Thumbnail",
    "Type",
    "Group",
    "Background",
)

#: Gives the words of a date as the source prints them, for an event.
Wording = Callable[[Row], str]


def slides(events: Iterable[Row], wording: Wording, source: Wording) -> list[dict[str, Any]]:
    """The events that have a day as TimelineJS slides, in order.

    >>> told = {"event_id": "e1", "date_start": "2025-10-04", "date_end": "2025-10-04",
    ...         "date_value": "2025-10-04", "time": "15:00", "actors": ("<浅見市>",),
    ...         "quote": "翌四日十五時に公表した", "kind": "disclosed", "planned": False}
    >>> slide = slides([told], lambda row: "翌四日十五時", lambda row: "委員会")[0]
    >>> slide["start_date"]
    {'year': 2025, 'month': 10, 'day': 4, 'hour': 15, 'minute': 0, 'display_date': '翌四日十五時'}
    >>> slide["group"], slide["text"]["headline"]
    ('&lt;浅見市&gt;', '翌四日十五時に公表した')
    """
    made = []
    for event in sorted(events, key=lambda row: str(row.get("date_start"))):
        if not event.get("date_start"):
            continue
        first, last = str(event["date_start"]), str(event.get("date_end") or event["date_start"])
        start = _date(first, event.get("time"))
        start["display_date"] = html.escape(wording(event) or str(event.get("date_value") or first))
        said = " ".join(str(event[key]) for key in ("said_on", "speaker") if event.get(key))
        planned = "（予定）" if event.get("planned") in (True, "true") else ""
        slide: dict[str, Any] = {
            "unique_id": str(event["event_id"]),
            "start_date": start,
            "text": {
                "headline": html.escape(_short(str(event.get("quote") or "")) + planned),
                "text": "<br>".join(
                    html.escape(line)
                    for line in (str(event.get("quote") or ""), said, source(event))
                    if line
                ),
            },
            "group": html.escape(_actor(event)),
        }
        if last != first:
            slide["end_date"] = _date(last, None)
        made.append(slide)
    return made


def _date(day: str, time: object) -> dict[str, Any]:
    year, month, date = (int(part) for part in day.split("-"))
    made: dict[str, Any] = {"year": year, "month": month, "day": date}
    if isinstance(time, str) and time:
        hour, minute = time.partition("/")[0].split(":")[:2]
        made |= {"hour": int(hour), "minute": int(minute)}
    return made


def _actor(event: Row) -> str:
    actors = event.get("actors")
    if isinstance(actors, str):
        return actors.partition("|")[0]
    return actors[0] if isinstance(actors, tuple) and actors else ""


def _short(quote: str) -> str:
    """The quote as a headline: one line of at most forty characters."""
    line = "".join(quote.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def to_json(made: Iterable[dict[str, Any]], title: str) -> str:
    """The slides as TimelineJS JSON."""
    page = {"title": {"text": {"headline": html.escape(title)}}, "events": list(made)}
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def to_csv(made: Iterable[dict[str, Any]]) -> str:
    """The slides as the rows of TimelineJS's spreadsheet template, guarded against formulas."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    for slide in made:
        start, end = slide["start_date"], slide.get("end_date", {})
        row = {
            "Year": start["year"],
            "Month": start["month"],
            "Day": start["day"],
            "Time": f"{start['hour']:02}:{start['minute']:02}" if "hour" in start else "",
            "End Year": end.get("year", ""),
            "End Month": end.get("month", ""),
            "End Day": end.get("day", ""),
            "Display Date": cell(start["display_date"]),
            "Headline": cell(slide["text"]["headline"]),
            "Text": cell(slide["text"]["text"]),
            "Group": cell(slide["group"]),
        }
        writer.writerow(row)
    return out.getvalue()
