"""Where the meetings of one long text begin: a year of minutes joined to one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from minutes.schema import Section
from minutes.text import fold

#: A text is cut from this length on: the longest days of the Diet have some 400,000 characters.
LONG = 1_000_000

#: Nothing shorter is a meeting: the days of a session are listed one below the other.
_LEAST = 1_000

_NUMERAL = "[0-9〇一二三四五六七八九十元]{1,4}"
_DAY = re.compile(
    rf"(?:明治|大正|昭和|平成|令和|(?:19|20)(?=[0-9]{{2}}年)) ?{_NUMERAL} ?年 ?{_NUMERAL} ?月"
    rf" ?{_NUMERAL} ?日"
)
#: 水尾市議会会議録（第３号）, 第二百十三回国会衆議院予算委員会議録第二号; a day by itself, whose
#: meeting opens below (令和八年七月三日（金曜日）, 午後一時開議); 開催日：令和８年７月３日.
_LINE = re.compile(
    r"^[ 　]*+(?:"
    r"(?P<title>[^。、\n]{2,60}?(?:会議録|議事録|会議記録|委員会記録|速記録)[^。、\n]{0,30})"
    r"|(?P<label>(?:開催日時?|日時|期日|開催年月日)[ 　]*+[:：])?[ 　]*+"
    r"(?:明治|大正|昭和|平成|令和|19|20|１９|２０)[^。、\n]{5,20}日"
    r"(?:[ 　]*+[(（][日月火水木金土](?:曜日?)?[)）])?)[ 　]*+$",
    re.MULTILINE,
)
_OPENING = re.compile(r"開議|開会|開催")
#: Characters behind a title in which its day is printed, and behind a day in which it opens.
_HEAD, _BELOW = 400, 60


def meetings_of(text: str) -> tuple[Section, ...]:
    """The meetings of a long text, by the titles or days that begin them; none in other texts.

    What the pages of one meeting repeat begins none.

    >>> head = "水尾市議会会議録（第１号）\\n令和七年六月三日\\n"
    >>> one = head + "○議長　休憩いたします。\\n" * 50_000
    >>> two = one.replace("三日", "四日").replace("１", "２")
    >>> [section.start == len(one) for section in meetings_of(one + two)]
    [False, True]
    >>> meetings_of(one[:2_000])
    ()
    """
    if len(text) < LONG:
        return ()
    starts: list[int] = []
    day = name = ""
    for at, its_day, its_name in _beginnings(text):
        # 会議録（第１号） and 会議録（第２号） of one day are two meetings.
        other = its_day != day or (its_name and name and its_name != name)
        if other and (not starts or at - starts[-1] >= _LEAST):
            starts.append(at)
            day, name = its_day, its_name
    if len(starts) < 2:
        return ()
    bounds = [0, *starts[1:], len(text)]
    return tuple(Section(start, end) for start, end in pairwise(bounds))


def _beginnings(text: str) -> Iterator[tuple[int, str, str]]:
    """(start, day, title) of each line that may begin a meeting; the title may be empty."""
    for match in _LINE.finditer(text):
        start, end = match.span()
        if match["title"]:
            day = _DAY.search(fold(text[start : end + _HEAD]))
        elif match["label"] or _OPENING.search(text, end, end + _BELOW):
            day = _DAY.search(fold(match.group()))
        else:
            continue
        if day is not None:
            yield start, day.group(), "".join(fold(match["title"] or "").split())
