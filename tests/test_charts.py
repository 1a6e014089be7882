"""Charts of events: what is drawn where, with links, and no boxes for Japanese."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from minutes import charts

pytest.importorskip("altair", reason="the charts extra is not installed")

LEGEND = charts.Legend((("公表", ("disclosed",)), ("停止", ("suspended",))))


def event(day: str | None, actor: str | None = "浅見市", **more: object) -> dict[str, object]:
    return {
        "date_start": day,
        "date_end": more.pop("until", day),
        "date_value": day,
        "actors": (actor,) if actor else (),
        "kind": "disclosed",
        "planned": False,
        "quote": "三日に公表した",
        "said_on": "2025-10-21",
        "href": "#e-1",
        **more,
    }


def test_a_telling_that_names_nobody_has_the_lane_of_its_happening() -> None:
    day = {"date_start": "2025-06-10", "date_end": "2025-06-10", "happening_id": "h"}
    told = [
        {**day, "actors": ("水尾市",), "roles": ("carried",)},
        {**day, "actors": (), "roles": ()},
        {**day, "actors": (), "roles": (), "happening_id": "other"},
    ]
    lanes = [mark.lane for mark in charts.marks(told)]
    assert sorted(lanes) == sorted(["水尾市", "水尾市", charts.NOBODY])


def test_events_without_a_day_are_not_drawn() -> None:
    assert charts.marks([event(None)]) == []  # type: ignore[list-item]


def test_two_events_of_one_lane_at_one_time_do_not_overlap() -> None:
    drawn = charts.marks([event("2025-10-03"), event("2025-10-03"), event("2025-12-01")])  # type: ignore[list-item]
    assert [mark.row for mark in drawn] == [0, 1, 0]


def test_lanes_of_tellings_are_documents_and_show_the_day_of_the_telling() -> None:
    events = [
        event("2025-10-03", source="委員会", said_on="2025-10-21"),
        event("2025-10-03", source="本会議", said_on="2025-09-10"),
    ]
    assert [mark.lane for mark in charts.marks(events, "telling")] == ["委員会", "本会議"]  # type: ignore[arg-type]
    drawn = charts.svg(charts.timeline(events, LEGEND, lanes="telling"))  # type: ignore[arg-type]
    assert "2025-10-21 委員会" in drawn
    assert drawn.index(">本会議<") < drawn.index(">委員会<")


def test_the_organisations_that_act_most_have_lanes_of_their_own() -> None:
    events = [event("2025-10-03", f"第{number}課") for number in range(charts.LANES + 5)]
    events += [event("2025-10-04", "浅見市")] * 2
    lanes = {mark.lane for mark in charts.marks(events)}  # type: ignore[arg-type]
    assert "浅見市" in lanes
    assert charts.OTHERS in lanes
    assert len(lanes) == charts.LANES + 1


def test_a_drawing_keeps_text_and_links_and_planned_ones_are_hollow() -> None:
    chart = charts.timeline(
        [event("2025-10-03"), event("2025-11-04", planned=True, kind="suspended")],  # type: ignore[list-item]
        LEGEND,
    )
    drawn = charts.svg(chart)
    tree = ElementTree.fromstring(drawn)
    links = [
        value
        for element in tree.iter()
        for name, value in element.attrib.items()
        if name.endswith("href")
    ]
    assert links == ["#e-1", "#e-1"]
    assert "浅見市" in "".join(tree.itertext())
    fills = {element.get("fill") for element in tree.iter() if element.get("aria-label")}
    assert "#ffffff00" in fills


def test_a_picture_is_a_png_without_a_system_font() -> None:
    picture = charts.png(charts.timeline([event("2025-10-03")], LEGEND))  # type: ignore[list-item]
    assert picture.startswith(b"\x89PNG")


def test_a_stretch_is_a_bar_to_its_last_day() -> None:
    (mark,) = charts.marks([event("2025-02-01", until="2025-05-31")])  # type: ignore[list-item]
    assert (mark.first.month, mark.last.month) == (2, 5)


def test_controls_of_a_source_do_not_spoil_the_drawing() -> None:
    quote = "四日に\f\x01<b>公表\u202eした\n&\x85 "
    drawn = charts.svg(charts.timeline([event("2025-10-04", quote=quote)], LEGEND))  # type: ignore[list-item]
    (label,) = [
        element.get("aria-label")
        for element in ElementTree.fromstring(drawn).iter()
        if "四日に" in (element.get("aria-label") or "")
    ]
    assert label is not None
    assert label.endswith("四日に<b>公表した& ")
