"""Files that appear whole or not at all: written beside their place, then renamed into it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from minutes.export.datapackage import checksum, recorded_files
from minutes.export.exchange import exchange

PREFIX = ".minutes-"

#: What a run works in beside its stage; it is no file of the user's.
WORK = ".minutes"

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
    """Remove what a killed run left in the folder, or beside it."""
    if os.name != "posix":
        return
    import fcntl

    home = folder.resolve()
    for stage in (*folder.glob(f"{PREFIX}*"), *home.parent.glob(f".{home.name}{PREFIX}*")):
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
    if not _is_exchanged(stage, folder, set(names)):
        _replace_each(stage, folder, names)


def _replace_each(stage: Path, folder: Path, names: list[str]) -> None:
    """Put the files in their places one by one."""
    old = _superseded(folder, set(names))
    for name in sorted(names, key=LAST.__eq__):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).replace(folder / name)
    for path in old:
        path.unlink(missing_ok=True)
    if os.name == "posix":
        for place in {(folder / name).parent for name in names}:
            _synced(place)


def _is_exchanged(stage: Path, folder: Path, names: set[str]) -> bool:
    """True if the stage took the folder's place as a whole; not where others use the folder.

    It must hold nothing but the files of an earlier run, and be the working folder of nobody who
    waits for this process.
    """
    home = folder.resolve()
    others = _others(home, stage.name, names)
    if Path.cwd().is_relative_to(home) or next(others, None) is not None:
        return False
    beside = home.parent / f".{home.name}{stage.name}"
    try:
        shutil.copymode(home, stage)
        stage.rename(beside)
    except OSError:
        return False
    if not exchange(beside, home):
        beside.rename(stage)
        return False
    _synced(home.parent)
    # What somebody has saved in the old folder in the meantime goes with the new one.
    for path in list(_others(beside, stage.name, names)):
        with suppress(OSError):
            path.rename(home / path.relative_to(beside))
    shutil.rmtree(beside, ignore_errors=True)
    return True


def _others(folder: Path, stage: str, names: set[str]) -> Iterator[Path]:
    """What is in the folder that is no earlier run's, and that this one does not replace."""
    ours = {path.relative_to(folder) for path in _superseded(folder, names)}
    ours |= {Path(name) for name in names}
    ours |= {parent for path in ours for parent in path.parents}
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        if relative not in ours and relative.parts[0] not in (WORK, stage):
            yield path
