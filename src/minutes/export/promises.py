"""Whether a later document of a run comes back to a promise of an earlier one.

Only when all documents are there is it known what was said later; then the texts are asked for
again, one at a time.
"""

from __future__ import annotations

import json
import math
import os
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from minutes.exchanges.sentences import alone
from minutes.tables import Row

_NEXT = 12  # later documents that are looked at, the nearest first
_WINDOW = 300  # characters within which the words of a promise must stand again
_MOST = 400  # places of a word in a text that are looked at
_WORDS = 3  # distinct words of a promise that must come back
_AKIN, _STRANGE = 0.45, 0.6  # and their share of it by weight, in the same body and in another
_TOPIC = 0.5  # what a word of the sentence or the question counts beside one of the deed
_IN_MEMORY = 4_000_000  # bytes of promises, some 10,000, until they go into a file
_AT_HAND = 256  # documents whose promises are at hand
_NAME = re.compile(r"[一-鿿ァ-ヶー々A-Za-z]{2,}")


#: What a promise is about: words, and how much each counts.
Words = dict[str, float]


@dataclass(frozen=True, slots=True)
class Said:
    """A document as far as its promises go: when it was said, and the names of the meetings."""

    document_id: str
    day: str
    names: tuple[str, ...]
    promises: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A promise to look for in a later document: `least` is the share that must stand there."""

    number: int
    words: Words
    least: float


def said_in(document_id: str, tables: Mapping[str, Sequence[Row]]) -> Said:
    """What a document tells of its promises, by its rows."""
    meetings, asked = tables.get("meetings", ()), tables.get("exchanges", ())
    return Said(
        document_id,
        max((str(row["date"]) for row in meetings if row["date"]), default=""),
        tuple(str(row[key]) for row in meetings for key in ("body", "title") if row[key]),
        tuple(_words(row, asked) for row in tables.get("commitments", ())),
    )


class Promises:
    """The promises of a run, held back until it is known what was said later."""

    def __init__(self, folder: Path | None = None) -> None:
        """There are none yet; many of them go into a nameless file in `folder`."""
        self._said: list[Said] = []
        # The promises of each document, where their line begins, and their numbers in the run.
        home = str(folder) if folder is not None else None
        # Open until `close`: promises are read back when all documents are there.
        self._file: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY, dir=home)  # noqa: SIM115
        self._lines = array("Q")
        self._numbers = array("Q", [0])

    def hold(self, said: Said) -> None:
        """Keep the promises of a document."""
        self._lines.append(self._file.seek(0, os.SEEK_END))
        self._numbers.append(self._numbers[-1] + len(said.promises))
        if said.promises:
            self._file.write(json.dumps(said.promises).encode() + b"\n")
        self._said.append(replace(said, promises=()))

    def _made(self, at: int) -> list[Words]:
        """The promises of a document, read back."""
        self._file.seek(self._lines[at])
        made: list[Words] = json.loads(self._file.readline())
        return made

    def questions(self) -> Iterator[tuple[str, list[Asked]]]:
        """Each document in which to look and for what, in the order of days."""
        order = sorted(self._said, key=lambda said: (said.day, said.document_id))
        nearby = Nearby(order)
        wanted: dict[int, array[int]] = {}
        for at, said in enumerate(self._said):
            if self._numbers[at] < self._numbers[at + 1]:
                for spot in nearby.after(said):
                    wanted.setdefault(spot, array("I")).append(at)
        # Neighbours in time ask for the same promises.
        made = lru_cache(_AT_HAND)(self._made)
        for spot in sorted(wanted):
            later = order[spot]
            yield (
                later.document_id,
                [
                    Asked(number, words, _AKIN if _akin(self._said[at], later) else _STRANGE)
                    for at in wanted[spot]
                    for number, words in enumerate(made(at), self._numbers[at])
                ],
            )

    def released(self, text_of: Callable[[str], str]) -> dict[str, list[str | None]]:
        """For each document with promises, in order, the ``taken_up`` of each.

        `text_of` gives the text of a document by its id; each is asked for once.
        """
        places: dict[int, str] = {}
        for document_id, asked in self.questions():
            open_ = [one for one in asked if one.number not in places]
            if open_:
                found = answers(text_of(document_id), open_)
                places.update({number: f"{document_id}:{at}" for number, at in found.items()})
        return self.settled(places)

    def close(self) -> None:
        """Let go of the promises."""
        self._file.close()

    def settled(self, places: Mapping[int, str]) -> dict[str, list[str | None]]:
        """For each document with promises, in order, the place of each in a later one."""
        taken_up: dict[str, list[str | None]] = {}
        for said, (first, end) in zip(self._said, pairwise(self._numbers), strict=True):
            if first < end:
                here = taken_up.setdefault(said.document_id, [])
                here += [places.get(number) for number in range(first, end)]
        return taken_up


def answers(text: str, asked: Iterable[Asked]) -> dict[int, int]:
    """Where a text comes back to promises, by their numbers."""
    searched = _Searched(text)
    found = ((one.number, _place(searched, one.words, one.least)) for one in asked)
    return {number: at for number, at in found if at is not None}


def _akin(one: Said, other: Said) -> bool:
    """True if a name of one meeting is part of the other's: 総務委員会, 水尾市議会総務委員会."""
    return any(mine in theirs or theirs in mine for mine in one.names for theirs in other.names)


class Nearby:
    """Documents in the order of days, to ask for the next ones of a later day.

    A pair by pair comparison would take hours for a year of all assemblies: the names of meetings
    are looked up by their parts.
    """

    def __init__(self, order: Sequence[Said]) -> None:
        """Index the names."""
        self._days = [said.day for said in order]
        self._at: dict[str, list[int]] = {}
        for spot, said in enumerate(order):
            for name in dict.fromkeys(said.names):
                self._at.setdefault(name, []).append(spot)
        self._sizes = sorted({len(name) for name in self._at})
        # Most names are titles, which are part of no other: only those that are have an entry.
        self._within: dict[str, list[str]] = {}
        for name in self._at:
            for part in self._parts(name):
                self._within.setdefault(part, []).append(name)
        self._places: dict[str, list[int]] = {}

    def _parts(self, name: str) -> set[str]:
        """The other names that are part of one."""
        parts = (
            name[start : start + size]
            for size in self._sizes[: bisect_left(self._sizes, len(name))]
            for start in range(len(name) - size + 1)
        )
        return {part for part in parts if part in self._at}

    def _of(self, name: str) -> list[int]:
        """The places of the documents whose names are akin to one."""
        if name not in self._places:
            names = {name, *self._parts(name), *self._within.get(name, ())}
            found = sorted({spot for other in names for spot in self._at.get(other, ())})
            if len(self._at.get(name, ())) < 2:  # a title, which is not asked for again
                return found
            self._places[name] = found
        return self._places[name]

    def after(self, said: Said) -> list[int]:
        """The places of the next documents of a later day, those of the same body before others."""
        if not said.day:
            return []
        first = bisect_right(self._days, said.day)
        akin: set[int] = set()
        for name in said.names:
            places = self._of(name)
            start = bisect_left(places, first)
            akin.update(places[start : start + _NEXT])
        found = sorted(akin)[:_NEXT]
        others = (spot for spot in range(first, len(self._days)) if spot not in akin)
        return [*found, *islice(others, _NEXT - len(found))]


def _words(promise: Row, exchanges: Iterable[Row]) -> dict[str, float]:
    """What a promise is about: the words of the deed, and in part those said and asked of it."""
    found: dict[str, float] = {}
    for row in exchanges:
        start, end = row["answer_start"], row["answer_end"]
        if isinstance(start, int) and isinstance(end, int) and start <= _start(promise) < end:
            found.update(dict.fromkeys(_names(str(row["question"])), _TOPIC))
            break
    found.update(dict.fromkeys(_names(str(promise["quote"])), _TOPIC))
    found.update(dict.fromkeys(_names(str(promise["what"] or "")), 1.0))
    return found


def _start(row: Row) -> int:
    start = row["start"]
    return start if isinstance(start, int) else 0


def _names(text: str) -> Iterator[str]:
    return (lemma for lemma in alone(text).lemmas if _NAME.fullmatch(lemma))


def place(text: str, words: dict[str, float], least: float = _AKIN) -> int | None:
    """Where a text comes back to something: the first word of the densest stretch, if any.

    A word that a text is full of says little; `least` is the share of all that must stand there.

    >>> text = "開会します。市民会館の遊具は、先月すべて点検を終え、破損した二基を撤去しました。"
    >>> words = {"遊具": 1.0, "点検": 1.0, "撤去": 1.0}
    >>> text[place(text, words):][:2], place("開会します。", words)
    ('遊具', None)
    """
    return _place(_Searched(text), words, least)


class _Searched:
    """A text in which many promises are looked for, with what was found of each word."""

    def __init__(self, text: str) -> None:
        """Gather what may hold a word: a fifth of the text, and each name once."""
        self.text = text
        self._names = "\n".join(dict.fromkeys(_NAME.findall(text)))
        self._held: dict[str, bool] = {}
        self._places: dict[str, list[int]] = {}

    def holds(self, word: str) -> bool:
        """True if the text has the word."""
        if word not in self._held:
            self._held[word] = word in self._names
        return self._held[word]

    def places_of(self, word: str) -> list[int]:
        """The places of a word, up to so many."""
        if word not in self._places:
            self._places[word] = _places_of(word, self.text) if self.holds(word) else []
        return self._places[word]


def _place(searched: _Searched, words: dict[str, float], least: float) -> int | None:
    """As `place`."""
    windows = 1 + len(searched.text) / _WINDOW
    hits: list[tuple[int, str]] = []
    weights: dict[str, float] = {}
    if sum(map(searched.holds, words)) < _WORDS:
        return None
    for word, share in words.items():
        found = searched.places_of(word)
        weights[word] = share * max(0.1, math.log((windows + 1) / (len(found) + 0.5)))
        hits += [(start, word) for start in found]
    hits.sort()
    whole = sum(weights.values())
    best, where, first = 0.0, None, 0
    inside: dict[str, int] = {}
    for start, word in hits:
        inside[word] = inside.get(word, 0) + 1
        while hits[first][0] < start - _WINDOW:
            gone = hits[first][1]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            first += 1
        share = sum(weights[known] for known in inside) / whole
        if len(inside) >= _WORDS and share > best:
            best, where = share, hits[first][0]
    return where if best >= least else None


def _places_of(word: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(word)
    while at >= 0 and len(found) < _MOST:
        found.append(at)
        at = text.find(word, at + len(word))
    return found
