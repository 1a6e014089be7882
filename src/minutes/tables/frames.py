"""Rows as pandas frames: the one place where pandas is imported, and only when a frame is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from minutes.tables.columns import Column, Table
from minutes.tables.rows import Cell, Row

if TYPE_CHECKING:
    import pandas


def to_frame(table: Table, rows: Iterable[Row]) -> pandas.DataFrame:
    """The rows as a frame with nullable types: no 12.0 for 12, no text turned into a number.

    Days are timestamps, lists stay lists (``frame.explode("actors")``).
    """
    import pandas

    columns: dict[str, list[Cell]] = {name: [] for name in table.names}
    for row in rows:
        for name, cells in columns.items():
            cells.append(row[name])
    return pandas.DataFrame(
        {column.name: _series(column, columns[column.name]) for column in table.columns}
    )


def _series(column: Column, cells: list[Cell]) -> pandas.Series:
    import pandas

    if column.type == "list":
        return pandas.Series([list(c) if isinstance(c, tuple) else [] for c in cells], dtype=object)
    if column.type == "date":
        return pandas.to_datetime(pandas.Series(cells, dtype="string"), format="%Y-%m-%d")
    if column.type == "number":
        whole = all(cell is None or isinstance(cell, int) for cell in cells)
        return pandas.Series(cells, dtype="Int64" if whole else "Float64")
    dtype = {"integer": "Int64", "boolean": "boolean"}.get(column.type, "string")
    return pandas.Series(cells, dtype=dtype)
