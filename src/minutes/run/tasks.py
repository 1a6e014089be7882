"""One input read by whichever process has it, and the inputs that a process is given at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes.run.inputs import Options, outcomes
from minutes.run.records import Entry, Part
from minutes.sources import Candidate, SourceError
from minutes.sources.archive import split_path
from minutes.sources.manifest import origin_of
from minutes.sources.remote import data, is_address

#: A task is so many inputs or so many bytes: much more than what it costs to hand it over.
INPUTS, BYTES = 32, 500_000


@dataclass(frozen=True, slots=True)
class Item:
    """An input to read: its path, and the hash of its bytes when its rows were last written."""

    path: str
    known: str | None


def checksum(path: str) -> str | None:
    """The SHA-256 of a file, or of the archive that a member is of; `None` if it cannot be read.

    Of a fetched file it is that of what is known of the fetching, too: the tables hold it.
    """
    if path == "-":
        return None
    if is_address(path):
        try:
            return hashlib.sha256(data(path)).hexdigest()
        except SourceError:
            return None
    source = Path(split_path(path)[0])
    try:
        with source.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
    origin = origin_of(source, sha256)
    if origin is None:
        return sha256
    return hashlib.sha256(f"{sha256} {origin.url} {origin.retrieved}".encode()).hexdigest()


def work(item: Item, part: Part, options: Options) -> Entry | None:
    """The entry of an input whose rows are now in `part`; `None` if it is what is known already."""
    sha256 = checksum(item.path)
    if sha256 is not None and sha256 == item.known:
        return None
    found = outcomes([Candidate(item.path, "file")], options, twice=True)
    return part.add(item.path, sha256, found)


def tasks(items: Iterable[Item], most: int = INPUTS, bytes_: int = BYTES) -> Iterator[list[Item]]:
    """The inputs in order, put together to tasks of at most so many, and of so many bytes."""
    task: list[Item] = []
    size = 0
    for item in items:
        length = _size(item.path)
        if task and (len(task) >= most or size + length > bytes_):
            yield task
            task, size = [], 0
        task.append(item)
        size += length
    if task:
        yield task


def _size(path: str) -> int:
    try:
        return os.stat(split_path(path)[0]).st_size  # noqa: PTH116 (a path may hold any bytes)
    except OSError:
        return 0
