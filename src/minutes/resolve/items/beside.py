"""What stands beside the count: glued to it, joined by の, or a verb behind it."""

from __future__ import annotations

import re

from minutes.clauses import ends_clause
from minutes.resolve.items.scene import Scene
from minutes.resolve.phrases import PERSON, ends_predicate, phrase_before, run_after, run_before
from minutes.schema import Span

_LINK = re.compile(r"(?:[(「: ]|(?:について)?(?:以下|ほか|外|など|等)?、)\Z")


def glued(scene: Scene) -> Span | None:
    """登録業者六十社, 出席議員(三十人), 回答、六十件: the noun right before the count."""
    text, floor = scene.text, scene.sentence.start
    start, bracket = scene.quantity.at.start, False
    while (link := _LINK.search(text, max(floor, start - 7), start)) is not None:
        if link.group() == "、" and (
            ends_clause(text, start - 1) or ends_predicate(scene.tokens, start - 1)
        ):
            return None
        bracket = bracket or link.group() == "("
        start = link.start()
    found = phrase_before(scene.tokens, start, floor) if start > floor else None
    if found is None or found.start < floor:
        return None
    # 大臣三百円: the person whose amount it is; 出席議員(三十人): those who are counted
    person = PERSON.search(text[found.start : found.end]) and not bracket
    return None if person else found


_BILL = re.compile(r"(?P<kind>議案|報告|請願|陳情|認定|承認|発議|同意案?|諮問|意見書案|日程)第")


def bills(scene: Scene) -> Span | None:
    """議案第三号から議案第八号までの計六件: the items of a session's business, by their name."""
    if scene.quantity.unit not in ("件", "案件", "議案"):
        return None
    start, floor = scene.quantity.at.start, scene.sentence.start
    near = scene.text[max(floor, start - 20) : start]
    if not re.search(r"(?:まで|について」?)(?:の|、|、?以上の?)*\Z", near):
        return None
    found = list(_BILL.finditer(scene.text, max(floor, start - 300), start))
    # 日程第三 numbers the business of the day; the kind stands behind it.
    kinds = [match for match in found if match["kind"] != "日程"]
    return Span(*kinds[-1].span("kind")) if kinds else None


_APPOSED = re.compile(r"(?:である|となる|とされる|に当たる|に相当する)\Z")


def apposition(scene: Scene) -> Span | None:
    """上限である四回: the noun that the number is the value of."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    match = _APPOSED.search(scene.text, max(floor, start - 6), start)
    return phrase_before(scene.tokens, match.start(), floor) if match is not None else None


_OF = re.compile(r"(?:もの|の(?:うち)?|という|といった|にも及ぶ|に及ぶ|に上る)")
#: Nouns that say what happens to an amount, and leave open what it is an amount of.
_CHANGES = (
    r"(?:追加|増(?:額|(?![えやし]))|減(?:額|(?![らるっ]))|増加|減少|上昇|低下|引上げ|引き上げ|引下げ|引き下げ|皆[増減]|補正|計上|増収|減収"
    r"|不足|超過|改善|悪化|伸び|差|支出|収入増|負担増)"
)
_CHANGE = re.compile(rf"(?:の)?{_CHANGES}(?![一-鿿])")


def added(scene: Scene) -> Span | None:
    """需用費に四十万円の追加: what the amount is added to or taken from."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    if _CHANGE.match(scene.text, scene.quantity.at.end) is None:
        return None
    if scene.text[max(floor, start - 1) : start] not in ("に", "が", "を", "は"):
        return None
    return phrase_before(scene.tokens, start - 1, floor)


def modified(scene: Scene) -> Span | None:
    """六十四件の回答, 四千件という届出: the noun that the count modifies."""
    end = scene.quantity.at.end
    match = _OF.match(scene.text, end)
    if match is None or (match.group() != "もの" and _CHANGE.match(scene.text, match.end())):
        return None
    found = run_after(scene.tokens, match.end())
    return found if found is not None and found.end <= scene.sentence.end else None


def direct_object(scene: Scene) -> Span | None:
    """相談員を三名配置する: the object right before a number that is told how many."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    if scene.text[max(floor, start - 1) : start] != "を" or scene.quantity.unit in ("回", "度"):
        return None
    return phrase_before(scene.tokens, start - 1, floor)


def verbal(scene: Scene) -> Span | None:
    """四万円減税, 三割アップ: the noun behind says what happens to the amount."""
    end = scene.quantity.at.end
    if scene.text.startswith("ずつ", end):
        end += 2
    index = scene.tokens.first_at(end)
    if index >= len(scene.tokens) or scene.tokens.starts[index] != end:
        return None
    if _CHANGE.match(scene.text, end):
        return None
    if scene.quantity.unit == "つ" or scene.tokens.features[index].pos3 == "サ変可能":
        return run_after(scene.tokens, end)
    return None


def verb_behind(scene: Scene) -> Span | None:
    """一億円を寄附する: the verb whose object the amount is."""
    end = scene.quantity.at.end
    if scene.text[end : end + 1] != "を":
        return None
    index = scene.tokens.first_at(end + 1)
    if index >= len(scene.tokens) or scene.tokens.features[index].pos3 != "サ変可能":
        return None
    return run_after(scene.tokens, end + 1)


_TIMES = re.compile(r"(?:ほど|程度)?(?:にわた[っり](?:て)?|に及び|も|ほど|、)")


def times(scene: Scene) -> Span | None:
    """十三回にわたって広報紙に寄稿した: what was done so many times."""
    if scene.quantity.unit not in ("回", "度"):
        return None
    tokens, end = scene.tokens, scene.quantity.at.end
    match = _TIMES.match(scene.text, end)
    if match is None:
        return None
    for index in tokens.within(match.end(), min(scene.sentence.end, end + 60)):
        doing = index + 1 < len(tokens) and tokens.features[index + 1].lemma in ("為る", "致す")
        if tokens.features[index].pos3 == "サ変可能" and doing:
            return run_before(tokens, tokens.ends[index])
    return None


def change(scene: Scene) -> Span | None:
    """五％の引上げ: where nothing says of what, the change itself."""
    match = _CHANGE.match(scene.text, scene.quantity.at.end)
    if match is None:
        return None
    start = match.start() + match.group().startswith("の")
    return Span(start, match.end())


def whole(scene: Scene) -> Span | None:
    """回答の三割: what the share is a share of."""
    start = scene.quantity.at.start
    if scene.text[max(0, start - 1) : start] != "の":
        return None
    return phrase_before(scene.tokens, start - 1, scene.sentence.start)


_PEOPLE = re.compile(
    r"(?:ぐらい|くらい|ほど|程度)?の(?P<who>方々|方|人々|人|者|皆さん|皆様)(?![一-鿿])"
)


def people(scene: Scene) -> Span | None:
    """八人の方を養成した: nothing nearer than the people themselves."""
    match = _PEOPLE.match(scene.text, scene.quantity.at.end)
    return Span(*match.span("who")) if match is not None else None


#: Counters that are nouns of their own: in 八十五団体から回答 the bodies themselves are counted.
IS_NOUN = re.compile(
    r".*(?:団体|法人|自治体|機関|企業|業者|事業所|組合|会派|政党|省庁|大学|学校|病院|世帯|家族|施設|店舗|市町村"
    r"|都道府県|市区町村|町村|議案|路線|事業|案件|事案|事件|項目|種類|会場|学級|箇所|か所|カ所|議席|地区)"
)


def own_noun(scene: Scene) -> Span | None:
    """十二団体から届いた: the counter is the noun."""
    if IS_NOUN.fullmatch(scene.quantity.unit or "") and not scene.quantity.unit_implied:
        return scene.quantity.unit_at
    return None
