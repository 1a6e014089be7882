"""Word files made by the tests: a few parts in a zip, as Word writes them."""

from __future__ import annotations

import io
import zipfile

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def run(words: str, properties: str = "") -> str:
    before = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{before}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    before = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{before}{''.join(inside)}</w:p>"


def word_file(*paragraphs: str, method: int = zipfile.ZIP_DEFLATED, **parts: str) -> bytes:
    """The bytes of a Word file; `parts` are its other parts (numbering, styles)."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as packed:
        packed.writestr("[Content_Types].xml", f"{_HEAD}<Types/>")
        body = "".join(paragraphs)
        document = f"{_HEAD}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
        packed.writestr("word/document.xml", document)
        for name, inside in parts.items():
            xml = f"{_HEAD}<w:{name} {_NAMESPACES}>{inside}</w:{name}>"
            packed.writestr(f"word/{name}.xml", xml)
    return data.getvalue()
