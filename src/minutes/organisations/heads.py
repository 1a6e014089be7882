"""Names with a head: 水尾市文化振興課, 総務常任委員会, 浅見大学, 水尾市."""

from __future__ import annotations

import re

from minutes.nlp import Tokens
from minutes.organisations.media import medium
from minutes.organisations.naming import naming
from minutes.organisations.nominals import anaphoric, stands_alone
from minutes.organisations.phrases import about
from minutes.organisations.pieces import Modifiers, Piece
from minutes.organisations.rosters import is_person
from minutes.organisations.runs import closes, glued, left, partners, place, right
from minutes.organisations.types import Candidate
from minutes.organisations.words import Head, Words

#: Kinds in whose names a middle dot may stand: 水尾市文化・スポーツ財団, 総務・財政委員会.
_ACROSS = frozenset(
    ("council", "inner-council", "unit", "association", "company", "facility", "foundation")
)
#: Of these a town has many: 水尾市保育所 and 水尾町立小学校 name none.
_MANY = frozenset(
    ("小学校", "中学校", "保育園", "保育所", "幼稚園", "こども園", "特別支援学校", "病院")
)
_PLACES = frozenset("市区町村県")
_CITIES = frozenset("市区町村")  # no town lies in these, but 水尾県浅見町 in a prefecture
_SAME = frozenset(("同", "当該", "当", "本"))


def headed(piece: Piece, head: Head) -> Candidate | None:
    """The name that a head ends, with all the nouns that belong to it; none if it names nobody."""
    if head.needs == "sole" and not _is_sole(piece):
        return None
    if head.needs == "medium":
        return medium(piece, head)
    behind = piece.behind()
    if head.needs == "place":
        return _municipality(piece, head, behind)
    if behind in ("title", "thing") or piece.follows("法人") or _goes_on(piece, head):
        return None  # 公益財団法人化
    first = _first(piece, head)
    if first == piece.first:
        return _alone(piece, head, behind)
    modifiers = Modifiers(piece, first)
    surfaces, start = modifiers.surfaces, piece.tokens.starts[first]
    run = piece.tokens.view.text[start : piece.end]
    if surfaces[0] in piece.words.every or "各" in surfaces or _is_class(run, piece):
        return None  # 村立各小学校
    if surfaces[-1] == head.text:
        return None  # 水尾市立病院 病院事業
    if surfaces[0] in _SAME:
        return anaphoric(start, piece.end, run, behind)
    if head.text in _MANY and _is_any_of_town(surfaces, head):
        return None
    named = naming(modifiers, head)
    if named == "none":
        return None
    return Candidate(
        start,
        piece.end,
        "unit" if head.kind in ("unit", "inner-council") else "named",
        head.kind,
        f"head {head.text}",
        ambiguous=behind == "session",
        weak=named == "weak",
    )


def _goes_on(piece: Piece, head: Head) -> bool:
    """True if the next token makes a longer head: 連合 in 水尾文化連合会総会."""
    after = piece.next_surface()
    longer = piece.words.table.get(head.text + after) if after else None
    return longer is not None and longer.head is not None


def _is_sole(piece: Piece) -> bool:
    """True if one proper noun stands before the head: most of 建設 and バス have none."""
    tokens, before = piece.tokens, piece.first - 1
    return glued(tokens, piece.first) and tokens.features[before].is_proper


def _first(piece: Piece, head: Head) -> int:
    """The first token of the name whose head the piece is."""
    if head.needs == "joint":
        return partners(piece.tokens, piece.first)
    first = left(piece.tokens, piece.first, piece.words, across=head.kind in _ACROSS)
    if head.kind == "unit" and not head.text.endswith("事務所"):
        return _without_surname(piece.tokens, first, piece.first, piece.words)
    return first


def _without_surname(tokens: Tokens, first: int, head: int, words: Words) -> int:
    """Past a person's name that stands before a unit: 水野 産業企画室."""
    opening = first
    while first + 1 < head and tokens.features[first].pos3 == "人名":
        first += 1
    # 水尾 is a surname, too, in 水尾市総務課 and 水尾商工会議所青年部.
    named = any(
        closes(tokens, index, words) or tokens.surface(index) == "ども"
        for index in range(opening + 1, head)
    )
    return opening if named else first


def _is_class(run: str, piece: Piece) -> bool:
    """True for a class, a room or a part; but 生活安全部 does not end in 全部."""
    words = piece.words
    if run in words.classes:
        return True
    ends = (part for part in words.parts if run.endswith(part))
    return run.endswith(words.parts) and any(
        len(part) == len(run) or piece.tokens.is_edge(piece.end - len(part)) for part in ends
    )


def _is_any_of_town(surfaces: list[str], head: Head) -> bool:
    if head.text == "病院":
        return surfaces[-1] in _PLACES  # 水尾市病院事業; but 水尾市立病院 is one
    while surfaces and (surfaces[-1] in head.generic or surfaces[-1] == "立"):
        surfaces = surfaces[:-1]
    return bool(surfaces) and surfaces[-1] in _PLACES


def _alone(piece: Piece, head: Head, behind: str) -> Candidate | None:
    """A head without a modifier: 理事会 may stand so, 体育協会 is the one named in full."""
    if not head.alone or behind not in ("end", "light"):
        return None
    if not stands_alone(piece.tokens, piece.first, piece.words):
        return None
    start, end = piece.start, piece.end
    if head.alone == "named":
        return Candidate(start, end, "nominal", "head", "nominal head", head.text, weak=True)
    return Candidate(start, end, "unit", head.kind, f"head {head.text} alone")


# --- councils for a matter --------------------------------------------------------------------

# 請願に関する委員会 is any committee that has it; 北方問題に関する特別委員会 is one.
_ANY = frozenset(("委員会", "審査会"))


def for_matter(piece: Piece, head: Head) -> Candidate | None:
    """北方問題に関する特別委員会: a council that is named by its matter."""
    if head.kind != "council" or head.text in _ANY or not glued(piece.tokens, piece.first):
        return None
    opening = about(piece.tokens, piece.first, piece.words)
    if opening is None or piece.behind() == "title":
        return None
    start = piece.tokens.starts[opening]
    return Candidate(start, piece.end, "named", "council", "body for a matter")


# --- municipalities ---------------------------------------------------------------------------


def _municipality(piece: Piece, head: Head, behind: str) -> Candidate | None:
    """水尾市, 水尾県浅見市; a town behind a city (水尾市港町) and 港町七丁目 are addresses."""
    found = place(piece.tokens, piece.last, piece.words)
    if found is None or behind in ("title", "thing") or _is_address(piece):
        return None
    first, sure = found
    start = piece.tokens.starts[first]
    above = piece.words.table.get(piece.tokens.view.text[start : piece.start])
    if above is not None and above.body is not None and above.body.kind == "prefecture":
        return None  # 大阪府市 are two
    if piece.follows("議") and not piece.follows("議会"):
        return None  # 榊原健県議
    if head.text in "町村" and _CITIES & set(Modifiers(piece, first).surfaces):
        return None
    if _is_class(piece.tokens.view.text[start : piece.end], piece):
        return None
    if piece.follows("町村", "区町村", "町内") or _is_label(piece) or is_person(piece, first):
        return None  # 持続的発展市町村計画 is no plan of a city
    if not sure and not (head.text == "市" or _may_be_prefecture(piece, head)):
        return None
    rule = f"head {head.text}" if sure else f"head {head.text} after one noun"
    session, address = behind == "session", _ADDRESS.match(piece.tokens.view.text, piece.end)
    weak = address is not None  # where somebody sits; it may tell whose page it is
    kind = "prefecture" if head.text == "県" else head.kind
    return Candidate(start, piece.end, "named", kind, rule, ambiguous=session, weak=weak)


def _may_be_prefecture(piece: Piece, head: Head) -> bool:
    """青嶺 県: two kanji or more; 農業県 and 隣県 are classes."""
    return head.text == "県" and _KANJI_NAME.fullmatch(piece.before) is not None


_KANJI_NAME = re.compile("[一-鿿々]{2,3}")
_ADDRESS = re.compile(
    r"[一-龥々ヶケノァ-ヴー]{0,9}?[0-9一二三四五六七八九十]{1,4}(?:丁目|番(?!目)|[-−–‐ー][0-9]|の[0-9])"
)
# 水尾市活第251号 is the number of a paper, 水尾市スポーツ公園 a park.
_PAPER = re.compile(r"[一-龥]{1,3}第[0-9]")


def _is_label(piece: Piece) -> bool:
    """True if the municipality stands in the number of a paper or the name of a building."""
    tokens, text = piece.tokens, piece.tokens.view.text
    if _PAPER.match(text, piece.end):
        return True
    stop = right(tokens, piece.last + 1)
    run = text[piece.end : tokens.ends[stop - 1]] if stop > piece.last + 1 else ""
    return run.endswith(piece.words.buildings)


def _is_address(piece: Piece) -> bool:
    """True if a house number follows: 港町七丁目, 浅見町12番地."""
    tokens, nearest = piece.tokens, piece.last + 1
    return glued(tokens, nearest) and tokens.features[nearest].pos2 == "数詞"
