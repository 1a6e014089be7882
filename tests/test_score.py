"""The figures, against cases counted by hand and against the outside scorer if there is one."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import handmade
import pytest
from measured import agree, write
from samples import SHARED, extraction_of, real_paths

from minutes.score import Score, score


def annotate(folder: Path, **keys: Any) -> Path:
    """An annotation of the handmade document."""
    empty = {"turns": [], "dates": [], "counts": [], "orgs": []}
    path = folder / f"{len(list(folder.glob('*.json')))}.json"
    path.write_text(json.dumps({"source": "水尾.txt", **empty, **keys}), encoding="utf-8")
    return path


def at(words: str, **fields: Any) -> dict[str, Any]:
    start, end = handmade.span(words)
    return {"start": start, "end": end, "text": words, **fields}


@pytest.fixture
def measure(tmp_path: Path) -> Any:
    def run(**keys: Any) -> Score:
        folder = write(tmp_path / "out", handmade.extraction())
        return score(folder, [annotate(tmp_path, **keys)])

    return run


FIRST = at("令和７年６月３日", value="2025-06-03", type="date", how="explicit")
SECOND = at("六月一日", value="2025-06-01", type="date", how="inherited-year")
THIRD = at("同日", value="2025-06-01", type="date", how="anaphoric")
FOURTH = at("来月", value="2025-07", type="date", how="deictic")


def test_dates_need_place_and_value(measure: Any) -> None:
    result = measure(dates=[FIRST, SECOND, THIRD, FOURTH])
    assert result.figures["dates"] == {"P": 0.75, "R": 0.75, "F": 0.75, "gold": 4, "pred": 4}
    assert result.figures["dates.where"]["F"] == 1.0
    assert result.figures["dates.hard"] == {"R": round(2 / 3, 4), "gold": 3}
    wanted = f"miss  date 水尾.txt:{FOURTH['start']} '来月' wants 2025-07 (deictic)"
    assert wanted in result.misses
    assert any(line.startswith("extra date") for line in result.misses)


def test_a_neutral_span_counts_neither_way(measure: Any) -> None:
    place = [FOURTH["start"], FOURTH["end"]]
    result = measure(dates=[FIRST, SECOND, THIRD], neutral=[place])
    assert result.figures["dates"] == {"P": 1.0, "R": 1.0, "F": 1.0, "gold": 3, "pred": 3}


def test_counts_need_value_and_unit(measure: Any) -> None:
    right = at("三十二万件", value=320000, unit="件", item="連絡の数")
    wrong = at("4,100件", value=410, unit="件")
    implied = at("4,200件", value=4200, unit="円", unit_implied=True)
    figures = measure(counts=[right, wrong, implied]).figures
    assert figures["counts"]["gold"] == 3
    assert figures["counts"]["R"] == round(1 / 3, 4)
    assert figures["counts.where"]["R"] == 1.0
    assert figures["items"] == {"accuracy": 1.0, "of": 1}


def test_turns_need_speaker_and_position_as_printed(measure: Any) -> None:
    chair = at("○委員長（大洞茂樹君）", name="大洞茂樹", role="委員長")
    office = at("○総務課長", name=None, role="総務課長")
    member = at("○４番（榊原康生君）", name="榊原", role="４番")
    figures = measure(turns=[chair, office, member]).figures
    assert figures["turns"]["F"] == round(2 / 3, 4)
    assert figures["turns.where"]["F"] == 1.0
    member["name_any"] = ["榊原", "榊原康生"]
    assert measure(turns=[chair, office, member]).figures["turns"]["F"] == 1.0


def test_organisations_need_the_exact_span(measure: Any) -> None:
    council = at("水尾市議会", canonical="水尾市議会", level="named", ambiguous=False)
    short = at("ミナト決済", canonical="株式会社ミナト決済", level="named", ambiguous=False)
    alias = at("ＭＫ社", canonical="MK社", level="alias", ambiguous=False)
    figures = measure(orgs=[council, short, alias]).figures
    assert figures["organisations"]["R"] == round(2 / 3, 4)
    assert figures["organisations"]["P"] == 0.5
    assert figures["organisations.overlap"]["R"] == 1.0
    assert figures["canonical"] == {"accuracy": 0.5, "of": 2}


def test_an_unanswered_question_needs_the_verdict(measure: Any) -> None:
    start = handmade.span("六月一日").start
    asked = [start, handmade.span("ありましたか。").end]
    reply = list(handmade.span("三十二万件です。"))
    pair = {"question": asked, "answer": reply, "answered": "yes"}
    assert measure(qa=[pair]).figures["exchanges"]["F"] == 1.0
    figures = measure(qa=[{**pair, "answer": None, "answered": "no"}]).figures
    assert figures["exchanges"]["F"] == 0.0
    assert figures["exchanges.answered"] == {"accuracy": None, "of": 0}


def test_each_step_of_finding_exchanges_has_its_figures(measure: Any) -> None:
    start, _ = handmade.span("六月一日")
    asked = [start, handmade.span("ありましたか。").end]
    reply = list(handmade.span("三十二万件です。"))
    right = {"question": asked, "answer": reply, "answered": "partly"}
    result = measure(qa=[right])
    assert result.steps["exchanges.questions"]["F"] == 1.0
    assert result.steps["exchanges.alignment"]["F"] == 1.0
    assert result.labels == ("wanted / got      yes", "partly              1")
    elsewhere = {**right, "answer": list(handmade.span("令和７年６月３日"))}
    result = measure(qa=[elsewhere])
    assert result.steps["exchanges.questions"]["F"] == 1.0
    assert result.steps["exchanges.alignment"]["F"] == 0.0
    assert result.labels == ()
    unasked = {**right, "question": list(handmade.span("令和７年６月３日"))}
    result = measure(qa=[right, unasked])
    assert result.steps["exchanges.questions"]["R"] == 0.5
    alignment = {"P": 1.0, "R": 1.0, "F": 1.0, "gold": 1, "pred": 1}
    assert result.steps["exchanges.alignment"] == alignment


def test_events_and_meetings(measure: Any) -> None:
    told = at("市は公表しました。", date="2025-06-01T10:00", what="公表")
    figures = measure(events=[told], meeting={"date": "2025-06-03"}).figures
    assert figures["events"]["F"] == 1.0
    assert figures["meeting"] == {"accuracy": 1.0, "of": 1}
    told["date"] = "2025-06-02"
    assert measure(events=[told]).figures["events"]["F"] == 0.0


def test_a_source_without_tables_is_told_and_counts_as_missed(tmp_path: Path) -> None:
    folder = write(tmp_path / "out", handmade.extraction())
    path = annotate(tmp_path, dates=[FIRST])
    gold = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**gold, "source": "elsewhere.txt"}), encoding="utf-8")
    result = score(folder, [path])
    assert result.absent == ("elsewhere.txt",)
    assert result.figures["dates"]["R"] == 0.0


@pytest.mark.parametrize("content", ["[]", "{}", "no json"])
def test_a_file_that_is_no_annotation_is_an_error(tmp_path: Path, content: str) -> None:
    folder = write(tmp_path / "out", handmade.extraction())
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(ValueError):
        score(folder, [path])


# --- the outside scorer -------------------------------------------------------------------------


def test_the_outside_scorer_gives_the_same_figures_on_cases_made_by_hand(tmp_path: Path) -> None:
    folder = write(tmp_path / "out", handmade.extraction())
    annotations = [
        annotate(tmp_path, dates=[FIRST, SECOND, {**THIRD, "time": "10:00"}]),
        annotate(tmp_path, counts=[at("4,100件", value=4100, unit="件", item="市民")], qa=[]),
        annotate(
            tmp_path,
            turns=[at("○総務課長", name=None, role="総務課長", unsplit=True)],
            orgs=[at("市", canonical="水尾市", level="nominal"), at("ミナト", level="named")],
            neutral=[[0, 5]],
            meeting={"date": "2025-06-04"},
        ),
    ]
    agree(folder, annotations)


def test_the_outside_scorer_gives_the_same_figures_on_real_minutes(tmp_path: Path) -> None:
    annotations = sorted((SHARED / "gold").rglob("*.json"))
    if not annotations:
        pytest.skip("no annotations of real minutes; set MINUTES_SHARED to a folder that has them")
    extractions = [extraction_of(path) for path in real_paths()]
    agree(write(tmp_path / "out", *extractions), annotations)


def test_figures_do_not_hang_on_the_order_of_documents(tmp_path: Path) -> None:
    one = handmade.extraction()
    other = dataclasses.replace(
        one, document=dataclasses.replace(one.document, id="d2", path="b/other.txt")
    )
    annotations = [annotate(tmp_path, dates=[FIRST])]
    first = score(write(tmp_path / "a", one, other), annotations)
    second = score(write(tmp_path / "b", other, one), annotations)
    assert first.figures == second.figures
