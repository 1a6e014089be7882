"""Tables as CSV for spreadsheets in Japan, with the texts that the offsets point into."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path

from minutes.export import datapackage
from minutes.export.batch import Batch, Writer
from minutes.tables import SEPARATOR, TABLES, Cell

#: A spreadsheet runs a text that begins so; the apostrophes make the guard one to one.
_FORMULA = re.compile(r"'*+[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9]++(?:\.[0-9]++)?")

#: The longest cell to read; the default of 131,072 is shorter than a long speech.
LONGEST_CELL = 2**31 - 1


def guard(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would run it as a formula.

    >>> guard("=HYPERLINK(1)"), guard("-5"), guard("- 28"), guard("'=1"), guard("'90年代")
    ("'=HYPERLINK(1)", '-5', "'- 28", "''=1", "'90年代")
    """
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unguard(text: str) -> str:
    """The text that `guard` was given.

    >>> [unguard(guard(text)) for text in ("=1+1", "-5", "'=1", "'90年代")]
    ['=1+1', '-5', "'=1", "'90年代"]
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def cell(value: Cell) -> str:
    """The characters of a cell: nothing for a missing value, plain figures, true and false.

    >>> [cell(value) for value in (None, 304, 12.5, 1e-07, True, ("市長", "副市長"), "=1+1")]
    ['', '304', '12.5', '0.0000001', 'true', '市長|副市長', "'=1+1"]
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return format(Decimal(repr(value)), "f")
        case tuple():
            return guard(SEPARATOR.join(value))
        case _:
            return guard(value)


@contextmanager
def csv_tables(folder: Path) -> Iterator[Writer]:
    """A writer of one CSV file per table, the texts, and ``datapackage.json`` at the end."""
    texts = folder / "texts"
    texts.mkdir(exist_ok=True)
    sources: list[datapackage.Source] = []
    with ExitStack() as files:
        tables = {}
        for name, table in TABLES.items():
            path = folder / f"{name}.csv"
            file = files.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            tables[name] = csv.writer(file, lineterminator="\r\n")
            tables[name].writerow(table.names)

        def write(batch: Batch) -> None:
            for name, rows in batch.tables.items():
                names = TABLES[name].names
                tables[name].writerows([cell(row[column]) for column in names] for row in rows)
            if batch.document is not None:
                text = batch.document.text.encode("utf-8")
                (texts / f"{batch.document.id}.txt").write_bytes(text)
                sources.append(datapackage.Source(batch.document.path, batch.document.sha256))

        yield write
    datapackage.write(folder, sources)


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table as text, with guards taken off; raises `OSError`, `csv.Error`."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, restval=""):
            yield {name: unguard(text) for name, text in row.items() if name is not None}
