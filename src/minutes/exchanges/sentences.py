"""The sentences of a speech, without stage notes and broken lines, each with its way back.

A speech of a printed page is cut by line ends, page furniture and interjections; what is asked and
answered is read from the sentence as it was said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from minutes.exchanges.wording import stop_words
from minutes.nlp import Tokens, tokenize
from minutes.schema import Note, Span, Turn
from minutes.text import View

_OPEN, _CLOSE = frozenset("「『"), frozenset("」』")
_QUOTED = 300  # a quotation that is longer has lost its closing bracket
_EVENT = re.compile(r"[「『」』\n]|[。！？!?][。！？!?」』)〕]*+")
_LONGEST = 4_000  # a sentence without a full stop is cut here
_BREAK = re.compile(r"[ \t]*(?:\r\n|[\r\n\f])[\s]*+")
_LINE = 15  # a line this short that ends without a full stop is a heading
#: An interjection or a stage direction inside a speech, in folded text.
NOTE = re.compile(
    r"[(〔\[][^()〔〕\[\]\n]{0,80}?(?:拍手|呼ぶ|発言する|起立|挙手|笑声|私語|登壇|降壇|着席)[^()〔〕\[\]\n]{0,40}[)〕\]]"
)

#: Parts of speech that carry what a sentence is about.
_CONTENT = frozenset(["名詞", "動詞", "形容詞", "形状詞"])
_EMPTY = frozenset(["数詞", "助動詞語幹"])


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was said up to a full stop: `text` is folded and joined, `span` is in the source.

    `words` are its content lemmas, each with where it begins in `text`; `places` are the positions
    of its characters in the joined text of `view`; `paragraph` is true if a line begins with it.
    """

    turn: int
    span: Span
    text: str
    words: tuple[tuple[int, str], ...] = ()
    paragraph: bool = False
    places: Sequence[int] = field(default=(), repr=False)
    view: View | None = field(default=None, repr=False, compare=False)

    @property
    def lemmas(self) -> tuple[str, ...]:
        """Its content words, in order."""
        return tuple(lemma for _, lemma in self.words)

    @property
    def bare(self) -> str:
        """The sentence without its full stop."""
        return self.text.rstrip("。！？!? ")

    def offset(self, index: int) -> int:
        """The source offset of a character of `text`."""
        place = self.places[index]
        return place if self.view is None else self.view.offset(place)

    def part(self, start: int, end: int) -> Sentence:
        """A part of the sentence, with its share of the content words."""
        return Sentence(
            self.turn,
            Span(self.offset(start), self.offset(end - 1) + 1),
            self.text[start:end],
            tuple((at - start, lemma) for at, lemma in self.words if start <= at < end),
            self.paragraph and start == 0,
            self.places[start:end],
            self.view,
        )


def alone(text: str, *, paragraph: bool = False) -> Sentence:
    """A sentence that stands in no document, with its content words.

    >>> alone("遊具の点検を急ぐ考えはありますか。").lemmas
    ('遊具', '点検', '急ぐ')
    """
    tokens = tokenize(text)
    places = range(len(tokens.view.text))
    span = Span(0, len(places))
    words = _words(tokens, places) if places else ()
    return Sentence(0, span, tokens.view.text, words, paragraph, tuple(places))


def _pieces(turn: Turn, notes: Sequence[Span], tokens: Tokens) -> list[Span]:
    """The view spans of a speech that are said by its speaker."""
    view = tokens.view
    start, end = view.position(turn.speech_start), view.position(turn.end)
    pieces = []
    for note in notes:
        first, last = view.position(note.start), view.position(note.end)
        if first >= start:
            pieces.append(Span(start, first))
        start = max(start, last)
    pieces.append(Span(start, end))
    return [rest for piece in pieces for rest in _spoken(view.text, piece)]


def _spoken(text: str, piece: Span) -> Iterator[Span]:
    """The parts of a stretch between the interjections that stand in it."""
    start = piece.start
    for match in NOTE.finditer(text, piece.start, piece.end):
        if start < match.start():
            yield Span(start, match.start())
        start = match.end()
    if start < piece.end:
        yield Span(start, piece.end)


def _joined(text: str, pieces: Sequence[Span]) -> tuple[str, list[int], set[int]]:
    """The characters said, the view position of each, and where paragraphs begin.

    A line break stays as a newline where it ends something, and goes where it cuts a sentence.
    """
    chars: list[str] = []
    places: list[int] = []
    paragraphs: set[int] = set()
    for piece in pieces:
        position = piece.start
        for match in _BREAK.finditer(text, piece.start, piece.end):
            chars.append(text[position : match.start()])
            places.extend(range(position, match.start()))
            last = chars[-1]
            if last and last[-1] not in "。！？!?」』)〕" and len(last) < _LINE:
                chars.append("\n")
                places.append(match.start())
            paragraphs.add(len(places))
            position = match.end()
        chars.append(text[position : piece.end])
        places.extend(range(position, piece.end))
    return "".join(chars), places, paragraphs


def _cuts(text: str) -> list[int]:
    """Where the sentences of a text end; a full stop inside a quotation ends none."""
    cuts: list[int] = []
    last, opened = 0, -1
    for match in _EVENT.finditer(text):
        at, char = match.start(), match.group()[0]
        if at < last:
            continue
        while at - last > _LONGEST:
            last += _LONGEST
            cuts.append(last)
            opened = -1
        if char in _OPEN:
            opened = at if opened < 0 else opened
        elif char in _CLOSE:
            opened = -1
        elif char == "\n" or opened < 0 or at - opened > _QUOTED:
            last, opened = match.end(), -1
            cuts.append(last)
    while len(text) - last > _LONGEST:
        last += _LONGEST
        cuts.append(last)
    if last < len(text):
        cuts.append(len(text))
    return cuts


def _words(tokens: Tokens, places: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """The content lemmas among view positions, each with its index."""
    stop = stop_words()
    found = []
    for index in tokens.within(places[0], places[-1] + 1):
        feature = tokens.features[index]
        if feature.pos1 not in _CONTENT or feature.pos2 in _EMPTY:
            continue
        lemma = feature.lemma or tokens.surface(index)
        if lemma in stop or (len(lemma) == 1 and "ぁ" <= lemma <= "ん"):
            continue
        if feature.pos2 == "非自立可能" and feature.pos1 == "動詞":
            continue
        found.append((bisect_left(places, tokens.starts[index]), lemma))
    return tuple(found)


def sentences_of(
    index: int, turn: Turn, notes: Sequence[Note], tokens: Tokens, *, with_words: bool = True
) -> tuple[Sentence, ...]:
    """The sentences of a turn, in order; `notes` are those that lie in it.

    Without `with_words` their content words are left out, for who reads only what is said.

    >>> from minutes.nlp import tokenize
    >>> speech = "○三枝委員　資料です。遊具の点検を早める考えと、その\\n　　時期はいつですか。"
    >>> turn = Turn(0, len(speech), 6, "○三枝委員", "三枝", "委員")
    >>> [s.text for s in sentences_of(0, turn, (), tokenize(speech))]
    ['資料です。', '遊具の点検を早める考えと、その時期はいつですか。']
    """
    noted = [Span(n.start, n.end) for n in notes if n.end > turn.speech_start]
    text, places, paragraphs = _joined(tokens.view.text, _pieces(turn, noted, tokens))
    found, start = [], 0
    fresh = False
    marks = sorted(paragraphs)
    for cut in _cuts(text):
        first, last = start, cut
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        at = bisect_left(marks, start)
        fresh = fresh or start == 0 or (at < len(marks) and marks[at] <= first)
        if first < last:
            inside = places[first:last]
            offset = tokens.view.offset
            span = Span(offset(inside[0]), offset(inside[-1]) + 1)
            words = _words(tokens, inside) if with_words else ()
            said = text[first:last]
            found.append(Sentence(index, span, said, words, fresh, inside, tokens.view))
            fresh = False
        start = cut
    return tuple(found)
