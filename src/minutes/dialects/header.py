"""A header as it is read, and what every way of reading one needs."""

from __future__ import annotations

from typing import NamedTuple

from minutes.schema import Span

#: Headers are short; nothing beyond this many characters of a line is looked at.
LONGEST = 90


class Header(NamedTuple):
    """A header read from the start of a text: spans of its parts, and how sure the reading is.

    `strength` is 3 for a name with a courtesy title or a person's title in a parenthesis, 2 for a
    known title, 1 for a form alone; `closed` is false where no space ends the header.
    """

    end: int
    name: Span | None
    position: Span | None
    group: Span | None
    form: str
    strength: int
    closed: bool = True

    def moved(self, by: int) -> Header:
        """The header with all positions shifted."""

        return Header(
            self.end + by,
            shifted(self.name, by),
            shifted(self.position, by),
            shifted(self.group, by),
            self.form,
            self.strength,
            self.closed,
        )


def without_spaces(text: str) -> str:
    """A folded text without any space."""
    return "".join(text.split())


def shifted(span: Span | None, by: int) -> Span | None:
    """The span, if there is one, so many characters further on."""
    return None if span is None else Span(span.start + by, span.end + by)


def is_closed(text: str, end: int) -> bool:
    """True if a header may end there: at a space, a bracket or the end of the text."""
    return end == len(text) or text[end] in " 〔(["
