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
    HEADING,
    announces,
    asking,
    asks_item,
    ends_topic,
    is_prompt,
    main_clause,
    opening,
    point,
)
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wording import is_formula
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
_ASKS = 0.5  # from here on a sentence is a question whether or not an answer is found

_OR = re.compile(r"\A(?:それとも|あるいは|または|もしくは|つまり|すなわち|要は|要するに|逆に|いや)")
_SPLIT = re.compile(r"(?:か|して|し)、(?!(?:それとも|あるいは|または|もしくは|どうか|又は))")
_REPEATS = re.compile(r"(?:再度|再び|もう一度|もう1度|改めて|いま一度|重ねて)")
_WISHES = frozenset(["request", "opinion"])


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a speech: `sentences` are its core, `context` what was said on its topic.

    `strength` says how surely it asks; below `_ASKS` it is one only if it is answered.
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

    @property
    def text(self) -> str:
        """The core as said, folded."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def lemmas(self) -> tuple[str, ...]:
        """The content words of the core."""
        return tuple(lemma for sentence in self.sentences for lemma in sentence.lemmas)


def addressed(question: Question, title: str) -> float:
    """1 if a question is put to an office by its title, a half if its topic was, else 0."""
    if len(title) < 2:
        return 0.0
    named = re.compile(
        f"(?<![副前元]){re.escape(title)}(?:[、に]|の(?:御?見解|お?考え|御?所見|御?答弁|認識))"
    )
    if named.search(question.text):
        return 1.0
    return 0.5 if any(named.search(sentence.text) for sentence in question.context[-3:]) else 0.0


@dataclass(slots=True)
class _Draft:
    """A question while its sentences are gathered."""

    sentences: list[Sentence]
    kind: str
    strength: float
    number: int | None
    context: list[Sentence]
    heading: Sentence | None


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
    fresh = True  # an opener has come since the last question
    for at, sentence in enumerate(sentences):
        strength = opening(sentence)
        if strength == 2:
            context, heading, number, fresh = [], None, point(sentence), True
        elif strength or sentence.paragraph:
            fresh = True
        kind = asking(sentence)
        if is_formula(sentence.bare) and kind != "inquiry":
            continue
        if kind in ("inquiry", "announcement") and announces(sentences, at):
            heading, context, fresh = sentence, [sentence], True
            continue
        if kind is None and HEADING.match(sentence.bare):
            heading = sentence
        if kind is None or kind == "announcement":
            context.append(sentence)
            continue
        draft = _Draft([sentence], kind, _STRENGTH[kind], number, list(context), heading)
        if kind == "plain" and not ASKED.search(sentence.bare):
            draft.strength = _STRENGTH["opinion"]  # のではないか says what he thinks
        if kind in ("interrogative", "plain", "elliptical") and not ends_topic(sentences, at):
            draft.strength *= _RHETORICAL
        if not _absorbed(drafts, draft, context, fresh):
            drafts.append(draft)
        context.append(sentence)
        fresh = False
    return tuple(question for draft in drafts for question in _finished(draft))


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
        if adjacent and previous is not None and previous.strength < 1.5:
            previous.sentences.append(sentence)
            previous.strength = max(previous.strength, draft.strength, 0.9)
            previous.kind = "inquiry" if draft.kind == "inquiry" else previous.kind
            return True
        if context and context[-1].turn == sentence.turn and not is_formula(context[-1].bare):
            draft.sentences.insert(0, context[-1])
            draft.context = draft.context[:-1]
        draft.strength = max(draft.strength, 0.8)
        return False
    if previous is None or (previous.kind in _WISHES) != (draft.kind in _WISHES):
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
    if asks_item(before.bare) and asks_item(sentence.bare):
        return _alike(previous, sentence)
    if asking(sentence) == "inquiry" and previous.kind == "inquiry":
        return _alike(previous, sentence)
    return _alike(previous, sentence) or not sentence.paragraph


def _focus(sentence: Sentence) -> set[str]:
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
    mine = _focus(sentence)
    others = {lemma for other in previous.sentences for lemma in other.lemmas}
    theirs = _focus(previous.sentences[0])
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
        repeats=any(_REPEATS.search(sentence.text) for sentence in sentences),
    )
    parts = _split(sentences[0]) if len(sentences) == 1 else None
    if parts is None:
        return [whole]
    return [replace(whole, span=part.span, sentences=(part,)) for part in parts]


def _split(sentence: Sentence) -> tuple[Sentence, Sentence] | None:
    """The two halves of a sentence that asks for an item in each."""
    text = sentence.text
    for match in _SPLIT.finditer(text):
        cut = match.end()
        before, after = text[:cut], text[cut:]
        floor = max(0, cut - 60)
        left, right = ASKED.search(before, floor), ASKED.search(after)
        if left is None or right is None or cut < 12 or len(after) < 12:
            continue
        if not re.search(r"か(?:、|。|\Z|と|を|に)", after[right.start() :]):
            continue
        return sentence.part(main_clause(text, left.start()), cut - 1), sentence.part(
            cut, len(text)
        )
    return None
