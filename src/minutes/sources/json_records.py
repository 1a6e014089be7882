"""JSON: the Diet's API, DiscussNet, and any list of objects with a speaker and a speech.

Also JSON Lines, and the scripts (``registerMinutes({...});``) with which sites load such objects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from minutes.schema import Issue
from minutes.sources import diet, fields, hostile
from minutes.sources.content import MAX_PIECES, Content, too_many
from minutes.sources.encoding import decode
from minutes.sources.errors import SourceError
from minutes.sources.fields import text_at
from minutes.sources.kinds import JSON, JSON_LINES, SCRIPT, SUFFIXES, suffix_of
from minutes.sources.markup import text_of
from minutes.sources.pages import day_of
from minutes.sources.plain import damage
from minutes.sources.records import (
    Record,
    Sitting,
    body_of,
    compose,
    repeat_issue,
    without_repeats,
)

#: How many objects of a file are looked at for records of speeches.
_MOST_OBJECTS = 2_000_000
_VALUE = re.compile(r"[=(]\s*(?=[\[{])")
_IDENTIFIER = re.compile(r"[A-Za-z]{0,3}[_-]?[0-9a-f]{6,}|[0-9]+")

Fields = Mapping[str, object]
Facts = dict[str, str | None]


def read(data: bytes, path: str, encoding: str | None = None) -> Content:
    """The content of a JSON file, of JSON Lines or of a script; raises `SourceError`.

    >>> record = '[{"speaker": "榊原議長", "text": "開会します。"}]'
    >>> read(record.encode(), "minutes.json").text
    '榊原議長\\n開会します。\\n'
    """
    if data.count(b"{") + data.count(b"[") > MAX_PIECES:
        raise too_many(path, "objects")
    decoded = decode(data, path, encoding)
    kind = SUFFIXES.get(suffix_of(path), JSON)
    kind = kind if kind in (JSON_LINES, SCRIPT) else JSON
    value = _value(decoded.text, kind, path)
    decoded = replace(decoded, text="")  # a large file is held no longer than it is needed
    sittings = diet.sittings_of(value, path)
    issues: list[Issue] = []
    if sittings is None:
        sittings = _discussnet(value, path)
    if sittings is None:
        sittings, issues = _of_objects(value)
    if not sittings:
        message = (
            f"{path}: holds no speeches; expected were meetingRecord or speechRecord (the Diet's"
            " API), tenant_minutes (DiscussNet), or a list of objects with speaker and text"
        )
        raise SourceError("no-minutes", message)
    content = compose(sittings, kind, decoded.encoding)
    return content.having((*damage(decoded, content.text), *issues))


def _value(text: str, kind: str, path: str) -> object:
    """What the file says; raises `SourceError` (``damaged-file``) with the place of an error."""
    try:
        if kind == JSON_LINES:
            return [json.loads(line) for line in _lines(text)]
        if kind == SCRIPT:
            return _assigned(text, path)
        return json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) - 1
        what = "is cut off" if cut else "is no JSON"
        message = f"{path}: {what} at line {error.lineno}, column {error.colno} ({error.msg})"
        raise SourceError("damaged-file", f"{message}; fetch it again") from None
    except (RecursionError, ValueError):
        message = f"{path}: is JSON nested too deeply, or with a number too long, to be minutes"
        raise SourceError("no-minutes", message) from None


def _lines(text: str) -> Iterator[str]:
    """The lines that are not blank, one at a time: all at once would be the file once more."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if line := text[start:end].strip():
            yield line
        start = end + 1


def _assigned(text: str, path: str) -> object:
    """The first object or list that a script assigns or passes on."""
    decoder = json.JSONDecoder()
    error: json.JSONDecodeError | None = None
    for match in list(_VALUE.finditer(text))[:20]:
        try:
            return decoder.raw_decode(text, match.end())[0]
        except json.JSONDecodeError as found:
            error = found if error is None or found.pos > error.pos else error
    if error is not None and error.pos > len(text) // 2:
        raise error
    message = f"{path}: is a script without an object of minutes in JSON"
    raise SourceError("no-minutes", message)


# --- DiscussNet -------------------------------------------------------------------------------


def _discussnet(value: object, path: str) -> list[Sitting] | None:
    """The meeting in an answer of DiscussNet, or `None` for something else.

    Each part has a title (the speaker's label) and its words as HTML; the first is the list of
    names and the agenda, which nobody speaks.
    """
    parts = value.get("tenant_minutes") if isinstance(value, dict) else None
    if not isinstance(parts, list):
        return None
    records = []
    for part in parts:
        if not isinstance(part, dict) or (body := text_at(part, "body")) is None:
            continue
        hostile.refuse(body, path)
        tree = LexborHTMLParser(body)
        words = text_of(tree.body) if tree.body is not None else ""
        spoken = part.get("minute_type_code") not in (2, 3)
        if words:
            records.append(Record(words, text_at(part, "title") if spoken else None))
    return [Sitting(records, {"system": "DiscussNet"})] if records else None


# --- objects with a speaker and a speech ------------------------------------------------------


def _of_objects(value: object) -> tuple[list[Sitting], list[Issue]]:
    """The meetings in lists of objects that hold speeches, wherever they lie."""
    found: dict[tuple[str | None, ...], tuple[list[Record], list[object], Facts]] = {}
    for facts, objects in _lists(value):
        names = _names(objects)
        heading = text_at(facts, fields.named(facts).get("heading"))
        for item in objects:
            record = _record(item, names, heading)
            if record is None:
                continue
            about = _about(facts, item)
            key = tuple(about.get(name) for name in ("date", "title", "house", "meeting"))
            records, keys, _ = found.setdefault(key, ([], [], about))
            records.append(record)
            identifier = text_at(item, names.get("url")) or text_at(item, names.get("order"))
            keys.append(identifier)
    sittings: list[Sitting] = []
    issues: list[Issue] = []
    for records, keys, about in found.values():
        kept, dropped = without_repeats(records, keys)
        issues.extend(repeat_issue(dropped, "records"))
        sittings.append(Sitting(kept, _facts(about)))
    names_only = [record.speaker for sitting in sittings for record in sitting.records]
    told = [name for name in names_only if name]
    if told and all(_IDENTIFIER.fullmatch(name) for name in told):
        message = "the file names its speakers by identifiers alone; their names are elsewhere"
        issues.append(Issue("speaker-identifiers", message))
    return sittings, issues


def _lists(value: object) -> Iterator[tuple[Fields, list[Fields]]]:
    """(what encloses it, the objects) of each list of objects with speaker and speech."""
    stack: list[tuple[object, Fields]] = [(value, {})]
    for _ in range(_MOST_OBJECTS):
        if not stack:
            return
        item, facts = stack.pop()
        if isinstance(item, dict):
            told = {key: held for key, held in item.items() if isinstance(held, str | int)}
            below = [held for held in item.values() if isinstance(held, dict | list)]
            stack.extend((held, {**facts, **told}) for held in reversed(below))
        elif isinstance(item, list):
            objects: list[Fields] = [held for held in item if isinstance(held, dict)]
            names = _names(objects)
            if "speech" in names and ("speaker" in names or "position" in names):
                yield facts, objects
            else:
                below = [held for held in item if isinstance(held, dict | list)]
                stack.extend((held, facts) for held in reversed(below))


def _names(objects: Sequence[Fields]) -> dict[str, str]:
    """The names of the fields in objects of one kind, as the first hundred have them."""
    seen: dict[str, None] = {}
    for item in objects[:100]:
        seen.update(dict.fromkeys(item))
    return fields.named(seen)


def _record(item: Fields, names: Mapping[str, str], heading: str | None) -> Record | None:
    speech = text_at(item, names["speech"])
    if speech is None:
        return None
    speaker: Fields = item
    named = names
    inner = item.get(names.get("speaker", ""))
    if isinstance(inner, dict):  # {"speaker": {"name": ..., "position": ...}, "text": ...}
        speaker, named = inner, fields.named(inner)
    return Record(
        speech,
        text_at(speaker, named.get("speaker")),
        text_at(speaker, named.get("position")) or text_at(item, names.get("position")),
        text_at(speaker, named.get("group")) or text_at(item, names.get("group")),
        heading,
    )


def _about(facts: Fields, item: Fields) -> Facts:
    """What a record, or else what encloses it, says of the meeting."""
    told: Facts = {}
    for source in (facts, item):
        names = fields.named(source)
        for key in ("date", "title", "house", "number", "session", "meeting"):
            told[key] = text_at(source, names.get(key)) or told.get(key)
    names = fields.named(facts)
    told["url"] = text_at(facts, names.get("url"))
    told["retrieved"] = text_at(facts, names.get("retrieved"))
    return told


def _facts(about: Facts) -> Facts:
    return {
        "body": body_of(about["title"], about["house"]),
        "title": about["title"],
        "number": about["number"],
        "session": about["session"],
        "date": day_of(about["date"]),
        "url": about["url"],
        "retrieved": about["retrieved"],
    }
