"""Rows to files.  A format is one function and its line in `FORMATS`."""

from minutes.export.batch import Batch, Format, Writer, batch, failure
from minutes.export.csv import csv_tables, read_table
from minutes.export.datapackage import checksum, recorded_files
from minutes.export.findings import write_findings
from minutes.export.jsonl import json_lines, to_json
from minutes.export.promises import Promises
from minutes.export.readback import is_tables, read_extractions
from minutes.export.staging import staged
from minutes.export.xlsx import workbook

FORMATS: dict[str, Format] = {
    "csv": csv_tables,
    "xlsx": workbook,
    "json": json_lines,
}

__all__ = [
    "FORMATS",
    "Batch",
    "Format",
    "Promises",
    "Writer",
    "batch",
    "checksum",
    "csv_tables",
    "failure",
    "is_tables",
    "json_lines",
    "read_extractions",
    "read_table",
    "recorded_files",
    "staged",
    "to_json",
    "workbook",
    "write_findings",
]
