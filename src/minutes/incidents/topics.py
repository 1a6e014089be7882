"""Which incident is spoken of where: mentions, and the topic that they set.

A sentence that names an incident's organisation or words sets the topic; it stays until another
incident is named or the meeting passes to another item.  A finding is weighed by the mentions in
its own words, then by those of its sentence, then by the topic.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from minutes.incidents.names import key, same
from minutes.incidents.types import Assignment, Definition, Ref
from minutes.schema import Extraction, Span
from minutes.text import fold, sentences

#: How much a mention weighs: of one of the organisations, of a word, of an organisation involved.
_ORGANISATION, _WORD, _INVOLVED = 2.0, 1.5, 0.4
#: Its weight in the finding's own words, in the rest of the sentence, and of the topic alone.
_OWN, _SENTENCE, _TOPIC, _FADED = 3.0, 1.0, 1.2, 0.6
_ENOUGH = 1.0
#: A topic fades when nothing of it has been named for so many characters.
_REACH, _LOST = 1_200, 5_000

# The meeting passes to another item; a mention in the same sentence decides what it is.
_ITEM = re.compile(
    r"(?:次に|続いて|続きまして|最後に|それでは|では|ほかに|まず|初めに|また|一方|なお)?、?"
    r"[^。、]{0,12}?"
    r"(?:議題|日程第|報告事項|報告第|議案第|大項目|案件|調査事項|付託案件|諮問第|陳情第|請願第)"
    r"[のを]?[0-9一二三四五六七八九十(「]"
    r"|[^。]{0,60}?(?:についてを議題|を議題と|の件を議題|質問を許し|質問を行い|質疑に入|休憩)"
)
_HEADING = re.compile(
    r"[ ]*(?:[0-9]{1,2}[ .、]|\([0-9一二三四五六七八九十]{1,2}\)|第[0-9一二三四五六七八九十]{1,3}[ 章節]"
    r"|[一二三四五六七八九十]{1,2}[ 、]|[■●◆【])"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that speak of incidents: which ones, how much they weigh, and what they are."""

    span: Span
    incidents: frozenset[str]
    weight: float
    says: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A stretch of a document under one topic: the incident, and the last place that named it."""

    span: Span
    incident: str | None
    named: int


class Vocabulary:
    """The organisations and words of all definitions, ready to be looked up."""

    def __init__(self, definitions: Sequence[Definition]) -> None:
        self.definitions = {definition.id: definition for definition in definitions}
        self._names: list[tuple[str, str, float]] = []
        words: dict[str, set[str]] = {}
        for definition in definitions:
            for weight, names in (
                (_ORGANISATION, definition.organisations),
                (_INVOLVED, definition.involved),
            ):
                self._names.extend((key(name), definition.id, weight) for name in names)
            for word in (*definition.words, *definition.organisations):
                words.setdefault(fold(word), set()).add(definition.id)
        self._words = {word: frozenset(ids) for word, ids in words.items()}
        longest = sorted(self._words, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest))) if longest else None
        self._known: dict[str, tuple[frozenset[str], float]] = {}

    def of_name(self, name: str) -> tuple[frozenset[str], float]:
        """The incidents that a name speaks of, with its weight."""
        if name not in self._known:
            mine = key(name)
            found = [(ident, weight) for known, ident, weight in self._names if same(known, mine)]
            best = max((weight for _, weight in found), default=0.0)
            ids = frozenset(ident for ident, weight in found if weight == best)
            self._known[name] = ids, best
        return self._known[name]

    def mentions(self, extraction: Extraction) -> list[Mention]:
        """Every mention in a document, in text order, longer ones first."""
        found: list[Mention] = []
        for name in extraction.organisations:
            ids, weight = self.of_name(name.canonical or name.text)
            if not ids:
                ids, weight = self.of_name(name.text)
            if ids:
                says = f"organisation {name.canonical or name.text}"
                found.append(Mention(name.span, ids, weight, says))
        taken = sorted(mention.span for mention in found)
        if self._pattern is not None:
            for match in self._pattern.finditer(fold(extraction.document.text)):
                span = Span(*match.span())
                at = bisect_right(taken, Span(span.start, 1 << 62)) - 1
                if at >= 0 and taken[at].covers(span):
                    continue
                found.append(
                    Mention(span, self._words[match.group()], _WORD, f"word {match.group()}")
                )
        return sorted(found, key=lambda mention: mention.span)


def _winner(mentions: Sequence[Mention]) -> str | None:
    """The incident that weighs most among mentions, if one does."""
    weights: dict[str, float] = {}
    for mention in mentions:
        if len(mention.incidents) == 1 and mention.weight > _INVOLVED:
            (ident,) = mention.incidents
            weights[ident] = weights.get(ident, 0.0) + mention.weight
    if not weights:
        return None
    best = max(weights.values())
    winners = [ident for ident, weight in weights.items() if weight == best]
    return winners[0] if len(winners) == 1 else None


def topics(extraction: Extraction, mentions: Sequence[Mention]) -> list[Topic]:
    """The topic of every sentence, in order."""
    text = extraction.document.text
    folded = fold(text)
    starts = [mention.span.start for mention in mentions]
    turns = [turn.start for turn in extraction.turns]
    current, named = None, -_LOST
    found: list[Topic] = []
    for sentence in sentences(text):
        inside = mentions[
            bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)
        ]
        winner = _winner(inside)
        if winner is not None:
            current, named = winner, inside[-1].span.start
        elif inside and current is not None and any(current in m.incidents for m in inside):
            named = inside[-1].span.start
        elif _passes_on(folded, sentence, bool(turns)):
            current = None
        if sentence.start - named > _LOST:
            current = None
        found.append(Topic(sentence, current, named))
    return found


def _passes_on(folded: str, sentence: Span, spoken: bool) -> bool:
    """True if the meeting, or a page, goes on to another item."""
    if _ITEM.match(folded, sentence.start, sentence.end):
        return True
    heading = sentence.length < 60 and "。" not in folded[sentence.start : sentence.end]
    return heading and not spoken and bool(_HEADING.match(folded, sentence.start, sentence.end))


class Reader:
    """What the findings of one document are weighed against."""

    def __init__(self, vocabulary: Vocabulary, extraction: Extraction) -> None:
        self.vocabulary = vocabulary
        self.mentions = vocabulary.mentions(extraction)
        self._starts = [mention.span.start for mention in self.mentions]
        self.topics = topics(extraction, self.mentions) if self.mentions else []
        self._sentences = [topic.span.start for topic in self.topics]

    def inside(self, span: Span) -> Sequence[Mention]:
        """The mentions in a span."""
        return self.mentions[
            bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)
        ]

    def topic_at(self, offset: int) -> Topic | None:
        """The topic of the sentence that holds an offset."""
        index = bisect_right(self._sentences, offset) - 1
        return self.topics[index] if index >= 0 else None

    def weigh(self, ref: Ref, span: Span, days: tuple[str, str] | None) -> Assignment | None:
        """The incident that a finding at a span belongs to, if one weighs enough and most.

        `days` are the first and last day that it can be dated to.
        """
        topic = self.topic_at(span.start)
        own = self.inside(span)
        around = [] if topic is None else [m for m in self.inside(topic.span) if m not in own]
        weights: dict[str, float] = {}
        used: dict[str, list[Mention]] = {}
        for factor, mentions in ((_OWN, own), (_SENTENCE, around)):
            for mention in mentions:
                for ident in mention.incidents:
                    # A word that several incidents share speaks for none of them.
                    share = mention.weight if len(mention.incidents) == 1 else 0.2
                    weights[ident] = weights.get(ident, 0.0) + factor * share
                    used.setdefault(ident, []).append(mention)
        if topic is not None and topic.incident is not None:
            near = span.start - topic.named <= _REACH
            strength = _TOPIC if near else _FADED
            weights[topic.incident] = weights.get(topic.incident, 0.0) + strength
        fitting = {i: w for i, w in weights.items() if w >= _ENOUGH and self._fits(i, days)}
        if not fitting:
            return None
        best = max(fitting.values())
        winners = [ident for ident, weight in fitting.items() if weight == best]
        if len(winners) > 1:
            return None
        ident = winners[0]
        grounds = list(dict.fromkeys(mention.says for mention in used.get(ident, [])))
        if topic is not None and topic.incident == ident:
            grounds.append("topic")
        if days is not None:
            grounds.append("window")
        places = tuple(dict.fromkeys(mention.span for mention in used.get(ident, [])))
        return Assignment(ident, ref, round(best, 2), tuple(grounds), places)

    def _fits(self, ident: str, days: tuple[str, str] | None) -> bool:
        if days is None:
            return True
        definition = self.vocabulary.definitions[ident]
        after = definition.since is None or days[1] >= definition.since
        return after and (definition.until is None or days[0] <= definition.until)
