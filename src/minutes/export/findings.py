"""What was found out across documents, as a folder of CSV tables with the texts beside them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from minutes.export import datapackage
from minutes.export.csv import cell
from minutes.export.staging import staged
from minutes.schema import Document
from minutes.tables import ACROSS, Row


def write_findings(
    folder: Path,
    tables: Mapping[str, Sequence[Row]],
    documents: Sequence[Document],
    pages: Mapping[str, str],
) -> None:
    """Write every table of `ACROSS`, the texts of the documents, and other `pages` by file name.

    The files appear together or not at all.  Raises `OSError` if the folder cannot be written, and
    `FileExistsError` if ``extract`` wrote it: its tables would be replaced.
    """
    held = datapackage.recorded_files(folder)
    if held and "incidents.csv" not in held:
        raise FileExistsError(17, "holds the tables of extract", str(folder))
    with staged(folder) as stage:
        (stage / "texts").mkdir()
        for document in documents:
            (stage / "texts" / f"{document.id}.txt").write_bytes(document.text.encode("utf-8"))
        for name, table in ACROSS.items():
            path = stage / f"{name}.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file, lineterminator="\r\n")
                writer.writerow(table.names)
                for row in tables.get(name, ()):
                    writer.writerow([cell(row[column]) for column in table.names])
        for name, page in pages.items():
            (stage / name).write_bytes(page.encode("utf-8", "backslashreplace"))
        sources = [datapackage.Source(one.path, one.sha256) for one in documents]
        datapackage.write(stage, sources, ACROSS, "事案の整理")
