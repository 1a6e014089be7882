"""``minutes verify``, ``diff``, ``score``, ``second-opinion``, ``tables``: what tables hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from minutes.cli.base import FAILED, FINE, say, stop


def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that extract wrote.")],
) -> None:
    """Check that every quote stands in its source.

    The sources are read again, and each quoted cell is looked up at its offsets. A source that
    has moved is answered for by its text beside the tables; one that has changed is a problem.

    Exit codes: 0 all stands, 1 something does not, 2 DIR was not written by extract.
    """
    from minutes.verify import NotTables
    from minutes.verify import verify as check

    try:
        result = check(folder)
    except NotTables as error:
        stop(str(error))
    for note in result.notes:
        say(f"note: {note}")
    for problem in result.problems:
        print(f"{problem.place}: {problem.message}")
    unsaid = result.found - len(result.problems)
    if unsaid:
        print(f"... and {unsaid:,} more")
    verdict = "all stand" if result.stands else f"{result.found:,} problems"
    print(f"{result.documents:,} documents, {result.quotes:,} quotes: {verdict}")
    raise typer.Exit(FINE if result.stands else FAILED)


def diff(
    old: Annotated[Path, typer.Argument(metavar="RUN1", help="A folder that extract wrote.")],
    new: Annotated[Path, typer.Argument(metavar="RUN2", help="Another one.")],
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Every row that moved, with its cells.")
    ] = False,
) -> None:
    """Show what moved between two runs.

    Rows added, removed and changed, table by table; documents are paired by their bytes, so that
    a source that has changed is only named.

    \b
    minutes extract archive -o after && minutes diff before after -v | less

    Exit codes: 0 nothing moved, 1 something did, 2 a folder was not written by extract.
    """
    from minutes.run.diff import Difference, NotComparable
    from minutes.run.diff import diff as changes

    told = Difference()
    try:
        for change in changes(old, new, told):
            if verbose:
                print(f"{change.kind} {change.table} {change.row} ({change.path})")
                for column, before, after in change.cells:
                    print(f"    {column}: {before!r} -> {after!r}")
    except NotComparable as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename}: cannot be read ({error.strerror})")
    if told.basis:
        say(f"note: {new} is of {told.basis}")
    for path in told.only_old:
        print(f"only in {old}: {path}")
    for path in told.only_new:
        print(f"only in {new}: {path}")
    for table, columns in told.columns.items():
        print(f"{table}: other columns ({', '.join(columns)})")
    for table in dict.fromkeys(table for table, _ in told.figures):
        kinds = (
            f"{told.figures[table, kind]:,} {kind}" for kind in ("added", "removed", "changed")
        )
        print(f"{table:14} {'  '.join(kinds)}")
    if told.is_none:
        print("no row moved")
    raise typer.Exit(FINE if told.is_none else FAILED)


def score(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that extract wrote.")],
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD", help="Annotations (JSON), or folders of them."),
    ],
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="List what was missed and what is spurious.")
    ] = False,
) -> None:
    """Measure tables against annotations by hand.

    Precision, recall and F per kind of finding; for questions and answers also the figures of
    finding the questions and of pairing, and a table of labels.  An annotation is a JSON file.

    \b
    minutes score out tests/gold
    minutes score out tests/gold/committee.json -v

    Exit codes: 0 measured, 2 wrong usage.
    """
    from minutes.score import score as measure

    if not (folder / "documents.csv").is_file():
        stop(f"{folder}: holds no documents.csv; name the folder that extract wrote")
    files = [file for path in gold for file in _annotations(path)]
    try:
        result = measure(folder, files)
    except OSError as error:
        stop(f"{error.filename}: cannot be read ({error.strerror})")
    except ValueError as error:
        stop(str(error))
    for source in result.absent:
        say(f"minutes: {source}: no such document in {folder}; all of it counts as missed")
    if verbose:
        for line in result.misses:
            print(line)
    for name, figures in {**result.figures, **result.steps}.items():
        told = (f"{key} {value}" for key, value in figures.items() if value is not None)
        print(f"{name:24}", "  ".join(told))
    for line in result.labels:
        print(line)


def _annotations(path: Path) -> list[Path]:
    return sorted(path.glob("*.json")) if path.is_dir() else [path]


def second_opinion(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that extract wrote.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The CSV file to write.")
    ],
    pipeline: Annotated[
        str, typer.Option(metavar="NAME", help="An installed spaCy pipeline, or a folder with one.")
    ] = "ja_ginza",
    label: Annotated[
        list[str] | None,
        typer.Option(metavar="LABEL", help="Take entities with this label; may be repeated."),
    ] = None,
) -> None:
    """List organisations that a spaCy pipeline sees and the tables do not have.

    The tables stay as they are. ja_ginza comes with pip install 'minutes[second-opinion]'; it
    reads about 1,500 characters a second.

    \b
    minutes second-opinion out -o second.csv
    minutes second-opinion out -o second.csv --pipeline ja_core_news_sm --label ORG

    Exit codes: 0 written, 2 wrong usage, no such pipeline, or FILE cannot be written.
    """
    from minutes.second_opinion import NoOpinion, labels, opinions, pipeline_entities, write

    try:
        entities = pipeline_entities(pipeline, label or labels())
        count = write(opinions(folder, entities, pipeline), out)
    except NoOpinion as error:
        stop(str(error))
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror or error})")
    say(f"{count:,} places in {out}")


def tables() -> None:
    """Print every table and column, explained."""
    from minutes.tables import reference

    print(reference(), end="")
