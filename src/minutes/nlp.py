"""Tokens of a document: the only module that knows MeCab.

MeCab through fugashi has hazards that no exception announces: a long call crashes the process, a
NUL hides the rest of the text, runs of letters cost quadratic time, and nodes change when the next
text is tagged.  `tokenize` guards against each: it tags short pieces, maps dangerous characters one
to one to harmless ones, and copies what it needs at once.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from minutes.text import View, view

if TYPE_CHECKING:
    from fugashi import GenericTagger

#: Longest piece given to MeCab in one call.  It died between 1.06 and 1.07 million characters of
#: ordinary text and below 200,000 of ``a1-`` repeated; cost is quadratic in runs of one class.
PIECE = 8_000

#: UniDic lines to remember: some 20,000 are in use in a year of minutes, 750,000 in the dictionary.
MEMO = 100_000


class Feature(NamedTuple):
    """The UniDic fields that the rules ask for; one object per distinct feature string."""

    pos1: str
    pos2: str
    pos3: str
    conjugation_form: str
    lemma: str

    @property
    def is_noun(self) -> bool:
        """True for nouns and what forms nouns: 名詞, 接頭辞, 名詞的接尾辞, 記号."""
        return self.pos1 in ("名詞", "接頭辞") or (self.pos1 == "接尾辞" and self.pos2 == "名詞的")

    @property
    def is_proper(self) -> bool:
        """True for 固有名詞."""
        return self.pos2 == "固有名詞"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel columns, one entry a token; `starts` and `ends` are positions in ``view.text``.

    White space is in no token.  There is no object per token: `features` shares one `Feature`
    among all tokens with the same analysis.
    """

    view: View = field(repr=False)
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)
    features: list[Feature] = field(repr=False)

    def __len__(self) -> int:
        return len(self.starts)

    def surface(self, index: int) -> str:
        """The (folded) characters of a token."""
        return self.view.text[self.starts[index] : self.ends[index]]

    def first_at(self, position: int) -> int:
        """The index of the first token that ends after a view position (may be ``len``)."""
        return bisect_left(self.ends, position + 1)

    def within(self, start: int, end: int) -> range:
        """The indexes of the tokens that overlap ``view.text[start:end]``."""
        return range(self.first_at(start), bisect_left(self.starts, end))

    def is_edge(self, position: int) -> bool:
        """True if no token runs across a view position.

        >>> tokens = tokenize("千代田の事務所")
        >>> tokens.is_edge(1), tokens.is_edge(3)
        (False, True)
        """
        index = self.first_at(position)
        return index == len(self.starts) or self.starts[index] >= position


# --- what MeCab must not see ------------------------------------------------------------------

_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK_RUN = re.compile(r"[ ]{1000,}+")
_PIECES = re.compile(r"[^\n。]*+。|[^\n。]++")
_PLACE_TO_CUT = re.compile(r"[\s、,.，．!！・)）」]")
#: What is blank to MeCab; a line break is, too, and ends a piece.
_BLANKS = ("\0", "\t", "\v")


def _harmless(text: str) -> str:
    """The text with NUL, lone surrogates and all blanks but the space replaced one to one."""
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    return _SURROGATE.sub("?", text)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(start, piece) for each stretch that MeCab may see in one call."""
    for match in _PIECES.finditer(text):
        start, piece = match.start(), match.group()
        while len(piece) > PIECE:
            window = piece[PIECE // 2 : PIECE]
            places = [found.end() for found in _PLACE_TO_CUT.finditer(window)]
            cut = PIECE // 2 + places[-1] if places else PIECE
            yield start, piece[:cut]
            start, piece = start + cut, piece[cut:]
        yield start, piece


# --- the tagger -------------------------------------------------------------------------------

#: Of each token its characters, with the blanks before it, and its UniDic line: one string a call
#: costs three quarters of what a list of nodes does.  No line holds a tab.
_FORMAT = r'-O "" -F "%M\t%H\t" -U "%M\t%H\t" -E .'


class _Memo(dict[str, Feature]):
    """The `Feature` of each UniDic line seen."""

    def __missing__(self, raw: str) -> Feature:
        if len(self) >= MEMO:
            self.clear()
        feature = self[raw] = _feature(raw)
        return feature


class _Local(threading.local):
    """One Tagger a thread: shared ones gave wrong results in 2,446 of 8,040 calls."""

    tagger: GenericTagger | None = None


_local = _Local()
_memo = _Memo()


def _tagger() -> GenericTagger:
    if _local.tagger is None:
        import unidic_lite
        from fugashi import GenericTagger

        # -r /dev/null: a user's own mecabrc must not change what the tables say.
        _local.tagger = GenericTagger(f'-r /dev/null -d "{unidic_lite.DICDIR}" {_FORMAT}')
    return _local.tagger


def _feature(raw: str) -> Feature:
    """The `Feature` of a raw UniDic line; a field that holds a comma is quoted."""
    if '"' in raw:
        import csv

        fields = next(csv.reader([raw]))
    else:
        fields = raw.split(",")
    if len(fields) < 8:  # an unknown word has the six grammatical fields only
        fields += [""] * (8 - len(fields))
    lemma = fields[7].partition("-")[0]
    return Feature(*map(intern, (fields[0], fields[1], fields[2], fields[5], lemma)))


def tokenize(source: str | View) -> Tokens:
    """The tokens of a text (or of its view), whatever the text holds.

    >>> tokens = tokenize("水尾市は六月十日に公表した。")
    >>> [tokens.surface(i) for i in range(len(tokens))][:4]
    ['水尾', '市', 'は', '六']
    >>> tokens.features[1].pos1, tokens.features[8].lemma
    ('名詞', '公表')
    """
    whole = source if isinstance(source, View) else view(source)
    starts: list[int] = []
    ends: list[int] = []
    features: list[Feature] = []
    parse, feature_of = _tagger().parse, _memo.__getitem__
    for base, piece in _pieces(_harmless(whole.text)):
        if piece.isspace():
            continue
        # 65,534 blanks in a row make MeCab lose the rest.
        shown = _BLANK_RUN.sub(" ", piece) if len(piece) >= 1000 else piece
        cells = parse(shown).split("\t")
        words = cells[:-1:2]
        features += map(feature_of, cells[1::2])
        if " " in shown:
            found = _places(words, piece, base)
            starts += found[0]
            ends += found[1]
        else:
            bounds = list(accumulate(map(len, words), initial=base))
            starts += bounds[:-1]
            ends += bounds[1:]
    return Tokens(whole, starts, ends, features)


def _places(words: list[str], piece: str, base: int) -> tuple[list[int], list[int]]:
    """Starts and ends of the words of a piece with blanks, which are in no word."""
    starts, ends, position = [], [], 0
    for word in words:
        if word[0] == " ":
            word = word.lstrip(" ")
            position = piece.find(word, position)
        starts.append(base + position)
        position += len(word)
        ends.append(base + position)
    return starts, ends
