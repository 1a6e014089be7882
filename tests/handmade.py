"""An extraction made by hand, for tests of what comes after extraction."""

from __future__ import annotations

import hashlib

from minutes.schema import (
    AgendaItem,
    Alias,
    Commitment,
    Count,
    Date,
    Document,
    Event,
    Exchange,
    Extraction,
    Issue,
    Layout,
    Meeting,
    Note,
    Organisation,
    Relation,
    Span,
    Speaker,
    Turn,
)

TEXT = """\
水尾市議会　総務委員会　令和７年６月３日

議題１　個人情報の
　漏えいについて

○委員長（大洞茂樹君）　ただいまから総務委員会を開会します。
（「異議なし」の声あり）
○４番（榊原康生君）　六月一日に、株式会社ミナト決済（以下「ＭＫ社」という。）\
から何件の連絡がありましたか。
○総務課長　三十二万件です。うち市民は4,100件から4,200件です。同日、市は公表しました。\
来月調査結果を報告します。
-5 という行もある。
"""


def span(words: str, after: int = 0, text: str = TEXT) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def turn(header: str, speaker: str | None, position: str, kind: str) -> Turn:
    start = TEXT.index(header)
    following = TEXT.find("\n○", start)
    end = len(TEXT) if following < 0 else following
    speech = start + len(header)
    while TEXT[speech] == "　":
        speech += 1
    return Turn(start, end, speech, header, speaker, position, None, kind)


def date(words: str, value: str | None, how: str, anchor: Span | None = None, **more: str) -> Date:
    start, end = span(words)
    return Date(
        start=start,
        end=end,
        text=words,
        type="date",
        value=value,
        date_start=value,
        date_end=value,
        time=more.get("time"),
        duration=more.get("duration"),
        how=how,
        anchor=anchor,
        rule="made-by-hand",
        reasons=("the only day told before it",) if anchor else (),
    )


def count(words: str, value: float | None, **more: object) -> Count:
    start, end = span(words)
    fields: dict[str, object] = {
        "value_min": None,
        "value_max": None,
        "unit": "件",
        "unit_implied": False,
        "kind": "cases",
        "modifier": None,
        "item": None,
        "item_span": None,
        "actor": None,
        "rule": "number-unit",
    }
    return Count(start=start, end=end, text=words, value=value, **{**fields, **more})  # type: ignore[arg-type]


def name(words: str, canonical: str | None, level: str, after: int = 0) -> Organisation:
    start, end = span(words, after)
    return Organisation(start, end, words, canonical, level, False, "printed", None, "suffix")


def document(text: str = TEXT, path: str = "made/水尾.txt") -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(f"d{digest[:12]}", path, text, encoding="utf-8", sha256=digest)


def extraction() -> Extraction:
    """A short meeting with something in every table."""
    first_day = date("六月一日", "2025-06-01", "inherited-year", span("令和７年６月３日"))
    told = span("同日、市は公表しました。")
    turns = (
        turn("○委員長（大洞茂樹君）", "大洞茂樹", "委員長", "chair"),
        turn("○４番（榊原康生君）", "榊原康生", "４番", "question"),
        turn("○総務課長", None, "総務課長", "answer"),
    )
    note = span("（「異議なし」の声あり）")
    agenda = span("議題１　個人情報の\n　漏えいについて")
    clause = span("株式会社ミナト決済（以下「ＭＫ社」という。）")
    layout = Layout(
        "circle",
        turns,
        (Note(*note, TEXT[note.start : note.end], "stage"),),
        (AgendaItem(*agenda, "１", "個人情報の漏えいについて"),),
        (
            Speaker("大洞茂樹", None, ("委員長",), None, 1),
            Speaker("榊原康生", None, ("４番",), None, 1),
            Speaker(None, None, ("総務課長",), None, 1),
        ),
    )
    promise = span("来月調査結果を報告します。")
    all_cases = count("三十二万件", 320000, item="連絡", item_span=span("連絡"))
    citizens = count("4,100件", 4100.0)
    return Extraction(
        document=document(),
        layout=layout,
        meetings=(
            Meeting(
                0,
                len(TEXT),
                body="水尾市議会",
                title="総務委員会",
                date="2025-06-03",
                date_how="printed",
                evidence=(span("令和７年６月３日"),),
            ),
        ),
        dates=(
            date("令和７年６月３日", "2025-06-03", "explicit"),
            first_day,
            date("同日", "2025-06-01", "anaphoric", first_day.span),
            date("来月", None, "unresolved"),
        ),
        counts=(all_cases, citizens, count("4,200件", 4200)),
        organisations=(
            name("水尾市議会", "水尾市議会", "named"),
            name("株式会社ミナト決済", "株式会社ミナト決済", "named"),
            name("ＭＫ社", "株式会社ミナト決済", "alias"),
            name("市", "水尾市", "nominal", told.start),
        ),
        aliases=(Alias(*clause, "ＭＫ社", "株式会社ミナト決済", "organisation"),),
        events=(
            Event(
                *told,
                TEXT[told.start : told.end],
                first_day,
                "2025-06-01",
                "2025-06-01",
                "2025-06-01",
                None,
                "disclosed",
                ("水尾市", "株式会社ミナト決済"),
                False,
                "2025-06-03",
                "総務課長",
            ),
        ),
        exchanges=(
            Exchange(
                1,
                2,
                "榊原康生",
                Span(span("六月一日").start, span("ありましたか。").end),
                "総務課長",
                span("三十二万件です。"),
                "yes",
                "given",
                0.9,
                "連絡",
            ),
        ),
        commitments=(
            Commitment(*promise, TEXT[promise.start : promise.end], 2, "市", "報告", None),
        ),
        relations=(Relation("part-of", "4100 <= 320000", True, (0, 1)),),
        issues=(Issue("unresolved-date", "the month is not known", *span("来月")),),
    )
