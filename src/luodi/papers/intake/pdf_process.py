"""Run as a process of its own: a PDF on the standard input, its lines as JSON on the standard output.

Imports nothing of ours, so that it starts quickly and holds nothing that is worth reaching for.
"""

import contextlib
import json
import resource
import sys
from ctypes import c_double
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_SECONDS, _BYTES = 60, 2 * 1024**3
_MOST_CHARACTERS = 600_000
Line = tuple[str, float, float, float, float]


class Glyph(NamedTuple):
    """A character, where its square begins and ends, its base line and its size, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


def limit() -> None:
    """Let the system end this process where it takes too long or too much, on systems that can."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def told(content: bytes, most_pages: int) -> dict[str, object]:
    """Return the lines of each page, or the fault that there is."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return {"fault": "password" if "assword" in str(error) else "broken"}
    if len(document) > most_pages:
        return {"fault": "pages"}
    pages: list[list[Line]] = []
    count = 0
    for page in document:
        lines = [line(row) for row in rows(glyphs(page.get_textpage()))]
        count += sum(len(one[0]) for one in lines)
        pages.append(lines)
        if count > _MOST_CHARACTERS:
            break
    return {"pages": pages}


def glyphs(text: pypdfium2.PdfTextPage) -> list[Glyph]:
    """Return the visible characters that stand upright, in the order of the file."""
    found = []
    x, y = c_double(), c_double()
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if code <= 32 or code == 160 or code > 0x10FFFF or pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        if abs(pdfium.FPDFText_GetCharAngle(text, at)) > 0.1 or 0xD800 <= code < 0xE000:
            continue
        left, low, right, high = text.get_charbox(at, loose=True)
        if pdfium.FPDFText_GetCharOrigin(text, at, x, y) and right > left:
            found.append(Glyph(chr(code), left, right, y.value, max(high - low, 1.0)))
    return found


def rows(found: list[Glyph]) -> list[list[Glyph]]:
    """Return the characters by the lines that they stand on, from above; each line from the left.

    Marks of another typeface are often written behind their line: where they stand counts, not when they come.
    """
    lines: list[list[Glyph]] = []
    for one in sorted(found, key=lambda glyph: -glyph.base):
        if lines and abs(lines[-1][0].base - one.base) < 0.3 * one.size:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [sorted(shown, key=lambda glyph: glyph.left) for shown in lines]


def line(shown: list[Glyph]) -> Line:
    """Return a line; a gap as broad as a character, as between the columns of a table, is told as a tab."""
    size = em(shown)
    parts = [shown[0].text]
    for before, one in pairwise(shown):
        gap = one.left - before.right
        if gap > 0.9 * size:
            parts.append("\t")
        elif gap > 0.15 * size and before.text < "\x7f" and one.text < "\x7f":
            parts.append(" ")
        parts.append(one.text)
    return "".join(parts), shown[0].left, shown[-1].right, shown[0].base, size


def em(shown: list[Glyph]) -> float:
    """Return the breadth of a Chinese character of the line, or what it would be."""
    wide = sorted(one.right - one.left for one in shown if "\u4e00" <= one.text <= "\u9fff")
    if wide:
        return wide[len(wide) // 2]
    return 2 * sum(one.right - one.left for one in shown) / len(shown)


if __name__ == "__main__":
    limit()
    sys.stdout.write(json.dumps(told(sys.stdin.buffer.read(), int(sys.argv[1]))))
