"""Persons whose names end like a municipality's: 委員長：吉井恵市, 榊原 健市."""

from __future__ import annotations

import re

from minutes.organisations.pieces import Piece

#: What stands before a name in a list of persons: a post and a colon or blank, a seat, a bracket.
_POST = re.compile(
    r"(?:長|委員|議員|理事|監事|幹事|書記|主査|主幹|係員|課員|代表|顧問|参与|教授|氏名|署名|者|[0-9]番)"
    r"[ ]*(?:[:(・] ?|[ ]+)\Z"
)
_AFTER = ("君", "氏", "さん", "様", "殿", "女史", "先生", "委員", "議員")
_NOT_AFTER = ("氏名", "様式", "殿町")
# 榊原委員 水尾市では: behind a speaker's header a sentence begins.
_OF_PLACES = (
    "では",
    "には",
    "にお",
    "から",
    "として",
    "との",
    "とも",
    "でも",
    "にも",
    "への",
    "が",
    "は",
    "も",
    "の",
)
_WINDOW = 10  # characters of a post


def is_person(piece: Piece, first: int) -> bool:
    """True if the name from token `first` to its 市 or 町 is a person's.

    A place name of the dictionary is none; of others the honorific behind says it, or the post or
    the surname before: 委員長：吉井恵市, 榊原 健市.
    """
    tokens = piece.tokens
    if first + 1 == piece.first and tokens.features[first].pos3 == "地名":
        return False
    if piece.follows(*_AFTER) and not piece.follows(*_NOT_AFTER):
        return first + 1 < piece.first or not piece.follows("さん", "様", "殿")
    if piece.follows(*_OF_PLACES):
        return False
    start, text = tokens.starts[first], tokens.view.text
    if first == 0 or text[start - 1] not in " :(・":
        return False
    if text[start - 1] == " " and tokens.features[first - 1].pos3 == "人名":
        return tokens.ends[first - 1] + 2 >= start
    unlisted = any(tokens.features[at].pos3 == "地名" for at in range(first, piece.first))
    return not unlisted and _POST.search(text, max(0, start - _WINDOW), start) is not None
