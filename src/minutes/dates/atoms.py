"""The words of a time expression: years, months, days, weekdays, clock times, deictics.

Each is a `Rule`, a value with a pattern, examples and counterexamples; one alternation of all of
them scans the text once.  How they join into expressions is in ``compose``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from minutes import lexicon
from minutes.calendar import eras
from minutes.dates.timex import Relative
from minutes.text import parse_number

#: A number of one or two figures, and what may not stand before it (第3, 2.5, 百三十).
_N = r"(?:[0-9]{1,2}(?![0-9])|[〇零一二三四五六七八九十]{1,3}(?![〇零一二三四五六七八九十百千]))"
_FREE = r"(?<![0-9第〇零一二三四五六七八九十百千万億.,数])"


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording: `pattern` over folded text, and phrases in which it is and is not found."""

    name: str
    level: int
    pattern: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of a time expression at `start`-`end` of the view."""

    rule: Rule
    start: int
    end: int
    groups: dict[str, str]


#: Order within an expression: a word joins the one before it if its level is higher.
YEAR, MONTH, DAY, WEEKDAY, PHASE, TIME, ABOUT, APART = 0, 1, 2, 3, 4, 5, 6, 9


def _deictic_pattern() -> str:
    """All deictic words, longest first, each with what may not follow it."""
    words = []
    for entry in lexicon.read("deictics")["word"]:
        guard = "|".join(map(re.escape, entry["unless"]))
        words += [(form, f"{form}(?!{guard})" if guard else form) for form in entry["forms"]]
    return "|".join(pattern for _, pattern in sorted(words, key=lambda w: -len(w[0])))


@cache
def deictics() -> dict[str, Relative]:
    """Each deictic word and what it means.

    >>> deictics()["昨日"]
    Relative(unit='day', base='meeting', shift=-1)
    """
    return {
        form: Relative(entry["unit"], entry["base"], entry["shift"])
        for entry in lexicon.read("deictics")["word"]
        for form in entry["forms"]
    }


@cache
def sets() -> dict[str, str]:
    """Each recurring word and its period.

    >>> sets()["毎年"]
    'P1Y'
    """
    return {
        form: entry["duration"]
        for entry in lexicon.read("deictics")["set"]
        for form in entry["forms"]
    }


@cache
def phases() -> dict[str, str]:
    """Each part of a month or year.

    >>> phases()["初旬"]
    'early'
    """
    return dict(lexicon.read("deictics")["phases"])


def _either(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, in the order in which the alternation tries them."""
    names = "|".join(era.name for era in eras())
    letters = "".join(era.letter for era in eras())
    set_words = _either(list(sets()))
    months = r"(?:か|カ|ヵ|ヶ|ケ|箇|個)月"
    big = r"(?:[0-9]{1,3}(?![0-9])|[一二三四五六七八九十百]{1,5}(?![一二三四五六七八九十百千]))"
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
            rf"(?P<ed_era>{names})[ ]*(?P<ed_y>{_N})[ ]*年代",
            ("昭和四十年代の団地",),
        ),
        Rule(
            "misprint",
            APART,
            rf"(?:{names})[ ]*(?:元|{_N})年{_N}年{_N}日",
            ("平成九年八年三日",),
            ("平成九年八月三日",),
        ),
        Rule(
            "decade",
            APART,
            rf"{_FREE}(?P<dc_y>(?:1[6-9]|20|21)[0-9]0|[一二][〇一八九][〇一二三四五六七八九]〇)年代",
            ("2040年代を見通す", "一九八〇年代"),
            ("30年代",),
        ),
        Rule(
            "era-year",
            YEAR,
            rf"(?P<ey_era>{names}|(?<![A-Za-z])[{letters}]\.?)[ ]*(?P<ey_y>元|{_N})[ ]*"
            r"(?:\([ ]*(?P<ey_g>[12][0-9]{3})年?[ ]*\)[ ]*)?年(?P<ey_f>[ ]?度(?!目))?",
            ("令和　８年度予算", "平成元年", "H28年", "令和九（２０２７）年度"),
            ("令和の時代",),
        ),
        Rule(
            "gregorian-year",
            YEAR,
            rf"(?:西暦)?{_FREE}(?P<gy>(?:1[6-9]|20|21)[0-9]{{2}}|[一二][〇一八九][〇一二三四五六七八九]{{2}})"
            rf"(?:\([ ]*(?:{names})[ ]*(?:元|{_N})年?[ ]*\))?[ ]*年(?P<gy_f>度(?!目))?(?!前|後|間)",
            ("２０２６年", "二〇三一年度", "2021（令和３）年"),
            ("２０００年前", "2000年間", "12025年"),
        ),
        Rule(
            "listed-year",
            YEAR,
            rf"(?:(?P<ly_era>{names})[ ]*(?P<ly_y>元|{_N})(?=[、・][ ]?{_N}年(?P<ly_f>度)?(?!間))"
            rf"|{_FREE}(?P<ly_g>(?:19|20)[0-9]{{2}}|二〇[〇一二三四五六七八九]{{2}})"
            r"(?=[、・][ ]?(?:(?:19|20)[0-9]{2}|二〇[〇一二三四五六七八九]{2})年"
            r"(?P<ly_gf>度)?(?!間)))",
            ("2031、2032年に", "令和七、八年度", "平成２８・２９年度"),
            ("２０３１、３件", "令和七、五件"),
        ),
        Rule(
            "short-year",
            YEAR,
            rf"{_FREE}(?P<sy>元|{_N})[ ]*年(?:(?P<sy_f>度(?!目))|(?=[ ]*{_N}[ ]*月))",
            ("８年度には", "５年１０月に"),
            ("五年間", "3年度目"),
        ),
        Rule(
            "set",
            APART,
            rf"(?P<set>{set_words})(?!新聞|放送)(?:度)?(?:{_N}月(?:{_N}日)?|[月火水木金土日]曜日?)?",
            ("毎年六月に", "隔週で", "毎週火曜日"),
            ("毎日新聞",),
        ),
        Rule(
            "half-year",
            APART,
            r"(?P<half>半年)(?:間)?",
            ("半年後に", "半年間"),
        ),
        Rule(
            "duration",
            APART,
            rf"(?:過去|向こう|この)?{_FREE}(?:(?P<du_y>{big})(?:年間|[ケカかヵヶ]年間?|年半|年"
            rf"(?![度代次目式組以輪号]|生(?!き)|[ ]?{_N}[ ]?月|[0-9]++[ ]?[月年日組類号度期.]"
            r"|[ ]++[^\n]))"
            rf"(?:と?(?P<du_ym>{_N}){months})?(?:間(?!違))?"
            rf"|(?P<du_m>{big}){months}(?P<du_mh>半)?(?:間(?!違))?"
            rf"|(?P<du_w>{big})週間?(?!目|年)"
            rf"|(?P<du_d>{big})日(?:間|(?=以内|後|前|ぶり|連続|ほど|程度|置き|おき|以上|未満|余|遅れ|を要|かか|も?た[っつちて]|も?経[っつちて過]))"
            rf"|(?:(?<=丸)|(?<=約)|(?<=あと)|(?<=わずか)|(?<=延べ)|(?<=最長)|(?<=最大))(?P<du_dd>{big})日"
            rf"|(?P<du_h>{big})時間(?P<du_hh>半)?(?:(?P<du_hm>{_N})分)?(?:間)?(?![目割帯外])"
            rf"|(?<!割)(?P<du_mi>[0-9]{{1,3}}|[一二三四五六七八九]十[一二三四五六七八九]?|十[一二三四五六七八九]|[三五])分"
            rf"(?:間|半)?(?![のかく割野科類配担析岐散離身権室校庁館団署冊会布譲別断五一目])"
            r"|(?P<du_mk>[一二三四五六七八九十]{1,3})分間)",
            (
                "過去十年の推移",
                "四日間の会期",
                "３０分程度",
                "一年六か月",
                "２週間以内",
                "五日前",
                "二時間半",
            ),
            ("説明が不十分", "十分に", "三分の二", "５年生", "令和五年", "3年目"),
        ),
        Rule(
            "deictic",
            YEAR,
            rf"(?P<rel>{_deictic_pattern()})",
            ("本日の議題", "一昨年度から", "きのう", "翌々日"),
            ("今日的な課題", "明日を担う", "同日選挙", "同年代"),
        ),
        Rule(
            "year-end",
            YEAR,
            r"(?<![今昨一去本来同翌前毎0-9元])(?P<ye>年度末|年末(?!年始|調整|商戦|手当|賞与|の?一時金))",
            ("年末までに", "年度末には"),
            ("年末調整", "年末年始"),
        ),
        Rule(
            "next-same",
            YEAR,
            rf"(?P<ns>翌|同(?!一)|(?<![一-鿿])[明昨](?={_N}[ ]?日))(?={_N}[ ]?[月日])",
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
            rf"(?P<ny>年明け)(?=の?{_N}日)",
            ("年明けの七日に",),
            ("年明け早々",),
        ),
        Rule(
            "listed-month",
            MONTH,
            rf"(?<![\n ]){_FREE}(?P<lm>{_N})(?=[、・][ ]?{_N}月(?!議会|号|間))",
            ("例年の五、六月", "は１・２月に"),
            ("\n１、２月定例会", "第１、２月"),
        ),
        Rule(
            "month",
            MONTH,
            rf"{_FREE}(?P<mo>{_N})[ ]*月(?!議会|面|号|光|曜|間)",
            ("十一月に", "　６月から"),
            ("九月議会", "三か月", "第３月曜日"),
        ),
        Rule(
            "listed-day",
            DAY,
            rf"(?<=月)(?P<ld>{_N})(?=[、・][ ]?{_N}日(?!間|目))",
            ("６月９、１０日", "六月九・十日"),
            ("６月９、１０人",),
        ),
        Rule(
            "day-range",
            DAY,
            rf"{_FREE}(?P<dr1>{_N})[ ]?[~〜-][ ]?(?P<dr2>{_N})日(?!間|目|以|程度)",
            ("６月３～５日",),
            ("3～5日間", "3～5日程度"),
        ),
        Rule(
            "day",
            DAY,
            rf"{_FREE}(?P<da>{_N})[ ]*日(?![市曜常目間]|(?:も|一|でも)早)",
            ("十九日の発表", "4日には"),
            ("十日市場", "一日も早く", "３日目", "五日間"),
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
            rf"(?P<ph>{_either(list(phases()))})(?!端|尾|永|裔|っ子|席|期|梢)",
            ("上旬に", "８月末"),
            ("末端の", "末永く"),
        ),
        Rule(
            "clock",
            TIME,
            r"(?P<ck>(?P<ck_p>午前|午後|深夜|未明|早朝|朝|夜|夕方)?の?[ ]?"
            rf"{_FREE}(?P<ck_h>{_N})[ ]*時"
            rf"(?![間点代期計給限制短折下世差効局刻事系価流々目空])"
            rf"(?:[ ]*(?P<ck_m>{_N})[ ]*分|(?P<ck_x>半))?)",
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


@cache
def _scanner() -> tuple[re.Pattern[str], dict[str, Rule]]:
    named = {f"r{index}": rule for index, rule in enumerate(rules())}
    parts = "|".join(f"(?P<{key}>{rule.pattern})" for key, rule in named.items())
    return re.compile(parts), named


def atoms(text: str) -> Iterator[Atom]:
    """The words of time expressions in a folded text, in order, none overlapping.

    >>> [(atom.rule.name, text[atom.start : atom.end]) for text in ["昨年の6月3日(火)"]
    ...  for atom in atoms(text)]
    [('deictic', '昨年'), ('month', '6月'), ('day', '3日'), ('weekday', '(火)')]
    """
    pattern, named = _scanner()
    for match in pattern.finditer(text):
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        key = next(name for name in groups if name in named)
        yield Atom(named[key], match.start(), match.end(), groups)


def number(text: str) -> int:
    """The value of a year, month or day as written; 元 is 1, and no number is 0.

    >>> number("元"), number("二十一"), number("〇八")
    (1, 21, 8)
    """
    if text == "元":
        return 1
    value = parse_number(text)
    return value if isinstance(value, int) else 0
