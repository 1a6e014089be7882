"""The names in lists of people: 副市長　榊原　令君, 会長　乾, spaced letters joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from minutes.dialects import roles
from minutes.dialects.cutting import cut
from minutes.dialects.roles import head_of, honorific_of, is_name, is_seat
from minutes.turns.rows import Row

_ASIDE = re.compile(r"\([^()]*\)")
_MOST_ROWS = 3000


@dataclass(frozen=True, slots=True)
class Listed:
    """A full name from a list, without spaces, and the title printed with it."""

    name: str
    title: str | None


def without_courtesy(name: str) -> str:
    """The name without 君, さん or another courtesy title behind it."""
    honorific = honorific_of(name)
    return name[: len(name) - len(honorific)] if honorific else name


def _is_body(word: str) -> bool:
    """True for a department in a list of people; given names end in 市 or 道 as well."""
    return roles.ends_as_body(word) and (len(word) > 5 or word[-1] not in "市道都町村府社")


def is_title_word(word: str) -> bool:
    """True for a seat or a title without a name: 議長, 第三番."""
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
        if short and len(word) == len(following) == 1 and is_title_word(joined.word + following):
            run = joined  # 委 員 長 is no 委員
        elif short and is_title_word(joined.word):
            yield Piece(joined.word, True, joined.start, joined.end)
            run = None
        elif is_title_word(word):
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
        if len(spelt) > 1 and is_title_word(spelt):
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
    letters = len(without_courtesy(piece.word))
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
        name = without_courtesy(piece.word)
        split = cut(name)
        if split is not None and 2 <= split.at <= 6 and not courtesy:
            if split.at >= 3:  # 茅野委員長 gives a surname alone
                found.append(Listed(name[: split.at], name[split.at :]))
        elif is_name(name) and 2 <= len(name) <= 8 and (courtesy or not _is_body(name)):
            behind = words[index + 1].word if title is None and index + 1 < len(words) else None
            found.append(Listed(name, title or behind))
    return tuple(found)
