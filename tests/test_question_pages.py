"""Pages of questions and answers: who speaks on them, and where the same words are no headers."""

from __future__ import annotations

import pytest
from test_turns import laid_out, squeezed

from minutes import pipeline, sources

PRESS = "水尾市長定例記者会見 会見録\n令和８年６月９日\n\n"
COUNCIL = "令和８年第２回水尾市議会定例会 一般質問 会議録\n令和８年６月９日\n\n"
ASKED = ("工事の再開はいつ頃になりますか。", "費用は総額で幾らと見込んでいますか。")
TOLD = ("再開は十月の予定です。", "総額で三億円を見込んでいます。")

#: How a page heads question and answer, and who is read there: (name, title) of each.
HEADS: dict[str, tuple[str, str, tuple[str | None, ...], tuple[str | None, ...]]] = {
    "a department in parentheses": ("（記者）", "（保育課）", (None, "記者"), (None, "保育課")),
    "a paper in brackets": ("【水尾新聞】", "【市長】", (None, "水尾新聞"), (None, "市長")),
    "a broadcaster before a colon": ("ＮＨＫ：", "市長：", (None, "ＮＨＫ"), (None, "市長")),
    "a paper and its reporter": (
        *("水尾新聞・倉橋記者：", "市長："),
        *(("倉橋", "水尾新聞"), (None, "市長")),
    ),
    "a paper on a line of its own": (
        *("水尾新聞\n", "市長\n"),
        *((None, "水尾新聞"), (None, "市長")),
    ),
    "marks within the parentheses": (
        *("（■：水尾新聞）", "（○：小暮市長）"),
        *((None, "水尾新聞"), ("小暮", "市長")),
    ),
    "what is done, behind who does it": (
        *("【倉橋議員質問】\n", "【市長答弁】\n"),
        *(("倉橋", "議員"), (None, "市長")),
    ),
    "what is done, before who does it": (
        *("（質問：倉橋議員）\n", "（答弁：市長）\n"),
        *(("倉橋", None), (None, "市長")),
    ),
    "what is done, with who does it in parentheses": (
        *("質問（倉橋委員）\n", "答弁（小暮市長）\n"),
        *(("倉橋", "委員"), ("小暮", "市長")),
    ),
    "the round behind the name": (
        *("倉橋（初）\n\n", "市長（小暮恵一）（初）\n\n"),
        *(("倉橋", None), ("小暮恵一", "市長")),
    ),
    "a bare name and an office": ("【倉橋】", "【市長】", ("倉橋", None), (None, "市長")),
    "numbered brackets": (
        *("1640【倉橋委員】 ", "1641【真鍋建設部長】 "),
        *(("倉橋", "委員"), ("真鍋", "建設部長")),
    ),
    "a department behind a mark": (
        "○委員　",
        "○都市計画課　",
        (None, "委員"),
        (None, "都市計画課"),
    ),
    "labels behind marks": ("○質問　", "●回答　", (None, "質問"), (None, "回答")),
    "labels with spaces": ("質　問　", "答　弁　", (None, "質問"), (None, "答弁")),
    "a summary's labels": (
        "【質問要旨】\n",
        "【答弁要旨】\n",
        (None, "質問要旨"),
        (None, "答弁要旨"),
    ),
}


def page(title: str, ask: str, tell: str) -> str:
    pairs = zip(ASKED, TOLD, strict=True)
    return title + "".join(f"{ask}{asked}\n{tell}{told}\n\n" for asked, told in pairs)


@pytest.mark.parametrize("title", [PRESS, COUNCIL], ids=["press", "council"])
@pytest.mark.parametrize("heads", HEADS.values(), ids=HEADS.keys())
def test_a_page_of_questions(
    heads: tuple[str, str, tuple[str | None, ...], tuple[str | None, ...]], title: str
) -> None:
    ask, tell, asker, teller = heads
    text = page(title, ask, tell)
    found = pipeline.extract_document(sources.from_bytes(text.encode(), "made.txt"))
    turns = [(squeezed(turn.speaker), squeezed(turn.position)) for turn in found.layout.turns]
    assert turns == [asker, teller] * 2
    quote = found.document.quote
    rows = [(quote(row.question), quote(row.answer)) for row in found.exchanges if row.answer]
    assert rows == list(zip(ASKED, TOLD, strict=True))


def test_whoever_spoke_before_is_heard_with_a_word() -> None:
    text = page(PRESS, "（記者）\n", "（市長）\n") + "（記者）\n十月ですね\n（市長）\nはい\n"
    said = [text[turn.speech_start : turn.end].strip() for turn in laid_out(text).turns]
    assert said[-2:] == ["十月ですね", "はい"]


#: Pages on which the same words are no headers.
SILENT = {
    "departments above what they do": (
        "水尾市の窓口のご案内\n\n"
        "【市民課】\n住民票の写しを交付します。\n【税務課】\n納税証明書を交付します。\n"
        "【市民課】\n印鑑登録を受け付けます。\n"
    ),
    "questions that an office puts to itself": (
        "ごみの出し方\n\n市長は定例会見で、分別の徹底を呼びかけました。"
        + "決まりを守って出してください。" * 20
        + "\n"
        "問　びんは洗って出しますか。\n答　水ですすいで出してください。\n"
        "問　土は出せますか。\n答　出せません。\n"
    ),
    "headings of paragraphs": (
        "水尾市総合計画の概要\n\n【目的】\n誰もが住みよい町をつくるのでしょうか。\n"
        "【方針】\n市民とともに進めます。\n【目的】\n安心を守ります。\n"
    ),
    "rows of a list": (
        "担当の一覧\n\n都市計画課：道路の計画を立てます。\n保育課：保育所を運営します。\n"
    ),
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_nobody_speaks(text: str) -> None:
    assert laid_out(text).turns == ()


def test_a_department_heads_a_list_among_the_speeches() -> None:
    text = (
        "○議長（榊原康生君）　開会します。資料を配ります。\n"
        "○都市計画課\n　駅前広場の図面を示す資料である。\n"
        "○１番（三枝香織君）　図面はいつのものですか。\n"
        "○都市計画課長（真鍋隆君）　三月のものです。\n"
    )
    assert [turn.header for turn in laid_out(text).turns] == [
        *("○議長（榊原康生君）", "○１番（三枝香織君）", "○都市計画課長（真鍋隆君）"),
    ]
