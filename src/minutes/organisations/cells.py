"""Bodies of one character that stand alone in a table's cell: the column that says who did it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from minutes.nlp import Tokens
from minutes.organisations.types import Candidate, Form
from minutes.organisations.words import Words

_CELL = re.compile(
    r"(?:(?<=[\t|])|(?<=[\t|] ))(?P<word>[市町村県国府都区])(?= ?[\t|]| ?\n|[・、/(]|\Z)"
    r"|(?<=[・、/])(?P<last>[市町村県国府都区])(?= ?[\t|\n]|\Z)"
)
_COLUMN = ("市", "町", "村", "県", "国")
_LEAST = 2  # cells with the same word, which make a column


def in_cells(
    tokens: Tokens, forms: Sequence[Form], names: Sequence[Candidate], words: Words
) -> Iterator[Candidate]:
    """市 in a cell and, where the text declares it (以下「市」という), there and later.

    A bare 市 before a particle is a nominal anyway; declared, it is a short form.
    """
    text = tokens.view.text
    cells: defaultdict[str, list[int]] = defaultdict(list)
    if "\t" in text or "|" in text:
        for match in _CELL.finditer(text):
            group = "word" if match["word"] else "last"
            if _in_row(text, match.start(group)):
                cells[match[group]].append(match.start(group))
    declared = {form.alias: form for form in reversed(forms) if len(form.alias) == 1 and form.name}
    for alias, form in declared.items():
        yield _use(form.scope, form)
        for start in cells.pop(alias, ()):
            if start > form.scope:
                yield _use(start, form)
        for name in names:
            bare = name.level == "nominal" and name.full == alias and name.end == name.start + 1
            if bare and name.start > form.scope:
                yield _use(name.start, form)
    for word, places in cells.items():
        listed = words.table[word].nominal if word in words.table else None
        if word in _COLUMN and listed is not None and len(places) >= _LEAST:
            for start in places:
                rule = f"nominal {listed.kind}"
                yield Candidate(start, start + 1, "nominal", listed.kind, rule, word, weak=True)


def _in_row(text: str, start: int) -> bool:
    """True if the line has a tab or a bar."""
    begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    line = text[begin : end if end >= 0 else len(text)]
    return "\t" in line or "|" in line


def _use(start: int, form: Form) -> Candidate:
    kind = form.name.kind if form.name is not None else ""
    anchor = (form.start, form.end)
    return Candidate(start, start + 1, "alias", kind, "declared", form.full, anchor=anchor)
