"""What came and went since a base: これまで八十件、新規が六件、廃止が二件、総計八十四件."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from minutes.relations.scene import MEMBERS, REACH, Scene, exact, is_plain, printed, unit_of
from minutes.schema import Relation

_BASE = re.compile(r"(?:これまで|前回|従来|当初|年度末|前月末|既に|先月末|昨年末|開始時)")
_RESULT = re.compile(r"(?:総計|累計|総数|総件数|残り|残高|現在数|差し引き|差引|結果として|累積)")
_GAIN = re.compile(r"新規|新た|追加|増|加入|転入|受入|受け入れ|出生|採用|入会|開設|設立")
_LOSS = re.compile(
    r"中止|廃止|取下|取り下げ|撤回|減|転出|死亡|退職|離職|脱退|退会|削除|解除|閉鎖|解約|払戻"
)
_BEFORE = 60

#: What neither comes nor goes: 内容の追加を行う変更の申請 adds no application.
_STAY = re.compile(r"変更|更新|継続|修正|訂正|再提出")


def find_balances(scene: Scene) -> Iterator[Relation]:
    """これまで八十件、新規が六件、廃止が二件、総計八十四件: what came and went since a base."""
    for index in scene.near(_RESULT, 0, _BEFORE):
        total = scene.counts[index]
        if not is_plain(total) or not _RESULT.search(scene.before(index, _BEFORE)):
            continue
        moves: list[tuple[int, int]] = []
        for other in range(index - 1, -1, -1):
            count = scene.counts[other]
            if total.start - count.end > REACH or len(moves) >= MEMBERS:
                break
            if unit_of(count) != unit_of(total) or not is_plain(count):
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
    value = exact(scene.counts[base]) or Decimal(0)
    expression = printed(value)
    for sign, member in moves:
        step = exact(scene.counts[member]) or Decimal(0)
        value += sign * step
        expression += f" {'+' if sign > 0 else '−'} {printed(step)}"
    target = exact(scene.counts[total]) or Decimal(0)
    holds = value == target
    expression += f" {'=' if holds else '≠'} {printed(target)}"
    return Relation("sum", expression, holds, (base, *(m for _, m in moves), total))
