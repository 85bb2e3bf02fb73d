"""The page of an official paper in numbers, and where its parts stand on it.

Shape: millimetres for the page, rows and cells for what stands on the type area, em for the breadth of a text.
Source: GB/T 9704-2012, 5.1 (page), 5.2.2 (rows and cells), 7.2.3-7.2.5, 7.3.5 (signature and day).
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luodi.kernel.dates import day_words
from luodi.papers.paper import CENTER, LEFT, RIGHT, Align, Table

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, LEFT_EDGE, RIGHT_EDGE, BOTTOM = 37.0, 28.0, 26.0, 35.0
WIDTH, HEIGHT = PAGE_WIDTH - LEFT_EDGE - RIGHT_EDGE, PAGE_HEIGHT - TOP - BOTTOM
ROWS, CELLS = 22, 28
POINT = 25.4 / 72
ROW = HEIGHT / ROWS
CELL = WIDTH / CELLS
TEXT_SIZE, TITLE_SIZE, SMALL_SIZE, IMPRINT_SIZE = 16.0, 22.0, 12.0, 14.0
MARK_BELOW_TOP = 35.0
LETTER_MARK_BELOW_EDGE = 30.0
RULE_BELOW_NUMBER = 4.0
LETTER_RULE_WIDTH, LETTER_RULE_ABOVE_EDGE = 170.0, 20.0
NUMBER_BELOW_TEXT = 7.0
_LARGEST_MARK, _SMALLEST_MARK = 62.0, 24.0
_TITLE_CELLS = 19
_CLINGING = frozenset("、，。；：！？）》〉」』】〕”’％%")
_OPENING = frozenset("（《〈「『【〔“‘")
_AFTER = re.compile(r"关于|(?<!目)的|[和及与暨、》）”市县区局委]|办公室|月份?|情况|工作|项目")
"""A line of a title may end behind these; elsewhere only when nothing else is left."""
_ORDINALS = frozenset(("序号", "位次", "名次", "排名", "排位"))
_NUMBER = re.compile(r"^[+\-−]?[\d,]+(\.\d+)?(%|％|个百分点)?$|^[—–-]$|^$")


def breadth(text: str) -> float:
    """Return how broad the text is in em: a Chinese character is 1, a letter or a figure a half."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in text)


def mark_size(mark: str, *, most: float = _LARGEST_MARK) -> float:
    """Return the points in which the red mark fills the type area and no more."""
    wide = WIDTH / POINT / max(breadth(mark), 1)
    return max(_SMALLEST_MARK, min(most, wide * 0.97))


def title_lines(title: str, cells: int = _TITLE_CELLS) -> tuple[str, ...]:
    """Return the title's lines, broken where it reads well and of nearly equal length.

    Lines that somebody parted stay as they are; words, figures and marks that belong together are not torn apart.
    """
    lines: list[str] = []
    for one in title.split("\n"):
        lines += _balanced(one.strip(), cells)
    return tuple(line for line in lines if line)


def _balanced(title: str, cells: int) -> list[str]:
    count = -(-breadth(title) // cells)
    if count <= 1:
        return [title]
    lines: list[str] = []
    rest = title
    while count > 1:
        at = _break(rest, breadth(rest) / count, cells)
        lines.append(rest[:at])
        rest, count = rest[at:], max(count - 1, -(-breadth(rest[at:]) // cells))
    return [*lines, rest]


def _break(text: str, aim: float, cells: int) -> int:
    good = {found.end(): 0.0 if found.group() == "关于" else 1.5 for found in _AFTER.finditer(text)}
    best, least = 1, float("inf")
    wide = 0.0
    for at in range(1, len(text)):
        wide += breadth(text[at - 1])
        if wide > cells:
            break
        cost = abs(wide - aim) + good.get(at, 5.0) + _tear(text[at - 1], text[at])
        if cost < least:
            best, least = at, cost
    return best


def _tear(before: str, after: str) -> float:
    """Return what it costs to part these two characters."""
    if after in _CLINGING or before in _OPENING:
        return 1_000.0
    is_number = before.isascii() and (after.isascii() or after in "年月日个亿万—")
    is_day = before in "年—" and after.isascii()
    return 500.0 if is_number or is_day else 0.0


@dataclass(frozen=True)
class Signature:
    """Where issuer and day stand: ``gap`` rows above; the cells left free at the right of each line."""

    gap: int
    issuers: tuple[float, ...]
    day: float


def signature(issuers: Sequence[str], signed_on: date | None, *, is_sealed: bool) -> Signature:
    """Return where they stand.

    Sealed: the day four cells in, the issuer centred over it, low enough for the seal; a long issuer moves both to
    the left. Not sealed: the issuer two cells in, the day beginning two cells after it; a day that would reach further
    right stands two cells in itself.
    """
    wide = breadth(day_words(signed_on)) if signed_on else 0.0
    longest = max(map(breadth, issuers), default=0.0)
    if is_sealed:
        right = max(4.0, (longest - wide) / 2)
        return Signature(2, tuple(right + (wide - breadth(one)) / 2 for one in issuers), right)
    right = max(2.0, 4 + wide - longest) if signed_on else 2.0
    return Signature(1, tuple(right for _ in issuers), max(right + longest - 2 - wide, 2.0))


def shares(table: Table, *, lies: bool = False) -> tuple[float, ...]:
    """Return the breadth of each column, as parts of one.

    Without widths of its own each column gets what its text takes, a head in two lines; where that is more than there
    is, the broadest ones give way, so that days, amounts and names of places stay on one line.
    """
    if table.widths:
        return tuple(one / sum(table.widths) for one in table.widths)
    free = (HEIGHT if lies else WIDTH) / POINT / SMALL_SIZE
    wide = [_natural(head, column) for head, *column in zip(table.heads, *table.rows, strict=True)]
    most = _cap(wide, free)
    kept = [min(one, most) for one in wide]
    return tuple(one / sum(kept) for one in kept)


def _natural(head: str, column: Sequence[str]) -> float:
    """Return the em that a column wants: its longest cell, or its head in two lines, and what the cell leaves free."""
    of_head = breadth(head) if breadth(head) <= 4 else math.ceil(breadth(head) / 2) + 0.5
    return max(max(map(breadth, column), default=0.0), of_head, 2.5) + 1.1


def _cap(wide: Sequence[float], free: float) -> float:
    """Return the breadth that no column may pass for all of them to have room."""
    left, rest = free, sorted(wide)
    while rest and rest[0] * len(rest) <= left:
        left -= rest.pop(0)
    return left / len(rest) if rest else max(wide, default=1.0)


def alignments(table: Table) -> tuple[Align, ...]:
    """Return where the text of each column stands: ordinals in the middle, figures at the right, words at the left."""
    return table.aligns or tuple(
        _side(head, column) for head, *column in zip(table.heads, *table.rows, strict=True)
    )


def _side(head: str, column: Sequence[str]) -> Align:
    if head in _ORDINALS:
        return CENTER
    return RIGHT if column and all(_NUMBER.match(one.strip()) for one in column) else LEFT
