"""The name of a proposed incident, as a headline would have it: ミナト電算の個人情報流出.

A breach word needs what it happened to (流出 of what?), and an attack is one on somebody: without
these, ミナト電算の流出 and ミナト電算の不正アクセス say that the company flowed away, or broke in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

# 個人情報が外部に流出, 顧客情報の一部流出, USBメモリーを入れた鞄の紛失 (the nearest: 鞄).
_HURT = re.compile(
    r"(?P<thing>[A-Za-z0-9]{0,12}[一-鿿ァ-ヶー]{2,12})(?:等|など)?(?:[のがをも])?"
    r"(?:一部|一時|外部(?:に|へ)?|不正に|誤って|無断で|大量に?|第三者に)?\Z"
)
# No thing that is lost or leaks: 可能性のある流出, 同様の紛失, 今回の漏えい.
_NO_THING = re.compile(
    r"(?:可能性|おそれ|恐れ|今回|当該|同様|一連|場合|大量|過去|最大|規模|被害|事案|問題|原因|経緯|件数|人数"
    r"|会社|同社|市|県|町|村|区|社|部|課|側|団体|者|員|委託先|一部|外部|不正|無断|再発)\Z"
    r"|\A(?:これら|それら|現在|以降|以前|その後|[0-9一二三四五六七八九十百千万年月日件人]+)\Z"
)
_ON = frozenset(["不正アクセス", "サイバー攻撃", "リスト型攻撃", "不正ログイン"])
_BY = frozenset(["ランサムウェア", "ランサムウエア", "マルウェア"])
_MARGIN = 30


def things(folded: str, start: int) -> Iterator[str]:
    """What the breach word at a place of a folded text happened to, if that is said before it.

    >>> list(things("会員の個人情報が外部に流出した", 11))
    ['個人情報']
    """
    match = _HURT.search(folded, max(0, start - _MARGIN), start)
    if match is not None and not _NO_THING.search(match["thing"]):
        yield match["thing"]


def title(name: str, words: Counter[str], hurt: dict[str, Counter[str]]) -> str:
    """The name of an incident of an organisation, out of the words told beside it.

    `hurt` has, for each word, what it happened to.

    >>> title("ミナト電算", Counter({"流出": 4}), {"流出": Counter({"会員情報": 2})})
    'ミナト電算の会員情報流出'
    >>> title("ミナト電算", Counter({"不正アクセス": 2}), {})
    'ミナト電算への不正アクセス'
    """
    leading = words.most_common(1)[0][0]
    if leading in _ON:
        return f"{name}への{leading}"
    if leading in _BY:
        return f"{name}の{leading}被害"
    told = hurt.get(leading)
    return f"{name}の{_usual(told) if told else ''}{leading}"


def _usual(told: Counter[str]) -> str:
    """The thing told most often, in full where most do: 個人情報, not 情報, nor 会員の個人情報."""
    scores = {
        thing: sum(count for other, count in told.items() if other.endswith(thing))
        for thing in told
    }
    most = max(scores.values())
    return max((thing for thing in sorted(scores) if 2 * scores[thing] >= most), key=len)
