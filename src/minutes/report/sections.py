"""The tables of a dossier: which columns a reporter wants, and what each cell shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from minutes import lexicon
from minutes.report.case import text
from minutes.report.cells import Cell, Line, Places, Section, section_of
from minutes.tables import Row


def events(
    rows: Sequence[Row],
    places: Places,
    names: Callable[[Row], str],
    kind: Callable[[Row], str],
) -> Section:
    """The events in the order of their days, undated ones last."""
    lines = []
    told_before: set[str] = set()
    for row in _in_order(rows):
        day = " ".join(filter(None, (text(row.get("date_value")), text(row.get("time")))))
        planned = "（予定）" if row.get("planned") is True else ""
        happening = str(row.get("happening_id") or row["event_id"])
        again = "〃 " if happening in told_before else ""
        told_before.add(happening)
        lines.append(
            Line(
                (
                    Cell(again + (day + planned or "日付なし"), "day"),
                    Cell(text(row.get("actors"))),
                    Cell(kind(row)),
                    Cell(text(row.get("quote")), "words", f"#q-{row['event_id']}"),
                    Cell(_told(row)),
                    Cell(places.title(row)),
                ),
                f"e-{row['event_id']}",
                names(row),
            )
        )
    return Section(
        "出来事",
        "引用を選ぶと、原文のその箇所へ移ります。同じ出来事がまた語られた行は、日付の前に〃を付けています。",
        ("日付", "主体", "種別", "引用", "発言日・発言者", "文書"),
        tuple(lines),
    )


_ANSWERED = {"no": "回答なし", "partly": "一部のみ", "yes": "回答あり", "not-needed": "回答不要"}
_ORDER = {"no": 0, "partly": 1, "yes": 2, "not-needed": 3}


def exchanges(rows: Sequence[Row], places: Places, answered: bool) -> Section | None:
    """The questions with their answers: those without a full one, or the others, folded."""
    chosen = [row for row in rows if (row.get("answered") in ("yes", "not-needed")) == answered]
    chosen.sort(key=lambda row: (_ORDER.get(str(row.get("answered")), 9), str(row["exchange_id"])))
    if not chosen:
        return None
    lines = tuple(
        Line(
            (
                Cell(_ANSWERED.get(str(row.get("answered")), ""), "day"),
                Cell(text(row.get("topic"))),
                Cell(_person(row.get("asker"))),
                Cell(text(row.get("question")), "words", places.target(row, "question_start")),
                Cell(_person(row.get("answerer"))),
                Cell(text(row.get("answer")), "words", places.target(row, "answer_start")),
                Cell(_reasons().get(text(row.get("reason")), text(row.get("reason")))),
                Cell(places.title(row)),
            )
        )
        for row in chosen
    )
    return Section(
        "答えのあった質問" if answered else "答えのない質問・一部だけ答えた質問",
        "「回答状況」は機械の判定です。引用する前に、質問と答弁を原文で読み比べてください。",
        ("回答状況", "論点", "質問者", "質問", "答弁者", "答弁", "理由", "文書"),
        lines,
        folded=answered,
    )


@cache
def _reasons() -> dict[str, str]:
    """The Japanese name of each reason for a verdict."""
    return {entry["code"]: entry["japanese"] for entry in lexicon.read("answers")["reason"]}


def _person(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def measures(rows: Sequence[Row], places: Places) -> Section | None:
    """The days that each step took; the two days lead to the events that give them."""
    lines = []
    for row in rows:
        ends = []
        for name in ("start", "end"):
            event = row.get(f"{name}_event_id")
            ends.append(
                Cell(text(row.get(f"{name}_date")), "day", f"#e-{event}" if event else None)
            )
        lines.append(
            Line(
                (
                    Cell(text(row.get("title"))),
                    Cell(text(row.get("subject"))),
                    *ends,
                    Cell(_days(row), "figure"),
                    Cell(text(row.get("says")), "words"),
                )
            )
        )
    return section_of(
        "経過日数",
        "日付を選ぶと、もとになった出来事へ移ります。",
        ("段階", "相手", "から", "まで", "日数", "言葉で言えば"),
        lines,
    )


def _days(row: Row) -> str:
    low, high = text(row.get("days_min")), text(row.get("days_max"))
    return f"{low}日" if low == high else f"{low}～{high}日"


def figures(rows: Sequence[Row], places: Places) -> Section | None:
    """The quantities in the order in which they were told, with the day that each holds for."""
    lines = [
        Line(
            (
                Cell(text(row.get("said_on")), "day"),
                Cell(text(row.get("as_of")), "day"),
                Cell(text(row.get("actor"))),
                Cell(text(row.get("item"))),
                Cell(text(row.get("text")), "figure", places.target(row)),
                Cell(text(row.get("clause")), "words"),
                Cell(text(row.get("speaker"))),
                Cell(places.title(row)),
            )
        )
        for row in sorted(
            rows, key=lambda r: (str(r.get("said_on") or "9999"), str(r["mention_id"]))
        )
    ]
    return section_of(
        "数字の推移",
        "語られた日の順です。「いつの数字か」は、その数字が指す時点が述べられているときだけ入ります。",
        ("語られた日", "いつの数字か", "誰の", "何の", "数字", "文", "発言者", "文書"),
        lines,
        folded=True,
    )


def discrepancies(rows: Sequence[Row], places: Places) -> Section | None:
    """What is told with different values, each telling in a row of its own."""
    lines = []
    last = None
    for row in rows:
        first = row.get("discrepancy_id") != last
        last = row.get("discrepancy_id")
        value = " ".join(text(row.get(name)) for name in ("value", "unit") if row.get(name))
        day = " ".join(text(row.get(name)) for name in ("date_value", "time") if row.get(name))
        lines.append(
            Line(
                (
                    Cell(text(row.get("organisation")) if first else ""),
                    Cell(text(row.get("item")) if first else ""),
                    Cell(value or day, "figure"),
                    Cell(text(row.get("quote")), "", places.target(row)),
                    Cell(text(row.get("as_of")), "day"),
                    Cell(_told(row)),
                    Cell(places.title(row)),
                ),
                None,
                "first" if first else "",
            )
        )
    return section_of(
        "食い違い",
        "同じ組織の同じ対象について、異なる値が語られています。どれが正しいかは判定していません。",
        ("組織", "対象", "値", "引用", "いつの値か", "発言日・発言者", "文書"),
        lines,
    )


def commitments(rows: Sequence[Row], places: Places) -> Section | None:
    """The promises, by when, and where they were taken up again."""
    lines = [
        Line(
            (
                Cell(text(row.get("who"))),
                Cell(text(row.get("quote")), "words", places.target(row)),
                Cell(text(row.get("due")), "day"),
                Cell(places.titles.get(str(row.get("taken_up")), text(row.get("taken_up")))),
                Cell(places.title(row)),
            )
        )
        for row in rows
    ]
    return section_of("約束", "", ("誰が", "約束", "期限", "その後", "文書"), lines)


def gaps(rows: Sequence[Row], places: Places) -> Section | None:
    """What the documents leave open."""
    lines = [
        Line(
            (
                Cell(text(row.get("title"))),
                Cell(text(row.get("says")), "words"),
                Cell(text(row.get("quote")), "words", places.target(row)),
                Cell(places.title(row)),
            )
        )
        for row in rows
        # Questions without an answer have a table of their own.
        if row.get("gap") != "unanswered"
    ]
    return section_of(
        "空白",
        "文書からは分からないこと、追われていないことです。",
        ("種類", "内容", "引用", "文書"),
        lines,
    )


def _told(row: Row) -> str:
    """When and by whom."""
    return " ".join(filter(None, (text(row.get("said_on")), text(row.get("speaker")))))


def _in_order(rows: Sequence[Row]) -> list[Row]:
    """The events by day, the tellings of one happening together, undated ones last."""
    days: dict[str, str] = {}
    for row in rows:
        key = str(row.get("happening_id") or row["event_id"])
        day = str(row.get("date_start") or "9999")
        days[key] = min(days.get(key, "9999"), day)
    return sorted(
        rows,
        key=lambda row: (
            days[key := str(row.get("happening_id") or row["event_id"])],
            key,
            str(row.get("said_on") or "9999"),
            str(row["event_id"]),
        ),
    )
