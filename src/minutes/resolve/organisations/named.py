"""The fullest printed form of a name, and whom a unit without a name means."""

from __future__ import annotations

from minutes.organisations import Name
from minutes.resolve.organisations.context import Context, Referent
from minutes.resolve.organisations.endings import opening_place
from minutes.text import fold

#: Kinds whose shorter names are linked to a longer one that ends so: みなと電算 is
#: 株式会社みなと電算, 産業保安課 is 経済産業省産業保安課.
_LINKED = frozenset(
    (
        *("unit", "inner-council", "office", "school", "facility", "institution"),
        *("company", "association", "foundation", "municipality"),
    )
)
_CROWD = 20  # names that share first character and head; beyond it none is told from the others


def name_referent(name: Name, context: Context) -> Referent | None:
    """Whom a name means: its fullest printed form; none for a topic that names nobody."""
    if name.level == "alias":
        return Referent(_declared(name, context) or name.full, "alias", name.anchor)
    if name.rule.endswith("alone"):
        return _own_unit(name, context)
    longer = _longer(name, context) or _headquarters(name, context)
    if longer is not None:
        return Referent(longer, "inferred", context.printed.first.get(longer))
    if name.weak and not (name.full in _OF_ASSEMBLY and context.body):
        return None
    if not _is_printed(name):
        return Referent(name.full, "inferred", context.printed.first.get(name.full))
    return Referent(name.full, "printed", name.span)


def _declared(name: Name, context: Context) -> str | None:
    """The fuller name of what a short form is declared for: アサミ社, 市消費生活センター."""
    full = name.full
    if name.kind == "company" and full.endswith("社"):
        return _legal(full[:-1], context)
    if name.kind == "organ" and full[0] in "市区町村県":
        return context.printed.longer(full[1:], context.place_prefix)
    return None


#: Meetings that every assembly has beside its committees.
_OF_ASSEMBLY = ("全員協議会", "運営協議会", "代表者会議", "会派代表者会議", "幹事長会議")


def _headquarters(name: Name, context: Context) -> str | None:
    """水尾県警察本部 for 水尾県警: the police of a prefecture and its headquarters are one body."""
    full = name.full + "本部"
    return full if name.full.endswith("警察") and full in context.printed.first else None


def _is_printed(name: Name) -> bool:
    """True if the full name is the printed one, widths apart."""
    return name.full == name.text or name.full == fold(name.text)


def _longer(name: Name, context: Context) -> str | None:
    """The longer printed name that this one shortens, if only one does.

    総務委員会 stays itself beside 参議院総務委員会, which is another one; but with the meeting's
    own place before it, it is the same: 環境審議会 and 水尾市環境審議会.
    """
    if name.kind == "company" and name.full.endswith("社"):
        return _legal(name.full[:-1], context)
    place = context.own_place or ""
    longer = context.printed.longer(name.full, place)
    if longer is not None:
        before = longer[: -len(name.full)]
        of_place = not place and opening_place(longer) == before
        if name.kind in _LINKED or of_place or (place and longer.startswith(place)):
            return longer
    if name.kind == "council" and _is_printed(name):
        return _contracted(name.full, context)
    return None


def _legal(core: str, context: Context) -> str | None:
    """株式会社みなと電算 for みなと電算社, if the text prints it."""
    forms = ("株式会社" + core, core + "株式会社", "合同会社" + core, core)
    return next((full for full in forms if full in context.printed.first), None)


def _contracted(full: str, context: Context) -> str | None:
    """文科委員会 for 文部科学委員会: the characters in order, the same head, only one fits."""
    if len(full) > 8 or full in context.said.counts["council"]:
        return None
    head = next((h for h in ("委員会", "審議会", "協議会") if full.endswith(h)), None)
    if head is None or len(full) - len(head) != 2:
        return None
    rivals = context.printed.by_head.get(head, ())
    if len(rivals) > _CROWD:
        return None
    fits = [r for r in rivals if r != full and _in_order(full[:2], r[: -len(head)])]
    return fits[0] if len(fits) == 1 else None


def _in_order(short: str, long: str) -> bool:
    """True if a contraction takes the first character and one from the middle: 文科, 文部科学."""
    return len(long) == 4 and short == long[0] + long[2]


_BOARDS = {
    "理事会": ("foundation", "association", "institution"),
    "評議員会": ("foundation", "association", "institution"),
    "取締役会": ("company",),
    "監査役会": ("company",),
}


def _board(name: Name, context: Context) -> Referent | None:
    """財団の理事会, 会社の取締役会: of the body named in this turn, or of the only one printed.

    The committees of the Diet have a 理事会 of their own; those of a town have none.
    """
    kinds = _BOARDS.get(name.text, ())
    if context.national and name.text == "理事会":
        return None
    said = [context.said.by_kind[kind] for kind in kinds if kind in context.said.by_kind]
    if not said:
        return None
    owner, full = max(said, key=lambda pair: pair[0].start)
    printed = [f for f, kind in context.printed.kinds.items() if kind == owner.kind]
    if owner.start >= context.turn_start(name.start) or len(printed) == 1:
        return Referent(full + name.text, "head-word", owner.span)
    return None


def _own_unit(name: Name, context: Context) -> Referent:
    """A unit named by its head alone: 分科会 of the council just named, 理事会 of the meeting."""
    body, latest = context.body, context.said.latest
    if latest is not None and latest[0].end + 1 == name.start:  # 財政制度等審議会の分科会
        return Referent(f"{latest[1]}の{name.text}", "head-word", latest[0].span)
    board = _board(name, context)
    if board is not None:
        return board
    if name.text == "理事会" and body:
        return Referent(body + name.text, "head-word")
    said = context.said.by_head.get(fold(name.text))
    if said is not None and said[0].start >= context.turn_start(name.start):
        return Referent(said[1], "head-word", said[0].span)
    return Referent(name.text, "printed", name.span)
