"""Topics and summaries made of the document's own characters: nothing is added, only left out.

A summary is a list of spans.  Whole clauses are kept, from the end of the sentence backwards, since
a Japanese sentence says last what it says; no cut goes through a number, a date or a name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from minutes.exchanges.asking import ASKED, heading, is_prompt
from minutes.exchanges.heads import is_heading
from minutes.exchanges.labels import evasions
from minutes.exchanges.questions import REPEATS, Question
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wants import without_prompt
from minutes.exchanges.wording import opener, stop_words
from minutes.schema import Document, Span

TOPIC, QUESTION, ANSWER = 24, 60, 120  # characters at most

_BREAK = re.compile(r"\s*[\r\n\f]\s*")
_ABOUT = re.compile(
    r"(?P<topic>[^、。（）()「」―─—]{2,60}?)(?:について|につきまして|に関して|に関しまして|に関する|に関わる|の件|の(?:御)?質問)"
)
_LETTERS = "一-鿿々〇ァ-ヶーA-Za-z0-9・"
# 賃金の引上げ ends with its kana, 引上 does not.
_NOUN = rf"(?:[{_LETTERS}]+(?:[りげきみえけしせれちび](?=[をがはにのへとで、。も]))?)"
_NOUNS = re.compile(rf"{_NOUN}(?:(?:の|に係る){_NOUN})*")
_OFFICE = re.compile(
    r"(?:長|大臣|長官|委員|議員|参考人|総理|知事|監事|事務局|理事者|当局|執行部|本市|当市|[省庁])\Z"
)
_POINTS = re.compile(r"(?:その|この|あの|[そこ]ういう|[そこ]うした|[そこあ][うあ]いった)")
_STARTS = re.compile(
    r"(?:[へをがはにのとで]の?|―|─|—|今の?|今回の|先ほどの|現在の|(?:その|この)(?:中|間|うち)の)+"
)
_LIGHT = re.compile(
    r"\A(?:程度|点|辺|面|皆|上|際|方|今|次|前|後|[0-9])|(?:皆|点|面|区域内|もの|こと)\Z"
)
_COUNTED = re.compile(r"\A[0-9一二三四五六七八九十]+(?:点|つ|項目|問)目?\Z")
_PARTICLE = re.compile(r"(?<=[はがをにでともの])(?=[一-鿿ァ-ヶA-Z0-9])")
_COMMA = re.compile(r"(?<=、)")
_ASKS = re.compile(r"か(?:どうか)?(?:[、。？?]|\Z)")


def quoted(document: Document, spans: Sequence[Span], joined: Set[int] = frozenset()) -> str:
    """The characters of spans, without line breaks, with … where something is left out between.

    Nothing is left out behind the offsets `joined`: what stands there is said by nobody.

    >>> quoted(Document("d", "p", "給食費は、当面、据え置きます。"), [Span(0, 5), Span(8, 15)])
    '給食費は、…据え置きます。'
    """
    parts = [_on_one_line(document.quote(span)) for span in spans]
    text = parts[0] if parts else ""
    for before, after, part in zip(spans, spans[1:], parts[1:], strict=False):
        gap = document.text[before.end : after.start].strip()
        text += part if not gap or before.end in joined else f"…{part}"
    return text


def _on_one_line(text: str) -> str:
    text = text.strip()
    return _BREAK.sub("", text) if len(text.splitlines()) > 1 else text


class Cutter:
    """Cuts sentences so that nothing that was resolved is cut through."""

    def __init__(self, document: Document, whole: Iterable[tuple[int, int]]) -> None:
        """`whole` are the spans of dates, counts and names."""
        self._text = document.text
        self._whole = sorted(whole)
        self._starts = [start for start, _ in self._whole]
        #: The ends of pieces behind which a page or a note cut in, and nothing was left out.
        self.joined: set[int] = set()

    def splits(self, offset: int) -> bool:
        """True if a cut before an offset would go through a mention."""
        at = bisect_right(self._starts, offset - 1) - 1
        near = self._whole[max(0, at - 2) : at + 1]
        return any(start < offset < end for start, end in near)

    def pieces(self, sentence: Sentence, first: int, last: int) -> tuple[Span, ...]:
        """The spans of a part of a sentence without the page furniture and notes that cut it."""
        start, end = sentence.offset(first), sentence.offset(last - 1) + 1
        if end - start == last - first:  # nothing cuts in
            return (Span(start, end),)
        found: list[Span] = []
        for before, after in pairwise(sentence.offsets(first, last)):
            if after - before < 2 or not self._text[before + 1 : after].strip():
                continue
            found.append(Span(start, before + 1))
            self.joined.add(before + 1)
            start = after
        return (*found, Span(start, end))

    def tail(self, sentence: Sentence, room: int) -> int:
        """Where the longest end of a sentence begins that begins at a clause and fits into `room`.

        Where no clause fits, it begins behind a particle; at worst the sentence's last characters.
        """
        size = len(sentence.text)
        start = _behind_opener(sentence)
        if size - start <= room:
            return start
        for pattern in (_COMMA, _PARTICLE):
            for match in pattern.finditer(sentence.text):
                at = match.start()
                if 4 < size - at <= room and not self.splits(sentence.offset(at)):
                    return at
        at = size - room
        while at < size - 1 and self.splits(sentence.offset(at)):
            at += 1
        return at


def _behind_opener(sentence: Sentence) -> int:
    """Where the sentence goes on behind 次に、 or また、."""
    word, _ = opener(sentence.text)
    return len(word) + 1 if word and sentence.text.startswith("、", len(word)) else 0


def question_spans(question: Question, cutter: Cutter) -> tuple[Span, ...]:
    """The excerpt of a question: what it asks, without the prompts behind it."""
    sentence = question.sentences[0]
    if len(question.sentences) > 1:
        asked = [s for s in question.sentences if not is_prompt(s)] or list(question.sentences)
        plain = [
            s
            for s in asked
            if (_ASKS.search(s.text) or ASKED.search(s.text)) and not REPEATS.search(s.text)
        ]
        sentence = (plain or asked)[-1]
    if len(sentence.text) - _behind_opener(sentence) > QUESTION:
        sentence = without_prompt(sentence)
    return cutter.pieces(sentence, cutter.tail(sentence, QUESTION), len(sentence.text))


def answer_spans(
    passage: Sequence[Sentence], scores: Sequence[float], reason: str, cutter: Cutter
) -> tuple[Span, ...]:
    """The excerpt of an answer: the sentence that decides the label, or that fits best, and more.

    `reason` is the reason of the label: where an answer evades, the evasion is what it says.
    """
    if len(passage) == 1:
        only = passage[0]
        return cutter.pieces(only, cutter.tail(only, ANSWER), len(only.text))
    told = [at for at, s in enumerate(passage) if not is_heading(s)] or list(range(len(passage)))
    decides = [at for at in told if reason in evasions(passage[at])]
    best = max(decides or told, key=lambda at: (scores[at] * (1 + 0.3 * at / len(passage)), at))
    start = cutter.tail(passage[best], ANSWER)
    kept = [(best, start)]
    room = ANSWER - (len(passage[best].text) - start)
    for other in (best + 1, best - 1):
        if other in told and len(passage[other].text) < room:
            kept.append((other, 0))
            room -= len(passage[other].text) + 1
    return tuple(
        span
        for at, start in sorted(kept)
        for span in cutter.pieces(passage[at], start, len(passage[at].text))
    )


def topic_span(question: Question, cutter: Cutter) -> Span | None:
    """A few words of the text that say what a question is about."""
    for sentence in (question.heading, *question.sentences, *reversed(question.context)):
        if sentence is None:
            continue
        found = _named(sentence, cutter) or _nouns(sentence, cutter)
        if found is not None:
            return found
    last = question.sentences[-1]
    return cutter.pieces(last, cutter.tail(last, TOPIC), len(last.text))[-1]


def _whole(sentence: Sentence, start: int, end: int, cutter: Cutter) -> Span | None:
    """The span of a part that stands in the source in one piece and cuts no mention."""
    pieces = cutter.pieces(sentence, start, end)
    span = pieces[0]
    if len(pieces) > 1 or cutter.splits(span.start) or cutter.splits(span.end):
        return None
    return span


def _named(sentence: Sentence, cutter: Cutter) -> Span | None:
    """What stands before について."""
    opener = _behind_opener(sentence)
    match = heading(sentence.text[opener:])
    if match is not None:
        first, last = match.start("topic") + opener, match.end("topic") + opener
    else:
        names = any(map(sentence.text.__contains__, ("につ", "に関", "の件", "質問")))
        match = _ABOUT.search(sentence.text, opener) if names else None
        if match is None:
            return None
        first, last = match.span("topic")
    first = _begin(sentence.text, first, last)
    topic = sentence.text[first:last]
    if len(topic) > TOPIC or _POINTS.search(topic) or re.search("[はがを]", topic):
        cut = _last_nouns(topic)
        if cut is None:
            return None
        first = first + cut
    if _empty(sentence, first, last):
        return None
    return _whole(sentence, first, last, cutter)


def _begin(text: str, first: int, last: int) -> int:
    """Where a topic begins, behind a particle that an insertion has left: ――への支払, 今の支払."""
    match = _STARTS.match(text, first)
    return match.end() if match is not None and match.end() < last else first


def _last_nouns(text: str) -> int | None:
    """Where the last noun phrase of a text begins, if it ends the text and is short enough."""
    last = None
    for match in _NOUNS.finditer(text):
        last = match
    if last is None or last.end() < len(text) or last.end() - last.start() > TOPIC:
        return None
    return last.start()


def _nouns(sentence: Sentence, cutter: Cutter) -> Span | None:
    """The longest noun phrase of a sentence that is about something."""
    found = [
        match
        for match in _NOUNS.finditer(sentence.text)
        if 3 <= match.end() - match.start() <= TOPIC
    ]
    found.sort(key=lambda match: match.start() - match.end())
    for match in found:
        empty = _empty(sentence, match.start(), match.end())
        span = None if empty else _whole(sentence, match.start(), match.end(), cutter)
        if span is not None:
            return span
    return None


def _empty(sentence: Sentence, start: int, end: int) -> bool:
    """True if a topic names nothing that is asked about: その点, 部長, 三点, half a word."""
    text = sentence.text[start:end]
    return (
        sentence.words_before(start) == sentence.words_before(end)
        or len(text) < 3
        or text in stop_words()
        or _OFFICE.search(text) is not None
        or _COUNTED.match(text) is not None
        or _LIGHT.search(text) is not None
        or _POINTS.match(text) is not None
    )
