"""What brackets do to a sentence: the stop inside them ends none, and days in them are told of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minutes.clauses import sentence_at
from minutes.events.happening import Happening, Place
from minutes.events.predicates import Predicate
from minutes.schema import Span

_LABEL = re.compile(r"[\s、,]|現在|時点|付け?|頃|予定")
# 五月二十二日、六月十二日及び八月七日の計三回
_LIST = re.compile(
    r"[\s、,・]|及び|並びに|と|の?(?:[計合]計?|全)?(?:で)?[0-9一二三四五六七八九十]{1,3}[回件]|ほか|など|等"
)
_OPEN, _CLOSE = "(（[〔", ")）]〕"
_FEW = 12
_LONGEST = 3_000


def whole_sentence(text: str, offset: int) -> Span:
    """The span of the sentence that holds an offset; （以下「市」という。） lies within one.

    >>> text = "三日に財団（以下「団」という。）が公表した。以上。"
    >>> text[slice(*whole_sentence(text, 17))]
    '三日に財団（以下「団」という。）が公表した。'
    """
    start, end = sentence_at(text, offset)
    while end - start < _LONGEST and end < len(text) and _is_inside(text, start, end):
        further = sentence_at(text, end)
        if further.end <= end:
            break
        end = further.end
    while start > 0 and text[start] in _CLOSE and text[start - 1] == "。":
        earlier = sentence_at(text, start - 1).start
        if not _is_inside(text, earlier, start) or end - earlier > _LONGEST:
            break
        start = earlier
    return Span(start, end)


def _is_inside(text: str, start: int, end: int) -> bool:
    """True if a stop just before a closing bracket has its opening one in the sentence."""
    if text[end - 1] != "。" or text[end : end + 1] not in tuple(_CLOSE):
        return False
    closing = text[end]
    opening = _OPEN[_CLOSE.index(closing)]
    return text.count(opening, start, end) > text.count(closing, start, end)


def bracketed(
    text: str,
    bracket: Span,
    dates: Sequence[Place],
    told: Sequence[Predicate],
    before: Predicate | None,
    start: int,
) -> Iterator[Happening]:
    """What brackets say: a clause of their own (十日公表), or the days of what stands before.

    `before` is the predicate that the bracket stands behind, `start` where its clause begins.
    """
    first = dates[0]
    own = [p for p in told if p.start >= first.end]
    if own:
        yield Happening(bracket.start, own[-1].end, first.date, own[-1], "own")
        return
    if before is None:
        return
    rest, at = "", bracket.start
    for place in dates:
        rest += text[at : place.start]
        at = place.end
    rest += text[at : bracket.end]
    if len(dates) == 1 and not _LABEL.sub("", rest):
        yield Happening(start, bracket.end + 1, first.date, before, "own")
    elif 1 < len(dates) <= _FEW and not _LIST.sub("", rest):
        for place in dates:
            told_then = before._replace(form="finite")
            yield Happening(start, bracket.end + 1, place.date, told_then, "own")
