"""Closed word lists, kept as TOML under ``lexicon/`` with examples tested both ways.

A list is data: a counter, a role word or a ministry is one entry, and adding one needs no code.
The stage that uses a list turns its entries into typed values once (see ``counts.counters``).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read(name: str) -> dict[str, Any]:
    """The parsed table of ``lexicon/<name>.toml``; read once, callers must not change it.

    Raises `FileNotFoundError` for a list that does not exist.
    """
    resource = files("minutes") / "lexicon" / f"{name}.toml"
    return tomllib.loads(resource.read_text(encoding="utf-8"))


@cache
def names() -> tuple[str, ...]:
    """The names of all lists, sorted."""
    folder = files("minutes") / "lexicon"
    return tuple(sorted(p.name[:-5] for p in folder.iterdir() if p.name.endswith(".toml")))
