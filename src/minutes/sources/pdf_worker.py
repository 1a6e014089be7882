"""The process that alone touches PDFium: pages in, lines with their boxes out.

It is run as a script, with limits on memory and time, and shares nothing with the package: a file
made to do harm takes this process with it and no more.  The file comes on standard input; each page
goes to standard output as a line of JSON as soon as it is read, so that what was read before a page
kills the process is kept.

    pdf_worker.py FIRST_PAGE MOST_PAGES MEGABYTES SECONDS
"""

from __future__ import annotations

import json
import sys
from typing import Any

#: Characters that are read of one page and of a file; a page of A4 full of type has 3,000.
PAGE_CHARACTERS, FILE_CHARACTERS = 200_000, 20_000_000

#: Objects of a page that are asked whether they are pictures.
OBJECTS = 200

#: A gap this wide (in characters) is told; one that PDFium set a space for may be narrower.
GAP, SPACE = 0.3, 0.1

Box = tuple[float, float, float, float]


def limit(megabytes: int, seconds: int) -> None:
    """Bound the memory and processor time of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    for kind, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CPU, seconds)):
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):
            continue


def tell(value: object) -> None:
    """Write one line of JSON at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def characters(page: Any, most: int) -> list[tuple[str, Box | None]]:
    """The characters of a page in PDFium's order; one that it made up (a space) has no box."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()  # kept alive: its handle dies with it
    text = textpage.raw
    count = min(pdfium.FPDFText_CountChars(text), most)
    said = textpage.get_text_range(0, count)
    whole = len(said) == count  # else an index of the text is none of the page's
    rectangle = pdfium.FS_RECTF()
    found: list[tuple[str, Box | None]] = []
    for index in range(count):
        if whole:
            char = said[index]
        else:
            code = pdfium.FPDFText_GetUnicode(text, index)
            char = chr(code) if 0 < code <= 0x10FFFF else ""
        pdfium.FPDFText_GetLooseCharBox(text, index, rectangle)
        box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        # What PDFium made up is a point.
        found.append((char, box if box[2] > box[0] or box[3] > box[1] else None))
    textpage.close()
    return found


def line_of(run: list[tuple[str, Box | None]]) -> list[object] | None:
    """Text, box, size of a character, direction (0 across, 1 down) and gaps of a line.

    A gap is (index of the character behind it, width in characters, its edges along the line).  A
    space that PDFium made up stands for a gap and is no part of the text.
    """
    solid = [(char, box) for char, box in run if box is not None]
    if not solid:
        return None
    boxes = [box for _, box in solid]
    edges = [
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    ]
    across = boxes[-1][0] - boxes[0][0]
    down = boxes[0][1] - boxes[-1][1]
    upright = abs(down) > 2 * abs(across)
    sizes = sorted(box[2] - box[0] if upright else box[3] - box[1] for box in boxes)
    size = max(sizes[len(sizes) // 2], 1.0)
    gaps: list[list[float]] = []
    index, spaced = 0, False
    previous: Box | None = None
    for _, box in run:
        if box is None:
            spaced = True
            continue
        if previous is not None:
            if not upright:
                before, behind = previous[2], box[0]
            elif down > 0:
                before, behind = -previous[1], -box[3]
            else:
                before, behind = previous[3], box[1]
            if behind - before > (SPACE if spaced else GAP) * size:
                width = round((behind - before) / size, 2)
                gaps.append([index, width, round(abs(before), 1), round(abs(behind), 1)])
        previous, spaced = box, False
        index += 1
    text = "".join(char for char, _ in solid)
    return [text, [round(edge, 1) for edge in edges], round(size, 1), int(upright), gaps]


def page_of(page: Any, most: int) -> dict[str, object]:
    """The size of a page, its lines, and whether it holds a picture (asked of short pages)."""
    width, height = page.get_size()
    lines: list[list[object]] = []
    run: list[tuple[str, Box | None]] = []
    read = characters(page, most)
    for char, box in [*read, ("\n", None)]:
        if char in "\r\n":
            line = line_of(run)
            if line is not None:
                lines.append(line)
            run = []
        else:
            run.append((char, box))
    pictures = len(read) < 50 and any(item.type == 3 for item in some_objects(page))
    return {
        "size": [round(width, 1), round(height, 1)],
        "lines": lines,
        "pictures": pictures,
        "characters": len(read),
    }


def some_objects(page: Any) -> list[Any]:
    """The first objects of a page."""
    found = []
    for item in page.get_objects(max_depth=2):
        found.append(item)
        if len(found) >= OBJECTS:
            break
    return found


def main(first: int, most_pages: int, megabytes: int, seconds: int) -> int:
    """Read the file on standard input from page `first` (0 is the first); the exit code."""
    data = sys.stdin.buffer.read()
    limit(megabytes, seconds)
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        tell({"error": str(error)})
        return 1
    pages = len(document)
    title = str(document.get_metadata_dict().get("Title") or "")[:300]
    tell({"pages": pages, "title": title})
    left = FILE_CHARACTERS
    for index in range(first, min(pages, most_pages)):
        try:
            page = page_of(document[index], min(PAGE_CHARACTERS, left))
        except (pypdfium2.PdfiumError, ValueError) as error:
            page = {"error": str(error)}
        left -= int(page.get("characters", 0) or 0)  # type: ignore[call-overload]
        tell({"page": index, **page})
        if left <= 0:
            break
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:5])))
