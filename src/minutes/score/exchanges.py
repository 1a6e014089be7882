"""Where a pairing of questions and answers goes wrong: in finding, in pairing, or in judging."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from minutes.schema import Span
from minutes.score.compare import quotes, span
from minutes.score.tally import Sheet, Tally

#: The span of a question, that of its answer, and the label.
_Row = tuple[Span, Span | None, str]


def enter(sheet: Sheet, pairs: Sequence[dict[str, Any]], rows: Sequence[dict[str, str]]) -> None:
    """Count each step of finding exchanges on its own.

    ``exchanges.questions`` are the spans of questions alone; ``exchanges.alignment`` are the
    answers of the questions that were found; the labels are those of the answers that were.
    """
    found: list[_Row] = [
        (asked, span(row, "answer_start", "answer_end"), row.get("answered", ""))
        for row in rows
        if (asked := span(row, "question_start", "question_end")) is not None
    ]
    wanted = [(Span(*pair["question"]), pair) for pair in pairs]
    _questions(
        sheet.steps["exchanges.questions"],
        [asked for asked, _ in wanted],
        sorted({asked for asked, _, _ in found}),
    )
    free = [row for row in found if any(quotes(row[0], asked) for asked, _ in wanted)]
    tally = sheet.steps["exchanges.alignment"]
    tally.predicted += len(free)
    for asked, pair in wanted:
        tally.gold += any(quotes(row[0], asked) for row in found)
        reply = Span(*pair["answer"]) if pair.get("answer") else None
        hit = next((row for row in free if quotes(row[0], asked) and _same(row, reply)), None)
        if hit is not None:
            free.remove(hit)
            tally.found += 1
            tally.right += 1
            sheet.labels[pair["answered"], hit[2]] += 1


def _questions(tally: Tally, wanted: Sequence[Span], free: list[Span]) -> None:
    """Pair each annotated question with the first free one that quotes it."""
    tally.gold += len(wanted)
    tally.predicted += len(free)
    for asked in wanted:
        hit = next((one for one in free if quotes(one, asked)), None)
        if hit is not None:
            free.remove(hit)
            tally.found += 1
            tally.right += 1


def _same(row: _Row, reply: Span | None) -> bool:
    return quotes(row[1], reply) if reply else row[2] == "no"


def confusion(labels: Counter[tuple[str, str]]) -> tuple[str, ...]:
    """A table of how often each annotated label was given as which, as lines.

    >>> for line in confusion(Counter({("partly", "yes"): 2, ("yes", "yes"): 5})):
    ...     print(line)
    wanted / got      yes
    partly              2
    yes                 5
    """
    given = sorted({label for _, label in labels})
    rows = [
        f"{one:12}" + "".join(f"{labels[one, other]:>9}" for other in given)
        for one in sorted({wanted for wanted, _ in labels})
    ]
    head = f"{'wanted / got':12}" + "".join(f"{label:>9}" for label in given)
    return (head, *rows) if rows else ()
