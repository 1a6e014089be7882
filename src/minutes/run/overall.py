"""The tables across documents of a run on a cluster: entities, and promises taken up later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from minutes.export import Asked, Promises
from minutes.run.across import take
from minutes.run.batches import look_for, release
from minutes.run.gathered import Gathered
from minutes.run.registry import rows_of as entity_rows
from minutes.run.store import Store, encode
from minutes.tables import TABLES

if TYPE_CHECKING:
    from distributed import Client

#: Promises that are looked for at a time.
QUESTIONS = 20_000

#: Entities of a file.
ROWS = 50_000


class Overall:
    """The tables across documents, out of what each document adds to them."""

    def __init__(self, store: Store, client: Client) -> None:
        """No document is known yet."""
        self.store, self.client = store, client
        self.organisations, self.promises = Gathered(), Promises()
        self.texts: dict[str, str] = {}
        self.reports: list[dict[str, Any]] = []

    def take(self, report: dict[str, Any]) -> None:
        """Take in what the documents of a batch add."""
        documents = []
        for told in json.loads(self.store.get(report["across"]) or b"[]"):
            take(told, self.organisations, self.promises)
            documents.append(told["said"]["document_id"])
            self.texts[documents[-1]] = report["tables"]["texts"]
        if report["held"]:
            held = {"key": report["key"], "held": report["held"], "documents": documents}
            self.reports.append(held)

    def entities(self) -> tuple[list[str], int]:
        """The names of the files of entities, and the number of these."""
        rows, names, count = entity_rows(self.organisations, None), list[str](), 0
        while some := list(islice(rows, ROWS)):
            data = encode(TABLES["entities"], some)
            names.append(f"entities/{hashlib.sha256(data).hexdigest()[:16]}.parquet")
            self.store.put(names[-1], data)
            count += len(some)
        return names, count

    def close(self) -> None:
        """Let go of what was gathered."""
        self.organisations.close()
        self.promises.close()

    def commitments(self) -> list[str]:
        """The names of the files of promises, in which later documents are now named."""
        taken_up = self.promises.settled(self._places())
        futures = []
        for report in self.reports:
            own = {one: taken_up[one] for one in report["documents"] if one in taken_up}
            futures.append(self.client.submit(release, report, own, self.store.address, pure=False))
        return list(self.client.gather(futures))

    def _places(self) -> dict[int, str]:
        """The first place at which a later document comes back to each promise."""
        places: dict[int, str] = {}
        questions = self.promises.questions()
        while window := self._window(questions, places):
            by_file: dict[str, list[tuple[str, list[Asked]]]] = {}
            for document, asked in window:
                by_file.setdefault(self.texts[document], []).append((document, asked))
            found: dict[str, dict[int, int]] = {}
            futures = [
                self.client.submit(look_for, asked, file, self.store.address, pure=False)
                for file, asked in by_file.items()
            ]
            for one in self.client.gather(futures):
                found.update(one)
            for document, _ in window:
                for number, at in found[document].items():
                    places.setdefault(number, f"{document}:{at}")
        return places

    def _window(
        self, questions: Iterator[tuple[str, list[Asked]]], places: dict[int, str]
    ) -> list[tuple[str, list[Asked]]]:
        window, size = [], 0
        for document, asked in questions:
            still = [one for one in asked if one.number not in places]
            if still:
                window.append((document, still))
                size += len(still)
            if size >= QUESTIONS:
                break
        return window
