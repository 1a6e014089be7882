"""What stands beside the count: glued to it, joined by の, or a verb behind it."""

from __future__ import annotations

import re
from functools import lru_cache

from minutes.clauses import ends_clause
from minutes.resolve.items.scene import Scene
from minutes.resolve.phrases import (
    PERSON,
    before_brackets,
    clause_before,
    ends_predicate,
    phrase_before,
    run_after,
    run_before,
)
from minutes.schema import Span

#: 市内十六か所の倉庫: where, not what.
_WHERE = re.compile(r"[市区町村県都国管圏域庁校館]内|全国|全市|全区|各地|県外|市外|区外|海外|世界")
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
    if bracket and text.startswith("の", scene.quantity.at.end):
        return None  # 端末（八百人分の名簿を保存）
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
    match = _REST.search(scene.text, max(floor, start - 6), start)
    if match is None:
        return None
    return Span(*match.span("what" if match["what"] else "verb"))


_APPOSED = re.compile(r"(?:である|となる|とされる|に当たる|に相当する)\Z")


def apposition(scene: Scene) -> Span | None:
    """上限である四回: the noun that the number is the value of."""
    start, floor = scene.quantity.at.start, scene.sentence.start
    match = _APPOSED.search(scene.text, max(floor, start - 6), start)
    return phrase_before(scene.tokens, match.start(), floor) if match is not None else None


_OF = re.compile(
    r"(?:もの|ある(?=[一-鿿ァ-ヶ])|を(?:超える|上回る|下回る|切る)|の(?:うち)?|という|といった|にも及ぶ|に及ぶ|に上る)"
)
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
    if is_noun(scene.quantity.unit) and scene.quantity.kind == "organisations":
        return None  # 四団体の名簿: the bodies are counted, not what is theirs
    if match is None or (match.group() != "もの" and _CHANGE.match(scene.text, match.end())):
        return None
    found = run_after(scene.tokens, match.end())
    # 四百件の窓口への問合せ: what is counted stands behind those whom it goes to
    while found is not None and (to := _TOWARDS.match(scene.text, found.end)) is not None:
        found = run_after(scene.tokens, to.end())
    return found if found is not None and found.end <= scene.sentence.end else None


_TOWARDS = re.compile(r"(?:への|からの|に対する|に関する|についての)「?")
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


_ASIDE = re.compile(r"(?:ずつ|だけ|ばかり|ほど|とも)")
#: 三点伺います, 二項目について質問します: what a speaker numbers are questions and the like.
_ASKS = re.compile(
    r"(?:に(?:ついて|つきまして|関して)、?)?(?P<what>(?:お|ご|御)?(?:質問|質疑|願い|伺い|尋ね|確認|要望|提案|指摘|説明|報告))"
)


def about(scene: Scene) -> Span | None:
    """二項目について質問します: what is done about so many points."""
    match = _ASKS.match(scene.text, scene.quantity.at.end)
    return Span(*match.span("what")) if match is not None else None


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


_FROM = re.compile(r"(?:の(?:方々?|皆様|皆さん))?から(?:は、?)?")
_TO = re.compile(r"(?:の(?:方々?|皆様|皆さん))?への")


def source(scene: Scene) -> Span | None:
    """四十一人から意見が寄せられた, 九人の方への補償: what came from so many, or goes to them."""
    end = scene.quantity.at.end
    to = _TO.match(scene.text, end)
    if to is not None:
        return run_after(scene.tokens, to.end())
    match = _FROM.match(scene.text, end)
    if match is None or is_noun(scene.quantity.unit):
        return None
    found = run_after(scene.tokens, match.end())
    follows = found is not None and scene.text[found.end : found.end + 1] in (
        "が",
        "を",
        "も",
        "は",
    )
    return found if follows else None


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
_FLOATING = re.compile(r"(?:ほど|ぐらい|くらい|程度|近く|以上)?")
_ARE = re.compile(r"(?:が|を|は)")


def floating(scene: Scene) -> Span | None:
    """四百件ほど未処理の届出が残る: a number told before the noun phrase of its verb."""
    if scene.quantity.kind not in ("cases", "people", "things") or scene.quantity.unit == "つ":
        return None
    tokens, end = scene.tokens, scene.quantity.at.end
    match = _FLOATING.match(scene.text, end)
    found = run_after(tokens, match.end() if match is not None else end)
    while found is not None and scene.text.startswith("の", found.end):
        found = run_after(tokens, found.end + 1)
    if found is None or found.end > scene.sentence.end or found.start > end + 20:
        return None
    return found if _ARE.match(scene.text, found.end) else None


_EXIST = re.compile(
    r"(?:合わせて|全部で)?(?:ほど)?、[^。]{0,70}?(?P<end>)が(?:ござい|あり|ある|い(?:る|ま)|おり|残|存在|見つか)"
)


def existing(scene: Scene) -> Span | None:
    """計千二百件、まだ接続していない家屋がございます: what there is so many of."""
    match = _EXIST.match(scene.text, scene.quantity.at.end, scene.sentence.end)
    if match is None or scene.quantity.kind not in ("cases", "people", "things"):
        return None
    return run_before(scene.tokens, match.start("end"))


def verbal(scene: Scene) -> Span | None:
    """四万円減税, 三割アップ: the noun behind says what happens to the amount."""
    end = scene.quantity.at.end
    if (aside := _ASIDE.match(scene.text, end)) is not None:
        end = aside.end()
    index = scene.tokens.first_at(end)
    if index >= len(scene.tokens) or scene.tokens.starts[index] != end:
        return None
    if _CHANGE.match(scene.text, end):
        return None
    asked = _ASKS.match(scene.text, end)
    if asked is not None:
        return Span(*asked.span("what"))
    if _PLACES.fullmatch(scene.quantity.unit or ""):
        return None  # 窓口を三か所開設する
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


_TIMES = re.compile(r"(?:ほど|程度)?(?:にわた[っり](?:て)?|に及び|とも|も|ほど|、)")


def times(scene: Scene) -> Span | None:
    """十三回にわたって広報紙に寄稿した: what was done so many times."""
    if scene.quantity.unit not in ("回", "度"):
        return None
    tokens, end = scene.tokens, scene.quantity.at.end
    match = _TIMES.match(scene.text, end)
    if match is None:
        return None
    for index in tokens.within(match.end(), min(scene.sentence.end, end + 60)):
        follows = scene.text[tokens.ends[index] : tokens.ends[index] + 3]
        doing = index + 1 < len(tokens) and tokens.features[index + 1].lemma in ("為る", "致す")
        doing = doing or follows.startswith(
            ("を促", "を行", "が行", "を重", "を繰", "をいた", "をし")
        )
        doing = doing and not follows.startswith("せず")
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


@lru_cache(maxsize=4096)
def is_noun(unit: str | None) -> bool:
    """True for a counter that is a noun of its own."""
    return IS_NOUN.fullmatch(unit or "") is not None


_PLACES = re.compile(r"箇所|か所|カ所|ヶ所|ヵ所")


def own_noun(scene: Scene) -> Span | None:
    """十二団体から届いた: the counter is the noun."""
    if _PLACES.fullmatch(scene.quantity.unit or ""):
        return None  # places of what, か所 does not say
    if is_noun(scene.quantity.unit) and not scene.quantity.unit_implied:
        return scene.quantity.unit_at
    return None
