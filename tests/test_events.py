"""Dated happenings: the lexicon both ways, days and predicates, roles, chronologies, acts."""

from __future__ import annotations

import json
import time

import pytest
import samples

from minutes.events.chronology import rows as chronology_rows
from minutes.events.links import LINKS, Link
from minutes.events.predicates import find_predicates
from minutes.events.words import OTHER, kinds
from minutes.nlp import tokenize
from minutes.pipeline import extract_document
from minutes.schema import Document, Event
from minutes.tables.contract import EVENT_KINDS, EVENT_ROLES

PAGE = """\
予約システムの経過

更新日：令和七年十二月一日

"""
MEETING = """\
　　　　　水尾市議会総務委員会会議録
◯令和７年７月１５日（火曜日）
◯委員長（小田切稔君）　ただいまから総務委員会を開会いたします。
◯総務課長（辻村敬君）　御説明いたします。
"""


def events(text: str) -> list[Event]:
    found = extract_document(Document("d", "a.txt", text)).events
    for event in found:
        assert text[event.start : event.end] == event.quote
        assert len(event.actors) == len(event.roles)
        assert set(event.roles) <= set(EVENT_ROLES)
    return list(found)


def told(text: str) -> list[tuple[str, str | None]]:
    """The kinds and days of what a page of 1 December 2025 tells."""
    return [(event.kind, event.date_value) for event in events(PAGE + text)]


def said(text: str) -> list[Event]:
    """What an official says in a meeting of 15 July 2025, without the opening."""
    return [event for event in events(MEETING + text) if event.how != "meeting"]


EXAMPLES = [(kind.name, text) for kind in kinds().values() for text in kind.examples]
COUNTER = [(kind.name, text) for kind in kinds().values() for text in kind.counterexamples]


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_an_example_tells_one_event_of_its_class(kind: str, text: str) -> None:
    found = [p for p in find_predicates(tokenize(text), 0, len(text)) if p.is_told]
    assert [p.kind.name for p in found] == [kind]


@pytest.mark.parametrize(("kind", "text"), COUNTER)
def test_a_counterexample_tells_none_of_it(kind: str, text: str) -> None:
    found = [p for p in find_predicates(tokenize(text), 0, len(text)) if p.is_told]
    assert kind not in [p.kind.name for p in found]


LINKED = [(link, text) for link in LINKS for text in link.examples]
NOT_LINKED = [(link, text) for link in LINKS for text in link.counterexamples]


@pytest.mark.parametrize(("link", "text"), LINKED, ids=lambda value: getattr(value, "name", value))
def test_a_link_is_read_behind_a_day(link: Link, text: str) -> None:
    assert link.pattern.match(text.removeprefix("〓"))


@pytest.mark.parametrize(
    ("link", "text"), NOT_LINKED, ids=lambda value: getattr(value, "name", value)
)
def test_a_link_is_not_read_into_other_words(link: Link, text: str) -> None:
    assert not link.pattern.match(text.removeprefix("〓"))


def test_the_classes_are_those_of_the_table() -> None:
    assert (*kinds(), OTHER) == EVENT_KINDS
    assert all(kind.examples and kind.japanese and kind.says for kind in kinds().values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # two predicates, two events; each takes the nearest day
        (
            "令和七年三月四日に不正な接続を検知し、六日には決済を停止いたしました。",
            [("detected", "2025-03-04"), ("suspended", "2025-03-06")],
        ),
        # a continuative clause without a day goes on with the day told
        (
            "令和七年三月四日に原因が判明し、直ちに回線を遮断いたしました。",
            [("detected", "2025-03-04"), ("suspended", "2025-03-04")],
        ),
        # その後 says that it was later
        (
            "令和七年三月四日に原因が判明し、その後に回線を遮断いたしました。",
            [("detected", "2025-03-04")],
        ),
        # the day of the outer clause waits while a clause of another day is embedded
        (
            "令和七年十月二十日に、機構は、同社の認証を十月十七日付けで取り消したと公表した。",
            [("disclosed", "2025-10-20"), ("revoked", "2025-10-17")],
        ),
        # the day is the predicate
        ("事案を公表したのは令和七年六月十日です。", [("disclosed", "2025-06-10")]),
        ("発覚は令和七年五月二日でした。", [("detected", "2025-05-02")]),
        # a clause that says which day it was
        ("受付を停止しました令和七年六月二日までの件数です。", [("suspended", "2025-06-02")]),
        # in brackets behind its predicate, or with a predicate of its own
        ("番号の漏えいが発生（令和七年二月～四月）", [("occurred", "2025-02/2025-04")]),
        # named by a noun
        (
            "令和七年八月二十九日の経済産業省の命令を踏まえ、検討を重ねております。",
            [("sanctioned", "2025-08-29")],
        ),
        ("令和七年十月一日からの運行について説明します。", [("started", "2025-10-01")]),
        # two days, two events
        (
            "令和七年六月の十六日と二十三日に催促を行いました。",
            [("inquired", "2025-06-16"), ("inquired", "2025-06-23")],
        ),
        # the sentence after, where it tells what was done on that day
        (
            "令和七年七月四日に事案を公表しました。販売を全て停止しております。",
            [("disclosed", "2025-07-04"), ("suspended", "2025-07-04")],
        ),
    ],
)
def test_days_find_their_predicates(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "令和七年度予算について説明します。",
        "令和七年度の事業計画に基づき公表しました。",
        "個人情報の保護に関する法律（平成十五年法律第五十七号）に基づく指導です。",
        "令和七年六月十日に公表しませんでした。",
        "令和七年六月十日に公表したのですか。",
        "令和七年八月十日までに報告してください。",
        "令和七年八月十日に発生した場合の対応です。",
        "令和七年八月分の支払の方法です。",
        "令和七年三月の人口は増えています。",
        "毎年六月に報告します。",
    ],
)
def test_days_that_nothing_happens_on(text: str) -> None:
    assert told(text) == []


def test_planned_is_what_lies_ahead() -> None:
    found = said("　来月五日に結果を公表する予定です。先月二日に原因を公表しました。")
    assert [(e.date_value, e.planned) for e in found] == [
        ("2025-08-05", True),
        ("2025-06-02", False),
    ]
    assert {e.said_on for e in found} == {"2025-07-15"}
    assert {e.speaker for e in found} == {"辻村敬"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "七月四日に株式会社ミナト電算が水尾市へ報告いたしました。",
            {"株式会社ミナト電算": "agent", "水尾市": "recipient"},
        ),
        ("七月四日に株式会社ミナト電算より報告を受けました。", {"株式会社ミナト電算": "source"}),
        (
            "七月四日に水尾市は株式会社ミナト電算に対し通知を行いました。",
            {"水尾市": "agent", "株式会社ミナト電算": "recipient"},
        ),
        (
            "七月四日に水尾市と浅見市は協定を締結しました。",
            {"水尾市": "agent", "浅見市": "agent"},
        ),
        (
            "七月四日に経済産業省、個人情報保護委員会へ状況を照会しました。",
            {"経済産業省": "recipient", "個人情報保護委員会": "recipient"},
        ),
    ],
)
def test_actors_have_the_roles_that_their_particles_say(
    text: str, expected: dict[str, str]
) -> None:
    (event,) = said(text)
    assert dict(zip(event.actors, event.roles, strict=True)) == expected


def test_a_left_out_subject_is_that_of_the_sentence_before() -> None:
    def cast(text: str) -> list[tuple[str, dict[str, str]]]:
        events = extract_document(Document("d", "a.txt", text)).events
        return [(e.kind, dict(zip(e.actors, e.roles, strict=True))) for e in events]

    company = "株式会社ミナト電算"
    told = cast(
        f"{company}は、令和七年六月二日に異常を検知した。四日に決済を停止し、十二日に事案を公表した。"
    )
    assert told[1:] == [
        ("suspended", {company: "carried"}),
        ("disclosed", {company: "carried"}),
    ]
    # Somebody else has become the topic, acts himself, or nobody is said to act.
    for rest in (
        "四日に担当者は決済を停止した。",
        "四日に担当者が決済を停止した。",
        "四日に決済が停止された。",
    ):
        (_, suspended) = cast(f"{company}は、令和七年六月二日に異常を検知した。{rest}")
        assert "carried" not in suspended[1].values(), rest


def test_the_object_is_what_it_is_done_to() -> None:
    (event,) = said("　七月四日に外部の会社へ原因と範囲の調査を依頼いたしました。")
    assert (event.kind, event.object) == ("requested", "原因と範囲の調査")


def test_a_row_of_a_chronology_is_an_event_each() -> None:
    table = """\
7. 4. 1 予約システムの委託契約を締結
（委託期間：令和7年4月1日～令和7年9月30日）
6. 10 ML社が漏えいを公表
- 12 ML社に対し、電話により事実関係を照会
- 20 認証機構が付与する
登録番号について、取消しを受ける旨（6月27日公表）の通知を受領
7. 1 総務委員会に9月1日の運用開始を報告し、「時期尚早」と集約
指定の取消し、告示
※ 認証とは、外部の評価をいう。
8. 5 運用開始の延期を決定
"""
    found = events(PAGE + table)
    assert [(e.kind, e.date_value, e.how) for e in found] == [
        ("contracted", "2025-04-01", "row"),
        ("disclosed", "2025-06-10", "row"),
        ("inquired", "2025-06-12", "row"),
        ("received", "2025-06-20", "row"),
        ("disclosed", "2025-06-27", "own"),
        ("reported", "2025-07-01", "row"),
        ("decided", "2025-07-01", "row"),
        ("disclosed", "2025-07-01", "row"),
        ("postponed", "2025-08-05", "row"),
    ]
    assert found[3].quote.endswith("通知を受領")
    assert "\n" in found[3].quote
    assert found[0].quote == "予約システムの委託契約を締結"


def test_lines_with_days_are_a_chronology_if_they_tell_what_happened() -> None:
    table = """\
令和7年4月1日　委託契約を締結
令和7年6月10日　漏えいを公表
令和7年6月12日　職員の配置
"""
    assert [e.kind for e in events(PAGE + table)] == ["contracted", "disclosed", "other"]
    sittings = "令和7年6月3日　本会議\n令和7年6月4日　休会\n令和7年6月5日　委員会\n"
    assert events(PAGE + sittings) == []


def test_acts_of_the_meeting_take_its_day() -> None:
    text = MEETING + (
        "◯委員長（小田切稔君）　それでは、公表することに御異議ありませんか。\n"
        "〔「異議なし」と呼ぶ者あり〕\n"
        "◯委員長（小田切稔君）　御異議なしと認めます。よって、そのように決定いたしました。\n"
        "　次回の委員会は八月二十日午後一時から行う予定です。\n"
        "　本日はこれにて散会いたします。\n"
    )
    found = [(e.kind, e.date_value, e.planned, e.how) for e in events(text)]
    assert found == [
        ("met", "2025-07-15", False, "meeting"),
        ("decided", "2025-07-15", False, "meeting"),
        ("met", "2025-08-20", True, "own"),
        ("adjourned", "2025-07-15", False, "meeting"),
    ]


def test_a_second_telling_is_linked_to_the_first() -> None:
    found = said(
        "　七月四日に株式会社ミナト電算が決済サービスの停止を公表しました。\n"
        "◯４番（榊原康生君）　七月四日に決済サービスの停止が発表されたと伺いました。\n"
        "　七月四日には窓口の案内も掲載されました。"
    )
    assert [(e.kind, len(e.restated)) for e in found] == [("disclosed", 1), ("disclosed", 0)]
    assert found[0].restated[0].start > found[0].end


@pytest.mark.parametrize(
    "line",
    [
        "七月四日に公表し、" * 2500,
        "七月四日に、" * 3500,
        "（" * 20_000,
        "七月四日の" + "経済産業省の" * 3500,
        "公表" * 10_000,
        "7. 4. 1 " + "公表し" * 7000,
    ],
)
def test_long_lines_take_linear_time(line: str) -> None:
    started = time.perf_counter()
    extract_document(Document("d", "a.txt", line))
    assert time.perf_counter() - started < 8


def test_no_row_without_a_date_cell() -> None:
    assert chronology_rows(tokenize("公表した。"), []) == []


@samples.needs_real_minutes
@pytest.mark.parametrize("name", ["matsumoto", "ppc113"])
def test_events_of_annotated_samples_are_found(name: str) -> None:
    gold = json.loads((samples.SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    found = samples.extraction_of(samples.SHARED / "minutes" / "text" / gold["source"]).events
    hits = sum(
        any(
            want["date"].split("T")[0] in (e.date_value, e.date_start)
            and e.start < want["end"]
            and want["start"] < e.end
            for e in found
        )
        for want in gold["events"]
    )
    assert hits / len(gold["events"]) >= 0.9
    assert hits / len(found) >= 0.8


def test_a_table_of_tabs_is_a_chronology() -> None:
    table = """\
日付	時刻	できごと	出典
■ 令和7年
9.16～30		商品券の申込みを受付	市
10.1(水)	7:00	決済サービスの運用開始（9県）	事業者
2(木)	16:00頃	相談窓口に最初の申出	市
〃	19:40	事業者が接続を遮断、10日の再開方針を発表	事業者
	20:10	市から県に連絡	市
中旬		窓口の電話が混み合う	〃
■ 令和8年
1.13(火)		残高の払戻しを開始	事業者
～16(金)		払戻しを締切り	〃
"""
    found = [(e.kind, e.date_value, e.time) for e in events(PAGE + table) if e.how == "row"]
    assert found == [
        ("received", "2025-09-16/2025-09-30", None),
        ("started", "2025-10-01", "07:00"),
        ("submitted", "2025-10-02~", "16:00"),
        ("suspended", "2025-10-02", "19:40"),
        ("disclosed", "2025-10-02", "19:40"),
        ("reported", "2025-10-02", "20:10"),
        ("reported", "2025-10-11/2025-10-20", None),
        ("compensated", "2026-01-13", None),
        ("compensated", "2026-01-16", None),
    ]
