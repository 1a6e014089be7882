"""Lines that say who holds a role (委託先：株式会社みなと電算), and legends of short forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from minutes.nlp import Tokens
from minutes.organisations.types import Candidate, Form
from minutes.organisations.words import words

_MARK = (
    r"(?:[(<\[【]?[0-9]{1,2}[)>\]】.、]?|[一二三四五六七八九十]{1,2}、?|[ア-ン](?=[ 、])"
    r"|[■□○・◎●◆▼▽※-])?+"
)
_BEHIND = r"(?:の名称|の概要|の氏名|名称|名)?+[】\])>]?+"
_WINDOW = 40  # characters of a label with its mark


_ROLES = ("contractor", "operator")


@cache
def _label() -> re.Pattern[str]:
    """A line's beginning up to the name that holds one of the listed roles."""
    found = [t for t, w in words().table.items() if w.nominal and w.nominal.kind in _ROLES]
    roles = "|".join(sorted(found, key=len, reverse=True))
    return re.compile(
        rf"(?:\A|\n)[ ]*+{_MARK}[ ]*+[【\[(<]?+(?P<role>{roles})"
        rf"{_BEHIND}[ ]*+(?:[:\n ][ \n]*+)(?:[・○-][ ]*+)?\Z"
    )


def labelled(tokens: Tokens, names: Sequence[Candidate]) -> Iterator[Form]:
    """The roles that a line of its own gives to a name: 4 受託事業者 ⏎ 株式会社みなと電算.

    A role that lines give to several names stays open.
    """
    text = tokens.view.text
    found: defaultdict[str, dict[str, Form]] = defaultdict(dict)
    for name in names:
        if name.level != "named" or name.kind not in _HOLDERS or name.start < 3:
            continue
        if text[name.start - 1] not in ": \n・○-":
            continue
        floor = max(0, name.start - _WINDOW)
        match = _label().search(text, floor, name.start)
        if match is not None:
            full = text[name.start : name.end]
            at = match.start("role")
            form = Form(at, name.end, name.end, match["role"], full, name)
            found[match["role"]].setdefault(full, form)
    for forms in found.values():
        if len(forms) == 1:
            yield from forms.values()


_HOLDERS = frozenset(
    ("company", "association", "foundation", "institution", "school", "facility", "group")
)

# 「機構」とは、独立行政法人日本港湾機構をいう; 「機構」は日本港湾機構の略.
_SAYS = re.compile(r"(?:のこと)?(?:を(?:いう|いい|指す|指し|示す|示し|意味す|表す)|の(?:略|こと))")
_QUOTED = re.compile(r"[「『](?P<alias>[^「」『』\n]{1,20})[」』](?:と)?(?:は|:|…)、?[ ]?\Z")


def explained(tokens: Tokens, names: Sequence[Candidate]) -> Iterator[Form]:
    """The short forms of legends and notes: ※「機構」とは、独立行政法人日本港湾機構をいう。"""
    text = tokens.view.text
    for name in names:
        if name.level == "nominal" or text[name.start - 1 : name.start] not in _BEFORE:
            continue
        if _SAYS.match(text, name.end) is None:
            continue
        match = _QUOTED.search(text, max(0, name.start - 26), name.start)
        if match is not None and not match["alias"].endswith(words().terms):
            full = text[name.start : name.end]
            yield Form(match.start(), name.end, match.start("alias"), match["alias"], full, name)


_BEFORE = frozenset("は、:… 」』")
