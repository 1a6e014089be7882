"""Rounds of asking and answering: what may have been asked, and the passages that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from minutes.exchanges.align import ADDRESSED, EARLIER, NUMBERED, Reply, State, best_path
from minutes.exchanges.asking import answers_on, heading_end, is_heading, point
from minutes.exchanges.evidence import (
    Marks,
    features,
    likeness,
    question_vectors,
    rarity,
    vector,
)
from minutes.exchanges.questions import Question, addressed, questions_of
from minutes.exchanges.scopes import Round
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wording import is_formula, wordings
from minutes.schema import Turn

#: The strength from which a question is one, and from which it is a row without an answer.
ASKS, UNANSWERED = 0.5, 0.8

_ALONE = 0.25  # what speaks for the only question of a round, whatever the words
_MOST = 40  # questions of a round that are looked at together
_KEPT = 6  # questions of earlier rounds that may still be answered
_AGAIN, _AGAIN_SAID = 0.6, 0.3  # likeness of a question asked again
_REMARK = 0.12  # likeness from which a reply takes up a remark


@dataclass(slots=True)
class Asked:
    """A question on its way to an answer."""

    question: Question
    vector: dict[str, float]
    answers: list[Answer] = field(default_factory=list)
    heard: bool = False  # somebody spoke after it
    remark: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A passage of one speech that was given to a question."""

    sentences: tuple[Sentence, ...]
    scores: tuple[float, ...]
    sure: bool = True

    @property
    def turn(self) -> int:
        """The turn in which it was said."""
        return self.sentences[0].turn

    @property
    def weight(self) -> float:
        """How well it fits, the best sentences counting."""
        return sum(sorted(self.scores)[-3:])


class Pairing:
    """The questions of a document with their answers, gathered round by round in `asked`."""

    def __init__(
        self, turns: Sequence[Turn], speeches: dict[int, tuple[Sentence, ...]], known: Marks
    ) -> None:
        """Everything that the rounds need of the document."""
        self._turns, self._speeches, self._known = turns, speeches, known
        spoken = [s for index in sorted(speeches) for s in speeches[index]]
        self._words = {s.span: features(s, known) for s in spoken}
        self._rare = rarity(list(self._words.values()))
        self.asked: list[Asked] = []
        self._open: list[Asked] = []

    def add(self, spoken: Round) -> None:
        """Read one round: its questions, and which sentences of its replies answer them."""
        if spoken.first:
            self._open = []
        fresh = self._candidates(spoken)
        replies = [
            s for index in spoken.answered for s in self._speeches[index] if not is_formula(s.bare)
        ]
        before = self._again(fresh)[-_KEPT:]
        candidates = [*before, *fresh][-_MOST:]
        if replies:
            for asked in fresh:
                asked.heard = True
            self._align(spoken, candidates, set(map(id, before)), replies)
        self.asked += fresh
        self._open = [
            asked
            for asked in [*before, *fresh]
            if not asked.answers and asked.question.strength >= UNANSWERED
        ]

    def _candidates(self, spoken: Round) -> list[Asked]:
        """The questions of a round; wishes and views only where nothing else is asked."""
        sentences = [s for index in spoken.asked for s in self._speeches[index]]
        found = questions_of(sentences)
        strong = [q for q in found if q.strength >= ASKS]
        questions = strong or list(found[-1:])
        vectors = question_vectors(questions, self._known, self._rare)
        return [Asked(q, v) for q, v in zip(questions, vectors, strict=True)]

    def _again(self, fresh: list[Asked]) -> list[Asked]:
        """The open questions; one that is pressed again takes the new wording's place."""
        for earlier in self._open:
            for asked in fresh:
                limit = _AGAIN_SAID if asked.question.repeats else _AGAIN
                if asked.question.repeats and len(set(asked.question.lemmas)) <= 3:
                    limit = 0.0  # もう一度お答えください
                if likeness(earlier.vector, asked.vector) >= limit:
                    fresh.remove(asked)
                    break
        return self._open

    def _align(
        self, spoken: Round, candidates: list[Asked], before: set[int], replies: list[Sentence]
    ) -> None:
        """Give the sentences of the replies to the candidates."""
        remarks = self._remarks(spoken, candidates)
        vectors = [self._vector(s) for s in replies]
        heads = [self._head(s) for s in replies]
        alike = [
            [max(likeness(asked.vector, v), likeness(asked.vector, h)) for asked in candidates]
            for v, h in zip(vectors, heads, strict=True)
        ]
        said = [[likeness(v, mine) for _, mine in remarks] for v in vectors]
        path = best_path(
            [self._reply(replies, at) for at in range(len(replies))],
            alike,
            [max(row, default=0.0) for row in said],
            self._bonus(candidates, before, replies),
            [
                *(one.question.turn == other.question.turn for one, other in pairwise(candidates)),
                False,
            ],
        )
        self._read(path, candidates, replies, alike)
        self._take_up(path, spoken, replies, said, remarks)
        self._fall_back(candidates, before, replies, alike)

    def _vector(self, sentence: Sentence) -> dict[str, float]:
        return vector(((word, 1.0) for word in self._words[sentence.span]), self._rare)

    def _head(self, sentence: Sentence) -> dict[str, float]:
        """The vector of what a sentence says it answers: 給食費についてですが、."""
        end = heading_end(sentence)
        if not end:
            return {}
        words = features(sentence.part(0, end), self._known)
        return vector(((word, 1.0) for word in words), self._rare)

    def _remarks(
        self, spoken: Round, candidates: Sequence[Asked]
    ) -> list[tuple[Sentence, dict[str, float]]]:
        """What the questioner said that was no question."""
        taken = [asked.question.span for asked in candidates]
        return [
            (sentence, self._vector(sentence))
            for index in spoken.asked
            for sentence in self._speeches[index]
            if not is_formula(sentence.bare)
            and len(sentence.words) >= 3
            and not any(span.overlaps(sentence.span) for span in taken)
        ]

    def _reply(self, replies: Sequence[Sentence], at: int) -> Reply:
        sentence = replies[at]
        bare = sentence.bare
        return Reply(
            turn=sentence.turn,
            opener=answers_on(sentence),
            paragraph=sentence.paragraph,
            first=at == 0 or replies[at - 1].turn != sentence.turn,
            bound=at > 0 and replies[at - 1].turn == sentence.turn and is_heading(replies[at - 1]),
            takes_up=any(w.matches(bare) for w in wordings("answers", "reply")),
        )

    def _bonus(
        self, candidates: list[Asked], before: set[int], replies: Sequence[Sentence]
    ) -> list[list[float]]:
        """What speaks for a question whatever the words: its number, its addressee, its age."""
        strong = [c for c in candidates if c.question.strength >= ASKS and id(c) not in before]
        base = []
        for asked in candidates:
            value = -EARLIER if id(asked) in before else 0.0
            if len(strong) == 1 and asked is strong[0]:
                value += _ALONE
            base.append(value)
        order = {id(c): at + 1 for at, c in enumerate(strong)}
        found = []
        for sentence in replies:
            number = point(sentence)
            title = self._turns[sentence.turn].position or ""
            row = []
            for asked, value in zip(candidates, base, strict=True):
                if number is not None:
                    mine = asked.question.number or order.get(id(asked))
                    value += NUMBERED if mine == number else 0.0
                value += ADDRESSED * addressed(asked.question, title)
                row.append(value)
            found.append(row)
        return found

    def _read(
        self,
        path: Sequence[State],
        candidates: list[Asked],
        replies: Sequence[Sentence],
        alike: Sequence[Sequence[float]],
    ) -> None:
        """Enter the passages of the path at their questions."""
        for member, asked in enumerate(candidates):
            start = None
            for at in range(len(path) + 1):
                mine = at < len(path) and member in path[at].members and not path[at].remark
                joined = mine and start is not None and replies[at].turn == replies[start].turn
                if start is not None and not joined:
                    self._enter(asked, replies[start:at], [row[member] for row in alike[start:at]])
                    start = None
                if mine and start is None:
                    start = at

    def _enter(
        self,
        asked: Asked,
        sentences: Sequence[Sentence],
        scores: Sequence[float],
        sure: bool = True,
    ) -> None:
        kept = list(zip(sentences, scores, strict=True))
        while len(kept) > 1 and is_heading(kept[0][0]):
            kept[1] = (kept[1][0], max(kept[0][1], kept[1][1]))
            del kept[0]  # 次に、給食についてです。 says what will be answered
        if kept:
            passage = tuple(s for s, _ in kept)
            asked.answers.append(Answer(passage, tuple(score for _, score in kept), sure))

    def _take_up(
        self,
        path: Sequence[State],
        spoken: Round,
        replies: Sequence[Sentence],
        said: Sequence[Sequence[float]],
        remarks: Sequence[tuple[Sentence, dict[str, float]]],
    ) -> None:
        """Make rows of remarks that a reply takes up."""
        start = None
        for at in range(len(path) + 1):
            mine = at < len(path) and path[at].remark
            joined = mine and start is not None and replies[at].turn == replies[start].turn
            if start is not None and not joined:
                rows = said[start:at]
                scores = [sum(row[k] for row in rows) for k in range(len(remarks))]
                if scores:
                    best = max(range(len(scores)), key=scores.__getitem__)
                    self._remark(remarks[best][0], replies[start:at], [r[best] for r in rows])
                start = None
            if mine and start is None:
                start = at

    def _remark(
        self, sentence: Sentence, passage: Sequence[Sentence], scores: Sequence[float]
    ) -> None:
        if max(scores) < _REMARK:
            return
        question = Question(sentence.turn, sentence.span, (sentence,), (), "remark", 0.4, None)
        asked = Asked(question, {}, heard=True, remark=True)
        self._enter(asked, passage, scores)
        self.asked.append(asked)

    def _fall_back(
        self,
        candidates: list[Asked],
        before: set[int],
        replies: Sequence[Sentence],
        alike: Sequence[Sequence[float]],
    ) -> None:
        """Where one question was asked and somebody replied, the reply is to it."""
        strong = [
            (member, asked)
            for member, asked in enumerate(candidates)
            if asked.question.strength >= ASKS and id(asked) not in before
        ]
        if len(strong) == 1 and not strong[0][1].answers:
            member, asked = strong[0]
            if not any(other.answers for other in candidates):
                turn = replies[0].turn
                own = [at for at, s in enumerate(replies) if s.turn == turn]
                self._enter(
                    asked, [replies[at] for at in own], [alike[at][member] for at in own], False
                )
