"""A folder of Parquet files, here or elsewhere, in which parts appear whole or not at all.

Every part has a name of its own that follows from what it holds, so that nothing is ever written
over; ``manifest.json``, written last, says which parts make the tables.
"""

from __future__ import annotations

import io
import json
import os
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from minutes.tables import TABLES, Cell, Column, Row, Table

if TYPE_CHECKING:
    import pandas
    import pyarrow

MANIFEST = "manifest.json"


class Store:
    """The folder at a path or an address."""

    def __init__(self, address: str) -> None:
        """Nothing is written yet."""
        import fsspec

        self.address = address
        self.system, self.root = fsspec.core.url_to_fs(address)
        self.is_local = "file" in _protocols(self.system)

    def _at(self, name: str) -> str:
        return f"{self.root.rstrip('/')}/{name}"

    def put(self, name: str, data: bytes) -> None:
        """Write a file; it is there as a whole, or not."""
        path = self._at(name)
        if not self.is_local:  # an object appears when it has been sent
            self.system.pipe_file(path, data)
            return
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        beside = f"{path}.{uuid.uuid4().hex}"
        with open(beside, "wb") as file:  # noqa: PTH123
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)  # noqa: PTH105

    def get(self, name: str) -> bytes | None:
        """The bytes of a file, or `None` if there is none."""
        try:
            found: bytes = self.system.cat_file(self._at(name))
        except FileNotFoundError:
            return None
        return found

    def names(self) -> list[str]:
        """The names of all files."""
        if not self.system.isdir(self.root):
            return []
        root = self.root.rstrip("/")
        return [path[len(root) + 1 :] for path in self.system.find(root)]

    def remove(self, names: Sequence[str]) -> None:
        """Remove files."""
        if names:
            self.system.rm([self._at(name) for name in names])

    def manifest(self) -> dict[str, Any] | None:
        """What the tables are made of, or `None` where no run has come to its end."""
        data = self.get(MANIFEST)
        return None if data is None else dict(json.loads(data))


def _protocols(system: Any) -> tuple[str, ...]:
    protocol = system.protocol
    return (protocol,) if isinstance(protocol, str) else tuple(protocol)


# --- rows as Parquet --------------------------------------------------------------------------


def schema(table: Table) -> pyarrow.Schema:
    """The Arrow schema of a table: days are days, lists are lists, nothing is text that is none."""
    import pyarrow

    types = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.schema([(column.name, types[column.type]) for column in table.columns])


def encode(table: Table, rows: Sequence[Row]) -> bytes:
    """The bytes of a Parquet file with the rows of a table."""
    columns = {
        column.name: [_value(row[column.name], column) for row in rows] for column in table.columns
    }
    return to_bytes(columns, schema(table))


def to_bytes(columns: Mapping[str, Sequence[object]], of: pyarrow.Schema) -> bytes:
    """The bytes of a Parquet file with some columns."""
    import pyarrow
    from pyarrow import parquet

    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table(dict(columns), schema=of), buffer, compression="zstd")
    return buffer.getvalue()


def _value(cell: Cell, column: Column) -> object:
    if cell is None:
        return None
    if column.type == "date":
        return date.fromisoformat(str(cell))
    if column.type == "list":
        return list(cell) if isinstance(cell, tuple) else []
    return cell


def rows_of(data: bytes) -> Iterator[Row]:
    """The rows of a Parquet file as other formats have them: ISO days, tuples, whole numbers."""
    from pyarrow import parquet

    for batch in parquet.ParquetFile(io.BytesIO(data)).iter_batches():
        for row in batch.to_pylist():
            yield {name: _cell(value) for name, value in row.items()}


def _cell(value: Any) -> Cell:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    found: Cell = value
    return found


def read_frame(store: Store, table: str) -> pandas.DataFrame:
    """A table of a finished run as a pandas frame.  Raises `FileNotFoundError` if there is none."""
    from minutes.tables import to_frame

    manifest = store.manifest()
    if manifest is None:
        message = f"{store.address}: holds no {MANIFEST}; has the run come to its end?"
        raise FileNotFoundError(message)
    parts = (store.get(name) for name in manifest["tables"][table])
    return to_frame(TABLES[table], [row for part in parts if part for row in rows_of(part)])
