"""Topics and summaries made of the document's own characters: nothing is added, only left out.

A summary is a list of spans.  Whole clauses are kept, from the end of the sentence backwards, since
a Japanese sentence says last what it says; no cut goes through a number, a date or a name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from minutes.exchanges.asking import HEADING, is_heading, is_prompt
from minutes.exchanges.questions import Question
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wants import without_prompt
from minutes.exchanges.wording import openers, stop_words
from minutes.schema import Document, Span

TOPIC, QUESTION, ANSWER = 24, 60, 120  # characters at most

_BREAK = re.compile(r"\s*[\r\n\f]\s*")
_ABOUT = re.compile(
    r"(?P<topic>[^、。（）()「」]{2,60}?)(?:について|につきまして|に関して|に関しまして|に関する|に関わる|の件|の(?:御)?質問)"
)
_NOUNS = re.compile(
    r"(?:[一-鿿々〇ァ-ヶーA-Za-z0-9・]{2,}|[一-鿿])(?:(?:の|に係る)[一-鿿々〇ァ-ヶーA-Za-z0-9・]{2,})*"
)
_PARTICLE = re.compile(r"(?<=[はがをにでともの])(?=[一-鿿ァ-ヶA-Z0-9])")
_COMMA = re.compile(r"(?<=、)")


def quoted(document: Document, spans: Sequence[Span]) -> str:
    """The characters of spans, without line breaks, with … where something is left out between.

    >>> quoted(Document("d", "p", "給食費は、当面、据え置きます。"), [Span(0, 5), Span(8, 15)])
    '給食費は、…据え置きます。'
    """
    parts = [_BREAK.sub("", document.quote(span)).strip() for span in spans]
    text = parts[0] if parts else ""
    for before, after, part in zip(spans, spans[1:], parts[1:], strict=False):
        gap = document.text[before.end : after.start].strip()
        text += part if not gap else f"…{part}"
    return text


class Cutter:
    """Cuts sentences so that nothing that was resolved is cut through."""

    def __init__(self, whole: Sequence[Span]) -> None:
        """`whole` are the spans of dates, counts and names."""
        self._whole = sorted(whole)
        self._starts = [span.start for span in self._whole]

    def _splits(self, offset: int) -> bool:
        """True if a cut before an offset would go through a mention."""
        at = bisect_right(self._starts, offset - 1) - 1
        return any(span.start < offset < span.end for span in self._whole[max(0, at - 2) : at + 1])

    def tail(self, sentence: Sentence, room: int) -> Span:
        """The longest end of a sentence that begins at a clause and fits into `room` characters.

        Where no clause fits, it begins behind a particle; at worst the sentence's last characters.
        """
        size = len(sentence.text)
        start = _behind_opener(sentence)
        if size - start <= room:
            return sentence.part(start, size).span
        for pattern in (_COMMA, _PARTICLE):
            for match in pattern.finditer(sentence.text):
                at = match.start()
                if 4 < size - at <= room and not self._splits(sentence.offsets[at]):
                    return sentence.part(at, size).span
        at = size - room
        while at < size - 1 and self._splits(sentence.offsets[at]):
            at += 1
        return sentence.part(at, size).span

    def summary(self, sentences: Sequence[Sentence], room: int) -> tuple[Span, ...]:
        """The spans of an excerpt: the last of the sentences whole or cut, more while they fit."""
        kept: list[Span] = []
        for sentence in reversed(sentences):
            span = self.tail(sentence, room)
            if kept and span.length > room:
                break
            kept.insert(0, span)
            room -= span.length + 1
            if room < 12:
                break
        return tuple(kept)


def _behind_opener(sentence: Sentence) -> int:
    """Where the sentence goes on behind 次に、 or また、."""
    for word, _ in openers():
        if sentence.text.startswith(f"{word}、"):
            return len(word) + 1
    return 0


def question_spans(question: Question, cutter: Cutter) -> tuple[Span, ...]:
    """The excerpt of a question: what it asks, without the prompts behind it."""
    asked = [s for s in question.sentences if not is_prompt(s)] or list(question.sentences)
    return cutter.summary([without_prompt(asked[-1])], QUESTION)


def answer_spans(
    passage: Sequence[Sentence], scores: Sequence[float], cutter: Cutter
) -> tuple[Span, ...]:
    """The excerpt of an answer: the sentences that fit the question best, in their order."""
    told = [at for at, s in enumerate(passage) if not is_heading(s)] or list(range(len(passage)))
    best = max(told, key=lambda at: (scores[at] * (1 + 0.3 * at / len(passage)), at))
    kept = cutter.summary([passage[best]], ANSWER)
    room = ANSWER - sum(span.length for span in kept)
    for other in (best + 1, best - 1):
        if other in told and passage[other].span.length <= room:
            kept = tuple(sorted((*kept, passage[other].span)))
            room -= passage[other].span.length
    return kept


def topic_span(question: Question, cutter: Cutter) -> Span | None:
    """A few words of the text that say what a question is about."""
    for sentence in (question.heading, *question.sentences, *reversed(question.context)):
        if sentence is None:
            continue
        found = _named(sentence) or _nouns(sentence)
        if found is not None:
            return found
    return cutter.tail(question.sentences[0], TOPIC)


def _named(sentence: Sentence) -> Span | None:
    """What stands before について."""
    start = _behind_opener(sentence)
    match = HEADING.match(sentence.text[start:]) or _ABOUT.search(sentence.text, start)
    if match is None:
        return None
    first = match.start("topic") + (start if match.re is HEADING else 0)
    last = match.end("topic") + (start if match.re is HEADING else 0)
    words = [word for at, word in sentence.words if first <= at < last]
    if not words or _empty(sentence.text[first:last]):
        return None
    if last - first > TOPIC:
        cut = _last_nouns(sentence.text[first:last])
        if cut is None:
            return None
        first = first + cut
    return sentence.part(first, last).span


def _last_nouns(text: str) -> int | None:
    """Where the last noun phrase of a text begins, if it ends the text and is short enough."""
    last = None
    for match in _NOUNS.finditer(text):
        last = match
    if last is None or last.end() < len(text) or last.end() - last.start() > TOPIC:
        return None
    return last.start()


def _nouns(sentence: Sentence) -> Span | None:
    """The longest noun phrase of a sentence that is about something."""
    best: tuple[int, int, int] | None = None
    for match in _NOUNS.finditer(sentence.text):
        length = match.end() - match.start()
        words = [w for at, w in sentence.words if match.start() <= at < match.end()]
        if words and 3 <= length <= TOPIC and (best is None or length > best[0]):
            best = (length, match.start(), match.end())
    return sentence.part(best[1], best[2]).span if best else None


def _empty(text: str) -> bool:
    """True if a topic names nothing: その点, こちら."""
    return (
        len(text) < 3
        or text in stop_words()
        or re.match(r"(?:その|この|それ|これ|そう)", text) is not None
    )
