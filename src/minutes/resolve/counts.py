"""What a count counts and whose figure it is.

Each rule looks at one construction around the count, the closest first: the noun glued to it
(回答団体六十四団体), the noun it modifies (六十四件の回答), the noun it is a part of (回答の三割),
the subject or topic of its clause (回答が六十四件), the count it stands in a row with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from minutes.clauses import ends_clause, sentence_at
from minutes.counts import Quantity
from minutes.counts.words import unit_pattern
from minutes.nlp import Tokens
from minutes.schema import Count, Document, Issue, Layout, Organisation, Span


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


def resolve_counts(
    document: Document,
    layout: Layout,
    quantities: Sequence[Quantity],
    organisations: Sequence[Organisation],
    tokens: Tokens,
) -> tuple[tuple[Count, ...], tuple[Issue, ...]]:
    """The counts with `item` and `actor`, in text order, and the issues (none so far).

    The rule of a count is the finder's, with the item's rule behind a slash: ``number/subject``.
    """
    known: list[tuple[Quantity, Span | None]] = []
    counts = []
    for quantity in quantities:
        sentence = sentence_at(tokens.view.text, quantity.at.start)
        item, rule = _item(Scene(tokens, quantity, sentence, known[-8:]))
        known.append((quantity, item))
        span = tokens.view.span(*item) if item is not None else None
        counts.append(_count(document, tokens, quantity, span, rule, organisations, sentence))
    return tuple(counts), ()


def _count(
    document: Document,
    tokens: Tokens,
    quantity: Quantity,
    item: Span | None,
    rule: str | None,
    organisations: Sequence[Organisation],
    sentence: Span,
) -> Count:
    return Count(
        start=quantity.start,
        end=quantity.end,
        text=quantity.text,
        value=quantity.value,
        value_min=quantity.value_min,
        value_max=quantity.value_max,
        unit=quantity.unit,
        unit_implied=quantity.unit_implied,
        kind=quantity.kind,
        modifier=quantity.modifier,
        item=document.quote(item) if item is not None else None,
        item_span=item,
        actor=_actor(document, tokens, quantity, organisations, sentence),
        rule=f"{quantity.rule}/{rule}" if rule else quantity.rule,
    )


def _item(scene: Scene) -> tuple[Span | None, str | None]:
    for rule in ITEM_RULES:
        found = rule.find(scene)
        if found is not None and found.length > 0:
            return found, rule.name
    return None, None


# --- noun phrases -----------------------------------------------------------------------------

#: Nouns that say when, how or in what order, never what is counted.
_NO_ITEM = re.compile(
    r"(?:年間|月間|現在|時点|以上|以下|今回|場合|結果|一方|全部|合計|本年度|今年度|年度|最大|平均|うち|内|ほか|他"
    r"|ところ|こと|もの|ため|の|とき|際|前|後|中|間|上|下|前年|昨年|例年|今年|本年|当時|試算|報道|次|以降|程度)\Z"
)
_TAIL = re.compile(r"(?:推計|推定|見込み|概数|数値)\Z")
_PERSON = re.compile(
    r"(?:大臣|総理|議員|市長|町長|村長|知事|区長|社長|委員|先生|部長|課長|局長|氏|さん|君|私|我々|皆さん)\Z"
)


def _is_noun(tokens: Tokens, index: int) -> bool:
    feature = tokens.features[index]
    if tokens.surface(index) == "・":
        return True
    if feature.pos2 == "数詞" or feature.pos1 == "補助記号":
        return False
    return feature.is_noun or feature.pos1 in ("形状詞", "記号")


def _run_before(tokens: Tokens, end: int) -> Span | None:
    """The nouns that end at a view position, without words of time and manner.

    A counter is no noun of its own: in 七万円給付 the run is 給付.
    """
    last = tokens.first_at(end - 1) if end else -1
    if last < 0 or last >= len(tokens) or tokens.ends[last] != end:
        return None
    first = last + 1
    while first > 0 and _is_noun(tokens, first - 1) and _touch(tokens, first - 1, last):
        first -= 1
    if first > 0 and first <= last and _is_numeral(tokens, first - 1):
        first = tokens.first_at(_behind_counter(tokens, first))
    while first <= last and tokens.features[first].pos3 == "副詞可能":
        first += 1
    if first > last:
        return None
    span = Span(tokens.starts[first], end)
    words = tokens.view.text[span.start : span.end]
    if (tail := _TAIL.search(words)) and tail.start():
        span = Span(span.start, span.start + tail.start())
    return None if _NO_ITEM.search(words) else span


def _is_numeral(tokens: Tokens, index: int) -> bool:
    surface = tokens.surface(index)
    return tokens.features[index].pos2 == "数詞" and surface != "〇"


def _behind_counter(tokens: Tokens, index: int) -> int:
    """The position behind the counter that a token begins."""
    start = tokens.starts[index]
    match = unit_pattern().match(tokens.view.text, start)
    return match.end() if match is not None else start


def _touch(tokens: Tokens, index: int, last: int) -> bool:
    return index == last or tokens.ends[index] == tokens.starts[index + 1]


def _phrase_before(tokens: Tokens, end: int, floor: int) -> Span | None:
    """The noun phrase that ends at a position, with what の joins to it (本市の届出の件数)."""
    span = _run_before(tokens, end)
    while span is not None and span.start > floor and tokens.view.text[span.start - 1] == "の":
        wider = _run_before(tokens, span.start - 1)
        if wider is None or wider.start < floor:
            break
        span = Span(wider.start, span.end)
    return span


def _run_after(tokens: Tokens, start: int) -> Span | None:
    """The nouns that begin at a position, adjectives passed over (三件の新しい届出)."""
    index = tokens.first_at(start)
    for _ in range(4):
        passed = index < len(tokens) and (
            tokens.features[index].pos1 in ("形容詞", "連体詞")
            or tokens.surface(index) in ("な", "お", "ご", "御")
        )
        if not passed:
            break
        index += 1
    first = index
    while index < len(tokens) and _is_noun(tokens, index):
        if index > first and tokens.starts[index] != tokens.ends[index - 1]:
            break
        index += 1
    if index == first:
        return None
    span = Span(tokens.starts[first], tokens.ends[index - 1])
    return None if _NO_ITEM.search(tokens.view.text[span.start : span.end]) else span


# --- the constructions ------------------------------------------------------------------------


_LINK = re.compile(r"(?:[(「: ]|(?:について)?(?:以下|ほか|外|など|等)?、)\Z")


def _glued(scene: Scene) -> Span | None:
    text, floor = scene.text, scene.sentence.start
    start, bracket = scene.quantity.at.start, False
    while (link := _LINK.search(text, max(floor, start - 7), start)) is not None:
        if link.group() == "、" and (
            ends_clause(text, start - 1) or _ends_predicate(scene.tokens, start - 1)
        ):
            return None
        bracket = bracket or link.group() == "("
        start = link.start()
    found = _phrase_before(scene.tokens, start, floor) if start > floor else None
    if found is None or found.start < floor:
        return None
    # 大臣三百円: the person whose amount it is; 出席議員(三十人): those who are counted
    person = _PERSON.search(text[found.start : found.end]) and not bracket
    return None if person else found


def _ends_predicate(tokens: Tokens, comma: int) -> bool:
    """True if a comma stands behind a verb, an auxiliary or a word that joins clauses."""
    index = tokens.first_at(comma) - 1
    if index < 0:
        return False
    feature = tokens.features[index]
    if feature.pos1 == "助詞":
        return feature.pos2 == "接続助詞" and not tokens.view.text.endswith("として", 0, comma)
    if feature.pos3 == "副詞可能" and index:  # …した場合、 …するため、
        return tokens.features[index - 1].pos1 in ("動詞", "助動詞", "形容詞")
    return feature.pos1 in ("動詞", "助動詞", "形容詞")


_OF = re.compile(r"(?:の(?:うち)?|という|といった|にも及ぶ|に及ぶ|に上る)")


def _modified(scene: Scene) -> Span | None:
    end = scene.quantity.at.end
    match = _OF.match(scene.text, end)
    if match is None:
        return None
    found = _run_after(scene.tokens, match.end())
    return found if found is not None and found.end <= scene.sentence.end else None


def _verbal(scene: Scene) -> Span | None:
    """四万円減税, 三割アップ: the noun behind says what happens to the amount."""
    end = scene.quantity.at.end
    index = scene.tokens.first_at(end)
    if index >= len(scene.tokens) or scene.tokens.starts[index] != end:
        return None
    if scene.quantity.unit == "つ" or scene.tokens.features[index].pos3 == "サ変可能":
        return _run_after(scene.tokens, end)
    return None


def _whole(scene: Scene) -> Span | None:
    start = scene.quantity.at.start
    if scene.text[max(0, start - 1) : start] != "の":
        return None
    return _phrase_before(scene.tokens, start - 1, scene.sentence.start)


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
_PRONOUN = re.compile(r"(?:これ|それ|あれ|ここ|そこ|私|我々|方|皆|何)(?:ら|たち|ども)?\Z")


def _subject(scene: Scene) -> Span | None:
    """The nearest が or を of the count's own predicate, else the nearest は of the sentence."""
    tokens, floor = scene.tokens, scene.sentence.start
    index = tokens.first_at(scene.quantity.at.start) - 1
    crossed = False
    while index >= 0 and tokens.starts[index] >= floor:
        surface, feature = tokens.surface(index), tokens.features[index]
        if feature.pos1 == "動詞" or (
            surface == "、" and _ends_predicate(tokens, tokens.starts[index])
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
    found = _phrase_before(scene.tokens, match.start(), floor)
    if found is None:
        return None
    words = text[found.start : found.end]
    return None if _PERSON.search(words) or _PRONOUN.search(words) else found


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
    return _run_after(scene.tokens, match.end()) if match is not None else None


_CLEFT = re.compile(
    r"[^。\n]{0,16}?(?:を占め(?:る|た|ている|ております)|と(?:多|高)い|に(?:上る|達する))のが、?"
)
_POSTPOSED = re.compile(r"[^、。\n]{0,10}、(?P<item>[^、。\n]{1,16})の。")


def _cleft(scene: Scene) -> Span | None:
    """六割を占めているのが食費: the predicate noun is what the share is of."""
    match = _CLEFT.match(scene.text, scene.quantity.at.end, scene.sentence.end)
    if match is None:
        return None
    found = _run_after(scene.tokens, match.end())
    while found is not None and scene.text[found.end : found.end + 1] in ("の", "、"):
        more = _run_after(scene.tokens, found.end + 1)
        if more is None or more.start != found.end + 1:
            break
        found = Span(found.start, more.end)
    return found


def _postposed(scene: Scene) -> Span | None:
    """三割だったかな、全体の。: spoken order."""
    match = _POSTPOSED.match(scene.text, scene.quantity.at.end)
    if match is None:
        return None
    return _phrase_before(scene.tokens, match.end("item"), match.start("item"))


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
    ItemRule("counter-itself", _own_noun, "十二団体から届いた", "団体"),
    ItemRule("said-before", _said_before, "相談は二十件です。二十件になります", "相談"),
)


# --- whose figure -----------------------------------------------------------------------------

_OWNS = re.compile(r"(?:は|が|の|では|においては|において|におきましては|に|から|側)")


def _actor(
    document: Document,
    tokens: Tokens,
    quantity: Quantity,
    organisations: Sequence[Organisation],
    sentence: Span,
) -> str | None:
    """The organisation named last before the count in its sentence, as its owner or subject."""
    start = tokens.view.span(sentence.start, max(sentence.end, sentence.start + 1)).start
    before = [o for o in organisations if start <= o.start and o.end <= quantity.start]
    for organisation in reversed(before):
        if _OWNS.match(document.text, organisation.end):
            return organisation.canonical or organisation.text
    return None
