"""The meeting's own day: printed, given, inferred, or left empty."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from minutes.dates import find_dates
from minutes.meetings import find_meetings, inference
from minutes.nlp import tokenize
from minutes.schema import Document, Issue, Layout, Meeting

NO_TURNS = Layout(None, (), (), (), ())


def meetings(text: str, given: str | None = None) -> tuple[tuple[Meeting, ...], tuple[Issue, ...]]:
    document, tokens = Document("d", "p", text), tokenize(text)
    return find_meetings(document, NO_TURNS, find_dates(document, tokens), tokens, given)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("令和八年五月七日（木曜日）\n　　午前十時開議\n", "2026-05-07"),
        (
            "瀬野原市議会会議録　第３号\n　令和８年５月７日（木）　　午前１０時００分開会\n",
            "2026-05-07",
        ),
        ("開催日：令和 8年 5月 7日\n会議名：令和 8年第2回定例会\n", "2026-05-07"),
        (
            "1 日時　令和８年５月７日（木）午後２時から\n2 場所　第一委員会室\n議事録\n",
            "2026-05-07",
        ),
        ("議事日程　第四号\n　令和八年五月七日\n　　午前十時開議\n", "2026-05-07"),
        ("2026/06/30 9:15 会議録表示\n◯令和８年５月７日（木）\n◯出席委員\n", "2026-05-07"),
        (
            "本国会召集日（令和八年四月二日）\n令和八年五月七日（木曜日）\n　正午開議\n",
            "2026-05-07",
        ),
    ],
)
def test_printed(head: str, day: str) -> None:
    (meeting, *_), _ = meetings(head + "○委員長　これより会議を開きます。\n")
    assert (meeting.date, meeting.date_how) == (day, "printed")
    assert meeting.evidence


def test_given_wins_and_must_be_a_day() -> None:
    text = "令和八年五月七日（木曜日）\n　午前十時開議\n"
    (meeting,), _ = meetings(text, "2026-05-08")
    assert (meeting.date, meeting.date_how) == ("2026-05-08", "given")
    with pytest.raises(ValueError, match="ISO"):
        meetings(text, "8 May")


def test_inferred_from_a_deictic_pair_and_a_weekday() -> None:
    text = (
        "○会長　定刻ですので会議を始めます。\n"
        "○課長　5月14日、きのう、調査の結果が届きました。令和9年1月の公表を目指してまいります。\n"
        "○課長　次回は6月4日木曜日の開催です。\n"
    )
    (meeting,), issues = meetings(text)
    assert (meeting.date, meeting.date_how) == ("2026-05-15", "inferred")
    assert meeting.next_date == "2026-06-04"
    assert [issue.code for issue in issues] == ["meeting-date-alternatives"]


def test_inferred_without_any_year() -> None:
    text = (
        "○座長　年が明けて最初の会合です。定刻ですので会議を始めます。\n"
        "○幹事　前回、12月16日に御指摘のあった件です。受付は、一昨日、20日の水曜日に始めました。\n"
        "○幹事　次回は2月26日金曜日に開きます。明日23日に資料をお送りします。\n"
    )
    (meeting,), issues = meetings(text)
    assert (meeting.date, meeting.date_how) == ("2027-01-22", "inferred")
    assert "2021-01-22" in issues[0].message


def test_a_distance_without_a_weekday_gives_no_year() -> None:
    text = "○会長　定刻ですので会議を始めます。一昨日、二十日に届きました。次回は二月六日です。\n"
    (meeting,), _ = meetings(text)
    assert meeting.date is None


def test_where_nothing_decides_the_day_stays_empty() -> None:
    (meeting,), issues = meetings("○会長　定刻ですので会議を始めます。本日の議題は二つです。\n")
    assert (meeting.date, meeting.date_how) == (None, "unresolved")
    assert [issue.code for issue in issues] == ["meeting-date-unresolved"]


def test_the_day_lies_between_what_is_past_and_the_end_of_the_session_s_year() -> None:
    text = (
        "○議長　会議を開きます。\n○委員長　令和8年12月9日に審査を終えました。\n"
        "○議長　これにて令和8年第4回水尾市議会定例会を閉会いたします。\n"
    )
    (meeting,), issues = meetings(text)
    assert (meeting.date, meeting.earliest, meeting.latest) == (None, "2026-12-09", "2026-12-31")
    assert "2026-12-09 to 2026-12-31" in issues[0].message


def test_bills_that_are_read_out_bear_the_day() -> None:
    bill = "上記の議案を提出する。\n　令和8年12月17日。\n　提出者、議員大洞茂樹。\n"
    text = (
        f"○議長　会議を開きます。\n{bill}{bill}"
        "○議長　これで令和8年第4回水尾市議会定例会を閉会します。\n"
    )
    (meeting,), issues = meetings(text)
    assert (meeting.date, meeting.date_how) == ("2026-12-17", "inferred")
    assert [issue.code for issue in issues] == ["meeting-date-alternatives"]


@pytest.mark.parametrize(
    ("announced", "day"),
    [
        ("次回の会議は六月四日木曜日に開きます。", "2026-06-04"),
        ("次の本会議は五月十一日午前十時から開きます。", "2026-05-11"),
        ("次回の委員会は、来る十四日木曜日に開きます。", "2026-05-14"),
        ("次回の委員会は、来る四日木曜日に開きます。", "2026-06-04"),
        ("次回の資料は五月三日の記録です。", None),
    ],
)
def test_the_next_meeting(announced: str, day: str | None) -> None:
    head = "令和八年五月七日（木曜日）\n　午前十時開議\n○議長　会議を開きます。\n"
    (meeting,), _ = meetings(head + "○議長　" + announced)
    assert meeting.next_date == day


def test_a_page_is_no_meeting() -> None:
    (meeting,), issues = meetings("更新日：令和8年5月7日\n\n予約の経過\n令和8年4月に再開した。\n")
    assert meeting.date is None
    assert issues == ()


@pytest.mark.parametrize(
    ("page", "day"),
    [
        ("報道発表日：令和8年5月7日\n\n本日、予約システムを再開しました。\n", "2026-05-07"),
        ("記者発表資料 発表日:2026年5月7日\n予約情報の流出について\n", "2026-05-07"),
        ("令和8年5月7日\n瀬野原市\n\n予約情報の流出について\n", "2026-05-07"),
        ("報道発表日：令和8年5月7日\n本日、記者会見を行いました。\n", "2026-05-07"),
        ("予約の経過\n令和8年4月1日\n　予約を止めた。\n令和8年5月7日\n　再開した。\n", None),
        ("発生日\n令和8年4月1日\n概要\n予約情報の流出\n", None),
        ("予約の経過\n\n令和8年4月1日に止め、同月七日に公表した。\n", None),
    ],
)
def test_a_page_speaks_on_the_day_of_its_publication(page: str, day: str | None) -> None:
    (meeting,), issues = meetings(page)
    assert (meeting.date, meeting.date_how) == (day, "published" if day else "unresolved")
    assert issues == ()


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "総務産業常任委員会 令和8年5月7日(木)\n(開会前)\n",
            "総務産業常任委員会",
            "総務産業常任委員会 令和8年5月7日(木)",
        ),
        (
            "水道企業委員会速記録第五号\n令和八年五月七日（木曜日）\n午後一時開議\n",
            "水道企業委員会",
            "水道企業委員会速記録第五号",
        ),
        (
            "令和7年度瀬野原市教育委員会第11回定例会会議録\n日時　令和8年5月7日（木曜日）\n",
            "瀬野原市教育委員会",
            "令和7年度瀬野原市教育委員会第11回定例会会議録",
        ),
        (
            "第4回定例会議（令和8年5月7日開催）\n令和8年度第4回瀬野原市教育委員会議事録\n",
            "瀬野原市教育委員会",
            "令和8年度第4回瀬野原市教育委員会議事録",
        ),
    ],
)
def test_the_title_and_the_body_of_many_headings(head: str, body: str, title: str) -> None:
    (meeting,), _ = meetings(head + "○委員長　会議を開きます。\n")
    assert (meeting.body, meeting.title, meeting.date) == (body, title, "2026-05-07")


@pytest.mark.parametrize(
    ("head", "opened", "closed"),
    [
        ("<開会>\n令和8年5月7日\n10時30分\n\n<閉会>\n令和8年5月7日\n11時45分\n", "10:30", "11:45"),
        ("日時\n\n2026年5月7日(木)14:00~15:15\n\n場所\n\n会議室\n", "14:00", "15:15"),
        ("日時\n2026年5月7日(木)\n場所\n14:00の部屋\n", None, None),
    ],
)
def test_hours_below_their_label(head: str, opened: str | None, closed: str | None) -> None:
    (meeting,), _ = meetings(head + "○委員長　会議を開きます。\n")
    assert (meeting.opened, meeting.closed) == (opened, closed)


def test_several_meetings_in_one_document() -> None:
    day = (
        "水尾市議会会議録\n令和８年６月{}日（{}）　午前１０時開議\n○議長　会議を開きます。\n"
        + "あ" * 300
    )
    text = day.format("９", "火曜日") + "\n" + day.format("１０", "水曜日")
    found, _ = meetings(text)
    assert [meeting.date for meeting in found] == ["2026-06-09", "2026-06-10"]
    assert found[0].end == found[1].start
    assert found[1].end == len(text)


def test_names() -> None:
    text = "令和８年第２回瀬野原市議会定例会会議録　第３号\n令和８年５月７日（木曜日）　正午開議\n"
    (meeting,), _ = meetings(text)
    assert meeting.body == "瀬野原市議会"
    assert meeting.title == "令和８年第２回瀬野原市議会定例会会議録　第３号"
    assert meeting.number == 3


def test_the_day_is_one_on_which_most_words_agree() -> None:
    # Every day of the calendar held against the words, one by one, leaves the same days.
    text = (
        "平成三十年四月一日から始めた事業です。きのう、三月十四日に現地を見ました。"
        "一昨日、十三日の火曜日には説明会を開いた。次回は三月二十二日木曜日です。"
    )
    timexes = find_dates(Document("d", "p", text), tokenize(text))
    distances = list(inference._distances(text, timexes))
    first = date(1988, 12, 8)
    every = [first + timedelta(days=number) for number in range(14_000)]
    agree = {day: sum(distance.holds(day) for distance in distances) for day in every}
    best = {day for day in every if agree[day] == 2}
    day, evidence, others = inference.infer(text, timexes)
    assert len(distances) == 2
    assert day == date(2018, 3, 15)
    assert {day, *others} <= best
    assert evidence
