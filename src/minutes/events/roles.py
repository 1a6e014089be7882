"""Who takes part in a happening, in which role, and what it is done to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from minutes.events.predicates import Predicate
from minutes.nlp import Tokens
from minutes.schema import Span

#: agent: does it (は, が, では, による); source: it comes from there (から, より); recipient: it
#: goes there (に, へ, に対し); partner: と; place: で, において; patient: を; other: no case says.
_SIDE = "(?:など|等|側)?"
_CASES = (
    (
        "recipient",
        re.compile(
            _SIDE + r"宛?て?(?:に対し|に向け|への|へ|あて|を通じ"
            r"|に(?!よ|つい|関|係|おい|おき|当た|基づ|伴))"
        ),
    ),
    (
        "agent",
        re.compile(
            _SIDE + r"(?:による|により|によっ|では|におきまして|としまして|といたしまして|としては"
            r"|が|は|も)"
        ),
    ),
    ("source", re.compile(_SIDE + "(?:から|より)")),
    ("place", re.compile(r"(?:の場)?(?:で(?!あ|ご|す)|にて|において|における)")),
    ("partner", re.compile(_SIDE + "と(?:の|も|は|共|とも)?")),
    ("patient", re.compile(r"を|について|につき|に(?:関|係)")),
)
_JOINED = re.compile(r"(?:及び|並びに|、|と|・|や|又は|または|それから){1,3}")
_MEMBER = re.compile(r"の[^、。をに]{1,10}?(?:が|は|(?P<from>から|より))")
_SITTING = re.compile(r"(?:委員会|協議会|会議|議会|審議会|理事会|総会|検討会|懇談会|部会)\Z")
_STOP, _MARKS = frozenset("、。"), frozenset("をがも")
_IN_NAMES = frozenset(["・", "「", "」", "-", "&", ",", "."])
_BY = re.compile(r"(?:もっ|もち|通じ|通し|受け|踏まえ|めぐ|含め|はじめ|始め|除)")
_FORMAL = ("こと", "旨", "もの", "の", "ところ", "状態", "件", "よう", "わけ")
_MAX_OBJECT = 40


class Party(NamedTuple):
    """An organisation's name at a view span."""

    start: int
    end: int
    name: str


class Actor(NamedTuple):
    """An organisation and what it does in a happening."""

    name: str
    role: str


def _case(text: str, end: int) -> str | None:
    for role, pattern in _CASES:
        if pattern.match(text, end, end + 16):
            return role
    return None


def _role(text: str, parties: Sequence[Party], index: int, predicate: Predicate) -> str:
    """The role of one party; in a list (金融庁、経済産業省へ) the last one's particle says it."""
    party = parties[index]
    role = _case(text, party.end)
    if role in (None, "partner") and index + 1 < len(parties):
        between = text[party.end : parties[index + 1].start]
        if 0 < len(between) <= 6 and _JOINED.fullmatch(between):
            later = _role(text, parties, index + 1, predicate)
            if not (role == "partner" and later in ("patient", "other")):
                return later
    if role == "place" and not _SITTING.search(party.name):
        return "agent"  # 財団では、市で: a body that is no sitting acts
    if role is None:
        # 経済産業省の命令: the authority acts; 財団の職員が: so does its member.
        if text.startswith("の", party.end) and party.end + 1 >= predicate.start - 1:
            return "agent"
        member = _MEMBER.match(text, party.end, party.end + 20)
        if member:
            return "source" if member["from"] else "agent"
        return "other"
    return role


def actors(text: str, parties: Sequence[Party], predicate: Predicate) -> tuple[Actor, ...]:
    """The parties of a clause with their roles, each name once, in text order."""
    found: dict[str, str] = {}
    for index, party in enumerate(parties):
        role = _role(text, parties, index, predicate)
        if found.get(party.name, "other") == "other":
            found[party.name] = role
    return tuple(Actor(name, role) for name, role in found.items())


def object_of(tokens: Tokens, predicate: Predicate, floor: int) -> Span | None:
    """The view span of what is done something to, or what happens: 調査 in 調査を依頼し.

    >>> from minutes.events.predicates import find_predicates
    >>> from minutes.nlp import tokenize
    >>> tokens = tokenize("財団は三日に外部の会社へ原因の調査を依頼いたしました。")
    >>> predicate = find_predicates(tokens, 0, 26)[-1]
    >>> tokens.view.text[slice(*object_of(tokens, predicate, 0))]
    '原因の調査'
    """
    text, starts, ends, features = tokens.view.text, tokens.starts, tokens.ends, tokens.features
    particle = predicate.first - 1
    # The case may stand a little before: 事案をホームページで公表した.
    for _ in range(24):
        if particle < 1 or starts[particle] < floor:
            return None
        if ends[particle] - starts[particle] == 1:  # を, が, も, の and the stops
            char = text[starts[particle]]
            if char in _STOP:
                return None
            marks = char in _MARKS or (char == "の" and particle == predicate.first - 1)
            # 十二日をもって, 議会を通じて: no object.
            if marks and features[particle].pos1 == "助詞" and not _BY.match(text, ends[particle]):
                break
        particle -= 1
    else:
        return None
    first = particle
    while first > 0 and starts[first - 1] >= floor:
        feature = features[first - 1]
        if not feature.is_noun:
            surface = tokens.surface(first - 1)
            joins = feature.pos1 == "助詞" and surface in ("の", "と", "や")
            bound = feature.pos1 == "動詞" and tokens.surface(first) in ("方", "こと")
            if not (joins or bound or surface in _IN_NAMES or feature.pos1 == "接続詞"):
                break
        if tokens.starts[particle] - tokens.starts[first - 1] > _MAX_OBJECT:
            break
        first -= 1
    while first < particle and (
        tokens.features[first].pos1 in ("助詞", "接続詞") or tokens.surface(first) in "・」-&,."
    ):
        first += 1
    while first < particle and not tokens.surface(first).strip():
        first += 1
    last = particle - 1  # 株式会社ミナト電算との契約: without と
    while last > first and tokens.features[last].pos1 == "助詞":
        last -= 1
    start, end = tokens.starts[first], tokens.ends[last]
    if text[start:end].endswith("こと") or text[start:end] in _FORMAL:
        return None
    return Span(start, end) if text[start:end].strip() else None
