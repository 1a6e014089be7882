"""Which municipality or prefecture is meant: 本市, 県, 同町, 市教委."""

from __future__ import annotations

from minutes.organisations import Name
from minutes.resolve.organisations.context import Context, Referent, place_of


def own_municipality(name: Name, context: Context) -> Referent | None:
    """本市: the meeting's own municipality, else the one of its sort that is named most."""
    suffix = name.full[-1]
    own = context.own(suffix) or context.printed.commonest(suffix)
    return Referent(own, "head-word", context.printed.first.get(own)) if own else None


def municipality(name: Name, context: Context) -> Referent | None:
    """市, 県: the meeting's own, the one of its sort named in this turn, or the only one.

    Where the head of such a municipality speaks (市長), 市 is surely one, if unresolved.
    """
    suffix = name.full[-1]
    own = context.own(suffix)
    if own is not None:
        return Referent(own, "head-word", context.printed.first.get(own))
    said = context.said.by_head.get(suffix)
    if said is not None and said[0].start >= context.turn_start(name.start):
        place = place_of(said[1])
        if place is not None and place.endswith(suffix):
            return Referent(place, "head-word", said[0].span)
    if suffix in "県都府道" and context.own_place is not None:
        only = context.printed.only_prefecture(suffix)
        return Referent(only, "head-word", context.printed.first.get(only)) if only else None
    return Referent(None, "unresolved") if suffix in context.local else None


def same_municipality(name: Name, context: Context) -> Referent | None:
    """同市: the last one named of its sort."""
    said = context.said.by_head.get(name.full[-1])
    place = place_of(said[1]) if said is not None else None
    return Referent(place, "anaphoric", said[0].span) if said is not None and place else None


def municipal_board(name: Name, context: Context) -> Referent | None:
    """市教委: the board of education of the municipality at hand."""
    own = municipality(name._replace(full=name.full[0]), context)
    if own is None or own.canonical is None:
        return own
    return Referent(own.canonical + "教育委員会", own.how, own.anchor)


def organ(name: Name, context: Context) -> Referent | None:
    """教育委員会 of the municipality whose meeting it is; elsewhere it is any of a class."""
    place = context.own_place
    if place is None:
        return None
    text = name.full[2:] if name.full[0] in "本当" else name.full
    printed = context.printed.longer(text, place)
    if printed is not None:
        return Referent(printed, "head-word", context.printed.first.get(printed))
    if text.endswith(("会議所", "観光協会", "公社", "センター")):
        return Referent(text, "printed", name.span)  # 水尾商工会議所: the name is not regular
    return Referent(place + text, "head-word", context.printed.first.get(place))
