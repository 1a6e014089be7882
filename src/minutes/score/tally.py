"""Counting what was found, missed and spurious."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from minutes.schema import Span
from minutes.score.compare import Item

#: Figures of one measure: P, R, F, accuracy, and what they were divided by.
Figures = dict[str, float | int | str | None]


@dataclass(slots=True)
class Tally:
    """Found and all, on the side of the annotation and on the side of the tables."""

    found: int = 0
    gold: int = 0
    right: int = 0
    predicted: int = 0

    def figures(self) -> Figures:
        """Precision, recall and their harmonic mean."""
        recall = self.found / self.gold if self.gold else 0.0
        precision = self.right / self.predicted if self.predicted else 0.0
        both = precision + recall
        return {
            "P": round(precision, 4),
            "R": round(recall, 4),
            "F": round(2 * precision * recall / both if both else 0.0, 4),
            "gold": self.gold,
            "pred": self.predicted,
        }


@dataclass(slots=True)
class Share:
    """So many of so many."""

    hits: int = 0
    of: int = 0

    def add(self, hit: bool) -> None:
        """Count one more."""
        self.hits += hit
        self.of += 1

    def figure(self) -> float | None:
        """The share, if there was anything to count."""
        return round(self.hits / self.of, 4) if self.of else None


@dataclass(slots=True)
class Sheet:
    """All tallies of a run; `steps` and `labels` tell where exchanges go wrong."""

    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    shares: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    turns: list[tuple[float, str]] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    steps: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(slots=True)
class Match:
    """What was left over on both sides."""

    missed: list[Item]
    spurious: list[Item]


def match(
    tally: Tally,
    golds: Sequence[Item],
    rows: Sequence[Item],
    same: Callable[[Item, Item], bool],
    neutral: Sequence[Span] = (),
) -> Match:
    """Pair each annotation with the first free row that is the same, and count both sides.

    A row without a partner that touches a neutral span counts neither way.
    """
    free = list(rows)
    missed = []
    for gold in golds:
        index = next((i for i, row in enumerate(free) if same(gold, row)), None)
        if index is None:
            missed.append(gold)
        else:
            del free[index]
    spurious = [row for row in free if not any(row[0].overlaps(span) for span in neutral)]
    paired = len(golds) - len(missed)
    tally.found += paired
    tally.right += paired
    tally.gold += len(golds)
    tally.predicted += paired + len(spurious)
    return Match(missed, spurious)
