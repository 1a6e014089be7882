"""Where lines and sentences end, as spans of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes.schema import Span

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
