"""Short forms without 以下: in brackets, said of a company, and what a body is also called."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from minutes.nlp import Tokens
from minutes.organisations.types import Candidate, Form
from minutes.organisations.words import Words

# 口頭ではMD社と略させていただきます: the short form of a company without 以下.
_ORAL = re.compile(r"と(?:略(?!奪)|呼ばせ|呼ぶこと|言わせ|称させ|申し上げることと)")
_ORAL_FORM = re.compile(
    r"(?P<alias>[A-Za-zァ-ヶー]{1,12}社)\Z|[「『](?P<quoted>[^「」『』\n]{1,12}社)[」』]\Z"
)
# 日本港湾認証機構、いわゆるNKNですが
_SO_CALLED = re.compile(
    r"、?(?:いわゆる|通称|略して)[「『]?(?P<alias>[A-Z][A-Za-z-]{1,9}|[一-龥ァ-ヶー]{2,8})"
    r"[」』]?(?=[でがはにをとの、)])"
)
_PAREN = re.compile(r"\((?P<alias>[A-Za-z][A-Za-z0-9-]{1,9}|[一-龥ァ-ヶーA-Z]{2,8})\)")
_LETTERS = re.compile(r"(?<![A-Za-z])(?P<alias>[A-Z][A-Za-z-]{1,9})\(\Z")


def oral(tokens: Tokens, names: Sequence[Candidate]) -> Iterator[Form]:
    """口頭ではMD社と略させていただきます, of the company named last, if it may be short for it."""
    text = tokens.view.text
    companies = [name for name in names if name.level == "named" and name.kind == "company"]
    starts = [name.start for name in companies]
    for said in _ORAL.finditer(text):
        match = _ORAL_FORM.search(text, max(0, said.start() - 16), said.start())
        if match is None:
            continue
        group = "alias" if match["alias"] else "quoted"
        alias, at = match[group], match.start(group)
        index = bisect_left(starts, at - 1) - 1
        # A name under its own short form (ミナト社 of ミナト社) is no antecedent.
        floor = max(-1, index - _REPEATED)
        while index > floor and text[companies[index].start : companies[index].end] == alias:
            index -= 1
        if index >= 0 and at - companies[index].end < _ORAL_REACH:
            name = companies[index]
            yield Form(name.start, said.end(), at, alias, text[name.start : name.end], name)


_REPEATED = 8  # mentions of the short form itself that may stand between
_ORAL_REACH = 120  # characters between a company and the short form said for it


def so_called(tokens: Tokens, names: Sequence[Candidate], words: Words) -> Iterator[Form]:
    """日本港湾認証機構、いわゆるNKN."""
    text = tokens.view.text
    for name in names:
        if text[name.end : name.end + 1] not in ("、", "い", "通", "略"):
            continue
        match = _SO_CALLED.match(text, name.end)
        full = text[name.start : name.end]
        if match is not None and _abbreviates(match["alias"], full, words):
            yield Form(name.start, match.end(), match.start("alias"), match["alias"], full, name)


def in_brackets(tokens: Tokens, names: Sequence[Candidate], words: Words) -> Iterator[Form]:
    """日本港湾協会（JPA）, JPA（日本港湾協会）, 議会運営委員会（議運）."""
    text = tokens.view.text
    for name in names:
        full = text[name.start : name.end]
        if text.startswith("(", name.end):
            match = _PAREN.match(text, name.end)
            if match is not None and _abbreviates(match["alias"], full, words):
                yield Form(
                    name.start, match.end(), match.start("alias"), match["alias"], full, name
                )
        elif text.startswith(")", name.end) and text.startswith("(", name.start - 1):
            before = _LETTERS.search(text, max(0, name.start - 11), name.start)
            if before is not None and _abbreviates(before["alias"], full, words):
                start = before.start()
                yield Form(start, name.end + 1, start, before["alias"], full, name)


_NO_FORM = frozenset(("HP", "PDF", "URL", "TEL", "FAX", "DX", "ICT", "IT", "AI", "PR", "QR"))


def _abbreviates(short: str, name: str, words: Words) -> bool:
    """True if a bracketed form shortens a name: letters, or its characters in order.

    >>> from minutes.organisations.words import words
    >>> _abbreviates("MKD", "みなと計算電機協会", words())
    True
    >>> _abbreviates("港協", "日本港湾協会", words()), _abbreviates("代表", "水尾会", words())
    (False, False)
    >>> _abbreviates("議運", "議会運営委員会", words())
    True
    """
    if short.isascii():
        return not short.isdigit() and short.upper() not in _NO_FORM
    if short in words.titles or len(short) >= len(name):
        return False
    rest = iter(name)
    return short[0] == name[0] and all(char in rest for char in short)
