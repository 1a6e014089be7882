"""The command line, run as a user runs it: another process, its output, its exit code."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from samples import CORPUS, ROOT

MINUTES = """\
水尾市議会だより編集委員会会議録

令和七年十月二日（木曜日）
午後一時開会

○三枝委員長　ただいまから編集委員会を開会いたします。
○泉広報課長　先月二十六日に発行した号、六千三百部のうち四十一部に乱丁がございました。
○久我委員　刷り直しの費用はどこが持つのでしょうか。
○泉広報課長　印刷を請け負いました有限会社あさぎ印刷が負担いたします。
"""


def run(*words: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "minutes", *map(str, words)],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, "COLUMNS": "100"},
    )


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8")


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "編集委員会.txt"
    path.parent.mkdir()
    path.write_text(MINUTES, encoding="utf-8")
    return path


def test_help_has_examples_and_exit_codes() -> None:
    done = run("extract", "--help")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "minutes extract corpus -o out" in text
    assert "Exit codes" in text


def test_extract_writes_what_the_minutes_say(source: Path, tmp_path: Path) -> None:
    done = run("extract", source, "-o", tmp_path / "out")
    assert done.returncode == 0, said(done)
    assert done.stdout == b""
    assert "1 documents" in said(done)
    turns = table(tmp_path / "out", "turns")
    assert [(row["speaker"], row["speaker_position"]) for row in turns] == [
        ("三枝", "委員長"),
        ("泉", "広報課長"),
        ("久我", "委員"),
        ("泉", "広報課長"),
    ]
    dates = {row["text"]: row["value"] for row in table(tmp_path / "out", "dates")}
    assert dates["先月二十六日"] == "2025-09-26"
    counts = {row["text"]: row["value"] for row in table(tmp_path / "out", "counts")}
    assert (counts["六千三百部"], counts["四十一部"]) == ("6300", "41")
    names = {row["text"] for row in table(tmp_path / "out", "organisations")}
    assert "有限会社あさぎ印刷" in names


def test_verify_passes_on_fresh_tables_and_fails_on_a_changed_cell(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run("extract", source, "-o", out)
    assert run("verify", out).returncode == 0
    counts = out / "counts.csv"
    counts.write_bytes(counts.read_bytes().replace("四十一部".encode(), "四十二部".encode()))
    done = run("verify", out)
    assert done.returncode == 1
    assert "counts.csv" in done.stdout.decode()


def test_verify_notices_a_source_that_changed(source: Path, tmp_path: Path) -> None:
    run("extract", source, "-o", tmp_path / "out")
    source.write_text(MINUTES.replace("四十一", "五十一"), encoding="utf-8")
    assert run("verify", tmp_path / "out").returncode == 1


def test_explain_names_rule_and_anchor(source: Path) -> None:
    offset = MINUTES.index("先月二十六日")
    done = run("explain", f"{source}:{offset}")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "2025-09-26" in text
    assert "anchor" in text
    assert run("explain", f"{source}:999999").returncode == 2


def test_standard_input_and_json_lines() -> None:
    done = run("extract", "-", "--json", "--quiet", stdin=MINUTES.encode("cp932"))
    assert done.returncode == 0, said(done)
    record = json.loads(done.stdout)
    assert record["encoding"] == "cp932"
    assert len(record["turns"]) == 4


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, "OCR"),
    ],
)
def test_a_bad_file_is_told_of_and_the_others_go_on(
    source: Path, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    bad = source.parent / name
    bad.write_bytes(content)
    done = run("extract", source.parent, "-o", tmp_path / "out")
    assert done.returncode == 1
    told = [line for line in said(done).splitlines() if name in line]
    assert len(told) == 1
    assert words in told[0].replace("nothing", "empty")
    assert any(row["message"] and name in row["path"] for row in table(tmp_path / "out", "issues"))
    assert len(table(tmp_path / "out", "turns")) == 4


def test_no_such_file_is_an_issue_and_an_exit_code(source: Path, tmp_path: Path) -> None:
    done = run("extract", source, tmp_path / "absent.txt", "-o", tmp_path / "out")
    assert done.returncode == 1
    assert [row["code"] for row in table(tmp_path / "out", "issues")] == ["no-such-file"]


def test_a_copy_is_an_issue_and_no_failure(source: Path, tmp_path: Path) -> None:
    (source.parent / "zz_copy.txt").write_bytes(source.read_bytes())
    done = run("extract", source.parent, "-o", tmp_path / "out")
    assert done.returncode == 0
    assert [row["code"] for row in table(tmp_path / "out", "issues")] == ["duplicate"]
    assert len(table(tmp_path / "out", "documents")) == 1


def test_a_wrong_forced_encoding_is_told(source: Path, tmp_path: Path) -> None:
    done = run("extract", source, "-o", tmp_path / "out", "--encoding", "euc_jp")
    assert done.returncode == 1
    assert "wrong-encoding" in [row["code"] for row in table(tmp_path / "out", "issues")]


@pytest.mark.parametrize(
    "words",
    [
        ("extract", "x.txt"),
        ("extract", "x.txt", "-o", "out", "--meeting-date", "2025-02-30"),
        ("extract", "x.txt", "-o", "out", "--dialect", "none-of-them"),
        ("extract", "x.txt", "-o", "out", "--encoding", "klingon"),
        ("verify", "nowhere"),
        ("score", "nowhere", "gold.json"),
        ("explain", "no-place"),
    ],
)
def test_wrong_usage_exits_with_two_and_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "minutes", *words], capture_output=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_an_output_folder_that_cannot_be_written_is_told(source: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    done = run("extract", source, "-o", tmp_path / "taken")
    assert done.returncode == 2
    assert "choose another folder" in said(done)
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "a file"


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run("extract", CORPUS, "-o", tmp_path / name, "-q").returncode in (0, 1)
    files = sorted(path.name for path in (tmp_path / "one").glob("*.csv"))
    assert len(files) > 10
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    from minutes.cli import app

    names = [str(c.name or (c.callback and c.callback.__name__)) for c in app.registered_commands]
    assert len(names) >= 5
    assert [name for name in names if f"minutes {name}" not in readme] == []
