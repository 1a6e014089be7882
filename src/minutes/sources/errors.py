"""The one exception of reading."""

from __future__ import annotations


class SourceError(Exception):
    """An input that cannot be read.

    `code` is the code of the ``issues`` row; the message is one line: what is wrong, where, and
    what to try.
    """

    def __init__(self, code: str, message: str) -> None:
        """Keep the code beside the message."""
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str]]:
        """Pickle with both arguments, so that a worker process can raise it to its parent."""
        return SourceError, (self.code, str(self))
