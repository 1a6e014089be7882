"""Clauses, their predicates and their tense, read from the text and its tokens.

Positions here are those of one text throughout: the view's (``tokens.view.text``) for everything
that takes tokens.
"""

from __future__ import annotations

from minutes.clauses.bounds import clause_at, ends_clause, sentence_at, sentence_end, sentence_start
from minutes.clauses.predicates import Predicate, Tense, predicate_after
from minutes.clauses.telling import tense, told

__all__ = [
    "Predicate",
    "Tense",
    "clause_at",
    "ends_clause",
    "predicate_after",
    "sentence_at",
    "sentence_end",
    "sentence_start",
    "tense",
    "told",
]
