"""Records of speeches as a text: what each format's reader finds is put together here.

A record's speech keeps the header that it prints.  Where it prints none, the fields that name the
speaker become a line above it, so that the text can be read and every header has a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from minutes.schema import Cue, Issue, Metadatum, Section
from minutes.sources.content import Composer, Content, clean, facts
from minutes.sources.fields import is_nobody
from minutes.text import fold

_MARK = re.compile(r"[\s　]*[○◯〇◆◇◎●△▲□■☆★]")
_HEAD = 60
# A mark, words that are no clock's, and a space: a header, whoever it names.
_HEADER = re.compile(
    r"[○◯〇◆◇◎●△▲□■☆★] ?(?![^ ]*[0-9一二三四五六七八九十]時)[^ 、。()]{1,30}(?:\([^()]{1,20}\))? "
)
# A committee, council or board by its own name; 本会議 is the house itself.
_BODY = re.compile(
    r"(?!本会議)\w{1,30}(?:委員会|会議|議会|協議会|審議会|検討会|懇談会|部会|分科会|審査会|調査会)"
)


@dataclass(frozen=True, slots=True)
class Record:
    """One speech as a dump holds it; a list of who attends is one without a speaker."""

    speech: str
    speaker: str | None = None
    position: str | None = None
    group: str | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """The records of one meeting, and what the dump says of it (body, title, number, date, url)."""

    records: Sequence[Record]
    facts: dict[str, str | None] = field(default_factory=dict)

    @property
    def metadata(self) -> tuple[Metadatum, ...]:
        """The facts that are there."""
        return facts(self.facts)


def body_of(title: str | None, house: str | None) -> str | None:
    """Who met: the committee that a title ends in, else the house or assembly.

    >>> body_of("2027年7月2日 厚生委員会", "水尾市議会"), body_of("本会議", "水尾市議会")
    ('厚生委員会', '水尾市議会')
    """
    last = (title or "").split()[-1:]
    match = _BODY.fullmatch(last[0]) if last else None
    return last[0] if match is not None else house


def prints_header(speech: str, speaker: str | None) -> bool:
    """True if a speech begins with its header: the speaker's name, or a turn mark and somebody's.

    >>> prints_header("○浜岡委員長これより開きます。", "浜岡多恵")
    True
    >>> prints_header("○午前十時開会\\nただいまから開きます。", "浜岡委員長")
    False
    >>> prints_header("市長として申し上げます。", "市長")
    False
    """
    first = fold(speech.lstrip().split("\n", 1)[0][: 2 * _HEAD])
    name = "".join(fold(speaker or "").split())
    if not name:
        return False
    if _MARK.match(first) is None:
        behind = first[len(name) :]
        return first.startswith(name) and (not behind or behind[0] in " \t:([〔")
    # Names differ in a letter between field and text (髙橋, 高橋), so one letter is enough.
    head = "".join(first.split())[1:40]
    named = any(char in head for char in name.split("(")[0][:2] + name[-3:-1])
    return named or _HEADER.match(first) is not None


def _printed_name(record: Record) -> str:
    """The line that names the speaker of a speech without a header."""
    speaker = None if is_nobody(record.speaker) else record.speaker
    if speaker is None:
        return record.position or ""
    if record.position is None or speaker.endswith(record.position):
        return speaker
    return f"{record.position}（{speaker}）"


def compose(sittings: Sequence[Sitting], media_type: str, encoding: str | None) -> Content:
    """The content of one or several meetings, in order, with cues and sections."""
    composer = Composer()
    cues: list[Cue] = []
    sections: list[Section] = []
    for sitting in sittings:
        if composer.length:
            composer.add("\n")
        start = composer.length
        heading: str | None = None
        for record in sitting.records:
            if record.heading and record.heading != heading:
                composer.line(clean(record.heading).strip())
            heading = record.heading or heading
            cues.append(_add(composer, record, len(cues) + 1))
        sections.append(Section(start, composer.length, sitting.metadata))
    only = sittings[0] if len(sittings) == 1 else None
    return Content(
        composer.text,
        media_type,
        encoding,
        url=only.facts.get("url") if only else None,
        retrieved=only.facts.get("retrieved") if only else None,
        metadata=only.metadata if only else (),
        cues=tuple(cues) if any(cue.speaker or cue.position for cue in cues) else (),
        sections=tuple(sections) if only is None else (),
    )


def _add(composer: Composer, record: Record, order: int) -> Cue:
    speech = clean(record.speech).strip("\n").rstrip()
    named = not (is_nobody(record.speaker) and is_nobody(record.position))
    name = clean(_printed_name(record)).strip() if named else ""
    header_end: int | None = None
    start = composer.length
    printed = prints_header(speech, record.speaker) or prints_header(speech, record.position)
    if name and not printed:
        header_end = composer.line(name).end
    span = composer.line(speech)
    if not named:
        return Cue(start, span.end, order=order)
    speaker = None if is_nobody(record.speaker) else record.speaker
    return Cue(start, span.end, speaker, record.position, record.group, order, header_end)


def without_repeats(
    records: Sequence[Record], keys: Sequence[object]
) -> tuple[list[Record], list[Record]]:
    """(records, those left out): exports repeat what they hold, as rows or as whole stretches.

    `keys` identify the records; a key of `None` says that nothing but the words does.  The words of
    a chair repeat in earnest (御異議なしと認めます), so without an identifying field only a stretch
    of three records and 200 characters that comes back word for word is left out.
    """
    if all(key is not None for key in keys):
        kept: dict[object, Record] = {}
        dropped: list[Record] = []
        for record, key in zip(records, keys, strict=True):
            whole = (key, record)
            if whole in kept:
                dropped.append(record)
            kept.setdefault(whole, record)
        return list(kept.values()), dropped
    return _without_stretches(records)


def _without_stretches(records: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    first: dict[tuple[Record, ...], int] = {}
    left: list[Record] = []
    dropped: list[Record] = []
    index = 0
    while index < len(records):
        window = tuple(records[index : index + 3])
        size = 0
        if len(window) == 3 and window in first:
            at = first[window]
            while (
                index + size < len(records)
                and at + size < index
                and records[at + size] == records[index + size]
            ):
                size += 1
        stretch = records[index : index + size]
        if size and sum(len(record.speech) for record in stretch) >= 200:
            dropped.extend(stretch)
            index += size
            continue
        if len(window) == 3:
            first.setdefault(window, index)
        left.append(records[index])
        index += 1
    return left, dropped


def repeat_issue(dropped: Sequence[Record], what: str) -> tuple[Issue, ...]:
    """The issue that says how many records were left out."""
    if not dropped:
        return ()
    message = f"{len(dropped)} {what} repeat others word for word and were left out"
    return (Issue("repeated-records", message),)
