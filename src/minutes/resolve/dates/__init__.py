"""Dates in their context: one pass in text order, with every antecedent at hand."""

from __future__ import annotations

from minutes.resolve.dates.passes import resolve_dates

__all__ = ["resolve_dates"]
