"""The parts of a table in a dossier: cells, rows, titled sections, and the places they lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from minutes import charts
from minutes.report.case import Case, text
from minutes.tables import Row


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


def section_of(
    title: str, says: str, columns: tuple[str, ...], lines: Sequence[Line], folded: bool = False
) -> Section | None:
    """The titled table of some rows, or `None` if there are none."""
    return Section(title, says, columns, tuple(lines), folded) if lines else None


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
