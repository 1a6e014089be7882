"""What the process that reads a PDF tells, started again behind a page that kills it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from minutes.sources.pdf_lines import Line, line_of

#: Limits on the process that reads: pages, memory, and seconds of work for one start of it; how
#: often it is started again behind a page that killed it.
PAGES, MEGABYTES, SECONDS, STARTS = 5_000, 1_500, 60, 4

_WORKER = Path(__file__).with_name("pdf_worker.py")


@dataclass(slots=True)
class Page:
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
class File:
    """What is known of a file so far."""

    pages: dict[int, Page] = field(default_factory=dict)
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


def read_pages(data: bytes) -> File:
    """The pages of a file; a page that kills the worker is left out, and the next one tried."""
    file = File()
    first = 0
    for _ in range(STARTS):
        told, ended = _run(data, first)
        for line in told:
            first = max(first, _take(file, line))
        if ended is None or (not file.count and file.error is None):
            file.error = file.error or (ended if not file.count else None)
            break
        file.pages[first] = Page(problem=ended)
        first += 1
        if first >= min(file.count, PAGES):
            break
    return file


def _take(file: File, line: bytes) -> int:
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
    page = Page(problem=told.get("error"))
    if page.problem is None:
        page.height = float(told["size"][1])
        page.lines = [read for raw in told["lines"] if (read := line_of(raw)).text.strip()]
        page.pictures = bool(told["pictures"])
    file.pages[int(told["page"])] = page
    return int(told["page"]) + 1
