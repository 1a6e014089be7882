"""The annotations of the corpus: that they are well formed, and that the tool is as good as it was.

``pytest tests/test_gold.py --update`` writes ``gold/floors.toml`` anew from what it measures.
"""

from __future__ import annotations

import copy
import json
import math
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from measured import agree, write
from samples import CORPUS, GOLD, corpus_paths, extraction_of

from minutes.edtf import is_valid
from minutes.score import Figures, score

FILES = sorted(GOLD.glob("*.json"))
FLOORS = GOLD / "floors.toml"

SPANNED = ("turns", "notes", "agenda", "dates", "counts", "orgs", "aliases", "events")
KINDS = {"people", "cases", "money", "organisations", "things", "rate", "other"}
MODIFIERS = {"about", "at-least", "more-than", "at-most", "less-than", "total"}
HOWS = {"explicit", "inherited-year", "inherited-month", "table", "anaphoric", "deictic"}
_TIME = re.compile(r"[0-2]\d:[0-5]\d(?:/[0-2]\d:[0-5]\d)?")
_DURATION = re.compile(r"P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+[WD])?(?:T(?=.)(?:\d+H)?(?:\d+M)?)?")


#: The encodings that the index of the corpus tells; one page is no UTF-8.
ENCODINGS = {
    row["id"]: row["encoding"]
    for row in tomllib.loads((CORPUS / "index.toml").read_text(encoding="utf-8"))["document"]
}


def text_of(gold: dict[str, Any]) -> str:
    path: Path = CORPUS / gold["source"]
    return path.read_bytes().decode(ENCODINGS[path.stem])


# --- well formed --------------------------------------------------------------------------------


def problems(gold: dict[str, Any], text: str) -> Iterator[str]:
    """What is wrong with an annotation, one line each."""
    for key in SPANNED:
        yield from _spans(key, gold.get(key, []), text)
    for start, end in gold["neutral"]:
        if not 0 <= start < end <= len(text):
            yield f"neutral {start}: no span of the text"
    for turn in gold["turns"]:
        if not text.startswith(turn["header"], turn["start"]):
            yield f"turns {turn['start']}: its header is not there"
    for date in gold["dates"]:
        yield from _date(date)
    for count in gold["counts"]:
        yield from _count(count)
    for org in gold["orgs"]:
        if org["level"] not in {"named", "alias", "nominal", "unit"} or not org["canonical"]:
            yield f"orgs {org['start']}: unknown level, or no name"
    for event in gold.get("events", []):
        if not is_valid(event["date"].partition("T")[0]):
            yield f"events {event['start']}: {event['date']} is no date"
    for pair in gold["qa"]:
        yield from _pair(pair, gold["turns"])
    for relation in gold["relations"]:
        yield from _relation(relation, gold["counts"])


def _spans(key: str, items: list[dict[str, Any]], text: str) -> Iterator[str]:
    last = 0
    for item in items:
        start, end = item["start"], item["end"]
        if not 0 <= start < end <= len(text):
            yield f"{key} {start}: no span of the text"
        elif "text" in item and text[start:end] != item["text"]:
            yield f"{key} {start}: the text has {text[start:end]!r}, not {item['text']!r}"
        if start < last:
            yield f"{key} {start}: out of order, or overlaps the one before"
        last = start if key in {"events", "notes", "aliases"} else end


def _date(date: dict[str, Any]) -> Iterator[str]:
    where = f"dates {date['start']}"
    value, duration = date["value"], date.get("duration")
    if bool(value) == bool(duration):
        yield f"{where}: has a value or a duration, and one of them only"
    if value and not is_valid(value):
        yield f"{where}: {value} is no date"
    if duration and not _DURATION.fullmatch(duration):
        yield f"{where}: {duration} is no duration"
    if date.get("time") and not _TIME.fullmatch(date["time"]):
        yield f"{where}: {date['time']} is no hour"
    if (date["type"] == "time") != bool(date.get("time")):
        yield f"{where}: has an hour and another type, or none"
    if date["how"] not in HOWS:
        yield f"{where}: {date['how']} is no way to know"


def _count(count: dict[str, Any]) -> Iterator[str]:
    where = f"counts {count['start']}"
    ends = [count.get("value_min"), count.get("value_max")]
    stated = ends if count["value"] is None else [count["value"]]
    if not all(isinstance(number, int | float) for number in stated) or not count["unit"]:
        yield f"{where}: lacks a value or a unit"
    if (
        count["kind"] not in KINDS
        or not set((count["modifier"] or "total").split("|")) <= MODIFIERS
    ):
        yield f"{where}: unknown kind or modifier"
    if (count["unit"] == "円") != (count["kind"] == "money"):
        yield f"{where}: money is counted in yen, and nothing else is"


def _pair(pair: dict[str, Any], turns: list[dict[str, Any]]) -> Iterator[str]:
    where = f"qa {pair['question'][0]}"
    asked = _turn_at(pair["question"], turns)
    if asked is None or asked["name"] != pair["asker"]:
        yield f"{where}: {pair['asker']} does not say it in one turn"
    if (pair["answer"] is None) != (pair["answered"] == "no"):
        yield f"{where}: what is not answered has no answer"
    if pair["answer"]:
        reply = _turn_at(pair["answer"], turns)
        if reply is None or reply["start"] <= pair["question"][1]:
            yield f"{where}: the answer is in no later turn"
        elif reply["name"] != pair["answerer"]:
            yield f"{where}: {pair['answerer']} does not answer it"


def _turn_at(span: list[int], turns: list[dict[str, Any]]) -> dict[str, Any] | None:
    start, end = span
    return next((t for t in turns if t["start"] <= start < end <= t["end"]), None)


def _relation(relation: dict[str, Any], counts: list[dict[str, Any]]) -> Iterator[str]:
    members, where = relation["members"], f"relations {relation['members']}"
    if len(members) < 2 or not all(0 <= index < len(counts) for index in members):
        yield f"{where}: not two counts"
        return
    if relation["kind"] == "sum":
        total = relation["total"]
        parts = [index for index in members if index != total]
        signs = relation.get("signs", [1] * len(parts))
        if len(signs) != len(parts):
            yield f"{where}: as many signs as parts"
            return
        summed = sum(
            sign * counts[index]["value"] for sign, index in zip(signs, parts, strict=True)
        )
        if (summed == counts[total]["value"]) != relation.get("holds", True):
            yield f"{where}: {summed} and {counts[total]['value']}"
    elif relation["kind"] == "part-of":
        part, whole = (counts[index]["value"] for index in members)
        if part > whole:
            yield f"{where}: the part is larger"
    elif relation["kind"] != "same-quantity":
        yield f"{where}: unknown kind"


def test_there_are_annotations() -> None:
    assert len(FILES) >= 5


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_annotation_is_well_formed(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert list(problems(gold, text_of(gold))) == []
    assert path.stem == Path(gold["source"]).stem


def _set(key: str, field: str, value: object) -> Callable[[dict[str, Any]], None]:
    def damage(gold: dict[str, Any]) -> None:
        gold[key][0][field] = value

    return damage


#: One damage of each kind, to a copy of an annotation, each of which must be noticed.
DAMAGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "a moved span": _set("dates", "start", 0),
    "a span out of order": lambda gold: gold["counts"].reverse(),
    "another header": _set("turns", "header", "○議長"),
    "a day that is none": _set("dates", "value", "2025-02-30"),
    "an hour in the value": _set("events", "date", "2025-13"),
    "no value": _set("dates", "value", None),
    "a wrong duration": _set("dates", "duration", "P3"),
    "an hour without its type": _set("dates", "time", "10:00"),
    "a new way to know": _set("dates", "how", "guessed"),
    "a number in words": _set("counts", "value", "6"),
    "no number": _set("counts", "value", None),
    "a new kind": _set("counts", "kind", "fruit"),
    "a new modifier": _set("counts", "modifier", "about|hardly"),
    "people in yen": _set("counts", "unit", "円"),
    "no name": _set("orgs", "canonical", ""),
    "another asker": _set("qa", "asker", "榊原康生"),
    "another answerer": _set("qa", "answerer", "榊原康生"),
    "an answer to nothing": _set("qa", "answered", "no"),
    "a wrong sum": _set("relations", "holds", False),
    "a member that is none": _set("relations", "members", [0, 100_000]),
    "a neutral span outside": lambda gold: gold["neutral"].append([9, 10**6]),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_annotation_is_noticed(damage: Callable[[dict[str, Any]], None]) -> None:
    path = GOLD / "mizuo_somu_20250715.json"
    gold = copy.deepcopy(json.loads(path.read_text(encoding="utf-8")))
    text = text_of(gold)
    assert list(problems(gold, text)) == []
    damage(gold)
    assert list(problems(gold, text)) != []


# --- figures ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold") / "out"
    return write(folder, *map(extraction_of, corpus_paths()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_outside_scorer_gives_the_same_figures_on_a_text(path: Path, tables: Path) -> None:
    agree(tables, [path])


def test_the_outside_scorer_gives_the_same_figures_on_the_corpus(tables: Path) -> None:
    agree(tables, FILES)


#: A floor lies at least this far below what was measured when it was written.
_SLACK = 0.01

#: Figures of which more is better; the others tell what they were divided by.
_SHARES = ("P", "R", "F", "accuracy", "lowest")


def floors_of(figures: dict[str, Figures]) -> dict[str, dict[str, float]]:
    """The floor of each share that was measured and is not nothing, in whole hundredths."""
    floors = {
        measure: {
            key: math.floor(round((value - _SLACK) * 100, 6)) / 100
            for key in _SHARES
            if isinstance(value := found.get(key), int | float) and value > _SLACK
        }
        for measure, found in figures.items()
    }
    return {measure: shares for measure, shares in floors.items() if shares}


def below(figures: dict[str, Figures], floors: dict[str, dict[str, float]]) -> Iterator[str]:
    """The shares that lie below their floor, or are not measured any more."""
    for measure, shares in floors.items():
        for key, floor in shares.items():
            found = figures.get(measure, {}).get(key)
            if not isinstance(found, int | float) or found < floor:
                yield f"{measure} {key}: {found}, floor {floor}"


def _written(floors: dict[str, dict[str, float]]) -> str:
    lines = [
        "# What the tables of corpus/ must reach against the annotations in this folder.",
        "# Written by: pytest tests/test_gold.py --update",
    ]
    for measure, shares in floors.items():
        lines += ["", f'["{measure}"]', *(f"{key} = {floor}" for key, floor in shares.items())]
    return "\n".join(lines) + "\n"


def test_no_figure_falls_below_its_floor(tables: Path, update: bool) -> None:
    figures = score(tables, FILES).figures
    if update:
        FLOORS.write_text(_written(floors_of(figures)), encoding="utf-8")
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    assert {"turns", "dates", "counts", "organisations"} <= set(floors)
    assert list(below(figures, floors)) == []


def test_a_floor_is_a_little_below_what_was_measured() -> None:
    figures: dict[str, Figures] = {
        "dates": {"P": 0.9588, "R": 1.0, "F": 0.005, "gold": 3, "pred": 3},
        "canonical": {"accuracy": None, "of": 0},
    }
    floors = floors_of(figures)
    assert floors == {"dates": {"P": 0.94, "R": 0.99}}
    assert tomllib.loads(_written(floors)) == floors
    assert list(below(figures, floors)) == []


@pytest.mark.parametrize("worse", [{"P": 0.93, "R": 1.0}, {"P": None, "R": 1.0}, {"R": 1.0}])
def test_what_is_worse_or_gone_is_below(worse: Figures) -> None:
    assert len(list(below({"dates": worse}, {"dates": {"P": 0.94, "R": 0.99}}))) == 1
    assert len(list(below({}, {"dates": {"P": 0.94}}))) == 1
