"""Who is there: full names from attendance lists, from calls by the chair, from introductions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from minutes.dialects import roles
from minutes.dialects.roles import (
    Known,
    cut,
    head_of,
    honorific_of,
    is_name,
    is_seat,
    known,
    squeeze,
)
from minutes.schema import Speaker, Turn
from minutes.text import fold
from minutes.turns.rows import Row

_GAP = re.compile(r"\s{2,}|\t")
_CALL = re.compile(
    r"(?:^|[、。\s番長」)]|の)(?P<name>[^\W\d_a-zA-Z]{3,8}?)(?:君|議員|委員|参考人)(?:。|、|の|に|を|か|$|\Z)"
)
_PARTY = re.compile(
    r"(?P<group>[^\s、。「」（）()]{2,20}(?:党|党団|クラブ|の会|会派|連合|公明|会議|新選組|ネット|フォーラム|議員団|市民|未来|政会|風|維新|市政会|倶楽部|会))"
    r"(?:の|を代表し[^。]{0,20}|、)(?P<name>[^\s、。「」（）()]{2,10})(?:で|と申し|です|でございます)"
)
_INTRODUCED = re.compile(
    r"[○◯〇◆◎]?\s?(?P<title>\S{2,15})\s+(?P<name>[^\s、。「」()ぁ-ん]{1,6}[^\s、。「」()]{0,3})\s+\S"
)
# ６根津 おはようございます。
_SEATED = re.compile(r"(?P<seat>[0-9]{1,2})(?P<name>[一-鿿々]{2,4})\s+\S")
_ASIDE = re.compile(r"\([^()]*\)")
_MOST_ROWS = 3000


@dataclass(frozen=True, slots=True)
class Listed:
    """A full name from a list, without spaces, and the title printed with it."""

    name: str
    title: str | None


def _clean(name: str) -> str:
    honorific = honorific_of(name)
    return name[: len(name) - len(honorific)] if honorific else name


def _is_body(word: str) -> bool:
    """True for a department in a list of people; given names end in 市 or 道 as well."""
    return roles.ends_as_body(word) and (len(word) > 5 or word[-1] not in "市道都町村府社")


def _is_title(word: str) -> bool:
    if is_seat(word):
        return True
    found = cut(word)
    return found is not None and found.at == 0


class Piece(NamedTuple):
    """A word of a list at `start`-`end` of its line, its spaced letters joined."""

    word: str
    is_title: bool
    start: int
    end: int


_WORD = re.compile(r"\S+")
_LIST_MARK = re.compile(r"[、,。]")
_SPELT = ("議", "委", "理", "市", "町", "教")


@lru_cache(maxsize=_MOST_ROWS)  # asked for the names, and again for who attends
def pieces(folded: str) -> tuple[Piece, ...]:
    """The words of a line of a list in order; what stands in brackets is left out.

    >>> [(piece.word, piece.is_title) for piece in pieces("副 市 長　榊原　　令君  会長 乾")]
    [('副市長', True), ('榊原令君', False), ('会長', True), ('乾', False)]
    """
    return tuple(_pieces(folded))


def _pieces(folded: str) -> Iterator[Piece]:
    run: Piece | None = None
    # What stands in brackets behind a name says where one comes from: 鴨下　環（大学教授）.
    if "(" in folded:
        folded = _ASIDE.sub(lambda aside: " " * len(aside.group()), folded)
    words = list(_WORD.finditer(folded))
    for number, match in enumerate(words):
        word = match.group().strip("・,、:")
        if not word:
            continue
        start = match.start() + match.group().index(word)
        piece = Piece(word, False, start, start + len(word))
        if run is not None and len(run.word) >= 3 and _is_spelt_title(words[number : number + 4]):
            yield run
            run = None
        if run is None and _is_column(word, words[number + 1 : number + 2]):
            yield Piece(word, True, start, piece.end)
            continue
        joined = piece if run is None else Piece(run.word + word, False, run.start, piece.end)
        short = run is None or len(run.word) <= 3 or run.word in _SPELT
        following = words[number + 1].group() if number + 1 < len(words) else ""
        if short and len(word) == len(following) == 1 and _is_title(joined.word + following):
            run = joined  # 委 員 長 is no 委員
        elif short and _is_title(joined.word):
            yield Piece(joined.word, True, joined.start, joined.end)
            run = None
        elif _is_title(word):
            if run is not None:
                yield run
            yield Piece(word, True, start, piece.end)
            run = None
        elif run is not None and _is_apart(run, piece):
            yield run
            run = piece
        else:
            run = joined
    if run is not None:
        yield run


def _is_spelt_title(words: Sequence[re.Match[str]]) -> bool:
    """True if single letters begin a title: 委 員, 副 市 長."""
    spelt = ""
    for match in words:
        if len(match.group()) > 1:
            break
        spelt += match.group()
        if len(spelt) > 1 and _is_title(spelt):
            return True
    return False


def _is_column(word: str, following: Sequence[re.Match[str]]) -> bool:
    """True for a title of a place, which a name follows in the next column: 東浦支所長　乾康治."""
    if len(word) < 4 or head_of(word) is None or honorific_of(word) or not following:
        return False
    behind = following[0].group()
    apart = len(behind) == 1 or head_of(behind) is None
    return apart and _LIST_MARK.search(behind) is None


def _is_apart(run: Piece, piece: Piece) -> bool:
    """True if a word begins another name: two of three letters are one name where one space parts
    them (佐々木　健二郎)."""
    if honorific_of(run.word) or len(run.word) >= 6:
        return True
    letters = len(_clean(piece.word))
    long = len(run.word) >= 3 and len(piece.word) >= 3
    return long and not (piece.start - run.end == 1 and len(run.word) == letters == 3)


def listed(rows: Iterable[Row]) -> list[Listed]:
    """The names of attendance lists: lines without sentences that pair titles with names."""
    found: list[Listed] = []
    for count, row in enumerate(rows):
        if count >= _MOST_ROWS:
            break
        if "。" in row.folded or "、" in row.folded or len(row.squeezed) > 90:
            continue
        if roles.somebody().search(row.squeezed) is not None:
            found += _listed_in(row.folded)
    return found


@lru_cache(maxsize=_MOST_ROWS)  # a document is asked with its headers, and then without them
def _listed_in(folded: str) -> tuple[Listed, ...]:
    """The names in one line of an attendance list."""
    words = pieces(folded)
    courtesy = any(honorific_of(piece.word) == "君" for piece in words)
    titled = any(piece.is_title for piece in words)
    if not (courtesy or titled) or len(words) > 12:
        return ()
    found: list[Listed] = []
    title: str | None = None
    for index, piece in enumerate(words):
        if piece.is_title:
            title = piece.word
            continue
        name = _clean(piece.word)
        split = cut(name)
        if split is not None and 2 <= split.at <= 6 and not courtesy:
            if split.at >= 3:  # 茅野委員長 gives a surname alone
                found.append(Listed(name[: split.at], name[split.at :]))
        elif is_name(name) and 2 <= len(name) <= 8 and (courtesy or not _is_body(name)):
            behind = words[index + 1].word if title is None and index + 1 < len(words) else None
            found.append(Listed(name, title or behind))
    return tuple(found)


def people_of(rows: Sequence[Row], entries: Iterable[Listed]) -> Known:
    """The `Known` of a document, for cutting headers: who is listed, and who is introduced."""
    names = frozenset(entry.name for entry in entries if len(entry.name) >= 2)
    return known(names | introduced(rows, names))


def introduced(rows: Iterable[Row], names: frozenset[str]) -> frozenset[str]:
    """Names that stand between a title and a speech: 議長 榊原康生 おはようございます。.

    The first word of a speech looks the same, so it counts only where the form is proven by pairs
    that recur or by names of the attendance list.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if not row.is_sentence or len(row.squeezed) == len(row.folded):
            continue
        seated = _SEATED.match(row.folded[:20]) if row.folded[0].isdigit() else None
        if seated is not None and is_name(seated["name"]):
            pairs[seated["seat"], seated["name"]] += 1
        match = _INTRODUCED.match(row.folded[:60])
        if match is None or not _is_title(match["title"]):
            continue
        name = _clean(match["name"])
        if is_name(name) and 2 <= len(name) <= 6 and "第" not in name and not _is_title(name):
            pairs[match["title"], name] += 1
    proven = sum(times > 1 or name in names for (_, name), times in pairs.items())
    return frozenset(
        name
        for (title, name), times in pairs.items()
        if times > 1 or (proven * 2 >= len(pairs) and not title.isdigit())
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
