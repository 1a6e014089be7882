"""The dialects of headers, with lines that open a speech and lines that do not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to print a header; examples and counterexamples are whole lines."""

    name: str
    frame: str
    form: str
    meaning: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


DIALECTS = (
    Dialect(
        "mark-title-name",
        "mark",
        "mark-title-name",
        "a turn mark, the title or the seat, and the name in parentheses or behind a space",
        (
            "○議長（榊原康生君）　これより会議を開きます。",
            "◯４番（三枝香織君）　おはようございます。",
            "◎都市整備部長（日下正和）",
            "○市長（相馬　宏） お答えします。",
            "○百十二番（北郷聡君）　反対します。",
            "○議　長（相 馬 令 子 君）　開会します。",
            "○議長　榊原康生君　開会します。",
        ),
        (
            "〇出席議員（２６人）",
            "○欠席議員（なし）",
            "◯令和９年５月１７日（金）",
            "○議事日程（第４号）",
            "○会期の決定（案）",
        ),
    ),
    Dialect(
        "mark-name-title",
        "mark",
        "mark-name-title",
        "a turn mark, a name and the title behind it, with or without a space between",
        (
            "○羽田野委員長　これより会議を開きます。",
            "○山根（賢）委員　質問します。",
            "○山根［け］委員　質問します。",
            "○早乙女駅前整備課長　お答えします。",
            "○中森　委員長　ただいまから開きます。",
            "○18番楠木多恵子議員　質問します。",
            "◯鳥羽ようすけ委員　　二点伺います。",
            "○大 沢 議 長",
            "○倉科委員長これより会議を開きます。",
        ),
        (
            "○小委員長の互選",
            "○理事補欠選任の件",
            "○午後　０時０９分休憩",
            "○本日の会議に付した案件",
        ),
    ),
    Dialect(
        "mark-title",
        "mark",
        "mark-title",
        "a turn mark and an office, a title or a seat that speaks without a name",
        (
            "○事務局　資料一に沿って御説明いたします。",
            "◯デジタル改革推進部長　　では、御説明いたします。",
            "○議　　長　開会します。",
            "○４　　番　質問します。",
        ),
        ("○会期の決定", "○日時　令和九年六月三日"),
    ),
    Dialect(
        "mark-name",
        "mark",
        "mark-name",
        "a turn mark and a name with 君 or さん, without a title",
        ("○北郷聡君　ただいま議題となりました。", "◆矢代みどりさん　質問します。"),
        ("○諸君　静粛に願います。",),
    ),
    Dialect(
        "mark-parenthesis",
        "mark",
        "mark-parenthesis",
        "a turn mark and the whole speaker in parentheses",
        (
            "○（古市みのり議長）　質疑の通告がございます。",
            "○（仁科　薫副区長）　お答えします。",
            "◆（芳賀千鶴子君）　質問します。",
        ),
        ("○（案）　次のとおり", "○（１）予算について"),
    ),
    Dialect(
        "mark-body-person",
        "mark",
        "mark-body-person",
        "a turn mark, a body, and in parentheses who speaks for it",
        ("○事務局（原口保険課長）　お答えします。", "○厚生労働省（沖川課長）　御説明します。"),
        ("○報告事項（市民部）",),
    ),
    Dialect(
        "mark-body",
        "mark",
        "mark-body",
        "a turn mark and a department or a paper that speaks without a person",
        ("○こども保育課　お答えします。", "◆水尾新聞　受け止めを伺います。", "○浅見市側"),
        ("○資料の説明", "○課題　次のとおり"),
    ),
    Dialect(
        "bare",
        "bare",
        "",
        "no mark: speaker and title at the beginning of the line, the speech behind a space",
        (
            "議長（榊原康生君）　これより会議を開きます。",
            "第８番（三枝香織君） 質問いたします。",
            "榊原康生議長 ただいまの出席議員は十六名です。",
            "１．議長（榊原康生君）　開会します。",
            "町長 それでは、お答えします。",
        ),
        ("議長の許可を得て発言します。", "市長（当時）の答弁です。"),
    ),
    Dialect(
        "line",
        "line",
        "",
        "no mark: name and title alone on a line, the speech in the paragraphs below",
        (
            *("小田島稔 委員長", "羽田野 文化振興課長", "• 日下会長", "議長（榊原康生君）"),
            *("委員", "小暮村長。", "#### 議長（榊原康生君）"),
            *("倉橋（初）", "教育長（相馬令子）（再）", "市長の答弁", "浅見市都市計画課"),
        ),
        ("委員長の互選", "総務文教委員会会議録", "説明は以上でございます。"),
    ),
    Dialect(
        "bracket",
        "bracket",
        "",
        "the speaker in brackets 【】, 〔〕, [], <>, ≪≫, 《》, 〈〉, 『』",
        (
            "【神山座長】",
            "【園村委員長】それでは始めます。",
            "【委員】",
            "【議長：丹沢千秋】 開会します。",
            "〔今宮玲子議長〕再開します。",
            "【事務局】御説明します。",
            "**高森委員長**　開会します。",
            "【矢代稔 市議会議員】10:14:05",
            *("【こども保育課】御説明します。", "【水尾新聞・倉橋記者】伺います。"),
            *("1640【真鍋建設部長】　お答えします。", "【三枝議員質問】", "【質疑】"),
            *(
                "≪副会長≫",
                "〈事務局〉御説明します。",
                "【質問】いつ分かったのか。",
                "【回答】六月です。",
            ),
        ),
        ("【資料1】", "【6-19】", "【議案の質疑】", "〔「異議なし」と呼ぶ者あり〕", "〔速記中止〕"),
    ),
    Dialect(
        "paren",
        "paren",
        "",
        "the speaker in parentheses or 「」 at the beginning of the line",
        (
            "(委員)",
            "(担当課)",
            "(相馬教育長)",
            "（議長）　開会します。",
            "「町長」　お答えします。",
            *("（保育課）お答えします。", "（■：水尾新聞）伺います。", "（質問：三枝議員）"),
        ),
        ("（拍手）", "（１）予算について", "（「異議なし」の声あり）", "「異議なし」"),
    ),
    Dialect(
        "colon",
        "colon",
        "",
        "the speaker before a colon, or what stands for one: ＞, ／, or the quotation mark",
        (
            "委員長：始めます。",
            "倉橋由美君:質問します。",
            "委員長(倉橋君):始めます。",
            "議長 ： 開会します。",
            *(
                "・座長：再開します。",
                "□事務局：以上です。",
                "問：いつからですか。",
                "答：六月からです。",
            ),
            *("都市計画課：お答えします。", "水尾新聞：伺います。"),
            *("副会長＞始めます。", "会長「開会します。」", "事務局／御説明します。"),
        ),
        ("日時：令和九年六月三日", "場所：第二委員会室", "資料：次のとおり", "Ｑ：いつから？"),
    ),
    Dialect(
        "half-paren",
        "half-paren",
        "",
        "the speaker before a closing parenthesis that nothing opens",
        ("室井委員長)それでは始めます。", "市長）本日は御苦労さまです。"),
        ("1)予算について", "ア）資料"),
    ),
)


@cache
def by_name() -> dict[str, Dialect]:
    """All dialects by their name, in the order of the list."""
    return {dialect.name: dialect for dialect in DIALECTS}


def frame_of(name: str) -> str:
    """The frame of a dialect.

    Raises `ValueError`, which lists the names, for an unknown one.

    >>> frame_of("mark-name")
    'mark'
    """
    dialect = by_name().get(name)
    if dialect is None:
        raise ValueError(f"unknown dialect {name!r}; known are: {', '.join(by_name())}")
    return dialect.frame
