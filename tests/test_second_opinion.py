"""What another recogniser sees and the tables do not have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes.export.csv import read_table
from minutes.run import Options, candidates, run
from minutes.second_opinion import NoOpinion, Opinion, labels, opinions, pipeline_entities, write

TEXT = "水尾市は、みなとライフ に委託した。\n\nみなとライフ の件で、水尾市文化振興課が調べた。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "a.txt"
    source.write_text(TEXT, encoding="utf-8")
    run(candidates([str(source)]), tmp_path / "out", Options())
    return tmp_path / "out"


def seeing(*words: str):
    def entities(line: str) -> Iterator[tuple[int, int, str]]:
        for word in words:
            if word in line:
                yield line.index(word), line.index(word) + len(word), "Company"

    return entities


def test_what_the_tables_have_is_no_news(folder: Path) -> None:
    assert list(opinions(folder, seeing("水尾市", "文化振興課"), "p")) == []


def test_what_only_the_pipeline_sees_is_listed_with_its_place(folder: Path) -> None:
    found = list(opinions(folder, seeing("みなとライフ", "課が調べ"), "p"))
    assert [(o.text, o.touches) for o in found] == [
        ("みなとライフ", ""),
        ("みなとライフ", ""),
        ("課が調べ", "水尾市文化振興課"),
    ]
    assert all(TEXT[o.start : o.end] == o.text for o in found)
    assert found[0].before == "水尾市は、"
    assert found[1].start == TEXT.rindex("みなとライフ")


def test_headers_of_turns_and_posts_are_left_out(tmp_path: Path) -> None:
    text = "○浅見市民生課長（真鍋隆君）　みなとライフ の件は、営業部長 に聞きました。\n" * 2
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    run(candidates([str(tmp_path / "a.txt")]), tmp_path / "out", Options())
    seen = seeing("民生課", "真鍋", "みなとライフ", "営業部", "営業部長")
    assert [o.text for o in opinions(tmp_path / "out", seen, "p")] == ["みなとライフ"] * 2


def test_the_tables_do_not_change_by_it(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    count = write(opinions(folder, seeing("みなとライフ"), "p"), folder.parent / "second.csv")
    assert count == 2
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before
    rows = list(read_table(folder.parent / "second.csv"))
    assert list(rows[0]) == list(Opinion.__dataclass_fields__)
    assert [row["text"] for row in rows] == ["みなとライフ"] * 2


def test_any_installed_pipeline_can_be_named(folder: Path, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    language = spacy.blank("xx")
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "みなとライフ"}])
    language.to_disk(tmp_path / "pipeline")
    entities = pipeline_entities(str(tmp_path / "pipeline"), ["ORG"])
    assert [o.text for o in opinions(folder, entities, "pipeline")] == ["みなとライフ"]
    assert list(opinions(folder, pipeline_entities(str(tmp_path / "pipeline"), ["X"]), "p")) == []


def test_what_cannot_be_run_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    with pytest.raises(NoOpinion, match="try pip install no_such_pipeline"):
        pipeline_entities("no_such_pipeline", [])
    spacy.blank("xx").to_disk(tmp_path / "empty")
    with pytest.raises(NoOpinion, match="no entity recogniser"):
        pipeline_entities(str(tmp_path / "empty"), labels())
    with pytest.raises(NoOpinion, match="the folder that extract wrote"):
        list(opinions(tmp_path, seeing("a"), "p"))


def test_the_labels_of_both_worlds_are_known() -> None:
    assert {"ORG", "Company", "Government"} <= set(labels())
