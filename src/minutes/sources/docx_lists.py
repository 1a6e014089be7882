"""The lists that a Word file defines, and the styles that belong to one."""

from __future__ import annotations

from minutes.sources.docx_reader import local_name, value_of
from minutes.sources.numbering import Level, Numbering
from minutes.sources.xml import walk


def numbering_of(data: bytes) -> Numbering:
    """The lists that ``numbering.xml`` defines."""
    found = Numbering()
    kind = number = ""
    depth: int | None = None
    told: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal kind, number, depth
        local, value = local_name(name), value_of(attributes, "val") or ""
        if local == "abstractNum":
            kind = value_of(attributes, "abstractNumId") or ""
        elif local == "num":
            number, kind = value_of(attributes, "numId") or "", ""
        elif local == "abstractNumId" and number:
            found.lists[number] = value
        elif local == "lvl" and kind:
            level = value_of(attributes, "ilvl") or ""
            depth = int(level) if level.isdecimal() and len(level) < 3 else None
            told.clear()
        elif depth is not None and local in ("start", "numFmt", "lvlText", "suff"):
            told[local] = value

    def end(name: str) -> None:
        nonlocal depth
        if local_name(name) == "lvl" and depth is not None:
            first = told.get("start", "1")
            found.levels.setdefault(kind, {})[depth] = Level(
                int(first) if first.isdecimal() and len(first) < 6 else 1,
                told.get("numFmt", "decimal"),
                told.get("lvlText", ""),
                {"space": " ", "nothing": ""}.get(told.get("suff", ""), "\t"),
            )
            depth = None

    walk(data, start, end, lambda _: None, namespaces=True)
    return found


def styles_of(data: bytes) -> dict[str, tuple[str, int]]:
    """The list and level of each paragraph style that has one of its own."""
    found: dict[str, tuple[str, int]] = {}
    style = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal style
        local, value = local_name(name), value_of(attributes, "val") or ""
        if local == "style":
            style = value_of(attributes, "styleId") or ""
        elif local == "numId" and style:
            found[style] = value, found.get(style, ("", 0))[1]
        elif local == "ilvl" and style and value.isdecimal() and len(value) < 3:
            found[style] = found.get(style, ("", 0))[0], int(value)

    walk(data, start, lambda _: None, lambda _: None, namespaces=True)
    return found
