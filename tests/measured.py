"""Tables written from extractions, and the outside scorer to hold our own figures against."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from samples import SHARED

from minutes.export import FORMATS, batch
from minutes.schema import Extraction
from minutes.score import score


def write(folder: Path, *extractions: Extraction) -> Path:
    """The folder, with the CSV tables of the extractions in it."""
    folder.mkdir(exist_ok=True)
    with FORMATS["csv"](folder) as add:
        for extraction in extractions:
            add(batch(extraction))
    return folder


def outside() -> Any:
    """The module of the outside scorer; the test is skipped where there is none."""
    path = SHARED / "tools" / "score.py"
    if not path.is_file():
        pytest.skip("no outside scorer; set MINUTES_SHARED to a folder that has one")
    spec = importlib.util.spec_from_file_location("outside_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    limit = csv.field_size_limit()
    spec.loader.exec_module(module)
    csv.field_size_limit(limit)
    return module


def agree(folder: Path, annotations: Sequence[Path]) -> None:
    """Fail unless both scorers give the same measures and the same figures."""
    wanted = outside().score(str(folder), [str(path) for path in annotations])
    got = score(folder, annotations).figures
    assert set(got) == set(wanted)
    for measure, figures in got.items():
        for key, figure in figures.items():
            assert wanted[measure][key] == figure, (measure, key)
