"""Old texts under the characters of today, so that one set of lists reads both."""

from __future__ import annotations

from dataclasses import replace

from minutes.nlp import Tokens

_OLD = (
    "會國縣區學黨團總廳當關經濟體聯發觀鐵驛藝醫藥圓舊應榮廣參眞與豫餘變實對處辯價假獨營擔檢險權勸竝"
    "專傳數條讓勞圖稅產敎衞從來兩號續點讀證轉輕邊爲"
)
_NEW = (
    "会国県区学党団総庁当関経済体連発観鉄駅芸医薬円旧応栄広参真与予余変実対処弁価仮独営担検険権勧並"
    "専伝数条譲労図税産教衛従来両号続点読証転軽辺為"
)
_TABLE = str.maketrans(_OLD, _NEW)

#: The commonest of them: a text without any of these was not written before 1950.
_SIGNS = ("會", "國")


def today(text: str) -> str:
    """The text with the characters of today.

    >>> today("勞働委員會")
    '労働委員会'
    """
    return text.translate(_TABLE)


def modern(tokens: Tokens) -> Tokens:
    """The tokens with old characters replaced one to one in the view; offsets stay.

    >>> from minutes.nlp import tokenize
    >>> modern(tokenize("農業會と國會")).view.text
    '農業会と国会'
    >>> plain = tokenize("農業会")
    >>> modern(plain) is plain
    True
    """
    if not any(sign in tokens.view.text for sign in _SIGNS):
        return tokens
    view = replace(tokens.view, text=today(tokens.view.text))
    return replace(tokens, view=view)
