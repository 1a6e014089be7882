"""Pages that a browser saved with all their parts in one file (.mhtml): the page itself is read."""

from __future__ import annotations

import email
import email.policy
import email.utils
from dataclasses import replace
from email.message import EmailMessage

from minutes.sources import html
from minutes.sources.content import Content
from minutes.sources.errors import SourceError
from minutes.sources.kinds import MHTML

#: How many parts of a file are looked at for the page.
PARTS = 2_000


def read(data: bytes, path: str, encoding: str | None = None) -> Content:
    """The content of the page with the most text; raises `SourceError` for a file without one."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        pages = _pages(message)
    except (ValueError, LookupError, RecursionError):
        pages, message = [], EmailMessage()
    found: list[Content] = []
    error: SourceError | None = None
    for page in pages:
        try:
            found.append(html.read(page, path, encoding))
        except SourceError as failure:
            error = error or failure
    if not found:
        told = f"{path}: is no saved page (.mhtml) with text; save it again as HTML"
        raise error or SourceError("damaged-file", told)
    content = max(found, key=lambda one: len(one.text))
    url = str(message.get("Snapshot-Content-Location") or "")
    return replace(
        content,
        media_type=MHTML,
        url=content.url or (url if url.startswith(("http://", "https://")) else None),
        retrieved=_moment(str(message.get("Date") or "")),
    )


def _pages(message: email.message.Message) -> list[bytes]:
    """The bytes of the parts that are HTML: the page, and the frames in it."""
    pages = []
    for number, part in enumerate(message.walk()):
        if number >= PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                pages.append(payload)
    return pages


def _moment(told: str) -> str | None:
    """The time at which the page was saved, in ISO 8601."""
    try:
        return email.utils.parsedate_to_datetime(told).isoformat()
    except (ValueError, TypeError):
        return None
