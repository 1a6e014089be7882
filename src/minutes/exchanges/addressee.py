"""To whom a question is put: 部長に伺います, 市長のお考えを, 教育長はいかがですか."""

from __future__ import annotations

import re
from functools import lru_cache

from minutes.exchanges.questions import Question

_TO_SOMEBODY = re.compile(
    r"[長官監事人](?:に(?:は|も)?、?お?(?:伺|尋|聞)|の(?:御?見解|お?考え|御?所見))"
)


def addressed(question: Question, title: str) -> float:
    """1 if a question is put to an office by its title, a half if its topic was, else 0."""
    if len(title) < 2:
        return 0.0
    named = _named(title)
    # A search costs a hundred times what looking for the title does.
    if title in question.text and named.search(question.text):
        return 1.0
    if _TO_SOMEBODY.search(question.text):
        return 0.0
    near = [*question.context[:1], *question.context[-3:]]
    if question.heading is not None:
        near.append(question.heading)
    return 0.5 if any(title in s.text and named.search(s.text) for s in near) else 0.0


@lru_cache(maxsize=256)
def _named(title: str) -> re.Pattern[str]:
    """The pattern of a title that a question is put to."""
    return re.compile(
        f"(?<![副前元]){re.escape(title)}"
        "(?:、|に(?:[はも]|ついて)?、?(?:もう[^、。]{1,6})?お?(?:伺|うかが|尋|聞)"
        "|の(?:御?見解|お?考え|御?所見|御?答弁|御?認識|率直|明確)"
        "|は(?:どう|いか|(?:御|ご)自身|[^、。]{0,24}お?考え(?:に|で|か))|として)"
    )
