"""The lanes drawn: bars of stretches, dots of days, strokes where a document told of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from minutes.charts.lanes import NOBODY, OTHERS, EventRow, Lanes, Mark, marks
from minutes.charts.pictures import altair_library

if TYPE_CHECKING:
    import altair

FONT = "IPAexGothic"

#: The eight colours that Okabe and Ito chose to be told apart by all (2008), less black and yellow,
#: which a white page swallows; the last, grey, is for whatever has no colour of its own.
COLOURS = ("#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F")


@dataclass(frozen=True, slots=True)
class Legend:
    """The groups of kinds that share a colour, by the name that the legend shows.

    >>> Legend((("公表", ("disclosed",)), ("報告", ("reported",)))).group("reported")
    '報告'
    >>> Legend(()).group("met")
    'その他'
    """

    groups: tuple[tuple[str, tuple[str, ...]], ...]

    def group(self, kind: str) -> str:
        """The name of the group that a kind belongs to."""
        return next((name for name, kinds in self.groups if kind in kinds), "その他")

    @property
    def names(self) -> list[str]:
        """All group names, in the order of the colours."""
        return [*(name for name, _ in self.groups), "その他"]


def timeline(
    events: Sequence[EventRow],
    legend: Legend,
    *,
    lanes: Lanes = "actor",
    title: str = "",
    width: int = 720,
) -> altair.LayerChart:
    """The events in swim lanes: raises `ChartError` where Altair is not installed.

    `href` of an event becomes a link, its `quote` and `source` the tooltip.
    """
    alt = altair_library()
    drawn = marks(events, lanes)
    slots, labels = _slots(drawn, lanes)
    values = [_value(mark, slots[mark.lane, mark.row], legend) for mark in drawn]
    layers = _layers(alt, values, labels, legend)
    if lanes == "telling":
        layers.append(_tellings(alt, drawn, slots))
    chart: altair.LayerChart = alt.layer(*layers).properties(width=width, height=alt.Step(19))
    if title:
        chart = chart.properties(title=title)
    chart = chart.configure(font=FONT).configure_view(stroke="#cccccc")
    return chart


def _layers(
    alt: Any, values: Sequence[dict[str, Any]], labels: Sequence[str], legend: Legend
) -> list[Any]:
    """The bars of stretches and the dots of days."""
    names = [name for name in legend.names if any(value["group"] == name for value in values)]
    colours = [COLOURS[min(legend.names.index(name), len(COLOURS) - 1)] for name in names]
    colour = alt.Scale(domain=names, range=colours)
    # A lane has as many rows as it needs, and its name stands at the first of them.
    axis = alt.Axis(
        labelExpr=f"{json.dumps(labels, ensure_ascii=False)}[datum.value]",
        labelLimit=230,
        ticks=False,
        grid=True,
        gridColor="#eeeeee",
        values=[slot for slot, lane in enumerate(labels) if lane],
    )
    rows = alt.Scale(domain=list(range(len(labels))))
    shared = {
        "x": _day_axis(alt, "first"),
        "y": alt.Y("slot:O", title=None, axis=axis, scale=rows),
        "tooltip": [alt.Tooltip(f"{name}:N", title=words) for name, words in _TOLD],
        "description": alt.Description("about:N"),
    }
    if all(value["href"] for value in values):
        shared["href"] = alt.Href("href:N")
    base = alt.Chart(alt.Data(values=values)).encode(**shared)
    bars = (
        base.transform_filter("datum.first != datum.last")
        .mark_bar(height=8, cornerRadius=4, strokeWidth=1.5)
        .encode(x2="last:T")
    )
    points = base.transform_filter("datum.first == datum.last").mark_point(size=95, strokeWidth=2)
    group = {"shorthand": "group:N", "title": "種別", "scale": colour}
    hollow = alt.condition("datum.planned", alt.value("#ffffff00"), alt.Fill(**group))
    return [layer.encode(fill=hollow, stroke=alt.Stroke(**group)) for layer in (bars, points)]


def _day_axis(alt: Any, name: str) -> Any:
    # The days are days of no time zone: a local scale would show them a day early in the west.
    return alt.X(
        f"{name}:T",
        title=None,
        scale=alt.Scale(type="utc", padding=12),
        axis=alt.Axis(format="%Y-%m-%d", labelAngle=-35, labelOverlap=True, gridColor="#eeeeee"),
    )


def _tellings(alt: Any, drawn: Sequence[Mark], slots: Mapping[tuple[str, int], int]) -> Any:
    """A stroke in each lane at the day on which the document told all this."""
    told = {
        (mark.lane, str(mark.event["said_on"])): slots[mark.lane, 0]
        for mark in drawn
        if mark.event.get("said_on")
    }
    values = [
        {"first": day, "slot": slot, "about": f"{day} {lane}"} for (lane, day), slot in told.items()
    ]
    return (
        alt.Chart(alt.Data(values=values))
        .mark_tick(thickness=3, size=17, color="#888888")
        .encode(x=_day_axis(alt, "first"), y="slot:O", description="about:N")
    )


#: The fields that a tooltip shows, with their titles.
_TOLD = (
    ("when", "日付"),
    ("group", "種別"),
    ("quote", "引用"),
    ("said", "発言"),
    ("source", "出典"),
)


def _slots(
    drawn: Sequence[Mark], kind: Lanes = "actor"
) -> tuple[dict[tuple[str, int], int], list[str]]:
    """The line of the chart for each row of each lane, and the label of each line.

    >>> import datetime
    >>> day = datetime.date(2025, 6, 10)
    >>> _slots([Mark("水尾市", day, day, 0, {}), Mark("水尾市", day, day, 1, {})])
    ({('水尾市', 0): 0, ('水尾市', 1): 1}, ['水尾市', ''])
    """
    slots: dict[tuple[str, int], int] = {}
    labels: list[str] = []
    lanes = {mark.lane: str(mark.event.get("said_on") or "") for mark in reversed(drawn)}
    ordered = list(dict.fromkeys(mark.lane for mark in drawn))
    if kind == "telling":
        ordered.sort(key=lambda lane: lanes[lane])
    # Organisations in the order of their first event; what has no name of its own comes last.
    ordered.sort(
        key=lambda lane: ("", OTHERS, NOBODY).index(lane if lane in (OTHERS, NOBODY) else "")
    )
    for lane in ordered:
        for row in range(1 + max(mark.row for mark in drawn if mark.lane == lane)):
            slots[lane, row] = len(labels)
            labels.append("" if row else lane)
    return slots, labels


# A quote runs over the ends of lines and pages; and neither SVG nor a tooltip may hold controls,
# or marks that turn the direction of what stands beside them.
_BREAKS = re.compile(r"[ \t\u3000]*[\r\n\f\v\u2028\u2029]\s*")
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)


def one_line(text: str) -> str:
    r"""The text on one line, without characters that no one sees.

    >>> one_line("翌四日に、\f\n　公表した\u202e。")
    '翌四日に、公表した。'
    """
    return _UNSEEN.sub("", _BREAKS.sub("", text))


def _value(mark: Mark, slot: int, legend: Legend) -> dict[str, Any]:
    event = mark.event
    kind = str(event.get("kind") or "")
    when = str(event.get("date_value") or mark.first.isoformat())
    quote = one_line(str(event.get("quote") or ""))
    group = legend.group(kind)
    planned = event.get("planned") in (True, "true")
    return {
        "lane": mark.lane,
        "slot": slot,
        "first": mark.first.isoformat(),
        "last": mark.last.isoformat(),
        "group": group,
        "planned": planned,
        "when": when + ("（予定）" if planned else ""),
        "quote": quote if len(quote) <= 120 else f"{quote[:119]}…",
        "said": " ".join(str(event[key]) for key in ("said_on", "speaker") if event.get(key)),
        "source": str(event.get("source") or event.get("document_id") or ""),
        "about": f"{when} {mark.lane} {group}: {quote[:60]}",
        "href": event.get("href"),
    }
