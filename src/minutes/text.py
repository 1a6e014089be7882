"""Folding, numerals, lines and sentences; every function keeps or maps code point offsets.

The source is never edited.  Matching uses a folded copy of the same length (`fold`); where a line
break cuts a sentence in two, `View` gives the joined text together with the way back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from minutes.schema import Span

# One-to-one pairs only: full-width ASCII, the ideographic space, and the half-width kana and
# punctuation that stand alone.  ｶﾞ is two code points and stays so.
_HALF_KANA = "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ"
_FULL_KANA = (
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテト"
    "ナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
)
_FOLD = {
    **{code + 0xFEE0: code for code in range(0x21, 0x7F)},
    **{ord(half): ord(full) for half, full in zip(_HALF_KANA, _FULL_KANA, strict=True)},
    0x3000: 0x20,
    0x00A0: 0x20,
}
_NARROW = {chr(wide): chr(narrow) for wide, narrow in _FOLD.items()}
_WIDE = re.compile(f"[{''.join(map(re.escape, _NARROW))}]")


def fold(text: str) -> str:
    """The text with the differences of width and of line ends removed, as long as before.

    >>> fold("令和７年６月３日　約１,２００件")
    '令和7年6月3日 約1,200件'
    >>> len(fold("ﾐﾅﾄ銀行（株）")) == len("ﾐﾅﾄ銀行（株）")
    True
    >>> fold("開会\\r\\n散会")
    '開会 \\n散会'
    """
    # A text has few different wide characters: replacing one after the other takes two thirds of
    # the time of a look at every place.
    folded = text
    for wide in set(_WIDE.findall(text)):
        folded = folded.replace(wide, _NARROW[wide])
    if "\r" in folded:
        # CR LF is a blank at the end of a line, a CR alone (old Macintosh) is a line end.
        folded = folded.replace("\r\n", " \n").replace("\r", "\n")
    return folded


@lru_cache(maxsize=2)
def fold_whole(text: str) -> str:
    """The fold of a document's text, made once for the stages that ask one after the other."""
    return fold(text)


# --- numerals ---------------------------------------------------------------------------------

_DIGITS = {
    **{char: value for value, char in enumerate("0123456789")},
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "壱": 1,
    "弐": 2,
    "参": 3,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}

#: A maximal run of numeral characters in folded text.  The possessive quantifiers keep it linear
#: on a line of 20,000 digits and commas.
NUMERAL = (
    r"(?:[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+"
    r"|[〇零一二三四五六七八九壱弐参]++(?:[・.][〇一二三四五六七八九]++)?+"
    # 三十・二万: a decimal may follow the tens of a kanji numeral, but 三十・四十代 is a list.
    r"|[十拾百千](?:・[〇一二三四五六七八九]++(?![十拾百千]))?+|[万萬億兆]"
    # 一京 is a number, the 京 of 千京都 and of 東京 is none.
    r"|(?<=[0-9〇一二三四五六七八九十百千])京(?![都浜阪成]))++"
)
_NUMERAL = re.compile(NUMERAL)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written at `start`-`end` of a folded text, and its value."""

    start: int
    end: int
    value: int | float


def _plain(digits: str) -> Decimal | None:
    """The value of a run without unit characters: 1,204 or 二〇二五 or 一二・五."""
    if "," in digits:
        head, *groups = digits.split(".")[0].split(",")
        if not 1 <= len(head) <= 3 or any(len(group) != 3 for group in groups):
            return None
        digits = digits.replace(",", "")
    whole, dot, fraction = digits.replace("・", ".").partition(".")
    if (dot and not (whole and fraction)) or "." in fraction:
        return None
    if len({char.isascii() for char in whole + fraction}) > 1:  # 2三 is no number
        return None
    translated = "".join(str(_DIGITS[char]) for char in whole)
    tail = "".join(str(_DIGITS[char]) for char in fraction)
    return Decimal(f"{translated}.{tail}" if tail else translated)


@cache
def _runs() -> re.Pattern[str]:
    small, large = "".join(_SMALL), "".join(_LARGE)
    return re.compile(f"(?P<digits>[^{small}{large}]++)|(?P<small>[{small}])|(?P<large>[{large}])")


@lru_cache(maxsize=4096)
def parse_number(text: str) -> int | float | None:
    """The value of a Japanese numeral in any spelling, or `None` if it is not one.

    An integral value is an `int` (also ``2.5億``), any other a `float`.

    >>> parse_number("二十一万四千三百六"), parse_number("２１万４,３０６"), parse_number("21.4万")
    (214306, 214306, 214000)
    >>> [parse_number(text) for text in ("二〇二五", "一二・五", "千", "3千500", "四十・六万")]
    [2025, 12.5, 1000, 3500, 406000]
    >>> parse_number("百百"), parse_number("1,23"), parse_number("万"), parse_number("")
    (None, None, None, None)
    """
    folded = fold(text)
    if not folded or any(char not in _NUMERAL_CHARACTERS for char in folded):
        return None
    total = section = Decimal(0)
    digits: Decimal | None = None
    small_limit, large_limit = 10**4, 10**20
    for match in _runs().finditer(folded):
        kind, run = match.lastgroup, match.group()
        if kind == "digits" and run[0] == "・" and small_limit < 10**4 and digits is None:
            fraction = _plain(f"〇{run}")  # 三十・二万: the tens are said, the decimal follows
            if fraction is None:
                return None
            section += fraction
            small_limit = 0
        elif kind == "digits":
            digits = _plain(run)
            if digits is None:
                return None
        elif kind == "small":
            unit = _SMALL[run]
            if unit >= small_limit:  # 十百 does not descend
                return None
            section += (1 if digits is None else digits) * unit
            digits, small_limit = None, unit
        else:
            unit = _LARGE[run]
            group = section + (digits or 0)
            if unit >= large_limit or (digits is None and section == 0):
                return None
            total += group * unit
            section, digits, small_limit, large_limit = Decimal(0), None, 10**4, unit
    value = total + section + (digits or 0)
    return int(value) if value == value.to_integral_value() else float(value)


_NUMERAL_CHARACTERS = frozenset([*_DIGITS, *_SMALL, *_LARGE, ",", ".", "・"])


def numerals(folded: str) -> Iterator[Numeral]:
    """The maximal numerals of a folded text, in order; runs that mean no number are left out.

    >>> [(n.start, n.end, n.value) for n in numerals("計三百四件、2億3,000万円、第百百号")]
    [(1, 4, 304), (6, 14, 230000000)]
    """
    for match in _NUMERAL.finditer(folded):
        value = parse_number(match.group())
        if value is not None:
            yield Numeral(match.start(), match.end(), value)


# --- lines and sentences ----------------------------------------------------------------------

# A form feed stands before the first header of a PDF page; str.splitlines() would also cut at
# U+2028 and U+0085, which occur inside sentences.
_BREAK = re.compile(r"\r\n|[\r\n\f]")


def lines(text: str) -> list[Span]:
    r"""The spans of the lines, without their ends (LF, CRLF, CR or form feed).

    >>> lines("開会\r\n○議長　諸君")
    [Span(start=0, end=2), Span(start=4, end=10)]
    """
    spans, start = [], 0
    if "\r" not in text and "\f" not in text:
        for line in text.split("\n"):
            spans.append(Span(start, start + len(line)))
            start += len(line) + 1
        return spans
    for match in _BREAK.finditer(text):
        spans.append(Span(start, match.start()))
        start = match.end()
    spans.append(Span(start, len(text)))
    return spans


_SENTENCE = re.compile(r"[^。！？\r\n\f]*+(?:[。！？]++[」』）)〕］】]*+|(?=[\r\n\f])|\Z)")


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The spans of the sentences, each with its full stop and closing brackets; blanks left out.

    A full stop inside a quotation ends a sentence too; a line break always does (use a `View` for
    text whose line breaks mean nothing).

    >>> text = "報告は以上です。（「異議なし」の声）御異議なしと認めます。"
    >>> [text[s:e] for s, e in sentences(text)]
    ['報告は以上です。', '（「異議なし」の声）御異議なしと認めます。']
    """
    stop = len(text) if end is None else end
    position = start
    while position < stop:
        match = _SENTENCE.match(text, position, stop)
        if match is None or match.end() == position:
            position += 1
            continue
        if not match.group().isspace():
            yield Span(match.start(), match.end())
        position = match.end()


# --- broken lines -----------------------------------------------------------------------------

_TERMINATORS = "。．.！？!?」』）)〕］】〉》>:：;；…―─－＝=-~～"
_STARTERS = re.compile(
    r"[\s　○◯〇◆◎△▲□■●・※（(「『〔［【＜<①-⑳⑴-⒇\-―─－＝=*#|•〃]|[0-9０-９]"
    r"|第[0-9０-９一二三四五六七八九十]"
    r"|[一二三四五六七八九十]{1,3}[、，　 ．.]|[アイウエオカキクケコ][　 ．.）)]|日程第|https?:"
)
# A full line goes on with the other half of its number, or with a number and its counter.
_NUMBER_GOES_ON = re.compile(
    r"[0-9０-９][0-9０-９,，.．]{0,12}"
    r"(?:年|月|日|時|分|人|名|件|円|％|%|パーセント|か所|億|万|千|歳|台|本|回|社)"
)
# 正しくは「令和八年六月⏎20 日までに」と: the day of a month that ends a line of prose.
_DATE_ENDS = re.compile(r"[0-9０-９一二三四五六七八九十][ 　]?月\Z")
_DATE_GOES_ON = re.compile(r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ 　]?日(?![ 　\t])")
_DATED = 15  # a shorter line that ends in a month is a heading
_CONTINUES = re.compile(r"[ぁ-んァ-ヶー一-鿿々〇a-zA-Z、。，]")
_PARAGRAPH = 40  # a line this long that ends without a full stop was cut, not ended


@dataclass(frozen=True, slots=True)
class View:
    """Folded text with broken sentences joined, and the map back to the source.

    `text` is what patterns and the tokenizer see; `span(i, j)` gives the source span of
    ``text[i:j]``, which may then contain the line break that the view leaves out.
    """

    text: str
    source: str
    _view_starts: tuple[int, ...] = ()
    _source_starts: tuple[int, ...] = ()

    def offset(self, position: int) -> int:
        """The source offset of the character at a view position."""
        if not self._view_starts:
            return position
        piece = bisect_right(self._view_starts, position) - 1
        return self._source_starts[piece] + position - self._view_starts[piece]

    def offsets(self, positions: Sequence[int]) -> tuple[int, ...]:
        """The source offsets of view positions."""
        if not self._view_starts:
            return tuple(positions)
        return tuple(map(self.offset, positions))

    def span(self, start: int, end: int) -> Span:
        """The source span of a non-empty view span (an end never runs into the next line)."""
        if end <= start:
            return Span(self.offset(start), self.offset(start))
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def position(self, offset: int) -> int:
        """The view position of a source offset (of a left-out character: the one after it)."""
        if not self._source_starts:
            return offset
        piece = max(0, bisect_right(self._source_starts, offset) - 1)
        if piece + 1 < len(self._view_starts):
            limit = self._view_starts[piece + 1]
            return min(self._view_starts[piece] + self._past(piece, offset), limit)
        return min(self._view_starts[piece] + self._past(piece, offset), len(self.text))

    def _past(self, piece: int, offset: int) -> int:
        return max(0, offset - self._source_starts[piece])


def _margin(text: str, spans: Sequence[Span]) -> int:
    """The left margin of a text laid out as on paper: what nearly every line is indented by.

    A margin under four columns is the indent of paragraphs, and counts as none.
    """
    indents = Counter(
        length - len(line.lstrip())
        for start, end in spans
        if (length := end - start) >= 20 and len((line := text[start:end]).strip()) >= 20
    )
    lines_seen = sum(indents.values())
    if lines_seen < 10:
        return 0
    margin = min(indent for indent, held in indents.items() if held * 10 >= lines_seen)
    return margin if margin >= 4 else 0


def _wrap_width(text: str, spans: Sequence[Span]) -> int | None:
    """The column at which a hard-wrapped text was cut, or `None` for free lines.

    A width counts when at least a fifth of the longer lines end within two characters of it.
    """
    lengths = (len(text[s:e].rstrip()) for s, e in spans)
    ends = Counter(length for length in lengths if length >= 20)
    if ends.total() < 10:
        return None

    def cut_at(width: int) -> int:
        return ends[width] + ends[width - 1] + ends[width - 2]

    best = max(sorted(ends), key=cut_at)
    share = cut_at(best) / ends.total()
    beyond = sum(times for length, times in ends.items() if length > best) / ends.total()
    return best if share >= 0.2 and beyond <= 0.1 and best <= 120 else None


def _is_cut(
    line: str, following: str, blank_between: bool, width: int | None, indent: int = 0
) -> bool:
    """True if the sentence of `line` goes on in `following`; `width` counts the indent too."""
    full = width is not None and indent + len(line) >= width - 3
    if not line or line[-1] in _TERMINATORS:
        return False
    dated = len(line) >= _DATED and not blank_between and _DATE_ENDS.search(line)
    if dated and _DATE_GOES_ON.match(following):
        return True
    if full and following[:1].isdigit():
        return line[-1].isdigit() or _NUMBER_GOES_ON.match(following) is not None
    if not _CONTINUES.match(following) or _STARTERS.match(following):
        return False
    if blank_between:
        # A heading also stands before a blank line and ends without a full stop; a cut
        # paragraph is long, has ended sentences already (…公表しました。その後、調査に当た⏎⏎った),
        # or goes on with a particle (再発防止策⏎⏎の検討).
        particle = "ぁ" <= following[0] <= "ん" and len(line) >= _PARAGRAPH // 2
        prose = "、" in line and len(line) >= _PARAGRAPH - 8 and not re.match("[ぁ-ん]", line[-1])
        return full or particle or prose or len(line) >= _PARAGRAPH * 2 or "。" in line
    return full or (width is None and len(line) >= _PARAGRAPH)


def _cuts(text: str, left_out: Sequence[Span]) -> Iterator[Span]:
    """What the view leaves out, in order: breaks inside sentences, and lines left out."""
    spans = lines(text)
    starts = [*(span.start for span in spans[1:]), len(text)]
    out: set[int] = set()
    at = 0
    for span in spans:
        while at < len(left_out) and left_out[at].end <= span.start:
            at += 1
        if at < len(left_out) and left_out[at].start < span.end:
            out.add(span.start)
    kept = [span for span in spans if span.start not in out]
    margin = _margin(text, kept)
    width = _wrap_width(text, kept)
    previous: Span | None = None
    pending: list[Span] = []
    for span, following in zip(spans, starts, strict=True):
        if span.start in out:
            pending.append(Span(span.start, following))
            continue
        line = text[span.start : span.end]
        if not line.strip():
            continue
        inset = min(margin, len(line) - len(line.lstrip()))
        if previous is not None:
            before = text[previous.start : previous.end].rstrip()
            gap = text[previous.end : span.start]
            blank = gap.count("\n") + gap.count("\f") + gap.count("\r") - gap.count("\r\n") > 1
            indent = len(before) - len(before.lstrip())
            if indent - margin < 3 and _is_cut(before.lstrip(), line[inset:], blank, width, indent):
                yield Span(previous.start + len(before), span.start + inset)
                pending = []
        yield from pending
        pending = []
        previous = span
    yield from pending


def view(text: str, left_out: Sequence[Span] = ()) -> View:
    """The `View` of a text: folded, with lines joined where a sentence was cut.

    The lines that a span of `left_out` (sorted) touches are no part of it: page furniture, across
    which a sentence goes on.

    >>> v = view(
    ...     "　説明は以上でございます。次に、調査会社が解析を行っておりまして、最終報告\\n\\n"
    ...     "は七月四日に受領しました。"
    ... )
    >>> at = v.text.index("報告は")
    >>> v.source[slice(*v.span(at, at + 3))]
    '報告\\n\\nは'
    """
    folded = fold_whole(text)
    pieces, view_starts, source_starts = [], [], []
    position, length = 0, 0
    for cut in [*_cuts(text, left_out), Span(len(text), len(text))]:
        if cut.start == position and cut.end < len(text):
            position = cut.end
            continue
        view_starts.append(length)
        source_starts.append(position)
        pieces.append(folded[position : cut.start])
        length += cut.start - position
        position = cut.end
    if len(pieces) == 1 and len(pieces[0]) == len(text):
        return View(folded, text)
    return View("".join(pieces), text, tuple(view_starts), tuple(source_starts))
