"""The distinct questions of a speech.

Each sentence is read for how surely it asks; then topics are cut at their openers, prompts
(いかがですか。) join what they press, restatements join what they restate, and a sentence that asks
two things becomes two questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minutes.exchanges.asking import (
    ASKED,
    announces,
    asking,
    asks_item,
    ends_topic,
    how_about,
    is_prompt,
    labels,
    opening,
    point,
)
from minutes.exchanges.asking import heading as heading_of
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.splits import split
from minutes.exchanges.wording import is_formula, says
from minutes.schema import Span

#: How surely a sentence of each kind asks for an answer, if nothing else is known.
_STRENGTH = {
    "inquiry": 1.0,
    "interrogative": 0.9,
    "elliptical": 0.6,
    "plain": 0.55,
    "tag": 0.25,
    "request": 0.3,
    "opinion": 0.25,
}
_RHETORICAL = 0.5  # what is left of a question that the speaker goes on to argue himself
_NEAR = 60  # characters between a question and the word that it needs no answer
_WORD = 24  # characters of a word on a question just asked
_ASKS = 0.5  # from here on a sentence is a question whether or not an answer is found

_OR = re.compile(r"\A(?:それとも|あるいは|または|もしくは|つまり|すなわち|要は|要するに|逆に|いや)")
_CHECKS = re.compile(
    r"(?:おっしゃ|言わ|言い|御答弁|申さ)[^、。]{0,6}(?:ました|でした|た)(?:の)?か\Z"
)
# Who asks for a number or a day wants it: 対象は何人だったのか。
_COUNTS = re.compile(
    r"(?:何(?:人|名|件|校|世帯|台|%|パーセント|年|月|日)(?!も|か)|いくら|幾ら)[^、。]{0,20}か\Z"
)
_PLEASE = re.compile(
    r"(?:いただけ|もらえ|くださ[らい]|願え|頂け|できない|できませ)[^、。]{0,6}か(?:ね)?\Z"
)
_ARGUES = re.compile(
    r"(?<!べき)(?:では|じゃ)(?:ない(?:ん|の)?(?:です|でしょう)|ありません|なかった(?:の|ん)?です)[^、。]{0,4}\Z"
)
_UNARGUED = 0.8  # 時期はいつですか。もう半年ですよ。
REPEATS = re.compile(r"(?:再度|再び|もう一度|もう1度|いま一度|重ねて|改めて[^、。]{0,6}答)")
# 二千三百ですか。 says back what was heard.
_ECHO = re.compile(r"[^、。いどなぜ何誰]{1,14}ですか\Z")
_WISHES = frozenset(["request", "opinion"])


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a speech: `sentences` are its core, `context` what was said on its topic.

    `strength` says how surely it asks; below `_ASKS` it is one only if it is answered.  `waived` is
    true if the speaker wants no answer.
    """

    turn: int
    span: Span
    sentences: tuple[Sentence, ...]
    context: tuple[Sentence, ...]
    kind: str
    strength: float
    number: int | None
    heading: Sentence | None = None
    repeats: bool = False
    labels: tuple[tuple[str, str], ...] = ()
    waived: bool = False

    @property
    def text(self) -> str:
        """The core as said, folded."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The content words of the core."""
        return tuple(lemma for sentence in self.sentences for lemma in sentence.lemmas)


@dataclass(slots=True)
class _Draft:
    """A question while its sentences are gathered."""

    sentences: list[Sentence]
    kind: str
    strength: float
    number: int | None
    context: list[Sentence]
    heading: Sentence | None
    labels: dict[str, str]
    waived: bool = False


def questions_of(sentences: Sequence[Sentence]) -> tuple[Question, ...]:
    """The questions of a speech in order, the weak ones too.

    >>> from minutes.exchanges.sentences import sentences_of
    >>> from minutes.nlp import tokenize
    >>> from minutes.schema import Turn
    >>> text = (
    ...     "○三枝委員　まず、休館の件です。再開はいつですか。次に、減収は幾らか、伺います。"
    ... )
    >>> turn = Turn(0, len(text), 6, "○三枝委員", "三枝", "委員", kind="question")
    >>> [q.text for q in questions_of(sentences_of(0, turn, (), tokenize(text)))]
    ['再開はいつですか。', '次に、減収は幾らか、伺います。']
    """
    drafts: list[_Draft] = []
    context: list[Sentence] = []
    heading: Sentence | None = None
    number: int | None = None
    counted: dict[str, str] = {}
    fresh = True  # an opener has come since the last question
    for at, sentence in enumerate(sentences):
        strength = opening(sentence)
        if strength >= 2:
            heading = None if strength == 3 else heading
            context, number, fresh = [], point(sentence), True
        elif strength or sentence.paragraph:
            fresh = True
        counted = _counted(counted, sentence)
        kind = asking(sentence)
        if drafts and _waives(drafts[-1], sentence):
            drafts[-1].waived = True
            continue
        if is_formula(sentence.bare) and kind != "inquiry":
            continue
        if kind in ("inquiry", "announcement") and announces(sentences, at):
            heading, context, fresh = sentence, [sentence], True
            continue
        if kind is None and heading_of(sentence.bare):
            heading = sentence
        if kind is None or kind == "announcement":
            context.append(sentence)
            continue
        draft = _Draft([sentence], kind, _STRENGTH[kind], number, list(context), heading, counted)
        clause = _last_clause(sentence.bare)
        if kind == "plain" and clause.endswith("ないか") and not ASKED.search(clause):
            draft.strength = _STRENGTH["opinion"]  # のではないか says what he thinks
        argued = not (_PLEASE.search(sentence.bare) or _asked_last(sentences, at))
        if kind == "interrogative" and at == 0 and _ECHO.match(sentence.bare):
            draft.kind, draft.strength = "tag", _STRENGTH["tag"]
        elif argued and kind in ("interrogative", "plain", "elliptical"):
            counts = _COUNTS.search(sentence.bare) is not None
            draft.strength *= 0.95 if counts else _RHETORICAL
        if not _absorbed(drafts, draft, context, fresh):
            drafts.append(draft)
        context.append(sentence)
        fresh = False
    _settle(drafts)
    return tuple(question for draft in drafts for question in _finished(draft))


def _asked_last(sentences: Sequence[Sentence], at: int) -> bool:
    """True if a topic ends with a sentence, or with a short word on it: もう半年ですよ."""
    if ends_topic(sentences, at):
        return True
    word = sentences[at + 1]
    return len(word.bare) <= _WORD and asking(word) is None and ends_topic(sentences, at + 1)


def _waives(draft: _Draft, sentence: Sentence) -> bool:
    """True if a sentence behind a question says that no answer is wanted."""
    last = draft.sentences[-1]
    return (
        last.turn == sentence.turn
        and sentence.span.start - last.span.end < _NEAR
        and says("questions", "waiver", sentence.bare)
    )


def _counted(before: dict[str, str], sentence: Sentence) -> dict[str, str]:
    """The numbers in force: a new item ends the parts of the one before it."""
    found = labels(sentence.text[:40])
    if not found:
        return before
    return found if "item" in found else {**before, **found}


def _last_clause(bare: str) -> str:
    """What stands behind the last comma, or behind the one before if that is short."""
    at = bare.rfind("、", 0, max(0, len(bare) - 6))
    return bare[at + 1 :]


def _settle(drafts: Sequence[_Draft]) -> None:
    """Compare the questions of a speech: one that only argues is weak beside one that asks.

    Where none is strong, the last that has the form of a question is the one that was asked.
    """
    strong = [draft for draft in drafts if draft.strength >= _ASKS]
    for draft in strong[:-1]:
        last = draft.sentences[-1]
        if draft.kind == "interrogative" and _ARGUES.search(last.bare):
            draft.strength = min(draft.strength, 0.45)
    if not strong:
        for draft in reversed(drafts):
            if draft.kind in ("interrogative", "plain", "elliptical") and draft.strength >= 0.25:
                draft.strength = max(draft.strength, _UNARGUED)
                return


def _absorbed(
    drafts: list[_Draft], draft: _Draft, context: Sequence[Sentence], fresh: bool
) -> bool:
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
            and previous.strength >= _ASKS
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
    if draft.kind == "tag" and previous.strength >= _ASKS:
        return False
    if (adjacent and (_OR.match(sentence.text) or _restates(previous, sentence, fresh))) or (
        not fresh
        and previous.sentences[-1].turn == sentence.turn
        and previous.strength >= _ASKS
        and _alike(previous, sentence)
    ):
        previous.sentences.append(sentence)
        previous.strength = max(previous.strength, draft.strength)
        if draft.kind == "inquiry":
            previous.kind = "inquiry"
        return True
    if not adjacent and previous.strength < _ASKS and _alike(previous, sentence):
        drafts.pop()  # he asked it in passing and now asks it in earnest
    return False


def _restates(previous: _Draft, sentence: Sentence, fresh: bool) -> bool:
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
    return _alike(previous, sentence) or not sentence.paragraph


def focus(sentence: Sentence) -> set[str]:
    """The content words of what is asked: those of the last clause that has any."""
    end = len(sentence.text)
    while end > 0:
        start = sentence.text.rfind("、", 0, end)
        found = {lemma for at, lemma in sentence.words if start < at < end}
        if found:
            return found
        end = start
    return set()


def _alike(previous: _Draft, sentence: Sentence) -> bool:
    """True if a question shares most of its focus with the one before."""
    mine = focus(sentence)
    others = {lemma for other in previous.sentences for lemma in other.lemmas}
    theirs = focus(previous.sentences[0])
    return bool(mine) and (2 * len(mine & theirs) > min(len(mine), len(theirs)) or mine <= others)


def _finished(draft: _Draft) -> list[Question]:
    """The questions of a draft: one, or two if its sentence asks for two items."""
    sentences = draft.sentences
    whole = Question(
        turn=sentences[0].turn,
        span=Span(sentences[0].span.start, sentences[-1].span.end),
        sentences=tuple(sentences),
        context=tuple(draft.context),
        kind=draft.kind,
        strength=draft.strength,
        number=draft.number,
        heading=draft.heading,
        labels=tuple(draft.labels.items()),
        waived=draft.waived,
        repeats=any(REPEATS.search(sentence.text) for sentence in sentences),
    )
    parts = split(sentences[0]) if len(sentences) == 1 else [sentences[0]]
    if len(parts) == 1:
        return [whole]
    return [
        replace(whole, span=part.span, sentences=(part,), context=(*whole.context, *parts[:at]))
        for at, part in enumerate(parts)
    ]
