"""Word files: what a reader sees once all changes are accepted.

The zip and its XML are read by us, as a stream of events.  Tracked insertions, content controls,
text boxes and the base text of ruby are kept; deletions, readings of ruby, hidden text and the
older copy of a text box that Word stores beside it are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from minutes.sources import archive
from minutes.sources.archive import Budget, Member
from minutes.sources.content import Content, clean
from minutes.sources.docx_lists import numbering_of, styles_of
from minutes.sources.docx_reader import Reader
from minutes.sources.errors import SourceError
from minutes.sources.kinds import DOCX
from minutes.sources.numbering import Numbering
from minutes.sources.xml import Broken, Forbidden, walk

T = TypeVar("T")

_MAIN = re.compile(r"word/document[0-9]*\.xml")


def _part(parts: dict[str, bytes], name: str, made: Callable[[bytes], T], otherwise: T) -> T:
    """What a side part of the file says; a damaged one costs its numbers, not the text."""
    try:
        return made(parts[name]) if name in parts else otherwise
    except (Broken, Forbidden):
        return otherwise


def read(data: bytes, path: str, encoding: str | None = None) -> Content:
    """The content of a Word file; `encoding` means nothing here.  Raises `SourceError`."""
    parts: dict[str, bytes] = {}
    with archive.opened(data, path) as packed:
        budget = Budget()
        for info in packed.infolist():
            main = _MAIN.fullmatch(info.filename) is not None
            if main or info.filename in ("word/numbering.xml", "word/styles.xml"):
                name = "document" if main else info.filename
                parts[name] = archive.unpack(packed, Member(path, info), budget)
    reader = Reader(
        _part(parts, "word/numbering.xml", numbering_of, Numbering()),
        _part(parts, "word/styles.xml", styles_of, {}),
    )
    try:
        walk(parts["document"], reader.start, reader.end, reader.text, namespaces=True)
    except Broken as error:
        message = f"{path}: is a damaged Word file ({error}); save it again"
        raise SourceError("damaged-file", message) from None
    except Forbidden:
        message = f"{path}: declares entities, as a file made to do harm would; it is not read"
        raise SourceError("damaged-file", message) from None
    text = clean("\n".join(reader.lines[0])).rstrip("\n")
    if not text.strip():
        message = f"{path}: is a Word file without text; are its pages pictures?"
        raise SourceError("no-text", message)
    return Content(f"{text}\n", DOCX)
