"""Where sentences and clauses begin and end, read from the text alone."""

from __future__ import annotations

import re
from functools import lru_cache

from minutes.schema import Span

_SENTENCE_END = "。\n！？!?\r\f"
_STOP = re.compile(f"[{_SENTENCE_END}]")

# A comma ends a clause after a continuative or conjunctive predicate (受領し、 行っており、
# 公表しましたが、) and joins a phrase otherwise (先月、 本市では、).
_PREDICATE_BEFORE_COMMA = re.compile(
    r"(?:まして|[てで](?:おり|いて|いる)|[したるすいだ]が|けれども?|ので|のに|たら|[れえけせてべめげね]ば"
    r"|ますと|ですと|ながら|つつ|せず|れず|したところ|ため|し|[一-鿿][いきぎちにびみりえけげせてねべめれ]"
    r"|[ぁ-ん一-鿿](?:って|いて|いで|んで|して|れて|めて|けて|えて|せて|べて|げて)|せ|され)\Z"
)
# The same shapes that are particles or conjunctions: について、 しかし、 により、 として、
_PHRASE_BEFORE_COMMA = re.compile(
    r"(?:に(?:ついて|つきまして|よって|よりまして|より|おいて|おきまして|関して|関しまして|対して|対しまして|対し"
    r"|とって|際して|当たって|当たり|つき|加えて|続いて|応じて|伴って)"
    r"|と(?:して|しまして|いたしまして|いうことで)|をもって|をもちまして|しかし|ただし|もし|そして|また|よって|従って|したがって"
    r"|まして|続いて|続きまして|併せて|改めて|つまり|すなわち|例えば|少し|もう少し|初めて|特に|主に|既に|共に|直ちに|仮に"
    r"|引き続き|のとおり|なお|限り|通り|折|次第)\Z"
)
_SENTENCE = 3_000  # no sentence is looked at beyond this on either side
_WINDOW = 16  # characters before a comma that decide; keeps the scan linear


def sentence_at(text: str, offset: int) -> Span:
    """The span of the sentence (cut at full stops and line breaks) that holds an offset.

    >>> sentence_at("開会します。次に移ります。", 8)
    Span(start=6, end=13)
    """
    return Span(sentence_start(text, offset), sentence_end(text, offset))


def sentence_start(text: str, offset: int) -> int:
    """The start of the sentence that holds an offset."""
    start = max(0, offset - _SENTENCE)
    for char in _SENTENCE_END:  # the commonest first, so that the others are sought near by
        found = text.rfind(char, start, offset)
        if found >= 0:
            start = found + 1
    return start


def sentence_end(text: str, offset: int) -> int:
    """The end of the sentence that holds an offset."""
    end = min(len(text), offset + _SENTENCE)
    stop = _STOP.search(text, offset, end)
    if stop is None:
        return end
    return stop.start() if stop.group() in "\n\r\f" else stop.end()


def ends_clause(text: str, comma: int) -> bool:
    """True if the comma at an offset stands after a predicate.

    >>> ends_clause("原因が判明し、", 6), ends_clause("原因について、", 6)
    (True, False)
    """
    return _is_predicate(text[max(0, comma - _WINDOW) : comma])


@lru_cache(maxsize=4096)
def _is_predicate(before: str) -> bool:
    return bool(_PREDICATE_BEFORE_COMMA.search(before)) and not _PHRASE_BEFORE_COMMA.search(before)


def clause_at(text: str, offset: int) -> Span:
    """The clause that holds an offset: from the last predicate's comma to the next one.

    >>> text = "三日に不正な接続を検知し、四日には全面的に停止いたしました。"
    >>> text[slice(*clause_at(text, 14))]
    '四日には全面的に停止いたしました。'
    """
    sentence = sentence_at(text, offset)
    start, end = sentence
    at = text.rfind("、", start, offset)
    while at >= 0:
        if ends_clause(text, at):
            start = at + 1
            break
        at = text.rfind("、", start, at)
    return Span(start, clause_end(text, offset, end))


def clause_end(text: str, offset: int, end: int) -> int:
    """The end of the clause that holds an offset of a sentence that ends at `end`."""
    at = text.find("、", offset, end)
    while at >= 0:
        if ends_clause(text, at):
            return at + 1
        at = text.find("、", at + 1, end)
    return end
