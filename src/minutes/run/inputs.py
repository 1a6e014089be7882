"""What becomes of each input: its rows, or the row of ``issues`` that says why there are none.

An input that cannot be read, or on which a stage fails, does not stop the others.  Nothing here
prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from minutes.export import Batch, batch, failure
from minutes.pipeline import extract_document
from minutes.schema import Document, Extraction, Issue
from minutes.sources import Candidate, Unread, expand, read_each
from minutes.sources.reading import printable

Status = Literal["done", "failed", "duplicate", "skipped"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say of all inputs of a run."""

    dialect: str | None = None
    meeting_date: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an input, and the rows that it gives; `message` is for the user to read."""

    path: str
    status: Status
    batch: Batch | None = None
    message: str | None = None
    extraction: Extraction | None = None


def candidates(paths: Sequence[str]) -> list[Candidate]:
    """The inputs behind the arguments, without the folders that ``extract`` wrote."""
    named = set(paths)
    return [
        Candidate(found.path, "skipped")
        if found.kind == "file" and found.path not in named and _is_written(Path(found.path))
        else found
        for found in expand(paths)
    ]


def _is_written(path: Path) -> bool:
    """True for a table, or ``texts/<id>.txt``, of an earlier run, which is a copy of a source."""
    home = path.parent.parent if path.parent.name == "texts" else path.parent
    return (home / "datapackage.json").is_file() and (home / "documents.csv").is_file()


def outcomes(
    inputs: Iterable[Candidate], options: Options, *, twice: bool = False
) -> Iterator[Outcome]:
    """What becomes of each input, in order; the second of two identical files is left out.

    With `twice` it is not: the caller looks after that.
    """
    seen: dict[str, tuple[str, str]] = {}
    for candidate in inputs:
        if candidate.kind == "skipped":
            yield Outcome(candidate.path, "skipped")
        elif candidate.kind == "error":
            yield failed(candidate.path, candidate.code or "", candidate.message or "")
        else:
            found = read_each(candidate.path, encoding=options.encoding)
            yield from outcomes_of(found, options, None if twice else seen)


def outcomes_of(
    found: Iterable[Document | Unread],
    options: Options,
    seen: dict[str, tuple[str, str]] | None = None,
) -> Iterator[Outcome]:
    """What becomes of each document that was read; of those `seen` only the first is done."""
    for one in found:
        yield _outcome(one, options, {} if seen is None else seen)


def duplicate(path: str, document_id: str, first: str) -> Outcome:
    """The outcome of a document whose bytes were read before, as `first`."""
    message = f"{path}: has the same bytes as {first}; it is left out"
    rows = failure(Issue("duplicate", message), path, document_id)
    return Outcome(path, "duplicate", rows, message)


def failed(path: str, code: str, message: str) -> Outcome:
    """The outcome of an input that gives no document."""
    path = printable(path)
    return Outcome(path, "failed", failure(Issue(code, message), path), message)


def fault(path: str, error: Exception) -> Outcome:
    """The outcome of a document on which a stage fails."""
    told = f"{type(error).__name__}: {error}"
    message = f"{path}: a fault of minutes ({told}); please report it"
    return failed(path, "internal-error", message)


def _outcome(
    found: Document | Unread, options: Options, seen: dict[str, tuple[str, str]]
) -> Outcome:
    if isinstance(found, Unread):
        if found.error is None:
            return Outcome(found.path, "skipped")
        return failed(found.path, found.error.code, str(found.error))
    try:
        if found.sha256 in seen:
            return duplicate(found.path, *seen[found.sha256])
        extraction = extract_document(
            found, dialect=options.dialect, meeting_date=options.meeting_date
        )
        seen[found.sha256] = found.id, found.path
        return Outcome(found.path, "done", batch(extraction), extraction=extraction)
    except Exception as error:
        # A fault in a stage must not take the other documents with it.
        return fault(found.path, error)
