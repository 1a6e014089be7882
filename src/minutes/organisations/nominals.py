"""Words that stand for a body known from the context: 本市, 財団, 国, 同社."""

from __future__ import annotations

from minutes.nlp import Feature, Tokens
from minutes.organisations.pieces import Piece
from minutes.organisations.runs import glued
from minutes.organisations.specific import THIS, rule_of
from minutes.organisations.types import Candidate
from minutes.organisations.words import Nominal, Words

_BARE = frozenset(("municipality", "state"))
_GOES_ON = frozenset(
    (
        *("、", "・", "側", "等", "及び", "全体", "自身", "独自", "当局"),
        *("あるいは", "または", "又は", "もしくは", "若しくは"),
    )
)
_MANY = frozenset(("審議会", "協議会", "審査会", "委員会", "検討会", "研究会", "懇談会", "調査会"))
_RELATES = (
    *("に対する", "に関する", "における", "による", "に係る", "に基づく", "についての"),
    *("に伴う", "に向けた", "を踏まえた", "を受けた", "に応じた", "をめぐる"),
)
_COUNTERS = (
    "つ",
    "か国",
    "カ国",
    "ヵ国",
    "か所",
    "カ所",
    "自治体",
    "団体",
)  # 三件の 市への苦情 counts no cities
_AND_OTHERS = ("等", "など", "等々", "ら", "といった")  # 豪州等々の国
_WORLD = frozenset(
    ("世界", "他", "アジア", "欧米", "外国", "多く", "それぞれ", "途上", "先進", "ほか")
)


def stands_alone(tokens: Tokens, first: int, words: Words) -> bool:
    """True if no noun is glued to the front of token `first`.

    第3回委員会 is a session, 今回委員会 is not.
    """
    starts, ends = tokens.starts, tokens.ends
    if not first or ends[first - 1] != starts[first]:
        return True
    feature, surface = (
        tokens.features[first - 1],
        tokens.view.text[starts[first - 1] : ends[first - 1]],
    )
    if not surface[-1].isalpha() and not surface.isdecimal():
        end = ends[first - 1]  # a mark: ②MD社, ・市; but △△市 is any
        return tokens.view.text[end - 1] != tokens.view.text[end - 2 : end - 1]
    if surface == "日" and glued(tokens, first - 1) and tokens.features[first - 2].pos2 == "数詞":
        return True  # 九日取締役会に報告した
    if surface in words.edge or "副詞可能" in feature.pos3:
        return not (glued(tokens, first - 1) and tokens.features[first - 2].pos2 == "数詞")
    return not (feature.is_noun or feature.pos1 == "形状詞")


_PARTICLES = ("は", "が", "の", "から", "と", "に", "を", "へ", "も", "で", "、")
_ATTENDS = ("出席", "欠席")  # 事務局出席者
# What a municipality calls its own without の: 市ホームページ.
_OWN = (
    "ホームページ",
    "公式",
    "ウェブサイト",
    "広報紙",
    "当局",
    "担当者",
    "職員が",
    "職員に",
    "職員の",
)


def _owner(piece: Piece, word: Nominal) -> Candidate:
    """The municipality in 市ホームページ."""
    rule = f"nominal {word.kind}"
    return Candidate(piece.start, piece.end, "nominal", word.kind, rule, word.text, weak=word.weak)


def nominal(piece: Piece, word: Nominal) -> Candidate | None:
    """The mention of a listed word, if it stands free and is used of one body."""
    tokens, kind, text = piece.tokens, word.kind, word.text
    if not stands_alone(tokens, piece.first, piece.words):
        return None
    if kind in ("contractor", "operator") and piece.follows(":"):
        return None  # the label of a line
    if kind == "municipality" and piece.follows(*_OWN):
        return _owner(piece, word)
    behind = piece.behind()
    if behind not in ("end", "light") and not (kind == "office" and piece.follows(*_ATTENDS)):
        return None
    if text.endswith("委員") and _is_person(piece):
        return None
    if kind == "head" and text in _MANY and piece.follows("等"):
        return None  # 審議会等の会議 are those of all councils
    if kind in _BARE and not _is_actor(piece, text):
        return None
    if (kind == "contractor" or text in _OF_ANY) and _is_another(piece, word):
        return None
    if kind == "bank" and piece.follows("し", "す", "さ", "せ", "者", "取材"):
        return None  # 同行した職員
    if text == "本館" and not piece.follows(*_PARTICLES):
        return None  # 本館三階 is a building
    rule, weak = rule_of(piece, word), (word.weak or text == "国")
    if rule == THIS:
        weak = False  # この委員会 is one, whichever it is
    return Candidate(piece.start, piece.end, "nominal", kind, rule, text, False, weak)


_OF_ANY = frozenset(("会社", "委員会"))
# 社外の有識者による委員会, 委託先の会社: whoever that may be.
_MADE_OF = ("による", "からなる", "から成る", "で構成する", "で構成される", "をメンバーとする")
_OTHER = ("どこの", "どの", "どちらの", "他の", "ほかの", "別の")
_ANY_OF = (
    *("の会社", "の業者", "の事業者", "の企業", "の選定", "の公募", "の募集", "の候補"),
    *(
        "である",
        "であります",
        "となる",
        "になる",
        "を選",
        "を募",
        "を公募",
        "を監督",
        "の監督",
        "の管理",
        "を管理",
        "に対する監督",
    ),
)


def _is_another(piece: Piece, word: Nominal) -> bool:
    """True of a committee that is told by its members, and of a contractor that is any."""
    if word.text == "会社" and glued(piece.tokens, piece.first):
        back = piece.first - 1  # 監視が甘い会社, 委託先の会社; but この会社
        attribute = _is_attribute(piece.tokens.features[back]) or piece.before == "の"
        return piece.before != "この" and attribute
    if word.text == "委員会":
        return piece.tokens.view.text.endswith((*_MADE_OF, *_OTHER), 0, piece.start)
    return word.kind == "contractor" and piece.follows(*_ANY_OF)


# Auditors are an organ that acts, and persons who are chosen.
_ACTS = (
    "は",
    "が",
    "から",
    "に",
    "へ",
    "と",
    "による",
    "の監査",
    "の意見",
    "の審査",
    "の報告",
    "の指摘",
)
_CHOSEN = ("に選", "に任", "に就", "には", "に欠員")


def _is_person(piece: Piece) -> bool:
    """True if 監査委員 are not what acts: 監査委員の選任, 監査委員を務めた."""
    return not piece.follows(*_ACTS) or piece.follows(*_CHOSEN)


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
        apposed = tokens.view.text.endswith(("である", "であります"), 0, piece.start)
        if _is_attribute(tokens.features[back]) and not apposed:  # but 設立者である市
            said = piece.follows("の") and _is_set_down(tokens, back)
            return said or tokens.view.text.endswith(_RELATES, 0, piece.start)
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


# What these make is a text: 方針に定めた 区の姿 says nothing of a ward that was laid down.
_SET_DOWN = frozenset(
    (
        *("掲げる", "定める", "示す", "記す", "述べる", "載せる", "盛り込む", "描く", "まとめる"),
        *("策定", "記載", "公表", "発表", "提示", "改定", "制定", "作成", "答申", "公示"),
    )
)


def _is_set_down(tokens: Tokens, last: int) -> bool:
    """True if the clause that ends with token `last` tells what was written down."""
    return any(tokens.features[i].lemma in _SET_DOWN for i in range(max(0, last - 3), last))


def _counts(tokens: Tokens, particle: int) -> bool:
    """True for a の behind a quantity: 九つの県, 多くの国."""
    if tokens.surface(particle) != "の" or particle == 0:
        return False
    feature, surface = tokens.features[particle - 1], tokens.surface(particle - 1)
    counted = feature.pos2 == "数詞" or surface in _COUNTERS
    return surface in _WORLD or surface in _AND_OTHERS or counted


def _after_class(tokens: Tokens, dot: int) -> bool:
    """True if a class stands before the middle dot: 各局・区."""
    index = dot - 1
    while glued(tokens, index) and tokens.features[index - 1].is_noun:
        index -= 1
    return tokens.surface(index).startswith(("各", "全", "他"))
