"""Japanese numerals in any spelling, and their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from minutes.text.width import fold

_DIGITS = {
    **{char: value for value, char in enumerate("0123456789")},
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "壱": 1,
    "弐": 2,
    "参": 3,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}

#: A maximal run of numeral characters in folded text.  The possessive quantifiers keep it linear
#: on a line of 20,000 digits and commas.
NUMERAL = (
    r"(?:[0-9]++(?:,[0-9]{3}(?![0-9]))*+(?:\.[0-9]++)?+"
    r"|[〇零一二三四五六七八九壱弐参]++(?:[・.][〇一二三四五六七八九]++)?+"
    # 三十・二万: a decimal may follow the tens of a kanji numeral, but 三十・四十代 is a list.
    r"|[十拾百千](?:・[〇一二三四五六七八九]++(?![十拾百千]))?+|[万萬億兆]"
    # 一京 is a number, the 京 of 千京都 and of 東京 is none.
    r"|(?<=[0-9〇一二三四五六七八九十百千])京(?![都浜阪成]))++"
)
_NUMERAL = re.compile(NUMERAL)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written at `start`-`end` of a folded text, and its value."""

    start: int
    end: int
    value: int | float


def _plain(digits: str) -> Decimal | None:
    """The value of a run without unit characters: 1,204 or 二〇二五 or 一二・五."""
    if "," in digits:
        head, *groups = digits.split(".")[0].split(",")
        if not 1 <= len(head) <= 3 or any(len(group) != 3 for group in groups):
            return None
        digits = digits.replace(",", "")
    whole, dot, fraction = digits.replace("・", ".").partition(".")
    if (dot and not (whole and fraction)) or "." in fraction:
        return None
    if len({char.isascii() for char in whole + fraction}) > 1:  # 2三 is no number
        return None
    translated = "".join(str(_DIGITS[char]) for char in whole)
    tail = "".join(str(_DIGITS[char]) for char in fraction)
    return Decimal(f"{translated}.{tail}" if tail else translated)


@cache
def _runs() -> re.Pattern[str]:
    small, large = "".join(_SMALL), "".join(_LARGE)
    return re.compile(f"(?P<digits>[^{small}{large}]++)|(?P<small>[{small}])|(?P<large>[{large}])")


@lru_cache(maxsize=4096)
def parse_number(text: str) -> int | float | None:
    """The value of a Japanese numeral in any spelling, or `None` if it is not one.

    An integral value is an `int` (also ``2.5億``), any other a `float`.

    >>> parse_number("二十一万四千三百六"), parse_number("２１万４,３０６"), parse_number("21.4万")
    (214306, 214306, 214000)
    >>> [parse_number(text) for text in ("二〇二五", "一二・五", "千", "3千500", "四十・六万")]
    [2025, 12.5, 1000, 3500, 406000]
    >>> parse_number("百百"), parse_number("1,23"), parse_number("万"), parse_number("")
    (None, None, None, None)
    """
    folded = fold(text)
    if not folded or any(char not in _NUMERAL_CHARACTERS for char in folded):
        return None
    total = section = Decimal(0)
    digits: Decimal | None = None
    small_limit, large_limit = 10**4, 10**20
    for match in _runs().finditer(folded):
        kind, run = match.lastgroup, match.group()
        if kind == "digits" and run[0] == "・" and small_limit < 10**4 and digits is None:
            fraction = _plain(f"〇{run}")  # 三十・二万: the tens are said, the decimal follows
            if fraction is None:
                return None
            section += fraction
            small_limit = 0
        elif kind == "digits":
            digits = _plain(run)
            if digits is None:
                return None
        elif kind == "small":
            unit = _SMALL[run]
            if unit >= small_limit:  # 十百 does not descend
                return None
            section += (1 if digits is None else digits) * unit
            digits, small_limit = None, unit
        else:
            unit = _LARGE[run]
            group = section + (digits or 0)
            if unit >= large_limit or (digits is None and section == 0):
                return None
            total += group * unit
            section, digits, small_limit, large_limit = Decimal(0), None, 10**4, unit
    value = total + section + (digits or 0)
    return int(value) if value == value.to_integral_value() else float(value)


_NUMERAL_CHARACTERS = frozenset([*_DIGITS, *_SMALL, *_LARGE, ",", ".", "・"])


def numerals(folded: str) -> Iterator[Numeral]:
    """The maximal numerals of a folded text, in order; runs that mean no number are left out.

    >>> [(n.start, n.end, n.value) for n in numerals("計三百四件、2億3,000万円、第百百号")]
    [(1, 4, 304), (6, 14, 230000000)]
    """
    for match in _NUMERAL.finditer(folded):
        value = parse_number(match.group())
        if value is not None:
            yield Numeral(match.start(), match.end(), value)
