"""Folding, numerals, lines and sentences; every function keeps or maps code point offsets.

The source is never edited.  Matching uses a folded copy of the same length (`fold`); where a line
break cuts a sentence in two, `View` gives the joined text together with the way back.
"""

from __future__ import annotations

from minutes.text.breaks import lines, sentences
from minutes.text.joined import View, view
from minutes.text.numbers import NUMERAL, Numeral, numerals, parse_number
from minutes.text.width import fold, fold_whole

__all__ = [
    "NUMERAL",
    "Numeral",
    "View",
    "fold",
    "fold_whole",
    "lines",
    "numerals",
    "parse_number",
    "sentences",
    "view",
]
