"""What must hold of every extraction, whatever the text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import corpus_paths, extraction_of, needs_real_minutes, real_paths

from minutes import pipeline, sources
from minutes.schema import Document, Extraction, Span

every_text = [
    *(pytest.param(path, id=path.stem) for path in corpus_paths()),
    *(pytest.param(path, id=path.stem, marks=needs_real_minutes) for path in real_paths()),
]


def quoted(extraction: Extraction) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, text) that an extraction claims."""
    rows = (
        *extraction.layout.notes,
        *extraction.dates,
        *extraction.counts,
        *extraction.organisations,
    )
    yield from ((row.start, row.end, row.text) for row in rows)
    yield from (
        (turn.start, turn.start + len(turn.header), turn.header) for turn in extraction.turns
    )
    for row in (*extraction.events, *extraction.commitments):
        yield row.start, row.end, row.quote
    for count in extraction.counts:
        if count.item_span is not None:
            yield count.item_span.start, count.item_span.end, count.item or ""


def check(extraction: Extraction) -> None:
    text = extraction.document.text
    for start, end, quote in quoted(extraction):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == quote
    for mentions in (extraction.dates, extraction.counts, extraction.organisations):
        spans = [mention.span for mention in mentions]
        assert spans == sorted(spans)
        assert len(set(spans)) == len(spans)
    turns = extraction.turns
    assert all(turn.start < turn.speech_start <= turn.end for turn in turns)
    assert all(one.end <= other.start for one, other in pairwise(turns))
    dates = [date.span for date in extraction.dates]
    for count in extraction.counts:
        assert not any(count.span.overlaps(date) for date in dates)
    for exchange in extraction.exchanges:
        asked = turns[exchange.question_turn]
        assert Span(asked.start, asked.end).covers(exchange.question)
        if exchange.answer is not None:
            assert exchange.answer_turn is not None
            replied = turns[exchange.answer_turn]
            assert Span(replied.start, replied.end).covers(exchange.answer)
    for relation in extraction.relations:
        assert all(0 <= member < len(extraction.counts) for member in relation.members)


@pytest.mark.parametrize("path", every_text)
def test_every_quote_stands_in_its_text(path: Path) -> None:
    check(extraction_of(path))


@pytest.mark.parametrize("path", every_text)
def test_nothing_is_lost_between_turns_and_notes(path: Path) -> None:
    extraction = extraction_of(path)
    if not extraction.turns:
        pytest.skip("a page without turns has no layout to account for")
    text = extraction.document.text
    known = bytearray(len(text))
    unclassified = 0
    for row in (*extraction.turns, *extraction.layout.notes, *extraction.layout.agenda):
        known[row.start : row.end] = b"\1" * (row.end - row.start)
    for note in extraction.layout.notes:
        if note.kind == "unclassified":
            unclassified += sum(not char.isspace() for char in note.text)
    lost = [text[at] for at, mark in enumerate(known) if not mark and not text[at].isspace()]
    assert "".join(lost) == ""
    assert unclassified < 0.02 * len(text)


@pytest.mark.parametrize("path", every_text)
def test_line_ends_change_nothing_but_offsets(path: Path) -> None:
    document = sources.read(path)
    plain = document.text.replace("\r\n", "\n")
    unix = sources.from_bytes(plain.encode(), "unix.txt")
    windows = sources.from_bytes(plain.replace("\n", "\r\n").encode(), "windows.txt")
    one, other = pipeline.extract_document(unix), pipeline.extract_document(windows)
    check(other)
    assert [(t.speaker, t.position, t.kind) for t in one.turns] == [
        (t.speaker, t.position, t.kind) for t in other.turns
    ]
    for kind in ("dates", "counts", "organisations"):
        mentions = [
            [m.text.replace("\r\n", "\n") for m in getattr(extraction, kind)]
            for extraction in (one, other)
        ]
        assert mentions[0] == mentions[1]
    assert [date.value for date in one.dates] == [date.value for date in other.dates]


def test_a_file_with_one_character_is_no_trouble() -> None:
    check(pipeline.extract_document(sources.from_bytes("○".encode(), "a.txt")))


WORDS = [
    *("○議長（大洞茂樹君）　", "◯榊原康生市長　　", "\n", "\r\n", "。", "、", "　", "令和七年"),
    *("六月", "十日", "翌", "同日", "午後二時", "から", "まで", "約", "三十二万", "4,100", "件"),
    *("名", "％", "株式会社", "水尾市", "文化振興課", "財団", "以下「", "」という。", "（", "）"),
    *(
        "か。",
        "お答えします",
        "検討してまいります",
        "漏えい",
        "公表いたしました",
        "第３条",
        "7. 4. 1",
    ),
    *("- 28", "①", "〔", "〕", "¥", "a1-", "\f", "\0", "半年", "3～5", "二分の一", "7iD"),
]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=80).map("".join))
def test_any_text_is_extracted_without_an_error(text: str) -> None:
    # Reading may refuse such a text as binary; what a reader has let through is extracted.
    check(pipeline.extract_document(Document("a" * 12, "a.txt", text + "会")))
