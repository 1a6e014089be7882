"""What all commands share: options, exit codes, and how they speak and stop.

Data goes to files or to standard output, everything else to standard error.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from minutes.run import Options, Outcome, Record

#: Exit codes: all went well; some inputs failed, or something does not stand; wrong usage, or
#: nothing could be written; interrupted.
FINE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

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


def say(message: str) -> None:
    """Print a line to standard error."""
    print(message, file=sys.stderr)


def stop(message: str, code: int = USAGE) -> NoReturn:
    """Say why, and end the command with an exit code."""
    say(f"minutes: {message}")
    raise typer.Exit(code)


def note(words: str) -> None:
    """Print a line to standard error, with the name of the program before it."""
    say(f"minutes: {words}")


def tell(outcome: Outcome | Record) -> None:
    """Print what is to be said of an input, if anything."""
    if outcome.message:
        note(outcome.message)


def checked_options(dialect: str | None, meeting_date: str | None, encoding: str | None) -> Options:
    """The options, if they make sense; else the command ends."""
    from minutes.run import Options

    if meeting_date is not None:
        meeting_date = checked_day(meeting_date, "--meeting-date ")
    if encoding is not None:
        from minutes.sources.encoding import canonical_name

        try:
            canonical_name(encoding)
        except LookupError:
            stop(f"--encoding {encoding}: no such encoding; try utf-8, cp932 or euc_jp")
    if dialect is not None:
        from minutes.dialects import DIALECTS

        names = [known.name for known in DIALECTS]
        if dialect not in names:
            stop(f"--dialect {dialect}: no such dialect; try one of {', '.join(names)}")
    return Options(dialect, meeting_date, encoding)


def checked_day(text: str, option: str = "") -> str:
    """The ISO day that a user wrote; else the command ends."""
    import datetime

    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        stop(f"{option}{text}: is no day; write it as 2025-06-03")


def write_text(path: Path, text: str) -> None:
    """Write a file whole: beside its place first, and then into it."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(path)
    except OSError as error:
        stop(f"{path}: cannot be written ({error.strerror or error})")
