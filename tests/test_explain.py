"""Why the tables say what they say of a place."""

from __future__ import annotations

import pytest

from minutes import pipeline
from minutes.explain import explain
from minutes.schema import Document

TEXT = (
    "令和八年六月三日（水曜日）\n　午前十時開議\n"
    "○議長（大洞茂樹君）　開会します。三十二万七百十八件の照会があり、約三割が市外です。"
    "十九日に受け取り、数十人で対応しました。予算は六百四十億です。\n"
)
EXTRACTION = pipeline.extract_document(Document("d", "p.txt", TEXT))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("十九日", ["candidates 2026-06-19", "removed 2026-06-19", "told as past on 2026-06-03"]),
        ("十九日", ["therefore        2026-05-19 from"]),
        (
            "三十二万",
            ["三十二万七百十八 is 320,718 = 32 × 10,000 + 718", "counter 件 counts cases"],
        ),
        ("三十二万", ["照会 is counted, as 応募者 is in 四十人の応募者がいる"]),
        ("三割", ["the words beside it say about", "read as 0.3"]),
        ("数十", ["数十 runs from 20 to 90"]),
        ("六百四十", ["no unit is printed; 円 follows"]),
    ],
)
def test_every_answer_explains_itself(words: str, told: list[str]) -> None:
    explanation = explain(EXTRACTION, TEXT.index(words) + 1)
    assert explanation.found
    for line in told:
        assert line in explanation.text


def test_where_nothing_stands_the_nearest_findings_are_named() -> None:
    explanation = explain(EXTRACTION, TEXT.index("議長（"))
    assert not explanation.found
    assert "nearest before it" in explanation.text
