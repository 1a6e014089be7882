"""What a user typed, as the files to read: files, folders, globs and ``-`` for standard input."""

from __future__ import annotations

import glob as globbing
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from minutes.sources import remote, stretches
from minutes.sources.archive import slices, split_path
from minutes.sources.errors import SourceError
from minutes.sources.kinds import SCRIPT, SUFFIXES, ZIP, is_data_script
from minutes.sources.manifest import MANIFEST

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A path with its kind: ``file`` to read, ``skipped`` (unknown kind in a folder) or ``error``.

    For an error, `code` and `message` say what goes into the ``issues`` table.
    """

    path: str
    kind: str
    code: str | None = None
    message: str | None = None


def expand(paths: Iterable[str]) -> Iterator[Candidate]:
    """The candidates behind command-line arguments, in the order given, folders sorted.

    A file named outright is read whatever its suffix; inside folders only known kinds are, and
    hidden files and folders are passed over in silence.
    """
    for path in paths:
        if remote.is_address(path):
            yield from _elsewhere(path)
        elif path == "-" or split_path(path)[1] is not None:
            yield Candidate(path, "file")
        elif Path(path).is_file():
            yield from _file(path)
        elif Path(path).is_dir():
            yield from _folder(path)
        elif not Path(path).exists() and _MAGIC.intersection(path):
            yield from _glob(path)
        elif Path(path).exists():
            message = f"{path}: is neither a file nor a folder; name a file, a folder or -"
            yield Candidate(path, "error", "not-a-file", message)
        else:
            message = f"{path}: no such file or folder; check the spelling"
            yield Candidate(path, "error", "no-such-file", message)


def _elsewhere(address: str) -> Iterator[Candidate]:
    try:
        for found in remote.files(address):
            known = found == address or PurePosixPath(found).suffix.lower() in SUFFIXES
            yield Candidate(found, "file" if known else "skipped")
    except SourceError as error:
        yield Candidate(address, "error", error.code, str(error))


def _glob(pattern: str) -> Iterator[Candidate]:
    matches = sorted(globbing.glob(pattern, recursive=True))  # noqa: PTH207 (absolute, ** and ~)
    if not matches:
        message = f"{pattern}: matches no file; put it in quotes only if minutes should expand it"
        yield Candidate(pattern, "error", "no-such-file", message)
    for match in matches:
        if Path(match).is_dir():
            yield from _folder(match)
        else:
            yield from _file(match)


def _folder(top: str) -> Iterator[Candidate]:
    refused: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith("."):
                continue
            path = str(Path(folder) / name)
            if _is_wanted(path):
                yield from _file(path)
            else:
                yield Candidate(path, "skipped")
        while refused:
            yield _unreadable(refused.pop())
    while refused:
        yield _unreadable(refused.pop())


def _file(path: str) -> Iterator[Candidate]:
    """The file, or the parts of one that is too large for one process to read at once."""
    source = Path(path)
    try:
        if stretches.is_divided(source):
            names = list(stretches.stretches(source))
        elif SUFFIXES.get(source.suffix.lower()) == ZIP:
            names = list(slices(source))
        else:
            names = []
    except SourceError as error:
        yield Candidate(path, "error", error.code, str(error))
    except OSError:  # reading it will say what is wrong
        yield Candidate(path, "file")
    else:
        for part in [f"{path}!{name}" for name in names] or [path]:
            yield Candidate(part, "file")


def _is_wanted(path: str) -> bool:
    """True for a file of a known kind; of scripts, for one that hands on data."""
    if Path(path).name == MANIFEST:
        return False
    kind = SUFFIXES.get(Path(path).suffix.lower())
    if kind != SCRIPT:
        return kind is not None
    try:
        with Path(path).open("rb") as file:
            return is_data_script(file.read(4096))
    except OSError:
        return True  # reading it will say what is wrong


def _unreadable(error: OSError) -> Candidate:
    path = str(error.filename)
    message = f"{path}: cannot be opened ({error.strerror}); check its permissions"
    return Candidate(path, "error", "unreadable", message)
