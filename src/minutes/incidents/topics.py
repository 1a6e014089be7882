"""Which incident is spoken of where: mentions, and the topic that they set.

Each mention of an incident's organisations or words gives it weight, which fades from sentence to
sentence; the heaviest incident is the topic, so that a word on another one in passing changes
nothing.  When the meeting passes to another item, its first mention decides.  A finding is weighed
by the mentions in its own words, then by those of its sentence, then by the topic.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from minutes.incidents.named import edged, is_telling
from minutes.incidents.names import key, same
from minutes.incidents.types import Assignment, Definition, Ref
from minutes.schema import Extraction, Span
from minutes.text import fold, sentences

#: How much a mention weighs: of one of the organisations, of a word, of an organisation involved.
_ORGANISATION, _WORD, _INVOLVED = 2.0, 1.5, 0.3
#: Its weight in the finding's own words, in the rest of the sentence, and of the topic alone.
_OWN, _SENTENCE, _TOPIC, _FADED = 3.0, 1.0, 1.2, 0.6
#: The mention nearest to the predicate, the last in the finding's own words, counts for more.
_NEAREST = 1.5
_ENOUGH = 1.0
#: What is left of a mention's weight a sentence later, and the most that can add up.
_KEEPS, _FULL = 0.96, 6.0
#: A topic fades when nothing of it has been named for so many characters.
_REACH, _LOST = 2_000, 5_000
#: A page has one subject if an incident has this share of all weight.
_SUBJECT = 0.7

# The meeting passes to another item; a mention in the same sentence decides what it is.
_ITEM = re.compile(
    r"[ ]*(?:次に|続いて|続きまして|最後に|それでは|では|ほかに|まず|初めに|また|一方|なお)?、?"
    r"[^。、]{0,12}?"
    r"(?:議題|日程第|報告事項|報告第|議案第|大項目|案件|調査事項|付託案件|諮問第|陳情第|請願第)"
    r"[のを]?[0-9一二三四五六七八九十(「]"
    r"|[^。]{0,60}?(?:についてを議題|を議題と|の件を議題|質問を許し|質問を行い|質問を終わ)"
)
# A speaker turns to something that he names: 次に、十月に起きました…の事案でございます.
_TURNS_TO = re.compile(
    r"[ ]*(?:次に|続いて|続きまして|最後に|残りの時間で)、?[^。]{0,60}?"
    r"(?:の事案|の件|について|一問だけ)"
)
# A paragraph that adds another matter is of the topic only if it names it.
_ADDS = re.compile(r"[ ]*(?:また|それと|もう[一1]つ|もう[一1]点|ちなみに)、")
_HEADING = re.compile(
    r"[ ]*(?:[0-9]{1,2}[ .、](?![ ]?[0-9])|\([0-9一二三四五六七八九十]{1,2}\)"
    r"|第[0-9一二三四五六七八九十]{1,3}[ 章節]"
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
    adds: bool = False


class Vocabulary:
    """The organisations and words of all definitions, ready to be looked up."""

    def __init__(self, definitions: Sequence[Definition]) -> None:
        """Make one pattern of all words."""
        self.definitions = {definition.id: definition for definition in definitions}
        self._names: list[tuple[str, str, float]] = []
        words: dict[str, set[str]] = {}
        weights: dict[str, float] = {}
        for definition in definitions:
            for weight, names in (
                (_ORGANISATION, definition.organisations),
                (_INVOLVED, definition.involved),
            ):
                self._names.extend((key(name), definition.id, weight) for name in names)
            for weight, listed in (
                (_ORGANISATION, definition.organisations),
                (_WORD, definition.words),
            ):
                for word in map(fold, listed):
                    words.setdefault(word, set()).add(definition.id)
                    weights[word] = max(weight, weights.get(word, 0.0))
        self._words = {word: frozenset(ids) for word, ids in words.items()}
        self._weights = weights
        longest = sorted(self._words, key=len, reverse=True)
        bare: dict[str, set[str]] = {}
        patterns = [re.escape(word) for word in longest]
        # 株式会社ミナト電算 is called ミナト電算, too, where its legal form is no news.
        for name, ident, weight in self._names:
            if name not in self._words and is_telling(name):
                bare.setdefault(name, set()).add(ident)
                weights[name] = max(weight, weights.get(name, 0.0))
        self._words.update((word, frozenset(ids)) for word, ids in bare.items())
        patterns += [edged(word) for word in sorted(bare, key=lambda word: (-len(word), word))]
        self._pattern = re.compile("|".join(patterns)) if patterns else None
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
                at = bisect_right(taken, Span(span.end, -1)) - 1
                if at >= 0 and taken[at].overlaps(span):
                    continue
                word = match.group()
                weight = self._weights[word]
                found.append(Mention(span, self._words[word], weight, f"word {word}"))
        return sorted(found, key=lambda mention: mention.span)


def _weights(mentions: Sequence[Mention]) -> dict[str, float]:
    """The weight of each incident that mentions speak of alone."""
    weights: dict[str, float] = {}
    for mention in mentions:
        if len(mention.incidents) == 1 and mention.weight > _INVOLVED:
            (ident,) = mention.incidents
            weights[ident] = weights.get(ident, 0.0) + mention.weight
    return weights


def _heaviest(weights: dict[str, float]) -> str | None:
    """The incident with the most weight, if no other has as much."""
    best = max(weights.values(), default=0.0)
    winners = [ident for ident, weight in weights.items() if weight == best > 0.2]
    return winners[0] if len(winners) == 1 else None


def subject(extraction: Extraction, mentions: Sequence[Mention]) -> str | None:
    """The incident that a page without speeches is about, if it is about one."""
    if extraction.turns:
        return None
    weights = _weights(mentions)
    best = _heaviest(weights)
    return best if best is not None and weights[best] >= _SUBJECT * sum(weights.values()) else None


def topics(extraction: Extraction, mentions: Sequence[Mention]) -> list[Topic]:
    """The topic of every sentence, in order."""
    text = extraction.document.text
    folded, base = fold(text), subject(extraction, mentions)
    starts = [mention.span.start for mention in mentions]
    weights: dict[str, float] = {}
    named, adds = -_LOST, False
    found: list[Topic] = []
    for sentence in sentences(text):
        first = bisect_left(starts, sentence.start)
        inside = mentions[first : bisect_left(starts, sentence.end)]
        new = _weights(inside)
        passes = _passes_on(folded, sentence, bool(extraction.turns))
        turns = bool(new) and _TURNS_TO.match(folded, sentence.start, sentence.end)
        if passes or turns or sentence.start - named > _LOST:
            weights = {}
        if sentence.start == 0 or text[sentence.start - 1] == "\n" or new:
            adds = not inside and bool(_ADDS.match(folded, sentence.start, sentence.end))
        weights = {ident: weight * _KEEPS for ident, weight in weights.items()}
        for ident, weight in new.items():
            weights[ident] = min(_FULL, weights.get(ident, 0.0) + weight)
        topic = _heaviest(weights)
        if topic is not None and any(topic in mention.incidents for mention in inside):
            named = inside[-1].span.start
        if topic is None and base is not None:
            topic, named = base, sentence.start
        found.append(Topic(sentence, topic, named, adds))
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
        """Find the mentions and the topics."""
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
        nearest = own[-1] if own else None
        weights: dict[str, float] = {}
        used: dict[str, list[Mention]] = {}
        for factor, mentions in ((_OWN, own), (_SENTENCE, around)):
            for mention in mentions:
                for ident in mention.incidents:
                    # A word that several incidents share speaks for none of them.
                    share = mention.weight if len(mention.incidents) == 1 else 0.2
                    if mention is nearest and share > _INVOLVED:
                        share *= _NEAREST
                    weights[ident] = weights.get(ident, 0.0) + factor * share
                    used.setdefault(ident, []).append(mention)
        if topic is not None and topic.incident is not None:
            near = span.start - topic.named <= _REACH and not topic.adds
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
