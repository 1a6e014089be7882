"""What tables depend on beside their inputs: code, word lists, dictionary, options.

Rows of an earlier run are taken over only where nothing of this has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from minutes.run.inputs import Options

#: What a difference is called when a user is told of it.
_NAMES = {
    "minutes": "another version",
    "code": "other code",
    "lexicon": "other word lists",
    "fugashi": "another tagger",
    "unidic-lite": "another dictionary",
    "dialect": "another --dialect",
    "meeting_date": "another --meeting-date",
    "encoding": "another --encoding",
}


def basis(options: Options) -> dict[str, str]:
    """All that rows depend on beside the bytes of an input, by name."""
    code, lexicon = _hashes()
    return {
        "minutes": version("minutes"),
        "code": code,
        "lexicon": lexicon,
        "fugashi": version("fugashi"),
        "unidic-lite": version("unidic-lite"),
        **{name: value or "" for name, value in asdict(options).items()},
    }


def difference(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """What differs, in words; an empty string if nothing does.

    >>> difference({"minutes": "0.1", "code": "a"}, {"minutes": "0.2", "code": "a"})
    'another version (0.1, now 0.2)'
    """
    told = []
    for name, value in new.items():
        before = old.get(name, "")
        if before != value:
            what = _NAMES.get(name, f"another {name}")
            shown = name in ("minutes", "fugashi", "unidic-lite")
            told.append(f"{what} ({before or 'unknown'}, now {value})" if shown else what)
    return ", ".join(told)


@cache
def _hashes() -> tuple[str, str]:
    """The hashes of the package's code and of its word lists."""
    home = Path(str(files("minutes")))
    paths = [path for path in home.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    lists = {path for path in paths if path.suffix == ".toml"}
    return _digest(home, set(paths) - lists), _digest(home, lists)


def _digest(home: Path, paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(home).as_posix()} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()[:16]
