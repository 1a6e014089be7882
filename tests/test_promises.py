"""Promises of a run: in which later documents they are looked for, and where they are found."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.export import Promises, Said
from minutes.export.promises import Nearby, place

NAMES = st.sampled_from(
    ["水尾市議会", "水尾市", "議会", "総務委員会", "水尾市議会総務委員会", "浅見市議会会議録"]
)
SAID = st.builds(
    lambda day, names: (day, tuple(names)),
    st.sampled_from(["", *(f"2025-0{month}-01" for month in range(1, 7))]),
    st.lists(NAMES, max_size=2),
)


def compared_one_by_one(said: Said, order: list[Said]) -> list[str]:
    """The next twelve documents of a later day, those of the same body before the others."""
    if not said.day:
        return []

    def akin(other: Said) -> bool:
        return any(
            mine in theirs or theirs in mine for mine in said.names for theirs in other.names
        )

    after = [other for other in order if other.day > said.day]
    after.sort(key=lambda other: (not akin(other), other.day, other.document_id))
    return [other.document_id for other in after[:12]]


@settings(max_examples=200, deadline=None)
@given(st.lists(SAID, max_size=40))
def test_the_next_documents_are_those_that_a_comparison_of_all_gives(
    drawn: list[tuple[str, tuple[str, ...]]],
) -> None:
    all_said = [Said(f"d{number:02d}", *one, ()) for number, one in enumerate(drawn)]
    order = sorted(all_said, key=lambda said: (said.day, said.document_id))
    nearby = Nearby(order)
    for said in all_said:
        found = [order[at].document_id for at in nearby.after(said)]
        assert sorted(found) == sorted(compared_one_by_one(said, order))


def test_the_first_later_document_that_comes_back_to_a_promise_is_named() -> None:
    words = {"点字": 1.0, "広報": 1.0, "配布": 1.0}
    texts = {
        "d1": "開会します。",
        "d2": "広報の発行部数を報告します。",
        "d3": "点字の広報は、作成を終えて配布を始めました。",
        "d4": "点字の広報の配布について、もう一度報告します。",
    }
    promises = Promises()
    promises.hold(Said("d1", "2025-01-10", ("水尾市議会",), (words, {"遊具": 1.0})))
    for number in (4, 3, 2):
        promises.hold(Said(f"d{number}", f"2025-0{number}-10", ("水尾市議会",), ()))
    read: list[str] = []

    def text_of(document: str) -> str:
        read.append(document)
        return texts[document]

    assert promises.released(text_of) == {"d1": ["d3:0", None]}
    assert read == ["d2", "d3", "d4"]


def test_words_that_stand_apart_are_no_return() -> None:
    words = {"遊具": 1.0, "点検": 1.0, "撤去": 1.0}
    near = "遊具の点検を終え、二基を撤去しました。"
    assert place(near, words) == 0
    assert place("遊具。" + "　" * 700 + "点検。" + "　" * 700 + "撤去。", words) is None
    assert place("遊具の点検", words) is None
