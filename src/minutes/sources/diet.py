"""The record of the Diet as its API gives it: JSON and XML, by meeting and by speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from minutes.schema import Issue
from minutes.sources.content import MAX_PIECES, Content, clean
from minutes.sources.encoding import decode
from minutes.sources.errors import SourceError
from minutes.sources.fields import text_at
from minutes.sources.kinds import XML
from minutes.sources.plain import damage
from minutes.sources.records import Record, Sitting, compose
from minutes.sources.xml import Broken, Forbidden, walk

_NUMBER = re.compile(r"第?\s*([0-9０-９]{1,4})")
_DECLARATION = re.compile(r"<\?xml[^<>]*+>")
_DECLARED = re.compile(rb"<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})")

Fields = dict[str, object]


def sittings_of(value: object, path: str) -> list[Sitting] | None:
    """The meetings in an answer of the API, or `None` for something else.

    Raises `SourceError` (``no-minutes``) for an answer that holds no speeches: a list of meetings
    alone, or a message of error.
    """
    if not isinstance(value, dict):
        return None
    if isinstance(meetings := value.get("meetingRecord"), list):
        found = [_meeting(meeting, _speeches(meeting)) for meeting in _dicts(meetings)]
    elif isinstance(speeches := value.get("speechRecord"), list):
        found = [_meeting(group[0], group) for group in _grouped(_dicts(speeches))]
    elif "message" in value and ("details" in value or len(value) == 1):
        told = f"{value['message']} {value.get('details') or ''}".strip()
        raise SourceError("no-minutes", f"{path}: is an error message of the Diet's API: {told}")
    elif value.get("numberOfRecords") is not None:
        message = f"{path}: is an answer of the Diet's API without a record; widen the query"
        raise SourceError("no-minutes", message)
    else:
        return None
    if not any(record.speech for sitting in found for record in sitting.records):
        message = (
            f"{path}: lists meetings of the Diet without their speeches; ask the API for"
            " meeting or speech, not for meeting_list"
        )
        raise SourceError("no-minutes", message)
    return found


def _dicts(values: Iterable[object]) -> list[Fields]:
    return [value for value in values if isinstance(value, dict)]


def _speeches(meeting: Mapping[str, object]) -> list[Fields]:
    speeches = meeting.get("speechRecord")
    return _dicts(speeches) if isinstance(speeches, list) else []


def _grouped(speeches: list[Fields]) -> list[list[Fields]]:
    """The speeches by meeting, each in its order: a search returns them newest first."""
    groups: dict[object, list[Fields]] = {}
    for speech in speeches:
        key = text_at(speech, "issueID") or tuple(
            text_at(speech, name) for name in ("nameOfHouse", "nameOfMeeting", "issue", "date")
        )
        groups.setdefault(key, []).append(speech)
    return [sorted(group, key=_order) for group in groups.values()]


def _order(speech: Mapping[str, object]) -> int:
    order = text_at(speech, "speechOrder") or ""
    return int(order) if order.isdecimal() and len(order) < 10 else 0


def _meeting(fields: Mapping[str, object], speeches: list[Fields]) -> Sitting:
    house, name = text_at(fields, "nameOfHouse"), text_at(fields, "nameOfMeeting")
    session, issue = text_at(fields, "session"), text_at(fields, "issue")
    number = _NUMBER.search(issue or "")
    title = (f"第{session}回国会" if session else None, house, name, issue)
    records = [
        Record(
            text_at(speech, "speech") or "",
            text_at(speech, "speaker"),
            text_at(speech, "speakerPosition") or text_at(speech, "speakerRole"),
            text_at(speech, "speakerGroup"),
        )
        for speech in speeches
    ]
    return Sitting(
        [record for record in records if record.speech],
        {
            "system": "kokkai",
            "body": house if name in (None, "本会議") else name,
            "house": house,
            "title": " ".join(filter(None, title)),
            "number": number[1] if number else None,
            "session": session,
            "date": text_at(fields, "date"),
            "url": text_at(fields, "meetingURL"),
        },
    )


# --- XML --------------------------------------------------------------------------------------


class _Reader:
    """Meetings and speeches of an XML answer as they end; nothing else is kept."""

    def __init__(self) -> None:
        self.meetings: list[Fields] = []
        self.speeches: list[Fields] = []
        self.fields: list[Fields] = []
        self.words: list[str] = []
        self.whole: Fields = {}
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("meetingRecord", "speechRecord"):
            self.count += 1
            if self.count > MAX_PIECES or len(self.fields) > 2:
                raise Broken("there are more records, or deeper ones, than the API gives")
            self.fields.append({})
        self.words = []

    def text(self, words: str) -> None:
        self.words.append(words)

    def end(self, name: str) -> None:
        if name == "speechRecord" and self.fields:
            done = self.fields.pop()
            if self.fields:
                speeches = self.fields[-1].setdefault("speechRecord", [])
                assert isinstance(speeches, list)
                speeches.append(done)
            else:
                self.speeches.append(done)
        elif name == "meetingRecord" and self.fields:
            self.meetings.append(self.fields.pop())
        else:
            (self.fields[-1] if self.fields else self.whole)[name] = "".join(self.words)
        self.words = []

    def value(self) -> Fields:
        """What the JSON of the same answer would hold."""
        found = dict(self.whole)
        while len(self.fields) > 1:  # the file was cut within a speech
            self.end("speechRecord")
        if self.fields:
            self.end("meetingRecord" if "speechRecord" in self.fields[0] else "speechRecord")
        if self.meetings:
            found["meetingRecord"] = self.meetings
        elif self.speeches:
            found["speechRecord"] = self.speeches
        return found


def read_xml(data: bytes, path: str, encoding: str | None = None) -> Content:
    """The content of the API's XML; raises `SourceError` for any other."""
    declared = _DECLARED.search(data[:1024])
    decoded = decode(data, path, encoding, declared[1].decode("ascii") if declared else None)
    source = clean(decoded.text).lstrip()
    if (declaration := _DECLARATION.match(source)) is not None:
        source = source[declaration.end() :]
    reader, issues = _Reader(), list[Issue]()
    try:
        walk(source.encode("utf-8"), reader.start, reader.end, reader.text, encoding="utf-8")
    except Forbidden:
        message = f"{path}: declares entities, as a file made to do harm would; it is not read"
        raise SourceError("no-minutes", message) from None
    except Broken as error:
        if not (reader.meetings or reader.speeches or reader.fields):
            message = f"{path}: is no whole XML ({error}); was it downloaded in full?"
            raise SourceError("damaged-file", message) from None
        issues.append(Issue("cut-file", f"{error}; what follows is missing"))
    sittings = sittings_of(reader.value(), path)
    if sittings is None:
        message = (
            f"{path}: is XML, but no record of the Diet (meetingRecord or speechRecord was"
            " expected); save the minutes as HTML or text"
        )
        raise SourceError("no-minutes", message)
    content = compose(sittings, XML, decoded.encoding)
    return content.having((*damage(decoded, content.text), *issues))
