"""What looks like a date and is none: 一日がかり, 一時停止, the 四日 of 四日市."""

from __future__ import annotations

import re
from bisect import bisect_left

from minutes.dates.atoms import Atom, Word, number
from minutes.dates.timex import Moment
from minutes.dates.words import ABOUT, WEEKDAY
from minutes.nlp import Tokens
from minutes.schema import Span

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
_NUMBERS = re.compile(r"[〇一二三四五六七八九十、・]+")
# 一日に届いた, 一日から: the first of the month is said with one of these behind it.
_FIRST_OF_MONTH = re.compile(
    r"(?:に(?!数|何)|から|より|まで|付|以[降前後]|時点|現在|[（(~〜]|午[前後]|の?朝|施行)"
)
_KANA = re.compile(r"[ぁ-ん]+")
_MOMENTARY = re.compile(r"[、はもに停避保預閉]|金|休|期|しの")  # 一時 is not one o'clock


def _is_whole_day(text: str, word: Word, end: int) -> bool:
    """True for 一日 as a length of time: 一日の中で, 一日は長い, 一日かけて."""
    if number(word.groups.get("da", "")) != 1:
        return False
    return _FIRST_OF_MONTH.match(text, end) is None


# 利用日数が十四日、前年度は十一日でした: days that are counted, not named.
_COUNTED_DAYS = re.compile(
    r"(?:日数|実績|平均|合計|期間|年度|前年|昨年|例年)(?:(?:が|は|で|も)、?|[、:])?(?:約|計|延べ)?\Z"
)


def is_length(text: str, atom: Atom) -> bool:
    """True for a day that is a number of days: more than a month has, or the count of a noun."""
    days = number(atom.groups["da"])
    lead = text[max(0, atom.start - 8) : atom.start]
    if lead.endswith(("までに", "までに約")) and text[atom.end : atom.end + 1] in "、がもをで。":
        return True  # 公表までに五日、調査に二か月
    return days > 31 or lead.endswith("泊") or (days > 1 and _COUNTED_DAYS.search(lead) is not None)


_FISCAL_PARTS = ("quarter", "half1", "half2")
_BESIDE_ONLY = ("weekday", "phase", "ending", "about", "next-same", "quarter")


def is_sound(used: tuple[Word, ...], moment: Moment) -> bool | None:
    """False for what looks like a date but is none on its own.

    `None` where that depends on what follows, which `is_sound_before` looks at.
    """
    rule = used[0].rule
    only = rule.name if len(used) == 1 else None
    if only in ("quarter", "phase") and (moment.phase or "").startswith(_FISCAL_PARTS):
        return True  # 第二四半期, 上半期: of the year that is told of
    if moment.phase == "turn":
        return True
    if only in _BESIDE_ONLY or not (moment.has_date or moment.time is not None):
        return False
    if rule.level in (WEEKDAY, ABOUT) or rule.name in ("phase", "ending", "quarter"):
        return False
    if moment.month is not None and not 1 <= moment.month <= 12:
        # 13月2日 is a misprint that stays visible; a lone 13月 may be anything.
        return moment.day is not None or moment.year is not None
    if moment.day is not None and moment.month is None and not 1 <= moment.day <= 31:
        return False
    return None if only in ("day", "clock") else True


def is_sound_before(text: str, word: Word, end: int) -> bool:
    """False for a lone day or hour that is none with what follows: 一日がかり, 一時停止."""
    groups = word.groups
    if word.rule.name == "day":
        return not (_NOT_A_DAY.match(text, end) or _is_whole_day(text, word, end))
    if groups["ck_h"] in ("一", "1") and not {"ck_p", "ck_m", "ck_x"} & set(groups):
        follows = text[end : end + 2] in ("から", "まで", "開会")
        return follows and not _MOMENTARY.match(text, end)
    return True


def stands_free(tokens: Tokens, at: Span) -> bool:
    """False where the dictionary has one word that runs across an edge: 千代田, 四日市."""
    start, end = at
    text = tokens.view.text
    kana = "ぁ" <= text[start] <= "ん" and _KANA.fullmatch(text, start, end)
    if kana and len(tokens.within(start, end)) != 1:
        return False  # the ことし of ということし is no year
    starts, ends = tokens.starts, tokens.ends
    index, last = 0, len(ends)
    for position in at:
        # What `Tokens.is_edge` asks; no more tokens lie between start and end than characters.
        index = bisect_left(ends, position + 1, index, last)
        last = min(len(ends), index + end - start)
        if index < len(starts) and starts[index] < position and not _parts(tokens, index, position):
            return False
    return True


_THIS_BODY = re.compile(r"本(?:委員|会議|審議|協議|部会|議会|案|件|院|法|町|村|区|会(?![社員]))")


def _parts(tokens: Tokens, index: int, position: int) -> bool:
    """True for a token that a date may end in: one of numbers alone, the 五、六 of 五、六月."""
    surface = tokens.surface(index)
    if _NUMBERS.fullmatch(surface) is not None:
        return True
    # 三時十五分散會: the dictionary has 分散, and no 散會
    if tokens.view.text.startswith("散會", position):
        return True
    # 六月一日本委員会に付託: the dictionary has 日本
    if surface == "日本" and _THIS_BODY.match(tokens.view.text, position):
        return True
    # 四月中: the dictionary has 月中 as one word
    return _WITHIN.fullmatch(surface) is not None and position == tokens.ends[index] - 1
