"""The command line: ``minutes extract`` and what goes before and behind it.

The stages are imported by the command that needs them, so that ``--help`` is there at once.
"""

from __future__ import annotations

import io
import signal
import sys
from typing import Annotated, NoReturn

import typer

from minutes.cli.base import FAILED
from minutes.cli.checks import diff, score, second_opinion, tables, verify
from minutes.cli.extracting import extract
from minutes.cli.fetching import fetch
from minutes.cli.pages import explain, incidents, qa, report

__all__ = ["app", "main"]

app = typer.Typer(
    name="minutes",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
#: In the order of the help.
COMMANDS = (
    extract,
    fetch,
    explain,
    qa,
    incidents,
    report,
    verify,
    diff,
    score,
    second_opinion,
    tables,
)
for command in COMMANDS:
    app.command(command.__name__.replace("_", "-"))(command)


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
