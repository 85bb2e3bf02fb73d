"""What is worth a second look in rows that can be read: outliers, the same row twice."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from luodi.importing.reading.cells import Cell, CellFinding, Severity, address, shown
from luodi.importing.reading.columns import Column
from luodi.importing.reading.units import Unit
from luodi.kernel.money import Yuan

FEWEST = 5
FAR_ABOVE = 1_000
FAR_BELOW = 5_000
MOST = 200


def find_outliers(
    sheet: str, column: Column, unit: Unit, rows: Sequence[int], values: Sequence[Any], cells: Sequence[Cell]
) -> list[CellFinding]:
    """Return a warning for each amount a thousand times its column's median (元 written as 万元), or as far below."""
    known = [value.fen for value in values if isinstance(value, Yuan) and value.fen > 0]
    if len(known) < FEWEST:
        return []
    middle = median(known)
    if max(known) < middle * FAR_ABOVE and min(known) * FAR_BELOW > middle:
        return []
    found: list[CellFinding] = []
    for place, value in enumerate(values):
        if not isinstance(value, Yuan) or value.fen <= 0 or len(found) >= MOST:
            continue
        times = value.fen / middle
        if times >= FAR_ABOVE:
            said = f"是这一列中位数的 {times:,.0f} 倍"
        elif times * FAR_BELOW <= 1:
            said = f"只有这一列中位数的 {times * 10_000:.1f}‱"
        else:
            continue
        message = f"“{shown(cells[place])}”{said}，单位可能写错（这一列按{unit.label}读）"
        where = address(rows[place], column.index)
        found.append(
            CellFinding(sheet, where, Severity.WARNING, message, "核对单位", shown(cells[place])[:40])
        )
    return found


def find_twins(
    sheet: str, at: int, rows: Sequence[int], keys: Sequence[tuple[Any, ...]]
) -> list[CellFinding]:
    """Return a warning for each row whose name, investor and amount another row above has too."""
    if len(set(keys)) == len(keys):
        return []
    seen: dict[tuple[Any, ...], int] = {}
    found: list[CellFinding] = []
    for row, key in zip(rows, keys, strict=True):
        first = seen.setdefault(key, row)
        if first != row and key[0] and len(found) < MOST:
            message = f"与第 {first + 1} 行重复：名称、投资方、总投资都相同"
            where = address(row, at)
            found.append(
                CellFinding(sheet, where, Severity.WARNING, message, "删去一行，或写明区别", str(key[0])[:40])
            )
    return found
