"""The cells of one table, read column by column into typed values, and checked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from statistics import median
from typing import Any

from luodi.importing.reading.amounts import Foreign
from luodi.importing.reading.books import Sheet
from luodi.importing.reading.cells import (
    Cell,
    CellFinding,
    Severity,
    is_blank,
    is_empty,
    is_number,
    letter,
    shown,
    squeezed,
)
from luodi.importing.reading.columns import Column, Matched
from luodi.importing.reading.denominations import Denomination
from luodi.importing.reading.doubts import find_outliers, find_twins
from luodi.importing.reading.fields import FieldKind, ImportField
from luodi.importing.reading.layouts import Layout
from luodi.importing.reading.lines import Body, LineKind, identity_of
from luodi.importing.reading.profiles import Profile
from luodi.importing.reading.spreading import Spread
from luodi.importing.reading.totals import Summed, check_declared, check_totals
from luodi.importing.reading.understood import Section, UnderstoodSheet
from luodi.importing.reading.units import WAN, YI, YUAN, Unit
from luodi.importing.reading.values import Setting, read_column, reader_of
from luodi.kernel.money import Yuan

MOST_FINDINGS = 1_000
_YEAR = re.compile(r"(20[0-9]{2})年")


@dataclass
class Table:
    """The cells of one table, read and checked."""

    sheet: Sheet
    rates: Mapping[str, Decimal]
    layout: Layout
    matched: Matched
    profiles: Sequence[Profile]
    body: Body
    spread: Spread
    findings: list[CellFinding] = field(default_factory=list)
    wrong: set[int] = field(default_factory=set)

    def read(self, plain: UnderstoodSheet) -> UnderstoodSheet:
        """Return the sheet with its rows, what is wrong in them, and what their totals say."""
        sheet, rows = self.sheet, self.spread.projects
        self.findings += [*self.matched.findings, *self.spread.findings]
        picked = {column.index: self._cells(column) for column in self.matched.columns if column.field}
        columns = [self._with_unit(column, picked) for column in self.matched.columns]
        units = self._units(columns, picked)
        values: dict[ImportField, Sequence[Any]] = {}
        settings = {column.index: self._setting(column) for column in columns}
        for column in columns:
            if column.field is not None:
                values[column.field] = self._column(column, picked[column.index], settings[column.index])
        self._check_names(columns, values)
        foreign = self._without_foreign(values)
        readers = {one.field: reader_of(one.field, settings[one.index]) for one in columns if one.field}
        summed = Summed(rows, values, columns, readers, self._name_at(), self._texts_at(), units)
        totals, said = check_totals(sheet, self.body.lines, summed)
        self.findings += said + check_declared(sheet.name, self.layout.above, len(rows))
        self._doubt(columns, values, picked)
        self._look_behind(columns)
        sections = [
            Section(line.row + 1, line.label, line.level)
            for line in self.body.lines
            if line.kind is LineKind.SECTION
        ]
        amounts = [one for one in values.get(ImportField.TOTAL, ()) if isinstance(one, Yuan)]
        return replace(
            plain,
            columns=tuple(columns),
            numbers=[row + 1 for row in rows],
            values=values,
            wrong_places=frozenset(self.wrong),
            sections=tuple(sections),
            totals=tuple(totals),
            findings=tuple(self.findings),
            foreign=foreign,
            amount=Yuan(sum(one.fen for one in amounts)) if amounts else None,
        )

    def _name_at(self) -> int:
        name = identity_of(self.matched)
        return name.index if name else self.layout.left

    def _texts_at(self) -> frozenset[int]:
        return frozenset(
            self.layout.left + place for place, seen in enumerate(self.profiles) if seen.texts >= 0.5
        )

    def _cells(self, column: Column) -> list[Cell]:
        at, over = column.index, self.spread.cells
        cells = list(map(self.sheet.columns[at].__getitem__, self.spread.projects))
        if over:
            places = {row: place for place, row in enumerate(self.spread.projects)}
            for (row, index), cell in over.items():
                if index == at and row in places:
                    cells[places[row]] = cell
        return cells

    def _denomination(self, column: Column) -> Denomination:
        return Denomination(self.sheet, column, self.spread.projects)

    def _units(self, columns: Sequence[Column], picked: dict[int, list[Cell]]) -> Mapping[int, Denomination]:
        """Give the amounts the units that stand beside them; return what does so by the column's index."""
        units = {
            column.index: self._denomination(column)
            for column in columns
            if column.unit_at is not None and column.field is not None
        }
        for index, one in units.items():
            cells = zip(self.spread.projects, picked[index], strict=True)
            priced = [one.cell(row, cell) for row, cell in cells]
            unknown = [row for row, cell in zip(self.spread.projects, priced, strict=True) if cell is None]
            self.findings += [one.finding(row) for row in unknown[:MOST_FINDINGS]]
            picked[index] = ["" if cell is None else cell for cell in priced]
        return units

    def _setting(self, column: Column) -> Setting:
        texts = [*self.layout.above, column.heading, self.sheet.name]
        years = [int(found[1]) for text in texts if (found := _YEAR.search(squeezed(text)))]
        return Setting(column.measure or WAN, column.unit, years[0] if years else None, self.rates)

    def _with_unit(self, column: Column, picked: Mapping[int, Sequence[Cell]]) -> Column:
        """Give an amount without any unit that of its neighbours, or the likely one, and say so."""
        if column.field is None or column.field.kind is not FieldKind.AMOUNT or column.measure is not None:
            return column
        if column.unit_at is not None and not self._denomination(column).names_currencies:
            return replace(column, unit=f"见 {letter(column.unit_at)} 列")
        cells = picked[column.index]
        numbers = [float(one) for cell in cells if (one := _figure(cell)) is not None]
        if not numbers:
            return replace(column, measure=WAN, unit="")
        others = [
            one.measure for one in self.matched.columns if one.measure and one.measure.currency == "CNY"
        ]
        unit = others[0] if others else _likely_unit(numbers)
        if column.field is ImportField.TOTAL:
            how = "按同表其他金额列" if others else "按数值大小推断"
            message = f"“{column.heading}”没有写明单位，{how}按{unit.label}读入"
            where = f"{column.letter}{self.layout.bottom + 1}"
            self._say(where, Severity.WARNING, message, "在表头写明单位，或指定单位")
        return replace(column, measure=unit, unit=unit.label)

    def _column(self, column: Column, cells: Sequence[Cell], setting: Setting) -> list[Any]:
        assert column.field is not None
        values, problems = read_column(column.field, cells, setting)
        for place, problem in problems.items():
            if problem.severity is Severity.ERROR:
                self.wrong.add(place)
            where = f"{column.letter}{self.spread.projects[place] + 1}"
            self._say(
                where,
                problem.severity,
                f"{column.field.label}：{problem.message}",
                problem.expected,
                cells[place],
            )
        return values

    def _check_names(self, columns: Sequence[Column], values: Mapping[ImportField, Sequence[Any]]) -> None:
        names = values.get(ImportField.NAME)
        if names is None:
            message = "没有认出项目名称列"
            self._say("", Severity.WARNING, message, "指定哪一列是项目名称")
            return
        letters = next(column.letter for column in columns if column.field is ImportField.NAME)
        for place, name in enumerate(names):
            if not name:
                self.wrong.add(place)
                where = f"{letters}{self.spread.projects[place] + 1}"
                self._say(where, Severity.ERROR, "没有项目名称", "填写项目名称")

    def _without_foreign(self, values: dict[ImportField, Sequence[Any]]) -> dict[str, Decimal]:
        """Take foreign amounts without a rate out of the values and return their sums by currency."""
        foreign: dict[str, Decimal] = {}
        for one, column in list(values.items()):
            if one.kind is not FieldKind.AMOUNT or not any(isinstance(value, Foreign) for value in column):
                continue
            for value in column:
                if isinstance(value, Foreign) and one is ImportField.TOTAL:
                    foreign[value.currency] = foreign.get(value.currency, Decimal(0)) + value.amount
            values[one] = [None if isinstance(value, Foreign) else value for value in column]
        return foreign

    def _doubt(
        self,
        columns: Sequence[Column],
        values: Mapping[ImportField, Sequence[Any]],
        picked: Mapping[int, Sequence[Cell]],
    ) -> None:
        name, rows = self.sheet.name, self.spread.projects
        for column in columns:
            if column.field is not None and column.field.kind is not FieldKind.AMOUNT:
                continue
            if column.measure is None or column.measure.currency != "CNY":
                continue
            cells = picked.get(column.index)
            known = values.get(column.field) if column.field else None
            if cells is None or known is None:
                cells = self._cells(column)
                known, _ = read_column(ImportField.TOTAL, cells, Setting(column.measure))
            self.findings += find_outliers(name, column, column.measure, rows, known, cells)
        if ImportField.NAME in values and not self.spread.each_row_counts:
            blank = [None] * len(rows)
            fields = (ImportField.NAME, ImportField.INVESTOR_NAME, ImportField.TOTAL)
            keys = list(zip(*(values.get(one, blank) for one in fields), strict=True))
            self.findings += find_twins(name, self._name_at(), rows, keys)

    def _look_behind(self, columns: Sequence[Column]) -> None:
        """Point out error values, formulas without a value, and hidden rows among the projects."""
        sheet, projects = self.sheet, set(self.spread.projects)
        letters = {column.letter: column for column in columns if column.field}
        for where, said in _inside(sheet.parts.errors, letters, projects):
            message = f"{letters[where.rstrip('0123456789')].heading}是错误值 {said}，按没有填写处理"
            self._say(where, Severity.WARNING, message, "改正公式或直接填数", said)
        for where, _ in _inside(dict.fromkeys(sheet.parts.uncalculated, ""), letters, projects):
            message = "公式没有计算结果，按没有填写处理"
            self._say(where, Severity.WARNING, message, "用 Excel 或 WPS 打开并保存一次")
        for column in columns:
            if column.field is not None and column.index in sheet.parts.hidden_columns:
                message = f"{column.letter} 列“{column.heading}”是隐藏的，仍然按{column.field.label}读入"
                self._say(
                    f"{column.letter}{self.layout.bottom + 1}", Severity.INFO, message, "不需要时指定不读"
                )
        hidden = sorted(projects & sheet.parts.hidden_rows)
        if hidden:
            message = f"有 {len(hidden)} 行被隐藏或筛选掉了，仍然读入（如第 {hidden[0] + 1} 行）"
            self._say(f"{hidden[0] + 1}:{hidden[0] + 1}", Severity.INFO, message, "不需要时先删去")

    def _say(
        self, where: str, severity: Severity, message: str, expected: str = "", value: Cell = ""
    ) -> None:
        if severity is Severity.ERROR or len(self.findings) < MOST_FINDINGS:
            said = shown(value)[:80] if not is_empty(value) else ""
            self.findings.append(CellFinding(self.sheet.name, where, severity, message, expected, said))


def _inside(
    found: Mapping[str, str], letters: Mapping[str, Column], projects: set[int]
) -> list[tuple[str, str]]:
    """Return those of some cells that lie in a column that was understood and in the row of a project."""
    inside = []
    for where, said in sorted(found.items()):
        name = where.rstrip("0123456789")
        if name in letters and int(where[len(name) :]) - 1 in projects:
            inside.append((where, said))
    return inside


def _figure(cell: Cell) -> float | None:
    if is_number(cell):
        return float(cell)  # type: ignore[arg-type]
    if is_blank(cell):
        return None
    plain = squeezed(cell).replace(",", "")
    return float(plain) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain) else None


def _likely_unit(numbers: Sequence[float]) -> Unit:
    """Return 亿元 for a column of small numbers, 元 for one of huge ones, 万元 else.

    A project of less than 100万元 is no project of a city, nor are most of them of more than 500亿元.
    """
    if median(numbers) >= 5_000_000:
        return YUAN
    return YI if median(numbers) < 100 and max(numbers) < 2_000 else WAN
