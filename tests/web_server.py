"""A web server on this machine that behaves as badly as a test tells it to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Act = Callable[["Handler"], None]


@dataclass
class Site:
    """What the server does at each path: one act after the other, the last one again and again."""

    acts: dict[str, list[Act]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    def on(self, path: str, *acts: Act) -> None:
        self.acts[path] = list(acts)

    def paths(self) -> list[str]:
        """The paths that were asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    @property
    def query(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.site.asked.append((self.path, dict(self.headers)))
        acts = self.site.acts.get(path) or [status(404)]
        act = acts.pop(0) if len(acts) > 1 else acts[0]
        with suppress(BrokenPipeError, ConnectionResetError):
            act(self)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


def gives(body: bytes | str, kind: str = "text/html", **headers: str) -> Act:
    """A whole answer; names of headers are written with _ for -."""
    data = body.encode() if isinstance(body, str) else body

    def act(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return act


def status(code: int, **headers: str) -> Act:
    def act(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return act


def cut(body: bytes | str) -> Act:
    """An answer that breaks off half way."""
    data = body.encode() if isinstance(body, str) else body

    def act(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2])
        handler.wfile.flush()

    return act


def cut_silently(body: str) -> Act:
    """An answer that breaks off half way and says neither how long it is nor that it broke."""

    def act(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(body.encode()[: len(body) // 2])

    return act


def drips(body: bytes, stop: threading.Event) -> Act:
    """An answer that comes byte by byte and hardly ends."""

    def act(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        for byte in body:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            if stop.wait(0.05):
                return

    return act


def hangs(stop: threading.Event) -> Act:
    """No answer at all."""

    def act(handler: Handler) -> None:
        stop.wait(20)

    return act


def hangs_up(handler: Handler) -> None:
    """The connection is closed without a word."""
    handler.connection.close()


@contextmanager
def serving() -> Iterator[Site]:
    """A site that is served while the context lasts."""
    site = Site()
    handler = type("SiteHandler", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
