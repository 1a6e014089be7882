"""What a spaCy pipeline takes for organisations and the tables do not have, in a table of its own.

The tables of ``extract`` never change by it.  Any installed pipeline with an entity recogniser
will do; ``ja_ginza`` comes with the extra ``second-opinion``.
"""

from __future__ import annotations

import csv
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from minutes.export import read_table
from minutes.export.csv import guard
from minutes.lexicon import read
from minutes.organisations.words import words
from minutes.text import lines

if TYPE_CHECKING:
    from spacy.language import Language

PIPELINE = "ja_ginza"
_CONTEXT = 15  # characters shown on both sides
_POST = 5  # characters of a post: 事務局長
_LONGEST = 8_000  # characters of a line given at once: SudachiPy takes 49,149 bytes


class NoOpinion(Exception):
    """The pipeline cannot be run, or the folder is none of tables; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A place that the pipeline takes for an organisation and where the tables have none.

    `touches` is the mention of the tables that it overlaps without being the same, if any.
    """

    document_id: str
    start: int
    end: int
    text: str
    label: str
    before: str
    after: str
    touches: str
    pipeline: str


class Entities(Protocol):
    """What finds entities in a line: their start, end and label."""

    def __call__(self, line: str, /) -> Iterable[tuple[int, int, str]]:
        """The entities of a line."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The mentions of a document, or its headers, in text order."""

    starts: list[int]
    ends: list[int]
    texts: list[str]

    def over(self, start: int, end: int) -> range:
        """The indexes of the mentions that share a character with a stretch."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))


def opinions(folder: Path, entities: Entities, pipeline: str) -> Iterator[Opinion]:
    """The places in the texts of a folder of tables where only the pipeline sees organisations.

    In the order of the documents and their texts.  A place is left out if the tables have a
    mention with the same span or around it; one that the tables cut otherwise is kept, and
    `touches` says so.  Headers of turns and posts (文化振興課長) are left out, too: the tables look
    for no organisations in them.  Raises `NoOpinion` for any other folder.
    """
    documents = _documents(folder)
    known, headers = _known(folder), _headers(folder)
    for document in documents:
        text = _text(folder, document)
        mine = known.get(document, _Known([], [], []))
        spoken = headers.get(document, _Known([], [], []))
        for line in lines(text):
            for first in range(line.start, line.end, _LONGEST):
                part = text[first : min(line.end, first + _LONGEST)]
                if part.strip():
                    for start, end, label in entities(part):
                        place = first + start, first + end
                        if not spoken.over(*place) and not _is_post(text, *place):
                            yield from _opinion(document, text, place, label, mine, pipeline)


def _is_post(text: str, start: int, end: int) -> bool:
    """True for 文化振興課長, for 文化振興課 before 長, and for 課長補佐 alone."""
    lists = words()
    if text.startswith("長", end) and not text.startswith(lists.untitled, end):
        return True
    sizes = range(2, min(_POST, end - start) + 1)
    return any(text[end - size : end] in lists.titles for size in sizes)


def _opinion(
    document: str,
    text: str,
    place: tuple[int, int],
    label: str,
    known: _Known,
    pipeline: str,
) -> Iterator[Opinion]:
    start, end = place
    over = known.over(start, end)
    if any(known.starts[i] <= start and end <= known.ends[i] for i in over):
        return
    touches = "|".join(known.texts[i] for i in over)
    before = " ".join(text[max(0, start - _CONTEXT) : start].split())
    after = " ".join(text[end : end + _CONTEXT].split())
    found = text[start:end]
    yield Opinion(document, start, end, found, label, before, after, touches, pipeline)


def _documents(folder: Path) -> list[str]:
    try:
        return [row["document_id"] for row in read_table(folder / "documents.csv")]
    except (OSError, KeyError, csv.Error):
        message = f"{folder}: holds no documents.csv; name the folder that extract wrote"
        raise NoOpinion(message) from None


def _known(folder: Path) -> dict[str, _Known]:
    """The organisations of each document."""
    return _stretches(folder, "organisations", "start", "end", "text")


def _headers(folder: Path) -> dict[str, _Known]:
    """The headers of each document's turns."""
    return _stretches(folder, "turns", "start", "speech_start", "header")


def _stretches(folder: Path, table: str, start: str, end: str, text: str) -> dict[str, _Known]:
    found: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    try:
        for row in read_table(folder / f"{table}.csv"):
            found[row["document_id"]].append((int(row[start]), int(row[end]), row[text]))
    except (OSError, KeyError, ValueError, csv.Error):
        message = f"{folder}: its {table}.csv cannot be read; run extract again"
        raise NoOpinion(message) from None
    return {
        document: _Known(*(list(column) for column in zip(*sorted(stretches), strict=True)))
        for document, stretches in found.items()
    }


def _text(folder: Path, document: str) -> str:
    try:
        return (folder / "texts" / f"{document}.txt").read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        message = f"{folder}: the text of {document} cannot be read; run extract again"
        raise NoOpinion(message) from None


# --- spaCy ------------------------------------------------------------------------------------


def labels() -> tuple[str, ...]:
    """The labels that mean organisations in the pipelines that we know."""
    return tuple(read("second_opinion")["labels"]["words"])


def pipeline_entities(name: str, wanted: Sequence[str]) -> Entities:
    """The entity recogniser of an installed spaCy pipeline, for entities with some labels.

    Raises `NoOpinion` if the pipeline is not installed or recognises no entities.
    """
    import spacy

    try:
        language: Language = spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        reason = str(error).splitlines()[0]
        hint = (
            "pip install 'minutes[second-opinion]'" if name == PIPELINE else f"pip install {name}"
        )
        raise NoOpinion(f"{name}: cannot be loaded ({reason}); try {hint}") from None
    if not any(language.has_pipe(pipe) for pipe in ("ner", "entity_ruler")):
        raise NoOpinion(f"{name}: has no entity recogniser; name another pipeline")
    chosen = frozenset(wanted)

    def entities(line: str) -> Iterator[tuple[int, int, str]]:
        for entity in language(line).ents:
            start, end = entity.start_char, entity.end_char
            if entity.label_ in chosen and line[start:end] == entity.text:
                yield start, end, entity.label_

    return entities


def write(found: Iterable[Opinion], path: Path) -> int:
    """The number of rows written to a CSV file for spreadsheets (UTF-8 with a byte order mark)."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(field.name for field in fields(Opinion))
        for opinion in found:
            cells = [guard(cell) if isinstance(cell, str) else cell for cell in astuple(opinion)]
            table.writerow(cells)
            count += 1
    return count
