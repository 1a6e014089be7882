"""All tables as one workbook, in which nothing but a number is taken for a number.

Excel turns ``2022-04``, ``6. 30`` and ``(1)`` of a CSV file into dates and numbers; here they are
text cells, and stay text when someone edits them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
_LONG = frozenset(["text", "speech", "question", "answer", "quote", "title", "message", "path"])
_POINTER = "……（以下略。全文は texts/{document}.txt）"
_MORE = "……（表の上限に達しました。続きは {table}.csv にあります）"


def _width(table: Table, column: Column) -> int:
    """The width of a column in characters of the default font; a kanji takes two."""
    title = 2 * len(column.japanese) + 4  # with the button of the filter
    if column.name in _LONG:
        return 24 if table.key == "mention_id" else 56  # a mention is short, a speech is not
    if column.type in ("integer", "number", "boolean"):
        return max(9, title)
    return 30 if column.name == table.key else max(16, title)


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


@dataclass(frozen=True, slots=True)
class _Formats:
    """How the cells of a book look."""

    head: Format
    text: Format
    long: Format
    figure: Format

    def of(self, column: Column) -> Format:
        """The format of a column's cells."""
        if column.type in ("integer", "number"):
            return self.figure
        return self.long if column.name in _LONG else self.text


class _Sheet:
    """A sheet that is filled from above, row by row, and no further than the format allows."""

    def __init__(self, table: Table, sheet: Worksheet, formats: _Formats) -> None:
        self.table = table
        self.sheet = sheet
        self.formats = [formats.of(column) for column in table.columns]
        self.height = 1
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, _width(table, column), self.formats[index])
            sheet.write_string(0, index, column.japanese, formats.head)
        sheet.freeze_panes(1, 0)
        sheet.set_default_row(15.5)  # fixed, or a wrapped speech would fill the screen
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def add(self, row: Row) -> None:
        """Write a row below the others."""
        if self.height == MAX_ROWS - 1:
            self.sheet.write_string(self.height, 0, _MORE.format(table=self.table.name))
            self.height += 1
        if self.height == MAX_ROWS:
            return
        for index, column in enumerate(self.table.columns):
            self._put(index, row[column.name], row.get("document_id"))
        self.height += 1

    def _put(self, index: int, value: Cell, document_id: Cell) -> None:
        shape = self.formats[index]
        if value is None or value in ("", ()):
            return
        if isinstance(value, tuple):
            value = SEPARATOR.join(value)
        elif isinstance(value, bool):
            value = "true" if value else "false"
        elif not isinstance(value, str):
            if abs(value) < MAX_EXACT:
                self.sheet.write_number(self.height, index, value, shape)
                return
            value = str(value)
        self.sheet.write_string(self.height, index, fitting(value, document_id), shape)

    def finish(self) -> None:
        """Put a filter on the header of all rows."""
        self.sheet.autofilter(0, 0, max(self.height - 1, 0), len(self.table.columns) - 1)


@contextmanager
def workbook(folder: Path) -> Iterator[Writer]:
    """A writer of ``minutes.xlsx``: a sheet per table, Japanese titles, header frozen, filters."""
    from xlsxwriter import Workbook

    book = Workbook(str(folder / "minutes.xlsx"), {**_OPTIONS, "tmpdir": str(folder)})
    shape = {"num_format": "@", "align": "left", "valign": "top", "indent": 1}
    formats = _Formats(
        head=book.add_format(
            {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "align": "left", "indent": 1}
        ),
        text=book.add_format(shape),
        # Of a speech of many lines the first is seen, and it does not run into its neighbours.
        long=book.add_format({**shape, "text_wrap": True}),
        figure=book.add_format({"valign": "top"}),
    )
    sheets = {
        name: _Sheet(table, book.add_worksheet(f"{table.japanese} {name}"), formats)
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
