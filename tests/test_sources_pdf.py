"""PDF files: the text of pages, their order, what runs at their edges, files made to do harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from pdf_files import HEIGHT, Set, pdf_file
from samples import SHARED, needs_real_minutes

from minutes import pipeline, sources
from minutes.schema import Document
from minutes.sources import SourceError, from_bytes, pdf_process
from minutes.turns import split


def document_of(*pages: list[Set] | bytes, extra: str = "") -> Document:
    return from_bytes(pdf_file(*pages, extra=extra), "minutes.pdf")


def column(*lines: str, x: float = 60, y: float = 760, leading: float = 14) -> list[Set]:
    """Lines one below the other; an empty one is a gap."""
    return [Set(line, x, y - leading * n) for n, line in enumerate(lines) if line]


def who(document: Document) -> list[tuple[str | None, str | None]]:
    return [(turn.speaker, turn.position) for turn in split(document).turns]


# --- the text of a page -----------------------------------------------------------------------


def test_pages_are_parted_by_form_feeds() -> None:
    document = document_of(
        column("○小田切委員長　開会します。", "　続けます。"), column("○三枝委員　伺います。")
    )
    assert document.text == ("○小田切委員長　開会します。\n　続けます。\f○三枝委員　伺います。")
    assert (document.media_type, document.encoding) == ("application/pdf", None)
    assert who(document) == [("小田切", "委員長"), ("三枝", "委員")]


def test_distances_become_spaces_and_empty_lines() -> None:
    document = document_of(
        [
            Set("○三枝委員", 60, 760),
            Set("一点伺います。", 120, 760),
            Set("次の段落です。", 70, 746),
            Set("令和", 60, 732),
            Set("12", 82, 732),
            Set("年", 107, 732),
            Set("離れた見出し", 60, 690),
            Set("本文です。", 60, 676),
        ]
    )
    assert document.text == (
        "○三枝委員　一点伺います。\n　次の段落です。\n令和12 年\n\n離れた見出し\n本文です。"
    )


def test_a_line_that_goes_on_loses_its_hanging_indent() -> None:
    full = "対象は五百十二件でございまして、その内訳は次のとおりでござい"
    document = document_of(
        [
            piece
            for n in range(3)
            for piece in (
                Set(f"○羽田野課長　{full}"[:32], 60, 760 - 40 * n),
                Set("まして、終わります。", 70, 746 - 40 * n),
            )
        ]
    )
    assert document.text.count("\nまして") == 3
    document = document_of(column("○羽田野課長　以上です。", "　次の発言の段落です。"))
    assert document.text.endswith("\n　次の発言の段落です。")


def test_radicals_and_upright_brackets_become_what_they_stand_for() -> None:
    document = document_of([Set("⽇⽤品の︵議⻑︶", 60, 760)])
    assert document.text == "日用品の（議長）"


def test_letters_one_below_the_other_in_a_cell_are_a_word() -> None:
    letters = [Set(char, 60, 700 - 10 * n) for n, char in enumerate("要保護児童")]
    figures = [Set(char, 160, 700 - 10 * n) for n, char in enumerate("512")]
    document = document_of([*column("相談の内訳"), *letters, *figures])
    assert "要保護児童" in document.text
    assert "512" not in document.text


def test_vertical_text_is_read_column_by_column() -> None:
    lines = ["○小田切委員長　ただいまから開会します。", "○三枝委員　「縦書き」で伺います（再）。"]
    document = document_of([Set(line, 500 - 20 * n, 760, 12, True) for n, line in enumerate(lines)])
    assert document.text == "\n".join(lines)
    assert who(document) == [("小田切", "委員長"), ("三枝", "委員")]


def test_vertical_text_in_two_tiers() -> None:
    def tier(y: float, *lines: str) -> list[Set]:
        return [Set(line, 500 - 20 * n, y, 12, True) for n, line in enumerate(lines)]

    upper = tier(
        780, "○小田切委員長　開会します。", "　まず報告を求めます。", "○三枝委員　伺います。"
    )
    lower = tier(400, "　二点ございます。", "○羽田野課長　お答えします。")
    document = document_of([*lower, *upper])
    assert who(document) == [("小田切", "委員長"), ("三枝", "委員"), ("羽田野", "課長")]
    assert document.text.index("伺います。") < document.text.index("二点ございます。")


# --- columns ----------------------------------------------------------------------------------

PROSE = [
    "○小田切委員長　ただいまから総務委員会を開",
    "会いたします。本日の出席委員は八名であり、",
    "定足数に達しております。まず報告を求めます",
    "ので、順次お願いいたします。それでは課長か",
    "ら説明を願います。なお資料は配付のとおりで",
    "ございますので、あわせて御覧いただきたく、",
    "お願いいたします。",
]
OTHER = [
    "○羽田野福祉課長　御説明いたします。対象の",
    "件数は五百十二件でございまして、五月十二日",
    "に判明いたしました。財団では翌十三日に公表",
    "し、対象者の方々に通知をお送りしたところで",
    "ございます。原因につきましては、現在もなお",
    "調査を続けておりまして、次回の委員会で御報",
    "告いたします。",
]


@pytest.mark.parametrize("order", ["column by column", "row by row"])
def test_two_columns_are_read_one_after_the_other(order: str) -> None:
    left = column(*PROSE, y=700)
    right = column(*OTHER, x=320, y=700)
    body = [*left, *right]
    if order == "row by row":
        body = [piece for pair in zip(left, right, strict=True) for piece in pair]
    title = Set("水尾市議会総務委員会会議録　令和九年六月十日　総務委員会室において開会", 100, 740)
    document = document_of([title, *body])
    text = document.text.replace("\n\n", "\n")
    assert text.endswith("\n".join([*PROSE, *OTHER]))
    assert who(document) == [("小田切", "委員長"), ("羽田野", "福祉課長")]


TABLE = [
    ("小田切委員長", "ただいまから総務委員会を開会いたします。本日の出席委員は八名"),
    ("", "で、定足数に達しております。"),
    ("三枝委員", "まず、漏えいの件数についてお伺いいたします。また、公表までに三"),
    ("", "日を要した理由は何か、あわせてお示しください。"),
    ("羽田野文化振興", "お答えします。対象は五百十二件でございまして、判明したのは五月"),
    ("課長", "十二日でございます。その後、調査に時間を要したことから、公表が"),
    ("", "遅れたものでございます。"),
    ("小田切委員長", "ほかに御発言はございませんか。なければ、これにて散会します。"),
]


@pytest.mark.parametrize("order", ["row by row", "column by column"])
def test_a_table_of_speakers_beside_their_speeches(order: str) -> None:
    left = [Set(name, 60, 700 - 14 * n) for n, (name, _) in enumerate(TABLE) if name]
    right = [Set(words, 160, 700 - 14 * n) for n, (_, words) in enumerate(TABLE)]
    body = [*left, *right]
    if order == "row by row":
        body.sort(key=lambda piece: (-piece.y, piece.x))
    document = document_of(body)
    assert who(document) == [
        ("小田切", "委員長"),
        ("三枝", "委員"),
        ("羽田野", "文化振興課長"),
        ("小田切", "委員長"),
    ]
    assert "羽田野文化振興課長　お答えします。" in document.text


def test_a_list_of_names_in_two_columns_stays_row_by_row() -> None:
    names = [("委員長", "小田切　進"), ("副委員長", "三枝　香織"), ("委員", "真木　稔")] * 3
    body = [
        piece
        for n, (title, name) in enumerate(names)
        for piece in (Set(title, 60, 700 - 14 * n), Set(name, 160, 700 - 14 * n))
    ]
    assert document_of(body).text.split("\n")[0] == "委員長　　　　　　　小田切　進"


# --- running heads and feet -------------------------------------------------------------------


def paged(number: int, of: int, *lines: str) -> list[Set]:
    head = Set("水尾市議会　総務委員会会議録", 200, HEIGHT - 40)
    foot = [
        Set(f"- {number} -", 280, 40),
        Set(f"https://kaigiroku.example/v?id=7 {number}/{of}", 60, 25),
    ]
    return [head, *column(*lines), *foot]


def test_what_recurs_at_the_edges_of_pages_is_furniture() -> None:
    cut = "説明は以上でございます。次に、調査会社が解析を行っておりまして、その最終報告は六月"
    said = [
        ["○小田切委員長　ただいまから開会いたします。", cut],
        ["十四日に受領いたしました。", "○三枝委員　一点伺います。"],
        ["○羽田野課長　お答えします。", "　五百十二件でございます。"],
        ["○小田切委員長　散会いたします。"],
    ]
    document = document_of(*(paged(n, 4, *lines) for n, lines in enumerate(said, 1)))
    running = [document.text[span.start : span.end] for span in document.furniture]
    assert len(running) == 12
    assert set(running) >= {"水尾市議会　総務委員会会議録", "- 3 -"}
    extraction = pipeline.extract_document(document)
    boilerplate = {n.text for n in extraction.layout.notes if n.kind == "boilerplate"}
    assert boilerplate >= set(running)
    spoken = [document.text[t.speech_start : t.end] for t in extraction.turns]
    assert [turn.speaker for turn in extraction.turns] == ["小田切", "三枝", "羽田野", "小田切"]
    assert spoken[3] == "散会いたします。"
    # The sentence goes on across the page: 六月 | 十四日 is one date.
    (date,) = [date for date in extraction.dates if "十四日" in date.text]
    assert date.text.startswith("六月")
    assert date.value is None or date.value.endswith("-06-14")


def test_a_speech_that_recurs_at_the_same_height_is_no_furniture() -> None:
    pages = [
        column("○小田切委員長　開会します。", f"{n}番目の本文です。", y=HEIGHT - 40)
        for n in range(4)
    ]
    document = document_of(*pages)
    assert document.furniture == ()
    assert len(split(document).turns) == 4


def test_a_figure_at_the_foot_of_one_page_is_no_page_number() -> None:
    table = [Set("件数", 60, 80), Set("512", 60, 60)]
    assert document_of([*column("表"), *table], column("別の頁です。")).furniture == ()


# --- files that cannot be read ----------------------------------------------------------------

PICTURE = b"q 400 0 0 400 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
WHOLE = pdf_file(*(column(f"{n}枚目の本文です。" * 3) for n in range(20)))
LOCKED = (
    "/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<" + "11" * 32 + ">/U<" + "22" * 32 + ">>>"
    "/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (WHOLE[:300], "damaged-file", "downloaded in full"),
        (b"%PDF-1.7\n" + b"\x00" * 5_000, "damaged-file", "damaged PDF"),
        (pdf_file(PICTURE, PICTURE, PICTURE), "scanned-pdf", "3 pages of pictures without text"),
        (pdf_file(b"", b""), "empty-file", "2 pages and no text"),
        (pdf_file(column("秘密です。"), extra=LOCKED), "encrypted-file", "password"),
    ],
    ids=["cut", "garbage", "scan", "empty", "locked"],
)
def test_a_bad_file_says_what_is_wrong(data: bytes, code: str, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        from_bytes(data, "folder/minutes.pdf")
    assert caught.value.code == code
    assert "folder/minutes.pdf" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_cut_in_half_gives_what_there_is_or_says_so() -> None:
    outcomes = set()
    for size in range(1_000, len(WHOLE), 2_000):
        try:
            outcomes.add("枚目の本文" in from_bytes(WHOLE[:size], "cut.pdf").text)
        except SourceError as error:
            outcomes.add(error.code)
    assert outcomes <= {True, "damaged-file", "empty-file"}


def test_pages_that_were_scanned_among_others_are_named() -> None:
    pages = [
        column("○小田切委員長　開会します。"),
        PICTURE,
        PICTURE,
        column("　続けます。"),
        PICTURE,
    ]
    document = document_of(*pages)
    (issue,) = document.issues
    assert issue.code == "pages-scanned"
    assert issue.message.startswith("pages 2-3, 5 ")


def bomb() -> bytes:
    """A page whose drawing unfolds tenfold nine times over."""
    data = pdf_file(b"/X0 Do", column("後の頁です。"))
    forms = []
    for level in range(9):
        inside = f"/X{level + 1} Do " * 10 if level < 8 else "0 0 1 1 re f " * 10
        stream = inside.encode()
        forms.append(
            b"%d 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 9 9]"
            b"/Resources<</XObject<</X%d %d 0 R>>>>/Length %d>>\nstream\n%s\nendstream\nendobj\n"
            % (100 + level, level + 1, 101 + level, len(stream), stream)
        )
    body = b"".join(forms)
    page = b"/Resources<<"
    data = data.replace(page, b"/Resources<</XObject<</X0 100 0 R>>", 1)
    # Without its table of places the file is put together anew by the reader.
    return data[: data.index(b"xref")] + body + b"trailer\n<</Root 1 0 R>>\n%%EOF"


def test_a_page_made_to_do_harm_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "MEGABYTES", 500)
    monkeypatch.setattr(pdf_process, "SECONDS", 4)
    began = time.perf_counter()
    document = from_bytes(bomb(), "bomb.pdf")
    assert "後の頁です。" in document.text
    assert [issue.code for issue in document.issues] == ["pages-not-read"]
    assert document.issues[0].message.startswith("page 1 could not be read")
    assert time.perf_counter() - began < 30


def test_no_more_pages_are_read_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "PAGES", 3)
    document = from_bytes(WHOLE, "long.pdf")
    assert document.text.count("枚目") == 9
    assert [issue.message for issue in document.issues] == [
        "pages 4-20 could not be read within the limits"
    ]


def test_a_font_that_does_not_say_what_it_sets_is_an_issue() -> None:
    document = document_of([Set("\ue001\ue002\ue003\ue004開会", 60, 700)])
    assert [issue.code for issue in document.issues] == ["odd-text"]


# --- prints of a browser ----------------------------------------------------------------------

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium to print a PDF with")
def test_a_page_printed_by_a_browser(tmp_path: Path) -> None:
    speeches = "".join(
        f"<p>○小田切委員長　{n}番目の議題に入ります。説明を願います。</p>"
        f"<p>○羽田野福祉課長　お答えします。対象は{n}件でございまして、{'詳しく申しますと、' * 12}"
        "以上でございます。</p>"
        for n in range(1, 60)
    )
    page = tmp_path / "page.html"
    page.write_text(f"<html lang=ja><meta charset=utf-8><title>会議録表示</title>{speeches}")
    target = tmp_path / "page.pdf"
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu"]
    command += ["--disable-background-networking", f"--print-to-pdf={target}", str(page)]
    printed = subprocess.run(command, capture_output=True, timeout=60, check=False)
    if printed.returncode or not target.exists():
        pytest.skip("chromium does not print here")
    document = sources.read(target)
    layout = split(document)
    assert len(layout.turns) == 118
    assert {(t.speaker, t.position) for t in layout.turns} == {
        ("小田切", "委員長"),
        ("羽田野", "福祉課長"),
    }
    pages = document.text.count("\f") + 1
    assert pages > 2
    assert len(document.furniture) >= 2 * pages


@needs_real_minutes
def test_a_real_print_gives_the_headers_of_its_text() -> None:
    def headers(document: Document) -> list[tuple[str, str]]:
        starts = [turn.start for turn in split(document).turns][1:]
        return [
            (
                "".join(turn.header.split()),
                "".join(document.text[turn.start + len(turn.header) : stop].split())[:20],
            )
            for turn, stop in zip(split(document).turns, [*starts, len(document.text)], strict=True)
        ]

    (path,) = (SHARED / "minutes" / "raw").glob("pdf_header_own_line__*.pdf")
    twin = sources.read(SHARED / "minutes" / "text" / "kyoto_pdf_layout.txt")
    expected, found = headers(twin), headers(sources.read(path))
    agreeing = sum(one == other for one, other in zip(found, expected, strict=False))
    assert 2 * agreeing >= 0.98 * (len(found) + len(expected))


@needs_real_minutes
def test_a_paper_that_is_no_minutes_has_no_turns_and_says_so() -> None:
    (path,) = (SHARED / "minutes" / "raw").glob("negative_not_minutes__*.pdf")
    layout = split(sources.read(path))
    assert layout.turns == ()
    assert [issue.code for issue in layout.issues] == ["no-turns"]


@pytest.mark.skipif(os.name != "posix", reason="processes are listed by ps")
def test_no_worker_outlives_the_reading() -> None:
    document_of(column("開会します。"))
    listed = subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=False)
    mine = [line for line in listed.stdout.split("\n") if line.split()[:1] == [str(os.getpid())]]
    assert not any("pdf_worker" in line for line in mine)
