"""Files that appear whole or not at all: written beside their place, then renamed into it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from minutes.export.datapackage import checksum, recorded_files

PREFIX = ".minutes-"

#: Takes its place last: it says what the other files are, so that a run cut short between two
#: renames leaves a folder that ``verify`` tells from a finished one.
LAST = "datapackage.json"


def _synced(path: Path) -> None:
    """Wait until the file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(stage: Path) -> Iterator[None]:
    """Hold a lock on the folder, by which a later run tells a live one from a killed one's."""
    if os.name != "posix":
        yield
        return
    import fcntl

    handle = os.open(stage, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what a killed run left in the folder."""
    if os.name != "posix":
        return
    import fcntl

    for stage in folder.glob(f"{PREFIX}*"):
        with suppress(OSError):
            handle = os.open(stage, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(stage, ignore_errors=True)
            finally:
                os.close(handle)


def _superseded(folder: Path, written: set[str]) -> list[Path]:
    """Files of an earlier run that this one did not write and that nobody changed since."""
    return [
        folder / name
        for name, digest in recorded_files(folder).items()
        if name not in written and _is_within(folder, name) and checksum(folder / name) == digest
    ]


def _is_within(folder: Path, name: str) -> bool:
    path = (folder / name).resolve()
    return path.is_relative_to(folder.resolve()) and path.is_file()


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A hidden folder to write in; its files go to `folder` when the context is left in peace.

    After an error, or Ctrl-C, nothing of it remains and `folder` is as it was.  Files that an
    earlier run wrote there and this one does not are removed: an old workbook beside new tables
    would mislead.  Raises `OSError` if nothing can be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    stage = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
    try:
        with _locked(stage):
            yield stage
            _publish(stage, folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _publish(stage: Path, folder: Path) -> None:
    names = sorted(
        path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file()
    )
    for name in names:
        _synced(stage / name)
    old = _superseded(folder, set(names))
    for name in sorted(names, key=LAST.__eq__):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).replace(folder / name)
    for path in old:
        path.unlink(missing_ok=True)
    if os.name == "posix":
        for place in {(folder / name).parent for name in names}:
            _synced(place)
