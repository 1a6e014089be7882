"""Who is meant: each mention with the fullest name that the document prints.

One pass in text order.  A name finds its fullest printed form; a nominal asks, in this order, what
its words demand: the meeting's body (当委員会, 事務局), the speaker's own (当省, 我が党), the
last name with the same head (財団, 同社).  What nobody answers stays a row without a canonical.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from minutes.nlp import Tokens
from minutes.organisations import Found, Name
from minutes.organisations.words import words
from minutes.schema import Alias, Document, Issue, Layout, Meeting, Organisation, Span, Turn
from minutes.text import fold

STATE = "日本国政府"
_SUFFIXES = "都道府県市区町村"
_COUNCIL_HEADS = (
    "委員会",
    "審議会",
    "協議会",
    "検討会",
    "審査会",
    "懇談会",
    "調査会",
    "研究会",
    "部会",
    "会議",
)


@dataclass(frozen=True, slots=True)
class Referent:
    """Whom a mention means, how that was found, and where the answer stands in the text."""

    canonical: str
    how: str
    anchor: Span | None = None


@dataclass(slots=True)
class Context:
    """What has been read up to the mention at hand, and what holds of the whole document."""

    layout: Layout
    meetings: Sequence[Meeting]
    printed: dict[str, Span]
    municipalities: Counter[str]
    companies: Counter[str]
    starts: list[int]
    said: list[tuple[Name, str]] = field(default_factory=list)

    def turn_at(self, offset: int) -> Turn | None:
        """The turn that a position lies in."""
        index = bisect_right(self.starts, offset) - 1
        turn = self.layout.turns[index] if index >= 0 else None
        return turn if turn is not None and offset < turn.end else None

    def body_at(self, offset: int) -> str | None:
        """The body whose meeting is recorded at a position."""
        for meeting in self.meetings:
            if meeting.start <= offset < meeting.end and meeting.body:
                return meeting.body
        return next((meeting.body for meeting in self.meetings if meeting.body), None)

    def last(self, *kinds: str, ending: str = "") -> tuple[Name, str] | None:
        """The nearest earlier name of a kind whose full name ends with some characters."""
        for name, canonical in reversed(self.said):
            if (not kinds or name.kind in kinds) and canonical.endswith(ending):
                return name, canonical
        return None


def resolve_organisations(
    document: Document,
    layout: Layout,
    meetings: Sequence[Meeting],
    found: Found,
    tokens: Tokens,
) -> tuple[tuple[Organisation, ...], tuple[Alias, ...], tuple[Issue, ...]]:
    """The mentions outside turn headers with their canonical names, the aliases, and doubts.

    >>> from minutes.nlp import tokenize
    >>> from minutes.organisations import find_organisations
    >>> text = "水尾市総務委員会は、浅見市と協議した。委員会は、本市の考えを聞いた。"
    >>> document, tokens = Document("d1", "a.txt", text), tokenize(text)
    >>> meeting = Meeting(0, len(text), body="水尾市議会")
    >>> organisations, _, _ = resolve_organisations(
    ...     document, Layout(None, (), (), (), ()), [meeting],
    ...     find_organisations(document, tokens), tokens)
    >>> [(o.text, o.canonical) for o in organisations][2:]
    [('委員会', '水尾市総務委員会'), ('本市', '水尾市')]
    """
    headers = _headers(layout)
    names = [name for name in found.mentions if not _inside(headers, name.start)]
    context = _context(layout, meetings, names)
    rows: list[Organisation] = []
    issues: list[Issue] = []
    for name in names:
        referent = _refer(name, context)
        if referent is None and name.weak:
            continue
        if referent is None and name.kind != "same-municipality":
            issues.append(
                Issue("organisation-unresolved", f"whom {name.text} means", name.start, name.end)
            )
        rows.append(_row(name, referent))
        if referent is not None and name.level != "nominal":
            context.said.append((name, referent.canonical))
    aliases = tuple(Alias(a.start, a.end, a.alias, a.canonical, a.entity) for a in found.aliases)
    return tuple(rows), aliases, tuple(issues)


def _headers(layout: Layout) -> list[Span]:
    return [Span(turn.start, turn.speech_start) for turn in layout.turns]


def _inside(spans: Sequence[Span], offset: int) -> bool:
    index = bisect_right(spans, Span(offset, 1 << 62)) - 1
    return index >= 0 and offset < spans[index].end


def _context(layout: Layout, meetings: Sequence[Meeting], names: Sequence[Name]) -> Context:
    printed: dict[str, Span] = {}
    municipalities: Counter[str] = Counter()
    companies: Counter[str] = Counter()
    for name in names:
        if name.level == "nominal":
            continue
        printed.setdefault(name.full, name.span)
        for place in _places(name.full):
            municipalities[place] += 1
        if name.kind in ("legal", "company", "alias"):
            companies[name.full] += 1
    starts = [turn.start for turn in layout.turns]
    return Context(layout, meetings, printed, municipalities, companies, starts)


def _places(full: str) -> list[str]:
    """The municipality that a name is or opens with: 水尾市 for 水尾市議会."""
    for end, char in enumerate(full, 1):
        if (
            char in "市区町村県都府"
            and 2 < end <= 7
            and full[end:].startswith(
                ("議会", "役所", "役場", "教育委員会", "長", "会") if end < len(full) else ""
            )
        ):
            return [full[:end]]
    return []


# --- names ------------------------------------------------------------------------------------


def _refer(name: Name, context: Context) -> Referent | None:
    if name.level == "nominal":
        return _NOMINALS[name.kind](name, context)
    if name.level == "alias":
        return Referent(name.full, "alias", name.anchor)
    if fold(name.text) != name.full and name.rule != "head 委員会":
        return Referent(name.full, "inferred", context.printed.get(name.full))
    if name.rule.endswith("alone"):
        return _own_unit(name, context) or Referent(name.text, "printed", name.span)
    return _fullest(name, context)


def _fullest(name: Name, context: Context) -> Referent:
    """The longest printed name that this one shortens, if only one does.

    みなと電算 is 株式会社みなと電算, 産業保安課 is 経済産業省産業保安課; but 総務委員会 stays
    itself beside 水尾市議会総務委員会, for the body is not part of a committee's name.
    """
    longer = set()
    if name.level == "unit" or name.kind in ("company", "association", "legal"):
        longer = {
            full for full in context.printed if full != name.full and full.endswith(name.full)
        }
    if len(longer) == 1:
        full = longer.pop()
        return Referent(full, "inferred", context.printed[full])
    return Referent(name.full, "printed", name.span)


def _own_unit(name: Name, context: Context) -> Referent | None:
    """A unit named by its head alone: 分科会 of the council just named, 理事会 of the meeting."""
    body = context.body_at(name.start)
    if name.text == "理事会" and body:
        return Referent(body + name.text, "head-word")
    if context.said and name.text == "分科会":
        last, canonical = context.said[-1]
        if last.end + 1 == name.start:  # 財政制度等審議会の分科会
            return Referent(canonical + "の" + name.text, "head-word", last.span)
    return None


def _row(name: Name, referent: Referent | None) -> Organisation:
    return Organisation(
        start=name.start,
        end=name.end,
        text=name.text,
        canonical=referent.canonical if referent else None,
        level=name.level,
        ambiguous=name.ambiguous,
        how=referent.how if referent else "unresolved",
        anchor=referent.anchor if referent else None,
        rule=name.rule,
    )


# --- nominals ---------------------------------------------------------------------------------


def _municipality(name: Name, context: Context) -> Referent | None:
    """The municipality at hand: the meeting's, else the one that the document names most."""
    suffix = fold(name.text)[-1]
    body = context.body_at(name.start) or ""
    own = next((p for p in _places(body) if p.endswith(suffix)), None)
    if own is None:
        ranked = [p for p, _ in context.municipalities.most_common() if p.endswith(suffix)]
        own = ranked[0] if ranked else None
    if own is None and suffix == "道" and "北海道" in body:
        own = "北海道"
    return Referent(own, "head-word", context.printed.get(own)) if own else None


def _same_municipality(name: Name, context: Context) -> Referent | None:
    suffix = fold(name.text)[-1]
    for earlier, canonical in reversed(context.said):
        for place in _places(canonical):
            if place.endswith(suffix):
                return Referent(place, "anaphoric", earlier.span)
    return None


def _state(name: Name, context: Context) -> Referent | None:
    return Referent(STATE, "head-word")


def _own_body(name: Name, context: Context) -> Referent | None:
    """当委員会: the meeting's body if it is one of this kind, else the speaker's."""
    head = fold(name.text).lstrip("当本")
    body = context.body_at(name.start)
    if body and body.endswith(head):
        return Referent(body, "speaker-body")
    if head == "議会" and body and "議会" in body:
        return Referent(body, "speaker-body")
    return _chaired(name, context, head) or _most(context, head)


def _body(name: Name, context: Context) -> Referent | None:
    """委員会: whose chairman speaks, else the last one named in this turn, else the meeting's."""
    head = fold(name.text)
    chaired = _chaired(name, context, head)
    if chaired is not None:
        return chaired
    turn = context.turn_at(name.start)
    last = context.last("council", "regulator", ending=head)
    body = context.body_at(name.start)
    own = body if body and body.endswith(head[-2:]) else None
    if head == "委員会" and own is not None and not own.endswith("委員会"):
        own = None
    if last is not None and own is None and (turn is None or last[0].start >= turn.start):
        return Referent(last[1], "head-word", last[0].span)
    if own is not None:
        return Referent(own, "head-word")
    if last is not None:
        return Referent(last[1], "head-word", last[0].span)
    return None


def _chaired(name: Name, context: Context, head: str) -> Referent | None:
    """The committee of the speaker's own office: 総務常任委員長 reports for 総務常任委員会."""
    turn = context.turn_at(name.start)
    if turn is None or not turn.position or head != "委員会":
        return None
    position = fold(turn.position)
    for title in ("委員長", "副委員長"):
        if position.endswith(title) and len(position) > len(title):
            return Referent(position[: -len(title)] + "委員会", "speaker-body")
    return None


def _most(context: Context, head: str) -> Referent | None:
    counted = Counter(canonical for _, canonical in context.said if canonical.endswith(head))
    if not counted:
        return None
    canonical = counted.most_common(1)[0][0]
    return Referent(canonical, "head-word", context.printed.get(canonical))


def _office(name: Name, context: Context) -> Referent | None:
    """事務局: the office of the meeting's body."""
    body = context.body_at(name.start)
    text = fold(name.text).lstrip("当")
    if body is None:
        most = _most(context, "委員会") or _most(context, "審議会") or _most(context, "議会")
        body = most.canonical if most else None
    if body is None:
        return None
    places = _places(body)
    if text.endswith("議会事務局") and places:
        return Referent(places[0] + "議会事務局", "head-word")
    return Referent(body + "事務局", "head-word")


_SAME = ("同", "当該", "当", "本")


def _head(name: Name, context: Context) -> Referent | None:
    """財団, 同協会: the last name that ends with the same head."""
    text = fold(name.text)
    anaphoric = False
    for mark in _SAME:
        if text.startswith(mark) and len(text) > len(mark) + 1:
            text, anaphoric = text[len(mark) :], True
    if text.endswith("教委"):
        own = _municipality(_with_text(name, text[:-2]), context)
        return Referent(own.canonical + "教育委員会", own.how, own.anchor) if own else None
    text = {"教団": "教会", "団体": "会"}.get(text, text)
    last = context.last(ending=text)
    if last is None:
        # 公益財団法人水尾市文化振興事業団 is 財団 too: the form holds the head.
        last = next(
            ((n, c) for n, c in reversed(context.said) if text in c and len(c) > len(text)), None
        )
    if last is None:
        return None
    return Referent(last[1], "anaphoric" if anaphoric else "head-word", last[0].span)


def _with_text(name: Name, text: str) -> Name:
    return Name(name.start, name.end, text, text, name.level, name.kind, name.rule)


def _same_company(name: Name, context: Context) -> Referent | None:
    last = context.last("legal", "company", "alias")
    return Referent(last[1], "anaphoric", last[0].span) if last else None


def _own_company(name: Name, context: Context) -> Referent | None:
    turn = context.turn_at(name.start)
    for company in context.companies:
        if turn is not None and turn.position and company in fold(turn.position):
            return Referent(company, "speaker-body", turn.span)
    return None


def _contractor(name: Name, context: Context) -> Referent | None:
    """業者, 委託先: only where the document knows a single company by its full name."""
    fulls = {name.full for name, _ in context.said if name.kind in ("legal", "alias")}
    if len(fulls) != 1:
        return None
    company = fulls.pop()
    return Referent(company, "anaphoric", context.printed.get(company))


def _own_ministry(name: Name, context: Context) -> Referent | None:
    """当省: the ministry in the speaker's post, that of the committee, else the most named one."""
    kind = fold(name.text)[-1]
    bodies = [b for b in words().bodies.values() if b.kind in ("ministry", "agency", "former")]
    turn = context.turn_at(name.start)
    posts = [turn.position if turn is not None else None, context.body_at(name.start)]
    for post in posts:
        for body in bodies:
            if post and body.text.endswith(kind) and body.text[:-1] in fold(post):
                return Referent(body.name, "speaker-body")
    named = Counter(
        canonical
        for earlier, canonical in context.said
        if earlier.kind in ("ministry", "agency", "former") and canonical.endswith(kind)
    )
    if named:
        canonical = named.most_common(1)[0][0]
        return Referent(canonical, "inferred", context.printed.get(canonical))
    return None


def _own_party(name: Name, context: Context) -> Referent | None:
    """我が党: the party that the speaker has named as the own one, or the header's group."""
    turn = context.turn_at(name.start)
    if turn is None or fold(name.text)[0] in "御貴":
        return None
    if turn.group and "党" in turn.group:
        return Referent(turn.group, "speaker-body", turn.span)
    for earlier, canonical in reversed(context.said):
        speaker = context.turn_at(earlier.start)
        if earlier.kind == "party" and speaker is not None and speaker.speaker == turn.speaker:
            return Referent(canonical, "speaker-body", earlier.span)
    return None


_NOMINALS = {
    "own-municipality": _municipality,
    "municipality": _municipality,
    "same-municipality": _same_municipality,
    "state": _state,
    "own-body": _own_body,
    "body": _body,
    "office": _office,
    "head": _head,
    "company": _same_company,
    "own-company": _own_company,
    "contractor": _contractor,
    "own-ministry": _own_ministry,
    "own-party": _own_party,
}
