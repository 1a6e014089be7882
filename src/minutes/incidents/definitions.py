"""Incidents that a user describes in a TOML file.

::

    [[incident]]
    id = "leak"
    name = "入場券販売のカード情報漏えい"
    organisations = ["株式会社ミナト電算", "MD社"]
    involved = ["公益財団法人水尾市文化財団"]
    words = ["カード情報", "決済代行"]
    from = 2025-02-01
    until = 2026-04-30
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from minutes.incidents.types import Definition

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_KEYS = frozenset(["id", "name", "organisations", "involved", "words", "from", "until"])


class DefinitionError(ValueError):
    """A definition that cannot be used; the message says which, and what to write."""


def read_definitions(path: Path) -> tuple[Definition, ...]:
    """The incidents of a file; raises `DefinitionError`, `OSError`."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path}: is no TOML ({error})") from error
    entries = table.get("incident")
    if not isinstance(entries, list) or not entries:
        raise DefinitionError(f"{path}: holds no [[incident]]; see docs/incidents.md for the form")
    found = tuple(_definition(path, number, entry) for number, entry in enumerate(entries, 1))
    ids = [definition.id for definition in found]
    twice = next((ident for ident in ids if ids.count(ident) > 1), None)
    if twice is not None:
        raise DefinitionError(f"{path}: two incidents have the id {twice}; give each its own")
    return found


def _definition(path: Path, number: int, entry: Mapping[str, Any]) -> Definition:
    where = f"{path}: incident {number}"
    if not isinstance(entry, dict):
        raise DefinitionError(f"{where}: is no table; write [[incident]]")
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise DefinitionError(
            f"{where}: has no field {', '.join(unknown)}; the fields are {', '.join(sorted(_KEYS))}"
        )
    ident = entry.get("id")
    if not isinstance(ident, str) or not _ID.fullmatch(ident):
        raise DefinitionError(f"{where}: needs an id of letters and digits")
    where = f"{path}: incident {ident}"
    organisations, involved, words = (
        _strings(where, entry, name) for name in ("organisations", "involved", "words")
    )
    if not organisations and not words:
        raise DefinitionError(f"{where}: name at least one of its organisations or words")
    since, until = _day(where, entry, "from"), _day(where, entry, "until")
    if since and until and since > until:
        raise DefinitionError(f"{where}: ends ({until}) before it begins ({since})")
    name = entry.get("name", ident)
    if not isinstance(name, str):
        raise DefinitionError(f"{where}: its name is no text")
    return Definition(ident, name, organisations, involved, words, since, until)


def _strings(where: str, entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = entry.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise DefinitionError(f'{where}: {name} is a list of texts: {name} = ["…", "…"]')
    return tuple(value)


def _day(where: str, entry: Mapping[str, Any], name: str) -> str | None:
    value = entry.get(name)
    if value is None:
        return None
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise DefinitionError(f"{where}: {name} is no day; write {name} = 2025-06-10") from None
