"""Corporate numbers (法人番号) out of the file that the National Tax Agency publishes.

The file is the CSV of 法人番号公表サイト, without a header, in UTF-8 or Shift_JIS.  Of its 30
columns these are read, counted from 0 (リソース定義書, https://www.houjin-bangou.nta.go.jp/).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes.text import fold

_NUMBER, _PROCESS, _NAME, _PREFECTURE, _CITY, _CLOSED, _LATEST = 1, 2, 6, 9, 10, 18, 23
_WIDTH = 30
_DELETED = "99"
_PROBE = 1 << 16  # bytes by which the encoding is told


class FileError(Exception):
    """The file cannot be read as corporate numbers; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Corporation:
    """A legal person: its number, name and seat, and the day on which its record was closed."""

    number: str
    name: str
    seat: str
    closed: str | None

    def __str__(self) -> str:
        """One line: number, name, seat, and whether it is closed."""
        closed = f" ({self.closed} 閉鎖)" if self.closed else ""
        return f"{self.number} {self.name} {self.seat}{closed}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The legal persons of a name; `how` says whether it is printed so (exact) or nearly so."""

    how: str
    found: tuple[Corporation, ...]

    @property
    def number(self) -> str | None:
        """The number, if only one legal person bears the name; nothing is guessed."""
        return self.found[0].number if len(self.found) == 1 else None


#: Short legal forms and what they stand for.
_FORMS = {
    "(株)": "株式会社",
    "㈱": "株式会社",
    "(有)": "有限会社",
    "㈲": "有限会社",
    "(同)": "合同会社",
    "(一社)": "一般社団法人",
    "(公社)": "公益社団法人",
    "(一財)": "一般財団法人",
    "(公財)": "公益財団法人",
    "認定NPO法人": "特定非営利活動法人",
    "NPO法人": "特定非営利活動法人",
    "(独)": "独立行政法人",
}
_SAME = str.maketrans({"ヶ": "ケ", "ヵ": "カ", "‐": "-", "−": "-", "―": "-", "・": "", " ": ""})


def folded(name: str) -> str:
    """The name without what writers vary: widths, blanks, middle dots, short legal forms.

    >>> folded("㈱ミナト・ケイ　リテール") == folded("株式会社ミナトケイリテール")
    True
    """
    text = fold(name)
    for short, full in _FORMS.items():
        text = text.replace(short, full)
    return text.translate(_SAME).upper()


def find_numbers(path: Path, names: Iterable[str]) -> dict[str, Numbers]:
    """The legal persons that bear each name, exactly or but for widths, blanks and short forms.

    Records that were replaced or deleted are left out; closed ones count only where no other has
    the name.  The file is read once, line by line.  Raises `FileError` if it is none of these.
    """
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        wanted[folded(name)].append(name)
    found: defaultdict[str, dict[str, Corporation]] = defaultdict(dict)
    for corporation in _corporations(path):
        for name in wanted.get(folded(corporation.name), ()):
            found[name][corporation.number] = corporation
    return {name: _numbers(name, list(those.values())) for name, those in found.items()}


def check_numbers(path: Path) -> None:
    """Read the first record of a file; raises `FileError` if it is none of corporate numbers."""
    next(_corporations(path), None)


def _numbers(name: str, found: list[Corporation]) -> Numbers:
    alive = [one for one in found if not one.closed] or found
    exact = [one for one in alive if fold(one.name) == fold(name)]
    chosen = sorted(exact or alive, key=lambda one: one.number)
    return Numbers("exact" if exact else "folded", tuple(chosen))


def _corporations(path: Path) -> Iterator[Corporation]:
    try:
        with path.open(encoding=_encoding(path), newline="") as file:
            for line, cells in enumerate(csv.reader(file), 1):
                if len(cells) != _WIDTH or len(cells[_NUMBER]) != 13:
                    raise FileError(_not_so(path, f"line {line} has no 法人番号 where it belongs"))
                if cells[_PROCESS] != _DELETED and cells[_LATEST] == "1":
                    seat = cells[_PREFECTURE] + cells[_CITY]
                    closed = cells[_CLOSED] or None
                    yield Corporation(cells[_NUMBER], cells[_NAME], seat, closed)
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileError(_not_so(path, str(error))) from None
    except OSError as error:
        raise FileError(f"{path}: cannot be read ({error.strerror})") from None


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        probe = file.read(_PROBE)
    probe = probe[: probe.rfind(b"\n") + 1] or probe
    try:
        probe.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8-sig"


def _not_so(path: Path, why: str) -> str:
    return (
        f"{path}: is not the CSV of 法人番号公表サイト ({why}); unpack the zip that is offered "
        "there as CSV and name the file in it"
    )
