"""Runs over many files: the same tables however they are made, and nothing done twice."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import POISON, contents, finish, folder_of, minutes_of, poisoned, tables
from samples import CORPUS, corpus_paths, extraction_of
from typer.testing import CliRunner

from minutes.cli import app
from minutes.export import batch
from minutes.run import Options, candidates, run
from minutes.run.assembly import batch_of
from minutes.run.basis import basis, difference
from minutes.run.diff import Difference, diff
from minutes.run.diff import _rows as row_changes
from minutes.run.inputs import Outcome
from minutes.run.records import record_of, streams
from minutes.run.tasks import BYTES, INPUTS, Item, tasks


def extract(folder: Path, *paths: Path | str, jobs: int = 1, **options: str) -> list[str]:
    """What a run says; its tables are in `folder`."""
    said: list[str] = []
    run(
        candidates(list(map(str, paths))),
        folder,
        Options(**options),
        jobs=jobs,
        note=said.append,
        done=lambda entry: said.extend(r.message for r in entry.records if r.message),
    )
    return said


def kept(folder: Path, *paths: Path, jobs: int = 1) -> int:
    return run(candidates(list(map(str, paths))), folder, Options(), jobs=jobs).kept


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with what a run meets: minutes, a copy, an empty file, bytes that are no text."""
    source = folder_of(tmp_path / "in", range(7))
    shutil.copy(source / "0001.txt", source / "0001b.txt")
    (source / "empty.txt").write_bytes(b"")
    (source / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (source / "picture.png").write_bytes(b"\x89PNG")
    return source


@pytest.mark.parametrize(("jobs", "more"), [(2, CORPUS), (3, "no such folder")])
def test_the_files_are_the_same_whatever_the_number_of_processes(
    mixed: Path, tmp_path: Path, jobs: int, more: Path | str
) -> None:
    inputs = [mixed, more, tmp_path / "no such file.txt"]
    assert extract(tmp_path / "one", *inputs)
    assert extract(tmp_path / "many", *inputs, jobs=jobs)
    assert contents(tmp_path / "one") == contents(tmp_path / "many")
    codes = {row["code"] for row in rows(tmp_path / "one", "issues")}
    assert {"duplicate", "empty-file", "binary-file", "no-such-file"} <= codes


def test_what_has_not_changed_is_not_read_again(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert kept(out, mixed) == 0
    first = contents(out)
    assert kept(out, mixed) == len(list(mixed.glob("*.txt"))) - 1  # the copy is read, to see
    assert contents(out) == first


@pytest.mark.parametrize("jobs", [1, 2])
def test_changed_new_moved_and_removed_files_give_what_a_fresh_run_gives(
    mixed: Path, tmp_path: Path, jobs: int
) -> None:
    out = tmp_path / "out"
    extract(out, mixed)
    (mixed / "0003.txt").write_text(minutes_of(33), encoding="utf-8")
    (mixed / "0002a.txt").write_text(minutes_of(22), encoding="utf-8")
    (mixed / "0005.txt").rename(mixed / "0000a.txt")
    (mixed / "0001.txt").unlink()  # 0001b.txt is no copy any more
    assert kept(out, mixed, jobs=jobs) == 6
    extract(tmp_path / "fresh", mixed)
    assert contents(out) == contents(tmp_path / "fresh")
    assert not [row for row in rows(out, "issues") if row["code"] == "duplicate"]


def test_members_of_an_archive_are_documents_of_their_own(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", range(3))
    shutil.make_archive(str(tmp_path / "all"), "zip", tmp_path / "in")
    extract(tmp_path / "out", tmp_path / "all.zip", tmp_path / "in" / "0001.txt", jobs=2)
    assert len(rows(tmp_path / "out", "documents")) == 3
    assert [row["code"] for row in rows(tmp_path / "out", "issues")].count("duplicate") == 1
    assert kept(tmp_path / "out", tmp_path / "all.zip") == 1


def test_other_options_are_said_and_everything_is_read_anew(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(out, mixed)
    said = extract(out, mixed, meeting_date="2025-10-02")
    assert any("another --meeting-date; everything is read anew" in words for words in said)
    extract(tmp_path / "fresh", mixed, meeting_date="2025-10-02")
    assert contents(out) == contents(tmp_path / "fresh")


def test_tables_of_another_version_are_said_to_be_so(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(out, mixed)
    lines = (out / "manifest.jsonl").read_text().split("\n")
    told = json.loads(lines[0])
    told["basis"]["minutes"] = "0.0.1"
    (out / "manifest.jsonl").write_text("\n".join([json.dumps(told), *lines[1:]]))
    assert any("another version (0.0.1, now" in words for words in extract(out, mixed))
    (out / "manifest.jsonl").unlink()
    assert any("of another version of minutes" in words for words in extract(out, mixed))


def test_tables_changed_by_hand_are_not_taken_over(mixed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract(out, mixed)
    first = contents(out)
    path = out / "counts.csv"
    path.write_bytes(path.read_bytes().replace("部".encode(), "冊".encode()))
    assert any("changed by hand" in words for words in extract(out, mixed))
    assert contents(out) == first


def test_the_basis_names_code_lists_dictionary_and_options() -> None:
    now = basis(Options(dialect="line"))
    assert difference(now, now) == ""
    assert "other word lists" in difference({**now, "lexicon": "x"}, now)
    assert "another --dialect" in difference(basis(Options()), now)
    assert "another dictionary (0.9, now" in difference({**now, "unidic-lite": "0.9"}, now)


def test_rows_are_read_back_as_they_were_written() -> None:
    for path in corpus_paths():
        given_rows = batch(extraction_of(path))
        outcome = Outcome(str(path), "done", given_rows)
        back = batch_of(record_of(outcome, {}), dict(streams(given_rows)))
        assert back.document is not None
        assert back.document.text == extraction_of(path).document.text
        written = {name: rows for name, rows in given_rows.tables.items() if rows}
        assert {name: [_plain(row) for row in rows] for name, rows in written.items()} == {
            name: [_plain(row) for row in rows] for name, rows in back.tables.items()
        }


def _plain(row: object) -> dict[str, object]:
    return {name: None if cell == "" else cell for name, cell in dict(row).items()}  # type: ignore[call-overload]


def test_other_formats_are_written_from_rows_taken_over(mixed: Path, tmp_path: Path) -> None:
    inputs = candidates([str(mixed)])
    run(inputs, tmp_path / "out", Options())
    run(inputs, tmp_path / "out", Options(), formats=["json"])
    run(inputs, tmp_path / "fresh", Options(), formats=["json"], jobs=2)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")
    lines = (tmp_path / "out" / "minutes.jsonl").read_text(encoding="utf-8").split("\n")
    assert json.loads(lines[0])["turns"][0]["speaker"] == "三枝"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3 * INPUTS), max_size=200))
def test_tasks_hold_every_input_once_and_in_order(numbers: list[int]) -> None:
    items = [Item(f"no-such-file-{number}", None) for number in numbers]
    made = list(tasks(items))
    assert [item for task in made for item in task] == items
    assert all(0 < len(task) <= INPUTS for task in made)


def test_a_large_file_is_a_task_of_its_own(tmp_path: Path) -> None:
    for name, size in (("a", 10), ("b", 2 * BYTES), ("c", 10), ("d", 10)):
        (tmp_path / name).write_bytes(b"x" * size)
    items = [Item(str(tmp_path / name), None) for name in "abcd"]
    assert [len(task) for task in tasks(items)] == [1, 1, 2]


# --- poison -------------------------------------------------------------------------------------


def test_a_file_that_kills_its_process_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    source = folder_of(tmp_path / "in", range(9))
    (source / "0004.txt").write_text(minutes_of(4) + POISON, encoding="utf-8")
    (source / "0006.txt").write_text(minutes_of(6) + POISON, encoding="utf-8")
    code, said = finish(source, "-o", tmp_path / "out", "-j", "2", env=poisoned(tmp_path))
    assert code == 1, said
    assert said.count("died twice (signal 9)") == 2
    found = [row for row in rows(tmp_path / "out", "issues") if row["code"] == "worker-died"]
    assert [Path(row["path"]).name for row in found] == ["0004.txt", "0006.txt"]
    for name in ("0004.txt", "0006.txt"):
        (source / name).unlink()
    extract(tmp_path / "without", source)
    whole, without = tables(tmp_path / "out"), tables(tmp_path / "without")
    assert {name for name in whole if whole[name] != without[name]} == {"issues.csv"}


def test_workers_that_cannot_start_end_the_run(
    mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minutes.run.pool._PROGRAM", "import sys; sys.exit(3)")
    with pytest.raises(OSError, match="cannot start"):
        extract(tmp_path / "out", mixed, jobs=2)
    assert not (tmp_path / "out").exists()


# --- what moved ---------------------------------------------------------------------------------


def moved(old: Path, new: Path) -> tuple[list[tuple[str, str]], Difference]:
    told = Difference()
    return [(change.kind, change.table) for change in diff(old, new, told)], told


def test_two_runs_of_the_same_files_do_not_differ(mixed: Path, tmp_path: Path) -> None:
    extract(tmp_path / "one", mixed)
    extract(tmp_path / "two", mixed, jobs=2)
    changes, told = moved(tmp_path / "one", tmp_path / "two")
    assert (changes, told.is_none, told.basis) == ([], True, "")


def test_what_another_option_moves_is_shown_row_by_row(mixed: Path, tmp_path: Path) -> None:
    extract(tmp_path / "one", mixed)
    extract(tmp_path / "two", mixed, meeting_date="2026-02-03")
    told = Difference()
    changes = list(diff(tmp_path / "one", tmp_path / "two", told))
    assert told.basis == "another --meeting-date"
    assert ("meetings", "changed") in told.figures
    assert ("turns", "changed") not in told.figures
    first = next(change for change in changes if change.table == "meetings")
    assert ("date", "2025-10-01", "2026-02-03") in list(first.cells)
    assert first.path.endswith("0000.txt")


def test_changed_sources_are_named_and_added_rows_counted(mixed: Path, tmp_path: Path) -> None:
    extract(tmp_path / "one", mixed)
    (mixed / "0003.txt").write_text(minutes_of(30), encoding="utf-8")
    (mixed / "0009.txt").write_text(minutes_of(9), encoding="utf-8")
    extract(tmp_path / "two", mixed)
    changes, told = moved(tmp_path / "one", tmp_path / "two")
    assert changes == []
    assert [Path(path).name for path in told.only_old] == ["0003.txt"]
    assert [Path(path).name for path in told.only_new] == ["0003.txt", "0009.txt"]


def test_rows_are_paired_by_their_identifier() -> None:
    old = [{"mention_id": "a", "value": "1"}, {"mention_id": "b", "value": "2"}]
    new = [{"mention_id": "c", "value": "3"}, {"mention_id": "b", "value": "4"}]
    kinds = {(change.kind, change.row) for change in row_changes("dates", "p", old, new)}
    assert kinds == {("added", "c"), ("changed", "b"), ("removed", "a")}
    twice = [{"document_id": "d", "start": "1", "end": "2", "kind": "stage"}] * 2
    assert [change.kind for change in row_changes("notes", "p", twice, twice[:1])] == ["removed"]


def test_the_command_shows_what_moved(mixed: Path, tmp_path: Path) -> None:
    extract(tmp_path / "one", mixed)
    extract(tmp_path / "two", mixed, meeting_date="2026-02-03")
    words = ["diff", str(tmp_path / "one"), str(tmp_path / "two")]
    done = CliRunner().invoke(app, [*words, "-v"])
    assert done.exit_code == 1
    assert "    date: '2025-10-01' -> '2026-02-03'" in done.output
    assert CliRunner().invoke(app, [*words[:2], words[1]]).output == "no row moved\n"
    assert CliRunner().invoke(app, [*words[:2], str(mixed)]).exit_code == 2
