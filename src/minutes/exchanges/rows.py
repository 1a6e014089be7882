"""Questions and their passages as exchanges: the span to quote, the label, the excerpts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from minutes.exchanges.asked import ASKS, UNANSWERED, Answer, Asked
from minutes.exchanges.excerpts import Cutter, answer_spans, question_spans, quoted, topic_span
from minutes.exchanges.labels import judge
from minutes.exchanges.sentences import Sentence
from minutes.schema import Count, Date, Document, Exchange, Span, Turn

_QUOTE = 400  # an answer is quoted at its heart, at most this long
_FIRST = 0.6  # the first answer is the answer, unless a later one fits much better
_RESTATES = re.compile(
    r"(?:という(?:よう|こと)?[なの]?|の)(?:御|お)?(?:質問|尋ね|質疑|話)(?:で|に|が|です|、)"
)
_OTHER = 0.3  # likeness of a second answer, by someone else, that makes a row


@dataclass(frozen=True, slots=True)
class Found:
    """What the rows need of a document; dates and counts in text order."""

    document: Document
    turns: Sequence[Turn]
    dates: Sequence[Date]
    counts: Sequence[Count]
    cutter: Cutter
    date_starts: list[int] = field(repr=False)
    count_starts: list[int] = field(repr=False)

    def speaker(self, turn: int) -> str | None:
        """Who speaks: the name, or the office."""
        return self.turns[turn].speaker or self.turns[turn].position

    def dates_in(self, span: Span) -> Sequence[Date]:
        """The dates that begin in a span."""
        first, last = (bisect_left(self.date_starts, offset) for offset in span)
        return self.dates[first:last]

    def counts_in(self, span: Span) -> Sequence[Count]:
        """The counts that begin in a span."""
        first, last = (bisect_left(self.count_starts, offset) for offset in span)
        return self.counts[first:last]


def exchanges_of(asked: Sequence[Asked], found: Found) -> tuple[Exchange, ...]:
    """The exchanges, in the order of the questions."""
    rows = [row for one in asked for row in _rows(one, found)]
    rows.sort(key=lambda row: (row.question, row.answer or Span(0, 0)))
    kept: list[Exchange] = []
    for row in rows:
        if not kept or (kept[-1].question, kept[-1].answer) != (row.question, row.answer):
            kept.append(row)
    return tuple(kept)


def _rows(asked: Asked, found: Found) -> list[Exchange]:
    """One row per answer; none for a wish that nobody answers."""
    if not asked.answers:
        if asked.question.strength < UNANSWERED:
            return []
        if asked.again is not None and asked.again.answers:
            late = _answered(asked, asked.again.answers, found)[:1]
            if late and late[0].answered == "yes":
                return late  # he was silent at first, and answered when he was asked again
        if asked.question.waived:
            return [_row(asked, found, None, ("not-needed", "not-needed"), 0.8)]
        reason, confidence = ("not-found", 0.4) if asked.heard else ("none-given", 0.8)
        return [_row(asked, found, None, ("no", reason), confidence)]
    return _answered(asked, asked.answers, found)


def _answered(asked: Asked, answers: Sequence[Answer], found: Found) -> list[Exchange]:
    """A row for the best of the answers, and for those of others that fit as well."""
    most = max(answer.weight for answer in answers)
    best = next(answer for answer in answers if answer.weight >= _FIRST * most)
    rows = []
    for answer in answers:
        other = found.speaker(answer.turn) != found.speaker(best.turn)
        if answer is best or (other and max(answer.scores) >= _OTHER):
            passage, scores = _heart(answer)
            span = _span(passage)
            label = judge(asked.question, passage, found.dates_in(span), found.counts_in(span))
            confidence = min(0.95, 0.35 + max(answer.scores)) if answer.sure else 0.45
            rows.append(_row(asked, found, (passage, scores), label, confidence))
    return rows


def _row(
    asked: Asked,
    found: Found,
    answer: tuple[tuple[Sentence, ...], tuple[float, ...]] | None,
    label: tuple[str, str],
    confidence: float,
) -> Exchange:
    question, document = asked.question, found.document
    topic = topic_span(question, found.cutter)
    words = quoted(document, [topic]) if topic else None
    said = question_spans(question, found.cutter)
    told = answer_spans(*answer, label[1], found.cutter) if answer else ()
    turn = answer[0][0].turn if answer else None
    remark = asked.remark or question.strength < ASKS
    return Exchange(
        question_turn=question.turn,
        answer_turn=turn,
        asker=found.speaker(question.turn),
        question=question.span,
        answerer=None if turn is None else found.speaker(turn),
        answer=_span(answer[0]) if answer else None,
        answered=label[0],
        reason=label[1],
        confidence=round(confidence, 2),
        topic=f"comment: {words}" if remark and words else words,
        summary=" → ".join(
            quoted(document, spans, found.cutter.joined) for spans in (said, told) if spans
        ),
        topic_span=topic,
        question_spans=said,
        answer_spans=told,
    )


def _span(sentences: Sequence[Sentence]) -> Span:
    return Span(sentences[0].span.start, sentences[-1].span.end)


def _length(sentences: Sequence[Sentence]) -> int:
    """The characters that were said, without the blanks of a printed page."""
    return sum(len(sentence.text) for sentence in sentences)


def _heart(answer: Answer) -> tuple[tuple[Sentence, ...], tuple[float, ...]]:
    """The passage and its scores, or of a long one the stretch that fits best and can be quoted."""
    sentences, scores = answer.sentences, answer.scores
    if _length(sentences) <= _QUOTE:
        return sentences, scores
    for at in range(1, len(sentences) - 1):
        if _RESTATES.search(sentences[at].text):  # 有効であったかというお尋ねでございますが、
            return _heart(Answer(sentences[at:], scores[at:], answer.sure))
    best, first, last = -1.0, 0, 0
    end, total = 0, 0.0
    for start in range(len(sentences)):
        if end < start:
            end, total = start, 0.0
        while end < len(sentences) and _length(sentences[start : end + 1]) <= _QUOTE:
            total += scores[end]
            end += 1
        if end > start and total > best + 1e-9:
            best, first, last = total, start, end
        if end > start:
            total -= scores[start]
    if last == first:  # every sentence is longer than a quotation
        first = max(range(len(sentences)), key=scores.__getitem__)
        last = first + 1
    return sentences[first:last], scores[first:last]
