"""What kind of file some bytes are: by their first bytes, then by the file's name."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from pathlib import Path, PurePath

from minutes.sources.errors import SourceError

PLAIN, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
PDF, ZIP, MHTML = "application/pdf", "application/zip", "multipart/related"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JSON, JSON_LINES, SCRIPT = "application/json", "application/x-ndjson", "text/javascript"
XML, CSV, TSV = "application/xml", "text/csv", "text/tab-separated-values"

#: The media type of each suffix that a folder is searched for.
SUFFIXES = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".mhtml": MHTML,
    ".mht": MHTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".docm": DOCX,
    ".json": JSON,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".js": SCRIPT,
    ".xml": XML,
    ".csv": CSV,
    ".tsv": TSV,
    ".zip": ZIP,
}

#: Files that hold no text as they are, and what to do with them.
_UNREADABLE = (
    (b"{\\rtf", "an RTF file", "save it as .docx or text"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it, or pack it as .zip"),
    (b"Rar!", "a RAR archive", "unpack it, or pack it as .zip"),
    (b"\x89PNG", "a picture", "recognise its text (OCR) and read the result"),
    (b"\xff\xd8\xff", "a picture", "recognise its text (OCR) and read the result"),
    (b"II*\x00", "a picture", "recognise its text (OCR) and read the result"),
    (b"MM\x00*", "a picture", "recognise its text (OCR) and read the result"),
)
#: How a zip archive begins, one with files and one without.
PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_HTML = re.compile(rb"<!doctype[ \t\r\n]+html|<html[ \t\r\n>]|<head[ \t\r\n>]", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[ \t\r\n]|<data[ \t\r\n>]")
_WORD = re.compile(r"word/document[0-9]*\.xml")
_OFFICE = {
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint file",
    "content.xml": "an OpenDocument file",
}


#: A script that hands on an object of data as one of its first words: register({"id": ...});
_DATA = re.compile(rb"[=(]\s*(?:\{|\[\s*\{)\s*\"")


def is_data_script(head: bytes) -> bool:
    """True if a script's first bytes hand on an object of data; most scripts are programs.

    >>> is_data_script(b'window.DB.register({"id": 1});'), is_data_script(b"var a = {b: 1};")
    (True, False)
    """
    return _DATA.search(head[:4096]) is not None


def suffix_of(path: str) -> str:
    """The suffix of a path (of a member: of its own name), in small letters.

    >>> suffix_of("archive.zip!2025/Minutes.HTML")
    '.html'
    """
    return PurePath(path.rpartition("!")[2] or path).suffix.lower()


def media_type_of(data: bytes, path: str) -> str:
    """The media type by which a file is to be read.

    Raises `SourceError` (``binary-file``, ``encrypted-file``, ``damaged-file``) for a kind that
    holds no text as it is.

    >>> media_type_of(b"<!DOCTYPE html><p>", "minutes.txt")
    'text/html'
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    if data[:4] in PACKED:
        return packed_type_of(data, path)
    _refuse(data, path)
    named = SUFFIXES.get(suffix_of(path))
    head = _head(data)
    if named in (PLAIN, XML, HTML, None):
        if _HTML.match(head) or (_XML.match(head) and _HTML.search(head)):
            return HTML
        if _XML.match(head):
            return XML
    if named is None and head[:1] in (b"{", b"["):
        return JSON
    if named in (PDF, DOCX, ZIP):
        kind = {PDF: "PDF", DOCX: "Word file", ZIP: "zip archive"}[named]
        message = f"{path}: is no {kind}, whatever its name says; was it downloaded in full?"
        raise SourceError("damaged-file", message)
    return named or PLAIN


def _head(data: bytes) -> bytes:
    """The first characters as ASCII bytes, without byte order mark and leading white space."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data[:2048].decode(name, "replace").encode("ascii", "replace").lstrip()
    return data[:1024].removeprefix(codecs.BOM_UTF8).lstrip()


def _refuse(data: bytes, path: str) -> None:
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            message = f"{path}: is encrypted; open it in Word and save it without a password"
            raise SourceError("encrypted-file", message)
        message = f"{path}: is an old Word or Excel file; save it as .docx or text and try again"
        raise SourceError("binary-file", message)
    for magic, kind, advice in _UNREADABLE:
        if data.startswith(magic):
            raise SourceError("binary-file", f"{path}: is {kind}, not text; {advice}")


def packed_type_of(source: bytes | Path, path: str) -> str:
    """The media type of a zip archive, or of a Word file, which is one; raises `SourceError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as found:
            names = set(found.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        kind = "Word file" if suffix_of(path) in (".docx", ".docm") else "zip archive"
        message = f"{path}: is a damaged {kind}; was it downloaded in full?"
        raise SourceError("damaged-file", message) from None
    if any(_WORD.fullmatch(name) for name in names):
        return DOCX
    for name, kind in _OFFICE.items():
        if name in names and (name != "content.xml" or "mimetype" in names):
            message = f"{path}: is {kind}, not minutes; save its text as CSV, .docx or text"
            raise SourceError("binary-file", message)
    return ZIP
