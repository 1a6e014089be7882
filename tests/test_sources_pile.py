"""A pile of good and bad files of every kind: the good are read, the bad say what is wrong."""

from __future__ import annotations

import json
import time
import zipfile
from pathlib import Path

import pytest
from pdf_files import Set, pdf_file
from word_files import paragraph, run, word_file

from minutes import run as runs
from minutes import sources, verify
from minutes.sources import SourceError, diet, docx_reader, hostile, json_records, reading
from minutes.turns import split

SAID = ("○小田切委員長　ただいまから開会します。", "○三枝委員　五百十二件の件を伺います。")
GOOD = {
    "a.txt": "\n".join(SAID).encode("euc_jp"),
    "b.md": "\n\n".join(f"> {line}" for line in SAID).encode(),
    "c.html": f"<p>{SAID[0]}</p><p>{SAID[1]}</p>".encode("cp932"),
    "d.pdf": pdf_file([Set(line, 60, 700 - 20 * n) for n, line in enumerate(SAID)]),
    "e.docx": word_file(*(paragraph(run(line)) for line in SAID)),
    "f.csv": ("発言者,発言\n" + "".join(f"{s[1:].replace('　', ',')}\n" for s in SAID)).encode(),
    "g.json": json.dumps(
        [dict(zip(("speaker", "text"), line[1:].split("　"), strict=True)) for line in SAID]
    ).encode(),
    "h.xml": (
        "<data><record><recordData><meetingRecord>"
        + "".join(
            f"<speechRecord><speaker>氏名</speaker><speech>{s}</speech></speechRecord>"
            for s in SAID
        )
        + "</meetingRecord></recordData></record></data>"
    ).encode(),
}
BAD = {
    "bomb.html": b"<div>" * 100_000,
    "cut.docx": GOOD["e.docx"][:300],
    "cut.json": GOOD["g.json"][:30],
    "empty.txt": b"",
    "figures.csv": "年度,件数\n令和９年,512\n".encode(),
    "no.pdf": b"%PDF-1.7",
    "package.json": b'{"name": "x"}',
    "rss.xml": b"<?xml version='1.0'?><rss/>",
    "scan.pdf": pdf_file(b"q BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"),
    "word.doc.txt": b"\xd0\xcf\x11\xe0" + bytes(100),
}
OTHER = {
    "photo.jpg": b"\xff\xd8\xff",
    "style.css": b"p{}",
    "app.js": b"var a;",
    ".hidden.txt": b"x",
}


def test_the_bad_are_told_of_and_the_good_are_read(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for name, data in {**GOOD, **BAD, **OTHER}.items():
        (pile / name).write_bytes(data)
    seen: list[runs.Entry] = []
    began = time.perf_counter()
    summary = runs.run(
        runs.candidates([str(pile)]), tmp_path / "out", runs.Options(), done=seen.append
    )
    assert time.perf_counter() - began < 60
    assert summary.inputs == {"done": len(GOOD), "failed": len(BAD), "skipped": 3}
    failed = {
        Path(entry.path).name: str(record.message)
        for entry in seen
        for record in entry.records
        if record.status == "failed"
    }
    assert failed.keys() == BAD.keys()
    for name, message in failed.items():
        assert name in message
        assert "a fault of minutes" not in message
        assert "\n" not in message
    result = verify.verify(tmp_path / "out")
    assert result.stands
    assert result.notes == ()
    again = runs.candidates([str(tmp_path)])
    assert sum(found.kind == "file" for found in again) == len(GOOD) + len(BAD)


def test_every_format_gives_the_same_turns(tmp_path: Path) -> None:
    for name, data in GOOD.items():
        document = sources.from_bytes(data, name)
        turns = split(document).turns
        assert [(turn.speaker, turn.position) for turn in turns] == [
            ("小田切", "委員長"),
            ("三枝", "委員"),
        ], name
        said = [document.text[turn.speech_start : turn.end].strip("> \n") for turn in turns]
        assert said == [line.partition("　")[2] for line in SAID], name


MANY = {
    "lines": ("a.txt", "開会\n".encode() + b"\n" * 11_000, "too-large", "lines"),
    "lines of old machines": ("a.csv", b"\r" * 11_000, "too-large", "lines"),
    "tags": ("a.html", b"<p>a" + b"<br>" * 11_000, "hostile-markup", "tags"),
    "objects": ("a.json", b"[" + b"{}," * 11_000 + b"{}]", "too-large", "objects"),
    "records": (
        "a.xml",
        b"<data>" + b"<speechRecord></speechRecord>" * 11_000 + b"</data>",
        "no-minutes",
        "Diet",
    ),
    "paragraphs": (
        "a.docx",
        word_file("<w:p/>" * 11_000, method=zipfile.ZIP_STORED),
        "damaged-file",
        "paragraphs",
    ),
}


@pytest.mark.parametrize("name", MANY)
def test_more_pieces_than_minutes_have_are_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (reading, hostile, docx_reader, diet, json_records):
        assert module.MAX_PIECES == 1_000_000
        monkeypatch.setattr(module, "MAX_PIECES", 10_000)
    path, data, code, says = MANY[name]
    began = time.perf_counter()
    with pytest.raises(SourceError, match=says) as caught:
        sources.from_bytes(data, path)
    assert caught.value.code == code
    assert time.perf_counter() - began < 30
