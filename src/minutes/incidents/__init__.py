"""Incidents across documents (work in progress)."""
