"""The meeting's and the speaker's own: 当委員会, 議会, 事務局, 当省, 我が党."""

from __future__ import annotations

from functools import cache

from minutes.organisations import Name
from minutes.organisations.specific import THIS
from minutes.organisations.words import Body, bodies
from minutes.resolve.organisations.context import Context, Referent
from minutes.text import fold

STATE = "日本国政府"


def state(name: Name, context: Context) -> Referent | None:
    """国, 政府: the government of Japan."""
    return Referent(STATE, "head-word")


# --- the meeting's body -----------------------------------------------------------------------


def own_body(name: Name, context: Context) -> Referent | None:
    """当委員会: the meeting's body if it is one of this kind, else the speaker's."""
    head = name.full.lstrip("当本")
    if context.body and context.body.endswith(head):
        return Referent(context.body, "speaker-body")
    if head.endswith("議会") and not head.endswith(("協議会", "審議会")):
        return _assembly(head, context, "speaker-body")
    chaired = _chaired(name, context, head)
    if chaired is not None:
        return chaired
    said = context.said.by_head.get(head)
    if said is not None:
        return Referent(said[1], "head-word", said[0].span)
    printed = context.printed.by_head.get(head, ())
    if len(printed) == 1:
        return Referent(printed[0], "inferred", context.printed.first.get(printed[0]))
    return None


def body(name: Name, context: Context) -> Referent | None:
    """委員会: whose chairman speaks, else the one that meets, else the last one named."""
    if name.full != "委員会":
        found = _assembly(name.full, context, "head-word")
        return found or (Referent(None, "unresolved") if context.is_of_assembly else None)
    said = context.said.by_head.get(name.full)
    if name.rule == THIS and said is not None and 0 < name.start - said[0].end < _NEAR:
        return Referent(said[1], "anaphoric", said[0].span)
    chaired = _chaired(name, context, name.full)
    if chaired is not None:
        return chaired
    if context.body and context.body.endswith(name.full):
        return Referent(context.body, "head-word")
    if context.is_of_assembly:
        said = _committee(context) or said
    return Referent(said[1], "head-word", said[0].span) if said is not None else None


def _committee(context: Context) -> tuple[Name, str] | None:
    """The assembly's committee named last: 個人情報保護委員会 is none of its own."""
    said = context.said.by_kind.get("council")
    return said if said is not None and said[1].endswith("委員会") else None


_NEAR = 80  # characters between a council and この委員会

#: Of these there is only one.
_ASSEMBLIES = {"都議会": "東京都議会", "道議会": "北海道議会"}


def _assembly(head: str, context: Context, how: str) -> Referent | None:
    """議会, 市議会: that of the meeting, of its municipality, or the only one printed."""
    if head in _ASSEMBLIES:
        return Referent(_ASSEMBLIES[head], how)
    own = fold(context.body) if context.body else ""
    for word in ("議会", "市会"):
        at = own.find(word)
        if at > 0 and not own.endswith(("協議会", "審議会")):
            return Referent(own[: at + len(word)], how)
    only = context.only_assembly()
    if only is not None:
        return Referent(only, how, context.printed.first.get(only))
    sort = head[0] if head[0] in "市区町村県都府道" and head != "市会" else ""
    if sort and not (context.own_place or sort).endswith(sort):
        above = context.printed.only_prefecture(sort)  # 県議会 before a town's
        return Referent(above + "議会", "inferred", context.printed.first[above]) if above else None
    if context.own_place is not None and head != "市会":
        return Referent(context.place_prefix + "議会", "inferred")
    return None


def _chaired(name: Name, context: Context, head: str) -> Referent | None:
    """The committee of the speaker's own office: 総務常任委員長 reports for 総務常任委員会."""
    turn = context.turn_at(name.start)
    if turn is None or not turn.position or head != "委員会":
        return None
    position = fold(turn.position)
    committee = position.removesuffix("委員長").removesuffix("副").removesuffix("仮")
    if not position.endswith("委員長") or not committee:
        return None
    return Referent(committee + "委員会", "speaker-body")


def office(name: Name, context: Context) -> Referent | None:
    """事務局: of the body named right before it with の, else of the one that meets.

    If that is not known, of the assembly that the meeting belongs to.
    """
    before = context.said.before
    if before is not None and name.start in context.linked and before[0].end + 1 == name.start:
        return Referent(f"{before[1]}{name.full}", "head-word", before[0].span)  # 財団の事務局
    place = context.place_prefix
    if name.full.endswith("議会事務局") and place:
        return Referent(place + "議会事務局", "head-word")
    owner = context.body or (place + "議会" if place else None)
    if owner is None:
        said = context.said.by_head.get("委員会") or context.said.by_head.get("審議会")
        owner = said[1] if said is not None else None
    return Referent(owner + "事務局", "head-word") if owner else None


# --- the speaker's own ------------------------------------------------------------------------

_OFFICES = frozenset(("ministry", "agency", "former"))
_SPEAKERS = 8  # turns back in which 御党 may have its member


@cache
def _ministries() -> tuple[Body, ...]:
    return tuple(listed for listed in bodies().values() if listed.kind in _OFFICES)


def own_ministry(name: Name, context: Context) -> Referent | None:
    """当省: the ministry in the speaker's post, that of the committee, else the most named one."""
    kind = name.full[-1]
    turn = context.turn_at(name.start)
    for post in (turn.position if turn is not None else None, context.body):
        ministry = _ministry_in(fold(post), kind) if post else None
        if ministry is not None:
            return Referent(ministry, "speaker-body")
    named = context.said.commonest(kind, _OFFICES)
    return Referent(named, "inferred", context.printed.first.get(named)) if named else None


def _ministry_in(post: str, kind: str) -> str | None:
    """The ministry whose name, without its last character, a post or committee carries."""
    for listed in _ministries():
        if listed.text.endswith(kind) and listed.text[:-1] in post:
            return listed.name
    return None


def own_party(name: Name, context: Context) -> Referent | None:
    """我が党: the speaker's own; 御党: that of the one who spoke before."""
    index = context.turn_number(name.start)
    if index is None:
        return None
    turn = context.turns[index]
    if name.full[0] in "御貴":
        return _others_party(index, context)
    if turn.group and "党" in turn.group:
        return Referent(turn.group, "speaker-body", turn.span)
    party = context.parties.get(index)
    return Referent(party, "speaker-body", context.printed.first.get(party)) if party else None


def _others_party(index: int, context: Context) -> Referent | None:
    speaker = context.turns[index].speaker
    for back in range(index - 1, max(-1, index - _SPEAKERS), -1):
        if context.turns[back].speaker != speaker and back in context.parties:
            party = context.parties[back]
            return Referent(party, "head-word", context.printed.first.get(party))
    return None
