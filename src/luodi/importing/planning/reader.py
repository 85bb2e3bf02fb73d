"""The reader as an import uses it: with what the unit remembers of headings, and what the clerk says of this sheet."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, BinaryIO

from luodi.importing.decisions import Decisions, SheetChoice
from luodi.importing.reading import (
    Column,
    ColumnMemory,
    FieldKind,
    ImportField,
    Remembered,
    UnderstoodSheet,
    Wanted,
    normal_heading,
    read_workbook,
    understand,
)

LEFT_OUT = "-"
MEASURES = [
    ("", "按表头或单元格"),
    ("元", "元"),
    ("万元", "万元"),
    ("亿元", "亿元"),
    ("万美元", "万美元"),
    ("亿美元", "亿美元"),
]
Memory = Mapping[str, tuple[str, str]]
"""What headings mean to a unit: heading → (field, measure), field empty for a column that is left out."""


def read_sheets(
    source: BinaryIO, name: str, *, decisions: Decisions, memory: Memory
) -> tuple[UnderstoodSheet, ...]:
    """Return the tables of a workbook that the store of documents has let through."""
    workbook = read_workbook(source, name, is_checked=True)
    wanted = {sheet.name: _wanted(sheet.name, decisions) for sheet in workbook.sheets}
    return understand(workbook, memory=_remembered(memory), wanted=wanted)


def heading_key(heading: str) -> str:
    """Return the heading as it is remembered."""
    return normal_heading(heading)


def column_as_shown(column: Column, said: SheetChoice) -> dict[str, Any]:
    """Return what pages show of a column; what the clerk said of it goes before what was understood."""
    field = column.field
    is_amount = field is not None and field.kind is FieldKind.AMOUNT
    return {
        "letter": column.letter,
        "heading": column.heading,
        "field": field.value if field else "",
        "label": field.label if field else "",
        "measure": column.unit if is_amount else "",
        "measure_label": column.unit if is_amount else "",
        "is_amount": is_amount,
        "why": "您选定的" if column.letter in said.columns else column.why,
    }


@cache
def field_choices() -> list[tuple[str, str]]:
    return [(LEFT_OUT, "不读这一列"), *((one.value, one.label) for one in ImportField)]


def _remembered(memory: Memory) -> ColumnMemory:
    return {
        heading: Remembered(ImportField(field) if field else None, measure)
        for heading, (field, measure) in memory.items()
    }


def _wanted(name: str, decisions: Decisions) -> Wanted:
    said = decisions.sheet(name)
    return Wanted(
        mapping={
            letter: ImportField(one.field) if one.field else None for letter, one in said.columns.items()
        },
        units={letter: one.measure for letter, one in said.columns.items() if one.measure},
        table=said.table,
        rates={currency: Decimal(rate) for currency, rate in decisions.rates.items()},
        is_read=bool(said.is_used),
    )
