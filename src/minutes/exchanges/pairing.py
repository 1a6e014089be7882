"""Rounds of asking and answering: what may have been asked, and the passages that answer it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import add, mul

from minutes.exchanges.addressee import addressed
from minutes.exchanges.align import (
    ADDRESSED,
    AGAIN,
    EARLIER,
    NUMBERED,
    Reply,
    State,
    best_path,
)
from minutes.exchanges.asked import ASKS, UNANSWERED, Asked, enter
from minutes.exchanges.asking import asking, point
from minutes.exchanges.evidence import (
    Compared,
    Features,
    Marks,
    features,
    likeness,
    plain_vector,
    question_vectors,
    rarity,
)
from minutes.exchanges.heads import Head, head, is_heading
from minutes.exchanges.keywords import own_words, spoken_for
from minutes.exchanges.leftovers import evaded, fall_back, give_wanted
from minutes.exchanges.passing import with_passing
from minutes.exchanges.questions import Question, questions_of
from minutes.exchanges.scopes import Round, is_routine
from minutes.exchanges.sentences import Sentence
from minutes.exchanges.shared import share_hedge, share_refusal, share_wanted, share_wish
from minutes.exchanges.wording import is_formula, says
from minutes.schema import Turn

_ALONE = 0.25  # what speaks for the only question of a round, whatever the words
_MOST = 40  # questions of a round that are looked at together
_KEPT = 6  # questions of earlier rounds that may still be answered
_AGAIN, _AGAIN_SAID, _AGAIN_SHORT = 0.6, 0.3, 0.1  # likeness of a question asked again
# What stands before 三枝議員の御質問にお答えいたします is no answer.
_BEGINS = re.compile(r"(?:質問|質疑|お尋ね)に(?:順次)?、?お?答え(?:を)?(?:いたし|し|申し上げ)ま")
_PREFACE = 10  # sentences within which it stands
_LEFT_OUT = re.compile(r"答弁(?:が)?(?:の)?(?:漏れ|もれ)")
_SHORT = 3  # content words of a question that only presses
_BREATH, _TOPIC = 8, 120  # characters between two questions asked in one breath, on one topic
_INSISTS = re.compile(
    r"聞いて(?:い|お|る)|聞いた|お聞きし|答えて|答えに|御?答弁(?:を|に|が)|質問(?:に|は|の)"
)
_CLAUSE = re.compile(r"[のるたいすくう]か(?:どうか)?(?:、|と|を|について|という)")
_ASKS_BACK = re.compile(
    r"(?:こと|意味|お尋ね|御質問|理解|趣旨|内容|お話|件)(?:で|が|に)[^、。]{0,12}(?:でしょう|ましょう|です|ます)か\Z"
    r"|質問の(?:趣旨|意味|意図)が[^、。]{0,12}(?:分か|わか|理解でき|聞き取れ)[^、。]{0,12}\Z"
    r"|(?:もう(?:一度|1度)|再度)[^、。]{0,6}(?:お願い|おっしゃって|言って)[^、。]{0,10}\Z"
)
_OR_NOT = re.compile(
    r"\A(?:それで|そういうことで)?(?:よろしい|いい|違い)(?:でしょう|です|ます)か\Z"
)
_BESIDE = 0.5  # a remark must fit better than the questions do
_REMARK = 0.12  # likeness from which a reply takes up a remark


class Pairing:
    """The questions of a document with their answers, gathered round by round in `asked`."""

    def __init__(
        self, turns: Sequence[Turn], speeches: dict[int, tuple[Sentence, ...]], known: Marks
    ) -> None:
        """Everything that the rounds need of the document."""
        self._turns, self._speeches, self._known = turns, speeches, known
        spoken = [s for index in sorted(speeches) for s in speeches[index]]
        self._rare = rarity([features(s, known) for s in spoken])
        self.asked: list[Asked] = []
        self._open: list[Asked] = []
        self._scope: list[Asked] = []
        self._owed: set[int] = set()
        self._wishes: list[Asked] = []
        self._unclear: Asked | None = None

    def add(self, spoken: Round) -> None:
        """Read one round: its questions, and which sentences of its replies answer them."""
        if spoken.first:
            self._open, self._scope, self._unclear = [], [], None
        replies = [s for index in spoken.answered for s in self._said(index)]
        fresh = self._candidates(spoken, replies)
        fresh = self._put_clearer(fresh)
        if _ask_back(replies):
            replies = []  # 例の件とは、庁舎の移転のことでよろしいでしょうか answers nothing yet
            self._unclear = fresh[0] if len(fresh) == 1 else None
        before = self._again(fresh)[-_KEPT:]
        weak = not any(asked.question.strength >= ASKS for asked in fresh)
        if before and weak and self._insists(spoken, before[-1]):
            # He has had no answer and says so: 評価はどうだったのかと聞いております.
            fresh = []
            self._press(before[-1], spoken)
        self._owed = {  # 答弁漏れがございました: the answer to a question of before comes now
            index
            for index in spoken.answered
            if _LEFT_OUT.search("\n".join([sentence.text for sentence in self._speeches[index]]))
        }
        if len(fresh) == 1 and not self._owed:
            before = [asked for asked in before if asked.pressed]
        candidates = [*before, *fresh][-_MOST:]
        if replies:
            for asked in fresh:
                asked.heard = True
            self._align(spoken, candidates, set(map(id, before)), replies)
        self.asked += fresh
        self._scope = [*self._scope, *fresh][-_MOST:]
        self._open = [
            asked
            for asked in self._scope
            if not asked.answers and asked.question.strength >= UNANSWERED
        ]

    def _put_clearer(self, fresh: list[Asked]) -> list[Asked]:
        """The questions of a round, the first also in place of one that was not understood.

        契約のことでしょうか。 いえ、契約ではなく、設計がいつ終わったのか、伺います。
        """
        unclear, self._unclear = self._unclear, None
        if unclear is None or len(fresh) != 1 or fresh[0].question.strength < ASKS:
            return fresh
        for held in (self.asked, self._scope, self._open):
            if unclear in held:
                held.remove(unclear)
        fresh[0].vector = _merged(unclear.vector, fresh[0].vector)
        return fresh

    def _said(self, index: int) -> list[Sentence]:
        """What a reply says, without formulas and a chair's routine."""
        chair = self._turns[index].kind == "chair"
        said = self._speeches[index]
        begins = next((at for at, s in enumerate(said[:_PREFACE]) if _BEGINS.search(s.bare)), 0)
        return [
            s
            for s in said[begins:]
            if not is_formula(s.bare) and not (chair and is_routine(s.bare))
        ]

    def _candidates(self, spoken: Round, replies: Sequence[Sentence]) -> list[Asked]:
        """The questions of a round; wishes and views only where nothing else is asked."""
        sentences = [s for index in spoken.asked for s in self._speeches[index]]
        found = questions_of(sentences)
        strong = [q for q in found if q.strength >= ASKS]
        questions = strong or list(found[-1:])
        if strong and len(strong) < len(found):
            questions = with_passing(found, replies, self._known, self._rare)
        wishes = [q for q in found if strong and q.kind == "request" and q not in questions]
        self._wishes = [Asked(q, {}) for q in wishes]
        vectors = question_vectors(questions, self._known, self._rare)
        return list(map(Asked, questions, vectors))

    def _core(self, question: Question) -> dict[str, float]:
        """The vector of a question's own words."""
        words = dict.fromkeys(w for s in question.sentences for w in self._words(s))
        return plain_vector(tuple(words), self._rare)

    def _again(self, fresh: list[Asked]) -> list[Asked]:
        """The open questions, and those of `fresh` that only press an earlier one taken out.

        もう一度伺います presses the question that it is most like, answered or not; a question in
        other words presses one that is still open.
        """
        for earlier in self._scope:
            earlier.pressed = False
        reopened: list[Asked] = []
        for asked in list(fresh):
            short = asked.question.repeats and len(set(asked.question.lemmas)) <= _SHORT
            known = self._scope if short else self._open
            if not known:
                continue
            best = max(known, key=lambda earlier: likeness(earlier.vector, asked.vector))
            like = likeness(best.vector, asked.vector)
            if short and like < _AGAIN_SHORT:
                if len(set(asked.question.lemmas)) > 1:
                    continue
                best = self._open[-1] if self._open else best
            elif not short and like < (_AGAIN_SAID if asked.question.repeats else _AGAIN):
                continue
            if _asks_itself(asked.question):
                # 設置するのかしないのか、もう一度伺います is a question of its own.
                asked.vector = _merged(best.vector, asked.vector)
                if best in self._open and (short or like >= _AGAIN_SAID):
                    best.again = asked
                continue
            best.pressed = True
            best.vector = _merged(best.vector, asked.vector)
            reopened.append(best)
            fresh.remove(asked)
        return [asked for asked in self._scope if asked in self._open or asked in reopened]

    def _insists(self, spoken: Round, asked: Asked) -> bool:
        """True if the questioner speaks of an open question, or of the answer he did not get."""
        return any(
            _INSISTS.search(sentence.text)
            or likeness(asked.vector, self._vector(sentence)) >= _AGAIN_SAID
            for index in spoken.asked
            for sentence in self._speeches[index]
        )

    def _press(self, asked: Asked, spoken: Round) -> None:
        """Take what is said in a round as another wording of an open question."""
        asked.pressed = True
        for index in spoken.asked:
            for sentence in self._speeches[index]:
                asked.vector = _merged(asked.vector, self._vector(sentence))

    def _align(
        self, spoken: Round, candidates: list[Asked], before: set[int], replies: list[Sentence]
    ) -> None:
        """Give the sentences of the replies to the candidates."""
        words = [s.features for s in replies]
        heads = list(map(head, replies))
        lines = _lines(replies, heads)
        near = Compared([asked.vector for asked in candidates], self._rare)
        ends = [head.end for head in heads]
        alike = [self._alike(near, *one) for one in zip(replies, words, ends, strict=True)]
        remarks: list[Sentence] = []
        said: list[list[float]] = [[] for _ in words]
        beside = [0.0] * len(words)
        if any(line.takes_up for line in lines):
            remarks = self._remarks(spoken, candidates)
            said = self._said_before(remarks, candidates, words)
            beside = [
                max(row, default=0.0) - _BESIDE * max(mine, default=0.0)
                for row, mine in zip(said, alike, strict=True)
            ]
        own = own_words([asked.question for asked in candidates])
        named = spoken_for(replies, own)
        gaps = [_apart(one, other) for one, other in pairwise(candidates)]
        path: list[State] = []
        answered: set[int] = set()
        start = 0
        for end in range(1, len(replies) + 1):
            if end < len(replies) and replies[end].turn == replies[start].turn:
                continue
            here = slice(start, end)
            path += best_path(
                lines[here],
                alike[here],
                beside[here],
                self._bonus(candidates, before, replies[here], answered),
                [*(gap <= _TOPIC for gap in gaps), False],
                [*(gap <= _BREATH for gap in gaps), False],
                named[here],
                _passed(candidates, before, answered),
            )
            answered |= {member for state in path[start:] for member in state.members}
            start = end
        self._read(path, candidates, replies, alike)
        self._take_up(path, spoken, replies, said, remarks)
        fresh = [asked for asked in candidates if id(asked) not in before]
        give_wanted(fresh, replies, path)
        fall_back(self._turns, candidates, before, replies, alike)
        evaded(self._turns, candidates, before, replies, path)
        share_refusal(fresh)
        share_wanted(fresh, replies)
        share_hedge(fresh, replies)
        self.asked += share_wish(self._wishes, fresh, replies)

    def _words(self, sentence: Sentence) -> Features:
        """The features of a sentence, or of a part of one."""
        return features(sentence, self._known)

    def _vector(self, sentence: Sentence) -> dict[str, float]:
        return plain_vector(self._words(sentence), self._rare)

    def _alike(self, near: Compared, sentence: Sentence, words: Features, end: int) -> list[float]:
        """How like each question a sentence is, or its heading: 給食費についてですが、."""
        whole = near(words)
        if not end:
            return whole
        return list(map(max, whole, near(self._words(sentence.part(0, end)))))

    def _said_before(
        self,
        remarks: Sequence[Sentence],
        candidates: Sequence[Asked],
        replies: Sequence[Features],
    ) -> list[list[float]]:
        """How like each remark each sentence of the replies is; less where it was asked as well."""
        asks = Compared([self._core(asked.question) for asked in candidates], self._rare)
        apart = [1 - max(asks(remark.features), default=0.0) for remark in remarks]
        near = Compared([self._vector(remark) for remark in remarks], self._rare)
        return [list(map(mul, near(words), apart)) for words in replies]

    def _remarks(self, spoken: Round, candidates: Sequence[Asked]) -> list[Sentence]:
        """What the questioner said that was no question."""
        taken = [asked.question.span for asked in candidates]
        return [
            sentence
            for index in spoken.asked
            for sentence in self._speeches[index]
            if not is_formula(sentence.bare)
            and len(sentence.lemmas) >= 3
            and asking(sentence) not in ("inquiry", "announcement")
            and not any(span.overlaps(sentence.span) for span in taken)
        ]

    def _bonus(
        self,
        candidates: list[Asked],
        before: set[int],
        replies: Sequence[Sentence],
        answered: set[int],
    ) -> list[list[float]]:
        """What speaks for a question whatever the words: its number, its addressee, its age."""
        strong = [c for c in candidates if c.question.strength >= ASKS and id(c) not in before]
        base = []
        for member, asked in enumerate(candidates):
            value = 0.0
            if id(asked) in before and not asked.pressed:
                value = _ALONE if replies[0].turn in self._owed else -EARLIER
            value += _ALONE if asked.pressed else 0.0
            value -= AGAIN if member in answered else 0.0
            if len(strong) == 1 and asked is strong[0]:
                value += _ALONE
            base.append(value)
        order = {id(c): at + 1 for at, c in enumerate(strong)}
        found = []
        title = self._turns[replies[0].turn].position or ""
        for member, asked in enumerate(candidates):
            base[member] += ADDRESSED * addressed(asked.question, title)
        for sentence in replies:
            number = point(sentence)
            if number is None:
                found.append(base)
                continue
            mine = (asked.question.number or order.get(id(asked)) for asked in candidates)
            numbered = [NUMBERED if one == number else 0.0 for one in mine]
            found.append(list(map(add, base, numbered)))
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
            mine = [at for at, s in enumerate(path) if member in s.members and not s.remark]
            start = 0
            for end in range(1, len(mine) + 1):
                if end < len(mine) and self._joined(path, replies, mine[end - 1], mine[end]):
                    continue
                passage = range(mine[start], mine[end - 1] + 1)
                enter(asked, [replies[at] for at in passage], [alike[at][member] for at in passage])
                start = end

    def _joined(
        self, path: Sequence[State], replies: Sequence[Sentence], one: int, other: int
    ) -> bool:
        """True if nothing but idle sentences of one speech stands between two."""
        return replies[one].turn == replies[other].turn and all(
            path[at].idle for at in range(one + 1, other)
        )

    def _take_up(
        self,
        path: Sequence[State],
        spoken: Round,
        replies: Sequence[Sentence],
        said: Sequence[Sequence[float]],
        remarks: Sequence[Sentence],
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
                    self._remark(remarks[best], replies[start:at], [r[best] for r in rows])
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
        enter(asked, passage, scores)
        self.asked.append(asked)


def _lines(replies: Sequence[Sentence], heads: Sequence[Head]) -> list[Reply]:
    """The sentences of the replies as the path sees them."""
    found: list[Reply] = []
    turn, bound = -1, False
    for sentence, (opener, goes_on, _) in zip(replies, heads, strict=True):
        first = sentence.turn != turn
        takes_up = says("answers", "reply", sentence.bare)
        bound = bound and not first
        found.append(Reply(opener, sentence.paragraph, first, bound, goes_on, takes_up))
        turn, bound = sentence.turn, is_heading(sentence)
    return found


def _passed(candidates: Sequence[Asked], before: set[int], answered: set[int]) -> list[int]:
    """How many questions each one comes behind that this round put and nobody has answered."""
    found, count = [], 0
    for member, asked in enumerate(candidates):
        found.append(count)
        count += id(asked) not in before and member not in answered
    return found


def _ask_back(replies: Sequence[Sentence]) -> bool:
    """True if the sentences of a reply do nothing but ask what was meant."""
    back = [_ASKS_BACK.search(sentence.bare) is not None for sentence in replies]
    return any(back) and all(
        asks or _OR_NOT.match(sentence.bare) for asks, sentence in zip(back, replies, strict=True)
    )


def _asks_itself(question: Question) -> bool:
    """True if a question that presses says what it asks: a clause with か and a word of content."""
    return len(question.lemmas) > 0 and any(
        _CLAUSE.search(sentence.text) for sentence in question.sentences
    )


def _merged(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    """The vector of two wordings of a question."""
    return {word: max(one.get(word, 0.0), other.get(word, 0.0)) for word in {**one, **other}}


def _apart(one: Asked, other: Asked) -> int:
    """The characters between two questions of one speech."""
    if one.question.turn != other.question.turn:
        return 1_000_000
    return other.question.span.start - one.question.span.end
