"""Questions and answers: word lists both ways, questions, alignment, labels, excerpts."""

from __future__ import annotations

import importlib
import pkgutil
import re
from itertools import islice

import pytest
from clock import cpu_seconds
from samples import corpus_paths, extraction_of, needs_real_minutes, real_paths

from minutes import exchanges, lexicon, pipeline, sources
from minutes.exchanges.align import Reply, best_path
from minutes.exchanges.questions import questions_of
from minutes.exchanges.sentences import sentences_of
from minutes.exchanges.wants import WANTS, Want
from minutes.exchanges.wording import Wording, found, wordings
from minutes.nlp import tokenize
from minutes.schema import Exchange, Extraction, Turn
from minutes.text import fold

SECTIONS = [
    ("questions", "wording"),
    ("questions", "formula"),
    ("questions", "prompt"),
    ("questions", "waiver"),
    ("answers", "evasion"),
    ("answers", "intention"),
    ("answers", "reply"),
    ("answers", "promise"),
]
ENTRIES = [
    pytest.param(wording, entry, id=f"{table}-{wording.name}")
    for table, section in SECTIONS
    for wording, entry in zip(wordings(table, section), lexicon.read(table)[section], strict=True)
]


@pytest.mark.parametrize(("wording", "entry"), ENTRIES)
def test_each_wording_finds_its_examples_and_leaves_its_counterexamples(
    wording: Wording, entry: dict[str, list[str]]
) -> None:
    assert entry["examples"]
    assert entry["counterexamples"]
    for phrase in entry["examples"]:
        assert wording.matches(fold(phrase)), phrase
    for phrase in entry["counterexamples"]:
        assert not wording.matches(fold(phrase)), phrase


@pytest.mark.parametrize(("table", "section"), SECTIONS)
def test_no_wording_is_passed_over_for_its_letters_or_its_end(table: str, section: str) -> None:
    phrases = [
        fold(phrase)
        for param in ENTRIES
        for phrase in (*param.values[1]["examples"], *param.values[1]["counterexamples"])
    ]
    for path in corpus_paths():
        phrases += fold(extraction_of(path).document.text).replace("\n", "。").split("。")
    said = [(w.name, s) for s in phrases for w in wordings(table, section) if w.matches(s)]
    assert said
    assert [(w.name, s) for s in phrases for w in found(table, section, s)] == said


@pytest.mark.parametrize(("wording", "entry"), ENTRIES)
@pytest.mark.parametrize(
    "unit", ["あ", "お伺い", "ます", "繰り返し", "の、", "検討", "見解", "1", "て"]
)
def test_no_wording_is_slow_on_a_hostile_sentence(
    wording: Wording, entry: object, unit: str
) -> None:
    hostile = (unit * 20_000)[:20_000]
    assert cpu_seconds(lambda: wording.matches(hostile)) < 0.5


@pytest.mark.parametrize("want", WANTS, ids=lambda want: want.name)
def test_what_is_asked_for_is_known_by_its_words(want: Want) -> None:
    for phrase in want.examples:
        assert want.asked.search(fold(phrase)), phrase
    for phrase in want.counterexamples:
        assert not want.asked.search(fold(phrase)), phrase


MODULES = [
    importlib.import_module(f"minutes.exchanges.{module.name}")
    for module in pkgutil.iter_modules(exchanges.__path__)
]
PATTERNS = [
    pytest.param(value, id=f"{module.__name__.rpartition('.')[2]}-{name}")
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_pattern_is_slow_on_a_hostile_sentence(pattern: re.Pattern[str]) -> None:
    for unit in ("あ", "か、", "について", "の、", "お伺い", "市長に", "１", "1", "名の", "（"):
        hostile = (unit * 20_000)[:20_000]
        taken = cpu_seconds(lambda line=hostile: list(islice(pattern.finditer(line), 50)))
        assert taken < 0.5, unit


def asked(*speech: str) -> list[str]:
    """The questions of a speech that are surely asked."""
    text = "○三枝委員　" + "\n　".join(speech)
    turn = Turn(0, len(text), 6, "○三枝委員", "三枝", "委員", kind="question")
    found = questions_of(sentences_of(0, turn, (), tokenize(text)))
    return [question.text for question in found if question.strength >= 0.5]


@pytest.mark.parametrize(
    ("speech", "expected"),
    [
        (["御説明ありがとうございます。", "工期はいつまでですか。"], ["工期はいつまでですか。"]),
        # A prompt presses what was said before it.
        (
            ["基準を公表すべきだと考えます。市長の見解を伺います。"],
            ["基準を公表すべきだと考えます。市長の見解を伺います。"],
        ),
        (
            ["撤去はしないのですか。部長、いかがですか。"],
            ["撤去はしないのですか。部長、いかがですか。"],
        ),
        # Two alternatives are one question, two items are two.
        (
            ["修理されるんですか。それとも買い換えるんですか。"],
            ["修理されるんですか。それとも買い換えるんですか。"],
        ),
        (
            ["人数についてお示しください。費用についてもお示しください。"],
            ["人数についてお示しください。", "費用についてもお示しください。"],
        ),
        (
            ["申込みは全体で何人だったのか、そのうち市外の方は何人だったのか、伺います。"],
            ["申込みは全体で何人だったのか", "そのうち市外の方は何人だったのか、伺います。"],
        ),
        # An announcement is none, unless nothing follows it.
        (
            ["遊具の安全点検についてお伺いします。", "昨年の点検はいつ行われましたか。"],
            ["昨年の点検はいつ行われましたか。"],
        ),
        (["大きく二点、質問いたします。"], []),
        # What the speaker goes on to argue himself is rhetorical.
        (
            [
                "これは安全でしょうか。私は危ないと思います。なぜなら、柵が低いからです。",
                "柵を高くする考えはありますか。",
            ],
            ["柵を高くする考えはありますか。"],
        ),
        (["資料の二ページを御覧いただけますでしょうか。", "ここに書いてあるとおりです。"], []),
        (["ほかに御質疑はございませんか。"], []),
        (["その理由は何ですか、教育長として。"], ["その理由は何ですか、教育長として。"]),
        (["残りは何件ですか。（「議事進行」と呼ぶ者あり）"], ["残りは何件ですか。"]),
    ],
)
def test_questions_of_a_speech(speech: list[str], expected: list[str]) -> None:
    assert asked(*speech) == expected


def test_a_question_on_broken_lines_is_one_sentence() -> None:
    text = "○三枝委員　昨年度に行われた公園の遊具の点検は\n　　　　どこまで進みましたか。\n"
    turn = Turn(0, len(text), 6, "○三枝委員", "三枝", "委員", kind="question")
    (question,) = questions_of(sentences_of(0, turn, (), tokenize(text)))
    assert question.text == "昨年度に行われた公園の遊具の点検はどこまで進みましたか。"
    assert text[question.span.start : question.span.end] == text[6:-1]


def reply(opener: int = 0, *, first: bool = False, paragraph: bool = True) -> Reply:
    return Reply(opener, paragraph, first, False, False, False)


def test_the_path_follows_the_words() -> None:
    path = best_path(
        [reply(first=True), reply(), reply(2)],
        [[0.4, 0.0], [0.3, 0.1], [0.0, 0.4]],
        [0.0] * 3,
        [[0.0, 0.0]] * 3,
        [True, False],
        [False, False],
    )
    assert [state.members for state in path] == [(0,), (0,), (1,)]


def test_the_path_leaves_a_question_without_evidence_unanswered() -> None:
    path = best_path(
        [reply(first=True), reply(paragraph=False)],
        [[0.4, 0.0], [0.4, 0.0]],
        [0.0] * 2,
        [[0.0, 0.0]] * 2,
        [False, False],
        [False, False],
    )
    assert [state.members for state in path] == [(0,), (0,)]


def test_one_passage_may_answer_two_questions() -> None:
    path = best_path(
        [reply(first=True), reply(paragraph=False)],
        [[0.5, 0.5], [0.5, 0.5]],
        [0.0] * 2,
        [[0.0, 0.0]] * 2,
        [True, False],
        [False, False],
    )
    assert {state.members for state in path} == {(0, 1)}


# --- whole documents --------------------------------------------------------------------------

ASSEMBLY = """\
令和７年９月１１日（木曜日）
○議長（大洞茂樹君）　一般質問を行います。７番、三枝香織君。
○７番（三枝香織君）　通告に従いまして質問いたします。
　まず、公園の遊具についてです。昨年度の点検で使用禁止となった遊具は何基あったのか、伺います。
　次に、給食費についてです。来年四月からの値上げは見送るべきと考えますが、市長の見解を伺います。
　最後に、駅前の駐輪場についてです。再開はいつになるのか、お示しください。
○議長（大洞茂樹君）　市長。
○市長（榊原康生君）　三枝議員の御質問にお答えいたします。
　給食費についてですが、食材の価格が上がる中にあっても、来年四月からの値上げは行いません。
　残りの御質問につきましては、担当部長からお答えいたします。
○議長（大洞茂樹君）　建設部長。
○建設部長（日下正和君）　公園の遊具についてでございますが、使用禁止の遊具は１４基でございます。
　令和７年１２月２５日までに修繕を完了いたします。
○議長（大洞茂樹君）　７番、三枝香織君。
○７番（三枝香織君）　御答弁ありがとうございます。周知をお願いして終わります。
○議長（大洞茂樹君）　以上で三枝香織君の質問を終わります。
"""


def extraction(text: str) -> Extraction:
    return pipeline.extract_document(sources.from_bytes(text.encode(), "made.txt"))


def by_topic(found: Extraction, words: str) -> Exchange:
    text = found.document.quote
    (row,) = [row for row in found.exchanges if words in text(row.question)]
    return row


def test_several_questions_and_several_answerers() -> None:
    found = extraction(ASSEMBLY)
    text = found.document.quote
    assert len(found.exchanges) == 3
    toys, lunch, bicycles = found.exchanges
    assert (toys.asker, toys.answerer, toys.answered) == ("三枝香織", "日下正和", "yes")
    assert toys.answer is not None
    assert "１４基" in text(toys.answer)
    assert (lunch.answerer, lunch.answered) == ("榊原康生", "yes")
    assert lunch.answer is not None
    assert "値上げは行いません" in text(lunch.answer)
    assert "遊具" not in text(lunch.answer)
    assert (bicycles.answer, bicycles.answered, bicycles.reason) == (None, "no", "not-found")


def test_promises_carry_who_and_by_when() -> None:
    (promise,) = extraction(ASSEMBLY).commitments
    assert promise.due == "2025-12-25"
    assert promise.who == "日下正和"
    assert promise.quote == "令和７年１２月２５日までに修繕を完了いたします。"


def test_the_chairs_routine_is_no_question_and_a_report_has_none() -> None:
    text = """\
○議長（大洞茂樹君）　ただいまの報告に対する御質疑はありませんか。
　　〔「なし」と呼ぶ者あり〕
○議長（大洞茂樹君）　御異議ありませんか。御異議なしと認めます。
○市長（榊原康生君）　所信を申し上げます。何が必要でしょうか。市民の皆様と考えてまいります。
"""
    assert extraction(text).exchanges == ()


def test_nothing_is_answered_where_nobody_replies() -> None:
    text = ASSEMBLY[: ASSEMBLY.index("○議長（大洞茂樹君）　市長。")]
    rows = extraction(text).exchanges
    assert [(row.answered, row.reason) for row in rows] == [("no", "none-given")] * 3


COMMITTEE = """\
○古市委員　ベンチの更新の費用は幾らですか。
○公園課長（真鍋隆君）　{answer}
"""


@pytest.mark.parametrize(
    ("answer", "answered", "reason"),
    [
        ("ベンチの更新の費用は、一基当たり１２万円でございます。", "yes", "given"),
        ("ベンチの更新の費用は、ただいま手元に資料がございません。", "partly", "not-known"),
        ("ベンチの更新につきましては、順次進めているところでございます。", "partly", "no-figure"),
        ("費用につきましては、お答えを差し控えさせていただきます。", "partly", "declined"),
        ("ベンチの更新の費用は、後日資料で御報告いたします。", "partly", "later"),
    ],
)
def test_labels_and_their_reasons(answer: str, answered: str, reason: str) -> None:
    (row,) = extraction(COMMITTEE.format(answer=answer)).exchanges
    assert (row.answered, row.reason) == (answered, reason)
    assert row.answer is not None


def test_a_remark_that_is_taken_up_is_a_comment() -> None:
    text = """\
○矢代委員　段差の解消を今後とも進めていくことが大切であると考えます。以上です。
○小田切委員長　ありがとうございます。
○公園課長（真鍋隆君）　今の御意見でございますが、段差の解消は三か年で進める予定でございます。
"""
    (row,) = extraction(text).exchanges
    assert row.topic is not None
    assert row.topic.startswith("comment: ")
    assert row.answerer == "真鍋隆"


def rows_of(text: str) -> list[tuple[str, str, str | None]]:
    """The question, the label and the answer of each row, as printed."""
    found = extraction(text)
    quote = found.document.quote
    return [
        (quote(row.question), row.answered, row.answer and quote(row.answer))
        for row in found.exchanges
    ]


def test_a_question_put_again_in_full_is_one_of_its_own() -> None:
    text = """\
○古市委員　柵の高さを改める考えはあるのか、伺います。
○公園課長（真鍋隆君）　公園の樹木は毎年剪定しております。
○古市委員　柵を改めるのか、改めないのか、もう一度伺います。
○公園課長（真鍋隆君）　柵につきましては、今後検討してまいります。
"""
    found = rows_of(text)
    assert [question[:2] for question, _, _ in found] == ["柵の", "柵を"]
    assert found[1][1:] == ("partly", "柵につきましては、今後検討してまいります。")


def test_a_prompt_put_again_belongs_to_the_question_that_it_presses() -> None:
    text = """\
○古市委員　柵の高さを改める考えはあるのか、伺います。
○公園課長（真鍋隆君）　公園の樹木は毎年剪定しております。
○古市委員　もう一度、お答えをお願いします。
○公園課長（真鍋隆君）　柵の高さにつきましては、来年度に改めます。
"""
    assert [question for question, _, _ in rows_of(text)] == [
        "柵の高さを改める考えはあるのか、伺います。"
    ]


@pytest.mark.parametrize(
    ("said", "asked_for"),
    [
        ("私からも一点お聞きします。修繕の費用は幾らですか。", "修繕の費用は幾らですか。"),
        ("御質疑はございませんか。なければ、次に進みます。", None),
    ],
)
def test_a_chair_may_ask_for_himself(said: str, asked_for: str | None) -> None:
    text = f"""\
○古市委員　ベンチは何基ありますか。
○公園課長（真鍋隆君）　ベンチは二十基でございます。
○小田切委員長　{said}
○公園課長（真鍋隆君）　修繕の費用は一基当たり八万円でございます。
"""
    asked = [question for question, _, _ in rows_of(text)]
    assert asked == ["ベンチは何基ありますか。", *filter(None, [asked_for])]


def test_a_deed_that_a_chair_asks_for_and_is_promised_is_a_comment() -> None:
    text = """\
○小田切委員長　修繕の一覧は、次回までに事務局から各委員へ送付してください。
○事務局（梨木茂君）　承知いたしました。次回までにお送りいたします。
"""
    (row,) = extraction(text).exchanges
    assert row.topic is not None
    assert row.topic.startswith("comment: ")
    assert row.answerer == "梨木茂"


def test_what_the_speaker_wants_no_answer_to_is_kept_apart() -> None:
    text = """\
○古市委員　なぜ柵の修理がこれほど遅れたのでしょうか。この点の御答弁は結構です。
○古市委員　ベンチは何基ありますか。
○公園課長（真鍋隆君）　ベンチは二十基でございます。
"""
    assert [(label, answer) for _, label, answer in rows_of(text)] == [
        ("not-needed", None),
        ("yes", "ベンチは二十基でございます。"),
    ]


def test_an_answer_that_was_left_out_is_given_to_the_question_of_before() -> None:
    text = """\
○議長（大洞茂樹君）　古市議員。
○１番（古市薫君）　一点目に、柵の修理の時期はいつですか。二点目に、ベンチは何基ありますか。
○議長（大洞茂樹君）　公園課長。
○公園課長（真鍋隆君）　ベンチは二十基でございます。
○１番（古市薫君）　ベンチは分かりました。日よけはいつ設けるのですか。
○公園課長（真鍋隆君）　答弁漏れがございました。柵の修理は、来月に行います。
　日よけは、再来年度に設ける予定です。
"""
    found = {question[-12:]: answer for question, _, answer in rows_of(text)}
    assert found["柵の修理の時期はいつですか。"[-12:]] == "柵の修理は、来月に行います。"
    assert found["日よけはいつ設けるのですか。"[-12:]] == "日よけは、再来年度に設ける予定です。"


def test_the_one_who_was_asked_and_speaks_of_something_else_has_answered() -> None:
    text = """\
○１番（古市薫君）　一点目に、部長に伺います。ベンチは何基ありますか。
　二点目に、市長に伺います。柵を改めるのか、改めないのか、お答えください。
○建設部長（真鍋隆君）　ベンチは二十基でございます。
○市長（榊原康生君）　職員の意識の向上に努めてまいります。
"""
    (_, first), (_, second) = [(label, answer) for _, label, answer in rows_of(text)]
    assert first == "ベンチは二十基でございます。"
    assert second == "職員の意識の向上に努めてまいります。"
    assert [label for _, label, _ in rows_of(text)] == ["yes", "partly"]


def test_what_stands_before_the_formula_of_an_answer_is_none() -> None:
    text = """\
○１番（古市薫君）　火災の予防のため、枯れ草をいつ刈るのか、市長に伺います。
○市長（榊原康生君）　お答えの前に、昨日の火災で被災された方々にお見舞いを申し上げます。
　それでは、古市議員の御質問にお答えいたします。枯れ草は、来月中に刈ります。
"""
    assert [answer for _, _, answer in rows_of(text)] == ["枯れ草は、来月中に刈ります。"]


@pytest.mark.parametrize(
    ("question", "answer", "answered"),
    [
        # Who is asked whether he knows and does not has answered.
        ("対象の人数は把握していますか。", "対象の人数は把握しておりません。", "yes"),
        ("対象の人数は何人ですか。", "対象の人数は把握しておりません。", "partly"),
        # The number was given, whatever is withheld behind it.
        (
            "これまでに何人を検査したのですか。",
            "これまでに二十人を検査いたしました。これ以上の詳細はお答えを差し控えます。",
            "yes",
        ),
        # Both answers are named and neither is chosen.
        (
            "再開するのか、しないのか、伺います。",
            "まずは安全の確認が先決と考えております。",
            "partly",
        ),
        ("再開するのか、しないのか、伺います。", "四月に再開いたします。", "yes"),
    ],
)
def test_labels_depend_on_what_was_asked(question: str, answer: str, answered: str) -> None:
    ((_, label, _),) = rows_of(f"○古市委員　{question}\n○公園課長（真鍋隆君）　{answer}\n")
    assert label == answered


# --- excerpts ---------------------------------------------------------------------------------

every_text = [
    *(pytest.param(path, id=path.stem) for path in corpus_paths()),
    *(pytest.param(path, id=path.stem, marks=needs_real_minutes) for path in real_paths()),
]
_LETTERS = re.compile(r"[0-9０-９〇一二三四五六七八九十百千万億兆ァ-ヶー一-鿿A-Za-zＡ-Ｚａ-ｚ]+")


@pytest.mark.parametrize("path", every_text)
def test_summaries_are_excerpts(path: object) -> None:
    found = extraction_of(path)  # type: ignore[arg-type]
    document = found.document
    for row in found.exchanges:
        spans = (*row.question_spans, *row.answer_spans)
        said = "\0".join(re.sub(r"\s", "", document.quote(span)) for span in spans)
        assert row.summary
        for run in _LETTERS.findall(re.sub(r"\s", "", row.summary)):
            assert run in said.replace("\0", ""), run
        for span in row.question_spans:
            assert row.question.covers(span)
        for span in row.answer_spans:
            assert row.answer is not None
            assert row.answer.covers(span)
        if row.topic_span is not None and row.topic is not None:
            words = row.topic.removeprefix("comment: ")
            assert words == re.sub(r"\s*\n\s*", "", document.quote(row.topic_span)).strip()


@pytest.mark.parametrize("path", every_text)
def test_summaries_are_short_and_cut_no_mention(path: object) -> None:
    found = extraction_of(path)  # type: ignore[arg-type]
    document = found.document
    whole = [mention.span for mention in (*found.dates, *found.counts, *found.organisations)]
    for row in found.exchanges:
        for spans, most in ((row.question_spans, 60), (row.answer_spans, 120)):
            said = sum(len(re.sub(r"\s", "", document.quote(span))) for span in spans)
            assert said <= most
        kept = (*row.question_spans, *row.answer_spans)
        for mention in whole:
            # A mention over a page's end stands in two spans, with the foot and the head between.
            ends = [
                any(span.start <= at < span.end for span in kept)
                for at in (mention.start, mention.end - 1)
            ]
            assert ends[0] == ends[1], document.quote(mention)
