"""Declared short forms (以下「KS社」という。) and the clauses that declare them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from minutes.nlp import Tokens
from minutes.organisations.labels import explained, labelled
from minutes.organisations.runs import left
from minutes.organisations.shortened import in_brackets, oral, so_called
from minutes.organisations.types import Candidate, Form
from minutes.organisations.words import Words, sizes_at


@dataclass(frozen=True, slots=True)
class Declares:
    """A wording that declares a short form, matched from its cue word on (以下, 略称 ...)."""

    name: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


_QUOTED = r"[「『\"“](?P<alias>[^「」『』\"“”\n]{1,30})[」』\"”]"
_SECOND = r"(?:、?(?:又は|または|あるいは|もしくは)?[「『](?P<second>[^」』\n]{1,30})[」』])?+"
_BARE = r"(?P<alias>(?![のはがをにでも])[^「」『』()、。\n―と]{1,20})"
_SAYS = (
    r"(?:いう|いい|言い|言う|言わ|申し|称し|称す|略し|略す|略称|呼び|呼ぶ|呼ば|させていただ"
    r"|表記|記載)"
)

DECLARES = (
    Declares(
        "below-quoted",
        ("以下",),
        re.compile(rf"以下、?(?:単に|これを|本件では|ここでは)?+{_QUOTED}{_SECOND}(?:と|、|\))"),
        (
            "株式会社みなと電算（以下「MD社」という。）に",
            "株式会社みなと電算（以下、単に「MD社」と表記する。）に",
            "株式会社みなと電算（以下「MD社」）に",
        ),
        ("以下「図1」のとおり",),
    ),
    Declares(
        "below-bare",
        ("以下",),
        re.compile(rf"以下、?(?:単に)?+{_BARE}と{_SAYS}"),
        (
            "株式会社みなと電算――以下MD社と申します――に",
            "株式会社みなと電算、以下、MD社と略しますが、",
        ),
        ("以下のものとする。", "零度以下と言われる。"),
    ),
    Declares(
        "short",
        ("略称", "通称", "略して"),
        re.compile(
            r"(?:略称|通称|略して)[:は、]?+[「『 ]?+"
            r"(?P<alias>[^「」『』()、。:\n]{2,20}+)(?=[」』)、。])"
        ),
        ("株式会社みなと電算（略称：MD社）に", "浅見市みらい財団（通称「みらい財団」）に"),
        ("略称を決める。",),
    ),
)
_CUE = re.compile("以下|略称|通称|略して")
_CLOSES = re.compile(r"[^。\n()]{0,20}\)")
_OPENERS = frozenset("(―-─— 、")


def declared(tokens: Tokens, names: Sequence[Candidate], words: Words) -> list[Form]:
    """The short forms that the text declares, in the order of their scopes.

    A form that abbreviates no organisation (以下「改正法」という。) has no `name`.
    """
    named = [name for name in names if name.level != "nominal" or _is_of_city(name)]
    ends = {name.end: name for name in named}
    found = [
        *_with_cue(tokens, named, ends, words),
        *in_brackets(tokens, named, words),
        *so_called(tokens, named, words),
        *labelled(tokens, named),
        *explained(tokens, named),
    ]
    places = {form.scope for form in found}
    found.extend(form for form in oral(tokens, named) if form.scope not in places)
    found.sort(key=lambda form: (form.scope, form.start))
    return list(_chained(found))


def _is_of_city(name: Candidate) -> bool:
    """True for 市消費生活センター, which a short form may stand for."""
    return name.kind == "organ" and name.end - name.start > 4


def _chained(forms: Sequence[Form]) -> Iterator[Form]:
    """The forms, those of forms with the first one's full name: みなと電算 for MD社 for MD."""
    full: dict[str, str] = {}
    for form in forms:
        first = full.get(form.full)
        if first is not None and form.name is not None:
            form = Form(form.start, form.end, form.scope, form.alias, first, form.name)
        if form.name is not None:
            full[form.alias] = form.full
        yield form


# --- by a cue word ----------------------------------------------------------------------------


def _with_cue(
    tokens: Tokens, names: Sequence[Candidate], ends: Mapping[int, Candidate], words: Words
) -> Iterator[Form]:
    text = tokens.view.text
    starts = [name.start for name in names]
    known: dict[str, Candidate] = {}
    for cue in _CUE.finditer(text):
        match = _declaring(text, cue)
        if match is not None:
            place = _clause_start(text, match.start())
            name = (
                ends.get(place)
                or ends.get(match.start())
                or _earlier_form(text, place, known)
                or _nearest(text, match, place, names, starts)
                or _noun_run(tokens, place, match["alias"], words)
            )
            for group in ("alias", "second"):
                form = _form(text, match, group, name, words)
                if form is not None:
                    if form.name is not None:
                        known[form.alias] = form.name
                    yield form


def _declaring(text: str, cue: re.Match[str]) -> re.Match[str] | None:
    for rule in DECLARES:
        if cue.group() in rule.cues:
            match = rule.pattern.match(text, cue.start())
            if match is not None:
                return match
    return None


def _clause_start(text: str, start: int) -> int:
    """Where the name before a declaring clause ends: past （, ―― and the like."""
    place = start
    while place > max(0, start - 6) and text[place - 1] in _OPENERS:
        place -= 1
    return place


def _earlier_form(text: str, place: int, known: Mapping[str, Candidate]) -> Candidate | None:
    """The form that is itself abbreviated: MD社（以下「MD」という。）."""
    for size in range(2, 31):
        earlier = known.get(text[max(0, place - size) : place])
        if earlier is not None:
            return Candidate(place - size, place, "alias", earlier.kind, "declared")
    return None


def _nearest(
    text: str,
    match: re.Match[str],
    place: int,
    names: Sequence[Candidate],
    starts: Sequence[int],
) -> Candidate | None:
    """The name in the same sentence that an oral form means: 以下、KS社と略します."""
    if place != match.start():
        return None
    alias = match["alias"].strip()
    floor = max(text.rfind("。", 0, place), text.rfind("\n", 0, place), place - 120)
    for index in range(bisect_left(starts, place) - 1, -1, -1):
        name = names[index]
        if name.start <= floor:
            return None
        if name.end <= place and name.level == "named":
            shares = set(alias) & set(text[name.start : name.end])
            if shares or alias.endswith("社"):
                return name
    return None


def _noun_run(tokens: Tokens, place: int, alias: str, words: Words) -> Candidate | None:
    """The nouns before the clause; an organisation if the form says so (AP社 for アサミペイ)."""
    index = tokens.first_at(place - 1) if place else 0
    if place == 0 or index >= len(tokens) or tokens.ends[index] != place:
        return None
    start = tokens.starts[left(tokens, index + 1, words)] if index + 1 < len(tokens) else place
    if start >= place:
        return None
    level = "named" if _names_a_body(alias.strip(), words) else "term"
    return Candidate(start, place, level, "company", "declared by its form")


def _names_a_body(alias: str, words: Words) -> bool:
    """True if a short form says by its last part that it means a body: AP社, みらい財団."""
    if alias.endswith(("社", "法人")):
        return True
    for size in sizes_at(words, alias, len(alias)):
        word = words.table.get(alias[-size:]) if size <= len(alias) else None
        if word is not None and word.head is not None and word.head.kind in _BODIES:
            return True
    return False


_BODIES = frozenset(("council", "association", "school", "party", "assembly"))


def _form(
    text: str, match: re.Match[str], group: str, name: Candidate | None, words: Words
) -> Form | None:
    alias = (match.groupdict().get(group) or "").strip()
    if name is None or not alias:
        return None
    closing = _CLOSES.match(text, match.end())
    end = closing.end() if closing is not None else match.end()
    body = None if name.level == "term" or alias.endswith(words.terms) else name
    full = text[name.start : name.end]
    return Form(name.start, end, match.start(group), alias, full, body)
