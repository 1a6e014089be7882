"""Names by structure: a head (課, 委員会, 市) with the nouns before it, or a listed body.

Last characters alone rule out most places of a text before any token is asked for, so ordinary
text costs one scan of the characters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from minutes.nlp import Tokens
from minutes.organisations.forms import legal
from minutes.organisations.nominals import anaphoric, nominal, stands_alone
from minutes.organisations.phrases import about
from minutes.organisations.runs import (
    before,
    behind,
    glued,
    is_part,
    is_proper,
    left,
    listed_at,
    partners,
    place,
)
from minutes.organisations.types import CALLED, Candidate
from minutes.organisations.words import Body, Head, Words


def candidates(tokens: Tokens, words: Words) -> Iterator[Candidate]:
    """Everything that looks like a name or a nominal, in the order of the ends; may overlap."""
    text, ends, pairs, singles = tokens.view.text, tokens.ends, words.pairs, words.singles
    for match in words.trigger.finditer(text):
        end = match.end()
        if text[end - 2 : end] in pairs or text[end - 1] in singles:
            index = bisect_left(ends, end)
            if index < len(ends) and ends[index] == end:
                found = _at(tokens, index, end, words)
                if found is not None:
                    yield found


def _at(tokens: Tokens, index: int, end: int, words: Words) -> Candidate | None:
    """The candidate that ends with token `index`; the longest listed word there decides."""
    text = tokens.view.text
    for size in words.lengths[text[end - 1]]:
        word = words.table.get(text[end - size : end]) if size <= end else None
        first = before(tokens, end, index, size) if word is not None else None
        if word is None or first is None:
            continue
        if word.body is not None and not _is_ward(tokens, first, word.body):
            return _body(tokens, first, index, word.body, words)
        if word.form is not None:
            return legal(tokens, first, index, word.form, words)
        found = _for_matter(tokens, first, index, word.head, words)
        if found is None and word.nominal is not None:
            found = nominal(tokens, first, index, word.nominal, words)
        if found is not None:
            return found
        if word.head is not None:
            return _headed(tokens, first, index, word.head, words)
    return None


# --- listed bodies ----------------------------------------------------------------------------


def _body(tokens: Tokens, first: int, index: int, body: Body, words: Words) -> Candidate | None:
    follows = behind(tokens, index, words)
    if follows == "title" or not _stands(tokens, index, body, follows, words):
        return None
    if glued(tokens, first) and is_part(tokens.features[first - 1]):
        opening = _body_opening(tokens, first, body, words)
        if opening is None:
            return None
        first = opening
    start, end = tokens.starts[first], tokens.ends[index]
    own = tokens.view.text[start:end].removeprefix("旧")
    ambiguous = body.service or follows == "session"
    full = body.name if own == body.text else ""
    return Candidate(start, end, "named", body.kind, "listed body", full, ambiguous)


def _is_ward(tokens: Tokens, first: int, body: Body) -> bool:
    """True for 中区 in 水尾市中区: the city opens the name."""
    return (
        body.kind == "municipality" and glued(tokens, first) and is_part(tokens.features[first - 1])
    )


def _stands(tokens: Tokens, index: int, body: Body, follows: str, words: Words) -> bool:
    """False for a name that a longer word begins with: 内閣府, 東大路, 立憲主義, 国会法."""
    if follows in ("more", "thing", "light") and glued(tokens, index + 1):
        longer = words.table.get(body.text + tokens.surface(index + 1))
        if longer is not None and longer.body is not None:
            return False
    if follows == "more" and body.service:
        return False  # the service: LINE公式アカウント, JR京都駅
    if follows == "more" and body.text != body.name and len(body.text) <= 2:
        return len(tokens.surface(index + 1)) > 1 and body.kind != "party"
    return follows != "thing" or tokens.surface(index + 1) not in _NOT_BODIES


_NOT_BODIES = frozenset(("法", "令", "線", "駅", "税", "遺産"))
_SESSIONS = ("通常", "臨時", "特別", "今", "本", "前", "次", "回", "先")


def _body_opening(tokens: Tokens, first: int, body: Body, words: Words) -> int | None:
    """Where a listed body with a noun before it begins; none if it is another thing then.

    内閣官房内閣人事局 has its parent before it, 水野内閣 is a cabinet of its own; 臨時国会 is a
    session and 南北海道 a region.
    """
    surface, feature = tokens.surface(first - 1), tokens.features[first - 1]
    if surface == "旧":
        return first - 1
    if body.text == "内閣":
        return first - 1 if feature.pos3 == "人名" else None
    parent = listed_at(tokens, first - 1, words, forms=False)
    if parent is not None:
        return parent
    if surface in words.every or (body.text == "国会" and surface in _SESSIONS):
        return None
    if body.kind == "prefecture" and (is_proper(feature) or len(surface) == 1):
        return None
    return first


# --- heads ------------------------------------------------------------------------------------

#: Kinds in whose names a middle dot may stand: 水尾市文化・スポーツ財団, 総務・財政委員会.
_ACROSS = frozenset(("council", "inner-council", "unit", "association", "company"))


def _headed(tokens: Tokens, head_at: int, index: int, head: Head, words: Words) -> Candidate | None:
    follows = behind(tokens, index, words)
    if follows == "title" or (follows == "thing" and head.kind != "municipality"):
        return None
    if head.needs == "place":
        return _municipality(tokens, index, head, follows, words)
    if head.needs == "joint":
        first = partners(tokens, head_at)
    else:
        first = left(tokens, head_at, words, across=head.kind in _ACROSS)
    if head.kind == "unit":
        first = _without_surname(tokens, first, head_at)
    if first == head_at:
        return _alone(tokens, head_at, index, head, follows, words)
    modifiers = [tokens.surface(i) for i in range(first, head_at)]
    start, end = tokens.starts[first], tokens.ends[index]
    run = tokens.view.text[start:end]
    if modifiers[0] in words.every or run in words.classes or run.endswith(words.parts):
        return None
    if modifiers[0] in ("同", "当該", "当", "本"):
        return anaphoric(start, end, run, follows)
    if head.kind == "school" and _is_class_of_town(modifiers, head):
        return None
    naming = _naming(tokens, first, head_at, index, head, follows, words)
    if naming == "none":
        return None
    level = "unit" if head.kind in ("unit", "inner-council") else "named"
    rule = CALLED if head.needs == "called" else f"head {head.text}"
    session = follows == "session"
    full = run + "学" if head.needs == "university" else ""
    return Candidate(start, end, level, head.kind, rule, full, session, naming == "weak")


_MANY = frozenset(("小学校", "中学校", "保育園", "保育所", "幼稚園", "こども園", "特別支援学校"))


def _is_class_of_town(modifiers: list[str], head: Head) -> bool:
    """True for the schools of a town, of which there are many: 水尾市保育所, 水尾町立小学校."""
    if head.text not in _MANY:
        return False
    while modifiers and (modifiers[-1] in head.generic or modifiers[-1] == "立"):
        modifiers = modifiers[:-1]
    return bool(modifiers) and modifiers[-1] in ("市", "区", "町", "村", "県")


def _without_surname(tokens: Tokens, first: int, head: int) -> int:
    """Past a person's name that stands before a unit: 水野 産業企画室."""
    while first + 1 < head and tokens.features[first].pos3 == "人名":
        if tokens.surface(first + 1) in "市区町村県":
            break
        first += 1
    return first


def _naming(
    tokens: Tokens, first: int, head_at: int, index: int, head: Head, follows: str, words: Words
) -> str:
    """Whether what stands before a head makes a name: sure, weak or none."""
    features = tokens.features[first:head_at]
    surfaces = [tokens.surface(i) for i in range(first, head_at)]
    if head.needs == "sole":
        sole = len(features) == 1 and is_proper(features[0]) and follows in ("end", "light")
        return "sure" if sole else "none"
    if head.needs == "joint":
        return "sure"
    if head.needs == "person":
        return "sure" if features[-1].pos3 == "人名" and len(features) == 1 else "none"
    if head.needs == "letters":
        return "sure" if len(features) == 1 and _is_label(surfaces[0]) else "none"
    if head.needs == "university":
        place = len(features) == 1 and features[0].pos3 in ("地名", "人名")
        return "sure" if place and follows in ("end", "light") else "none"
    if head.needs == "called" and not tokens.view.text.startswith("さん", tokens.ends[index]):
        return "none"
    if _tells_nothing(surfaces, head, words):
        return "none"
    sure = head.needs != "proper" or any(f.is_proper or f.pos2 == "数詞" for f in features)
    return "sure" if sure else "weak"


def _tells_nothing(surfaces: list[str], head: Head, words: Words) -> bool:
    """True if all that stands before a head are words of no distinction: 公立 高等 学校."""
    at = 0
    while at < len(surfaces):
        for size in (3, 2, 1):
            text = "".join(surfaces[at : at + size])
            if text in words.generic or text in head.generic:
                break
        else:
            return False
        at += size
    return True


def _is_label(surface: str) -> bool:
    """True for letters or katakana that name one company before 社: KS社."""
    letters = surface.isascii() and surface.isupper() and surface.isalpha() and len(surface) <= 6
    return letters or (len(surface) > 2 and all("ァ" <= char <= "ー" for char in surface))


def _municipality(
    tokens: Tokens, suffix: int, head: Head, follows: str, words: Words
) -> Candidate | None:
    """水尾市, 水尾県浅見市; a town behind a city (水尾市港町) and 港町七丁目 are addresses."""
    found = place(tokens, suffix, words)
    if found is None or follows == "thing" or _is_address(tokens, suffix):
        return None
    first, sure = found
    inner = {tokens.surface(i) for i in range(first, suffix)} & set("市区町村")
    if head.text in "町村" and inner:
        return None
    start, end = tokens.starts[first], tokens.ends[suffix]
    run = tokens.view.text[start:end]
    if run in words.classes or run.endswith(words.parts):
        return None
    if tokens.view.text.startswith(("君", "町村", "区町村", "町内"), end):
        return None  # 吉井恵市君 is a person, 持続的発展市町村計画 no plan of a city
    if not sure and head.text in "町村区県":
        return None
    rule = f"head {head.text}" if sure else "head 市 after one noun"
    return Candidate(start, end, "named", "municipality", rule, "", follows == "session")


def _is_address(tokens: Tokens, suffix: int) -> bool:
    """True if a house number follows: 港町七丁目, 浅見町12番地."""
    nearest = suffix + 1
    return glued(tokens, nearest) and tokens.features[nearest].pos2 == "数詞"


def _for_matter(
    tokens: Tokens, head_at: int, index: int, head: Head | None, words: Words
) -> Candidate | None:
    """北方問題に関する特別委員会: a council that is named by its matter."""
    if head is None or head.kind != "council" or head.text in ("委員会", "審議会", "審査会"):
        return None  # 請願に関する委員会 is any committee
    if not glued(tokens, head_at):
        return None
    opening = about(tokens, head_at, words)
    if opening is None or behind(tokens, index, words) == "title":
        return None
    start, end = tokens.starts[opening], tokens.ends[index]
    return Candidate(start, end, "named", "council", "body for a matter")


def _alone(
    tokens: Tokens, head_at: int, index: int, head: Head, follows: str, words: Words
) -> Candidate | None:
    """A head without a modifier that may stand so: 理事会."""
    start, end = tokens.starts[head_at], tokens.ends[index]
    if follows not in ("end", "light") or not stands_alone(tokens, head_at, words):
        return None
    if head.alone == "named":
        return Candidate(start, end, "nominal", "head", "nominal head", head.text, weak=True)
    if head.alone != "unit":
        return None
    return Candidate(start, end, "unit", head.kind, f"head {head.text} alone")
