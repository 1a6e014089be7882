"""Pages of questions and answers, and promises that a later document comes back to."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from samples import CORPUS, extraction_of

from minutes.export import batch
from minutes.export.promises import place
from minutes.qa import render, sheets_of

JUNE = """\
浅見市議会建設委員会会議録
令和７年６月３日（火曜日）

○委員長（鵜飼真弓君）　これより質疑に入ります。古市委員。
○委員（古市薫君）　中央公園の遊具の安全点検は、いつ終わるのですか。
○公園課長（真鍋隆君）　中央公園の遊具の安全点検は、７月末までに終え、結果を報告いたします。
○委員（古市薫君）　<b>柵</b>の修理の費用は幾らですか。
○公園課長（真鍋隆君）　柵の費用につきましては、お答えを差し控えさせていただきます。
"""
AUGUST = """\
浅見市議会建設委員会会議録
令和７年８月５日（火曜日）

○公園課長（真鍋隆君）　中央公園の遊具の安全点検を先月３０日に終え、結果を御報告いたします。
"""
ELSEWHERE = """\
瀬野原市議会総務委員会会議録
令和７年９月９日（火曜日）

○総務課長（沢渡仁君）　庁舎の清掃の契約を更新いたしました。
"""


def run(*words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "minutes", *map(str, words)],
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "in"
    home.mkdir()
    for name, text in (("june", JUNE), ("august", AUGUST), ("elsewhere", ELSEWHERE)):
        (home / f"{name}.txt").write_text(text, encoding="utf-8")
    return home


def commitments(out: Path) -> list[dict[str, str]]:
    with (out / "commitments.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_promise_says_where_a_later_document_comes_back_to_it(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("extract", folder, "-o", out, "-q").returncode == 0
    (promise,) = [row for row in commitments(out) if "安全点検" in row["quote"]]
    ident, _, offset = promise["taken_up"].partition(":")
    text = (out / "texts" / f"{ident}.txt").read_text(encoding="utf-8")
    assert text[int(offset) :].startswith(("中央公園", "公園"))
    assert "令和７年８月５日" in text


def test_no_document_of_an_earlier_day_comes_back_to_a_promise(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "august.txt").write_text(AUGUST.replace("８月５日", "５月７日"), encoding="utf-8")
    out = tmp_path / "out"
    run("extract", folder, "-o", out, "-q")
    assert [row["taken_up"] for row in commitments(out) if "安全点検" in row["quote"]] == [""]


def test_a_document_added_later_is_seen_by_promises_that_were_kept(
    folder: Path, tmp_path: Path
) -> None:
    late = tmp_path / "late.txt"
    (folder / "august.txt").rename(late)
    out = tmp_path / "out"
    run("extract", folder, "-o", out, "-q")
    assert [row["taken_up"] for row in commitments(out)] == [""]
    late.rename(folder / "august.txt")
    run("extract", folder, "-o", out, "-q")
    assert [bool(row["taken_up"]) for row in commitments(out)] == [True]
    assert run("verify", out).returncode == 0


def test_the_promises_are_in_the_order_of_the_documents(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("extract", CORPUS, "-o", out, "-q")
    with (out / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        order = [row["document_id"] for row in csv.DictReader(file)]
    found = [order.index(row["document_id"]) for row in commitments(out)]
    assert found
    assert found == sorted(found)


def test_few_words_or_words_far_apart_are_no_return() -> None:
    words = {"遊具": 1.0, "点検": 1.0, "撤去": 1.0}
    near = "遊具の点検を終え、二基を撤去しました。"
    assert place(near, words) == 0
    assert place("遊具の点検を終えました。", words) is None
    apart = f"遊具の点検。{'議事を進めます。' * 80}標識の撤去。"
    assert place(apart, words) is None


# --- pages --------------------------------------------------------------------------------------


def test_a_markdown_page_has_the_unanswered_first(folder: Path) -> None:
    done = run("qa", folder / "june.txt")
    page = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert page.startswith("# 浅見市議会")
    unanswered, ordered = page.index("一部にとどまる質問"), page.index("## 質問の順")
    assert unanswered < page.index("答弁を差し控える") < ordered
    assert page.index("### 1. ") < page.index("### 2. ")
    assert "\\<b\\>" in page
    assert "<b>" not in page


def test_an_html_page_escapes_what_the_source_says(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    source = folder / "june.txt"
    source.write_text(JUNE.replace("<b>", "</script><script>alert(1)</script>"), encoding="utf-8")
    assert run("qa", source, "-o", page).returncode == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "default-src 'none'" in text


def test_a_page_of_tables_is_the_page_of_their_sources(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("extract", folder, "-o", out, "-q")
    from_tables = run("qa", out).stdout
    assert from_tables == run("qa", folder).stdout
    assert "その後: ".encode() in from_tables


def test_a_page_says_where_nobody_asks(folder: Path) -> None:
    page = run("qa", folder / "elsewhere.txt").stdout.decode("utf-8")
    assert "質問は見つかりませんでした。" in page


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--format", "pdf"], 2, "no such format"),
        (["-o", "no/such/folder/page.md"], 2, "cannot be written"),
    ],
)
def test_wrong_usage_is_told(folder: Path, words: list[str], code: int, told: str) -> None:
    done = run("qa", folder, *words)
    assert done.returncode == code
    assert told in done.stderr.decode("utf-8")


def test_an_input_that_is_not_there_is_a_failure() -> None:
    assert run("qa", "no-such-file.txt").returncode == 1


@pytest.mark.parametrize("form", ["md", "html"])
def test_every_question_of_the_corpus_is_on_its_page(form: str) -> None:
    found = extraction_of(CORPUS / "mizuo_honkaigi_20250910.txt")
    page = render(sheets_of([batch(found)]), form)
    assert len(found.exchanges) > 20
    for row in found.exchanges:
        assert f"{row.question.start}-{row.question.end}" in page
