"""CSV and TSV with a column of speakers and a column of speeches."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from minutes.sources import fields
from minutes.sources.content import Content
from minutes.sources.encoding import decode
from minutes.sources.errors import SourceError
from minutes.sources.fields import text_at
from minutes.sources.kinds import CSV, TSV
from minutes.sources.pages import day_of
from minutes.sources.plain import damage
from minutes.sources.records import (
    Record,
    Sitting,
    body_of,
    compose,
    repeat_issue,
    without_repeats,
)

#: The longest cell that is read, and how many lines may stand above the header.
LONGEST_CELL, ABOVE = 10_000_000, 10
_NUMBER = re.compile(r"第?\s*([0-9０-９]{1,4})")


def read(data: bytes, path: str, encoding: str | None = None) -> Content:
    """The content of a table of speeches; raises `SourceError` for a table of anything else.

    >>> table = "発言者,発言\\n榊原議長,開会します。\\n三枝委員,伺います。\\n"
    >>> read(table.encode("cp932"), "minutes.csv").text
    '榊原議長\\n開会します。\\n三枝委員\\n伺います。\\n'
    """
    decoded = decode(data, path, encoding)
    delimiter = delimiter_of(decoded.text)
    rows = list(rows_of(decoded.text, delimiter, path))
    header, names = header_of(rows, path)
    cells = [dict(zip(rows[header], row, strict=False)) for row in rows[header + 1 :]]
    sittings, dropped = _sittings(cells, names)
    if not sittings:
        column = names["speech"]
        raise SourceError("empty-file", f"{path}: has a column {column}, and nothing in it")
    content = compose(sittings, TSV if delimiter == "\t" else CSV, decoded.encoding)
    return content.having((*damage(decoded, content.text), *repeat_issue(dropped, "rows")))


def delimiter_of(text: str) -> str:
    """What parts the cells: the commonest of comma, tab and semicolon in the first line."""
    first = text.lstrip("\n").split("\n", 1)[0]
    return max(",\t;", key=first.count)


def rows_of(text: str, delimiter: str, path: str) -> Iterator[list[str]]:
    """The rows that are not blank; raises `SourceError` (``damaged-file``) where it breaks off."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from (row for row in reader if any(cell.strip() for cell in row))
    except csv.Error as error:
        message = f"{path}: breaks off as a table at line {reader.line_num} ({error}); is it CSV?"
        raise SourceError("damaged-file", message) from None


def header_of(rows: Sequence[list[str]], path: str) -> tuple[int, dict[str, str]]:
    """The index of the header row and the columns in it; raises `SourceError` without speeches."""
    for index, row in enumerate(rows[:ABOVE]):
        names = fields.named(cell.strip() for cell in row)
        if "speech" in names and ("speaker" in names or "position" in names):
            rows[index][:] = [cell.strip() for cell in row]
            return index, names
    shown = ", ".join(cell.strip() for cell in rows[0][:12]) if rows else "nothing"
    message = (
        f"{path}: has no column of speeches beside one of speakers (speaker, 発言者; speech, text,"
        f" 発言); its first row is: {shown[:200]}"
    )
    raise SourceError("no-speech-column", message)


def _sittings(
    cells: Sequence[dict[str, str]], names: dict[str, str]
) -> tuple[list[Sitting], list[Record]]:
    """The meetings, in the order in which each is first named, and the rows that repeat."""
    groups: dict[tuple[str | None, ...], list[dict[str, str]]] = {}
    about = ("meeting", "date", "house", "title", "number")
    for row in cells:
        if text_at(row, names["speech"]) is not None:
            groups.setdefault(tuple(text_at(row, names.get(key)) for key in about), []).append(row)
    sittings: list[Sitting] = []
    dropped: list[Record] = []
    for group in groups.values():
        records = [_record(row, names) for row in group]
        keys = [text_at(row, names.get("url")) or text_at(row, names.get("order")) for row in group]
        kept, repeated = without_repeats(records, keys)
        dropped.extend(repeated)
        sittings.append(Sitting(kept, _facts(group[0], names)))
    return sittings, dropped


def _record(row: dict[str, str], names: dict[str, str]) -> Record:
    return Record(
        text_at(row, names["speech"]) or "",
        text_at(row, names.get("speaker")),
        text_at(row, names.get("position")),
        text_at(row, names.get("group")),
    )


def _facts(row: dict[str, str], names: dict[str, str]) -> dict[str, str | None]:
    number = _NUMBER.search(text_at(row, names.get("number")) or "")
    return {
        "body": body_of(text_at(row, names.get("title")), text_at(row, names.get("house"))),
        "title": text_at(row, names.get("title")),
        "number": number[1] if number else None,
        "session": text_at(row, names.get("session")),
        "date": day_of(text_at(row, names.get("date"))),
    }
