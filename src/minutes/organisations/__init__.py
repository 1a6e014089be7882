"""Organisations as the words alone give them: names, declared short forms, nominals.

>>> from minutes.nlp import tokenize
>>> from minutes.schema import Document
>>> text = "水尾市は、株式会社みなと電算（以下「MD社」という。）に委託した。MD社によれば、本市の…"
>>> found = find_organisations(Document("d1", "a.txt", text), tokenize(text))
>>> [(name.text, name.level) for name in found.mentions[:3]]
[('水尾市', 'named'), ('株式会社みなと電算', 'named'), ('MD社', 'alias')]
>>> found.aliases[0].canonical, found.aliases[0].entity
('株式会社みなと電算', 'organisation')
"""

from __future__ import annotations

from collections.abc import Iterable

from minutes.nlp import Tokens
from minutes.organisations.aliases import declared
from minutes.organisations.caucuses import caucuses
from minutes.organisations.cells import in_cells
from minutes.organisations.clipped import clipped
from minutes.organisations.cues import told
from minutes.organisations.inside import cut_short
from minutes.organisations.lists import joined, listed
from minutes.organisations.names import candidates
from minutes.organisations.phrases import societies
from minutes.organisations.shared import is_joint, parts
from minutes.organisations.spelling import as_printed, modern
from minutes.organisations.types import Candidate, Declaration, Form, Found, Name
from minutes.organisations.uses import cores, uses
from minutes.organisations.words import words
from minutes.organisations.written import written
from minutes.schema import Document

__all__ = ["Declaration", "Found", "Name", "find_organisations"]


def find_organisations(document: Document, tokens: Tokens) -> Found:
    """The mentions of a document in text order, and the short forms that it declares.

    Mentions do not overlap: the longest name wins (水尾市文化振興課, not 水尾市).  Who is meant
    by 本市 or 同社 is not decided here.
    """
    lists, printed = words(), tokens
    tokens = modern(tokens)
    plain = longest(
        [
            *candidates(tokens, lists),
            *listed(tokens),
            *joined(tokens),
            *told(tokens, lists),
            *written(tokens, lists),
            *societies(tokens, lists),
            *cut_short(tokens, lists),
        ]
    )
    forms = declared(tokens, plain, lists)
    by_form = [form.name for form in forms if form.name is not None]
    known = [
        *by_form,
        *uses(tokens, forms, lists),
        *cores(tokens, plain, lists),
        *clipped(tokens, plain, lists),
        *in_cells(tokens, forms, plain, lists),
        *caucuses(tokens, plain, lists),
    ]
    labels = {(form.start, form.start + len(form.alias)) for form in forms}
    merged = longest([*(name for name in plain if (name.start, name.end) not in labels), *known])
    text = tokens.view.text
    alone = {text[name.start : name.end] for name in merged if name.kind == "council"}
    whole = (parts(text, name, alone) if is_joint(text, name) else (name,) for name in merged)
    mentions = [_name(printed, tokens, part) for group in whole for part in group]
    return Found(tuple(mentions), tuple(_declaration(printed, form) for form in forms))


def longest(found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates without those that a longer one covers, in text order.

    Of the same span, what the text declares is surer than its structure.
    """
    ordered = sorted(
        found,
        key=lambda c: (c.start, -c.end, c.level != "alias", not (c.rule == "core" and c.full)),
    )
    kept: list[Candidate] = []
    for candidate in ordered:
        if kept and candidate.start < kept[-1].end:
            if candidate.end - candidate.start > kept[-1].end - kept[-1].start:
                kept[-1] = candidate
            continue
        kept.append(candidate)
    return kept


def _name(printed: Tokens, tokens: Tokens, found: Candidate) -> Name:
    """The mention of a candidate; its full name is as printed where no list gives another."""
    start, end, level, kind, rule, full, ambiguous, weak, anchor = found
    view = printed.view
    begin, stop = view.span(start, end)
    if level != "nominal" and (not full or full == tokens.view.text[start:end]):
        full = view.text[start:end]
    elif tokens is not printed and level == "named":
        full = as_printed(full, tokens.view.text, view.text)
    declared_at = view.span(*anchor) if anchor is not None else None
    text = view.source[begin:stop]
    return Name(begin, stop, text, full, level, kind, rule, ambiguous, weak, declared_at)


def _declaration(tokens: Tokens, form: Form) -> Declaration:
    span = tokens.view.span(form.start, form.end)
    entity = "organisation" if form.name is not None else "term"
    return Declaration(span.start, span.end, form.alias, form.full, entity)
