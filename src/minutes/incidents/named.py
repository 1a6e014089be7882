"""What the documents of a pile call an organisation, and every place that calls it so.

One city prints 株式会社ミナト電算, another page 「ミナト電算」(青嶺市) or, once declared, MD社.
What one document says of a name holds for the others, for they are read together.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from minutes.incidents.names import has_form, is_public, key
from minutes.nlp import tokenize
from minutes.schema import Extraction, Organisation, Span
from minutes.text import fold

# A branch is its company: ミナト電算関西支社, ミナト電算 東京支店.
_BRANCH = re.compile(
    r"[ ]?(?:北海道|東北|関東|首都圏|東日本|西日本|北陸|東海|中部|関西|近畿|中国|四国|九州|沖縄|本"
    r"|(?<![一-鿿])[一-鿿]{2,3})?(?:支社|支店|支部|営業所|事業所|事業部|本社|本店)\Z"
)
# Names that stand for whoever is spoken of.
_ANYBODY = re.compile(
    r"(?:本|当|同|弊|貴|御|他|各|両|[0-9一二三四五六七八九十]+)(?:社|法人|財団|機構|団体|会社)\Z"
    r"|(?:[一-鿿]{1,4})?(?:会社|企業|業者)\Z|(?:財団|法人|機構|銀行|病院|大学|センター)\Z"
)
# Who acts or is asked is marked by these; a place, from which or at which something is done, is
# not: 市民センターから持ち出した.
_ACTS = re.compile(
    r"[」』]?(?:\([^()\n]{1,24}\))?[」』]?(?:[はがも]|では|によると|によりますと|側|に対し|を処分|を指名)"
)
_SHORTEST = 3
_SCRIPTS = ("ァ-ヶー", "A-Za-z0-9", "一-鿿々")


@dataclass(slots=True)
class Named:
    """An organisation of the pile: its names as printed, its short forms, and if it ever acts."""

    key: str
    names: Counter[str] = field(default_factory=Counter)
    short: set[str] = field(default_factory=set)
    acts: bool = False

    @property
    def name(self) -> str:
        """The fullest of the names that are used: one with its legal form, else the most used.

        >>> Named("ミナト", Counter({"ミナト社": 3, "株式会社ミナト": 1})).name
        '株式会社ミナト'
        """
        formal = [name for name in self.names if has_form(name)]
        return max(formal or self.names, key=lambda name: (self.names[name], len(name), name))

    @property
    def printed(self) -> tuple[str, ...]:
        """All its names, the fullest first, then the most used, and its declared short forms."""
        rest = sorted(self.names, key=lambda name: (-self.names[name], name))
        return tuple(dict.fromkeys((self.name, *rest, *sorted(self.short))))


class Register:
    """The organisations that a pile of documents names, and every place that names them.

    `wanted` are, for each document, the stretches whose organisations matter: the words of others
    are not looked for.
    """

    def __init__(
        self, extractions: Sequence[Extraction], wanted: Sequence[Sequence[Span]] | None = None
    ) -> None:
        """Collect the names, then the short forms that one document declares, then the places."""
        self.known: dict[str, Named] = {}
        for extraction in extractions:
            for mention in extraction.organisations:
                name = _company(mention)
                if name is not None:
                    self.known.setdefault(key(name), Named(key(name))).names[name] += 1
        self._short = _declared(extractions, self.known)
        for short, full in self._short.items():
            if short in self.known and short != full:
                self.known[full].names.update(self.known.pop(short).names)
        matter = self._mattering(extractions, wanted)
        words = {
            word: name
            for name in sorted(matter)
            for word in {name, *map(fold, self.known[name].names)}
            if is_telling(word)
        }
        for alias, name in _aliases(extractions, self._short):
            if name in matter:
                words.setdefault(alias, name)
                self.known[name].short.add(alias)
        self.places = [self._in(extraction, words) for extraction in extractions]

    def _mattering(
        self, extractions: Sequence[Extraction], wanted: Sequence[Sequence[Span]] | None
    ) -> set[str]:
        if wanted is None:
            return set(self.known)
        found: set[str] = set()
        for extraction, spans in zip(extractions, wanted, strict=True):
            starts = [mention.start for mention in extraction.organisations]
            for span in spans:
                first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
                names = map(self._of, extraction.organisations[first:last])
                found.update(name for name in names if name is not None)
        return found

    def _of(self, mention: Organisation) -> str | None:
        """The key of the organisation that a mention names, None for a body of many matters."""
        name = _company(mention)
        if name is None:
            return None
        known = self._short.get(key(name), key(name))
        return known if known in self.known else None

    def _in(self, extraction: Extraction, words: dict[str, str]) -> list[tuple[Span, str]]:
        """Every place of a document that names one of them, in text order, with its key."""
        folded = fold(extraction.document.text)
        printed = _printed(folded, words)
        starts = [span.start for span, _ in printed]
        found: dict[Span, str] = {}
        for mention in extraction.organisations:
            name = self._of(mention)
            at = bisect_left(starts, mention.end) - 1
            inside = at >= 0 and printed[at][0].covers(mention.span)
            # ミナト電算ホールディングス is no mention of ミナト電算.
            if name is not None and not (inside and printed[at][0] != mention.span):
                found[mention.span] = name
        taken = sorted(found)
        for span, name in printed:
            at = bisect_left(taken, Span(span.end, -1))
            if at == 0 or not taken[at - 1].overlaps(span):
                found[span] = name
        for span, name in found.items():
            one = self.known[name]
            one.acts = one.acts or _ACTS.match(folded, span.end) is not None
        return sorted(found.items())


def _printed(folded: str, words: dict[str, str]) -> list[tuple[Span, str]]:
    """The places of some words, of two that overlap the longer one, in text order."""
    found: list[tuple[Span, str]] = []
    for word, name in words.items():
        if word in folded:  # plain search: a pattern of all words takes seconds
            found += [(Span(*match.span()), name) for match in re.finditer(edged(word), folded)]
    found.sort(key=lambda place: (place[0].start, -place[0].end))
    kept: list[tuple[Span, str]] = []
    for span, name in found:
        if not kept or not kept[-1][0].overlaps(span):
            kept.append((span, name))
    return kept


def _company(mention: Organisation) -> str | None:
    """The name of the company, foundation or service that a mention names."""
    name = mention.canonical
    if not name or _ANYBODY.match(fold(name)):
        return None
    if mention.level == "unit":
        bare = _BRANCH.sub("", fold(name))
        if bare == fold(name) or len(bare) < _SHORTEST or _ANYBODY.match(bare):
            return None
        name = bare
    return None if is_public(name) else name


def _declared(extractions: Sequence[Extraction], known: dict[str, Named]) -> dict[str, str]:
    """The keys of declared short forms, with the key of the one organisation they stand for."""
    meant: dict[str, set[str]] = {}
    for extraction in extractions:
        for alias in extraction.aliases:
            if alias.canonical and key(alias.canonical) in known:
                meant.setdefault(key(alias.alias), set()).add(key(alias.canonical))
    return {short: next(iter(full)) for short, full in meant.items() if len(full) == 1}


def _aliases(extractions: Sequence[Extraction], short: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The declared short forms as printed that can name nobody else: ML社, not 財団."""
    for extraction in extractions:
        for alias in extraction.aliases:
            word = fold(alias.alias)
            if key(word) in short and len(word) >= _SHORTEST and is_telling(word):
                yield word, short[key(word)]


def is_telling(word: str) -> bool:
    """True for a word that names one organisation wherever it stands.

    >>> [word for word in ("ミナト電算", "ML社", "データ", "MD", "運営会社") if is_telling(word)]
    ['ミナト電算', 'ML社']
    """
    if len(word) < _SHORTEST or _ANYBODY.match(word) or is_public(word):
        return False
    tokens = tokenize(word)
    feature = tokens.features[0]
    return len(tokens) != 1 or feature.pos2 != "普通名詞" or not feature.lemma


def edged(word: str) -> str:
    """The pattern of a word that is no part of a longer one in the same script.

    >>> [bool(re.search(edged("ミナト"), text)) for text in ("ミナトリンク", "「ミナト」")]
    [False, True]
    """
    before = next((script for script in _SCRIPTS if re.match(f"[{script}]", word)), None)
    behind = next((script for script in _SCRIPTS if re.search(f"[{script}]\\Z", word)), None)
    opens = f"(?<![{before}])" if before else ""
    # A kanji name is often followed by a word: ミナト電算本社.
    closes = f"(?![{behind}])" if behind and behind != _SCRIPTS[2] else ""
    return opens + re.escape(word) + closes
