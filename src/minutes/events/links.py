"""How a day is tied to what stands behind it: rules as values, tested both ways.

Each rule is matched right behind a date.  Its examples are the words from the date on, which `〓`
stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from minutes.schema import Span


@dataclass(frozen=True, slots=True)
class Link:
    """A rule: what the words behind a date make of it."""

    name: str
    says: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


_PART = (
    r"(?:までの(?:間|期間[中内]?)|の?(?:日|期間[中内]?|朝方?|夕方?|夕刻|夜|晩|昼|正午|未明|深夜|早朝|午前中?|午後|うち|段階|当日|日中|間|際"
    r"|時点|現在|初め|終わり|内|中|過ぎ|すぎ|前|ちょうど|連休(?:中|明け)?|週明け|両日|[0-9一二三四五]回))?"
)
_PAPER = r"(?:付け?)?(?:の?(?:文書|書面|通知|メール|電話|公文書))?"
_CASE = (
    r"(?:に(?:かけまして|かけて|おきまして|おいて|至りまして|至って"
    r"|なりまして|なって(?:初めて)?|は|も|(?!向け|備え|間に合|先立|限|関|対し|係))"
    r"|から(?:は|も)?|より(?:は)?|まで(?:に(?:は|も)?)?|で(?:は|も)?|にて|をもって|をもちまして"
    r"|以降|以来|と[0-9一二三四五]回にわた(?:り|って)|は|も)"
)

ADVERBIAL = Link(
    "adverbial",
    "the day, or part of it, on which the clause's deed was done",
    re.compile(
        rf"{_PAPER}{_PART}(?:頃|ごろ|ころ)?(?P<case>{_CASE})(?!の)(?P<comma>[、,]?)"
        rf"|{_PAPER}{_PART}(?:頃|ごろ|ころ)?(?P<pause>[、,])"
        r"|(?P<copula>で(?:ございます|あります|す|した|ございまして|ありまして)"
        r"(?:か(?:ね|と思います)?|が|けれども|けども)?[、,])"
    ),
    (
        "〓に公表",
        "〓の朝、財団から",
        "〓付の文書で求めた",
        "〓には、",
        "〓過ぎに",
        "〓でございますが、",
    ),
    ("〓の命令", "〓からの運行", "〓号の議案", "〓分の報告"),
)
SITTING = Link(
    "sitting",
    "the day of a sitting at which the clause's deed was done",
    re.compile(
        r"の?[^、。()「」\n]{0,24}?(?:委員会|協議会|会議|定例会|臨時会|理事会|総会|説明会|会見|検討会"
        r"|懇談会|審議会|本会議|議会|部会|国会|閣議|教授会)(?:の場)?"
        r"(?P<case>で(?:は|も)?|にて|におきまして|におき|において(?:は)?"
        r"|に(?:は|も)?(?!対|つい|関|係|向|よ|当|際|臨|先立|おけ|合わ|備え))"
    ),
    ("〓の本委員会で報告", "〓定例会において答弁", "〓の理事会にお諮り"),
    ("〓の委員会までに", "〓の委員会に向けて", "〓の会議録"),
)
PREDICATE = Link(
    "predicate",
    "the clause says of its subject that it was on that day",
    re.compile(
        rf"{_PART}(?:付け?)?(?:で(?:す|した|ござい|あり|ある|、)|だ(?:った)?|[とに]な[っり]|[。]|\Z)"
    ),
    ("〓です", "〓でございました", "〓となっております", "〓の朝になりました", "〓。"),
    ("〓に公表", "〓では"),
)
NAMED = Link(
    "named",
    "the day of a deed that a noun names",
    re.compile(r"(?:付け?)?(?:から)?の"),
    ("〓の命令", "〓付けの通知", "〓からの運行"),
    ("〓に公表", "〓までの命令"),
)
BARE = Link(
    "bare",
    "an adverbial without a particle: a subject or a blank follows",
    re.compile(r"[ ]|[一-鿿ァ-ヶーA-Za-z]{1,20}+(?:が|は|から|より|では|に対し)"),
    ("〓財団から", "〓 水尾市が"),
    ("〓の命令", "〓、"),
)
CLINGS = Link(
    "clings",
    "the day is part of another word, even without a particle",
    re.compile(r"の|まで|から|より|以|付|現在|時点|分|度|比|号|[^、。]{0,4}(?:予算|決算|計画)"),
    ("〓までの", "〓比で", "〓補正予算"),
    ("〓もお会いし", "〓私が"),
)
AND = Link(
    "and",
    "another day follows that shares the clause",
    re.compile(r"と|及び|並びに|、|・|や"),
    ("〓と", "〓、"),
    ("〓に",),
)
LINKS = (ADVERBIAL, SITTING, PREDICATE, NAMED, BARE, CLINGS, AND)

_OPEN = dict(zip("(（「『[〔【", ")）」』]〕】", strict=True))
_BRACKET = re.compile("[" + re.escape("".join([*_OPEN, *_OPEN.values()])) + "]")


def masked(text: str, start: int, end: int) -> tuple[str, list[Span]]:
    """The stretch with brackets and quotations blanked out, and the spans inside the brackets.

    >>> masked("開始（四月（予定））", 0, 10)[1]
    [Span(start=3, end=9)]
    """
    shown: list[str] = []
    inner: list[Span] = []
    closing: list[str] = []
    read = opened = start
    for found in _BRACKET.finditer(text, start, end):
        char, at = found.group(), found.start()
        if char in _OPEN:
            if not closing:
                opened = at
            closing.append(_OPEN[char])
        elif closing and char == closing[-1]:
            closing.pop()
            if not closing:
                shown.append(text[read:opened] + "\x00" * (at + 1 - opened))
                read = at + 1
                if char in ")）]〕":
                    inner.append(Span(opened + 1, at))
    shown.append(text[read:end])  # a bracket that never closes hides nothing
    return "".join(shown), inner
