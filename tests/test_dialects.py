"""Header grammars: every example is read in its own frame, no counterexample is."""

from __future__ import annotations

import re

import pytest

from minutes import dialects
from minutes.dialects import cutting, frames, grammar
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


#: What may follow a header, or turn what looked like one into something else.
BEHIND = (
    "",
    "　一点伺います。",
    "　（資料）について",
    "（案）　伺います。",
    "君　開会します。",
    "。",
    "）",
    "　長",
)
#: Beginnings of lines that a mark precedes, with and without a speaker.
BEGUN = (
    "三枝委員",
    "４番",
    "第１２番",
    "12番根津",
    "参考人２",
    "出席委員",
    "会議に付した事件",
    "総務課長",
    "三枝（賢",
)


def marked_lines() -> list[str]:
    """Every way to print a header, cut or followed by something else, behind a mark."""
    lines = [line.lstrip("○◯〇◎◆") for _, line in [*EXAMPLES, *COUNTEREXAMPLES]]
    cut = [line[:length] for line in lines for length in range(1, min(len(line), 16) + 1)]
    return [fold(f"○{line}{behind}") for line in [*cut, *lines, *BEGUN] for behind in BEHIND]


@pytest.mark.parametrize("names", [frozenset[str](), frozenset({"榊原康生", "三枝香織"})])
def test_a_remembered_header_is_read_as_if_for_the_first_time(
    names: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    people, lines = cutting.known(names), marked_lines()
    remembered = [dialects.opening(line, "mark", people, glued=True) for line in lines]
    monkeypatch.setattr(frames, "_usual", lambda *_: None)
    assert remembered == [dialects.opening(line, "mark", people, glued=True) for line in lines]
    assert sum(found is not None for found in remembered) > 200


def test_a_text_that_is_refused_at_a_glance_holds_no_header(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [line[1:].strip() for line in marked_lines() if line[1:].strip()]
    refused = [text for text in texts if grammar._headed().match(text) is None]
    monkeypatch.setattr(grammar, "_headed", lambda: re.compile(""))
    assert len(refused) > 200
    assert [text for text in refused if grammar.read(text) is not None] == []


def test_headers_of_long_lines_are_looked_for_in_linear_time() -> None:
    for line in ("○" + "三" * 20_000, "○" + "三 " * 10_000, "○" + "(三" * 10_000, "番" * 20_000):
        for frame in dialects.FRAMES:
            assert dialects.opening(line, frame, glued=True) is None
