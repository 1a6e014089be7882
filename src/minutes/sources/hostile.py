"""Markup that would take a parser minutes or gigabytes, known before any parser sees it.

lexbor needs 12.7 s for 100,000 tags inside one another and four times as long for twice as many;
unclosed ``<font>`` tags are opened again in every paragraph that follows; the attributes of one
tag cost quadratic time.  The tags are read once, by the rules for what closes what as far as the
depth needs them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from minutes.sources.content import MAX_PIECES
from minutes.sources.errors import SourceError
from minutes.sources.markup import elements

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*+)>?")
_RAW = re.compile(r"<(?:!--|(?:script|style|textarea|title|xmp|iframe|noscript)\b)", re.IGNORECASE)
_LOOSE, _REOPENED, _BLOCKS = elements("loose"), elements("reopened"), elements("block")
_CELLS = frozenset(["td", "th", "tr", "tbody", "thead", "tfoot", "caption"])
_FOREIGN = frozenset(["svg", "math"])

#: Limits: tags inside one another, elements that unclosed tags multiply to, attributes of one tag,
#: steps from end tags to the tags that they end.
DEPTH, MULTIPLIED, ATTRIBUTES, STEPS = 10_000, 10_000_000, 2_000, 20_000_000


@dataclass(slots=True)
class _Open:
    """The elements open at a place, and the formatting that outlived its block."""

    path: list[str] = field(default_factory=list)
    times: Counter[str] = field(default_factory=Counter)
    kinds: list[str] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    steps: int = 0

    def open(self, name: str, rest: str) -> None:
        self.path.append(name)
        self.kinds.append(f"{name} {rest}" if name in _REOPENED else "")
        self.times[name] += 1

    def pop(self, size: int, *, forget: bool = False) -> None:
        """Leave elements until `size` are open; formatting among them lives on unless forgotten."""
        while len(self.path) > size:
            self.times[self.path.pop()] -= 1
            kind = self.kinds.pop()
            if kind and not forget:
                self.left.add(kind)

    def close(self, name: str) -> None:
        """An end tag: it ends its element, but not through a block that lies between."""
        if not self.times[name]:
            self.left = {kind for kind in self.left if kind.split(" ")[0] != name}
            return
        at = len(self.path) - 1
        while self.path[at] != name:
            self.steps += 1
            if self.path[at] in _BLOCKS and name not in _BLOCKS:
                return
            at -= 1
        self.pop(at + 1)
        self.pop(at, forget=True)

    def cell(self) -> None:
        """A cell or row begins: what the last one left open ends with it."""
        if self.times["table"]:
            at = len(self.path) - 1
            while self.path[at] != "table":
                at -= 1
            self.pop(at + 1, forget=True)


def refuse(source: str, path: str) -> None:
    """Raises `SourceError` (``hostile-markup``) for markup that no parser should be given.

    >>> refuse("<div>" * 9_000, "page.html")
    >>> refuse("<div>" * 90_000, "page.html")
    Traceback (most recent call last):
    ...
    minutes.sources.errors.SourceError: page.html: is a page with more than 10,000 tags inside \
one another; open it in a browser and save its text
    """
    state = _Open()
    tags = position = worst = 0
    raw = _next_raw(source, 0)
    while (match := _TAG.search(source, position)) is not None:
        if raw is not None and match.start() >= raw[0]:
            position = raw[1]
            raw = _next_raw(source, position)
            continue
        position = match.end()
        name, rest = match["name"].lower(), match["rest"]
        tags += 1
        if tags > MAX_PIECES:
            raise _hostile(path, f"more than {MAX_PIECES:,} tags")
        if len(rest) > 2 * ATTRIBUTES and len(rest.split()) > ATTRIBUTES:
            raise _hostile(path, f"a tag with more than {ATTRIBUTES:,} attributes")
        if match["close"]:
            state.close(name)
        elif name in _CELLS:
            state.cell()
        elif name not in _LOOSE and not (rest.endswith("/") and _is_foreign(state)):
            state.open(name, rest)
        worst = max(worst, len(state.left))
        if worst * tags > MULTIPLIED:
            raise _hostile(path, "unclosed tags that multiply in every paragraph")
        if len(state.path) > DEPTH:
            raise _hostile(path, f"more than {DEPTH:,} tags inside one another")
        if state.steps > STEPS:
            raise _hostile(path, "end tags that end nothing")


def _is_foreign(state: _Open) -> bool:
    return any(state.times[name] for name in _FOREIGN)


def _next_raw(source: str, start: int) -> tuple[int, int] | None:
    """(start, end) of the next stretch in which no tag is a tag."""
    match = _RAW.search(source, start)
    if match is None:
        return None
    name = match.group()[1:].lower()
    if name == "!--":
        end = source.find("-->", match.end())
        return match.start(), len(source) if end < 0 else end + 3
    closing = re.compile(f"</{name}", re.IGNORECASE).search(source, match.end())
    return match.start(), len(source) if closing is None else closing.start()


def _hostile(path: str, what: str) -> SourceError:
    message = f"{path}: is a page with {what}; open it in a browser and save its text"
    return SourceError("hostile-markup", message)
