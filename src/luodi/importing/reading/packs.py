"""Projects that a list breaks down into parts, numbered 1.1 and 1.2 or （1） and （2） below them."""

import re
from collections.abc import Sequence

from luodi.importing.reading.books import Sheet
from luodi.importing.reading.cells import squeezed
from luodi.importing.reading.columns import Column
from luodi.importing.reading.lines import Body, Line, LineKind

_PART_NUMBER = re.compile(r"([0-9]+)[.．-][0-9]+|[(（][0-9]+[)）]")
_NEGLIGIBLE = 0.01


def without_parts(sheet: Sheet, body: Body, seq: Column | None, total: Column | None) -> Body:
    """Take out the parts that make up the amount of the project above them; others stay projects of their own."""
    if seq is None or total is None:
        return body
    cells = [sheet.rows[row][seq.index] for row in body.projects]
    if all(
        cell.isdigit() if isinstance(cell, str) else isinstance(cell, float) and cell.is_integer()
        for cell in cells
    ):
        return body
    numbers = [squeezed(cell) for cell in cells]
    if not any(map(_PART_NUMBER.fullmatch, numbers)):
        return body
    parts: set[int] = set()
    for place, number in enumerate(numbers):
        if number.isdigit():
            parts |= _parts(sheet, body.projects, numbers, place, total)
    lines = [*body.lines, *(Line(row, LineKind.PART) for row in parts)]
    return Body(
        [row for row in body.projects if row not in parts],
        sorted(lines, key=lambda line: line.row),
        body.more,
    )


def _parts(sheet: Sheet, rows: Sequence[int], numbers: Sequence[str], first: int, total: Column) -> set[int]:
    """Return the parts of the project at a place among the rows."""
    last = first + 1
    while last < len(rows) and (found := _PART_NUMBER.fullmatch(numbers[last])):
        if found[1] and found[1] != numbers[first]:
            break
        last += 1
    cells = [sheet.rows[row][total.index] for row in rows[first:last]]
    amounts = [float(cell) for cell in cells if isinstance(cell, (int, float))]
    if last == first + 1 or len(amounts) != len(cells):
        return set()
    return set(rows[first + 1 : last]) if abs(amounts[0] - sum(amounts[1:])) < _NEGLIGIBLE else set()
