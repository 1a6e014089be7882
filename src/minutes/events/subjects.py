"""The doer that a clause leaves out: the theme of its sentence, or of those before it.

同社は調査を始めた。四日に決済を停止し、十二日に公表した。 Both deeds are the company's.  A clause
with a doer of its own, a passive, or a newer theme that is no organisation, ends the search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minutes.clauses import sentence_start
from minutes.events.context import Context
from minutes.events.predicates import Predicate
from minutes.events.roles import Actor, Party

_THEME = re.compile(
    r"(?:側|など|等)?(?:としまして|といたしまして|と[しい]たしまし?ては|として|におきまして|において)?(?:では|は)(?!じめ|、?同)"
)
_PARTICLE = re.compile("[がはも]")
_DOER = re.compile(r"(?:側|など|等)?が")
#: What happens by itself has no doer: 判明した, 始まった.
_BY_ITSELF = frozenset(
    [
        *("判明", "発覚", "露見", "発生", "終結", "満了", "成立", "復旧", "失効", "故障", "倒産"),
        *("起きる", "起こる", "生ずる", "漏れる", "始まる", "終わる", "届く", "決まる", "見付かる"),
        *("まとまる", "止まる", "延びる", "分かる", "成る", "戻る", "消える", "崩れる", "壊れる"),
        *("亡くなる", "集まる", "出る", "付く", "移る"),
    ]
)
_SENTENCES = 3
_REACH = 300


def left_out(
    context: Context, start: int, predicate: Predicate, cast: Sequence[Actor]
) -> Actor | None:
    """The doer of a clause that names none, from its sentence or the three before it.

    `start` is the view position of the clause, `cast` who the clause itself names.
    """
    tokens, text = context.tokens, context.tokens.view.text
    if predicate.passive or tokens.features[predicate.head].lemma in _BY_ITSELF:
        return None
    if any(actor.role in ("agent", "source") for actor in cast):
        return None
    if "が" in text[predicate.start : predicate.end]:  # 連絡があった: it came from elsewhere
        return None
    spoken = context.turn_at(tokens.view.offset(start)) is not None
    if spoken and predicate.tense != "past":  # 月末までに見直しを行います: the speaker's side
        return None
    if _names_doer(context, start, predicate.start):
        return None
    first = sentence_start(text, start)
    found = _theme(context, max(first, start - _REACH), start, doer=True)
    for _ in range(_SENTENCES):
        if found is not None or first == 0 or text[first - 1] == "\n":
            break
        turn = context.turn_at(tokens.view.offset(first))
        earlier = sentence_start(text, first - 1)
        if turn is not context.turn_at(tokens.view.offset(earlier)):
            break
        found = _theme(context, max(earlier, first - _REACH), first, doer=False)
        first = earlier
    name = found.name if isinstance(found, Party) else None
    if name is None or any(actor.name == name for actor in cast):
        return None
    return Actor(name, "carried")


def _names_doer(context: Context, start: int, end: int) -> bool:
    """True if a clause has a subject or a theme, other than its day: 四日には、."""
    return next(_marked(context, start, end, ("が", "は", "も")), None) is not None


def _marked(context: Context, start: int, end: int, particles: Sequence[str]) -> Iterator[int]:
    """The tokens of particles that mark a noun, other than a day, in a view span."""
    tokens, text = context.tokens, context.tokens.view.text
    for found in _PARTICLE.finditer(text, start, end):
        at = found.start()
        if text[at] not in particles:
            continue
        index = tokens.first_at(at)
        if index == 0 or index >= len(tokens) or tokens.starts[index] != at:
            continue
        feature, before = tokens.features[index], tokens.features[index - 1]
        if feature.pos1 != "助詞" or feature.pos2 == "接続助詞" or tokens.ends[index] > at + 1:
            continue
        day = any(place.end == at for place in context.places_in(max(0, at - 30), at))
        if (before.is_noun or before.pos1 == "代名詞") and not day:
            yield index


def _theme(context: Context, start: int, end: int, *, doer: bool) -> Party | bool | None:
    """The organisation that a stretch is about; `True` if it is about something else."""
    tokens, text = context.tokens, context.tokens.view.text
    parties = context.parties_in(start, end)
    themes = [p for p in parties if _THEME.match(text, p.end, p.end + 16)]
    others = [
        tokens.starts[index]
        for index in _marked(context, start, end, ("は",))
        if not any(p.end <= tokens.starts[index] <= p.end + 12 for p in themes)
    ]
    if themes and (not others or others[0] > themes[0].start):
        return themes[0]
    if others:
        return True
    doers = [p for p in parties if _DOER.match(text, p.end, p.end + 4)]
    if len(doers) == 1 and doer:
        return doers[0]
    return None
