"""Days between the steps of an incident that several bodies tell of, each from its own side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from minutes.incidents import Definition, Measure, study
from minutes.incidents.bodies import authorities, is_authority, is_nameless, who_acts
from minutes.pipeline import extract_document
from minutes.schema import Document, Event, Extraction

PRINTER = Definition(
    "k", "カモメトの流出", ("株式会社カモメト",), (), (), "2024-06-01", "2025-03-31"
)


def page(name: str, *lines: str) -> Extraction:
    """A page of a municipality."""
    return extract_document(Document(name, f"{name}.txt", "\n".join(lines) + "\n"))


def measured(*pages: Extraction) -> dict[tuple[str, str | None], Measure]:
    found = study(pages, [PRINTER])
    return {(one.code, one.subject): one for one in found.measures}


ATTACK = page(
    "a",
    "更新日:令和6年9月2日",
    "株式会社カモメトが令和6年8月3日に不正アクセスを受けた。",
    "水尾市は、令和6年8月9日、株式会社カモメトのサーバーからの情報流出を公表した。",
)
OWN_DATA = page(
    "b",
    "更新日:令和6年9月5日",
    "浅見市は、令和6年9月4日、株式会社カモメトからの個人情報の流出を公表した。",
    "令和6年8月30日、株式会社カモメトのサーバーに個人情報があったことが判明した。",
)


def test_the_discovery_is_no_later_than_the_first_word_of_it() -> None:
    found = measured(ATTACK, OWN_DATA)
    (detection,) = [one for (code, _), one in found.items() if code == "to-detection"]
    assert (detection.start_date, detection.end_date) == ("2024-08-03", "2024-08-09")


def test_each_body_that_makes_it_public_has_its_days() -> None:
    lone = page(
        "c",
        "更新日:令和6年9月5日",
        "令和6年8月5日、株式会社カモメトのサーバーからの情報流出が判明した。",
    )
    found = measured(lone, ATTACK, OWN_DATA)
    days = {who: one.days_min for (code, who), one in found.items() if code == "to-disclosure"}
    assert days == {"水尾市": 4, "浅見市": 30}


def test_a_bare_word_of_making_public_is_of_the_incident() -> None:
    rows = page(
        "d",
        "株式会社カモメトへの不正アクセスの経過",
        "令和6年8月5日　株式会社カモメトのサーバーへの不正アクセスが判明",
        "令和6年8月7日　市ホームページで公表",
        "令和6年8月10日　攻撃者がリークサイトで公開",
    )
    found = measured(rows)
    days = [one.end_date for (code, _), one in found.items() if code == "to-disclosure"]
    assert days == ["2024-08-07"]


def event(quote: str, *actors: tuple[str, str]) -> Event:
    made = page("e", f"令和6年9月3日、{quote}。").events[0]
    return replace(
        made,
        quote=quote,
        actors=tuple(name for name, _ in actors),
        roles=tuple(role for _, role in actors),
    )


def test_the_regulator_acts_not_the_city_that_it_is_about() -> None:
    guided = event(
        "水尾市の名簿が流出した件について、個人情報保護委員会は指導を行った",
        ("水尾市", "agent"),
        ("個人情報保護委員会", "agent"),
    )
    assert authorities(guided)[0] == "個人情報保護委員会"


def test_who_acts_is_named() -> None:
    assert who_acts(event("同社は報告した", ("同社", "agent"))) is None
    assert (
        who_acts(event("本市は報告した", ("本市", "agent"), ("カモメト", "source"))) == "カモメト"
    )


@pytest.mark.parametrize(
    ("name", "nameless", "authority"),
    [
        ("本市", True, True),
        ("当社", True, False),
        ("市", True, True),
        ("水尾市", False, True),
        ("個人情報保護委員会", False, True),
        ("総務委員会", False, False),
        ("株式会社カモメト", False, False),
    ],
)
def test_names_that_name_nobody(name: str, nameless: bool, authority: bool) -> None:
    assert is_nameless(name) is nameless
    assert is_authority(name) is authority
