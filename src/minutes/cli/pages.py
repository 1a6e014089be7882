"""``minutes explain``, ``qa``, ``incidents`` and ``report``: what people read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from minutes.cli.base import (
    FAILED,
    FINE,
    Dialect,
    Encoding,
    MeetingDate,
    checked_options,
    say,
    stop,
    tell,
    write_text,
)

if TYPE_CHECKING:
    from minutes.incidents import Definition
    from minutes.qa import Sheet
    from minutes.run import Options
    from minutes.schema import Extraction

Definitions = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Incidents as TOML; else incidents.toml in one of the PATHS."
    ),
]


def explain(
    place: Annotated[
        str, typer.Argument(metavar="FILE:OFFSET", help="Or FILE:LINE:COLUMN, both from 1.")
    ],
    dialect: Dialect = None,
    meeting_date: MeetingDate = None,
    encoding: Encoding = None,
) -> None:
    """Say why a place was read as it was.

    What was found there, by which rule, from which words, and what spoke for it.

    \b
    minutes explain corpus/committee.txt:1203
    minutes explain corpus/committee.txt:41:7

    Exit codes: 0 something stands there, 1 nothing does, 2 wrong usage.
    """
    from minutes.explain import PlaceError, explanation
    from minutes.sources import SourceError

    options = checked_options(dialect, meeting_date, encoding)
    try:
        told = explanation(
            place,
            dialect=options.dialect,
            meeting_date=options.meeting_date,
            encoding=options.encoding,
        )
    except (PlaceError, SourceError) as error:
        stop(str(error))
    print(told.text)
    raise typer.Exit(FINE if told.found else FAILED)


def qa(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATHS", help="Files, folders, globs, -, or what extract wrote."),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write here, not to stdout.")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="md|html", help="Else by the ending of FILE, else md."),
    ] = None,
    dialect: Dialect = None,
    meeting_date: MeetingDate = None,
    encoding: Encoding = None,
) -> None:
    """Write a page of questions and answers per document, the unanswered first.

    \b
    minutes qa corpus -o questions.html
    minutes qa out --format md | less

    \b
    Exit codes: 0  all inputs were read
                1  some could not be read; the others are in the page
                2  wrong usage, or FILE cannot be written
    """
    from minutes.qa import FORMATS, render

    if form is None:
        form = "html" if out is not None and out.suffix.lower() in (".html", ".htm") else "md"
    if form not in FORMATS:
        stop(f"--format {form}: no such format; try {' or '.join(FORMATS)}")
    read, failed = _sheets(paths, checked_options(dialect, meeting_date, encoding))
    page = render(read, form)
    if out is None:
        print(page, end="")
    else:
        try:
            out.write_text(page, encoding="utf-8", errors="backslashreplace", newline="")
        except OSError as error:
            stop(f"{out}: cannot be written ({error.strerror or error})")
    raise typer.Exit(FAILED if failed or not read else FINE)


def _sheets(paths: list[str], options: Options) -> tuple[list[Sheet], int]:
    """The sheets of what was named, and how many inputs could not be read."""
    from minutes.export import is_tables
    from minutes.qa import sheets_of, sheets_of_tables
    from minutes.run import candidates, outcomes

    folders = [Path(path) for path in paths if is_tables(Path(path))]
    found = [sheet for folder in folders for sheet in sheets_of_tables(folder)]
    others = [path for path in paths if Path(path) not in folders]
    told = []
    for outcome in outcomes(candidates(others), options) if others else ():
        tell(outcome)
        told.append(outcome)
    batches = (outcome.batch for outcome in told if outcome.status == "done")
    found += sheets_of(batch for batch in batches if batch is not None)
    return found, sum(outcome.status == "failed" for outcome in told)


def incidents(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATHS", help="Files, folders, globs, -, or what extract wrote."),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write the tables to.")
    ],
    define: Definitions = None,
    proposals: Annotated[
        bool, typer.Option(help="Also propose incidents that nobody has defined.")
    ] = True,
    single: Annotated[
        bool, typer.Option("--single", help="Propose also what only one document tells of.")
    ] = False,
    dialect: Dialect = None,
    meeting_date: MeetingDate = None,
    encoding: Encoding = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary, only errors.")] = False,
) -> None:
    """Put together what many documents tell of one incident.

    Events, figures, questions and promises by incident, the days that each step took, where
    tellings disagree, and what is missing: CSV tables and incidents.md in DIR.

    \b
    minutes incidents corpus -o cases
    minutes incidents out -o cases --define my.toml --no-proposals
    minutes incidents minutes.txt -o cases --single

    \b
    Exit codes: 0  all inputs were read
                1  some could not be read; the others were written
                2  wrong usage, or DIR cannot be written
    """
    from minutes.casebook import page, tables
    from minutes.export import write_findings
    from minutes.incidents import propose, study

    known = definitions(paths, define)
    read, failed = extractions(paths, checked_options(dialect, meeting_date, encoding))
    fewest = 1 if single else 2
    found = study(read, (*known, *(propose(read, known, fewest) if proposals else ())))
    rows = tables(read, found)
    try:
        documents = [extraction.document for extraction in read]
        write_findings(out, rows, documents, {"incidents.md": page(read, rows)})
    except FileExistsError:
        stop(f"{out}: holds the tables of extract; choose another folder with -o")
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror or error})")
    if not quiet:
        for row in rows["incidents"]:
            say(
                f"{row['name']} ({row['source']}): {row['documents']} documents,"
                f" {row['happenings']} happenings in {row['events']} tellings"
            )
        say(f"The tables are in {out}, and in plain words in {out / 'incidents.md'}")
    raise typer.Exit(FAILED if failed or not read else FINE)


def report(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATHS", help="Files, folders, globs, -, or what extract wrote."),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The page to write (.html).")
    ],
    title: Annotated[str, typer.Option(help="The page's title.")] = "会議録にみる事案の記録",
    define: Definitions = None,
    proposals: Annotated[
        bool | None,
        typer.Option(help="Also propose incidents; without the option, only if none is defined."),
    ] = None,
    timelinejs: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also the events for TimelineJS (.json or .csv)."),
    ] = None,
    dialect: Dialect = None,
    meeting_date: MeetingDate = None,
    encoding: Encoding = None,
) -> None:
    """Write the dossier: incidents, timelines, figures, holes and sources in one page.

    The page needs no network and no scripts: send it by mail, print it, open it offline. Every
    event, figure and answer leads to its sentence in the source, and back.

    \b
    minutes report corpus -o report.html
    minutes report out --define my.toml -o report.html --timelinejs timeline.json

    \b
    Exit codes: 0  all inputs were read
                1  some could not be read; the others are in the page
                2  wrong usage, or FILE cannot be written
    """
    from minutes.casebook import tables
    from minutes.charts import ChartError
    from minutes.incidents import propose, study
    from minutes.report import Case, dossier, timeline

    known = definitions(paths, define)
    read, failed = extractions(paths, checked_options(dialect, meeting_date, encoding))
    wanted = proposals if proposals is not None else not known
    found = study(read, (*known, *(propose(read, known) if wanted else ())))
    case = Case.of(read, tables(read, found))
    try:
        write_text(out, dossier(case, title=title))
        if timelinejs is not None:
            write_text(timelinejs, timeline(case, title, timelinejs.suffix.lower()))
    except ChartError as error:
        stop(str(error))
    say(f"The page is {out}")
    raise typer.Exit(FAILED if failed or not read else FINE)


def extractions(paths: list[str], options: Options) -> tuple[list[Extraction], int]:
    """The documents of the inputs, and how many could not be read."""
    from minutes.export import is_tables, read_extractions
    from minutes.run import candidates, outcomes

    read: list[Extraction] = []
    failed = 0
    folders = [path for path in paths if is_tables(Path(path))]
    for folder in folders:
        try:
            read.extend(read_extractions(Path(folder)))
        except (OSError, ValueError, KeyError) as error:
            failed += 1
            say(f"minutes: {folder}: its tables cannot be read ({error}); run extract again")
    for outcome in outcomes(candidates([p for p in paths if p not in folders]), options):
        tell(outcome)
        failed += outcome.status == "failed"
        if outcome.extraction is not None:
            read.append(outcome.extraction)
    return read, failed


def definitions(paths: list[str], define: Path | None) -> tuple[Definition, ...]:
    """The incidents that a user defined, in FILE or in one of the folders."""
    from minutes.incidents import DefinitionError, read_definitions

    file = define or next((f for p in paths if (f := Path(p) / "incidents.toml").is_file()), None)
    try:
        return read_definitions(file) if file is not None else ()
    except DefinitionError as error:
        stop(str(error))
    except OSError as error:
        stop(f"{file}: cannot be read ({error.strerror or error})")
