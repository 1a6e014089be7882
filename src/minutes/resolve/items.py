"""What a count counts: one rule per construction, the closest first.

Each rule looks at one construction around the count: the noun glued to it (登録業者六十社), the
noun it modifies (六十四件の回答), the noun it is a part of (回答の三割), the subject or topic of
its clause (回答が六十四件), the count it stands in a row with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minutes.clauses import ends_clause
from minutes.counts import Quantity
from minutes.nlp import Tokens
from minutes.resolve.phrases import PERSON, ends_predicate, phrase_before, run_after
from minutes.schema import Span


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule may look at: the count, its sentence, its neighbours already resolved."""

    tokens: Tokens
    quantity: Quantity
    sentence: Span
    known: Sequence[tuple[Quantity, Span | None]]

    @property
    def text(self) -> str:
        """The view's text."""
        return self.tokens.view.text


@dataclass(frozen=True, slots=True)
class ItemRule:
    """A construction that says what is counted; `find` gives a view span or `None`."""

    name: str
    find: Callable[[Scene], Span | None]
    example: str
    item: str


def find_item(scene: Scene) -> tuple[Span | None, str | None]:
    """The view span of what is counted, and the name of the rule that says so."""
    for rule in ITEM_RULES:
        found = rule.find(scene)
        if found is not None and found.length > 0:
            return found, rule.name
    return None, None


# --- the constructions ------------------------------------------------------------------------


_LINK = re.compile(r"(?:[(「: ]|(?:について)?(?:以下|ほか|外|など|等)?、)\Z")


def _glued(scene: Scene) -> Span | None:
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


_OF = re.compile(r"(?:の(?:うち)?|という|といった|にも及ぶ|に及ぶ|に上る)")


def _modified(scene: Scene) -> Span | None:
    end = scene.quantity.at.end
    match = _OF.match(scene.text, end)
    if match is None:
        return None
    found = run_after(scene.tokens, match.end())
    return found if found is not None and found.end <= scene.sentence.end else None


def _verbal(scene: Scene) -> Span | None:
    """四万円減税, 三割アップ: the noun behind says what happens to the amount."""
    end = scene.quantity.at.end
    index = scene.tokens.first_at(end)
    if index >= len(scene.tokens) or scene.tokens.starts[index] != end:
        return None
    if scene.quantity.unit == "つ" or scene.tokens.features[index].pos3 == "サ変可能":
        return run_after(scene.tokens, end)
    return None


def _whole(scene: Scene) -> Span | None:
    start = scene.quantity.at.start
    if scene.text[max(0, start - 1) : start] != "の":
        return None
    return phrase_before(scene.tokens, start - 1, scene.sentence.start)


_CLAUSE_SUBJECT = re.compile(r"(?:というの|との|の)?(?:が|は|も)?、?\Z")


def _clause(scene: Scene) -> Span | None:
    """…を隠されるというのが六千件, …を隠される、六千件: a whole clause is counted."""
    start = scene.quantity.at.start
    floor = scene.sentence.start
    head = scene.text[max(floor, start - 8) : start]
    tail = _CLAUSE_SUBJECT.search(head)
    if tail is None or not tail.group():
        return None
    end = start - len(tail.group())
    index = scene.tokens.first_at(end - 1) if end > floor else -1
    if index < 0 or index >= len(scene.tokens) or scene.tokens.ends[index] != end:
        return None
    feature = scene.tokens.features[index]
    finite = feature.conjugation_form.startswith(("終止形", "連体形"))
    if (
        not finite
        or feature.pos1 not in ("動詞", "助動詞")
        or feature.lemma in ("です", "ます", "だ")
    ):
        return None
    begin = max(floor, *(q.at.end for q, _ in scene.known), floor)
    while begin < end and scene.text[begin] in "、 。」":
        begin += 1
    return Span(begin, end)


_TOPIC = re.compile(
    r"(?:という(?:の|こと|もの))?(?:(?:に(?:つきまして|ついて|関しまして|関して|つきまして)"
    r"|と(?:いたしまして|しまして|して))は|[はがも]|を|として)\Z"
)
_PLACE = re.compile(r"(?:で|に|から|と|へ|まで|て|ば)\Z")
#: 支出額は、本市は八百万円: the body whose figure it is, not what is counted
_BODY = re.compile(
    r"[^0-9](?:市|町|村|県|府|区|社|省|庁|局|党|委員会|議会|法人|協会|組合|教会)側?\Z"
)
_PRONOUN = re.compile(r"(?:これ|それ|あれ|ここ|そこ|私|我々|方|皆|何)(?:ら|たち|ども)?\Z")


def _subject(scene: Scene) -> Span | None:
    """The nearest が or を of the count's own predicate, else the nearest は of the sentence."""
    tokens, floor = scene.tokens, scene.sentence.start
    index = tokens.first_at(scene.quantity.at.start) - 1
    crossed = False
    while index >= 0 and tokens.starts[index] >= floor:
        surface, feature = tokens.surface(index), tokens.features[index]
        if feature.pos1 == "動詞" or (
            surface == "、" and ends_predicate(tokens, tokens.starts[index])
        ):
            crossed = True  # 賞与を含めて三百万円: を belongs to 含める
        if feature.pos1 == "助詞" and surface in ("は", "が", "も", "を", "て"):
            found = _topic_at(scene, tokens.ends[index], surface, crossed)
            if found is not None:
                return found
        index -= 1
    return None


def _topic_at(scene: Scene, end: int, particle: str, crossed: bool) -> Span | None:
    text, floor = scene.text, scene.sentence.start
    match = _TOPIC.search(text, max(floor, end - 12), end)
    if match is None or (particle != "は" and crossed):
        return None
    if _PLACE.search(text, max(floor, match.start() - 2), match.start()):
        return None  # 本市では, 昨年までは: where or when, not what
    found = phrase_before(scene.tokens, match.start(), floor)
    if found is None:
        return None
    words = text[found.start : found.end]
    owner = PERSON.search(words) or _BODY.search(words) or _PRONOUN.search(words)
    return None if owner else found


#: Counters that are nouns of their own: in 八十五団体から回答 the bodies themselves are counted.
_IS_NOUN = re.compile(
    r".*(?:団体|法人|自治体|機関|企業|業者|事業所|組合|会派|政党|省庁|大学|学校|病院|世帯|家族|施設|店舗|市町村"
    r"|都道府県|市区町村|町村|議案|路線|事業|案件|事案|事件|項目|種類|会場|学級|箇所|か所|カ所|議席|地区)"
)


_BETWEEN = re.compile(
    r"(?:から|が|は|も|とか|、|及び|と|や|で|なんですね|ですね|です|か|または|限り|\()*+"
)


def _row(scene: Scene) -> Span | None:
    """申請が七件、八件: counts in a row share what is said of the first."""
    if _IS_NOUN.fullmatch(scene.quantity.unit or ""):
        return None
    for other, item in reversed(scene.known):
        between = scene.text[other.at.end : scene.quantity.at.start]
        if item is not None and len(between) <= 12 and _BETWEEN.fullmatch(between):
            return item
    return None


_NEXT = re.compile(
    r"(?:、|及び|と|や|とか)(?:約|およそ|計|延べ)?(?=[0-9〇一二三四五六七八九十百千])[^、。\nの]{2,16}の"
)


def _ahead(scene: Scene) -> Span | None:
    """計六百名、約四十万円の被害: the noun behind the next count is shared."""
    if _IS_NOUN.fullmatch(scene.quantity.unit or ""):
        return None
    match = _NEXT.match(scene.text, scene.quantity.at.end)
    return run_after(scene.tokens, match.end()) if match is not None else None


_CLEFT = re.compile(
    r"[^。\n]{0,16}?(?:を占め(?:る|た|ている|ております)|と(?:多|高)い|に(?:上る|達する))のが、?"
)
_POSTPOSED = re.compile(r"[^、。\n]{0,10}、(?P<item>[^、。\n]{1,16})の。")


def _cleft(scene: Scene) -> Span | None:
    """六割を占めているのが食費: the predicate noun is what the share is of."""
    match = _CLEFT.match(scene.text, scene.quantity.at.end, scene.sentence.end)
    if match is None:
        return None
    found = run_after(scene.tokens, match.end())
    while found is not None and scene.text[found.end : found.end + 1] in ("の", "、"):
        more = run_after(scene.tokens, found.end + 1)
        if more is None or more.start != found.end + 1:
            break
        found = Span(found.start, more.end)
    return found


def _postposed(scene: Scene) -> Span | None:
    """三割だったかな、全体の。: spoken order."""
    match = _POSTPOSED.match(scene.text, scene.quantity.at.end)
    if match is None:
        return None
    return phrase_before(scene.tokens, match.end("item"), match.start("item"))


def _again(scene: Scene) -> Span | None:
    """この五社, その四割: what was counted last with this number (or at all)."""
    start = scene.quantity.at.start
    if scene.text[max(0, start - 2) : start] not in ("この", "その", "当該"):
        return None
    for other, item in reversed(scene.known):
        if item is not None and (other.value, other.unit) == (
            scene.quantity.value,
            scene.quantity.unit,
        ):
            return item
    return scene.known[-1][1] if scene.known and scene.quantity.kind == "rate" else None


#: Nouns that take an amount, whatever the particle: 年間の支出額、これを計算しますと、百万円.
_MEASURES = {
    "money": r"(?:額|費|料|代金|賃金|年収|月収|収入|支出|月給|給与|報酬|資産|予算|価格|単価"
    r"|負担金|補助金|交付金|寄附金|税収)",
    "people": r"(?:人数|者数|員数|名数|人口|定員|定数)",
    "cases": r"(?:件数|届出数|発生数|申請数)",
    "rate": r"(?:率|割合|比率)",
}


def _measure(scene: Scene) -> Span | None:
    """The nearest noun of measure before the count in its sentence."""
    nouns = _MEASURES.get(scene.quantity.kind)
    if nouns is None:
        return None
    floor, start = scene.sentence.start, scene.quantity.at.start
    # 賞与額を含めて: what is included is not what is measured
    pattern = re.compile(rf"{nouns}(?:ベース)?(?!を含|も含|等?を除|[一-鿿])")
    for match in reversed(list(pattern.finditer(scene.text, max(floor, start - 120), start))):
        if scene.tokens.is_edge(match.end()):
            return phrase_before(scene.tokens, match.end(), floor)
    return None


def _continued(scene: Scene) -> Span | None:
    """本庁は六百万円です。支所は四百万円です: the next sentence goes on with the same."""
    if not scene.known:
        return None
    other, item = scene.known[-1]
    near = scene.quantity.at.start - other.at.end <= 40
    return item if near and other.kind == scene.quantity.kind else None


def _said_before(scene: Scene) -> Span | None:
    """The same number of the same unit, said again, counts the same."""
    quantity = scene.quantity
    if quantity.value is None or quantity.value < 10:
        return None
    for other, item in reversed(scene.known):
        if item is not None and (other.value, other.unit) == (quantity.value, quantity.unit):
            return item
    return None


def _own_noun(scene: Scene) -> Span | None:
    if _IS_NOUN.fullmatch(scene.quantity.unit or "") and not scene.quantity.unit_implied:
        return scene.quantity.unit_at
    return None


ITEM_RULES = (
    ItemRule("cleft", _cleft, "六割を占めているのが食費です", "食費"),
    ItemRule("glued", _glued, "登録業者六十社です", "登録業者"),
    ItemRule("clause", _clause, "物を壊されるというのが三百件", "物を壊される"),
    ItemRule("modified", _modified, "四十人の応募者がいる", "応募者"),
    ItemRule("verbal", _verbal, "五万円支給する", "支給"),
    ItemRule("again", _again, "相談は五件です。その五件は済んだ", "相談"),
    ItemRule("whole", _whole, "費用の三割です", "費用"),
    ItemRule("ahead", _ahead, "七十名、二百万円の損害です", "損害"),
    ItemRule("row", _row, "申請が七件、八件です", "申請"),
    ItemRule("postposed", _postposed, "三割だったかな、経費の。", "経費"),
    ItemRule("subject", _subject, "新規の相談が十二件です", "新規の相談"),
    ItemRule("measure", _measure, "年収が上がって三百万円です", "年収"),
    ItemRule("counter-itself", _own_noun, "十二団体から届いた", "団体"),
    ItemRule("said-before", _said_before, "相談は二十件です。二十件になります", "相談"),
    ItemRule("continued", _continued, "費用は六百万円です。次に四百万円です", "費用"),
)
