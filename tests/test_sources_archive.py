"""Zip archives: members as documents, names, limits, and archives made to do harm."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
from pathlib import Path

import pytest
from pdf_files import Set, pdf_file
from word_files import paragraph, run, word_file

from minutes import run as runs
from minutes import sources, verify
from minutes.schema import Document
from minutes.sources import SourceError, Unread, archive, read, read_each

TEXT = "○小田切委員長　ただいまから会議を開きます。\n○三枝委員　一点伺います。\n"


def zip_file(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return path


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in members.items():
            packed.writestr(name, inside)
    return data.getvalue()


def outcome(path: Path) -> dict[str, str]:
    """What became of each member: its media type, the code of its error, or skipped."""
    found = {}
    for one in read_each(path):
        name = one.path.partition("!")[2] or "-"
        if isinstance(one, Document):
            found[name] = one.media_type
        else:
            found[name] = one.error.code if one.error else "skipped"
    return found


MIXED = {
    "2027/06.txt": TEXT.encode("cp932"),
    "2027/07.html": f"<p>{TEXT}</p>".encode(),
    "2027/08.pdf": pdf_file([Set("○小田切委員長　開きます。", 60, 700)]),
    "2027/09.docx": word_file(paragraph(run("○小田切委員長　開きます。"))),
    "2027/10.csv": "発言者,発言\n小田切委員長,開きます。\n".encode(),
    "2027/bad.pdf": b"%PDF-1.4\n",
    "2027/notes.json": b"{}",
    "photo.jpg": b"\xff\xd8\xff",
    "page_files/jquery.js": b"var a = {b: 1};",
    ".hidden.txt": b"x",
    "__MACOSX/2027/._06.txt": b"x",
}


def test_the_members_of_an_archive_are_documents(tmp_path: Path) -> None:
    assert outcome(zip_file(tmp_path / "a.zip", MIXED)) == {
        "2027/06.txt": "text/plain",
        "2027/07.html": "text/html",
        "2027/08.pdf": "application/pdf",
        "2027/09.docx": sources.kinds.DOCX,
        "2027/10.csv": "text/csv",
        "2027/bad.pdf": "damaged-file",
        "2027/notes.json": "no-minutes",
        "photo.jpg": "skipped",
        "page_files/jquery.js": "skipped",
    }


def test_a_member_is_read_by_its_path(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", MIXED)
    document = read(f"{path}!2027/06.txt")
    assert (document.text, document.path) == (TEXT, f"{path}!2027/06.txt")
    with pytest.raises(SourceError, match="no such member"):
        read(f"{path}!2027/99.txt")
    with pytest.raises(SourceError, match=r"holds several files; name one, as .*!2027/06\.txt"):
        read(path)
    alone = zip_file(tmp_path / "one.zip", {"a.txt": TEXT.encode()})
    assert read(alone).path == f"{alone}!a.txt"
    assert [found.kind for found in sources.expand([f"{path}!2027/06.txt"])] == ["file"]


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped({"b.txt": TEXT.encode()})
    path = zip_file(tmp_path / "a.zip", {"inner.zip": inner, "a.txt": TEXT.encode("utf-16")})
    assert outcome(path) == {"inner.zip!b.txt": "text/plain", "a.txt": "text/plain"}
    assert read(f"{path}!inner.zip!b.txt").text == TEXT


def test_names_of_archives_made_in_japan(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("X" * 12 + ".txt", TEXT)
    raw = data.getvalue().replace(b"X" * 12, "総務委員会".encode("cp932") + b"10")
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    assert list(outcome(path)) == ["総務委員会10.txt"]
    assert read(f"{path}!総務委員会10.txt").text == TEXT


def test_two_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", TEXT)
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("a.txt", TEXT.replace("三枝", "真木"))
    assert list(outcome(path)) == ["a.txt", "a.txt#2"]
    assert "真木" in read(f"{path}!a.txt#2").text


def test_tables_of_an_archive_are_verified_against_it(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", MIXED)
    summary = runs.run(runs.candidates([str(path)]), tmp_path / "out", runs.Options())
    assert summary.inputs == {"done": 5, "failed": 2, "skipped": 2}
    result = verify.verify(tmp_path / "out")
    assert result.stands
    assert result.documents == 5
    assert result.notes == ()
    again = runs.candidates([str(tmp_path / "out")])
    assert {found.kind for found in again} == {"skipped"}


# --- archives made to do harm -----------------------------------------------------------------


def test_a_member_that_unfolds_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", {"bomb.txt": b"\0" * 50_000_000, "z.txt": TEXT.encode()})
    assert path.stat().st_size < 100_000
    began = time.perf_counter()
    assert outcome(path) == {"bomb.txt": "archive-limit", "z.txt": "text/plain"}
    assert time.perf_counter() - began < 2


def test_archives_nest_to_a_limit(tmp_path: Path) -> None:
    data = zipped({"a.txt": TEXT.encode()})
    for _ in range(20):
        data = zipped({"a.zip": data})
    path = tmp_path / "deep.zip"
    path.write_bytes(data)
    (code,) = outcome(path).values()
    assert code == "archive-limit"


def test_the_sum_of_all_members_has_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "TOTAL", 10_000)
    lines = os.urandom(3_000).hex().encode()
    path = zip_file(tmp_path / "a.zip", {f"{n}.txt": lines for n in range(10)})
    budget = archive.Budget(size=10_000)
    found = list(sources.reading._members(path, str(path), None, budget))
    codes = [one.error.code for one in found if isinstance(one, Unread) and one.error]
    assert codes == ["archive-limit"]
    assert len(found) == 2


def test_the_number_of_members_has_a_limit(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", {f"{n}.dat": b"" for n in range(archive.MEMBERS + 1)})
    assert outcome(path) == {"-": "archive-limit"}


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", {"a.txt": b"a" * 100_000, "b.txt": TEXT.encode()})
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<L", 100_000), struct.pack("<L", 100)))
    found = outcome(path)
    assert found["a.txt"] in ("damaged-file", "archive-limit")
    assert found["b.txt"] == "text/plain"


def test_encrypted_and_strangely_packed_members(tmp_path: Path) -> None:
    path = zip_file(tmp_path / "a.zip", {"a.txt": TEXT.encode()}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(bytes(data))
    assert outcome(path) == {"a.txt": "encrypted-file"}
    packed = zip_file(tmp_path / "b.zip", {"a.txt": TEXT.encode()}, zipfile.ZIP_LZMA)
    assert outcome(packed) == {"a.txt": "archive-limit"}


@pytest.mark.parametrize("size", [4, 30, 100, -30])
def test_a_cut_archive_says_so(tmp_path: Path, size: int) -> None:
    whole = zip_file(tmp_path / "a.zip", {"a.txt": TEXT.encode()}).read_bytes()
    path = tmp_path / "cut.zip"
    path.write_bytes(whole[:size])
    assert outcome(path) == {"-": "damaged-file"}


def test_an_empty_archive_and_a_file_that_only_claims_to_be_one(tmp_path: Path) -> None:
    assert outcome(zip_file(tmp_path / "a.zip", {})) == {"-": "empty-file"}
    (tmp_path / "b.zip").write_text("開会")
    assert outcome(tmp_path / "b.zip") == {"-": "damaged-file"}


def test_scripts_in_a_folder_are_read_only_if_they_hand_on_data(tmp_path: Path) -> None:
    (tmp_path / "r1.js").write_text('window.DB.register({"voices": []});', encoding="utf-8")
    (tmp_path / "jquery.js").write_text("var a = {b: 1};", encoding="utf-8")
    kinds = {Path(found.path).name: found.kind for found in sources.expand([str(tmp_path)])}
    assert kinds == {"r1.js": "file", "jquery.js": "skipped"}


# --- large archives: slices that any process may read -------------------------------------------


def test_the_slices_of_an_archive_are_its_members(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = {f"{n:02d}.txt": f"○三枝委員　{n}問目です。\n".encode() * (n + 1) for n in range(12)}
    path = zip_file(tmp_path / "a.zip", {**members, "note.dat": b"", "bad.pdf": b"no pdf"})
    whole = list(read_each(path))
    monkeypatch.setattr(archive, "SLICE", 300)
    names = [candidate.path for candidate in sources.expand([str(path)])]
    assert len(names) > 3
    assert all(archive.slice_of(name.partition("!")[2]) for name in names)
    found = [one for name in names for one in read_each(name)]
    assert [one.path for one in found] == [one.path for one in whole]
    assert [getattr(one, "text", None) for one in found] == [
        getattr(one, "text", None) for one in whole
    ]


def test_two_processes_read_an_archive_and_know_what_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = {f"{n}.txt": f"○三枝委員　六月{n}日の件です。\n".encode() for n in range(1, 9)}
    path = zip_file(tmp_path / "a.zip", members)
    one, two = tmp_path / "one", tmp_path / "two"
    runs.run(runs.candidates([str(path)]), one, runs.Options())
    monkeypatch.setattr(archive, "SLICE", 100)
    inputs = runs.candidates([str(path)])
    runs.run(inputs, two, runs.Options(), jobs=2)
    for table in one.glob("*.csv"):
        assert table.read_bytes() == (two / table.name).read_bytes(), table.name
    assert verify.verify(two).stands
    assert runs.run(inputs, two, runs.Options()).kept == len(inputs) > 2
    zip_file(path, {**members, "8.txt": "○三枝委員　七月三日の件です。\n".encode()})
    inputs = runs.candidates([str(path)])
    assert runs.run(inputs, two, runs.Options()).kept == len(inputs) - 1


def test_a_damaged_archive_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_file(tmp_path / "b.zip", MIXED).read_bytes()[:-30])
    (found,) = sources.expand([str(path)])
    assert (found.kind, found.code) == ("error", "damaged-file")
