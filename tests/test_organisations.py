"""Organisations as worded: lexicons and rules both ways, aliases, hostile lines."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from clock import cpu_seconds
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes import lexicon
from minutes.nlp import tokenize
from minutes.organisations import Found, find_organisations
from minutes.organisations.aliases import DECLARES
from minutes.organisations.naming import NEEDS
from minutes.organisations.spelling import _NEW, _OLD, tagged, today
from minutes.organisations.words import bodies, words
from minutes.schema import Document
from minutes.text import view

HEADS = lexicon.read("organisations_heads")
CONTEXT = lexicon.read("organisations_context")
REFUSED = lexicon.read("organisations_refused")
NAMED = [*HEADS["form"], *HEADS["head"]]


def find(text: str) -> Found:
    found = find_organisations(Document("d", "a.txt", text), tagged(view(text)))
    for name in found.mentions:
        assert text[name.start : name.end] == name.text
    for before, after in pairwise(found.mentions):
        assert before.end <= after.start
    return found


def texts(text: str, *levels: str) -> list[str]:
    return [n.text for n in find(text).mentions if not levels or n.level in levels]


def names(text: str) -> list[str]:
    """The names that need no context."""
    return [n.text for n in find(text).mentions if n.level != "nominal" and not n.weak]


# --- the lists, both ways ---------------------------------------------------------------------


def test_the_lists_are_there() -> None:
    assert len(words().table) > 1000
    assert {entry["needs"] for entry in HEADS["head"]} <= {*NEEDS, "place", "medium"}
    assert all(entry["source"] for entry in (*NAMED, *CONTEXT["nominal"]))
    assert all(entry["examples"] and entry["counterexamples"] for entry in NAMED)
    assert all(entry["examples"] and entry["counterexamples"] for entry in CONTEXT["nominal"])
    for source in ("organisations", "organisations_known"):
        assert all(
            "http" in group["source"] or group["source"] for group in lexicon.read(source)["group"]
        )


@pytest.mark.parametrize("example", [e for entry in NAMED for e in entry["examples"]])
def test_a_head_or_form_makes_a_whole_name(example: str) -> None:
    assert names(f"昨日、{example}は報告した。") == [example]


@pytest.mark.parametrize("example", [e for entry in NAMED for e in entry["counterexamples"]])
def test_a_head_or_form_names_nobody_in_its_counterexamples(example: str) -> None:
    assert names(f"昨日、{example}は報告した。") == []


@pytest.mark.parametrize("body", bodies().values(), ids=lambda body: body.text)
def test_a_listed_body_is_found_under_each_of_its_names(body) -> None:
    (found,) = find(f"これは{body.text}の見解である。").mentions
    assert (found.text, found.full, found.level) == (body.text, body.name, "named")


@pytest.mark.parametrize(
    ("word", "clause"), [pair for entry in CONTEXT["nominal"] for pair in entry["examples"]]
)
def test_a_nominal_is_found_in_its_examples(word: str, clause: str) -> None:
    assert word in texts(clause, "nominal")


@pytest.mark.parametrize(
    ("word", "clause"), [pair for entry in CONTEXT["nominal"] for pair in entry["counterexamples"]]
)
def test_a_nominal_is_none_in_its_counterexamples(word: str, clause: str) -> None:
    assert word not in texts(clause, "nominal")


def test_every_listed_nominal_can_be_found() -> None:
    for text, word in words().table.items():
        if word.nominal is not None and word.body is None:
            assert text in texts(f"報告書は、{text}から出された。", "nominal"), text


@pytest.mark.parametrize("example", [e for entry in REFUSED.values() for e in entry["examples"]])
def test_a_refused_word_makes_no_name(example: str) -> None:
    assert names(f"昨日、{example}。") == []


@pytest.mark.parametrize(
    "example", [e for entry in REFUSED.values() for e in entry["counterexamples"]]
)
def test_a_refused_word_leaves_other_names_alone(example: str) -> None:
    assert texts(f"昨日、{example}は報告した。") == [example]


CUES = HEADS["cue"]


@pytest.mark.parametrize(("name", "clause"), [pair for cue in CUES for pair in cue["examples"]])
def test_a_name_without_a_sign_is_told_by_what_follows_it(name: str, clause: str) -> None:
    assert names(f"昨日、{name}は解散した。") == []
    assert names(f"{clause}昨日、{name}は解散した。") == [name, name]


@pytest.mark.parametrize(
    ("name", "clause"), [pair for cue in CUES for pair in cue["counterexamples"]]
)
def test_a_class_of_groups_is_no_body_by_what_follows_it(name: str, clause: str) -> None:
    assert name not in names(clause)


# --- how far a name reaches -------------------------------------------------------------------

SPANS = [
    ("先日、水尾市教育委員会文化振興課に伺いました。", ["水尾市教育委員会文化振興課"]),
    ("長年水尾市のために働いた。", ["水尾市"]),
    ("私ども交通局では検討中です。", ["交通局"]),
    ("別表水尾町の項", ["水尾町"]),
    ("主幹兼議事調査係長が説明する。", []),
    ("文化振興課長と総務部次長が出席した。", []),
    ("水尾市文化・スポーツ振興財団の決算", ["水尾市文化・スポーツ振興財団"]),
    ("環境局・建設局の予算", ["環境局", "建設局"]),
    ("水尾市・浅見市の両市長", ["水尾市", "浅見市"]),
    ("まち・ひと・しごと創生本部の決定", ["まち・ひと・しごと創生本部"]),
    ("第3会議室で開いた。", []),
    ("第二小学校と第三小学校を統合する。", ["第二小学校", "第三小学校"]),
    ("第1款議会費は減額である。", []),
    ("旧文部省の通達です。", ["旧文部省"]),
    ("内閣官房内閣人事局から回答があった。", ["内閣官房内閣人事局"]),
    ("水野内閣の方針", ["水野内閣"]),
    ("第二百十六回国会は召集された。", []),
    ("臨時国会に提出する。", []),
    ("内閣府大臣官房審議官が答えた。", []),
    ("南北海道教育センターで研修した。", ["南北海道教育センター"]),
    ("国会法の改正", []),
    ("東大路通を通る。", []),
    ("水尾県浅見市の水尾市港町三丁目", ["水尾県浅見市"]),
    ("吉井恵市君の発言", []),
    ("水尾市民と水尾市長", []),
    ("持続的発展市町村計画を定める。", []),
    (
        "高橋組・みなと・浅見特定建設工事共同企業体に発注する。",
        ["高橋組・みなと・浅見特定建設工事共同企業体"],
    ),
    ("沖縄及び北方問題に関する特別委員会を置く。", ["沖縄及び北方問題に関する特別委員会"]),
    ("庶務小委員会及び公文書館に関する小委員会", ["庶務小委員会", "公文書館に関する小委員会"]),
    ("請願に関する委員会で審査した。", []),
    ("水尾の川を守る会が陳情した。", ["水尾の川を守る会"]),
    ("全国水尾ダム被害者の会の要望", ["全国水尾ダム被害者の会"]),
    ("意見を聞く会を開いた。", []),
    ("財政制度等審議会の分科会で示された。", ["財政制度等審議会", "分科会"]),
    ("水尾市保育所の保育料", ["水尾市"]),
    ("大阪府警と青森県警", ["大阪府警", "青森県警"]),
    ("JR京都駅からJRで行く。", ["JR"]),
    ("自由民主党総裁選と自民党", ["自由民主党", "自民党"]),
    ("立憲主義を守る。", []),
    ("東北大震災と東北大", ["東北大"]),
    ("KS社と5社と各社", ["KS社"]),
    ("Q&AとM&Aとアサミ&ケイ・リテール", ["アサミ&ケイ・リテール"]),
    ("全日本港湾労働者連盟の要望", ["全日本港湾労働者連盟"]),
    ("水野産業企画室が担当です。", ["産業企画室"]),
    ("水尾市議会議員が質問した。", []),
]


@pytest.mark.parametrize(("text", "expected"), SPANS)
def test_a_name_reaches_as_far_as_its_words(text: str, expected: list[str]) -> None:
    assert names(text) == expected


FORMS = [
    ("株式会社みなと電算代表取締役の高瀬です。", ["株式会社みなと電算"]),
    ("みなと電算株式会社代表取締役の高瀬です。", ["みなと電算株式会社"]),
    ("公益財団法人水尾市文化財団事業計画の報告", ["公益財団法人水尾市文化財団"]),
    ("株式会社　みなと電算に委託した。", ["株式会社　みなと電算"]),
    ("あさみ運輸株式会社水尾支店に照会した。", ["あさみ運輸株式会社水尾支店"]),
    ("委託先株式会社みなと電算から", ["株式会社みなと電算"]),
    ("（株）みなと電算と㈲浅見商店", ["（株）みなと電算", "㈲浅見商店"]),
    ("NPO法人みなとの里が運営する。", ["NPO法人みなとの里"]),
    ("公益社団法人みなとと家族の会を訪ねた。", ["公益社団法人みなとと家族の会"]),
    ("社会福祉法人水尾会の理事長", ["社会福祉法人水尾会"]),
    ("独立行政法人等の保有する情報", []),
    ("そのまま宗教法人法に入れる。", []),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_a_legal_form_opens_or_closes_a_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_name_is_found_again_without_its_legal_form() -> None:
    found = find("株式会社ミナトペイに聞いた。ミナトペイは、ミナトペイアプリを止めた。")
    assert [(n.text, n.full, n.ambiguous) for n in found.mentions] == [
        ("株式会社ミナトペイ", "株式会社ミナトペイ", False),
        ("ミナトペイ", "株式会社ミナトペイ", True),
    ]


def test_a_list_of_as_many_names_as_companies_names_companies() -> None:
    assert names("次の3社（アサミ、KTネット、ミナト）に照会した。") == [
        "アサミ",
        "KTネット",
        "ミナト",
    ]
    assert names("次の4社（アサミ、KTネット、ミナト）に照会した。") == []


def test_councils_that_share_their_last_word_are_two_if_one_is_printed_alone() -> None:
    text = "（総務・建設常任委員会）建設常任委員会の報告。"
    found = find(text).mentions
    assert [(n.text, n.full) for n in found] == [
        ("総務", "総務常任委員会"),
        ("建設常任委員会", "建設常任委員会"),
        ("建設常任委員会", "建設常任委員会"),
    ]
    assert names("政策・総務・財政委員会に付託する。") == ["政策・総務・財政委員会"]


def test_an_old_spelling_is_read_like_todays() -> None:
    assert len(_OLD) == len(_NEW) == len(set(_OLD))
    assert today("勞働委員會") == "労働委員会"
    found = find("國會の勞働委員會で、勞働組合の事を聞く。").mentions
    assert [(n.text, n.full) for n in found] == [("國會", "國會"), ("勞働委員會", "勞働委員會")]


def test_a_session_or_a_service_is_ambiguous() -> None:
    (session,) = find("水尾市議会定例会を開く。").mentions
    assert session.text == "水尾市議会"
    assert session.ambiguous
    assert find("グーグルでログインする。").mentions[0].ambiguous


def test_a_topic_alone_is_weak() -> None:
    (centre,) = find("わかもの就職支援センターに相談する。").mentions
    assert centre.weak


# --- declared short forms ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "clause"), [(rule, text) for rule in DECLARES for text in rule.examples]
)
def test_a_clause_declares_a_short_form(rule, clause: str) -> None:
    (form,) = find(clause).aliases
    assert form.entity == "organisation"
    assert form.alias in clause[form.start : form.end]
    assert find(clause).mentions[-1].level == "alias"


@pytest.mark.parametrize(
    ("rule", "clause"), [(rule, text) for rule in DECLARES for text in rule.counterexamples]
)
def test_a_clause_declares_nothing_in_the_counterexamples(rule, clause: str) -> None:
    assert find(clause).aliases == ()


ALIASES = [
    ("株式会社みなと電算（以下「MD社」という。）", "MD社", "株式会社みなと電算"),
    ("株式会社みなと電算（以下「ＭＤ社」という。）", "MD社", "株式会社みなと電算"),
    ("株式会社みなと電算（以下、単に「みなと社」と表記する。）", "みなと社", "株式会社みなと電算"),
    ("株式会社みなと電算、以下、MD社と略しますが、", "MD社", "株式会社みなと電算"),
    ("株式会社みなと電算――以下MD社と申します――", "MD社", "株式会社みなと電算"),
    ("株式会社みなと電算（略称：MD社）", "MD社", "株式会社みなと電算"),
    ("日本港湾情報協会（JPIA）", "JPIA", "日本港湾情報協会"),
    ("JPIA（日本港湾情報協会）", "JPIA", "日本港湾情報協会"),
    ("議会運営委員会（議運）", "議運", "議会運営委員会"),
    ("アサミペイメント（以下「AP社」という。）", "AP社", "アサミペイメント"),
]


@pytest.mark.parametrize(("clause", "alias", "full"), ALIASES)
def test_a_short_form_is_used_from_its_declaration_on(clause: str, alias: str, full: str) -> None:
    text = f"{alias}の件です。{clause}に照会した。\n○委員　{alias}の回答は。"
    found = find(text)
    assert [(f.alias, f.canonical) for f in found.aliases] == [(alias, full)]
    uses = [n for n in found.mentions if n.level == "alias"]
    assert {n.full for n in uses} == {full}
    assert uses[-1].start == text.rindex(uses[-1].text)
    assert all(n.start >= found.aliases[0].start for n in uses)
    assert all(n.anchor is not None for n in uses)


def test_forms_of_forms_stand_for_the_first_name() -> None:
    text = "株式会社みなと電算（以下「MD社」という。）。MD社（以下「MD」という。）。MDの答え。"
    found = find(text)
    assert [(f.alias, f.canonical) for f in found.aliases] == [
        ("MD社", "株式会社みなと電算"),
        ("MD", "株式会社みなと電算"),
    ]
    assert {n.full for n in found.mentions} == {"株式会社みなと電算"}


def test_two_forms_may_be_declared_at_once() -> None:
    found = find("株式会社みなと電算（以下「MD社」又は「受託社」という。）は、受託社として")
    assert [f.alias for f in found.aliases] == ["MD社", "受託社"]


def test_the_latest_declaration_of_a_form_holds() -> None:
    text = (
        "株式会社みなと電算（以下「A社」という。）とあさみ運輸株式会社。A社の答え。"
        "あさみ運輸株式会社（以下「A社」という。）。A社の答え。"
    )
    uses = [n.full for n in find(text).mentions if n.level == "alias"]
    assert uses == ["株式会社みなと電算"] * 2 + ["あさみ運輸株式会社"] * 2


@pytest.mark.parametrize(
    "clause",
    [
        "地方自治法の改正（以下「改正法」といいますが）",
        "株式会社みなと電算の会計システム（以下「新システム」という。）",
        "施設予約事業（以下「事業」といいます。）",
    ],
)
def test_a_term_is_no_organisation(clause: str) -> None:
    (form,) = find(clause + "について、" + "その後の答え。").aliases
    assert form.entity == "term"
    assert "alias" not in {n.level for n in find(clause).mentions}


def test_an_alias_that_is_a_common_word_stands_alone_where_it_is_used() -> None:
    text = "水尾地域公共交通協議会（以下「協議会」という。）。協議会の会長と浅見協議会と協議会長。"
    uses = [n.start for n in find(text).mentions if n.level == "alias"]
    assert uses == [text.index("協議会」"), text.index("協議会の会長")]


# --- any text at all --------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_returns(text: str) -> None:
    find(text)


_PARTS = st.sampled_from(
    [
        "水尾",
        "市",
        "委員会",
        "・",
        "株式会社",
        "（",
        "）",
        "以下",
        "「A社」",
        "という。",
        "の",
        "を",
        "守る会",
        "第",
        "二",
        "小学校",
        "課",
        "長",
        "&",
        "アサミ",
        "同",
        "国",
        "さん",
        "3社",
        "、",
        "\n",
        "會",
        "國",
        "\u3000",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PARTS, max_size=25))
def test_any_heap_of_parts_returns(parts: list[str]) -> None:
    find("".join(parts))


HOSTILE = [
    "市",
    "水尾市",
    "・",
    "水尾・",
    "委員会・",
    "国の",
    "株式会社",
    "株式会社あ",
    "以下「",
    "以下「A」という。",
    "（以下「A社」という。）",
    "A社",
    "ア、イ、ウ、3社",
    "ア&イ",
    "に関する委員会",
    "の会",
    "水尾の川を守る会",
    "第二",
    "同",
    "略称",
    "さん",
    "クラブさん",
    "水尾委員会（水）",
    "市側",
    "課名で",
    "公明党、",
    "緑風会、",
    "委託先：",
    "\n1 委託先 ",
    "水尾同盟、産別や",
    "テレビ",
    "旧",
    "NHK水尾",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_line(piece: str) -> None:
    def seconds(length: int) -> float:
        line = (piece * (length // len(piece) + 1))[:length]
        tokens, document = tokenize(line), Document("d", "a.txt", line)
        return cpu_seconds(lambda: find_organisations(document, tokens))

    seconds(2_000)
    assert seconds(20_000) < max(0.5, 25 * seconds(5_000))


def test_many_different_names_and_forms_stay_linear() -> None:
    kana = "アイウエオカキクケコサシスセソ"
    made = [
        f"株式会社{a}{b}{c}（以下「{a}{b}{c}社」という。）"
        for a in kana
        for b in kana
        for c in kana[:4]
        if len({a, b, c}) == 3
    ]
    text = "".join(made)
    tokens, document = tokenize(text), Document("d", "a.txt", text)
    started = time.perf_counter()
    found = find_organisations(document, tokens)
    assert time.perf_counter() - started < 2
    assert len(found.aliases) > 0.97 * len(made)  # some heaps of kana are words to MeCab
