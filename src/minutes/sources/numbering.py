"""The numbers and marks that Word sets before paragraphs without writing them into the text.

A list style may print ○ before every speaker, or （１） before every item; the file holds the
style alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

_KANJI = "〇一二三四五六七八九"
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオ"
    "クヤマケフコエテアサキユメミシヱヒモセスン"
)
#: Bullets of symbol fonts, by the code that Word stores for them.
_SYMBOLS = {
    "\uf0a1": "○",
    "\uf06c": "●",
    "\uf06d": "○",
    "\uf06e": "■",
    "\uf071": "□",
    "\uf075": "◆",
    "\uf0b7": "・",
    "\uf0d8": "▷",
    "\uf0fc": "✓",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: ``%1`` in `text` stands for the first level's number."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    behind: str = "\t"


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, depth: int) -> str:
        """The next number or mark of a list, with what parts it from the text; may be empty."""
        kind = self.lists.get(number)
        levels = self.levels.get(kind or "", {})
        level = levels.get(depth)
        if kind is None or level is None or level.form == "none" or not level.text:
            return ""
        counts = self.counted.setdefault(kind, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return "".join(_SYMBOLS.get(char, char) for char in level.text) + level.behind
        text = level.text
        for above in range(depth + 1):
            other = levels.get(above, level)
            shown = written(counts.get(above, other.start), other.form)
            text = text.replace(f"%{above + 1}", shown)
        return text + level.behind


def written(number: int, form: str) -> str:
    """A number as a list style writes it.

    >>> written(12, "decimalFullWidth"), written(21, "japaneseCounting"), written(3, "aiueo")
    ('１２', '二十一', 'ウ')
    """
    return _FORMS.get(form, str)(number)


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + n: "０１２３４５６７８９"[n] for n in range(10)})


def _kanji(number: int) -> str:
    if not 0 < number < 100:
        return "".join(_KANJI[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_KANJI[tens]}十"
    return head + (_KANJI[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= 20 else f"({number})"


def _one_of(letters: str) -> Callable[[int], str]:
    return lambda number: letters[(number - 1) % len(letters)]


def _roman(number: int) -> str:
    text = ""
    pairs: Iterable[tuple[int, str]] = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    for value, letters in pairs:
        while number >= value and len(text) < 40:
            text += letters
            number -= value
    return text


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "japaneseCounting": _kanji,
    "japaneseDigitalTenThousand": _kanji,
    "ideographDigital": _kanji,
    "decimalEnclosedCircle": _circled,
    "aiueo": _one_of(_AIUEO),
    "aiueoFullWidth": _one_of(_AIUEO),
    "iroha": _one_of(_IROHA),
    "irohaFullWidth": _one_of(_IROHA),
    "lowerLetter": _one_of("abcdefghijklmnopqrstuvwxyz"),
    "upperLetter": _one_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
