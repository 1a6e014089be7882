"""A folder of answers as they came, with a manifest; what is there is not fetched again."""

from __future__ import annotations

import datetime
import hashlib
import os
import re
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from minutes.fetch.client import Answer, Client, NotChanged
from minutes.sources import SUFFIXES
from minutes.sources.manifest import Fetched, append, entries

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
#: The suffix of a file whose address has none, by the media type that the server says.
_BY_TYPE = {
    "text/html": ".html",
    "application/json": ".json",
    "text/json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/pdf": ".pdf",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "application/zip": ".zip",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store, and whether it was fetched just now."""

    path: Path
    url: str
    new: bool


def name_of(url: str, content_type: str) -> str:
    """A file name for an address: what can be read of it, and a hash, so that no two are alike.

    >>> name_of("https://a.example/api/meeting?any=x&startRecord=11", "application/json")
    'meeting-11-7dd9fb026d.json'
    """
    parts = urllib.parse.urlsplit(url)
    last = PurePosixPath(urllib.parse.unquote(parts.path)).name
    stem, suffix = os.path.splitext(last)  # noqa: PTH122 (an address, no path)
    record = urllib.parse.parse_qs(parts.query).get("startRecord", [""])[0]
    kind = _BY_TYPE.get(content_type.split(";")[0].strip().lower(), "")
    suffix = suffix.lower() if suffix.lower() in SUFFIXES else kind or ".html"
    digest = hashlib.sha256(url.encode()).hexdigest()[:10]
    shown = [_UNSAFE.sub("", part)[:60] for part in (stem, record)]
    return "-".join([*filter(None, shown), digest]) + suffix


@dataclass(frozen=True, slots=True)
class Store:
    """The folder; `refresh` asks again for what is there, and keeps it if it has not changed."""

    folder: Path
    client: Client
    refresh: bool = False

    def get(
        self,
        url: str,
        *,
        robots: bool = True,
        check: Callable[[bytes], None] = lambda data: None,
    ) -> Kept:
        """The file of an address, fetched if it is not there.

        Raises `FetchError`, and `OSError` if the folder cannot be written.
        """
        entry = entries(self.folder).get(url)
        whole = entry is not None and _is_whole(self.folder / entry.file, entry)
        if entry is not None and whole and not self.refresh:
            return Kept(self.folder / entry.file, url, new=False)
        known = {"etag": entry.etag, "modified": entry.modified} if entry and whole else None
        try:
            answer = self.client.get(url, robots=robots, known=known, check=check)
        except NotChanged:
            assert entry is not None
            return Kept(self.folder / entry.file, url, new=False)
        return Kept(self._save(url, answer), url, new=True)

    def _save(self, url: str, answer: Answer) -> Path:
        """Write the bytes, then the manifest: a file without its line is fetched again."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / name_of(url, answer.content_type)
        part = path.with_name(f"{path.name}.part")
        with part.open("wb") as file:
            file.write(answer.data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        moment = datetime.datetime.fromtimestamp(self.client.now(), datetime.UTC)
        entry = Fetched(
            url,
            path.name,
            moment.isoformat(timespec="seconds").replace("+00:00", "Z"),
            hashlib.sha256(answer.data).hexdigest(),
            len(answer.data),
            answer.content_type,
            answer.etag,
            answer.modified,
        )
        append(self.folder, entry)
        return path


def _is_whole(path: Path, entry: Fetched) -> bool:
    """True if a file is there as it was fetched."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256
    except OSError:
        return False
