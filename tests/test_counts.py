"""Counts as worded: lexicons and guards both ways, spans, values, hostile lines."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.counts import Quantity, find_counts, numbers
from minutes.counts.guards import GUARDS
from minutes.counts.words import counters, lexicalised, meanings, modifiers
from minutes.nlp import tokenize
from minutes.schema import Document, Span
from minutes.text import fold


def found(text: str, taken: tuple[Span, ...] = ()) -> list[Quantity]:
    quantities = find_counts(Document("d", "a.txt", text), tokenize(text), taken)
    for quantity in quantities:
        assert text[quantity.start : quantity.end] == quantity.text
    return list(quantities)


def told(text: str) -> list[tuple[str, object, str | None]]:
    return [(q.text, q.value, q.unit) for q in found(text)]


COUNTERS = [(unit, example) for unit, c in counters().items() for example in c.examples]
NOT_COUNTERS = [(unit, text) for unit, c in counters().items() for text in c.counterexamples]
MODIFIERS = [(m.meaning, text) for m in modifiers() for text in m.examples]
NOT_MODIFIERS = [(m.meaning, text) for m in modifiers() for text in m.counterexamples]


def test_there_are_enough_counters_of_every_kind() -> None:
    assert len(counters()) >= 150
    kinds = {counter.kind for counter in counters().values()}
    assert kinds == {"people", "cases", "money", "organisations", "things", "rate", "other"}
    assert all(counter.examples for counter in counters().values())


@pytest.mark.parametrize(("unit", "text"), COUNTERS)
def test_a_counter_counts_in_its_examples(unit: str, text: str) -> None:
    assert [fold(q.unit or "") for q in found(text)] == [unit]
    assert found(text)[0].kind == counters()[unit].kind


@pytest.mark.parametrize(("unit", "text"), NOT_COUNTERS)
def test_a_counter_does_not_count_in_its_counterexamples(unit: str, text: str) -> None:
    assert unit not in [fold(q.unit or "") for q in found(text)]


@pytest.mark.parametrize(("meaning", "text"), MODIFIERS)
def test_a_modifier_says_what_it_means(meaning: str, text: str) -> None:
    assert [q.modifier for q in found(text)] == [meaning]


@pytest.mark.parametrize(("meaning", "text"), NOT_MODIFIERS)
def test_a_modifier_is_not_read_into_another_word(meaning: str, text: str) -> None:
    assert meaning not in [q.modifier for q in found(text)]


@pytest.mark.parametrize("entry", lexicalised(), ids=lambda entry: entry.words[0])
def test_numeral_words_count_nothing(entry: object) -> None:
    from minutes.counts.words import Lexicalised

    assert isinstance(entry, Lexicalised)
    for text in entry.examples:
        assert found(text) == [], text
    for text in entry.counterexamples:
        assert found(text), text


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_guards_hold_back_what_is_no_count(guard: object) -> None:
    from minutes.counts.guards import Guard

    assert isinstance(guard, Guard)
    for text in guard.examples:
        assert found(text) == [], text
    for text in guard.counterexamples:
        assert found(text), text


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("費用は２億３,０００万円です", [("２億３,０００万円", 230_000_000, "円")]),
        ("２万６,０００人が来た", [("２万６,０００人", 26_000, "人")]),
        ("約４,１２０万円の損害", [("約４,１２０万円", 41_200_000, "円")]),
        ("総勢九百四名", [("総勢九百四名", 904, "名")]),
        ("三割二分五厘の補助", [("三割二分五厘", 0.325, "割")]),
        ("十二円五十銭です", [("十二円五十銭", 12.5, "円")]),
        ("四分の三の賛成", [("四分の三", 0.75, "分の")]),
        ("応募は２.５倍", [("２.５倍", 2.5, "倍")]),
        ("マイナス三・二％です", [("マイナス三・二％", -3.2, "％")]),
        ("週二回の点検", [("週二回", 2, "回")]),
        ("苦情はゼロ件です", [("ゼロ件", 0, "件")]),
        ("苦情は一件もございません", [("一件", 0, "件")]),
        ("千人から二千人です", [("千人", 1000, "人"), ("二千人", 2000, "人")]),
        ("四十・六万人が減る", [("四十・六万人", 406_000, "人")]),
        ("一つは費用、もう一つは人員、要因の一つは地形です", [("一つ", 1, "つ")]),
        ("伺いたいのは二点。一点は費用、もう一点は課長に", [("二点", 2, "点")]),
        ("もう一点だけ伺います", [("一点", 1, "点")]),
        ("弁を一つ外した、一つ御提案です", [("一つ", 1, "つ")]),
        ("確認を一通り終えた、道は一通りしかない", [("一通り", 1, "通り")]),
        ("4 議題\n  4議題を諮る", [("4議題", 4, "議題")]),
        ("残高のある二千三口座", [("二千三口座", 2003, "口座")]),
        ("誰一人取り残さない", []),
        ("お一人お一人の声", []),
        ("三対二で可決された", []),
        ("三対二の割合です", [("三対二", 1.5, "対")]),
        ("年間４.５か月分です", [("４.５か月分", 4.5, "か月分")]),
        ("申請を１件１件見る", []),
        ("一人三十点まで、１人最大５０点です", [("三十点", 30, "点"), ("最大５０点", 50, "点")]),
        ("小中学校２８校のうち", [("２８校", 28, "校")]),
        ("公民館9館の計24施設", [("9館", 9, "館"), ("計24施設", 24, "施設")]),
        ("プールのある２６校全てで点検した", [("２６校", 26, "校")]),
        ("上三町の祭り", []),
        ("4 市の考え方", []),
        ("一ページ半にわたり書かれた", [("一ページ半", 1.5, "ページ")]),
        ("二倍半に増えた", [("二倍半", 2.5, "倍")]),
        ("三割半ば", [("三割", 0.3, "割")]),
        ("精一杯務めます", []),
        ("議案第四十六号と第三条です", []),
        ("電話は0123-45-6789です", []),
        ("千代田の四日市と九州の三鷹", []),
        ("参政の道を歩む参加者", []),
        ("十分の審議を尽くす", []),
    ],
)
def test_values_and_spans(text: str, want: list[tuple[str, object, str]]) -> None:
    assert told(text) == want


@pytest.mark.parametrize(
    ("text", "span", "low", "high"),
    [
        ("三～五件の申請", "三～五件", 3, 5),
        ("３から５件の申請", "３から５件", 3, 5),
        ("二、三人の職員", "二、三人", 2, 3),
        ("三、四十人の職員", "三、四十人", 30, 40),
        ("十二、三人の職員", "十二、三人", 12, 13),
        ("数十人の職員", "数十人", 20, 90),
        ("十数人の職員", "十数人", 11, 19),
        ("百数十件の申請", "百数十件", 120, 190),
        ("十数万円の費用", "十数万円", 110_000, 190_000),
        ("二から三割の減", "二から三割", 0.2, 0.3),
        ("６０数億円の残高", "６０数億円", 6_100_000_000, 6_900_000_000),
    ],
)
def test_ranges_have_bounds_and_no_value(text: str, span: str, low: float, high: float) -> None:
    (quantity,) = found(text)
    assert (quantity.text, quantity.value) == (span, None)
    assert (quantity.value_min, quantity.value_max) == (low, high)


def test_several_modifiers_are_joined() -> None:
    (quantity,) = found("合計約八百人以上が並んだ")
    assert quantity.modifier == "total|about|at-least"
    assert quantity.text == "合計約八百人以上"


def test_every_modifier_word_before_a_number_is_in_the_span() -> None:
    for word in meanings("before"):
        (quantity,) = found(f"来場は{word}七百三人です")
        assert quantity.text == f"{word}七百三人"


def test_an_amount_without_a_unit_is_money_where_money_is_spoken_of() -> None:
    (quantity,) = found("予算は七百二十億とか言われています")
    assert (quantity.value, quantity.unit, quantity.unit_implied) == (72_000_000_000, "円", True)
    assert found("それは一億総活躍の話です") == []


def test_a_count_inside_a_noun_is_marked() -> None:
    assert [q.rule for q in found("四十二人学級の編制")] == ["compound"]
    assert [q.rule for q in found("六万円減税の案")] == ["number"]


def test_dates_are_left_alone() -> None:
    assert found("四十二件", (Span(0, 2),)) == []


def test_a_cut_line_does_not_cut_a_count() -> None:
    text = "　" + "説明" * 24 + "。この申請は全部で四百\n\n八十二件でございました。"
    (quantity,) = found(text)
    assert quantity.value == 482
    assert quantity.text == "四百\n\n八十二件"


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="一二十百千万億数1,.-~約計件人円%割分の目第、。もなつ〇参ゼロ \n（）Aaア",
        max_size=60,
    )
)
def test_any_string_returns_with_true_spans(text: str) -> None:
    quantities = found(text)
    for one, two in pairwise(quantities):
        assert one.end <= two.start


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all_returns(text: str) -> None:
    found(text)


HOSTILE = [
    "1,",
    "一",
    "数",
    "約",
    "計約",
    "一十",
    "三、",
    "1-",
    "第",
    "十数",
    "分の一",
    "余り",
    "一件も",
    "割一分",
    "万",
    "もう一つ",
    "お一人",
    "一件",
    "三対二",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_lines_are_linear(piece: str) -> None:
    line = (piece * 20_000)[:20_000]
    began = time.process_time()
    list(numbers(fold(line)))
    assert time.process_time() - began < 2
    tokens = tokenize(line)
    began = time.process_time()
    find_counts(Document("d", "a.txt", line), tokens, ())
    assert time.process_time() - began < 4


def test_cells_take_the_unit_that_stands_above_them() -> None:
    text = (
        "（単位：千円）\n区分　　予算額　前年度\n人件費　8,580　△120\n物件費　1,200　　980\n"
        "合計額です。\n雑費　4,500\n"
    )
    assert [(q.text, q.value, q.unit, q.unit_implied) for q in found(text)] == [
        ("8,580", 8_580_000, "円", True),
        ("△120", -120_000, "円", True),
        ("1,200", 1_200_000, "円", True),
        ("980", 980_000, "円", True),
    ]


@pytest.mark.parametrize(
    "text", ["8,580\n1,200\n", "（単位：千円）\n第1 2,024年", "単位は百万円\n"]
)
def test_what_is_no_cell(text: str) -> None:
    assert list(found(text)) == []


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("最大で五百人が入る", "at-most"),
        ("最低で三十件ある", "at-least"),
        ("概算で四百万円です", "about"),
        ("一般会計で四百万円です", None),
        ("合計で四百万円です", "total"),
    ],
)
def test_a_modifier_with_a_particle_stands_apart(text: str, modifier: str | None) -> None:
    (quantity,) = found(text)
    assert quantity.modifier == modifier
    assert quantity.text in ("五百人", "三十件", "四百万円")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("計 3 億 200 万円を支払った。", 302_000_000),
        ("延べ 12 万 3,000 人が使った。", 123_000),
        ("約 5 万人分の名簿です。", 50_000),
        ("2 億 3,000 万 500 円です。", 230_000_500),
    ],
)
def test_figures_that_a_layout_has_set_apart_from_their_myriads(text: str, value: int) -> None:
    document, tokens = Document("d", "p", text), tokenize(text)
    assert [found.value for found in find_counts(document, tokens, [])] == [value]
