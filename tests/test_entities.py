"""Entities of a run: kinds, parents, what is one across documents, corporate numbers."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.entities import FileError, Mention, Registry, check_numbers, find_numbers, kind_of
from minutes.entities.corporate import folded
from minutes.entities.kinds import described
from minutes.export.csv import read_table
from minutes.organisations.words import KINDS, words
from minutes.run import Options, candidates, run
from minutes.tables import TABLES

KIND = [
    ("日本国政府", "state"),
    ("経済産業省", "ministry"),
    ("個人情報保護委員会", "regulator"),
    ("青森県", "prefecture"),
    ("青森県警察", "office"),
    ("水尾市", "municipality"),
    ("水尾市議会", "assembly"),
    ("水尾市議会総務委員会", "council"),
    ("水尾市文化振興課", "unit"),
    ("株式会社みなと電算", "company"),
    ("みなと電算㈱", "company"),
    ("公益財団法人水尾市みらい", "foundation"),
    ("NPO法人みなとの里", "association"),
    ("水尾市立第二小学校", "school"),
    ("水尾市立病院", "facility"),
    ("水尾市民党", "party"),
    ("水野派", "group"),
    ("ヨコ", "unknown"),
]


@pytest.mark.parametrize(("name", "kind"), KIND)
def test_a_name_says_what_sort_of_body_it_is(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_every_kind_of_the_lists_is_a_kind_of_the_table() -> None:
    listed = {
        part.kind for w in words().table.values() for part in (w.body, w.head, w.form) if part
    }
    assert listed | {"unknown"} == set(KINDS)
    kinds = next(c for c in TABLES["entities"].columns if c.name == "kind")
    assert kinds.values == KINDS


PARENT = [
    ("水尾市文化振興課", "水尾市"),
    ("水尾市教育委員会文化振興課", "水尾市教育委員会"),
    ("水尾市総務部情報課", "水尾市総務部"),
    ("水尾市議会", "水尾市"),
    ("水尾市議会総務委員会", "水尾市議会"),
    ("経済産業省キャッシュレス推進室", "経済産業省"),
    ("中教審特別部会", "中央教育審議会"),
    ("中央環境審議会の分科会", "中央環境審議会"),
    ("兵庫県明石市", "兵庫県"),
    ("参議院文部科学委員会", "参議院"),
    ("水尾市立第二小学校", "水尾市"),
    ("あさみ運輸株式会社水尾支店", "あさみ運輸株式会社"),
    ("内閣委員会", None),
    ("都市建設常任委員会", None),
    ("国会改革に関する小委員会", None),
    ("国立大学法人水尾大学", None),
    ("水尾市医師会", None),
    ("上下水道局", None),
]


@pytest.mark.parametrize(("name", "parent"), PARENT)
def test_the_parent_is_the_body_that_a_name_begins_with(name: str, parent: str | None) -> None:
    assert described(name).parent == parent


def registry(*mentions: tuple[str, str, str, str | None, str | None]) -> Registry:
    made = Registry()
    for mention in mentions:
        made.add(Mention(*mention))
    return made


def test_a_name_that_says_which_body_it_is_is_one_across_documents() -> None:
    made = registry(
        ("d1", "株式会社みなと電算", "同社", "水尾市", "2025-06-03"),
        ("d1", "株式会社みなと電算", "株式会社みなと電算", "水尾市", "2025-06-03"),
        ("d2", "株式会社みなと電算", "ＭＤ\n社", "浅見市", "2025-04-01"),
        ("d2", "株式会社みなと電算", "同社", "浅見市", None),
    )
    (entity,) = made.entities()
    assert entity.surface_forms == ("同社", "株式会社みなと電算", "ＭＤ社")
    assert (entity.documents, entity.mentions) == (2, 4)
    assert (entity.first, entity.last) == ("2025-04-01", "2025-06-03")


def test_a_common_name_is_one_only_in_meetings_of_one_municipality() -> None:
    name = "総務常任委員会"
    made = registry(
        ("d1", name, name, "水尾市", None),
        ("d2", name, name, "水尾市", None),
        ("d3", name, name, "浅見市", None),
        ("d4", name, name, None, None),
        ("d5", name, name, None, None),
    )
    found = list(made.entities())
    assert sorted(entity.documents for entity in found) == [1, 1, 1, 2]
    assert {entity.parent for entity in found} == {"水尾市議会", "浅見市議会", None}
    assert len({entity.id for entity in found}) == 4


def test_identifiers_depend_on_name_and_scope_alone() -> None:
    one = registry(("d1", "水尾市", "市", None, None), ("d1", "財務省", "財務省", None, None))
    other = registry(("d9", "水尾市", "本市", "水尾市", "2025-06-03"))
    assert next(iter(other.entities())).id in {entity.id for entity in one.entities()}


def test_the_printed_form_that_is_commonest_is_the_name() -> None:
    made = registry(("d1", "ＭＤ社", "x", None, None), *[("d1", "MD社", "x", None, None)] * 2)
    assert [entity.canonical for entity in made.entities()] == ["MD社"]


# --- corporate numbers ------------------------------------------------------------------------


def record(number: str, name: str, **more: str) -> list[str]:
    cells = [""] * 30
    cells[0:10] = ["1", number, "01", "0", "2015-11-13", "2015-10-05", name, "", "301", "水尾県"]
    cells[10] = more.get("city", "水尾市")
    cells[2] = more.get("process", "01")
    cells[18], cells[23] = more.get("closed", ""), more.get("latest", "1")
    return cells


RECORDS = [
    record("1000000000001", "株式会社ミナトリンクペイ"),
    record("1000000000002", "株式会社みなと電算"),
    record("1000000000003", "株式会社みなと電算", city="浅見市"),
    record("1000000000004", "合同会社あさみ", closed="2020-01-31"),
    record("1000000000005", "合同会社あさみ"),
    record("1000000000006", "特定非営利活動法人みなとの里"),
    record("1000000000007", "株式会社旧名", latest="0"),
    record("1000000000008", "株式会社削除", process="99"),
    record("1000000000009", "ＫＴネット株式会社"),
    record("1000000000010", "株式会社休眠", closed="2019-05-01"),
]


def write(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_number_is_found_by_the_exact_or_the_folded_name(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "zenkoku.csv", RECORDS, encoding)
    names = ["株式会社ミナトリンクペイ", "NPO法人みなとの里", "KTネット株式会社", "株式会社無名"]
    found = find_numbers(path, names)
    assert {name: (n.number, n.how) for name, n in found.items()} == {
        "株式会社ミナトリンクペイ": ("1000000000001", "exact"),
        "NPO法人みなとの里": ("1000000000006", "folded"),
        "KTネット株式会社": ("1000000000009", "exact"),
    }


def test_of_several_of_one_name_none_is_guessed(tmp_path: Path) -> None:
    path = write(tmp_path / "zenkoku.csv", RECORDS)
    numbers = find_numbers(path, ["株式会社みなと電算"])["株式会社みなと電算"]
    assert numbers.number is None
    assert [str(one) for one in numbers.found] == [
        "1000000000002 株式会社みなと電算 水尾県水尾市",
        "1000000000003 株式会社みなと電算 水尾県浅見市",
    ]


def test_closed_records_count_only_where_no_other_has_the_name(tmp_path: Path) -> None:
    path = write(tmp_path / "zenkoku.csv", RECORDS)
    found = find_numbers(path, ["合同会社あさみ", "株式会社休眠", "株式会社旧名", "株式会社削除"])
    assert found["合同会社あさみ"].number == "1000000000005"
    assert found["株式会社休眠"].number == "1000000000010"
    assert set(found) == {"合同会社あさみ", "株式会社休眠"}


def test_a_file_of_another_form_says_what_to_do(tmp_path: Path) -> None:
    for content in (b"name,number\r\n", b"PK\x03\x04", b'"1","2"\r\n'):
        path = tmp_path / "other.csv"
        path.write_bytes(content)
        with pytest.raises(FileError, match=r"法人番号公表サイト"):
            check_numbers(path)
    with pytest.raises(FileError, match="cannot be read"):
        check_numbers(tmp_path / "none.csv")


@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_folding_a_folded_name_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


# --- the table --------------------------------------------------------------------------------

ONE = """水尾市議会総務委員会会議録
令和７年６月３日（火曜日）
○委員長（大洞茂樹君）　ただいまから総務委員会を開会します。
○文化振興課長（高瀬実君）　株式会社みなと電算（以下「MD社」という。）に委託した。
　本市の文化振興課で調べた。
○４番（榊原康生君）　MD社は何と。
"""
OTHER = ONE.replace("水尾市", "浅見市").replace("６月３日（火曜日）", "６月４日（水曜日）")


def test_a_run_writes_one_row_per_organisation(tmp_path: Path) -> None:
    for name, text in (("a.txt", ONE), ("b.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    numbers = write(tmp_path / "zenkoku.csv", RECORDS)
    inputs = candidates([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    out = tmp_path / "out"
    for _ in range(2):  # the second run reads nothing anew
        summary = run(inputs, out, Options(), formats=("json", "xlsx"), numbers=numbers)
        rows = list(read_table(out / "entities.csv"))
        assert summary.figures["entities"] == len(rows)
        company = [row for row in rows if row["canonical"] == "株式会社みなと電算"]
        assert [row["documents"] for row in company] == ["2"]
        assert (company[0]["first"], company[0]["last"]) == ("2025-06-03", "2025-06-04")
        assert company[0]["surface_forms"] == "MD社|株式会社みなと電算"
        assert company[0]["corporate_number"] == ""
        assert company[0]["corporate_candidates"].count("|") == 1
        units = [row for row in rows if row["canonical"] == "文化振興課"]
        assert {row["parent"] for row in units} == {"水尾市", "浅見市"}
    assert '"entities"' in (out / "minutes.jsonl").read_text(encoding="utf-8").splitlines()[-1]
