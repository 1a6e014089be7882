"""Many inputs to one folder of tables: one document in memory at a time, and one fault at a time.

An input that cannot be read, or on which a stage fails, becomes a row of ``issues``; the others go
on.  Nothing here prints: the caller is told of each input as it is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from minutes.export import FORMATS, Batch, Promises, batch, failure, staged
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


@dataclass(slots=True)
class Summary:
    """The figures of a run."""

    inputs: Counter[Status] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    unresolved: int = 0
    characters: int = 0
    unclassified: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one input."""
        self.inputs[outcome.status] += 1
        if outcome.batch is None:
            return
        tables = outcome.batch.tables
        self.rows.update({name: len(rows) for name, rows in tables.items()})
        self.unresolved += sum(row["how"] == "unresolved" for row in tables.get("dates", ()))
        if outcome.batch.document is not None:
            self.characters += len(outcome.batch.document.text)
        for row in tables.get("notes", ()):
            if row["kind"] == "unclassified":
                self.unclassified += len(str(row["text"]))


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


def outcomes(inputs: Iterable[Candidate], options: Options) -> Iterator[Outcome]:
    """What becomes of each input, in order; the second of two identical files is left out."""
    seen: dict[str, tuple[str, str]] = {}
    for candidate in inputs:
        if candidate.kind == "skipped":
            yield Outcome(candidate.path, "skipped")
        elif candidate.kind == "error":
            yield _failed(candidate.path, candidate.code or "", candidate.message or "")
        else:
            for found in read_each(candidate.path, encoding=options.encoding):
                yield _outcome(found, options, seen)


def _failed(path: str, code: str, message: str) -> Outcome:
    path = printable(path)
    return Outcome(path, "failed", failure(Issue(code, message), path), message)


def _outcome(
    found: Document | Unread, options: Options, seen: dict[str, tuple[str, str]]
) -> Outcome:
    if isinstance(found, Unread):
        if found.error is None:
            return Outcome(found.path, "skipped")
        return _failed(found.path, found.error.code, str(found.error))
    try:
        if found.sha256 in seen:
            ident, first = seen[found.sha256]
            message = f"{found.path}: has the same bytes as {first}; it is left out"
            issue = Issue("duplicate", message)
            rows = failure(issue, found.path, ident)
            return Outcome(found.path, "duplicate", rows, message)
        extraction = extract_document(
            found, dialect=options.dialect, meeting_date=options.meeting_date
        )
        seen[found.sha256] = found.id, found.path
        return Outcome(found.path, "done", batch(extraction), extraction=extraction)
    except Exception as error:
        # A fault in a stage must not take the other documents with it.
        fault = f"{type(error).__name__}: {error}"
        message = f"{found.path}: a fault of minutes ({fault}); please report it"
        return _failed(found.path, "internal-error", message)


def run(
    inputs: Iterable[Candidate],
    folder: Path,
    options: Options,
    *,
    formats: Sequence[str] = (),
    done: Callable[[Outcome], None] = lambda outcome: None,
) -> Summary:
    """The figures of a run that wrote its tables to `folder`, as CSV and in other `formats`.

    `done` is called for each input.  The files appear when all inputs are done, or not at all.
    Raises `OSError` if `folder` cannot be written.
    """
    summary = Summary()
    with staged(folder) as stage, ExitStack() as files:
        # The first to be opened is the last to be finished: the CSV format describes all files.
        names = ("csv", *formats)
        writers = [(name, files.enter_context(FORMATS[name](stage))) for name in names]
        promises = Promises(
            lambda ident: (stage / "texts" / f"{ident}.txt").read_bytes().decode("utf-8")
        )
        for outcome in outcomes(inputs, options):
            if outcome.batch is not None:
                held = promises.hold(outcome.batch)
                for name, write in writers:
                    write(outcome.batch if name == "json" else held)
            summary.add(outcome)
            done(outcome)
        released = promises.released()
        for name, write in writers:
            if name != "json":  # a line of JSON is written as soon as its document is done
                write(released)
    return summary
