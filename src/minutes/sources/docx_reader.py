"""The text of a Word file from the events of its XML, all changes accepted."""

from __future__ import annotations

from dataclasses import dataclass, field

from minutes.sources.content import MAX_PIECES, row_lines
from minutes.sources.numbering import Level, Numbering
from minutes.sources.xml import Broken

#: Elements that are not read with all that is in them.
_LEFT_OUT = frozenset(
    ["del", "moveFrom", "rt", "Fallback", "delText", "instrText", "delInstrText", "annotation"]
)
#: How many text boxes or tables may lie inside one another.
DEPTH = 100
_OFF = frozenset(["0", "false", "off"])
_NAMES = ("wordprocessingml", "markup-compatibility")


@dataclass(slots=True)
class _Paragraph:
    """A paragraph under construction, with the text boxes that hang on it."""

    words: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    number: str | None = None
    depth: int = 0
    style: str = ""
    joined: bool = False


class Reader:
    """The text of a document from the events of its XML."""

    def __init__(self, numbering: Numbering, styles: dict[str, tuple[str, int]]) -> None:
        """Begin a document with these lists, and the list and level of each style."""
        self.numbering = numbering
        self.styles = styles
        self.lines: list[list[str]] = [[]]
        self.paragraphs: list[_Paragraph] = []
        self.rows: list[list[str]] = []
        self.dropped_rows: set[int] = set()
        self.count = 0
        self.left_out = 0
        self.properties = 0
        self.hidden = False
        self.in_text = False
        self.carried = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = local_name(name)
        if local is None:
            return
        if self.properties or local in ("pPr", "rPr", "trPr", "sdtPr", "tcPr", "tblPr"):
            self.properties += local in ("pPr", "rPr", "trPr", "sdtPr", "tcPr", "tblPr")
            self._property(local, attributes)
            return
        if self.left_out or local in _LEFT_OUT:
            self.left_out += local in _LEFT_OUT
            return
        if max(len(self.paragraphs), len(self.rows)) > DEPTH:
            raise Broken(f"more than {DEPTH} paragraphs or tables inside one another")
        if local == "p":
            self.count += 1
            if self.count > MAX_PIECES:
                raise Broken(f"more than {MAX_PIECES:,} paragraphs")
            self.paragraphs.append(_Paragraph())
        elif local == "t":
            self.in_text = True
        elif local == "r":
            self.hidden = False
        elif local in ("tc", "txbxContent"):
            self.lines.append([])
        elif local == "tr":
            self.rows.append([])
        elif local in _CHARACTERS:
            self._add(_CHARACTERS[local])
        elif local == "sym":
            code = value_of(attributes, "char") or ""
            self._add(_symbol(code))

    def _property(self, local: str, attributes: dict[str, str]) -> None:
        """What is said of a paragraph, run or row before its text."""
        value = value_of(attributes, "val") or ""
        paragraph = self.paragraphs[-1] if self.paragraphs else None
        if self.left_out:
            return
        if local == "vanish":
            self.hidden = value not in _OFF
        elif local == "del" and self.rows and not paragraph:
            self.dropped_rows.add(len(self.rows))
        elif paragraph is None:
            return
        elif local == "numId":
            paragraph.number = value
        elif local == "ilvl":
            paragraph.depth = int(value) if value.isdecimal() and len(value) < 3 else 0
        elif local == "pStyle":
            paragraph.style = value
        elif local == "del":  # the end of the paragraph was deleted: it goes on in the next
            paragraph.joined = True

    def end(self, name: str) -> None:
        """An element ends."""
        local = local_name(name)
        if local is None:
            return
        if self.properties:
            self.properties -= local in ("pPr", "rPr", "trPr", "sdtPr", "tcPr", "tblPr")
            return
        if self.left_out:
            self.left_out -= local in _LEFT_OUT
            return
        if local == "t":
            self.in_text = False
        elif local == "r":
            self.hidden = False
        elif local == "p" and self.paragraphs:
            self._end_paragraph(self.paragraphs.pop())
        elif local == "txbxContent" and len(self.lines) > 1:
            box = self.lines.pop()
            (self.paragraphs[-1].boxes if self.paragraphs else self.lines[-1]).extend(box)
        elif local == "tc" and len(self.lines) > 1:
            cell = "\n".join(self.lines.pop()).strip("\n")
            if self.rows:
                self.rows[-1].append(cell)
        elif local == "tr" and self.rows:
            dropped = len(self.rows) in self.dropped_rows
            self.dropped_rows.discard(len(self.rows))
            cells = self.rows.pop()
            self.lines[-1].extend([] if dropped else row_lines(cells))

    def text(self, words: str) -> None:
        """Characters, which count inside a run's text alone."""
        if self.in_text and not self.left_out:
            self._add(words)

    def _add(self, words: str) -> None:
        if self.paragraphs and not self.hidden:
            self.paragraphs[-1].words.append(words)

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        words = self.carried + "".join(paragraph.words)
        self.carried = ""
        number, depth = paragraph.number, paragraph.depth
        if number is None and paragraph.style in self.styles:
            number, depth = self.styles[paragraph.style]
        if number and words.strip():
            words = self.numbering.label(number, depth) + words
        if paragraph.joined:
            self.carried = words
        else:
            self.lines[-1].extend(words.split("\n"))
        self.lines[-1].extend(paragraph.boxes)


_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "footnoteReference": "",
}


def local_name(name: str) -> str | None:
    """The local name of an element of Word's own vocabulary, else `None`."""
    namespace, _, local = name.rpartition(" ")
    return local if any(known in namespace for known in _NAMES) else None


def value_of(attributes: dict[str, str], wanted: str) -> str | None:
    """The value of an attribute by its local name, or `None` if there is none."""
    return next(
        (value for name, value in attributes.items() if name.rpartition(" ")[2] == wanted), None
    )


def _symbol(code: str) -> str:
    """The character of a symbol font's code."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= number <= 0xFFFF or 0xD800 <= number <= 0xDFFF:
        return ""
    shown = Numbering({"": {0: Level(form="bullet", text=chr(number), behind="")}}, {"1": ""})
    label = shown.label("1", 0)
    return "\ufffd" if "\ue000" <= label <= "\uf8ff" else label
