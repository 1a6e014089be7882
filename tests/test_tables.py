"""The contract: columns, identifiers, types, and the page that documents them."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import handmade
import pytest

from minutes.schema import Meeting
from minutes.tables import CODES, TABLES, identifiers, reference, rows, to_frame

ROOT = Path(__file__).parent.parent

#: The columns that outside tools read, in their order; more may follow them.
CONTRACT = {
    "documents": "document_id path media_type encoding dialect sha256 characters url retrieved",
    "meetings": "meeting_id document_id body title number date date_how evidence_start"
    " evidence_end next_date start end opened closed",
    "turns": "turn_id document_id meeting_id speech_order start end speech_start header speaker"
    " speaker_position speaker_group kind speech",
    "notes": "document_id turn_id start end kind text",
    "agenda": "document_id start end number title",
    "attendance": "document_id meeting_id start end text name position affiliation role status",
    "materials": "document_id meeting_id start end number title",
    "speakers": "document_id speaker full_name positions speaker_group turns",
    "dates": "mention_id document_id turn_id start end text type value date_start date_end time"
    " duration how anchor_start anchor_end rule",
    "counts": "mention_id document_id turn_id start end text value value_min value_max unit"
    " unit_implied kind modifier item item_start item_end actor rule",
    "organisations": "mention_id document_id turn_id start end text canonical level ambiguous how"
    " anchor_start anchor_end rule",
    "aliases": "document_id start end alias canonical entity",
    "entities": "canonical kind parent surface_forms documents mentions first last",
    "relations": "document_id kind expression holds members",
    "events": "event_id incident_id document_id turn_id start end quote date_value date_start"
    " date_end time kind actors planned said_on speaker",
    "exchanges": "exchange_id document_id question_turn_id answer_turn_id asker question_start"
    " question_end question answerer answer_start answer_end answer answered reason confidence"
    " topic summary",
    "commitments": "document_id turn_id start end quote who what due taken_up",
    "issues": "document_id start end code message",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_of_the_contract_come_first_and_in_order(name: str) -> None:
    columns = CONTRACT[name].split()
    assert list(TABLES[name].names[: len(columns)]) == columns


def test_every_table_of_the_contract_is_there() -> None:
    assert list(TABLES) == list(CONTRACT)
    assert list(rows(handmade.extraction())) == list(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_titles_are_japanese_and_differ_within_a_table(name: str) -> None:
    titles = [column.japanese for column in TABLES[name].columns]
    assert len(set(titles)) == len(titles)
    assert all(title == "URL" or not title.isascii() for title in titles)


@pytest.mark.parametrize("name", CONTRACT)
def test_what_a_table_says_of_its_columns_names_columns(name: str) -> None:
    table = TABLES[name]
    named = {key.column for key in table.foreign} | {name for pair in table.spans for name in pair}
    named |= {column for quote in table.quotes for column in (quote.text, quote.start)}
    named |= {quote.end for quote in table.quotes if quote.end} | ({table.key} - {None})
    assert named <= set(table.names)
    for key in table.foreign:
        assert TABLES[key.table].key == key.reference


def test_rows_have_exactly_the_columns() -> None:
    for name, found in rows(handmade.extraction()).items():
        for row in found:
            assert tuple(row) == TABLES[name].names


def test_cells_have_the_type_of_their_column() -> None:
    types = {"string": str, "date": str, "integer": int, "number": (int, float), "boolean": bool}
    for name, found in rows(handmade.extraction()).items():
        for row in found:
            for column in TABLES[name].columns:
                cell = row[column.name]
                wanted = tuple if column.type == "list" else types[column.type]
                assert cell is not None or not column.required
                assert cell is None or isinstance(cell, wanted)  # type: ignore[arg-type]
                assert not column.values or cell is None or cell in column.values


def test_closed_values_of_the_contract() -> None:
    def values(table: str, column: str) -> set[str]:
        return set(next(c for c in TABLES[table].columns if c.name == column).values)

    assert values("meetings", "date_how") == {
        "printed", "metadata", "given", "inferred", "published", "unresolved",
    }  # fmt: skip
    assert values("notes", "kind") == {
        "stage", "redaction", "boilerplate", "heading", "unclassified",
    }  # fmt: skip
    assert values("turns", "kind") == {
        "chair", "question", "answer", "report", "statement", "procedure",
    }  # fmt: skip
    assert values("exchanges", "answered") == {"yes", "partly", "no", "not-needed"}
    assert {"printed", "alias", "head-word", "speaker-body", "inferred", "unresolved"} <= values(
        "organisations", "how"
    )


def test_identifiers_are_offsets_and_never_repeat() -> None:
    extraction = handmade.extraction()
    keys = [
        row[TABLES[name].key or ""]
        for name, found in rows(extraction).items()
        if TABLES[name].key
        for row in found
    ]
    assert len(set(keys)) == len(keys)
    assert all(str(key).startswith(extraction.document.id) for key in keys)
    assert identifiers("d1", "e", [(5, 9)] * 3) == ["d1-e5-9", "d1-e5-9-2", "d1-e5-9-3"]


def test_identifiers_do_not_move_when_rows_come_before_them() -> None:
    extraction = handmade.extraction()
    fewer = dataclasses.replace(extraction, dates=extraction.dates[2:])
    kept = [row["mention_id"] for row in rows(fewer)["dates"]]
    assert kept == [row["mention_id"] for row in rows(extraction)["dates"]][2:]


def test_mentions_know_their_turn() -> None:
    extraction = handmade.extraction()
    dates = list(rows(extraction)["dates"])
    turns = [row["turn_id"] for row in rows(extraction)["turns"]]
    assert [row["turn_id"] for row in dates] == [None, turns[1], turns[2], turns[2]]


def test_speech_order_begins_anew_with_each_meeting() -> None:
    extraction = handmade.extraction()
    first, second, third = extraction.layout.turns
    layout = dataclasses.replace(
        extraction.layout, turns=(first, second, dataclasses.replace(third, meeting=1))
    )
    later = Meeting(third.start, third.end)
    two = dataclasses.replace(extraction, layout=layout, meetings=(*extraction.meetings, later))
    found = list(rows(two)["turns"])
    assert [row["speech_order"] for row in found] == [1, 2, 1]
    assert found[2]["meeting_id"] == [row["meeting_id"] for row in rows(two)["meetings"]][1]


def test_whole_numbers_are_written_whole() -> None:
    values = [row["value"] for row in rows(handmade.extraction())["counts"]]
    assert [type(value) for value in values] == [int, int, int]


def test_frames_keep_integers_integers_and_lists_lists() -> None:
    extraction = handmade.extraction()
    counts = to_frame(TABLES["counts"], rows(extraction)["counts"])
    assert counts["value"].tolist() == [320000, 4100, 4200]
    assert str(counts["start"].dtype) == "Int64"
    assert str(counts["unit_implied"].dtype) == "boolean"
    events = to_frame(TABLES["events"], rows(extraction)["events"])
    assert events.explode("actors")["actors"].tolist() == ["水尾市", "株式会社ミナト決済"]
    dates = to_frame(TABLES["dates"], rows(extraction)["dates"])
    assert dates["date_start"].dt.year.tolist()[:3] == [2025, 2025, 2025]
    assert dates["date_start"].isna().tolist() == [False, False, False, True]


def test_an_empty_table_is_a_frame_with_columns_and_types() -> None:
    frame = to_frame(TABLES["entities"], [])
    assert list(frame.columns) == list(TABLES["entities"].names)
    assert str(to_frame(TABLES["dates"], [])["start"].dtype) == "Int64"


# --- documentation ------------------------------------------------------------------------------


def test_the_page_of_the_tables_is_up_to_date(update: bool) -> None:
    page = ROOT / "docs" / "tables.md"
    if update:
        page.parent.mkdir(exist_ok=True)
        page.write_text(reference(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == reference(), (
        "docs/tables.md is out of date: minutes tables > docs/tables.md"
    )


def test_the_page_names_every_table_column_and_code() -> None:
    page = reference()
    for table in TABLES.values():
        assert f"## {table.name} ({table.japanese})" in page
        for column in table.columns:
            assert f"| {column.name} | {column.japanese} | {column.type} |" in page
    assert all(f"| {code} |" in page for code in CODES)


#: Calls that make a row of ``issues``, and which argument is the code.
ISSUE_CALLS = {"Issue": 0, "SourceError": 0, "failed": 1}


def codes_used() -> set[str]:
    found = set()
    for path in (ROOT / "src" / "minutes").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else ""
                at = ISSUE_CALLS.get(called)
                if at is not None and len(node.args) > at:
                    found |= literals(node.args[at])
                # A path that cannot be read is a candidate with a code; other stages have
                # candidates of their own.
                refused = called == "Candidate" and len(node.args) > 1
                refused = refused and not literals(node.args[1]).isdisjoint({"error", "skipped"})
                for keyword in node.keywords:
                    if (called in ISSUE_CALLS or refused) and keyword.arg == "code":
                        found |= literals(keyword.value)
                if refused and len(node.args) > 2:
                    found |= literals(node.args[2])
    return found


def literals(node: ast.expr) -> set[str]:
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value
    }


def test_every_code_that_a_stage_uses_is_documented_and_no_other() -> None:
    assert codes_used() == set(CODES)
