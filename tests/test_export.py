"""Files: what a spreadsheet, a program and a reader find in them, and that none is ever half."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import handmade
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.export import FORMATS, Batch, batch, failure, read_table, staged, to_json
from minutes.export import xlsx as xlsx_module
from minutes.export.csv import body, cell, guard, unguard
from minutes.export.xlsx import MAX_CELL, fitting
from minutes.schema import Extraction, Issue, Note
from minutes.tables import TABLES


def write(folder: Path, *batches: Batch, formats: tuple[str, ...] = ("csv",)) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in formats:
        with FORMATS[name](folder) as add:
            for one in batches:
                add(one)


def with_note(words: str) -> Extraction:
    """An extraction whose only note says `words`, whatever they are."""
    extraction = handmade.extraction()
    layout = dataclasses.replace(extraction.layout, notes=(Note(0, 1, words, "heading"),))
    return dataclasses.replace(extraction, layout=layout)


# --- CSV ----------------------------------------------------------------------------------------


def test_every_table_is_a_file_with_its_header_also_when_empty(tmp_path: Path) -> None:
    write(tmp_path)
    for name, table in TABLES.items():
        data = (tmp_path / f"{name}.csv").read_bytes()
        assert data == b"\xef\xbb\xbf" + ",".join(table.names).encode() + b"\r\n"


def test_cells_are_plain(tmp_path: Path) -> None:
    write(tmp_path, batch(handmade.extraction()))
    with (tmp_path / "counts.csv").open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))
    assert first["value"] == "320000"
    assert first["start"].isdigit()
    assert first["value_min"] == ""
    assert first["unit_implied"] == "false"


def test_line_breaks_in_a_cell_are_kept_as_they_are(tmp_path: Path) -> None:
    text = "開会\r\n一同\n着席\r起立"
    write(tmp_path, batch(with_note(text)))
    assert next(read_table(tmp_path / "notes.csv"))["text"] == text


def test_the_text_that_offsets_point_into_is_written_exactly(tmp_path: Path) -> None:
    extraction = handmade.extraction()
    crlf = dataclasses.replace(
        extraction, document=handmade.document("開会\r\n\x0b　𠮷田\u2028閉会\r\n")
    )
    write(tmp_path, batch(dataclasses.replace(crlf, relations=(), counts=())))
    path = tmp_path / "texts" / f"{crlf.document.id}.txt"
    assert path.read_bytes().decode("utf-8") == crlf.document.text


@pytest.mark.parametrize(
    "text", ["=1+1", "+81-3", "-件", "@sum", "\tx", "\rx", "- 28", "''=x", "="]
)
def test_what_a_spreadsheet_would_run_is_guarded_and_read_back(tmp_path: Path, text: str) -> None:
    write(tmp_path, batch(with_note(text)))
    with (tmp_path / "notes.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["text"] == f"'{text}"
    assert next(read_table(tmp_path / "notes.csv"))["text"] == text


@pytest.mark.parametrize("text", ["-5", "+3", "-1.5", "市長", "'90年代", "(1)", "3-5"])
def test_numbers_and_harmless_texts_are_left_alone(text: str) -> None:
    assert guard(text) == text == unguard(text)


@given(st.text(alphabet="'=+-@\t\r1.5a件") | st.text())
def test_the_guard_is_undone_for_any_text(text: str) -> None:
    guarded = guard(text)
    assert unguard(guarded) == text
    assert guarded == text or guarded == f"'{text}"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_figure_is_written_without_an_exponent_and_without_loss(value: float) -> None:
    text = cell(value)
    assert "e" not in text.lower()
    assert float(text) == value


def test_an_input_that_could_not_be_read_is_a_row_of_issues(tmp_path: Path) -> None:
    write(tmp_path, failure(Issue("empty-file", "a.txt: is empty"), "a.txt"))
    assert list(read_table(tmp_path / "issues.csv")) == [
        {
            "document_id": "",
            "start": "",
            "end": "",
            "code": "empty-file",
            "message": "a.txt: is empty",
            "path": "a.txt",
        }
    ]


def test_a_long_speech_is_read_back(tmp_path: Path) -> None:
    write(tmp_path, batch(with_note("あ" * 200_000)))
    assert len(next(read_table(tmp_path / "notes.csv"))["text"]) == 200_000


# --- data package -------------------------------------------------------------------------------


def test_frictionless_accepts_the_package(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    extraction = handmade.extraction()
    write(
        tmp_path,
        batch(extraction),
        batch(dataclasses.replace(with_note("=1+1\r\n「,\"'"), document=handmade.document("閉会"))),
        failure(Issue("empty-file", "a.txt: is empty"), "a.txt"),
    )
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    assert report.stats["tasks"] == len(TABLES)


def test_frictionless_finds_a_turn_that_is_not_there(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    one = batch(handmade.extraction())
    tables = {**one.tables, "turns": one.tables["turns"][:1]}
    write(tmp_path, Batch(one.document, tables))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def test_the_package_names_sources_hashes_and_titles(tmp_path: Path) -> None:
    extraction = handmade.extraction()
    write(tmp_path, batch(extraction))
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    document = extraction.document
    assert package["sources"] == [{"title": document.path, "hash": f"sha256:{document.sha256}"}]
    assert package["minutes"]["files"].keys() == {f"texts/{document.id}.txt"}
    dates = next(r for r in package["resources"] if r["name"] == "dates")
    assert dates["encoding"] == "utf-8"
    assert dates["title"] == "日付"
    assert dates["schema"]["primaryKey"] == ["mention_id"]
    assert {"fields": ["turn_id"], "reference": {"resource": "turns", "fields": ["turn_id"]}} in (
        dates["schema"]["foreignKeys"]
    )
    assert [field["title"] for field in dates["schema"]["fields"]][:3] == [
        "言及ID", "文書ID", "発言ID",
    ]  # fmt: skip
    assert "apostrophe" in package["description"]


# --- workbook -----------------------------------------------------------------------------------


def test_the_workbook_has_text_cells_titles_and_a_frozen_header(tmp_path: Path) -> None:
    write(tmp_path, batch(with_note('=HYPERLINK("http://example.jp")')), formats=("xlsx",))
    book = openpyxl.load_workbook(tmp_path / "minutes.xlsx")
    assert book.sheetnames == [f"{table.japanese} {name}" for name, table in TABLES.items()]
    for name, table in TABLES.items():
        sheet = book[f"{table.japanese} {name}"]
        titles = [column.japanese for column in table.columns]
        assert [found.value for found in sheet[1]] == titles
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        for row in sheet.iter_rows(min_row=2):
            for column, found in zip(table.columns, row, strict=True):
                if found.value is not None:
                    number = column.type in ("integer", "number")
                    assert found.data_type == ("n" if number else "s")
                assert found.hyperlink is None
    assert book["注記 notes"]["F2"].value == '=HYPERLINK("http://example.jp")'
    with ZipFile(tmp_path / "minutes.xlsx") as archive:
        sheets = [name for name in archive.namelist() if "worksheets/sheet" in name]
        assert not any(b"<f>" in archive.read(name) for name in sheets)


@pytest.mark.parametrize("text", ["2022-04", "6. 30", "(1)", "00123", "1e5", "http://example.jp"])
def test_the_workbook_keeps_what_looks_like_something_else(tmp_path: Path, text: str) -> None:
    write(tmp_path, batch(with_note(text)), formats=("xlsx",))
    book = openpyxl.load_workbook(tmp_path / "minutes.xlsx")
    assert book["注記 notes"]["F2"].value == text
    assert book["注記 notes"]["F2"].number_format == "@"


@pytest.mark.parametrize("text", ["あ" * 40_000, "𠮷" * 20_000, "a𠮷" * 15_000])
def test_a_cell_too_long_for_excel_is_cut_and_says_where_the_rest_is(text: str) -> None:
    kept = fitting(text, "d0e98")
    assert len(kept.encode("utf-16-le")) // 2 <= MAX_CELL
    assert kept.endswith("（以下略。全文は texts/d0e98.txt）")
    assert kept.startswith(text[:10_000])
    assert fitting("あ" * MAX_CELL, "d0e98") == "あ" * MAX_CELL


def test_a_sheet_that_is_full_says_where_the_rest_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_module, "MAX_ROWS", 4)
    write(tmp_path, batch(handmade.extraction()), formats=("xlsx",))
    sheet = openpyxl.load_workbook(tmp_path / "minutes.xlsx")["日付 dates"]
    assert sheet.max_row == 4
    assert "dates.csv" in str(sheet["A4"].value)


# --- JSON ---------------------------------------------------------------------------------------


def test_json_holds_all_rows_of_a_document_in_one_line() -> None:
    extraction = handmade.extraction()
    line = to_json(batch(extraction))
    assert "\n" not in line
    found = json.loads(line)
    assert found["text"] == extraction.document.text
    assert found["path"] == extraction.document.path
    assert [date["value"] for date in found["dates"]][-1] is None
    assert found["events"][0]["actors"] == ["水尾市", "株式会社ミナト決済"]
    assert set(TABLES) - {"documents"} <= set(found)


# --- whole or not at all ------------------------------------------------------------------------


def test_files_appear_together_and_replace_older_ones(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for words in ("一回目", "二回目"):
        with staged(out) as stage:
            (stage / "texts").mkdir()
            (stage / "texts" / "a.txt").write_text(words)
            assert not (out / "texts" / "a.txt").exists() or words == "二回目"
        assert (out / "texts" / "a.txt").read_text() == words
    assert [path.name for path in out.iterdir()] == ["texts"]


def stop(folder: Path) -> None:
    with staged(folder) as stage:
        (stage / "dates.csv").write_text("half")
        raise KeyboardInterrupt


def test_an_interrupted_run_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "dates.csv").write_text("whole")
    with pytest.raises(KeyboardInterrupt):
        stop(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["dates.csv"]
    assert (tmp_path / "dates.csv").read_text() == "whole"


def test_a_killed_run_leaves_no_table_and_is_swept_up_by_the_next(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from minutes.export import staged\n"
        f"with staged(Path({str(tmp_path)!r})) as stage:\n"
        "    (stage / 'dates.csv').write_text('half'); print('ready', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline().strip() == b"ready"
    with staged(tmp_path) as stage:  # a second run leaves the files of a live one alone
        (stage / "a.txt").write_text("a")
    assert len(list(tmp_path.glob(".minutes-*"))) == 1
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert not (tmp_path / "dates.csv").exists()
    deadline = time.monotonic() + 5
    while list(tmp_path.glob(".minutes-*")) and time.monotonic() < deadline:
        with staged(tmp_path):
            pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_files_of_an_earlier_run_that_this_one_does_not_write_go(tmp_path: Path) -> None:
    def run(*formats: str) -> None:
        with staged(tmp_path) as stage:
            write(stage, formats=formats)

    run("xlsx", "csv")
    (tmp_path / "notes of mine.txt").write_text("kept")
    assert (tmp_path / "minutes.xlsx").exists()
    run("csv")
    assert not (tmp_path / "minutes.xlsx").exists()
    assert (tmp_path / "notes of mine.txt").exists()


def test_a_file_of_an_earlier_run_that_someone_changed_stays(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        write(stage, formats=("xlsx", "csv"))
    (tmp_path / "minutes.xlsx").write_bytes(b"with remarks of my own")
    with staged(tmp_path) as stage:
        write(stage)
    assert (tmp_path / "minutes.xlsx").exists()


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(alphabet="水,\"'=-+@\r\n\t　7|", max_size=6),
            st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
            st.lists(st.sampled_from(["市長", "a,b", "=1"])).map(tuple),
        ),
        max_size=5,
    )
)
def test_a_table_is_written_as_the_standard_library_writes_it(
    cells: list[tuple[str | None, int | float | None, tuple[str, ...]]],
) -> None:
    table = TABLES["speakers"]
    rows = [
        dict.fromkeys(table.names) | {table.names[0]: text, table.names[1]: number, names: held}
        for text, number, held in cells
        for names in [table.names[2]]
    ]
    wanted = io.StringIO(newline="")
    csv.writer(wanted, lineterminator="\r\n").writerows(
        [cell(row[name]) for name in table.names] for row in rows
    )
    assert body(table, rows).decode() == wanted.getvalue()
