"""One polite client: a pause between requests, retries with growing pauses, robots.txt for pages.

Nothing is kept here.  The bytes of an answer are given as they came; what encoding they are in is
found out when they are read.
"""

from __future__ import annotations

import email.utils
import http.client
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
import urllib.robotparser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

#: Seconds without a byte, and for a whole answer; bytes of an answer.
SILENCE, PATIENCE, LARGEST = 30.0, 300.0, 256 * 1024 * 1024
#: How often an address is asked; the first pause behind a failure, which doubles; the longest.
TRIES, FIRST_PAUSE, LONGEST_PAUSE = 5, 2.0, 600.0

#: How many addresses on the way to the last one.
MOVES = 6

_MOVING = frozenset([301, 302, 303, 307, 308])
_PASSING = frozenset([408, 425, 429, 500, 502, 503, 504])
_CHUNK = 64 * 1024


class FetchError(Exception):
    """An address that gave nothing to keep; the message says why, and what to try."""


class NotChanged(Exception):
    """The server says that what was fetched before is still what it has (304)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave: its bytes, and the headers that are worth keeping."""

    url: str
    data: bytes
    content_type: str = ""
    etag: str = ""
    modified: str = ""


class _Moved(Exception):
    """The address has moved; the message is the new one."""


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing: each address on the way is asked for by the rules."""

    def redirect_request(self, *_: object) -> None:
        """Leave the answer as it is."""


_OPENER = urllib.request.build_opener(_Stay)


class _Passing(Exception):
    """A failure that may pass: `pause` is how long the server asks to be left alone."""

    def __init__(self, reason: str, pause: float | None = None) -> None:
        super().__init__(reason)
        self.pause = pause


def user_agent(contact: str | None = None) -> str:
    """How the tool names itself to servers.

    >>> user_agent("press@example.jp").partition(" ")[2]
    '(text mining of Japanese minutes; press@example.jp)'
    """
    try:
        number = version("minutes")
    except PackageNotFoundError:
        number = "0"
    about = "; ".join(filter(None, ("text mining of Japanese minutes", contact)))
    return f"minutes/{number} ({about})"


@dataclass(slots=True)
class Client:
    """Asks one address after the other; `sleep`, `clock` and `now` can be replaced in tests.

    `pause` is the least time in seconds between two requests to one server.
    """

    pause: float = 3.0
    contact: str | None = None
    tell: Callable[[str], None] = lambda message: None
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    silence: float = SILENCE
    patience: float = PATIENCE
    _asked: dict[str, float] = field(default_factory=dict)
    _rules: dict[str, urllib.robotparser.RobotFileParser] = field(default_factory=dict)

    def get(
        self,
        url: str,
        *,
        robots: bool = True,
        known: Mapping[str, str] | None = None,
        check: Callable[[bytes], None] = lambda data: None,
    ) -> Answer:
        """What an address gives, asked again where a failure may pass.

        `robots` asks the server's robots.txt first; `known` are the ``etag`` and ``modified`` of an
        earlier answer; `check` raises `ValueError` for bytes that cannot be whole.  Raises
        `FetchError`, or `NotChanged`.
        """
        for _ in range(MOVES):
            _allowed_scheme(url)
            if robots and not self._may(url):
                message = f"{url}: its robots.txt asks programs to stay away; save it by hand"
                raise FetchError(message)
            try:
                return self._patiently(url, known or {}, check)
            except _Moved as moved:
                url = urllib.parse.urljoin(url, str(moved))
        raise FetchError(f"{url}: moves on and on; open it in a browser")

    def _patiently(
        self, url: str, known: Mapping[str, str], check: Callable[[bytes], None]
    ) -> Answer:
        """The answer of one address, asked again where a failure may pass."""
        pause = FIRST_PAUSE
        for turn in range(1, TRIES + 1):
            try:
                answer = self._once(url, known)
                check(answer.data)
                return answer
            except (_Passing, ValueError) as failure:
                reason, asked = str(failure), getattr(failure, "pause", None)
            if turn == TRIES:
                raise FetchError(f"{url}: failed {TRIES} times ({reason}); try again later")
            wait = max(pause, asked or 0.0)
            if wait > LONGEST_PAUSE:
                minutes = round(wait / 60)
                raise FetchError(f"{url}: {reason}, asks for a pause of {minutes} minutes")
            self.tell(f"{url}: {reason}; again in {wait:.0f} s")
            self.sleep(wait)
            pause *= 2
        raise AssertionError

    def _once(self, url: str, known: Mapping[str, str]) -> Answer:
        """One request and its answer."""
        headers = {"User-Agent": user_agent(self.contact), "Accept-Encoding": "identity"}
        if known.get("etag"):
            headers["If-None-Match"] = known["etag"]
        if known.get("modified"):
            headers["If-Modified-Since"] = known["modified"]
        self._wait(url)
        request = urllib.request.Request(url, headers=headers)
        try:
            with _OPENER.open(request, timeout=self.silence) as response:
                data = self._body(response)
                return Answer(
                    response.geturl(),
                    data,
                    response.headers.get("Content-Type", ""),
                    response.headers.get("ETag", ""),
                    response.headers.get("Last-Modified", ""),
                )
        except urllib.error.HTTPError as error:
            with error:
                self._refused(url, error)
                raise FetchError(f"{url}: the server says {error.code} {error.reason}") from None
        except http.client.IncompleteRead:
            raise _Passing("the answer broke off") from None
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            if isinstance(reason, socket.gaierror | ssl.SSLCertVerificationError):
                raise FetchError(f"{url}: cannot be reached ({reason}); check it") from None
            raise _Passing(f"no answer ({reason})") from None

    def _refused(self, url: str, error: urllib.error.HTTPError) -> None:
        """Raises for the refusals that mean something: not changed, and those that may pass."""
        if error.code == 304:
            raise NotChanged(url)
        if error.code in _MOVING and (place := error.headers.get("Location")):
            raise _Moved(place)
        if error.code in _PASSING:
            pause = self._asked_pause(error.headers.get("Retry-After"))
            raise _Passing(f"the server says {error.code}", pause)

    def _asked_pause(self, told: str | None) -> float | None:
        """The seconds of a Retry-After, which may be a date."""
        if told is None:
            return None
        if told.strip().isdecimal():
            return float(told)
        try:
            until = email.utils.parsedate_to_datetime(told).timestamp()
        except (ValueError, TypeError):
            return None
        return max(0.0, until - self.now())

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        """The bytes of an answer, which may neither drip for ever nor be without end."""
        began, parts, size = self.clock(), list[bytes](), 0
        while part := response.read1(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                raise FetchError(f"{response.geturl()}: is larger than {LARGEST // 2**20} MB")
            if self.clock() - began > self.patience:
                raise _Passing(f"the answer took longer than {self.patience:.0f} s")
        told = response.headers.get("Content-Length")
        if told is not None and told.isdecimal() and int(told) != size:
            raise _Passing("the answer broke off")
        return b"".join(parts)

    def _wait(self, url: str) -> None:
        """Let the server rest since it was last asked."""
        host = urllib.parse.urlsplit(url).netloc
        rules = self._rules.get(host)
        delay = rules.crawl_delay(user_agent()) if rules is not None else None
        pause = min(LONGEST_PAUSE, max(self.pause, float(delay or 0)))
        last = self._asked.get(host)
        if last is not None and (rest := last + pause - self.clock()) > 0:
            self.sleep(rest)
        self._asked[host] = self.clock()

    def _may(self, url: str) -> bool:
        """True if the server's robots.txt lets the tool read an address."""
        parts = urllib.parse.urlsplit(url)
        if parts.netloc not in self._rules:
            self._rules[parts.netloc] = self._robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        return self._rules[parts.netloc].can_fetch(user_agent(), url)

    def _robots(self, url: str) -> urllib.robotparser.RobotFileParser:
        """The rules of a server: without a file all is free, with one that fails nothing is."""
        rules = urllib.robotparser.RobotFileParser(url)
        try:
            answer = self.get(url, robots=False)
            rules.parse(answer.data.decode("utf-8", "replace").splitlines())
        except FetchError as error:
            if " says 404" in str(error) or " says 410" in str(error):
                rules.parse([])
            else:
                self.tell(f"{error}; without it nothing is fetched from there")
                rules.parse(["User-agent: *", "Disallow: /"])
        return rules


def _allowed_scheme(url: str) -> None:
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise FetchError(f"{url}: is no address of the web; write https://...")
