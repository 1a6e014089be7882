"""What the documentation shows is what the tool does."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from samples import ROOT, extraction_of

README = (ROOT / "README.md").read_text(encoding="utf-8")
_ROWS = re.compile(r"<!-- rows: (?P<path>\S+) -->\n(?P<table>.+?)<!-- /rows -->", re.DOTALL)


def shown() -> Iterator[tuple[str, list[str]]]:
    """(path, cells) of each row that the README shows."""
    for block in _ROWS.finditer(README):
        for line in block["table"].splitlines()[2:]:
            yield block["path"], [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize(("path", "cells"), list(shown()), ids=lambda value: str(value)[:40])
def test_a_row_that_the_readme_shows_is_found(path: str, cells: list[str]) -> None:
    extraction = extraction_of(ROOT / path)
    table, text, value, time, how, rule = cells
    found = [mention for mention in getattr(extraction, table) if mention.text == text]
    told = [
        (
            mention.value or mention.duration,
            mention.time or "",
            mention.how,
            mention.rule,
        )
        if table == "dates"
        else (f"{mention.value} {mention.unit}", "", "", "")
        if table == "counts"
        else (mention.canonical, "", mention.how, "")
        for mention in found
    ]
    assert (value, time, how, rule) in told


def test_the_readme_shows_rows() -> None:
    assert len(list(shown())) >= 10


def test_links_of_the_documentation_lead_somewhere() -> None:
    heads = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
    pages = [*(ROOT / name for name in heads), *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_python_of_the_readme_runs() -> None:
    code = re.search(r"```python\n(.+?)```", README, re.DOTALL)
    assert code is not None
    namespace: dict[str, object] = {}
    lines = code[1].replace('"corpus/', f'"{ROOT.as_posix()}/corpus/').splitlines()
    exec("\n".join(line for line in lines), namespace)
    x = namespace["x"]
    assert (x.turns[1].speaker, x.turns[1].position) == ("皆川", "市民文化部長")  # type: ignore[attr-defined]
