"""Which municipality or prefecture is meant: 本市, 県, 同町, 市教委."""

from __future__ import annotations

from minutes.organisations import Name
from minutes.resolve.organisations.context import Context, Referent, place_of
from minutes.resolve.organisations.endings import without_prefecture
from minutes.text import fold


def own_municipality(name: Name, context: Context) -> Referent | None:
    """本市: the meeting's own municipality, else the one of its sort that is named most."""
    suffix = name.full[-1]
    own = context.own(suffix) or context.printed.commonest(suffix)
    if own is None and not context.national:
        return Referent(name.full, "printed", name.span)  # no fuller name is printed
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
    if suffix in "県都府道" and context.is_municipal:
        only = context.printed.only_prefecture(suffix)
        if only is None:  # surely its own prefecture, which the text may not name
            return Referent(None, "unresolved") if suffix == "県" else None
        return Referent(only, "head-word", context.printed.first.get(only))
    if context.is_page and not context.national and not context.printed.commonest(suffix):
        return Referent(name.full, "printed", name.span)  # the office's own, named nowhere
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
    return Referent(without_prefecture(own.canonical) + "教育委員会", own.how, own.anchor)


def of_place(name: Name, context: Context) -> Referent | None:
    """警察本部 without a place before it: any."""
    return None


#: Bodies that a law gives to every municipality or prefecture, so that their names are regular.
_BY_LAW = ("委員会", "議会", "監査委員", "消防本部", "警察本部", "警察", "事務局", "会議", "消防局")
_INSTITUTIONS = ("センター", "児童相談所", "福祉事務所", "土木事務所")


def owner(name: Name, context: Context) -> Referent | None:
    """水尾市 in 水尾市の教育委員会: the body of the place named right before it, joined by の.

    An institution may be called otherwise, so that it keeps the printed words: 水尾市の図書館.
    """
    before = context.said.before
    if before is None or name.start not in context.linked or before[0].end + 1 != name.start:
        return None
    full, (prior, place) = name.full, before
    of_place = prior.kind in _OF_PLACES and place_of(place) == place
    if not of_place or not full.endswith((*_BY_LAW, *_INSTITUTIONS)):
        return None
    short = without_prefecture(place)
    printed = context.printed.longer(full, short)
    if printed is not None and printed.startswith((place, short)):
        return Referent(printed, "head-word", context.printed.first.get(printed))
    link = "の" if full.endswith(_INSTITUTIONS) else ""
    return Referent(f"{short}{link}{full}", "head-word", prior.span)


_OF_PLACES = frozenset(("municipality", "prefecture", "own-municipality", "same-municipality"))


def police(name: Name, context: Context) -> Referent | None:
    """県警: the only police printed in full, else that of the prefecture at hand."""
    suffix = name.full[0]
    for head in ("警察本部", "警察"):
        printed = {f for f in context.printed.first if f.endswith(suffix + head)}
        if len(printed) == 1:
            full = printed.pop()
            return Referent(full, "head-word", context.printed.first.get(full))
    own = context.own(suffix) or context.printed.only_prefecture(suffix)
    return Referent(f"{own}警察", "head-word", context.printed.first.get(own)) if own else None


_MARKS = frozenset("市区町村県都府道")
_BOARDS = {"教委": "教育委員会", "選管": "選挙管理委員会", "社協": "社会福祉協議会"}


def organ(name: Name, context: Context) -> Referent | None:
    """教育委員会 of the municipality whose meeting it is; elsewhere it is any of a class.

    市教育委員会 is the one of the city at hand even where no city is named.
    """
    text = name.full[2:] if name.full[0] in "本当" else name.full
    mark = text[0] if text[0] in _MARKS and text != "道" else ""
    text = _BOARDS.get(text[len(mark) :], text[len(mark) :])
    if context.body and fold(context.body).endswith(text):
        return Referent(context.body, "head-word")
    place = municipality(name._replace(full=mark), context) if mark else None
    if place is not None and place.canonical is not None and len(place.canonical) > 1:
        return _organ_of(without_prefecture(place.canonical), text, name, context)
    if mark:
        specific = context.is_page or mark in context.local
        return Referent(name.full, "printed", name.span) if specific else None
    if context.own_place is not None:
        return _organ_of(context.place_prefix, text, name, context)
    printed = set(context.printed.by_head.get(text, ()))
    if len(printed) == 1 and not context.national:
        (full,) = printed
        return Referent(full, "head-word", context.printed.first.get(full))
    return None


def _organ_of(place: str, text: str, name: Name, context: Context) -> Referent:
    printed = context.printed.longer(text, place)
    if printed is not None:
        return Referent(printed, "head-word", context.printed.first.get(printed))
    if text.endswith(("会議所", "観光協会", "公社", "センター")):
        return Referent(text, "printed", name.span)  # 水尾商工会議所: the name is not regular
    return Referent(place + text, "head-word", context.printed.first.get(place))
