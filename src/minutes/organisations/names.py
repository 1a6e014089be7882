"""Everything in a text that looks like a name or a nominal, found from its last word.

Last characters alone rule out most places of a text before any token is asked for, so ordinary
text costs one scan of the characters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from minutes.nlp import Tokens
from minutes.organisations.bodies import listed_body
from minutes.organisations.forms import legal
from minutes.organisations.heads import for_matter, headed
from minutes.organisations.nominals import nominal
from minutes.organisations.pieces import Piece
from minutes.organisations.runs import before
from minutes.organisations.types import Candidate
from minutes.organisations.words import Word, Words


def candidates(tokens: Tokens, words: Words) -> Iterator[Candidate]:
    """Everything that looks like a name or a nominal, in the order of the ends; may overlap."""
    text, ends, pairs, singles = tokens.view.text, tokens.ends, words.pairs, words.singles
    for match in words.trigger.finditer(text):
        end = match.end()
        if text[end - 2 : end] in pairs or text[end - 1] in singles:
            index = bisect_left(ends, end)
            if index < len(ends) and ends[index] == end:
                found = _at(tokens, index, end, words)
                if found is not None:
                    yield found


def _at(tokens: Tokens, index: int, end: int, words: Words) -> Candidate | None:
    """The candidate that ends with token `index`; the longest listed word there decides."""
    text = tokens.view.text
    for size in words.lengths[text[end - 1]]:
        word = words.table.get(text[end - size : end]) if size <= end else None
        first = before(tokens, end, index, size) if word is not None else None
        if word is not None and first is not None:
            piece = Piece(tokens, words, first, index)
            found = _read(piece, word)
            if found is not None or not _may_be_shorter(piece, word):
                return found
    return None


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


def _may_be_shorter(piece: Piece, word: Word) -> bool:
    """True if a shorter word may be meant where this one is not: 委員会 where 当委員会 is not."""
    roles = (word.body, word.form, word.head)
    return all(role is None for role in roles) or _is_ward(piece, word)
