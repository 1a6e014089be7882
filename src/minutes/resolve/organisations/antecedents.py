"""Whom a word means that takes up a name: 財団, 同協会, 同社, 委託先."""

from __future__ import annotations

from minutes.organisations import Name
from minutes.organisations.specific import INTRODUCED, SPECIFIC, THIS
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
    body = context.meeting.body if context.meeting is not None else None
    if not marked and text in _COUNCILS and body and fold(body).endswith(text):
        return Referent(body, "head-word")
    said = context.said.by_head.get(text) or _by_last_part(text, context)
    if said is None:
        return _unnamed(name, text, context) if not marked else None
    near = said[0].start >= context.turn_start(name.start, _NEAR)
    if not marked and not near and text.endswith(_COUNCILS):
        return None
    return Referent(said[1], "anaphoric" if marked else "head-word", said[0].span)


def only_head(name: Name, context: Context) -> Referent | None:
    """組合, 銀行: the one just named in this speech, if the meeting prints no other of the sort."""
    said = context.said.by_head.get(name.full)
    if said is None or said[0].start < context.turn_start(name.start):
        return None
    near = name.start - said[0].end < _SPEECH
    only = len(context.printed.by_head.get(name.full, ())) == 1
    return Referent(said[1], "head-word", said[0].span) if near and only else None


def bank(name: Name, context: Context) -> Referent | None:
    """同行: the bank named last."""
    said = context.said.by_head.get("銀行")
    return Referent(said[1], "anaphoric", said[0].span) if said is not None else None


def bureau(name: Name, context: Context) -> Referent | None:
    """財務局: the one printed with its place, if it is the only one, else the words alone."""
    printed = context.printed.longer(name.full)
    if printed is not None:
        return Referent(printed, "head-word", context.printed.first.get(printed))
    return Referent(name.full, "printed", name.span)


_SPEECH = 400  # characters over which a common word goes on meaning the body named


#: Meetings that every assembly has beside its committees.
_OF_ASSEMBLY = ("全員協議会", "運営協議会")


def _unnamed(name: Name, text: str, context: Context) -> Referent | None:
    """A body without a name before: one that the text sets up, or one that every assembly has."""
    if name.rule in (INTRODUCED, SPECIFIC) or (name.full in _OF_ASSEMBLY and context.body):
        return Referent(name.full, "printed", name.span)
    if name.full in _OF_CITY and context.is_municipal and context.place_prefix:
        full = context.place_prefix + name.full
        return Referent(full, "head-word", context.printed.first.get(context.place_prefix))
    return _only_printed(text, context)


#: Every city has one of its own: 水尾市 消費生活センター.
_OF_CITY = ("消費生活センター", "シルバー人材センター")


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
    """業者, 委託先: whom a line of the text names for it, else the only company named so far."""
    company = _labelled(name, context)
    if company is None and len(context.said.companies) == 1:
        (company,) = context.said.companies
    return Referent(company, "anaphoric", context.printed.first.get(company)) if company else None


def operator(name: Name, context: Context) -> Referent | None:
    """事業者: only whom a line of the text names for it, or for a longer word."""
    if name.full == "会社" and name.rule == THIS:
        return same_company(name, context)
    company = _labelled(name, context)
    if company is None and name.rule == SPECIFIC:
        return _only_company(name, context)
    return Referent(company, "alias", context.printed.first.get(company)) if company else None


def _only_company(name: Name, context: Context) -> Referent | None:
    """会社, as the only company that was named a moment ago."""
    said = context.said.by_kind.get("company")
    if said is None or len(context.said.companies) != 1:
        return None
    near = (
        said[0].start >= context.turn_start(name.start, _NEAR) and name.start - said[0].end < _FAR
    )
    return Referent(said[1], "anaphoric", said[0].span) if near else None


_FAR = 1_500  # characters over which 会社 goes on meaning the only company


def addressed_company(name: Name, context: Context) -> Referent | None:
    """御社: the company in the post of whoever speaks before or after, else the only one named."""
    index = context.turn_number(name.start)
    if index is not None:
        for near in (index + 1, index - 1, index + 2, index - 2):
            if 0 <= near < len(context.turns):
                turn = context.turns[near]
                post = fold(f"{turn.position or ''}{turn.group or ''}")
                company = context.company_in(post) if post else None
                if company is not None:
                    return Referent(company, "head-word", turn.span)
    if len(context.said.companies) != 1:
        return Referent(None, "unresolved")
    (company,) = context.said.companies
    return Referent(company, "anaphoric", context.printed.first.get(company))


def _labelled(name: Name, context: Context) -> str | None:
    role = name.full.removeprefix("当該")
    if role in context.roles:
        return context.roles[role]
    # 委託先 is no 再委託先, but 事業者 may be the 委託事業者.
    held = {
        full
        for label, full in context.roles.items()
        if label.endswith(role) and not label.startswith("再")
    }
    return held.pop() if len(held) == 1 else None


# --- institutions -----------------------------------------------------------------------------

_SERVES = (
    "協議会",
    "運営協議会",
    "審議会",
    "運営委員会",
    "評議会",
    "懇話会",
    "経営委員会",
    "の在り方",
)
_ENDS = {
    "館": ("図書館", "博物館", "美術館", "資料館", "文学館", "科学館"),
    "院": ("病院",),
    "学": ("大学",),
    "校": ("学校", "高校"),
    "園": ("園",),
}


def own_facility(name: Name, context: Context) -> Referent | None:
    """図書館 in the minutes of its council; 当館, 本学: the only one of its sort printed."""
    if name.full[0] in "当本":
        last = name.full[1:]
        ends = _ENDS.get(last, (last,))
        found = [
            f for f, k in context.printed.kinds.items() if k in _INSTITUTIONS and f.endswith(ends)
        ]
        return _only(found, context)
    body = context.body or ""
    for council in _SERVES:
        owner, matched, _ = body.partition(name.full + council)
        if matched:
            printed = context.printed.longer(name.full, context.place_prefix)
            full = printed or owner + name.full
            return Referent(full, "head-word", context.printed.first.get(full))
    return None


_INSTITUTIONS = ("school", "facility", "association", "institution")


def _only(found: list[str], context: Context) -> Referent | None:
    if len(found) != 1:
        return None
    return Referent(found[0], "head-word", context.printed.first.get(found[0]))
