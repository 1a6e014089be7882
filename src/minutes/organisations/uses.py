"""Later uses: of declared short forms, and of a company's name without its legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minutes.nlp import Tokens
from minutes.organisations.aliases import Form
from minutes.organisations.names import Candidate
from minutes.organisations.runs import following
from minutes.organisations.words import Words

_KANA = re.compile(r"[ァ-ヶー]")
_LETTER = re.compile(r"[A-Za-z0-9]")


def _places(text: str, word: str, start: int) -> Iterator[int]:
    """Where a word stands and is not part of a longer word of the same script."""
    place = text.find(word, start)
    while place >= 0:
        end = place + len(word)
        around = ((text[place - 1 : place], word[0]), (text[end : end + 1], word[-1]))
        if not any(
            script.match(outer) and script.match(inner)
            for outer, inner in around
            for script in (_KANA, _LETTER)
            if outer
        ):
            yield place
        place = text.find(word, end)


def uses(tokens: Tokens, forms: Sequence[Form]) -> Iterator[Candidate]:
    """The uses of declared organisations, from each declaration to the end of the document."""
    text = tokens.view.text
    seen: set[str] = set()
    for form in forms:
        if form.name is None or form.alias in seen or len(form.alias) < 2:
            continue
        seen.add(form.alias)
        for place in _places(text, form.alias, form.alias_start):
            end = place + len(form.alias)
            if form.alias.isascii() or tokens.is_edge(place) or tokens.is_edge(end):
                yield Candidate(place, end, "alias", "alias", "declared")


_FORM = re.compile(
    r"\A(?:株式会社|有限会社|合同会社|\(株\)|㈱|\(有\)|㈲)|(?:株式会社|有限会社|合同会社|\(株\)|㈱|\(有\)|㈲)\Z"
)


def cores(tokens: Tokens, names: Sequence[Candidate], words: Words) -> Iterator[Candidate]:
    """Uses of a company's name without the legal form: アサミペイ for 株式会社アサミペイ.

    Whether the company or its service is meant the words alone do not say.
    """
    text = tokens.view.text
    seen: set[str] = set()
    for name in names:
        if name.kind not in ("legal", "company") or name.level != "named":
            continue
        full = text[name.start : name.end]
        core = _FORM.sub("", full)
        if core in seen or len(core) < 2 or core in words.heads:
            continue
        seen.add(core)
        if len(core) < 3 and not (core.isascii() and core.isupper()):
            continue
        for place in _places(text, core, 0):
            end = place + len(core)
            if not (tokens.is_edge(place) and tokens.is_edge(end)):
                continue
            if core != full or following(tokens, end, words) in ("end", "light"):
                yield Candidate(place, end, "named", full, "core", core != full)
