"""The contract as a page of documentation (``docs/tables.md``), so that it cannot go stale."""

from __future__ import annotations

from collections.abc import Iterator

from minutes.tables.across import ACROSS
from minutes.tables.codes import CODES
from minutes.tables.columns import SEPARATOR, Column, Table
from minutes.tables.contract import TABLES

_HEAD = f"""\
# The tables

`minutes extract PATHS -o DIR` writes one CSV file per table, every table, with its header alone
when it has no rows: UTF-8 with a byte order mark, comma, CRLF, quotes as in RFC 4180. An empty
cell is a missing value. Beside them stand `texts/<document_id>.txt`, the exact text that the
offsets point into, and `datapackage.json`, which describes all of it for programs
([Frictionless](https://datapackage.org)).

- **Offsets** count code points of that text from 0; an end is the offset after the last character,
  so that `text[start:end]` is the quoted cell. A byte order mark is not part of the text.
- **Identifiers** are the document's identifier, a letter and the offsets. They contain no row
  numbers and are the same in every run.
- **Lists** in one cell are joined by `{SEPARATOR}`.
- **A text that a spreadsheet would run as a formula** (it begins with `=`, `+`, `-`, `@`, a tab or
  a carriage return, and is no number) has an apostrophe `'` before it, and so has a text that
  begins with apostrophes before such a character. Take one apostrophe off to get the text back.
- `--xlsx` writes the same rows as one workbook, `minutes.xlsx`, in which everything that is not a
  number is a text cell; `--json` writes them as `minutes.jsonl`, one line per document.
- Columns are only ever added, at the end.

This page is made from the tables' definition: `minutes tables > docs/tables.md`.
"""


_ACROSS = """\
# Tables across documents

`minutes incidents` writes these beside documents, meetings, turns, events, exchanges and
commitments; the last two have one more column there, incident_id.
"""


def reference() -> str:
    """The page, as Markdown."""
    parts = [_HEAD, *("\n".join(_table(table)) for table in TABLES.values()), _ACROSS]
    parts += ["\n".join(_table(table)) for name, table in ACROSS.items() if name not in TABLES]
    parts.append("\n".join(_codes()))
    return "\n".join(f"{part.rstrip()}\n" for part in parts)


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name} ({table.japanese})"
    yield ""
    yield table.description
    if table.key:
        yield f"Key: `{table.key}`."
    yield ""
    yield "| column | 列名 | type | what it says |"
    yield "|---|---|---|---|"
    for column in table.columns:
        yield f"| {column.name} | {column.japanese} | {column.type} | {_says(table, column)} |"


def _says(table: Table, column: Column) -> str:
    text = column.description.replace("|", "\\|")
    if column.values:
        text += ": " + ", ".join(column.values)
    for key in table.foreign:
        if key.column == column.name:
            text += f" (→ {key.table}.{key.reference})"
    return text


def _codes() -> Iterator[str]:
    yield "## Codes of issues"
    yield ""
    yield "| code | what it means, and what to do |"
    yield "|---|---|"
    for code, meaning in sorted(CODES.items()):
        yield f"| {code} | {meaning} |"
