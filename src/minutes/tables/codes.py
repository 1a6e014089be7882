"""Every code that a row of ``issues`` can carry, with what it means and what to do.

A test reads the source and fails if a stage uses a code that is not listed here.
"""

from __future__ import annotations

CODES: dict[str, str] = {
    "binary-file": "The file is no text. Save it as text (UTF-8) and read that.",
    "damaged-text": "Some bytes are no characters; the first lost one stands at the offsets."
    " Fetch the file again if you can.",
    "duplicate": "The file has the same bytes as one that was read already, and is left out.",
    "empty-file": "The file holds nothing, or nothing but white space.",
    "internal-error": "A stage failed on this document; its rows are missing. Please report it.",
    "no-such-file": "Nothing stands under that path, or no file matches the pattern.",
    "not-a-file": "The path is neither a file nor a folder.",
    "unknown-encoding": "There is no encoding of that name.",
    "unreadable": "The file or folder could not be opened; see its permissions.",
    "wrong-encoding": "The file cannot be read in the encoding that was forced.",
}
