"""Queries to the API of the Diet's record (国会会議録検索システム), answer by answer."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from minutes.fetch.client import FetchError
from minutes.fetch.store import Kept, Store

API = "https://kokkai.ndl.go.jp/api/meeting"
#: How many meetings, or speeches, one answer may hold by the rules of the API.
_MOST = {"meeting": 10, "speech": 100, "meeting_list": 100}


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of the API: its address and its own parameters (any, from, nameOfHouse ...)."""

    parameters: Mapping[str, str] = field(default_factory=dict)
    api: str = API

    def url(self, start: int) -> str:
        """The address of the answer that begins with record `start` (1 is the first).

        >>> Query({"any": "議事", "from": "2027-01-01"}, "https://a.example/api/speech").url(101)[:60]
        'https://a.example/api/speech?any=%E8%AD%B0%E4%BA%8B&from=202'
        """
        kind = urllib.parse.urlsplit(self.api).path.rpartition("/")[2]
        asked = {
            **self.parameters,
            "recordPacking": "json",
            "maximumRecords": self.parameters.get("maximumRecords", str(_MOST.get(kind, 10))),
            "startRecord": str(start),
        }
        return f"{self.api}?{urllib.parse.urlencode(asked)}"


def parse(text: str, api: str = API) -> Query:
    """The query of a line like ``any=...&from=2027-01-01``, as a list of sources has it."""
    return Query(dict(urllib.parse.parse_qsl(text)), api)


def is_api(url: str) -> bool:
    """True for an address of the API.

    >>> is_api(API), is_api("https://www.ppc.go.jp/aboutus/minutes/")
    (True, False)
    """
    path = urllib.parse.urlsplit(url).path.rstrip("/")
    return "/api/" in path and path.rpartition("/")[2] in _MOST


def answers(query: Query, store: Store) -> Iterator[Kept]:
    """The answers to a query, one after the other, each fetched if it is not in the store.

    Raises `FetchError`; what was fetched before is kept, and the next run goes on from there.
    """
    start, asked = 1, set[int]()
    while start not in asked:
        asked.add(start)
        kept = store.get(query.url(start), robots=False, check=_check)
        told = json.loads(kept.path.read_bytes())
        if isinstance(told, dict) and "message" in told:
            details = " ".join(map(str, told.get("details") or ()))
            raise FetchError(f"{kept.url}: the API says: {told['message']} {details}".rstrip())
        if start == 1:
            total = told.get("numberOfRecords")
            store.client.tell(f"the API has {total} records for this query")
        yield kept
        following = told.get("nextRecordPosition")
        if not isinstance(following, int) or following <= start:
            return
        start = following


def _check(data: bytes) -> None:
    """Raises `ValueError` for an answer that is not whole."""
    try:
        told = json.loads(data)
    except ValueError:
        raise ValueError("the answer is no whole JSON") from None
    if not isinstance(told, dict):
        raise ValueError("the answer is no answer of the API")
