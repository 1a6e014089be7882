"""One input read by whichever process has it, and the inputs that a process is given at once."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from minutes.run.inputs import Options, outcomes_of
from minutes.run.records import Entry, Part
from minutes.run.shares import Share, cut, is_large, read_share
from minutes.schema import Document
from minutes.sources import SourceError, archive, read_each, stretches
from minutes.sources.archive import split_path
from minutes.sources.manifest import origin_of
from minutes.sources.reading import printable
from minutes.sources.remote import data, is_address

#: A task is so many inputs or so many bytes: much more than what it costs to hand it over, and
#: little enough that at the end no worker waits long for the other.
INPUTS, BYTES = 32, 200_000


@dataclass(frozen=True, slots=True)
class Item:
    """An input to read: its path, and the hash of its bytes when its rows were last written.

    With a `share` it is only some of the meetings of a large input.
    """

    path: str
    known: str | None
    share: Share | None = None

    @property
    def name(self) -> str:
        """The path, and the number of the share behind a NUL, which is in no path."""
        return self.path if self.share is None else f"{self.path}\0{self.share.number}"


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
    name, member = split_path(path)
    source = Path(name)
    try:
        if member is not None and (held := stretches.read(source, member)) is not None:
            return hashlib.sha256(held).hexdigest()
        if member is not None and (part := archive.slice_of(member)) is not None:
            return archive.digest(source, part)
        with source.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, SourceError):
        return None
    origin = origin_of(source, sha256)
    if origin is None:
        return sha256
    return hashlib.sha256(f"{sha256} {origin.url} {origin.retrieved}".encode()).hexdigest()


def work(item: Item, part: Part, options: Options) -> Entry | None:
    """The entry of an input whose rows are now in `part`; `None` if it is what is known already.

    Of a large input it is the entry of what is to be read share by share.
    """
    if item.share is not None:
        return read_share(item.share, item.name, part, options)
    sha256 = checksum(item.path)
    if sha256 is not None and sha256 == item.known:
        return None
    found = read_each(item.path, encoding=options.encoding)
    first = next(found, None)
    if isinstance(first, Document) and is_large(first) and first.path == printable(item.path):
        del found
        return cut(first, item.path, sha256, part)
    rest = found if first is None else chain([first], found)
    return part.add(item.path, sha256, outcomes_of(rest, options))


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


class Queue:
    """What is still to be read, in an order that keeps all processes busy to the end.

    Large files go first, the largest before the others: what is begun last must be short.  They
    are also read before their shares, while a process holds no dictionary yet.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        """Put the inputs in order."""
        held = [(_size(item.path), item) for item in items]
        large = sorted((one for one in held if one[0] > BYTES), key=lambda one: -one[0])
        self._large = tasks(item for _, item in large)
        self._rest = tasks(item for size, item in held if size <= BYTES)
        self._shares: deque[Item] = deque()
        self._again: deque[list[Item]] = deque()

    def again(self, task: list[Item]) -> None:
        """Have inputs read once more, before all others."""
        if task:
            self._again.append(task)

    def then(self, shares: Iterable[Item]) -> None:
        """Have the shares of a large input read."""
        self._shares.extend(shares)

    def next(self) -> list[Item] | None:
        """The inputs to read next; `None` if there are none at present."""
        if self._again:
            return self._again.popleft()
        task = next(self._large, None)
        if task is None and self._shares:
            return [self._shares.popleft()]
        return task if task is not None else next(self._rest, None)


def _size(path: str) -> int:
    file, member = split_path(path)
    try:
        if member is not None and (length := stretches.length(member)) is not None:
            return length
        if member is not None and archive.slice_of(member) is not None:
            return archive.SLICE
        return os.stat(file).st_size  # noqa: PTH116 (a path may hold any bytes)
    except OSError:
        return 0
