"""Text mining for Japanese minutes: turns, dates, counts and organisations, resolved in context.

>>> import minutes
>>> sorted(minutes.__all__)
['Document', 'Result', 'SourceError', '__version__', 'extract', 'extract_many']

Names are loaded when they are first asked for, so that ``import minutes`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minutes.result import Result, extract
    from minutes.run import extract_many
    from minutes.schema import Document
    from minutes.sources import SourceError

    __version__: str

__all__ = ["Document", "Result", "SourceError", "__version__", "extract", "extract_many"]

_HOMES = {
    "Document": "minutes.schema",
    "Result": "minutes.result",
    "SourceError": "minutes.sources",
    "extract": "minutes.result",
    "extract_many": "minutes.run",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module."""
    if name == "__version__":
        from importlib.metadata import version

        return version("minutes")
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'minutes' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
