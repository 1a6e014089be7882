"""Sentences that a line end cut in two, as hard-wrapped pages do: which line goes on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from minutes.schema import Span
from minutes.text.breaks import lines

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


def _margin(written: Sequence[str]) -> int:
    """The left margin of a text laid out as on paper: what nearly every line is indented by.

    `written` are the lines without the blanks behind them.  A margin under four columns is the
    indent of paragraphs, and counts as none.
    """
    indents = Counter(
        len(line) - letters
        for line in written
        if len(line) >= 20 and (letters := len(line.lstrip())) >= 20
    )
    lines_seen = sum(indents.values())
    if lines_seen < 10:
        return 0
    margin = min(indent for indent, held in indents.items() if held * 10 >= lines_seen)
    return margin if margin >= 4 else 0


def _wrap_width(written: Sequence[str]) -> int | None:
    """The column at which a hard-wrapped text was cut, or `None` for free lines.

    A width counts when at least a fifth of the longer lines end within two characters of it.
    """
    ends = Counter(length for length in map(len, written) if length >= 20)
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
    """True if the sentence of `line`, which has no full stop, goes on in `following`.

    `width` counts the indent too.
    """
    full = width is not None and indent + len(line) >= width - 3
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


def cuts(text: str, left_out: Sequence[Span]) -> Iterator[Span]:
    """What the view leaves out, in order: breaks inside sentences, and lines left out."""
    spans = lines(text)
    starts = [*(span.start for span in spans[1:]), len(text)]
    out: set[int] = set()
    at = 0
    for span in spans if left_out else ():
        while at < len(left_out) and left_out[at].end <= span.start:
            at += 1
        if at < len(left_out) and left_out[at].start < span.end:
            out.add(span.start)
    written = [text[start:end].rstrip() for start, end in spans]
    kept = [line for line, span in zip(written, spans, strict=True) if span.start not in out]
    margin = _margin(kept)
    width = _wrap_width(kept)
    before, previous, broken = "", 0, 0  # the line before, where it begins and where it ends
    pending: list[Span] = []
    for line, (start, end), following in zip(written, spans, starts, strict=True):
        if start in out:
            pending.append(Span(start, following))
            continue
        if not line:
            continue
        if before and before[-1] not in _TERMINATORS:
            gap = text[broken:start]
            blank = gap.count("\n") + gap.count("\f") + gap.count("\r") - gap.count("\r\n") > 1
            indent = len(before) - len(before.lstrip())
            inset = min(margin, len(line) - len(line.lstrip()))
            if indent - margin < 3 and _is_cut(before.lstrip(), line[inset:], blank, width, indent):
                yield Span(previous + len(before), start + inset)
                pending = []
        if pending:
            yield from pending
            pending = []
        before, previous, broken = line, start, end
    yield from pending
