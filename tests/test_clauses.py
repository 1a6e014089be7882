"""Clause bounds and tense."""

from __future__ import annotations

import time

import pytest

from minutes.clauses import clause_at, ends_clause, predicate_after, sentence_at, tense
from minutes.nlp import tokenize
from minutes.schema import Span


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("五月九日に復旧の工事を終えました。", "past"),
        ("五月九日に業者と契約したと聞いております。", "past"),
        ("これまで順次進めてまいりました。", "past"),
        ("五月九日に説明会を開く予定でございます。", "planned"),
        ("五月九日からは窓口でも受け付けてまいります。", "planned"),
        ("五月九日に結果をお示ししたいと考えております。", "planned"),
        ("五月九日から実施することとしております。", "planned"),
        ("五月九日に配ろうと思っております。", "planned"),
        ("五月九日は設備の点検でございます。", "present"),
        ("五月九日といった日付も大事でございます。", "present"),
        ("五月九日に向けた準備が大切でございます。", "present"),
        ("五月九日に異状があった場合は連絡いたします。", "present"),
    ],
)
def test_tense(sentence: str, expected: str) -> None:
    assert tense(tokenize(sentence), Span(0, len(sentence))) == expected


def test_a_state_is_resultative() -> None:
    sentence = "五月九日から運転を止めております。"
    found = predicate_after(tokenize(sentence), 4, len(sentence))
    assert found is not None
    assert found.resultative


def test_a_continuative_clause_takes_the_tense_of_its_sentence() -> None:
    text = "九日に扉を閉め、十日に点検を終えました。"
    assert tense(tokenize(text), clause_at(text, 0)) == "past"


@pytest.mark.parametrize(
    ("before", "ends"),
    [
        ("業者が点検を行い", True),
        ("点検を終えましたが", True),
        ("雨が降っており", True),
        ("点検について", False),
        ("しかし", False),
        ("先月", False),
        ("市といたしまして", False),
    ],
)
def test_where_a_comma_ends_a_clause(before: str, ends: bool) -> None:
    assert ends_clause(before + "、次に", len(before)) is ends


def test_sentences_and_clauses_hold_their_offset() -> None:
    text = "始めます。九日に閉め、十日に開けました。\n次です。"
    for offset in range(len(text)):
        sentence, clause = sentence_at(text, offset), clause_at(text, offset)
        assert sentence.start <= offset
        assert sentence.covers(clause) or clause.start > offset


def test_a_long_line_of_commas_is_read_in_time() -> None:
    text = "行い、" * 7_000
    start = time.perf_counter()
    for offset in range(0, len(text), 2_000):
        clause_at(text, offset)
    assert time.perf_counter() - start < 2
