"""Old texts under the characters of today, so that one set of lists reads both."""

from __future__ import annotations

from dataclasses import replace

from minutes.nlp import Tokens, tokenize
from minutes.text import View

_OLD = (
    "會國縣區學黨團總廳當關經濟體聯發觀鐵驛藝醫藥圓舊應榮廣參眞與豫餘變實對處辯價假獨營擔檢險權勸竝專傳數條讓"
    "勞圖稅產敎衞從來兩號續點讀證轉輕邊爲內每步舍收狀將氣繼擴據圍戰單殘雜屬壓燈澤淺濱豐鹽齒齡廢佛拂勵增德黑綠"
    "錄奧櫻瀨爭靜盡樣縱澁壽乘剩穩倂橫擧譽絲辭齊淸靑覺樂說緣聲歸畫晝寶齋恆滿臺萬燒鑛礦賣讚贊驗嚴默"
)
_NEW = (
    "会国県区学党団総庁当関経済体連発観鉄駅芸医薬円旧応栄広参真与予余変実対処弁価仮独営担検険権勧並専伝数条譲"
    "労図税産教衛従来両号続点読証転軽辺為内毎歩舎収状将気継拡拠囲戦単残雑属圧灯沢浅浜豊塩歯齢廃仏払励増徳黒緑"
    "録奥桜瀬争静尽様縦渋寿乗剰穏併横挙誉糸辞斉清青覚楽説縁声帰画昼宝斎恒満台万焼鉱鉱売賛賛験厳黙"
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


def tagged(view: View) -> Tokens:
    """The tokens of a view as printed, tagged under the characters of today.

    Of 經濟安定本部 the tagger makes 經 and 濟安定本部; of 経済安定本部 it makes three words.

    >>> from minutes.text import view
    >>> tokens = tagged(view("經濟安定本部と國會"))
    >>> [tokens.surface(i) for i in range(len(tokens))]
    ['經濟', '安定', '本部', 'と', '國會']
    """
    if not any(sign in view.text for sign in _SIGNS):
        return tokenize(view)
    return replace(tokenize(replace(view, text=today(view.text))), view=view)


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
    return replace(tokens, view=replace(tokens.view, text=today(tokens.view.text)))


def as_printed(name: str, text: str, printed: str) -> str:
    """A name found in the text of today's characters, in the printed ones.

    >>> as_printed("農業会", "農業会と国会", "農業會と國會")
    '農業會'
    """
    place = text.find(name)
    return printed[place : place + len(name)] if place >= 0 else name
