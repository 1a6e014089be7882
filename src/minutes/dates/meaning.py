"""What the words of a time expression say together: its year, its hour, its moment."""

from __future__ import annotations

from functools import lru_cache

from minutes import calendar
from minutes.dates.atoms import Word, number
from minutes.dates.guards import is_sound
from minutes.dates.joins import is_appositive
from minutes.dates.timex import Moment, Relative
from minutes.dates.words import TIME, WEEKDAY, deictics, phases

_EVENINGS = ("昨夜", "昨晩", "今夜", "今晩")


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


_YEARS = (
    "dotted-era",
    "numeric",
    "era-year",
    "gregorian-year",
    "listed-year",
    "two-digit-year",
    "short-year",
)
_BESIDE = ("deictic", "same-time", "next-weekday", "year-end", "next-same")


def _with(moment: Moment, word: Word) -> Moment:
    """The moment with one word more."""
    name, groups = word.rule.name, word.groups
    if name in _YEARS:
        found = _year(groups)
        return found._replace(relative=moment.relative, aside=moment.relative)
    if name in _BESIDE:
        return _beside(moment, name, groups)
    if name == "turn-of-year":
        return moment._replace(phase="turn")
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


def _beside(moment: Moment, name: str, groups: dict[str, str]) -> Moment:
    """The moment with a word that tells it from another time: 昨年, 前年同期, 翌, 年末."""
    if name == "deictic":
        return moment._replace(relative=deictics()[groups["rel"]])
    if name == "same-time":
        back = -2 if groups["st"] == "一昨年" else -1
        return moment._replace(relative=Relative("year", "told", back), alike=True)
    if name == "next-weekday":
        return moment._replace(weekday=calendar.WEEKDAYS.index(groups["nw"]), next=True)
    if name == "year-end":
        fiscal = groups["ye"] == "年度末"
        relative = deictics()["今年度" if fiscal else "今年"]
        return moment._replace(relative=relative, phase="end", open=True)
    if groups["ns"] in "明昨":  # 明九日: tomorrow, the ninth
        return moment._replace(relative=deictics()[groups["ns"] + "日"])
    return moment._replace(next=groups["ns"] == "翌", same=groups["ns"] == "同")


def moment_of(words: tuple[Word, ...]) -> tuple[Moment, Moment | None]:
    """What some words mean together, and the last day of a range."""
    first = words[0]
    moment, last = Moment(), None
    for index, word in enumerate(words):
        if word.rule.name == "month-range":
            last = Moment(month=number(word.groups["mr2"]))
            moment = moment._replace(month=number(word.groups["mr1"]))
        elif word.rule.name == "day-range":
            last = Moment(day=number(word.groups["dr2"]))
            moment = moment._replace(day=number(word.groups["dr1"]))
        else:
            moment = _with(moment, word)
            if word.rule.level == TIME and first.groups.get("rel") in _EVENINGS:
                moment = moment._replace(time=_clock(word.groups, "夜")[0])
        if index == 1 and is_appositive(first) and word.rule.level < WEEKDAY:
            # 昨日六月十二日 names the day twice; 明日午前九時半 names it once.
            aside = deictics()[first.groups["rel"]]
            moment = moment._replace(relative=None, aside=aside)
    return moment, last


# A document names the same days over again: two moments in three were made before.
@lru_cache(maxsize=4096)
def reading(words: tuple[Word, ...]) -> tuple[Moment, Moment | None, bool | None]:
    """What some words mean together, the last day of a range, and if they are a date at all."""
    first, last = moment_of(words)
    return first, last, is_sound(words, first)


def duration_of(groups: dict[str, str]) -> str | None:
    """The length of time that a word says, as ISO 8601 writes it; `None` if it says none."""
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
