"""Which field of a record is which: the names that dumps give to speaker, speech, date, meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from minutes import lexicon
from minutes.text import fold

KEYS = (
    "speech",
    "speaker",
    "position",
    "group",
    "order",
    "date",
    "title",
    "house",
    "number",
    "session",
    "meeting",
    "url",
    "retrieved",
    "heading",
)
_FILLERS = re.compile(r"[\s_\-()]+")


@cache
def _words() -> dict[str, tuple[str, int]]:
    return {
        word: (key, rank)
        for key in KEYS
        for rank, word in enumerate(lexicon.read("fields")[key]["words"])
    }


def field_of(name: str) -> str | None:
    """The kind of field that a column or key of this name is, or `None`.

    >>> field_of("Speaker_Name"), field_of("発言内容"), field_of("pdfURL")
    ('speaker', 'speech', None)
    """
    found = _words().get(_squeezed(name))
    return found[0] if found else None


def named(names: Iterable[str]) -> dict[str, str]:
    """The name of each kind of field among some names; the usual ones win.

    >>> named(["date", "name", "speaker", "text"])
    {'date': 'date', 'speaker': 'speaker', 'speech': 'text'}
    """
    found: dict[str, tuple[int, str]] = {}
    for name in names:
        key, rank = _words().get(_squeezed(name), ("", 0))
        if key and (key not in found or rank < found[key][0]):
            found[key] = rank, name
    return {key: name for key, (_, name) in found.items()}


def _squeezed(name: str) -> str:
    return _FILLERS.sub("", fold(name)).lower()


@cache
def _nobody() -> frozenset[str]:
    return frozenset(lexicon.read("fields")["nobody"]["words"])


def is_nobody(speaker: str | None) -> bool:
    """True for what stands in a speaker's field where nobody speaks.

    >>> is_nobody("会議録情報"), is_nobody(None), is_nobody("事務局")
    (True, True, False)
    """
    return not speaker or not speaker.strip() or fold(speaker).strip().lower() in _nobody()


def text_at(record: Mapping[str, object], name: str | None) -> str | None:
    """The value of a field as text, `None` for an empty or missing one.

    >>> text_at({"order": 3, "speaker": " "}, "order"), text_at({"speaker": " "}, "speaker")
    ('3', None)
    """
    value = record.get(name) if name is not None else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
