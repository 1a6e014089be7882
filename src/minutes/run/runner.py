"""The run itself: what is to be read, who reads it, and the tables at the end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from minutes import nlp
from minutes.export import staged
from minutes.run.assembly import Summary, assemble
from minutes.run.basis import basis
from minutes.run.divided import Divided
from minutes.run.inputs import Options, outcomes
from minutes.run.pool import pool
from minutes.run.records import Entry, Part, Record
from minutes.run.tasks import Item, Queue, work
from minutes.run.workplace import Workplace, workplace
from minutes.sources import Candidate
from minutes.sources.reading import printable


def run(
    inputs: Sequence[Candidate],
    folder: Path,
    options: Options,
    *,
    formats: Sequence[str] = (),
    jobs: int = 1,
    done: Callable[[Entry], None] = lambda entry: None,
    note: Callable[[str], None] = lambda words: None,
    numbers: Path | None = None,
) -> Summary:
    """The figures of a run that wrote its tables to `folder`, as CSV and in other `formats`.

    With `jobs` above 1 so many processes read the files; the tables are the same.  `done` is told
    of each input, in no order, `note` of what a user should know besides; `numbers` is a file of
    corporate numbers, read at the end.  The files appear when
    all inputs are done, or not at all; what was done is not done again by the next run into the
    same folder.  Raises `OSError` if `folder` cannot be written.
    """
    began = time.monotonic()
    with workplace(folder, basis(options), note) as place:
        kept, characters = _read(inputs, place, options, jobs, done)
        nlp.release()  # what follows tags nothing, and needs room of its own
        with staged(folder) as stage:
            summary = assemble(
                stage, place, lambda: (_entry(one, place) for one in inputs), formats, note, numbers
            )
    summary.kept, summary.characters_read = kept, characters
    summary.seconds = time.monotonic() - began
    return summary


def _read(
    inputs: Sequence[Candidate],
    place: Workplace,
    options: Options,
    jobs: int,
    done: Callable[[Entry], None],
) -> tuple[int, int]:
    """The number of inputs whose rows were there, and the characters of those read.

    All of them are known to the workplace from now on.
    """
    kept = characters = 0

    def told(item: Item, entry: Entry | None) -> Sequence[Item]:
        nonlocal kept, characters
        if entry is None:
            kept += 1
            done(_known(item.path, place))
            return ()
        whole, rest = divided.take(item, entry)
        if whole is not None:
            place.add(whole)
            characters += sum(record.figures.get("characters", 0) for record in whole.records)
            done(whole)
        return rest

    spare = Part(place.folder / f"part-{os.getpid()}-0")
    divided = Divided(place, spare)
    try:
        for candidate in inputs:
            if candidate.kind == "skipped":
                done(_entry(candidate, place))
            elif candidate.kind == "error":
                found = outcomes([candidate], options)
                told(Item(candidate.path, None), spare.add(candidate.path, None, found))
        here = Queue(item for item in _items(inputs, place) if item.path == "-" or jobs == 1)
        while task := here.next():
            for item in task:
                here.then(told(item, work(item, spare, options)))
        if jobs != 1:
            # Standard input is this process's own.
            items = (item for item in _items(inputs, place) if item.path != "-")
            with pool(place.folder, options, spare) as workers:
                workers.run(items, jobs, told)
    finally:
        spare.close()
    return kept, characters


def _items(inputs: Sequence[Candidate], place: Workplace) -> Iterator[Item]:
    """The files to read, each once, with the hash that they had when their rows were written."""
    seen: set[str] = set()
    for candidate in inputs:
        if candidate.kind == "file" and candidate.path not in seen:
            seen.add(candidate.path)
            known = place.known(candidate.path)
            yield Item(candidate.path, known.sha256 if known is not None else None)


def _known(path: str, place: Workplace) -> Entry:
    entry = place.known(path)
    assert entry is not None, path
    return entry


def _entry(candidate: Candidate, place: Workplace) -> Entry:
    """The entry of an input after the reading."""
    if candidate.kind != "skipped":
        return _known(candidate.path, place)
    path = printable(candidate.path)
    return Entry(
        candidate.path, None, None, 0, (Record(path, "skipped", None, None, None, {}, {}),)
    )
