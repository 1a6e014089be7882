"""XML without surprises: a stream of events from expat, and no entities but the five of XML."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat


class Forbidden(Exception):
    """A declaration of entities, with which a small file unfolds to a large one."""


class Broken(Exception):
    """XML that is not well formed, or is cut; the message says where."""


def _refuse(*_: object) -> None:
    raise Forbidden


def walk(
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
    *,
    encoding: str | None = None,
    namespaces: bool = False,
) -> None:
    """Call `start`, `end` and `text` for what the XML holds, in order.

    With `namespaces` a name is the namespace, a space, and the local name.  Raises `Broken` at the
    place where the XML ends or breaks (what came before was told), `Forbidden` for entities.
    """
    parser = expat.ParserCreate(encoding, namespace_separator=" " if namespaces else None)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Broken(f"its XML breaks at line {error.lineno}, column {error.offset + 1}") from None
