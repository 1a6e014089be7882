"""Every code that a row of ``issues`` can carry, with what it means and what to do.

A test reads the source and fails if a stage uses a code that is not listed here.
"""

from __future__ import annotations

CODES: dict[str, str] = {
    "binary-file": "The file is no text. Save it as text (UTF-8) and read that.",
    "damaged-text": "Some bytes are no characters; the first lost one stands at the offsets. Fetch"
    " the file again if you can.",
    "date-impossible": "The calendar has no such day, month or year (2月30日); the date stays,"
    " without a value.",
    "date-unresolved": "Nothing in the document decides which date is meant; it stays, without a"
    " value.",
    "date-weekday": "The weekday printed beside a date is not the weekday of that day.",
    "duplicate": "The file has the same bytes as one that was read already, and is left out.",
    "empty-file": "The file holds nothing, or nothing but white space.",
    "glued-headers": "Most headers run into the speech without a space; names may be cut wrongly.",
    "internal-error": "A stage failed on this document; its rows are missing. Please report it.",
    "meeting-date-alternatives": "The day of the meeting was inferred; the message lists what else"
    " fits. Say it with --meeting-date.",
    "meeting-date-unresolved": "No day of the meeting is printed or follows. Say it with"
    " --meeting-date.",
    "no-such-file": "Nothing stands under that path, or no file matches the pattern.",
    "no-turns": "Nobody speaks in the document: it may be no minutes, or of a form that is not"
    " known.",
    "not-a-file": "The path is neither a file nor a folder.",
    "organisation-unresolved": "It is not certain which organisation a word (本会, 同社) means.",
    "uncertain-header": "A line was taken for the header of a speech without a title that is"
    " known.",
    "unclassified": "Text that is neither speech nor a known part of minutes.",
    "unknown-encoding": "There is no encoding of that name.",
    "unreadable": "The file or folder could not be opened; see its permissions.",
    "wrong-encoding": "The file cannot be read in the encoding that was forced.",
}
