"""How the words of a time expression join: 昨年 の 三月 三日 （火） 午前十時 から 五日 まで."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import attrgetter

from minutes import calendar
from minutes.dates.atoms import Atom, Word, atoms, number
from minutes.dates.rows import Row, asides, rows, tabbed
from minutes.dates.timex import Moment, Relative, Timex
from minutes.dates.words import (
    ABOUT,
    APART,
    DAY,
    TIME,
    WEEKDAY,
    YEAR,
    deictics,
    phases,
    sets,
)
from minutes.nlp import Tokens
from minutes.schema import Document, Span

_LINKS = ("", "の", " ", "  ", "   ")
_CONNECTOR = re.compile(
    r"[ ]?(?:の?(?:から|より)[ ]?|[ ]?[~〜–—―─−-][ ]?|(?:から|より)、|[ ]?ないし[ ]?|[ ]至[ ])"
)
_LONGEST = 6  # characters of a connector
# 五月から六月に延期した, 三日から、四日に止めるまで: two dates, not the ends of one stretch.
_MOVED = re.compile(
    r"に(?:延期|変更|繰り?[上下延]|前倒|後ろ倒|移|ずら|改|早め|遅ら|修正|訂正|先送|延ば|のば)"
)
_NO_END = re.compile(r"(?:に(?!かけ|至|わた|及|ま)|は|が|を)")
_PREFIX = re.compile(r"(?P<past>去る|さる)|(?P<ahead>来る|来たる|きたる)|(?P<next>明くる)")
# 一日 is a stretch of time in 一日三回, 一日当たり, 1日平均, and a lone number elsewhere.
_NOT_A_DAY = re.compile(
    r"(?:に|につき)?(?:約|およそ|大体|平均)?[0-9一二三四五六七八九十何数]+(?:回|人|件|名|時間|食|本|台|便|度)"
    # 一日一万四千人, １日1.5トン: a number at once behind it is no hour
    r"|(?:約|およそ|大体)?[0-9一二三四五六七八九十百千]+(?![0-9一二三四五六七八九十]*[ ]?時)"
    r"|の?(?:予告|豫告|猶予|余裕|期間|平均|うち|内)|を(?:通|かけ|掛け|要|過ごし|まとめて)|も(?:一刻も)?早"
    r"|で、?(?:もう|終わ|辞め|やめ|済|完了|できる|出来)|とか|単位|と言わず"
    r"|当たり|あたり|平均|につき|ずつ|以内|後|前(?!後)|ぶり|連続|ほど|程度|置き|おき|以上|未満|余|遅れ|中に|じゅう|もあれば|一日|がかり|券|乗車|フリー|の会期|分の"
)
_WITHIN = re.compile(r"[年月日][中内末頃]")
_EVENINGS = ("昨夜", "昨晩", "今夜", "今晩")
_NUMBERS = re.compile(r"[〇一二三四五六七八九十、・]+")
# 一日に届いた, 一日から: the first of the month is said with one of these behind it.
_FIRST_OF_MONTH = re.compile(
    r"(?:に(?!数|何)|から|より|まで|付|以[降前後]|時点|現在|[（(~〜]|午[前後]|の?朝|施行)"
)
_KANA = re.compile(r"[ぁ-ん]+")
_MOMENTARY = re.compile(r"[、はもに停避保預閉]|金|休|期|しの")  # 一時 is not one o'clock


def _clock(groups: dict[str, str], evening: str = "") -> tuple[str | None, int]:
    """The hour as HH:MM and the days that 25時 runs over; `None` if there is no such hour.

    `evening` is 夜 where a word before the hour says so: 昨夜十一時.
    """
    if "noon" in groups:
        return "12:00", 0
    if "cc" in groups:
        hour, minute = int(groups["cc_h"]), int(groups["cc_m"])
    else:
        hour = number(groups["ck_h"])
        minute = 30 if "ck_x" in groups else number(groups.get("ck_m", "0"))
        if groups["ck_h"] in ("零", "〇"):
            hour = 0
    part = groups.get("ck_p", "") or evening
    if part in ("午後", "夜", "夕方") and hour < 12:
        hour += 12
    if part == "午前" and hour == 12:
        hour = 0
    if hour > 29 or minute > 59:
        return None, 0
    return f"{hour % 24:02d}:{minute:02d}", hour // 24


def _year(groups: dict[str, str]) -> Moment:
    """The moment of a year word, a dotted date or a decade."""
    if "ey_era" in groups or "de_era" in groups:
        key = "ey" if "ey_era" in groups else "de"
        name = groups[f"{key}_era"].rstrip(". ")
        era = calendar.era(name)
        year = calendar.era_year(name, number(groups[f"{key}_y"]))
        moment = Moment(year=year, era=era.name if era else None, invalid=year is None)
        if key == "ey":
            printed = groups.get("ey_g")
            wrong = printed is not None and year is not None and int(printed) != year
            return moment._replace(fiscal="ey_f" in groups, invalid=moment.invalid or wrong)
        day = int(groups["de_d"]) if "de_d" in groups else None
        return moment._replace(month=int(groups["de_m"]), day=day)
    if "nu_y" in groups:
        return Moment(year=int(groups["nu_y"]), month=int(groups["nu_m"]), day=int(groups["nu_d"]))
    if "ly_g" in groups:
        return Moment(year=number(groups["ly_g"]), fiscal="ly_gf" in groups)
    if "ly_y" in groups:
        return _year(
            {"ey_era": groups["ly_era"], "ey_y": groups["ly_y"]}
            | ({"ey_f": "度"} if "ly_f" in groups else {})
        )
    if "gy" in groups:
        return Moment(year=number(groups["gy"]), fiscal="gy_f" in groups)
    if "ty" in groups:
        return Moment(two_digits=number(groups["ty"]))
    return Moment(short_year=number(groups["sy"]), fiscal="sy_f" in groups)


def _of_year(moment: Moment) -> Moment:
    """第二四半期 and 上半期 without a year are of the fiscal year that is told of."""
    part = (moment.phase or "").startswith(("quarter", "half1", "half2"))
    if not part or moment.has_date:
        return moment
    return moment._replace(relative=Relative("fiscal", "told", 0))


def _with(moment: Moment, word: Word) -> Moment:
    """The moment with one word more."""
    name, groups = word.rule.name, word.groups
    if name in (
        "dotted-era",
        "numeric",
        "era-year",
        "gregorian-year",
        "listed-year",
        "two-digit-year",
        "short-year",
    ):
        found = _year(groups)
        return found._replace(relative=moment.relative, aside=moment.relative)
    if name == "deictic":
        return moment._replace(relative=deictics()[groups["rel"]])
    if name == "same-time":
        back = -2 if groups["st"] == "一昨年" else -1
        return moment._replace(relative=Relative("year", "told", back), alike=True)
    if name == "turn-of-year":
        return moment._replace(phase="turn")
    if name == "next-weekday":
        return moment._replace(weekday=calendar.WEEKDAYS.index(groups["nw"]), next=True)
    if name == "year-end":
        fiscal = groups["ye"] == "年度末"
        relative = deictics()["今年度" if fiscal else "今年"]
        return moment._replace(relative=relative, phase="end", open=True)
    if name == "next-same":
        if groups["ns"] in "明昨":  # 明九日: tomorrow, the ninth
            return moment._replace(relative=deictics()[groups["ns"] + "日"])
        return moment._replace(next=groups["ns"] == "翌", same=groups["ns"] == "同")
    if name == "new-year":
        return moment._replace(month=1)
    if name == "new-years-day":
        first = groups["nd"] in ("元日", "元旦")
        return moment._replace(month=1 if first else 12, day=1 if first else 31)
    if name == "month-day-slash":
        return moment._replace(month=int(groups["ms_m"]), day=int(groups["ms_d"]))
    if name in ("month", "listed-month"):
        return moment._replace(month=number(groups.get("mo") or groups["lm"]))
    if name in ("day", "listed-day"):
        return moment._replace(day=number(groups.get("da") or groups["ld"]))
    if name == "weekday":
        return moment._replace(weekday=calendar.WEEKDAYS.index(groups.get("wd1") or groups["wd2"]))
    if name == "quarter":
        return _of_year(moment._replace(phase=f"quarter{number(groups['qn'])}"))
    if name == "phase":
        return _of_year(moment._replace(phase=phases()[groups["ph"]]))
    if name == "ending":
        return moment._replace(phase="end")
    if name == "about":
        return moment._replace(about=True)
    time, shift = _clock(groups)
    return moment._replace(time=time, day_shift=shift)


def _joins(text: str, left: Atom, right: Atom, level: int, appositive: bool) -> bool:
    """True if the word goes on with the expression that reaches `level`."""
    rule = right.word.rule
    gap = text[left.end : right.start]
    if rule.level == APART or gap not in _LINKS:
        return False
    if rule.level == TIME:
        # A header sets the hour apart: 令和八年五月七日（木曜日）　　午前十時開会
        return gap in ("", "の") and level < TIME
    if rule.level == ABOUT:
        return gap == "" and level < ABOUT
    if level >= TIME:
        return False
    if rule.level == WEEKDAY and gap and right.groups.get("wd2"):
        # 先週の金曜日, 十三日の金曜日
        return gap == "の" and left.rule.name in ("deictic", "day") and level < WEEKDAY
    if appositive and gap == "" and rule.level < level:
        return True  # 昨日六月十二日: the word and the date name one day
    if appositive and rule.name == "day":
        # 翌々日の二十六日, 明日16日; 今日一日 is all of today
        whole = gap == "" and number(right.groups["da"]) == 1
        return not whole and not _is_length(text, right)
    return rule.level > level


@lru_cache(maxsize=4096)
def _reach(word: Word) -> int:
    """The level that a word fills: 昨日 a day, 今月 a month, 2024/11/05 a day."""
    name, groups = word.rule.name, word.groups
    if name == "deictic":
        return {"year": 0, "fiscal": 0, "month": 1, "week": 1, "day": 2}[
            deictics()[groups["rel"]].unit
        ]
    if name in ("numeric", "month-day-slash", "new-years-day"):
        return DAY
    if name == "dotted-era":
        return DAY if "de_d" in groups else 1
    if name == "next-same":
        return YEAR
    if name == "new-year":
        return 1
    if name in ("year-end", "next-weekday"):
        return 4
    return DAY if name == "day-range" else word.rule.level


def _is_appositive(word: Word) -> bool:
    """True for a word that the day itself may follow: 昨日六月十二日."""
    return word.rule.name == "deictic" and _reach(word) == DAY


def _stretch(text: str, found: list[Atom], index: int) -> int:
    """The index after the atoms that join into the longest moment from one on."""
    level, appositive = _reach(found[index].word), _is_appositive(found[index].word)
    at = index + 1
    while at < len(found) and _joins(text, found[at - 1], found[at], level, appositive):
        level, appositive = _reach(found[at].word), False
        at += 1
    return at


# A document names the same days over again: two moments in three were made before.
@lru_cache(maxsize=4096)
def _moment(words: tuple[Word, ...]) -> tuple[Moment, Moment | None]:
    """What some words mean together, and the last day of a range."""
    first = words[0]
    moment, last = Moment(), None
    for index, word in enumerate(words):
        if word.rule.name == "day-range":
            last = Moment(day=number(word.groups["dr2"]))
            moment = moment._replace(day=number(word.groups["dr1"]))
        else:
            moment = _with(moment, word)
            if word.rule.level == TIME and first.groups.get("rel") in _EVENINGS:
                moment = moment._replace(time=_clock(word.groups, "夜")[0])
        if index == 1 and _is_appositive(first) and word.rule.level < WEEKDAY:
            # 昨日六月十二日 names the day twice; 明日午前九時半 names it once.
            aside = deictics()[first.groups["rel"]]
            moment = moment._replace(relative=None, aside=aside)
    return moment, last


def _duration(groups: dict[str, str]) -> str | None:
    if "half" in groups:
        return "P6M"
    if "du_y" in groups:
        months = number(groups["du_ym"]) if "du_ym" in groups else 6 if "du_yh" in groups else 0
        return f"P{number(groups['du_y'])}Y" + (f"{months}M" if months else "")
    if "du_m" in groups:
        return f"P{number(groups['du_m'])}M"
    if "du_w" in groups:
        return f"P{number(groups['du_w'])}W"
    for key in ("du_d", "du_dd", "du_dr", "du_d1"):
        if key in groups:
            return f"P{number(groups[key])}D"
    if "du_h" in groups:
        minutes = 30 if "du_hh" in groups else number(groups.get("du_hm", ""))
        return f"PT{number(groups['du_h'])}H" + (f"{minutes}M" if minutes else "")
    if "du_mm" in groups:
        return f"P{number(groups['du_mm'])}M"
    if "du_so" in groups:
        return f"PT{number(groups['du_so'])}S"
    seconds = f"{number(groups['du_s'])}S" if "du_s" in groups else ""
    return f"PT{number(groups.get('du_mi') or groups['du_mk'])}M{seconds}"


def _is_whole_day(text: str, word: Word, end: int) -> bool:
    """True for 一日 as a length of time: 一日の中で, 一日は長い, 一日かけて."""
    if number(word.groups.get("da", "")) != 1:
        return False
    return _FIRST_OF_MONTH.match(text, end) is None


# 利用日数が十四日、前年度は十一日でした: days that are counted, not named.
_COUNTED_DAYS = re.compile(
    r"(?:日数|実績|平均|合計|期間|年度|前年|昨年|例年)(?:(?:が|は|で|も)、?|[、:])?(?:約|計|延べ)?\Z"
)


def _is_length(text: str, atom: Atom) -> bool:
    """True for a day that is a number of days: more than a month has, or the count of a noun."""
    days = number(atom.groups["da"])
    lead = text[max(0, atom.start - 8) : atom.start]
    if lead.endswith(("までに", "までに約")) and text[atom.end : atom.end + 1] in "、がもをで。":
        return True  # 公表までに五日、調査に二か月
    return days > 31 or lead.endswith("泊") or (days > 1 and _COUNTED_DAYS.search(lead) is not None)


def _is_sound(text: str, used: tuple[Word, ...], moment: Moment, end: int) -> bool:
    """False for what looks like a date but is none on its own."""
    only = used[0].rule.name if len(used) == 1 else None
    if only in ("quarter", "phase") and (moment.phase or "").startswith(
        ("quarter", "half1", "half2")
    ):
        return True  # 第二四半期, 上半期: of the year that is told of
    if moment.phase == "turn":
        return True
    if only in ("weekday", "phase", "ending", "about", "next-same", "quarter"):
        return False
    if not moment.has_date and moment.time is None:
        return False
    if used[0].rule.level in (WEEKDAY, ABOUT) or used[0].rule.name in (
        "phase",
        "ending",
        "quarter",
    ):
        return False
    if only == "day" and (_NOT_A_DAY.match(text, end) or _is_whole_day(text, used[0], end)):
        return False
    if moment.month is not None and not 1 <= moment.month <= 12:
        # 13月2日 is a misprint that stays visible; a lone 13月 may be anything.
        return moment.day is not None or moment.year is not None
    if moment.day is not None and moment.month is None and not 1 <= moment.day <= 31:
        return False
    if only == "clock":
        groups = used[0].groups
        if groups["ck_h"] in ("一", "1") and not {"ck_p", "ck_m", "ck_x"} & set(groups):
            return not _MOMENTARY.match(text, end) and text[end : end + 2] in (
                "から",
                "まで",
                "開会",
            )
    return True


def _edges(tokens: Tokens, at: Span) -> bool:
    """False where the dictionary has one word that runs across an edge: 千代田, 四日市."""
    if _KANA.fullmatch(tokens.view.text, *at) and len(tokens.within(*at)) != 1:
        return False  # the ことし of ということし is no year
    return _is_edge(tokens, at.start) and _is_edge(tokens, at.end)


def _is_edge(tokens: Tokens, position: int) -> bool:
    """True if a word ends there, or if it is a word of numbers alone: the 五、六 of 五、六月."""
    if tokens.is_edge(position):
        return True
    index = tokens.first_at(position)
    if _NUMBERS.fullmatch(tokens.surface(index)) is not None:
        return True
    # 三時十五分散會: the dictionary has 分散, and no 散會
    if tokens.view.text.startswith("散會", position):
        return True
    # 四月中: the dictionary has 月中 as one word
    return (
        _WITHIN.fullmatch(tokens.surface(index)) is not None and position == tokens.ends[index] - 1
    )


def _ends_stretch(text: str, connector: str, end: int) -> bool:
    """True if a date behind a connector ends a stretch of time, and is not a date of its own."""
    if connector.endswith("、") and _NO_END.match(text, end):
        return False
    return _MOVED.match(text, end) is None


def _words(found: list[Atom], index: int, after: int) -> tuple[Word, ...]:
    if after == index + 1:
        return (found[index].word,)
    return tuple([atom.word for atom in found[index:after]])


def _expression(
    tokens: Tokens, found: list[Atom], index: int
) -> tuple[Moment, Moment | None, int] | None:
    """The moment or interval that begins with an atom, and the index after it."""
    text = tokens.view.text
    after = _stretch(text, found, index)
    words, end = _words(found, index, after), found[after - 1].end
    first, last = _moment(words)
    if not _is_sound(text, words, first, end):
        return None
    if last is None and after < len(found):
        right = found[after]
        if (
            right.start - end <= _LONGEST
            and right.word.rule.level != APART
            and _CONNECTOR.fullmatch(text, end, right.start)
        ):
            beyond = _stretch(text, found, after)
            words, connector = _words(found, after, beyond), text[end : right.start]
            second, more = _moment(words)
            sound = _is_sound(text, words, second, found[beyond - 1].end)
            ends = _ends_stretch(text, connector, found[beyond - 1].end)
            if sound and ends and more is None and first.has_date >= second.has_date:
                return first, second, beyond
            # 十時から翌五日: a clock time and a date make no interval
    return first, last, after


def _timex(
    document: Document, tokens: Tokens, at: Span, kind: str, rule: str, **more: object
) -> Timex:
    span = tokens.view.span(*at)
    return Timex(span.start, span.end, document.quote(span), at, kind, rule, **more)  # type: ignore[arg-type]


def _of_row(document: Document, tokens: Tokens, row: Row) -> Timex:
    return _timex(
        document,
        tokens,
        row.span,
        "date",
        row.name,
        first=row.moment,
        last=row.last,
        row=row.name != "dotted-day",
        ditto=row.ditto,
    )


def find_dates(document: Document, tokens: Tokens) -> tuple[Timex, ...]:
    """The time expressions of a document by their own words, in order, none overlapping.

    >>> from minutes.nlp import tokenize
    >>> text = "去る三月三日に、四日市市で二時間、翌四日は午前九時から十時まで行った。"
    >>> [timex.text for timex in find_dates(Document("d", "p", text), tokenize(text))]
    ['去る三月三日', '二時間', '翌四日', '午前九時から十時']
    """
    text = tokens.view.text
    table = [*rows(text), *tabbed(text)]
    results = [_of_row(document, tokens, row) for row in (*table, *asides(text, table))]
    taken = {position for timex in results for position in range(*timex.at)}
    found = [atom for atom in atoms(text) if atom.start not in taken]
    index = 0
    while index < len(found):
        atom = found[index]
        index += 1
        name, groups = atom.rule.name, atom.groups
        at = Span(atom.start, atom.end)
        if name == "set":
            if _edges(tokens, at):
                period = sets()[groups["set"]]
                results.append(_timex(document, tokens, at, "set", name, duration=period))
        elif name == "duration" or name == "half-year":
            if tokens.is_edge(at.start):
                results.append(
                    _timex(document, tokens, at, "duration", name, duration=_duration(groups))
                )
        elif name == "day" and _is_length(text, atom):
            length = f"P{number(groups['da'])}D"
            results.append(_timex(document, tokens, at, "duration", name, duration=length))
        elif name in ("decade", "era-decade", "misprint"):
            year = number(groups.get("dc_y", "")) or None
            if name == "era-decade":
                year = calendar.era_year(groups["ed_era"], number(groups["ed_y"]))
            era = groups.get("ed_era")
            moment = Moment(decade=year, era=era, invalid=year is None or name == "misprint")
            results.append(_timex(document, tokens, at, "date", name, first=moment))
        else:
            expression = _expression(tokens, found, index - 1)
            if expression is None:
                continue
            first, last, after = expression
            at = Span(atom.start, found[after - 1].end)
            if not _edges(tokens, at):
                continue
            index = after
            ahead = 0
            prefix = text[max(0, at.start - 3) : at.start]
            for width in (3, 2) if prefix.endswith("る") else ():
                match = _PREFIX.fullmatch(prefix[-width:]) if len(prefix) >= width else None
                if match:
                    at = Span(at.start - width, at.end)
                    ahead = -1 if match["past"] else 1
                    break
            kind = "time" if first.time is not None else "date"
            results.append(
                _timex(document, tokens, at, kind, name, first=first, last=last, ahead=ahead)
            )
    return tuple(sorted(results, key=attrgetter("start")))
