"""Minutes from where they are published to a folder; nothing else ever asks the network.

Answers are written as they came, with a manifest of address, time and sha256.  What is in the
folder is not fetched again: a run that was stopped goes on where it was.
"""

from __future__ import annotations

import re
import tomllib
import urllib.parse
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from minutes.fetch.client import Client, FetchError
from minutes.fetch.diet import API, Query, answers, is_api, parse
from minutes.fetch.store import Kept, Store
from minutes.sources import SourceError
from minutes.sources.encoding import decode
from minutes.sources.hostile import refuse

__all__ = ["API", "Client", "FetchError", "Outcome", "Query", "Source", "fetch_all", "sources_of"]

#: How many links of one page are followed.
_LINKS = 2_000


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of a list of sources: an address, a query if it is the Diet's API, and `follow`, a
    pattern of the addresses that the page links to and that are fetched as well.
    """

    id: str
    url: str
    query: str = ""
    follow: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an address: a file (`new`, or there before), or the reason why not."""

    url: str
    path: Path | None = None
    new: bool = False
    message: str | None = None


def sources_of(path: Path, only: Collection[str] = ()) -> list[Source]:
    """The entries of a list of sources (TOML), all or those with the given ids.

    Raises `ValueError` for a list that is none or lacks an id, `OSError` if it cannot be read.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        found = [
            Source(entry["id"], entry["url"], entry.get("query") or "", entry.get("follow") or "")
            for entry in told["source"]
        ]
        for source in found:
            re.compile(source.follow)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, re.error) as error:
        raise ValueError(
            f"{path}: is no list of sources ({error}); see corpus/sources.toml"
        ) from None
    missing = set(only) - {source.id for source in found}
    if missing:
        known = ", ".join(source.id for source in found)
        raise ValueError(f"{path}: has no source {', '.join(sorted(missing))}; it has {known}")
    return [source for source in found if not only or source.id in only]


def fetch_all(
    wanted: Collection[Source | Query], folder: Path, client: Client, *, refresh: bool = False
) -> Iterator[Outcome]:
    """What becomes of each address of sources and queries; one that fails stops no other.

    A source has a folder of its own.  Raises `OSError` if `folder` cannot be written.
    """
    for source in wanted:
        kept: Iterator[Kept | FetchError]
        if isinstance(source, Query):
            kept = answers(source, Store(folder, client, refresh))
        else:
            store = Store(folder / Path(source.id).name, client, refresh)
            if is_api(source.url):
                kept = answers(parse(source.query, source.url), store)
            else:
                kept = _pages(source, store)
        yield from _outcomes(kept, source.api if isinstance(source, Query) else source.url)


def _outcomes(kept: Iterator[Kept | FetchError], url: str) -> Iterator[Outcome]:
    try:
        for one in kept:
            if isinstance(one, FetchError):
                yield Outcome(url, message=str(one))
            else:
                yield Outcome(one.url, one.path, one.new)
    except FetchError as error:
        yield Outcome(url, message=str(error))


def _pages(source: Source, store: Store) -> Iterator[Kept | FetchError]:
    """A page, and those that it links to and the source wants."""
    page = store.get(source.url)
    yield page
    for url in _links(page, source.follow) if source.follow else ():
        try:
            yield store.get(url)
        except FetchError as error:
            yield error


def _links(page: Kept, follow: str) -> list[str]:
    """The addresses on the same server that a page links to and that a pattern is found in."""
    data = page.path.read_bytes()
    try:
        text = decode(data, page.url).text
        refuse(text, page.url)
    except SourceError as error:
        raise FetchError(str(error)) from None
    host = urllib.parse.urlsplit(page.url).netloc
    found: dict[str, None] = {}
    for node in LexborHTMLParser(text).css("a[href], area[href]"):
        try:
            url = urllib.parse.urljoin(page.url, node.attributes.get("href") or "")
            parts = urllib.parse.urlsplit(url)
        except ValueError:
            continue
        address = urllib.parse.urlunsplit(parts._replace(fragment=""))
        if parts.netloc == host and re.search(follow, address):
            found[_quoted(address)] = None
    return list(found)[:_LINKS]


def _quoted(url: str) -> str:
    """The address with letters that are no ASCII written as servers take them."""
    return urllib.parse.quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")
