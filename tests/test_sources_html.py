"""HTML pages: what a reader sees of them, in whatever encoding, and what no parser should see."""

from __future__ import annotations

import base64
import time
from itertools import product

import pytest
from samples import SHARED, needs_real_minutes

from minutes import lexicon, sources
from minutes.schema import Document
from minutes.sources import SourceError, from_bytes
from minutes.turns import split


def page(body: str, head: str = "", encoding: str = "utf-8") -> Document:
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return from_bytes(html.encode(encoding), "page.html")


def spoken(document: Document) -> list[tuple[str | None, str | None, str]]:
    return [
        (turn.speaker, turn.position, document.text[turn.speech_start : turn.end].split("\n")[0])
        for turn in split(document).turns
    ]


# --- the text of a page -----------------------------------------------------------------------

RENDERED = [
    ("one<br>two<br />three", "one\ntwo\nthree"),
    ("<p>開会</p><p>散会</p>", "開会\n\n散会"),
    ("<div>開会</div><div>散会</div>", "開会\n散会"),
    ("<div><div>開会</div>\n  <div></div> 散会</div>", "開会\n散会"),
    ("　　字下げは<b>残す</b>。<br>\n　次の行", "　　字下げは残す。\n　次の行"),
    ("水尾市議会\n      総務委員会", "水尾市議会総務委員会"),
    ("Mizuo City\n   Assembly", "Mizuo City Assembly"),
    ("市長&nbsp;&amp;&nbsp;副市長 &#x2460; &copy;", "市長\xa0&\xa0副市長 ① ©"),
    ("<pre>一行目\n　二行目\n\n  四行目</pre>三", "一行目\n　二行目\n\n  四行目\n\n三"),
    ('<p style="white-space: pre-wrap">一\n二</p>', "一\n二"),
    ("<ruby>羽田野<rp>（</rp><rt>はたの</rt><rp>）</rp></ruby>委員", "羽田野委員"),
    ("開会<script>var p = '<p>偽の段落</p>';</script>散会<style>p{}</style>", "開会散会"),
    ("<nav>前へ</nav>開会<button>検索</button><select><option>議長</select>", "開会"),
    ('開会<div style="display:none">見えない</div><p hidden>見えない</p>', "開会"),
    ('○<img src="g.png" alt="髙">橋委員<img alt="市章の写真">', "○髙橋委員"),
    ("開会<!-- 注釈 <p>偽</p> -->散会", "開会散会"),
    (
        "<table><tr><th>年度<th>件数<tr><td>令和６年度<td>五百十二件</table>",
        "年度\t件数\n令和６年度\t五百十二件",
    ),
    ("<table><tr><td><td>総務課<td></table>", "\t総務課"),
    (
        "<table><tr><td>議長<td><p>開会します。</p><p>着席願います。</p></table>",
        "議長\t開会します。\n\n着席願います。",
    ),
    (
        "<table><tr><td>左一<br>左二<td>右一<br>右二</table>",
        "左一\n左二\n右一\n右二",
    ),
    (
        "<table><tr><td>外<table><tr><td>内一<td>内二</table></table>",
        "外\n\n内一 内二",
    ),
    ("<h4>議長（榊原康生君）</h4><p>開会します。", "議長（榊原康生君）\n\n開会します。"),
    ("一<br><br><br><br><br><br>二", "一\n\n\n二"),
]


@pytest.mark.parametrize(("body", "text"), RENDERED, ids=[body[:40] for body, _ in RENDERED])
def test_a_page_is_what_a_reader_sees(body: str, text: str) -> None:
    assert page(body).text == text


@pytest.mark.parametrize("kind", ["left_out", "block", "apart", "loose", "reopened"])
def test_the_lists_of_elements_have_examples_both_ways(kind: str) -> None:
    entry = lexicon.read("html")[kind]
    for markup, expected in (
        *((example, True) for example in entry["examples"]),
        *((example, False) for example in entry["counterexamples"]),
    ):
        name = markup[1:].partition(">")[0].partition(" ")[0]
        assert (name in entry["words"]) is expected
    if kind == "left_out":
        assert page(f"<ruby>羽田野{entry['examples'][1]}</ruby>" + entry["examples"][0]).text == (
            "羽田野"
        )
    if kind == "block":
        assert page(f"一{entry['examples'][0]}二").text.split() == ["一", "開会", "二"]
        assert page(f"一{entry['counterexamples'][0]}二").text == "一開会二"


def test_the_main_part_is_told_from_the_frame_around_it() -> None:
    speech = "○議長（榊原康生君）　これより会議を開きます。<br>" * 3
    around = "<header>水尾市公式サイト</header><footer>無断転載を禁じます</footer>"
    for body in (
        f"{around}<main>{speech}</main>",
        f"{around}<div id='main'>{speech}</div>",
        f"<div>{around}{speech}</div>",
    ):
        assert page(body).text.strip() == speech.replace("<br>", "\n").strip()
    small = f"<article>お知らせ</article>{speech}"
    assert "これより会議を開きます。" in page(small).text


# --- encodings --------------------------------------------------------------------------------

TEXT = "○小田切委員長　対象は五百十二件、髙橋委員の御質問でございます。"
DECLARED = ["Shift_JIS", "x-sjis", "EUC-JP", "utf-8", "ISO-8859-1", "no-such-code"]


@pytest.mark.parametrize(
    ("declared", "stored"),
    list(product(DECLARED, ["utf-8", "cp932", "utf-16", "utf-8-sig"])),
)
def test_the_bytes_decide_and_not_the_declaration(declared: str, stored: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    document = page(TEXT, head, stored)
    assert document.text == TEXT
    assert document.encoding == stored
    assert document.issues == ()


@pytest.mark.parametrize("stored", ["euc_jp", "iso2022_jp"])
def test_the_older_encodings_are_read(stored: str) -> None:
    text = TEXT.replace("髙", "高")
    assert page(text, '<meta charset="EUC-JP">', stored).text == text


def test_a_declaration_decides_where_the_bytes_do_not() -> None:
    short = "議長"
    for encoding in ("euc_jp", "cp932"):
        assert page(short, f'<meta charset="{encoding}">', encoding).text == short


def test_a_lost_character_is_an_issue_at_its_place() -> None:
    html = f"<p>{TEXT}</p>".encode()
    cut = html.replace("十".encode(), b"\xe5\x8d")
    document = from_bytes(cut, "page.html")
    (issue,) = document.issues
    assert issue.code == "damaged-text"
    assert issue.start is not None
    assert document.text[issue.start] == "\ufffd"


# --- the systems ------------------------------------------------------------------------------


def test_a_page_of_dbsr_with_a_label_for_each_speech() -> None:
    speeches = [
        (
            "◯議長（榊原康生）",
            "開会（午前１０時００分）<br />\n◯議長（榊原康生）<br />\n　報告します。",
        ),
        ("◯建設部長（真木稔）", "◯建設部長（真木稔）〔登壇〕<br />\n　お答えします。<br />\n"),
    ]
    items = "".join(
        f'<li class="voice-block d-none" data-voice-title="{label}"><div class="voice">'
        f'<div class="voice__detail">{number}:</div><p class="voice__text">{words}</p></div></li>'
        for number, (label, words) in enumerate(speeches, 1)
    )
    document = page(
        f'<span class="command__docname">令和９年第３回定例会（第２号）　本文</span>'
        f'<span class="command__date">2027-09-14</span><button>前へ</button><ul>{items}</ul>',
        "<title>閲覧 | 水尾市議会会議録検索</title>",
    )
    facts = {fact.key: fact.value for fact in document.metadata}
    assert (facts["body"], facts["date"], facts["number"]) == ("水尾市議会", "2027-09-14", "２")
    assert [cue.speaker for cue in document.cues] == ["議長（榊原康生）", "建設部長（真木稔）"]
    assert spoken(document) == [
        ("榊原康生", "議長", "報告します。"),
        ("真木稔", "建設部長", "お答えします。"),
    ]
    assert "前へ" not in document.text
    assert "1:" not in document.text


def test_a_page_of_dbsr_with_a_number_before_each_speech() -> None:
    voices = "".join(
        f'<div class="page-text__voice" id="VoiceNo{n}"><p class="page-text__text border">'
        f'<span class="page-text__number VoiceAnchor" data-voiceno="{n}">{n}</span>\n  {words}</p>'
        "</div>"
        for n, words in enumerate(
            (
                "　　午前10時開議<br />\n◯議長（榊原康生君）　開きます。",
                "◯４番（三枝香織君）　伺います。",
            ),
            1,
        )
    )
    document = page(f'<div class="page-text">{voices}</div>')
    assert document.text.startswith("　　午前10時開議\n◯議長")
    assert spoken(document) == [
        ("榊原康生", "議長", "開きます。"),
        ("三枝香織", "４番", "伺います。"),
    ]


def test_a_page_of_gijiroku_holds_one_speech() -> None:
    html = (
        '<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Shift_JIS">'
        "<TITLE> 委員長(小田切) P.1</TITLE></HEAD><BODY>"
        '<SCRIPT LANGUAGE="JavaScript">parent.comp_hat = 0;</SCRIPT><A NAME="HUID220"></A>'
        "○小田切　委員長　ただいまから協議会を開きます。<BR>　――――――――<BR>●　報告について<BR>"
        '<FORM METHOD="POST"><INPUT TYPE="hidden" VALUE="0"></FORM></BODY></HTML>'
    )
    document = from_bytes(html.encode(), "huid.html")
    assert document.cues[0].speaker == "委員長(小田切)"
    assert spoken(document) == [("小田切", "委員長", "ただいまから協議会を開きます。")]


def test_a_page_of_discussnet_as_it_is_shown() -> None:
    document = page(
        '<div id="tab-minute-plain">会議録</div><div id="tab-list">発言者</div>'
        "<div id='plain-minute'>第３回　建設委員会記録<br>○委員長（榊原康生）　<br>"
        "　開会します。<br>◆委員（三枝香織）　<br>　伺います。<br>◎部長（真木稔）　<br>"
        "　お答えします。</div>"
    )
    assert spoken(document) == [
        ("榊原康生", "委員長", "開会します。"),
        ("三枝香織", "委員", "伺います。"),
        ("真木稔", "部長", "お答えします。"),
    ]


def test_a_list_of_speakers_is_no_minutes_and_says_so() -> None:
    rows = "".join(
        f'<tr><td>No.{n}<td><input type="checkbox" name="downloadPos" value="{n}"><td>{name}'
        for n, name in enumerate(("榊原康生議長", "三枝香織議員", "真木稔市長", "榊原康生議長"), 1)
    )
    document = page(f"<table>{rows}</table>")
    assert [issue.code for issue in document.issues] == ["speaker-index"]
    assert split(document).turns == ()


@pytest.mark.parametrize(
    ("html", "code", "says"),
    [
        ("<frameset cols='20%,*'><frame src='a'><frame src='b'></frameset>", "no-text", "frame"),
        ("<body><div id='app'></div><script src='app.js'></script></body>", "no-text", "script"),
        ("<p>   </p>", "empty-file", "without text"),
    ],
)
def test_a_page_without_text_says_what_to_save(html: str, code: str, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        from_bytes(f"<html>{html}</html>".encode(), "pages/a.html")
    assert caught.value.code == code
    assert "pages/a.html" in str(caught.value)


def test_a_large_page_with_hardly_any_text_is_an_issue() -> None:
    document = page("<p>会議録を表示できません</p>" + "<i class='icon'></i>" * 2_000)
    assert [issue.code for issue in document.issues] == ["short-text"]


# --- headers in the markup of other sites -----------------------------------------------------

MARKED = {
    "headings": "".join(
        f"<h4>{who}</h4><p>　{words}</p>"
        for who, words in (
            ("議長（榊原康生君）", "これより会議を開きます。"),
            ("市長（真木稔君）", "お答えします。"),
            ("議長（榊原康生君）", "散会します。"),
        )
    ),
    "bold headers behind a mark": "〇<b>議長（榊原康生君）</b>　これより会議を開きます。<br>"
    "〇<b>市長（真木稔君）</b>　お答えします。<br>〇<b>議長（榊原康生君）</b>　散会します。",
    "cells with a class": "".join(
        f'<table><tr><td class="a">○<span class="chair">{who}</span>　{words}</td></tr></table>'
        for who, words in (
            ("議長（榊原康生君）", "これより会議を開きます。"),
            ("市長（真木稔君）", "お答えします。"),
            ("議長（榊原康生君）", "散会します。"),
        )
    ),
    "a table of speakers and speeches": "<table><tr><th>発言者<th>発言内容"
    "<tr><td>榊原議長<td><p>これより会議を開きます。</p><p>着席願います。</p>"
    "<tr><td>真木市長<td>お答えします。<tr><td>榊原議長<td>散会します。</table>",
}


@pytest.mark.parametrize("name", MARKED)
def test_headers_in_markup(name: str) -> None:
    found = [(who and who[:2], title) for who, title, _ in spoken(page(MARKED[name]))]
    assert found == [("榊原", "議長"), ("真木", "市長"), ("榊原", "議長")]


def test_a_page_says_where_it_stands() -> None:
    saved = "<!-- saved from url=(0031)https://minutes.example/view?id=7 -->"
    html = f"<html>{saved}<body>開会します。</body></html>"
    assert from_bytes(html.encode(), "a.html").url == "https://minutes.example/view?id=7"
    head = '<link rel="canonical" href="https://minutes.example/7">'
    assert page("開会します。", head).url == "https://minutes.example/7"
    assert page("開会します。", '<link rel="canonical" href="javascript:x">').url is None


def test_a_page_saved_with_its_parts_in_one_file() -> None:
    body = base64.b64encode(f"<p>{TEXT}</p>".encode("cp932")).decode()
    saved = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://minutes.example/view?id=7\r\n"
        "Subject: view\r\nDate: Mon, 14 Jun 2027 10:06:40 +0900\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="XX"\r\n\r\n'
        "--XX\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{body}\r\n--XX\r\nContent-Type: text/html\r\n\r\n<p>frame</p>\r\n"
        "--XX\r\nContent-Type: image/png\r\n\r\nxx\r\n--XX--\r\n"
    )
    document = from_bytes(saved.encode(), "view.mhtml")
    assert (document.text, document.encoding) == (TEXT, "cp932")
    assert document.url == "https://minutes.example/view?id=7"
    assert document.retrieved == "2027-06-14T10:06:40+09:00"
    for broken in (b"--XX--", b"\xff\xfe", saved.encode()[:200]):
        with pytest.raises(SourceError):
            from_bytes(broken, "view.mhtml")


# --- hostile pages ----------------------------------------------------------------------------

HOSTILE = {
    "100,000 tags inside one another": "<div>" * 100_000 + "開会",
    "a million of them": "<span>" * 1_000_000,
    "with other tags closed between them": "<div></b>" * 100_000,
    "that look closed": "<div/>" * 100_000,
    "whose end tags end nothing": "<span><div></span>" * 100_000,
    "end tags that look for their tag": "<x><div>" + "<span>" * 9_000 + "</x>" * 100_000,
    "a tag of 100,000 attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">開会",
    "unclosed tags that multiply": "<div>"
    + "".join(f"<font id={n}>" for n in range(3_000))
    + "</div>"
    + "<p>開会</p>" * 3_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_refused_at_once(name: str) -> None:
    began = time.perf_counter()
    with pytest.raises(SourceError, match="save its text") as caught:
        page(HOSTILE[name])
    assert caught.value.code == "hostile-markup"
    assert time.perf_counter() - began < 5


HARMLESS = {
    "unclosed comments": "開会" + "<!--" * 100_000,
    "unclosed scripts": "開会" + "<script>" * 100_000,
    "tags in a script": "開会<script>" + "'<div>'" * 50_000 + "</script>",
    "unclosed fonts in 20,000 rows": "<table>"
    + "<tr><td><font size=2>開会<td><font color=red>五件" * 20_000
    + "</table>",
    "list items without ends": "<ul>" + "<li>開会" * 50_000,
    "open angles": "開会" + "<" * 200_000,
    "ampersands": "開会" + "&" * 200_000,
    "one text of two million characters": "開会" * 1_000_000,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_a_large_page_is_read_in_seconds(name: str) -> None:
    began = time.perf_counter()
    assert "開会" in page(HARMLESS[name]).text
    assert time.perf_counter() - began < 10


# --- real pages -------------------------------------------------------------------------------


@needs_real_minutes
@pytest.mark.parametrize("pattern", ["dbsearch_*.html", "gijiroku*.html", "html_*.html"])
def test_real_pages_have_turns(pattern: str) -> None:
    paths = sorted((SHARED / "minutes" / "raw").glob(pattern))
    assert paths
    for path in paths:
        document = sources.read(path)
        assert split(document).turns, path.name
        assert document.issues == ()
