"""A sheet of units by indicators as offices write them: which cell is whose target, and what is wrong with it.

Merged headings, several lines of them, titles, chapters, sums and remarks are known for what they are; nothing is
guessed about a number.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

import openpyxl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from luodi.figures.indicators import Indicator
from luodi.kernel.findings import Finding, Refusal, Severity
from luodi.kernel.numbers import plain
from luodi.kernel.numerals import half_width
from luodi.targets import rules
from luodi.targets.headings import Cell, Column, Head, Merged, Rows, find_head, letter

MOST_ROWS, MOST_COLUMNS = 5000, 200
KEPT_PLACES = 6
"""Decimals of a cell that are read: what lies behind them is the noise of binary numbers."""
SUMS = re.compile(r"合计|小计|总计|总和")


class SheetRefused(Refusal):
    """A file that is no sheet of targets."""


@dataclass(frozen=True)
class ReadCell:
    """What a cell says; ``value`` None is left empty, and ``where`` is its address."""

    where: str
    indicator: Indicator
    value: Decimal | None


@dataclass(frozen=True)
class ReadLine:
    """A line of one holder, named by code or by name."""

    where: str
    name: str
    code: str
    relation: str
    parent: str
    cells: tuple[ReadCell, ...]


@dataclass
class ReadSheet:
    """A sheet as it was understood; ``findings`` carry the addresses of what is wrong or was left aside."""

    name: str
    columns: list[Column] = field(default_factory=list)
    lines: list[ReadLine] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        return [one for one in self.findings if one.severity == Severity.ERROR]


def read(source: BinaryIO, *, year: int, whole: Collection[str] = ()) -> ReadSheet:
    """Read the first sheet that has a heading of holders and at least one indicator.

    ``whole`` are names of what the others are parts of: a sum never takes their lines in.
    Raises: SheetRefused when the file cannot be opened, has a password, is too large, or has no such sheet.
    """
    try:
        book = CalamineWorkbook.from_filelike(source)
    except PasswordError as error:
        raise SheetRefused("文件已加密，请取消密码后再导入", field="file") from error
    except CalamineError as error:
        raise SheetRefused(
            "文件打不开，可能已损坏，请用 Excel 或 WPS 另存为 .xlsx 再导入", field="file"
        ) from error
    for nth, about in enumerate(book.sheets_metadata):
        if about.visible == SheetVisibleEnum.Visible:
            found = _sheet(book.get_sheet_by_index(nth), source, year, whole)
            if found is not None:
                return found
    raise SheetRefused(
        "没有找到目标任务表：要有一列承担单位（或领导），并至少有一列表头是指标名称，如“新签约项目总投资（亿元）”",
        field="file",
    )


def _without_value(source: BinaryIO, name: str, height: int, width: int) -> frozenset[tuple[int, int]]:
    """Return where formulas and errors stand: where the parser yields nothing for one, it is no empty cell.

    The parser keeps silent about both.
    """
    source.seek(0)
    book = openpyxl.load_workbook(source, read_only=True, keep_links=False)
    rows = book[name].iter_rows(max_row=height, max_col=width)
    found = {
        (nth, at)
        for nth, row in enumerate(rows)
        for at, cell in enumerate(row)
        if cell.data_type in ("f", "e")
    }
    book.close()
    return frozenset(found)


def _sheet(sheet: CalamineSheet, source: BinaryIO, year: int, whole: Collection[str]) -> ReadSheet | None:
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise SheetRefused(f"工作表“{sheet.name}”太大，最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列", field="file")
    rows = sheet.to_python(skip_empty_area=False)
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    head = find_head(rows, merged, year)
    if head is None:
        return None
    without = _without_value(source, sheet.name, len(rows), len(rows[0]))
    return _Reading(ReadSheet(sheet.name), head, rows, merged, whole, without).read()


class _Reading:
    """The lines below the heading, one after the other."""

    def __init__(
        self,
        sheet: ReadSheet,
        head: Head,
        rows: Rows,
        merged: Merged,
        whole: Collection[str],
        without: frozenset[tuple[int, int]],
    ) -> None:
        self.sheet, self.head, self.rows, self.merged = sheet, head, rows, merged
        self.whole, self.without = whole, without
        self.before: list[ReadLine] = []

    def read(self) -> ReadSheet:
        self._say_columns()
        for nth in range(self.head.last + 1, len(self.rows)):
            self._line(nth)
        if not self.sheet.lines:
            raise SheetRefused(f"工作表“{self.sheet.name}”的表头下面没有承担者", field="file")
        return self.sheet

    def _say_columns(self) -> None:
        seen: dict[str, Column] = {}
        for one in self.head.columns:
            if first := seen.get(one.indicator.code):
                where = f"{letter(first.at)} 列和 {letter(one.at)} 列"
                self._find(letter(one.at), f"{where}都是“{one.indicator.name}”，只能留一列")
            else:
                seen[one.indicator.code] = one
                self.sheet.columns.append(one)
                if one.per != 1:
                    self._note(letter(one.at), f"“{one.heading}”已折算成{one.indicator.unit}")
        for at, said in self.head.wrong:
            self._find(letter(at), said)
        for at, said in self.head.strange:
            self._note(letter(at), f"表头“{said[:30]}”不是指标，这一列没有采用")

    def _line(self, nth: int) -> None:
        name = str(self.rows[nth][self.head.name] or "").strip()
        code = self._text(nth, self.head.code)
        cells = tuple(self._cells(nth))
        filled = [one for one in cells if one.value is not None]
        if not name and not code:
            if filled:
                self._find(f"{letter(self.head.name)}{nth + 1}", "这一行有目标值，没有写承担者")
            return
        line = ReadLine(
            where=f"{letter(self.head.name)}{nth + 1}",
            name=name,
            code=code,
            relation=self._text(nth, self.head.relation),
            parent=self._text(nth, self.head.parent),
            cells=cells,
        )
        if SUMS.search(name):
            self._sum(line)
        else:
            self.sheet.lines.append(line)
            self.before.append(line)

    def _cells(self, nth: int) -> Iterator[ReadCell]:
        for column in self.sheet.columns:
            where = f"{letter(column.at)}{nth + 1}"
            if self._is_merged(nth, column.at):
                self._find(
                    where,
                    "目标值的单元格跨了几行：共担一个数的，请拆开、各写同一个数，并在“关系”列写“共担：组名”",
                )
                continue
            if self.rows[nth][column.at] in ("", None) and (nth, column.at) in self.without:
                self._find(where, "公式没有结果或结果是错误值，请在 Excel 里改成数字再导入")
                continue
            try:
                yield ReadCell(where, column.indicator, _number(self.rows[nth][column.at], column))
            except Refusal as refusal:
                self._find(where, str(refusal))

    def _is_merged(self, nth: int, at: int) -> bool:
        return any(
            top <= nth <= bottom and left <= at <= right and bottom > top
            for top, left, bottom, right in self.merged
        )

    def _sum(self, line: ReadLine) -> None:
        """Compare a sum with the lines above it; it is a check, no target, and is never mended."""
        for cell in line.cells:
            sums = {self._added(some, cell.indicator) for some in (self.before, self.sheet.lines)}
            if cell.value is not None and cell.value not in sums:
                found = "、".join(plain(one, trim=True) for one in sorted(sums))
                said = plain(cell.value, trim=True)
                self._note(cell.where, f"“{line.name}”写 {said}，上面各行相加是 {found}，请核对")
        self._note(line.where, f"“{line.name}”只用来核对，没有作为目标采用；全市目标请写在“全市”一行")
        self.before = []

    def _added(self, lines: Sequence[ReadLine], indicator: Indicator) -> Decimal:
        parts = [one for line in lines if line.name not in self.whole for one in line.cells]
        return sum((one.value for one in parts if one.indicator == indicator and one.value), Decimal(0))

    def _text(self, nth: int, at: int | None) -> str:
        return "" if at is None else str(self.rows[nth][at] or "").strip()

    def _find(self, where: str, message: str) -> None:
        self.sheet.findings.append(Finding(where, "target.cell", message))

    def _note(self, where: str, message: str) -> None:
        self.sheet.findings.append(Finding(where, "target.note", message, Severity.WARNING))


def _number(cell: Cell, column: Column) -> Decimal | None:
    """Read a cell's number in the indicator's unit.    Raises: TargetRefused."""
    if cell is None or isinstance(cell, bool) or cell == "":
        return None
    if isinstance(cell, int | float):
        value = round(Decimal(repr(cell)), KEPT_PLACES)
    else:
        text = half_width(str(cell)).strip().removesuffix(column.indicator.unit).replace(",", "").strip()
        if text in ("", "-", "—", "/"):
            return None
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise rules.TargetRefused(f"“{str(cell)[:20]}”不是数") from None
    return rules.check_value(value / column.per, column.indicator)
