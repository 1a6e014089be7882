"""The dossier: one HTML file with the incidents, their timelines, and the sources behind them.

The page works from a mail attachment: no scripts, nothing loaded, a strict content security policy
whose only allowance is the hash of its own style.  Filters are check boxes that the style reads,
links are plain fragments, so that all of it works with a keyboard and without a network.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from minutes import charts
from minutes.export import timelinejs
from minutes.markup import escape, inert
from minutes.report import sections
from minutes.report.case import Case, by_document, text
from minutes.report.cells import Places, Section, documents, event_class
from minutes.report.figure import figure
from minutes.report.source import Block, blocks, source
from minutes.tables import Row

if TYPE_CHECKING:
    import jinja2

__all__ = ["Case", "dossier", "timeline"]

#: Which kinds of events share a colour and a filter.
LEGEND = charts.Legend(
    (
        ("発生・発覚", ("occurred", "detected", "confirmed")),
        ("報告・照会", ("reported", "received", "submitted", "inquired", "answered", "requested")),
        ("公表・通知", ("disclosed", "notified", "corrected", "compensated")),
        ("停止・再開", ("suspended", "resumed", "started", "ended", "postponed")),
        ("行政・認証", ("sanctioned", "guided", "certified", "revoked")),
        ("調査・決定", ("investigated", "decided", "contracted", "implemented")),
    )
)


@dataclass(frozen=True, slots=True)
class _Chart:
    title: str
    says: str
    svg: str


@dataclass(frozen=True, slots=True)
class _Filter:
    id: str
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class _Incident:
    id: str
    name: str
    facts: tuple[tuple[str, str], ...]
    filters: tuple[_Filter, ...]
    charts: tuple[_Chart, ...]
    tables: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Article:
    id: str
    title: str
    path: str
    characters: str
    sha256: str
    url: str
    blocks: tuple[Block, ...]


def dossier(case: Case, *, title: str) -> str:
    """The page as HTML; raises `charts.ChartError` where the drawing libraries are missing.

    Every value comes from `case`: a row that belongs to no incident is not listed, but its document
    is shown with all its mentions.
    """
    places = Places(documents(case))
    incidents = [_incident(case, row, places) for row in case.rows("incidents")]
    listed = [row for row in case.rows("events") if row.get("incident_id")]
    articles = list(_articles(case, places, listed))
    from markupsafe import Markup

    style = _style(incidents)
    return _template().render(
        title=title,
        summary=_summary(case),
        style=Markup(style),
        digest="sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        incidents=incidents,
        sources=articles,
    )


def timeline(case: Case, title: str, form: str) -> str:
    """The events of all incidents for TimelineJS: its spreadsheet for ``.csv``, else its JSON."""
    titles = documents(case)

    def wording(event: Row) -> str:
        start, end = event.get("anchor_start"), event.get("anchor_end")
        if isinstance(start, int) and isinstance(end, int):
            return "".join(case.texts.get(str(event["document_id"]), "")[start:end].split())
        return ""

    made = timelinejs.slides(
        [event for event in case.rows("events") if event.get("incident_id")],
        wording,
        lambda event: titles.get(str(event["document_id"]), ""),
    )
    return timelinejs.to_csv(made) if form == ".csv" else timelinejs.to_json(made, title)


def _template() -> jinja2.Template:
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("minutes.report", "templates"),
        autoescape=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["shown"] = lambda words: Markup(escape(words))
    environment.filters["plain"] = lambda words: Markup(inert(words))
    return environment.get_template("dossier.html.j2")


def _summary(case: Case) -> str:
    counted = (
        ("文書", "documents"),
        ("発言", "turns"),
        ("出来事", "events"),
        ("質疑", "exchanges"),
    )
    figures = "、".join(f"{name} {len(case.rows(table)):,}件" for name, table in counted)
    return (
        f"{figures}。日付・数量・組織・出来事・質疑はすべて機械が会議録から抜き出したものです。"
        "引用する前に、原文の該当箇所を確かめてください。"
    )


def _style(incidents: Iterable[_Incident]) -> str:
    """The style of the page, with the rules by which a cleared box hides its events."""
    sheet = (files("minutes.report") / "templates" / "dossier.css").read_text(encoding="utf-8")
    rules = [
        f"body:has(#{box.id}:not(:checked)) .{box.id.removesuffix('-box')}{{display:none}}"
        for incident in incidents
        for box in incident.filters
    ]
    return sheet + "\n".join(rules)


# --- incidents ----------------------------------------------------------------------------------


def _incident(case: Case, row: Row, places: Places) -> _Incident:
    ident = str(row["incident_id"])
    name = text(row.get("name")) or ident
    told = case.of_incident("events", ident)
    for event in told:
        places.title(event)
    names = {str(event["event_id"]): event_class(ident, LEGEND, event) for event in told}
    mine = {
        table: case.of_incident(table, ident)
        for table in (
            "measures",
            "figures",
            "discrepancies",
            "exchanges",
            "commitments",
            "gaps",
        )
    }
    tables = [
        sections.measures(mine["measures"], places),
        sections.discrepancies(mine["discrepancies"], places),
        sections.exchanges(mine["exchanges"], places, answered=False),
        sections.gaps(mine["gaps"], places),
        sections.commitments(mine["commitments"], places),
        sections.events(
            told,
            places,
            lambda event: names[str(event["event_id"])],
            lambda event: _kind(str(event.get("kind") or "")),
        ),
        sections.figures(mine["figures"], places),
        sections.exchanges(mine["exchanges"], places, answered=True),
    ]
    return _Incident(
        ident,
        name,
        tuple(_facts(row, told, places)),
        tuple(_filters(ident, told)),
        tuple(_charts(name, told, names, places)),
        tuple(table for table in tables if table is not None and table.rows),
    )


def _kind(name: str) -> str:
    from minutes.events.words import kinds

    known = kinds().get(name)
    return known.japanese if known else "その他"


def _facts(row: Row, told: Sequence[Row], places: Places) -> Iterable[tuple[str, str]]:
    days = sorted(str(event["date_start"]) for event in told if event.get("date_start"))
    titles = dict.fromkeys(places.title(event) for event in told)
    for word, key in (("組織", "organisations"), ("手掛かりの語", "words")):
        if row.get(key):
            yield word, text(row[key])
    if days:
        yield "期間", f"{days[0]} ～ {days[-1]}"
    yield "文書", "、".join(titles)


def _filters(ident: str, told: Sequence[Row]) -> Iterable[_Filter]:
    groups = [LEGEND.group(str(event.get("kind"))) for event in told]
    for index, name in enumerate(LEGEND.names):
        if name in groups:
            yield _Filter(f"{ident}-g{index}-box", name, str(groups.count(name)))


def _charts(
    name: str, told: Sequence[Row], names: dict[str, str], places: Places
) -> Iterable[_Chart]:
    linked = [
        {**event, "href": f"#e-{event['event_id']}", "source": places.title(event)}
        for event in told
    ]
    classes = {f"#e-{event}": group for event, group in names.items()}
    kinds: tuple[tuple[charts.Lanes, str, str], ...] = (
        (
            "actor",
            "誰が、いつ",
            "横棒は期間、白抜きは予定です。印を選ぶと、下の表のその行へ移ります。",
        ),
        (
            "telling",
            "どの文書が、いつ語ったか",
            "同じ出来事を、それを語った文書ごとに並べたものです。灰色の縦線は、語られた日です。",
        ),
    )
    for lanes, heading, says in kinds:
        drawn = figure(linked, LEGEND, classes, lanes=lanes, label=f"{name}：{heading}")
        if drawn is not None:
            from markupsafe import Markup

            yield _Chart(heading, says, Markup(drawn))


# --- sources ------------------------------------------------------------------------------------


def _articles(case: Case, places: Places, listed: Sequence[Row]) -> Iterable[_Article]:
    from markupsafe import Markup

    linked = [str(event["event_id"]) for event in listed]
    grouped = {
        name: by_document(case.rows(name))
        for name in ("dates", "counts", "organisations", "turns", "notes")
    }
    events = by_document(listed)
    for row in case.rows("documents"):
        ident = str(row["document_id"])
        tables = {name: rows.get(ident, []) for name, rows in grouped.items()}
        shown = source(
            ident,
            case.texts.get(ident, ""),
            tables,
            events.get(ident, []),
            places.targets.get(ident, {}),
        )
        yield _Article(
            f"s-{ident}",
            places.titles[ident],
            text(row.get("path")),
            text(row.get("characters")),
            str(row.get("sha256"))[:16],
            text(row.get("url")),
            tuple(
                Block(block.names, Markup(block.html), block.id)
                for block in blocks(shown, tables["turns"], tables["notes"], linked)
            ),
        )
