"""What all documents tell of organisations and promises: on disk when there is much of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import contents, folder_of

from minutes.entities import Mention, Registry
from minutes.export import Promises, Said, promises
from minutes.run import Options, candidates, gathered, run
from minutes.run.gathered import Gathered

MENTIONS = st.lists(
    st.builds(
        Mention,
        st.sampled_from(["d1", "d2", "d3"]),
        st.sampled_from(
            ["水尾市", "総務常任委員会", "有限会社あさぎ印刷", "ＭＬ社", "ML社", "財務省", "𠮷井町"]
        ),
        st.sampled_from(["本市", "同社", "当委員会", "省"]),
        st.sampled_from([None, "水尾市", "浅見市"]),
        st.sampled_from([None, "2025-06-03", "2025-07-01"]),
        st.sampled_from([None, "company"]),
    ),
    max_size=12,
)


def told(mentions: list[Mention]) -> list[list[object]]:
    one = Registry()
    for mention in mentions:
        one.add(mention)
    return one.told()


@settings(max_examples=200, deadline=None)
@given(st.lists(MENTIONS, max_size=6), st.integers(min_value=0, max_value=4))
def test_organisations_on_disk_are_those_in_memory(
    documents: list[list[Mention]], names: int
) -> None:
    registry, kept = Registry(), Gathered(names=names)
    for mentions in documents:
        registry.take(told(mentions))
        kept.take(told(mentions))
    assert list(kept.entities()) == list(registry.entities())
    assert list(kept.entities()) == list(registry.entities())  # they can be asked for again
    kept.close()


def test_a_file_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    kept = Gathered(tmp_path / "gone" / "organisations.sqlite", names=0)
    with pytest.raises(OSError, match="the list of organisations"):
        kept.take(told([Mention("d1", "水尾市", "本市", None, None)]))


def test_promises_on_disk_are_those_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [{"点字": 1.0, "広報": 0.5, f"第{number}版": 1.0} for number in "一二三四五"]
    texts = {"d0": "", "d1": "点字の広報の第三版を配布した。", "d2": "広報は点字で第四版とした。"}

    def settled() -> dict[str, list[str | None]]:
        found = Promises(tmp_path)
        found.hold(Said("d0", "2025-01-10", ("水尾市議会",), tuple(words)))
        found.hold(Said("d1", "2025-02-10", ("水尾市議会",), ()))
        found.hold(Said("d2", "2025-03-10", ("水尾市議会",), (words[1],)))
        places = found.released(texts.__getitem__)
        found.close()
        return places

    in_memory = settled()
    assert [at for at in in_memory["d0"] if at] == ["d1:0", "d2:0"]
    assert in_memory["d2"] == [None]
    monkeypatch.setattr(promises, "_IN_MEMORY", 10)
    monkeypatch.setattr(promises, "_AT_HAND", 1)
    assert settled() == in_memory
    assert list(tmp_path.iterdir()) == []


def test_a_run_writes_the_same_tables_however_little_it_keeps_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = folder_of(tmp_path / "in", range(6))
    run(candidates([str(source)]), tmp_path / "memory", Options())
    monkeypatch.setattr(gathered, "NAMES", 0)
    monkeypatch.setattr(gathered.Gathered.__init__, "__defaults__", (None, 0))
    monkeypatch.setattr(promises, "_IN_MEMORY", 10)
    run(candidates([str(source)]), tmp_path / "disk", Options())
    assert contents(tmp_path / "disk") == contents(tmp_path / "memory")
    assert not (tmp_path / "disk" / ".minutes").exists()
