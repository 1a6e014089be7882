"""A spaCy ``Doc`` from the tokens of an extraction: its text is the source, character by character.

``spacy.blank("ja")`` would ask for SudachiPy and cut the text anew; here the tokens are those that
the rules saw, and white space that is not one blank after a word is a token of its own, as in
spaCy's own documents.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minutes.nlp import Feature, tokenize
from minutes.schema import Extraction
from minutes.tables import Row, rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_BLANK = "空白"


@dataclass(frozen=True, slots=True)
class _Word:
    """A token of the source; `blank` if one U+0020 follows that belongs to it."""

    start: int
    end: int
    blank: bool
    feature: Feature | None


def _words(text: str) -> Iterator[_Word]:
    """The words that cover the text without a gap."""
    tokens = tokenize(text)
    spans: list[tuple[int, int, Feature | None]] = []
    for first, last, feature in zip(tokens.starts, tokens.ends, tokens.features, strict=True):
        start, end = tokens.view.span(first, last)
        if not text[start:end].isspace():  # the carriage return of CRLF is a token of its own
            spans.append((start, end, feature))
    spans.append((len(text), len(text), None))  # so that what follows the last word is cut as well
    position = 0
    for index, (start, end, tagged) in enumerate(spans):
        if position < start:
            yield _Word(position, start, False, None)
        if tagged is None:
            return
        following = spans[index + 1][0]
        blank = end < following and text[end] == " "
        yield _Word(start, end, blank, tagged)
        position = end + blank


def _tag(feature: Feature) -> str:
    """The part of speech as UniDic prints it: 名詞-普通名詞-一般."""
    parts = (feature.pos1, feature.pos2, feature.pos3)
    return "-".join(part for part in parts if part and part != "*")


def to_doc(extraction: Extraction) -> Doc:
    """The ``Doc`` of a document: tags, lemmas, and span groups named as the tables are.

    ``doc.spans["dates"]`` and its fellows ``turns``, ``counts``, ``organisations``: a span's
    ``id_`` is the identifier of its row, ``kb_id_`` the resolved value or name.  Where a name ends
    inside a token the span takes the whole token.
    """
    from spacy.lang.ja import JapaneseDefaults
    from spacy.lang.ja.tag_map import TAG_MAP
    from spacy.symbols import POS
    from spacy.tokens import Doc
    from spacy.vocab import create_vocab

    text = extraction.document.text
    words = list(_words(text))
    shown = [text[word.start : word.end] for word in words]
    tags = [_BLANK if word.feature is None else _tag(word.feature) for word in words]
    vocab = create_vocab("ja", JapaneseDefaults)
    universal = {tag: vocab.strings[fields[POS]] for tag, fields in TAG_MAP.items()}
    doc = Doc(
        vocab,
        words=shown,
        spaces=[word.blank for word in words],
        tags=tags,
        pos=[_universal(tag, universal) for tag in tags],
        lemmas=[
            word.feature.lemma if word.feature and word.feature.lemma else surface
            for word, surface in zip(words, shown, strict=True)
        ],
    )
    for name, spans in _groups(doc, words, extraction).items():
        doc.spans[name] = list(spans)
    return doc


def _universal(tag: str, known: dict[str, str]) -> str:
    """The universal part of speech of a UniDic tag, by its first fields where the last is new."""
    for candidate in (tag, f"{tag}-一般", tag.rsplit("-", 1)[0], tag.split("-", 1)[0]):
        if candidate in known:
            return known[candidate]
    return "X"


def _groups(doc: Doc, words: list[_Word], extraction: Extraction) -> dict[str, Iterable[Span]]:
    from spacy.tokens import Span

    starts = [word.start for word in words]
    ends = [word.end for word in words]

    def span(row: Row, key: str, label: str, value: str) -> Span:
        first = bisect_right(ends, int(str(row["start"])))
        last = bisect_left(starts, int(str(row["end"])))
        return Span(
            doc, first, last, label=label, kb_id=str(row[value] or ""), span_id=str(row[key])
        )

    tables = rows(extraction)
    return {
        "turns": (span(row, "turn_id", "TURN", "speaker") for row in tables["turns"]),
        "dates": (
            span(row, "mention_id", str(row["type"]).upper(), "value") for row in tables["dates"]
        ),
        "counts": (
            span(row, "mention_id", str(row["kind"]).upper(), "value") for row in tables["counts"]
        ),
        "organisations": (
            span(row, "mention_id", "ORG", "canonical") for row in tables["organisations"]
        ),
    }
