"""The command line: ``minutes extract`` and what goes before and behind it.

Data goes to files or to standard output, everything else to standard error.  The stages are
imported by the command that needs them, so that ``--help`` is there at once.
"""

from __future__ import annotations

import io
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from minutes.incidents import Definition
    from minutes.qa import Sheet
    from minutes.run import Entry, Options, Outcome, Record, Summary
    from minutes.schema import Extraction
    from minutes.sources import Candidate

#: Exit codes: all went well; some inputs failed, or something does not stand; wrong usage, or
#: nothing could be written; interrupted.
FINE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="minutes",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Dialect = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Cut turns by this header grammar, not by the one found."),
]
MeetingDate = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", help="The day of a meeting that does not print it."),
]
Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Read files as utf-8, cp932, euc_jp ... (else: found out)."),
]
Definitions = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Incidents as TOML; else incidents.toml in one of the PATHS."
    ),
]


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _stop(message: str, code: int = USAGE) -> NoReturn:
    _say(f"minutes: {message}")
    raise typer.Exit(code)


def _version(wanted: bool) -> None:
    if wanted:
        from minutes import __version__

        print(f"minutes {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Text mining for Japanese minutes: who said what, and every date, count and organisation.

    \b
    minutes extract corpus -o out          tables of a folder of minutes
    minutes explain minutes.txt:1203       why a date was read so
    minutes verify out                     every quote still stands in its source

    "minutes COMMAND --help" tells more.
    """


@app.command()
def extract(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="Files, folders, globs, or - for stdin.")
    ],
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="DIR", help="The folder to write the tables to."),
    ] = None,
    dialect: Dialect = None,
    meeting_date: MeetingDate = None,
    encoding: Encoding = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON Lines: to DIR/minutes.jsonl; without -o, printed.")
    ] = False,
    as_xlsx: Annotated[
        bool, typer.Option("--xlsx", help="Also one workbook for Excel, DIR/minutes.xlsx.")
    ] = False,
    corporate_numbers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="法人番号 for entities: the National Tax Agency's CSV."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes; 0: one a core.")
    ] = 1,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Of a Dask cluster to work on: Parquet in DIR."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary, only errors.")] = False,
) -> None:
    """Write tables of turns, dates, counts, organisations and more.

    One CSV file per table, the texts, and datapackage.json appear in DIR when all inputs are done,
    or not at all. What is done is not done again: a run that was stopped goes on, and of a folder
    that has changed only the new and the changed files are read. Read are text, HTML, PDF, Word,
    CSV, JSON and XML files, and zip archives of them; in folders, files of other kinds are counted
    and skipped.

    \b
    minutes extract corpus -o out
    minutes extract 'archive/**/*.txt' more.txt -o out --xlsx
    minutes extract archive -o out -j 0
    cat minutes.txt | minutes extract - --json | jq .dates
    minutes extract s3://b/archive -o s3://b/out --scheduler tcp://host:8786

    \b
    Exit codes: 0  all inputs were read
                1  some could not be read (see issues.csv); the others were written
                2  wrong usage, or DIR cannot be written
              130  interrupted; the tables are as they were, the same command goes on
    """
    if out is None and not as_json:
        _stop("name an output folder with -o DIR, or print the findings with --json")
    if out is None and as_xlsx:
        _stop("--xlsx writes a file: name an output folder with -o DIR")
    if out is None and corporate_numbers is not None:
        _stop("--corporate-numbers is for the table entities: name an output folder with -o DIR")
    if scheduler is not None and (out is None or as_json or as_xlsx):
        _stop("--scheduler writes Parquet to a folder: give -o DIR, without --json and --xlsx")
    if scheduler is None and out is not None and "://" in out:
        _stop(f"{out}: only --scheduler writes to an address; name a folder with -o")
    options = _options(dialect, meeting_date, encoding)
    from minutes.run import candidates

    inputs = candidates(paths)
    if out is None:
        summary = _print_json(inputs, options)
    elif scheduler is not None:
        summary = _on_cluster(inputs, out, options, scheduler)
    else:
        formats = [name for name, wanted in (("xlsx", as_xlsx), ("json", as_json)) if wanted]
        _check_numbers(corporate_numbers)
        summary = _write(inputs, Path(out), options, formats, jobs or _cores(), corporate_numbers)
    if not quiet:
        _summarise(summary)
        if out is not None:
            _say(f"The tables are in {out}" + (", all in minutes.xlsx" if as_xlsx else ""))
    nothing = not summary.inputs["done"]
    raise typer.Exit(FAILED if summary.inputs["failed"] or nothing else FINE)


def _options(dialect: str | None, meeting_date: str | None, encoding: str | None) -> Options:
    """The options, if they make sense; else the command ends."""
    from minutes.run import Options

    if meeting_date is not None:
        meeting_date = _day(meeting_date, "--meeting-date ")
    if encoding is not None:
        from minutes.sources.encoding import canonical_name

        try:
            canonical_name(encoding)
        except LookupError:
            _stop(f"--encoding {encoding}: no such encoding; try utf-8, cp932 or euc_jp")
    if dialect is not None:
        from minutes.dialects import DIALECTS

        names = [known.name for known in DIALECTS]
        if dialect not in names:
            _stop(f"--dialect {dialect}: no such dialect; try one of {', '.join(names)}")
    return Options(dialect, meeting_date, encoding)


def _day(text: str, option: str = "") -> str:
    """The ISO day that a user wrote; else the command ends."""
    import datetime

    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        _stop(f"{option}{text}: is no day; write it as 2025-06-03")


def _print_json(inputs: Iterable[Candidate], options: Options) -> Summary:
    from minutes.export import to_json
    from minutes.run import Summary, figures, outcomes

    summary = Summary()
    for outcome in outcomes(inputs, options):
        if outcome.batch is not None:
            print(to_json(outcome.batch), flush=True)
        _report(outcome)
        summary.add(outcome.status, figures(outcome.batch))
    return summary


def _cores() -> int:
    """The cores that this process may use."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _check_numbers(path: Path | None) -> None:
    """End the command before the work if a file is none of corporate numbers."""
    if path is None:
        return
    from minutes.entities import FileError, check_numbers

    try:
        check_numbers(path)
    except FileError as error:
        _stop(f"--corporate-numbers {error}")


def _write(
    inputs: list[Candidate],
    out: Path,
    options: Options,
    formats: list[str],
    jobs: int,
    numbers: Path | None,
) -> Summary:
    from minutes.entities import FileError
    from minutes.run import run

    def work(done: Callable[[Entry], None]) -> Summary:
        return run(
            inputs,
            out,
            options,
            formats=formats,
            jobs=jobs,
            done=done,
            note=_note,
            numbers=numbers,
        )

    try:
        return _with_progress(len(inputs), work) if sys.stderr.isatty() else work(_report_all)
    except FileError as error:
        _stop(f"--corporate-numbers {error}")
    except OSError as error:
        reason = error.strerror or str(error)
        _stop(f"{out}: cannot be written ({reason}); choose another folder with -o, or try again")
    except KeyboardInterrupt:
        _stop("interrupted; the same command goes on where it stopped", INTERRUPTED)


def _on_cluster(inputs: list[Candidate], out: str, options: Options, scheduler: str) -> Summary:
    try:
        from minutes.run.cluster import connect, run_on_cluster

        client = connect(scheduler)
    except ImportError:
        _stop("--scheduler needs Dask: pip install 'minutes[cluster]'")
    except (OSError, ValueError) as error:
        _stop(f"--scheduler {scheduler}: cannot be reached ({error})")

    def work(done: Callable[[Entry], None]) -> Summary:
        return run_on_cluster(inputs, out, options, client, done=done, note=_note)

    try:
        with client:
            return _with_progress(len(inputs), work) if sys.stderr.isatty() else work(_report_all)
    except (OSError, RuntimeError) as error:
        _stop(f"{out}: {error}")
    except KeyboardInterrupt:
        _stop("interrupted; the same command goes on where it stopped", INTERRUPTED)


def _with_progress(total: int, work: Callable[[Callable[[Entry], None]], Summary]) -> Summary:
    """The work, under a bar on the terminal: inputs, characters a second, time left, a name."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    console = Console(stderr=True, highlight=False)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total, rate="")
        characters = 0

        def done(entry: Entry) -> None:
            nonlocal characters
            characters += sum(record.figures.get("characters", 0) for record in entry.records)
            elapsed = bar.tasks[0].elapsed or 0.0
            rate = f"{_rate(characters, elapsed)}" if elapsed > 1 else ""
            bar.update(task, advance=1, description=Path(entry.path).name, rate=rate)
            for record in entry.records:
                if record.message:
                    bar.console.print(f"minutes: {record.message}", markup=False, soft_wrap=True)

        return work(done)


def _rate(characters: int, seconds: float) -> str:
    return f"{characters / seconds / 1000:,.0f} k characters/s"


def _report(outcome: Outcome | Record) -> None:
    if outcome.message:
        _note(outcome.message)


def _report_all(entry: Entry) -> None:
    for record in entry.records:
        _report(record)


def _note(words: str) -> None:
    _say(f"minutes: {words}")


def _summarise(summary: Summary) -> None:
    """Print the figures of a run."""
    inputs, figures = summary.inputs, summary.figures
    others = [
        f"{summary.kept:,} of them unchanged" if summary.kept else "",
        f"{inputs['failed']} not read" if inputs["failed"] else "",
        f"{inputs['duplicate']} read twice" if inputs["duplicate"] else "",
        f"{inputs['skipped']} of other kinds skipped" if inputs["skipped"] else "",
    ]
    characters = figures["characters"]
    share = figures["unclassified"] / characters if characters else 0.0
    lines = [
        ", ".join([f"{inputs['done']:,} documents", *filter(None, others)]),
        f"  turns          {figures['turns']:>9,}",
        f"  dates          {figures['dates']:>9,}   {figures['unresolved']:,} unresolved",
        f"  counts         {figures['counts']:>9,}",
        f"  organisations  {figures['organisations']:>9,}",
        f"  events         {figures['events']:>9,}",
        f"  exchanges      {figures['exchanges']:>9,}",
        f"  issues         {figures['issues']:>9,}",
        f"  characters     {characters:>9,}   {share:.1%} unclassified",
    ]
    if summary.characters_read and summary.seconds:
        rate = _rate(summary.characters_read, summary.seconds)
        lines.append(f"  {summary.seconds:,.1f} s, {rate}")
    _say("\n".join(lines))


@app.command()
def fetch(
    listed: Annotated[
        Path | None,
        typer.Argument(metavar="[SOURCES]", help="A list of sources, like corpus/sources.toml."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="DIR", help="The folder to keep them in.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="ID", help="This source of the list.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="The Diet's record from this day on")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="... and until this.")] = None,
    words: Annotated[
        str | None, typer.Option("--any", metavar="WORDS", help="Words that were said.")
    ] = None,
    house: Annotated[str | None, typer.Option(help="衆議院, 参議院 or 両院.")] = None,
    meeting: Annotated[str | None, typer.Option(help="Part of a meeting's name.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Part of a speaker's name.")] = None,
    pause: Annotated[float, typer.Option(help="Seconds between two requests to a server.")] = 3.0,
    contact: Annotated[
        str | None, typer.Option(metavar="MAIL", help="Where a server's operator can reach you.")
    ] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask again for what is there.")
    ] = False,
    api: Annotated[str | None, typer.Option(metavar="URL", hidden=True)] = None,
) -> None:
    """Fetch minutes from where they are published, slowly, for extract to read.

    Either a list of sources, or a query to the Diet's record. What is in DIR is not fetched again,
    so a run that was stopped goes on. DIR/fetched.jsonl says what came from where, and when.

    \b
    minutes fetch --from 2027-01-01 --until 2027-06-30 --any 不正アクセス -o raw
    minutes fetch corpus/sources.toml --only diet-api -o raw
    minutes extract raw -o out

    \b
    Exit codes: 0  all is there
                1  something could not be fetched
                2  wrong usage, or DIR cannot be written
    """
    from minutes.fetch import API, Client, Query, Source, fetch_all, sources_of

    names = ("from", "until", "any", "nameOfHouse", "nameOfMeeting", "speaker")
    given = zip(names, (since, until, words, house, meeting, speaker), strict=True)
    asked = {name: value for name, value in given if value}
    if out is None or (listed is None) == (not asked):
        _stop("name a folder with -o DIR, and either a list of sources or a query (--any, --from)")
    for day in filter(None, (since, until)):
        _day(day)
    wanted: list[Source | Query] = [Query(asked, api or API)]
    new = failed = total = 0
    try:
        if listed is not None:
            wanted = list(sources_of(listed, only or ()))
        client = Client(pause=pause, contact=contact, tell=_say)
        for outcome in fetch_all(wanted, out, client, refresh=refresh):
            _say(f"minutes: {outcome.message}" if outcome.message else f"{outcome.path}")
            new += outcome.new
            failed += outcome.path is None
            total += 1
    except ValueError as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{error.filename or out}: {error.strerror or error}")
    except KeyboardInterrupt:
        _stop("interrupted; what was fetched is kept, and the next run goes on", INTERRUPTED)
    _say(f"{new:,} fetched, {total - new - failed:,} there before, {failed:,} failed: {out}")
    raise typer.Exit(FAILED if failed else FINE)


@app.command()
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

    options = _options(dialect, meeting_date, encoding)
    try:
        told = explanation(
            place,
            dialect=options.dialect,
            meeting_date=options.meeting_date,
            encoding=options.encoding,
        )
    except (PlaceError, SourceError) as error:
        _stop(str(error))
    print(told.text)
    raise typer.Exit(FINE if told.found else FAILED)


@app.command()
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
        _stop(f"--format {form}: no such format; try {' or '.join(FORMATS)}")
    read, failed = _sheets(paths, _options(dialect, meeting_date, encoding))
    page = render(read, form)
    if out is None:
        print(page, end="")
    else:
        try:
            out.write_text(page, encoding="utf-8", errors="backslashreplace", newline="")
        except OSError as error:
            _stop(f"{out}: cannot be written ({error.strerror or error})")
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
        _report(outcome)
        told.append(outcome)
    batches = (outcome.batch for outcome in told if outcome.status == "done")
    found += sheets_of(batch for batch in batches if batch is not None)
    return found, sum(outcome.status == "failed" for outcome in told)


@app.command()
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

    \b
    Exit codes: 0  all inputs were read
                1  some could not be read; the others were written
                2  wrong usage, or DIR cannot be written
    """
    from minutes.casebook import page, tables
    from minutes.export import write_findings
    from minutes.incidents import propose, study

    known = _definitions(paths, define)
    read, failed = _extractions(paths, _options(dialect, meeting_date, encoding))
    found = study(read, (*known, *(propose(read, known) if proposals else ())))
    rows = tables(read, found)
    try:
        documents = [extraction.document for extraction in read]
        write_findings(out, rows, documents, {"incidents.md": page(read, rows)})
    except FileExistsError:
        _stop(f"{out}: holds the tables of extract; choose another folder with -o")
    except OSError as error:
        _stop(f"{out}: cannot be written ({error.strerror or error})")
    if not quiet:
        for row in rows["incidents"]:
            _say(
                f"{row['name']} ({row['source']}): {row['documents']} documents,"
                f" {row['happenings']} happenings in {row['events']} tellings"
            )
        _say(f"The tables are in {out}, and in plain words in {out / 'incidents.md'}")
    raise typer.Exit(FAILED if failed or not read else FINE)


def _extractions(paths: list[str], options: Options) -> tuple[list[Extraction], int]:
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
            _say(f"minutes: {folder}: its tables cannot be read ({error}); run extract again")
    for outcome in outcomes(candidates([p for p in paths if p not in folders]), options):
        _report(outcome)
        failed += outcome.status == "failed"
        if outcome.extraction is not None:
            read.append(outcome.extraction)
    return read, failed


@app.command()
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

    known = _definitions(paths, define)
    read, failed = _extractions(paths, _options(dialect, meeting_date, encoding))
    wanted = proposals if proposals is not None else not known
    found = study(read, (*known, *(propose(read, known) if wanted else ())))
    case = Case.of(read, tables(read, found))
    try:
        _write_text(out, dossier(case, title=title))
        if timelinejs is not None:
            _write_text(timelinejs, timeline(case, title, timelinejs.suffix.lower()))
    except ChartError as error:
        _stop(str(error))
    _say(f"The page is {out}")
    raise typer.Exit(FAILED if failed or not read else FINE)


def _write_text(path: Path, text: str) -> None:
    """Write a file whole: beside its place first, and then into it."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(path)
    except OSError as error:
        _stop(f"{path}: cannot be written ({error.strerror or error})")


def _definitions(paths: list[str], define: Path | None) -> tuple[Definition, ...]:
    """The incidents that a user defined, in FILE or in one of the folders."""
    from minutes.incidents import DefinitionError, read_definitions

    file = define or next((f for p in paths if (f := Path(p) / "incidents.toml").is_file()), None)
    try:
        return read_definitions(file) if file is not None else ()
    except DefinitionError as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{file}: cannot be read ({error.strerror or error})")


@app.command()
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
        _stop(str(error))
    for note in result.notes:
        _say(f"note: {note}")
    for problem in result.problems:
        print(f"{problem.place}: {problem.message}")
    unsaid = result.found - len(result.problems)
    if unsaid:
        print(f"... and {unsaid:,} more")
    verdict = "all stand" if result.stands else f"{result.found:,} problems"
    print(f"{result.documents:,} documents, {result.quotes:,} quotes: {verdict}")
    raise typer.Exit(FINE if result.stands else FAILED)


@app.command()
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
        _stop(str(error))
    except OSError as error:
        _stop(f"{error.filename}: cannot be read ({error.strerror})")
    if told.basis:
        _say(f"note: {new} is of {told.basis}")
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


@app.command()
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
        _stop(f"{folder}: holds no documents.csv; name the folder that extract wrote")
    files = [file for path in gold for file in _annotations(path)]
    try:
        result = measure(folder, files)
    except OSError as error:
        _stop(f"{error.filename}: cannot be read ({error.strerror})")
    except ValueError as error:
        _stop(str(error))
    for source in result.absent:
        _say(f"minutes: {source}: no such document in {folder}; all of it counts as missed")
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


@app.command("second-opinion")
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
        _stop(str(error))
    except OSError as error:
        _stop(f"{out}: cannot be written ({error.strerror or error})")
    _say(f"{count:,} places in {out}")


@app.command()
def tables() -> None:
    """Print every table and column, explained."""
    from minutes.tables import reference

    print(reference(), end="")


def _terminate(*_: object) -> NoReturn:
    """Leave through the context managers, so that nothing half-written remains."""
    raise SystemExit(128 + signal.SIGTERM)


def main() -> None:
    """Run the command line."""
    signal.signal(signal.SIGTERM, _terminate)
    for stream in (sys.stdout, sys.stderr):
        # A terminal in CP932 cannot print every character of a source; data in a pipe is UTF-8.
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        app()
    except BrokenPipeError:
        # The reader of a pipe has gone (minutes ... | head); there is no one to tell.
        sys.stderr.close()
        raise SystemExit(FAILED) from None


if __name__ == "__main__":
    main()
