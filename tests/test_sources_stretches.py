"""Dumps that are too large to be held at once: read stretch by stretch, nothing lost or twice."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import contents

from minutes.run import Options, candidates, run
from minutes.schema import Document
from minutes.sources import expand, read, read_each, stretches

COLUMNS = ("日付", "会議名", "発言者", "発言")
SPEECHES = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(["久我委員", "泉広報課長"]),
        st.text(st.sampled_from('刷り直した部数は"三百"です。\n,○'), min_size=1, max_size=30),
    ),
    min_size=1,
    max_size=25,
)
Speech = tuple[int, str, str]


def rows_of(speeches: list[Speech]) -> list[dict[str, str]]:
    values = (
        (f"2025-06-{day:02d}", "広報委員会", who, said)
        for day, who, said in sorted(speeches, key=lambda speech: speech[0])
    )
    return [dict(zip(COLUMNS, row, strict=True)) for row in values]


def as_lines(rows: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_table(rows: list[dict[str, str]], encoding: str = "utf-8") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode(encoding)


FORMS = {
    "dump.jsonl": as_lines,
    "dump.csv": as_table,
    "old.csv": lambda rows: as_table(rows, "cp932"),
}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    make_small(monkeypatch)


def make_small(patch: pytest.MonkeyPatch, most: int = 2_000) -> None:
    patch.setattr(stretches, "MAX_BYTES", 300)
    patch.setattr(stretches, "SIZE", 200)
    patch.setattr(stretches, "MOST", most)


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=60, deadline=None)
@given(speeches=SPEECHES)
def test_the_stretches_are_the_file(
    tmp_path_factory: pytest.TempPathFactory, name: str, speeches: list[Speech]
) -> None:
    path = tmp_path_factory.mktemp("dump") / name
    rows = rows_of(speeches)
    path.write_bytes(FORMS[name](rows))
    with pytest.MonkeyPatch.context() as patch:
        make_small(patch)
        if not stretches.is_divided(path):
            assert path.stat().st_size <= 300
            return
        held = [stretches.read(path, one) or b"" for one in stretches.stretches(path)]
    head = as_table([]) if name != "dump.jsonl" else b""
    head = head.decode().encode("cp932" if name == "old.csv" else "utf-8")
    assert all(one.startswith(head) for one in held)
    assert head + b"".join(one.removeprefix(head) for one in held) == path.read_bytes()
    # No meeting is in two of them.
    encoding = "cp932" if name == "old.csv" else "utf-8"
    days = [{day for day in range(1, 5) if f"2025-06-{day:02d}".encode() in one} for one in held]
    assert sum(map(len, days)) == len({row["日付"] for row in rows}), (encoding, days)


def test_every_stretch_is_a_document_of_its_own(tmp_path: Path, small: None) -> None:
    path = tmp_path / "dump.jsonl"
    speeches = [(day, "久我委員", f"{day}日の号は{day}00部です。") for day in range(1, 9)]
    path.write_bytes(as_lines(rows_of(speeches)))
    found = [one for one in read_each(path) if isinstance(one, Document)]
    names = [candidate.path for candidate in expand([str(path)])]
    assert [document.path for document in found] == names
    assert len(names) > 2
    assert "".join(document.text for document in found).count("部です。") == 8
    assert read(names[1]).text == found[1].text


def test_a_meeting_without_end_is_cut_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_small(monkeypatch, most=400)
    path = tmp_path / "dump.jsonl"
    path.write_bytes(as_lines(rows_of([(1, "久我委員", f"{n}部です。") for n in range(40)])))
    held = [stretches.read(path, one) or b"" for one in stretches.stretches(path)]
    assert len(held) > 5
    assert max(map(len, held)) < 700
    assert b"".join(held) == path.read_bytes()


def test_what_is_no_table_of_speeches_is_told_once(tmp_path: Path, small: None) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("品名,価格\n" + "用紙,120\n" * 100, encoding="utf-8")
    (found,) = expand([str(path)])
    assert (found.kind, found.code) == ("error", "no-speech-column")


def test_a_dump_of_another_form_is_still_too_large(tmp_path: Path, small: None) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(
        as_lines(rows_of([(1, "久我委員", "三百部です。")] * 20)).decode().encode("utf-16")
    )
    assert not stretches.is_divided(path)
    assert not stretches.is_divided(Path(__file__))


def test_two_processes_write_the_same_tables(tmp_path: Path, small: None) -> None:
    path = tmp_path / "dump.csv"
    speeches = [
        (day, "泉広報課長", f"六月{day}日に{day}00部を刷り直した。") for day in range(1, 16)
    ]
    path.write_bytes(as_table(rows_of(speeches)))
    inputs = candidates([str(path)])
    assert len(inputs) > 2
    summary = run(inputs, tmp_path / "one", Options())
    run(inputs, tmp_path / "two", Options(), jobs=2)
    assert summary.figures["documents"] == len(inputs)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    # What is done is not done again.
    assert run(inputs, tmp_path / "one", Options()).kept == len(inputs)
