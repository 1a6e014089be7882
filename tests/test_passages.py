"""Thirty passages of real minutes, annotated by hand before the tool was run on them.

`gold/real/passages.json` holds offsets and values alone.  The texts lie beside the checkout on the
machines that have them; elsewhere the tests are skipped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from samples import GOLD, SHARED, extraction_of, needs_real_minutes

from minutes.schema import Count, Date, Span

PASSAGES = GOLD / "real" / "passages.json"
SOURCES: list[dict[str, Any]] = json.loads(PASSAGES.read_text(encoding="utf-8"))["sources"]


def is_near(gold: Span, found: Span) -> bool:
    """True if half of either span is shared."""
    shared = min(gold.end, found.end) - max(gold.start, found.start)
    return shared > 0 and 2 * shared >= max(gold.length, found.length)


def same_date(gold: dict[str, Any], found: Date) -> bool:
    return (gold["value"], gold["time"], gold["duration"]) == (
        found.value,
        found.time,
        found.duration,
    )


def same_count(gold: dict[str, Any], found: Count) -> bool:
    return gold["value"] == found.value and gold["unit"] == found.unit


def passages(kind: str) -> Iterator[tuple[list[dict[str, Any]], list[Any], str]]:
    """(annotated, found, where) of each passage; what touches a neutral span is left out."""
    for source in SOURCES:
        path = SHARED / "minutes" / "text" / source["source"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == source["sha256"]
        mentions = getattr(extraction_of(path), kind)
        for passage in source["passages"]:
            neutral = [Span(*span) for span in passage["neutral"]]
            within = [
                mention
                for mention in mentions
                if mention.start >= passage["start"]
                and mention.end <= passage["end"]
                and not any(mention.span.overlaps(span) for span in neutral)
            ]
            yield passage[kind], within, f"{source['source']}:{passage['start']}"


def measure(kind: str, same: Any) -> tuple[float, float, list[str]]:
    """(F with the value, F of the place alone, what is missed or spurious)."""
    annotated = found = placed = right = 0
    wrong: list[str] = []
    for gold, mentions, where in passages(kind):
        annotated += len(gold)
        found += len(mentions)
        free = list(mentions)
        for row in gold:
            near = next((m for m in free if is_near(Span(row["start"], row["end"]), m.span)), None)
            if near is None:
                wrong.append(f"{where} missed {row}")
                continue
            free.remove(near)
            placed += 1
            if same(row, near):
                right += 1
            else:
                wrong.append(f"{where} {near} is none of {row}")
        wrong += [f"{where} spurious {mention}" for mention in free]
    return 2 * right / (annotated + found), 2 * placed / (annotated + found), wrong


@needs_real_minutes
@pytest.mark.parametrize(
    ("kind", "same", "value", "place"),
    [("dates", same_date, 0.95, 0.97), ("counts", same_count, 0.95, 0.97)],
)
def test_the_passages_are_read_as_by_hand(kind: str, same: Any, value: float, place: float) -> None:
    with_value, place_alone, wrong = measure(kind, same)
    assert with_value >= value, wrong
    assert place_alone >= place, wrong


@needs_real_minutes
def test_what_is_counted_touches_the_annotated_words() -> None:
    """Eight in ten of the items meet the phrase that was marked by hand."""
    marked = met = 0
    for gold, mentions, _ in passages("counts"):
        for row in gold:
            near = [m for m in mentions if is_near(Span(row["start"], row["end"]), m.span)]
            if "item" not in row or not near:
                continue
            marked += 1
            item = near[0].item_span
            met += item is not None and item.overlaps(Span(*row["item"]))
    assert met >= 0.8 * marked
