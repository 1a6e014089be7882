"""Names that share their last word: 総務・建設常任委員会 are two committees."""

from __future__ import annotations

from collections.abc import Iterator, Set

from minutes.organisations.types import Candidate

_SHARED = ("常任委員会", "特別委員会", "委員会", "審議会", "協議会", "部会")


def is_joint(text: str, name: Candidate) -> bool:
    """True if a name may be several councils: its words are joined by a middle dot."""
    return name.kind == "council" and not name.full and "・" in text[name.start : name.end]


def parts(text: str, name: Candidate, printed: Set[str]) -> Iterator[Candidate]:
    """The bodies of a coordination, each with its completed name; else the name itself.

    総務・建設常任委員会 are two if the text has 建設常任委員会 alone, too, or all the others
    (`printed` holds its names); 政策・総務・財政委員会 is one.

    >>> both = Candidate(0, 10, "named", "council", "head 委員会")
    >>> [c.full or c.end for c in parts("総務・建設常任委員会の報告", both, {"建設常任委員会"})]
    ['総務常任委員会', 10]
    """
    words = text[name.start : name.end]
    shared = next((last for last in _SHARED if words.endswith(last)), None)
    if shared is None:
        yield name
        return
    heads = words[: -len(shared)].split("・")
    if not _are_several([head + shared for head in heads], shared, printed):
        yield name
        return
    place = name.start
    for head in heads[:-1]:
        yield name._replace(start=place, end=place + len(head), full=head + shared)
        place += len(head) + 1
    yield name._replace(start=place)


def _are_several(singles: list[str], shared: str, printed: Set[str]) -> bool:
    if all(single in printed for single in singles[:-1]):
        return True
    return shared == "常任委員会" and singles[-1] in printed
