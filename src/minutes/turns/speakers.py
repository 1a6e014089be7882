"""The speakers of a document: full names and groups, from lists, calls and introductions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from minutes.dialects.cutting import cut
from minutes.dialects.roles import is_name, squeeze
from minutes.schema import Speaker, Turn
from minutes.text import fold
from minutes.turns.lists import Listed

_CALL = re.compile(
    r"(?:^|[、。\s番長」)]|の)(?P<name>[^\W\d_a-zA-Z]{3,8}?)(?:君|議員|委員|参考人)(?:。|、|の|に|を|か|$|\Z)"
)
_PARTY = re.compile(
    r"(?P<group>[^\s、。「」（）()]{2,20}(?:党|党団|クラブ|の会|会派|連合|公明|会議|新選組|ネット|フォーラム|議員団|市民|未来|政会|風|維新|市政会|倶楽部|会))"
    r"(?:の|を代表し[^。]{0,20}|、)(?P<name>[^\s、。「」（）()]{2,10})(?:で|と申し|です|でございます)"
)


def _called(text: str) -> dict[str, int]:
    """Full names with which the chair gives the floor, and how often."""
    counts: dict[str, int] = {}
    for match in _CALL.finditer(fold(text)):
        name = match["name"]
        counts[name] = counts.get(name, 0) + 1
    return counts


@lru_cache(maxsize=1024)
def _base(name: str) -> tuple[str, str]:
    """A printed name without its homonym mark, and the mark's letters: 山根（賢）."""
    match = re.match(r"(?P<base>[^(\[〔]+)[(\[〔](?P<mark>[^)\]〕]+)", squeeze(name))
    return (match["base"], match["mark"]) if match else (squeeze(name), "")


def _full(
    name: str, title: str | None, entries: list[Listed], called: dict[str, int], whole: bool
) -> str | None:
    """The full name of a printed one, or `None` where the document prints none or several.

    `whole` says that the document's headers print full names.
    """
    base, mark = _base(name)
    names = [entry for entry in entries if entry.name.startswith(base) and (mark in entry.name)]
    longer = {entry.name for entry in names} - {base}
    if any(entry.name == base for entry in names) and (not longer or len(base) >= 4):
        return base
    if len(longer) > 1 and title is not None:
        same = {
            entry.name
            for entry in names
            if entry.title is not None and squeeze(title).endswith(entry.title[-3:])
        }
        longer = same if len(same) == 1 else longer
    if len(longer) == 1:
        return longer.pop()
    if longer:
        return None
    if whole and len(base) >= 2:
        return base
    calls = {
        call: times
        for call, times in called.items()
        if call.startswith(base)
        and mark in call
        and len(base) < len(call) <= len(base) + 4
        and is_name(call)
        and cut(call) is None
    }
    if len(calls) == 1:
        return next(iter(calls))
    return base if not calls and len(base) >= 4 else None


def _prints_full_names(turns: Sequence[Turn]) -> bool:
    """True if most speakers are printed with more letters than a surname has."""
    names = {_base(turn.speaker)[0] for turn in turns if turn.speaker is not None}
    return sum(len(name) >= 4 for name in names) * 2 > len(names)


def speakers_of(
    text: str, turns: Sequence[Turn], entries: list[Listed]
) -> tuple[tuple[Speaker, ...], dict[str, str]]:
    """The speakers in the order of their first turn, and the group of each printed name."""
    called: dict[str, int] = {}
    for turn in turns:
        if turn.kind in ("chair", "procedure"):
            for name, times in _called(text[turn.speech_start : turn.end][:3000]).items():
                called[name] = called.get(name, 0) + times
    whole = _prints_full_names(turns)
    groups = _groups(text, turns)
    by_key: dict[tuple[str | None, str], list[Turn]] = {}
    for turn in turns:
        office = "" if turn.speaker is not None else turn.position or ""
        by_key.setdefault((turn.speaker, office), []).append(turn)
    speakers = tuple(
        Speaker(
            name,
            None if name is None else _full(name, own[0].position, entries, called, whole),
            tuple(dict.fromkeys(turn.position for turn in own if turn.position is not None)),
            None if name is None else groups.get(name),
            len(own),
        )
        for (name, _), own in by_key.items()
    )
    return speakers, groups


def _is_introduced(text: str, surname: str, at: int, stop: int) -> bool:
    """True if a surname, first found at `at`, stands where a group's name may precede it."""
    while at >= 0:
        if text[at - 1] in "の、" or text.find("を代表し", max(0, at - 40), at) >= 0:
            return True
        at = text.find(surname, at + 1, stop)
    return False


def _groups(text: str, turns: Sequence[Turn]) -> dict[str, str]:
    """The group of each printed name: the body in its header, or how it introduces itself."""
    groups: dict[str, str] = {}
    for turn in turns:
        if turn.speaker is None or turn.speaker in groups:
            continue
        if turn.group is not None:
            groups[turn.speaker] = turn.group
            continue
        stop = min(turn.end, turn.speech_start + 120)
        surname = _base(turn.speaker)[0][:2]
        at = text.find(surname, turn.speech_start, stop)
        if at < 0 or not _is_introduced(text, surname, at, stop):
            continue
        match = _PARTY.search(text, turn.speech_start, stop)
        if match is not None and match["name"].startswith(surname):
            groups[turn.speaker] = match["group"]
    return groups
