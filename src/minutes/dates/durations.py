"""Lengths of time: 過去十年, 四か月間, 二時間半, 2分30秒, 三月以内."""

from __future__ import annotations

from minutes.dates.words import APART, FREE, N, Rule

_MONTHS = r"(?:か|カ|ヵ|ヶ|ケ|箇|個)月"
_BIG = r"(?:[0-9]{1,3}(?![0-9])|[一二三四五六七八九十百]{1,5}(?![一二三四五六七八九十百千]))"
_KANJI = "一二三四五六七八九十"

# 令和５年 is a year, ５年生 a pupil, ５年 ６年 the columns of a table; １年１回 is a length.
_YEARS = (
    rf"(?P<du_y>{_BIG})(?:年間|[ケカかヵヶ]年間?|年(?P<du_yh>半)"
    rf"|年(?![度代次目式組輪号]|以(?![上内下])|生(?!き)|時[代点]|[ ]?{N}[ ]?月"
    r"|[0-9]++[ ]?[月年日組類号度期.]|[ ]++[^\n]))"
    rf"(?:と?(?P<du_ym>{N}){_MONTHS})?(?:間(?!違))?"
)
_OF_MONTHS = rf"(?P<du_m>{_BIG}){_MONTHS}(?P<du_mh>半)?(?:間(?![違隔]))?"
# 三月以内に認証する: the months of a statute
_OF_STATUTE = rf"(?P<du_mm>[{_KANJI}]{{1,3}})月(?=以内|を超え|以上|未満|間の)"
_WEEKS = rf"(?P<du_w>{_BIG})週間?(?!目|年)"
# 五日 alone is a day of the month; a length has a word of measure beside it.
_DAYS = (
    rf"(?P<du_d>{_BIG})(?: (?=日(?:間|以内|後|前|程度)))?日"
    r"(?:間(?!隔)|(?=以内|後|前|ぶり|連続|ほど|程度|置[きい]|お[きい]て?|以上|未満|余|遅れ"
    r"|を要|かか|も?た[っつちて]|も?経[っつちて過]|どころ))"
    # 一日で五件の申込みがあった
    r"|(?<!月)(?<!月の)(?P<du_d1>[1一])日(?=で(?![すもはあ、]))"
    # 三日から五日以内: the first is a length as the second is
    rf"|(?P<du_dr>{_BIG})日"
    rf"(?=(?:から|ないし|[~〜、])[ ]?{N}日(?:以内|間|程度|ほど|くらい|ぐらい|余り))"
    # their last characters first: most days have none of them before
    r"|(?<=[丸約とかたのいべ長大短低])(?:(?<=丸)|(?<=約)|(?<=あと)|(?<=わずか)|(?<=僅か)|(?<=たった)"
    r"|(?<=ほんの)|(?<=せいぜい)|(?<=延べ)|(?<=最長)|(?<=最大)|(?<=最短)|(?<=最低))"
    rf"(?P<du_dd>{_BIG})日"
)
_HOURS = rf"(?P<du_h>{_BIG}) ?時間(?P<du_hh>半)?(?:(?P<du_hm>{N})分)?(?:間(?!隔))?(?![目割帯外])"
# 三分の二, 十分に, 十二分に, 三分野 are no minutes.
_MINUTES = (
    r"(?<!割)(?P<du_mi>[0-9]{1,3}|[一二三四五六七八九]十[一二三四五六七八九]?|十[一二三四五六七八九]|[三五])"
    # 30 分程度: figures that a layout has set apart from their unit
    r"(?: (?=分(?:間|程度|以内|ほど|後|前|おき)))?分"
    r"(?:(?P<du_s>[0-9]{1,2})秒|間(?!隔)|半)?(?<!十二分)"
    r"(?![のかく割野科類配担析岐散離身権室校庁館団署冊会布譲別断五一目])"
    rf"|(?P<du_mk>[{_KANJI}]{{1,3}})分間"
    rf"|(?<![.0-9])(?P<du_so>[0-9]{{1,3}}|[{_KANJI}]{{1,3}})秒(?:間(?!隔))?(?![読速])"
)


def _rule(length: str, examples: tuple[str, ...], counterexamples: tuple[str, ...] = ()) -> Rule:
    pattern = rf"(?:過去|向こう|この)?{FREE}(?:{length})"
    return Rule("duration", APART, pattern, examples, counterexamples)


#: One rule for each unit, so that the unit of a number tells which of them to try.
DURATIONS = (
    _rule(
        _YEARS,
        ("過去十年の推移", "一年六か月", "５年以上有する"),
        ("５年生", "令和五年", "3年目", "人生100年時代", "5年以降"),
    ),
    _rule(_OF_MONTHS, ("四か月間の", "十ヶ月半")),
    _rule(_OF_STATUTE, ("三月以内に",), ("三月以降に",)),
    _rule(_WEEKS, ("２週間以内",), ("２週目",)),
    _rule(
        _DAYS,
        (
            *("四日間の会期", "五日前", "14 日以内", "二日置いて", "二日どころか"),
            *("四日から六日程度", "僅か二日で", "一日で八件"),
        ),
        ("六月一日で閉館", "四日から六日に"),
    ),
    _rule(_HOURS, ("二時間半", "２４時間"), ("３時間目",)),
    _rule(
        _MINUTES,
        ("３０分程度", "45 分程度", "2分30秒に1本", "15分間隔"),
        ("説明が不十分", "十分に", "十二分に確保する", "三分の二", "秒読み"),
    ),
)
