"""Events as marks in lanes: which lane each belongs to, and in which of its rows it fits."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from minutes.tables import Cell

#: The columns of ``events``; whoever draws may add ``href`` (a link) and ``source`` (a title).
EventRow = Mapping[str, "Cell"]
#: What a lane is: an organisation that acts, or a document that tells (then the lane also shows
#: the day of the telling, so that both clocks are seen).
Lanes = Literal["actor", "telling"]
NOBODY = "（主体の記載なし）"
OTHERS = "（その他の組織）"

#: A chart shows this many organisations by name, those with most events.
LANES = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """An event as it is drawn: in a lane, from a day to a day, in one of the lane's rows."""

    lane: str
    first: datetime.date
    last: datetime.date
    row: int
    event: EventRow


def marks(events: Sequence[EventRow], lanes: Lanes = "actor") -> list[Mark]:
    """The events that have a day, in order; of two in one lane at one time the later goes lower.

    >>> told = [
    ...     {"date_start": "2025-06-10", "date_end": "2025-06-10", "actors": ("水尾市",)},
    ...     {"date_start": "2025-06-01", "date_end": "2025-06-30", "actors": ("水尾市",)},
    ...     {"date_start": None, "date_end": None, "actors": ()},
    ... ]
    >>> [(mark.lane, mark.first.isoformat(), mark.row) for mark in marks(told)]
    [('水尾市', '2025-06-01', 0), ('水尾市', '2025-06-10', 1)]
    """
    placed = []
    known = _happenings(events)
    for event in events:
        ends = _days(event)
        if ends is not None:
            lane = _lane(event) if lanes == "actor" else _telling(event)
            if lane == NOBODY:
                lane = known.get(str(event.get("happening_id") or ""), NOBODY)
            placed.append((ends[0], ends[1], lane, event))
    if lanes == "actor":
        named = _named(lane for _, _, lane, _ in placed)
        placed = [(one[0], one[1], named.get(one[2], OTHERS), one[3]) for one in placed]
    placed.sort(key=lambda one: one[:3])
    reach = _clearance(placed[0][0], max(one[1] for one in placed)) if placed else None
    free: dict[str, list[datetime.date]] = {}
    drawn = []
    for first, last, lane, event in placed:
        rows = free.setdefault(lane, [])
        row = next((index for index, until in enumerate(rows) if until < first), len(rows))
        if row == len(rows):
            rows.append(last)
        rows[row] = last + (reach or datetime.timedelta())
        drawn.append(Mark(lane, first, last, row, event))
    return drawn


def _days(event: EventRow) -> tuple[datetime.date, datetime.date] | None:
    try:
        first, last = (
            datetime.date.fromisoformat(str(event.get(name))) for name in ("date_start", "date_end")
        )
    except ValueError:
        return None
    return first, max(first, last)


def _clearance(first: datetime.date, last: datetime.date) -> datetime.timedelta:
    """How many days a mark takes of a chart 700 dots wide, so that two do not overlap."""
    return datetime.timedelta(days=(last - first).days // 60)


def _named(lanes: Iterable[str]) -> dict[str, str]:
    """The organisations that have a lane of their own."""
    counted = Counter(lanes)
    # The few with most events; where as many have one each, those told of first.
    ranked = sorted(counted, key=lambda lane: -counted[lane])
    return {lane: lane for lane in [*ranked[:LANES], NOBODY]}


#: Roles of those who act; a carried one is the subject of the sentence before.
_ACTS = ("agent", "carried")


def _lane(event: EventRow) -> str:
    """Who acts, or, where nobody is said to, who is named first."""
    actors, roles = (_items(event.get(name)) for name in ("actors", "roles"))
    acting = (actor for actor, role in zip(actors, roles, strict=False) if role in _ACTS)
    return next(acting, actors[0] if actors else NOBODY)


def _happenings(events: Sequence[EventRow]) -> dict[str, str]:
    """Who acts in a happening, by its identifier, as the telling says that names somebody."""
    known: dict[str, str] = {}
    for event in events:
        happening, lane = event.get("happening_id"), _lane(event)
        if happening and lane != NOBODY:
            known.setdefault(str(happening), lane)
    return known


def _telling(event: EventRow) -> str:
    """The document that tells."""
    return str(event.get("source") or event.get("document_id") or "")


def _items(cell: object) -> tuple[str, ...]:
    """A list cell, as a tuple or as CSV joins it."""
    if isinstance(cell, str):
        return tuple(filter(None, cell.split("|")))
    return cell if isinstance(cell, tuple) else ()
