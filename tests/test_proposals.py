"""Incidents that nobody defined: who is at the centre, by which names, and what they are called."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest

from minutes.incidents import propose, study
from minutes.incidents.losses import is_one
from minutes.incidents.named import Register, edged, is_telling
from minutes.incidents.names import key
from minutes.incidents.titles import things, title
from minutes.pipeline import extract_document
from minutes.schema import Document, Extraction


def page(name: str, text: str) -> Extraction:
    """A page of a municipality, or a piece of a newspaper."""
    return extract_document(Document(name, f"{name}.txt", text))


#: One attack on a printer, told by a city, another city, a newspaper and a second newspaper.
CITY = page(
    "a",
    "更新日:令和6年9月4日\n委託先のサーバーへの攻撃について\n"
    "納税通知書の印刷を委託している株式会社カモメトから、ランサムウェアによる被害を受けた旨の報告を受けました。\n"
    "令和6年8月12日 株式会社カモメトのサーバーが感染し、個人情報が流出したことが判明。\n",
)
OTHER = page(
    "b",
    "更新日:令和6年9月5日\n個人情報の漏えいについて\n"
    "受診券の封入を委託していた㈱カモメト(青嶺県浅見市)がサイバー攻撃を受け、8月30日、本市の個人情報の流出が確認されました。\n",
)
PAPER = page(
    "c",
    "2024年9月6日\n\n瀬野原市は5日、封筒の印刷を任せている「カモメト」(浅見市)がランサムウエアの攻撃を受け、"
    "約2万人分の個人情報が流出したと発表した。\n"
    "カモメトは8月12日に被害に気づいたという。\n",
)
BRIEF = page(
    "d",
    "2024年9月9日\n\n水尾市は9日の会見で、カモメトから届いた報告の内容を明らかにした。個人情報の流出は1万人分に上る。\n",
)
#: A memory that a contractor lost; no page prints a legal form.
MEMORY = page(
    "e",
    "2023年2月7日\n\nNEXGRAVE関西支社は2月6日、水尾市の市民情報センターから持ち出したUSBメモリーを紛失した。\n"
    "NEXGRAVEは翌7日、市に紛失を報告した。\n",
)
LATER = page(
    "f",
    "2023年2月9日\n\n水尾市は2月9日、紛失していたUSBメモリーの発見を公表した。\n"
    "NEXGRAVEによると、USBメモリーの紛失は市民情報センターからの帰り道だった。\n",
)


def test_a_name_of_one_document_is_found_in_the_others() -> None:
    pile = [CITY, OTHER, PAPER, BRIEF]
    (one,) = propose(pile)
    assert one.organisations[0] == "株式会社カモメト"
    assert {key(name) for name in one.organisations} == {"カモメト"}
    found = study(pile, [one])
    assert {assigned.ref.document for assigned in found.assignments} == {0, 1, 2, 3}


def test_a_proposal_is_called_by_what_was_hurt() -> None:
    (one,) = propose([CITY, OTHER, PAPER, BRIEF])
    assert one.name == "株式会社カモメトの個人情報流出"


def test_a_place_is_not_at_the_centre() -> None:
    (one,) = propose([MEMORY, LATER])
    assert one.organisations == ("NEXGRAVE",)
    assert one.name == "NEXGRAVEのUSBメモリー紛失"


def test_a_branch_is_its_company() -> None:
    known = Register([MEMORY, LATER]).known
    assert "NEXGRAVE" in known
    assert not any("支社" in name for name in known)


def test_incidents_of_two_companies_stay_two() -> None:
    found = propose([CITY, OTHER, PAPER, BRIEF, MEMORY, LATER])
    assert [one.organisations[0] for one in found] == ["株式会社カモメト", "NEXGRAVE"]


def test_a_proposal_that_gets_nothing_is_none() -> None:
    pile = [CITY, OTHER, PAPER]
    (one,) = propose(pile)
    known = type(one)("known", "カモメトの件", one.organisations)
    assert study(pile, [known, one]).definitions == (known,)


def test_a_declared_short_form_joins_what_other_documents_say() -> None:
    declares = page(
        "g",
        "2024年9月2日\n\n株式会社サンゴミアデータ（以下「SMD社」という。）のサーバーへの不正アクセスを確認した。\n"
        "SMD社は顧客情報の流出を調べている。\n",
    )
    uses = page("h", "2024年9月3日\n\nSMD社は、顧客情報の流出が三千件に上ると公表した。\n")
    (one,) = propose([declares, uses])
    assert one.organisations == ("株式会社サンゴミアデータ", "SMD社")


@pytest.mark.parametrize(
    ("word", "telling"),
    [
        ("カモメト", True),
        ("NEXGRAVE", True),
        ("ミナト電算", True),
        ("SMD社", True),
        ("データ", False),  # 株式会社データ is not named by every データ
        ("運営会社", False),
        ("委託業者", False),
        ("MD", False),
        ("水尾市", False),
    ],
)
def test_which_words_name_one_organisation(word: str, telling: bool) -> None:
    assert is_telling(word) is telling


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("ミナト", "「ミナト」(浅見市)", True),
        ("ミナト", "ミナトリンクペイ", False),
        ("ミナト", "エムミナト", False),
        ("SMD", "SMDの", True),
        ("SMD", "SMDXの", False),
        ("ミナト電算", "ミナト電算本社", True),
    ],
)
def test_a_word_is_not_found_in_a_longer_one(word: str, text: str, found: bool) -> None:
    assert bool(re.search(edged(word), text)) is found


@pytest.mark.parametrize(
    ("text", "word", "thing"),
    [
        ("顧客情報が外部に流出した", "流出", ["顧客情報"]),
        ("USBメモリーを一時紛失した", "紛失", ["USBメモリー"]),
        ("名簿の紛失について", "紛失", ["名簿"]),
        ("可能性のある流出", "流出", []),
        ("同社の流出", "流出", []),
        ("元社員が流出させた", "流出", []),
    ],
)
def test_what_a_breach_word_happened_to(text: str, word: str, thing: list[str]) -> None:
    assert list(things(text, text.index(word))) == thing


def test_titles_say_who_was_attacked() -> None:
    assert title("カモメト", Counter({"不正アクセス": 3}), {}) == "カモメトへの不正アクセス"
    assert title("カモメト", Counter({"ランサムウェア": 3}), {}) == "カモメトのランサムウェア被害"
    told = Counter({"情報": 3, "個人情報": 3, "会員の個人情報": 1})
    assert title("カモメト", Counter({"流出": 7}), {"流出": told}) == "カモメトの個人情報流出"


def test_long_lines_take_linear_time() -> None:
    long = "情報" * 10_000
    began = time.perf_counter()
    for at in range(0, len(long), 40):
        list(things(long, at))
    re.search(edged("ミナト"), "ミナトミ" * 5_000)
    assert time.perf_counter() - began < 1.0


#: A city's own loss: no company, and other matters of the same city beside it.
OWN_LOSS = page(
    "i",
    "更新日:令和5年5月18日\n名簿の所在が分からなくなったことについて\n"
    "水尾市は、令和5年5月16日、配布先名簿を紛失しました。\n"
    "配布先名簿の紛失は、職員が水尾市の庁舎を移る間に起きました。\n",
)
OWN_LOSS_LATER = page(
    "j",
    "2023年5月20日\n\n青嶺県水尾市は19日、配布先名簿の紛失で市長が陳謝した。\n"
    "市議会は来週、説明を求める。\n",
)


def test_a_city_that_lost_a_thing_is_proposed_by_the_thing() -> None:
    pile = [OWN_LOSS, OWN_LOSS_LATER]
    (one,) = propose(pile)
    assert one.name == "水尾市の配布先名簿紛失"
    assert (one.organisations, one.involved) == ((), ("水尾市",))
    found = study(pile, [one])
    assert {assigned.ref.document for assigned in found.assignments} == {0, 1}


def test_information_in_general_proposes_nothing() -> None:
    one = page(
        "k",
        "2023年5月20日\n\n水尾市は19日、個人情報の流出を公表した。水尾市の情報の漏えいは二度目。\n",
    )
    two = page("l", "2023年5月21日\n\n水尾市の個人情報の流出について、水尾市は調査を始めた。\n")
    assert propose([one, two]) == ()


def test_a_page_without_the_company_is_known_by_what_it_lost() -> None:
    nameless = page(
        "m", "2023年2月14日\n\n水尾市は2月14日、USBメモリーの紛失について議会に報告した。\n"
    )
    pile = [MEMORY, LATER, nameless]
    (one,) = propose(pile)
    found = study(pile, [one])
    assert 2 in {assigned.ref.document for assigned in found.assignments}


def test_a_loss_that_a_user_describes_is_not_proposed_again() -> None:
    pile = [OWN_LOSS, OWN_LOSS_LATER]
    (proposed,) = propose(pile)
    known = type(proposed)("known", "名簿の件", (), ("水尾市",), ("配布先名簿",))
    assert propose(pile, [known]) == ()


@pytest.mark.parametrize(
    ("thing", "word", "expected"),
    [
        ("配布先名簿", "紛失", True),
        ("ハードディスク", "盗難", True),
        ("個人情報", "紛失", False),
        ("申請書類", "誤送付", False),
        ("配布先名簿", "流出", False),
    ],
)
def test_which_losses_are_known_again(thing: str, word: str, expected: bool) -> None:
    assert is_one(thing, word) is expected
