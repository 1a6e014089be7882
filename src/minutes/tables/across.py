"""The tables of ``minutes incidents``: what is found out across documents.

They stand beside `documents`, `meetings`, `turns`, `events`, `exchanges` and `commitments` of the
same documents, which have their columns of ``extract`` and the incident that a row belongs to.
"""

from __future__ import annotations

from dataclasses import replace

from minutes.tables.columns import (
    DOCUMENT,
    TO_DOCUMENT,
    Column,
    ForeignKey,
    Quote,
    Table,
)
from minutes.tables.contract import COMMITMENTS, DOCUMENTS, EVENTS, EXCHANGES, MEETINGS, TURNS

INCIDENT = Column("incident_id", "string", "事案ID", "the incident", required=True)
TO_INCIDENT = ForeignKey("incident_id", "incidents", "incident_id")
SOURCE = Column("document_id", "string", "文書ID", "the document; empty where no place says it")
START = Column("start", "integer", "開始位置", "offset of its first character")
END = Column("end", "integer", "終了位置", "offset after its last character")
QUOTE = Column("quote", "string", "引用", "the characters between start and end")
SAID_ON = Column("said_on", "string", "発言日", "the day on which it was told")
SPEAKER = Column("speaker", "string", "発言者", "who told it")
PLACE = (("start", "end"),)
SAYS = "what it comes to, in plain words"

MEASURE_CODES = (
    "to-detection",
    "to-report",
    "to-authority",
    "to-disclosure",
    "to-notice",
    "to-suspension",
    "to-act",
    "to-mention",
)
GAP_CODES = ("silence", "unanswered", "promise", "undated", "no-step", "once", "unheard")

INCIDENTS = Table(
    "incidents",
    "事案",
    "The incidents that a user defined, or that were proposed.",
    (
        INCIDENT,
        Column("name", "string", "名称", "its name"),
        Column("source", "string", "由来", "who says that it is one", ("defined", "proposed")),
        Column("organisations", "list", "組織", "the organisations that it is about"),
        Column("involved", "list", "関係組織", "organisations with other business too"),
        Column("words", "list", "手掛かりの語", "words that speak of it"),
        Column("since", "date", "開始日", "what is dated earlier belongs to something else"),
        Column("until", "date", "終了日", "what is dated later belongs to something else"),
        Column("documents", "integer", "文書数", "in how many documents it is told"),
        Column("events", "integer", "出来事数", "how many tellings of events"),
        Column("happenings", "integer", "出来事の異なり数", "how many when grouped"),
        Column("first_date", "string", "最初の日付", "the first day of its events"),
        Column("last_date", "string", "最後の日付", "the last day of its events"),
    ),
    key="incident_id",
)

ASSIGNMENTS = Table(
    "assignments",
    "事案への割当て",
    "Which finding belongs to which incident, and the words that say so.",
    (
        INCIDENT,
        DOCUMENT,
        Column(
            "table",
            "string",
            "表",
            "the table of the finding",
            ("events", "counts", "exchanges", "commitments"),
        ),
        Column("row_id", "string", "行ID", "its identifier; a promise has none"),
        Column("start", "integer", "開始位置", "offset of its first character", required=True),
        Column("end", "integer", "終了位置", "offset after its last character", required=True),
        Column("weight", "number", "重み", "how much speaks for it; 1 is the least that counts"),
        Column("evidence", "list", "根拠", "the organisations and words, topic, window"),
        Column("places", "list", "根拠位置", "start-end of the words that say so"),
    ),
    foreign=(TO_INCIDENT, TO_DOCUMENT),
    spans=PLACE,
)

FIGURES = Table(
    "figures",
    "数字の推移",
    "The quantities of an incident, each with the day it holds for and the day it was told.",
    (
        INCIDENT,
        Column("mention_id", "string", "言及ID", "its row in counts", required=True),
        DOCUMENT,
        Column("start", "integer", "開始位置", "offset of its first character", required=True),
        Column("end", "integer", "終了位置", "offset after its last character", required=True),
        Column("text", "string", "表現", "the characters between start and end", required=True),
        Column("value", "number", "値", "the plain number"),
        Column("value_min", "number", "下限", "of a range, the lower figure"),
        Column("value_max", "number", "上限", "of a range, the upper figure"),
        Column("unit", "string", "単位", "the counter or unit as printed"),
        Column("modifier", "string", "限定", "about, at-least, total ..., joined by |"),
        Column("item", "string", "対象", "what is counted"),
        Column("actor", "string", "主体", "whose figure it is"),
        Column("as_of", "string", "時点", "the day that it holds for (EDTF)"),
        Column("as_of_start", "integer", "時点の開始位置", "offset of the words that say so"),
        Column("as_of_end", "integer", "時点の終了位置", "offset after them"),
        SAID_ON,
        SPEAKER,
        Column("clause", "string", "前後", "the words around it"),
        Column("clause_start", "integer", "前後の開始位置", "offset of the words around it"),
        Column("clause_end", "integer", "前後の終了位置", "offset after them"),
    ),
    foreign=(TO_INCIDENT, TO_DOCUMENT),
    quotes=(Quote("text", "start", "end"), Quote("clause", "clause_start", "clause_end")),
    spans=(*PLACE, ("as_of_start", "as_of_end"), ("clause_start", "clause_end")),
)

MEASURES = Table(
    "measures",
    "経過日数",
    "The days from one happening to another, or to the first mention in a body.",
    (
        INCIDENT,
        Column("measure", "string", "種別", "from what to what", MEASURE_CODES),
        Column("title", "string", "項目", "the same in words"),
        Column("subject", "string", "主体", "to whom, by whom, in which body"),
        Column("start_date", "string", "起点", "the day of the first (EDTF)"),
        Column("end_date", "string", "終点", "the day of the second (EDTF)"),
        Column("days", "integer", "日数", "the days between; empty where a date is vague"),
        Column("days_min", "integer", "最小日数", "the fewest days that the dates allow"),
        Column("days_max", "integer", "最大日数", "the most days that the dates allow"),
        Column("start_event_id", "string", "起点の出来事ID", "the event that gives the first day"),
        Column("end_event_id", "string", "終点の出来事ID", "the event that gives the second day"),
        Column("document_id", "string", "文書ID", "the document of the second day", required=True),
        Column("says", "string", "説明", SAYS),
    ),
    foreign=(TO_INCIDENT, TO_DOCUMENT),
)

DISCREPANCIES = Table(
    "discrepancies",
    "食い違い",
    "One row per telling of an item that is told with different values; none is chosen.",
    (
        Column("discrepancy_id", "string", "食い違いID", "the item", required=True),
        INCIDENT,
        Column("kind", "string", "種別", "what differs", ("quantity", "day", "sum")),
        Column("item", "string", "対象", "what is told differently"),
        Column("organisation", "string", "組織", "whose it is"),
        Column("value", "number", "値", "the quantity told"),
        Column("unit", "string", "単位", "its unit"),
        Column("modifier", "string", "限定", "about, at-least, total ..., joined by |"),
        Column("date_value", "string", "日付", "the day told (EDTF)"),
        Column("time", "string", "時刻", "the hour told"),
        Column("as_of", "string", "時点", "the day that a quantity holds for (EDTF)"),
        SAID_ON,
        SPEAKER,
        DOCUMENT,
        Column("start", "integer", "開始位置", "offset of its first character", required=True),
        Column("end", "integer", "終了位置", "offset after its last character", required=True),
        Column("quote", "string", "引用", "the characters between start and end", required=True),
    ),
    foreign=(TO_INCIDENT, TO_DOCUMENT),
    quotes=(Quote("quote", "start", "end"),),
    spans=PLACE,
)

GAPS = Table(
    "gaps",
    "空白",
    "What the documents leave open.",
    (
        INCIDENT,
        Column("gap", "string", "種別", "what sort of gap", GAP_CODES),
        Column("title", "string", "項目", "the same in words"),
        Column("says", "string", "説明", SAYS),
        Column("since", "string", "始まり", "the first day of it, or the day it was told"),
        Column("until", "string", "終わり", "the last day of it, or the day it was due"),
        Column("days", "integer", "日数", "how many days"),
        Column("subject", "string", "主体", "whose it is"),
        SOURCE,
        START,
        END,
        QUOTE,
    ),
    foreign=(TO_INCIDENT, TO_DOCUMENT),
    quotes=(Quote("quote", "start", "end"),),
    spans=PLACE,
)


def _within(table: Table, *columns: Column) -> Table:
    """A table of ``extract`` as it stands among those of the incidents."""
    return replace(table, columns=(*table.columns, *columns))


_BELONGS = Column("incident_id", "string", "事案ID", "the incident it belongs to, if to any")

#: Every table that ``minutes incidents`` writes, by name.
ACROSS: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        MEETINGS,
        TURNS,
        INCIDENTS,
        ASSIGNMENTS,
        EVENTS,
        FIGURES,
        MEASURES,
        DISCREPANCIES,
        GAPS,
        _within(EXCHANGES, _BELONGS),
        _within(COMMITMENTS, _BELONGS),
    )
}
