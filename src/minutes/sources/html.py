"""HTML pages: decoded by us, parsed by lexbor, reduced to the text that a reader sees."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from minutes.schema import Issue
from minutes.sources import hostile, pages
from minutes.sources.content import Content, clean, facts
from minutes.sources.encoding import decode
from minutes.sources.errors import SourceError
from minutes.sources.kinds import HTML
from minutes.sources.markup import text_of
from minutes.sources.plain import damage

_CHARSET = re.compile(
    rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)  # <!-- saved from url=(0031)https://minutes.example/view?id=7 -->
_SAVED = re.compile(r"<!-- saved from url=\([0-9]{1,6}\)(?P<url>https?://[^\s<>]{1,2000}) -->")

#: A page with more bytes than this and less text than one in a hundred is suspicious.
_SUSPICIOUS = 20_000


def read(data: bytes, path: str, encoding: str | None = None) -> Content:
    """The content of an HTML page; raises `SourceError` for one that no parser should be given.

    >>> page = "<p>○議長（榊原康生君）　開会します。<br>着席願います。</p>"
    >>> read(page.encode(), "page.html").text
    '○議長（榊原康生君）　開会します。\\n着席願います。'
    """
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii") if declared else None
    decoded = decode(data, path, encoding, name)
    source = clean(decoded.text).replace("\x00", "\ufffd")
    hostile.refuse(source, path)
    tree = LexborHTMLParser(source)
    page = pages.read(tree) or pages.Page(_main_text(tree))
    if not page.text.strip():
        raise _no_text(tree, path)
    text = page.text
    issues = [*page.issues, *damage(decoded, text)]
    if len(source) > _SUSPICIOUS and len(text) * 100 < len(source) and not page.metadata:
        message = f"{len(text)} characters of text in a page of {len(source)}; is it the minutes?"
        issues.append(Issue("short-text", message))
    return Content(
        text,
        HTML,
        decoded.encoding,
        url=_url(tree, source),
        metadata=(*page.metadata, *facts({"page": _title(tree)})),
        issues=tuple(issues),
        cues=page.cues,
    )


def _main_text(tree: LexborHTMLParser) -> str:
    """The text of the main part: what the page marks as such if it holds most of the text."""
    body = tree.body or tree.root
    if body is None:
        return ""
    whole = text_of(body)
    for selector in ("main", "[role=main]", "article", "#main", "#contents", "#content"):
        parts = tree.css(selector)
        if len(parts) == 1 and len(text := text_of(parts[0])) * 2 >= len(whole):
            return text
    for selector in ("header", "footer", "aside"):
        for node in tree.css(f"body > {selector}, body > div > {selector}"):
            node.decompose()
    reduced = text_of(body)
    return reduced if len(reduced) * 2 >= len(whole) else whole


def _title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("title")
    return None if node is None else " ".join(node.text().split())


def _url(tree: LexborHTMLParser, source: str) -> str | None:
    """Where the page says that it stands, or a browser says that it was saved from."""
    for selector, attribute in (
        ("link[rel=canonical]", "href"),
        ("meta[property='og:url']", "content"),
    ):
        node: LexborNode | None = tree.css_first(selector)
        url = node.attributes.get(attribute) if node is not None else None
        if url and url.startswith(("http://", "https://")):
            return url
    saved = _SAVED.search(source[:4096])
    return saved["url"] if saved is not None else None


def _no_text(tree: LexborHTMLParser, path: str) -> SourceError:
    if tree.css_first("frameset, frame, iframe") is not None:
        message = f"{path}: is a set of frames without text; open the frame with the minutes alone"
        return SourceError("no-text", f"{message}, and save that")
    if tree.css_first("script") is not None:
        message = (
            f"{path}: is a page that a script fills; save it from the browser once it is shown"
        )
        return SourceError("no-text", message)
    return SourceError("empty-file", f"{path}: is a page without text")
