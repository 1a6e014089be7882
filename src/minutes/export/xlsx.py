"""All tables as one workbook, in which nothing but a number is taken for a number.

Excel turns ``2022-04``, ``6. 30`` and ``(1)`` of a CSV file into dates and numbers; here they are
text cells, and stay text when someone edits them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from minutes.export.batch import Batch, Writer
from minutes.tables import SEPARATOR, TABLES, Cell, Column, Row, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Limits of the file format: rows of a sheet with its header, UTF-16 units of a cell, exact digits.
MAX_ROWS = 1_048_576
MAX_CELL = 32_767
MAX_EXACT = 10**15

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LONG = frozenset(
    ["text", "speech", "question", "answer", "quote", "title", "message", "path", "header"]
)
_POINTER = "……（以下略。全文は texts/{document}.txt）"
_MORE = "……（表の上限に達しました。続きは {table}.csv にあります）"


def _width(column: Column) -> int:
    """The width of a column in characters of the default font; a kanji takes two."""
    if column.name in _LONG:
        return 48
    if column.name.endswith("_id"):
        return 26
    if column.type in ("integer", "boolean"):
        return max(9, 2 * len(column.japanese) + 4)
    return max(14, 2 * len(column.japanese) + 4)


def fitting(text: str, document_id: Cell) -> str:
    """The text as Excel can hold it: a longer one is cut, and says where the whole of it stands."""
    if len(text) <= MAX_CELL // 2 or _units(text) <= MAX_CELL:
        return text
    pointer = _POINTER.format(document=document_id)
    room = MAX_CELL - len(pointer)
    kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return kept + pointer


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


class _Sheet:
    """A sheet that is filled from above, row by row, and no further than the format allows."""

    def __init__(self, table: Table, sheet: Worksheet, bold: Format, text: Format) -> None:
        self.table = table
        self.sheet = sheet
        self.text = text
        self.height = 1
        for index, column in enumerate(table.columns):
            number = column.type in ("integer", "number")
            sheet.set_column(index, index, _width(column), None if number else text)
            sheet.write_string(0, index, column.japanese, bold)
        sheet.freeze_panes(1, 0)

    def add(self, row: Row) -> None:
        """Write a row below the others."""
        if self.height == MAX_ROWS - 1:
            self.sheet.write_string(self.height, 0, _MORE.format(table=self.table.name), self.text)
            self.height += 1
        if self.height == MAX_ROWS:
            return
        for index, column in enumerate(self.table.columns):
            self._put(index, row[column.name], row.get("document_id"))
        self.height += 1

    def _put(self, index: int, value: Cell, document_id: Cell) -> None:
        if isinstance(value, tuple):
            value = SEPARATOR.join(value)
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self.sheet.write_boolean(self.height, index, value, self.text)
        elif isinstance(value, str):
            self.sheet.write_string(self.height, index, fitting(value, document_id), self.text)
        elif abs(value) >= MAX_EXACT:
            self.sheet.write_string(self.height, index, str(value), self.text)
        else:
            self.sheet.write_number(self.height, index, value)

    def finish(self) -> None:
        """Put a filter on the header of all rows."""
        self.sheet.autofilter(0, 0, max(self.height - 1, 0), len(self.table.columns) - 1)


@contextmanager
def workbook(folder: Path) -> Iterator[Writer]:
    """A writer of ``minutes.xlsx``: a sheet per table, Japanese titles, header frozen, filters."""
    from xlsxwriter import Workbook

    book = Workbook(str(folder / "minutes.xlsx"), {**_OPTIONS, "tmpdir": str(folder)})
    bold = book.add_format({"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "align": "left"})
    text = book.add_format({"num_format": "@"})
    sheets = {
        name: _Sheet(table, book.add_worksheet(f"{table.japanese} {name}"), bold, text)
        for name, table in TABLES.items()
    }

    def write(batch: Batch) -> None:
        for name, rows in batch.tables.items():
            for row in rows:
                sheets[name].add(row)

    yield write
    for sheet in sheets.values():
        sheet.finish()
    book.close()
