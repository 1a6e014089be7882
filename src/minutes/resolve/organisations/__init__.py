"""Organisations in their context: one pass in text order, meeting by meeting."""

from __future__ import annotations

from minutes.resolve.organisations.passes import resolve_organisations

__all__ = ["resolve_organisations"]
