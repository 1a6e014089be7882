"""The text of a piece of HTML as a reader sees it: lines, cells, preformatted stretches.

One walk over the tree, without recursion.  Block elements and ``<br>`` end lines, a row of a table
is a line whose cells are parted by tabs, white space collapses as in a browser; what a browser does
not show as text (scripts, forms, readings of ruby) is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from minutes import lexicon
from minutes.sources.content import row_lines


def elements(kind: str) -> frozenset[str]:
    """The names of the elements of a kind: left_out, block, apart, loose, reopened."""
    return frozenset(lexicon.read("html")[kind]["words"])


_LEFT_OUT, _BLOCKS, _APART = elements("left_out"), elements("block"), elements("apart")
_KEPT_SPACE = frozenset(["pre", "listing", "xmp"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PRE_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
# A line break between two characters of Japanese in the source is no space on the page.
_WIDE = r"[　-〿぀-ヿ㐀-鿿豈-﫿＀-￯]"
_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})[ \t]*[\n\r\f][ \t\n\r\f]*(?={_WIDE})")


@dataclass(slots=True)
class _Lines:
    """The lines of a page or of a cell under construction."""

    done: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    apart: bool = False

    def text(self, words: str, kept: bool) -> None:
        """Add words; with `kept` their white space counts."""
        if kept:
            first, *rest = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self.open.append(first)
            for line in rest:
                self.end(forced=True, kept=True)
                self.open.append(line)
            return
        words = _SPACE.sub(" ", _BETWEEN_WIDE.sub("", words))
        if self.open and self.open[-1].endswith(" "):
            words = words.removeprefix(" ")
        if words:
            self.open.append(words)

    def end(self, *, forced: bool = False, apart: bool = False, kept: bool = False) -> None:
        """End the line; a `forced` end leaves an empty line where there is nothing to end."""
        line = "".join(self.open)
        line = line.rstrip(" \t") if kept else line.strip(" \t")
        self.open = []
        if line or forced:
            if self.apart and self.done and self.done[-1]:
                self.done.append("")
            self.apart = False
            self.done.append(line)
        self.apart = self.apart or apart

    def result(self) -> str:
        """The lines, without empty ones at either end and with at most two on end."""
        self.end()
        found = "\n".join(self.done).strip("\n")
        return re.sub(r"\n{4,}", "\n\n\n", found)


def _is_left_out(node: LexborNode, tag: str) -> bool:
    if tag in _LEFT_OUT:
        return True
    attributes = node.attributes
    if not attributes:
        return False
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def _keeps_space(node: LexborNode, tag: str) -> bool:
    if tag in _KEPT_SPACE:
        return True
    return _PRE_STYLE.search((node.attributes or {}).get("style") or "") is not None


def _picture(node: LexborNode) -> str:
    """What stands for a picture of a rare character; a reader sees it as one of the letters."""
    alternative = (node.attributes.get("alt") or "").strip()
    return alternative if len(alternative) == 1 and not alternative.isascii() else ""


class _Walk:
    """The state of a walk: where the words go, and in which table row they are."""

    def __init__(self) -> None:
        self.lines: list[_Lines] = [_Lines()]
        self.rows: list[list[str]] = []
        self.kept: list[bool] = [False]

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Begin an element; false if there is nothing in it to read."""
        if _is_left_out(node, tag):
            return False
        if tag == "br":
            self.lines[-1].end(forced=True, kept=self.kept[-1])
            return False
        if tag == "img":
            self.lines[-1].text(_picture(node), False)
            return False
        if tag == "tr":
            self.lines[-1].end()
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.lines.append(_Lines())
        elif tag in _BLOCKS:
            self.lines[-1].end(apart=tag in _APART)
        self.kept.append(self.kept[-1] or _keeps_space(node, tag))
        return True

    def leave(self, tag: str) -> None:
        """End an element."""
        kept = self.kept.pop()
        if tag == "tr":
            for line in row_lines(self.rows.pop()):
                self.lines[-1].open = [line]
                self.lines[-1].end(forced=True, kept=True)
        elif tag in ("td", "th") and self.rows:
            cell = self.lines.pop().result()
            self.rows[-1].append(cell.replace("\t", " "))
        elif tag in _BLOCKS:
            self.lines[-1].end(apart=tag in _APART, kept=kept)


def text_of(root: LexborNode) -> str:
    """The text of an element, without empty lines around it."""
    walk = _Walk()
    path: list[tuple[LexborNode, str]] = []
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        inside: LexborNode | None = None
        if tag == "-text":
            walk.lines[-1].text(node.text_content or "", walk.kept[-1])
        elif not tag.startswith(("-", "!")) and walk.enter(node, tag):
            path.append((node, tag))
            inside = node.child
            if inside is None:
                node, tag = path.pop()
                walk.leave(tag)
        if inside is not None:
            node = inside
            continue
        following = None if node is root or not path else node.next
        while following is None and path:
            node, tag = path.pop()
            walk.leave(tag)
            following = None if not path else node.next
        node = following
    return walk.lines[0].result()
