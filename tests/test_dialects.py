"""Header grammars: every example is read in its own frame, no counterexample is."""

from __future__ import annotations

import pytest

from minutes import dialects
from minutes.text import fold

EXAMPLES = [(d, line) for d in dialects.DIALECTS for line in d.examples]
COUNTEREXAMPLES = [(d, line) for d in dialects.DIALECTS for line in d.counterexamples]


@pytest.mark.parametrize(("dialect", "line"), EXAMPLES, ids=lambda x: getattr(x, "name", x))
def test_an_example_opens_a_turn(dialect: dialects.Dialect, line: str) -> None:
    found = dialects.opening(fold(line), dialect.frame, glued=True)
    assert found is not None
    if dialect.form:
        assert found.header.form == dialect.form


@pytest.mark.parametrize(("dialect", "line"), COUNTEREXAMPLES, ids=lambda x: getattr(x, "name", x))
def test_a_counterexample_opens_none(dialect: dialects.Dialect, line: str) -> None:
    assert dialects.opening(fold(line), dialect.frame, glued=True) is None
