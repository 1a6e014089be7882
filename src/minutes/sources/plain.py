"""Plain text and Markdown: the text is the decoded file, character by character."""

from __future__ import annotations

from minutes.schema import Issue
from minutes.sources.content import Content
from minutes.sources.encoding import Decoded, decode
from minutes.sources.furniture import running_lines
from minutes.sources.kinds import MARKDOWN, PLAIN, SUFFIXES, suffix_of
from minutes.sources.several import meetings_of


def read(data: bytes, path: str, encoding: str | None = None) -> Content:
    """The content of a text file; raises `SourceError`.

    >>> read("開会".encode("cp932"), "minutes.txt").text
    '開会'
    """
    decoded = decode(data, path, encoding)
    media_type = MARKDOWN if SUFFIXES.get(suffix_of(path)) == MARKDOWN else PLAIN
    return Content(
        decoded.text,
        media_type,
        decoded.encoding,
        issues=damage(decoded),
        sections=meetings_of(decoded.text),
        furniture=running_lines(decoded.text),
    )


def damage(decoded: Decoded, text: str | None = None) -> tuple[Issue, ...]:
    """What was lost in decoding, as issues with the place of the first loss.

    `text` is the document's text where that is not what was decoded: a page, a table.
    """
    issues = []
    shown = decoded.text if text is None else text
    if decoded.damaged:
        message = f"{decoded.damaged} characters could not be decoded as {decoded.encoding}"
        at = shown.find("\ufffd")
        if at < 0:
            issues.append(Issue("damaged-text", message))
        else:
            issues.append(
                Issue("damaged-text", f"{message}; the first is at this place", at, at + 1)
            )
    if decoded.mixed is not None:
        message = f"the file changes its encoding ({decoded.encoding})"
        if text is None:
            at = decoded.mixed
            issues.append(Issue("mixed-encodings", f"{message}; first at this place", at, at))
        else:
            issues.append(Issue("mixed-encodings", message))
    return tuple(issues)
