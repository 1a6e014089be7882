"""The tables of a dossier: which columns a reporter wants, and where each cell leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from minutes import charts, lexicon
from minutes.report.case import Case, number, text
from minutes.tables import TABLES, Row


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, its class, and the place on the page that it leads to."""

    text: str
    names: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page, with the identifier by which others lead to it."""

    cells: tuple[Cell, ...]
    id: str | None = None
    names: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table; a folded one is opened by the reader."""

    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    folded: bool = False

    @property
    def number(self) -> str:
        """How many rows, for the title."""
        return f"{len(self.rows)}件"


@dataclass(frozen=True, slots=True)
class Places:
    """Where rows lead: the titles of documents, and the targets that the sources must have."""

    titles: Mapping[str, str]
    targets: dict[str, dict[int, tuple[str, ...]]] = field(default_factory=dict)

    def title(self, row: Row) -> str:
        """The title of the document of a row."""
        return self.titles.get(str(row.get("document_id")), "")

    def target(self, row: Row, name: str = "start") -> str | None:
        """The link to the place of a row in its source, where the row has one."""
        offset, document = row.get(name), row.get("document_id")
        if not isinstance(offset, int) or document not in self.titles:
            return None
        ident = f"p-{document}-{offset}"
        self.targets.setdefault(str(document), {})[offset] = (ident,)
        return f"#{ident}"


def event_class(incident: str, legend: charts.Legend, event: Row) -> str:
    """The class by which a filter finds an event's row and mark."""
    return f"{incident}-g{legend.names.index(legend.group(str(event.get('kind'))))}"


def events(
    rows: Sequence[Row],
    places: Places,
    names: Callable[[Row], str],
    kind: Callable[[Row], str],
) -> Section:
    """The events in the order of their days, undated ones last."""
    lines = []
    for row in sorted(rows, key=lambda r: (str(r.get("date_start") or "9999"), str(r["event_id"]))):
        day = " ".join(filter(None, (text(row.get("date_value")), text(row.get("time")))))
        planned = "（予定）" if row.get("planned") is True else ""
        told = " ".join(filter(None, (text(row.get("said_on")), text(row.get("speaker")))))
        lines.append(
            Line(
                (
                    Cell(day + planned or "日付なし", "day"),
                    Cell(text(row.get("actors"))),
                    Cell(kind(row)),
                    Cell(text(row.get("quote")), "words", f"#q-{row['event_id']}"),
                    Cell(told),
                    Cell(places.title(row)),
                ),
                f"e-{row['event_id']}",
                names(row),
            )
        )
    return Section(
        "出来事",
        "引用を選ぶと、原文のその箇所へ移ります。同じ出来事でも、語られたごとに一行です。",
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


#: Columns that lead somewhere or identify, and say nothing to a reader.
_UNSHOWN = ("_id", "start", "end", "_start", "_end")


def plain(
    table: str, rows: Sequence[Row], places: Places, *, title: str = "", says: str = ""
) -> Section | None:
    """All rows of a table with the columns that say something; the quote leads to its place."""
    if not rows:
        return None
    known = TABLES[table]
    shown = [
        column
        for column in known.columns
        if not column.name.endswith(_UNSHOWN) and any(row.get(column.name) for row in rows)
    ]
    with_source = any(row.get("document_id") in places.titles for row in rows)
    lines = []
    for row in rows:
        href = places.target(row)
        cells = []
        for column in shown:
            value = row.get(column.name)
            leads = href if column.name in ("quote", "text", "expression") else None
            names = "figure" if column.type in ("integer", "number", "date") else ""
            long = column.name in ("quote", "text", "message", "says", "detail", "evidence")
            cells.append(Cell(text(value), "words" if long else names, leads))
        if with_source:
            cells.append(Cell(places.title(row), "", href))
        lines.append(Line(tuple(cells)))
    columns = [column.japanese for column in shown] + (["文書"] if with_source else [])
    return Section(title or known.japanese, says, tuple(columns), tuple(lines))


def documents(case: Case) -> dict[str, str]:
    """The title of each document: body and day of its meeting, or the file's name."""
    meetings = {str(row["document_id"]): row for row in reversed(case.rows("meetings"))}
    titles = {}
    for row in case.rows("documents"):
        ident = str(row["document_id"])
        meeting = meetings.get(ident, {})
        name = str(row["path"]).rsplit("/", 1)[-1]
        words = [text(meeting.get(key)) for key in ("body", "date")]
        titles[ident] = " ".join([*filter(None, words), f"（{name}）"]) if any(words) else name
    return titles


__all__ = [
    "Cell",
    "Line",
    "Places",
    "Section",
    "documents",
    "event_class",
    "events",
    "exchanges",
    "number",
    "plain",
]
