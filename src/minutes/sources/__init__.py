"""From bytes on disk to `Document`s: which files to read, and how to read each.

`expand` turns what a user typed (files, folders, globs, ``-``) into candidates, `read` turns one
into a `Document` whose text is fixed from then on.  What cannot be read raises `SourceError`, whose
message says what is wrong and what to try.
"""

from minutes.sources.errors import SourceError
from minutes.sources.paths import Candidate, expand
from minutes.sources.reading import SUFFIXES, document_id, from_bytes, read

__all__ = [
    "SUFFIXES",
    "Candidate",
    "SourceError",
    "document_id",
    "expand",
    "from_bytes",
    "read",
]
