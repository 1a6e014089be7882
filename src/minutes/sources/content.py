"""What a reader makes of a file, and how a text is put together piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from minutes.schema import Cue, Issue, Metadatum, Section, Span
from minutes.sources.errors import SourceError

#: The largest file (or member of an archive) that is read, in bytes, and the most lines, tags,
#: paragraphs, records or objects in it: each costs many times its bytes in memory.
MAX_BYTES, MAX_PIECES = 128 * 1024 * 1024, 1_000_000

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Content:
    """A file as read, before it has a name and a hash: see `minutes.schema.Document`."""

    text: str
    media_type: str
    encoding: str | None = None
    url: str | None = None
    retrieved: str | None = None
    metadata: tuple[Metadatum, ...] = ()
    issues: tuple[Issue, ...] = ()
    cues: tuple[Cue, ...] = ()
    sections: tuple[Section, ...] = ()
    furniture: tuple[Span, ...] = ()

    def having(self, issues: Iterable[Issue]) -> Content:
        """The content with more issues."""
        return replace(self, issues=(*self.issues, *issues))


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, or a member of an archive, without a document; one without `error` was skipped."""

    path: str
    error: SourceError | None = None


def too_large(path: str, size: int) -> SourceError:
    """The error of a file that is larger than what is read."""
    limit = MAX_BYTES // 2**20
    message = (
        f"{path}: has {size // 2**20} MB, more than the {limit} MB that are read at once; split it"
        " (a dump of any size is read as JSON Lines or CSV)"
    )
    return SourceError("too-large", message)


def too_many(path: str, what: str) -> SourceError:
    """The error of a file with more lines, tags or records than any minutes have."""
    return SourceError("too-large", f"{path}: has more than {MAX_PIECES:,} {what}; split it")


def facts(values: Mapping[str, str | None]) -> tuple[Metadatum, ...]:
    """The facts that are there, in the order given.

    >>> facts({"body": "水尾市議会", "date": None, "url": " "})
    (Metadatum(key='body', value='水尾市議会'),)
    """
    return tuple(
        Metadatum(key, value.strip()) for key, value in values.items() if value and value.strip()
    )


def clean(text: str) -> str:
    """The text with line feeds alone as line ends and no lone surrogate, which no file can hold."""
    return _SURROGATE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def row_lines(cells: list[str]) -> list[str]:
    """The lines of a table row: its cells parted by tabs, or one below the other in a layout.

    >>> row_lines(["令和６年度", "五百十二件", ""]), row_lines(["左一\\n左二", "右一\\n右二"])
    (['令和６年度\\t五百十二件'], ['左一', '左二', '右一', '右二'])
    """
    if sum("\n" in cell for cell in cells) > 1:
        return [line for cell in cells if cell for line in cell.split("\n")]
    joined = "\t".join(cells).rstrip("\t")
    return joined.split("\n") if joined.strip() else []


class Composer:
    """A text under construction: records of a dump become lines, their fields become cues."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._pieces: list[str] = []
        self.length = 0
        self.cues: list[Cue] = []
        self.sections: list[Section] = []
        self.issues: list[Issue] = []

    @property
    def text(self) -> str:
        """All that was added."""
        return "".join(self._pieces)

    def add(self, text: str) -> Span:
        """Add a text as it is; its place."""
        start = self.length
        self._pieces.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def line(self, text: str) -> Span:
        """Add a text and a line end; its place without the line end."""
        span = self.add(text)
        self.add("\n")
        return span
