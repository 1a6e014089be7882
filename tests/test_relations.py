"""Sums, balances, parts, changes and repeats, and the arithmetic that must stay chance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.counts import find_counts
from minutes.nlp import tokenize
from minutes.relations import find_relations
from minutes.resolve.counts import resolve_counts
from minutes.schema import Document, Layout, Relation


def related(text: str) -> list[Relation]:
    document, tokens = Document("d", "a.txt", text), tokenize(text)
    quantities = find_counts(document, tokens, ())
    counts, _ = resolve_counts(document, Layout(None, (), (), (), ()), quantities, (), tokens)
    relations = find_relations(document, counts)
    for relation in relations:
        assert all(0 <= member < len(counts) for member in relation.members)
    return list(relations)


def told(text: str) -> list[tuple[str, str, bool | None]]:
    return [(r.kind, r.expression, r.holds) for r in related(text)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "窓口が三十二件、電話が十九件、合わせて五十一件です。",
            ("sum", "32 + 19 = 51", True),
        ),
        (
            "窓口が三十二件、電話が十九件、合わせて五十二件です。",
            ("sum", "32 + 19 ≠ 52", False),
        ),
        (
            "窓口は六百件。電話は四百件。手紙は五十件。これらを合わせますと千五十件になります。",
            ("sum", "600 + 400 + 50 = 1,050", True),
        ),
        (
            "これまで4,210件の登録があり、新規の登録が73件、内容の追加を行う変更の登録が40件、"
            "登録の廃止が12件で、登録の総計は4,271件です。",
            ("sum", "4,210 + 73 − 12 = 4,271", True),
        ),
        (
            "これまで4,210件の登録があり、新規の登録が73件、登録の廃止が12件で、"
            "登録の総計は4,270件です。",
            ("sum", "4,210 + 73 − 12 ≠ 4,270", False),
        ),
        ("相談八十件のうち十六件が未了です。", ("part-of", "16 ≤ 80", True)),
        ("定員を四十二人から三十九人に減らす。", ("change", "42 → 39 (−3)", None)),
        (
            "相談は約三百件、正確には三百十四件です。",
            ("same-quantity", "約三百件 = 三百十四件", True),
        ),
        (
            "被害は七百十六件です。七百十六名の方に通知しました。",
            ("same-quantity", "七百十六件 = 七百十六名", True),
        ),
        (
            "原資は三百億円です。その三百億円という規模感ですが、三百億円では足りません。",
            ("same-quantity", "三百億円 = 三百億円 = 三百億円", True),
        ),
        (
            "案は二つです。この二つの案を比べます。",
            ("same-quantity", "二つ = 二つ", True),
        ),
    ],
)
def test_relations(text: str, want: tuple[str, str, bool | None]) -> None:
    assert want in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "職員は三名です。車両は五台です。委員は八名です。",  # no word of a sum, other units
        "東町が三十件、西町が二十件、南町が五十件です。",  # adds up by chance, nothing says so
        "推計五十件です。北町は三十件、西町は二十件です。",  # 推計 is no 計
        "机は五つです。課題は五つです。",  # small numbers of different things
        "増が七・三％です。税の増は七・三％です。",  # 増 says nothing of what
        "会議は三回から始まり四回目です。",
        "三十歳未満が四十一件、六十歳以上が十七件、三十歳以上が九件です。",  # ages bound groups
        "五団体の増でございます。" + "次に移ります。" * 9 + "五団体は改正中です。",
        # the bills of each committee in turn
        "議案第三号から議案第六号までの計四件です。"
        + "審査いたしました。" * 24
        + "議案第七号から議案第十号までの計四件です。",
    ],
)
def test_no_relation_by_chance(text: str) -> None:
    assert related(text) == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="三十五件人円のがは、。合わせて計うちから約にこの総\n", max_size=80))
def test_any_string_returns(text: str) -> None:
    related(text)


@pytest.mark.parametrize(
    "words",
    [
        *("合わせて", "合わせると", "合わせますと", "あわせて", "併せて", "合計", "合計すると"),
        *("総計で", "計", "計で", "トータルで", "足すと", "足しますと", "全部で", "締めて"),
    ],
)
def test_every_word_of_adding_is_a_cue(words: str) -> None:
    found = related(f"窓口では十七件、電話では二十六件、{words}四十三件のお尋ねがありました。")
    assert [one.kind for one in found] == ["sum"]
