"""What of a PDF was not read, and why: locked, damaged, scanned, garbled."""

from __future__ import annotations

from collections.abc import Sequence

from minutes.schema import Issue
from minutes.sources import pdf_process
from minutes.sources.errors import SourceError
from minutes.sources.pdf_process import File, Page

#: A page with fewer characters than this, and a picture, was scanned.
SCANNED = 20


def unopened(file: File, path: str) -> SourceError:
    """Why a file has no pages at all: a password, harm, damage."""
    told = (file.error or "").lower()
    if "password" in told or "security" in told:
        message = f"{path}: is locked with a password; save a copy without one and read that"
        return SourceError("encrypted-file", message)
    if "it took" in told:
        message = f"{path}: could not be opened: {file.error}; a file made to do harm does that"
        return SourceError("hostile-file", message)
    message = f"{path}: is a damaged PDF; was it downloaded in full?"
    return SourceError("damaged-file", message)


def without_text(pages: Sequence[Page], path: str) -> SourceError:
    """Why the pages of a file have no text: limits, pictures, or nothing on them."""
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


def issues_of(pages: Sequence[Page], file: File, text: str) -> list[Issue]:
    """An issue for the pages that were not read, for those that are pictures, for odd text."""
    issues = []
    lost = [number for number, page in enumerate(pages, 1) if page.problem is not None]
    lost += range(pdf_process.PAGES + 1, file.count + 1)
    unread = [
        n for n in range(1, min(len(pages), pdf_process.PAGES) + 1) if n - 1 not in file.pages
    ]
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
