"""Reading bytes: encodings, bad files, and what a user may type as a path."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from minutes.sources import SourceError, expand, from_bytes, read
from minutes.sources.encoding import canonical_name, decode

MINUTES = (
    "水尾市議会総務委員会会議録\n○小田切委員長　ただいまから会議を開きます。\n"
    "○羽田野課長　対象は①五百十二件、②〜の範囲でございます。\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "iso2022_jp"])
def test_each_encoding_is_recognised(encoding: str) -> None:
    text = MINUTES.replace("①", "一、").replace("②〜", "二、").replace("　", "　")
    found = decode(text.encode(encoding), "a.txt")
    assert found.text == text
    assert found.encoding == encoding
    assert found.damaged == 0


def test_euc_jp_is_told_from_cp932() -> None:
    text = MINUTES.replace("①", "").replace("②〜", "")
    assert decode(text.encode("euc_jp"), "a.txt").encoding == "euc_jp"
    assert decode(text.encode("cp932"), "a.txt").encoding == "cp932"


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
@pytest.mark.parametrize("length", [15, 20, 30])
def test_fifteen_characters_are_enough(encoding: str, length: int) -> None:
    text = "本日の議題は三つです。まず議題一について事務局から説明をお願いします。"[:length]
    assert decode(text.encode(encoding), "a.txt").text == text


def test_cp932_characters_survive_under_the_name_shift_jis() -> None:
    data = "①㈱髙﨑商店".encode("cp932")
    assert decode(data, "a.txt", "Shift_JIS").text == "①㈱髙﨑商店"
    assert canonical_name("sjis") == "cp932"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_a_file_cut_in_mid_character_loses_that_character_alone(encoding: str) -> None:
    text = MINUTES.replace("①", "").replace("②〜", "")
    data = text.encode(encoding)[: -len("す。\n".encode(encoding)) + 1]
    document = from_bytes(data, "cut.txt")
    kept = document.text.rstrip("\ufffd")
    assert text.startswith(kept)
    assert len(kept) >= len(text) - 4
    assert [issue.code for issue in document.issues] == ["damaged-text"]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    document = from_bytes(codecs.BOM_UTF8 + "開会".encode(), "a.txt")
    assert (document.text, document.encoding) == ("開会", "utf-8-sig")
    assert from_bytes(codecs.BOM_UTF8 + "開会".encode(), "a", encoding="utf-8").text == "開会"


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "empty-file", "is empty"),
        (b" \r\n\n", "empty-file", "white space"),
        (b"PK\x03\x04...", "damaged-file", "zip"),
        (b"\xd0\xcf\x11\xe0....", "binary-file", "old Word"),
        (b"\x89PNG....", "binary-file", "OCR"),
        (b"\x1f\x8b....", "binary-file", "unpack"),
        (bytes(range(256)) * 8, "binary-file", "binary"),
        (b"\x89\xff\xfe\xfd\xfc" * 100, "binary-file", "--encoding"),
    ],
)
def test_what_is_no_text_says_so(data: bytes, code: str, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        from_bytes(data, "somewhere/a.txt")
    assert caught.value.code == code
    assert "somewhere/a.txt" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_spliced_from_two_encodings_is_read_line_by_line() -> None:
    first, second = "水尾市議会　総務委員会\n", "○小田切委員長　ただいまから開きます。\n"
    for one, other in (("utf-8", "cp932"), ("cp932", "utf-8"), ("utf-8", "euc_jp")):
        document = from_bytes(first.encode(one) + second.encode(other), "spliced.txt")
        assert document.text == first + second
        assert [issue.code for issue in document.issues] == ["mixed-encodings"]
        assert document.issues[0].start == len(first)
        assert set((document.encoding or "").split("+")) == {one, other}
        again = from_bytes(first.encode(one) + second.encode(other), "a", encoding="utf-8+cp932")
        assert again.text == document.text


def test_one_encoding_is_never_taken_for_two() -> None:
    lines = MINUTES.replace("①", "").replace("②〜", "") * 30
    for encoding in ("utf-8", "cp932", "euc_jp"):
        data = lines.encode(encoding)
        assert decode(data, "a.txt").mixed is None
        assert decode(data[:-2], "a.txt").mixed is None


def test_a_wrong_forced_encoding_names_the_place() -> None:
    with pytest.raises(SourceError, match=r"a\.txt: is not utf-8 at byte 0") as caught:
        from_bytes("開会".encode("cp932"), "a.txt", encoding="utf-8")
    assert caught.value.code == "wrong-encoding"
    with pytest.raises(SourceError) as caught:
        from_bytes(b"abc", "a.txt", encoding="klingon")
    assert caught.value.code == "unknown-encoding"


def test_the_id_is_the_bytes_and_not_the_name(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(MINUTES, encoding="utf-8")
    first, second = read(tmp_path / "a.txt"), read(tmp_path / "b.txt")
    assert first.id == second.id
    assert first.id[0].isalpha()
    assert first.id[1:] == first.sha256[:12]


def test_line_ends_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("開会\r\n散会\r\n".encode())
    assert read(tmp_path / "a.txt").text == "開会\r\n散会\r\n"


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="is a folder"):
        read(tmp_path)


# --- paths ------------------------------------------------------------------------------------


def test_a_folder_is_walked_in_order_and_unknown_kinds_are_skipped(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a.txt", "index.toml", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("開会")
    found = [
        (Path(c.path).relative_to(tmp_path).as_posix(), c.kind) for c in expand([str(tmp_path)])
    ]
    assert found == [
        ("a.txt", "file"),
        ("index.toml", "skipped"),
        ("b/1.md", "file"),
        ("b/2.txt", "file"),
    ]


def test_a_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "minutes.dat").write_text("開会")
    assert [c.kind for c in expand([str(tmp_path / "minutes.dat"), "-"])] == ["file", "file"]


def test_globs(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("a1.txt", "a2.txt", "deep/a3.txt"):
        (tmp_path / name).write_text("開会")
    names = [Path(c.path).name for c in expand([str(tmp_path / "**" / "*.txt")])]
    assert names == ["a1.txt", "a2.txt", "a3.txt"]
    assert [c.code for c in expand([str(tmp_path / "z*.txt")])] == ["no-such-file"]


def test_a_file_whose_name_holds_glob_characters_is_itself(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("開会")
    assert [c.kind for c in expand([str(tmp_path / "a[1].txt")])] == ["file"]


def test_a_missing_path_is_an_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("開会")
    kinds = [c.kind for c in expand([str(tmp_path / "none.txt"), str(tmp_path / "a.txt")])]
    assert kinds == ["error", "file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every folder")
def test_an_unreadable_folder_is_an_error(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    assert [c.code for c in expand([str(tmp_path)])] == ["unreadable"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_neither_file_nor_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [c.code for c in expand([str(tmp_path / "pipe")])] == ["not-a-file"]


@pytest.mark.skipif(os.name == "nt", reason="file names are bytes on POSIX only")
def test_a_file_name_that_is_no_utf8_is_read_and_printable(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "会議.txt".encode("cp932")
    Path(os.fsdecode(raw)).write_text("開会")
    document = read(os.fsdecode(raw))
    document.path.encode("utf-8")
    assert document.text == "開会"
