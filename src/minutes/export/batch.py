"""What a format is given: the rows of one input at a time, so that a pile needs no memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from minutes.schema import Document, Extraction, Issue
from minutes.tables import Row, issue_row, rows


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of one document, or of an input that could not be read (then `document` is none).

    Tables without rows may be missing.
    """

    document: Document | None
    tables: Mapping[str, Sequence[Row]]


#: Takes the batches of a run one by one.
Writer = Callable[[Batch], None]

#: Opens its files in a folder, gives a `Writer`, and finishes the files when the context is left.
Format = Callable[[Path], AbstractContextManager[Writer]]


def batch(extraction: Extraction) -> Batch:
    """The rows of a document."""
    tables = {name: list(found) for name, found in rows(extraction).items()}
    return Batch(extraction.document, tables)


def failure(issue: Issue, path: str, document_id: str | None = None) -> Batch:
    """The one row of an input that gave no document."""
    return Batch(None, {"issues": [issue_row(issue, path, document_id)]})
