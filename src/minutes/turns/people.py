"""Who is known in a document before its headers are read: who is listed, who is introduced."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from minutes.dialects.cutting import Known, known
from minutes.dialects.roles import is_name
from minutes.turns.lists import Listed, is_title_word, without_courtesy
from minutes.turns.rows import Row

_INTRODUCED = re.compile(
    r"[○◯〇◆◎]?\s?(?P<title>\S{2,15})\s+(?P<name>[^\s、。「」()ぁ-ん]{1,6}[^\s、。「」()]{0,3})\s+\S"
)
# ６根津 おはようございます。
_SEATED = re.compile(r"(?P<seat>[0-9]{1,2})(?P<name>[一-鿿々]{2,4})\s+\S")


def people_of(rows: Sequence[Row], entries: Iterable[Listed]) -> Known:
    """The `Known` of a document, for cutting headers: who is listed, and who is introduced."""
    names = frozenset(entry.name for entry in entries if len(entry.name) >= 2)
    return known(names | introduced(rows, names))


def introduced(rows: Iterable[Row], names: frozenset[str]) -> frozenset[str]:
    """Names that stand between a title and a speech: 議長 榊原康生 おはようございます。.

    The first word of a speech looks the same, so it counts only where the form is proven by pairs
    that recur or by names of the attendance list.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if not row.is_sentence or len(row.squeezed) == len(row.folded):
            continue
        seated = _SEATED.match(row.folded[:20]) if row.folded[0].isdigit() else None
        if seated is not None and is_name(seated["name"]):
            pairs[seated["seat"], seated["name"]] += 1
        match = _INTRODUCED.match(row.folded[:60])
        if match is None or not is_title_word(match["title"]):
            continue
        name = without_courtesy(match["name"])
        if is_name(name) and 2 <= len(name) <= 6 and "第" not in name and not is_title_word(name):
            pairs[match["title"], name] += 1
    proven = sum(times > 1 or name in names for (_, name), times in pairs.items())
    return frozenset(
        name
        for (title, name), times in pairs.items()
        if times > 1 or (proven * 2 >= len(pairs) and not title.isdigit())
    )
