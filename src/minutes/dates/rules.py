"""The words of a time expression: years, months, days, weekdays, clock times, deictics.

Each is a `Rule`, a value with a pattern, examples and counterexamples.  How they join into
expressions is in ``compose``.
"""

from __future__ import annotations

from functools import cache

from minutes.calendar import eras
from minutes.dates.durations import DURATION
from minutes.dates.words import (
    ABOUT,
    APART,
    DAY,
    FREE,
    MONTH,
    PHASE,
    TIME,
    WEEKDAY,
    YEAR,
    N,
    Rule,
    deictic_pattern,
    either,
    phases,
    sets,
)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, in the order in which the alternation tries them."""
    names = "|".join(era.name for era in eras())
    letters = "".join(era.letter for era in eras())
    set_words = either(list(sets()))
    return (
        Rule(
            "dotted-era",
            YEAR,
            rf"(?<![A-Za-z0-9])(?P<de_era>[{letters}]|(?:{names}) ?)(?P<de_y>[0-9]{{1,2}}|元)"
            r"(?P<de_sep>[./・])[ ]?(?P<de_m>[0-9]{1,2})(?:(?P=de_sep)[ ]?(?P<de_d>[0-9]{1,2}))?"
            r"(?![0-9./年])",
            ("Ｒ７．４．１から適用", "H30.6 策定", "令和5.10.3現在"),
            ("R22.5.4.1版", "ISO R9"),
        ),
        Rule(
            "numeric",
            YEAR,
            r"(?<![0-9./-])(?P<nu_y>(?:1[89]|20)[0-9]{2})(?P<nu_sep>[./-])(?P<nu_m>0?[1-9]|1[0-2])"
            r"(?P=nu_sep)(?P<nu_d>[0-9]{1,2})(?![0-9./-])",
            ("2024/11/05 取得", "2023-04-01"),
            ("2024-11-05-1", "0120-04-01"),
        ),
        Rule(
            "era-decade",
            APART,
            rf"(?P<ed_era>{names})[ ]*(?P<ed_y>{N})[ ]*年代",
            ("昭和四十年代の団地",),
        ),
        Rule(
            "misprint",
            APART,
            rf"(?:{names})[ ]*(?:元|{N})年{N}年{N}日",
            ("平成九年八年三日",),
            ("平成九年八月三日",),
        ),
        Rule(
            "decade",
            APART,
            rf"{FREE}(?P<dc_y>(?:1[6-9]|20|21)[0-9]0|[一二][〇一八九][〇一二三四五六七八九]〇)年代",
            ("2040年代を見通す", "一九八〇年代"),
            ("30年代",),
        ),
        Rule(
            "era-year",
            YEAR,
            rf"(?P<ey_era>{names}|(?<![A-Za-z])[{letters}]\.?)[ ]*(?P<ey_y>元|{N})[ ]*"
            r"(?:\([ ]*(?P<ey_g>[12][0-9]{3})年?[ ]*\)[ ]*)?年(?P<ey_f>[ ]?度(?!目))?",
            ("令和　８年度予算", "平成元年", "H28年", "令和九（２０２７）年度"),
            ("令和の時代",),
        ),
        Rule(
            "gregorian-year",
            YEAR,
            rf"(?:西暦)?{FREE}(?P<gy>(?:1[6-9]|20|21)[0-9]{{2}}|[一二][〇一八九][〇一二三四五六七八九]{{2}})"
            rf"(?:\([ ]*(?:{names})[ ]*(?:元|{N})年?[ ]*\))?[ ]*年(?P<gy_f>度(?!目))?(?!前|後|間)",
            ("２０２６年", "二〇三一年度", "2021（令和３）年"),
            ("２０００年前", "2000年間", "12025年"),
        ),
        Rule(
            "listed-year",
            YEAR,
            rf"(?:(?P<ly_era>{names})[ ]*(?P<ly_y>元|{N})(?=[、・][ ]?{N}年(?P<ly_f>度)?(?!間))"
            rf"|{FREE}(?P<ly_g>(?:19|20)[0-9]{{2}}|二〇[〇一二三四五六七八九]{{2}})"
            r"(?=[、・][ ]?(?:(?:19|20)[0-9]{2}|二〇[〇一二三四五六七八九]{2})年"
            r"(?P<ly_gf>度)?(?!間)))",
            ("2031、2032年に", "令和七、八年度", "平成２８・２９年度"),
            ("２０３１、３件", "令和七、五件"),
        ),
        Rule(
            "short-year",
            YEAR,
            rf"{FREE}(?P<sy>元|{N})[ ]*年(?:(?P<sy_f>度(?!目))|(?=[ ]*{N}[ ]*月))",
            ("８年度には", "５年１０月に"),
            ("五年間", "3年度目"),
        ),
        Rule(
            "two-digit-year",
            YEAR,
            r"(?<![0-9第〇零一二三四五六七八九十百千万・])(?P<ty>(?!七八)[〇七八九][〇一二三四五六七八九])年"
            r"(?!間|前|後|以|生|ぶり|目)",
            ("八五年に廃案となった", "〇八年の調査"),
            ("八十五年に", "二〇〇八年", "七八年かかる"),
        ),
        Rule(
            "new-years-day",
            MONTH,
            r"(?P<nd>元日|元旦|大[みミ]そか|大晦日)",
            ("昨年元旦に発生した", "元日から"),
        ),
        Rule(
            "set",
            APART,
            rf"(?P<set>{set_words})(?!新聞|放送)(?:度)?(?:{N}月(?:{N}日)?|[月火水木金土日]曜日?)?",
            ("毎年六月に", "隔週で", "毎週火曜日"),
            ("毎日新聞",),
        ),
        Rule(
            "half-year",
            APART,
            r"(?P<half>半年)(?:間)?",
            ("半年後に", "半年間"),
        ),
        DURATION,
        Rule(
            "deictic",
            YEAR,
            rf"(?P<rel>{deictic_pattern()})",
            ("本日の議題", "一昨年度から", "きのう", "翌々日", "また今日も", "十日当日"),
            (
                *("今日的な課題", "明日を担う", "同日選挙", "同年代", "今日の社会", "進展する今日"),
                *("今日まで受け継ぐ", "敗戦後の今日", "投票当日", "前年同期比"),
            ),
        ),
        Rule(
            "year-end",
            YEAR,
            r"(?<![今昨一去本来同翌前毎0-9元])(?<!歳)(?<!歳になる)(?<!歳となる)(?<!歳の)(?P<ye>年度末|年末(?!年始|調整|商戦|手当|賞与|の?一時金))",
            ("年末までに", "年度末には"),
            ("年末調整", "年末年始", "18歳となる年度末まで"),
        ),
        Rule(
            "next-same",
            YEAR,
            rf"(?P<ns>翌|同(?!一)|(?<![一-鿿])[明昨](?={N}[ ]?日))(?={N}[ ]?[月日])",
            ("翌十七日", "同二十日", "、明九日は", "昨八日の"),
            ("同一日", "翌日", "説明七日"),
        ),
        Rule(
            "month-day-slash",
            MONTH,
            r"(?<![0-9./])(?P<ms_m>1[0-2]|[1-9])/(?P<ms_d>[12][0-9]|3[01]|0?[1-9])"
            r"(?=[ ]?\([月火水木金土日]\))",
            ("5/30（金）", "12/3(水)"),
            ("1/2（半分）", "4/5"),
        ),
        Rule(
            "new-year",
            MONTH,
            rf"(?P<ny>年明け)(?=の?{N}日)",
            ("年明けの七日に",),
            ("年明け早々",),
        ),
        Rule(
            "listed-month",
            MONTH,
            rf"(?<![\n ]){FREE}(?P<lm>{N})(?=(?:[、・][ ]?{N}){{1,4}}月(?!議会|号|間))",
            ("例年の五、六月", "は１・２月に", "は５、６、７月と"),
            ("\n１、２月定例会", "第１、２月"),
        ),
        Rule(
            "month",
            MONTH,
            rf"{FREE}(?P<mo>{N})[ ]*月(?!議会|面|号|光|曜|間)",
            ("十一月に", "　６月から"),
            ("九月議会", "三か月", "第３月曜日"),
        ),
        Rule(
            "listed-day",
            DAY,
            rf"(?<=月)(?P<ld>{N})(?=[、・][ ]?{N}日(?!間|目))",
            ("６月９、１０日", "六月九・十日"),
            ("６月９、１０人",),
        ),
        Rule(
            "day-range",
            DAY,
            rf"{FREE}(?P<dr1>{N})[ ]?[~〜-][ ]?(?P<dr2>{N})日(?!間|目|以|程度)",
            ("６月３～５日",),
            ("3～5日間", "3～5日程度"),
        ),
        Rule(
            "day",
            DAY,
            rf"{FREE}(?P<da>{N})[ ]*日(?![市曜常目間]|時(?!点)|(?:も|一|でも)早)",
            ("十九日の発表", "4日には"),
            ("十日市場", "一日も早く", "３日目", "五日間", "1 日時"),
        ),
        Rule(
            "weekday",
            WEEKDAY,
            r"(?P<wd>\([ ]?(?P<wd1>[月火水木金土日])(?:曜日?)?(?:[・、]?(?:祝日?|休日?))?[ ]?\)"
            r"|(?P<wd2>[月火水木金土日])曜日?)",
            ("（水曜日）", "（月・祝）", "金曜日"),
            ("（土地）", "日の丸"),
        ),
        Rule(
            "quarter",
            PHASE,
            r"(?P<qu>第(?P<qn>[1-4一二三四])四半期)",
            ("第２四半期",),
            ("四半期ごと",),
        ),
        Rule(
            "phase",
            PHASE,
            rf"(?P<ph>{either(list(phases()))})(?!端|尾|永|裔|っ子|席|期|梢)",
            ("上旬に", "８月末"),
            ("末端の", "末永く"),
        ),
        Rule(
            "clock",
            TIME,
            r"(?P<ck>(?P<ck_p>午前|午後|深夜|未明|早朝|朝|夜|夕方)?の?[ ]?"
            rf"{FREE}(?P<ck_h>{N})[ ]*時"
            rf"(?![間点代期計給限制短折下世差効局刻事系価流々目空])"
            rf"(?:[ ]*(?P<ck_m>{N})[ ]*分|(?P<ck_x>半))?)",
            ("午後１時３０分", "十時半", "２５時"),
            ("五時間", "二十時点"),
        ),
        Rule("noon", TIME, r"(?P<noon>正午)", ("正午に",)),
        Rule(
            "clock-colon",
            TIME,
            r"(?<![0-9:.])(?P<cc>(?P<cc_h>[01]?[0-9]|2[0-9]):(?P<cc_m>[0-5][0-9]))(?::[0-5][0-9])?(?![0-9:])",
            ("13:45", "（9:30）"),
            ("1:2", "16:9"),
        ),
        Rule(
            "about",
            ABOUT,
            r"(?P<ab>頃|ごろ|ころ)",
            ("三月頃",),
        ),
    )
