"""The tables of the contract: their columns, the rows of an `Extraction`, frames of rows."""

from minutes.tables.across import ACROSS
from minutes.tables.codes import CODES
from minutes.tables.columns import SEPARATOR, Column, ForeignKey, Quote, Table, Type
from minutes.tables.contract import TABLES
from minutes.tables.frames import to_frame
from minutes.tables.reference import reference
from minutes.tables.rows import Cell, Row, identifiers, issue_row, rows

__all__ = [
    "ACROSS",
    "CODES",
    "SEPARATOR",
    "TABLES",
    "Cell",
    "Column",
    "ForeignKey",
    "Quote",
    "Row",
    "Table",
    "Type",
    "identifiers",
    "issue_row",
    "reference",
    "rows",
    "to_frame",
]
