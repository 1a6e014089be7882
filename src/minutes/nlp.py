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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from operator import itemgetter, sub
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from minutes.text import View, view
from minutes.unidic import Entries

if TYPE_CHECKING:
    from fugashi import GenericTagger

#: Longest piece given to MeCab in one call.  It died between 1.06 and 1.07 million characters of
#: ordinary text and below 200,000 of ``a1-`` repeated; cost is quadratic in runs of one class.
PIECE = 8_000

#: Words to remember: some 20,000 are in use in a year of minutes, 750,000 in the dictionary.
MEMO = 100_000


T = TypeVar("T")


class Feature(NamedTuple):
    """The UniDic fields that the rules ask for; shared by all uses of a word."""

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


class ByWord(dict[Feature, T]):
    """The answers to a question about an analysis, by the analysis, worked out at its first use.

    A year of minutes has some 20,000 analyses, so that a question to one is a look-up, and a
    question to all tokens of a stretch is one `map`, without a step of Python for each token.

    >>> is_verb = ByWord(lambda feature: feature.pos1 == "動詞")
    >>> list(map(is_verb.__getitem__, tokenize("三日に届いた").features))
    [False, False, False, True, False]
    """

    def __init__(self, ask: Callable[[Feature], T]) -> None:
        """No answers yet; `ask` gives that of one analysis."""
        super().__init__()
        self.ask = ask

    def __missing__(self, feature: Feature) -> T:
        if len(self) >= MEMO:
            self.clear()
        answer = self[feature] = self.ask(feature)
        return answer


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
#: All that is blank to MeCab but the space and the line break.
_BLANKS = ("\0", "\t", "\v")
_OTHER_BLANK = re.compile(r"[^\S \n]")
_BLANKS_BETWEEN = re.compile(r"[^\S\n]++")
#: 65,534 blanks in a row make MeCab lose the rest.
_BLANK_RUN = re.compile(r"[ \n]{200,}+")


def _harmless(text: str) -> str:
    """The text with NUL, lone surrogates and most blanks replaced one to one."""
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    if _OTHER_BLANK.search(text):
        text = _BLANKS_BETWEEN.sub(_spaces, text)
    return _SURROGATE.sub("?", text)


def _spaces(blanks: re.Match[str]) -> str:
    """Spaces for blanks that are all of a line: a form feed is a word to MeCab, but none alone."""
    text, start, end = blanks.string, blanks.start(), blanks.end()
    alone = (start == 0 or text[start - 1] in "\n。") and text[end : end + 1] in ("\n", "")
    return " " * (end - start) if alone else blanks.group()


#: Up to a 。 or a line's end.  Blanks go with the word behind them, as in what MeCab prints, so
#: that the lengths of the words and the blanks before them add up to the text.
_PIECES = re.compile(r"[ \n]*+(?:[^ \n。]++|[ ]++(?!\n))*+。?+")
_PLACE_TO_CUT = re.compile(r"[\s、,，.．!！・)）」]")


def _pieces(text: str) -> list[str]:
    """The stretches that MeCab may see in one call: all of the text but the blanks at its end.

    Long runs of blanks have been shortened before.
    """
    pieces = _PIECES.findall(text.rstrip(" \n"))[:-1]  # the last match is empty
    if max(map(len, pieces), default=0) <= PIECE:
        return pieces
    return [part for piece in pieces for part in _parts(piece)]


def _parts(piece: str) -> Iterator[str]:
    while len(piece) > PIECE:
        window = piece[PIECE // 2 : PIECE]
        places = [found.end() for found in _PLACE_TO_CUT.finditer(window)]
        cut = len(piece[: PIECE // 2 + places[-1] if places else PIECE].rstrip(" \n"))
        yield piece[:cut]
        piece = piece[cut:]
    yield piece


# --- the tagger -------------------------------------------------------------------------------

#: Of each token its characters, with the blanks before it, and its context, by which `unidic`
#: finds its line among those of the words that are written so.  With the line itself this takes
#: 1.5 times as long, with the cost of the word 1.2 times.  Unknown words have no entry, but a
#: short line.  No word and no line holds a tab.
_FORMAT = r'-O "" -F "%M\v%phl\t" -U "%M\v%H\t" -E ""'

#: The length of a word with the blanks before it, that of the word, and its analysis.  A plain
#: tuple, as `itemgetter` and the interpreter read no other kind as fast.
Known = tuple[int, int, Feature]
_WIDTH, _SIZE, _FEATURE = map(itemgetter, range(3))


class _Memo(dict[str, Known]):
    """What is known of each token as MeCab prints it."""

    def __missing__(self, printed: str) -> Known:
        written, _, told = printed.partition("\v")
        word = written.lstrip(" \n")
        if word != written:
            feature = self[printed[len(written) - len(word) :]][2]
        elif told.isdigit():
            feature = _feature(_entries().line(word, int(told)))
        else:
            feature = _feature(told)
        if len(self) >= MEMO:
            self.clear()
        known = self[printed] = (len(written), len(word), feature)
        return known


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


@cache
def _entries() -> Entries:
    import unidic_lite

    return Entries(Path(unidic_lite.DICDIR) / "sys.dic")


def release() -> None:
    """Let go of the dictionary and of the words met; the next text has them loaded again.

    Of a process's memory they are the largest part, 100 to 200 MB.

    >>> release()
    >>> len(tokenize("水尾市"))
    2
    """
    _local.tagger = None
    _entries.cache_clear()
    _memo.clear()


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
    text = _harmless(whole.text)
    runs = list(_BLANK_RUN.finditer(text))
    pieces = _pieces(_BLANK_RUN.sub(_one_blank, text) if runs else text)
    if not pieces:
        return Tokens(whole, [], [], [])
    printed = "\t".join(map(_tagger().parse, pieces)).split("\t")
    known = list(map(_memo.__getitem__, printed))
    ends = list(accumulate(map(_WIDTH, known)))
    starts = list(map(sub, ends, map(_SIZE, known)))
    features = list(map(_FEATURE, known))
    if runs:
        starts, ends = _past(runs, starts), _past(runs, ends)
    return Tokens(whole, starts, ends, features)


def _one_blank(run: re.Match[str]) -> str:
    return "\n" if "\n" in run.group() else " "


def _past(runs: list[re.Match[str]], positions: list[int]) -> list[int]:
    """The positions in the text, from those where each run of blanks is one blank."""
    left_out = [0, *accumulate(run.end() - run.start() - 1 for run in runs)]
    places = [run.start() - out for run, out in zip(runs, left_out, strict=False)]
    return [position + left_out[bisect_left(places, position)] for position in positions]
