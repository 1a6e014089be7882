"""Time expressions by their own words."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import corpus_paths

from minutes import sources
from minutes.dates import Timex, find_dates
from minutes.dates.atoms import atoms
from minutes.dates.rows import rows
from minutes.dates.rules import rules
from minutes.nlp import tokenize
from minutes.schema import Document
from minutes.text import fold

JAPANESE = st.text(
    alphabet="令和平成年月日時分元度第翌同前十二三百〇0123７８.-/~〜、。 \n（）()木曜末頃旬半期"
    "本昨今来からの市間",
    max_size=80,
)


def found(text: str) -> tuple[Timex, ...]:
    return find_dates(Document("d", "p", text), tokenize(text))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_each_rule_finds_its_examples_and_leaves_its_counterexamples(rule: object) -> None:
    assert rule.examples  # type: ignore[attr-defined]
    for phrase in rule.examples:  # type: ignore[attr-defined]
        assert rule in [atom.rule for atom in atoms(fold(phrase))], phrase
    for phrase in rule.counterexamples:  # type: ignore[attr-defined]
        assert rule not in [atom.rule for atom in atoms(fold(phrase))], phrase


def scanned_everywhere(text: str) -> list[tuple[str, int, int]]:
    """The words that all rules find when each is tried at every character."""
    pattern = re.compile("|".join(f"(?P<r{i}>{rule.pattern})" for i, rule in enumerate(rules())))
    return [
        (rules()[int(str(match.lastgroup)[1:])].name, match.start(), match.end())
        for match in pattern.finditer(text)
    ]


def scanned(text: str) -> list[tuple[str, int, int]]:
    return [(atom.rule.name, atom.start, atom.end) for atom in atoms(text)]


def test_the_scan_looks_wherever_a_word_can_begin() -> None:
    phrases = [phrase for rule in rules() for phrase in (*rule.examples, *rule.counterexamples)]
    texts = [sources.read(path).text for path in corpus_paths()]
    for text in map(fold, [*phrases, *texts, "この三か月の十時半から 9時、ところで百日間、明九日"]):
        assert scanned(text) == scanned_everywhere(text)


@settings(max_examples=300, deadline=None)
@given(JAPANESE)
def test_the_scan_looks_wherever_a_word_can_begin_in_any_text(text: str) -> None:
    assert scanned(fold(text)) == scanned_everywhere(fold(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和八年五月七日（木曜日）に", ["令和八年五月七日（木曜日）"]),
        ("Ｒ８．５．７に改定、H30年度の事業", ["Ｒ８．５．７", "H30年度"]),
        ("昨日五月七日に", ["昨日五月七日"]),
        ("５月７日、きのう伺った", ["５月７日", "きのう"]),
        ("九月の十日には", ["九月の十日"]),
        ("6月4日木曜日の13時30分から", ["6月4日木曜日の13時30分"]),
        ("四月二日から九日まで", ["四月二日から九日"]),
        ("令和5年11月～令和6年2月", ["令和5年11月～令和6年2月"]),
        ("本日から6月19日までの16日間", ["本日から6月19日", "16日間"]),
        ("先々週の火曜日、来年度４月", ["先々週の火曜日", "来年度４月"]),
        ("去る四月九日、来る十二日", ["去る四月九日", "来る十二日"]),
        ("３月・４月の利用", ["３月", "４月"]),
        ("昭和四十五年法律第九号", ["昭和四十五年"]),
        ("午後三時頃に、翌八日の午前九時から正午まで", ["午後三時頃", "翌八日の午前九時から正午"]),
        ("発災から三日たっても、丸六日", ["三日", "六日"]),
        ("年明けの九日に", ["年明けの九日"]),
    ],
)
def test_spans(text: str, expected: list[str]) -> None:
    assert [timex.text for timex in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "四日市市と千代田区と七尾市",
        "三日月の夜",
        "一日も早く",
        "説明が不十分",
        "第１回の会議、第9条、二ページ目",
        "3対2で可決",
        "本町三丁目4-5-6",
        "電話は0123-45-6789",
        "九月議会",
        "今日的な課題",
        "ということしか言えない",
        "三分の二の同意",
        "五年生の児童",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [timex.text for timex in found(text)] == []


@pytest.mark.parametrize(
    ("text", "durations"),
    [
        ("利用日数が３４日、前年度は１１日でした。", ["P34D", "P11D"]),
        ("開館日数は二十九日です。", ["P29D"]),
        ("十一日は晴れでした。", [None]),
        ("申請から三月以内に、十五分間隔で、2分30秒に", ["P3M", "PT15M", "PT2M30S"]),
        ("１年１回の点検、二日置いて", ["P1Y", "P2D"]),
    ],
)
def test_lengths(text: str, durations: list[str | None]) -> None:
    lengths = [t.duration for t in found(text) if t.first is None or t.first.day is not None]
    assert lengths == durations


def test_rows_of_a_chronology() -> None:
    text = "経過\n7. 9. 2 契約\n11. 6 照会\n- 20 回答\n〃 公表\n8. 1. 15 協定\n\n2. 3 まとめ"
    assert [(row.name, text[slice(*row.span)]) for row in rows(text)][:5] == [
        ("row-year-month-day", "7. 9. 2"),
        ("row-month-day", "11. 6"),
        ("row-day", "- 20"),
        ("row-ditto", "〃"),
        ("row-year-month-day", "8. 1. 15"),
    ]


def test_numbered_headings_and_bullets_are_no_rows() -> None:
    assert list(rows("1. 2 概要\n- 3 点目\n2. 1 目的\n")) == []


@settings(deadline=None, max_examples=150)
@given(JAPANESE)
def test_any_text_is_read_and_every_span_holds_its_text(text: str) -> None:
    last = 0
    for timex in found(text):
        assert text[timex.start : timex.end] == timex.text
        assert timex.start >= last
        last = timex.end


@settings(deadline=None, max_examples=60)
@given(JAPANESE)
def test_text_before_shifts_spans_and_nothing_else(text: str) -> None:
    before = "会議を始めます。\n"
    # the first line may be a row only at a line's beginning, which the added line keeps
    plain = [(t.start, t.text, t.first, t.last) for t in found("\n" + text)]
    moved = [(t.start, t.text, t.first, t.last) for t in found(before + "\n" + text)]
    assert [(start + len(before), *rest) for start, *rest in plain] == moved


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1",
            "年",
            "一",
            "1年",
            "令和",
            "1.",
            "3月",
            "から",
            " ",
            "- 1 ",
            "同",
            "(",
            "1:",
            "・1/",
        ),
        *("3 ", "十、"),
    ],
)
def test_no_pattern_is_slow_on_a_long_line(piece: str) -> None:
    text = fold(piece * (60_000 // len(piece)))
    start = time.perf_counter()
    list(atoms(text))
    list(rows(text))
    assert time.perf_counter() - start < 3


def test_old_characters_behind_an_hour() -> None:
    text = "　　午前九時五十分開會\n　　午後二時二十四分散會\n"
    assert [timex.text for timex in found(text)] == ["午前九時五十分", "午後二時二十四分"]


def test_a_comma_for_a_reading_mark_before_a_date() -> None:
    text = "臨時会につきましては,9月3日告示,9月10日招集であります。"
    assert [timex.text for timex in found(text)] == ["9月3日", "9月10日"]


def test_a_range_of_months_and_a_day_before_this_committee() -> None:
    text = (
        "令和8年4～6月の件数です。本案は、七月九日本委員会に付託され、七月十日本会議に戻りました。"
    )
    assert [timex.text for timex in found(text)] == ["令和8年4～6月", "七月九日", "七月十日"]
    assert not found("第三十日本丸の名簿")
