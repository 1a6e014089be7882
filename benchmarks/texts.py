"""Varied minutes made of those in ``corpus/``: other names, numbers, days and companies each time.

A timing over one text repeated would flatter every cache, the tagger's first of all.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from minutes import sources
from minutes.pipeline import extract_document

CORPUS = Path(__file__).parent.parent / "corpus"

_SURNAMES = "秋浅朝飯石泉市岩植梅浦江大岡奥小柏片金上川菊北木草久黒桑西坂桜沢塩柴島杉住関園高滝竹"
_ENDS = "井村田川原野本沢谷山島木崎口内中尾岡倉瀬田橋浦森林上下"
_GIVEN = "明昭和一良信幸正博茂浩隆弘誠真由美恵子智久保志郎太健哉也之宏康敏雄英樹直行"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニノハヒフホマミムメモラリルレロワン"
_FIGURES = ("0123456789", "０１２３４５６７８９", "〇一二三四五六七八九")
_NUMERAL = re.compile("|".join(f"[{figures}]+" for figures in _FIGURES))
_KATAKANA = re.compile(r"[ァ-ヶー]{4,}")
_DAY = re.compile(rf"({_NUMERAL.pattern})日")


@dataclass(frozen=True)
class Template:
    """A text of the corpus, with the stretches that may read otherwise."""

    text: str
    names: tuple[str, ...]
    places: tuple[str, ...]
    counts: tuple[tuple[int, int], ...]
    dates: tuple[tuple[int, int], ...]
    companies: tuple[tuple[int, int], ...]


@cache
def templates() -> tuple[Template, ...]:
    """The texts of the corpus as templates."""
    made = []
    for path in sorted(CORPUS.glob("*.txt")):
        found = extract_document(sources.read(path))
        names = {s.speaker for s in found.layout.speakers if s.speaker and len(s.speaker) >= 2}
        full = {s.full_name for s in found.layout.speakers if s.full_name}
        bodies = re.findall(r"([一-鿿]{2,3})(?:市|町|村)", found.document.text)
        made.append(
            Template(
                found.document.text,
                tuple(sorted(names | full, key=lambda name: (-len(name), name))),
                tuple(sorted({body for body in bodies if bodies.count(body) > 3})),
                tuple((c.start, c.end) for c in found.counts),
                tuple((d.start, d.end) for d in found.dates if "曜" not in d.text),
                tuple((o.start, o.end) for o in found.organisations),
            )
        )
    return tuple(made)


def _figure(chance: random.Random, numeral: str, low: int = 1) -> str:
    """Another numeral of the same script and length."""
    figures = next(figures for figures in _FIGURES if numeral[0] in figures)
    first = chance.choice(figures[low:])
    return first + "".join(chance.choice(figures) for _ in numeral[1:])


def _edits(template: Template, chance: random.Random) -> Iterator[tuple[int, int, str]]:
    text = template.text
    for start, end in template.counts:
        for match in _NUMERAL.finditer(text, start, end):
            yield match.start(), match.end(), _figure(chance, match.group())
    for start, end in template.dates:
        for match in _DAY.finditer(text, start, end):
            numeral = match.group(1)
            if len(numeral) == 1:
                yield match.start(), match.start() + 1, _figure(chance, numeral)
    for start, end in template.companies:
        for match in _KATAKANA.finditer(text, start, end):
            yield match.start(), match.end(), ""


def varied(number: int) -> str:
    """The minutes of this number: the same each time, and unlike those of any other number."""
    chance = random.Random(number)
    template = templates()[number % len(templates())]
    renamed: dict[str, str] = {}
    for name in template.names:
        surname = chance.choice(_SURNAMES) + chance.choice(_ENDS)
        given = "".join(chance.choice(_GIVEN) for _ in range(max(0, len(name) - 2)))
        renamed.setdefault(name, surname + given)
        renamed.setdefault(name[:2], surname)
    for place in template.places:
        letters = [chance.choice(_SURNAMES), *(chance.choice(_ENDS) for _ in place[1:])]
        renamed.setdefault(place, "".join(letters))
    companies: dict[str, str] = {}
    pieces, at = [], 0
    for start, end, words in sorted(_edits(template, chance)):
        if start < at:
            continue
        old = template.text[start:end]
        if not words:
            words = companies.setdefault(old, "".join(chance.choice(_KANA) for _ in old))
        pieces += [template.text[at:start], words]
        at = end
    text = "".join([*pieces, template.text[at:]])
    pattern = "|".join(map(re.escape, sorted(renamed, key=len, reverse=True)))
    return re.sub(pattern, lambda match: renamed[match.group()], text) if pattern else text


def texts(size: int, first: int = 0) -> Iterator[str]:
    """Varied minutes of about `size` bytes of UTF-8 together."""
    written, number = 0, first
    while written < size:
        text = varied(number)
        yield text
        written += len(text.encode())
        number += 1


def write_files(folder: Path, size: int) -> int:
    """The number of files that are now in a folder, a thousand to each folder in it."""
    number = 0
    for number, text in enumerate(texts(size), 1):
        within = folder / f"{number // 1000:03d}"
        within.mkdir(parents=True, exist_ok=True)
        (within / f"{number:06d}.txt").write_bytes(text.encode())
    return number


_HEADER = re.compile(r"^○(?P<who>[^　\n]{1,20})　", re.MULTILINE)


def meeting(number: int, text: str) -> dict[str, object]:
    """Minutes as the Diet's API gives a meeting."""
    starts = [0, *(match.start() for match in _HEADER.finditer(text)), len(text)]
    speeches = []
    for order, (start, end) in enumerate(pairwise(starts)):
        if speech := text[start:end].strip():
            match = _HEADER.match(speech)
            who = match["who"] if match else "会議録情報"
            speeches.append({"speechOrder": order, "speaker": who, "speech": speech})
    day = datetime.date(1950, 1, 1) + datetime.timedelta(days=number % 20_000)
    return {
        "issueID": f"{number:021d}",
        "session": 1 + number % 200,
        "nameOfHouse": ("衆議院", "参議院")[number % 2],
        "nameOfMeeting": ("予算委員会", "総務委員会", "法務委員会")[number % 3],
        "issue": f"第{1 + number % 30}号",
        "date": day.isoformat(),
        "speechRecord": speeches,
    }


def write_dump(path: Path, size: int) -> None:
    """Write one file of many meetings: as the Diet's API gives them, or an object per speech.

    The latter is JSON Lines, for a name that ends in ``.jsonl``; for one that ends in ``.txt`` it
    is their texts, one behind the other.
    """
    with path.open("w", encoding="utf-8") as file:
        if path.suffix == ".txt":
            file.writelines(texts(size))
            return
        for number, text in enumerate(texts(size)):
            held = meeting(number, text)
            if path.suffix == ".jsonl":
                speeches = held.pop("speechRecord")
                assert isinstance(speeches, list)
                file.writelines(
                    json.dumps({**held, **speech}, ensure_ascii=False) + "\n" for speech in speeches
                )
            else:
                file.write(",\n" if number else '{"meetingRecord": [\n')
                json.dump(held, file, ensure_ascii=False)
        if path.suffix != ".jsonl":
            file.write("]}\n")


def main() -> None:
    """Write varied minutes into a folder, or into one file (.json, .jsonl, .txt) of many."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--megabytes", type=float, default=10.0)
    given = parser.parse_args()
    if given.folder.suffix in (".json", ".jsonl", ".txt"):
        write_dump(given.folder, int(given.megabytes * 1e6))
        return
    write_files(given.folder, int(given.megabytes * 1e6))


if __name__ == "__main__":
    main()
