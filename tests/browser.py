"""A real browser for tests of pages: Debian's Chromium under Playwright, or a reason to skip."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine; install Debian's package chromium"
)

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def opened(address: str, **options: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page and what went wrong or out on it: console messages, errors, requests but the first."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as run:
        browser = run.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        try:
            page = browser.new_page(**options)
            heard: list[str] = []
            page.on("console", lambda message: heard.append(f"console: {message.text}"))
            page.on("pageerror", lambda error: heard.append(f"error: {error}"))
            page.on("dialog", lambda dialog: (heard.append("dialog"), dialog.dismiss()))
            page.on(
                "request",
                lambda request: (
                    heard.append(request.url)
                    if request.url.partition("#")[0] != address.partition("#")[0]
                    else None
                ),
            )
            page.goto(address)
            yield page, heard
        finally:
            browser.close()
