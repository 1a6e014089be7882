"""A sheet as a page: the questions without an answer first, then in order, then by topic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from minutes import lexicon
from minutes.markup import escape
from minutes.qa.reading import Row, Sheet

_LABELS = {"yes": "答弁あり", "partly": "一部", "no": "答弁なし", "not-needed": "答弁不要"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|!])")
_LINES = re.compile(r"\s*[\r\n\f]\s*")


@dataclass(frozen=True, slots=True)
class Item:
    """A question as a page shows it."""

    number: int
    label: str
    answered: str
    reason: str
    topic: str
    asker: str
    question: str
    place: str
    answerer: str
    answer: str
    answer_place: str
    summary: str
    remark: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A document as a page shows it; `open` are the items without a full answer."""

    title: str
    path: str
    items: tuple[Item, ...]
    open: tuple[Item, ...]
    topics: tuple[tuple[str, tuple[Item, ...]], ...]
    shares: tuple[tuple[str, str, int], ...]
    promises: tuple[Row, ...]


@cache
def _reasons() -> dict[str, str]:
    return {entry["code"]: entry["japanese"] for entry in lexicon.read("answers")["reason"]}


def page_of(sheet: Sheet, paths: Mapping[str, str]) -> Page:
    """The page of a sheet; `paths` tells where each document comes from."""
    items = tuple(_item(number, row) for number, row in enumerate(sheet.exchanges, start=1))
    order = {"no": 0, "partly": 1}
    topics: dict[str, list[Item]] = {}
    for item in items:
        topics.setdefault(item.topic, []).append(item)
    counts = Counter(item.answered for item in items)
    return Page(
        title=_title(sheet),
        path=sheet.path,
        items=items,
        open=tuple(
            sorted(
                (item for item in items if item.answered in order and not item.remark),
                key=lambda item: (order[item.answered], item.number),
            )
        ),
        topics=tuple((topic, tuple(found)) for topic, found in topics.items()),
        shares=tuple((key, _LABELS[key], counts[key]) for key in _LABELS if counts[key]),
        promises=tuple(_promise(row, paths) for row in sheet.commitments),
    )


def _promise(row: Row, paths: Mapping[str, str]) -> Row:
    """A promise with the path of the document that comes back to it for its identifier."""
    ident, _, offset = row["taken_up"].partition(":")
    place = f"{paths.get(ident, ident)}:{offset}" if ident else ""
    return {**row, "taken_up": place, "quote": _LINES.sub("", row["quote"]).strip()}


def _title(sheet: Sheet) -> str:
    for meeting in sheet.meetings:
        words = [meeting["body"], meeting["title"], meeting["date"]]
        if any(words):
            return "　".join(dict.fromkeys(filter(None, words)))
    return sheet.path


def _item(number: int, row: Row) -> Item:
    topic = row["topic"] or "（論点不明）"
    remark = topic.startswith("comment: ")
    return Item(
        number=number,
        label=_LABELS.get(row["answered"], row["answered"]),
        answered=row["answered"],
        reason=_reasons().get(row["reason"], row["reason"]),
        topic=topic.removeprefix("comment: "),
        asker=row["asker"] or "（不明）",
        question=_LINES.sub("", row["question"]).strip(),
        place=f"{row['question_start']}-{row['question_end']}",
        answerer=row["answerer"],
        answer=_LINES.sub("", row["answer"]).strip(),
        answer_place=f"{row['answer_start']}-{row['answer_end']}" if row["answer_start"] else "",
        summary=row["summary"],
        remark=remark,
    )


def _markdown_text(text: str) -> str:
    """The text with what Markdown would read as markup escaped."""
    return _MARKDOWN.sub(r"\\\1", _LINES.sub(" ", text))


@cache
def _environment(html: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("minutes.qa"),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = _markdown_text
    environment.filters["shown"] = _shown
    return environment


def _shown(text: str) -> Markup:
    """The text as HTML, with invisible and reordering characters shown as their codes."""
    return Markup(escape(text))


def render(sheets: Iterable[Sheet], form: str) -> str:
    """The pages of sheets as one text in a format of `FORMATS`."""
    read = list(sheets)
    paths = {sheet.document_id: sheet.path for sheet in read}
    return FORMATS[form]([page_of(sheet, paths) for sheet in read])


def _html(pages: Sequence[Page]) -> str:
    return _environment(True).get_template("qa.html").render(pages=pages)


def _markdown(pages: Sequence[Page]) -> str:
    return _environment(False).get_template("qa.md").render(pages=pages)


#: The formats of a page, by the name that the command line knows.
FORMATS: dict[str, Callable[[Sequence[Page]], str]] = {"md": _markdown, "html": _html}
