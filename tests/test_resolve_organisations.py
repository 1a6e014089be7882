"""Who is meant: full names, short forms, nominals, meeting by meeting."""

from __future__ import annotations

import pytest
from clock import cpu_seconds
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.lexicon import read
from minutes.nlp import tokenize
from minutes.organisations import find_organisations
from minutes.resolve.organisations import resolve_organisations
from minutes.resolve.organisations.nominals import RULES
from minutes.schema import Document, Layout, Meeting, Organisation, Turn
from minutes.turns import split

COUNCIL = "水尾市議会総務委員会"


def meeting_of(text: str, body: str | None) -> Meeting:
    return Meeting(0, len(text), body=body)


def resolve(text: str, *meetings: Meeting, layout: Layout | None = None) -> list[Organisation]:
    document, tokens = Document("d", "a.txt", text), tokenize(text)
    found = find_organisations(document, tokens)
    layout = layout if layout is not None else split(document, None)
    rows, _, issues = resolve_organisations(document, layout, meetings, found, tokens)
    for row in rows:
        assert text[row.start : row.end] == row.text
        assert (row.canonical is None) == (row.how == "unresolved")
        assert row.anchor is None or text[row.anchor.start : row.anchor.end]
    unresolved = [(row.start, row.end) for row in rows if row.canonical is None]
    assert [(issue.start, issue.end) for issue in issues] == unresolved
    return list(rows)


def told(text: str, body: str | None = None) -> dict[str, str | None]:
    """The last canonical name of each form; the text belongs to one meeting of a body."""
    return {row.text: row.canonical for row in resolve(text, meeting_of(text, body))}


def test_every_kind_of_nominal_has_a_rule() -> None:
    assert set(RULES) == {entry["kind"] for entry in read("organisations_context")["nominal"]}


# --- full names -------------------------------------------------------------------------------

NAMES = [
    ("経済産業省産業保安課の通知。産業保安課による。", "産業保安課", "経済産業省産業保安課"),
    ("水元小学校の件。水尾市立水元小学校を改築する。", "水元小学校", "水尾市立水元小学校"),
    ("経産省の見解。", "経産省", "経済産業省"),
    ("旧文部省の通達。", "旧文部省", "文部省"),
    (
        "水尾市消費生活センターを置く。消費生活センターで聞く。",
        "消費生活センター",
        "水尾市消費生活センター",
    ),
    ("文部科学委員会を開く。文科委員会では", "文科委員会", "文部科学委員会"),
    ("参議院総務委員会の答弁。総務委員会では", "総務委員会", "総務委員会"),
    ("浅見港振興会と水尾港振興会。港振興会は", "港振興会", "港振興会"),
    ("兵庫県明石市の例。明石市では", "明石市", "兵庫県明石市"),
]


@pytest.mark.parametrize(("text", "form", "full"), NAMES)
def test_a_name_gets_its_fullest_printed_form_if_only_one_fits(text, form, full) -> None:
    assert told(text)[form] == full


def test_a_council_of_the_meetings_own_place_is_the_same_with_the_place() -> None:
    text = "水尾市環境審議会の答申。環境審議会では"
    assert told(text, "水尾市議会")["環境審議会"] == "水尾市環境審議会"
    assert told(text, "浅見市議会")["環境審議会"] == "環境審議会"


def test_a_topic_names_nobody_unless_the_text_prints_a_fuller_name() -> None:
    assert told("わかもの就職支援センターに相談する。") == {}
    text = "水尾市わかもの就職支援センターを置く。わかもの就職支援センターに相談する。"
    assert told(text)["わかもの就職支援センター"] == "水尾市わかもの就職支援センター"


def test_a_unit_named_by_its_head_belongs_to_the_body_just_named() -> None:
    assert told("中央環境審議会の分科会で示した。")["分科会"] == "中央環境審議会の分科会"
    assert told("後刻、理事会で協議する。", "総務委員会")["理事会"] == "総務委員会理事会"


# --- nominals ---------------------------------------------------------------------------------

NOMINALS = [
    ("本市では検討する。", "本市", "水尾市"),
    ("市は検討する。", "市", "水尾市"),
    ("浅見市に聞いた。同市は検討する。", "同市", "浅見市"),
    ("国の補助を受ける。", "国", "日本国政府"),
    ("政府としては検討する。", "政府", "日本国政府"),
    ("議会の議決を経る。", "議会", "水尾市議会"),
    ("市議会の議決を経る。", "市議会", "水尾市議会"),
    ("本委員会の審査を終える。", "本委員会", COUNCIL),
    ("委員会において審査する。", "委員会", COUNCIL),
    ("事務局から説明する。", "事務局", COUNCIL + "事務局"),
    ("議会事務局の職員", "議会事務局", "水尾市議会事務局"),
    ("教育委員会が所管する。", "教育委員会", "水尾市教育委員会"),
    ("市教委の判断である。", "市教委", "水尾市教育委員会"),
    ("水尾商工会議所の要望。商工会議所では", "商工会議所", "水尾商工会議所"),
    ("公益財団法人水尾市みらい文化の決算。財団では", "財団", "公益財団法人水尾市みらい文化"),
    ("水尾市文化財団の決算。財団では", "財団", "水尾市文化財団"),
    ("財団では検討する。水尾市文化財団の決算", "財団", "水尾市文化財団"),
    ("日本港湾協会の見解。同協会では", "同協会", "日本港湾協会"),
    ("防衛省の説明。同省では", "同省", "防衛省"),
    ("水尾市まちづくり協議会を置く。推進協議会では", "推進協議会", "水尾市まちづくり協議会"),
    ("水尾市環境審議会に諮った。審議会では", "審議会", "水尾市環境審議会"),
    ("浅見県信用保証協会の件。信用保証協会では", "信用保証協会", "浅見県信用保証協会"),
    ("株式会社みなと電算の件。同社は", "同社", "株式会社みなと電算"),
    ("学校法人浅見学園の件。当該法人は", "当該法人", "学校法人浅見学園"),
    ("株式会社みなと電算に委託した。委託先から", "委託先", "株式会社みなと電算"),
    ("水尾県と協議した。県では", "県", "水尾県"),
]


@pytest.mark.parametrize(("text", "form", "full"), NOMINALS)
def test_a_nominal_finds_whom_it_means(text: str, form: str, full: str) -> None:
    assert told(text, COUNCIL)[form] == full


LEFT_OUT = [
    ("業者から聞いた。", "業者"),
    ("株式会社みなと電算とあさみ運輸株式会社。業者は", "業者"),
    ("水尾市文化財団の件。協会では", "協会"),
    ("審議会に諮る。", "審議会"),
    ("道では検討する。", "道"),
    ("町では検討する。", "町"),
]


@pytest.mark.parametrize(("text", "form"), LEFT_OUT)
def test_a_weak_nominal_without_a_referent_is_no_mention(text: str, form: str) -> None:
    assert form not in told(text, COUNCIL)


def test_what_nobody_answers_stays_visible() -> None:
    rows = resolve("同社の見解を求める。")
    assert [(row.text, row.canonical, row.how) for row in rows] == [("同社", None, "unresolved")]


def test_before_a_city_the_prefecture_is_its_own_even_if_nobody_names_it() -> None:
    (row,) = [r for r in resolve("県と協議した。", Meeting(0, 7, body=COUNCIL)) if r.text == "県"]
    assert (row.canonical, row.how) == (None, "unresolved")


def test_a_bare_council_means_one_named_a_few_turns_ago_at_most() -> None:
    near = "○委員　水尾市環境審議会に諮りました。\n○課長　審議会では了承されました。"
    assert told(near)["審議会"] == "水尾市環境審議会"
    far = near.replace("\n", "\n○委員　はい。\n○課長　はい。\n○委員　はい。\n○課長　はい。\n")
    assert "審議会" not in told(far)


# --- turns and meetings -----------------------------------------------------------------------

ASSEMBLY = """○議長（大洞茂樹君）　これより会議を開きます。
○総務常任委員長（榊原康生君）　委員会は、三件を審査しました。
○建設常任委員長（高瀬実君）　委員会は、二件を審査しました。
○市長（水野明君）　市は努めます。
"""


def test_a_chairman_reports_for_the_committee_of_the_office() -> None:
    rows = resolve(ASSEMBLY, meeting_of(ASSEMBLY, "水尾市議会"))
    assert [row.canonical for row in rows if row.text == "委員会"] == [
        "総務常任委員会",
        "建設常任委員会",
    ]


def test_where_a_mayor_speaks_the_city_is_a_body_even_if_nobody_names_it() -> None:
    (row,) = [row for row in resolve(ASSEMBLY) if row.text == "市"]
    assert (row.canonical, row.how) == (None, "unresolved")


DIET = """○榊原委員　水尾市民党の榊原です。我が党は反対します。
○経済産業大臣（高瀬実君）　御党の提案ですが、当省としては検討します。
○浅見委員　公明党の浅見です。我が党は賛成します。
"""


def test_parties_and_ministries_are_the_speakers_own() -> None:
    rows = resolve(DIET)
    assert [(r.text, r.canonical) for r in rows if r.level == "nominal"] == [
        ("我が党", "水尾市民党"),
        ("御党", "水尾市民党"),
        ("当省", "経済産業省"),
        ("我が党", "公明党"),
    ]


def test_a_company_in_the_speakers_post_is_the_speakers_own() -> None:
    text = "○代表取締役（株式会社みなと電算　高瀬実君）　弊社、株式会社みなと電算では"
    end = text.index("弊社")
    turn = Turn(0, len(text), end, text[:end], "高瀬実", "株式会社みなと電算代表取締役")
    rows = resolve(text, layout=Layout(None, (turn,), (), (), ()))
    assert {(r.text, r.canonical) for r in rows} >= {("弊社", "株式会社みなと電算")}


def test_nothing_of_one_meeting_is_an_antecedent_in_another() -> None:
    first = "水尾市文化財団と株式会社みなと電算（以下「MD社」という。）。MD社と財団と同社。\n"
    second = "財団とMD社と同社と委託先の件。本市は検討する。\n"
    text = first + second
    rows = resolve(
        text,
        Meeting(0, len(first), body="水尾市議会"),
        Meeting(len(first), len(text), body="浅見市議会"),
    )
    before = {r.text: r.canonical for r in rows if r.start < len(first)}
    assert before["財団"] == "水尾市文化財団"
    assert before["MD社"] == before["同社"] == "株式会社みなと電算"
    after = {r.text: r.canonical for r in rows if r.start >= len(first)}
    assert after == {"同社": None, "本市": "浅見市"}


def test_a_form_declared_in_each_meeting_stands_for_that_meetings_name() -> None:
    first = "株式会社みなと電算（以下「A社」という。）。A社の件。\n"
    second = "あさみ運輸株式会社（以下「A社」という。）。A社の件。\n"
    text = first + second
    rows = resolve(text, Meeting(0, len(first)), Meeting(len(first), len(text)))
    assert [r.canonical for r in rows if r.text == "A社"] == (
        ["株式会社みなと電算"] * 2 + ["あさみ運輸株式会社"] * 2
    )


def test_headers_of_turns_hold_no_mentions() -> None:
    text = "○水尾市文化振興課（高瀬実君）　水尾市文化振興課でございます。"
    turn = Turn(0, len(text), 16, text[:16], "高瀬実", "水尾市文化振興課")
    rows = resolve(text, layout=Layout(None, (turn,), (), (), ()))
    assert [row.start for row in rows] == [16]


# --- any text at all --------------------------------------------------------------------------

_WORDS = st.sampled_from(
    [
        "本市",
        "市",
        "同社",
        "委員会",
        "財団",
        "水尾市",
        "水尾市文化財団",
        "株式会社みなと電算",
        "我が党",
        "当省",
        "総務省",
        "は",
        "の",
        "。",
        "\n○委員長\u3000",
        "\n○市長（水野明君）\u3000",
        "事務局",
        "分科会",
        "弁連",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_WORDS, max_size=30), st.sampled_from([None, "水尾市議会", "総務委員会"]))
def test_any_text_is_resolved(parts: list[str], body: str | None) -> None:
    text = "".join(parts)
    resolve(text, meeting_of(text, body))


HOSTILE = [
    "本市と水尾市。",
    "同社。",
    "委員会。",
    "財団。",
    "水尾課。",
    "総務課と",
    "当省。",
    "我が党。",
    "県。",
    "弊社。",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_mentions(piece: str) -> None:
    def seconds(count: int) -> float:
        made = "".join(f"第{n}{piece}浅見{n}課と浅見{n}財団。" for n in range(count))
        text = f"総務省と株式会社みなと電算。{made}"
        document, tokens = Document("d", "a.txt", text), tokenize(text)
        found = find_organisations(document, tokens)
        layout = Layout(None, (), (), (), ())
        meetings = [meeting_of(text, None)]
        return cpu_seconds(lambda: resolve_organisations(document, layout, meetings, found, tokens))

    seconds(100)
    assert seconds(1600) < max(0.5, 25 * seconds(400))
