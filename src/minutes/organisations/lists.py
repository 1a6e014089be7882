"""Names that a list or an ampersand gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes.nlp import Tokens
from minutes.organisations.types import Candidate
from minutes.text import parse_number

_ITEM = r"[A-Za-zァ-ヶ][A-Za-z0-9ァ-ヶー・&.]{1,30}+(?: [A-Za-z][A-Za-z0-9.&]*+){0,3}+"
_NUMBER = re.compile(r"(?<![0-9.,第])(?:[0-9]{1,2}|[二三四五六七八九十])\Z")
_LISTED = re.compile(rf"{_ITEM}(?:、{_ITEM})+")
_ITEMS = re.compile(_ITEM)
_WINDOW = 120


def listed(tokens: Tokens) -> Iterator[Candidate]:
    """The members of a list that has as many names as the text counts companies.

    「次の3社（アサミ、KTネット、ミナト）」 names three companies without a single legal form.
    """
    text = tokens.view.text
    place = text.find("社")
    while place >= 0:
        match = _NUMBER.search(text, max(0, place - 3), place)
        if match is not None:
            number = parse_number(match.group())
            around = max(0, match.start() - _WINDOW), min(len(text), place + _WINDOW)
            yield from _members(text, around, number)
        place = text.find("社", place + 1)


def _members(text: str, around: tuple[int, int], number: float | None) -> Iterator[Candidate]:
    for run in _LISTED.finditer(text, *around):
        items = [item.span() for item in _ITEMS.finditer(text, *run.span())]
        if len(items) == number:
            for start, end in items:
                yield Candidate(start, end, "named", "company", "list of companies")


_BEFORE = re.compile(r"[ァ-ヶーA-Za-z・]{1,20}\Z")
_BEHIND = re.compile(r"[ァ-ヶーA-Za-z][ァ-ヶーA-Za-z・&]{0,40}")
_KANA = re.compile(r"[ァ-ヶ]")


def joined(tokens: Tokens) -> Iterator[Candidate]:
    """Names with an ampersand in them, アサミ&ケイ・リテール; Q&A and M&A are none."""
    text = tokens.view.text
    place = text.find("&")
    while place >= 0:
        before = _BEFORE.search(text, max(0, place - 20), place)
        behind = _BEHIND.match(text, place + 1)
        place = text.find("&", place + 1)
        if before is None or behind is None:
            continue
        start, end = before.start(), behind.end()
        if _KANA.search(text, start, end) and tokens.is_edge(start) and tokens.is_edge(end):
            yield Candidate(start, end, "named", "company", "ampersand")
            place = text.find("&", end)
