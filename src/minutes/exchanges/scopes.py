"""Who asks and who answers whom: the turns of a meeting cut into rounds.

A questioner holds the floor until another asks.  What is said between two of his turns, apart from
the chair's calls, answers him; such a stretch, his turns and the replies to them, is a round, and
the rounds of one questioner on end are one exchange.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from minutes.exchanges.sentences import NOTE
from minutes.schema import Turn
from minutes.text import fold

#: A chair's turn is a reply only if it says something of its own: not calls, thanks and votes.
_ROUTINE = re.compile(
    r"御異議|異議|(?:質疑|質問|意見|討論|発言|御?答弁|報告|説明)[^。]{0,14}(?:あり|ござ|願|求め|許|終|入|なけれ)|よろしい(?:です|でしょう)|ありがとうござ"
    r"|(?:議題|日程|議案|休憩|再開|採決|可決|速記|開会|散会|閉会|挙手|起立|着席|静粛|時間(?:です|が))|次に|どうぞ|お願い(?:いた)?し"
    r"|(?:君|議員|委員|部長|課長|局長|市長|町長|村長|区長|知事|室長|次長|大臣|教育長|参考人|先生|さん|くん|主幹|主査|係長|所長|会長|理事|審議官)\Z"
)
_QUESTIONS = re.compile(r"(?:質問|質疑|意見|発言)[^。]{0,16}(?:願|あり|ござ|許)")
#: The chair asks for himself: それでは、私からも一点お聞きします.
_OWN = re.compile(
    r"(?:私|わたくし|委員長|座長)(?:のほう)?から(?:も)?、?[^。\n]{0,24}(?:聞き|伺[いわ]|質問|尋ね|確認|質疑)[^。\n]{0,16}(?:ます|ください|たい)|(?:私|わたくし)から(?:も)?[0-9０-９一二三]点"
)
_OBEYS = re.compile(
    r"\s*(?:はい、)?(?:承知(?:を)?(?:いた)?しました|かしこまりました|了解(?:いた)?しました)"
)
_SHORT = 12
_BRIEF = 400  # a view is shorter than a report
_VIEW = re.compile(
    r"(?:意見|要望|感想|提案)(?:として|を(?:一つ|一点|述べ|申し上げ)|(?:です|であります)が)"
)
#: Whose remarks an official answers; a reporter's position may be printed as 記 者.
_MEMBER = re.compile(
    r"委員|議員|番|構成員|会員|専門家|記\s{0,3}者|幹\s?事\s?社|新聞|放送|通信社|テレビ|質問者|傍聴人"
    r"|(?:参加者|出席者|市民|町民|村民|区民|県民|都民|住民|保護者)\Z"
)


@dataclass(slots=True)
class Round:
    """Turns in which someone asks, and those in which he is answered, as indexes."""

    asked: list[int] = field(default_factory=list)
    answered: list[int] = field(default_factory=list)
    first: bool = False  # the questioner has just taken the floor


def _same(one: Turn, other: Turn) -> bool:
    """True if two turns are spoken by the same person or office."""
    if one.speaker or other.speaker:
        return one.speaker == other.speaker
    return one.position == other.position and one.position is not None


def says_something(text: str) -> bool:
    """True if a chair's words are more than routine.

    >>> says_something("ほかに御質疑はありませんか。古市委員。")
    False
    >>> says_something("駐車場の件は、事務局と私で現地を見てまいります。")
    True
    """
    whole = re.sub(r"\s+", "", NOTE.sub("", fold(text)))
    return any(not is_routine(part) for part in whole.split("。"))


def is_routine(sentence: str) -> bool:
    """True if a chair's sentence calls, thanks, puts to the vote, or asks in its turn."""
    bare = sentence.rstrip("。 ")
    return len(bare) <= _SHORT or _ROUTINE.search(bare) is not None or bare.endswith("か")


def rounds(text: str, turns: Sequence[Turn]) -> Iterator[Round]:
    """The rounds of a document, in order; a round without a reply is one too."""
    current: Round | None = None
    for index, turn in enumerate(turns):
        if _asks(text, turns, index):
            asker = turns[current.asked[0]] if current else None
            same = asker is not None and _same(asker, turn) and asker.meeting == turn.meeting
            if current is not None and same and not current.answered:
                current.asked.append(index)  # the chair or the clock cut in
                continue
            if current is not None:
                yield current
            current = Round([index], [], not same)
        elif current is not None and not _same(turns[current.asked[-1]], turn):
            if turn.kind in ("answer", "statement"):
                # Where an official answers, the chair has only called on him.
                current.answered = [i for i in current.answered if turns[i].kind != "chair"]
                current.answered.append(index)
            elif turn.kind == "chair" and _replies(text, turns, index, current):
                current.answered.append(index)
            elif turn.kind == "report" and turns[index - 1].kind in ("answer", "report"):
                current.answered.append(index)  # another answers as well, uncalled
            elif turn.kind == "report":
                yield current
                current = None
    if current is not None:
        yield current


def _asks(text: str, turns: Sequence[Turn], index: int) -> bool:
    """True for a turn that may hold questions: a member's, or a remark that someone answers."""
    turn = turns[index]
    if turn.kind == "question":
        return True
    if turn.kind == "chair":
        return _OWN.search(text, turn.speech_start, turn.end) is not None or _obeyed(
            text, turns, index
        )
    title = turn.position or ""
    if turn.kind == "report":
        if not (_called(text, turns, index) or _offers(text, turn)):
            return False
    elif turn.kind != "statement":
        return False
    return _MEMBER.search(title) is not None or (not title and turn.speaker is not None)


def _obeyed(text: str, turns: Sequence[Turn], index: int) -> bool:
    """True if what comes next is 承知いたしました: the chair has asked for a deed."""
    after = turns[index + 1] if index + 1 < len(turns) else None
    return after is not None and _OBEYS.match(text, after.speech_start) is not None


def _offers(text: str, turn: Turn) -> bool:
    """True if a member offers a view and no more: 意見として申し上げますが、."""
    said = text[turn.speech_start : turn.end]
    return len(said) < _BRIEF and _VIEW.search(said) is not None


def _called(text: str, turns: Sequence[Turn], index: int) -> bool:
    """True if the chair has just asked for questions and views."""
    before = turns[index - 1] if index else None
    if before is None or before.kind != "chair":
        return False
    return (
        _QUESTIONS.search(text[max(before.speech_start, before.end - 120) : before.end]) is not None
    )


def _replies(text: str, turns: Sequence[Turn], index: int, current: Round) -> bool:
    """True if the chair himself answers, right behind the questioner."""
    return (
        index == current.asked[-1] + 1
        and not current.answered
        and says_something(text[turns[index].speech_start : turns[index].end])
    )
