"""Acts of the meeting itself, which take the meeting's day: opening, decisions, closing.

Only words that perform them count, and only from the chair: これより…を開会いたします, 異議がない
ようですので、…いたします.  A question to the meeting, a decision told of another body are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes.schema import Date, Layout, Meeting, Span, Turn
from minutes.text import sentences

_ACT = r"(?:いた|致)?し(?:ます|ました)"
_BODY = r"(?:会議|委員会|[一-鿿]会|グループ|議事|質疑|調査|議会)"
#: The patterns of an act, the surest first; the first sentence that fits the surest is the act.
#: Beside each, words of which one stands in whatever fits: a turn with none is not searched.
OPENING = (
    (re.compile(rf"(?:開会|開議){_ACT}|{_BODY}を(?:開会|開き|開催)(?:いた|し|ま)"), ("開",)),
    (re.compile(rf"{_BODY}を(?:始め|開始)(?:いた|さ|し|ま)"), ("を始め", "を開始")),
)
CLOSING = (
    (re.compile(rf"(?:閉会|散会|延会|閉議)と?{_ACT}"), ("閉", "散会", "延会")),
    (re.compile(rf"{_BODY}を(?:閉じ|終わ|終了)(?:いた|さ|し|ま|り)"), ("を閉じ", "を終")),
    (
        re.compile(
            r"(?:これ(?:で|にて|をもち|をもって)|以上で|以上をもち|以上をもって)[^。、]{0,12}?"
            r"(?:終了|閉会|終わ)(?:いた|さ|し|ま|り|と)"
        ),
        ("終了", "閉会", "終わ"),
    ),
)
RECESS = re.compile(
    rf"休憩(?:{_ACT}|と(?:いた)?し(?:ます|たい)|に(?:入り|いた)|を(?:取り|いた|と))"
)
RESUMING = re.compile(
    rf"(?:休憩前に引き続き|休憩を(?:閉じ|解)|休憩に引き続き)[^。]{{0,30}}?(?:ます|ました)"
    rf"|(?:会議|委員会|議事|質疑|審議)?(?:を|は)?再開{_ACT}|再開(?:さ|いた)"
)
_NOT_OPENING = re.compile(
    r"引き続き|休憩前|再開|続いて|午後|明日|次回|後ほど"
    r"|(?<![第一二三四五六七八九十0-9０-９])[一二三四五六七八九十0-9０-９]++回|この間|これまで"
)
_RESULT = "可決|否決|承認|採択|不採択|議決|同意|認定|了承|決定"
#: The words that perform a decision, at the end of their sentence.
DECISION = re.compile(
    rf"異議[がはも]?(?:ない|ございません|ありません|なし)[^。]{{0,40}}?(?:こと|を|する|{_RESULT})"
    rf"[^。]{{0,20}}?{_ACT}"
    r"|(?:そのように|さよう|左様に?|お諮りしたとおり)に?、?"
    r"(?:取り?扱|決定|決し|進め|いた|し|取り?計ら)[^。か]{0,16}?(?:ます|ました)"
    rf"|(?:{_RESULT})(?:すること[とに])?[とを]?(?:すべきもの(?:と|である))?[^。、]{{0,10}}?"
    rf"(?:決しました|決定し?ました|されました|{_ACT})"
)
_HINTS = (
    *("休憩", "再開", "異議", "そのように", "さよう", "左様", "お諮りしたとおり"),
    *_RESULT.split("|"),
)
_TOLD_OF_OTHERS = re.compile(
    r"と(?:の|いう)(?:報告|こと)|べきものと|先般|先ほど|前回|昨年|昨日|理事会[でに]|委員会(?:で|におい)"
    r"|において(?:可決|決定)"
)
_LATER = re.compile(r"ところ|でしたら|場合|次回|明日|後ほど|運転|販売|運用|サービス|授業|業務")
_QUESTION = re.compile(r"か[。？?]?\Z")
_LEAD = re.compile(r"[ 　\n]*+(?:それでは|では|以上|よって|したがいまして)?[、，]?[ 　\n]*+")


@dataclass(frozen=True, slots=True)
class Act:
    """What the meeting did, told at a source span; `kind` is a class of the lexicon.

    `hour` is that of a line that is printed, not said.
    """

    start: int
    end: int
    kind: str
    meeting: Meeting
    hour: Date | None = None


def acts(text: str, layout: Layout, meetings: Sequence[Meeting]) -> Iterator[Act]:
    """The acts of each meeting whose day is known, at offsets of the source `text`."""
    for meeting in meetings:
        if meeting.date is None:
            continue
        turns = [t for t in layout.turns if meeting.start <= t.start < meeting.end]
        chairs = [t for t in turns if t.kind in ("chair", "procedure")]
        for sentence in _said(text, turns[:6], OPENING):
            yield _act(text, sentence, "met", meeting)
        for turn in chairs:
            if not _has(text[turn.speech_start : turn.end], _HINTS):
                continue
            for sentence in sentences(text, turn.speech_start, turn.end):
                said = text[sentence.start : sentence.end]
                kind = performed(said) if _has(said, _HINTS) else None
                if kind is not None:
                    yield _act(text, sentence, kind, meeting)
        for sentence in _said(text, chairs[-8:], CLOSING, last=True):
            yield _act(text, sentence, "adjourned", meeting)


def performed(said: str) -> str | None:
    """The class of what a chair's sentence does as often as it is said: decide, pause, go on.

    >>> performed("この際、十分間休憩いたします。"), performed("休憩前に引き続き会議を開きます。")
    ('suspended', 'resumed')
    """
    if is_decision(said):
        return "decided"
    if _QUESTION.search(said) or _TOLD_OF_OTHERS.search(said) or _LATER.search(said):
        return None
    for kind, pattern in (("suspended", RECESS), ("resumed", RESUMING)):
        found = pattern.search(said)
        if found is not None and found.end() >= len(said) - 8:
            return kind
    return None


def is_decision(said: str) -> bool:
    """True if a sentence ends in the words that perform a decision.

    >>> is_decision("異議がないようですので、原案を承認することといたします。")
    True
    >>> is_decision("承認することとしてよろしいですか。")
    False
    >>> is_decision("昨日、理事会で決定したとの報告がありました。")
    False
    """
    found = [match.end() for match in DECISION.finditer(said)]
    if not found or _QUESTION.search(said) or _TOLD_OF_OTHERS.search(said):
        return False
    return found[-1] >= len(said) - 8


def _said(
    text: str,
    turns: Sequence[Turn],
    patterns: Sequence[tuple[re.Pattern[str], tuple[str, ...]]],
    *,
    last: bool = False,
) -> list[Span]:
    """The one sentence that performs an act which a meeting does once, if it is there."""
    spoken = [
        sentence
        for turn in turns
        if _may_perform(text[turn.speech_start : turn.end], patterns)
        for sentence in sentences(text, turn.speech_start, turn.end)
    ]
    for pattern, _ in patterns:
        found = [
            s
            for s in spoken
            if pattern.search(text, s.start, s.end)
            and (last or not _NOT_OPENING.search(text, s.start, s.end))
        ]
        if found:
            return [found[-1] if last else found[0]]
    return []


def _may_perform(speech: str, patterns: Sequence[tuple[re.Pattern[str], tuple[str, ...]]]) -> bool:
    return any(_has(speech, words) and pattern.search(speech) for pattern, words in patterns)


def _has(said: str, words: Sequence[str]) -> bool:
    """True if one of the words is said: what has none is not searched further."""
    return any(word in said for word in words)


def _act(text: str, sentence: Span, kind: str, meeting: Meeting) -> Act:
    """The act told in a sentence, without its lead-in and its full stop."""
    end = sentence.end - (text[sentence.end - 1] == "。")
    lead = _LEAD.match(text, sentence.start, end)
    start = lead.end() if lead is not None and lead.end() < end else sentence.start
    return Act(start, end, kind, meeting)
