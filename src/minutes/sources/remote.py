"""Files that lie elsewhere, by their address: whatever fsspec can open (``s3://``, ``gs://`` ...).

fsspec comes with the extra ``cluster``; without it, or without the driver of a kind of address, the
message says what to install.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from minutes.sources.content import MAX_BYTES, too_large
from minutes.sources.errors import SourceError

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_MAGIC = frozenset("*?[")


def is_address(path: str) -> bool:
    """True for a path that is an address.

    >>> is_address("s3://bucket/minutes"), is_address("file.zip!a.txt")
    (True, False)
    """
    return _ADDRESS.match(path) is not None


def _opened(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it; raises `SourceError`."""
    try:
        import fsspec
    except ImportError:
        message = f"{address}: is an address; pip install 'minutes[cluster]' reads those"
        raise SourceError("unreadable", message) from None
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise SourceError("unreadable", f"{address}: cannot be opened ({error})") from None
    return system, path


def files(address: str) -> Iterator[str]:
    """The addresses of the files behind one: itself, those in a folder, or those of a pattern.

    Raises `SourceError` if it cannot be listed; hidden files are left out.
    """
    system, path = _opened(address)
    try:
        if _MAGIC.intersection(path):
            found = sorted(system.glob(path))
        elif system.isdir(path):
            found = sorted(system.find(path))
        else:
            yield address
            return
    except Exception as error:  # every file system has its own
        raise SourceError("unreadable", f"{address}: cannot be listed ({error})") from None
    for name in found:
        if not any(part.startswith(".") for part in name.removeprefix(path).split("/")):
            yield system.unstrip_protocol(name)


@lru_cache(maxsize=1)
def data(address: str) -> bytes:
    """The bytes of a file; raises `SourceError`.  The last ones are kept, for who asks twice."""
    system, path = _opened(address)
    try:
        size = system.size(path)
        if size is not None and size > MAX_BYTES:
            raise too_large(address, size)
        found: bytes = system.cat_file(path)
    except SourceError:
        raise
    except FileNotFoundError:
        message = f"{address}: no such file; check the spelling"
        raise SourceError("no-such-file", message) from None
    except Exception as error:  # every file system has its own
        raise SourceError("unreadable", f"{address}: cannot be read ({error})") from None
    return found
