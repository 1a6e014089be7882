"""A question while its sentences are gathered, and what goes into the question before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minutes.exchanges.asking import asking, asks_item, how_about, is_prompt, opening
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wording import is_formula

ASKS = 0.5  # from here on a sentence is a question whether or not an answer is found

_OR = re.compile(r"\A(?:それとも|あるいは|または|もしくは|つまり|すなわち|要は|要するに|逆に|いや)")
_CHECKS = re.compile(
    r"(?:おっしゃ|言わ|言い|御答弁|申さ)[^、。]{0,6}(?:ました|でした|た)(?:の)?か\Z"
)
# ログの解析は、 says what its sentence is about.
_THEME = re.compile(
    r"[^、。]{2,24}?(?:(?<![でにとか])は|(?<=[一-鿿ァ-ヶー])では(?=、)|については|に関しては|につきましては)(?![、。]?ない)"
    # 病院の改善策をお示しください
    r"|[^、。]{2,40}?(?:を|について)(?=[おご御]?(?:示し|聞かせ|教え|伺い|尋ね|聞き|答え|説明))"
)
# もう少し分かりやすく申しますと、 asks the same in other words.
_IN_OTHER_WORDS = re.compile(
    r"(?:もう少し|もっと)[^、。]{1,10}(?:申し|言い|言う|言え)|(?:言い|言|云い)換え|換言|平たく(?:言|申)|つまり|要するに|要は|すなわち"
)
_WISHES = frozenset(["request", "opinion"])


@dataclass(slots=True)
class Draft:
    """A question while its sentences are gathered."""

    sentences: list[Sentence]
    kind: str
    strength: float
    number: int | None
    context: list[Sentence]
    heading: Sentence | None
    labels: dict[str, str]
    waived: bool = False


def absorbed(drafts: list[Draft], draft: Draft, context: Sequence[Sentence], fresh: bool) -> bool:
    """True if the draft went into the question before it; a prompt also takes what it presses."""
    sentence = draft.sentences[0]
    previous = drafts[-1] if drafts else None
    adjacent = (
        previous is not None
        and bool(context)
        and context[-1] is previous.sentences[-1]
        and context[-1].turn == sentence.turn
    )
    if is_prompt(sentence):
        here = bool(context) and context[-1].turn == sentence.turn
        pressed = here and not is_formula(context[-1].bare)
        after = (
            previous is not None
            and not fresh
            and previous.strength >= ASKS
            and previous.sentences[-1].turn == sentence.turn
            and not (pressed and asking(context[-1]) in _WISHES)
        )
        if previous is not None and (adjacent or after):
            previous.sentences.append(sentence)
            previous.strength = max(previous.strength, draft.strength, 0.9)
            previous.kind = "inquiry" if draft.kind == "inquiry" else "interrogative"
            return True
        if pressed:
            draft.sentences.insert(0, context[-1])
            draft.context = draft.context[:-1]
        draft.strength = max(draft.strength, 0.8)
        return False
    if previous is None or (previous.kind in _WISHES) != (draft.kind in _WISHES):
        return False
    if draft.kind == "tag" and previous.strength >= ASKS:
        return False
    if (adjacent and (_OR.match(sentence.text) or _restates(previous, sentence, fresh))) or (
        not fresh
        and previous.sentences[-1].turn == sentence.turn
        and previous.strength >= ASKS
        and _alike(previous, sentence)
    ):
        previous.sentences.append(sentence)
        previous.strength = max(previous.strength, draft.strength)
        if draft.kind == "inquiry":
            previous.kind = "inquiry"
        return True
    if not fresh and not adjacent and _put_again(previous, context):
        previous.sentences.append(sentence)
        previous.strength = max(previous.strength, draft.strength)
        return True
    if not adjacent and previous.strength < ASKS and _alike(previous, sentence):
        drafts.pop()  # he asked it in passing and now asks it in earnest
    return False


def _put_again(previous: Draft, context: Sequence[Sentence]) -> bool:
    """True if the speaker has said since a question that he puts it in other words."""
    last = previous.sentences[-1]
    said = [s for s in context[-6:] if s.turn == last.turn and s.span.start >= last.span.end]
    return any(_IN_OTHER_WORDS.match(sentence.text) for sentence in said)


def _restates(previous: Draft, sentence: Sentence, fresh: bool) -> bool:
    """True if a sentence asks the question before it again, or only half of it."""
    if fresh and opening(sentence):
        return False
    before = previous.sentences[-1]
    if how_about(before.bare) and not is_prompt(before) and not sentence.paragraph:
        return True  # 最近の動向はどうですか。十年でどれだけ増えたのか
    if _CHECKS.search(before.bare) and not sentence.paragraph:
        return True  # 十四日とおっしゃいましたか。どちらが正しいのでしょうか
    if asks_item(sentence.bare) and not is_prompt(before):
        return _alike(previous, sentence)
    if asking(sentence) == "inquiry" and previous.kind == "inquiry":
        return _alike(previous, sentence)
    return _alike(previous, sentence) or not (
        sentence.paragraph or new_theme([*previous.context[-2:], *previous.sentences], sentence)
    )


def new_theme(before: Sequence[Sentence], sentence: Sentence) -> bool:
    """True if a sentence begins with a theme of which those before it said nothing."""
    match = _THEME.match(sentence.text)
    if match is None:
        return False
    theme = set(sentence.lemmas[: sentence.words_before(match.end())])
    told = {lemma for other in before for lemma in other.lemmas}
    # 条例では、 is enough; 部長の整理を伺います only presses.
    said = match.group()
    enough = 1 if said.endswith("では") else 4 if said.endswith("を") else 2
    return len(theme) >= enough and theme.isdisjoint(told)


def focus(sentence: Sentence) -> set[str]:
    """The content words of what is asked: those of the last clause that has any."""
    text, lemmas = sentence.text, sentence.lemmas
    end, last = len(text), len(lemmas)
    while last > 0:
        start = text.rfind("、", 0, end)
        first = sentence.words_before(start + 1)
        if first < last:
            return set(lemmas[first:last])
        end = start
    return set()


def _alike(previous: Draft, sentence: Sentence) -> bool:
    """True if a question shares most of its focus with the one before."""
    mine = focus(sentence)
    others = {lemma for other in previous.sentences for lemma in other.lemmas}
    theirs = focus(previous.sentences[0])
    return bool(mine) and (2 * len(mine & theirs) > min(len(mine), len(theirs)) or mine <= others)
