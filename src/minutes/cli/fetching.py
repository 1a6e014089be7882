"""``minutes fetch``: minutes from where they are published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from minutes.cli.base import FAILED, FINE, INTERRUPTED, checked_day, say, stop


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
        stop("name a folder with -o DIR, and either a list of sources or a query (--any, --from)")
    for day in filter(None, (since, until)):
        checked_day(day)
    wanted: list[Source | Query] = [Query(asked, api or API)]
    new = failed = total = 0
    try:
        if listed is not None:
            wanted = list(sources_of(listed, only or ()))
        client = Client(pause=pause, contact=contact, tell=say)
        for outcome in fetch_all(wanted, out, client, refresh=refresh):
            say(f"minutes: {outcome.message}" if outcome.message else f"{outcome.path}")
            new += outcome.new
            failed += outcome.path is None
            total += 1
    except ValueError as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename or out}: {error.strerror or error}")
    except KeyboardInterrupt:
        stop("interrupted; what was fetched is kept, and the next run goes on", INTERRUPTED)
    say(f"{new:,} fetched, {total - new - failed:,} there before, {failed:,} failed: {out}")
    raise typer.Exit(FAILED if failed else FINE)
