"""Groups of an assembly that stand in a list with a party: 緑風会、市民クラブ、公明党."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from minutes.nlp import Tokens
from minutes.organisations.types import Candidate
from minutes.organisations.words import Words, cues, sizes_at

_NAME = r"(?:(?![はをが])[一-龥々ァ-ヶーぁ-んA-Za-z]){2,14}"
_GAP = r"(?:、|・|,|/|\||及び|並びに|[ \n|]{1,8})"
_NEXT = re.compile(rf"{_GAP}(?P<name>{_NAME})(?=[、・,/|\n ()がはのに。]|及び|並びに|\Z)")
_LAST = re.compile(rf"(?:\A|(?<=[、・,/|\n :はを(]))(?P<name>{_NAME}){_GAP}\Z")
_MORE = ("の風", "未来", "維新", "議員団", "市議団", "町議団", "区議団", "県議団", "無所属の会")
_OPEN = ("新風", "フォーラム", "維新", "無所属", "創政", "市政", "県政", "区政", "町政")
_NO_NAME = frozenset(
    ("", "町内", "地域", "会社", "本", "組織", "チーム", "グループ", "役員", "我々", "議員")
)
_REACH = 24  # characters of a name and the gap beside it
_GROUPS = 12  # names that are looked at on each side


def caucuses(tokens: Tokens, names: Sequence[Candidate], words: Words) -> Iterator[Candidate]:
    """The neighbours of a party in a list that end, or begin, as a group's name does."""
    text, seen = tokens.view.text, set[tuple[int, int]]()
    for name in names:
        if name.kind != "party":
            continue
        end, start = name.end, name.start
        for _ in range(_GROUPS):
            behind = _NEXT.match(text, end, end + _REACH)
            if behind is None or not _is_group(tokens, behind, words):
                break
            end = behind.end("name")
            seen.add(behind.span("name"))
        for _ in range(_GROUPS):
            before = _LAST.search(text, max(0, start - _REACH), start)
            if before is None or not _is_group(tokens, before, words):
                break
            start = before.start("name")
            seen.add(before.span("name"))
    for start, end in sorted(seen):
        yield Candidate(start, end, "named", "party", "beside a party")


def _is_group(tokens: Tokens, match: re.Match[str], words: Words) -> bool:
    """True if a name is shaped as a group's is, and is no other listed body or common word."""
    name, (start, end) = match["name"], match.span("name")
    if not (tokens.is_edge(start) and tokens.is_edge(end)):
        return False
    last = next(cue.words for cue in cues() if cue.kind == "party")
    if name.startswith(_OPEN) or name.endswith(_MORE):
        return len(name) > 3
    head = next((head for head in last if name.endswith(head)), None)
    if head is None or name[: -len(head)].removesuffix("の") in _NO_NAME or name[0] in "各他同":
        return False
    inside = tokens.within(start, end)
    if len(inside) == 1 and not tokens.features[inside[0]].is_proper:
        return False  # 社会, 都会, 総会
    sizes = sizes_at(words, tokens.view.text, end)
    return not any(size > len(head) and name[-size:] in words.table for size in sizes)
