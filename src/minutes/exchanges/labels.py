"""Whether an answer answers: yes, partly or no, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes.exchanges.asking import asks_item, is_prompt, main_clause
from minutes.exchanges.questions import Question, focus
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wording import wordings
from minutes.schema import Count, Date

# What is asked for, by the words that ask for it: in the clause that asks, not in what leads to it.
_QUANTITY = re.compile(
    r"いくら|幾ら|いくつ|幾つ|何(?:人|名|件|円|%|パーセント|割|校|社|台|基|か所|箇所|世帯|回|戸|本|日分|年分|食)"
    r"|(?:どの|どれ)(?:くらい|ぐらい)(?:か|です|の(?:人|件|額|金額|数|費用|割合)|見込|になる|なの|掛か|かか)|どの程度"
    r"|(?:人数|件数|金額|総額|費用|額|割合|数値|台数|[^経]率)(?:は|を|について|等を|などを)?[^、。か]{0,4}(?:お?示し|教え|お?聞かせ|伺)"
)
_TIME = re.compile(
    r"いつ(?!も)|何(?:年|月|日|時)(?!分|間)|時期(?:は|を|に|について)|期限|スケジュール"
)
_REASON = re.compile(r"なぜ|何故|理由(?:は|を|について)|何で(?!も)|どうして")
_BECAUSE = re.compile(r"ため|から|ので|により|理由|踏まえ|に基づ|ことで|観点|おそれ|まして")
_PRESSED = re.compile(
    r"(?:が|けれども|けども)、[^。、]{0,16}、?[^。、]{0,20}(?:見解|所見|お?考え|いかが|答弁|伺|お聞かせ|どう)[^。、]{0,24}。?\Z"
)
#: Classes of evasion that decide wherever they stand, and those that decide at the end.
_ANYWHERE = ("declined", "repeated", "not-known", "other-body", "later", "not-decided")
_AT_END = ("under-consideration", "noted", "general")
_COVERED = 0.34  # the share of what is asked that an answer of good intentions must take up


def evasions(sentence: Sentence) -> list[str]:
    """The classes of evasion that a sentence belongs to.

    >>> from minutes.exchanges.sentences import alone
    >>> evasions(alone("個別の件へのコメントは差し控えます。"))
    ['declined']
    """
    bare = sentence.bare
    return [w.kind for w in wordings("answers", "evasion") if w.matches(bare)]


def judge(
    question: Question, answer: Sequence[Sentence], dates: Sequence[Date], counts: Sequence[Count]
) -> tuple[str, str]:
    """``answered`` and ``reason`` for an answer; `dates` and `counts` are those inside it."""
    asked = "".join(core.text for core in _cores(question))
    told = [evasions(sentence) for sentence in answer]
    length = sum(len(sentence.text) for sentence in answer)
    for kind in _ANYWHERE:
        if kind == "not-decided" and re.search(r"決ま|決定|決め", asked):
            continue  # 決まっておりません answers 決まったのか
        share = sum(len(s.text) for s, kinds in zip(answer, told, strict=True) if kind in kinds)
        if share * 3 >= length or (kind in ("declined", "not-decided") and kind in told[-1]):
            return "partly", kind
    end = told[-1]
    missing = _missing(asked, answer, dates, counts)
    if missing:
        return "partly", next((kind for kind in _AT_END if kind in end), missing)
    supplied = bool(_QUANTITY.search(asked) or (_TIME.search(asked) and dates))
    for kind in _AT_END:
        if kind in end and not supplied:
            return "partly", kind
    if question.kind != "remark" and not supplied and _beside(question, answer):
        return "partly", "beside-the-point"
    return "yes", "given"


def _cores(question: Question) -> list[Sentence]:
    """The clauses that ask: without prompts, and without what leads up to them."""
    found = []
    for sentence in question.sentences:
        if is_prompt(sentence):
            continue
        pressed = _PRESSED.search(sentence.text)
        if pressed is not None and pressed.start() > 12:
            sentence = sentence.part(0, pressed.start())
        cut = main_clause(sentence.text, max(0, len(sentence.text) - 8))
        found.append(sentence.part(cut, len(sentence.text)) if cut else sentence)
    return found or list(question.sentences)


def _missing(
    asked: str, answer: Sequence[Sentence], dates: Sequence[Date], counts: Sequence[Count]
) -> str | None:
    """What was asked for and is not in the answer."""
    reply = "".join(sentence.text for sentence in answer)
    if _QUANTITY.search(asked):
        return None if counts or dates else "no-figure"
    if _TIME.search(asked) and not dates:
        return "no-date"
    if _REASON.search(asked) and not _BECAUSE.search(reply):
        return "no-reason"
    return None


def _beside(question: Question, answer: Sequence[Sentence]) -> bool:
    """True if the answer ends in good intentions and hardly takes up the words of the question."""
    last = _cores(question)[-1]
    if asks_item(last.text):
        return False
    bare = answer[-1].bare
    if not any(w.matches(bare) for w in wordings("answers", "intention")):
        return False
    given = {lemma for sentence in answer for lemma in sentence.lemmas}
    wanted = [words for words in (set(last.lemmas), focus(last)) if words]
    return bool(wanted) and all(len(w & given) < _COVERED * len(w) for w in wanted)
