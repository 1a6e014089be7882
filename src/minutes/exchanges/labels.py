"""Whether an answer answers: yes, partly or no, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from minutes.exchanges.asking import asks_item
from minutes.exchanges.drafts import focus
from minutes.exchanges.questions import Question
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wants import cores, given, wanted
from minutes.exchanges.wording import found, says
from minutes.schema import Count, Date

#: Classes of evasion that decide wherever they stand, and those that decide at the end.
_ANYWHERE = ("declined", "repeated", "not-known", "other-body", "later", "not-decided")
_LAST_WORD = ("declined", "not-decided", "later")
_AT_END = ("under-consideration", "noted", "general")
#: A stand on an opinion, which answers it whatever words follow.
_AGREES = re.compile(
    r"(?:御?指摘|おっしゃる|言われる)(?:の)?とおり|異論は|同感|(?:重要|大切|大事|必要)(?:だ|で|と)(?:ある|あり|考え|認識)"
)
#: Both answers are named: 延期するのか、しないのか.
_EITHER = re.compile(
    r"(?:する|できる|得る|(?:考え|つもり|意思|気)(?:は|が|も)?ある)の?か、?[^、。か]{0,10}ないの?か"
)
_KNOWING = re.compile(
    r"(?:把握|承知|御存じ|ご存じ|認識)(?:を)?(?:して|されて|なさって)?(?:い|お)?[^、。]{0,6}か\Z"
)
# 午後三時から, 年内に再開します: a time that is no date.
_CLOCK = re.compile(
    "[0-9〇一二三四五六七八九十]時|(?:年度?内|月内|今週中|年明け|年度明け|来[春夏秋冬])"
)
_IN_PASSING = re.compile(r"[^、。]{4,60}、(?:大変)?繰り返し(?:に|で)")
_COVERED = 0.34  # the share of what is asked that an answer of good intentions must take up


def evasions(sentence: Sentence) -> tuple[str, ...]:
    """The classes of evasion that a sentence belongs to.

    >>> from minutes.exchanges.sentences import alone
    >>> evasions(alone("個別の件へのコメントは差し控えます。"))
    ('declined',)
    """
    return _evasions(sentence.bare)


@lru_cache(maxsize=4096)
def _evasions(bare: str) -> tuple[str, ...]:
    return tuple(w.kind for w in found("answers", "evasion", bare))


def judge(
    question: Question, answer: Sequence[Sentence], dates: Sequence[Date], counts: Sequence[Count]
) -> tuple[str, str]:
    """``answered`` and ``reason`` for an answer; `dates` and `counts` are those inside it."""
    asked = "".join(core.text for core in cores(question))
    told = [evasions(sentence) for sentence in answer]
    length = sum(len(sentence.text) for sentence in answer)
    want = wanted(asked)
    supplied = "number" in want and any(
        sentence.span.covers(count.span)
        for sentence, kinds in zip(answer, told, strict=True)
        if not kinds
        for count in counts
    )
    evaded = set(chain.from_iterable(told))
    for kind in _ANYWHERE:
        if kind not in evaded:
            continue
        if kind == "not-known" and _KNOWING.search(asked.rstrip("。 ")):
            continue  # 把握しておりません answers 把握しているのか
        if kind == "not-decided" and re.search(r"決ま|決定|決め", asked):
            continue  # 決まっておりません answers 決まったのか
        share = sum(len(s.text) for s, kinds in zip(answer, told, strict=True) if kind in kinds)
        if supplied:
            continue  # 五名です。これ以上はお答えを差し控えます
        passing = kind == "repeated" and any(
            kind in kinds and _IN_PASSING.search(s.text)
            for s, kinds in zip(answer, told, strict=True)
        )
        if passing and want and not _missing(want, answer, dates, counts):
            continue  # 公表は、繰り返しになりますけれども、確認に五日を要したためです
        if share * 3 >= length or (kind in _LAST_WORD and kind in told[-1]):
            return "partly", kind
    end = told[-1]
    if "apology" in evaded and all("apology" in kinds for kinds in told):
        return "partly", "beside-the-point"
    missing = _missing(want, answer, dates, counts)
    if missing:
        return "partly", next((kind for kind in _AT_END if kind in end), missing)
    supplied = "number" in want or ("time" in want and bool(dates))
    for kind in _AT_END:
        if kind in end and not supplied:
            return "partly", kind
    if "disputed" in evaded and not want and not asks_item(asked):
        return "partly", "beside-the-point"  # 後回しという言葉が当たるかは分かりませんけれども
    if _EITHER.search(asked) and not _taken_up(question, answer):
        return "partly", "beside-the-point"
    if question.kind != "remark" and not supplied and _beside(question, answer):
        return "partly", "beside-the-point"
    return "yes", "given"


def _missing(
    want: frozenset[str],
    answer: Sequence[Sentence],
    dates: Sequence[Date],
    counts: Sequence[Count],
) -> str | None:
    """What was asked for and is not in the answer."""
    if "number" in want:
        return None if counts or dates else "no-figure"
    if "time" in want and not dates and not any(_CLOCK.search(s.text) for s in answer):
        return "no-date"
    if "reason" in want and "reason" not in given("".join(s.text for s in answer)):
        return "no-reason"
    return None


def _beside(question: Question, answer: Sequence[Sentence]) -> bool:
    """True if the answer ends in good intentions and hardly takes up the words of the question."""
    if not says("answers", "intention", answer[-1].bare):
        return False
    if asks_item(cores(question)[-1].text):
        return False
    if any(_AGREES.search(sentence.text) for sentence in answer):
        return False
    return not _taken_up(question, answer)


def _taken_up(question: Question, answer: Sequence[Sentence]) -> bool:
    """True if an answer uses a good part of the words of the clause that asks."""
    last = cores(question)[-1]
    told = {lemma for sentence in answer for lemma in sentence.lemmas}
    asked = [words for words in (set(last.lemmas), focus(last)) if words]
    return not asked or any(len(w & told) >= _COVERED * len(w) for w in asked)
