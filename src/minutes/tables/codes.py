"""Every code that a row of ``issues`` can carry, with what it means and what to do.

A test reads the source and fails if a stage uses a code that is not listed here.
"""

from __future__ import annotations

CODES: dict[str, str] = {
    "archive-limit": "An archive is larger, deeper or packed tighter than is safe to unpack."
    " Unpack it by hand.",
    "binary-file": "The file is no text. Save it as text (UTF-8) and read that.",
    "cut-file": "The file breaks off; what stands before the break was read. Fetch it again.",
    "damaged-file": "The file is cut or damaged. Fetch it again.",
    "damaged-text": "Some bytes are no characters; the first lost one stands at the offsets. Fetch"
    " the file again if you can.",
    "date-impossible": "The calendar has no such day, month or year (2月30日); the date stays,"
    " without a value.",
    "date-unresolved": "Nothing in the document decides which date is meant; it stays, without a"
    " value.",
    "date-weekday": "The weekday printed beside a date is not the weekday of that day.",
    "duplicate": "The file has the same bytes as one that was read already, and is left out.",
    "empty-file": "The file holds nothing, or nothing but white space.",
    "encrypted-file": "The file is encrypted. Save it without a password.",
    "glued-headers": "Most headers run into the speech without a space; names may be cut wrongly.",
    "hostile-file": "The file takes more memory or time than any document should. Open it"
    " in a viewer and save its text.",
    "hostile-markup": "A page would take a parser minutes or gigabytes."
    " Save its text from a browser.",
    "worker-died": "The process that read the file died of it, twice (memory, or a fault in a"
    " library); the other files were read. Please report it.",
    "internal-error": "A stage failed on this document; its rows are missing. Please report it.",
    "many-documents": "The file holds several documents. Name one of them.",
    "meeting-date-alternatives": "The day of the meeting was inferred; the message lists what else"
    " fits. Say it with --meeting-date.",
    "meeting-date-disagrees": "The file gives another day for the meeting than the text prints; the"
    " printed one is kept.",
    "meeting-date-unresolved": "No day of the meeting is printed or follows. Say it with"
    " --meeting-date.",
    "mixed-encodings": "The file changes its encoding; it was read line by line."
    " See whether the rest is whole.",
    "no-minutes": "The file is well formed, but holds no minutes in a form that is"
    " known. The message says what was expected.",
    "no-speech-column": "The table has no column of speeches beside one of speakers. Rename"
    " the columns.",
    "no-such-file": "Nothing stands under that path, or no file matches the pattern.",
    "no-text": "The page is a frame, or is filled by a script. Save what the browser shows.",
    "no-turns": "Nobody speaks in the document: it may be no minutes, or of a form that is not"
    " known.",
    "not-a-file": "The path is neither a file nor a folder.",
    "odd-text": "The fonts of a PDF do not say which characters they set; the text is"
    " garbled. Recognise it (OCR) instead.",
    "organisation-unresolved": "It is not certain which organisation a word (本会, 同社) means.",
    "pages-not-read": "Some pages of a PDF could not be read within the limits; the others were.",
    "pages-scanned": "Some pages of a PDF are pictures without text. Recognise their text (OCR).",
    "repeated-records": "Records that repeat others word for word were left out, as exports"
    " repeat them.",
    "scanned-pdf": "The PDF holds pictures of pages and no text. Recognise its text (OCR)"
    " and read the result.",
    "short-text": "There is less text than a file of this size should hold."
    " See whether it is the minutes.",
    "speaker-disagrees": "The source names one speaker and the header in the text another. The"
    " header is kept, the cut is the source's.",
    "speaker-identifiers": "The file names its speakers by identifiers alone.",
    "speaker-index": "The page lists who speaks, not what is said. Save the page with the text.",
    "speaker-unnamed": "The source gives a part to nobody in which the text prints a header.",
    "speaker-without-header": "The source names a speaker where the text prints no header; no turn"
    " was cut.",
    "too-large": "The file is larger than what is read. Split it.",
    "uncertain-header": "A line was taken for the header of a speech without a title that is"
    " known.",
    "unclassified": "Text that is neither speech nor a known part of minutes.",
    "unknown-encoding": "There is no encoding of that name.",
    "unreadable": "The file or folder could not be opened; see its permissions.",
    "wrong-encoding": "The file cannot be read in the encoding that was forced.",
}
