"""The clerk's own workbook back, with every wrong cell marked and a sheet that lists them.

Values only: formulas come back as what they last showed, so that nothing in the file computes for the next reader,
and no text becomes a formula.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from luodi.documents import services as documents
from luodi.importing.choices import RowClass
from luodi.importing.models import Import
from luodi.importing.reading import Workbook, read_workbook
from luodi.importing.services import folder

TITLE = "核对结果"
HEADS = (("工作表", 16), ("单元格", 10), ("项目名称", 36), ("类别", 12), ("问题", 60), ("应改为", 40))
MOST_CELLS_IN_PLACE = 200_000
MOST_COMMENTS = 5_000
_FILL = "FFF2CFCB"
_AUTHOR = "落地"
_KINDS = (RowClass.REFUSED, RowClass.DUPLICATE)


@dataclass(frozen=True)
class Mark:
    """What is wrong with one cell, or with a row as a whole when ``address`` names no cell (12:12)."""

    sheet: str
    address: str
    name: str
    kind: str
    message: str
    expected: str

    @property
    def cell(self) -> str:
        return f"A{self.address.partition(':')[0]}" if ":" in self.address else self.address

    @property
    def text(self) -> str:
        return f"{self.message}。{self.expected}" if self.expected else self.message

    @property
    def listed(self) -> tuple[str, ...]:
        return (self.sheet, self.cell, self.name, self.kind, self.message, self.expected)


def marks_of(imported: Import) -> list[Mark]:
    """Return everything that the latest preview has against the rows, in the order of the sheet."""
    found = []
    for kind in _KINDS:
        for row in folder.preview_rows(imported.pk, kind.value, 0, 1_000_000):
            faults = row["faults"] or [[f"{row['row']}:{row['row']}", row["note"], ""]]
            found += [
                Mark(row["sheet"], at, row["name"], kind.label, said, right) for at, said, right in faults
            ]
    return found


def marked(imported: Import) -> bytes:
    """Return the workbook as .xlsx with its marks.    Raises: FileLost, WorkbookUnreadable."""
    marks = marks_of(imported)
    with documents.open_file(imported.file) as source:
        workbook = read_workbook(source, imported.name, is_checked=True)
        cells = sum(len(sheet.rows) * sheet.width for sheet in workbook.sheets)
        if imported.name.lower().endswith(".xlsx") and cells <= MOST_CELLS_IN_PLACE:
            source.seek(0)
            return _in_place(source, marks)
    return _rewritten(workbook, marks)


def _in_place(source: Any, marks: Sequence[Mark]) -> bytes:
    book = openpyxl.load_workbook(source, data_only=True, keep_links=False, keep_vba=False)
    fill = PatternFill("solid", fgColor=_FILL)
    for at, (address, said) in _by_cell(marks).items():
        sheet = book[at[0]] if at[0] in book.sheetnames else None
        if isinstance(sheet, Worksheet):
            cell = sheet[address]
            cell.fill = fill
            if cell.__class__.__name__ != "MergedCell":
                cell.comment = Comment(said, _AUTHOR, width=320, height=120)
    _list_in(book, marks)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _list_in(book: openpyxl.Workbook, marks: Sequence[Mark]) -> None:
    sheet = book.create_sheet(_free_title(book.sheetnames))
    bold = Font(bold=True)
    for column, (head, width) in enumerate(HEADS, start=1):
        sheet.cell(1, column, head).font = bold
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, mark in enumerate(marks, start=2):
        for column, text in enumerate(mark.listed, start=1):
            cell = sheet.cell(row, column, text)
            cell.data_type = "s"  # a text that begins with "=" would become a formula
    sheet.freeze_panes = "A2"


def _rewritten(workbook: Workbook, marks: Sequence[Mark]) -> bytes:
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    said = _by_cell(marks)
    with xlsxwriter.Workbook(out, {"in_memory": True, **plain}) as book:
        wrong = book.add_format({"bg_color": f"#{_FILL[2:]}"})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        wrong_days = book.add_format({"num_format": "yyyy-mm-dd", "bg_color": f"#{_FILL[2:]}"})
        for source in workbook.sheets:
            sheet = book.add_worksheet(source.name[:31])
            for at, row in enumerate(source.rows):
                for column, value in enumerate(row):
                    is_wrong = (source.name, at, column) in said
                    day = isinstance(value, date | datetime | time)
                    look = (wrong_days if is_wrong else days) if day else wrong if is_wrong else None
                    _write(sheet, at, column, value, look)
        _comment(book, said)
        _list_at_end(book, marks, _free_title([sheet.name for sheet in workbook.sheets]))
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    match value:
        case None | "":
            sheet.write_blank(row, column, None, look) if look else None
        case bool():
            sheet.write_boolean(row, column, value, look)
        case int() | float():
            sheet.write_number(row, column, value, look)
        case datetime() | date() | time():
            sheet.write_datetime(row, column, value, look)
        case _:
            sheet.write_string(row, column, str(value)[:32_767], look)


def _comment(book: Any, said: Mapping[tuple[str, int, int], tuple[str, str]]) -> None:
    for (name, row, column), (_, text) in list(said.items())[:MOST_COMMENTS]:
        sheet = book.get_worksheet_by_name(name[:31])
        if sheet is not None:
            sheet.write_comment(row, column, text, {"author": _AUTHOR})


def _list_at_end(book: Any, marks: Iterable[Mark], title: str) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    for column, (head, width) in enumerate(HEADS):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    for row, mark in enumerate(marks, start=1):
        for column, text in enumerate(mark.listed):
            sheet.write_string(row, column, text)
    sheet.freeze_panes(1, 0)


def _by_cell(marks: Iterable[Mark]) -> dict[tuple[str, int, int], tuple[str, str]]:
    """Return address and texts by sheet, row and column, counted from 0; several remarks on a cell stand together."""
    found: dict[tuple[str, int, int], tuple[str, str]] = {}
    for mark in marks:
        row, column = openpyxl.utils.cell.coordinate_to_tuple(mark.cell)
        key = (mark.sheet, row - 1, column - 1)
        before = f"{found[key][1]}\n" if key in found else ""
        found[key] = (mark.cell, before + mark.text)
    return found


def _free_title(taken: Iterable[str]) -> str:
    names = set(taken)
    return next(title for n in range(1, 1000) if (title := TITLE if n == 1 else f"{TITLE}{n}") not in names)
