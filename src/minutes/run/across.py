"""What each document adds to what is told of all: its organisations, and its promises.

Whoever reads a document works this out; to put it together when all are there is little work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from minutes.entities import Registry
from minutes.export import Promises, Said, said_in
from minutes.run.gathered import Gathered
from minutes.run.registry import add_document
from minutes.tables import Row


def told_of(document_id: str, tables: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """What the rows of a document add, as JSON can hold it."""
    registry = Registry()
    add_document(registry, tables)
    return {"entities": registry.told(), "said": asdict(said_in(document_id, tables))}


def take(told: Mapping[str, Any], organisations: Gathered, promises: Promises) -> None:
    """Take in what a document adds; documents come in the order of the inputs."""
    organisations.take(told["entities"])
    said = told["said"]
    promises.hold(
        Said(said["document_id"], said["day"], tuple(said["names"]), tuple(said["promises"]))
    )
