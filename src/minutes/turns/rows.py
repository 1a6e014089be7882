"""The lines of a document and what each is by itself: a rule, a clock line, a stage direction."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from minutes import lexicon
from minutes.dialects import MARKS
from minutes.dialects.header import without_spaces
from minutes.schema import Document, Span
from minutes.text import fold, fold_whole

_RULE = re.compile(r"[─―－—━═＝=…‥・◇◆○◯＊*~～〜_＿|｜+＋\-–·.‐−]{3,}")
_OPENS_RULE = frozenset("─―－—━═＝=…‥・◇◆○◯＊*~～〜_＿|｜+＋-–·.‐−<")
_PAGE_TAG = re.compile(r"</?PAGE[^<>]{0,20}>")
_HOUR = r"(?:[0-9]{1,2}|[一二三四五六七八九十零〇]{1,3})"
_CLOCK = rf"(?:(?:午前|午後|同)?{_HOUR}(?:時(?:{_HOUR}分|半)?|:[0-9]{{2}})|正午)"
_ACT = (
    r"(?:開会|開議|再開|休憩|散会|閉会|閉議|延会|開會|散會|閉會|終了|終了時刻|中断|流会|休止"
    r"|続行|続開|開始|開式|閉式)"
)
_CLOCK_LINE = re.compile(
    rf"[{MARKS}\[(〔・]*(?:{_ACT}[:(]?(?:時刻|時間)?:?)?{_CLOCK}[\])〕]?{_ACT}?"
    rf"(?:[~～〜\-]{_CLOCK}{_ACT}?)?[\])〕]*"
)
_CLOCKED_ACT = re.compile(rf"(?:{_ACT}{_CLOCK}|{_CLOCK}{_ACT})")
_ACT_LINE = re.compile(rf"[{MARKS}\[(〔・]*{_ACT}[\])〕]*")
_DATE_LINE = re.compile(
    rf"[{MARKS}\[(〔・]*(?:日時:?|開催日時?:?|開催年月日:?)?"
    r"(?:明治|大正|昭和|平成|令和|西暦)?(?:[0-9]{1,4}|元|[一二三四五六七八九十〇]{1,5})年"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
    rf"(?:[(\[]?[月火水木金土日](?:曜日?)?[)\]]?)?(?:{_CLOCK}?{_ACT}?(?:[~～〜\-から]{{1,2}}{_CLOCK})?(?:まで)?)[\])〕]*"
)
_PAGE_NUMBER = re.compile(
    r"[\-－―–─(]*[0-9]{1,4}(?:/[0-9]{1,4})?[\-－―–─)]*|(?:p|P|ページ)\.?[0-9]{1,4}|[0-9]{1,4}ページ"
)
_ALONE = re.compile(r"$|[(:第0-9一二三四五六七八九十.・はのにを等及]")
_SPACES = re.compile(r"[\t\u2002\u2003\u2009\u202f]")
_URL = re.compile(r"https?://|www\.")
# What a browser prints at the foot of a page and at the head of the next, once or often.
_PRINTED_FOOT = re.compile(r"https?://\S{1,400}\s{1,20}[0-9]{1,4}/[0-9]{1,4}")
_PRINTED_HEAD = re.compile(
    r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}\s[0-9]{1,2}:[0-9]{2}(?:\s{2,}\S[^。]{0,60})?"
)
_FEED = re.compile("\f")
_ENDED = ("?", "!", "…", "」")  # beside the full stop, with which no line need end
_DIGITS = re.compile(r"[0-9]+")
_OPENS_NUMBER = frozenset("-－―–─(0123456789pPペ<")
_WHOLE_BRACKETS = re.compile(r"[〔\[(（][^〔〕\[\]]*[〕\])）]。?")


class Row(NamedTuple):
    """One non-blank line: `start` at its first character that is no space, `end` behind its last.

    `gap` is true if a blank line (or the document's start) stands before it, `is_sentence` if a
    sentence ends in it.
    """

    start: int
    end: int
    indent: int
    folded: str
    squeezed: str
    gap: bool
    page: bool
    is_sentence: bool

    @property
    def span(self) -> Span:
        """The line without the spaces around it."""
        return Span(self.start, self.end)


@lru_cache(maxsize=1)  # the turns are cut by them, and then the page furniture is found in them
def rows_of(document: Document) -> list[Row]:
    """The non-blank lines of a document in order; callers must not change the list."""
    folded = _SPACES.sub(" ", fold_whole(document.text))
    pages = {feed.end() for feed in _FEED.finditer(folded)}
    found: list[Row] = []
    blank, first = True, 0
    for line in folded.replace("\f", "\n").split("\n"):
        shown = line.lstrip("\ufeff").strip()
        if shown:
            indent = 0 if line[0] == shown[0] else line.index(shown[0])
            start = first + indent
            words = shown.split()
            squeezed = shown if len(words) == 1 else "".join(words)
            sentence = "。" in shown or squeezed.endswith(_ENDED)
            page = first in pages
            found.append(
                Row(start, start + len(shown), indent, shown, squeezed, blank, page, sentence)
            )
        blank = not shown
        first += len(line) + 1
    return found


def outside(
    rows: Sequence[Row], spoken: Sequence[Span], skip: frozenset[int]
) -> Iterator[tuple[Row, bool]]:
    """The rows outside the speeches, each with whether a speech ended since the one before it.

    `spoken` are the speeches in order, `skip` the indexes of rows to leave out.
    """
    starts = [row.start for row in rows]
    at, ended = 0, False
    for first, last in [*spoken, (len(rows) and rows[-1].end, 0)]:
        stop = bisect_left(starts, first, at)
        for index in range(at, stop):
            if index not in skip:
                yield rows[index], ended
                ended = False
        at, ended = bisect_left(starts, last, stop), True


def is_rule(row: Row) -> bool:
    """True for a line drawn with dashes: ――――◇――――."""
    if row.squeezed[0] not in _OPENS_RULE:
        return False
    return _RULE.fullmatch(row.squeezed) is not None or (
        len(row.squeezed) < 40 and _PAGE_TAG.fullmatch(row.folded) is not None
    )


def is_clock(row: Row) -> bool:
    """True for a line that prints when something began or ended: 午後２時３７分休憩."""
    if row.is_sentence or len(row.squeezed) > 60:
        return False
    return (_CLOCK_LINE.fullmatch(row.squeezed) is not None) or _ACT_LINE.fullmatch(
        row.squeezed
    ) is not None


def is_clock_note(text: str) -> bool:
    """True if a folded text in brackets prints when something began or ended: 午後3時閉会."""
    squeezed = without_spaces(text)
    return len(squeezed) <= 40 and _CLOCKED_ACT.fullmatch(squeezed) is not None


def is_date(row: Row) -> bool:
    """True for a line that holds nothing but a day, and perhaps an hour."""
    if row.is_sentence or len(row.squeezed) > 50:
        return False
    return _DATE_LINE.fullmatch(row.squeezed) is not None


def is_end_clock(row: Row) -> bool:
    """True for the clock line that ends a sitting: 午前十一時四十六分閉会."""
    return is_clock(row) and any(
        word in row.squeezed
        for word in ("散会", "閉会", "散會", "閉會", "延会", "終了", "閉議", "流会")
    )


@cache
def _layout(key: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in lexicon.read("layout")[key]["words"])


@cache
def _sections() -> tuple[tuple[str, str], ...]:
    pairs = [
        (fold(word), entry["kind"])
        for entry in lexicon.read("layout")["section"]
        for word in entry["words"]
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _section_words() -> tuple[str, ...]:
    return tuple(word for word, _ in _sections())


def section_of(row: Row) -> str | None:
    """The kind of section that a heading line opens (attendance, agenda, other), or `None`."""
    if "。" in row.squeezed or len(row.squeezed) > 40:
        return None
    body = row.squeezed.lstrip(MARKS + "・【[<").lstrip("0123456789.１．")
    if not body.startswith(_section_words()):
        return None
    for word, kind in _sections():
        if not body.startswith(word):
            continue
        # A short word opens a section only if it stands alone: 議事（続き）, not 議事調査係長.
        if kind == "attendance" or len(word) >= 5 or _ALONE.match(body, len(word)):
            return kind
    return None


def has_word(text: str, key: str) -> bool:
    """True if a folded text holds a word of one of the lists of layout words."""
    return any(map(text.__contains__, _layout(key)))


def is_stage(text: str, *, inside: bool = False) -> bool:
    """True if a folded text in brackets is a stage direction (`inside` a speech, or a line).

    >>> [is_stage(text) for text in ("「賛成」と呼ぶ者あり", "市長榊原康生君登壇", "令和7年度")]
    [True, True, False]
    """
    body = without_spaces(text).rstrip("。.")
    return len(body) <= 120 and body.endswith(_layout("stage-inside" if inside else "stage"))


def is_redaction(text: str) -> bool:
    """True if a folded text in brackets says that words are left out of the record."""
    return len(text) <= 60 and any(word in text for word in _layout("redaction"))


def is_bracketed_stage(row: Row) -> bool:
    """True for a whole line in brackets that is a stage direction or a redaction."""
    squeezed = row.squeezed
    if (
        squeezed[0] not in "〔[(（"
        or len(squeezed) > 160
        or _WHOLE_BRACKETS.fullmatch(squeezed) is None
    ):
        return False
    return squeezed[0] == "〔" or is_stage(squeezed[1:-1].rstrip("」)〕")) or is_redaction(squeezed)


def names_people(row: Row) -> bool:
    """True for a line of names as attendance lists have them: no sentence, 君 or wide gaps."""
    if row.indent < 2 or not row.squeezed.endswith(("君", "議員")):
        return False
    return "。" not in row.folded and len(row.squeezed) <= 80


def furniture(rows: list[Row]) -> frozenset[int]:
    """The indexes of rows that are page furniture: running heads and feet, page numbers.

    A line counts if it recurs with other numbers in it (a URL with 3/56, a printing date) at least
    three times, or if it is a page number next to a page's edge.
    """
    if not any(_is_like_furniture(row) for row in rows):
        return frozenset()
    # A longer line has no form: it is no furniture, whatever recurs.
    forms = [_DIGITS.sub("0", row.squeezed) if len(row.squeezed) <= 200 else "" for row in rows]
    shapes = Counter(form for form in forms if form)
    certain: set[int] = set()
    for index, (row, shape) in enumerate(zip(rows, forms, strict=True)):
        often = shapes[shape] >= 3
        if _printed(rows, index):
            certain.add(index)
            continue
        if not often and row.squeezed[0] not in _OPENS_NUMBER:
            continue
        if (
            (often and _URL.search(row.folded))
            or (often and "/" in shape and ":" in shape and "0/0" in shape)
            or (
                _PAGE_NUMBER.fullmatch(row.squeezed)
                and (
                    (row.squeezed[0] in "-－―–" and row.squeezed[-1] in "-－―–")
                    or shapes[shape] >= 3
                    or (row.gap and len(row.squeezed) >= 3 and row.squeezed[0] in "-－―–")
                )
            )
            or _PAGE_TAG.fullmatch(row.folded[:40])
        ):
            certain.add(index)
    edges = certain | {i for i, row in enumerate(rows) if row.page}
    for index, (row, shape) in enumerate(zip(rows, forms, strict=True)):
        near = index - 1 in edges or index + 1 in edges or index in edges
        if near and shapes[shape] >= 3 and not _spoken(row):
            certain.add(index)
    return frozenset(certain)


def _printed(rows: Sequence[Row], index: int) -> bool:
    """True for the address and page number below a printed page, and the line that follows it."""
    row = rows[index]
    if row.folded.startswith("http"):
        return _PRINTED_FOOT.fullmatch(row.folded) is not None
    return (
        index > 0
        and rows[index - 1].folded.startswith("http")
        and _PRINTED_FOOT.fullmatch(rows[index - 1].folded) is not None
        and _PRINTED_HEAD.fullmatch(row.folded) is not None
    )


def _is_like_furniture(row: Row) -> bool:
    """True for a line that may be furniture by itself: few documents have one."""
    squeezed = row.squeezed
    return (
        row.page
        or squeezed[0] == "<"
        or "/" in squeezed
        or "www." in squeezed
        or (squeezed[0] in _OPENS_NUMBER and _PAGE_NUMBER.fullmatch(squeezed) is not None)
    )


def _spoken(row: Row) -> bool:
    """True for lines that recur in speeches or as headers: 三枝委員。, （発言する者あり）."""
    squeezed = row.squeezed
    return (
        squeezed.endswith(("。", ")", "〕", "」", "、", "君"))
        or squeezed[0] in MARKS + "【〔(「"
        or len(squeezed) > 60
        or _RULE.fullmatch(squeezed) is not None
    )
