"""Listed bodies in the text: 経済産業省, 旧文部省, 水野内閣, 内閣官房内閣人事局."""

from __future__ import annotations

import re

from minutes.organisations.media import regional
from minutes.organisations.pieces import Piece
from minutes.organisations.runs import listed_at, place
from minutes.organisations.types import Candidate
from minutes.organisations.words import Body

# 国会法 is an act, 沖縄県遺産 a list, 東武鉄道線 a line: no bodies any more.
_NOT_BODIES = frozenset(("法", "令", "線", "駅", "税", "遺産", "市場"))
_OF_PREFECTURES = ("institution", "association")
_KANA = re.compile("[ァ-ヶー]")
_WITH_BRANCHES = ("company", "institution")  # NHK水尾
# 臨時国会, 今国会 and 第二百回国会 are sessions.
_SESSIONS = frozenset(("通常", "臨時", "特別", "今", "本", "前", "次", "回", "先"))


def listed_body(piece: Piece, body: Body) -> Candidate | None:
    """The mention of a listed body, with its parent or 旧 before it; none if it is no body here."""
    behind = piece.behind()
    if behind == "title" or not _stands(piece, body, behind):
        return None
    first = _opening(piece, body) if piece.touches_noun else piece.first
    if first is None:
        return None
    start = piece.tokens.starts[first]
    if behind == "more" and body.text.isascii() and body.kind in _WITH_BRANCHES:
        end = regional(piece)
        if end is not None:
            return Candidate(start, end, "named", body.kind, "listed body and place")
    own = piece.tokens.view.text[start : piece.end].removeprefix("旧")
    ambiguous = body.service or behind == "session"
    full = body.name if own == body.text else ""
    return Candidate(start, piece.end, "named", body.kind, "listed body", full, ambiguous)


def _stands(piece: Piece, body: Body, behind: str) -> bool:
    """False for a name that a longer word begins with: 内閣府, 東大路, 立憲主義, 国会法."""
    after = piece.next_surface()
    longer = piece.words.table.get(body.text + after) if after else None
    if longer is not None and longer.body is not None:
        return False
    if behind == "more" and body.service:
        return False  # the service: LINE公式アカウント, JR京都駅
    if behind == "more" and body.text != body.name and len(body.text) <= 2:
        return len(after) > 1 and body.kind != "party"
    if behind == "more" and body.kind == "company" and _KANA.match(after) and body.text[-1] > "ァ":
        return False  # イオンモール
    if behind == "more" and body.kind == "school" and body.text.endswith("大"):
        return False  # 東北大震災
    return behind != "thing" or after not in _NOT_BODIES


def _opening(piece: Piece, body: Body) -> int | None:
    """Where a listed body with a noun before it begins; none if it is another thing then.

    内閣官房内閣人事局 has its parent before it, 水野内閣 is a cabinet of its own; 臨時国会 is a
    session and 南北海道 a region.
    """
    feature = piece.tokens.features[piece.first - 1]
    if piece.before == "旧":
        return piece.first - 1
    if body.text == "内閣":
        return piece.first - 1 if feature.pos3 == "人名" else None
    parent = listed_at(piece.tokens, piece.first - 1, piece.words, forms=False)
    if parent is not None:
        return parent
    if body.kind in _OF_PREFECTURES and piece.before in ("県", "府", "都", "道"):
        found = place(piece.tokens, piece.first - 1, piece.words)
        if found is not None and found[1]:
            return found[0]  # 水尾県 国民健康保険団体連合会
    if piece.before in piece.words.every or (body.text == "国会" and piece.before in _SESSIONS):
        return None
    if body.kind == "prefecture" and (feature.is_proper or len(piece.before) == 1):
        return None
    return piece.first
