"""Passages that answer a second question: a refusal of all, one date for two, a disputed word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes.exchanges.asked import UNANSWERED, Answer, Asked
from minutes.exchanges.drafts import focus
from minutes.exchanges.heads import is_heading
from minutes.exchanges.keywords import theme
from minutes.exchanges.labels import evasions
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wants import cores, given, wanted

# だとすれば、今の契約でいいんですか argues: a reply that refuses to go into the matter meets it.
_ARGUES = re.compile(
    r"(?:いい|よい|よろしい|おかしい|変|矛盾|問題|当然|当たり前|無責任|無理|通ら|許され|あり得)"
    r"[^。]{0,10}(?:です|でしょう|ません|ない)(?:の|ん)?か|(?:では|じゃ)(?:ない|あり|なか)[^。]{0,12}か"
    r"|ということ(?:です|でしょう|なんです)か|\A(?:だとすれば|だとする|だったら|であれば|そうだとす|それなら)"
)
_OF_BOTH = re.compile(r"いずれも|ともに|共に|両方|同時に|併せて|あわせて|まとめて")
_DISPUTED = re.compile(
    r"(?P<word>[^、。「」]{2,20})」?(?:という|との|って)(?:言葉|表現|言い方|言われ方|認識|評価|指摘|御指摘)"
)
# One of these stands in whatever disputes a word.
_WHETHER = ("かどうか", "かは", "か分", "かわ", "か別", "かちょ", "か存", "か何", "か議", "か疑")
_REFUSED = 0.5  # the share of a passage that makes it a refusal of all


def share_refusal(own: Sequence[Asked]) -> None:
    """Give the refusal of one question to those of the speech that only argue."""
    for asked in own:
        if asked.answers or asked.question.strength < UNANSWERED:
            continue
        if not any(_ARGUES.search(sentence.text) for sentence in asked.question.sentences):
            continue
        for other in own:
            if other.question.turn != asked.question.turn or not other.answers:
                continue
            refusal = next((answer for answer in other.answers if _refuses(answer)), None)
            if refusal is not None:
                asked.answers.append(Answer(refusal.sentences, refusal.scores, sure=False))
                break


def _refuses(answer: Answer) -> bool:
    """True if the speaker of a passage says for the better part that he will not say."""
    length = sum(len(sentence.text) for sentence in answer.sentences)
    share = sum(len(s.text) for s in answer.sentences if "declined" in evasions(s))
    return share >= _REFUSED * length


def share_wanted(own: Sequence[Asked], replies: Sequence[Sentence]) -> None:
    """Give a sentence to a second question if it names its matter and what it asks for.

    プールの工事の完了と再開は、いずれも三月です answers two questions.
    """
    for asked in own:
        if asked.answers or asked.question.strength < UNANSWERED:
            continue
        core = cores(asked.question)[-1]
        want, matter = wanted(core.text), focus(core)
        if not want or not matter:
            continue
        for sentence in replies:
            told = set(sentence.lemmas)
            both = _OF_BOTH.search(sentence.text) is not None
            if want <= given(sentence.text) and matter <= told and (both or len(matter) > 1):
                asked.answers.append(Answer((sentence,), (0.0,), sure=False))
                break


def share_hedge(own: Sequence[Asked], replies: Sequence[Sentence]) -> None:
    """Give a sentence that disputes a word to the question that used it.

    使い回しという言い方が適切かどうかは… belongs to 使い回したのか, whatever else it says.
    """
    for sentence in replies:
        if not any(map(sentence.text.__contains__, _WHETHER)):
            continue
        match = _DISPUTED.search(sentence.text)
        if match is None or "disputed" not in evasions(sentence):
            continue
        word = match.group("word")[-6:]
        asked = next((one for one in own if word in one.question.text), None)
        if asked is None:
            words = set(sentence.lemmas[: sentence.words_before(match.end("word"))])
            asked = next((one for one in own if words & set(one.question.lemmas)), None)
        if asked is None:
            continue
        for other in own:  # …分かりませんけれども、前年度に設計を終えておりましたので… goes on
            if not other.answers and other.question.turn == asked.question.turn:
                other.answers.append(Answer((sentence,), (0.0,), sure=False))
        if any(sentence in answer.sentences for answer in asked.answers):
            continue
        first = asked.answers[0] if asked.answers else None
        if first is None or first.turn != sentence.turn:
            asked.answers.insert(0, Answer((sentence,), (0.0,), sure=False))
            continue
        start = replies.index(sentence)
        end = replies.index(first.sentences[-1]) + 1
        if start < end and end - start <= len(first.sentences) + 1:
            whole = tuple(replies[start:end])
            scores = (*[0.0] * (len(whole) - len(first.scores)), *first.scores)
            asked.answers[0] = Answer(whole, scores, first.sure)


def share_wish(
    wishes: Sequence[Asked], own: Sequence[Asked], replies: Sequence[Sentence]
) -> list[Asked]:
    """The wishes that a reply takes up beside the questions, with their matter as its theme.

    案内板は今年度中に取り替えます takes up 案内板を新しくしていただきたい.
    """
    if not wishes:
        return []
    told = {
        lemma for one in own for sentence in one.question.sentences for lemma in sentence.lemmas
    }
    found = []
    for wish in wishes:
        words = {w for s in wish.question.sentences for w in s.lemmas if len(w) > 1} - told
        for at, sentence in enumerate(replies):
            about = theme(sentence) if words.intersection(sentence.lemmas) else frozenset()
            if about and words & about and about - told <= words:
                passage = [sentence]
                if is_heading(sentence) and at + 1 < len(replies):
                    passage.append(replies[at + 1])
                wish.answers.append(Answer(tuple(passage), (0.3,) * len(passage)))
                found.append(wish)
                break
    return found
