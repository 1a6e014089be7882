"""Questions, answers and promises of documents, read anew or out of a folder of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes.export import Batch, read_table
from minutes.tables import Row as Cells

Row = dict[str, str]

_TABLES = ("documents", "meetings", "exchanges", "commitments")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document: its path and meetings, its questions in order, its promises."""

    path: str
    meetings: tuple[Row, ...]
    exchanges: tuple[Row, ...]
    commitments: tuple[Row, ...]


def is_tables(path: Path) -> bool:
    """True for a folder that ``extract`` wrote."""
    return all((path / f"{name}.csv").is_file() for name in _TABLES)


def sheets_of_tables(folder: Path) -> Iterator[Sheet]:
    """A sheet per document of a folder that ``extract`` wrote."""
    by_document: dict[str, dict[str, list[Row]]] = {name: defaultdict(list) for name in _TABLES}
    for name in _TABLES:
        for row in read_table(folder / f"{name}.csv"):
            by_document[name][row["document_id"]].append(row)
    for ident, (document, *_) in by_document["documents"].items():
        yield Sheet(
            document["path"],
            tuple(by_document["meetings"][ident]),
            tuple(by_document["exchanges"][ident]),
            tuple(by_document["commitments"][ident]),
        )


def sheet_of(batch: Batch) -> Sheet | None:
    """The sheet of a document's rows; `None` for an input that gave no document."""
    if batch.document is None:
        return None
    meetings, exchanges, commitments = (
        tuple(_texts(row) for row in batch.tables.get(name, ()))
        for name in ("meetings", "exchanges", "commitments")
    )
    return Sheet(batch.document.path, meetings, exchanges, commitments)


def _texts(row: Cells) -> Row:
    return {name: "" if value is None else str(value) for name, value in row.items()}
