"""Later uses: of declared short forms, and of a company's name without its legal form."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from minutes.nlp import Tokens
from minutes.organisations.nominals import stands_alone
from minutes.organisations.runs import behind
from minutes.organisations.types import CUE, Candidate, Form
from minutes.organisations.words import Words

_ONE_SCRIPT = re.compile(r"[ァ-ヶー]{2}|[A-Za-z0-9]{2}")


def occurrences(text: str, known: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where the known words stand, from left to right, the longest at each place.

    >>> list(occurrences("ミナト決済とミナト", ["ミナト", "ミナト決済"]))
    [(0, 'ミナト決済'), (6, 'ミナト')]
    """
    words = set(known)
    if len(words) <= _FEW:
        yield from _few(text, words)
        return
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[:2]].add(len(word))
    ordered = {pair: sorted(sizes, reverse=True) for pair, sizes in lengths.items()}
    opening = _opening(ordered)
    match = opening.search(text)
    while match is not None:
        start = match.start()
        word = ""
        for size in ordered.get(text[start : start + 2], ()):
            if text[start : start + size] in words:
                word = text[start : start + size]
                yield start, word
                break
        match = opening.search(text, start + max(1, len(word)))


_FEW = 12  # words up to which a search for each takes less than one pattern, and compiles nothing


def _few(text: str, words: Collection[str]) -> Iterator[tuple[int, str]]:
    places: list[tuple[int, int, str]] = []
    for word in words:
        place = text.find(word)
        while place >= 0:
            places.append((place, -len(word), word))
            place = text.find(word, place + 1)
    places.sort()
    free = 0
    for start, _, word in places:
        if start >= free:
            yield start, word
            free = start + len(word)


_MANY = 100  # openings beyond which one set of first characters is faster than their alternation


def _opening(pairs: Collection[str]) -> re.Pattern[str]:
    if len(pairs) > _MANY:
        return re.compile("[" + re.escape("".join(sorted({pair[0] for pair in pairs}))) + "]")
    return re.compile("|".join(re.escape(pair) for pair in sorted(pairs)))


def _is_whole(text: str, start: int, word: str) -> bool:
    """True if the word is not part of a longer one of the same script."""
    before = start > 0 and _ONE_SCRIPT.match(text, start - 1)
    return not before and not _ONE_SCRIPT.match(text, start + len(word) - 1)


def uses(tokens: Tokens, forms: Sequence[Form], words: Words) -> Iterator[Candidate]:
    """The uses of declared organisations, each by the declaration that holds there."""
    by_alias: defaultdict[str, list[Form]] = defaultdict(list)
    for form in forms:
        if form.name is not None and len(form.alias) > 1:
            by_alias[form.alias].append(form)
    scopes = {alias: [form.scope for form in found] for alias, found in by_alias.items()}
    for start, alias in occurrences(tokens.view.text, by_alias):
        latest = bisect_right(scopes[alias], start) - 1
        if latest >= 0 and _is_use(tokens, start, alias, words):
            form = by_alias[alias][latest]
            kind = form.name.kind if form.name is not None else ""
            yield Candidate(
                start,
                start + len(alias),
                "alias",
                kind,
                "declared",
                form.full,
                anchor=(form.start, form.end),
            )


def _is_use(tokens: Tokens, start: int, alias: str, words: Words) -> bool:
    """True if the alias stands for itself here: 協議会 in 水尾協議会 or 協議会長 does not."""
    end = start + len(alias)
    if not _is_whole(tokens.view.text, start, alias):
        return False
    if not (tokens.is_edge(start) and tokens.is_edge(end)):
        return alias.isascii() or (
            (tokens.is_edge(start) or tokens.is_edge(end)) and len(alias) > 3
        )
    first, last = tokens.first_at(start), tokens.first_at(end - 1)
    quoted = tokens.view.text[start - 1 : start] in ("「", "『")
    plain = alias[0].isascii() or stands_alone(tokens, first, words)
    return quoted or (plain and behind(tokens, last, words) != "title")


def cores(tokens: Tokens, names: Sequence[Candidate], words: Words) -> Iterator[Candidate]:
    """Uses of a name without its legal form: アサミペイ for 株式会社アサミペイ; 水尾銀 of a bank.

    Whether a company or its service is meant the words alone do not say.
    """
    text = tokens.view.text
    owners: dict[str, Candidate] = {}
    asked: set[tuple[str, str, str]] = set()
    for name in names:
        if name.level == "nominal":
            continue
        full = text[name.start : name.end]
        key = full, name.kind, name.rule
        if key not in asked:
            asked.add(key)
            core = _core(full, name, words)
            if core:
                owners.setdefault(core, name)
            if name.kind == "company" and full.endswith("銀行"):
                owners.setdefault((core or full)[:-1], name)  # 水尾銀
    for start, core in occurrences(text, owners):
        name, end = owners[core], start + len(core)
        if not _is_whole(text, start, core):
            continue
        if not (tokens.is_edge(start) and tokens.is_edge(end)):
            continue
        printed = text[name.start : name.end]
        if core == printed or behind(tokens, tokens.first_at(end - 1), words) != "title":
            full = "" if core == printed else printed
            company = name.kind == "company" and bool(full) and core[-1] != "銀"
            yield Candidate(start, end, "named", name.kind, "core", full, company)


def _core(full: str, name: Candidate, words: Words) -> str:
    """What is left of a name without its legal form; nothing if that is too short to know."""
    known = name.rule.startswith("legal") or name.kind == "company" or name.rule == CUE
    if name.level != "named" or not known:
        return ""
    core = _FORMS.sub("", full).strip() if name.rule.startswith("legal") else full
    listed = words.table.get(core)
    short = len(core) < 3 and not (len(core) == 2 and core.isascii() and core.isupper())
    return "" if short or listed is not None else core


_FORM = (
    r"(?:株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|\(株\)|㈱|\(有\)|㈲|\(同\)"
    r"|(?:一般|公益)(?:社団|財団)法人|(?:特定|認定)?[^ ]{0,6}法人|\([一公特]?[社財学福独非]\))"
)
_FORMS = re.compile(rf"\A{_FORM}|{_FORM}\Z")
