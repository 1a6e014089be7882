"""What is told of a time: the predicate that an expression of time belongs to, and its tense."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from minutes.clauses.bounds import clause_end, sentence_at, sentence_end
from minutes.clauses.predicates import Predicate, Tense, predicate_after, predicate_from
from minutes.nlp import Tokens
from minutes.schema import Span

# 十月の三日ですけれども: the date is the predicate itself, and tells no tense.
_COPULA = re.compile(r"(?:なん)?(?:です|でござい|であり|である|だった|でし[たて]|だと|、?という)")


def tense(tokens: Tokens, span: Span) -> Tense:
    """The tense of what a view span tells; a continuative clause has that of its sentence.

    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("三日に検知し、四日に停止いたしました。九日に再開してまいります。")
    >>> tense(tokens, Span(0, 7)), tense(tokens, Span(19, 32))
    ('past', 'planned')
    """
    found = predicate_after(tokens, span.start, span.end)
    if found is None:
        limit = sentence_at(tokens.view.text, max(span.start, span.end - 1)).end
        found = predicate_after(tokens, span.end, min(limit, span.end + 300))
    return found.tense if found is not None else "present"


# What is only quoted has no tense of its own: 十月末と伺いました.
# Nor has what is decided: 会期は三月九日までの十日間と決定いたしました.
_QUOTED = re.compile(
    r"と(?:伺|聞|言|いう|いった|おっしゃ|申し|のこと|の[御ご]?(?:答弁|説明))"
    r"|(?:まで|から)?(?:の[^、。\n]{1,8})?と(?:する|すること|決|定め|いた)"
)
# What was made known was ahead then, and may lie behind by now.
_FRAME = re.compile(
    r"(?:(?:の|という)?(?:予定|計画|方針|考え|意向|見通し|見込み|こと|旨)(?:である|だ)?(?:という)?(?:こと|旨)?を"
    r"|と)(?:改めて|正式に)?(?:明らか|示|発表|公表|表明|報告|説明|決定|通知|述べ|伝え|約束|回答|答弁|打ち出)"
)
_REACH = 300  # characters behind an expression in which its predicate is looked for


def told(tokens: Tokens, at: Span) -> Predicate | None:
    """The predicate that an expression of time belongs to, or `None` if it has none.

    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("三日に検知し、四日に停止いたしました。")
    >>> told(tokens, Span(0, 2)).tense
    'past'
    """
    text = tokens.view.text
    if _QUOTED.match(text, at.end) or _COPULA.match(text, at.end):
        return None
    sentence = sentence_end(text, at.start)
    limit = min(sentence, at.end + _REACH)
    first = bisect_left(tokens.starts, at.end)
    clause = min(clause_end(text, at.start, sentence), limit)
    found, unread = predicate_from(tokens, first, clause, at.end)
    if found is None:
        found, _ = predicate_from(tokens, unread, limit, at.end)
    if found is None or found.tense == "past":
        return found
    frame = _FRAME.match(text, found.end)
    if frame is None:
        return found
    teller = predicate_after(tokens, frame.end(), limit)
    done = teller is not None and (teller.tense == "past" or teller.resultative)
    return replace(found, framed=True) if done else found
