"""Whether a later document of a run comes back to a promise of an earlier one.

Only when all documents are there is it known what was said later; then the texts are asked for
again, one at a time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from minutes.exchanges.sentences import alone
from minutes.tables import Row

_NEXT = 12  # later documents that are looked at, the nearest first
_WINDOW = 300  # characters within which the words of a promise must stand again
_MOST = 400  # places of a word in a text that are looked at
_WORDS = 3  # distinct words of a promise that must come back
_AKIN, _STRANGE = 0.45, 0.6  # and their share of it by weight, in the same body and in another
_TOPIC = 0.5  # what a word of the sentence or the question counts beside one of the deed
_NAME = re.compile(r"[一-鿿ァ-ヶー々A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class _Said:
    """A document as far as its promises go: when it was said, and the names of the meetings."""

    document_id: str
    day: str
    names: tuple[str, ...]


@dataclass(slots=True)
class Promises:
    """The promises of a run, held back; `text_of` gives the text of a document by its id."""

    text_of: Callable[[str], str]
    _documents: list[_Said] = field(default_factory=list)
    _made: list[tuple[_Said, dict[str, float]]] = field(default_factory=list)

    def hold(self, document_id: str, tables: Mapping[str, Sequence[Row]]) -> None:
        """Keep the promises of a document, by its rows."""
        meetings = tables.get("meetings", ())
        said = _Said(
            document_id,
            max((str(row["date"]) for row in meetings if row["date"]), default=""),
            tuple(str(row[key]) for row in meetings for key in ("body", "title") if row[key]),
        )
        self._documents.append(said)
        asked = tables.get("exchanges", ())
        for row in tables.get("commitments", ()):
            self._made.append((said, _words(row, asked)))

    def released(self) -> dict[str, list[str | None]]:
        """For each document with promises, in order, the ``taken_up`` of each."""
        places: dict[int, str] = {}
        wanted: dict[str, list[int]] = {}
        for at, (said, _) in enumerate(self._made):
            for later in self._later(said):
                wanted.setdefault(later.document_id, []).append(at)
        for later in sorted(self._documents, key=lambda said: (said.day, said.document_id)):
            open_ = [at for at in wanted.get(later.document_id, ()) if at not in places]
            if not open_:
                continue
            text = self.text_of(later.document_id)
            for at in open_:
                said, words = self._made[at]
                found = place(text, words, _AKIN if _akin(said, later) else _STRANGE)
                if found is not None:
                    places[at] = f"{later.document_id}:{found}"
        taken_up: dict[str, list[str | None]] = {}
        for at, (said, _) in enumerate(self._made):
            taken_up.setdefault(said.document_id, []).append(places.get(at))
        return taken_up

    def _later(self, said: _Said) -> Sequence[_Said]:
        """The next documents of a later day, those of the same body before the others."""
        if not said.day:
            return ()
        after = [other for other in self._documents if other.day > said.day]
        after.sort(key=lambda other: (not _akin(said, other), other.day, other.document_id))
        return after[:_NEXT]


def _akin(one: _Said, other: _Said) -> bool:
    """True if a name of one meeting is part of the other's: 総務委員会, 水尾市議会総務委員会."""
    return any(mine in theirs or theirs in mine for mine in one.names for theirs in other.names)


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
    windows = 1 + len(text) / _WINDOW
    hits: list[tuple[int, str]] = []
    weights: dict[str, float] = {}
    for word, share in words.items():
        found = [match.start() for match in _finder(text, word)]
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


def _finder(text: str, word: str) -> Iterator[re.Match[str]]:
    for count, match in enumerate(re.finditer(re.escape(word), text)):
        if count >= _MOST:
            return
        yield match
