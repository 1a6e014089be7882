"""Header dialects as values: what opens a speech, with lines that do and lines that do not.

A `Dialect` is a frame (what stands around the header: a turn mark, a bracket, a colon, a line of
its own, nothing) and a form (how speaker and title are told).  Frames decide where to look and how
much evidence a document must give: a turn mark is evidence in itself, a bare line is none.  One
file mixes forms freely, so a document has one frame, and is named after its most frequent form.
"""

from __future__ import annotations

from minutes.dialects.catalogue import DIALECTS, Dialect, by_name, frame_of
from minutes.dialects.frames import FRAMES, MARKS, MAY_OPEN, Opening, opening

__all__ = [
    "DIALECTS",
    "FRAMES",
    "MARKS",
    "MAY_OPEN",
    "Dialect",
    "Opening",
    "by_name",
    "frame_of",
    "opening",
]
