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

from collections.abc import Iterable, Sequence

from minutes.nlp import Tokens
from minutes.organisations.aliases import Form, declared
from minutes.organisations.lists import joined, listed
from minutes.organisations.names import Candidate, candidates
from minutes.organisations.types import Declaration, Found, Name
from minutes.organisations.uses import cores, uses
from minutes.organisations.words import Words, words
from minutes.schema import Document

__all__ = ["Declaration", "Found", "Name", "find_organisations"]


def find_organisations(document: Document, tokens: Tokens) -> Found:
    """The mentions of a document in text order, and the short forms that it declares.

    Mentions do not overlap: the longest name wins (水尾市文化振興課, not 水尾市).  Who is meant
    by 本市 or 同社 is not decided here.
    """
    lists = words()
    plain = longest([*candidates(tokens, lists), *listed(tokens), *joined(tokens)])
    forms = list(declared(tokens, plain, lists))
    known = [*uses(tokens, forms), *cores(tokens, plain, lists)]
    merged = longest([*plain, *known])
    full = {(form.alias): form for form in reversed(forms) if form.name is not None}
    mentions = [name for candidate in merged for name in _names(tokens, candidate, full, lists)]
    return Found(tuple(mentions), tuple(_declaration(tokens, form) for form in forms))


def longest(found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates without those that a longer one covers, in text order.

    An alias beats a name of the same span: what the text declares is surer than its structure.
    """
    ordered = sorted(found, key=lambda c: (c.start, -c.end, c.level != "alias"))
    kept: list[Candidate] = []
    for candidate in ordered:
        if kept and candidate.start < kept[-1].end:
            if candidate.end - candidate.start > kept[-1].end - kept[-1].start:
                kept[-1] = candidate
            continue
        kept.append(candidate)
    return kept


def _names(
    tokens: Tokens, candidate: Candidate, forms: dict[str, Form], lists: Words
) -> Iterable[Name]:
    """The mentions of a candidate: one, or the two of 総務・建設常任委員会."""
    view = tokens.view
    text = view.text[candidate.start : candidate.end]
    parts = _coordinated(view.text, candidate, text)
    for start, end, full in parts:
        span = view.span(start, end)
        anchor = None
        printed = view.text[start:end]
        if candidate.level == "alias":
            form = forms[printed]
            full = form.full
            anchor = view.span(form.start, form.end)
        elif printed in lists.bodies:
            full = lists.bodies[printed].name
        elif candidate.rule == "core":
            full = candidate.kind
        source = view.source[span.start : span.end]
        yield Name(
            span.start,
            span.end,
            source,
            full,
            candidate.level,
            "company" if candidate.rule == "core" else candidate.kind,
            candidate.rule,
            candidate.ambiguous,
            candidate.weak,
            anchor,
        )


def _coordinated(whole: str, candidate: Candidate, text: str) -> Sequence[tuple[int, int, str]]:
    """The parts of a coordination with a shared last word, each with its completed name.

    総務・建設常任委員会 are two committees if 総務常任委員会 is printed too, or if the shared
    word says so; 子ども・子育て会議 is one council.
    """
    start, end = candidate.start, candidate.end
    if "・" in text and candidate.kind == "council":
        for shared in ("常任委員会", "特別委員会", "委員会", "審議会", "協議会", "部会"):
            if not text.endswith(shared):
                continue
            heads = text.split("・")
            firsts = heads[:-1]
            if all(f + shared in whole for f in firsts) or (
                shared == "常任委員会" and heads[-1] in whole.replace(text, "")
            ):
                parts, place = [], start
                for first in firsts:
                    parts.append((place, place + len(first), first + shared))
                    place += len(first) + 1
                return [*parts, (place, end, heads[-1])]
            break
    return [(start, end, text)]


def _declaration(tokens: Tokens, form: Form) -> Declaration:
    span = tokens.view.span(form.start, form.end)
    entity = "organisation" if form.name is not None else "term"
    return Declaration(span.start, span.end, form.alias, form.full, entity)
