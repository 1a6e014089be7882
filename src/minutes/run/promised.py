"""Which promises later documents come back to, found before any table is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from minutes.export import Promises
from minutes.export.csv import parsed
from minutes.run.records import Entry, Piece
from minutes.tables import TABLES

#: Gives the bytes of a piece of an entry, by the name of the file that it belongs to.
Reader = Callable[[Entry, str, Piece], bytes]

_READ = ("meetings", "exchanges", "commitments")


def promised(entries: Iterable[Entry], read: Reader) -> dict[str, list[str | None]]:
    """For each document with promises, in order, where a later one comes back to them."""
    places: dict[str, tuple[Entry, str, Piece]] = {}
    promises = Promises(lambda document: read(*places[document]).decode("utf-8"))
    for entry in entries:
        for record in entry.records:
            if record.document is None or record.document in places:
                continue
            text = f"texts/{record.document}.txt"
            places[record.document] = entry, text, record.pieces[text]
            tables = {
                name: parsed(TABLES[name], read(entry, f"{name}.csv", record.pieces[f"{name}.csv"]))
                for name in _READ
                if f"{name}.csv" in record.pieces
            }
            promises.hold(record.document, tables)
    return promises.released()
