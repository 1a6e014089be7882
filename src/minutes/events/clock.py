"""When a thing was said: the meeting's day, or the day that a page prints of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes.schema import Date, Meeting

_LABEL = re.compile(
    r"(?:更新|掲載|公開|発表|登録|作成|発行|公表|配信|投稿)(?:年月)?日?[ 　]*[::：]?[ 　]*\Z"
)
_HEAD = 1_200


def _is_day(date: Date) -> bool:
    return date.type == "date" and date.value is not None and len(date.value) == 10


def page_day(text: str, dates: Sequence[Date]) -> str | None:
    """The day on which a page without a meeting says that it was published or changed.

    A day behind 更新日 or 掲載日 anywhere, else one that stands alone on a line near the top.
    """
    alone = None
    for date in dates:
        if not _is_day(date):
            continue
        line = text.rfind("\n", 0, date.start) + 1
        if _LABEL.search(text[max(line, date.start - 16) : date.start]):
            return date.value
        end = text.find("\n", date.end)
        rest = text[line : date.start] + text[date.end : len(text) if end < 0 else end]
        if alone is None and date.start < _HEAD and not rest.strip(" 　\t()（）"):
            alone = date.value
    return alone


def said_on(offset: int, meetings: Sequence[Meeting], page: str | None) -> str | None:
    """The day on which the words at an offset were said."""
    for meeting in meetings:
        if meeting.start <= offset < meeting.end and meeting.date is not None:
            return meeting.date
    return page
