"""Titles, seats and names: the words of which headers are made, and what is one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from minutes import lexicon
from minutes.text import fold

_KANJI = r"々〆㐀-䶿一-鿿豈-﫿\U00020000-\U0003FFFF"
_NAME = re.compile(rf"[{_KANJI}ぁ-んァ-ヺーヵヶ・A-Za-z]++")
_HAS_KANJI = re.compile(rf"[{_KANJI}]")
HAS_KANA = re.compile(r"[ぁ-んァ-ヺ]")
# Endings of sentences that no name has; shorter particles occur in names: まこと, ひより.
_SENTENCE = re.compile(r"について|します|ました|ます$|です$|でき|のため|という|される|及び|並び")
#: A seat or an order in place of a title: 12番, 第8番, 百八番, 4番議員.
SEAT = re.compile(r"第?(?:[0-9]{1,3}|[一二三四五六七八九十百〇]{1,5})番(?:議員|委員)?")

#: The letters of the longest name.
LONGEST_NAME = 16


@dataclass(frozen=True, slots=True)
class Head:
    """The last part of a title, what its bearer does in a meeting, and whether a body precedes."""

    word: str
    kind: str
    qualified: bool


@cache
def heads() -> dict[str, Head]:
    """The heads of titles by their (folded) word."""
    return {
        fold(word): Head(fold(word), entry["kind"], entry["qualified"])
        for entry in lexicon.read("roles")["head"]
        for word in entry["words"]
    }


@cache
def labels() -> dict[str, Head]:
    """What stands where nobody is named, and is a speaker only if it is the whole header: 回答."""
    return {
        fold(word): Head(fold(word), entry["kind"], qualified=False)
        for entry in lexicon.read("roles")["label"]
        for word in entry["words"]
    }


@cache
def _departments() -> tuple[tuple[str, ...], frozenset[str], tuple[str, ...], frozenset[str]]:
    entry = lexicon.read("roles")["departments"]
    endings, whole, media, papers = (
        [fold(word) for word in entry[key]] for key in ("words", "whole", "media", "papers")
    )
    return tuple(endings), frozenset(whole), tuple(media), frozenset(papers)


def body_kind(text: str) -> str | None:
    """What a body does that speaks without a person: "office", "member" for a paper, or `None`.

    It tells only what the words are: (保育課) may head a list as well as a speech.

    >>> [body_kind(text) for text in ("こども保育課", "水尾新聞", "県", "榊原", "資料")]
    ['office', 'member', 'office', None, None]
    """
    endings, whole, media, papers = _departments()
    if text in papers:
        return "member"
    if text in whole:
        return "office"
    if not 3 <= len(text) <= LONGEST_NAME or not text.endswith((*endings, *media)):
        return None
    if _NAME.fullmatch(text) is None or text in words_of("not-names") or head_of(text) is not None:
        return None
    return "member" if text.endswith(media) else "office"


@cache
def bodies() -> re.Pattern[str]:
    """A character without which a folded text names no body that speaks.

    >>> bodies().search("保育課") is None, bodies().search("資料") is None
    (False, True)
    """
    letters = {word[-1] for words in _departments() for word in words}
    return re.compile(f"[{''.join(map(re.escape, sorted(letters)))}]")


@cache
def words_of(key: str) -> frozenset[str]:
    """The (folded) words of a list: departments, bodies, courtesy titles."""
    return frozenset(fold(word) for word in lexicon.read("roles")[key]["words"])


@cache
def words_by_length(key: str) -> tuple[str, ...]:
    """The words of a list, the longest first."""
    return tuple(sorted(words_of(key), key=len, reverse=True))


@cache
def longest_of(key: str) -> int:
    """How many letters the longest word of a list has."""
    return max(map(len, words_of(key) if key != "head" else heads()))


@cache
def endings() -> frozenset[str]:
    """The letters in which a head ends: few words have one."""
    return frozenset(word[-1] for word in heads())


@cache
def somebody() -> re.Pattern[str]:
    """A character without which a folded text holds no title, no seat and no courtesy title.

    >>> [somebody().search(text) is None for text in ("資料を配る", "総務課長")]
    [True, False]
    """
    letters = {
        *endings(),
        "番",
        *(word[-1] for word in labels()),
        *(word[-1] for word in words_of("honorifics")),
    }
    return re.compile(f"[0-9{''.join(map(re.escape, sorted(letters)))}]")


@cache
def courtesy() -> re.Pattern[str]:
    """A courtesy title: 君, さん, 議員."""
    return re.compile("|".join(map(re.escape, words_by_length("honorifics"))))


def squeeze(text: str) -> str:
    """The folded text without any space.

    >>> squeeze("議　　長")
    '議長'
    """
    return "".join(fold(text).split())


_NUMBERED = re.compile(r"(?<=[^0-9])[0-9]{1,2}\Z")


@lru_cache(maxsize=8192)
def label_of(text: str) -> Head | None:
    """The label that a squeezed text is, with its number if it has one: 回答, Ｑ１ (folded).

    >>> label_of("回答2").kind, label_of("代表質問")
    ('official', None)
    """
    return labels().get(_NUMBERED.sub("", text)) if len(text) <= 6 else None


@lru_cache(maxsize=8192)
def head_of(title: str) -> Head | None:
    """The longest head in which a squeezed title ends, or `None`.

    >>> head_of("産業振興課長").word, head_of("議会運営委員長").kind
    ('課長', 'chair')
    """
    label = label_of(title)
    if label is not None:
        return label
    if title[-1:] not in endings():
        return None
    known_heads = heads()
    for length in range(min(longest_of("head"), len(title)), 0, -1):
        found = known_heads.get(title[-length:])
        if found is not None:
            return found
    return None


def is_seat(text: str) -> bool:
    """True for a seat number in the place of a title.

    >>> is_seat("百八番"), is_seat("第8番"), is_seat("一番目")
    (True, True, False)
    """
    return "番" in text and SEAT.fullmatch(text) is not None


def ends_as_body(text: str) -> bool:
    """True if a squeezed text ends as the name of a body or a department does: 厚生労働省."""
    return text.endswith(words_by_length("bodies"))


def is_way_of_attending(text: str) -> bool:
    """True for what is noted behind a speaker: オンライン, 代理."""
    return text in words_of("attending")


@lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """True if a squeezed text may be a person's name.

    >>> [is_name(text) for text in ("榊原康生", "むらた勝子", "26人", "朗読", "資料について")]
    [True, True, False, False, False]
    """
    if not 1 <= len(text) <= LONGEST_NAME or _NAME.fullmatch(text) is None:
        return False
    if text in words_of("not-names") or _SENTENCE.search(text):
        return False
    return _HAS_KANJI.search(text) is not None or len(text) >= 2


@lru_cache(maxsize=8192)
def honorific_of(text: str) -> str:
    """The courtesy title in which a squeezed text ends, or an empty string: 君, さん, 議員."""
    words = words_by_length("honorifics")
    if not text.endswith(words):
        return ""
    for word in words:
        if text.endswith(word) and len(text) > len(word):
            return word
    return ""
