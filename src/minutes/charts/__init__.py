"""Charts of events as Altair specifications, and their pictures.

An event is a row of the table ``events``.  A chart has a lane per organisation, the day along the
axis, a bar where only a stretch of days is known, and a hollow mark for what was planned.  Japanese
text is drawn in a font that a package of the ``charts`` extra carries, so that a machine without
Japanese fonts shows no boxes.
"""

from __future__ import annotations

from minutes.charts.drawing import COLOURS, FONT, Legend, one_line, timeline
from minutes.charts.lanes import LANES, NOBODY, OTHERS, EventRow, Lanes, Mark, marks
from minutes.charts.pictures import ChartError, png, svg

__all__ = [
    "COLOURS",
    "FONT",
    "LANES",
    "NOBODY",
    "OTHERS",
    "ChartError",
    "EventRow",
    "Lanes",
    "Legend",
    "Mark",
    "marks",
    "one_line",
    "png",
    "svg",
    "timeline",
]
