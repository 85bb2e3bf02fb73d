"""Totals that a sheet states, against its rows: of the whole, of sections at any depth, amounts and counts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luodi.importing.reading.amounts import Problem
from luodi.importing.reading.books import Sheet
from luodi.importing.reading.cells import (
    Cell,
    CellFinding,
    Severity,
    address,
    is_blank,
    is_empty,
    shown,
    squeezed,
)
from luodi.importing.reading.columns import Column
from luodi.importing.reading.denominations import Denomination
from luodi.importing.reading.fields import FieldKind, ImportField
from luodi.importing.reading.lines import Line, LineKind, count_in
from luodi.importing.reading.understood import TotalCheck
from luodi.importing.reading.units import SCALE, SCALES
from luodi.kernel.money import Yuan

_DECLARED = re.compile(r"(?:共计?|合计|总计|[(（])([0-9]{1,6})个(?:项目)?")
MOST_SPANS = 4
_HALF = Decimal("0.005")
_LAST_DIGIT = re.compile(rf"[0-9]+(?:\.)?((?<=\.)[0-9]+)?({SCALE})?")


@dataclass(frozen=True)
class Summed:
    """The rows of a table for checking: ``rows`` counted from 0 in order, ``values`` parallel to them by column."""

    rows: Sequence[int]
    values: Mapping[ImportField, Sequence[Any]]
    columns: Sequence[Column]
    readers: Mapping[ImportField, Callable[[Cell], tuple[Any, Problem | None]]]
    name_at: int
    texts_at: frozenset[int]
    units: Mapping[int, Denomination]

    def with_unit(self, row: int, column: Column, cell: Cell) -> Cell:
        """Return the cell with the unit that another column gives it; nothing where that is not known."""
        units = self.units.get(column.index)
        return cell if units is None else units.cell(row, cell) or ""


def check_totals(
    sheet: Sheet, lines: Sequence[Line], summed: Summed
) -> tuple[list[TotalCheck], list[CellFinding]]:
    """Return what each total and section row states against its rows, and a warning where they differ."""
    stating = [line for line in lines if line.kind in (LineKind.TOTAL, LineKind.SECTION)]
    checks: list[TotalCheck] = []
    findings: list[CellFinding] = []
    for place, line in enumerate(stating):
        spans = _spans(stating, place, summed.rows)
        for column in summed.columns:
            found = _check_column(sheet, line, column, spans, summed)
            if isinstance(found, CellFinding):
                findings.append(found)
            elif found is not None:
                checks.append(found)
        counted = _check_count(sheet, line, spans, summed)
        if counted is not None:
            checks.append(counted)
    findings += [_mismatch(sheet.name, check) for check in checks if not check.agrees]
    return checks, findings


def check_declared(sheet: str, texts: Sequence[str], n: int) -> list[CellFinding]:
    """Return a warning when a title says another number of projects than there are rows."""
    said = [int(found[1]) for text in texts if (found := _DECLARED.search(text.replace(" ", "")))]
    if not said or n in said:
        return []
    message = f"标题写明 {said[0]} 个项目，表中实有 {n} 个"
    return [CellFinding(sheet, "", Severity.WARNING, message, f"{n} 个")]


def _spans(stating: Sequence[Line], place: int, rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the spans of rows (first, last) that a total may be about, the likeliest first."""
    line = stating[place]
    first, last = (rows[0], rows[-1]) if rows else (line.row, line.row)
    if line.kind is LineKind.SECTION:
        ends = (
            one.row
            for one in stating[place + 1 :]
            if (one.kind is LineKind.SECTION and one.level <= line.level)
            or one.label.startswith(("合计", "总计"))
        )
        return [(line.row + 1, next(ends, last + 1) - 1)]
    whole = (first, last)
    starts = [one.row for one in stating[:place] if one.kind is LineKind.TOTAL or one.row < line.row]
    before = [(start + 1, line.row - 1) for start in reversed(starts[-MOST_SPANS:])]
    after = [*[(line.row + 1, one.row - 1) for one in stating[place + 1 :]][:1], (line.row + 1, last)]
    upto = (first, line.row - 1)
    is_whole = line.label.startswith(("合计", "总计", "全", "总", "共")) or line.row < first
    if line.row < first:
        return [whole, *after]
    return [whole, upto, *before] if is_whole else [*before, upto, whole, *after]


def _within(rows: Sequence[int], span: tuple[int, int]) -> list[int]:
    return list(range(bisect_left(rows, span[0]), bisect_right(rows, span[1])))


def _check_column(
    sheet: Sheet, line: Line, column: Column, spans: Sequence[tuple[int, int]], summed: Summed
) -> TotalCheck | CellFinding | None:
    field = column.field
    if field is None or field.kind not in (FieldKind.AMOUNT, FieldKind.NUMBER) or field not in summed.values:
        return None
    cell = sheet.rows[line.row][column.index]
    where = address(line.row, column.index)
    if is_empty(cell):
        if line.kind is LineKind.TOTAL and field is ImportField.TOTAL and where in sheet.parts.uncalculated:
            message = f"“{line.label}”是公式，文件里没有它的计算结果，无法与明细核对"
            return CellFinding(sheet.name, where, Severity.INFO, message, "用 Excel 或 WPS 打开并保存一次")
        return None
    cell = summed.with_unit(line.row, column, cell)
    stated, _ = summed.readers[field](cell)
    if stated is None or isinstance(stated, (str, bool)) or not _is_summable(stated):
        return None
    best: tuple[Any, list[int]] | None = None
    for span in spans:
        places = _within(summed.rows, span)
        counted = [value for place in places if _is_summable(value := summed.values[field][place])]
        whole = _sum(counted, stated)
        if best is None:
            best = (whole, places)
        if _agree(stated, whole, column, cell, len(places)):
            return TotalCheck(where, line.label, _say(stated, column), _say(whole, column), agrees=True)
    whole, places = best or (_sum([], stated), [])
    missing = sum(summed.values[field][place] is None for place in places)
    lacking = f"（{len(places)} 行，其中 {missing} 行没有数）" if missing else f"（{len(places)} 行）"
    return TotalCheck(where, line.label, _say(stated, column), _say(whole, column) + lacking, agrees=False)


def _is_summable(value: Any) -> bool:
    return isinstance(value, (Yuan, Decimal))


def _sum(values: Sequence[Any], like: Any) -> Any:
    return sum(values, Yuan.ZERO if isinstance(like, Yuan) else Decimal(0))


def _agree(stated: Any, counted: Any, column: Column, cell: Cell, n: int) -> bool:
    """Whether two sums are the same but for rounding: of the total's last digit, and of each row's second decimal."""
    per_one = column.measure.factor if column.measure else 10_000
    found = _LAST_DIGIT.search(squeezed(cell))
    half = Decimal(5).scaleb(-len(found[1] or "") - 1) if found else _HALF
    own = SCALES.get(found[2] or "", 0) if found and found[2] else 0
    if isinstance(stated, Yuan):
        if not isinstance(counted, Yuan):
            return False
        slack = half * (own or per_one) + _HALF * n * per_one
        return abs(stated.fen - counted.fen) <= slack * 100
    return bool(abs(stated - counted) <= half + _HALF * n)


def _say(value: Any, column: Column) -> str:
    if isinstance(value, Yuan):
        factor = column.measure.factor if column.measure else 10_000
        label = column.measure.label if column.measure else "万元"
        return f"{shown(float(Decimal(value.fen) / 100 / factor))} {label}"
    return f"{shown(float(value))} {column.unit}".strip()


def _check_count(
    sheet: Sheet, line: Line, spans: Sequence[tuple[int, int]], summed: Summed
) -> TotalCheck | None:
    where, stated = _declared_count(sheet, line, summed)
    if stated is None:
        return None
    counts = [len(_within(summed.rows, span)) for span in spans]
    agrees = stated in counts
    counted = stated if agrees else counts[0]
    return TotalCheck(where, line.label, f"{stated} 个", f"{counted} 个", agrees)


def _declared_count(sheet: Sheet, line: Line, summed: Summed) -> tuple[str, int | None]:
    """Return the number of projects that a total row states: in its label, or as a number in a column of words."""
    if found := _DECLARED.search(line.label):
        return address(line.row, summed.name_at), int(found[1])
    for column in sorted(summed.texts_at):
        cell = sheet.rows[line.row][column]
        if column > summed.name_at and not is_blank(cell) and (count := count_in(cell)):
            return address(line.row, column), count
    return "", None


def _mismatch(sheet: str, check: TotalCheck) -> CellFinding:
    label = check.label or "合计行"
    message = f"“{label}”写 {check.stated}，明细为 {check.counted}，不符"
    return CellFinding(sheet, check.address, Severity.WARNING, message, check.counted, check.stated)
