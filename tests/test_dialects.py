"""Header grammars: every example is read in its own frame, no counterexample is."""

from __future__ import annotations

import pytest

from minutes import dialects
from minutes.dialects import cutting
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


@pytest.mark.parametrize("frame", dialects.FRAMES)
def test_the_glance_at_a_line_loses_no_header(frame: str) -> None:
    people = cutting.known(frozenset({"榊原康生", "根津"}))
    lines = [fold(line).strip() for d, line in [*EXAMPLES, *COUNTEREXAMPLES]]
    lines += [
        *(
            "６根津　おはようございます。",
            "4番三枝香織　質問します。",
            "議　長　榊原康生　開会します。",
        ),
        *("榊原康生君これより開会します。", "教 育 長 - お答えします。", "委員Ａ　一点伺います。"),
    ]
    opened = [
        line for line in map(fold, lines) if dialects.opening(line, frame, people, glued=True)
    ]
    assert len(opened) >= 2
    assert [line for line in opened if not dialects.MAY_OPEN[frame](line)] == []
