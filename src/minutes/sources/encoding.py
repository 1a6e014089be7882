"""Which encoding a Japanese text file is in, and its text.

The order of the questions: a byte order mark; the escapes of ISO-2022-JP; strict UTF-8; then, of
CP932 and EUC-JP, the one whose reading looks more like Japanese.  Nearly every CP932 file also
decodes as half-width kana and rare kanji under EUC-JP rules or the other way round, so that
"decodes without an error" decides nothing; the share of kana, kanji and Japanese punctuation does,
down to about fifteen characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from minutes.sources.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What calls itself Shift_JIS holds CP932 characters (① ㈱ 髙), which shift_jis would lose.
_SAME = {"shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "windows-31j": "cp932"}
_JAPANESE = re.compile(r"[ぁ-んァ-ヶー一-鿿々〇。、「」（）]")
_HALF_KANA = re.compile(r"[｡-ﾟ]")
_RARE = re.compile(r"[\u0080-\u009f\ue000-\uf8ff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

#: A file of more lines than this is not looked at line by line.
MOST_LINES = 5_000_000

#: Above this share of undecodable characters a file is called unreadable rather than damaged.
MAX_DAMAGE = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text (without its byte order mark), its encoding, and how many characters were lost.

    `mixed` is the place at which a file first leaves one encoding for another; then `encoding`
    names both (``utf-8+cp932``).
    """

    text: str
    encoding: str
    damaged: int = 0
    mixed: int | None = None


def japanese_share(text: str) -> float:
    """The share of Japanese letters among the non-ASCII ones, half-width kana counting against.

    >>> japanese_share("開会 10:00") > japanese_share("ｳｴｲ 10:00")
    True
    """
    foreign = sum(not char.isascii() for char in text)
    if not foreign:
        return 0.0
    good = len(_JAPANESE.findall(text))
    bad = len(_HALF_KANA.findall(text)) + 2 * len(_RARE.findall(text))
    return (good - bad) / foreign


def canonical_name(encoding: str) -> str:
    """The codec to use for a name given by a user; `LookupError` if there is none.

    >>> canonical_name("Shift_JIS"), canonical_name("UTF8")
    ('cp932', 'utf-8')
    """
    wanted = _SAME.get(encoding.lower().replace(" ", ""), encoding)
    name = codecs.lookup(wanted).name
    return _SAME.get(name, name)


def _forced(data: bytes, encoding: str, path: str) -> Decoded:
    try:
        name = canonical_name(encoding)
    except LookupError:
        message = f"{encoding}: no such encoding; try utf-8, cp932, euc_jp or iso2022_jp"
        raise SourceError("unknown-encoding", message) from None
    try:
        return Decoded(data.decode(name).removeprefix("\ufeff"), name)
    except UnicodeError as error:
        place = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        message = f"{path}: is not {name}{place}; leave --encoding out or name another"
        raise SourceError("wrong-encoding", message) from None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeError:
        return None


def decode(
    data: bytes, path: str, encoding: str | None = None, declared: str | None = None
) -> Decoded:
    """The text of a file's bytes.

    `encoding` forces an encoding; one that the file itself declares is believed where it fits and
    the bytes are no UTF-8 (pages declare Shift_JIS and are stored as UTF-8, never the reverse).
    A file cut in the middle of a character is read with that character lost (`damaged` counts);
    one spliced from two encodings is read line by line.
    Raises `SourceError`: ``unknown-encoding``, ``wrong-encoding`` (a forced one), ``binary-file``.

    >>> decode("水尾市議会　総務委員会".encode("euc_jp"), "a.txt").encoding
    'euc_jp'
    >>> decode("水尾市議会　①号議案".encode("cp932"), "a.txt").text
    '水尾市議会　①号議案'
    """
    if encoding is not None and "+" not in encoding:
        return _forced(data, encoding, path)
    for mark, name in _MARKS:
        if data.startswith(mark):
            found = _strict(data, name)
            if found is not None:
                return found
    if len(_CONTROL.findall(data)) > len(data) // 1000:
        message = f"{path}: is a binary file, not text; save it as text (UTF-8) and try again"
        raise SourceError("binary-file", message)
    if b"\x1b$" in data and (found := _strict(data, "iso2022_jp")):
        return found
    if found := _strict(data, "utf-8"):
        return found
    if found := _mixed(data):
        return found
    if declared is not None and (found := _declared(data, declared)):
        return found
    return _best(data, path)


def _declared(data: bytes, declared: str) -> Decoded | None:
    try:
        name = canonical_name(declared)
        found = _strict(data, name)
    except LookupError:
        return None
    # Latin encodings take any bytes: they say nothing.
    return found if found is not None and japanese_share(found.text) > 0.5 else None


def _mixed(data: bytes) -> Decoded | None:
    """The text of a file whose lines are in two encodings, one of them UTF-8; else `None`.

    A line that is valid UTF-8 and Japanese is no CP932: the chance is nil after a few characters.
    """
    if data.count(b"\n") > MOST_LINES:
        return None
    lines = data.split(b"\n")
    strict = [_strict(line, "utf-8") for line in lines]
    unicode = any(
        found is not None and not found.text.isascii() and japanese_share(found.text) > 0.5
        for found in strict
    )
    if not unicode:
        return None
    readings = [
        found if found is not None else max(_readings(line), key=_plausibility)
        for line, found in zip(lines, strict, strict=True)
    ]
    names = {reading.encoding for reading in readings} - {"utf-8"}
    if len(names) != 1:
        return None
    text = "\n".join(reading.text for reading in readings)
    damaged = sum(reading.damaged for reading in readings)
    if damaged > max(3, MAX_DAMAGE * len(text)):
        return None
    return Decoded(text, f"utf-8+{names.pop()}", damaged, _change(readings))


def _change(readings: list[Decoded]) -> int:
    """The offset of the first line whose encoding is not that of the first line with letters."""
    first: str | None = None
    at = 0
    for reading in readings:
        if not reading.text.isascii():
            first = first or reading.encoding
            if reading.encoding != first:
                return at
        at += len(reading.text) + 1
    return 0


def _best(data: bytes, path: str) -> Decoded:
    """The reading that looks most like Japanese, each lost character counting against it.

    UTF-8 stands among the candidates for a file that was cut or spliced.
    """
    best = max(_readings(data), key=_plausibility)
    if best.damaged > max(3, MAX_DAMAGE * len(best.text)):
        message = (
            f"{path}: is neither UTF-8, CP932, EUC-JP nor ISO-2022-JP text;"
            " name its encoding with --encoding, or save it as UTF-8"
        )
        raise SourceError("binary-file", message)
    return best


def _readings(data: bytes) -> list[Decoded]:
    """The text under each encoding, with what it would lose."""
    readings = []
    for name in ("utf-8", "cp932", "euc_jp"):
        text = data.decode(name, errors="replace")
        readings.append(Decoded(text, name, text.count("\ufffd")))
    return readings


def _plausibility(reading: Decoded) -> float:
    return japanese_share(reading.text) - 10 * reading.damaged / max(1, len(reading.text))
