"""Whom a word means that takes up a name: 財団, 同協会, 同社, 委託先."""

from __future__ import annotations

from minutes.organisations import Name
from minutes.resolve.organisations.context import Context, Referent
from minutes.text import fold

_MARKS = ("当該", "同", "当", "本")
#: Words for a body of another head: 教団 for a 教会, 団体 for any 会.
_SYNONYMS = {"教団": "教会", "団体": "会", "会派": "党", "弁護団": "弁連", "議連": "議員連盟"}
#: Of these a text names many: one alone means the one named a moment ago.
_COUNCILS = (
    *("審議会", "協議会", "審査会", "検討会", "研究会", "懇談会", "調査会", "小委員会", "委員会"),
    *("部会", "会議", "本部"),
)
_NEAR = 3  # turns in which a bare 審議会 still means the one named


def head(name: Name, context: Context) -> Referent | None:
    """財団, 同協会: the last name that ends with the same head."""
    text, marked = _unmarked(name.full)
    text = _SYNONYMS.get(text, text)
    said = context.said.by_head.get(text) or _by_last_part(text, context)
    if said is None:
        return None if marked else _only_printed(text, context)
    near = said[0].start >= context.turn_start(name.start, _NEAR)
    if not marked and not near and text.endswith(_COUNCILS):
        return None
    return Referent(said[1], "anaphoric" if marked else "head-word", said[0].span)


def _unmarked(text: str) -> tuple[str, bool]:
    for mark in _MARKS:
        if text.startswith(mark) and len(text) > len(mark):
            return text[len(mark) :], True
    return text, False


def _by_last_part(text: str, context: Context) -> tuple[Name, str] | None:
    """The only name with the last part of a longer head: 推進協議会 for みらい協議会."""
    for last in ("協議会", "審議会", "検討会", "会議", "本部"):
        if text.endswith(last) and text != last:
            fits = context.printed.by_head.get(last, ())
            return context.said.by_head.get(last) if len(fits) == 1 else None
    return None


def _only_printed(text: str, context: Context) -> Referent | None:
    """The only printed name with a head, for a short mention that stands before it."""
    printed = context.printed.by_head.get(text, ())
    if len(printed) != 1 or text.endswith(_COUNCILS):
        return None
    return Referent(printed[0], "inferred", context.printed.first.get(printed[0]))


# --- companies --------------------------------------------------------------------------------


def same_company(name: Name, context: Context) -> Referent | None:
    """同社: the last company; 当該法人: the last body with a legal form."""
    company, form = context.said.by_kind.get("company"), context.said.by_head.get("法人")
    said = (form or company) if name.full.endswith("法人") else (company or form)
    if said is None or (name.weak and said[0].start < context.turn_start(name.start)):
        return None
    return Referent(said[1], "anaphoric", said[0].span)


def own_company(name: Name, context: Context) -> Referent | None:
    """弊社: the company in the speaker's post."""
    turn = context.turn_at(name.start)
    if turn is None:
        return None
    post = fold(f"{turn.position or ''}{turn.group or ''}")
    company = context.company_in(post) if post else None
    return Referent(company, "speaker-body", turn.span) if company else None


def contractor(name: Name, context: Context) -> Referent | None:
    """業者, 委託先: only where the meeting has named a single company so far."""
    if len(context.said.companies) != 1:
        return None
    (company,) = context.said.companies
    return Referent(company, "anaphoric", context.printed.first.get(company))
