"""How a reply says what it answers: 給食費についてですが、, 二点目の御質問でございます."""

from __future__ import annotations

import re
from typing import NamedTuple

from minutes.exchanges.asking import opening
from minutes.exchanges.sentences import Sentence

_ANSWERS_ON = re.compile(
    r"\A(?P<topic>(?:[^。、]{0,40}、)?[^。]{2,60}?)(?:について(?:です|であります|でございます|は|の(?:御|お)?再?(?:質問|質疑|尋ね))|につきまして|に関しまして(?:は|、)|に関しては"
    r"|(?:と|べき)のことですが|(?:と|に)?の(?:御|お)(?:質問|質疑|尋ね)|という(?:御|お)(?:質問|尋ね|話)|の(?:件|関係|点)(?:です|であります|でございます|なんです)|ですけれども、|ですが、)"
)
# One of these stands in all that `_ANSWERS_ON` finds; two sentences in three have none.
_NAMES = (
    *("につ", "に関し", "ことですが", "の御", "のお", "う御", "うお"),
    *("の件", "の関係", "の点", "れども、", "ですが、"),
)
_OPENS_FIRST = re.compile(r"\A(?:まず|初めに|始めに|最初に)")
_GOES_ON = re.compile(
    r"\A(?:なお|ただ|しかし|これ|この|こちら|こう|その(?:ため|上|中|後|うち|際)|それ(?:に|を)"
    r"|具体|例えば|特に|ですから|したがって|従って|よって|そう(?:いう|いった|した)|つまり)"
)
_FAR = 110  # characters, as far as a heading goes
_ADDS = re.compile(r"\A(?:また|さらに|更に|一方|他方|今後)")


class Head(NamedTuple):
    """How a sentence of a reply begins.

    `opener` says how surely it begins an answer: 2 surely, 1 perhaps, 0 not; `goes_on` is true if
    it goes on with what the one before it was about; `end` is where the words end with which it
    says what it answers, 0 if it does not.
    """

    opener: int
    goes_on: bool
    end: int


def head(sentence: Sentence) -> Head:
    """How a sentence of a reply begins.

    >>> from minutes.exchanges.sentences import alone
    >>> text = "休館の時期についてですが、未定です。"
    >>> found = head(alone(text, paragraph=True))
    >>> found.opener, text[: found.end]
    (2, '休館の時期')
    """
    start = sentence.text[:_FAR]
    goes_on = _GOES_ON.match(start) is not None
    end = 0
    if not goes_on and any(map(start.__contains__, _NAMES)) and not _ADDS.match(start):
        match = _ANSWERS_ON.match(start)
        end = match.end("topic") if match is not None else 0
    if _OPENS_FIRST.match(start):
        return Head(1, goes_on, end)
    if goes_on:
        return Head(0, goes_on, end)
    strength = min(2, opening(sentence))
    if strength < 2 and end:
        strength = 2 if sentence.paragraph else 1
    return Head(strength, goes_on, end)


def is_heading(sentence: Sentence) -> bool:
    """True if a sentence of a reply names what it answers and says no more.

    >>> from minutes.exchanges.sentences import alone
    >>> is_heading(alone("次に、給食費についてです。")), is_heading(alone("給食費は据え置きます。"))
    (True, False)
    """
    bare = sentence.bare
    return _HEADS.search(bare, max(0, len(bare) - _HEADS_END)) is not None


_HEADS_END = 32  # characters of の関係の、再度の御再質問、に順次お答え and what may follow
_HEADS = re.compile(
    r"(?:について|に関して|の(?:件|点|関係|流れ))(?:の?、?(?:再度の)?[御お]?再?(?:質問|質疑|尋ね))?、?"
    r"(?:です|であります|でございます|に?(?:順次)?お?答え[^、。]{0,12}|になります|をいただきました|かな?と思います)\Z"
    r"|(?:再?質問|質疑|お尋ね)(?:に(?:対し(?:て|まして))?、?(?:順次)?お?答え[^、。]{0,14}|をいただきました|[がも](?:あり|ござい)ました|です|でございます|かな?と思います)\Z"
    r"|[0-9一二三四五六七八九](?:点|つ)の[御ご](?:提案|指摘|意見|要望)を?(?:いただき|頂き|が?あり|がござい)ました\Z"
)
