"""What a count counts: one rule per construction, the closest first.

Each rule looks at one construction around the count: the noun glued to it (登録業者六十社), the
noun it modifies (六十四件の回答), the noun it is a part of (回答の三割), the subject or topic of
its clause (回答が六十四件), the count it stands in a row with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from minutes.resolve.items import following, nouns, preceding, row, sentence
from minutes.resolve.items.scene import Scene
from minutes.schema import Span

__all__ = ["ITEM_RULES", "ItemRule", "Scene", "find_item"]


@dataclass(frozen=True, slots=True)
class ItemRule:
    """A construction that says what is counted; `find` gives a view span or `None`.

    It is asked only where one of the characters of `before` stands right before the count, one of
    `behind` right behind it, and `of` says yes to the count's unit and kind: of forty rules, few
    are asked.
    """

    name: str
    find: Callable[[Scene], Span | None]
    example: str
    item: str
    before: str = ""
    behind: str = ""
    of: Callable[[str | None, str], bool] | None = None


# The last and first characters of what the patterns of some rules want beside the count.
_REST = "他りのがは、る"
_BY = "ではとて、ろ"
_TOPIC = "のがはも、"
_CHANGE = "の追増減上低引皆補計不超収改悪伸差支負"


def _is_thing(unit: str | None, kind: str) -> bool:
    return kind in ("cases", "people", "things") and unit != "つ"


def _is_measured(unit: str | None, kind: str) -> bool:
    return kind in sentence.MEASURES


def _is_no_noun(unit: str | None, kind: str) -> bool:
    return not nouns.is_noun(unit)


ITEM_RULES = (
    ItemRule("cleft", sentence.cleft, "六割を占めているのが食費です", "食費"),
    ItemRule(
        "bills",
        preceding.bills,
        "議案第三号から議案第八号まで、計六件を議題とする",
        "議案",
        of=lambda unit, kind: unit in ("件", "案件", "議案"),
    ),
    ItemRule("rest", preceding.rest, "相談が二件、その他が八件です", "その他", before=_REST),
    ItemRule("apposition", preceding.apposition, "上限である四回に達した", "上限", before="る"),
    ItemRule(
        "there-was",
        preceding.there_was,
        "届出のあった六十件について調べた",
        "届出",
        before="たる",
        of=_is_no_noun,
    ),
    ItemRule("glued", preceding.glued, "登録業者六十社です", "登録業者"),
    ItemRule(
        "by-measure",
        preceding.by_measure,
        "件数は六件、使用料の額では四千万円です",
        "使用料の額",
        before=_BY,
    ),
    ItemRule("part", row.part, "写真六十枚（うち顔の写るものは九枚）だ", "写真"),
    ItemRule(
        "excepted",
        preceding.excepted,
        "重複分の届出を除くと五十件だ",
        "重複分の届出",
        before="とてきたば、",
    ),
    ItemRule(
        "clause",
        sentence.clause,
        "物を壊されるというのが三百件",
        "物を壊される",
        before=_TOPIC,
    ),
    ItemRule("from", following.source, "四十人から意見が寄せられた", "意見", behind="へのか"),
    ItemRule(
        "about",
        following.about,
        "大きく二項目について質問します",
        "質問",
        behind=following.ASKS_BEGINS,
    ),
    ItemRule(
        "added",
        preceding.added,
        "需用費に四十万円の追加をする",
        "需用費",
        behind=_CHANGE,
    ),
    ItemRule(
        "modified", following.modified, "四十人の応募者がいる", "応募者", behind="もをのとにあ"
    ),
    ItemRule("object", preceding.direct_object, "相談員を三名配置する", "相談員", before="を"),
    ItemRule("verbal", following.verbal, "五万円支給する", "支給"),
    ItemRule(
        "again",
        row.again,
        "相談は五件です。その五件は済んだ",
        "相談",
        before="の該",
        of=_is_no_noun,
    ),
    ItemRule("whole", preceding.whole, "費用の三割です", "費用", before="のち内、"),
    ItemRule(
        "ahead", row.ahead, "七十名、二百万円の損害です", "損害", behind="、及とや", of=_is_no_noun
    ),
    ItemRule(
        "times",
        following.times,
        "二度にわたり大使が訪問した",
        "訪問",
        of=lambda unit, kind: unit in ("回", "度"),
    ),
    ItemRule("row", row.row, "申請が七件、八件です", "申請", of=_is_no_noun),
    ItemRule("postposed", sentence.postposed, "三割だったかな、経費の。", "経費"),
    ItemRule(
        "budgeted",
        preceding.budgeted,
        "予算は、消防費に一億円、土木費に二億円です",
        "土木費",
        before="に",
        of=lambda unit, kind: kind == "money",
    ),
    ItemRule("subject", sentence.subject, "新規の相談が十二件です", "新規の相談"),
    ItemRule("measure", sentence.measure, "年収が上がって三百万円です", "年収", of=_is_measured),
    ItemRule("said-before", row.said_before, "相談は二十件です。二十件になります", "相談"),
    ItemRule("label", sentence.label, "（届出件数）\n計五百件", "届出件数", before="\n "),
    ItemRule(
        "counter-itself",
        nouns.own_noun,
        "十二団体から届いた",
        "団体",
        of=lambda unit, kind: nouns.is_noun(unit),
    ),
    ItemRule(
        "same-unit",
        row.same_unit,
        "票を二千部配り、八百部を回収した",
        "票",
        of=lambda unit, kind: unit not in row.MANIFOLD,
    ),
    ItemRule("verb-behind", following.verb_behind, "一億円を寄附した", "寄附", behind="を"),
    ItemRule("floating", following.floating, "四百件ほど未処理の届出が残る", "届出", of=_is_thing),
    ItemRule(
        "existing",
        following.existing,
        "計八百件、済んでいない家屋がある",
        "家屋",
        behind="合全ほ、",
        of=lambda unit, kind: kind in ("cases", "people", "things"),
    ),
    ItemRule(
        "spent",
        preceding.spent,
        "庁舎の改修に四百万円かかる",
        "庁舎の改修",
        before="に",
        of=lambda unit, kind: kind == "money",
    ),
    ItemRule("in", sentence.within, "公債費において、償還により、二％減った", "公債費"),
    ItemRule("people", following.people, "八人の方を養成した", "方", behind="ぐくほ程の"),
    ItemRule(
        "measure-before",
        sentence.measure_before,
        "次が決算額です。今年は五億円だ",
        "決算額",
        of=_is_measured,
    ),
    ItemRule(
        "change",
        following.change,
        "五％の引上げを求めた",
        "引上げ",
        behind=_CHANGE,
    ),
    ItemRule("continued", row.continued, "費用は六百万円です。次に四百万円だ", "費用"),
)


@lru_cache(maxsize=4096)
def _rules_of(unit: str | None, kind: str) -> int:
    """The rules that ask of a count of a unit and a kind, a bit each."""
    return _bits(rule.of is None or rule.of(unit, kind) for rule in ITEM_RULES)


@lru_cache(maxsize=4096)
def _rules_behind(char: str) -> int:
    """The rules that may hold of a count behind a character ("" at the start of the text)."""
    return _bits(not rule.before or (char != "" and char in rule.before) for rule in ITEM_RULES)


@lru_cache(maxsize=4096)
def _rules_before(char: str) -> int:
    """The rules that may hold of a count before a character ("" at the end of the text)."""
    return _bits(not rule.behind or (char != "" and char in rule.behind) for rule in ITEM_RULES)


def _bits(asked: Iterable[bool]) -> int:
    return sum(1 << number for number, ask in enumerate(asked) if ask)


@lru_cache(maxsize=4096)
def _rules(bits: int) -> tuple[ItemRule, ...]:
    return tuple(rule for number, rule in enumerate(ITEM_RULES) if bits >> number & 1)


def rules_for(before: str, behind: str, unit: str | None, kind: str) -> tuple[ItemRule, ...]:
    """The rules that may hold of a count with its unit and kind, between two characters.

    >>> [rule.name for rule in rules_for("を", "配", "名", "people") if rule.before]
    ['object']
    """
    return _rules(_rules_behind(before) & _rules_before(behind) & _rules_of(unit, kind))


def find_item(scene: Scene) -> tuple[Span | None, str | None]:
    """The view span of what is counted, and the name of the rule that says so."""
    text, quantity = scene.text, scene.quantity
    start, end = quantity.at
    for rule in rules_for(
        text[start - 1 : start], text[end : end + 1], quantity.unit, quantity.kind
    ):
        found = rule.find(scene)
        if found is not None and found.end > found.start:
            return found, rule.name
    return None, None
