"""What stands before the count and says what is counted: glued to it, or joined by a particle."""

from __future__ import annotations

import re
from bisect import bisect_left

from minutes.clauses import ends_clause
from minutes.nlp import Tokens
from minutes.resolve.items.following import CHANGE
from minutes.resolve.items.nouns import is_noun
from minutes.resolve.items.scene import Scene
from minutes.resolve.phrases import (
    PERSON,
    before_brackets,
    clause_before,
    ends_predicate,
    phrase_before,
    run_after,
)
from minutes.schema import Span

#: 市内十六か所の倉庫: where, not what.
_WHERE = re.compile(r"[市区町村県都国管圏域庁校館]内|全国|全市|全区|各地|県外|市外|区外|海外|世界")
_LINK = re.compile(r"(?:[(「: ]|(?:について)?(?:以下|ほか|外|など|等)?、)\Z")
_LINK_ENDS = frozenset("(「: 、")


def glued(scene: Scene) -> Span | None:
    """登録業者六十社, 出席議員(三十人), 回答、六十件: the noun right before the count."""
    text, floor = scene.text, scene.sentence.start
    start, bracket = scene.quantity.at.start, False
    while (
        text[start - 1 : start] in _LINK_ENDS
        and (link := _LINK.search(text, max(floor, start - 7), start)) is not None
    ):
        if link.group() == "、" and (
            ends_clause(text, start - 1) or ends_predicate(scene.tokens, start - 1)
        ):
            return None
        bracket = bracket or link.group() == "("
        start = link.start()
    if bracket and text.startswith("の", scene.quantity.at.end):
        return None  # 端末（八百人分の名簿を保存）
    if _is_particle_before(scene.tokens, start):
        return None
    if text.endswith(")", floor, start):
        start = before_brackets(text, start, floor)
    found = phrase_before(scene.tokens, start, floor) if start > floor else None
    if found is not None and bracket:
        group = _group_behind(scene)
        if group is not None:
            return group
    if found is None and start == scene.quantity.at.start:
        found = clause_before(scene.tokens, start, floor)  # 中止を求めるもの三十件
    if found is not None and bracket:
        found = _object_of(scene, found) or found
    if found is None or found.start < floor or _WHERE.fullmatch(scene.text, *found):
        return None
    # 大臣三百円: the person whose amount it is; 出席議員(三十人): those who are counted
    person = PERSON.search(text[found.start : found.end]) and not bracket
    return None if person else found


def _is_particle_before(tokens: Tokens, end: int) -> bool:
    """True where no noun can end: behind は, が, を; but の may be a head (遅れたの 三件)."""
    index = bisect_left(tokens.ends, end)
    if index >= len(tokens.ends) or tokens.ends[index] != end:
        return False
    return tokens.features[index].pos1 == "助詞" and tokens.view.text[end - 1] != "の"


_BRACKETED = re.compile(r"\)(?:(?:、|・|と|及び)[^、。()\n]{1,20}\([^()\n]{1,20}\))*+の")


def _group_behind(scene: Scene) -> Span | None:
    """北小（42名）、南小（31名）の児童: who is counted at each of those in the list."""
    match = _BRACKETED.match(scene.text, scene.quantity.at.end)
    if match is None or scene.quantity.kind != "people":
        return None
    return run_after(scene.tokens, match.end())


def _object_of(scene: Scene, verb: Span) -> Span | None:
    """申込みを受付（八人）: what the verbal noun before the brackets is done to."""
    tokens, floor = scene.tokens, scene.sentence.start
    index = tokens.first_at(verb.end - 1)
    doing = tokens.features[index].pos3 == "サ変可能"
    if not doing or verb.start <= floor or scene.text[verb.start - 1] != "を":
        return None
    return phrase_before(tokens, verb.start - 1, floor)


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


_THERE = re.compile(
    r"[のが](?:あった|ある|あり得る|寄せられた|届いた|出された|なされた|行われた|確認された|見つかった|判明した)\Z"
)


def there_was(scene: Scene) -> Span | None:
    """届出のあった六十件: the subject of the relative clause that the count ends."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    match = _THERE.search(scene.text, max(floor, start - 8), start)
    if is_noun(scene.quantity.unit):
        return None  # 申請のあった二団体: the bodies are counted
    return phrase_before(scene.tokens, match.start(), floor) if match is not None else None


_EXCEPT = re.compile(r"を除(?:くと|いて|き|いた|けば)、?\Z")


def excepted(scene: Scene) -> Span | None:
    """重複した届出を除くと五十件: what is left over is of the same kind."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    match = _EXCEPT.search(scene.text, max(floor, start - 6), start)
    return phrase_before(scene.tokens, match.start(), floor) if match is not None else None


_REST = re.compile(r"(?:(?P<what>その他|残り)(?:の|が|は|は、)?|(?P<verb>残る)(?:のは|は)?)\Z")


def rest(scene: Scene) -> Span | None:
    """その他が八件, 残る三人: what is left of those that were told before."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    floor = max(floor, start - 6)
    if scene.text.find("残", floor, start) < 0 and scene.text.find("その他", floor, start) < 0:
        return None
    match = _REST.search(scene.text, floor, start)
    if match is None:
        return None
    return Span(*match.span("what" if match["what"] else "verb"))


_APPOSED = re.compile(r"(?:である|となる|とされる|に当たる|に相当する)\Z")


def apposition(scene: Scene) -> Span | None:
    """上限である四回: the noun that the number is the value of."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    match = _APPOSED.search(scene.text, max(floor, start - 6), start)
    return phrase_before(scene.tokens, match.start(), floor) if match is not None else None


def added(scene: Scene) -> Span | None:
    """需用費に四十万円の追加: what the amount is added to or taken from."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    if CHANGE.match(scene.text, scene.quantity.at.end) is None:
        return None
    if scene.text[max(floor, start - 1) : start] not in ("に", "が", "を", "は"):
        return None
    return phrase_before(scene.tokens, start - 1, floor)


#: 部会を六回開いた: gatherings and the like are what is done so many times.
_HELD = re.compile(r"(?:会|会議|会合|打合せ|訓練|研修|講座|点検|検査|相談|交渉|協議)\Z")


def direct_object(scene: Scene) -> Span | None:
    """相談員を三名配置する: the object right before a number that is told how many."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    if scene.text[max(floor, start - 1) : start] != "を":
        return None
    found = phrase_before(scene.tokens, start - 1, floor)
    if found is not None and scene.quantity.unit in ("回", "度"):
        return found if _HELD.search(scene.text, *found) else None
    return found


#: 使用料の額では四千万円, 来館者数で申し上げますと、五百名: the noun of measure said for a number.
_BY = re.compile(
    r"(?:額|数|率|割合|量|面積|規模)(?P<by>で(?:は|申し(?:上げ)?ますと|言いますと|すと)?|に(?:いたし|し)まして"
    r"|と(?:いたし|し)ましては?|にして)、?(?:今のところ、?)?\Z"
)

_BARE = ("金額", "人数", "件数", "率", "額", "総額", "合計額")


def by_measure(scene: Scene) -> Span | None:
    """使用料の額では四千万円: the noun of measure that is said for the number."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    match = _BY.search(scene.text, max(floor, start - 24), start)
    found = phrase_before(scene.tokens, match.start("by"), floor) if match is not None else None
    # 不正利用は、金額で十五万円: of what, the sentence says elsewhere
    bare = found is not None and scene.text[found.start : found.end] in _BARE
    return None if bare else found


def spent(scene: Scene) -> Span | None:
    """庁舎の改修に四百万円: what the money is for."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    if scene.quantity.kind != "money" or scene.text[max(floor, start - 1) : start] != "に":
        return None
    return phrase_before(scene.tokens, start - 1, floor)


_PUT = re.compile(r"、|を(?:計上|措置|充|投|見込|追加|要|盛|配)|であり|です|となっ")


def budgeted(scene: Scene) -> Span | None:
    """防災事業に三億円、消防費に一億円を計上する: what each amount of a list is put to."""
    start = scene.quantity.at.start
    if not _PUT.match(scene.text, scene.quantity.at.end):
        return None
    found = spent(scene)
    return None if found is None or _TAKES.search(scene.text, found.start, start - 1) else found


_TAKES = re.compile(
    r"(?:市|町|村|県|府|区|国|社|省|庁|局|団体|法人|協会|組合|者|方|人|世帯|氏|さん|側|分|時|日|月|年度?)\Z"
)

_SHARE = re.compile(r"の(?:(?:うち|内)の?、?)?\Z")


def whole(scene: Scene) -> Span | None:
    """回答の三割: what the share is a share of."""
    start = scene.quantity.at.start
    share = _SHARE.search(scene.text, max(scene.sentence.start, start - 5), start)
    if share is None:
        return None
    found = phrase_before(scene.tokens, share.start(), scene.sentence.start)
    if found is not None and scene.text[found.start : found.end] in ("全体", "総数", "合計"):
        return None  # 賛成した方は全体の六割: a share of all tells nothing
    return found
