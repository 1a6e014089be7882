"""Names that share their last word: 総務・建設常任委員会 are two committees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from minutes.organisations.types import Candidate

_SHARED = ("常任委員会", "特別委員会", "委員会", "審議会", "協議会", "部会")


def parts(whole: str, name: Candidate) -> Iterator[Candidate]:
    """The bodies of a coordination, each with its completed name; else the name itself.

    総務・建設常任委員会 are two if the text prints 総務常任委員会 or 建設常任委員会 alone, too;
    子ども・子育て会議 and 政策・総務・財政委員会 are one.

    >>> text = "総務・建設常任委員会の報告。建設常任委員会は…"
    >>> [c.full or text[c.start:c.end] for c in parts(text, Candidate(0, 10, "named", "council", ""))]
    ['総務常任委員会', '建設常任委員会']
    """
    text = whole[name.start : name.end]
    shared = next((s for s in _SHARED if text.endswith(s)), None)
    if name.kind != "council" or name.full or "・" not in text or shared is None:
        yield name
        return
    heads = text[: -len(shared)].split("・")
    if not _are_several(whole, text, heads, shared):
        yield name
        return
    place = name.start
    for head in heads[:-1]:
        yield replace(name, start=place, end=place + len(head), full=head + shared)
        place += len(head) + 1
    yield replace(name, start=place)


def _are_several(whole: str, text: str, heads: list[str], shared: str) -> bool:
    singles = [head + shared for head in heads]
    if all(single in whole for single in singles[:-1]):
        return True
    alone = whole.count(singles[-1]) > whole.count(text)
    return shared == "常任委員会" and alone
