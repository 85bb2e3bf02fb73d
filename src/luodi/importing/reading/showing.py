"""What was understood of a workbook, for programs (JSON) and for people (text)."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from luodi.importing.reading.cells import CellFinding
from luodi.importing.reading.columns import Column
from luodi.importing.reading.understood import UnderstoodSheet

_WAN = Decimal(10_000)
_SHOWN = 20
_SEVERITIES = {"error": "错误", "warning": "提醒", "info": "说明"}


def as_data(name: str, sheets: Sequence[UnderstoodSheet]) -> dict[str, Any]:
    """Return a workbook for JSON.

    Measure: ``amount_wan`` in 万元, exact, null when no row states an amount; ``foreign_wan`` in 万 of each currency.
    """
    return {
        "file": name,
        "sheets": [_sheet(sheet) for sheet in sheets],
        "rows": sum(len(sheet) for sheet in sheets),
        "refused": sum(len(sheet.wrong_places) for sheet in sheets),
        "amount_wan": number(_total(sheets)),
    }


def as_text(name: str, sheets: Sequence[UnderstoodSheet]) -> list[str]:
    """Return the lines that tell a person the same."""
    lines = [name]
    for sheet in sheets:
        lines += ["", *_told(sheet)]
    rows = sum(len(sheet) for sheet in sheets)
    total = _total(sheets)
    lines += ["", f"合计 {rows} 个项目" + (f"，总投资 {number(total)} 万元" if total is not None else "")]
    return lines


def number(value: Decimal | None) -> int | float | None:
    """Return a decimal as JSON writes numbers, without a trailing .0."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _total(sheets: Iterable[UnderstoodSheet]) -> Decimal | None:
    known = [amount for sheet in sheets if (amount := sheet.amount_wan) is not None]
    return sum(known, Decimal(0)) if known else None


def _sheet(sheet: UnderstoodSheet) -> dict[str, Any]:
    return {
        "sheet": sheet.name,
        "hidden": sheet.hidden,
        "table": sheet.table,
        "header_row": sheet.header_row,
        "columns": [_column(column) for column in sheet.columns],
        "rows": len(sheet),
        "amount_wan": number(sheet.amount_wan),
        "foreign_wan": {currency: number(amount / _WAN) for currency, amount in sheet.foreign.items()},
        "refused": len(sheet.wrong_places),
        "reason": sheet.reason,
        "totals": [
            {
                "cell": one.address,
                "label": one.label,
                "stated": one.stated,
                "counted": one.counted,
                "agrees": one.agrees,
            }
            for one in sheet.totals
        ],
        "findings": [_finding(one) for one in sheet.findings],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "letter": column.letter,
        "heading": column.heading,
        "field": column.field.value if column.field else None,
        "label": column.field.label if column.field else None,
        "unit": column.unit or None,
        "confidence": column.confidence,
        "why": column.why,
    }


def _finding(one: CellFinding) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "cell": one.address or None,
        "severity": one.severity.value,
        "value": one.value or None,
        "message": one.message,
        "expected": one.expected or None,
    }


def _told(sheet: UnderstoodSheet) -> list[str]:
    head = f"工作表“{sheet.name}”" + (f"  表 {sheet.table}" if sheet.table else "")
    if sheet.reason:
        return [head, f"  0 个项目：{sheet.reason}"]
    amount = sheet.amount_wan
    total = f"，总投资 {number(amount)} 万元" if amount is not None else "，没有总投资"
    lines = [head, f"  {len(sheet)} 个项目{total}，{len(sheet.wrong_places)} 行有错误"]
    for column in sheet.columns:
        unit = f"（{column.unit}）" if column.unit else ""
        field = f"{column.field.label}{unit}" if column.field else "不读"
        lines.append(f"  {column.letter:<3}{column.heading or '（没有表头）'} → {field}：{column.why}")
    for one in sheet.findings[:_SHOWN]:
        right = f"；应为：{one.expected}" if one.expected else ""
        lines.append(f"  [{_SEVERITIES[one.severity.value]}] {one.address or '整表'} {one.message}{right}")
    if len(sheet.findings) > _SHOWN:
        lines.append(f"  …… 还有 {len(sheet.findings) - _SHOWN} 条，用 --format json 看全部")
    return lines
