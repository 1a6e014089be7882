"""PDF files: text and boxes from PDFium, in a process of its own that may be killed.

Pages are parted by form feeds.  Running heads, feet and page numbers, known by coming back at the
same height page after page, stay in the text and are told apart as furniture.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from minutes.schema import Issue, Span
from minutes.sources.content import Composer, Content, facts
from minutes.sources.errors import SourceError
from minutes.sources.furniture import is_page_number, shape_of
from minutes.sources.kinds import PDF
from minutes.sources.pdf_columns import arranged
from minutes.sources.pdf_lines import (
    Line,
    full_to,
    indent,
    is_apart,
    is_full,
    joined_letters,
    line_of,
    margin,
    pitch,
    spaced,
)

#: Limits on the process that reads: pages, memory, and seconds of work for one start of it; how
#: often it is started again behind a page that killed it.
PAGES, MEGABYTES, SECONDS, STARTS = 5_000, 1_500, 60, 4
#: A page with fewer characters than this, and a picture, was scanned.
SCANNED = 20
#: How far from the upper and lower edge of a page furniture stands, as a share of its height.
EDGE = 0.14

_WORKER = Path(__file__).with_name("pdf_worker.py")


@dataclass(slots=True)
class _Page:
    """A page as the worker told it."""

    height: float = 0.0
    lines: list[Line] = field(default_factory=list)
    pictures: bool = False
    problem: str | None = None

    @property
    def size(self) -> int:
        """How many characters are on it."""
        return sum(len(line.text) for line in self.lines)


@dataclass(slots=True)
class _File:
    """What is known of a file so far."""

    pages: dict[int, _Page] = field(default_factory=dict)
    count: int = 0
    title: str = ""
    error: str | None = None


def _run(data: bytes, first: int) -> tuple[list[bytes], str | None]:
    """The lines that one start of the worker tells, and what ended it before its time."""
    arguments = [str(value) for value in (first, PAGES, MEGABYTES, SECONDS)]
    command = [sys.executable, "-I", str(_WORKER), *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            told, _ = process.communicate(data, timeout=2 * SECONDS)
            ended = None if process.returncode in (0, 1) else "it took too much memory or time"
        except subprocess.TimeoutExpired:
            process.kill()
            told, _ = process.communicate()
            ended = "it took too long"
        except BaseException:
            process.kill()
            raise
    return told.split(b"\n"), ended


def _read(data: bytes) -> _File:
    """The pages of a file; a page that kills the worker is left out, and the next one tried."""
    file = _File()
    first = 0
    for _ in range(STARTS):
        told, ended = _run(data, first)
        for line in told:
            first = max(first, _take(file, line))
        if ended is None or (not file.count and file.error is None):
            file.error = file.error or (ended if not file.count else None)
            break
        file.pages[first] = _Page(problem=ended)
        first += 1
        if first >= min(file.count, PAGES):
            break
    return file


def _take(file: _File, line: bytes) -> int:
    """Keep what one line of the worker says; the number of the page behind it."""
    try:
        told = json.loads(line)
    except ValueError:
        return 0
    if not isinstance(told, dict):
        return 0
    if "pages" in told:
        file.count, file.title = int(told["pages"]), str(told["title"])
        return 0
    if "page" not in told:
        file.error = str(told.get("error"))
        return 0
    page = _Page(problem=told.get("error"))
    if page.problem is None:
        page.height = float(told["size"][1])
        page.lines = [read for raw in told["lines"] if (read := line_of(raw)).text.strip()]
        page.pictures = bool(told["pictures"])
    file.pages[int(told["page"])] = page
    return int(told["page"]) + 1


def read(data: bytes, path: str, encoding: str | None = None) -> Content:
    """The content of a PDF; `encoding` means nothing here.  Raises `SourceError`."""
    file = _read(data)
    if not file.count:
        raise _unread(file, path)
    pages = [file.pages.get(number, _Page()) for number in range(file.count)]
    if not any(page.size for page in pages):
        raise _without_text(pages, path)
    composer = Composer()
    furniture: list[Span] = []
    running = _furniture(pages)
    for number, page in enumerate(pages):
        if number:
            composer.add("\f")
        furniture += _compose(composer, page, running[number])
    text = composer.text
    return Content(
        text,
        PDF,
        metadata=facts({"document_title": file.title}),
        issues=tuple(_issues(pages, file, text)),
        furniture=tuple(furniture),
    )


# --- the text of a page -----------------------------------------------------------------------


def _compose(composer: Composer, page: _Page, running: frozenset[int]) -> list[Span]:
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


# --- running heads and feet -------------------------------------------------------------------


def _furniture(pages: Sequence[_Page]) -> list[frozenset[int]]:
    """The indexes of each page's lines that are running heads, feet or page numbers.

    From the edge of the page inwards, each must stand at its height on a third of the pages.
    """
    edges = [(_edge(page, head=True), _edge(page, head=False)) for page in pages]
    counts: tuple[Counter[tuple[str, int]], ...] = (Counter(), Counter())
    for pair in edges:
        for count, edge in zip(counts, pair, strict=True):
            count.update({place for _, place in edge})
    filled = sum(bool(page.lines) for page in pages)
    found = []
    for pair in edges:
        running: set[int] = set()
        for count, edge in zip(counts, pair, strict=True):
            for index, (shape, height) in edge:
                times = sum(count[shape, height + step] for step in (-1, 0, 1))
                needed = 2 if filled == 2 or shape == "0" else max(3, filled / 3)
                if not shape or times < needed:
                    break
                running.add(index)
        found.append(frozenset(running))
    return found


def _edge(page: _Page, *, head: bool) -> list[tuple[int, tuple[str, int]]]:
    """The lines near one edge, from it inwards: index, and what stays the same with its height."""
    found = []
    for index, line in enumerate(page.lines):
        depth = page.height - line.top if head else line.bottom
        if depth <= EDGE * page.height and not line.upright:
            text = line.text.strip()
            shape = "0" if is_page_number(text) else shape_of(text)
            found.append((depth, index, ("" if _is_speech(text) else shape, round(depth / 5))))
    return [(index, place) for _, index, place in sorted(found)]


def _is_speech(text: str) -> bool:
    """True for lines that no page repeats at its edge, however often they are said."""
    if is_page_number(text):
        return False
    return text[0] in "○◯〇◆◎△●□■【〔「" or text.endswith(("。", "、", "」", "〕")) or "、" in text


# --- what was not read ------------------------------------------------------------------------


def _unread(file: _File, path: str) -> SourceError:
    told = (file.error or "").lower()
    if "password" in told or "security" in told:
        message = f"{path}: is locked with a password; save a copy without one and read that"
        return SourceError("encrypted-file", message)
    if "it took" in told:
        message = f"{path}: could not be opened: {file.error}; a file made to do harm does that"
        return SourceError("hostile-file", message)
    message = f"{path}: is a damaged PDF; was it downloaded in full?"
    return SourceError("damaged-file", message)


def _without_text(pages: Sequence[_Page], path: str) -> SourceError:
    if any(page.problem for page in pages):
        message = f"{path}: none of its {len(pages)} pages could be read within the limits"
        return SourceError("hostile-file", f"{message}; a file made to do harm does that")
    if any(page.pictures for page in pages):
        message = (
            f"{path}: is a scan: {len(pages)} pages of pictures without text; recognise its text"
            " first (with ocrmypdf -l jpn, say) and read the result"
        )
        return SourceError("scanned-pdf", message)
    return SourceError("empty-file", f"{path}: has {len(pages)} pages and no text on them")


def _issues(pages: Sequence[_Page], file: _File, text: str) -> list[Issue]:
    issues = []
    lost = [number for number, page in enumerate(pages, 1) if page.problem is not None]
    lost += range(PAGES + 1, file.count + 1)
    unread = [n for n in range(1, min(len(pages), PAGES) + 1) if n - 1 not in file.pages]
    if lost or unread:
        message = f"{_listed([*lost, *unread])} could not be read within the limits"
        issues.append(Issue("pages-not-read", message))
    scanned = [
        number
        for number, page in enumerate(pages, 1)
        if page.pictures and page.size < SCANNED and page.problem is None
    ]
    if scanned:
        message = f"{_listed(scanned)} hold pictures and no text: scans, whose text is missing"
        issues.append(Issue("pages-scanned", message))
    if _is_garbled(text):
        message = "the fonts of the file do not say which characters they set; text is garbled"
        issues.append(Issue("odd-text", message))
    return issues


def _is_garbled(text: str) -> bool:
    """True if many characters are of no script, or hardly a letter is Japanese.

    >>> _is_garbled("水尾市議会１２３"), _is_garbled("\ue001\ue002\ue003開会"), _is_garbled("ÅÄÖéè")
    (False, True, True)
    """
    letters = [char for char in text if char.isalpha() and not char.isascii()]
    odd = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in text)
    japanese = sum("\u3005" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" for char in letters)
    return odd * 20 > len(letters) + odd or (bool(letters) and japanese * 2 < len(letters))


def _listed(numbers: Sequence[int]) -> str:
    """The numbers of pages, in runs: pages 2, 5-9."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:20])
    more = ", ..." if len(runs) > 20 else ""
    return f"{'page' if len(set(numbers)) == 1 else 'pages'} {shown}{more}"
