"""One name per organisation across documents, where the documents themselves make it safe.

A page calls itself MLP社 what a committee calls ML社, and a third document prints the full name of
both.  Names are put together if only their legal form differs and one full name has it, or if a
declared short form leads everywhere to one full name that the document names, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from minutes.incidents.names import has_form, is_public, key
from minutes.incidents.tellings import Pile, home_of
from minutes.schema import Extraction
from minutes.text import fold

_BEGINNING = 3  # letters of a name that stand for all of it


def unified(extractions: Sequence[Extraction]) -> list[Extraction]:
    """The extractions, the actors of their events and counts under one name each."""
    found = []
    for extraction, names in zip(extractions, one_names(extractions), strict=True):
        if not names:
            found.append(extraction)
            continue
        events = tuple(
            replace(event, actors=tuple(names.get(actor, actor) for actor in event.actors))
            for event in extraction.events
        )
        counts = tuple(
            replace(count, actor=names.get(count.actor or "", count.actor))
            for count in extraction.counts
        )
        found.append(replace(extraction, events=events, counts=counts))
    return found


def one_names(extractions: Sequence[Extraction]) -> list[dict[str, str]]:
    """For each document, the names in it that another document, or itself, gives in full."""
    full: dict[str, set[str]] = defaultdict(set)
    declared: dict[str, set[str]] = defaultdict(set)
    named = [
        {name.canonical for name in extraction.organisations if name.canonical}
        for extraction in extractions
    ]
    for name in sorted(set().union(*named)):
        if has_form(name):
            full[key(name)].add(name)
        elif name.endswith("県警察"):
            full[key(name[:-1])].add(name)  # 青嶺県警 is what the papers call 青嶺県警察
    homes = [home_of(Pile(extractions), at) for at in range(len(extractions))]
    everybody = set().union(*named)
    for extraction in extractions:
        for alias in extraction.aliases:
            target = alias.canonical or ""
            targets = {target} if has_form(target) else full.get(key(target), {target})
            declared[fold(alias.alias)].update(targets)
    return [
        {
            name: known
            for name in sorted(names)
            if (
                known := _of_assembly(name, home, everybody)
                or _full(name, extraction, full, declared)
            )
            and known != name
        }
        for names, extraction, home in zip(named, extractions, homes, strict=True)
    ]


def _of_assembly(name: str, home: str, everybody: set[str]) -> str | None:
    """The committee of a document's own assembly: 総務委員会 of a page of 瀬野原市."""
    if not home or not name.endswith("委員会"):
        return None
    bare = name.removeprefix(home[-1] + "議会")
    found = f"{home}議会{bare}"
    return found if found in everybody else None


def _full(
    name: str,
    extraction: Extraction,
    full: dict[str, set[str]],
    declared: dict[str, set[str]],
) -> str | None:
    """The full name of one, if there is one and no second."""
    if has_form(name) or (is_public(name) and not name.endswith("県警")):
        return None
    same = full.get(key(name), set())
    if len(same) == 1:
        return next(iter(same))
    text = fold(extraction.document.text)
    meant = declared.get(fold(name), set())
    if not meant and name.endswith("社") and len(key(name)) >= _BEGINNING:
        # ミナト社 in a document that names one company whose name begins so
        meant = {
            known
            for other, names in full.items()
            if other.startswith(key(name)) and other in text
            for known in names
        }
    if len(meant) != 1:
        return None
    target = next(iter(meant))
    return target if has_form(target) and key(target) in text else None
