"""Who attended, what was handed out, when it began and ended: lists of invented sittings."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.dates import find_dates
from minutes.meetings import find_meetings
from minutes.nlp import tokenize
from minutes.schema import Document, Layout, Meeting
from minutes.turns import split

SPEECH = "\n○委員長（高森恵子君）　開会します。\n○委員（倉橋由美君）　伺います。\n"

#: name: the list, and (name, position, affiliation, role, status) of each
LISTS: dict[str, tuple[str, list[tuple[str | None, ...]]]] = {
    "an assembly": (
        "出席議員（３名）\n"
        "　　１番　矢　代　みどり君　　　　　２番　北　郷　　　聡君\n"
        "　　３番　佐々木　健二郎君\n"
        "欠席議員（１名）\n　　４番　湯　浅　典　子君\n"
        "遅参議員（なし）\n"
        "説明のため出席した者の職氏名\n"
        "　　市　　　　　長　榊　原　康　生君　　　副　　市　　長　仁　科　邦　彦君\n"
        "　　東浦支所長　　　佐　野　賢　一君\n"
        "議会事務局職員\n　　事務局長　　　瀬　尾　義　夫\n",
        [
            ("矢代みどり", "1番", None, "member", "present"),
            ("北郷聡", "2番", None, "member", "present"),
            ("佐々木健二郎", "3番", None, "member", "present"),
            ("湯浅典子", "4番", None, "member", "absent"),
            ("榊原康生", "市長", None, "official", "present"),
            ("仁科邦彦", "副市長", None, "official", "present"),
            ("佐野賢一", "東浦支所長", None, "official", "present"),
            ("瀬尾義夫", "事務局長", None, "secretariat", "present"),
        ],
    ),
    "ditto marks and names before titles": (
        "◯出席委員（４名）\n　委 員 長　　宮内　勝\n　委　　員　　柏倉大輔　　　千種由紀\n"
        "　　〃　　　　門脇　弘\n◯欠席委員\n　なし\n◯説明のため出席した者\n（産業振興部）\n"
        "　八重樫　淳　産業振興部長\n（総務部）\n　津久井　匠　契約検査課長\n",
        [
            ("宮内勝", "委員長", None, "member", "present"),
            ("柏倉大輔", "委員", None, "member", "present"),
            ("千種由紀", "委員", None, "member", "present"),
            ("門脇弘", "委員", None, "member", "present"),
            ("八重樫淳", "産業振興部長", "産業振興部", "official", "present"),
            ("津久井匠", "契約検査課長", "総務部", "official", "present"),
        ],
    ),
    "names and titles in one, on the heading's line": (
        "１．出席委員　　茅野委員長　　蔵本副委員長\n　　　　　　　　有働委員　　早乙女委員\n"
        "１．欠席委員　　片平委員\n１．説明員　　　総務部長　梶浦　順\n",
        [
            ("茅野", "委員長", None, "member", "present"),
            ("蔵本", "副委員長", None, "member", "present"),
            ("有働", "委員", None, "member", "present"),
            ("早乙女", "委員", None, "member", "present"),
            ("片平", "委員", None, "member", "absent"),
            ("梶浦順", "総務部長", None, "official", "present"),
        ],
    ),
    "a list with commas": (
        "3 出席者\n（1）委員　岩切委員長、諸井委員、阿久根委員\n"
        "（2）事務局　塚越事務局長、福崎審議官\n",
        [
            ("岩切", "委員長", None, "member", "present"),
            ("諸井", "委員", None, "member", "present"),
            ("阿久根", "委員", None, "member", "present"),
            ("塚越", "事務局長", None, "secretariat", "present"),
            ("福崎", "審議官", None, "secretariat", "present"),
        ],
    ),
    "where each is from": (
        "出席者（敬称略）\n　座長　　　諏訪　晶（大学教授）\n　委員　　　蘆田　望（弁護士）\n"
        "　オブザーバー　榎並　佳代（金融庁）\n　事務局　　梨木　茂\n"
        "欠席　　　　土生　航（委員）\n",
        [
            ("諏訪晶", "座長", "大学教授", "member", "present"),
            ("蘆田望", "委員", "弁護士", "member", "present"),
            ("榎並佳代", "オブザーバー", "金融庁", "guest", "present"),
            ("梨木茂", "事務局", None, "secretariat", "present"),
            ("土生航", None, "委員", "member", "absent"),
        ],
    ),
    "a committee of the Diet, titles over several lines": (
        "　出席委員\n　　　委員長　高森　恵子君\n　　　理事　秋月　　忠君　理事　岩永　保則君\n"
        "　　　　　　浅香　　透君　　　　笠間千鶴恵君\n　　　　…………………………………\n"
        "　　　国務大臣\n　　　（消費者担当）　　　岡嶋　伸介君\n"
        "　　　内閣官房地域\n　　　経済再生本部\n　　　事務局審議官　　岸本里佳子君\n"
        "　　　――――――――――\n委員の異動\n　辞任　　　補欠選任\n　　浅香　　透君　　中務　　寛君\n",
        [
            ("高森恵子", "委員長", None, "member", "present"),
            ("秋月忠", "理事", None, "member", "present"),
            ("岩永保則", "理事", None, "member", "present"),
            ("浅香透", None, None, "member", "present"),
            ("笠間千鶴恵", None, None, "member", "present"),
            ("岡嶋伸介", "国務大臣", "消費者担当", "official", "present"),
            ("岸本里佳子", "内閣官房地域経済再生本部事務局審議官", None, "official", "present"),
        ],
    ),
    "full names and titles without a space": (
        "◯委員会説明員\n　相葉正則交通事業管理者（交通局長）\n（産業観光局）\n"
        "　藤下重信産業企画室長\n"
        "　日野部徹次長\n　中野晋総務部長　ほか\n◯会議に付した事件\n　・理事者報告\n",
        [
            ("相葉正則", "交通事業管理者", "交通局長", "official", "present"),
            ("藤下重信", "産業企画室長", "産業観光局", "official", "present"),
            ("日野部徹", "次長", "産業観光局", "official", "present"),
            ("中野晋", "総務部長", "産業観光局", "official", "present"),
        ],
    ),
    "a drawn table": (
        "出席委員\n┌─────┬──────┬─────┬──────┐\n│委員長　　│高森　恵子　│副委員長　│倉橋　由美　│\n"
        "├─────┼──────┼─────┼──────┤\n│委　員　　│北沢　聡　　│委　員　　│三島　敏子　│\n"
        "└─────┴──────┴─────┴──────┘\n",
        [
            ("高森恵子", "委員長", None, "member", "present"),
            ("倉橋由美", "副委員長", None, "member", "present"),
            ("北沢聡", "委員", None, "member", "present"),
            ("三島敏子", "委員", None, "member", "present"),
        ],
    ),
}


def laid_out(text: str) -> Layout:
    return split(Document("d", "sample.txt", text))


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS.keys())
def test_a_list(text: str, expected: list[tuple[str | None, ...]]) -> None:
    found = laid_out(text + SPEECH).attendance
    assert [(one.name, one.position, one.group, one.role, one.status) for one in found] == expected
    for one in found:
        assert (text + SPEECH)[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "text",
    [
        "会議録署名議員\n　　矢代みどり君\n",
        "委員長の互選\n　高森　恵子\n",
        "議事日程\n　第一　委員の辞任\n",
        "欠席委員（なし）\n\n報告事項\n一　会館の改修について\n",
    ],
)
def test_what_is_no_list_of_who_attends(text: str) -> None:
    assert laid_out(text + SPEECH).attendance == ()


def test_nobody_is_there_by_being_spoken_of() -> None:
    text = (
        "○委員長（高森恵子君）　出席委員は次のとおりです。\n　委員　北沢　聡君\n"
        "○委員（倉橋由美君）　はい。\n"
    )
    assert laid_out(text).attendance == ()


def test_papers_are_known_by_number_or_heading() -> None:
    text = (
        "４　配付資料\n　資料１　事案の概要\n　資料１－２　再発防止策（案）\n"
        "　参考資料　当日の写真\n"
        "　・意見の一覧\n５　議事\n　（１）事案について\n" + SPEECH + "　資料３を御覧ください。\n"
    )
    found = laid_out(text).materials
    assert [(paper.number, paper.title) for paper in found] == [
        ("資料１", "事案の概要"),
        ("資料１－２", "再発防止策（案）"),
        (None, "参考資料　当日の写真"),
        (None, "意見の一覧"),
    ]
    assert all(text[paper.start : paper.end].endswith(paper.title) for paper in found)


def meeting(text: str) -> Meeting:
    document, tokens = Document("d", "p", text), tokenize(text)
    (found,), _ = find_meetings(document, split(document), find_dates(document, tokens), tokens)
    return found


@pytest.mark.parametrize(
    ("head", "tail", "hours"),
    [
        ("　　午前十時二分開議\n", "　　午後零時三分散会\n", ("10:02", "12:03")),
        ("　　　［午前10時 開会］\n", "　　　［午後3時26分 散会］\n", ("10:00", "15:26")),
        ("６月９日（火）　午前１０時開会\n　　　午前１１時０７分散会\n", "", ("10:00", "11:07")),
        ("1 日時　令和8年6月9日（火）10:30～11:48\n", "", ("10:30", "11:48")),
        ("１．日　時　　令和８年６月９日　午後１時３０分～４時\n", "", ("13:30", "16:00")),
        ("△開会　午前９時３０分\n", "△散会　正午\n", ("09:30", "12:00")),
        ("　　正午開議\n", "", ("12:00", None)),
        ("第一委員会室\n", "", (None, None)),
    ],
)
def test_when_a_meeting_was_opened_and_closed(
    head: str, tail: str, hours: tuple[str | None, str | None]
) -> None:
    text = "水尾市議会総務委員会会議録\n令和８年６月９日（火曜日）\n" + head
    text += "○委員長（高森恵子君）　会議を開きます。\n　　午前十一時休憩\n　　午前十一時五分再開\n"
    text += "○委員（倉橋由美君）　分かりました。\n○委員長（高森恵子君）　散会いたします。\n" + tail
    found = meeting(text)
    assert (found.opened, found.closed) == hours
    assert found.body == "水尾市議会総務委員会"


def test_the_committee_whose_staff_attends() -> None:
    text = (
        "令和八年六月九日（火曜日）\n　出席委員\n　　委員長　高森　恵子君\n"
        "　　情報通信委員会専門員　　中川　聡君\n" + SPEECH
    )
    assert meeting(text).body == "情報通信委員会"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "出席委員",
                "欠席者",
                "　",
                "委員",
                "高森恵子君",
                "（",
                "）",
                "〃",
                "、",
                "\n",
                "資料１",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_any_list_quotes_the_text(text: str) -> None:
    layout = laid_out(text + SPEECH)
    for one in layout.attendance:
        assert (text + SPEECH)[one.start : one.end] == one.text
        assert one.name == "".join(one.text.split())
    for paper in layout.materials:
        assert paper.title
        assert 0 <= paper.start < paper.end <= len(text)


@pytest.mark.parametrize("piece", ["委員　", "（", "高森　", "資料１", "出席委員", "〃　"])
def test_long_lines_take_linear_time(piece: str) -> None:
    text = "出席委員\n" + piece * (20_000 // len(piece)) + SPEECH
    began = time.perf_counter()
    laid_out(text)
    assert time.perf_counter() - began < 5
