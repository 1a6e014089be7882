"""Whether an answer answers: yes, partly or no, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes.exchanges.questions import Question
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wording import wordings
from minutes.schema import Count, Date

#: What is asked for, by the words that ask for it.
_QUANTITY = re.compile(
    r"いくら|幾ら|いくつ|幾つ|何(?:人|件|円|%|割|校|名|社|台|か所|箇所|世帯|回|点|戸)|どの(?:くらい|ぐらい|程度)|どれ(?:くらい|ぐらい|だけ|ほど)"
    r"|(?:人数|件数|金額|総額|費用|額|割合|数値|回数|台数|率)(?:は|を|について|、|と|を?お示し|を?お聞かせ|を?教え)"
)
_TIME = re.compile(r"いつ|何(?:年|月|日|時)|時期(?:は|を|に)|期限|いつ頃|スケジュール|何年度")
_REASON = re.compile(r"なぜ|何故|理由|何で(?!も)|どうして|根拠|経緯")
_BECAUSE = re.compile(
    r"ため|から|ので|ことにより|によりまして|により|理由|踏まえ|に基づ|ことで|観点"
)
_LAST = 2  # an evasion in one of the last sentences is where the answer ends


def evasions(sentence: Sentence) -> list[str]:
    """The classes of evasion that a sentence belongs to.

    >>> from minutes.exchanges.sentences import alone
    >>> evasions(alone("個別の件へのコメントは差し控えます。"))
    ['declined']
    """
    bare = sentence.bare
    return [w.kind for w in wordings("answers", "evasion") if w.matches(bare)]


#: Classes that speak of the answer as a whole wherever they stand; the others only at its end.
_ANYWHERE = ("declined", "not-known", "other-body", "later")
_AT_END = ("repeated", "under-consideration", "noted", "general")


def judge(
    question: Question,
    answer: Sequence[Sentence],
    dates: Sequence[Date],
    counts: Sequence[Count],
) -> tuple[str, str]:
    """``answered`` and ``reason`` for an answer; `dates` and `counts` are those inside it."""
    told = [evasions(sentence) for sentence in answer]
    length = sum(len(sentence.text) for sentence in answer)
    for kind in _ANYWHERE:
        weight = sum(
            len(sentence.text)
            for sentence, kinds in zip(answer, told, strict=True)
            if kind in kinds
        )
        if weight and weight * 3 >= length:
            return "partly", kind
    end = told[-1] if told else []
    missing = _missing(question, answer, dates, counts)
    if missing:
        return "partly", next((kind for kind in (*_ANYWHERE, *_AT_END) if kind in end), missing)
    for kind in _AT_END:
        share = sum(len(s.text) for s, kinds in zip(answer, told, strict=True) if kind in kinds)
        if kind in end and (2 * share >= length or kind in ("repeated", "noted")):
            return "partly", kind
        if kind == "repeated" and share * 2 >= length:
            return "partly", kind
    return "yes", "given"


def _missing(
    question: Question,
    answer: Sequence[Sentence],
    dates: Sequence[Date],
    counts: Sequence[Count],
) -> str | None:
    """What was asked for and is not in the answer."""
    text = question.text
    reply = "".join(sentence.text for sentence in answer)
    if _QUANTITY.search(text) and not counts:
        return "no-figure"
    if _TIME.search(text) and not dates and not re.search(r"未定|決ま(?:って|り)", reply):
        return "no-date"
    if _REASON.search(text) and not _BECAUSE.search(reply):
        return "no-reason"
    return None
