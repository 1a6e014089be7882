"""Everything in a text that looks like a name or a nominal, found from its last word.

Last characters alone rule out most places of a text before any token is asked for, so ordinary
text costs one scan of the characters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from minutes.nlp import Tokens
from minutes.organisations.bodies import listed_body
from minutes.organisations.forms import legal
from minutes.organisations.heads import for_matter, headed
from minutes.organisations.nominals import nominal
from minutes.organisations.pieces import Piece
from minutes.organisations.runs import glued
from minutes.organisations.types import Candidate
from minutes.organisations.words import Word, Words


def candidates(tokens: Tokens, words: Words) -> Iterator[Candidate]:
    """Everything that looks like a name or a nominal, in the order of the ends; may overlap."""
    text, ends, lengths = tokens.view.text, tokens.ends, words.lengths
    index = before = 0
    for end in _places(text, words):
        if text.startswith("長", end) and _is_post(text, end, words):
            continue
        # No token is empty, so that at most so many lie between two places.
        index = bisect_left(ends, end, index, min(len(ends), index + end - before))
        before = end
        if index < len(ends) and ends[index] == end:
            found = _at(tokens, index, lengths[text[max(0, end - 2) : end]], words)
            if found is not None:
                yield found


def _places(text: str, words: Words) -> list[int]:
    """Where a listed word may end, as far as its last two characters tell."""
    lengths, trigger = words.lengths, words.trigger
    first = [1] if text[:1] in lengths else []
    # Nine in ten of the places are ruled out here, in the least time that it can take.
    ends = [found.end() for found in trigger.finditer(text, 1)]
    return first + [end for end in ends if lengths[text[end - 2 : end]]]


def _is_post(text: str, end: int, words: Words) -> bool:
    """True for 課 in 課長: a sixth of all places, and none of a body (株式会社長井 is one)."""
    return text[end - 1] not in words.form_tails and not text.startswith(words.untitled, end)


def _at(tokens: Tokens, index: int, sizes: Sequence[int], words: Words) -> Candidate | None:
    """The candidate that ends with token `index`; the longest listed word there decides.

    `sizes` are the lengths that such a word may have, the longest first.
    """
    text, starts, table = tokens.view.text, tokens.starts, words.table
    end = tokens.ends[index]
    best: Candidate | None = None
    for size in sizes:
        start = end - size
        word = table.get(text[start:end]) if start >= 0 else None
        if word is None:
            continue
        first = index
        while starts[first] > start:
            first -= 1
        if starts[first] == start:
            piece = Piece(tokens, words, first, index, start, end)
            found = _read(piece, word)
            if found is not None and (best is None or found.start < best.start):
                best = found
            if not _may_be_shorter(piece, word, found):
                return best
    return best


def _read(piece: Piece, word: Word) -> Candidate | None:
    """What a listed word is in its place, by the first of its roles that fits."""
    if word.body is not None and not _is_ward(piece, word):
        return listed_body(piece, word.body)
    if word.form is not None:
        return legal(piece, word.form)
    found = for_matter(piece, word.head) if word.head is not None else None
    if found is None and word.nominal is not None:
        found = nominal(piece, word.nominal)
    if found is None and word.head is not None:
        found = headed(piece, word.head)
    return found


def _is_ward(piece: Piece, word: Word) -> bool:
    """True for 中区 in 水尾市中区: the city opens the name."""
    return word.body is not None and word.body.kind == "municipality" and piece.touches_noun


def _may_be_shorter(piece: Piece, word: Word, found: Candidate | None) -> bool:
    """True if a shorter word may be meant: 委員会 where 当委員会 is not, or where more is named.

    個人情報保護委員会 is a listed body; in 水尾市情報公開・個人情報保護委員会 it is none.
    """
    if word.body is not None:
        joined = glued(piece.tokens, piece.first) and piece.before == "・"
        return _is_ward(piece, word) or (
            word.body.kind in _COUNCILS and (joined or piece.touches_noun)
        )
    return found is None and word.form is None and word.head is None


_COUNCILS = frozenset(("council", "regulator"))
