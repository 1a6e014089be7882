"""What the findings of many documents have in common: their words, and how rare those are.

Words are pairs of neighbouring characters of one script, so that no tokenizer is needed and
クレジットカード番号 and カード番号 share most of what they say.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from minutes.clauses import clause_at, sentence_at
from minutes.incidents.names import key
from minutes.incidents.types import Ref
from minutes.schema import Commitment, Count, Document, Event, Exchange, Extraction, Span, Turn
from minutes.text import View, fold, view
from minutes.turns import page_furniture

_RUN = re.compile("[一-鿿]{2,}+|[ァ-ヶー]{2,}+|[A-Za-z]{2,}+")
_FIGURE = re.compile(r"[0-9一二三四五六七八九十百千万億]++(?:[,.][0-9]++)*+[年月日時分件名人円社]?")


def pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a text, figures left out.

    >>> sorted(pairs("被害者は412人で、被害額は2,130万円"))
    ['害者', '害額', '被害']
    """
    bare = _FIGURE.sub(" ", fold(words))
    return frozenset(run[at : at + 2] for run in _RUN.findall(bare) for at in range(len(run) - 1))


class Rarity:
    """How much a pair tells: the less often it is told, the more."""

    def __init__(self, tellings: Iterable[frozenset[str]]) -> None:
        """Count in how many tellings each pair stands."""
        self._told: Counter[str] = Counter()
        self._all = 0
        for telling in tellings:
            self._told.update(telling)
            self._all += 1

    def weight(self, words: Iterable[str]) -> float:
        """The sum of the weights of some pairs."""
        return sum(math.log((1 + self._all) / (1 + self._told[word])) + 0.1 for word in words)

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share of the shorter telling's weight that both have, 0 to 1."""
        shared = one & other
        if not shared:
            return 0.0
        return self.weight(shared) / max(1e-9, min(self.weight(one), self.weight(other)))


@dataclass(frozen=True, slots=True)
class Pile:
    """The extractions, and what a reference into them leads to."""

    extractions: Sequence[Extraction]

    def event(self, ref: Ref) -> Event:
        """The event of a reference."""
        return self.extractions[ref.document].events[ref.at]

    def count(self, ref: Ref) -> Count:
        """The count of a reference."""
        return self.extractions[ref.document].counts[ref.at]

    def exchange(self, ref: Ref) -> Exchange:
        """The exchange of a reference."""
        return self.extractions[ref.document].exchanges[ref.at]

    def commitment(self, ref: Ref) -> Commitment:
        """The promise of a reference."""
        return self.extractions[ref.document].commitments[ref.at]

    def said_on(self, ref: Ref) -> str | None:
        """The day on which a finding was told."""
        if ref.table == "events":
            return self.event(ref).said_on
        return said_on(self.extractions[ref.document], self.span(ref).start)

    def span(self, ref: Ref) -> Span:
        """The words of a finding."""
        if ref.table == "exchanges":
            return self.exchange(ref).question
        found = getattr(self.extractions[ref.document], ref.table)[ref.at]
        return Span(found.start, found.end)

    def clause(self, ref: Ref) -> Span:
        """The clause around a finding."""
        span = self.span(ref)
        return clause_at(self.extractions[ref.document].document.text, span.start)

    def body(self, document: int) -> str | None:
        """Whose meeting a document records."""
        return next((m.body for m in self.extractions[document].meetings if m.body), None)

    def day(self, document: int) -> str | None:
        """The day of a document: its meeting's, else the last on which something in it was said."""
        extraction = self.extractions[document]
        held = next((m.date for m in extraction.meetings if m.date), None)
        return held or next((e.said_on for e in extraction.events if e.said_on), None)


@lru_cache(maxsize=256)
def view_of(document: Document) -> View:
    """A document's folded text without line ends that mean nothing: 被害は[line end]九百人."""
    return view(document.text, page_furniture(document))


def sentence_of(document: Document, offset: int) -> Span:
    """The sentence that holds an offset, over line ends that mean nothing."""
    joined = view_of(document)
    sentence = sentence_at(joined.text, joined.position(offset))
    return joined.span(sentence.start, sentence.end)


def turn_at(extraction: Extraction, offset: int) -> Turn | None:
    """The turn that an offset lies in."""
    low, high = 0, len(extraction.turns)
    while low < high:
        middle = (low + high) // 2
        if extraction.turns[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    turn = extraction.turns[low - 1] if low else None
    return turn if turn is not None and offset < turn.end else None


def said_on(extraction: Extraction, offset: int) -> str | None:
    """The day of the meeting at an offset, or the day that a page gives itself."""
    for meeting in extraction.meetings:
        if meeting.start <= offset < meeting.end and meeting.date is not None:
            return meeting.date
    return next((event.said_on for event in extraction.events if event.said_on), None)


def home_of(pile: Pile, document: int) -> str:
    """The key of the municipality, or the body, whose meeting or page a document is."""
    extraction, body = pile.extractions[document], pile.body(document)
    printed = _ASSEMBLY.search(f"{body or ''}\n{extraction.document.text[:3_000]}")
    if printed is not None:
        return key(printed["town"])
    if body is not None:
        return key(body)
    named = Counter(
        name.canonical
        for name in extraction.organisations
        if name.canonical and _TOWN.search(name.canonical)
    )
    return key(named.most_common(1)[0][0]) if named else ""


_ASSEMBLY = re.compile(r"(?P<town>[一-鿿ヶケ々]{1,5}?[市町村区県])議会")
_TOWN = re.compile(r"[市町村区県]\Z")
