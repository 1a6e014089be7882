"""The tables that ``extract`` writes: every column, its type, its Japanese title, its meaning.

Outside tools read these names (they are in step with the Diet's API, ParlaMint and Popolo): a
column may be added at the end of a table, none may be renamed or moved.
"""

from __future__ import annotations

from minutes.organisations.words import KINDS
from minutes.tables.columns import (
    ANCHOR,
    DOCUMENT,
    END,
    PLACE,
    START,
    TO_DOCUMENT,
    TO_TURN,
    TURN,
    Column,
    ForeignKey,
    Quote,
    Table,
    identifier,
    quoted,
)

DATE_HOW = (
    "explicit",
    "inherited-year",
    "inherited-month",
    "table",
    "anaphoric",
    "deictic",
    "inferred",
    "unresolved",
)
ORGANISATION_HOW = (
    "printed",
    "alias",
    "head-word",
    "speaker-body",
    "anaphoric",
    "deictic",
    "inferred",
    "unresolved",
)
MEETING_HOW = ("printed", "metadata", "given", "inferred", "published", "unresolved")
COUNT_KINDS = ("people", "cases", "money", "organisations", "things", "rate", "other")
TURN_KINDS = ("chair", "question", "answer", "report", "statement", "procedure")
ATTENDANCE_ROLES = ("member", "official", "secretariat", "witness", "guest")
ATTENDANCE_STATUS = ("present", "absent", "late", "left")
NOTE_KINDS = ("stage", "redaction", "boilerplate", "heading", "unclassified")

#: The classes of ``lexicon/events.toml``, and a chronology's row that is in none.
EVENT_KINDS = (
    "occurred",
    "detected",
    "confirmed",
    "reported",
    "received",
    "disclosed",
    "notified",
    "suspended",
    "resumed",
    "started",
    "ended",
    "implemented",
    "investigated",
    "inquired",
    "answered",
    "requested",
    "submitted",
    "sanctioned",
    "guided",
    "certified",
    "revoked",
    "contracted",
    "decided",
    "postponed",
    "corrected",
    "compensated",
    "met",
    "adjourned",
    "other",
)
EVENT_ROLES = ("agent", "carried", "source", "recipient", "partner", "place", "patient", "other")
#: own: the clause names it; carried: the clause before it did; row: its row; meeting: its meeting
EVENT_HOW = ("own", "carried", "row", "meeting")

DOCUMENTS = Table(
    "documents",
    "文書",
    "One row per document: a file, or a member of an archive (file.zip!member). The text that its"
    " offsets point into is texts/<document_id>.txt.",
    (
        Column("document_id", "string", "文書ID", "d and the sha256's first digits", required=True),
        Column("path", "string", "パス", "the file, as given on the command line", required=True),
        Column("media_type", "string", "形式", "the kind of file, as an IANA media type"),
        Column("encoding", "string", "文字コード", "the encoding it was read in"),
        Column("dialect", "string", "書式", "the header grammar by which its turns were cut"),
        Column("sha256", "string", "ハッシュ値", "SHA-256 of the file's bytes"),
        Column("characters", "integer", "文字数", "length of its text in code points"),
        Column("url", "string", "URL", "where it was published"),
        Column("retrieved", "string", "取得日時", "when it was fetched from there"),
    ),
    key="document_id",
)

MEETINGS = Table(
    "meetings",
    "会議",
    "The meetings that a document records; start and end bound each one's part of the text.",
    (
        identifier("meeting_id", "会議ID"),
        DOCUMENT,
        Column("body", "string", "会議体", "who met, by the fullest name printed"),
        Column("title", "string", "会議名", "the meeting's title as printed"),
        Column("number", "integer", "回次", "the number in 第…回 or 第…号"),
        Column("date", "string", "開催日", "the day of the meeting (EDTF)"),
        Column("date_how", "string", "日付の根拠", "where the day comes from", MEETING_HOW),
        Column("evidence_start", "integer", "根拠開始位置", "start of the words that say so"),
        Column("evidence_end", "integer", "根拠終了位置", "end of the words that say so"),
        Column("next_date", "string", "次回開催日", "the day of the next meeting, where announced"),
        START,
        END,
        Column("opened", "string", "開会時刻", "when it was opened (HH:MM), where printed"),
        Column("closed", "string", "閉会時刻", "when it was closed (HH:MM), where printed"),
    ),
    key="meeting_id",
    foreign=(TO_DOCUMENT,),
    spans=(*PLACE, ("evidence_start", "evidence_end")),
)

TURNS = Table(
    "turns",
    "発言",
    "Who said what: a header and the speech under it.",
    (
        identifier("turn_id", "発言ID"),
        DOCUMENT,
        Column("meeting_id", "string", "会議ID", "the meeting"),
        Column("speech_order", "integer", "発言順", "1, 2, 3 ... within its meeting"),
        Column("start", "integer", "開始位置", "offset of the turn mark or header", required=True),
        END,
        Column("speech_start", "integer", "発言開始位置", "offset of the speech", required=True),
        Column("header", "string", "見出し", "the header as printed, with its mark"),
        Column("speaker", "string", "発言者", "the name as printed in the header"),
        Column("speaker_position", "string", "役職", "the office or seat as printed there"),
        Column("speaker_group", "string", "会派・所属", "party, group or office, where printed"),
        Column("kind", "string", "種別", "what the turn does", TURN_KINDS),
        Column("speech", "string", "発言内容", "what was said, as printed"),
    ),
    key="turn_id",
    foreign=(TO_DOCUMENT, ForeignKey("meeting_id", "meetings", "meeting_id")),
    quotes=(Quote("header", "start", None), Quote("speech", "speech_start", "end")),
    spans=PLACE,
)

NOTES = Table(
    "notes",
    "注記",
    "Text that nobody says: stage directions, redactions, headings, what surrounds a web page.",
    (
        DOCUMENT,
        TURN,
        START,
        END,
        Column("kind", "string", "種別", "what it is", NOTE_KINDS),
        quoted("text", "本文"),
    ),
    foreign=(TO_DOCUMENT, TO_TURN),
    quotes=(Quote("text", "start", "end"),),
    spans=PLACE,
)

AGENDA = Table(
    "agenda",
    "議題",
    "The items of the printed agenda.",
    (
        DOCUMENT,
        START,
        END,
        Column("number", "string", "番号", "the item's number as printed"),
        Column("title", "string", "議題名", "its title"),
    ),
    foreign=(TO_DOCUMENT,),
    quotes=(Quote("title", "start", "end", loose=True),),
    spans=PLACE,
)

ATTENDANCE = Table(
    "attendance",
    "出欠",
    "Who was there and who was not, one row per person whom a list of the document names.",
    (
        DOCUMENT,
        Column("meeting_id", "string", "会議ID", "the meeting"),
        START,
        END,
        Column("text", "string", "表記", "the name as printed"),
        Column("name", "string", "氏名", "the name without the spaces between its letters"),
        Column("position", "string", "役職", "the office or seat printed with it"),
        Column("affiliation", "string", "所属", "the body printed beside it or above it"),
        Column("role", "string", "立場", "in what capacity", ATTENDANCE_ROLES),
        Column("status", "string", "出欠", "whether present", ATTENDANCE_STATUS),
    ),
    foreign=(TO_DOCUMENT, ForeignKey("meeting_id", "meetings", "meeting_id")),
    quotes=(Quote("text", "start", "end"),),
    spans=PLACE,
)

MATERIALS = Table(
    "materials",
    "資料",
    "The papers that the document lists as handed out.",
    (
        DOCUMENT,
        Column("meeting_id", "string", "会議ID", "the meeting"),
        START,
        END,
        Column("number", "string", "番号", "資料１ or the like, as printed"),
        Column("title", "string", "資料名", "its title"),
    ),
    foreign=(TO_DOCUMENT, ForeignKey("meeting_id", "meetings", "meeting_id")),
    quotes=(Quote("title", "start", "end", loose=True),),
    spans=PLACE,
)

SPEAKERS = Table(
    "speakers",
    "発言者",
    "One row per person, or per office that speaks without a name, in a document.",
    (
        DOCUMENT,
        Column("speaker", "string", "発言者", "the name as printed in the headers"),
        Column("full_name", "string", "氏名", "the full name, where the document prints it"),
        Column("positions", "list", "役職", "the offices as printed"),
        Column("speaker_group", "string", "会派・所属", "party, group or office, where printed"),
        Column("turns", "integer", "発言回数", "how many turns"),
    ),
    foreign=(TO_DOCUMENT,),
)

DATES = Table(
    "dates",
    "日付",
    "Every expression of a day, month, year, interval, hour, duration or recurrence, resolved.",
    (
        identifier("mention_id", "言及ID"),
        DOCUMENT,
        TURN,
        START,
        END,
        quoted("text", "表現"),
        Column("type", "string", "種類", "what it names", ("date", "time", "duration", "set")),
        Column("value", "string", "値", "EDTF, without the hour; empty where nothing decides"),
        Column("date_start", "date", "開始日", "the first day that the value can mean"),
        Column("date_end", "date", "終了日", "the last day that the value can mean"),
        Column("time", "string", "時刻", "the hour, 14:00 or 10:00/11:00"),
        Column("duration", "string", "期間", "ISO 8601 duration"),
        Column("how", "string", "解決方法", "how the value was found", DATE_HOW),
        *ANCHOR,
        Column("rule", "string", "規則", "the rule that read the words"),
    ),
    key="mention_id",
    foreign=(TO_DOCUMENT, TO_TURN),
    quotes=(Quote("text", "start", "end"),),
    spans=(*PLACE, ("anchor_start", "anchor_end")),
)

COUNTS = Table(
    "counts",
    "数量",
    "Every quantity: how much, of what, and whose figure it is.",
    (
        identifier("mention_id", "言及ID"),
        DOCUMENT,
        TURN,
        START,
        END,
        quoted("text", "表現"),
        Column("value", "number", "値", "the plain number"),
        Column("value_min", "number", "下限", "of a range, the lower figure"),
        Column("value_max", "number", "上限", "of a range, the upper figure"),
        Column("unit", "string", "単位", "the counter or unit as printed"),
        Column("unit_implied", "boolean", "単位の省略", "true if the unit is left unsaid"),
        Column("kind", "string", "種別", "what sort of thing is counted", COUNT_KINDS),
        Column(
            "modifier",
            "string",
            "限定",
            "about, at-least, more-than, at-most, less-than, total; several joined by |",
        ),
        Column("item", "string", "対象", "what is counted"),
        Column("item_start", "integer", "対象開始位置", "offset of the words of the item"),
        Column("item_end", "integer", "対象終了位置", "offset after them"),
        Column("actor", "string", "主体", "whose figure it is"),
        Column("rule", "string", "規則", "the rule that read the words"),
    ),
    key="mention_id",
    foreign=(TO_DOCUMENT, TO_TURN),
    quotes=(Quote("text", "start", "end"), Quote("item", "item_start", "item_end")),
    spans=(*PLACE, ("item_start", "item_end")),
)

ORGANISATIONS = Table(
    "organisations",
    "組織",
    "Every mention of an organisation, with the fullest name that the document prints for it.",
    (
        identifier("mention_id", "言及ID"),
        DOCUMENT,
        TURN,
        START,
        END,
        quoted("text", "表現"),
        Column("canonical", "string", "正式名称", "the fullest name printed; empty if unknown"),
        Column(
            "level",
            "string",
            "表現の種類",
            "a name, a declared short form, a common noun, a department",
            ("named", "alias", "nominal", "unit"),
        ),
        Column("ambiguous", "boolean", "曖昧", "true if it may mean something else"),
        Column("how", "string", "解決方法", "how the name was found", ORGANISATION_HOW),
        *ANCHOR,
        Column("rule", "string", "規則", "the rule that read the words"),
    ),
    key="mention_id",
    foreign=(TO_DOCUMENT, TO_TURN),
    quotes=(Quote("text", "start", "end"),),
    spans=(*PLACE, ("anchor_start", "anchor_end")),
)

ALIASES = Table(
    "aliases",
    "略称",
    "Short forms that a document declares (以下「…」という).",
    (
        DOCUMENT,
        Column("start", "integer", "開始位置", "offset of the declaring clause", required=True),
        END,
        Column("alias", "string", "略称", "the short form"),
        Column("canonical", "string", "正式名称", "what it stands for"),
        Column("entity", "string", "対象", "what sort of thing", ("organisation", "term")),
    ),
    foreign=(TO_DOCUMENT,),
    quotes=(Quote("alias", "start", "end", loose=True),),
    spans=PLACE,
)

ENTITIES = Table(
    "entities",
    "組織一覧",
    "The organisations of the run, one row each. Two documents share a row only if the name says"
    " which organisation it is, or the meetings are of one municipality.",
    (
        Column("canonical", "string", "正式名称", "the fullest name printed", required=True),
        Column("kind", "string", "種別", "what sort of body", KINDS),
        Column("parent", "string", "上位組織", "the body that it is a part of"),
        Column("surface_forms", "list", "表記", "the forms printed, the commonest first"),
        Column("documents", "integer", "文書数", "in how many documents"),
        Column("mentions", "integer", "言及数", "how many mentions"),
        Column("first", "date", "最初の言及日", "the day of the first meeting that mentions it"),
        Column("last", "date", "最後の言及日", "the day of the last meeting that mentions it"),
        Column(
            "entity_id",
            "string",
            "組織ID",
            "made of name and scope; the same in every run",
            required=True,
        ),
        Column(
            "corporate_number",
            "string",
            "法人番号",
            "if a file of the National Tax Agency was given and only one bears the name",
        ),
        Column(
            "corporate_match",
            "string",
            "法人番号の照合",
            "the name is printed so, or but for widths, blanks and short legal forms",
            ("exact", "folded"),
        ),
        Column(
            "corporate_candidates",
            "list",
            "法人番号の候補",
            "number, name and seat of each, if several bear the name",
        ),
    ),
    key="entity_id",
)

RELATIONS = Table(
    "relations",
    "数量間の関係",
    "Sums, parts and repetitions among the counts of a document.",
    (
        DOCUMENT,
        Column("kind", "string", "種別", "sum, part-of, same-quantity"),
        Column("expression", "string", "式", "the arithmetic"),
        Column("holds", "boolean", "成立", "whether the figures agree; empty if it cannot be told"),
        Column("members", "list", "構成要素", "the mention_ids of the counts"),
    ),
    foreign=(TO_DOCUMENT,),
)

EVENTS = Table(
    "events",
    "出来事",
    "Dated happenings, each told in a clause that is quoted; said_on is when it was told.",
    (
        identifier("event_id", "出来事ID"),
        Column("incident_id", "string", "事案ID", "the incident it belongs to"),
        DOCUMENT,
        TURN,
        START,
        END,
        quoted("quote", "引用"),
        Column("date_value", "string", "日付", "EDTF"),
        Column("date_start", "date", "開始日", "the first day that it can mean"),
        Column("date_end", "date", "終了日", "the last day that it can mean"),
        Column("time", "string", "時刻", "the hour"),
        Column("kind", "string", "種別", "what sort of happening", EVENT_KINDS),
        Column("actors", "list", "主体", "who acts"),
        Column("planned", "boolean", "予定", "true if it lay ahead when it was told"),
        Column("said_on", "string", "発言日", "the day on which it was told"),
        Column("speaker", "string", "発言者", "who told it"),
        Column("object", "string", "対象", "what it is done to, or what happens"),
        Column("roles", "list", "役割", "of the actors, in their order: " + ", ".join(EVENT_ROLES)),
        Column("how", "string", "日付の付き方", "where its day comes from", EVENT_HOW),
        *ANCHOR,
        Column("restated", "list", "再言及", "start-end of later tellings in the document"),
        Column("happening_id", "string", "同一出来事ID", "the first telling of it in any document"),
    ),
    key="event_id",
    foreign=(TO_DOCUMENT, TO_TURN),
    quotes=(Quote("quote", "start", "end"),),
    spans=(*PLACE, ("anchor_start", "anchor_end")),
)

EXCHANGES = Table(
    "exchanges",
    "質疑応答",
    "Questions with their answers, or without; several answers to one question are several rows.",
    (
        identifier("exchange_id", "質疑ID"),
        DOCUMENT,
        Column("question_turn_id", "string", "質問発言ID", "the turn of the question"),
        Column("answer_turn_id", "string", "答弁発言ID", "the turn of the answer"),
        Column("asker", "string", "質問者", "who asks"),
        Column("question_start", "integer", "質問開始位置", "offset of the question"),
        Column("question_end", "integer", "質問終了位置", "offset after it"),
        Column("question", "string", "質問", "the question as printed"),
        Column("answerer", "string", "答弁者", "who answers"),
        Column("answer_start", "integer", "答弁開始位置", "offset of the answer"),
        Column("answer_end", "integer", "答弁終了位置", "offset after it"),
        Column("answer", "string", "答弁", "the answer as printed"),
        Column(
            "answered",
            "string",
            "回答状況",
            "whether the question was answered",
            ("yes", "partly", "no", "not-needed"),
        ),
        Column("reason", "string", "理由", "why it says so; not-found: none seen, and unsure"),
        Column("confidence", "number", "確信度", "0 to 1"),
        Column("topic", "string", "論点", "what it is about"),
        Column("summary", "string", "要約", "an excerpt: of the question, of the answer"),
        Column("topic_start", "integer", "論点開始位置", "offset of the topic's words"),
        Column("topic_end", "integer", "論点終了位置", "offset after them"),
        Column("summary_spans", "list", "要約の位置", "start-end of each piece of the summary"),
    ),
    key="exchange_id",
    foreign=(
        TO_DOCUMENT,
        ForeignKey("question_turn_id", "turns", "turn_id"),
        ForeignKey("answer_turn_id", "turns", "turn_id"),
    ),
    quotes=(
        Quote("question", "question_start", "question_end"),
        Quote("answer", "answer_start", "answer_end"),
    ),
    spans=(
        ("question_start", "question_end"),
        ("answer_start", "answer_end"),
        ("topic_start", "topic_end"),
    ),
)

COMMITMENTS = Table(
    "commitments",
    "約束",
    "Promises made in speeches.",
    (
        DOCUMENT,
        TURN,
        START,
        END,
        quoted("quote", "引用"),
        Column("who", "string", "主体", "who promises"),
        Column("what", "string", "内容", "what"),
        Column("due", "string", "期限", "by when (EDTF)"),
        Column(
            "taken_up",
            "string",
            "後の扱い",
            "DOCUMENT_ID:OFFSET where a later document of the run comes back to it",
        ),
    ),
    foreign=(TO_DOCUMENT, TO_TURN),
    quotes=(Quote("quote", "start", "end"),),
    spans=PLACE,
)

ISSUES = Table(
    "issues",
    "確認事項",
    "Whatever was not read, not resolved or not certain.",
    (
        Column("document_id", "string", "文書ID", "the document; empty if it could not be read"),
        Column("start", "integer", "開始位置", "offset of the place, where there is one"),
        Column("end", "integer", "終了位置", "offset after it"),
        Column("code", "string", "コード", "what sort of issue (listed below)", required=True),
        Column("message", "string", "内容", "what it is, in one line", required=True),
        Column("path", "string", "パス", "the file, as given on the command line"),
    ),
    foreign=(TO_DOCUMENT,),
    spans=PLACE,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS,
        MEETINGS,
        TURNS,
        NOTES,
        AGENDA,
        ATTENDANCE,
        MATERIALS,
        SPEAKERS,
        DATES,
        COUNTS,
        ORGANISATIONS,
        ALIASES,
        ENTITIES,
        RELATIONS,
        EVENTS,
        EXCHANGES,
        COMMITMENTS,
        ISSUES,
    )
}
