"""What a table and a column are, and the few shapes that many columns share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

#: ``list`` holds several strings; a CSV cell joins them with `SEPARATOR`.
Type = Literal["string", "integer", "number", "boolean", "date", "list"]

SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type, its Japanese title and what it says, in English."""

    name: str
    type: Type
    japanese: str
    description: str
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` holds values of the column of the same meaning in another table."""

    column: str
    table: str
    reference: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The cell `text` is what stands at the offsets of two other cells of its row.

    Without an `end` it begins at `start`.  A `loose` one is found between the offsets when line
    breaks and blanks are left out (the title of an agenda item printed on two lines).
    """

    text: str
    start: str
    end: str | None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the contract: names and order of columns never change, more may be added."""

    name: str
    japanese: str
    description: str
    columns: tuple[Column, ...]
    key: str | None = None
    foreign: tuple[ForeignKey, ...] = ()
    quotes: tuple[Quote, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Keep the names of the columns, which every row asks for."""
        object.__setattr__(self, "names", tuple(column.name for column in self.columns))


DOCUMENT = Column("document_id", "string", "文書ID", "the document", required=True)
TURN = Column("turn_id", "string", "発言ID", "the turn it stands in; empty outside of turns")
START = Column("start", "integer", "開始位置", "offset of its first character", required=True)
END = Column("end", "integer", "終了位置", "offset after its last character", required=True)
ANCHOR = (
    Column("anchor_start", "integer", "根拠開始位置", "start of the words that decided it"),
    Column("anchor_end", "integer", "根拠終了位置", "end of the words that decided it"),
)
TO_DOCUMENT = ForeignKey("document_id", "documents", "document_id")
TO_TURN = ForeignKey("turn_id", "turns", "turn_id")
PLACE = (("start", "end"),)


def identifier(name: str, japanese: str) -> Column:
    """The column of a row's own identifier."""
    return Column(
        name, "string", japanese, "document and offsets; the same in every run", required=True
    )


def quoted(name: str, japanese: str) -> Column:
    """The column that repeats the characters between `start` and `end`."""
    return Column(name, "string", japanese, "the characters between start and end", required=True)
