"""The classes of predicates as typed values, and the words that belong to each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from minutes import lexicon
from minutes.nlp import ByWord, Feature, tokenize

#: The class of a row of a chronology whose predicate is in no list.
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of predicates; see ``lexicon/events.toml`` for what the fields mean."""

    name: str
    japanese: str
    says: str
    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    phrases: tuple[str, ...]
    thin: bool
    nominal: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a class by its lemma; `before` are the lemmas that must precede it."""

    kind: Kind
    verb: bool
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """The verbs around verbal nouns, by lemma; ``lexicon/events.toml`` says where each stands."""

    after: dict[str, frozenset[str]]
    auxiliaries: frozenset[str]
    denials: frozenset[str]
    plans: frozenset[str]
    times: frozenset[str]

    @property
    def do(self) -> frozenset[str]:
        """The verbs that follow a verbal noun directly."""
        return self.after[""]


@cache
def kinds() -> dict[str, Kind]:
    """All classes by their name.

    >>> kinds()["disclosed"].japanese
    '公表'
    """
    return {
        entry["name"]: Kind(
            entry["name"],
            entry["japanese"],
            entry["says"],
            tuple(entry["nouns"]),
            tuple(entry["verbs"]),
            tuple(entry.get("phrases", ())),
            entry.get("thin", False),
            entry["nominal"],
            tuple(entry["examples"]),
            tuple(entry["counterexamples"]),
        )
        for entry in lexicon.read("events")["kind"]
    }


@cache
def grammar() -> Grammar:
    """The lists of light verbs and auxiliaries.

    >>> "行う" in grammar().after["を"], "行う" in grammar().after["に"]
    (True, False)
    """
    lists = {name: frozenset(words) for name, words in lexicon.read("events")["grammar"].items()}
    do, with_ga = lists["do"], lists["with_ga"]
    with_o = do | lists["with_o"]
    after = {
        "": do,
        "を": with_o,
        "が": with_ga,
        "も": with_ga | with_o,
        "は": with_ga | do,
        "に": lists["with_ni"],
        "と": lists["with_ni"],
        "の": lists["with_no"],
    }
    return Grammar(after, lists["auxiliaries"], lists["denials"], lists["plans"], lists["times"])


@cache
def words() -> dict[str, tuple[Word, ...]]:
    """The words by the lemma of their last token, those with words before them first.

    >>> [word.kind.name for word in words()["取り消す"]]
    ['revoked']
    """
    found: dict[str, list[Word]] = {}
    for kind in kinds().values():
        for listed in (*kind.nouns, *kind.verbs, *kind.phrases):
            # A particle behind a noun makes sure that it is read as one: お知らせ, 取り消し.
            verb = listed in kind.verbs
            features = tokenize(listed).features if verb else tokenize(f"{listed}を").features[:-1]
            *before, last = [feature.lemma for feature in features]
            verb = verb or features[-1].pos1 == "動詞"
            found.setdefault(last, []).append(Word(kind, verb, tuple(before)))
    return {
        lemma: tuple(sorted(entries, key=lambda word: -len(word.before)))
        for lemma, entries in found.items()
    }


class _Listed(NamedTuple):
    """The entries of the lexicon that a word closes: alone, and by the lemma before it."""

    alone: Word | None
    behind: dict[str, list[Word]]


def _listed(feature: Feature) -> _Listed | None:
    is_verb = feature.pos1 in ("動詞", "助動詞")
    entries = [word for word in words().get(feature.lemma, ()) if word.verb == is_verb]
    behind: dict[str, list[Word]] = {}
    for word in entries:
        if word.before:
            behind.setdefault(word.before[-1], []).append(word)
    alone = next((word for word in entries if not word.before), None)
    return _Listed(alone, behind) if entries else None


#: What each word closes; `None` for most.
LISTED = ByWord(_listed)


def listed_word(features: list[Feature], index: int) -> Word | None:
    """The listed word that a token closes, if the words that must precede it do."""
    listed = LISTED[features[index]]
    if listed is None:
        return None
    if index and listed.behind:
        for word in listed.behind.get(features[index - 1].lemma, ()):
            first = index - len(word.before)
            before = enumerate(word.before[:-1], first)
            if first >= 0 and all(features[at].lemma == lemma for at, lemma in before):
                return word
    return listed.alone
