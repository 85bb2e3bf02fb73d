"""Workbooks made for the tests of the reader: rows as they would stand in a sheet, merged where lists merge."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from luodi.importing.reading import ImportField, UnderstoodSheet, Wanted, read_workbook, understand

Cells = Sequence[Sequence[Any]]


@dataclass
class Page:
    """One sheet: ``merged`` are ranges (A1:D1), ``formulas`` cells whose formula was never calculated."""

    rows: Cells
    name: str = "Sheet1"
    merged: Sequence[str] = ()
    hidden: bool = False
    formulas: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def workbook(*pages: Page) -> io.BytesIO:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for page in pages:
        sheet = book.add_worksheet(page.name)
        for row, cells in enumerate(page.rows):
            for column, cell in enumerate(cells):
                _write(sheet, row, column, cell, day)
        _merge(sheet, page.merged)
        for address, formula in page.formulas.items():
            sheet.write_formula(address, formula, None, "")
        for address, error in page.errors.items():
            sheet.write_formula(address, "=1/0", None, error)
        if page.hidden:
            sheet.hide()
    if pages[0].hidden:
        book.worksheets()[-1].activate()
        book.worksheets()[-1].set_first_sheet()
    book.close()
    out.seek(0)
    return out


def _write(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, datetime.combine(cell, time()), day)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)


def _merge(sheet: Any, ranges: Sequence[str]) -> None:
    """Merge without rewriting the first cell, whatever stands in it."""
    for merged in ranges:
        first, last = (xlsxwriter.utility.xl_cell_to_rowcol(one) for one in merged.split(":"))
        sheet.merge.append([first[0], first[1], last[0], last[1]])


def read(
    *pages: Page | Cells,
    wanted: Wanted | dict[str, Wanted] | None = None,
    only: Sequence[str] = (),
    **more: Any,
) -> tuple[UnderstoodSheet, ...]:
    made = [page if isinstance(page, Page) else Page(page) for page in pages]
    book = read_workbook(workbook(*made), "台账.xlsx")
    return understand(book, wanted=wanted or Wanted(), only=only, **more)


def read_one(page: Page | Cells, **more: Any) -> UnderstoodSheet:
    (sheet,) = read(page, **more)
    return sheet


def read_text(content: bytes, name: str = "台账.csv") -> UnderstoodSheet:
    (sheet,) = understand(read_workbook(io.BytesIO(content), name))
    return sheet


def fields(sheet: UnderstoodSheet) -> dict[str, str]:
    return {column.letter: column.field.value for column in sheet.columns if column.field}


def names(sheet: UnderstoodSheet) -> list[str]:
    return [str(name) for name in sheet.values[ImportField.NAME]]


def said(sheet: UnderstoodSheet) -> list[str]:
    return [f"{one.address} {one.severity.value} {one.message}" for one in sheet.findings]
