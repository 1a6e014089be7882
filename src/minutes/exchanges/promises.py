"""Promises: who said that what would be done, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wording import wordings
from minutes.schema import Commitment, Date, Document, Span, Turn
from minutes.text import fold

_VAGUE = re.compile(
    r"(?:努め|努力|取り組|対応|推進|注視|連携|検討|期待|願|尽力|つなげ|深め|図って|見守|心がけ|目指し|申し上げ|御説明|御報告申し上げます\Z)"
)
_DEED = re.compile(
    r"(?:公表|提出|報告|お示し|配付|配布|実施|開始|設置|改定|支給|給付|開催|見直|導入|廃止|発行|掲載|点検|調査|確認|整備|改修|募集|契約|着手|完了|終了|再開|通知|周知|送付|設定|計上|提案|策定)"
)
_OBJECT = re.compile(r"(?P<what>[^、。]{2,60}?)を[^、。を]{0,24}\Z")
_SUBJECT = re.compile(
    r"(?:\A|、)(?P<who>(?:私|市|町|村|区|県|都|国|本市|当市|本町|当局|事務局|委員会|教育委員会|私ども)[^、。]{0,10}?)(?:といたしまして|としまして|として)?(?:は|が|から|より|で)(?=[、一-鿿ぁ-ん])"
)


def promises_of(
    document: Document,
    index: int,
    turn: Turn,
    sentences: Sequence[Sentence],
    dates: Sequence[Date],
) -> list[Commitment]:
    """The promises of a speech: a concrete deed, or any deed with a day, that lies ahead.

    `dates` are the resolved dates of the speech.
    """
    found = []
    for sentence in sentences:
        bare = sentence.bare
        kinds = {w.kind for w in wordings("answers", "promise") if w.matches(bare)}
        if not kinds:
            continue
        inside = [date for date in dates if sentence.span.covers(date.span)]
        due = next((d.value for d in reversed(inside) if d.value and _ahead(bare, d)), None)
        tail = bare[-60:]
        if due is None and (_VAGUE.search(tail[-30:]) or not _DEED.search(tail)):
            continue
        found.append(
            Commitment(
                start=sentence.span.start,
                end=sentence.span.end,
                quote=document.quote(sentence.span),
                turn=index,
                who=_who(bare, turn),
                what=_what(bare),
                due=due,
            )
        )
    return found


def _ahead(bare: str, date: Date) -> bool:
    """True if a date says when the deed will be done: までに, に, から behind it."""
    at = bare.find(fold(date.text))
    following = bare[at + len(date.text) : at + len(date.text) + 8] if at >= 0 else ""
    return (
        date.type in ("date", "time")
        and re.match(r"(?:まで|に|から|より|中|頃|ごろ|以降|を目途|を目標|開始|予定|の)", following)
        is not None
    )


def _who(bare: str, turn: Turn) -> str | None:
    match = _SUBJECT.search(bare)
    if match is not None:
        return match.group("who")
    return turn.speaker or turn.position


def _what(bare: str) -> str | None:
    """The object of the deed, as said, or the clause that says it."""
    match = _OBJECT.search(bare)
    if match is not None:
        return match.group("what").strip()
    tail = bare.rsplit("、", 1)[-1]
    return tail[:60] or None


def span_of(sentences: Sequence[Sentence]) -> Span:
    """The stretch from the first sentence to the last."""
    return Span(sentences[0].span.start, sentences[-1].span.end)
