"""The sentences of a speech, without stage notes and broken lines, each with its way back.

A speech of a printed page is cut by line ends, page furniture and interjections; what is asked and
answered is read from the sentence as it was said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from minutes.exchanges.content import Content
from minutes.nlp import Tokens, tokenize
from minutes.schema import Note, Span, Turn
from minutes.text import View

_OPEN, _CLOSE = frozenset("「『"), frozenset("」』")
_QUOTED = 300  # a quotation that is longer has lost its closing bracket
_EVENT = re.compile(r"[「『」』\n。！？!?](?:(?<=[。！？!?])[。！？!?」』)〕]*+)?")
_LONGEST = 4_000  # a sentence without a full stop is cut here
_BREAK = re.compile(r"[\r\n\f]\s*+")
_LINE = 15  # a line this short that ends without a full stop is a heading
#: An interjection or a stage direction inside a speech, in folded text.
NOTE = re.compile(
    r"[(〔\[][^()〔〕\[\]\n]{0,80}?(?:拍手|呼ぶ|発言する|起立|挙手|笑声|私語|登壇|降壇|着席)[^()〔〕\[\]\n]{0,40}[)〕\]]"
)

_STOPS = "。！？!? "


@dataclass(slots=True, eq=False)
class Sentence:
    """What was said up to a full stop: `text` is folded and joined, `span` is in the source.

    `bare` is the text without its full stop; `lemmas` are its content words, and `begins` where
    each begins in the view; `places` are the positions of its characters there; `paragraph` is
    true if a line begins with it.  `evidence` keeps its `features` here; nobody changes the rest:
    it is not frozen because setting the fields of a frozen one takes three times as long.
    """

    turn: int
    span: Span
    text: str
    bare: str
    lemmas: tuple[str, ...] = ()
    begins: list[int] = field(default_factory=list, repr=False)
    paragraph: bool = False
    places: Sequence[int] = field(default=(), repr=False)
    view: View | None = field(default=None, repr=False)
    features: tuple[str, ...] = field(default=(), repr=False)

    def offset(self, index: int) -> int:
        """The source offset of a character of `text`."""
        place = self.places[index]
        return place if self.view is None else self.view.offset(place)

    def offsets(self, start: int, end: int) -> Sequence[int]:
        """The source offsets of the characters of a part of `text`."""
        places = self.places[start:end]
        return places if self.view is None else self.view.offsets(places)

    def words_before(self, index: int) -> int:
        """How many of the content words begin before a character of `text`."""
        if index <= 0:
            return 0
        if index >= len(self.text):
            return len(self.lemmas)
        return bisect_right(self.begins, self.places[index - 1])

    def counted(self) -> list[int]:
        """Where each content word begins, in characters of what was said."""
        places = self.places
        if isinstance(places, range):  # nothing cuts in: but for where it starts, as in the view
            return self.begins
        return [bisect_left(places, at) for at in self.begins]

    def part(self, start: int, end: int) -> Sentence:
        """A part of the sentence, with its share of the content words."""
        text = self.text[start:end]
        words = slice(self.words_before(start), self.words_before(end))
        return Sentence(
            self.turn,
            Span(self.offset(start), self.offset(end - 1) + 1),
            text,
            text.rstrip(_STOPS),
            self.lemmas[words],
            self.begins[words],
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
    folded = tokens.view.text
    places = range(len(folded))
    lemmas, begins = Content(tokens, 0, len(folded)).within(places) if places else ((), [])
    bare = folded.rstrip(_STOPS)
    return Sentence(0, Span(0, len(places)), folded, bare, lemmas, begins, paragraph, places)


def _within(text: str, start: int, end: int) -> tuple[int, int]:
    """The ends of a speech without the brackets around the whole of it: 会長「開会する。」."""
    last = end
    while last > start and text[last - 1].isspace():
        last -= 1
    depth = 0
    for at in range(start, last):
        depth += (text[at] == "「") - (text[at] == "」")
        if depth == 0:
            return (start + 1, at) if at == last - 1 else (start, end)
    return start, end


def _pieces(turn: Turn, notes: Sequence[Span], tokens: Tokens) -> list[Span]:
    """The view spans of a speech that are said by its speaker."""
    view = tokens.view
    start, end = view.position(turn.speech_start), view.position(turn.end)
    if view.text.startswith("「", start):
        start, end = _within(view.text, start, end)
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


@dataclass(frozen=True, slots=True)
class _Said:
    """The characters said in a speech, and the way from them to the view.

    They are runs of the view: run i begins at ``starts[i]`` in `text` and at ``places[i]`` in the
    view.  `paragraphs` are where paragraphs begin in `text`.
    """

    text: str
    starts: list[int]
    places: list[int]
    paragraphs: list[int]

    def positions(self, start: int, end: int) -> Sequence[int]:
        """The view positions of ``text[start:end]``: a range where no run ends in it."""
        run = bisect_right(self.starts, start) - 1
        stop = bisect_left(self.starts, end)
        if stop == run + 1:
            shift = self.places[run] - self.starts[run]
            return range(start + shift, end + shift)
        found: list[int] = []
        for at, until in pairwise((*self.starts[run:stop], end)):
            shift = self.places[run] - at
            found.extend(range(max(at, start) + shift, until + shift))
            run += 1
        return found


def _joined(text: str, pieces: Sequence[Span]) -> _Said:
    """What was said in pieces of the view.

    A line break stays as a newline where it ends something, and goes where it cuts a sentence.
    """
    chars: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    paragraphs: list[int] = []
    size = 0
    for piece in pieces:
        position = piece.start
        for match in _BREAK.finditer(text, piece.start, piece.end):
            line = text[position : match.start()].rstrip(" \t")
            if line and line[-1] not in "。！？!?」』)〕" and len(line) < _LINE:
                line += "\n"  # stands for the blank or break at the end
            starts.append(size)
            places.append(position)
            chars.append(line)
            size += len(line)
            paragraphs.append(size)
            position = match.end()
        starts.append(size)
        places.append(position)
        chars.append(text[position : piece.end])
        size += piece.end - position
    return _Said("".join(chars), starts, places, paragraphs)


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
        elif match.group()[-1] in _CLOSE:
            opened = -1  # 「点検は済んだ。」、と書いてあります。
    while len(text) - last > _LONGEST:
        last += _LONGEST
        cuts.append(last)
    if last < len(text):
        cuts.append(len(text))
    return cuts


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
    view = tokens.view
    pieces = _pieces(turn, noted, tokens)
    told = _joined(view.text, pieces)
    text, marks = told.text, told.paragraphs
    content = Content(tokens, pieces[0].start, pieces[-1].end) if with_words and pieces else None
    lemmas: tuple[str, ...] = ()
    begins: list[int] = []
    whole = len(told.starts) == 1  # no line ends in the speech
    shift = told.places[0] if whole else 0
    found, start = [], 0
    fresh = False
    for cut in _cuts(text):
        said = text[start:cut]
        first = start + len(said) - len(said.lstrip()) if said[0].isspace() else start
        said = said.strip()
        if not fresh:
            at = bisect_left(marks, start)
            fresh = start == 0 or (at < len(marks) and marks[at] <= first)
        if said:
            last = first + len(said)
            places = range(first + shift, last + shift) if whole else told.positions(first, last)
            span = Span(view.offset(places[0]), view.offset(places[-1]) + 1)
            if content is not None:
                lemmas, begins = content.within(places)
            bare = said.rstrip(_STOPS)
            found.append(Sentence(index, span, said, bare, lemmas, begins, fresh, places, view))
            fresh = False
        start = cut
    return tuple(found)
