"""Time expressions by their own words; what the context adds is ``resolve.dates``' business."""

from __future__ import annotations

from minutes.dates.compose import find_dates
from minutes.dates.timex import Moment, Relative, Timex

__all__ = ["Moment", "Relative", "Timex", "find_dates"]
