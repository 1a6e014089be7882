"""Organisations as pages and minutes word them: boards, media, rosters, labels, lists."""

from __future__ import annotations

import pytest

from minutes.nlp import tokenize
from minutes.organisations import Found, find_organisations
from minutes.organisations.spelling import tagged
from minutes.pipeline import extract_document
from minutes.resolve.organisations import resolve_organisations
from minutes.schema import Document, Meeting, Organisation
from minutes.text import view
from minutes.turns import split


def find(text: str) -> Found:
    return find_organisations(Document("d", "a.txt", text), tagged(view(text)))


def names(text: str) -> list[str]:
    return [n.text for n in find(text).mentions if n.level != "nominal" and not n.weak]


def resolve(text: str, body: str | None = None) -> list[Organisation]:
    document, tokens = Document("d", "a.txt", text), tokenize(text)
    meetings = [Meeting(0, len(text), body=body)] if body else []
    found = find_organisations(document, tokens)
    rows, _, _ = resolve_organisations(document, split(document, None), meetings, found, tokens)
    return list(rows)


def told(text: str, body: str | None = None) -> dict[str, str | None]:
    return {row.text: row.canonical for row in resolve(text, body)}


NAMES = [
    # a name goes on behind a head word
    (
        "特定非営利活動法人水尾市交流センター運営会議が",
        ["特定非営利活動法人水尾市交流センター運営会議"],
    ),
    ("一般財団法人水尾市交流センター管理会に", ["一般財団法人水尾市交流センター管理会"]),
    ("NPO法人水尾図書館ボランティアの会と", ["NPO法人水尾図書館ボランティアの会"]),
    ("株式会社浅見銀行カードに", ["株式会社浅見銀行カード"]),
    ("一般社団法人水尾港振興会総会を開く。", ["一般社団法人水尾港振興会"]),
    ("株式会社浅見銀行経営状況の報告", ["株式会社浅見銀行"]),
    ("株式会社ABC Minatoの社員", ["株式会社ABC Minato"]),
    # a branch behind a form that closes the name
    ("水尾製缶株式会社浅見工場第２倉庫を借りる。", ["水尾製缶株式会社浅見工場"]),
    ("登録文化財旧水尾製缶株式会社浅見支店を直す。", ["旧水尾製缶株式会社浅見支店"]),
    ("再委託先株式会社みなと電算に", ["株式会社みなと電算"]),
    # a section in whose name something is done
    ("納税課名で通知し、市民税課名により公表した。", ["納税課", "市民税課"]),
    ("担当課名で通知し、課名を記入した。", []),
    # broadcasters, newspapers, companies by 社
    (
        "NHK水尾、テレビ水尾、水尾ケーブルテレビ、MZSテレビ",
        ["NHK水尾", "テレビ水尾", "水尾ケーブルテレビ", "MZSテレビ"],
    ),
    (
        "水尾テレビ放送、水尾新聞社、水尾日報、タウンアサミ社",
        ["水尾テレビ放送", "水尾新聞社", "水尾日報", "タウンアサミ社"],
    ),
    ("毎日放送する。ローカルテレビ、地元新聞、営業日報、学校新聞", []),
    ("ハウスメーカー社、各社、5社、Minato社", ["Minato社"]),
    ("イオンモールに出店した。イオンに聞いた。", ["イオン"]),
    # classes
    ("村立各小中学校と市内各小学校、県立高等学校、市立小中学校", []),
    ("大府市と山県市は市、大阪府市は府と市である。", ["大府市", "山県市", "大阪府"]),
    # tasks that name a section, but no council
    ("審査課と調査係と市民課と市民部", ["審査課", "調査係", "市民課", "市民部"]),
    ("支援委員会、審査委員会、市民委員会に", []),
    # wards, directions, parts
    ("札幌市中央区保健福祉部に", ["札幌市中央区保健福祉部"]),
    (
        "水尾町立下浅見保育所と水尾町立西中浅見小学校",
        ["水尾町立下浅見保育所", "水尾町立西中浅見小学校"],
    ),
    ("水尾県警察本部生活安全部と市内中心部", ["水尾県警察本部生活安全部"]),
    (
        "水尾商工会議所青年部と水尾信用金庫浅見支店",
        ["水尾商工会議所青年部", "水尾信用金庫浅見支店"],
    ),
    ("港内の警備及び照明に関する小委員会", ["港内の警備及び照明に関する小委員会"]),
    ("子どもの権利救済委員会を設ける。", ["子どもの権利救済委員会"]),
    ("令和７ 年個人情報保護委員会告示第２号", ["個人情報保護委員会"]),
    # persons
    ("委員長：吉沢康市、副委員長：高瀬実", []),
    ("榊原　健市　委員", []),
    ("会長（吉沢康市）", []),
    ("会長 横浜市、委員 川崎市", ["横浜市", "川崎市"]),
    # addresses
    ("東京都港区芝１丁目２番３号の会社", []),
    ("水尾市二丁目の水尾市", ["水尾市"]),
    ("水尾市浅見台三丁目の会社", []),
    ("水尾市までつながる国道１２３号線", ["水尾市"]),
    # a longer head goes on
    ("水尾市文化連合会総会資料", ["水尾市文化連合会"]),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_name_ends_where_its_words_do(text: str, expected: list[str]) -> None:
    assert names(text) == expected


OLD = [
    ("水尾總同盟、または全國港灣別組合會議が國會に", ["水尾總同盟", "全國港灣別組合會議", "國會"]),
    (
        "次に水尾港灣勞働組合會議と水尾港復興會議に會う。",
        ["水尾港灣勞働組合會議", "水尾港復興會議"],
    ),
    ("經濟企畫廳の本部と經濟安定本部の國の案", ["經濟企畫廳", "經濟安定本部"]),
]


@pytest.mark.parametrize(("text", "expected"), OLD)
def test_the_old_spelling_hides_no_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_clipped_name_beside_one_of_its_kind_means_the_full_one() -> None:
    full = "港湾労働組合連合会"
    (clip,) = [
        n for n in find(f"{full}がある。水尾同盟とか、港労とかの考え").mentions if n.text == "港労"
    ]
    assert clip.full == full
    assert "港労" not in names(f"{full}がある。会社とか、港労とかの考え")
    assert "港湾" not in names(f"{full}がある。水尾同盟や港湾の考え")


CAUCUSES = [
    (
        "会派は新風みずお、緑風会、市民クラブ、公明党である。",
        ["新風みずお", "緑風会", "市民クラブ", "公明党"],
    ),
    ("|清水会 | |\n|公明党 | |\n|フォーラム水尾 | |", ["清水会", "公明党", "フォーラム水尾"]),
    ("緑風会の榊原委員から質問があった。", ["緑風会"]),
    ("公明党、自治会、社会、都会、町内会", ["公明党"]),
    ("緑風会、市民クラブの意見", []),
]


@pytest.mark.parametrize(("text", "expected"), CAUCUSES)
def test_a_group_of_an_assembly_is_known_by_the_party_beside_it(text, expected) -> None:
    assert [name for name in names(text) if name != "新風"] == expected


# --- who is meant -----------------------------------------------------------------------------

PAGE = "水尾市の発表。"
BOARDS = [
    (PAGE + "市教育委員会に報告した。", "市教育委員会", "水尾市教育委員会"),
    (PAGE + "教育委員会に報告した。", "教育委員会", "水尾市教育委員会"),
    (PAGE + "市教委が調べた。", "市教委", "水尾市教育委員会"),
    (PAGE + "市選管は告示した。", "市選管", "水尾市選挙管理委員会"),
    (PAGE + "監査委員から指摘を受けた。", "監査委員", "水尾市監査委員"),
    (PAGE + "農業委員会に諮る。", "農業委員会", "水尾市農業委員会"),
    ("町教育委員会に報告した。", "町教育委員会", "町教育委員会"),
    ("水尾県の発表。県警に届け出た。", "県警", "水尾県警察"),
    ("水尾県警察本部が捕らえた。県警によると、", "県警", "水尾県警察本部"),
    ("埼玉県警察本部が捕らえた。埼玉県警の調べ", "埼玉県警", "埼玉県警察本部"),
    (
        "水尾県いじめ対策委員会を置く。いじめ対策委員会の調査",
        "いじめ対策委員会",
        "水尾県いじめ対策委員会",
    ),
    ("社会福祉法人水尾市みらい会の件。市への苦情が三件あった。", "市", "水尾市"),
    ("市ホームページに載せた。", "市", "市"),
    ("水尾市の件。◇市側出席者　高瀬市長", "市", "水尾市"),
    ("本市では調べている。", "本市", "本市"),
]


@pytest.mark.parametrize(("text", "form", "full"), BOARDS)
def test_a_page_speaks_of_its_own_boards(text: str, form: str, full: str) -> None:
    assert told(text)[form] == full


NONE = [
    ("各市教育委員会に通知した。", "市教育委員会"),
    (PAGE + "監査委員の選任に同意した。", "監査委員"),
    (PAGE + "監査委員には榊原氏を充てる。", "監査委員"),
    (PAGE + "先進的な取組を行っている市の例を見た。", "市"),
    (PAGE + "九つの市が参加した。", "市"),
    (PAGE + "豪州等の国が参加した。", "国"),
    ("事業者に聞いた。", "事業者"),
    ("図書館は休館である。", "図書館"),
    ("組合では検討している。", "組合"),
]


@pytest.mark.parametrize(("text", "form"), NONE)
def test_a_class_or_a_person_is_nobody(text: str, form: str) -> None:
    assert form not in told(text)


def test_before_the_diet_a_board_is_any_of_a_class() -> None:
    text = "教育委員会に通知する。市教育委員会に聞いた。水尾市の例がある。"
    rows = told(text, "衆議院文部科学委員会")
    assert "教育委員会" not in rows
    assert "市教育委員会" not in rows


COUNCILS = [
    ("図書館では貸し出した。", "水尾市立図書館協議会", "図書館", "水尾市立図書館"),
    ("協議会では決めた。", "水尾市立図書館協議会", "協議会", "水尾市立図書館協議会"),
    ("議会と住民の声", "議会運営委員会", "議会", None),
    ("運営協議会で申し合わせた。", "衆議院情報監視審査会", "運営協議会", "運営協議会"),
    ("方針に定めた区の姿を示す。", "水尾区議会", "区", "水尾区"),
    (
        "介護推進委員会です。この委員会は条例による。",
        "水尾市議会厚生委員会",
        "委員会",
        "介護推進委員会",
    ),
    ("水尾消防組合の予算。組合では検討している。", "水尾市議会", "組合", "水尾消防組合"),
]


@pytest.mark.parametrize(("text", "body", "form", "full"), COUNCILS)
def test_the_meeting_says_whom_a_common_word_means(text, body, form, full) -> None:
    rows = told(text, body)
    assert form in rows
    assert rows[form] == full


def test_a_body_that_the_text_sets_up_is_one_from_there_on() -> None:
    text = "第三者委員会を設置しました。第三者委員会は報告した。"
    assert [row.text for row in resolve(text)] == ["第三者委員会", "第三者委員会"]
    assert resolve("第三者委員会を設置することができる。") == []


LABELS = [
    ("事業者が誤った。\n4　受託事業者\n　株式会社みなと電算\n5　対応\n受託事業者は謝罪した。", 2),
    ("指定管理者：株式会社みなと電算\n指定管理者は謝罪した。", 1),
    ("■委託先　株式会社みなと電算\n委託先は謝罪した。", 1),
    ("【受注者】\n株式会社みなと電算\n受注者は謝罪した。", 1),
]


@pytest.mark.parametrize(("text", "times"), LABELS)
def test_a_label_line_says_who_holds_a_role(text: str, times: int) -> None:
    rows = [row for row in resolve(text) if row.text != "株式会社みなと電算"]
    assert [row.canonical for row in rows] == ["株式会社みなと電算"] * times


def test_a_role_that_lines_give_to_several_stays_open() -> None:
    text = "委託先：株式会社みなと電算\n委託先：あさみ運輸株式会社\n委託先は謝罪した。"
    assert "委託先" not in told(text)


def test_a_subcontractor_is_not_the_contractor() -> None:
    text = "委託先の件。\n再委託先：あさみ運輸株式会社\n委託先の高瀬組は謝罪した。"
    assert "委託先" not in {r.text for r in resolve(text) if r.start < 10}


def test_a_legend_declares_a_short_form() -> None:
    text = "※「機構」とは、独立行政法人日本港湾機構をいう。\n機構の長は答えた。"
    (form,) = find(text).aliases
    assert (form.alias, form.canonical) == ("機構", "独立行政法人日本港湾機構")
    assert told(text)["機構"] == "独立行政法人日本港湾機構"
    assert find("「新法」とは、水尾市の案をいう。").aliases == ()


def test_the_seat_of_a_company_is_not_the_city_that_speaks() -> None:
    text = (
        "令和8年7月20日\n浅見市の発表\n\n浅見市が業務を委託していた株式会社サワラギ印刷（水尾市）が"
        "名簿を流出させた問題で、市は同社を指名停止とした。\n"
    )
    found = extract_document(Document("d", "p", text)).organisations
    assert [o.canonical for o in found if o.text in ("市", "同社")] == [
        "浅見市",
        "株式会社サワラギ印刷",
    ]
