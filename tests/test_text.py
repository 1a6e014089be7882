"""Numerals in every spelling, folding, and the way back from the view."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from minutes.text import fold, numerals, parse_number, sentences, view

LARGE = [(10**16, "京"), (10**12, "兆"), (10**8, "億"), (10**4, "万")]
ONES = "〇一二三四五六七八九"


def kanji(number: int, ones: str = ONES) -> str:
    """The number in kanji with 十, 百 and 千: 三十二万七百十八."""
    if number == 0:
        return ones[0]
    for scale, char in LARGE:
        if number >= scale:
            head, tail = divmod(number, scale)
            return kanji(head, ones) + char + (kanji(tail, ones) if tail else "")
    written = ""
    for scale, char in ((1000, "千"), (100, "百"), (10, "十")):
        digit, number = divmod(number, scale)
        if digit:
            written += ("" if digit == 1 else ones[digit]) + char
    return written + (ones[number] if number else "")


def mixed(number: int, comma: bool) -> str:
    """The number in digits with 万, 億 and 兆: 2億3,000万."""
    written = ""
    for scale, char in LARGE:
        head, number = divmod(number, scale)
        if head:
            written += (f"{head:,}" if comma else str(head)) + char
    tail = (f"{number:,}" if comma else str(number)) if number or not written else ""
    return written + tail


def wide(text: str) -> str:
    return text.translate({ord("0") + i: ord("０") + i for i in range(10)} | {ord(","): "，"})


SPELLINGS = {
    "arabic": str,
    "commas": lambda n: f"{n:,}",
    "full-width": lambda n: wide(f"{n:,}"),
    "kanji": kanji,
    "positional kanji": lambda n: "".join(ONES[int(digit)] for digit in str(n)),
    "mixed": lambda n: mixed(n, comma=False),
    "mixed, commas, full-width": lambda n: wide(mixed(n, comma=True)),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@settings(max_examples=300, deadline=None)
@example(0)
@example(10)
@example(10_000)
@example(10**16)
@example(10**16 - 1)
@given(st.one_of(st.integers(0, 10**16), st.integers(0, 100_000)))
def test_any_integer_parses_back(spelling: str, number: int) -> None:
    written = SPELLINGS[spelling](number)
    assert parse_number(written) == number
    found = list(numerals(fold(f"計{written}件")))
    assert [(n.start, n.end, n.value) for n in found] == [(1, 1 + len(written), number)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一二・五", 12.5),
        ("三十・二", 30.2),
        ("四十・六万", 406_000),
        ("2.5億", 250_000_000),
        ("二十・二五", 20.25),
        ("壱百弐拾参", 123),
        ("３千５００", 3500),
        ("0.05", 0.05),
    ],
)
def test_decimals_and_formal_numerals(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text", ["", "万", "百百", "十百", "1,23", "1,2345", "2三", "・五", "一・・五", "三人", "十・"]
)
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_a_list_of_tens_is_no_decimal() -> None:
    assert [n.value for n in numerals("三十・四十代")] == [30, 40]


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="一二〇十百千万億・.,0123456789 件\n"))
def test_numerals_of_any_string_are_true_to_their_place(text: str) -> None:
    last = 0
    for numeral in numerals(text):
        assert numeral.start >= last
        assert parse_number(text[numeral.start : numeral.end]) == numeral.value
        last = numeral.end


@pytest.mark.parametrize(
    "piece", ["1,", "一", "十・", "一・", "1.", "万", "十一・五", "1,234", "・", "一京"]
)
def test_numerals_are_linear(piece: str) -> None:
    line = (piece * 20_000)[:20_000]
    began = time.process_time()
    list(numerals(line))
    parse_number(line)
    assert time.process_time() - began < 2


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="説明は。、報告 　\n\r\f０1一○（）", max_size=300))
def test_every_character_of_the_view_leads_back(text: str) -> None:
    shown = view(text)
    for position, char in enumerate(shown.text):
        start, end = shown.span(position, position + 1)
        assert end == start + 1
        assert fold(text)[start:end] == char
        assert shown.position(start) == position


def test_a_cut_sentence_is_joined_and_a_heading_is_not() -> None:
    cut = "　" + "経過" * 24 + "。次に、調査の結果を\n\n受領しました。"
    assert "\n" not in view(cut).text.strip()
    heading = "一　調査の経過\n\n委員会は調査を始めました。"
    assert view(heading).text == fold(heading)


def test_a_date_goes_on_in_the_next_line() -> None:
    cut = "委員の発言の期日は、正しくは令和八年六月\n20 日までですので、訂正します。"
    assert "六月20 日までですので" in view(cut).text
    rows = "令和八年六月\n20 日　協定の締結"
    assert view(rows).text == fold(rows)


def test_sentences_cover_the_text_in_order() -> None:
    text = "開会します。（拍手）次に移ります。\n散会します"
    assert [text[s:e] for s, e in sentences(text)] == [
        "開会します。",
        "（拍手）次に移ります。",
        "散会します",
    ]
