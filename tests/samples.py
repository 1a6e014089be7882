"""The texts that several test modules read: the corpus, once, real minutes where there are any."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from minutes import pipeline, sources
from minutes.schema import Extraction

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
GOLD = ROOT / "tests" / "gold"

#: A folder of real minutes (``minutes/text``, ``gold``) beside the checkout, on machines that
#: have one; the tests that use it are skipped elsewhere.
SHARED = Path(os.environ.get("MINUTES_SHARED", ROOT.parent / "shared"))

needs_real_minutes = pytest.mark.skipif(
    not (SHARED / "minutes" / "text").is_dir(),
    reason="no folder of real minutes; set MINUTES_SHARED to one",
)


def corpus_paths() -> list[Path]:
    return sorted(CORPUS.glob("*.txt"))


def real_paths() -> list[Path]:
    return sorted((SHARED / "minutes" / "text").glob("*.txt"))


@cache
def extraction_of(path: Path) -> Extraction:
    return pipeline.extract_document(sources.read(path))
