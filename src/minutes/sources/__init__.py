"""From bytes on disk to `Document`s: which files to read, and how to read each.

`expand` turns what a user typed (files, folders, globs, ``-``) into candidates, `read` turns one
into a `Document` whose text is fixed from then on, `read_each` an archive into one for each of its
files.  There is a module per format; which one reads a file is decided by its first bytes, then by
its name.  What cannot be read is a `SourceError`, whose message says what is wrong and what to try.
"""

from minutes.sources.content import Unread
from minutes.sources.errors import SourceError
from minutes.sources.kinds import SUFFIXES
from minutes.sources.paths import Candidate, expand
from minutes.sources.reading import document_id, from_bytes, read, read_each

__all__ = [
    "SUFFIXES",
    "Candidate",
    "SourceError",
    "Unread",
    "document_id",
    "expand",
    "from_bytes",
    "read",
    "read_each",
]
