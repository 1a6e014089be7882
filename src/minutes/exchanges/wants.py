"""What a question asks for (a number, a time, a reason ...), and what a sentence gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minutes.exchanges.asking import is_prompt, main_clause
from minutes.exchanges.questions import Question
from minutes.exchanges.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Want:
    """A thing to ask for, by the words that ask for it and the words that give it."""

    name: str
    asked: re.Pattern[str]
    given: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


_NUMBER = r"[0-9〇一二三四五六七八九十百千万億]"

WANTS = (
    Want(
        "number",
        re.compile(
            r"いくら|幾ら|いくつ|幾つ|どの程度"
            r"|何(?:人|名|件|円|%|パーセント|割|校|社|台|基|か所|箇所|世帯|回|戸|本|日分|年分|食)"
            r"|(?:どの|どれ)(?:くらい|ぐらい)"
            r"(?:か|です|の(?:人|件|額|金額|数|費用|割合)|見込|になる|なの|掛か|かか)"
            r"|(?:人数|件数|金額|総額|費用|額|割合|数値|台数|[^経]率)"
            r"(?:は|を|について|等を|などを)?[^、。か]{0,4}(?:お?示し|教え|お?聞かせ|伺)"
        ),
        re.compile(
            rf"{_NUMBER}[^、。\s]{{0,3}}(?:人|名|件|円|%|割|校|社|台|基|か所|世帯|回|戸|分|倍)"
        ),
        ("対象は何人ですか", "総額をお示しください", "昨年度の割合を教えてください"),
        ("どれぐらいの変化がありましたか", "何が問題ですか"),
    ),
    Want(
        "time",
        re.compile(
            r"いつ(?!も)|何(?:年|月|日|時)(?![分間])|時期(?:は|を|に|について)|期限(?:は|を|について)|スケジュール"
        ),
        re.compile(rf"{_NUMBER}(?:年|月|日|か月)|年度|年内|年明け|時期|時点"),
        ("再開はいつですか", "公表の時期をお示しください"),
        ("備蓄は何日分ですか", "期限に間に合いましたか", "いつもそうなのですか"),
    ),
    Want(
        "reason",
        re.compile(r"なぜ|何故|理由(?:は|を|について)|何で(?!も|す|しょ|ご|あ|き|は)|どうして"),
        re.compile(r"ため|から|ので|により|理由|踏まえ|に基づ|ことで|観点|おそれ|まして"),
        ("なぜ遅れたのか", "その理由を伺います"),
        ("何でも聞いてください", "狙いは何ですか", "何でしょうか"),
    ),
)


def wanted(text: str) -> frozenset[str]:
    """The names of what a clause asks for.

    >>> sorted(wanted("再開はいつ頃になるのか"))
    ['time']
    """
    return frozenset(want.name for want in WANTS if want.asked.search(text))


def given(text: str) -> frozenset[str]:
    """The names of what a sentence gives, whether or not somebody asked for it.

    >>> sorted(given("対象は三百二十人でございます"))
    ['number']
    """
    return frozenset(want.name for want in WANTS if want.given.search(text))


_ASKING = re.compile(
    r"(?<=か)(?:どうか)?(?:という(?:こと|点|の)|ということ|、|について|に関して|を|は|も|に)*(?:[^、。か]{0,10}、)?(?:お|御)?"
    r"(?:伺|うかが|聞|尋|示|教え|答え|質問|願)[^。か]{0,34}。?\Z"
)
_PRESSED = re.compile(
    r"(?:が|けれども|けども)、[^。、]{0,16}、?[^。、]{0,20}"
    r"(?:見解|所見|お?考え|いかが|答弁|伺|お聞かせ|どう(?:で|か|お?考え|思|捉え|受け止め))[^。、]{0,24}。?\Z"
)


def _joins(text: str) -> bool:
    return "が、" in text or "ども、" in text


def without_prompt(sentence: Sentence) -> Sentence:
    """The sentence without what only presses for an answer: 大事と考えますが、見解を伺います.

    >>> from minutes.exchanges.sentences import alone
    >>> without_prompt(alone("柵を高くすることが大切だと考えますが、見解を伺います。")).text
    '柵を高くすることが大切だと考えますが'
    >>> without_prompt(alone("いつ再開されるのかについて、お伺いいたします。")).text
    'いつ再開されるのか'
    """
    asking = _ASKING.search(sentence.text)
    if asking is not None and asking.start() > 6:
        return sentence.part(0, asking.start())
    match = _PRESSED.search(sentence.text) if _joins(sentence.text) else None
    if match is None or match.start() <= 12:
        return sentence
    return sentence.part(0, sentence.text.index("、", match.start()))


def cores(question: Question) -> tuple[Sentence, ...]:
    """The clauses that ask: without prompts, and without what leads up to them."""
    if not question.cores:
        question.cores = tuple(_cores(question))
    return question.cores


def _cores(question: Question) -> list[Sentence]:
    found: Sequence[Sentence] = [
        without_prompt(sentence) for sentence in question.sentences if not is_prompt(sentence)
    ]
    clauses = []
    for sentence in found or question.sentences:
        cut = main_clause(sentence.text, max(0, len(sentence.text) - 8))
        clauses.append(sentence.part(cut, len(sentence.text)) if cut else sentence)
    return clauses
