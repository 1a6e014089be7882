"""Promises: who said that what would be done, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes.exchanges.sentences import Sentence
from minutes.exchanges.wording import is_formula, says
from minutes.schema import Commitment, Date, Document, Turn
from minutes.text import fold

_VAGUE = re.compile(
    r"(?:努め|努力|取り組|対応|推進|注視|連携|検討|期待|願|尽力|つなげ|深め|図って|見守|心がけ|目指し|申し上げ|御説明|御報告申し上げます\Z)"
)
_DEED = re.compile(
    r"(?:公表|提出|報告|お示し|配付|配布|実施|開始|設置|改定|支給|給付|開催|見直|導入|廃止|発行|掲載|点検|調査|確認|整備|改修|募集|契約|着手|完了|終了|再開|通知|周知|送付|設定|計上|提案|策定)"
)
#: What is done or goes on is no promise: 完了しております, 決定したものでございます.
_DONE = re.compile(
    r"(?:ました|でした|た|[てで](?:おり|い)ま(?:す|した)|(?:もの|ところ)で(?:す|ございます|あります))(?:が|けれども|ので)?\Z"
)
_ENDING = 13  # characters of もの…でございますけれども, the longest that `_DONE` finds
_TELLS = re.compile(r"(?:報告|説明|お?答え|申し上げ|紹介|お伝え|お話)[^、。]{0,20}\Z")
_LATER = re.compile(
    r"まで|次回|次の|後日|後ほど|後刻|改めて|追って|別途|近く|今後|来[年月週]|来年度|[次翌][年月週]|決まり次第|時期に|以降"
)
_AHEAD = re.compile(
    r"予定|ことと(?:いた)?し(?!た)|こととなって|方針|所存|考えて|思って|見込(?:ん|み)"
)
#: The end of a sentence that says no more than that it is done politely.
_POLITE = re.compile(
    r"(?:を)?(?:させていただ[きく]|いたし(?:ます|たい|てまいり)|し(?:ます|たい|てまいり)|する(?:予定|考え|方針|こと)"
    r"|(?:を)?予定(?:して|で))[^、。]{0,24}\Z"
)
_WHAT, _END, _TAIL = 60, 60, 30  # characters of the deed, and of the end of its sentence
_SUBJECT = re.compile(
    r"(?:\A|、)(?P<who>(?:本|当)?(?:市|町|村|区|県|都|道|府|国|局|省|庁|課|社)|私(?:ども)?|当局|事務局|[一-鿿]{0,8}(?:委員会|財団))(?:といたしまして|としまして|として)?(?:は|が)(?=[、一-鿿ぁ-ん])"
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
        if not dates and not _DEED.search(bare[-_END:]):
            continue  # what is asked last below, and the cheapest to ask
        if _DONE.search(bare[-_ENDING:]) and not _AHEAD.search(bare[-_TAIL:]):
            continue
        if not says("answers", "promise", bare) or is_formula(bare):
            continue
        inside = [date for date in dates if sentence.span.covers(date.span)]
        due = next((d.value for d in inside if d.value and _ahead(bare, d)), None)
        tail = bare[-_END:]
        vague = _VAGUE.search(tail[-30:]) is not None
        if _TELLS.search(tail) and not (due or _LATER.search(bare)):
            continue  # 御報告いたします does it here and now
        if (vague and "まで" not in bare) or (due is None and not _DEED.search(tail)):
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
        and not date.text.startswith(("先", "昨", "去", "前"))
        and re.match(r"(?:まで|に|から|中|頃|ごろ|以降|を目途|を目標|開始|予定)", following)
        is not None
    )


def _who(bare: str, turn: Turn) -> str | None:
    match = _SUBJECT.search(bare)
    if match is not None:
        return match.group("who")
    return turn.speaker or turn.position


def _what(bare: str) -> str:
    """The deed as said: the last clauses of the sentence, without its polite end."""
    match = _POLITE.search(bare)
    said = bare[: match.start()] if match is not None and match.start() > 4 else bare
    while len(said) > _WHAT and "、" in said:
        said = said.partition("、")[2]
    return said[-_WHAT:]
