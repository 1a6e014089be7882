"""Acts of the meeting itself, which take the meeting's day: opening, decisions, closing.

Only the chair's words perform them: これより…を開会いたします, 異議がないようですので、…いたします.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from minutes.schema import Layout, Meeting, Span, Turn
from minutes.text import sentences

_ACT = r"(?:いたします|します|致します|いたしました|しました|とします|といたします)"
#: The patterns of an act, the surest first; the first sentence that fits the surest is the act.
OPENING = (
    re.compile(rf"(?:開会|開議){_ACT}|(?:会議|委員会|[一-鿿]会)を(?:開会|開き|開催)(?:いた|し|ま)"),
    re.compile(r"(?:会議|委員会|[一-鿿]会)を(?:始め|開始)(?:いた|さ|し|ま)"),
)
CLOSING = (
    re.compile(rf"(?:閉会|散会|延会|閉議)(?:と)?{_ACT}"),
    re.compile(r"(?:会議|委員会|[一-鿿]会)を(?:閉じ|終わ|終了)(?:いた|さ|し|ま|り)"),
)
_NOT_OPENING = re.compile(r"引き続き|休憩前|再開|続いて|午後|明日|次回|後ほど")
DECISION = re.compile(
    r"異議(?:が|は|も)?(?:ない|ございません|ありません|なし)[^。]{0,40}(?:こと(?:と|に)|を|する|決定|承認|可決)[^。]{0,20}(?:いたします|します|ました)"
    r"|(?:そのように|さよう|左様に?|お諮りしたとおり)(?:に)?[、]?(?:取り扱|取扱|決定|決し|進め|いた|し|計ら|取り計ら)[^。か]{0,16}(?:ます|ました)"
    r"|(?:可決|否決|承認|採択|不採択|議決|同意|認定|了承|決定|再可決)(?:すること(?:と|に))?(?:と)?(?:を)?(?:すべきもの(?:と|である))?[^。、]{0,10}?(?:決しました|決定いたしました|決定しました|されました|いたしました|しました|することに(?:決|いた)[^。]{0,8}ました)"
)
_HEARSAY = re.compile(
    r"(?:と(?:の|いう)(?:報告|こと)|べきものと|先般|先ほど|前回|昨年|昨日|理事会(?:で|に)|委員会(?:で|に)おい|において(?:可決|決定))"
)
_QUESTION = re.compile(r"か[。？?]?\Z")


@dataclass(frozen=True, slots=True)
class Act:
    """What the meeting did, told at a source span; `kind` is a class of the lexicon."""

    start: int
    end: int
    kind: str
    meeting: Meeting


def _clause(text: str, span: Span) -> Span:
    """The sentence without its lead-in and its full stop."""
    end = span.end - (text[span.end - 1 : span.end] in "。")
    lead = re.compile(
        r"[ 　\n]*(?:それでは|では|以上|よって|したがいまして|それじゃ)?[、，]?"
    ).match(text, span.start, end)
    start = lead.end() if lead and lead.end() < end else span.start
    while start > span.start and text[start - 1] not in " 　\n" and start - span.start < 12:
        start -= 1
    while start < end and text[start] in " 　\n":
        start += 1
    return Span(start, end)


def _chairs(layout: Layout) -> list[Turn]:
    return [turn for turn in layout.turns if turn.kind in ("chair", "procedure")]


def acts(text: str, layout: Layout, meetings: tuple[Meeting, ...]) -> Iterator[Act]:
    """The acts of each meeting whose day is known, in the order of the kinds.

    `text` is the source.
    """
    for meeting in meetings:
        if meeting.date is None:
            continue
        turns = [t for t in layout.turns if meeting.start <= t.start < meeting.end]
        yield from _one(text, turns[:6], OPENING, _NOT_OPENING, "met", meeting, last=False)
        chairs = [t for t in turns if t.kind in ("chair", "procedure")]
        for turn in chairs:
            for sentence in sentences(text, turn.speech_start, turn.end):
                said = text[sentence.start : sentence.end]
                if not _decides(said):
                    continue
                clause = _clause(text, sentence)
                yield Act(clause.start, clause.end, "decided", meeting)
        yield from _one(text, chairs[-8:], CLOSING, None, "adjourned", meeting, last=True)


def _decides(said: str) -> bool:
    """True if a sentence ends in the words that perform a decision."""
    found = [match.end() for match in DECISION.finditer(said)]
    if not found or _QUESTION.search(said) or _HEARSAY.search(said):
        return False
    return found[-1] >= len(said) - 8


def _one(
    text: str,
    turns: list[Turn],
    patterns: tuple[re.Pattern[str], ...],
    never: re.Pattern[str] | None,
    kind: str,
    meeting: Meeting,
    *,
    last: bool,
) -> Iterator[Act]:
    """The sentence that performs an act that a meeting does once."""
    for pattern in patterns:
        found = [
            sentence
            for turn in turns
            for sentence in sentences(text, turn.speech_start, turn.end)
            if pattern.search(text[sentence.start : sentence.end])
            and not (never and never.search(text[sentence.start : sentence.end]))
        ]
        if found:
            clause = _clause(text, found[-1] if last else found[0])
            yield Act(clause.start, clause.end, kind, meeting)
            return
