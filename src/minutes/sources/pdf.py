"""PDF files: text and boxes from PDFium, in a process of its own that may be killed.

Pages are parted by form feeds.  Running heads, feet and page numbers, known by coming back at the
same height page after page, stay in the text and are told apart as furniture.
"""

from __future__ import annotations

from collections.abc import Sequence

from minutes.schema import Span
from minutes.sources.content import Composer, Content, facts
from minutes.sources.kinds import PDF
from minutes.sources.pdf_columns import arranged
from minutes.sources.pdf_lines import (
    Line,
    full_to,
    indent,
    is_apart,
    is_full,
    joined_letters,
    margin,
    pitch,
    spaced,
)
from minutes.sources.pdf_process import Page, read_pages
from minutes.sources.pdf_running import running_lines
from minutes.sources.pdf_unread import issues_of, unopened, without_text


def read(data: bytes, path: str, encoding: str | None = None) -> Content:
    """The content of a PDF; `encoding` means nothing here.  Raises `SourceError`."""
    file = read_pages(data)
    if not file.count:
        raise unopened(file, path)
    pages = [file.pages.get(number, Page()) for number in range(file.count)]
    if not any(page.size for page in pages):
        raise without_text(pages, path)
    composer = Composer()
    furniture: list[Span] = []
    running = running_lines(pages)
    for number, page in enumerate(pages):
        if number:
            composer.add("\f")
        furniture += _compose(composer, page, running[number])
    text = composer.text
    return Content(
        text,
        PDF,
        metadata=facts({"document_title": file.title}),
        issues=tuple(issues_of(pages, file, text)),
        furniture=tuple(furniture),
    )


def _compose(composer: Composer, page: Page, running: frozenset[int]) -> list[Span]:
    """Add the text of a page, the running lines at its edges; their places."""
    body = [line for index, line in enumerate(page.lines) if index not in running]
    heads = [line for index, line in enumerate(page.lines) if index in running]
    above = [line for line in heads if line.bottom * 2 > page.height]
    below = [line for line in heads if line.bottom * 2 <= page.height]
    places: list[Span] = []
    written: list[tuple[str, bool]] = [(spaced(line).strip(), True) for line in above]
    for column in arranged(body):
        written += [(text, False) for text in _column(column)]
    written += [(spaced(line).strip(), True) for line in below]
    for index, (text, is_running) in enumerate(written):
        span = composer.add(text)
        if is_running and text:
            places.append(span)
        if index + 1 < len(written):
            composer.add("\n")
    return places


def _column(lines: Sequence[Line]) -> list[str]:
    """The lines of a column as text, with indents and empty lines.

    A line that goes on with the sentence of a full one has no indent, wherever it hangs.
    """
    lines = joined_letters(lines)
    edge, usual, reach = margin(lines), pitch(lines), full_to(lines)
    found: list[str] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        apart = before is not None and is_apart(before, line, usual)
        if apart:
            found.append("")
        goes_on = before is not None and not apart and is_full(before, reach)
        goes_on = goes_on and not any(gap.width >= 2 for gap in line.gaps)  # a row of a table
        space = "" if goes_on else indent(line, edge)
        found.append(f"{space}{spaced(line)}".rstrip())
    return found
