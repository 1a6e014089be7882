"""Questions with their answers, or without: who asked what, what was answered, and what was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from minutes.exchanges.evidence import marks
from minutes.exchanges.excerpts import Cutter
from minutes.exchanges.pairing import Pairing
from minutes.exchanges.promises import promises_of
from minutes.exchanges.rows import Found, exchanges_of
from minutes.exchanges.scopes import rounds
from minutes.exchanges.sentences import Sentence, sentences_of
from minutes.nlp import Tokens
from minutes.schema import (
    Commitment,
    Count,
    Date,
    Document,
    Exchange,
    Layout,
    Note,
    Organisation,
)

__all__ = ["find_exchanges"]


def find_exchanges(
    document: Document,
    layout: Layout,
    dates: Sequence[Date],
    counts: Sequence[Count],
    organisations: Sequence[Organisation],
    tokens: Tokens,
) -> tuple[tuple[Exchange, ...], tuple[Commitment, ...]]:
    """The exchanges of a document, in the order of the questions, and the promises made in it.

    Nothing is found where nobody asks: in a report, a summary, a list of decisions.
    """
    spoken = list(rounds(document.text, layout.turns))
    speeches = _speeches(layout, tokens, {i for r in spoken for i in (*r.asked, *r.answered)})
    pairing = Pairing(layout.turns, speeches, marks(dates, counts, organisations))
    for turns in spoken:
        pairing.add(turns)
    mentions: tuple[Date | Count | Organisation, ...] = (*dates, *counts, *organisations)
    found = Found(
        document,
        layout.turns,
        dates,
        counts,
        Cutter(document, [(mention.start, mention.end) for mention in mentions]),
        [date.start for date in dates],
        [count.start for count in counts],
    )
    exchanges = exchanges_of(pairing.asked, found)
    return exchanges, _promises(document, layout, speeches, dates, tokens)


def _speeches(
    layout: Layout, tokens: Tokens, wanted: Iterable[int], *, with_words: bool = True
) -> dict[int, tuple[Sentence, ...]]:
    """The sentences of the turns that are wanted, by turn."""
    notes = sorted(layout.notes, key=lambda note: note.start)
    found: dict[int, tuple[Sentence, ...]] = {}
    at = 0
    for index in sorted(wanted):
        turn = layout.turns[index]
        while at < len(notes) and notes[at].end <= turn.start:
            at += 1
        inside: list[Note] = []
        later = at
        while later < len(notes) and notes[later].start < turn.end:
            inside.append(notes[later])
            later += 1
        found[index] = sentences_of(index, turn, inside, tokens, with_words=with_words)
    return found


def _promises(
    document: Document,
    layout: Layout,
    speeches: dict[int, tuple[Sentence, ...]],
    dates: Sequence[Date],
    tokens: Tokens,
) -> tuple[Commitment, ...]:
    """The promises of those who answer and report."""
    reporting = {i for i, turn in enumerate(layout.turns) if turn.kind == "report"}
    more = _speeches(layout, tokens, reporting - speeches.keys(), with_words=False)
    speeches = {**speeches, **more}
    found: list[Commitment] = []
    at = 0
    for index in sorted(speeches):
        turn = layout.turns[index]
        if turn.kind not in ("answer", "report"):
            continue
        while at < len(dates) and dates[at].start < turn.start:
            at += 1
        end = at
        while end < len(dates) and dates[end].start < turn.end:
            end += 1
        found += promises_of(document, index, turn, speeches[index], dates[at:end])
    return tuple(found)
