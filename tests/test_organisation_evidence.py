"""Organisations that no last word gives away: by script, by place, by what is told of them."""

from __future__ import annotations

import time

import pytest

from minutes.pipeline import extract_document
from minutes.schema import Document


def bodies(text: str) -> dict[str, str | None]:
    """The last canonical name of each form in a whole document."""
    extraction = extract_document(Document("d", "a.txt", text))
    return {body.text: body.canonical for body in extraction.organisations}


def printed(text: str) -> list[str]:
    return [body.text for body in extract_document(Document("d", "a.txt", text)).organisations]


# --- companies --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("出資したヒノデホールディングスが答えた。", "ヒノデホールディングス"),
        ("ヒノデコーポレーションに照会した。", "ヒノデコーポレーション"),
        ("支援するのはヒノデフィナンシャルグループである。", "ヒノデフィナンシャルグループ"),
        ("ミナトシステムズの社員が来た。", "ミナトシステムズ"),
        ("みなとソリューションズから届いた。", "みなとソリューションズ"),
        ("アサミテクノロジーズと協議した。", "アサミテクノロジーズ"),
        ("水尾パートナーズが応募した。", "水尾パートナーズ"),
        ("クレイモリフーズは工場を閉めた。", "クレイモリフーズ"),
        ("ミナトエアラインズが就航する。", "ミナトエアラインズ"),
        ("ヒノデペイメントの決済が止まった。", "ヒノデペイメント"),
        ("水尾エンジニアリングが設計した。", "水尾エンジニアリング"),
        ("水尾電機の工場が移る。", "水尾電機"),
        ("Qリンク社の回答を待つ。", "Qリンク社"),
        ("親会社のクレイモリデジタルから連絡があった。", "クレイモリデジタル"),
        ("委託先であるヒノデメディアに確認した。", "ヒノデメディア"),
        ("発送はヒノデメディカに再委託されていた。", "ヒノデメディカ"),
        ("ヒノデメディカによりますと、侵入は三月である。", "ヒノデメディカ"),
        ("ヒノデネットによる漏えいが公表された。", "ヒノデネット"),
        ("印刷会社「浅見美術」が公表した。", "浅見美術"),
        ("大手飲料メーカー「月見桜」は発表した。", "月見桜"),
        ("ヒノデリースは九日、同社の名簿が漏れたと公表した。", "ヒノデリース"),
        ("港に出資するヒノデ・ペイ（東京・港）に命じた。", "ヒノデ・ペイ"),
        ("機器を納めたヒノデ・ペイ（浅見市）に命じた。", "ヒノデ・ペイ"),
        ("倉庫を貸すミナトリース（青森県八戸市）が届け出た。", "ミナトリース"),
        ("業務を委託する「水際サービス」のサーバーが感染した。", "水際サービス"),
    ],
)
def test_a_company_is_found_without_its_legal_form(text: str, name: str) -> None:
    assert name in printed(text)


@pytest.mark.parametrize(
    "text",
    [
        "ホールディングスという形を選ぶ会社が増えた。",
        "スマホペイメントを導入する。",
        "バイオテクノロジーの研究を進める。",
        "クールジャパンの事業である。",
        "経営コンサルティングを受けた。",
        "ファストフーズの店が並ぶ。",
        "ホームページによると、締切りは五月である。",
        "アンケートによると、満足が多い。",
        "アメリカによると、条約は続く。",
        "入力をコールセンターに委託した。",
        "委託先のコールセンターで起きた。",
        "子会社のシステムが止まった。",
        "委託先のパソコンから見つかった。",
        "事業者「負担金」の欄に書く。",
        "大型自動車の通行を止める。",
        "ランサムウェアは、倉庫に入った。",
        "インターネット証券の口座を使う。",
        "フェスティバル（五月、本町通り）は中止した。",
    ],
)
def test_common_words_are_no_company(text: str) -> None:
    assert printed(text) == []


def test_a_company_told_once_is_found_elsewhere() -> None:
    text = (
        "ヒノデメディカの件です。名簿の作成をヒノデメディカに委託した。ヒノデメディカは否定した。"
    )
    assert printed(text) == ["ヒノデメディカ"] * 3


def test_a_bank_is_taken_up() -> None:
    text = "水尾銀行の件です。水尾銀は陳謝し、同行では調べている。職員が同行した。"
    assert printed(text) == ["水尾銀行", "水尾銀", "同行"]
    assert set(bodies(text).values()) == {"水尾銀行"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("お客様サービス課に電話した。", "お客様サービス課"),
        ("三月九日取締役会に報告した。", "取締役会"),
        ("水尾市立病院病院事業計画を定めた。", "水尾市立病院"),
    ],
)
def test_where_a_name_ends_and_begins(text: str, name: str) -> None:
    assert printed(text) == [name]


def test_a_company_and_its_社_are_one() -> None:
    text = "株式会社ヒノデリンクの件です。ヒノデリンク社は否定した。同社に聞く。"
    assert bodies(text)["ヒノデリンク社"] == "株式会社ヒノデリンク"
    assert bodies(text)["同社"] == "株式会社ヒノデリンク"


@pytest.mark.parametrize(
    "clause",
    [
        "以下、ヒノデ社と言わせていただきます。",
        "以下、前回と同じようにヒノデ社と呼ばせていただきます。",
        "説明の中ではヒノデ社と略させていただきます。",
        "長い名前ですので、ヒノデ社と略します。",
    ],
)
def test_an_oral_short_form_of_a_company(clause: str) -> None:
    text = f"株式会社ヒノデリンク、{clause}ヒノデ社に照会した。"
    assert bodies(text)["ヒノデ社"] == "株式会社ヒノデリンク"


def test_a_so_called_body() -> None:
    text = "日本港湾認証機構、いわゆるNKNですが、取り消した。NKNに照会した。"
    assert bodies(text)["NKN"] == "日本港湾認証機構"
    assert "NKN" not in printed("水尾市、いわゆる港町が栄えた。NKNは別である。")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("株式会社ヒノデリンクの件です。会社としては把握していません。", True),
        ("株式会社ヒノデリンクの件です。この会社の決済を使う。", True),
        ("株式会社ヒノデリンクの件です。監視が甘い会社が得をする。", False),
        ("株式会社ヒノデリンクの件です。委託先の会社が悪い。", False),
        ("株式会社ヒノデリンクと株式会社みなと電算の件です。会社は増えた。", False),
    ],
)
def test_会社_is_the_only_one_just_named(text: str, found: bool) -> None:
    expected = "株式会社ヒノデリンク" if found else None
    assert bodies(text).get("会社") == expected


def test_the_company_of_the_person_asked() -> None:
    text = "株式会社ヒノデリンクの件です。御社はいつ知ったのですか。"
    assert bodies(text)["御社"] == "株式会社ヒノデリンク"
    both = "株式会社ヒノデリンクと株式会社みなと電算の件です。御社はいつ知ったのですか。"
    assert bodies(both)["御社"] is None


@pytest.mark.parametrize(
    "behind",
    ["の会社が悪い。", "を監督する責任がある。", "である水尾組合に聞く。", "の選定を急ぐ。"],
)
def test_a_contractor_in_general_is_no_company(behind: str) -> None:
    text = f"株式会社ヒノデリンクの件です。委託先{behind}"
    assert "委託先" not in bodies(text)


# --- bodies of one character ------------------------------------------------------------------

PAGE = (
    "水尾市消費生活課\n\n水尾市（以下「市」という。）の給付について、株式会社ヒノデリンク（以下「事業者」という。）"
    "が受け付けました。\n\n日付\tできごと\t出典\n5.1\t受付を開始\t事業者\n5.7\t発送を延期\t市\n"
    "5.9\t説明会を開催\t市・事業者\n"
)


def test_a_declared_character_is_found_in_cells() -> None:
    assert printed(PAGE).count("市") == 3
    assert bodies(PAGE)["市"] == "水尾市"


def test_a_column_of_cells_needs_no_declaration() -> None:
    rows = "日付\tできごと\t担当\n5.1\t受付を開始\t町\n5.7\t発送を延期\t町\n"
    assert bodies("葛巻町の給付の経過\n\n" + rows)["町"] == "葛巻町"


@pytest.mark.parametrize("text", ["市\n長\n部\n局\n", "水尾市\n\n区分\t市\n人口\t3\n"])
def test_a_lone_character_is_no_body(text: str) -> None:
    assert "市" not in printed(text)


def test_a_declared_市_says_whose_page_it_is() -> None:
    text = "浅見市、浅見市、浅見市に聞いた。水尾市（以下「市」という。）は本市の例に倣う。"
    assert bodies(text)["本市"] == "水尾市"


# --- bodies of a place ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "form", "full"),
    [
        ("青森県の消費生活センターに聞いた。", "消費生活センター", "青森県の消費生活センター"),
        ("浅見市の教育委員会に聞いた。", "教育委員会", "浅見市教育委員会"),
        ("青森県の警察本部が調べる。", "警察本部", "青森県警察本部"),
        ("青森県の児童相談所が対応した。", "児童相談所", "青森県の児童相談所"),
    ],
)
def test_a_body_belongs_to_the_place_before_it(text: str, form: str, full: str) -> None:
    heading = "令和七年 水尾市議会総務委員会会議録\n○委員長（榊原健君） "
    assert bodies(heading + text)[form] == full


def test_a_body_of_no_place_is_none() -> None:
    assert "警察本部" not in printed("警察本部が調べる。")
    text = "水尾市議会総務委員会会議録\n○委員長（榊原健君） 浅見市、教育委員会に聞いた。"
    assert bodies(text)["教育委員会"] == "水尾市教育委員会"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("梓嶺県の想定に基づく。", "梓嶺県"),
        ("岩手県葛巻町に入った。", "岩手県葛巻町"),
        ("榊原委員　浅見市では、どうしたか。", "浅見市"),
        ("浅見市市民生活部消費生活センターで受ける。", "浅見市市民生活部消費生活センター"),
        (
            "地方独立行政法人水尾市立病院評価委員会を開く。",
            "地方独立行政法人水尾市立病院評価委員会",
        ),
        ("「これからの港の在り方に関する検討会」を開く。", "これからの港の在り方に関する検討会"),
        ("我が市の財政は厳しい。", "我が市"),
        ("所管の財務局が命じた。", "財務局"),
    ],
)
def test_a_body_of_a_place_is_found(text: str, name: str) -> None:
    assert name in printed(text)


@pytest.mark.parametrize(
    "text",
    [
        "農業県の課題である。",
        "隣県が応じた。",
        "学校運営協議会を置く学校が増えた。",
        "委員長：吉井恵市\n",
    ],
)
def test_a_class_or_a_person_is_no_body(text: str) -> None:
    assert printed(text) == []


def test_a_page_signed_by_its_mayor() -> None:
    text = "このたびの件をお詫びします。市といたしましては、再発を防ぎます。\n\n弘前市長　榊原健\n"
    assert bodies(text)["市"] == "弘前市"
    two = "弘前市長と八戸市長が会った。市としては歓迎する。"
    assert bodies(two).get("市") != "弘前市"


# --- committees of a case ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "clause",
    [
        "調査委員会の最終報告書によると、原因は三つある。",
        "事業者の調査委員会が調べた。",
        "調査委員会から報告を受けた。",
        "会社が調査委員会を設置\n",
        "選定委員会における審査を経た。",
        "五人の選定委員会に、職員が加わる。",
        "有識者委員会の提言を受けた。",
    ],
)
def test_a_committee_for_a_case_is_one_body(clause: str) -> None:
    assert any(name.endswith("委員会") for name in printed(clause))


@pytest.mark.parametrize(
    "clause",
    [
        "調査委員会が必要である。",
        "第三者委員会を設置すべきだ。",
        "各調査委員会から報告を受けた。",
        "有識者による委員会の設置を求める。",
    ],
)
def test_a_committee_that_may_be_is_none(clause: str) -> None:
    assert printed(clause) == []


def test_a_board_belongs_to_the_foundation_named() -> None:
    text = (
        "水尾市議会総務委員会会議録\n○委員長（榊原健君） "
        "公益財団法人水尾市文化財団は、理事会を開いた。財団の職員が説明する。"
    )
    assert bodies(text)["理事会"] == "公益財団法人水尾市文化財団理事会"
    assert bodies(text)["財団"] == "公益財団法人水尾市文化財団"


def test_the_assembly_means_its_own_committee() -> None:
    text = (
        "令和七年 水尾市議会定例会会議録\n○三番（榊原健君） 総務文教委員会で聞いた。"
        "個人情報保護委員会に届け出た。七月の委員会では、十月と伺った。"
    )
    assert bodies(text)["委員会"] == "総務文教委員会"


# --- groups of an assembly --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("speech", "name"),
    [
        ("◯３番（榊原健君）　皆様、おはようございます。港の風の榊原健でございます。", "港の風"),
        ("◯３番（榊原健君）　新生みずおの榊原でございます。", "新生みずお"),
        ("○榊原委員　未来のとびらの榊原です。", "未来のとびら"),
        ("○榊原委員　明日ひろばの榊原です。", "明日ひろば"),
        ("◯３番（榊原健君）　民間企業の榊原です。", ""),
        ("○榊原委員　水尾商工会の榊原です。", "水尾商工会"),
        ("○榊原委員　座長の榊原です。", ""),
        ("◯３番（榊原健君）　西港町の榊原です。", ""),
        ("◯３番（榊原健君）　明日ひろばの高瀬です。", ""),
    ],
)
def test_a_group_with_a_motto(speech: str, name: str) -> None:
    found = printed("令和七年 水尾市議会定例会会議録\n" + speech + "質問します。\n")
    assert [text for text in found if text != "水尾市議会"] == ([name] if name else [])


@pytest.mark.parametrize(
    ("clause", "name"),
    [
        ("おはようございます。会派明日の党の榊原です。", "明日の党"),
        ("会派「港の会」が提出した。", "港の会"),
        ("榊原健県議（港・県民クラブ）の質問に答えた。", "港・県民クラブ"),
        ("三番、水政会、榊原健です。", "水政会"),
    ],
)
def test_a_group_is_called_one(clause: str, name: str) -> None:
    assert name in printed(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "会派の榊原です。",
        "会派別に答えた。",
        "榊原健県議（総務委員）の質問。",
        "三番、はい、榊原です。",
    ],
)
def test_no_group_is_called(clause: str) -> None:
    assert printed(clause) == []


def test_the_prefecture_of_a_report_with_a_seat() -> None:
    text = (
        "青森県港湾医療センター（八戸市）は発表した。部長は県議会で答えた。榊原健県議の質問である。"
        "県警が調べている。"
    )
    found = bodies(text)
    assert found["県議会"] == "青森県議会"
    assert found["県警"] == "青森県警察"
    assert "榊原健県" not in found


def test_letters_behind_a_region() -> None:
    assert "日本MKN" in printed("日本MKNの従業員が持ち出した。")


@pytest.mark.parametrize(
    "piece",
    [
        "委託先の",
        "ヒノデホールディングス",
        "株式会社A、いわゆる",
        "会社「",
        "市\t",
        "A社と略させ",
        "県の",
    ],
)
def test_a_hostile_line_costs_little(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    start = time.process_time()
    printed(text)
    once = time.process_time() - start
    assert once < 10


def test_an_office_is_that_of_the_body_joined_to_it() -> None:
    text = "浅見市議会広報委員会会議録\n○泉課長　財団法人港湾協会の事務局に、事務局から届けた。\n"
    assert bodies(text)["事務局"] == "浅見市議会広報委員会事務局"
    joined = bodies(text.replace("に、事務局から届けた", "に届けた"))
    assert joined["事務局"] == "財団法人港湾協会事務局"
