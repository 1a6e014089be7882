"""Questions, answers and promises of documents, read anew or out of a folder of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from minutes.export import Batch, Promises, read_table, said_in
from minutes.tables import Row as Cells

Row = dict[str, str]

_TABLES = ("documents", "meetings", "exchanges", "commitments")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document: its path and meetings, its questions in order, its promises."""

    document_id: str
    path: str
    meetings: tuple[Row, ...]
    exchanges: tuple[Row, ...]
    commitments: tuple[Row, ...]


def sheets_of_tables(folder: Path) -> Iterator[Sheet]:
    """A sheet per document of a folder that ``extract`` wrote."""
    by_document: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in _TABLES}
    for name in _TABLES:
        for row in read_table(folder / f"{name}.csv"):
            by_document[name][row["document_id"]].append(row)
    for ident, (document, *_) in by_document["documents"].items():
        yield Sheet(
            ident,
            document["path"],
            tuple(by_document["meetings"][ident]),
            tuple(by_document["exchanges"][ident]),
            tuple(by_document["commitments"][ident]),
        )


def sheets_of(batches: Iterable[Batch]) -> list[Sheet]:
    """A sheet per document, with its promises and where a later one comes back to them."""
    texts: dict[str, str] = {}
    found: list[Sheet] = []
    with closing(Promises()) as promises:
        for batch in batches:
            if batch.document is None:
                continue
            document = batch.document
            texts[document.id] = document.text
            promises.hold(said_in(document.id, batch.tables))
            tables = (
                tuple(_texts(row) for row in batch.tables.get(name, ()))
                for name in ("meetings", "exchanges", "commitments")
            )
            found.append(Sheet(document.id, document.path, *tables))
        places = promises.released(texts.__getitem__)
    return [_followed(sheet, places.get(sheet.document_id, ())) for sheet in found]


def _followed(sheet: Sheet, places: Iterable[str | None]) -> Sheet:
    """The sheet with where its promises are taken up."""
    rows = zip(sheet.commitments, places, strict=True)
    return replace(sheet, commitments=tuple({**row, "taken_up": at or ""} for row, at in rows))


def _texts(row: Cells) -> Row:
    return {name: "" if value is None else str(value) for name, value in row.items()}
