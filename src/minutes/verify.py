"""Whether every quoted cell of a folder of tables still stands where its offsets say.

The sources are read again under the recorded hash.  Where a source has moved, the text that was
written beside the tables answers for it; where it has changed, that is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from minutes.export import checksum, read_table, recorded_files
from minutes.sources import SourceError, read
from minutes.tables import TABLES, Quote, Table
from minutes.text import fold

#: Problems beyond this many are counted but not kept.
KEPT = 1_000

_REFERENCED = frozenset(key.table for table in TABLES.values() for key in table.foreign)


class NotTables(Exception):
    """A folder that ``extract`` did not write; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell, row or file that does not stand, and why."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How much was read again, what does not stand, and what a reader should know."""

    documents: int
    quotes: int
    problems: tuple[Problem, ...]
    found: int
    notes: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """True if every quote is where it should be."""
        return not self.found


@dataclass(slots=True)
class _Progress:
    """What the checks below add up."""

    quotes: int = 0
    documents: int = 0


def verify(folder: Path) -> Verification:
    """The result of reading everything again; raises `NotTables` for any other folder."""
    recorded = recorded_files(folder)
    if not recorded:
        raise NotTables(
            f"{folder}: holds no datapackage.json of minutes; name the folder that extract wrote"
        )
    notes: list[str] = []
    progress = _Progress()
    problems = _problems(folder, recorded, notes, progress)
    kept = list(islice(problems, KEPT))
    more = sum(1 for _ in problems)
    return Verification(
        progress.documents, progress.quotes, tuple(kept), len(kept) + more, tuple(notes)
    )


def _problems(
    folder: Path, recorded: dict[str, str], notes: list[str], progress: _Progress
) -> Iterator[Problem]:
    yield from _files(folder, recorded, notes)

    @lru_cache(maxsize=4)
    def text_of(document_id: str) -> str | None:
        path = folder / "texts" / f"{document_id}.txt"
        if Path(document_id).name != document_id:
            return None
        try:
            return path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    known: dict[str, set[str]] = {}
    for name, table in TABLES.items():
        path = folder / f"{name}.csv"
        if not path.is_file():
            continue
        keys = known.setdefault(name, set())
        for number, row in enumerate(read_table(path), start=2):
            place = f"{path.name} row {number}"
            missing = [column for column in table.names if column not in row]
            if missing:
                yield Problem(path.name, f"has no column {', '.join(missing)}")
                break
            if table.key and name in _REFERENCED:
                keys.add(row[table.key])
            if name == "documents":
                progress.documents += 1
                yield from _source(row, text_of(row["document_id"]), place, notes)
            yield from _references(table, row, known, place)
            if row.get("document_id"):
                text = text_of(row["document_id"])
                yield from _cells(table, row, text, place, progress)


def _files(folder: Path, recorded: dict[str, str], notes: list[str]) -> Iterator[Problem]:
    """Files that are missing, and texts that are not those of the run."""
    for name, digest in recorded.items():
        path = folder / name
        if not path.is_file():
            yield Problem(name, "is missing; run extract again")
        elif checksum(path) != digest:
            if name.startswith("texts/"):
                yield Problem(name, "was changed since it was written; run extract again")
            else:
                notes.append(f"{name} was changed since it was written (its quotes are checked)")


def _source(
    row: dict[str, str], text: str | None, place: str, notes: list[str]
) -> Iterator[Problem]:
    """Whether the source is what it was, and gives the text that was written."""
    path = row["path"]
    if text is None:
        yield Problem(place, f"the text of {path} is missing or not UTF-8")
        return
    if str(len(text)) != row["characters"]:
        yield Problem(place, f"the text has {len(text)} characters, not {row['characters']}")
    if path == "-":
        notes.append("-: was read from standard input; its text was used")
        return
    try:
        document = read(path)
        if (document.encoding or "") != row["encoding"]:  # it was named by the user
            document = read(path, encoding=row["encoding"] or None)
    except SourceError as error:
        notes.append(f"{error} (its text beside the tables was used)")
        return
    if document.sha256 != row["sha256"]:
        yield Problem(place, f"{path} has changed since it was read; run extract again")
    elif document.text != text:
        yield Problem(place, f"{path} does not give the text that was written")


def _references(
    table: Table, row: dict[str, str], known: dict[str, set[str]], place: str
) -> Iterator[Problem]:
    """Identifiers that name no row."""
    for key in table.foreign:
        value = row[key.column]
        if value and value not in known.get(key.table, ()):
            yield Problem(f"{place}, {key.column}", f"{value} is in no row of {key.table}.csv")


def _offset(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _cells(
    table: Table, row: dict[str, str], text: str | None, place: str, progress: _Progress
) -> Iterator[Problem]:
    """Offsets outside the text, and quotes that do not stand."""
    for first, last in table.spans:
        if not row[first] and not row[last]:
            continue
        start, end = _offset(row[first]), _offset(row[last])
        if start is None or end is None:
            where = first if start is None else last
            yield Problem(f"{place}, {where}", f"{row[where]!r} is no offset")
        elif text is not None and not start <= end <= len(text):
            yield Problem(f"{place}, {first}", f"{start}-{end} lies outside the text")
    for quote in table.quotes:
        if not row[quote.start]:
            continue  # an item or an answer that has no place
        if text is None:
            yield Problem(f"{place}, {quote.text}", "there is no text to look it up in")
            continue
        progress.quotes += 1
        yield from _quote(quote, row, text, place)


def _quote(quote: Quote, row: dict[str, str], text: str, place: str) -> Iterator[Problem]:
    cell, start = row[quote.text], _offset(row[quote.start])
    if start is None:
        yield Problem(f"{place}, {quote.start}", f"{row[quote.start]!r} is no offset")
        return
    end = start + len(cell) if quote.end is None else _offset(row[quote.end])
    if end is None:
        return  # reported with the spans of the row
    stands = text[start:end]
    if cell == stands or (quote.loose and _squeezed(cell) in _squeezed(stands)):
        return
    shown = stands if len(stands) <= 40 else f"{stands[:40]}…"
    wanted = cell if len(cell) <= 40 else f"{cell[:40]}…"
    yield Problem(f"{place}, {quote.text}", f"{wanted!r} is not at {start}-{end}; there: {shown!r}")


def _squeezed(text: str) -> str:
    return "".join(fold(text).split())
