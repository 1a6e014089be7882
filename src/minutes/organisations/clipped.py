"""Clipped names beside a name of their kind: 水尾同盟とか、港労とか."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from minutes.nlp import Tokens
from minutes.organisations.types import Candidate
from minutes.organisations.words import Words

_LINK = r"(?:であるとか|だとか|とか|[やと、・]|及び|並びに|または|又は|もしくは|あるいは){1,3}+"
_NEXT = re.compile(
    rf"(?:さん)?+{_LINK}(?P<short>[一-龥]{{2,3}})"
    r"(?=であるとか|だとか|とか|[やと、。等のがはにで]|など)"
)
_KINDS = frozenset(("association", "party", "institution"))


def clipped(tokens: Tokens, names: Sequence[Candidate], words: Words) -> Iterator[Candidate]:
    """Short forms that stand beside a name and are made of another's characters.

    The text prints the full name elsewhere; nothing but the company it keeps gives the form away.
    """
    text = tokens.view.text
    fulls: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for name in names:
        full = text[name.start : name.end]
        if name.level == "named" and name.kind in _KINDS and len(full) >= 6:
            fulls[name.kind, full[0]].add(full)
    if not fulls:
        return
    for name in names:
        match = _NEXT.match(text, name.end) if name.kind in _KINDS else None
        if match is None:
            continue
        short, (start, end) = match["short"], match.span("short")
        fits = [f for f in fulls.get((name.kind, short[0]), ()) if _clips(short, f)]
        if len(fits) == 1 and tokens.is_edge(start) and tokens.is_edge(end):
            yield Candidate(start, end, "named", name.kind, "clipped", fits[0])


def _clips(short: str, full: str) -> bool:
    """True if a form takes the first character and others in order, and is no whole word: 港労.

    >>> full = "港湾労働組合連合会"
    >>> _clips("港労", full), _clips("港会", full), _clips("港湾", full)
    (True, False, False)
    """
    rest = iter(full)
    whole = full.startswith(short) or short[-1] in "会部員"
    return not whole and all(char in rest for char in short)
