"""The entries of a compiled MeCab dictionary, read from its file.

MeCab can print a whole entry behind each token, two hundred bytes that are copied, decoded and
hashed again and again.  `nlp` has it print a number instead and asks here once for each word.
"""

from __future__ import annotations

import mmap
import struct
from pathlib import Path

_HEADER = struct.Struct(
    "=10I32s"
)  # magic, version, type, four counts, three sizes; the character set
_TOKEN = struct.Struct("=HHHhII")  # left and right context, part of speech, cost, entry, compound
_MAGIC, _VERSION = 0xEF718F77, 102


class Entries:
    """The entries of a ``sys.dic``; many threads may ask at once.

    Raises `ValueError` for a file that is no dictionary of MeCab 0.996.
    """

    def __init__(self, path: Path) -> None:
        """Map the file; pages are read when they are asked for."""
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, version, *_, trie, tokens, _, _, charset = _HEADER.unpack_from(self._data)
        utf8 = charset.rstrip(b"\0").lower() in (b"utf8", b"utf-8")
        if magic ^ _MAGIC != len(self._data) or version != _VERSION or not utf8:
            raise ValueError(f"{path}: no compiled dictionary in UTF-8 of MeCab 0.996")
        start = _HEADER.size
        self._trie = memoryview(self._data)[start : start + trie].cast("i")
        self._tokens = start + trie
        self._features = self._tokens + tokens

    def line(self, word: str, context: int) -> str:
        """The line of a word with a context: of several the cheapest, the first of equals.

        In UniDic a word's context is the same to its left and to its right, so that MeCab can
        never prefer another.  Raises `KeyError` if there is none.

        >>> import unidic_lite
        >>> entries = Entries(Path(unidic_lite.DICDIR) / "sys.dic")
        >>> entries.line("龕", 5146).split(",")[6:9]
        ['ガン', '龕', '龕']
        """
        first, count = self._numbers(word)
        best: tuple[int, int] | None = None
        for number in range(first, first + count):
            place = self._tokens + number * _TOKEN.size
            left, right, _, cost, feature, _ = _TOKEN.unpack_from(self._data, place)
            if left == right == context and (best is None or cost < best[0]):
                best = cost, feature
        if best is None:
            raise KeyError(word)
        start = self._features + best[1]
        return self._data[start : self._data.find(b"\0", start)].decode()

    def _numbers(self, word: str) -> tuple[int, int]:
        """The number of a word's first token and how many it has, from the double-array trie.

        A cell holds the base of its children and, to check, that of its parent; the child for a
        byte stands at base + byte + 1, the value at the base itself, below zero.
        """
        trie, base = self._trie, self._trie[0]
        for byte in word.encode():
            cell = 2 * (base + byte + 1)
            if trie[cell + 1] != base:
                raise KeyError(word)
            base = trie[cell]
        value = trie[2 * base]
        if trie[2 * base + 1] != base or value >= 0:
            raise KeyError(word)
        return (-value - 1) >> 8, (-value - 1) & 0xFF
