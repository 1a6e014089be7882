"""The timeline of an incident as SVG inside the page: its links lead to rows, its marks filter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from minutes import charts
from minutes.tables import Row

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"


def figure(
    events: Sequence[Row],
    legend: charts.Legend,
    classes: Mapping[str, str],
    *,
    lanes: charts.Lanes,
    label: str,
) -> str | None:
    """The chart as an SVG element, or `None` where no event has a day.

    `classes` gives the classes of the mark that links to each ``href``.  Raises
    `charts.ChartError` where the libraries are missing.
    """
    if not charts.marks(events, lanes):
        return None
    drawn = ElementTree.fromstring(charts.svg(charts.timeline(events, legend, lanes=lanes)))
    drawn.set("role", "group")
    drawn.set("aria-label", label)
    for parent in drawn.iter():
        for child in list(parent):
            # The page has its own ground, light or dark; the chart's white one is taken off.
            if child.tag == f"{{{_SVG}}}rect" and child.get("fill") == "white":
                parent.remove(child)
    for element in drawn.iter():
        # Only marks that say something are announced; their containers have no name of their own.
        if not element.get("aria-label"):
            element.attrib.pop("role", None)
            element.attrib.pop("aria-roledescription", None)
    for link in drawn.iter(f"{{{_SVG}}}a"):
        target = link.get(_LINK) or link.get("href") or ""
        if target in classes:
            link.set("class", classes[target])
        for mark in link:
            mark.attrib.pop("aria-roledescription", None)
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    text = ElementTree.tostring(drawn, encoding="unicode")
    # Six digits behind the point of a path are not seen, and are a third of its size.
    return re.sub(r"(\d\.\d\d)\d+", r"\1", text)
