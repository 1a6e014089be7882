"""Nominals that what stands around them makes specific: この委員会, 調査委員会の報告書では."""

from __future__ import annotations

import re

from minutes.organisations.pieces import Piece
from minutes.organisations.words import Nominal

#: この委員会; a body that the text sets up, 調査委員会を設置しました; one that acts or reports.
THIS, INTRODUCED, SPECIFIC = "nominal this", "nominal introduced", "nominal specific"

_INTRODUCES = re.compile(
    r"を(?:設置|発足さ?せ?|組織|結成)し?(?:て|た|まし|、)|を(?:立ち上げ|設け)(?:て|た|まし|、)"
    r"|を(?:設置|発足|組織|結成)(?=[\t\n。(、|]|\Z)"
)
#: Bodies that are set up for one case.
_AD_HOC = frozenset(
    (
        *("調査委員会", "外部調査委員会", "特別調査委員会", "検証委員会", "第三者委員会"),
        *("選定委員会", "審査委員会", "有識者委員会", "再発防止委員会", "対策委員会"),
        *("災害対策本部", "対策本部", "調査対策本部", "調査チーム", "検証チーム"),
    )
)
_SPECIFIC = re.compile(
    r"(?:は|から|による|\((?:座長|委員長)|にお(?:いて|ける)|にて|を開(?:いた|き|催)"
    r"|に(?:、|報告|諮|加わ|出席|参加|提出|説明|付議)"
    r"|で(?:の(?:審査|審議|議論|調査)|審|協|議論|決)"
    r"|が(?!必要|な[いけ]|設置|設け|求め)"
    r"|の(?:(?:最終|中間)?報告|答申|審査|提言|調査(?:結果)?[はがをに]|委員|検証))"
    r"(?!.{0,5}(?:設置|設け|べき|ような))"
)
_COMPANY_ACTS = (
    *("は", "が", "側", "から", "として", "では", "に対", "に照会", "に確認", "に求め", "自身"),
)


def rule_of(piece: Piece, word: Nominal) -> str:
    """The rule of a mention: by the word alone, by この, or by what follows."""
    text, end = piece.tokens.view.text, piece.end
    if (word.kind == "body" or word.text == "会社") and text.endswith("この", 0, piece.start):
        return THIS
    if word.text == "会社":
        return SPECIFIC if piece.follows(*_COMPANY_ACTS) else "nominal operator"
    if word.kind == "head":
        if _INTRODUCES.match(text, end):
            return INTRODUCED
        if word.text in _AD_HOC and _SPECIFIC.match(text, end):
            return SPECIFIC
    return f"nominal {word.kind}"
