"""Invented dialogues, and what a reader finds asked and answered in them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from minutes import pipeline, sources

FILES = sorted((Path(__file__).parent / "dialogues").glob("*.toml"))
DIALOGUES = [
    pytest.param(
        dialogue,
        id=f"{path.stem}: {dialogue['name']}",
        marks=[pytest.mark.xfail(reason=dialogue["fails"], strict=True)]
        if "fails" in dialogue
        else [],
    )
    for path in FILES
    for dialogue in tomllib.loads(path.read_text("utf-8"))["dialogue"]
]


def differences(dialogue: dict[str, Any]) -> list[str]:
    """What a reader expects and is not found, and what is found beside it."""
    found = pipeline.extract_document(sources.from_bytes(dialogue["said"].encode(), "made.txt"))
    quote = found.document.quote
    rows = [
        (quote(row.question), quote(row.answer) if row.answer else "", row.answered)
        for row in found.exchanges
    ]
    wrong = []
    for asked, told, label in dialogue["rows"]:
        fits = [
            row
            for row in rows
            if asked in row[0]
            and (told in row[1] if told else not row[1])
            and label in ("", row[2])
        ]
        if fits:
            rows.remove(fits[0])
        else:
            wrong.append(f"not found: {asked} / {told} / {label}")
    return [*wrong, *(f"found: {row}" for row in rows)]


@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_what_a_reader_finds_asked_and_answered(dialogue: dict[str, Any]) -> None:
    assert differences(dialogue) == []
