"""``minutes extract``: transcripts to tables, with a bar on the terminal and a summary."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from minutes.cli.base import (
    FAILED,
    FINE,
    INTERRUPTED,
    Dialect,
    Encoding,
    MeetingDate,
    checked_options,
    note,
    say,
    stop,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from minutes.run import Entry, Options, Summary
    from minutes.sources import Candidate


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
        stop("name an output folder with -o DIR, or print the findings with --json")
    if out is None and as_xlsx:
        stop("--xlsx writes a file: name an output folder with -o DIR")
    if out is None and corporate_numbers is not None:
        stop("--corporate-numbers is for the table entities: name an output folder with -o DIR")
    if scheduler is not None and (out is None or as_json or as_xlsx):
        stop("--scheduler writes Parquet to a folder: give -o DIR, without --json and --xlsx")
    if scheduler is None and out is not None and "://" in out:
        stop(f"{out}: only --scheduler writes to an address; name a folder with -o")
    options = checked_options(dialect, meeting_date, encoding)
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
            say(f"The tables are in {out}" + (", all in minutes.xlsx" if as_xlsx else ""))
    nothing = not summary.inputs["done"]
    raise typer.Exit(FAILED if summary.inputs["failed"] or nothing else FINE)


def _print_json(inputs: Iterable[Candidate], options: Options) -> Summary:
    from minutes.export import to_json
    from minutes.run import Summary, figures, outcomes

    summary = Summary()
    for outcome in outcomes(inputs, options):
        if outcome.batch is not None:
            print(to_json(outcome.batch), flush=True)
        tell(outcome)
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
        stop(f"--corporate-numbers {error}")


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
            note=note,
            numbers=numbers,
        )

    try:
        return _with_progress(len(inputs), work) if sys.stderr.isatty() else work(_report_all)
    except FileError as error:
        stop(f"--corporate-numbers {error}")
    except OSError as error:
        reason = error.strerror or str(error)
        stop(f"{out}: cannot be written ({reason}); choose another folder with -o, or try again")
    except KeyboardInterrupt:
        stop("interrupted; the same command goes on where it stopped", INTERRUPTED)


def _on_cluster(inputs: list[Candidate], out: str, options: Options, scheduler: str) -> Summary:
    try:
        from minutes.run.cluster import connect, run_on_cluster

        client = connect(scheduler)
    except ImportError:
        stop("--scheduler needs Dask: pip install 'minutes[cluster]'")
    except (OSError, ValueError) as error:
        stop(f"--scheduler {scheduler}: cannot be reached ({error})")

    def work(done: Callable[[Entry], None]) -> Summary:
        return run_on_cluster(inputs, out, options, client, done=done, note=note)

    try:
        with client:
            return _with_progress(len(inputs), work) if sys.stderr.isatty() else work(_report_all)
    except (OSError, RuntimeError) as error:
        stop(f"{out}: {error}")
    except KeyboardInterrupt:
        stop("interrupted; the same command goes on where it stopped", INTERRUPTED)


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


def _report_all(entry: Entry) -> None:
    for record in entry.records:
        tell(record)


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
    say("\n".join(lines))
