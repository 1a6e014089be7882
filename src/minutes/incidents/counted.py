"""What each figure of a document counts: its concept, its scope, and whether it is a part only.

The concept comes out of the words right around the figure, else out of what its sentence is
about, else out of the figure that it goes on from (412人、その後の調査で903人).  The scope is
whose part of the whole it is (浅見市の方, 財団に係るもの).  A figure of a breakdown
(市内が四百件), a difference (十四件の減), a limit (三件以上) and a rate (一通当たり) have no
item, for nothing compares with them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from minutes import lexicon
from minutes.clauses import ends_clause, sentence_at
from minutes.incidents.items import Item, concept_in, concepts, contrasts, family_of, words_of
from minutes.incidents.names import is_public, key
from minutes.incidents.tellings import turn_at, view_of
from minutes.schema import Count, Extraction, Organisation, Span
from minutes.text import fold

_SPACE = re.compile(r"\s+")
_WORDS = re.compile("[一-鿿]{2,}+|[ァ-ヶー]{2,}+|[A-Za-z]{2,}+")
_DATE = re.compile(
    r"[0-9〇一二三四五六七八九十元]+(?:年度?|月末?日?|日|時|分)|[令平昭]和|年末|月末|[上中下]旬|末"
)
#: Behind and before a figure: that it is a difference.
_DIFFERS = re.compile(
    r"(?:余り|ほど|程度|以上)?の?(?:増|減|上回|下回|差|伸び|多|少な|プラス|マイナス)"
)
_DIFFERS_BEFORE = re.compile(r"(?:差し引き|さらに|更に|プラス|マイナス|あと)\Z")
#: That it is what one of something costs, or how much there may be.
_PER = re.compile(
    r"(?:当たり|あたり|につき|平均(?:で|して)?|単価は?|月額の?[^、]{0,6}|上限は?)、?\Z"
)
_EACH = re.compile(r"ずつ|単位|以下|未満|刻み|満点|を(?:超え|上回)る(?!相談|問)")
_LIMIT = re.compile(r"(?:以上|以下|未満)\Z")
_REST = re.compile(r"残[るり]|その他|それ以外|ほかに")
#: A group that a figure is told of: 市内が, 60歳以上が, 二月が, 男性は.
_GROUP = re.compile(
    r"[市県町区国][内外]|歳|[0-9一二三四五六七八九十]代|男性|女性|未成年|の別で|別では|業種"
    r"|[0-9一二三四五六七八九十]月(?:分)?[がは、に]?\Z"
)
_AMONG = re.compile(r"うち|中で")
#: Between a figure and the one that it goes on from: その後の調査で増えて、…では, を…に改め.
_GOES_ON = re.compile(r"その後|時点|現在|前回|改め|訂正|失礼|正しく|だったか|増え|になった|当初")
#: Between two figures of one thing: 412人、金額にして2,130万円.
_NEXT_TO = re.compile(
    r"(?:の方[々に]*)?[、(で]{0,3}"
    r"(?:金額(?:に|で)?(?:して|いたしまして)?|人数(?:に|で)?[^、]{0,8}|総額|合計)?[はでが、]{0,2}約?"
)
_TOPIC = re.compile(r"(?:は|が|につきまして|について|に関して)、")
_CUT = re.compile(r"[、。\n\t)]|のうち")
_LEADS = re.compile(r"\A(?:この|その)?(?:うち)?(?:御|お|ご)?")
_TOWN = re.compile(r"[市町村区県]\Z")
_WHOLE = re.compile(r"全体|全国|総数")
# 件数でございますが、全体では最大で…件と公表されて: of an incident, the cases that it is about
_CASES, _TOLD = re.compile(r"件数|最大"), re.compile(r"公表|最大|全体|係る|確定")
_SENTENCE, _BACK, _BEHIND = 400, 90, 30
_CARRY, _JOINED = 160, 14


@cache
def _generic() -> re.Pattern[str]:
    return words_of(lexicon.read("items")["generic"])


@dataclass(slots=True)
class _Figure:
    """A figure with the words before it, behind it and at the head of its sentence.

    Spans are those of the view.  `own` if its own words name the concept; `scope` is `None` where
    nothing says whose it is.
    """

    count: Count
    span: Span
    left: Span
    head_span: Span
    right: Span
    before: str
    behind: str
    head: str
    concept: str | None = None
    scope: str | None = None
    words: str = ""
    own: bool = False
    part: bool = False

    def take(self, other: _Figure) -> None:
        """Count what another figure counts."""
        self.concept, self.words, self.own = other.concept, other.words, other.own
        self.part = self.part or other.part
        if self.scope is None:
            self.scope = other.scope


class Reader:
    """Reads the items of the figures of one document, in text order."""

    def __init__(
        self, extraction: Extraction, owners: Sequence[str], local: Sequence[str], home: str
    ) -> None:
        """`owners` are keys of those whom the incident is about, `local` of the others in it.

        `home` is the municipality whose meeting or page it is.
        """
        self.extraction = extraction
        self.view = view_of(extraction.document)
        self.text = self.view.text
        self.owners, self.local, self.home = owners, local, home

    def items(self, counts: Sequence[Count]) -> list[Item | None]:
        """The item of each count (in text order); `None` where it can be compared with nothing."""
        read: list[_Figure] = []
        for at, count in enumerate(counts):
            later = counts[at + 1].start if at + 1 < len(counts) else len(self.view.source)
            one = self._figure(count, read, later)
            self._decide(one, read)
            read.append(one)
        for one, after in pairwise(read):
            if not one.own and after.own and self._joins(one, after):
                # 千名の方に、総額四千万円の補償: one word for both
                one.concept, one.words, one.own = after.concept, after.words, True
        return [self._item(one) for one in read]

    def _item(self, one: _Figure) -> Item | None:
        if one.part or one.count.value is None or one.count.value <= 1:
            return None
        concept = next((c for c in concepts() if c.name == one.concept), None)
        if concept is None and len(one.words) < 2:
            return None
        scope = one.scope or (self.home if concept is not None and concept.by_body else "")
        marks = contrasts(one.before + one.behind)
        return Item(family_of(one.count), one.concept, one.words, scope, marks)

    # --- the words around a figure ----------------------------------------------------------------

    def _figure(self, count: Count, read: Sequence[_Figure], later: int) -> _Figure:
        text, position = self.text, self.view.position
        span = Span(position(count.start), position(count.end - 1) + 1)
        floor = max(sentence_at(text, span.start).start, span.start - _SENTENCE)
        turn = turn_at(self.extraction, count.start)
        if turn is not None:
            floor = max(floor, min(position(turn.speech_start), span.start))
        earlier = [other for other in read[-6:] if other.span.start >= floor]
        begin = max(floor, span.start - _BACK, earlier[-1].span.end if earlier else 0)
        left = Span(self._clause(begin, span.start), span.start)
        end = max(span.end, min(position(later), span.end + _BEHIND))
        stop = _CUT.search(text, span.end, end)
        right = Span(span.end, stop.start() if stop else end)
        head = Span(floor, earlier[0].span.start if earlier else left.start)
        if earlier and (topics := list(_TOPIC.finditer(text, *head))):
            head = Span(floor, topics[-1].end())
        before, behind, ahead = (
            _squeezed(text[place.start : place.end]) for place in (left, right, head)
        )
        return _Figure(count, span, left, head, right, before, behind, ahead)

    def _clause(self, begin: int, end: int) -> int:
        """Where the clause of a figure begins."""
        comma = self.text.rfind("、", begin, end)
        while comma >= 0:
            if ends_clause(self.text, comma):
                return comma + 1
            comma = self.text.rfind("、", begin, comma)
        return begin

    # --- what it counts ---------------------------------------------------------------------------

    def _decide(self, one: _Figure, read: Sequence[_Figure]) -> None:
        one.part = _is_part(one)
        last = self._last(one, read)
        same = last is not None and "。" not in self._between(last, one)
        goes_on = last is not None and bool(_GOES_ON.search(self._between(last, one)))
        if last is not None and same and last.part and not goes_on and not _is_total(one.count):
            one.part = True  # 残る三十三名は、…が二十一名、…が十二名: the parts of a part
        one.scope = self._scope(one.left)
        one.concept = _named(f"{one.before}#{one.behind}", one.count)
        if one.concept is not None:
            one.own = True
            if one.scope is None:
                one.scope = self._scope_around(one, read)
        elif last is not None and same and one.scope is not None and _AMONG.search(one.before):
            one.concept, one.words = last.concept, last.words  # 412人のうち浅見市の方は11人
        elif last is not None and goes_on and (same or _named(one.head, one.count) is None):
            if one.scope is None and not same:
                one.scope = self._scope(one.head_span)
            one.take(last)
        elif self._beside(one, read) is not None or not self._left_over(one):
            self._inherit(one, read, last)
        else:
            one.words = _plain(one.count)
            one.part = one.part or bool(_AMONG.search(one.before))

    def _inherit(self, one: _Figure, read: Sequence[_Figure], last: _Figure | None) -> None:
        """Nothing around a figure says what it is: the item, the sentence, the figure before."""
        beside = self._beside(one, read)
        if beside is not None and beside.count.kind != one.count.kind:
            one.take(beside)
            return
        if _AMONG.search(one.before) and one.scope is None:
            one.part = True
        one.concept = _named(_squeezed(fold(one.count.item or "")), one.count)
        if one.concept is None:
            one.concept = _named(one.head, one.count)
            if one.concept is not None and one.scope is None:
                one.scope = self._scope(one.head_span)
        if one.concept is None and last is not None:
            one.take(last)
        ahead = one.before + one.head
        if one.concept is None and _CASES.search(ahead) and _TOLD.search(ahead + one.behind):
            one.concept = "affected"
        if one.concept is None and not one.words:
            one.words = _plain(one.count)

    def _left_over(self, one: _Figure) -> bool:
        """True if the words before a figure say something else: no name, day, 時点 or 金額."""
        words = self.text[one.left.start : one.left.end]
        for name in self._organisations(one.left):
            at = self.view.position(name.start) - one.left.start
            words = words[:at] + " " * len(name.text) + words[at + len(name.text) :]
        return _WORDS.search(_generic().sub(" ", _DATE.sub(" ", words))) is not None

    # --- the figures before -----------------------------------------------------------------------

    def _between(self, one: _Figure, other: _Figure) -> str:
        return self.text[one.span.end : other.span.start]

    def _joins(self, one: _Figure, other: _Figure) -> bool:
        gap = self._between(one, other)
        return len(gap) <= _JOINED and _NEXT_TO.fullmatch(_squeezed(gap)) is not None

    def _beside(self, one: _Figure, read: Sequence[_Figure]) -> _Figure | None:
        """The figure right before, joined to this one: 412人、約2,130万円."""
        return read[-1] if read and self._joins(read[-1], one) else None

    def _last(self, one: _Figure, read: Sequence[_Figure]) -> _Figure | None:
        """The figure of the same sort told last, in this sentence or the one before."""
        for other in reversed(read[-4:]):
            between = self._between(other, one)
            if len(between) > _CARRY or "\n\n" in between or between.count("。") > 1:
                return None
            if family_of(other.count) == family_of(one.count):
                return other
        return None

    # --- whose part -------------------------------------------------------------------------------

    def _scope_around(self, one: _Figure, read: Sequence[_Figure]) -> str | None:
        """The scope that the words behind, the figure before (このうち28人) or the head give."""
        behind = self._scope(one.right)
        if behind is not None:
            return behind
        if read and read[-1].scope is not None and "。" not in self._between(read[-1], one):
            return read[-1].scope
        return self._scope(one.head_span)

    def _scope(self, place: Span) -> str | None:
        """The key of the body named last in a place, "" for a whole, `None` where none is."""
        if place.end <= place.start:
            return None
        words = self.text[place.start : place.end]
        named = [name for name in self._organisations(place) if self._is_part_owner(name)]
        if named:
            behind = self.view.position(named[-1].end) - place.start
            if not words.startswith("全体", behind):
                return key(named[-1].canonical or named[-1].text)
        return "" if _WHOLE.search(words) else None

    def _organisations(self, place: Span) -> Sequence[Organisation]:
        start, end = self.view.span(*place)
        known = self.extraction.organisations
        first = bisect_left(known, start, key=lambda name: name.start)
        return known[first : bisect_left(known, end, key=lambda name: name.start)]

    def _is_part_owner(self, organisation: Organisation) -> bool:
        """True for a municipality, and a body involved: not for those whom it all is about."""
        name = key(organisation.canonical or organisation.text)
        if name in self.owners:
            return False
        return bool(_TOWN.search(name)) or (name in self.local and not is_public(name))


def _named(words: str, count: Count) -> str | None:
    concept = concept_in(words, fold(count.unit or ""))
    return None if concept is None else concept.name


def _is_part(one: _Figure) -> bool:
    """True for a difference, a rate, a limit, a rest and a group."""
    if _DIFFERS.match(one.behind) or _EACH.match(one.behind) or _LIMIT.search(one.count.text):
        return True
    return any(pattern.search(one.before) for pattern in (_DIFFERS_BEFORE, _PER, _REST, _GROUP))


def _is_total(count: Count) -> bool:
    return "total" in (count.modifier or "")


def _plain(count: Count) -> str:
    """The words of an item, if they say more than 件数 or 説明, and not only its unit."""
    words = _LEADS.sub("", _squeezed(fold(count.item or "")))
    bare = _generic().sub("", _DATE.sub("", words))
    says = bare == words and words != fold(count.unit or "") and _WORDS.search(bare)
    return words if says else ""


def _squeezed(words: str) -> str:
    """The words without the white space that cut lines put in them: 発 行の総額."""
    return _SPACE.sub("", words)
