"""The corpus is what its index says, and its key quotes what its documents say."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from typing import Any

import pytest
from samples import CORPUS, corpus_paths

INCIDENTS = {"minatolink", "sawapay"}
LABELS = {"partly", "no"}
REASONS = {
    "passed-over",
    "topic-changed",
    "generality",
    "incomplete",
    "consideration",
    "withheld",
    "not-known",
    "later",
    "elsewhere",
    "redacted",
}


def table(name: str) -> dict[str, list[dict[str, Any]]]:
    with (CORPUS / name).open("rb") as file:
        return tomllib.load(file)


DOCUMENTS = {row["id"]: row for row in table("index.toml")["document"]}
KEY = table("key.toml")


@cache
def squeezed(document: str) -> str:
    """Return a document's text without any white space, so that a wrapped line reads on."""
    raw = (CORPUS / f"{document}.txt").read_bytes()
    return "".join(raw.decode(DOCUMENTS[document]["encoding"]).split())


def test_the_index_lists_every_document() -> None:
    assert sorted(DOCUMENTS) == [path.stem for path in corpus_paths()]


@pytest.mark.parametrize("row", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_has_the_bytes_of_its_index(row: dict[str, Any]) -> None:
    raw = (CORPUS / f"{row['id']}.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == row["sha256"]
    assert len(raw.decode(row["encoding"])) == row["characters"]
    assert 3_000 <= row["characters"] <= 20_000
    assert row["incidents"]
    assert set(row["incidents"]) <= INCIDENTS
    assert (row["form"] == "page") == (row["date"] == "")


def test_every_quote_of_the_key_stands_once_in_its_document() -> None:
    rows = [*KEY["question"], *KEY["promise"]]
    rows += [telling for item in KEY["disagreement"] for telling in item["tellings"]]
    found = {
        (row["document"], row["quote"]): squeezed(row["document"]).count(
            "".join(row["quote"].split())
        )
        for row in rows
    }
    assert {quote: times for quote, times in found.items() if times != 1} == {}
    assert len(found) == len(rows)


def test_the_key_uses_its_own_words() -> None:
    assert {row["label"] for row in KEY["question"]} == LABELS
    assert {row["reason"] for row in KEY["question"]} == REASONS
    assert {row["incident"] for row in KEY["disagreement"]} == INCIDENTS
    kinds = {row["kind"] for row in KEY["disagreement"]}
    assert kinds == {"conflict", "update", "scope", "plan"}
    assert {row["taken_up"] for row in KEY["promise"]} <= {"", *DOCUMENTS}
