"""The distinct questions of a speech.

Each sentence is read for how surely it asks; then topics are cut at their openers, prompts
(いかがですか。) join what they press, restatements join what they restate, and a sentence that asks
two things becomes two questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from minutes.exchanges.asking import (
    ASKED,
    LABELLED,
    announces,
    asking,
    ends_topic,
    labels,
    opening,
    point,
)
from minutes.exchanges.asking import heading as heading_of
from minutes.exchanges.drafts import ASKS, Draft, absorbed, new_theme
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
REPEATS = re.compile(
    r"(?:再度|再び|もう一度|もう1度|いま一度|重ねて|改めて[^、。]{0,6}(?:答|願|伺))"
)
# 二千三百ですか。 says back what was heard.
_ECHO = re.compile(r"[^、。いどなぜ何誰]{1,14}ですか\Z")
_IS = ("です", "でございます", "であります")
_ABOUT = ("について", "に関して", "についてです", "についてであります", "についてでございます")
_DENIES = re.compile(
    r"(?:思いません|思えません|思わない|思えない|考えません|言えません|言えない|あり得ません|あり得ない"
    r"|納得できません|納得できない|なりません|違います|無理です|とんでもない|いないんです|ないんです)"
    r"[^、。]{0,6}\Z"
)


@dataclass(slots=True, eq=False)
class Question:
    """A question of a speech: `sentences` are its core, `context` what was said on its topic.

    `strength` says how surely it asks; below `ASKS` it is one only if it is answered.  `waived` is
    true if the speaker wants no answer.  `cores` are what `wants.cores` found, once it was asked.
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
    text: str = field(init=False)
    lemmas: tuple[str, ...] = field(init=False)
    cores: tuple[Sentence, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        """Join the core: its text as said, folded, and its content words."""
        self.text = "".join([sentence.text for sentence in self.sentences])
        self.lemmas = tuple([lemma for sentence in self.sentences for lemma in sentence.lemmas])


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
    drafts: list[Draft] = []
    headed: list[Draft] = []
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
        if kind is None and _is_item(sentences, at):
            item = Draft([sentence], "elliptical", _UNARGUED, number, [], None, counted)
            headed.append(item)
        if kind is None or kind == "announcement":
            context.append(sentence)
            continue
        draft = Draft([sentence], kind, _STRENGTH[kind], number, list(context), heading, counted)
        clause = _last_clause(sentence.bare)
        if kind == "plain" and clause.endswith("ないか") and not ASKED.search(clause):
            draft.strength = _STRENGTH["opinion"]  # のではないか says what he thinks
        argued = not (_PLEASE.search(sentence.bare) or _asked_last(sentences, at))
        if kind == "interrogative" and at == 0 and _ECHO.match(sentence.bare):
            draft.kind, draft.strength = "tag", _STRENGTH["tag"]
        elif argued and kind in ("interrogative", "plain", "elliptical"):
            counts = _COUNTS.search(sentence.bare) is not None
            draft.strength *= 0.95 if counts else _RHETORICAL
        if not absorbed(drafts, draft, context, fresh):
            drafts.append(draft)
        context.append(sentence)
        fresh = False
    if not any(draft.strength >= _STRENGTH["tag"] * 2 for draft in drafts):
        drafts = headed or drafts  # 一、空き室の状況について。 二、募集の予定について。
    _settle(drafts, next((s for s in reversed(sentences) if not is_formula(s.bare)), None))
    return tuple(question for draft in drafts for question in _finished(draft))


def _is_item(sentences: Sequence[Sentence], at: int) -> bool:
    """True if a heading is all that is said of its topic: the next one or the end comes behind."""
    sentence = sentences[at]
    about = sentence.bare.endswith(_ABOUT)
    if not about and not sentence.bare.endswith(_IS):
        return False
    numbered = point(sentence) is not None
    if not about and not numbered:
        return False
    later = next((s for s in sentences[at + 1 :] if not is_formula(s.bare)), None)
    if later is None:
        return True
    if numbered and point(later) is not None:
        return True  # 一点目は、基金の残高です。二点目は、取崩しの額です。
    return later.paragraph and heading_of(later.bare) is not None


def _asked_last(sentences: Sequence[Sentence], at: int) -> bool:
    """True if a topic ends with a sentence, or with a short word on it: もう半年ですよ."""
    if ends_topic(sentences, at):
        return True
    word = sentences[at + 1]
    if _DENIES.search(word.bare):
        return False  # 理解が得られたと言えるでしょうか。私はそうは思いません。
    if asking(word) == "tag" and new_theme([sentences[at]], word):
        return True  # 見通しはないのでしょうか。入場券は、もう売り出しですよね。
    return len(word.bare) <= _WORD and asking(word) is None and ends_topic(sentences, at + 1)


def _waives(draft: Draft, sentence: Sentence) -> bool:
    """True if a sentence behind a question says that no answer is wanted."""
    last = draft.sentences[-1]
    return (
        last.turn == sentence.turn
        and sentence.span.start - last.span.end < _NEAR
        and says("questions", "waiver", sentence.bare)
    )


def _counted(before: dict[str, str], sentence: Sentence) -> dict[str, str]:
    """The numbers in force: a new item ends the parts of the one before it."""
    found = labels(sentence.text[:40]) if LABELLED.search(sentence.text, 0, 40) else None
    if not found:
        return before
    return found if "item" in found else {**before, **found}


def _last_clause(bare: str) -> str:
    """What stands behind the last comma, or behind the one before if that is short."""
    at = bare.rfind("、", 0, max(0, len(bare) - 6))
    return bare[at + 1 :]


def _settle(drafts: Sequence[Draft], last: Sentence | None) -> None:
    """Compare the questions of a speech: one that only argues is weak beside one that asks.

    Where none is strong, the last that has the form of a question is the one that was asked, and a
    speech that ends by looking for assent, `last` being its last sentence, asks for it.
    """
    strong = [draft for draft in drafts if draft.strength >= ASKS]
    if strong and strong[-1].kind == "plain" and strong[-1].sentences[-1] is last:
        strong[-1].strength = max(strong[-1].strength, _UNARGUED)  # 謝罪はあったのか, and sits down
    for draft in strong[:-1]:
        last = draft.sentences[-1]
        if draft.kind == "interrogative" and _ARGUES.search(last.bare):
            draft.strength = min(draft.strength, 0.45)
    if not strong:
        for draft in reversed(drafts):
            if draft.kind in ("interrogative", "plain", "elliptical") and draft.strength >= 0.25:
                draft.strength = max(draft.strength, _UNARGUED)
                return
        if drafts and drafts[-1].kind == "tag" and drafts[-1].sentences[-1] is last:
            drafts[-1].strength = ASKS  # 対象は市民に限るんですね, and he sits down


def _finished(draft: Draft) -> list[Question]:
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
    groups: list[list[Sentence]] = [[]]
    for sentence in sentences:
        first, *others = split(sentence, pressed=len(sentences) > 1)
        groups[-1].append(first)
        groups += [[other] for other in others]
    if len(groups) == 1:
        return [whole]
    before = [sentence for group in groups for sentence in group]
    return [
        replace(
            whole,
            span=Span(group[0].span.start, group[-1].span.end),
            sentences=tuple(group),
            context=(*whole.context, *before[: before.index(group[0])]),
        )
        for group in groups
    ]
