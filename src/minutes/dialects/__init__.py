"""Header dialects as values: what opens a speech, with lines that do and lines that do not.

A `Dialect` is a frame (what stands around the header: a turn mark, a bracket, a colon, a line of
its own, nothing) and a form (how speaker and title are told).  Frames decide where to look and how
much evidence a document must give: a turn mark is evidence in itself, a bare line is none.  One
file mixes forms freely, so a document has one frame, and is named after its most frequent form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from minutes.dialects import grammar, roles
from minutes.dialects.grammar import Header
from minutes.dialects.roles import NOBODY, Known, honorific_of, squeeze

#: Characters that open a turn.  They also open headings and items of lists.
MARKS = "○◯〇◆◇◎●△□■☆★▲▽▼◉⚪⭕"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to print a header; examples and counterexamples are whole lines."""

    name: str
    frame: str
    form: str
    meaning: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


DIALECTS = (
    Dialect(
        "mark-title-name",
        "mark",
        "mark-title-name",
        "a turn mark, the title or the seat, and the name in parentheses or behind a space",
        (
            "○議長（榊原康生君）　これより会議を開きます。",
            "◯４番（三枝香織君）　おはようございます。",
            "◎都市整備部長（日下正和）",
            "○市長（相馬　宏） お答えします。",
            "○百十二番（北郷聡君）　反対します。",
            "○議　長（相 馬 令 子 君）　開会します。",
            "○議長　榊原康生君　開会します。",
        ),
        (
            "〇出席議員（２６人）",
            "○欠席議員（なし）",
            "◯令和９年５月１７日（金）",
            "○議事日程（第４号）",
            "○会期の決定（案）",
        ),
    ),
    Dialect(
        "mark-name-title",
        "mark",
        "mark-name-title",
        "a turn mark, a name and the title behind it, with or without a space between",
        (
            "○羽田野委員長　これより会議を開きます。",
            "○山根（賢）委員　質問します。",
            "○山根［け］委員　質問します。",
            "○早乙女駅前整備課長　お答えします。",
            "○中森　委員長　ただいまから開きます。",
            "○18番楠木多恵子議員　質問します。",
            "◯鳥羽ようすけ委員　　二点伺います。",
            "○大 沢 議 長",
            "○倉科委員長これより会議を開きます。",
        ),
        (
            "○小委員長の互選",
            "○理事補欠選任の件",
            "○午後　０時０９分休憩",
            "○本日の会議に付した案件",
        ),
    ),
    Dialect(
        "mark-title",
        "mark",
        "mark-title",
        "a turn mark and an office, a title or a seat that speaks without a name",
        (
            "○事務局　資料一に沿って御説明いたします。",
            "◯デジタル改革推進部長　　では、御説明いたします。",
            "○議　　長　開会します。",
            "○４　　番　質問します。",
        ),
        ("○会期の決定", "○日時　令和九年六月三日"),
    ),
    Dialect(
        "mark-name",
        "mark",
        "mark-name",
        "a turn mark and a name with 君 or さん, without a title",
        ("○北郷聡君　ただいま議題となりました。", "◆矢代みどりさん　質問します。"),
        ("○諸君　静粛に願います。",),
    ),
    Dialect(
        "mark-parenthesis",
        "mark",
        "mark-parenthesis",
        "a turn mark and the whole speaker in parentheses",
        (
            "○（古市みのり議長）　質疑の通告がございます。",
            "○（仁科　薫副区長）　お答えします。",
            "◆（芳賀千鶴子君）　質問します。",
        ),
        ("○（案）　次のとおり", "○（１）予算について"),
    ),
    Dialect(
        "mark-body-person",
        "mark",
        "mark-body-person",
        "a turn mark, a body, and in parentheses who speaks for it",
        ("○事務局（原口保険課長）　お答えします。", "○厚生労働省（沖川課長）　御説明します。"),
        ("○報告事項（市民部）",),
    ),
    Dialect(
        "bare",
        "bare",
        "",
        "no mark: speaker and title at the beginning of the line, the speech behind a space",
        (
            "議長（榊原康生君）　これより会議を開きます。",
            "第８番（三枝香織君） 質問いたします。",
            "榊原康生議長 ただいまの出席議員は十六名です。",
            "１．議長（榊原康生君）　開会します。",
            "町長 それでは、お答えします。",
        ),
        ("議長の許可を得て発言します。", "市長（当時）の答弁です。"),
    ),
    Dialect(
        "line",
        "line",
        "",
        "no mark: name and title alone on a line, the speech in the paragraphs below",
        (
            *("小田島稔 委員長", "羽田野 文化振興課長", "• 日下会長", "議長（榊原康生君）"),
            *("委員", "小暮村長。", "#### 議長（榊原康生君）"),
        ),
        ("委員長の互選", "総務文教委員会会議録", "説明は以上でございます。"),
    ),
    Dialect(
        "bracket",
        "bracket",
        "",
        "the speaker in brackets 【】, 〔〕, [], <>, ≪≫, 《》, 〈〉, 『』",
        (
            "【神山座長】",
            "【園村委員長】それでは始めます。",
            "【委員】",
            "【議長：丹沢千秋】 開会します。",
            "〔今宮玲子議長〕再開します。",
            "【事務局】御説明します。",
            "**高森委員長**　開会します。",
            "【矢代稔 市議会議員】10:14:05",
            *(
                "≪副会長≫",
                "〈事務局〉御説明します。",
                "【質問】いつ分かったのか。",
                "【回答】六月です。",
            ),
        ),
        ("【資料1】", "【6-19】", "【質疑】", "〔「異議なし」と呼ぶ者あり〕", "〔速記中止〕"),
    ),
    Dialect(
        "paren",
        "paren",
        "",
        "the speaker in parentheses or 「」 at the beginning of the line",
        (
            "(委員)",
            "(担当課)",
            "(相馬教育長)",
            "（議長）　開会します。",
            "「町長」　お答えします。",
        ),
        ("（拍手）", "（１）予算について", "（「異議なし」の声あり）", "「異議なし」"),
    ),
    Dialect(
        "colon",
        "colon",
        "",
        "the speaker before a colon, or what stands for one: ＞, ／, or the quotation mark",
        (
            "委員長：始めます。",
            "倉橋由美君:質問します。",
            "委員長(倉橋君):始めます。",
            "議長 ： 開会します。",
            *(
                "・座長：再開します。",
                "□事務局：以上です。",
                "Ｑ：いつからですか。",
                "Ａ：六月からです。",
            ),
            *("副会長＞始めます。", "会長「開会します。」", "事務局／御説明します。"),
        ),
        ("日時：令和九年六月三日", "場所：第二委員会室", "資料：次のとおり"),
    ),
    Dialect(
        "half-paren",
        "half-paren",
        "",
        "the speaker before a closing parenthesis that nothing opens",
        ("室井委員長)それでは始めます。", "市長）本日は御苦労さまです。"),
        ("1)予算について", "ア）資料"),
    ),
)

_LONGEST_LINE = 60

FRAMES = ("mark", "bracket", "colon", "half-paren", "paren", "bare", "line")

_MARK = re.compile(rf"[\s>*#|\-•・]*(?P<mark>[{MARKS}])\s*(?=\S)")
_BRACKETS = re.compile(
    r"\s*(?:【(?P<a>[^【】]{1,40})】|〔(?P<b>[^〔〕]{1,40})〕|\[(?P<c>[^\[\]]{1,40})\]|<(?P<d>[^<>]{1,40})>"
    r"|≪(?P<f>[^≪≫]{1,40})≫|《(?P<g>[^《》]{1,40})》|〈(?P<h>[^〈〉]{1,40})〉|『(?P<i>[^『』]{1,20})』"
    # Markdown prints a speaker in bold: **高森委員長**　開きます。
    r"|\*\*(?P<e>[^*]{1,40})\*\*)"
)
_PARENS = re.compile(r"\s*(?:\((?P<a>[^()]{1,40})\)|「(?P<b>[^「」]{1,20})」)")
_NUMBER = re.compile(r"\s*(?:[0-9]{1,3}[.．][ ]*|[•・●‣*\-|→※□■][ ]*)?(?=\S)")
_BULLET = re.compile(r"\s*(?:[•・●‣*\-|→※□■][ ]*|#{1,6}[ ]+)?(?=\S)")
# 副会長＞, 事務局／, 会長「: what other records print for a colon.
_INSTEAD = re.compile(r"[ ]?(?:[>〉》/](?![>〉》/])[ ]?|(?=「))")
_DASH = re.compile(r"[ ]*[-－―–][ ]")
_SPACED_COLON = re.compile(r"[ ]+:")
_ANY_MARK = re.compile(f"[{MARKS}]")
_COLON_OR_DASH = re.compile(r"[^。]{0,24}?[>〉》/「]|[^。]{0,100}?(?::|[-－―–] )")
_HALF_ENDS = re.compile(r"[^\s()\[\]。、「」:]{2,24}\)")


def _names(head: str) -> bool:
    return roles.somebody().search(head) is not None


def _may_be_bare(line: str) -> bool:
    head = line[: grammar.LONGEST + 10].partition("。")[0]
    parted = " " in head or "〔" in head or roles.courtesy().search(head) is not None
    return parted and _names(head)


def _may_be_line(line: str) -> bool:
    return len(line) <= _LONGEST_LINE + 10 and "。" not in line.rstrip("。.") and _names(line)


#: What a line must have to begin with a header of a frame, seen at a glance: of the lines of prose
#: few have it.  The line has no space before it.
MAY_OPEN: dict[str, Callable[[str], object]] = {
    "mark": _ANY_MARK.search,
    "bracket": lambda line: line[0] in "【〔[<*≪《〈『" and _names(line[:50]),
    "paren": lambda line: line[0] in "(「" and _names(line[:50]),
    "colon": lambda line: _COLON_OR_DASH.match(line) and _names(line[:100]),
    "half-paren": _HALF_ENDS.match,
    "bare": _may_be_bare,
    "line": _may_be_line,
}


class Opening(NamedTuple):
    """A header found in a line: positions in the line, `start` at the mark or the first letter."""

    start: int
    header: Header
    mark: str


@cache
def by_name() -> dict[str, Dialect]:
    """All dialects by their name, in the order of the list."""
    return {dialect.name: dialect for dialect in DIALECTS}


def frame_of(name: str) -> str:
    """The frame of a dialect.

    Raises `ValueError`, which lists the names, for an unknown one.

    >>> frame_of("mark-name")
    'mark'
    """
    dialect = by_name().get(name)
    if dialect is None:
        raise ValueError(f"unknown dialect {name!r}; known are: {', '.join(by_name())}")
    return dialect.frame


def _mark(line: str, people: Known, glued: bool) -> Opening | None:
    match = _MARK.match(line)
    if match is None:
        return None
    header = grammar.read(line[match.end() : match.end() + grammar.LONGEST], people, glued=glued)
    if header is None:
        return None
    return Opening(match.start("mark"), header.moved(match.end()), match["mark"])


def _enclosed(pattern: re.Pattern[str], line: str, people: Known) -> Opening | None:
    match = pattern.match(line)
    if match is None or match.lastgroup is None:
        return None
    header = grammar.read_whole(match[match.lastgroup], people, enclosed=True)
    if header is None or header.strength < 2:
        return None
    start = match.end() - len(match.group().lstrip())
    moved = header.moved(match.start(match.lastgroup))
    return Opening(start, moved._replace(end=match.end()), line[start])


def _colon(line: str, people: Known) -> Opening | None:
    start = len(line) - len(line.lstrip())
    lead = _BULLET.match(line)
    at = start if lead is None else lead.end()
    body = line[at : at + grammar.LONGEST]
    # A spaced colon or dash is read as a colon: 教 育 長 - ….
    for pattern in (_SPACED_COLON, _DASH, _INSTEAD):
        match = pattern.search(body, 0, 24)
        if match is not None and ":" not in body[: match.start()]:
            header = grammar.read_whole(body[: match.start()], people)
            if header is not None and header.strength >= 2:
                return Opening(start, header._replace(end=match.end()).moved(at), "")
    header = grammar.read_colon(body, people)
    if header is None or header.strength < 2:
        return None
    return Opening(start, header.moved(at), "")


def _bare(line: str, people: Known) -> Opening | None:
    match = _NUMBER.match(line)
    if match is None:
        return None
    body = line[match.end() : match.end() + grammar.LONGEST]
    header = grammar.read(body, people)
    if header is None or header.strength < 2 or not body[header.end :].strip():
        return None
    courtesy = honorific_of(squeeze(body[: header.end].rstrip(")")))
    if not courtesy and body[header.end] not in " 〔":
        return None
    start = len(line) - len(line.lstrip())
    return Opening(start, header.moved(match.end()), "")


def _line(line: str, people: Known) -> Opening | None:
    match = _BULLET.match(line)
    stripped = line.rstrip()
    if match is None or len(stripped) - match.end() > _LONGEST_LINE:
        return None
    body = stripped[match.end() :]
    header = grammar.read_whole(body.rstrip("。.") if body.endswith(("。", ".")) else body, people)
    if header is None or header.strength < 2:
        return None
    start = len(line) - len(line.lstrip())
    moved = header.moved(match.end())
    return Opening(start, moved._replace(end=len(stripped)), "")


def _half(line: str, people: Known) -> Opening | None:
    start = len(line) - len(line.lstrip())
    header = grammar.read_half(line[start : start + grammar.LONGEST], people)
    if header is None or header.strength < 2:
        return None
    return Opening(start, header.moved(start), "")


def opening(
    line: str, frame: str, people: Known = NOBODY, *, glued: bool = False
) -> Opening | None:
    """The header with which a (folded) line begins in a frame, or `None`.

    >>> line = "【議長:丹沢千秋】 開会します。"
    >>> found = opening(line, "bracket")
    >>> line[slice(*found.header.name)], line[found.start : found.header.end]
    ('丹沢千秋', '【議長:丹沢千秋】')
    """
    if frame == "mark":
        return _mark(line, people, glued)
    if frame == "bracket":
        return _enclosed(_BRACKETS, line, people)
    if frame == "paren":
        return _enclosed(_PARENS, line, people)
    if frame == "colon":
        return _colon(line, people)
    if frame == "half-paren":
        return _half(line, people)
    if frame == "bare":
        return _bare(line, people)
    return _line(line, people)
