"""Words that stand for a body known from the context: 本市, 財団, 国, 同社."""

from __future__ import annotations

from minutes.nlp import Feature, Tokens
from minutes.organisations.pieces import Piece
from minutes.organisations.runs import glued
from minutes.organisations.types import Candidate
from minutes.organisations.words import Nominal, Words

_BARE = frozenset(("municipality", "state"))
_GOES_ON = frozenset(("、", "・", "側", "等", "及び", "全体", "自身", "独自", "当局"))
_RELATES = (
    *("に対する", "に関する", "における", "による", "に係る", "に基づく", "についての"),
    *("に伴う", "に向けた", "を踏まえた", "を受けた", "に応じた", "をめぐる"),
)
_WORLD = frozenset(
    ("世界", "他", "アジア", "欧米", "外国", "多く", "それぞれ", "途上", "先進", "ほか")
)


def stands_alone(tokens: Tokens, first: int, words: Words) -> bool:
    """True if no noun is glued to the front of token `first`.

    第3回委員会 is a session, 今回委員会 is not.
    """
    if not glued(tokens, first):
        return True
    feature, surface = tokens.features[first - 1], tokens.surface(first - 1)
    if not surface[-1].isalpha() and not surface.isdecimal():
        return True  # a mark: ②MD社, ・市
    if surface in words.edge or "副詞可能" in feature.pos3:
        return not (glued(tokens, first - 1) and tokens.features[first - 2].pos2 == "数詞")
    return not feature.is_noun and feature.pos1 != "形状詞"


def nominal(piece: Piece, word: Nominal) -> Candidate | None:
    """The mention of a listed word, if it stands free and is used of one body."""
    if not stands_alone(piece.tokens, piece.first, piece.words):
        return None
    if piece.behind() not in ("end", "light"):
        return None
    if word.kind in _BARE and not _is_actor(piece, word.text):
        return None
    rule = f"nominal {word.kind}"
    weak = word.weak or word.text == "国"
    return Candidate(piece.start, piece.end, "nominal", word.kind, rule, word.text, weak=weak)


def anaphoric(start: int, end: int, text: str, follows: str) -> Candidate | None:
    """同推進本部, 当該検討部会: 同 before any name of a head."""
    if follows not in ("end", "light"):
        return None
    return Candidate(start, end, "nominal", "head", "nominal head", text, weak=True)


def _is_actor(piece: Piece, text: str) -> bool:
    """True if 市 or 国 is used as a body: bare, with a particle or 側 behind it."""
    if "政府" in text:
        return True
    tokens, first = piece.tokens, piece.first
    if glued(tokens, first):
        back = first - 1
        if _counts(tokens, back):
            return False
        if _is_attribute(tokens.features[back]):
            return tokens.view.text.endswith(_RELATES, 0, piece.start)
        if piece.before == "・":
            return not _after_class(tokens, back)
    return _acts(piece, text)


def _acts(piece: Piece, text: str) -> bool:
    """True if what follows lets a body act: 市は, 国から, 区側; not 国を挙げて, 道の駅."""
    after = piece.next_surface()
    if not after or (text == "国" and (after in ("を", "全体") or piece.follows("同士"))):
        return False
    if text == "道":  # 道を通る is a road; the prefecture acts: 道は, 道から
        return after in ("は", "が", "から", "と", "や", "・", "側", "及び", "も")
    return piece.tokens.features[piece.last + 1].pos1 == "助詞" or after in _GOES_ON


def _is_attribute(feature: Feature) -> bool:
    """True for a word that says which one: 美しい国, ある県; but このように 市は goes on freely."""
    if feature.pos1 in ("動詞", "形容詞", "助動詞"):
        return feature.conjugation_form.startswith("連体形")
    return feature.pos1 in ("連体詞", "接頭辞")


def _counts(tokens: Tokens, particle: int) -> bool:
    """True for a の behind a quantity: 九つの県, 多くの国."""
    if tokens.surface(particle) != "の" or particle == 0:
        return False
    feature, surface = tokens.features[particle - 1], tokens.surface(particle - 1)
    return surface in _WORLD or feature.pos2 == "数詞" or "助数詞" in feature.pos3


def _after_class(tokens: Tokens, dot: int) -> bool:
    """True if a class stands before the middle dot: 各局・区."""
    index = dot - 1
    while glued(tokens, index) and tokens.features[index - 1].is_noun:
        index -= 1
    return tokens.surface(index).startswith(("各", "全", "他"))
