"""Reading a file into sheets: which kind it is, what is refused before it is parsed, and what the parser passes over.

The parser is fast, yet keeps silent about error values, formulas that were never calculated and hidden rows. They
are searched for in the parts of the archive, in the pass that also measures how far a sheet reaches.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from luodi.documents.kinds import SHEETS, check_content, check_size, clean_name, kind_of
from luodi.importing.reading.cells import Cell
from luodi.importing.reading.parts import LIMITS, SheetParts, read_parts
from luodi.importing.reading.separated import read_separated
from luodi.kernel.findings import Refusal

Row = Sequence[Cell]


class WorkbookUnreadable(Refusal):
    """The file is no workbook that can be read, or larger than one may be."""


@dataclass(frozen=True)
class Range:
    """A rectangle of cells; rows and columns are counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet as it stands in the file; every row has the same number of cells."""

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    merged: tuple[Range, ...] = ()
    parts: SheetParts = field(default_factory=SheetParts)

    @cached_property
    def columns(self) -> list[tuple[Cell, ...]]:
        """The same cells, column by column."""
        return list(zip(*self.rows, strict=True))

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True)
class Workbook:
    """A file that was read."""

    name: str
    sheets: tuple[Sheet, ...]


def read_workbook(source: Path | BinaryIO, name: str = "", *, is_checked: bool = False) -> Workbook:
    """Read .xlsx, .xls or .csv (GB18030, UTF-8, UTF-16; commas, tabs, semicolons).

    ``is_checked`` says that the file was let through by the store of documents, which checks the same.
    Raises: WorkbookUnreadable and the refusals of ``luodi.documents``: macros, entities, bombs, html named xls,
    too many rows or columns, a password, a damaged file.
    """
    if isinstance(source, Path):
        with source.open("rb") as opened:
            return read_workbook(opened, name or source.name, is_checked=is_checked)
    kind = kind_of(clean_name(name))
    if kind.extension not in SHEETS:
        raise WorkbookUnreadable("这不是表格，请用 .xlsx、.xls 或 .csv", field="file")
    if not is_checked:
        check_size(kind, source.seek(0, io.SEEK_END))
        check_content(kind, source)
    source.seek(0)
    if kind.extension == "csv":
        rows = read_separated(source.read())
        return Workbook(name, (_checked(Sheet(Path(name).stem, rows)),))
    parts = read_parts(source) if kind.extension == "xlsx" else {}
    return Workbook(name, _sheets(source, parts))


def _sheets(source: BinaryIO, parts: dict[str, SheetParts]) -> tuple[Sheet, ...]:
    source.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(source)
        read = [_sheet(book, index, parts) for index in range(len(book.sheets_metadata))]
    except PasswordError as error:
        raise WorkbookUnreadable("文件已加密，请取消密码后再导入", field="file") from error
    except CalamineError as error:
        raise WorkbookUnreadable(
            "文件已损坏，请用 Excel 或 WPS 打开后另存一份再导入", field="file"
        ) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise WorkbookUnreadable(
            "文件结构异常，请用 Excel 或 WPS 打开后另存一份再导入", field="file"
        ) from error
    return tuple(_checked(sheet) for sheet in read if sheet is not None)


def _sheet(book: CalamineWorkbook, index: int, parts: dict[str, SheetParts]) -> Sheet | None:
    about = book.sheets_metadata[index]
    try:
        sheet = book.get_sheet_by_index(index)
    except CalamineError:
        return None  # a sheet of charts
    _check_extent(about.name, sheet.total_height, sheet.total_width)
    rows = sheet.to_python(skip_empty_area=False)
    return Sheet(
        about.name,
        rows,
        about.visible is not SheetVisibleEnum.Visible,
        _merged(sheet, len(rows), len(rows[0]) if rows else 0),
        parts.get(about.name, SheetParts()),
    )


def _merged(sheet: CalamineSheet, height: int, width: int) -> tuple[Range, ...]:
    """Return the merged cells as far as they lie within what is written; lists are merged far below their end."""
    ranges = sheet.merged_cell_ranges or []
    return tuple(
        Range(top, left, min(bottom, height - 1), min(right, width - 1))
        for (top, left), (bottom, right) in ranges
        if top < height and left < width
    )


def _checked(sheet: Sheet) -> Sheet:
    _check_extent(sheet.name, len(sheet.rows), sheet.width)
    return sheet


def _check_extent(name: str, rows: int, columns: int) -> None:
    if rows > LIMITS.rows:
        raise WorkbookUnreadable(
            f"工作表“{name}”有 {rows} 行，超过上限 {LIMITS.rows - 1} 行，请拆分后再导入", field="file"
        )
    if columns > LIMITS.columns:
        raise WorkbookUnreadable(
            f"工作表“{name}”有 {columns} 列，超过上限 {LIMITS.columns} 列，请删去多余的列再导入", field="file"
        )
