"""What looks like a count and is none, told by the characters beside the number and the unit."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Guard:
    """A reason why a number with a unit counts nothing.

    `pattern` is matched before the number (ending there), or from the end of the unit on.
    """

    name: str
    side: Literal["before", "after"]
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


def _guard(
    name: str,
    side: Literal["before", "after"],
    pattern: str,
    examples: tuple[str, ...],
    counterexamples: tuple[str, ...],
) -> Guard:
    return Guard(name, side, re.compile(pattern), examples, counterexamples)


GUARDS = (
    _guard(
        "ordinal",
        "before",
        r"第 ?\Z",
        ("第三回の会議を開く", "第五台場に渡る"),
        ("次第に三人が加わった",),
    ),
    _guard(
        "model",
        "before",
        r"[A-Za-z][-.]?\Z",
        ("機種はKX-40台です", "Q3点検"),
        ("計40台です",),
    ),
    _guard(
        "part-of-a-longer-number",
        "before",
        r"[0-9][.,:/\-]\Z|[0-9]・\Z",
        ("内線は12-34-56回線です", "5:30台の列車"),
        ("内線は56回線です",),
    ),
    _guard(
        "label",
        "before",
        r"(?:番号|№|[Nn]o\. ?)\Z",
        ("番号12件名", "№3枚の札"),
        ("番号札12枚",),
    ),
    _guard(
        "ordinal-behind",
        "after",
        r"目(?![標的安処線途録指次])|め(?=[のはがにをで、])",
        ("三件目の申請", "二人めの証人", "四回目です"),
        ("三件、目標を超えた", "三社目標を掲げる"),
    ),
    _guard(
        "score",
        "after",
        r"で(?:可決|否決|採択|承認|決|勝|敗|上回|下回)",
        ("三対二で可決された", "6対4で敗れた"),
        ("三対二の割合です",),
    ),
    _guard(
        "per",
        "after",
        r"(?:当たり|当り|あたり|につき(?!まして)|ごと|毎に)",
        ("一人当たりの負担", "一件につき支払う", "五人ごとに分ける"),
        ("六人につきましては欠席です",),
    ),
)

#: Most counts are held back by none: that is known from the characters beside them.
_ENDS = frozenset("第 -.,:/・号№" + string.ascii_letters + string.digits)
_BEGINS = frozenset("目めで当あにご毎")

#: 一人三十点, 一世帯最大五万円: a share for each, not a number of them.
_EACH = re.compile(r"(?:(?:最大|最高|約|およそ|平均|各)?[0-9一二三四五六七八九十百千数])")
_SHARING = frozenset(("人", "名", "世帯", "件", "台", "校", "食", "戸"))
#: 一つ without a particle is an adverb: 一つよろしく, 一つ御提案.
_ADVERB = re.compile(r"(?:一|1)つ(?=[一-鿿]|よろしく|お|ご|だけ(?:申し|お|伺))")
#: Fixed phrases: 誰一人取り残さない, 精一杯, お一人お一人.
_FIXED = re.compile(r"(?:(?:誰|お[一1]人お)[一1]人|お[一1]人(?=お[一1]人)|精[一1]杯|何[一1][つ人])")
_FIXED_BEGINS = frozenset("誰お精何")

_WAYS = re.compile(r"しか|だけ|の(?:方法|案|考え|やり方|道|手)")
#: 4 議題 on a line of its own numbers a heading.
_HEADING = re.compile(r"[0-9]{1,2}[ \u3000]+[^0-9\n]{1,4}[ \u3000\r]*(?:\n|\Z)")
#: 2 事業の概要: so does a figure before a title of what is told below.
_TITLE = re.compile(
    r"[0-9]{1,2}[ \u3000]+[^0-9\n。、]{1,24}?"
    r"(?:について|概要|経緯|経過|内容|状況|結果|原因|対応|目的|一覧|考え方|再発防止策)"
    r"[ \u3000\r]*(?:\n|\Z)"
)
#: 一つは…もう一つは, 一点は…もう一点は list; only with の before it (要因の一つは) does 一つ count.
_ONE_OF = {"つ": re.compile(r"は|には|目|、"), "点": re.compile(r"に?は")}


def _guarded(text: str, before: str, end: int, unit: str) -> str | None:
    ends, begins = before[-1:] in _ENDS, text[end : end + 1] in _BEGINS
    if not (ends or begins):
        return None
    for guard in GUARDS:
        if guard.side == "before":
            if ends and guard.pattern.search(before):
                return guard.name
        elif begins and (unit == "対" or guard.name != "score") and guard.pattern.match(text, end):
            return guard.name
    return None


def refusal(text: str, start: int, end: int, unit: str) -> str | None:
    """The name of the guard that says ``text[start:end]`` (number and unit) counts nothing.

    >>> refusal("第三回の会議", 1, 3, "回"), refusal("会議は三回です", 3, 5, "回")
    ('ordinal', None)
    """
    before = text[max(0, start - 6) : start]
    guarded = _guarded(text, before, end, unit)
    if guarded is not None:
        return guarded
    one = text[start] in "一1" and end - start == len(unit) + 1
    if one and unit in _SHARING and _EACH.match(text, end):
        return "each"
    if unit in ("人", "杯", "つ") and _is_fixed(text, start):
        return "fixed-phrase"
    # ボタンを一つ外した: of what, the particle says
    if unit == "つ" and _ADVERB.match(text, start) and not before.endswith(("の", "を", "が")):
        return "adverb"
    if unit == "通り" and one and not _WAYS.match(text, end):
        return "adverb"  # 一通り終えた
    if (not start or text[start - 1] in "\n\f") and (
        _HEADING.match(text, start) or _TITLE.match(text, start)
    ):
        return "heading"
    if one and unit in _ONE_OF and not before.endswith("の") and _ONE_OF[unit].match(text, end):
        return "listing"
    if unit in ("つ", "度", "回") and before.endswith("もう"):
        return "listing"
    return None


def _is_fixed(text: str, start: int) -> bool:
    """True if a number stands in a fixed phrase that begins one or four characters before it."""
    return (
        start > 0 and text[start - 1] in _FIXED_BEGINS and bool(_FIXED.match(text, start - 1))
    ) or (start > 3 and text[start - 4] in _FIXED_BEGINS and bool(_FIXED.match(text, start - 4)))
