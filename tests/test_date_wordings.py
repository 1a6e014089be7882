"""One wording of a date after another, each with what a reader makes of it on 10 June 2026."""

from __future__ import annotations

import pytest
from test_resolve_dates import resolved

TODAY = "2026-06-10"  # a Wednesday

#: Wording and (text of the mention, value, how); several mentions where the wording has several.
ERAS = {
    "Ｈ30年度の調査": [("Ｈ30年度", "2018-04/2019-03", "explicit")],
    "H30.6 策定": [("H30.6", "2018-06", "explicit")],
    "Ｒ4.3.1に改定": [("Ｒ4.3.1", "2022-03-01", "explicit")],
    "R4年3月1日付": [("R4年3月1日", "2022-03-01", "explicit")],
    "令和元年5月": [("令和元年5月", "2019-05", "explicit")],
    "昭和64年1月7日": [("昭和64年1月7日", "1989-01-07", "explicit")],
    "平成元年1月8日": [("平成元年1月8日", "1989-01-08", "explicit")],
    "平成31年・令和元年": [
        ("平成31年", "2019", "explicit"),
        ("令和元年", "2019", "explicit"),
    ],
    "２０２６年６月１０日": [("２０２６年６月１０日", "2026-06-10", "explicit")],
    "2026/6/10 取得": [("2026/6/10", "2026-06-10", "explicit")],
    "平成十五年法律第百十二号": [("平成十五年", "2003", "explicit")],
    "昭和45年4月1日条例第12号": [("昭和45年4月1日", "1970-04-01", "explicit")],
    "五年十月に着手": [("五年十月", "2023-10", "inherited-year")],
    "八年度の予算": [("八年度", "2026-04/2027-03", "inherited-year")],
    "二〇三一年度": [("二〇三一年度", "2031-04/2032-03", "explicit")],
}
PARTS = {
    "六月上旬から七月中旬": [("六月上旬から七月中旬", "2026-06-01/2026-07-20", "inherited-year")],
    "六月の初旬": [("六月の初旬", "2026-06-01/2026-06-10", "inherited-year")],
    "六月末日": [("六月末日", "2026-06-30", "inherited-year")],
    "来月初め": [("来月初め", "2026-07-01/2026-07-10~", "deictic")],
    "来月半ば頃": [("来月半ば頃", "2026-07-11/2026-07-20~", "deictic")],
    "三月頃": [("三月頃", "2026-03~", "inherited-year")],
    "第２四半期の収支": [("第２四半期", "2026-07/2026-09", "inherited-year")],
    "令和7年度第3四半期": [("令和7年度第3四半期", "2025-10/2025-12", "explicit")],
    "令和8年度上半期": [("令和8年度上半期", "2026-04/2026-09", "explicit")],
    "今年度下半期": [("今年度下半期", "2026-10/2027-03", "deictic")],
    "昭和四十年代の団地": [("昭和四十年代", "196X", "explicit")],
    "2030年代": [("2030年代", "203X", "explicit")],
    "年度末": [("年度末", "2027-03", "deictic")],
    "昨年末": [("昨年末", "2025-12~", "deictic")],
    "年末年始を過ぎた頃": [("年末年始", "2025-12~/2026-01~", "deictic")],
    "令和7年の年末年始": [("令和7年の年末年始", "2025-12~/2026-01~", "explicit")],
    "4月中": [("4月", "2026-04", "inherited-year")],
    "三年前の四月": [("三年", None, "explicit"), ("四月", "2023-04", "inherited-year")],
}
HOURS = {
    "午前10時半": ("2026-06-10", "10:30"),
    "十時三十分": ("2026-06-10", "10:30"),
    "正午": ("2026-06-10", "12:00"),
    "25時": ("2026-06-11", "01:00"),
    "昨夜十一時": ("2026-06-09", "23:00"),
    "本日午後二時から三時": ("2026-06-10", "14:00/15:00"),
    "令和8年6月1日の13時30分": ("2026-06-01", "13:30"),
    "十月三十一日（金曜日）の午後二時": ("2025-10-31", "14:00"),
}
RANGES = {
    "九月一日から五日まで": ["2026-09-01/2026-09-05"],
    "2月17日～3月21日": ["2026-02-17/2026-03-21"],
    "1月・2月": ["2026-01", "2026-02"],
    "令和3年10月～令和4年1月": ["2021-10/2022-01"],
    "五月三十日から六月二日": ["2026-05-30/2026-06-02"],
    "六月一日、二日及び五日": ["2026-06-01", "2026-06-02", "2026-06-05"],
    "本年一月から三月まで": ["2026-01/2026-03"],
    "平成28、29年度及び令和元年度": ["2016-04/2017-03", "2017-04/2018-03", "2019-04/2020-03"],
    "６月３～５日": ["2026-06-03/2026-06-05"],
}
DEICTICS = {
    "本日": "2026-06-10",
    "昨日": "2026-06-09",
    "きのう": "2026-06-09",
    "明日": "2026-06-11",
    "今月": "2026-06",
    "先月": "2026-05",
    "来月": "2026-07",
    "今年": "2026",
    "昨年": "2025",
    "一昨年": "2024",
    "来年": "2027",
    "今年度": "2026-04/2027-03",
    "昨年度": "2025-04/2026-03",
    "本年": "2026",
    "今週の水曜日": "2026-06-10",
    "先週の金曜日": "2026-06-05",
    "来週火曜日": "2026-06-16",
    "次の金曜日": "2026-06-12",
    "次の水曜日": "2026-06-17",
    "先月二十日": "2026-05-20",
}
LENGTHS = {
    "その三日後に": "P3D",
    "一週間前に": "P1W",
    "二日置いて": "P2D",
    "半年後": "P6M",
    "一年半": "P1Y6M",
    "この五年間": "P5Y",
    "八十日間": "P80D",
    "毎年六月": "P1Y",
    "毎週火曜日": "P1W",
    "四半期ごと": "P3M",
}


@pytest.mark.parametrize(("text", "want"), [*ERAS.items(), *PARTS.items()])
def test_eras_years_and_parts_of_them(text: str, want: list[tuple[str, str | None, str]]) -> None:
    dates, _ = resolved(text, TODAY)
    assert [(date.text, date.value, date.how) for date in dates] == want


@pytest.mark.parametrize(("text", "want"), HOURS.items())
def test_hours(text: str, want: tuple[str, str]) -> None:
    (date,), _ = resolved(text, TODAY)
    assert (date.text, date.value, date.time, date.type) == (text, *want, "time")


@pytest.mark.parametrize(("text", "want"), RANGES.items())
def test_intervals_and_lists(text: str, want: list[str]) -> None:
    assert [date.value for date in resolved(text, TODAY)[0]] == want


@pytest.mark.parametrize(("text", "want"), DEICTICS.items())
def test_deictics(text: str, want: str) -> None:
    (date,), _ = resolved(text, TODAY)
    assert (date.value, date.how) == (want, "deictic")


@pytest.mark.parametrize(("text", "want"), LENGTHS.items())
def test_lengths_and_sets(text: str, want: str) -> None:
    (date,), _ = resolved(text, TODAY)
    assert (date.value, date.duration) == (None, want)


def test_anaphora_in_a_row() -> None:
    text = "令和七年三月三十日に届き、翌日、同月、翌月、同年、翌年、前々年"
    assert [date.value for date in resolved(text, TODAY)[0]] == [
        *("2025-03-30", "2025-03-31", "2025-03", "2025-04", "2025", "2026", "2024")
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("四日市市", "三日月", "一日も早く", "説明が不十分", "二月議会", "十日町市", "五月人形"),
        *("一時的な", "三分の二", "十分な", "第三月曜", "七日市場駅"),
    ],
)
def test_names_and_words_that_look_like_dates(text: str) -> None:
    assert [date.text for date in resolved(text, TODAY)[0]] == []
