"""What stands around a header: a turn mark, a bracket, a colon, a line of its own, nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from minutes.dialects import grammar, roles
from minutes.dialects.cutting import NOBODY, Known
from minutes.dialects.header import LONGEST, Header
from minutes.dialects.roles import honorific_of, is_name, squeeze
from minutes.schema import Span

#: Characters that open a turn.  They also open headings and items of lists.
MARKS = "○◯〇◆◇◎●△□■☆★▲▽▼◉⚪⭕"

_LONGEST_LINE = 60

FRAMES = ("mark", "bracket", "colon", "half-paren", "paren", "bare", "line")

_MARK = re.compile(rf"[\s>*#|\-•・]*(?P<mark>[{MARKS}])\s*(?=\S)")
_BRACKETS = re.compile(
    r"\s*(?:[0-9]{1,5}[.]?[ ]?)?"  # 1640【倉橋委員】: the number of the speech
    r"(?:【(?P<a>[^【】]{1,40})】|〔(?P<b>[^〔〕]{1,40})〕|\[(?P<c>[^\[\]]{1,40})\]|<(?P<d>[^<>]{1,40})>"
    r"|≪(?P<f>[^≪≫]{1,40})≫|《(?P<g>[^《》]{1,40})》|〈(?P<h>[^〈〉]{1,40})〉|『(?P<i>[^『』]{1,20})』"
    # Markdown prints a speaker in bold: **高森委員長**　開きます。
    r"|\*\*(?P<e>[^*]{1,40})\*\*)"
)
_PARENS = re.compile(
    rf"\s*(?:\((?:[{MARKS}][ ]?:?)?" r"(?P<a>[^()]{1,40})\)|「(?P<b>[^「」]{1,20})」)"
)
_NUMBER = re.compile(r"\s*(?:[0-9]{1,3}[.．][ ]*|[•・●‣*\-|→※□■][ ]*)?(?=\S)")
_BULLET = re.compile(r"\s*(?:[•・●‣*\-|→※□■][ ]*|#{1,6}[ ]+)?(?=\S)")
# 副会長＞, 事務局／, 会長「: what other records print for a colon.
_INSTEAD = re.compile(r"[ ]?(?:[>〉》/](?![>〉》/])[ ]?|(?=「))")
# 問１　…, 答　…; Ｑ and Ａ print what an office tells the public, and nobody speaks there.
_LABEL = re.compile(
    r"(?:(?:再々?)?(?:質[ ]{0,3}[問疑]|回[ ]{0,3}答|答[ ]{0,3}弁)(?:の?要旨|内容)?|問い?|答え?)"
    r"[0-9]{0,2}(?=[ ]|\Z)"
)
# 倉橋（初）, 市長（小暮）（再々質問）: which round of questions it is.
_ROUND = re.compile(
    r"[ ]?\((?:初回?|再|再々|再再|続き?|(?:再|再々)?質問|[1-9一二三四五六七八九]回目)\)\Z"
)
_WORD = re.compile(r"[^\s()、。「」:]{3,16}(?=[ ]|\Z)")
_DASH = re.compile(r"[ ]*[-－―–][ ]")
_SPACED_COLON = re.compile(r"[ ]+:")
_ANY_MARK = re.compile(f"[{MARKS}]")
_COLON_OR_DASH = re.compile(r"[^。]{0,24}?[>〉》/「]|[^。]{0,100}?(?::|[-－―–] )")
_HALF_ENDS = re.compile(r"[^\s()\[\]。、「」:]{2,24}\)")


def _names(head: str) -> bool:
    return roles.somebody().search(head) is not None


_OPENS = tuple("【〔[<*≪《〈『")  # an empty string is none of them
_DIGITS = "0123456789. "


def _speaks(head: str) -> bool:
    return _names(head) or roles.bodies().search(head) is not None


def _may_be_bare(line: str) -> bool:
    head = line[: LONGEST + 10].partition("。")[0]
    parted = " " in head or "〔" in head or roles.courtesy().search(head) is not None
    return parted and _names(head)


def _may_be_line(line: str) -> bool:
    return (
        len(line) <= _LONGEST_LINE + 10
        and "。" not in line.rstrip("。.")
        and (_speaks(line) or _ROUND.search(line.rstrip()) is not None)
    )


#: What a line must have to begin with a header of a frame, seen at a glance: of the lines of prose
#: few have it.  The line has no space before it.
MAY_OPEN: dict[str, Callable[[str], object]] = {
    "mark": _ANY_MARK.search,
    "bracket": lambda line: line.lstrip(_DIGITS)[:1] in _OPENS and _speaks(line[:50]),
    "paren": lambda line: line[0] in "(「" and _speaks(line[:50]),
    "colon": lambda line: _COLON_OR_DASH.match(line) and _speaks(line[:100]),
    "half-paren": _HALF_ENDS.match,
    "bare": _may_be_bare,
    "line": _may_be_line,
}


class Opening(NamedTuple):
    """A header found in a line: positions in the line, `start` at the mark or the first letter."""

    start: int
    header: Header
    mark: str


def _mark(line: str, people: Known, glued: bool) -> Opening | None:
    usual = _USUAL.match(line)
    if usual is not None and not grammar.opens_list(line, usual.start("text")):
        found = _usual(usual.group(), usual.start("text"), people)
        if found is not None:
            return found
    match = _MARK.match(line)
    if match is None:
        return None
    body = line[match.end() : match.end() + LONGEST]
    header = grammar.read(body, people, glued=glued)
    if header is None and (label := _LABEL.match(body)) is not None:
        header = grammar.read_whole(label.group(), people)
    if header is None and (word := _WORD.match(body)) is not None:
        header = grammar.read_body(word.group())
    if header is None:
        return None
    return Opening(match.start("mark"), header.moved(match.end()), match["mark"])


# ○三枝委員　一点…, ◎健康福祉部長（日下正和君）　…: a word of three letters or more with another
# behind it, or a parenthesis of four.  No later letter of the line can change how these are read,
# and whoever speaks speaks often.
_LETTER = r"[^\s()\[\]〔〕【】「」、。:!?]"
_USUAL = re.compile(
    rf"{_MARK.pattern}(?P<text>{_LETTER}{{3,60}}+(?=[ ]++{_LETTER})"
    r"|[^()。、「」:\[\]【】〔〕]{0,45}\((?! )[^()。「」\[\]〔〕]{4,40}(?<! )\).?)"
)


@lru_cache(maxsize=1024)
def _usual(beginning: str, at: int, people: Known) -> Opening | None:
    """The header behind a mark, up to `at`, if the rest of the beginning names somebody."""
    header = grammar.read_named(beginning[at:], people)
    if header is None:
        return None
    mark = beginning[:at].rstrip()
    return Opening(len(mark) - 1, header.moved(at), mark[-1])


def _enclosed(pattern: re.Pattern[str], line: str, people: Known) -> Opening | None:
    match = pattern.match(line)
    if match is None or match.lastgroup is None:
        return None
    header = grammar.read_whole(match[match.lastgroup], people, enclosed=True, bodies=True)
    if header is None or header.strength < 2:
        return None
    start = match.end() - len(match.group().lstrip())
    moved = header.moved(match.start(match.lastgroup))
    end = match.end() + line.startswith(":", match.end())
    return Opening(start, moved._replace(end=end), line[start])


def _colon(line: str, people: Known) -> Opening | None:
    start = len(line) - len(line.lstrip())
    lead = _BULLET.match(line)
    at = start if lead is None else lead.end()
    body = line[at : at + LONGEST]
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
    body = line[match.end() : match.end() + LONGEST]
    label = _LABEL.match(body)
    header = (
        grammar.read_whole(label.group(), people)
        if label is not None
        else grammar.read(body, people)
    )
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
    told = body.rstrip("。.") if body.endswith(("。", ".")) else body
    turn = _ROUND.search(told)
    told = told if turn is None else told[: turn.start()]
    header = grammar.read_whole(told, people)
    if header is None and turn is None:
        header = grammar.read_body(told.strip())
    if turn is not None and header is None and is_name(squeeze(told)):
        header = Header(len(told), Span(0, len(told)), None, None, "mark-name", 2)
    if header is None or header.strength < 2:
        return None
    start = len(line) - len(line.lstrip())
    moved = header.moved(match.end())
    return Opening(start, moved._replace(end=len(stripped)), "")


def _half(line: str, people: Known) -> Opening | None:
    start = len(line) - len(line.lstrip())
    header = grammar.read_half(line[start : start + LONGEST], people)
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
