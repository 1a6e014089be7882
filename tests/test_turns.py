"""Splitting: each known way to print minutes, with a short invented sitting of its own."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes.schema import Document, Layout
from minutes.turns import split

RULE = "　　　　──────────────────"


def laid_out(text: str, dialect: str | None = None) -> Layout:
    return split(Document("d", "sample.txt", text), dialect)


def squeezed(text: str | None) -> str | None:
    return None if text is None else "".join(text.split())


def who(layout: Layout) -> list[tuple[str | None, str | None]]:
    return [(squeezed(turn.speaker), squeezed(turn.position)) for turn in layout.turns]


#: name, text, speakers and positions without spaces
SITTINGS: list[tuple[str, str, list[tuple[str | None, str | None]]]] = [
    (
        "title and name in parentheses",
        "○議長（桐谷和夫君）　ただいまより開会します。\n○知事（水沢京子君）　お答えします。\n"
        "○議長（桐谷和夫君）　散会いたします。\n　　午後三時五分散会\n",
        [("桐谷和夫", "議長"), ("水沢京子", "知事"), ("桐谷和夫", "議長")],
    ),
    (
        "surname and title",
        "○高森委員長　ただいまより開会します。\n○山岸（け）委員　山岸けいこです。\n"
        "○岩淵政府参考人　お答えします。\n○早乙女駅前整備課長　お答えします。\n"
        "○石森水尾北保健センター所長　検診は続けます。\n",
        [
            ("高森", "委員長"),
            ("山岸（け）", "委員"),
            ("岩淵", "政府参考人"),
            ("早乙女", "駅前整備課長"),
            ("石森", "水尾北保健センター所長"),
        ],
    ),
    (
        "square brackets tell homonyms apart",
        "○鈴原［だ］委員　一点伺います。\n○健康増進課長（真木稔）　\n"
        "（１）について、お答えします。\n"
        "○鈴原［洋］委員　別の点です。\n○鈴原［だ］委員　終わります。\n",
        [
            ("鈴原［だ］", "委員"),
            ("真木稔", "健康増進課長"),
            ("鈴原［洋］", "委員"),
            ("鈴原［だ］", "委員"),
        ],
    ),
    (
        "name with 君 and no title",
        "○議長（桐谷和夫君）　発言を許します。\n　　　〔北沢聡君登壇〕\n"
        "○北沢聡君　御報告申し上げます。\n"
        "◆矢代みどりさん　質問します。\n○議長（桐谷和夫君）　以上です。\n",
        [
            ("桐谷和夫", "議長"),
            ("北沢聡", None),
            ("矢代みどり", None),
            ("桐谷和夫", "議長"),
        ],
    ),
    (
        "no space before the speech",
        "○浜岡委員長これより会議を開きます。まず事務総長から説明させます。\n"
        "○築田事務総長日程第三から御説明いたします。\n"
        "○浜岡委員長次に、次回の件でありますが、七日に開きます。\n"
        "○委員長（槙野たか子君）ただいまから開会いたします。\n",
        [
            ("浜岡", "委員長"),
            ("築田", "事務総長"),
            ("浜岡", "委員長"),
            ("槙野たか子", "委員長"),
        ],
    ),
    (
        "everything in the parenthesis",
        "○（古市みのり議長）　開きます。\n　（小森敏江事務局長朗読）\n　報告書を読み上げます。\n"
        "○（仁科　薫副区長）　御説明いたします。\n○２２番（堤さゆり議員）　動議を提出します。\n"
        "◆（芳賀千鶴子君）　質問します。\n",
        [
            ("古市みのり", "議長"),
            ("仁科薫", "副区長"),
            ("堤さゆり", "２２番"),
            ("芳賀千鶴子", None),
        ],
    ),
    (
        "title, name and 議員",
        "○議長（清川伸子議員）　開きます。\n○市長（櫻庭　旬）　申し上げます。\n"
        "○事務局長（佐久間令子）　（朗読）\n――――――――――\n○議長（清川伸子議員）　散会します。\n",
        [
            ("清川伸子", "議長"),
            ("櫻庭旬", "市長"),
            ("佐久間令子", "事務局長"),
            ("清川伸子", "議長"),
        ],
    ),
    (
        "full name and title, wide gap",
        "○おのだ康子議長　　ただいまから開きます。\n○青山英明区長　　お答えします。\n"
        "○２０番（鈴原みつる議員）　　質問します。\n〇14番　松岡　渚議員  一点だけ。\n"
        "○18番楠木多恵子議員　二点伺います。\n",
        [
            ("おのだ康子", "議長"),
            ("青山英明", "区長"),
            ("鈴原みつる", "２０番"),
            ("松岡渚", "14番"),
            ("楠木多恵子", "18番"),
        ],
    ),
    (
        "offices without a name beside named members",
        "◯委員長　　ただいまから開きます。\n◯デジタル改革推進部長　　では、資料１を御覧ください。\n"
        "◯福井ようすけ委員　　教えてください。\n◯まちづくり政策局長　　お答えします。\n"
        "◯委員長　　以上です。\n",
        [
            (None, "委員長"),
            (None, "デジタル改革推進部長"),
            ("福井ようすけ", "委員"),
            (None, "まちづくり政策局長"),
            (None, "委員長"),
        ],
    ),
    (
        "spaced letters",
        "○議　　長　開会します。\n○４　　番　質問します。\n○町　　長　お答えします。\n"
        "○全　　員　（異　議　な　し）\n○議　　長　散会します。\n",
        [
            (None, "議長"),
            (None, "４番"),
            (None, "町長"),
            (None, "全員"),
            (None, "議長"),
        ],
    ),
    (
        "header on its own line, mixed with same-line headers",
        "　　［午前10時 開会］\n○委員長（平野しげる）\n　開会いたします。\n　次の方、どうぞ。\n"
        "◆委員（下条まこと）\n　おはようございます。料金はどうなりますか。\n"
        "◎総務部市民サービス改善室長（橋爪薫）\n"
        "　上げません。\n◯議会運営委員長（神田育子）〔登壇〕\n　御報告いたします。\n"
        "○委員長（平野しげる）　終わります。\n"
        "　　［午後３時26分 散会］\n",
        [
            ("平野しげる", "委員長"),
            ("下条まこと", "委員"),
            ("橋爪薫", "総務部市民サービス改善室長"),
            ("神田育子", "議会運営委員長"),
            ("平野しげる", "委員長"),
        ],
    ),
    (
        "a council, space behind the mark",
        "○ 福田部会長\n　定刻になりましたので始めます。\n\n○ 事務局\n"
        "　資料を御説明します。\n\n○ 福田部会長\n　ありがとうございます。\n",
        [("福田", "部会長"), (None, "事務局"), ("福田", "部会長")],
    ),
    (
        "surname, space, title",
        "○中森　委員長　ただいまから開きます。\n──────────────\n●　陳情の審査について\n"
        "○塩見　委員長　　それでは始めます。\n◆倉橋　委員　質問します。\n"
        "◎羽生　福祉部長　お答えします。\n",
        [
            ("中森", "委員長"),
            ("塩見", "委員長"),
            ("倉橋", "委員"),
            ("羽生", "福祉部長"),
        ],
    ),
    (
        "no 君, half-width space",
        "○市長（迫田 佳代） 令和４年の所信を申し上げます。\n○市長（迫田 佳代） 以上です。\n",
        [("迫田佳代", "市長"), ("迫田佳代", "市長")],
    ),
    (
        "kanji seats",
        "○臨時議長(清田健吾君)　開きます。\n○百八番(三島敏子君)　動議を提出します。\n",
        [("清田健吾", "臨時議長"), ("三島敏子", "百八番")],
    ),
    (
        "unmarked: title (name)",
        "議長（石橋正弘君）　皆さん、おはようございます。\n第８番（津島俊子君） 質問いたします。\n"
        "町長（小暮恵一君）　お答えします。\n第８番（津島俊子君） 分かりました。\n"
        "議長（石橋正弘君）　散会します。\n",
        [
            ("石橋正弘", "議長"),
            ("津島俊子", "第８番"),
            ("小暮恵一", "町長"),
            ("津島俊子", "第８番"),
            ("石橋正弘", "議長"),
        ],
    ),
    (
        "unmarked: name and title",
        "福原晃子議長 ただ今の出席議員は十二名です。\n小暮恵一町長 おはようございます。\n"
        "福原晃子議長 質疑を許します。\n三島敏子議員 一点伺います。\n福原晃子議長 散会します。\n",
        [
            ("福原晃子", "議長"),
            ("小暮恵一", "町長"),
            ("福原晃子", "議長"),
            ("三島敏子", "議員"),
            ("福原晃子", "議長"),
        ],
    ),
    (
        "unmarked: title, name, speech",
        "出席議員\n１番　小森　聡　　２番　三島　敏子\n議長　伊能　秋子\n\n"
        "議長 伊能秋子 おはようございます。\n"
        "２番 三島敏子 質問します。\n町長 小暮恵一 お答えします。\n"
        "２番 三島敏子 終わります。\n議長 伊能秋子 散会します。\n",
        [
            ("伊能秋子", "議長"),
            ("三島敏子", "２番"),
            ("小暮恵一", "町長"),
            ("三島敏子", "２番"),
            ("伊能秋子", "議長"),
        ],
    ),
    (
        "unmarked: titles alone",
        "議長 それでは、再開いたします。\n町長 それでは、お答えします。\n４番 一点だけ伺います。\n"
        "町長 検討します。\n議長 休憩します。\n",
        [(None, "議長"), (None, "町長"), (None, "４番"), (None, "町長"), (None, "議長")],
    ),
    (
        "numbered",
        "１．議長（大川みさ君）　開会します。\n２．町長（小暮恵一君）　御説明します。\n"
        "３．議長（大川みさ君）　散会します。\n",
        [("大川みさ", "議長"), ("小暮恵一", "町長"), ("大川みさ", "議長")],
    ),
    (
        "a dash",
        "教 育 長 - それでは始めます。\n委    員 - 一つ質問があります。\n教 育 長 - どうぞ。\n",
        [(None, "教育長"), (None, "委員"), (None, "教育長")],
    ),
    (
        "marked spaced surnames",
        "○大 沢 議 長\n　会議を開きます。\n○三 島 議 員\n　質問します。\n○大 沢 議 長\n"
        "　どうぞ。\n",
        [("大沢", "議長"), ("三島", "議員"), ("大沢", "議長")],
    ),
    (
        "black brackets on their own line",
        "【神山座長】\n　始めます。\n【資料1】\n\n【園田委員】\n　質問です。\n【事務局】\n"
        "　お答えします。\n【神山座長】\n　終わります。\n",
        [("神山", "座長"), ("園田", "委員"), (None, "事務局"), ("神山", "座長")],
    ),
    (
        "black brackets before the speech",
        "【園田委員長】それでは始めます。\n【事務局】それでは御説明します。\n"
        "【園田委員長】どうもありがとう。\n",
        [("園田", "委員長"), (None, "事務局"), ("園田", "委員長")],
    ),
    (
        "anonymous brackets",
        "【会長】\n　始めます。\n【委員】\n　質問します。\n【事務局】\n　お答えします。\n"
        "【委員】\n　別の点です。\n",
        [(None, "会長"), (None, "委員"), (None, "事務局"), (None, "委員")],
    ),
    (
        "colon in brackets",
        "【議長：丹波千秋】 おはようございます。\n【町長：小暮恵一】 お答えします。\n"
        "【議長：丹波千秋】 散会します。\n",
        [("丹波千秋", "議長"), ("小暮恵一", "町長"), ("丹波千秋", "議長")],
    ),
    (
        "tortoise brackets",
        "〔今宮玲子議長〕再開します。\n〔「なし」と呼ぶ者あり〕\n"
        "〔三島敏子議員〕質問します。\n〔今宮玲子議長〕散会します。\n",
        [("今宮玲子", "議長"), ("三島敏子", "議員"), ("今宮玲子", "議長")],
    ),
    (
        "parentheses on their own line",
        "(会長)\n　始めます。\n(委員)\n　質問があります。\n(担当課)\n　お答えします。\n"
        "(委員)\n　分かりました。\n",
        [(None, "会長"), (None, "委員"), (None, "担当課"), (None, "委員")],
    ),
    (
        "parentheses and quotes",
        "（議長）　開会します。\n「町長」　御説明します。\n（議長）　質疑を許します。\n"
        "「町長」　以上です。\n",
        [(None, "議長"), (None, "町長"), (None, "議長"), (None, "町長")],
    ),
    (
        "closing parenthesis only",
        "室井委員長)それでは始めます。\n市長)本日は御苦労さまです。\n室井委員長)次に進みます。\n",
        [("室井", "委員長"), (None, "市長"), ("室井", "委員長")],
    ),
    (
        "colons",
        "日時：令和九年六月三日\n場所：第二委員会室\n委員長：始めます。\n"
        "倉橋由美君：議案第十二号について質問します。\n"
        "委員長：ほかにございますか。\n倉橋由美君：ありません。\n",
        [(None, "委員長"), ("倉橋由美", None), (None, "委員長"), ("倉橋由美", None)],
    ),
    (
        "colon behind a parenthesis",
        "委員長(相田君):ただいまより始めます。\n相田君:よろしくお願いします。\n"
        "委員長(相田君):終わります。\n",
        [("相田", "委員長"), ("相田", None), ("相田", "委員長")],
    ),
    (
        "bare lines",
        "総務委員会の記録\n\n出席委員\n高森恵子 委員長\n倉橋由美 委員\n説明員\n"
        "早乙女一郎 文化振興課長\n\n"
        "高森恵子 委員長\n\nそれでは、始めます。\n\n早乙女 文化振興課長\n\n"
        "御説明いたします。\n\n二点ございます。\n\n"
        "高森 委員長\n\n質疑を行います。\n\n倉橋由美 委員\n\n一点伺います。\n\n"
        "高森 委員長\n\n以上で終わります。\n\n"
        "ホーム\n\nプロフィール\n\n前の記事：駅前の整備\n\nCopyright © 2031 倉橋由美事務所\n",
        [
            ("高森恵子", "委員長"),
            ("早乙女", "文化振興課長"),
            ("高森", "委員長"),
            ("倉橋由美", "委員"),
            ("高森", "委員長"),
        ],
    ),
    (
        "bare surname lines without blank lines",
        "中森委員\n　委員は、次の点を質問した。\n園田課長\n　課長は、検討すると答えた。\n"
        "中森委員\n　重ねて質問した。\n",
        [("中森", "委員"), ("園田", "課長"), ("中森", "委員")],
    ),
    (
        "bare name and title before the speech",
        "大森委員長 おはようございます。\n高井課長  ただいまから御説明します。\n"
        "大森委員長 質疑はありますか。\n",
        [("大森", "委員長"), ("高井", "課長"), ("大森", "委員長")],
    ),
    (
        "bullets",
        "• 日下会長\n　始めます。\n• 三島委員\n　質問です。\n• 事務局\n　お答えします。\n"
        "• 日下会長\n　終わります。\n",
        [("日下", "会長"), ("三島", "委員"), (None, "事務局"), ("日下", "会長")],
    ),
    (
        "councils of ministries",
        "○原口事務局長 おはようございます。\n○津久井統計室長 では、御説明します。\n"
        "○田端感染症対策課長補佐 それでは資料２です。\n"
        "○事務局(原口保険課長)  お答えします。\n○総務省（沖川部長）　御説明します。\n"
        "○保険課長  補足します。\n",
        [
            ("原口", "事務局長"),
            ("津久井", "統計室長"),
            ("田端", "感染症対策課長補佐"),
            ("原口", "保険課長"),
            ("沖川", "部長"),
            (None, "保険課長"),
        ],
    ),
    (
        "unmarked, on its own line and before the speech",
        "議長（桐谷和夫君）\n　開会します。\n町長（小暮恵一君）\n　御説明します。\n"
        "議長（桐谷和夫君）　以上です。\n"
        "町長（小暮恵一君）　補足します。\n議長（桐谷和夫君）\n　散会します。\n",
        [
            ("桐谷和夫", "議長"),
            ("小暮恵一", "町長"),
            ("桐谷和夫", "議長"),
            ("小暮恵一", "町長"),
            ("桐谷和夫", "議長"),
        ],
    ),
    (
        "cells of a table",
        "発言者\t発言内容\n会長\t始めます。\n三島委員\t質問です。\n会長\tどうぞ。\n",
        [(None, "会長"), ("三島", "委員"), (None, "会長")],
    ),
    (
        "a lost parenthesis",
        "◯議長（竹森謙一議員）　開会します。\n◯議長竹森謙一議員)　再開します。\n"
        "◯３番三島敏子君）　質問します。\n",
        [("竹森謙一", "議長"), ("竹森謙一", "議長"), ("三島敏子", "３番")],
    ),
    (
        "surname and given name apart, with 君",
        "○林　隆一君　質問します。\n○議長（岸　玲子君）　どうぞ。\n○林　隆一君　以上です。\n",
        [("林隆一", None), ("岸玲子", "議長"), ("林隆一", None)],
    ),
    (
        "spaced letters to their end, and a homonym among them",
        "○桑 田 議 長\n　開会します。\n○山 根 ( 数 ) 議 員\n　質問します。\n"
        "○決 算 審 査 委 員 長\n　御報告します。\n○桑 田 議 長\n　散会します。\n",
        [
            ("桑田", "議長"),
            ("山根(数)", "議員"),
            (None, "決算審査委員長"),
            ("桑田", "議長"),
        ],
    ),
    (
        "letters for names, and how one attends",
        "○福森座長　始めます。\n○Ａ委員　質問です。\n○委員Ｂ　私も。\n"
        "○参考人（C君）　申し上げます。\n"
        "○倉橋委員（オンライン）　聞こえます。\n○株式会社みなと電算（辻社長）　お答えします。\n",
        [
            ("福森", "座長"),
            ("Ａ", "委員"),
            ("Ｂ", "委員"),
            ("C", "参考人"),
            ("倉橋", "委員"),
            ("辻", "社長"),
        ],
    ),
    (
        "a form feed before the header",
        "○委員長（平野しげる）\n　次の方どうぞ。\n\f○委員（下条まこと）\n　質問します。\n",
        [("平野しげる", "委員長"), ("下条まこと", "委員")],
    ),
    (
        "a speech that begins in mid-line",
        "○議長（桐谷和夫君）　許します。\n"
        "○北沢聡君　以上です。（拍手）○議長（桐谷和夫君）　次に進みます。\n",
        [("桐谷和夫", "議長"), ("北沢聡", None), ("桐谷和夫", "議長")],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [s[1:] for s in SITTINGS], ids=[s[0] for s in SITTINGS]
)
def test_a_sitting(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert who(laid_out(text)) == expected


@pytest.mark.parametrize("text", [s[1] for s in SITTINGS], ids=[s[0] for s in SITTINGS])
def test_line_ends_do_not_matter(text: str) -> None:
    unix, windows = laid_out(text), laid_out(text.replace("\n", "\r\n"))
    assert who(unix) == who(windows)
    assert [turn.header for turn in unix.turns] == [turn.header for turn in windows.turns]
    crlf = text.replace("\n", "\r\n")
    for turn in windows.turns:
        assert crlf.startswith(turn.header, turn.start)
        assert not crlf[turn.end - 1].isspace()
        assert crlf[turn.speech_start : turn.speech_start + 1].strip()


@pytest.mark.parametrize("text", [s[1] for s in SITTINGS], ids=[s[0] for s in SITTINGS])
def test_nothing_is_left_out(text: str) -> None:
    layout = laid_out(text)
    covered = [False] * len(text)
    for part in (*layout.turns, *layout.notes, *layout.agenda):
        for i in range(part.start, part.end):
            covered[i] = True
    assert [
        char for char, seen in zip(text, covered, strict=True) if not seen and char.strip()
    ] == []
    assert all(text[note.start : note.end] == note.text for note in layout.notes)


def test_lists_and_headings_with_a_turn_mark_are_no_turns() -> None:
    text = (
        "令和九年六月三日（木曜日）\n　　　午前十時一分開議\n○出席委員（二名）\n"
        "　　委員長　高森　恵子君\n"
        "　　委員　倉橋　由美君\n〇防災対策特別委員\n　　北沢　聡君\n○議事日程　第七号\n"
        "　第一　決算の認定について\n"
        "○本日の会議に付した案件\n　議事日程のとおり\n" + RULE + "\n○高森委員長　会議を開きます。\n"
        "○倉橋委員　一点伺います。\n○午後　０時０９分休憩\n○午後１時再開\n"
        "○理事補欠選任の件\n○高森委員長　終わります。\n"
    )
    layout = laid_out(text)
    assert who(layout) == [("高森", "委員長"), ("倉橋", "委員"), ("高森", "委員長")]
    assert [(item.number, item.title) for item in layout.agenda] == [("1", "決算の認定について")]
    assert [note.text for note in layout.notes if note.kind == "stage"] == [
        "令和九年六月三日（木曜日）",
        "午前十時一分開議",
        "○午後　０時０９分休憩",
        "○午後１時再開",
    ]
    assert layout.turns[1].end == text.index("○午後　") - 1
    full = {speaker.speaker: speaker.full_name for speaker in layout.speakers}
    assert full == {"高森": "高森恵子", "倉橋": "倉橋由美"}


def test_a_turn_ends_with_its_last_word_and_keeps_the_interjection() -> None:
    text = (
        "○議長（桐谷和夫君）　御異議ありませんか。\n　　〔「異議なし」と呼ぶ者あり〕\n"
        + RULE
        + "\n"
        "日程第２　議案第７号　決算の認定について\n\n"
        "○議長（桐谷和夫君）　次に進みます。（「早いぞ」と呼ぶ者あり）\n"
        "　（資料３参照）のとおりです。\n"
    )
    first, second = laid_out(text).turns
    assert text[first.speech_start : first.end].startswith("御異議")
    assert text[: first.end].endswith("者あり〕")
    assert second.header == "○議長（桐谷和夫君）"
    layout = laid_out(text)
    assert [note.kind for note in layout.notes] == ["stage", "boilerplate", "stage"]
    assert [(item.number, item.title) for item in layout.agenda] == [
        ("2", "議案第7号 決算の認定について")
    ]


def test_a_stage_direction_behind_the_header_hides_nothing() -> None:
    text = "○市長（相馬宏君）〔登壇〕　お答えします。\n○議長（桐谷和夫君）\n（拍手）\n　ほかに。\n"
    first, second = laid_out(text).turns
    assert text[first.speech_start :].startswith("お答え")
    assert text[second.speech_start :].startswith("ほかに")


def test_withheld_words_are_a_redaction() -> None:
    text = (
        "○相良委員長 次に議題２「立入検査について」です。\n\n（内容については非公表）\n\n"
        "○相良委員長 以上です。\n"
    )
    layout = laid_out(text)
    assert [(note.kind, note.text) for note in layout.notes] == [
        ("redaction", "（内容については非公表）")
    ]
    assert [(item.number, item.title) for item in layout.agenda] == [("2", "立入検査について")]


def test_page_furniture_lies_in_the_turn_as_a_note() -> None:
    page = "\n\nhttps://minutes.example.jp/View?id=5   {n}/4\n2031/11/05 1:34      会議録表示\n"
    text = "○委員長（平野しげる）\n　開きます。"
    for n in range(1, 5):
        text += page.format(n=n) + "　続きを申し上げます。\n"
    text += "○委員（下条まこと）\n　質問します。\n"
    layout = laid_out(text)
    assert len(layout.turns) == 2
    notes = [note for note in layout.notes if note.kind == "boilerplate"]
    assert len(notes) == 8
    assert all(layout.turns[0].start < note.start < layout.turns[0].end for note in notes)


def test_a_page_on_which_nobody_speaks_has_no_turns() -> None:
    text = (
        "カード決済の経過について\n\n本市は、次のとおり対応しています。\n\n1. 経過\n\n"
        "6. 12 報告書を受領\n7. 3 契約\n\n"
        "2. 市の考え方\n\n(1) 総務課長が確認しました。\n"
    )
    layout = laid_out(text)
    assert layout.turns == ()
    assert [issue.code for issue in layout.issues] == ["no-turns"]
    assert [note.text for note in layout.notes] == [
        "カード決済の経過について",
        "1. 経過",
        "2. 市の考え方",
    ]


def test_the_signatures_are_not_spoken() -> None:
    text = (
        "〇議 長（桑田利江議員） 以上をもちまして閉会いたします。（11時10分閉会）\n"
        "- 21 -\n会議規則の規定により、ここに署名する。\n令和九年六月三日\n（議決の結果）\n"
    )
    layout = laid_out(text)
    (turn,) = layout.turns
    assert text[: turn.end].endswith("分閉会）")
    assert [note.kind for note in layout.notes][:2] == ["stage", "boilerplate"]


NO_MINUTES = {
    "a roster": (
        "審議会委員名簿\n\n会長　桐谷　和夫\n副会長　三島　敏子\n委員　林　隆一\n委員　岸　玲子\n"
    ),
    "a notice": (
        "【概要】\n次のとおり開催します。\n【対象】\n市民の皆さんです。\n【申込み】\n"
        "電話で受け付けます。\n"
    ),
    "labels": (
        "日時：六月三日に行います。\n場所：市役所です。\n対象：市民の方です。\n"
        "持ち物：筆記用具です。\n"
    ),
    "prose": (
        "市長は、会議で述べた。\n議長は、休憩を宣した。\n委員長が、報告した。\n市長は、答弁した。\n"
    ),
    "a list of questions": (
        "○市長の政治姿勢について\n○職員の定数について\n○教育長の所見について\n"
    ),
    "a reply to opinions": (
        "No.1\n意見：駅前を整備すべきだ。\n回答：検討します。\nNo.2\n意見：反対だ。\n"
        "回答：承りました。\n"
    ),
}


@pytest.mark.parametrize("text", NO_MINUTES.values(), ids=NO_MINUTES.keys())
def test_what_is_no_minutes_has_no_turns(text: str) -> None:
    assert who(laid_out(text)) == []


def test_two_meetings_in_one_file() -> None:
    day = (
        "令和九年六月{n}日（木曜日）\n　　午前十時開議\n　出席委員\n　　委員長　高森　恵子君\n"
        + RULE
        + "\n"
        "○高森委員長　会議を開きます。\n○倉橋委員　伺います。\n"
        "○高森委員長　散会いたします。\n　　午後一時散会\n"
    )
    text = day.format(n="三") + day.format(n="四")
    layout = laid_out(text)
    assert len(layout.turns) == 6
    assert not any("出席" in text[turn.start : turn.end] for turn in layout.turns)
    dates = [note.text for note in layout.notes if note.text.startswith("令和")]
    assert dates == ["令和九年六月三日（木曜日）", "令和九年六月四日（木曜日）"]


def test_the_kinds_of_turns() -> None:
    text = (
        "○高森委員長　会議を開きます。まず総務課長から説明を求めます。\n"
        "○真木総務課長　御説明申し上げます。資料１です。\n"
        "○高森委員長　質疑はございますか。\n○倉橋委員　費用は幾らですか。\n"
        "○真木総務課長　百万円でございます。\n"
        "○倉橋委員　分かりました。\n○高森委員長　散会いたします。\n"
    )
    assert [turn.kind for turn in laid_out(text).turns] == [
        "chair",
        "report",
        "chair",
        "question",
        "answer",
        "statement",
        "chair",
    ]


def test_a_forced_dialect() -> None:
    text = "【事務局】御説明します。\n"
    assert laid_out(text).turns == ()
    assert who(laid_out(text, "bracket")) == [(None, "事務局")]
    with pytest.raises(ValueError, match="mark-title-name"):
        laid_out(text, "no-such")


PIECES = [
    *"○（）君　 。\n【】：１時〔〕-市12・a「」\f",
    *["議長", "委員", "桐谷", "日程第", "午後", "散会", "会長", "です", "\r\n"],
]


@pytest.mark.parametrize(
    "piece", [*PIECES, "○議長", "委員長（", "議長 ", "【委員】", "午後１時", "（「", "第１　"]
)
def test_long_lines_take_linear_time(piece: str) -> None:
    text = "○議長（桐谷和夫君）　開きます。\n○" + piece * (20_000 // len(piece)) + "\n"
    started = time.perf_counter()
    laid_out(text)
    assert time.perf_counter() - started < 2.0


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_is_cut_into_parts_that_quote_it(text: str) -> None:
    layout = laid_out(text)
    assert all(text[note.start : note.end] == note.text for note in layout.notes)
    previous = 0
    for turn in layout.turns:
        assert previous <= turn.start <= turn.speech_start <= turn.end
        assert text.startswith(turn.header, turn.start)
        previous = turn.end


def test_what_stands_in_brackets_behind_a_listed_name_is_no_part_of_it() -> None:
    text = (
        "出席者\n　座長　　服部部　順（大学教授）\n　委員　　鴨下　　環（弁護士）\n\n"
        "○服部部座長\n　それでは始めます。資料は二つです。\n○鴨下委員\n　質問が一つあります。\n"
        "○服部部座長\n　どうぞ。\n"
    )
    layout = split(Document("d1", "a.txt", text))
    assert [(t.speaker, t.position) for t in layout.turns] == [
        ("服部部", "座長"),
        ("鴨下", "委員"),
        ("服部部", "座長"),
    ]


RUN_TOGETHER = (
    "瀬野原市議会総務委員会記録      令和8年5月7日(木曜日)     ――――――     開 会 午前10時   ―――― "
    "○鵜飼ちひろ 委員長  ただいまから、会議を開きます。  陳情第4号の審査に入ります。 "
    "◆菱沼浩二 委員  私から伺います。予約の再開は、いつと考えているのか、見通しを伺います。 "
    "◎赤座 市民部長  再開の時期は、点検の結果を見て決めてまいります。今月中にはお示しします。"
)


def test_headers_in_a_page_that_lost_its_line_breaks() -> None:
    turns = split(Document("d", "p", RUN_TOGETHER)).turns
    assert [(turn.speaker, turn.position) for turn in turns] == [
        ("鵜飼ちひろ", "委員長"),
        ("菱沼浩二", "委員"),
        ("赤座", "市民部長"),
    ]
    assert turns[1].end < turns[2].start


def test_half_headers_in_a_page_that_lost_its_line_breaks() -> None:
    text = (
        "鵜飼委員長)ただ今から,会議を始めます。"
        + "本日の議題は次のとおりです。" * 15
        + "当局の説明を求めます。 市長)お忙しい中,ありがとうございます。"
    )
    turns = split(Document("d", "p", text)).turns
    assert [(turn.speaker, turn.position) for turn in turns] == [("鵜飼", "委員長"), (None, "市長")]


def test_a_mark_within_a_short_line_opens_no_speech() -> None:
    text = "○鵜飼委員長　開会します。○赤座 市民部長  出席\n○菱沼委員　質問します。\n"
    assert len(split(Document("d", "p", text)).turns) == 2


def test_a_press_conference() -> None:
    text = (
        "令和8年5月7日\n市長定例会見\n（記 者）\n 流出はいつ分かったのですか。\n"
        "（市 長）\n 先月の三十日です。\n"
        "（記 者）\n 公表が遅いのでは。\n（市 長）\n 遅かったと思います。\n"
    )
    turns = split(Document("d", "p", text)).turns
    assert [turn.position for turn in turns] == ["記 者", "市 長", "記 者", "市 長"]


SAID = (
    ("座長", "ただいまから開会します。昨日の資料を御覧ください。"),
    ("事務局", "利用者は千二百人でした。"),
    ("座長", "御質問はございますか。"),
    ("委員", "減った理由は何でしょうか。"),
    ("事務局", "改修のため休館したことによるものです。"),
)


@pytest.mark.parametrize(
    "form",
    [
        *(
            "・{}　{}",
            "- {}：{}",
            "□{}：{}",
            "→{}　{}",
            "| {} | {} |",
            "{}＞{}",
            "{}〉{}",
            "{}／{}",
        ),
        *("≪{}≫\n{}", "〈{}〉{}", "『{}』{}", "《{}》\n　{}", "{}「{}」", "{} － {}"),
    ],
)
def test_forms_of_small_councils(form: str) -> None:
    text = "第二回文化施設協議会会議録\n\n" + "".join(form.format(*words) + "\n" for words in SAID)
    layout = split(Document("d", "p", text))
    assert [turn.position for turn in layout.turns] == [title for title, _ in SAID]
    assert all(
        said in text[turn.speech_start : turn.end]
        for turn, (_, said) in zip(layout.turns, SAID, strict=True)
    )


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("【質問】", "【回答】"),
        ("問　", "答　"),
        ("問１　", "答１　"),
        ("質問１：", "回答１："),
    ],
)
def test_a_list_of_questions_and_answers(asks: str, answers: str) -> None:
    text = (
        f"浅見市議会だより　一般質問から\n"
        f"{asks}流出はいつ分かったのか。\n{answers}六月三日である。\n"
        f"{asks}件数は何件か。\n{answers}四百十二件である。\n"
    )
    turns = split(Document("d", "p", text)).turns
    assert [turn.kind for turn in turns] == ["question", "answer", "question", "answer"]
    page = text.replace("浅見市議会だより　一般質問から", "流出についてのよくある御質問")
    assert not split(Document("d", "p", page)).turns


def test_bare_offices_in_a_page_that_lost_its_line_breaks() -> None:
    text = (
        "令和8年度第1回浅見市環境審議会議事録(確定稿) 事務局  それでは,定刻となりました。  "
        "会議の前に御案内がございます。市長から御挨拶を申します。 市長  よろしくお願いいたします。 "
        "会長  ありがとうございました。続きまして,昨年度の取組のうち,相談の件数についての"
        "説明をお願いしたいと思います。 "
        "事務局  資料を御覧ください。件数は42件でした。 委員  増えた理由は何でしょうか。 "
        "事務局  制度の周知が進んだためと考えております。"
    )
    turns = split(Document("d", "p", text)).turns
    titles = ["事務局", "市長", "会長", "事務局", "委員", "事務局"]
    assert [turn.position for turn in turns] == titles
