"""What is counted, and whose figure it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import corpus_paths

from minutes import sources
from minutes.counts import find_counts
from minutes.nlp import tokenize
from minutes.resolve import items
from minutes.resolve.counts import resolve_counts
from minutes.resolve.items import ITEM_RULES
from minutes.schema import Count, Document, Layout, Organisation, Turn

LAYOUT = Layout(None, (), (), (), ())


def counted(text: str, organisations: tuple[Organisation, ...] = ()) -> list[Count]:
    document, tokens = Document("d", "a.txt", text), tokenize(text)
    quantities = find_counts(document, tokens, ())
    counts, _ = resolve_counts(document, LAYOUT, quantities, organisations, tokens)
    for count in counts:
        assert text[count.start : count.end] == count.text
        if count.item_span is not None:
            assert document.quote(count.item_span) == count.item
    return list(counts)


@pytest.mark.parametrize("rule", ITEM_RULES, ids=lambda rule: rule.name)
def test_each_rule_finds_the_item_of_its_example(rule: object) -> None:
    from minutes.resolve.items import ItemRule

    assert isinstance(rule, ItemRule)
    last = counted(rule.example)[-1] if rule.name != "ahead" else counted(rule.example)[0]
    assert last.item == rule.item
    assert last.rule.endswith(f"/{rule.name}")


def test_no_rule_is_passed_over_where_it_would_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [rule.example for rule in ITEM_RULES]
    texts += [sources.read(path).text for path in corpus_paths()]
    asked = [counted(text) for text in texts]
    monkeypatch.setattr(items, "rules_for", lambda *_: ITEM_RULES)
    assert [counted(text) for text in texts] == asked
    assert sum(map(len, asked)) > 100


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("相談が四十二件、照会が十六件ございました。", ["相談", "照会"]),
        ("六百三名の方々に通知した。", [None]),
        ("出席議員（１９人）", ["出席議員"]),
        ("窓口で配布したのは市では三百枚です。", [None]),
        ("総数七百二十団体から回答があった。", ["団体"]),
        ("年間の支出額は、水尾市は八百万円です。", ["年間の支出額"]),
        ("利用者は多く、一日三十五件いただきました。", ["利用者"]),
        ("第二款市民税は三億円です。", ["市民税"]),
        ("義務的経費の割合は五二％です。", ["義務的経費の割合"]),
        ("職員数を現行の四十人から三人増の四十三人に改める。", ["職員数"] * 3),
        ("市民税につきましては、企業の減益は続くものの、二％の増です。", ["市民税"]),
        ("利用者の四割の方が賛成した。", ["利用者"]),
        ("八％もの大幅な引上げです。", ["引上げ"]),
        ("お一人の方に伺いました。", ["方"]),
        ("相談員は二名のままです。", ["相談員"]),
        ("被害額が二百三十万円に上る見込みである。", ["被害額"]),
        ("五十二件が四十九件になった。", [None, None]),
    ],
)
def test_items(text: str, items: list[str | None]) -> None:
    found = [count.item for count in counted(text)]
    for got, want in zip(found, items, strict=True):
        if want is not None:
            assert got is not None
            assert want in got or got in want


def test_a_header_on_the_same_line_counts_nothing() -> None:
    text = "○副委員長　すみません、１点だけです。"
    document, tokens = Document("d", "a.txt", text), tokenize(text)
    layout = Layout(None, (Turn(0, len(text), 6, text[:5], None, "副委員長"),), (), (), ())
    counts, _ = resolve_counts(document, layout, find_counts(document, tokens, ()), (), tokens)
    assert [count.item for count in counts] == [None]


def test_the_actor_is_the_organisation_before_the_count() -> None:
    text = "水尾市は三百件、瀬乃原市では四百件の申請を受けた。"
    organisations = tuple(
        Organisation(at, at + len(name), name, name, "named", False, "printed", None, "test")
        for name in ("水尾市", "瀬乃原市")
        if (at := text.index(name)) >= 0
    )
    assert [count.actor for count in counted(text, organisations)] == ["水尾市", "瀬乃原市"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="三十件人円のがはを、。（届出相談この\n一つ うち約", max_size=80))
def test_any_string_returns_with_true_spans(text: str) -> None:
    counted(text)
