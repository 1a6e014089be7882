"""The dossier: one file, no scripts, links both ways, hostile sources shown as text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser import needs_browser, opened
from selectolax.lexbor import LexborHTMLParser

from minutes import pipeline, sources
from minutes.report import Case, dossier
from minutes.tables import Row, rows

pytest.importorskip("altair", reason="the charts extra is not installed")

HOSTILE = """\
浅見市議会　産業委員会会議録

令和七年十月二十一日（火曜日）

○久世委員長　ただいまから開会します。<script>alert(1)</script>
○砂田商工課長　運営会社の株式会社ホシノ<img src=x onerror=alert(2)>決済は、十月三日に異常を検知し、\
翌四日に全てのチャージを停止し、同日十五時に公表いたしました。被害は四百十二人でございます。
○久世委員　なぜ公表まで一日を要したのか、お聞かせください。javascript:alert(3)
○砂田商工課長　\u202eその点は把握しておりません。\u202c"' onmouseover="alert(4)
"""


def case() -> Case:
    extraction = pipeline.extract_document(sources.from_bytes(HOSTILE.encode(), "悪意<b>.txt"))
    tables: dict[str, list[Row]] = {name: list(found) for name, found in rows(extraction).items()}
    for name in ("events", "exchanges"):
        tables[name] = [{**row, "incident_id": "i1"} for row in tables[name]]
    tables["incidents"] = [{"incident_id": "i1", "name": "<i>不正なチャージ</i>"}]
    return Case(tables, {extraction.document.id: extraction.document.text})


@pytest.fixture(scope="module")
def html() -> str:
    return dossier(case(), title="浅見市の<script>alert(0)</script>記録")


@pytest.fixture(scope="module")
def page(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html, encoding="utf-8")
    return path


def test_there_is_no_script_and_nothing_to_load(html: str) -> None:
    tree = LexborHTMLParser(html)
    assert tree.css("script, img, iframe, object, embed, link, base, form") == []
    for node in tree.css("*"):
        assert not [name for name in node.attributes if name.startswith("on")]
        for name in ("href", "xlink:href", "src"):
            value = node.attributes.get(name)
            assert value is None or value.startswith("#"), value
    policy = tree.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_hostile_text_is_shown_as_text(html: str) -> None:
    text = LexborHTMLParser(html).body.text()
    for words in ("<script>alert(1)</script>", "<img src=x", "javascript:alert(3)", "U+202E"):
        assert words in text
    assert "\u202e" not in html


def test_every_link_leads_somewhere(html: str) -> None:
    tree = LexborHTMLParser(html)
    ids = {node.attributes["id"] for node in tree.css("[id]")}
    assert len(ids) == len(tree.css("[id]"))
    links = [link[1:] for node in tree.css("a") if (link := node.attributes.get("href"))]
    links += re.findall(r'xlink:href="#([^"]+)"', html)
    assert len(links) > 20
    assert [link for link in links if link not in ids] == []


def test_events_and_sentences_lead_to_each_other(html: str) -> None:
    tree = LexborHTMLParser(html)
    events = [str(row["event_id"]) for row in case().rows("events")]
    assert events
    for event in events:
        row = tree.css_first(f'[id="e-{event}"]')
        assert row is not None
        assert row.css_first(f'a[href="#q-{event}"]') is not None
        assert tree.css_first(f'.q a[href="#e-{event}"]') is not None


def test_the_whole_text_of_the_source_is_on_the_page(html: str) -> None:
    tree = LexborHTMLParser(html)
    for node in tree.css(".c, .b, .code"):
        node.decompose()
    shown = re.sub(r"\s", "", "".join(node.text() for node in tree.css("article p")))
    for sentence in (
        "十月三日に異常を検知し",
        "お聞かせください。",
        "被害は四百十二人でございます。",
    ):
        assert sentence in shown


@needs_browser
def test_the_page_opens_without_an_error_a_dialog_or_a_request(page: Path) -> None:
    with opened(page.as_uri()) as (_, heard):
        assert heard == []


@needs_browser
def test_clicks_lead_from_the_event_to_its_sentence_and_back(page: Path) -> None:
    with opened(page.as_uri(), viewport={"width": 1100, "height": 700}) as (shown, heard):
        row = shown.locator("tr[id^=e-]").first
        event = row.get_attribute("id").removeprefix("e-")
        row.locator("a").first.click()
        assert shown.url.endswith(f"#q-{event}")
        back = shown.locator(f'.q a[href="#e-{event}"]').first
        assert back.is_visible()
        back.click()
        assert shown.url.endswith(f"#e-{event}")
        assert heard == []


@needs_browser
def test_a_mention_shows_its_value_by_keyboard_too(page: Path) -> None:
    with opened(page.as_uri()) as (shown, _):
        mention = shown.locator("a.m.d", has_text="翌四日").first
        mention.focus()
        card = shown.locator(f'[id="{mention.get_attribute("id")}"] + .c')
        assert card.is_visible()
        assert "2025-10-04" in card.inner_text()


@needs_browser
def test_a_cleared_box_hides_its_events_in_the_table_and_in_the_chart(page: Path) -> None:
    with opened(page.as_uri()) as (shown, _):
        box = shown.locator("fieldset input").first
        name = box.get_attribute("id").removesuffix("-box")
        found = shown.locator(f".{name}")
        assert found.count() >= 2
        assert found.first.is_visible()
        box.focus()
        shown.keyboard.press("Space")
        assert not any(found.nth(index).is_visible() for index in range(found.count()))


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Path, scheme: str) -> None:
    axe: Any = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core")
    with opened(page.as_uri(), color_scheme=scheme) as (shown, _):
        found = axe.Axe().run(shown).response["violations"]
    serious = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
    assert serious == []


@needs_browser
def test_a_telephone_scrolls_down_only(page: Path) -> None:
    with opened(page.as_uri(), viewport={"width": 390, "height": 800}) as (shown, _):
        width = shown.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


@needs_browser
def test_the_print_view_shows_all_and_no_controls(page: Path) -> None:
    with opened(page.as_uri()) as (shown, _):
        shown.emulate_media(media="print")
        assert not shown.locator("fieldset").first.is_visible()
        assert shown.locator("article p").first.is_visible()
        assert len(shown.pdf()) > 10_000
