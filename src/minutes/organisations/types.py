"""What the words alone say of organisations: mentions and declared short forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from minutes.schema import Span

#: The rule of a name that what stands behind it tells; the text may print it alone elsewhere.
CUE = "cue behind"


class Candidate(NamedTuple):
    """A stretch of the view that may be a mention.

    `full` is set where the words give another name than the stretch itself (経産省).
    """

    start: int
    end: int
    level: str
    kind: str
    rule: str
    full: str = ""
    ambiguous: bool = False
    weak: bool = False
    anchor: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A declaration in view positions; `name` is the candidate it abbreviates, if it is one.

    `full` is what the form stands for; in a chain of forms it is the first one's name.
    """

    start: int
    end: int
    scope: int
    alias: str
    full: str
    name: Candidate | None


class Name(NamedTuple):
    """A mention before its context is asked; `start` and `end` are source offsets.

    `full` is the name that the words alone give (the full name of a listed short form, the
    declared name of an alias, the completed first part of a coordination), else the text itself;
    of a nominal it is the listed word.
    `weak` mentions count only where the context knows whom they can mean: 業者, 町, 相談センター.
    """

    start: int
    end: int
    text: str
    full: str
    level: str
    kind: str
    rule: str
    ambiguous: bool = False
    weak: bool = False
    anchor: Span | None = None

    @property
    def span(self) -> Span:
        """The name, in the source."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declared short form: the declaring clause, the form, and the name it stands for."""

    start: int
    end: int
    alias: str
    canonical: str
    entity: str


@dataclass(frozen=True, slots=True)
class Found:
    """All mentions in text order, and the declarations."""

    mentions: tuple[Name, ...]
    aliases: tuple[Declaration, ...]
