"""The rows that a dossier is made of, and the few ways in which it asks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from minutes.schema import Extraction
from minutes.tables import Row, rows


@dataclass(frozen=True, slots=True)
class Case:
    """Tables by name (those of ``extract`` and of ``incidents``), and texts by document."""

    tables: Mapping[str, Sequence[Row]] = field(repr=False)
    texts: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, extractions: Sequence[Extraction], across: Mapping[str, Sequence[Row]]) -> Case:
        """The case of some documents and of what was found out across them."""
        tables: dict[str, list[Row]] = {name: list(found) for name, found in across.items()}
        for extraction in extractions:
            made = rows(extraction)
            for name in ("dates", "counts", "organisations", "notes"):
                tables.setdefault(name, []).extend(made[name])
        return cls(tables, {x.document.id: x.document.text for x in extractions})

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table, none if it is not there."""
        return self.tables.get(table, ())

    def of_incident(self, table: str, incident_id: str) -> list[Row]:
        """The rows of a table that belong to an incident."""
        return [row for row in self.rows(table) if row.get("incident_id") == incident_id]


def by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of a table, by the document that they belong to."""
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("document_id"):
            grouped[str(row["document_id"])].append(row)
    return dict(grouped)


def number(cell: object) -> int:
    """The offset in a cell."""
    return cell if isinstance(cell, int) else 0


def text(cell: object) -> str:
    """The characters of a cell; nothing for a missing value.

    >>> text(("市", "財団")), text(None), text(12.5), text(1204)
    ('市、財団', '', '12.5', '1,204')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "○" if cell else "×"
    if isinstance(cell, tuple):
        return "、".join(cell)
    if isinstance(cell, int | float):
        return f"{cell:,}"
    return cell if isinstance(cell, str) else str(cell)
