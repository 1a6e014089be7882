"""The pages of the systems that serve most assemblies, as a browser saves them.

A `System` says by which elements its pages are known, where the speeches are, and where the page
names their speakers.  A page of none of them is read as any other page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from minutes.schema import Cue, Issue, Metadatum
from minutes.sources.content import Composer, facts
from minutes.sources.markup import text_of


@dataclass(frozen=True, slots=True)
class System:
    """Pages of one form.

    `speech` selects the element of each speech, `text` the words in it and `dropped` what is in
    them but not said; the speaker stands in the attribute `label` of the speech, or in the element
    `heading` of it.  `title` and `date` select the meeting's.
    """

    name: str
    speech: str
    text: str = ""
    dropped: str = ""
    label: str = ""
    heading: str = ""
    title: str = ""
    date: str = ""


SYSTEMS = (
    System(
        "dbsr.jp",
        "li.voice-block",
        text=".voice__text",
        label="data-voice-title",
        title=".command__docname",
        date=".command__date",
    ),
    System(
        "dbsr.jp",
        ".page-text__voice",
        text=".page-text__text",
        dropped=".page-text__number",
        title=".command__title, .view__title",
        date=".command__date",
    ),
    System(
        "dbsr.jp",
        "li:has(> .voice__textwrap), li:has(> div > .voice__textwrap)",
        text=".voice__textwrap",
        heading=".voice__header",
        title=".view__title",
        date=".view__date time",
    ),
    System("DiscussNet", "#plain-minute", title="#council-title, .council_title"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, and what it says of the speakers and the meeting."""

    text: str
    cues: tuple[Cue, ...] = ()
    metadata: tuple[Metadatum, ...] = ()
    issues: tuple[Issue, ...] = ()


_DAY = re.compile(r"(\d{4})[-./年]\s*(\d{1,2})[-./月]\s*(\d{1,2})")
# 青森市議会会議録, 音更町議会会議録検索: whose record the page's title names.
_BODY = re.compile(r"(?:^|[|｜>＞\s　])(?P<body>[^|｜>＞\s　]{2,20}?議会)[\s　]*(?:会議録|議事録)")
# The title of a page of gijiroku.com: the speaker and the page of the printed record.
_SPEAKER_TITLE = re.compile(r"\s*(?P<label>[^\s].{0,60}?)\s+P\.\d+\s*")
_NUMBER = re.compile(r"[（(]第\s*([0-9０-９]{1,3})\s*[号日回]")


def read(tree: LexborHTMLParser) -> Page | None:
    """The content of a page of a known system, or `None` for another page."""
    for system in SYSTEMS:
        speeches = tree.css(system.speech)
        if speeches:
            page = _speeches(tree, system, speeches)
            if page.text.strip():
                return page
    if tree.css_first("input[name=downloadPos]") is not None:
        return _index(tree)
    if tree.css_first("a[name^=HUID]") is not None:
        return _one_speech(tree)
    return None


def _speeches(tree: LexborHTMLParser, system: System, speeches: list[LexborNode]) -> Page:
    composer = Composer()
    cues: list[Cue] = []
    for speech in speeches:
        label = speech.attributes.get(system.label) if system.label else None
        if system.heading:
            heading = speech.css_first(system.heading)
            label = text_of(heading) if heading is not None else None
        for node in speech.css(system.dropped) if system.dropped else ():
            node.decompose()
        parts = speech.css(system.text) if system.text else [speech]
        words = "\n".join(filter(None, (text_of(part) for part in parts)))
        if not words:
            continue
        span = composer.line(words)
        if system.label or system.heading:
            cues.append(Cue(span.start, span.end, _label(label), order=len(cues) + 1))
    named = [cue for cue in cues if cue.speaker]
    return Page(composer.text, tuple(cues) if named else (), _facts(tree, system))


def _label(label: str | None) -> str | None:
    """A speaker's label without number and mark: 3:◯議長（榊原康生） gives 議長（榊原康生）."""
    if label is None:
        return None
    return re.sub(r"^\s*(?:\d+\s*[:：.]?)?\s*[○◯〇◆◎△●□■]?\s*", "", label).strip() or None


def _facts(tree: LexborHTMLParser, system: System) -> tuple[Metadatum, ...]:
    def said(selector: str) -> str | None:
        node = tree.css_first(selector) if selector else None
        return None if node is None else " ".join(text_of(node).split())

    title = said(system.title)
    number = _NUMBER.search(title or "")
    return facts(
        {
            "system": system.name,
            "body": body_of(tree),
            "title": title,
            "number": number[1] if number else None,
            "date": day_of(said(system.date)),
        }
    )


def body_of(tree: LexborHTMLParser) -> str | None:
    """The assembly that the page's title names."""
    node = tree.css_first("title")
    match = None if node is None else _BODY.search(" ".join(node.text().split()))
    return match["body"] if match else None


def day_of(text: str | None) -> str | None:
    """The ISO day in a text that is or holds one of the Christian era.

    >>> day_of("開催日: 2026年4月13日"), day_of("2025.11.6"), day_of("令和７年")
    ('2026-04-13', '2025-11-06', None)
    """
    match = _DAY.search(text or "")
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _one_speech(tree: LexborHTMLParser) -> Page | None:
    """A page of gijiroku.com: one speech, its speaker in the title."""
    body = tree.body
    if body is None:
        return None
    words = text_of(body)
    node = tree.css_first("title")
    match = None if node is None else _SPEAKER_TITLE.fullmatch(node.text())
    cues = (Cue(0, len(words), match["label"]),) if match and words else ()
    return Page(words, cues, facts({"system": "gijiroku.com", "body": body_of(tree)}))


def _index(tree: LexborHTMLParser) -> Page | None:
    """The side bar of kensakusystem: who speaks, without what they say."""
    body = tree.body
    if body is None:
        return None
    message = (
        "this page lists the speakers of a day and not what they said; save the page with the text"
    )
    metadata = facts({"system": "kensakusystem", "body": body_of(tree)})
    return Page(text_of(body), (), metadata, (Issue("speaker-index", message),))
