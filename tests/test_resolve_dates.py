"""Dates in their context."""

from __future__ import annotations

from dataclasses import replace

import pytest
from clock import cpu_seconds
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes import edtf
from minutes.dates import find_dates
from minutes.meetings import find_meetings
from minutes.nlp import tokenize
from minutes.resolve.dates import resolve_dates
from minutes.schema import Date, Document, Issue, Layout, Turn

NO_TURNS = Layout(None, (), (), (), ())


def resolved(text: str, day: str | None = None) -> tuple[tuple[Date, ...], tuple[Issue, ...]]:
    document, tokens = Document("d", "p", text), tokenize(text)
    timexes = find_dates(document, tokens)
    meetings, _ = find_meetings(document, NO_TURNS, timexes, tokens, day)
    return resolve_dates(document, NO_TURNS, meetings, timexes, tokens)


def values(text: str, day: str | None = None) -> list[str | None]:
    return [date.value for date in resolved(text, day)[0]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("令和8年1月24日", "2026-01-24"),
        ("令和8年4月", "2026-04"),
        ("昭和64年1月7日", "1989-01-07"),
        ("令和5年11月～令和6年2月", "2023-11/2024-02"),
        ("令和4年度", "2022-04/2023-03"),
        ("令和9年2月上旬", "2027-02-01/2027-02-10"),
        ("令和9年2月中旬", "2027-02-11/2027-02-20"),
        ("令和9年2月下旬", "2027-02-21/2027-02-28"),
        ("令和9年2月初旬", "2027-02-01/2027-02-10"),
        ("令和9年2月初め", "2027-02-01/2027-02-10~"),
        ("令和9年2月半ば", "2027-02-11/2027-02-20~"),
        ("令和9年4月末", "2027-04-30~"),
        ("令和9年3月頃", "2027-03~"),
        ("令和9年末", "2027-12~"),
        ("令和8年度末", "2027-03"),
        ("令和8年度上半期", "2026-04/2026-09"),
        ("令和8年度下半期", "2026-10/2027-03"),
        ("令和8年度第4四半期", "2027-01/2027-03"),
        ("一九九〇年代", "199X"),
        ("2030年代", "203X"),
        ("令和8年1月24日25時", "2026-01-25"),
        ("平成31年4月30日", "2019-04-30"),
    ],
)
def test_values_that_the_words_alone_give(text: str, value: str) -> None:
    (date,), _ = resolved(text)
    assert (date.value, date.how) == (value, "explicit")
    assert edtf.is_valid(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("昨日", "2026-06-09"),
        ("明後日", "2026-06-12"),
        ("今月二日", "2026-06-02"),
        ("先月", "2026-05"),
        ("本年三月", "2026-03"),
        ("昨年の12月", "2025-12"),
        ("一昨年", "2024"),
        ("今年度", "2026-04/2027-03"),
        ("昨年度末", "2026-03"),
        ("来年度4月", "2027-04"),
        ("先週の金曜日", "2026-06-05"),
        ("先月末", "2026-05-31~"),
        ("年末", "2026-12~"),
        ("明十一日", "2026-06-11"),
    ],
)
def test_deictics_count_from_the_meeting(text: str, value: str) -> None:
    (date,), _ = resolved(text, "2026-06-10")
    assert (date.value, date.how) == (value, "deictic")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和8年5月30日に検知し、翌三十一日に停止した。", ["2026-05-30", "2026-05-31"]),
        ("令和8年5月31日に検知し、翌一日に停止した。", ["2026-05-31", "2026-06-01"]),
        ("令和7年12月に着工し、翌月、中断した。", ["2025-12", "2026-01"]),
        (
            "令和7年10月に着工し、同年12月に終え、翌年2月に開いた。",
            ["2025-10", "2025-12", "2026-02"],
        ),
        ("令和8年5月3日から5日まで休み、翌日、再開した。", ["2026-05-03/2026-05-05", "2026-05-06"]),
    ],
)
def test_anaphora_count_from_the_date_told_last(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # told as past: the year that has passed; told as planned: the one to come
        ("十月に点検いたしました。", ["2025-10"]),
        ("十月に点検する予定でございます。", ["2026-10"]),
        # a plan is told, then the past: the nineteenth is in May
        (
            "六月末に計画を公表いたします。十九日の発表を受け、停止いたしました。",
            ["2026-06-30~", "2026-05-19"],
        ),
        # the thirteenth that is a Friday
        ("四月九日に届き、三月の十三日の金曜日に答えました。", ["2026-04-09", "2026-03-13"]),
        ("五月七日に始め、二十日に終えました。", ["2026-05-07", "2026-05-20"]),
        # a day of a month that has no such day
        ("四月二日に始まり、三十一日に終えました。", ["2026-04-02", "2026-05-31"]),
    ],
)
def test_what_is_left_out_is_found_by_constraints(text: str, expected: list[str]) -> None:
    assert values(text, "2026-06-10") == expected


def test_a_comparison_does_not_move_the_telling() -> None:
    text = "令和8年度は増え、前年度に比べ三割の増、町税は前年度に比べ二割の増であった。"
    assert values(text) == ["2026-04/2027-03", "2025-04/2026-03", "2025-04/2026-03"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the figures are of the budget's year, not of the year in which something was done
        (
            "令和9年度予算は、令和8年度に行われた改定により、前年度に比べ一割の増です。",
            ["2027-04/2028-03", "2026-04/2027-03", "2026-04/2027-03"],
        ),
        ("令和5年度の相談は、前年度より増えました。", ["2023-04/2024-03", "2022-04/2023-03"]),
        ("今年度の決算見込みは、前年度を下回ります。", ["2026-04/2027-03", "2025-04/2026-03"]),
    ],
)
def test_the_year_before_is_counted_from_the_year_of_the_figures(
    text: str, expected: list[str]
) -> None:
    assert values(text, "2026-06-10") == expected


def test_the_figures_of_a_budget_are_held_against_one_year() -> None:
    text = (
        "　令和9年度予算は、前年度と比較し増えました。\n"
        "　補助金は、令和8年度に改めた国の制度によります。\n"
        "　また、拠出金は、前年度に比べ減りました。\n"
    )
    assert [v for v in values(text, "2027-02-20") if v == "2026-04/2027-03"] == [
        "2026-04/2027-03"
    ] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和七、八年度の計画", ["2025-04/2026-03", "2026-04/2027-03"]),
        ("2031、2032年に改修する", ["2031", "2032"]),
        ("平成29年度、30年度と続けた", ["2017-04/2018-03", "2018-04/2019-03"]),
        (
            "平成30年度、令和元年度、2年度",
            ["2018-04/2019-03", "2019-04/2020-03", "2020-04/2021-03"],
        ),
        ("来年は五、六月に行う予定でございます", ["2027", "2027-05", "2027-06"]),
        ("令和8年6月9、10日に", ["2026-06-09", "2026-06-10"]),
    ],
)
def test_a_list_shares_its_year_its_era_or_its_month(text: str, expected: list[str]) -> None:
    assert values(text, "2026-06-10") == expected


def test_tomorrow_with_an_hour_is_tomorrow() -> None:
    dates, _ = resolved("明日午前九時半に理事会を開き、十時から委員会を開きます。", "2026-06-10")
    assert [(d.value, d.time) for d in dates] == [("2026-06-11", "09:30"), ("2026-06-11", "10:00")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a list goes on, whatever is told of it
        ("六月、七月、八月に集中したと見ています。", ["2026-06", "2026-07", "2026-08"]),
        # the tense of the sentence is not the month's own
        ("七月の選挙の公約について伺いました。", ["2026-07"]),
        ("この七月からは観光の方も来られました、という話です。", ["2026-07"]),
        # told before, near the meeting
        (
            "七月の改定を控えています。改定のあと、七月以降は落ち着いたかと存じます。",
            ["2026-07"] * 2,
        ),
        # the sentence is about a fiscal year
        (
            "令和９年度以後は６月分と１２月分とが均等になるよう割り振ります。",
            ["2027-04/2028-03", "2027-06", "2027-12"],
        ),
        ("令和８年度は１月末までの実績です。", ["2026-04/2027-03", "2027-01-31~"]),
        # the date is the predicate
        ("三月の十日ですけれども、議決をしていただき、進めたいと考えます。", ["2026-03-10"]),
        # there are applications already, whatever is planned
        ("四月末時点で六件の申請があり、不足する見込みです。", ["2026-04-30~"]),
        # what こう stands for has a time of its own
        ("十月に業者からこうしたいという申出がありました。", ["2025-10"]),
        # just before the meeting, in the midst of an old story
        ("平成20年に始まりました。直近では、三月九日の判決がそうです。", ["2008", "2026-03-09"]),
        ("昨年元日に発生した地震", ["2025-01-01"]),
        # a deed told in the present lies ahead
        ("十二月には全戸に配付いたします。", ["2026-12"]),
        ("十二月の集いは盛況であったと存じます。", ["2025-12"]),
        ("八五年に廃案となった法案", ["1985"]),
        ("〇八年の調査", ["2008"]),
    ],
)
def test_what_decides_the_year_of_a_month(text: str, expected: list[str]) -> None:
    assert values(text, "2026-06-10") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一日の中で混む時間です。", []),
        ("一日1.5トンの水です。", []),
        ("一日一万人が通ります。", []),
        ("一日も一刻も早く直すべきです。", []),
        ("若い方が三日で、もう辞めてしまう。", []),
        ("三十日の予告期間を置きます。", []),
        ("五月に始め、一日から配りました。", ["2026-05", "2026-05-01"]),
        ("今日の社会は、今日に至るまで変わり続け、複雑化した今日、", []),
        ("今日の委員会は、また今日も、", ["2026-06-10", "2026-06-10"]),
        ("18歳となる年度末まで助成します。", []),
        ("投票当日の受付と、五月十日当日の受付", ["2026-05-10", "2026-05-10"]),
    ],
)
def test_what_looks_like_a_day_and_is_none(text: str, expected: list[str]) -> None:
    assert values(text, "2026-06-10") == expected


def test_an_hour_of_a_timetable_belongs_to_no_day() -> None:
    text = "○課長　始発は午前六時で、九時台から増便しました。\n○委員長　午後三時まで休憩します。\n"
    document, tokens = Document("d", "p", text), tokenize(text)
    turns = tuple(
        Turn(at, stop, at + 5, text[at : at + 4], None, "課長")
        for at, stop in ((0, text.index("\n")), (text.index("\n") + 1, len(text) - 1))
    )
    layout = Layout(None, turns, (), (), ())
    timexes = find_dates(document, tokens)
    meetings, _ = find_meetings(document, layout, timexes, tokens, "2026-06-10")
    dates, _ = resolve_dates(document, layout, meetings, timexes, tokens)
    assert [date.text for date in dates] == ["午後三時"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("六月六日頃に気づき、同じ日に止めました。", ["2026-06-06~", "2026-06-06~"]),
        (
            "六月六日に届き、翌々日の八日に答え、前の日の七日は休みました。",
            ["2026-06-06", "2026-06-08", "2026-06-07"],
        ),
        ("今月末までに示すよう、二日付で求めました。", ["2026-06-30~", "2026-06-02"]),
        ("十月中に意見を募集した上で、策定を予定いたしております。", ["2026-10"]),
        ("公表までに五日、調査までに二か月かかった。", [None, None]),
    ],
)
def test_days_beside_days(text: str, expected: list[str | None]) -> None:
    assert values(text, "2026-06-10") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # ahead when it was told, behind by now
        ("九月九日に、十月四日に再開する方針を示しましたが、", ["2026-09-09", "2026-10-04"]),
        ("九月九日に、十月末をもって終了すると公表しました。", ["2026-09-09", "2026-10-31~"]),
        ("十月四日に再開する方針でございます。", ["2027-10-04"]),
        # what was tried is past
        ("九月八日に入ろうとした者を見つけた。", ["2026-09-08"]),
        # two days, not one stretch
        ("終わりを九月末から十月末に改めた。", ["2026-09-30~", "2026-10-31~"]),
        ("十一月二日の夜から、四日の朝に止めるまで、", ["2026-11-02", "2026-11-04"]),
        # a week names no month but for its own days
        (
            "十月三日の会見と、先週の報告では、五日とあった。",
            ["2026-10-03", "2026-11-23/2026-11-29", "2026-10-05"],
        ),
        ("来週の十日に決めます。", ["2026-12-10"]),
        ("明日四日に発表いたします。", ["2026-12-04"]),
        # the same stretch of another year
        (
            "今年度の上半期は四十件で、前年の同じ時期より多い。",
            ["2026-04/2026-09", "2025-04/2025-09"],
        ),
        ("令和八年四月から六月まで、昨年同期は、", ["2026-04/2026-06", "2025-04/2025-06"]),
        ("昨年の暮れに始めました。", ["2025-12~"]),
        ("九月の終わりに開きました。", ["2026-09-30~"]),
    ],
)
def test_plans_that_were_told_moves_and_stretches(text: str, expected: list[str]) -> None:
    assert values(text, "2026-12-03") == expected


@pytest.mark.parametrize(
    ("text", "day", "value"),
    [
        ("年末まで調べました。", "2027-01-15", "2026-12~"),
        ("年末の相談は多かった。", "2026-06-10", "2025-12~"),
        ("年末に向けて備えます。", "2027-01-15", "2027-12~"),
        ("年度末までに納められた。", "2026-06-10", "2026-03"),
        ("年度末までに納める予定です。", "2026-06-10", "2027-03"),
    ],
)
def test_which_year_s_end(text: str, day: str, value: str) -> None:
    assert values(text, day) == [value]


def test_the_same_day_and_hour_is_the_one_told_by_another_speaker() -> None:
    text = "○課長　十月一日の十八時頃に始まり、十一月に終えました。\n○委員　一日の十八時ですね。\n"
    at = text.index("○委員")
    turns = (
        Turn(0, at - 1, 4, "○課長", None, "課長"),
        Turn(at, len(text) - 1, at + 4, "○委員", None, "委員"),
    )
    document, tokens = Document("d", "p", text), tokenize(text)
    timexes = find_dates(document, tokens)
    layout = Layout(None, turns, (), (), ())
    meetings, _ = find_meetings(document, layout, timexes, tokens, "2026-12-03")
    dates, _ = resolve_dates(document, layout, meetings, timexes, tokens)
    assert [date.value for date in dates] == ["2026-10-01~", "2026-11", "2026-10-01"]


def test_a_day_of_another_speaker_is_the_last_one() -> None:
    text = "○課長　三月の報告です。\n○委員　たしか四日の朝刊に出ておりました。\n"
    at = text.index("○委員")
    turns = (
        Turn(0, at - 1, 4, "○課長", None, "課長"),
        Turn(at, len(text) - 1, at + 4, "○委員", None, "委員"),
    )
    document, tokens = Document("d", "p", text), tokenize(text)
    timexes = find_dates(document, tokens)
    layout = Layout(None, turns, (), (), ())
    meetings, _ = find_meetings(document, layout, timexes, tokens, "2026-06-10")
    dates, _ = resolve_dates(document, layout, meetings, timexes, tokens)
    assert [date.value for date in dates] == ["2026-03", "2026-06-04"]


def test_an_aside_in_a_row_is_near_its_row() -> None:
    text = (
        "令和7年度の経過\n7. 11. 6　照会\n- 24　協会が11月19日付けの認証を公表\n"
        "4. 1　開始（予定）\n"
    )
    assert values(text)[1:] == ["2025-11-06", "2025-11-24", "2025-11-19", "2026-04-01"]


def test_the_old_letter_of_next_year() -> None:
    assert values("來年の四月から實施したい考えであります。", "1947-09-01") == ["1948-04"]


def test_a_month_in_a_list_is_not_told_as_past_by_a_word_that_sums_it_up() -> None:
    text = "例えば七月、八月といった時期の把握も大事かと思います。"
    assert values(text, "2026-06-10") == ["2026-07", "2026-08"]


def test_a_date_goes_on_across_a_page() -> None:
    line = " " * 12 + "利用される方の多くは朝夕に集まっておられまして、昼は少ないのが実情で\n"
    last = " " * 12 + "この調査については、各地の利用の状況を詳しく調べて、それをもとに８\n"
    text = line * 12 + last + " " * 12 + "月に取りまとめます。\n"
    assert [date.text.split() for date in resolved(text, "2026-06-10")[0]] == [["８", "月"]]


def test_within_bounds_a_year_is_known_and_a_day_is_not() -> None:
    text = (
        "○議長　会議を開きます。12月8日に付託された件を議題とします。\n"
        "○委員長　本日報告します。令和8年12月9日付の通知を受領しました。今年は増えました。\n"
        "○議長　これにて令和8年第4回水尾市議会定例会を閉会いたします。\n"
    )
    assert values(text) == ["2026-12-08", None, "2026-12-09", "2026", "2026"]


def test_what_is_decided_may_lie_ahead() -> None:
    text = "会期は六月十九日までの十日間と決定いたしました。"
    assert values(text, "2026-06-10") == ["2026-06-19", None]


def test_an_hour_goes_with_the_day_of_its_sentence_else_with_the_meeting() -> None:
    dates, _ = resolved("五月七日は午前九時に開けました。午後三時まで休憩します。", "2026-06-10")
    assert [(d.value, d.time) for d in dates] == [
        ("2026-05-07", None),
        ("2026-05-07", "09:00"),
        ("2026-06-10", "15:00"),
    ]


def test_a_chronology_hands_down_era_year_and_month() -> None:
    text = (
        "経過\n7. 9. 2　契約（令和7年9月2日から令和8年3月31日まで）\n11. 6　照会（9日公表）\n"
        "- 20　回答\n1. 15　協定\n8. 2. 3　告示\n"
    )
    dates, _ = resolved(text)
    assert [(d.value, d.how) for d in dates] == [
        ("2025-09-02", "table"),
        ("2025-09-02/2026-03-31", "explicit"),
        ("2025-11-06", "inherited-year"),
        ("2025-11-09", "inherited-month"),
        ("2025-11-20", "inherited-month"),
        ("2026-01-15", "inherited-year"),
        ("2026-02-03", "table"),
    ]


def test_durations_and_sets_have_no_value() -> None:
    dates, _ = resolved("毎年、三日間の会期と一時間の質疑、半年後の報告")
    assert [(d.type, d.value, d.duration) for d in dates] == [
        ("set", None, "P1Y"),
        ("duration", None, "P3D"),
        ("duration", None, "PT1H"),
        ("duration", None, "P6M"),
    ]


@pytest.mark.parametrize("text", ["令和8年2月30日", "平成八年七年十日", "平成40年5月", "13月2日"])
def test_what_the_calendar_does_not_have_stays_empty(text: str) -> None:
    dates, issues = resolved(text, "2026-06-10")
    assert [(d.text, d.value) for d in dates] == [(text, None)]
    assert [issue.code for issue in issues] == ["date-impossible"]


def test_a_wrong_weekday_is_reported() -> None:
    _, issues = resolved("令和8年5月7日（金）")
    assert [issue.code for issue in issues] == ["date-weekday"]


def test_the_same_wording_is_counted_from_the_meeting_in_which_it_stands() -> None:
    text = "昨日から始め、本年四月に終えます。\n昨日から始め、本年四月に終えます。"
    document, tokens = Document("d", "p", text), tokenize(text)
    timexes = find_dates(document, tokens)
    (first,), _ = find_meetings(document, NO_TURNS, timexes, tokens, "2026-06-10")
    second = replace(first, start=text.index("\n") + 1, date="2027-03-02")
    dates, _ = resolve_dates(document, NO_TURNS, (first, second), timexes, tokens)
    assert [date.value for date in dates] == ["2026-06-09", "2026-04", "2027-03-01", "2027-04"]


def test_without_a_meeting_the_deictic_stays_a_row_without_value() -> None:
    dates, issues = resolved("本日、公開した。")
    assert [(d.value, d.how) for d in dates] == [(None, "unresolved")]
    assert [issue.code for issue in issues] == ["date-unresolved"]


def test_every_inherited_date_says_what_decided() -> None:
    dates, _ = resolved("六月に計画を示します。十九日に受け取りました。", "2026-06-10")
    assert dates[-1].reasons == (
        "candidates 2026-06-19, 2026-05-19, 2026-07-19",
        "removed 2026-06-19, 2026-07-19: told as past on 2026-06-10",
        "2026-05-19 from the month before of the meeting: nearest in the narrative",
    )


SENTENCES = st.lists(
    st.sampled_from(
        [
            "五月七日に検知いたしました。",
            "翌八日に停止いたしました。",
            "同日十六時に公表いたしました。",
            "十二日には再開する予定でございます。",
            "昨年の十月に契約いたしました。",
            "三月に報告を受けております。",
            "平成三十年度の決算でございます。",
            "午後三時まで休憩いたします。",
            "二日でございますが、照会を行いました。",
        ]
    ),
    min_size=1,
    max_size=7,
)


@settings(deadline=None, max_examples=60)
@given(SENTENCES, SENTENCES)
def test_a_later_sentence_never_changes_an_earlier_date(
    earlier: list[str], later: list[str]
) -> None:
    alone, _ = resolved("\n".join(earlier) + "\n", "2026-06-10")
    more, _ = resolved("\n".join(earlier + later) + "\n", "2026-06-10")
    assert more[: len(alone)] == alone


@settings(deadline=None, max_examples=100)
@given(
    st.text(
        alphabet="令和八年五月七日翌同本昨今十木曜末〜~1234から時分度前に。\n、 .-/", max_size=70
    )
)
def test_any_text_is_resolved_to_valid_values(text: str) -> None:
    for date in resolved(text, "2026-06-10")[0]:
        assert date.value is None or edtf.is_valid(date.value)


def test_a_long_line_of_dates_is_resolved_in_linear_time() -> None:
    def seconds(times: int) -> float:
        return cpu_seconds(lambda: resolved("3日に停止した、" * times, "2026-06-10"))

    seconds(50)
    assert seconds(2_000) < 12 * seconds(500) + 0.5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("令和八年六月十日から同月十四日まで休館した。", "2026-06-10/2026-06-14"),
        ("令和八年十月から翌年三月まで休館した。", "2026-10/2027-03"),
        ("令和八年十二月三十一日から翌日にかけて止めた。", "2026-12-31/2027-01-01"),
        ("令和八年九月から翌二月まで休館した。", "2026-09/2027-02"),
        ("令和八年四月から同年九月まで休館した。", "2026-04/2026-09"),
    ],
)
def test_an_interval_whose_end_counts_from_its_beginning(text: str, value: str) -> None:
    dates, issues = resolved(text)
    assert [date.value for date in dates] == [value]
    assert not issues


def test_roughly_is_said_of_one_hour() -> None:
    dates, _ = resolved("令和八年五月二十八日十時ごろ止まり、十二時に直った。")
    assert [(date.value, date.time) for date in dates] == [
        ("2026-05-28~", "10:00"),
        ("2026-05-28", "12:00"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三十年の二月に一度止まった。", "2018-02"),
        ("十二年の四月に更新する予定だ。", "2030-04"),
        ("六十二年の五月から使っている。", "1987-05"),
    ],
)
def test_a_year_without_its_era_is_of_one_that_had_it(text: str, value: str) -> None:
    assert values(text, "2026-06-10") == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年7月2日に公表した。対象は22年度と23年度の名簿だ。",
            ["2022-04/2023-03", "2023-04/2024-03"],
        ),
        ("2024年7月2日に公表した。22年12月に流出した。", ["2022-12"]),
    ],
)
def test_years_of_two_figures_in_a_text_with_gregorian_years(
    text: str, expected: list[str]
) -> None:
    assert values(text)[1:] == expected
