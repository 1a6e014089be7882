"""What was fetched from where and when: a file beside the files, one line of JSON each.

``minutes fetch`` writes it; a file that is read later gets its address and time from there, if it
is still the file that was fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path

MANIFEST = "fetched.jsonl"


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer of the network: `file` lies beside the manifest, `retrieved` is UTC (ISO 8601)."""

    url: str
    file: str
    retrieved: str
    sha256: str
    size: int
    content_type: str = ""
    etag: str = ""
    modified: str = ""


def entries(folder: Path) -> dict[str, Fetched]:
    """What was fetched into a folder, by address; the last time counts.

    A line that is cut (the tool was stopped while writing it) is left out.
    """
    return {entry.url: entry for entry in _lines(folder / MANIFEST)}


def _lines(path: Path) -> Iterator[Fetched]:
    names = {field.name for field in fields(Fetched)}
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return
    for line in lines:
        try:
            told = json.loads(line)
            yield Fetched(**{key: value for key, value in told.items() if key in names})
        except (ValueError, TypeError, AttributeError):
            continue


def append(folder: Path, entry: Fetched) -> None:
    """Write one line at the end of the manifest."""
    with (folder / MANIFEST).open("a", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")


def origin_of(path: Path, sha256: str) -> Fetched | None:
    """Where a file was fetched from, or `None` if it was not, or is no longer what was fetched."""
    manifest = path.parent / MANIFEST
    try:
        state = manifest.stat()
    except OSError:
        return None
    known = _by_file(str(manifest), state.st_mtime_ns, state.st_size)
    entry = known.get(path.name)
    return entry if entry is not None and entry.sha256 == sha256 else None


@lru_cache(maxsize=8)
def _by_file(manifest: str, modified: int, size: int) -> dict[str, Fetched]:
    """The entries by file name; `modified` and `size` make a changed manifest be read anew."""
    return {entry.file: entry for entry in _lines(Path(manifest))}
