"""``datapackage.json``: what the tables say of themselves, as a Frictionless Data Package (v2)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from minutes.tables import SEPARATOR, TABLES, Column, Table

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_DESCRIPTION = (
    "Speaker turns, dates, counts and organisations of Japanese minutes, each leading back to the"
    " characters it came from. Offsets count code points of texts/<document_id>.txt; an end is the"
    " offset after the last character. An empty cell is a missing value."
    f" Lists in one cell are joined by {SEPARATOR}."
    " A text that begins with = + - @, a tab or a carriage return and is no number, and one that"
    " begins with apostrophes before such a character, has one more apostrophe (') before it, so"
    " that no spreadsheet runs it; take that one off to get the text."
)
#: Spelled out, or a reader guesses them from the first hundred lines.
_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}


@dataclass(frozen=True, slots=True)
class Source:
    """An input: its path as given and the SHA-256 of its bytes."""

    path: str
    sha256: str


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _field(column: Column) -> dict[str, Any]:
    # Frictionless has no type for joined strings that its own tool reads back.
    kind = "string" if column.type == "list" else column.type
    described: dict[str, Any] = {
        "name": column.name,
        "type": kind,
        "title": column.japanese,
        "description": column.description,
    }
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if constraints:
        described["constraints"] = constraints
    return described


def table_schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    schema: dict[str, Any] = {
        "$schema": _SCHEMA,
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = [table.key]
    if table.foreign:
        schema["foreignKeys"] = [
            {
                "fields": [key.column],
                "reference": {"resource": key.table, "fields": [key.reference]},
            }
            for key in table.foreign
        ]
    return schema


def _resource(table: Table, path: Path) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": path.name,
        "title": table.japanese,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{checksum(path)}",
        "dialect": _DIALECT,
        "schema": table_schema(table),
    }


def _files(folder: Path, written: Mapping[str, Table]) -> dict[str, str]:
    """The other files of the run, texts and workbook, with their hashes."""
    tables = {f"{name}.csv" for name in written}
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {
        name: f"sha256:{checksum(folder / name)}" for name in sorted(names) if name not in tables
    }


def recorded_files(folder: Path) -> dict[str, str]:
    """The files of the run that wrote a folder, tables too, with their SHA-256 in hexadecimal.

    Empty if the folder holds no ``datapackage.json`` of ours.
    """
    try:
        described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        files: dict[str, str] = dict(described["minutes"]["files"])
        files |= {resource["path"]: resource["hash"] for resource in described["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {name: digest.removeprefix("sha256:") for name, digest in files.items()}


def write(
    folder: Path,
    sources: Sequence[Source],
    tables: Mapping[str, Table] = TABLES,
    title: str = "会議録の抽出結果",
) -> None:
    """Write ``datapackage.json`` beside finished files; `tables` are those in the folder."""
    described = {
        "$schema": _PROFILE,
        "name": "minutes",
        "title": title,
        "description": _DESCRIPTION,
        "minutes": {"version": version("minutes"), "files": _files(folder, tables)},
        "sources": [
            {"title": source.path, "hash": f"sha256:{source.sha256}"} for source in sources
        ],
        "resources": [_resource(table, folder / f"{name}.csv") for name, table in tables.items()],
    }
    with (folder / "datapackage.json").open("w", encoding="utf-8", newline="\n") as file:
        json.dump(described, file, ensure_ascii=False, indent=2)
        print(file=file)
