"""Word files: what is kept, what is left out, and files made to do harm."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest
from word_files import paragraph, run, word_file

from minutes.sources import SourceError, from_bytes
from minutes.sources.numbering import written
from minutes.turns import split


def text_of(*paragraphs: str, **parts: str) -> str:
    return from_bytes(word_file(*paragraphs, **parts), "minutes.docx").text


BOX = "<w:txbxContent>" + paragraph(run("枠の中の文")) + "</w:txbxContent>"

KEPT = {
    "tracked insertions": (
        paragraph(run("対象は"), f"<w:ins w:id='1'>{run('五百十二')}</w:ins>", run("件です。")),
        "対象は五百十二件です。",
    ),
    "moved text at its new place": (
        paragraph(f"<w:moveFrom>{run('後で')}</w:moveFrom>", run("説明し、"))
        + paragraph(f"<w:moveTo>{run('後で')}</w:moveTo>", run("採決します。")),
        "説明し、\n後で採決します。",
    ),
    "content controls": (
        f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
        f"{paragraph(run('○榊原委員長　開会します。'))}</w:sdtContent></w:sdt>",
        "○榊原委員長　開会します。",
    ),
    "content controls in a line": (
        paragraph(run("○"), f"<w:sdt><w:sdtContent>{run('三枝委員')}</w:sdtContent></w:sdt>"),
        "○三枝委員",
    ),
    "the base text of ruby": (
        paragraph(
            run("○"),
            "<w:r><w:ruby><w:rubyPr><w:hps w:val='10'/></w:rubyPr>"
            f"<w:rt>{run('はたの')}</w:rt><w:rubyBase>{run('羽田野')}</w:rubyBase></w:ruby></w:r>",
            run("課長　お答えします。"),
        ),
        "○羽田野課長　お答えします。",
    ),
    "text boxes, once": (
        paragraph(
            run("本文"),
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOX}</wps:txbx>"
            f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>",
            run("の続き"),
        ),
        "本文の続き\n枠の中の文",
    ),
    "text boxes of old files": (
        paragraph(run("本文"), f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"),
        "本文\n枠の中の文",
    ),
    "hyperlinks and simple fields": (
        paragraph(
            f"<w:hyperlink>{run('水尾市')}</w:hyperlink>",
            f"<w:fldSimple w:instr='PAGE'>{run('議会')}</w:fldSimple>",
        ),
        "水尾市議会",
    ),
    "tabs, breaks and hyphens": (
        paragraph(
            "<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t>"
            "<w:noBreakHyphen/><w:t>四</w:t><w:softHyphen/></w:r>"
        ),
        "一\t二\n三-四",
    ),
    "tables as lines": (
        "<w:tbl><w:tr>"
        + "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in ("年度", "件数"))
        + "</w:tr><w:tr>"
        + "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in ("令和６年度", "五百十二件"))
        + "</w:tr></w:tbl>",
        "年度\t件数\n令和６年度\t五百十二件",
    ),
    "empty paragraphs": (paragraph() + paragraph(run("二行目")) + paragraph(), "\n二行目"),
    "a paragraph whose end was deleted": (
        paragraph(run("前の行と"), properties="<w:rPr><w:del w:id='3'/></w:rPr>")
        + paragraph(run("次の行")),
        "前の行と次の行",
    ),
    "bullets of symbol fonts": (
        paragraph("<w:r><w:sym w:font='Wingdings' w:char='F0A1'/></w:r>", run("榊原議長")),
        "○榊原議長",
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_kept(name: str) -> None:
    body, expected = KEPT[name]
    assert text_of(body) == f"{expected}\n"


LEFT_OUT = {
    "tracked deletions": f"<w:del w:id='2'>{run('消した')}</w:del>",
    "deleted text": "<w:r><w:delText>消した</w:delText></w:r>",
    "instructions of fields": "<w:r><w:instrText>消した</w:instrText></w:r>",
    "hidden text": run("消した", "<w:vanish/>"),
    "a deletion within an insertion": f"<w:ins><w:del>{run('消した')}</w:del></w:ins>",
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_left_out(name: str) -> None:
    assert text_of(paragraph(run("残る"), LEFT_OUT[name], run("文"))) == "残る文\n"


def test_what_was_hidden_once_is_shown_when_it_is_not() -> None:
    assert text_of(paragraph(run("残る", "<w:vanish w:val='0'/>"), run("文"))) == "残る文\n"


def test_a_row_that_was_deleted_is_left_out() -> None:
    row = f"<w:tr><w:tc>{paragraph(run('残る'))}</w:tc></w:tr>"
    deleted = (
        f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{paragraph(run('消した'))}</w:tc></w:tr>"
    )
    assert text_of(f"<w:tbl>{row}{deleted}{row}</w:tbl>") == "残る\n残る\n"


# --- numbers and marks that Word sets ---------------------------------------------------------

NUMBERING = (
    "<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
    "<w:numFmt w:val='bullet'/><w:lvlText w:val='○'/><w:suff w:val='nothing'/></w:lvl>"
    "</w:abstractNum><w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
    "<w:numFmt w:val='decimalFullWidth'/><w:lvlText w:val='第%1'/><w:suff w:val='space'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='aiueoFullWidth'/>"
    "<w:lvlText w:val='（%2）'/><w:suff w:val='nothing'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num>"
)


def listed(words: str, number: int, depth: int = 0) -> str:
    numbered = f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/></w:numPr>"
    return paragraph(run(words), properties=numbered)


def test_a_turn_mark_set_by_a_list_style_is_read() -> None:
    document = from_bytes(
        word_file(
            listed("榊原委員長　これより会議を開きます。", 1),
            paragraph(run("　順次説明を求めます。")),
            listed("羽田野福祉課長　御説明します。", 1),
            numbering=NUMBERING,
        ),
        "minutes.docx",
    )
    turns = split(document).turns
    assert [(turn.speaker, turn.position) for turn in turns] == [
        ("榊原", "委員長"),
        ("羽田野", "福祉課長"),
    ]


def test_numbers_run_on_and_start_again_below() -> None:
    text = text_of(
        listed("会期の決定", 2),
        listed("本会議", 2, 1),
        listed("委員会", 2, 1),
        listed("諸般の報告", 2),
        listed("議長報告", 2, 1),
        numbering=NUMBERING,
    )
    assert text == (
        "第１ 会期の決定\n（ア）本会議\n（イ）委員会\n第２ 諸般の報告\n（ア）議長報告\n"
    )


def test_a_list_may_hang_on_a_style() -> None:
    styles = (
        "<w:style w:styleId='speaker'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
        "</w:style>"
    )
    body = paragraph(run("榊原委員長"), properties="<w:pStyle w:val='speaker'/>")
    assert text_of(body, numbering=NUMBERING, styles=styles) == "○榊原委員長\n"


def test_a_damaged_list_costs_its_numbers_alone() -> None:
    assert text_of(listed("会期の決定", 2), numbering="<w:abstractNum>") == "会期の決定\n"


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (1, "decimal", "1"),
        (10, "japaneseCounting", "十"),
        (102, "japaneseCounting", "一〇二"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "(21)"),
        (4, "iroha", "ニ"),
        (28, "lowerLetter", "b"),
        (14, "upperRoman", "XIV"),
        (5, "noSuchForm", "5"),
    ],
)
def test_forms_of_numbers(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


# --- files that cannot be read ----------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), inside)
    return data.getvalue()


WHOLE = word_file(paragraph(run("○榊原委員長　開会します。" * 200)))
ENTITIES = (
    b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>"
    + b"".join(
        b"<!ENTITY a%d '%s'>" % (n, b"&a%s;" % (b"" if n == 1 else b"%d" % (n - 1)) * 10)
        for n in range(1, 12)
    )
    + b"]><d>&a11;</d>"
)
BAD = {
    "cut": (WHOLE[: len(WHOLE) // 2], "damaged-file", "downloaded in full"),
    "cut to its head": (b"PK\x03\x04", "damaged-file", "damaged Word file"),
    "with bytes changed": (
        WHOLE.replace(b"word/document.xml", b"word/document.xml\xff\xff\xff", 1)[:-3],
        "damaged-file",
        "damaged",
    ),
    "with XML that breaks": (
        zipped(word__document_xml=b"<w:document>"),
        "damaged-file",
        "XML breaks at line 1",
    ),
    "with entities": (zipped(word__document_xml=ENTITIES), "damaged-file", "entities"),
    "with pictures alone": (word_file(paragraph()), "no-text", "pictures"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "encrypted-file",
        "without a password",
    ),
    "an old Word file": (b"\xd0\xcf\x11\xe0" + bytes(600), "binary-file", "save it as .docx"),
    "an Excel workbook": (zipped(xl__workbook_xml=b"<x/>"), "binary-file", "Excel"),
    "no Word file at all": ("開会".encode(), "damaged-file", "whatever its name says"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_says_what_is_wrong(name: str) -> None:
    data, code, says = BAD[name]
    began = time.perf_counter()
    with pytest.raises(SourceError, match=says) as caught:
        from_bytes(data, "folder/minutes.docx")
    assert caught.value.code == code
    assert "folder/minutes.docx" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert time.perf_counter() - began < 5


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped(word__document_xml=b"<a>" + b" " * 100_000_000 + b"</a>")
    assert len(bomb) < 200_000
    tracemalloc.start()
    with pytest.raises(SourceError, match="200 times its size") as caught:
        from_bytes(bomb, "bomb.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.code == "archive-limit"
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (
            "<w:p><w:r><w:pict><v:textbox><w:txbxContent>",
            "</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
        ),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    ],
)
def test_text_boxes_and_tables_inside_one_another_have_an_end(before: str, behind: str) -> None:
    inside = paragraph(run("底"))
    assert "底" in text_of(paragraph(run("開会")), before * 20 + inside + behind * 20)
    began = time.perf_counter()
    deep = word_file(before * 100_000 + inside + behind * 100_000, method=zipfile.ZIP_STORED)
    with pytest.raises(SourceError, match="inside one another"):
        from_bytes(deep, "deep.docx")
    assert time.perf_counter() - began < 5
