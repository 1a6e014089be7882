"""What sort of body a full name names, and above which name it stands, as its words say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from minutes.nlp import Tokens, tokenize
from minutes.organisations.spelling import today
from minutes.organisations.words import Word, sizes_at, words
from minutes.resolve.organisations.endings import place_of

_STATE = "日本国政府"
#: Kinds that are parts of a body above them; an association of a city is none of the city.
_PARTS = frozenset(
    ("unit", "inner-council", "council", "assembly", "office", "school", "facility", "municipality")
)
_ABOVE = frozenset(
    ("assembly", "council", "unit", "office", "school", "facility", "institution", "company")
)


@dataclass(frozen=True, slots=True)
class Described:
    """A full name taken apart.

    `parent` is the longest name of a body that it begins with; `distinct` is true if the words
    name one body wherever they are printed: a listed body, a legal form, a place, a proper noun.
    """

    kind: str
    parent: str | None
    distinct: bool


def kind_of(full: str) -> str:
    """The sort of body that a full name names.

    >>> [kind_of(name) for name in ("経済産業省", "水尾市文化振興課", "株式会社みなと電算", "ヨコ")]
    ['ministry', 'unit', 'company', 'unknown']
    """
    return described(full).kind


@lru_cache(maxsize=4096)
def described(full: str) -> Described:
    """The kind, the parent and the distinctness of a full name.

    >>> described("水尾市教育委員会文化振興課").parent, described("兵庫県明石市").parent
    ('水尾市教育委員会', '兵庫県')
    >>> described("総務常任委員会").distinct, described("水尾商工会議所").distinct
    (False, True)
    """
    if full == _STATE:
        return Described("state", None, True)
    text = today(full)
    tokens = tokenize(text)
    kind = _kind(text)
    whole = text.startswith(_forms())  # a legal person is no part: 国立大学法人水尾大学
    parent = _parent(text, tokens) if kind in _PARTS and not whole else None
    listed = words().table.get(text)
    distinct = (
        (listed is not None and listed.body is not None)
        or parent is not None
        or place_of(text) is not None
        or any(form in text for form in _forms())
        or (kind != "unit" and any(feature.is_proper for feature in tokens.features))
    )
    return Described(kind, parent, distinct)


@lru_cache(maxsize=1)
def _forms() -> tuple[str, ...]:
    return tuple(text for text, word in words().table.items() if word.form is not None)


def _kind(text: str) -> str:
    listed = words().table.get(text)
    if listed is not None and listed.body is not None:
        return listed.body.kind
    for form in _forms():
        if text.startswith(form) or text.endswith(form):
            found = words().table[form].form
            return found.kind if found is not None else "unknown"
    for word in _endings(text):
        if word.head is not None:
            return word.head.kind
        if word.body is not None and word.body.kind not in ("party", "company"):
            return word.body.kind
    return "unknown"


def _endings(text: str) -> Iterator[Word]:
    """The listed words that a name ends with, the longest first."""
    lists = words()
    for size in sizes_at(lists, text, len(text)):
        word = lists.table.get(text[-size:]) if size <= len(text) else None
        if word is not None:
            yield word


def _parent(text: str, tokens: Tokens) -> str | None:
    """The longest beginning, short of the whole, that names a body above."""
    if "の" in text and text.endswith(("分科会", "部会", "理事会")):
        return text.rpartition("の")[0] or None  # 中央環境審議会の分科会
    if "に関する" in text:
        return None  # 国会法改正に関する小委員会 is named by its matter
    for end in reversed(tokens.ends[:-1]):
        above = _above(text[:end], text[end:])
        if above is not None:
            return above
    return None


def _above(above: str, rest: str) -> str | None:
    """The full name of a beginning, if it names a body of which the rest is a part."""
    if place_of(above) == above:
        return above
    listed, alone = words().table.get(above), words().table.get(rest)
    if alone is not None and alone.head is not None and len(rest) < 4:
        return None  # 内閣委員会 is about the cabinet, not a part of it
    if listed is not None and listed.body is not None:
        # 中教審分科会 is a part of 中央教育審議会; 日本大 does not begin 日本大震災.
        return listed.body.name if not above.endswith("大") else None
    kind, part = _kind(above), _kind(rest)
    if len(above) < 4 or part == "unknown" or kind not in _ABOVE:
        return None
    if kind == "company" and not any(form in above for form in _forms()):
        return None  # 都市建設 in 都市建設常任委員会 is a matter
    if kind == "unit" and (part != "unit" or described(above).parent is None):
        return None  # 参議院文部 is cut out of 文部科学委員会
    return above
