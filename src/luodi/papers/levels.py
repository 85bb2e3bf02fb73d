"""Text as people type it, read as the headings and paragraphs of a paper.

Source: GB/T 9704-2012, 7.3.3: the levels are 一、 （一） 1. （1）.
"""

import re
import unicodedata

from luodi.papers.paper import Heading, Paragraph

_COUNT = "[一二三四五六七八九十百〇零]{1,4}"
_LEVELS = (
    (1, re.compile(rf"{_COUNT}、")),
    (2, re.compile(rf"（{_COUNT}）")),
    (3, re.compile(r"\d{1,2}[.．](?![\d%])\s?")),
    (4, re.compile(r"（\d{1,2}）")),
)
_LONGEST = 40
"""A first sentence longer than this many characters is no heading, though it is numbered."""
_DIGITS = ("", *"一二三四五六七八九")
_ENDS = "。！？；："


def blocks(text: str) -> tuple[Heading | Paragraph, ...]:
    """Return a block for each line that is not empty.

    A numbered line that ends without a stop is a heading; 一、 and （一） with a stop are one as far as their first
    sentence when more follows (（一）签约。今年以来…), and 1. and （1） are set as the text is anyway.
    """
    return tuple(_block(line) for line in map(_trimmed, text.splitlines()) if line)


def level_of(line: str) -> int:
    """Return 1 to 4 for a line that begins with a number of that level, else 0."""
    return next((level for level, begin in _LEVELS if begin.match(line)), 0)


def chinese(number: int) -> str:
    """Return 一 … 九十九; above that, figures."""
    if not 0 < number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else f"{_DIGITS[tens] if tens > 1 else ''}十"
    return f"{ten}{_DIGITS[ones]}"


def _trimmed(line: str) -> str:
    kept = "".join(one for one in line if unicodedata.category(one) not in ("Cc", "Cf"))
    return kept.strip(" \u3000\xa0")


def _block(line: str) -> Heading | Paragraph:
    level = level_of(line)
    if not level:
        return Paragraph(line)
    stop = next((at for at, one in enumerate(line) if one in "。！？"), -1)
    if stop < 0:
        is_heading = len(line) <= _LONGEST and line[-1] not in _ENDS
        return Heading(line, level) if is_heading else Paragraph(line)
    head, rest = line[: stop + 1], line[stop + 1 :]
    if level > 2 or len(head) > _LONGEST or not rest:
        return Paragraph(line)
    return Heading(head, level, rest)
