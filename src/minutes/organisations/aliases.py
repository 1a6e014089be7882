"""Declared short forms (以下「KS社」という。) and the clauses that declare them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes.nlp import Tokens
from minutes.organisations.names import Candidate
from minutes.organisations.runs import left
from minutes.organisations.words import Words


@dataclass(frozen=True, slots=True)
class Form:
    """A declaration in view positions; `name` is the candidate it abbreviates, if it is one."""

    start: int
    end: int
    alias_start: int
    alias_end: int
    alias: str
    full: str
    name: Candidate | None


# 以下「KS社」という。 以下、KS社と略します ――以下KS社と申します―― (以下「当社」と表記) 略称:KS社
_DECLARES = re.compile(
    r"以下、?(?:単に)?(?:"
    r"[「『\"](?P<quoted>[^「」『』\"\n]{1,30})[」』\"](?:、?(?:又は|または|あるいは)?[「『][^」』\n]{1,30}[」』])?+"
    r"(?:と|という|、|\))"
    r"|(?P<bare>[^「」『』()、。\n―と]{1,20})と"
    r"(?:いう|いい|言い|言う|申し|称し|称す|略し|略す|呼び|呼ぶ|呼ば|させていただ|表記)"
    r")"
)
_SHORT = re.compile(r"略称[:は、「『 ]{1,2}(?P<quoted>[^「」『』()、。\n]{2,20})")
_CUE = re.compile(r"以下|略称")
_CLOSES = re.compile(r"[^。\n()]{0,20}\)")
_PAREN = re.compile(r"\((?P<short>[A-Za-z][A-Za-z0-9-]{1,9}|[一-龥ァ-ヶーA-Z]{2,8})\)")
_OPENERS = "(―-─— 、"


def declared(tokens: Tokens, names: Sequence[Candidate], words: Words) -> Iterator[Form]:
    """The short forms that the text declares, in order.

    A form that abbreviates no organisation (以下「改正法」という。) is yielded with no `name`.
    """
    text = tokens.view.text
    ends = {name.end: name for name in names if name.level != "nominal"}
    for cue in _CUE.finditer(text):
        match = (_DECLARES if cue.group() == "以下" else _SHORT).match(text, cue.start())
        if match is None:
            continue
        group = "quoted" if match["quoted"] else "bare"
        form = _form(tokens, match, group, ends, names, words)
        if form is not None:
            yield form
    for name in names:
        if name.level in ("named", "unit") and text[name.end : name.end + 1] == "(":
            match = _PAREN.match(text, name.end)
            if match is not None and _abbreviates(
                match["short"], text[name.start : name.end], words
            ):
                yield Form(
                    name.start,
                    match.end(),
                    match.start("short"),
                    match.end("short"),
                    match["short"],
                    text[name.start : name.end],
                    name,
                )


def _form(
    tokens: Tokens,
    match: re.Match[str],
    group: str,
    ends: dict[int, Candidate],
    names: Sequence[Candidate],
    words: Words,
) -> Form | None:
    text = tokens.view.text
    place = match.start()
    while place > 0 and text[place - 1] in _OPENERS and match.start() - place < 6:
        place -= 1
    alias = match[group].strip()
    closing = _CLOSES.match(text, match.end())
    end = closing.end() if closing is not None else match.end()
    name = ends.get(place) or ends.get(match.start())
    if name is None and place == match.start():
        name = _nearest(text, alias, match.start(), names)
    if name is None:
        index = tokens.first_at(place - 1) if place else 0
        if place == 0 or tokens.ends[index] != place:
            return None
        start = tokens.starts[left(tokens, index, words)]
        if start >= place:
            return None
    else:
        start = name.start
        if not _is_organisation(alias, words):
            name = None
    full = text[start : name.end if name is not None else place]
    return Form(start, end, match.start(group), match.end(group), alias, full, name)


_TERMS = (
    "法",
    "条例",
    "システム",
    "事業",
    "計画",
    "規則",
    "制度",
    "基準",
    "サービス",
    "事案",
    "方針",
    "事件",
    "事故",
)


def _is_organisation(alias: str, words: Words) -> bool:
    """False for short forms of laws, systems and plans, which a company may stand before."""
    return not alias.endswith(_TERMS)


def _nearest(text: str, alias: str, place: int, names: Sequence[Candidate]) -> Candidate | None:
    """The name in the same sentence that an oral form means: 以下、KS社と略します."""
    floor = max(text.rfind("。", 0, place), text.rfind("\n", 0, place), place - 120)
    found = None
    for name in names:
        if name.start > floor and name.end <= place and name.level == "named":
            shares = set(alias) & set(text[name.start : name.end])
            if shares or alias.endswith("社"):
                found = name
    return found


def _abbreviates(short: str, name: str, words: Words) -> bool:
    """True if a bracketed form shortens a name: letters, or its characters in order.

    >>> from minutes.organisations.words import words
    >>> _abbreviates("MKD", "みなと計算電機協会", words())
    True
    >>> _abbreviates("港協", "日本港湾協会", words()), _abbreviates("代表", "水尾会", words())
    (True, False)
    """
    if short.isascii():
        return not short.isdigit() and short.upper() not in ("HP", "PDF", "URL", "TEL", "FAX")
    if short in words.titles or len(short) >= len(name) or (short in name and len(short) < 2):
        return False
    rest = iter(name)
    return all(char in rest for char in short)
