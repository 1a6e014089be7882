"""How the counts of a document hang together: sums, parts, changes, the same figure said again.

No relation comes from arithmetic alone.  Two numbers of one unit often add up to a third by
chance, so every rule first asks for words (合わせて, うち, から…に, この) and only then calculates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from minutes.schema import Count, Document, Relation
from minutes.text import fold

#: How far apart (characters) the members of one relation may stand.
REACH = 1500
#: How many counts a sum may add up.
MEMBERS = 12
#: A stated total further off than this share of itself belongs to other figures.
NEAR = 0.25


@dataclass(frozen=True, slots=True)
class Scene:
    """The counts with the folded text around them."""

    text: str
    counts: Sequence[Count]

    def before(self, index: int, reach: int) -> str:
        """The text before a count, back to the sentence's start."""
        start = self.counts[index].start
        words = self.text[max(0, start - reach) : start]
        return words[max(words.rfind("。"), words.rfind("\n")) + 1 :]

    def after(self, index: int, reach: int) -> str:
        """The text behind a count."""
        end = self.counts[index].end
        return self.text[end : end + reach]

    def between(self, first: int, second: int) -> str:
        """The text between two counts, without the line breaks of cut lines."""
        words = self.text[self.counts[first].end : self.counts[second].start]
        return re.sub(r"\s*\n\s*", "", words) if "\n" in words and len(words) < 60 else words


def find_relations(document: Document, counts: Sequence[Count]) -> tuple[Relation, ...]:
    """The relations among the counts of a document; `members` are indexes into `counts`.

    Kinds: ``sum`` (also with subtractions), ``part-of``, ``change``, ``same-quantity``.  `holds` is
    false where the words claim what the figures do not give, `None` where nothing can be checked.
    """
    scene = Scene(fold(document.text), counts)
    balances = list(_balances(scene))
    balanced = {balance.members[-1] for balance in balances}
    # what came and went is no list of addends: 総計は八十件 closes the balance
    sums = [s for s in _sums(scene) if s.holds or s.members[-1] not in balanced]
    found = [*sums, *balances, *_parts(scene), *_changes(scene), *_same(scene)]
    unique = {(relation.kind, relation.members): relation for relation in found}
    return tuple(sorted(unique.values(), key=lambda r: (min(r.members), r.kind, r.members)))


def _exact(count: Count) -> Decimal | None:
    return None if count.value is None else _decimal(count.value)


@lru_cache(maxsize=4096, typed=True)
def _decimal(value: int | float) -> Decimal:
    return Decimal(str(value))


def _unit(count: Count) -> str:
    """The unit under which counts compare: 人 and 名 count people alike."""
    return _comparable(count.unit or "")


_folded = lru_cache(maxsize=4096)(fold)


@lru_cache(maxsize=1024)
def _comparable(unit: str) -> str:
    unit = fold(unit)
    return {"名": "人", "パーセント": "%"}.get(unit, unit)


def _number(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _is_plain(count: Count) -> bool:
    return count.value is not None and not count.rule.startswith("compound")


# --- sums -------------------------------------------------------------------------------------

_ADDS = re.compile(
    r"(?:合わせ(?:て|ると|ますと)|あわせて|併せて|合計(?:で|は|が|すると)?|総計(?:で|は|が)?|(?<![一-鿿])計(?:で)?"
    r"|トータル(?:で)?|足す(?:と)?|足しますと|全部で|締めて)[、 ]?(?:約|およそ)?\Z"
)
#: 延べ, 全体 and 最大 say how a number is meant, not that the numbers before it are added.
_TOTAL_WORD = re.compile(r"(?:約|およそ)?(?:計|合計|総計|総勢|トータル)")


def _is_sum(scene: Scene, index: int) -> bool:
    words = _folded(scene.counts[index].text)
    return bool(_TOTAL_WORD.match(words) or _ADDS.search(scene.before(index, 16)))


def _sums(scene: Scene) -> Iterator[Relation]:
    """六件と八件、合わせて十四件: the counts before a total of the same unit, back to back."""
    for index, total in enumerate(scene.counts):
        target = _exact(total)
        if target is None or not _is_plain(total) or not _is_sum(scene, index):
            continue
        addends = _addends(scene, index, target)
        running, chosen = Decimal(0), None
        for size, member in enumerate(addends, 1):
            running += _exact(scene.counts[member]) or 0
            if size >= 2 and running == target:
                chosen = size
                break
        if chosen is not None:
            yield _sum(scene, tuple(reversed(addends[:chosen])), index, True)
        elif (listed := _listed(scene, addends, index)) is not None:
            yield _sum(scene, listed, index, False)


def _addends(scene: Scene, index: int, target: Decimal) -> list[int]:
    """The counts that may enter a total, the nearest first; an earlier total ends the list."""
    total = scene.counts[index]
    found: list[int] = []
    for other in range(index - 1, -1, -1):
        count = scene.counts[other]
        if total.start - count.end > REACH or len(found) >= MEMBERS:
            break
        if _unit(count) != _unit(total) or not _is_plain(count):
            continue
        value = _exact(count)
        if value is None or value >= target or _is_sum(scene, other):
            break
        found.append(other)
    return found


def _listed(scene: Scene, addends: list[int], index: int) -> tuple[int, ...] | None:
    """The addends of a total's own sentence, if they come near enough to be meant."""
    start = scene.counts[index].start
    words = [a for a in addends if "。" not in scene.text[scene.counts[a].end : start]]
    if len(words) < 2:
        return None
    reached = sum((_exact(scene.counts[a]) or Decimal(0)) for a in words)
    target = _exact(scene.counts[index]) or Decimal(0)
    near = abs(reached - target) <= target * Decimal(str(NEAR))
    return tuple(reversed(words)) if near else None


def _sum(scene: Scene, members: tuple[int, ...], total: int, holds: bool) -> Relation:
    terms = " + ".join(_number(_exact(scene.counts[m]) or Decimal(0)) for m in members)
    result = _number(_exact(scene.counts[total]) or Decimal(0))
    return Relation("sum", f"{terms} {'=' if holds else '≠'} {result}", holds, (*members, total))


# --- balances ---------------------------------------------------------------------------------

_BASE = re.compile(r"(?:これまで|前回|従来|当初|年度末|前月末|既に|先月末|昨年末|開始時)")
_RESULT = re.compile(r"(?:総計|累計|総数|総件数|残り|残高|現在数|差し引き|差引|結果として|累積)")
_GAIN = re.compile(r"新規|新た|追加|増|加入|転入|受入|受け入れ|出生|採用|入会|開設|設立")
_LOSS = re.compile(
    r"中止|廃止|取下|取り下げ|撤回|減|転出|死亡|退職|離職|脱退|退会|削除|解除|閉鎖|解約|払戻"
)

#: What neither comes nor goes: 内容の追加を行う変更の申請 adds no application.
_STAY = re.compile(r"変更|更新|継続|修正|訂正|再提出")


def _balances(scene: Scene) -> Iterator[Relation]:
    """これまで八十件、新規が六件、廃止が二件、総計八十四件: what came and went since a base."""
    for index, total in enumerate(scene.counts):
        if not _is_plain(total) or not _RESULT.search(scene.before(index, 60)):
            continue
        moves: list[tuple[int, int]] = []
        for other in range(index - 1, -1, -1):
            count = scene.counts[other]
            if total.start - count.end > REACH or len(moves) >= MEMBERS:
                break
            if _unit(count) != _unit(total) or not _is_plain(count):
                continue
            sign = _sign(scene, other)
            if sign:
                moves.append((sign, other))
            elif _BASE.search(_own_words(scene, other)):
                if moves:
                    yield _balance(scene, other, list(reversed(moves)), index)
                break


def _own_words(scene: Scene, index: int) -> str:
    """The words before a count that are not another count's."""
    floor = scene.counts[index - 1].end if index else 0
    # これまで三団体、八十件: two counts back to back share the words before them
    if index > 1 and scene.counts[index].start - floor <= 2:
        floor = scene.counts[index - 2].end
    return scene.text[max(floor, scene.counts[index].start - 60) : scene.counts[index].start]


def _sign(scene: Scene, index: int) -> int:
    """1 for what was added, -1 for what fell away, 0 where neither is said (変更)."""
    count = scene.counts[index]
    floor = scene.counts[index - 1].end if index else 0
    words = scene.text[max(floor, count.start - 24) : count.start] + scene.after(index, 2)
    last = {
        sign: max((match.end() for match in pattern.finditer(words)), default=0)
        for sign, pattern in ((0, _STAY), (1, _GAIN), (-1, _LOSS))
    }
    return max(last, key=lambda sign: last[sign])


def _balance(scene: Scene, base: int, moves: list[tuple[int, int]], total: int) -> Relation:
    value = _exact(scene.counts[base]) or Decimal(0)
    expression = _number(value)
    for sign, member in moves:
        step = _exact(scene.counts[member]) or Decimal(0)
        value += sign * step
        expression += f" {'+' if sign > 0 else '−'} {_number(step)}"
    target = _exact(scene.counts[total]) or Decimal(0)
    holds = value == target
    expression += f" {'=' if holds else '≠'} {_number(target)}"
    return Relation("sum", expression, holds, (base, *(m for _, m in moves), total))


# --- parts ------------------------------------------------------------------------------------

_AMONG = re.compile(
    r"(?:[^。、\n]{0,10}?(?:で|の)?[、(]?(?:この|その)?(?:うち|の内(?=[、で])|内訳)[^。\n]{0,24}|中、?)"
)
_COMPARE = ("people", "cases", "organisations", "things", "money", "other")


def _parts(scene: Scene) -> Iterator[Relation]:
    """百件のうち四十件: the second is a part of the first."""
    for first, second in pairwise(range(len(scene.counts))):
        whole, part = scene.counts[first], scene.counts[second]
        if not _AMONG.fullmatch(scene.between(first, second)):
            continue
        a, b = _exact(whole), _exact(part)
        if a is None or b is None or whole.kind not in _COMPARE:
            continue
        if part.kind == "rate":
            yield Relation("part-of", f"{part.text} ⊂ {whole.text}", None, (second, first))
        elif _unit(whole) == _unit(part):
            sign = "≤" if b <= a else ">"
            expression = f"{_number(b)} {sign} {_number(a)}"
            yield Relation("part-of", expression, b <= a, (second, first))


# --- changes ----------------------------------------------------------------------------------

_TO = re.compile(
    r"(?:\([^)\n]{0,12}\))?(?:であったもの|だったもの)?(?:から|が|を)[^。\n、]{0,6}、?[^。\n、]{0,6}"
)
# How what `_TO` finds begins, behind a broken line or not.
_TO_BEGINS = ("(", "で", "だ", "から", "が", "を")
_BECOMES = re.compile(
    r"(?:\([^)\n]{0,12}\))?(?:に(?:増|減|な[りるっ]|引|改|上|下|変|拡|縮|まで)|へ(?:と)?(?:、)?|まで(?:増|減|上|下|引))"
)


def _changes(scene: Scene) -> Iterator[Relation]:
    """二十六人から二十五人に減った: the first became the second."""
    for first, second in pairwise(range(len(scene.counts))):
        old, new = scene.counts[first], scene.counts[second]
        following = scene.text[old.end : min(new.start, old.end + 60)].lstrip()
        if not following.startswith(_TO_BEGINS):
            continue
        a, b = _exact(old), _exact(new)
        if a is None or b is None or a == b or _unit(old) != _unit(new):
            continue
        if _TO.fullmatch(scene.between(first, second)) and _BECOMES.match(scene.after(second, 20)):
            step = f"{'+' if b > a else '−'}{_number(abs(b - a))}"
            expression = f"{_number(a)} → {_number(b)} ({step})"
            yield Relation("change", expression, None, (first, second))


# --- the same figure again --------------------------------------------------------------------


def _same(scene: Scene) -> Iterator[Relation]:
    """Groups of counts that state one figure, whether rounded or exact."""
    parent = list(range(len(scene.counts)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    counts = scene.counts
    plain = [index for index, count in enumerate(counts) if _is_plain(count)]
    rough = {index for index in plain if "about" in (counts[index].modifier or "")}
    for place, second in enumerate(plain):
        value, start = counts[second].value, counts[second].start
        for first in plain[bisect_left(plain, second - 40) : place]:
            one = counts[first]
            if one.value != value:
                # Other numbers state one figure only where they adjoin or one is rounded, near by;
                # nearly all pairs end here.
                apart = start - one.end
                if apart > (_ROUGHLY if first in rough or second in rough else _ADJACENT):
                    continue
            if root(first) != root(second) and _is_same(scene, first, second):
                parent[root(second)] = root(first)
    groups: dict[int, list[int]] = {}
    for index in range(len(scene.counts)):
        groups.setdefault(root(index), []).append(index)
    for members in groups.values():
        if len(members) > 1:
            expression = " = ".join(scene.counts[m].text.replace("\n", "") for m in members)
            yield Relation("same-quantity", expression, True, tuple(members))


_SAME_KINDS = ({"people", "cases"},)
_THIS = re.compile(r"(?:この|その|当該|これら|同じ)\Z")


def _is_same(scene: Scene, first: int, second: int) -> bool:
    """True if two plain counts state one figure."""
    one, two = scene.counts[first], scene.counts[second]
    if one.value == 0:
        return False
    apart = two.start - one.end
    if one.value != two.value:
        near = apart <= max(_ADJACENT, _ROUGHLY)
        return near and _unit(one) == _unit(two) and _rounds(scene, first, second, apart)
    digits = _significant(one)
    if _unit(one) != _unit(two):
        # 四百八件 and 四百八名 of one happening; round figures meet by chance
        return {one.kind, two.kind} in _SAME_KINDS and digits >= 3 and apart <= REACH
    if (one.value or 0) < 2:
        return False
    if _THIS.search(scene.before(second, 3)) and apart <= REACH // 3:
        return True
    if one.unit in ("歳", "才"):
        return False  # an age bounds many groups
    related = _related(one.item, two.item)
    vague = _is_vague(one.item) or _is_vague(two.item)
    if (digits >= 4 and (one.value or 0) >= 100) or (one.kind == "rate" and digits >= 3):
        return True
    if digits >= 3 and (one.value or 0) >= 100:
        return related or vague or apart <= REACH // 5
    if (one.value or 0) >= 100:
        # 百億円 named twice with no item at all: only close by
        return related or (vague and apart <= REACH // 3)
    if one.item == one.unit or two.item == two.unit:
        return False  # 五団体 and 五団体: the counter says nothing of which
    # 議案二件 are the two of each committee in turn
    reach = REACH // 8 if _BUSINESS.fullmatch(one.item or "") else REACH
    return related and apart <= reach


def _significant(count: Count) -> int:
    """The digits that carry information: 41,000 has two, 51.8 three."""
    value = _exact(count)
    return 0 if value is None else len(value.normalize().as_tuple().digits)


#: What happened to an amount, not of what: the 追加 of one article is not that of another.
_EMPTY = re.compile(r"追加|増|減|増額|減額|増加|減少|アップ|ダウン|引上げ|引下げ|補正|計上|金額|.")
_CONTENT = re.compile(r"[一-鿿々ァ-ヶー]{2}")


_BUSINESS = re.compile(r"議案|報告|請願|陳情|認定|承認|発議|同意案?|諮問|案件")
#: 百億円という規模感: a noun that any amount may have.
_VAGUE = re.compile(r"(?:規模感?|金額|数字|額|部分|水準|桁|お金)")


def _is_vague(item: str | None) -> bool:
    return item is None or _VAGUE.fullmatch(item) is not None


def _related(one: str | None, two: str | None) -> bool:
    """True if the items share a word, judged by two characters (被害総額, 被害の合計)."""
    if not one or not two or _EMPTY.fullmatch(one) or _EMPTY.fullmatch(two):
        return False
    pairs = {one[i : i + 2] for i in range(len(one) - 1)}
    shared = any(two[i : i + 2] in pairs and _CONTENT.match(two, i) for i in range(len(two) - 1))
    return one in two or two in one or shared


_ADJACENT, _ROUGHLY = 14, REACH // 5
#: 二千件ですね、正確には二千十四件: the speaker makes the first number exact.
_CORRECTS = re.compile(
    r"(?:なんですね|なんです|ですね|です|で|、|\(|正確には?|厳密には?|正しくは|つまり|すなわち|というか)++"
)


def _rounds(scene: Scene, first: int, second: int, apart: int) -> bool:
    """四千万円ぐらい and 四千六十一万円; 二千件、正確には二千十四件."""
    one, two = scene.counts[first], scene.counts[second]
    a, b = _exact(one), _exact(two)
    if a is None or b is None or one.kind == "rate" or min(a, b) < 100:
        return False
    rough, fine = (one, two) if _significant(one) < _significant(two) else (two, one)
    said_rough = "about" in (rough.modifier or "")
    corrected = apart <= _ADJACENT and bool(_CORRECTS.fullmatch(scene.between(first, second)))
    if not (said_rough and apart <= _ROUGHLY) and not corrected:
        return False
    return _round(_exact(fine) or Decimal(0), _significant(rough)) == _exact(rough)


def _round(value: Decimal, digits: int) -> Decimal:
    shift = value.adjusted() - digits + 1
    return value.scaleb(-shift).quantize(Decimal(1)).scaleb(shift)
