"""Tables as CSV for spreadsheets in Japan, with the texts that the offsets point into."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import cast

from minutes.export import datapackage
from minutes.export.batch import Batch, Writer
from minutes.tables import SEPARATOR, TABLES, Cell, Column, Row, Table

#: A spreadsheet runs a text that begins so; the apostrophes make the guard one to one.
_FORMULA = re.compile(r"'*+[=+\-@\t\r]")
_RISKY = frozenset("'=+-@\t\r")
_WHOLE, _WORDS = frozenset([int, type(None)]), frozenset([str, type(None)])
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
        case str():
            return guard(value) if value[:1] in _RISKY else value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return format(Decimal(repr(value)), "f")
        case tuple():
            return guard(SEPARATOR.join(value))


def head(table: Table) -> bytes:
    """The first line of a table's file, behind the mark that tells spreadsheets it is UTF-8."""
    return codecs.BOM_UTF8 + lines([table.names])


def lines(rows: Iterable[Iterable[str]]) -> bytes:
    """The lines of rows whose cells are characters already."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode("utf-8")


def body(table: Table, rows: Iterable[Row]) -> bytes:
    """The lines of rows of a table."""
    columns = zip(*map(itemgetter(*table.names), rows), strict=True)
    written = [",".join(line) + "\r\n" for line in zip(*map(_fields, columns), strict=True)]
    return "".join(written).encode("utf-8")


def _fields(column: Sequence[Cell]) -> Sequence[str]:
    """The fields of a column as RFC 4180 has them.

    A column at a time, because what its values are, and whether one of them needs a guard or
    quotes, is asked once: that takes two thirds of the time of the standard library's writer.
    """
    kinds = set(map(type, column))
    if kinds <= _WHOLE:
        return ["" if value is None else str(value) for value in column]
    if kinds <= _WORDS:
        risky = _RISKY
        words = [value or "" for value in cast("Sequence[str | None]", column)]
        fields = [guard(text) if text[:1] in risky else text for text in words]
    else:
        fields = [cell(value) for value in column]
    together = "".join(fields)
    if "," in together or '"' in together or "\n" in together or "\r" in together:
        return [_quoted(text) for text in fields]
    return fields


def _quoted(text: str) -> str:
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def parsed(table: Table, data: bytes) -> list[Row]:
    """The rows that `body` was given."""
    csv.field_size_limit(LONGEST_CELL)
    lines = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    return [
        {
            column.name: _cell(unguard(text), column)
            for column, text in zip(table.columns, line, strict=True)
        }
        for line in lines
    ]


def _cell(text: str, column: Column) -> Cell:
    match column.type:
        case "list":
            return tuple(text.split(SEPARATOR)) if text else ()
        case "string" if column.required:
            return text
        case _ if not text:
            return None
        case "integer":
            return int(text)
        case "number":
            return float(text) if "." in text else int(text)
        case "boolean":
            return text == "true"
        case _:
            return text


@contextmanager
def csv_tables(folder: Path) -> Iterator[Writer]:
    """A writer of one CSV file per table, the texts, and ``datapackage.json`` at the end."""
    texts = folder / "texts"
    texts.mkdir(exist_ok=True)
    sources: list[datapackage.Source] = []
    with ExitStack() as files:
        tables = {}
        for name, table in TABLES.items():
            tables[name] = files.enter_context((folder / f"{name}.csv").open("wb"))
            tables[name].write(head(table))

        def write(batch: Batch) -> None:
            for name, rows in batch.tables.items():
                tables[name].write(body(TABLES[name], rows))
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
