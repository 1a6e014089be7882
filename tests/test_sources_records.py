"""Dumps of records: the Diet's API, DiscussNet, objects in JSON, tables in CSV."""

from __future__ import annotations

import json
import time
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from samples import SHARED, needs_real_minutes

from minutes import lexicon, pipeline, sources
from minutes.schema import Document, Extraction
from minutes.sources import SourceError, from_bytes
from minutes.sources.fields import KEYS, field_of, is_nobody
from minutes.turns import split


def of_json(value: object, name: str = "dump.json") -> Document:
    return from_bytes(json.dumps(value, ensure_ascii=False).encode(), name)


def who(document: Document) -> list[tuple[str | None, str | None, str | None]]:
    return [(turn.speaker, turn.position, turn.group) for turn in split(document).turns]


def codes(extraction: Extraction) -> list[str]:
    return [issue.code for issue in extraction.issues]


# --- the Diet ---------------------------------------------------------------------------------


def speech(order: int, speaker: str, words: str, **more: str) -> dict[str, object]:
    return {"speechOrder": order, "speaker": speaker, "speech": words, **more}


def meeting(date: str = "2027-06-10", name: str = "文化振興委員会") -> dict[str, object]:
    return {
        "issueID": f"x{date}",
        "session": 230,
        "nameOfHouse": "衆議院",
        "nameOfMeeting": name,
        "issue": "第7号",
        "date": date,
        "meetingURL": f"https://kokkai.example/{date}",
        "speechRecord": [
            speech(
                0,
                "会議録情報",
                "令和九年六月十日（木曜日）\r\n　　　午前九時開議\r\n　出席委員\r\n"
                "　　委員長　浜岡　多恵君",
            ),
            speech(
                1, "浜岡多恵", "○浜岡委員長　これより会議を開きます。", speakerGroup="みずほの会"
            ),
            speech(
                2, "高村誠", "○高村検査官三月二十七日付で任命されました。", speakerPosition="検査官"
            ),
            speech(3, "髙森一", "○高森（一）委員　一点伺います。"),
            speech(4, "浜岡多恵", "○浜岡委員長　散会いたします。\n　　　午後零時三分散会"),
        ],
    }


def test_the_answer_of_the_diet_by_meeting() -> None:
    document = of_json({"numberOfRecords": 1, "meetingRecord": [meeting()]})
    assert who(document) == [
        ("浜岡", "委員長", "みずほの会"),
        ("高村", "検査官", None),
        ("高森（一）", "委員", None),
        ("浜岡", "委員長", "みずほの会"),
    ]
    assert document.url == "https://kokkai.example/2027-06-10"
    assert "\r" not in document.text
    extraction = pipeline.extract_document(document)
    assert codes(extraction) == []
    (found,) = extraction.meetings
    assert (found.body, found.number) == ("文化振興委員会", 7)
    assert found.title == "第230回国会 衆議院 文化振興委員会 第7号"
    assert (found.date, found.date_how) == ("2027-06-10", "printed")
    names = {person.speaker: person.full_name for person in extraction.layout.speakers}
    assert names["浜岡"] == "浜岡多恵"
    assert names["高村"] == "高村誠"


def test_the_answer_by_speech_is_put_in_order() -> None:
    whole = meeting()
    speeches = whole.pop("speechRecord")
    assert isinstance(speeches, list)
    flat = [{**whole, **one} for one in reversed(speeches)]
    document = of_json({"numberOfRecords": 5, "speechRecord": flat})
    expected = of_json({"meetingRecord": [meeting()]})
    assert document.text == expected.text
    assert who(document) == who(expected)


def as_xml(value: dict[str, object]) -> str:
    parts = []
    for key, held in value.items():
        for item in held if isinstance(held, list) else [held]:
            inner = as_xml(item) if isinstance(item, dict) else escape(str(item))
            parts.append(f"<{key}>{inner}</{key}>")
    return "".join(parts)


def diet_xml(*meetings: dict[str, object], declared: str = "UTF-8") -> str:
    records = "".join(
        f"<record><recordData><meetingRecord>{as_xml(one)}</meetingRecord></recordData></record>"
        for one in meetings
    )
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    return f"{head}<data><numberOfRecords>1</numberOfRecords><records>{records}</records></data>"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_xml_gives_what_json_gives(encoding: str) -> None:
    value = meeting()
    xml = diet_xml(value, declared="Shift_JIS" if encoding == "cp932" else "UTF-8")
    document = from_bytes(xml.encode(encoding), "answer.xml")
    expected = of_json({"meetingRecord": [value]})
    assert (document.text, document.metadata, document.cues) == (
        expected.text,
        expected.metadata,
        expected.cues,
    )
    assert document.encoding == encoding


def test_xml_that_is_cut_gives_what_there_is() -> None:
    xml = diet_xml(meeting())
    document = from_bytes(xml[: xml.index("一点伺います")].encode(), "cut.xml")
    assert [issue.code for issue in document.issues] == ["cut-file"]
    assert len(split(document).turns) == 2


def test_meetings_of_one_file_do_not_leak_into_each_other() -> None:
    first, second = meeting("2027-06-10"), meeting("2025-02-03", "環境委員会")
    second["speechRecord"] = [
        speech(1, "相馬令子", "○相馬委員長　これより会議を開きます。"),
        speech(
            2, "北郷聡", "○北郷委員　五日の件、ＭＴ社の報告を伺います。同社は本日公表しました。"
        ),
    ]
    speeches = first["speechRecord"]
    assert isinstance(speeches, list)
    speeches.append(
        speech(5, "髙森一", "○高森（一）委員　株式会社みずほ運輸（以下「ＭＴ社」という。）です。")
    )
    extraction = pipeline.extract_document(of_json({"meetingRecord": [first, second]}))
    one, other = extraction.meetings
    assert (one.date, other.date, other.date_how) == ("2027-06-10", "2025-02-03", "metadata")
    assert (one.body, other.body) == ("文化振興委員会", "環境委員会")
    assert extraction.document.text[other.start :].startswith("○相馬委員長")
    assert {turn.meeting for turn in extraction.turns if turn.start >= other.start} == {1}
    dates = {date.text: date.value for date in extraction.dates if date.start >= other.start}
    assert dates["五日"] in ("2025-01-05", "2025-02-05")
    assert dates["本日"] == "2025-02-03"
    aliased = [name for name in extraction.organisations if name.text == "ＭＴ社"]
    assert [name.canonical for name in aliased if name.start < other.start] == [
        "株式会社みずほ運輸"
    ]
    assert all(
        name.canonical != "株式会社みずほ運輸" for name in aliased if name.start >= other.start
    )
    alone = pipeline.extract_document(of_json({"meetingRecord": [second]}))
    offset = other.start
    assert [(turn.start + offset, turn.header, turn.kind) for turn in alone.turns] == [
        (turn.start, turn.header, turn.kind) for turn in extraction.turns if turn.meeting == 1
    ]
    assert [(date.start + offset, date.value) for date in alone.dates] == [
        (date.start, date.value) for date in extraction.dates if date.start >= offset
    ]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({"numberOfRecords": 3, "meetingRecord": [{"speechRecord": [{"speaker": "a"}]}]}, "list"),
        ({"message": "検索条件の入力に誤りがあります。", "details": ["範囲外"]}, "error message"),
        ({"numberOfRecords": 0}, "without a record"),
        ({"name": "minutes", "version": 1}, "meetingRecord"),
        ([1, 2, 3], "tenant_minutes"),
        ([{"speaker": "議長"}], "speaker and text"),
        ("開会", "no speeches"),
    ],
)
def test_json_without_speeches_says_what_was_expected(value: object, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        of_json(value, "folder/a.json")
    assert caught.value.code == "no-minutes"
    assert "folder/a.json" in str(caught.value)


# --- field and header -------------------------------------------------------------------------


def rows_of(*rows: tuple[str | None, str]) -> Document:
    return of_json([{"speaker": speaker, "text": text} for speaker, text in rows])


def test_a_speech_without_a_header_gets_its_field_as_a_line() -> None:
    document = rows_of(
        ("榊原委員長", "○午前１０時００分開会\nただいまから開会します。"),
        ("羽田野福祉課長", "御説明いたします。"),
        ("議会運営委員長（三枝香織）", "御報告します。"),
        ("事務局", "資料を配付します。"),
    )
    assert document.text.startswith("榊原委員長\n○午前１０時００分開会\n")
    assert who(document) == [
        ("榊原", "委員長", None),
        ("羽田野", "福祉課長", None),
        ("三枝香織", "議会運営委員長", None),
        (None, "事務局", None),
    ]


def test_speaker_and_position_in_fields_of_their_own() -> None:
    document = of_json(
        [
            {"speakerPosition": "議長", "speaker": "榊原康生", "text": "開会します。"},
            {
                "speaker": {"name": "三枝香織", "position": "３番", "party": "青空"},
                "text": "問う。",
            },
        ]
    )
    assert who(document) == [("榊原康生", "議長", None), ("三枝香織", "３番", "青空")]
    assert "議長（榊原康生）\n開会します。" in document.text


def test_a_header_that_names_another_is_an_issue_and_the_cut_stays() -> None:
    document = rows_of(
        ("榊原康生", "○議長（榊原康生君）　開会します。"),
        ("三枝香織", "○副議長（真木稔君）　続けます。"),
        ("榊原康生", "○議長（榊原康生君）　散会します。"),
    )
    layout = split(document)
    assert [turn.speaker for turn in layout.turns] == ["榊原康生", "真木稔", "榊原康生"]
    (issue,) = layout.issues
    assert issue.code == "speaker-disagrees"
    assert "三枝香織" in issue.message
    assert issue.start == layout.turns[1].start


def test_a_part_given_to_nobody_may_hold_a_speech() -> None:
    document = rows_of(
        (None, "水尾市議会会議録\n出席議員（三名）\n◯榊原康生議長　これより会議を開きます。"),
        ("三枝議員", "一点伺います。"),
        ("榊原議長", "散会します。"),
    )
    layout = split(document)
    assert [(turn.speaker, turn.position) for turn in layout.turns] == [
        ("榊原康生", "議長"),
        ("三枝", "議員"),
        ("榊原", "議長"),
    ]
    assert [issue.code for issue in layout.issues] == ["speaker-unnamed"]


def test_a_list_of_names_between_speeches_is_no_speech() -> None:
    document = rows_of(
        ("榊原議長", "開会します。"),
        ("（名簿）", "出席議員\n　１番　三枝香織\n　２番　真木稔"),
        ("榊原議長", "散会します。"),
    )
    layout = split(document)
    assert [document.text[turn.speech_start : turn.end] for turn in layout.turns] == [
        "開会します。",
        "散会します。",
    ]
    assert any("三枝香織" in note.text for note in layout.notes)


def test_a_name_never_eats_the_speech() -> None:
    document = rows_of(("市長", "市長として申し上げます。"), ("議長", "議長　開会します。"))
    layout = split(document)
    assert [document.text[t.speech_start : t.end] for t in layout.turns] == [
        "市長として申し上げます。",
        "開会します。",
    ]


# --- DiscussNet, scripts, JSON Lines ----------------------------------------------------------


def discussnet() -> dict[str, object]:
    parts = [
        ("（名簿）", 2, "<pre>水尾市議会会議録\n〇出席議員（２人）\n　１番　三枝　香織\n</pre>"),
        ("議長（榊原康生君）", 4, "<pre>○議長（榊原康生君）　開会します。\n──────\n</pre>"),
        ("（三枝香織君）", 5, "<pre>◆（三枝香織君）　Ａ&amp;Ｂ事業を伺います。\n</pre>"),
        ("市長（真木稔君）", 6, "<pre>◎市長（真木稔君）　お答えします。\n</pre>"),
    ]
    return {
        "tenant_minutes": [
            {"minute_id": n, "title": title, "minute_type_code": code, "body": body}
            for n, (title, code, body) in enumerate(parts, 1)
        ]
    }


def test_the_parts_of_discussnet() -> None:
    document = of_json(discussnet())
    assert who(document) == [
        ("榊原康生", "議長", None),
        ("三枝香織", None, None),
        ("真木稔", "市長", None),
    ]
    assert "Ａ&Ｂ事業" in document.text
    assert "<" not in document.text


def test_a_script_that_registers_an_object() -> None:
    record = {
        "dateIso": "2027-07-02",
        "title": "2027年7月2日 厚生委員会",
        "sourceUrl": "https://kaigiroku.example/1",
        "fetchedAt": "2027-08-14",
        "voices": [{"i": 1, "speaker": "榊原委員長", "text": "開会します。"}],
    }
    script = f"/* 転載。 */\nwindow.DB.register({json.dumps(record, ensure_ascii=False)});\n"
    document = from_bytes(script.encode(), "r09-1.js")
    assert document.media_type == "text/javascript"
    assert (document.url, document.retrieved) == ("https://kaigiroku.example/1", "2027-08-14")
    (found,) = pipeline.extract_document(document).meetings
    assert (found.body, found.date, found.date_how) == ("厚生委員会", "2027-07-02", "metadata")
    with pytest.raises(SourceError, match="script"):
        from_bytes(b"function f(x) { return {a: x}; }", "page.js")


def test_json_lines_and_threads_of_one_meeting() -> None:
    lines = [
        {"date": "2027-06-10", "committee": "総務委員会", "speaker": "榊原委員長", "text": text}
        for text in ("開会します。", "散会します。")
    ]
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    document = from_bytes(data.encode(), "dump.jsonl")
    assert len(split(document).turns) == 2
    threads = [
        {"date": "2027.06.10", "committee": "総務委員会", "topic": topic, "speeches": lines}
        for topic in ("予算について", "条例について")
    ]
    document = of_json(threads)
    assert document.sections == ()
    assert document.text.count("予算について\n") == 1
    assert document.text.index("予算について") < document.text.index("条例について")


def test_speakers_that_are_identifiers_are_said_to_be() -> None:
    document = of_json([{"memberId": f"m_{n:08x}", "raw": "意見です。"} for n in (1, 2, 1)])
    assert [issue.code for issue in document.issues] == ["speaker-identifiers"]
    assert len({turn.speaker for turn in split(document).turns}) == 2


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        ('{"meetingRecord": [{"speechRecord": [', "damaged-file", "cut off at line 1"),
        ("{speaker: 1}", "damaged-file", "no JSON at line 1, column 2"),
        ("[" * 100_000 + "]" * 100_000, "no-minutes", "nested"),
        ('{"a": ' + "9" * 10_000 + "}", "no-minutes", "number"),
    ],
)
def test_json_that_cannot_be_read(data: str, code: str, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        from_bytes(data.encode(), "a.json")
    assert caught.value.code == code


def test_a_lone_surrogate_does_not_reach_the_text() -> None:
    document = from_bytes(rb'[{"speaker": "\u69ca\u8b70\u9577", "text": "\ud800\u3002"}]', "a.json")
    assert "\ufffd。" in document.text
    document.text.encode("utf-8")


# --- XML --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<?xml version='1.0'?><rss><channel/></rss>", "no-minutes"),
        ("<?xml version='1.0'?><data><records></data>", "damaged-file"),
        (
            "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'x'>"
            + "".join(
                f"<!ENTITY a{n} '&a{'' if n == 1 else n - 1};&a{'' if n == 1 else n - 1};'>"
                for n in range(1, 40)
            )
            + "]><data>&a39;</data>",
            "no-minutes",
        ),
        ("<?xml version='1.0'?>" + "<a>" * 200_000 + "</a>" * 200_000, "no-minutes"),
    ],
)
def test_other_xml_is_refused_in_time(xml: str, code: str) -> None:
    began = time.perf_counter()
    with pytest.raises(SourceError) as caught:
        from_bytes(xml.encode(), "feed.xml")
    assert caught.value.code == code
    assert time.perf_counter() - began < 5


# --- CSV --------------------------------------------------------------------------------------

TABLE = (
    "date,speaker,party,committee,text,url\r\n"
    "2027-06-03,浜岡多恵,みずほの会,議院運営委員会,○浜岡委員長これより開きます。,https://a.example/1\r\n"
    "2027-06-03,築田信,,議院運営委員会,○築田事務総長日程第三を御説明します。,https://a.example/2\r\n"
    '2027-06-04,槙野たか子,青空,議院運営委員会,"○委員長（槙野たか子君） 開会します。\n続けます。",'
    "https://b.example/1\r\n"
)


def test_a_table_of_two_meetings_with_rows_that_repeat() -> None:
    body = TABLE.partition("\r\n")[2]
    document = from_bytes((TABLE + body + body).encode("utf-8-sig"), "speeches.csv")
    assert document.media_type == "text/csv"
    assert [issue.message for issue in document.issues] == [
        "6 rows repeat others word for word and were left out"
    ]
    assert who(document) == [
        ("浜岡", "委員長", "みずほの会"),
        ("築田", "事務総長", None),
        ("槙野たか子", "委員長", "青空"),
    ]
    meetings = pipeline.extract_document(document).meetings
    assert [found.date for found in meetings] == ["2027-06-03", "2027-06-04"]
    assert {found.body for found in meetings} == {"議院運営委員会"}


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    rows = ["総務委員会の記録", delimiter.join(["発言者", "役職", "会派", "発言内容"])]
    rows += [
        delimiter.join(["榊原康生", "委員長", "", "開会します。"]),
        delimiter.join(["三枝香織", "委員", "青空", "伺います。"]),
    ]
    if delimiter != ",":
        rows = rows[1:]
    document = from_bytes("\n".join(rows).encode(encoding), "speeches.csv")
    assert who(document) == [("榊原康生", "委員長", None), ("三枝香織", "委員", "青空")]


def test_a_chair_who_repeats_a_sentence_is_not_cut() -> None:
    rows = ["発言者,発言"]
    rows += ["榊原議長,御異議なしと認めます。", "真木市長,提案します。"] * 3
    document = from_bytes("\n".join(rows).encode(), "a.csv")
    assert len(split(document).turns) == 6
    assert document.issues == ()
    long = [f"榊原議長,これは{n}番目の長い発言でございます。" + "説明" * 30 for n in range(4)]
    document = from_bytes("\n".join(["発言者,発言", *long, *long]).encode(), "a.csv")
    assert len(split(document).turns) == 4
    assert [issue.code for issue in document.issues] == ["repeated-records"]


@pytest.mark.parametrize(
    ("table", "code", "says"),
    [
        ("日付,件数\n2027-06-03,512\n", "no-speech-column", "first row is: 日付, 件数"),
        ("speaker,summary\n榊原,要約\n", "no-speech-column", "発言"),
        ("speaker,text\n榊原,\n", "empty-file", "column text"),
        ('speaker,text\n榊原,"' + "長" * 10_000_001 + '"\n', "damaged-file", "line 2"),
    ],
)
def test_a_table_without_speeches_says_so(table: str, code: str, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        from_bytes(table.encode(), "figures.csv")
    assert caught.value.code == code


def test_a_large_table_is_read_in_seconds() -> None:
    rows = "".join(f"榊原議長,{n}番目の発言です。\n" for n in range(30_000))
    began = time.perf_counter()
    document = from_bytes(f"発言者,発言\n{rows}".encode(), "a.csv")
    assert len(document.cues) == 30_000
    assert time.perf_counter() - began < 10


# --- the names of fields ----------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_the_names_of_fields_have_examples_both_ways(key: str) -> None:
    entry = lexicon.read("fields")[key]
    assert all(field_of(name) == key for name in entry["examples"])
    assert all(field_of(name) != key for name in entry["counterexamples"])


def test_who_is_nobody() -> None:
    entry = lexicon.read("fields")["nobody"]
    assert all(is_nobody(name) for name in entry["examples"])
    assert not any(is_nobody(name) for name in entry["counterexamples"])


# --- real dumps -------------------------------------------------------------------------------

#: File of ``minutes/raw`` and the texts of ``minutes/text`` that were made from it.
TWINS = [
    ("dbsearch_role_kimi__*", ["dbsearch_aomori"]),
    ("dbsearch_header_own_line__*", ["dbsearch_otofuke"]),
    ("discussnet_json__函館*", ["discussnet_hakodate"]),
    ("discussnet_json__横浜*", ["discussnet_yokohama"]),
    ("kensaku_role_name_giin__*", ["kensaku_弘前市議会"]),
    ("kensaku_circle_paren__*statements*", ["kensaku_葛飾区議会"]),
    ("diet_csv__*", ["csv_speeches_2025_w23"]),
    ("diet_api_xml__*", ["ndl_100105291X00119470728", "ndl_100115299X00119471114"]),
]


def headers(document: Document) -> list[tuple[str, str]]:
    """Each header with the first twenty characters behind it."""
    layout = split(document)
    return [
        (
            "".join(turn.header.split()),
            "".join(document.text[turn.start + len(turn.header) : turn.end].split())[:20],
        )
        for turn in layout.turns
    ]


@needs_real_minutes
@pytest.mark.parametrize(("pattern", "names"), TWINS, ids=[names[0] for _, names in TWINS])
def test_a_real_file_gives_the_headers_of_its_text(pattern: str, names: list[str]) -> None:
    (path,) = (SHARED / "minutes" / "raw").glob(pattern)
    expected = []
    for name in names:
        expected += headers(sources.read(SHARED / "minutes" / "text" / f"{name}.txt"))
    assert headers(sources.read(path)) == expected


@needs_real_minutes
def test_every_real_file_is_read() -> None:
    paths = sorted((SHARED / "minutes" / "raw").iterdir())
    unread = [
        (Path(found.path).name, found.error)
        for path in paths
        if path.suffix != ".pdf"
        for found in sources.read_each(path)
        if not isinstance(found, Document)
    ]
    assert len(paths) > 10
    assert unread == []
