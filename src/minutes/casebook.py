"""Findings about incidents as rows of tables and as a page in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from minutes.incidents import GAPS, TITLES, Definition, Discrepancy, Findings, Ref, unified
from minutes.incidents.tellings import said_on, turn_at
from minutes.schema import Extraction, Span
from minutes.tables import ACROSS, Cell, Row, rows

_TABLES = ("events", "counts", "exchanges", "commitments")


class _Rows:
    """The rows of all documents by table, and where a reference leads to."""

    def __init__(self, extractions: Sequence[Extraction]) -> None:
        """Make the rows of every document once."""
        self.extractions = unified(extractions)
        kept = ("documents", "meetings", "turns", *_TABLES)
        self.tables: list[dict[str, list[Row]]] = []
        for extraction in self.extractions:
            made = rows(extraction)
            self.tables.append({name: list(made[name]) for name in kept})

    def row(self, ref: Ref) -> Row:
        """The row of a finding."""
        return self.tables[ref.document][ref.table][ref.at]

    def ident(self, ref: Ref | None) -> str | None:
        """The identifier of a finding; a promise has none."""
        if ref is None:
            return None
        columns = {"events": "event_id", "counts": "mention_id", "exchanges": "exchange_id"}
        name = columns.get(ref.table)
        value = self.row(ref)[name] if name is not None else None
        return value if isinstance(value, str) else None

    def document(self, index: int | None) -> str | None:
        """The identifier of a document."""
        return None if index is None else self.extractions[index].document.id

    def span(self, ref: Ref) -> Span:
        """The words of a finding."""
        row = self.row(ref)
        name = "question_" if ref.table == "exchanges" else ""
        start, end = row[f"{name}start"], row[f"{name}end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        return Span(start, end)

    def quote(self, ref: Ref) -> str:
        """The words themselves."""
        return self.extractions[ref.document].document.quote(self.span(ref))

    def said(self, ref: Ref) -> tuple[str | None, str | None]:
        """The day on which a finding was told, and by whom."""
        extraction, start = self.extractions[ref.document], self.span(ref).start
        turn = turn_at(extraction, start)
        speaker = None if turn is None else turn.speaker or turn.position
        return said_on(extraction, start), speaker


def tables(extractions: Sequence[Extraction], findings: Findings) -> dict[str, list[Row]]:
    """The rows of every table of `ACROSS`, events and figures in the order of their documents."""
    made = _Rows(extractions)
    incident = {assigned.ref: assigned.incident for assigned in findings.assignments}
    first = {
        ref: happening.tellings[0]
        for happening in findings.happenings
        for ref in happening.tellings
    }
    out: dict[str, list[Row]] = {name: [] for name in ACROSS}
    for index, found in enumerate(made.tables):
        out["documents"] += found["documents"]
        out["meetings"] += found["meetings"]
        out["turns"] += found["turns"]
        for name in ("events", "exchanges", "commitments"):
            for at, row in enumerate(found[name]):
                ref = Ref(index, name, at)
                row = {**row, "incident_id": incident.get(ref)}
                if name == "events" and ref in first:
                    row["happening_id"] = made.ident(first[ref])
                out[name].append(row)
    out["incidents"] = [_incident(made, findings, one) for one in findings.definitions]
    out["assignments"] = list(_assignments(made, findings))
    out["figures"] = list(_figures(made, findings))
    out["measures"] = list(_measures(made, findings))
    out["discrepancies"] = list(_discrepancies(made, findings))
    out["gaps"] = list(_gaps(made, findings))
    return out


def _incident(made: _Rows, findings: Findings, one: Definition) -> Row:
    mine = [a.ref for a in findings.assignments if a.incident == one.id]
    days = sorted(
        str(made.row(ref)["date_start"])
        for ref in mine
        if ref.table == "events" and made.row(ref)["date_start"]
    )
    return {
        "incident_id": one.id,
        "name": one.name,
        "source": one.source,
        "organisations": one.organisations,
        "involved": one.involved,
        "words": one.words,
        "since": one.since,
        "until": one.until,
        "documents": len({ref.document for ref in mine}),
        "events": sum(ref.table == "events" for ref in mine),
        "happenings": sum(h.incident == one.id for h in findings.happenings),
        "first_date": days[0] if days else None,
        "last_date": days[-1] if days else None,
    }


def _assignments(made: _Rows, findings: Findings) -> Iterator[Row]:
    for assigned in findings.assignments:
        start, end = made.span(assigned.ref)
        yield {
            "incident_id": assigned.incident,
            "document_id": made.document(assigned.ref.document),
            "table": assigned.ref.table,
            "row_id": made.ident(assigned.ref),
            "start": start,
            "end": end,
            "weight": assigned.weight,
            "evidence": assigned.evidence,
            "places": tuple(f"{place.start}-{place.end}" for place in assigned.places),
        }


def _figures(made: _Rows, findings: Findings) -> Iterator[Row]:
    for figure in findings.figures:
        count = made.row(figure.ref)
        document = made.extractions[figure.ref.document].document
        same = ("mention_id", "start", "end", "text", "value", "value_min", "value_max")
        place = figure.as_of_span
        yield {
            "incident_id": figure.incident,
            "document_id": document.id,
            **{name: count[name] for name in (*same, "unit", "modifier", "item", "actor")},
            "as_of": figure.as_of,
            "as_of_start": place.start if place else None,
            "as_of_end": place.end if place else None,
            "said_on": figure.said_on,
            "speaker": figure.speaker,
            "clause": document.quote(figure.clause),
            "clause_start": figure.clause.start,
            "clause_end": figure.clause.end,
        }


def _measures(made: _Rows, findings: Findings) -> Iterator[Row]:
    for measure in findings.measures:
        exact = measure.days_min == measure.days_max
        yield {
            "incident_id": measure.incident,
            "measure": measure.code,
            "title": TITLES[measure.code],
            "subject": measure.subject,
            "start_date": measure.start_date,
            "end_date": measure.end_date,
            "days": measure.days_min if exact else None,
            "days_min": measure.days_min,
            "days_max": measure.days_max,
            "start_event_id": made.ident(measure.start),
            "end_event_id": made.ident(measure.end),
            "document_id": made.document(measure.document),
            "says": measure.says,
        }


def _discrepancies(made: _Rows, findings: Findings) -> Iterator[Row]:
    as_of = {figure.ref: figure.as_of for figure in findings.figures}
    keys = identifiers_of(made, findings.discrepancies)
    for key, differing in zip(keys, findings.discrepancies, strict=True):
        for ref in differing.tellings:
            row, (start, end) = made.row(ref), made.span(ref)
            said, speaker = made.said(ref)
            yield {
                "discrepancy_id": key,
                "incident_id": differing.incident,
                "kind": differing.kind,
                "item": differing.item,
                "organisation": differing.organisation,
                "value": row.get("value"),
                "unit": row.get("unit"),
                "modifier": row.get("modifier"),
                "date_value": row.get("date_value"),
                "time": row.get("time"),
                "as_of": as_of.get(ref),
                "said_on": said,
                "speaker": speaker,
                "document_id": made.document(ref.document),
                "start": start,
                "end": end,
                "quote": made.quote(ref),
            }


def identifiers_of(made: _Rows, differing: Sequence[Discrepancy]) -> list[str]:
    """An identifier per discrepancy: that of its first telling."""
    seen: Counter[str] = Counter()
    keys = []
    for one in differing:
        ident = f"{one.incident}-{made.ident(one.tellings[0])}"
        seen[ident] += 1
        keys.append(ident if seen[ident] == 1 else f"{ident}-{seen[ident]}")
    return keys


def _gaps(made: _Rows, findings: Findings) -> Iterator[Row]:
    for gap in findings.gaps:
        ref = gap.ref
        span = None if ref is None else made.span(ref)
        yield {
            "incident_id": gap.incident,
            "gap": gap.code,
            "title": GAPS[gap.code],
            "says": gap.says,
            "since": gap.since,
            "until": gap.until,
            "days": gap.days,
            "subject": gap.subject,
            "document_id": made.document(gap.document if ref is None else ref.document),
            "start": span.start if span else None,
            "end": span.end if span else None,
            "quote": None if ref is None else made.quote(ref),
        }


# --- in plain words ---------------------------------------------------------------------------


def page(extractions: Sequence[Extraction], found: dict[str, list[Row]]) -> str:
    """The incidents as a Markdown page: measures, disagreements and gaps in plain words."""
    titles = {one.document.id: one.document.path for one in extractions}
    lines = ["# 事案の整理", "", "機械による整理です。引用する前に、原文を確かめてください。", ""]
    for incident in found["incidents"]:
        lines += _section(incident, found, titles)
    return "\n".join(lines).rstrip() + "\n"


def _section(incident: Row, found: dict[str, list[Row]], titles: dict[str, str]) -> list[str]:
    ident = incident["incident_id"]
    named = incident["organisations"]
    proposed = "（候補）" if incident["source"] == "proposed" else ""
    lines = [f"## {_plain(incident['name'])}{proposed}", ""]
    if isinstance(named, tuple):
        lines += [f"- 組織：{_plain('、'.join(named))}"]
    days = f"、{incident['first_date']}～{incident['last_date']}" if incident["first_date"] else ""
    lines += [
        f"- 文書 {incident['documents']}件、出来事 {incident['happenings']}件"
        f"（延べ {incident['events']}件）{days}",
        "",
    ]

    def of(table: str) -> list[Row]:
        return [row for row in found[table] if row["incident_id"] == ident]

    lines += _list("経過日数", (str(row["says"]) for row in of("measures")))
    around = {(row["document_id"], row["start"]): row["clause"] for row in of("figures")}
    grouped: dict[str, list[Row]] = {}
    for row in of("discrepancies"):
        grouped.setdefault(str(row["discrepancy_id"]), []).append(row)
    for rows_ in grouped.values():
        told = (_telling(row, around, titles) for row in rows_)
        lines += _list(f"食い違い：{_plain(rows_[0]['item'])}", told)
    lines += _list(
        "空白",
        (
            f"{row['title']}：{_plain(row['says'])}"
            + (f"「{_plain(row['quote'])}」" if row["quote"] else "")
            for row in of("gaps")
        ),
    )
    return lines


def _telling(row: Row, around: dict[tuple[Cell, Cell], Cell], titles: dict[str, str]) -> str:
    """A telling of a disagreement: when, of which day, in which words, by whom, where."""
    words = around.get((row["document_id"], row["start"]), row["quote"])
    who = "、".join(filter(None, (_plain(row["speaker"]), _plain(titles[str(row["document_id"])]))))
    held = f"（{row['as_of']}時点）" if row["as_of"] else ""
    return f"{row['said_on'] or '日付不明'}{held}　「{_plain(words)}」（{who}）"


def _list(title: str, items: Iterator[str]) -> list[str]:
    told = [f"- {item}" for item in items]
    return [f"### {title}", "", *told, ""] if told else []


def _plain(cell: object) -> str:
    """The characters of a cell on one line, with marks of Markdown and HTML made harmless.

    >>> _plain("<b>*公表*</b>")
    '&lt;b&gt;\\\\*公表\\\\*&lt;/b&gt;'
    """
    text = " ".join(str(cell if cell is not None else "").split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in "\\`*_[]#|":
        text = text.replace(mark, f"\\{mark}")
    return text
