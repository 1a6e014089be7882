"""Whom a nominal means: 本市, 当委員会, 財団, 同社, 我が党."""

from __future__ import annotations

from collections.abc import Callable

from minutes.organisations import Name
from minutes.organisations.words import words
from minutes.resolve.organisations.context import Context, Referent, place_of
from minutes.schema import Span
from minutes.text import fold

STATE = "日本国政府"


def nominal_referent(name: Name, context: Context) -> Referent | None:
    """The referent of a nominal; none if nothing decides."""
    return _NOMINALS[name.kind](name, context)


def _anchor(context: Context, canonical: str) -> Span | None:
    return context.printed.first.get(canonical)


# --- places -----------------------------------------------------------------------------------


def _own_municipality(name: Name, context: Context) -> Referent | None:
    own = _own_of_sort(name.full[-1], context)
    return Referent(own, "head-word", _anchor(context, own)) if own else None


def _own_of_sort(suffix: str, context: Context) -> str | None:
    """The municipality at hand: the meeting's, else the one of the sort that is named most."""
    own = context.own(suffix)
    if own is None:
        ranked = context.printed.municipalities.most_common()
        own = next((place for place, _ in ranked if place.endswith(suffix)), None)
    return own


def _municipality(name: Name, context: Context) -> Referent | None:
    """市, 県: the meeting's own, the one of its sort named in this turn, or the only one."""
    suffix = name.full[-1]
    own = context.own(suffix)
    if own is not None:
        return Referent(own, "head-word", _anchor(context, own))
    said = context.said.by_head.get(suffix)
    if said is not None and said[0].start >= context.turn_start(name.start):
        place = place_of(said[1])
        if place is not None and place.endswith(suffix):
            return Referent(place, "head-word", said[0].span)
    if suffix in "県都府道" and context.own_place is not None:
        return _only_prefecture(suffix, context)
    return Referent(None, "unresolved") if suffix in context.local else None


def _only_prefecture(suffix: str, context: Context) -> Referent | None:
    kinds, mentions = context.printed.kinds, context.printed.mentions
    named = [full for full, kind in kinds.items() if kind == "prefecture"]
    found = [full for full in named if full.endswith(suffix)]
    if len(found) == 1 and all(mentions[found[0]] >= mentions[full] for full in named):
        return Referent(found[0], "head-word", _anchor(context, found[0]))
    return None


def _same_municipality(name: Name, context: Context) -> Referent | None:
    said = context.said.by_head.get(name.full[-1])
    place = place_of(said[1]) if said is not None else None
    return Referent(place, "anaphoric", said[0].span) if said is not None and place else None


def _state(name: Name, context: Context) -> Referent | None:
    return Referent(STATE, "head-word")


# --- the meeting's body -----------------------------------------------------------------------


def _own_body(name: Name, context: Context) -> Referent | None:
    """当委員会: the meeting's body if it is one of this kind, else the speaker's."""
    head = name.full.lstrip("当本")
    body = context.body
    if body and body.endswith(head):
        return Referent(body, "speaker-body")
    if head.endswith("議会"):
        return _assembly(head, context, "speaker-body")
    chaired = _chaired(name, context, head)
    if chaired is not None:
        return chaired
    said = context.said.by_head.get(head)
    if said is not None:
        return Referent(said[1], "head-word", said[0].span)
    printed = context.printed.by_head.get(head, ())
    if len(printed) == 1:
        return Referent(printed[0], "inferred", _anchor(context, printed[0]))
    return None


def _body(name: Name, context: Context) -> Referent | None:
    """委員会: whose chairman speaks, else the one that meets, else the last one named."""
    head = name.full
    if head != "委員会":
        return _assembly(head, context, "head-word")
    chaired = _chaired(name, context, head)
    if chaired is not None:
        return chaired
    if context.body and context.body.endswith(head):
        return Referent(context.body, "head-word")
    said = context.said.by_head.get(head)
    return Referent(said[1], "head-word", said[0].span) if said is not None else None


def _assembly(head: str, context: Context, how: str) -> Referent | None:
    """議会, 市議会: that of the meeting, of its municipality, or the only one printed."""
    body = fold(context.body) if context.body else ""
    for word in ("議会", "市会"):
        at = body.find(word)
        if at > 0 and not body.endswith(("協議会", "審議会")):
            return Referent(body[: at + len(word)], how)
    printed = [*context.printed.by_head.get("議会", ()), *context.printed.by_head.get("市会", ())]
    place = context.own_place
    own = [full for full in printed if place is not None and full.startswith(place)]
    for found in (own, printed):
        if len(found) == 1:
            return Referent(found[0], how, _anchor(context, found[0]))
    if place is not None and head != "市会":
        return Referent(place + "議会", "inferred")
    return None


def _chaired(name: Name, context: Context, head: str) -> Referent | None:
    """The committee of the speaker's own office: 総務常任委員長 reports for 総務常任委員会."""
    turn = context.turn_at(name.start)
    if turn is None or not turn.position or head != "委員会":
        return None
    position = fold(turn.position)
    for title in ("副委員長", "委員長"):
        if position.endswith(title) and len(position) > len(title):
            return Referent(position[: -len(title)] + "委員会", "speaker-body")
    return None


def _office(name: Name, context: Context) -> Referent | None:
    """事務局: the office of the meeting's body, or of the assembly that it belongs to."""
    text = name.full.lstrip("当")
    place = context.own_place
    if text.endswith("議会事務局") and place:
        return Referent(place + "議会事務局", "head-word")
    body = context.body or (place + "議会" if place else None)
    if body is None:
        said = context.said.by_head.get("委員会") or context.said.by_head.get("審議会")
        body = said[1] if said is not None else None
    return Referent(body + "事務局", "head-word") if body else None


def _organ(name: Name, context: Context) -> Referent | None:
    """教育委員会 of the municipality whose meeting it is; elsewhere it is any of a class."""
    place = context.own_place
    if place is None:
        return None
    text = name.full
    for mark in ("本", "当"):
        if text.startswith(mark) and len(text) > 2:
            text = text[2:]
    printed = context.printed.longer(text, place)
    if printed is not None:
        return Referent(printed, "head-word", _anchor(context, printed))
    if text.endswith(("会議所", "観光協会", "公社", "センター")):
        return Referent(text, "printed", name.span)
    return Referent(place + text, "head-word", _anchor(context, place))


def _municipal_board(name: Name, context: Context) -> Referent | None:
    """市教委: the board of education of the municipality at hand."""
    own = _municipality(_of_sort(name, name.full[0]), context)
    if own is None or own.canonical is None:
        return own
    return Referent(own.canonical + "教育委員会", own.how, own.anchor)


def _of_sort(name: Name, suffix: str) -> Name:
    return Name(name.start, name.end, suffix, suffix, name.level, name.kind, name.rule)


# --- antecedents ------------------------------------------------------------------------------

_MARKS = ("当該", "同", "当", "本")
_BODIES = frozenset(
    (
        "審議会",
        "協議会",
        "審査会",
        "検討会",
        "研究会",
        "懇談会",
        "調査会",
        "小委員会",
        "会議",
        "本部",
    )
    + ("特別委員会", "常任委員会", "部会", "委員会")
)
_NEAR = 3  # turns in which a bare 審議会 still means the one named


def _head(name: Name, context: Context) -> Referent | None:
    """財団, 同協会: the last name that ends with the same head."""
    text, marked = _unmarked(name.full)
    text = {"教団": "教会", "団体": "会", "会派": "党", "弁護団": "弁連", "議連": "議員連盟"}.get(
        text, text
    )
    said = context.said.by_head.get(text)
    if said is None and len(text) > 2:
        said = _by_ending(text, context)
    if said is None:
        return None if marked else _only_printed(text, context)
    near = said[0].start >= context.turn_start(name.start, _NEAR)
    if not marked and not near and text.endswith(tuple(_BODIES)):
        return None
    return Referent(said[1], "anaphoric" if marked else "head-word", said[0].span)


def _unmarked(text: str) -> tuple[str, bool]:
    for mark in _MARKS:
        if text.startswith(mark) and len(text) > len(mark):
            return text[len(mark) :], True
    return text, False


def _by_ending(text: str, context: Context) -> tuple[Name, str] | None:
    """The latest name with the last part of a longer head: 推進協議会 for みらい協議会."""
    for head in ("協議会", "審議会", "検討会", "会議", "本部"):
        if text.endswith(head) and text != head:
            said = context.said.by_head.get(head)
            fits = context.printed.by_head.get(head, ())
            return said if len(fits) == 1 else None
    return None


def _only_printed(text: str, context: Context) -> Referent | None:
    """The only printed name with a head, for a short mention that stands before it."""
    printed = context.printed.by_head.get(text, ())
    if len(printed) == 1 and text not in _BODIES:
        return Referent(printed[0], "inferred", _anchor(context, printed[0]))
    return None


def _same_company(name: Name, context: Context) -> Referent | None:
    """同社: the last company; 当該法人: the last body with a legal form."""
    by_head, by_kind = context.said.by_head, context.said.by_kind
    text, _ = _unmarked(name.full)
    said = by_head.get("法人") if text == "法人" else by_kind.get("company")
    if said is None:
        said = by_kind.get("company") or by_head.get("法人")
    if said is None or (name.weak and said[0].start < context.turn_start(name.start)):
        return None
    return Referent(said[1], "anaphoric", said[0].span)


def _own_company(name: Name, context: Context) -> Referent | None:
    """弊社: the company in the speaker's post."""
    turn = context.turn_at(name.start)
    post = fold(f"{turn.position or ''}{turn.group or ''}") if turn is not None else ""
    for full, kind in context.printed.kinds.items():
        if kind == "company" and post and full in post and turn is not None:
            return Referent(full, "speaker-body", turn.span)
    return None


def _contractor(name: Name, context: Context) -> Referent | None:
    """業者, 委託先: only where the meeting has named a single company so far."""
    if len(context.said.companies) != 1:
        return None
    (company,) = context.said.companies
    return Referent(company, "anaphoric", _anchor(context, company))


# --- the speaker's own ------------------------------------------------------------------------

_OFFICES = frozenset(("ministry", "agency", "former"))


def _own_ministry(name: Name, context: Context) -> Referent | None:
    """当省: the ministry in the speaker's post, that of the committee, else the most named one."""
    kind = name.full[-1]
    turn = context.turn_at(name.start)
    for post in (turn.position if turn is not None else None, context.body):
        ministry = _ministry_in(fold(post), kind) if post else None
        if ministry is not None:
            return Referent(ministry, "speaker-body")
    named = [
        (count, full)
        for full, count in context.said.counts.items()
        if full.endswith(kind) and context.printed.kinds.get(full) in _OFFICES
    ]
    if not named:
        return None
    canonical = max(named, key=lambda pair: pair[0])[1]
    return Referent(canonical, "inferred", _anchor(context, canonical))


def _ministry_in(post: str, kind: str) -> str | None:
    """The ministry whose name, without its last character, a post or committee carries."""
    for word in words().table.values():
        body = word.body
        if body is not None and body.kind in _OFFICES and body.text.endswith(kind):
            if body.text[:-1] in post:
                return body.name
    return None


def _own_party(name: Name, context: Context) -> Referent | None:
    """我が党: the speaker's own; 御党: that of the one who spoke before."""
    index = context.turn_number(name.start)
    if index is None:
        return None
    turn = context.turns[index]
    if name.full[0] not in "御貴":
        if turn.group and "党" in turn.group:
            return Referent(turn.group, "speaker-body", turn.span)
        party = context.parties.get(index)
        return Referent(party, "speaker-body", _anchor(context, party)) if party else None
    for back in range(index - 1, max(-1, index - 8), -1):
        other = context.turns[back]
        if other.speaker != turn.speaker and back in context.parties:
            party = context.parties[back]
            return Referent(party, "head-word", _anchor(context, party))
    return None


_NOMINALS: dict[str, Callable[[Name, Context], Referent | None]] = {
    "own-municipality": _own_municipality,
    "municipality": _municipality,
    "same-municipality": _same_municipality,
    "state": _state,
    "own-body": _own_body,
    "body": _body,
    "organ": _organ,
    "office": _office,
    "head": _head,
    "municipal-board": _municipal_board,
    "company": _same_company,
    "own-company": _own_company,
    "contractor": _contractor,
    "own-ministry": _own_ministry,
    "own-party": _own_party,
}
