"""What the documents leave open: silences, unanswered questions, promises, untold steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from minutes.incidents.grouping import about
from minutes.incidents.measures import TITLES, told
from minutes.incidents.names import is_public, key
from minutes.incidents.tellings import Pile, Rarity, pairs
from minutes.incidents.types import Assignment, Definition, Gap, Happening, Ref

#: The names of the gaps as a reader sees them.
GAPS = {
    "silence": "文書のない期間",
    "unanswered": "答えのない質問",
    "promise": "その後が分からない約束",
    "undated": "日付のない出来事",
    "no-step": "語られていない段階",
    "once": "一度しか出てこない組織",
    "unheard": "一度も取り上げていない会議体",
}
#: A stretch without a document that is worth a line.
_SILENCE = 45
#: How much of a promise's words a later telling must share.
_TAKEN_UP = 0.45
_STEPS = ("to-detection", "to-disclosure", "to-notice", "to-act")


def gaps(
    pile: Pile,
    definition: Definition,
    assignments: Sequence[Assignment],
    happenings: Sequence[Happening],
    rarity: Rarity,
) -> list[Gap]:
    """The gaps of an incident, sort by sort."""
    refs = [assignment.ref for assignment in assignments]
    documents = sorted({ref.document for ref in refs})
    return [
        *_silences(pile, definition, documents),
        *_unanswered(pile, definition, refs),
        *_promises(pile, definition, refs, rarity),
        *_undated(pile, definition, refs),
        *_steps(pile, definition, happenings),
        *_once(pile, definition, refs),
        *_unheard(pile, definition, documents),
    ]


def _silences(pile: Pile, definition: Definition, documents: Sequence[int]) -> Iterator[Gap]:
    days = sorted({(day, document) for document in documents if (day := pile.day(document))})
    for (before, first), (after, _) in pairwise(days):
        length = (date.fromisoformat(after) - date.fromisoformat(before)).days
        if length >= _SILENCE:
            says = f"{before}の文書から{after}の文書まで{length}日間、この事案を語る文書がない"
            yield Gap(definition.id, "silence", says, before, after, length, document=first)


def _unanswered(pile: Pile, definition: Definition, refs: Sequence[Ref]) -> Iterator[Gap]:
    for ref in refs:
        if ref.table != "exchanges":
            continue
        exchange = pile.exchange(ref)
        if exchange.answered in ("no", "partly"):
            whole = "答えがない" if exchange.answered == "no" else "一部しか答えていない"
            says = f"{exchange.asker or '質問者'}の質問に{whole}（{exchange.reason}）"
            yield Gap(
                definition.id,
                "unanswered",
                says,
                since=pile.said_on(ref),
                subject=exchange.answerer,
                ref=ref,
            )


def _promises(
    pile: Pile, definition: Definition, refs: Sequence[Ref], rarity: Rarity
) -> Iterator[Gap]:
    events = [ref for ref in refs if ref.table == "events"]
    told = [(pile.said_on(ref) or "", about(pile.event(ref)), ref) for ref in events]
    for ref in refs:
        if ref.table != "commitments":
            continue
        promise, made = pile.commitment(ref), pile.said_on(ref)
        words = pairs(f"{promise.what or ''} {promise.quote}")
        later = any(
            day > (made or "") and rarity.likeness(words, telling) >= _TAKEN_UP
            for day, telling, _ in told
        )
        if not later:
            due = f"（期限 {promise.due}）" if promise.due else ""
            who = promise.who or "発言者"
            says = f"{who}の約束{due}のその後が、後の文書に出てこない"
            yield Gap(
                definition.id, "promise", says, made, promise.due, subject=promise.who, ref=ref
            )


def _undated(pile: Pile, definition: Definition, refs: Sequence[Ref]) -> Iterator[Gap]:
    for ref in refs:
        if ref.table == "events" and pile.event(ref).date_start is None:
            says = "日付が決まらない"
            yield Gap(definition.id, "undated", says, since=pile.said_on(ref), ref=ref)


def _steps(pile: Pile, definition: Definition, happenings: Sequence[Happening]) -> Iterator[Gap]:
    if not happenings:
        return
    known = told(pile, definition, happenings)
    for code in _STEPS:
        if code not in known:
            step = TITLES[code].removesuffix("まで").partition("から")[2]
            yield Gap(
                definition.id, "no-step", f"{step}の日が、どの文書からも分からない", subject=step
            )


def _once(pile: Pile, definition: Definition, refs: Sequence[Ref]) -> Iterator[Gap]:
    named: Counter[str] = Counter()
    where: dict[str, tuple[str, Ref]] = {}
    for ref in refs:
        if ref.table == "events":
            for name in pile.event(ref).actors:
                named[key(name)] += 1
                where.setdefault(key(name), (name, ref))
    for known, times in named.items():
        name, ref = where[known]
        if times == 1 and not is_public(name):
            says = f"{name}は、この事案では一度しか出てこない"
            yield Gap(definition.id, "once", says, pile.said_on(ref), subject=name, ref=ref)


def _unheard(pile: Pile, definition: Definition, documents: Sequence[int]) -> Iterator[Gap]:
    heard = {pile.body(document) for document in documents}
    last: dict[str, tuple[str, int]] = {}
    for document in range(len(pile.extractions)):
        body, day = pile.body(document), pile.day(document)
        if body is None or body in heard or day is None:
            continue
        if definition.since is not None and day < definition.since:
            continue
        last[body] = max(last.get(body, ("", 0)), (day, document))
    for body, (day, document) in sorted(last.items()):
        says = f"{body}では、手元の文書の限り、この事案が取り上げられていない"
        yield Gap(definition.id, "unheard", says, until=day, subject=body, document=document)
