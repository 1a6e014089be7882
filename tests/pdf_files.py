"""PDF files made by the tests: text set at places, in a Japanese font that is not embedded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Set:
    """Characters set at a place: `x` from the left, `y` from the foot of the page, in points."""

    text: str
    x: float
    y: float
    size: float = 10.0
    down: bool = False


WIDTH, HEIGHT = 595, 842


def _content(pieces: list[Set]) -> bytes:
    commands = []
    for piece in pieces:
        words = piece.text.encode("utf-16-be").hex()
        font = "F2" if piece.down else "F1"
        commands.append(
            f"BT /{font} {piece.size} Tf 1 0 0 1 {piece.x} {piece.y} Tm <{words}> Tj ET"
        )
    return "\n".join(commands).encode("ascii")


def pdf_file(*pages: list[Set] | bytes, extra: str = "") -> bytes:
    """The bytes of a PDF with these pages; a page given as bytes is a content stream as it is."""
    objects: list[bytes] = [b"", b""]

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def font(encoding: str) -> int:
        descriptor = add(
            b"<</Type/FontDescriptor/FontName/HeiseiKakuGo-W5/Flags 4/FontBBox[0 -200 1000 900]"
            b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>"
        )
        cid = add(
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiKakuGo-W5/CIDSystemInfo"
            b"<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/DW 1000/FontDescriptor %d 0 R>>"
            % descriptor
        )
        return add(
            b"<</Type/Font/Subtype/Type0/BaseFont/HeiseiKakuGo-W5/Encoding/%s"
            b"/DescendantFonts[%d 0 R]>>" % (encoding.encode(), cid)
        )

    across, down = font("UniJIS-UTF16-H"), font("UniJIS-UTF16-V")
    kids = []
    for page in pages:
        stream = page if isinstance(page, bytes) else _content(page)
        content = add(b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(
            add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R"
                b"/Resources<</Font<</F1 %d 0 R/F2 %d 0 R>>>>>>"
                % (WIDTH, HEIGHT, content, across, down)
            )
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (listed, len(kids))
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    trailer = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF"
    return data + trailer.encode()
