"""Documents as JSON: one line per document, with all its rows inside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from minutes.export.batch import Batch, Writer


def to_json(batch: Batch) -> str:
    """A document as one line: the columns of ``documents``, its text, and a list per table.

    An input that could not be read has ``issues`` alone.  Rows have the columns of the tables.
    """
    nested: dict[str, Any] = {}
    for name, rows in batch.tables.items():
        if name == "documents":
            nested = {**rows[0], **nested}
        else:
            nested[name] = rows
    if batch.document is not None:
        nested["text"] = batch.document.text
    return json.dumps(nested, ensure_ascii=False)


@contextmanager
def json_lines(folder: Path) -> Iterator[Writer]:
    """A writer of ``minutes.jsonl``."""
    with (folder / "minutes.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        yield lambda batch: print(to_json(batch), file=file)
