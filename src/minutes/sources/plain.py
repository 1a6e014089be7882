"""Plain text and Markdown: the text is the decoded file, character by character."""

from __future__ import annotations

from minutes.schema import Issue
from minutes.sources.content import Content
from minutes.sources.encoding import Decoded, decode
from minutes.sources.furniture import running_lines
from minutes.sources.kinds import MARKDOWN, PLAIN, SUFFIXES, suffix_of


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
        furniture=running_lines(decoded.text),
    )


def damage(decoded: Decoded) -> tuple[Issue, ...]:
    """What was lost in decoding, as issues with the place of the first loss in `decoded.text`."""
    issues = []
    if decoded.damaged:
        at = decoded.text.index("\ufffd")
        message = (
            f"{decoded.damaged} characters could not be decoded as {decoded.encoding};"
            " the first is at this place"
        )
        issues.append(Issue("damaged-text", message, at, at + 1))
    if decoded.mixed is not None:
        at = decoded.mixed
        message = f"the file changes its encoding ({decoded.encoding}); first at this place"
        issues.append(Issue("mixed-encodings", message, at, at))
    return tuple(issues)
