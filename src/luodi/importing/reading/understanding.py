"""From sheets to tables of typed values: find the table, match its columns, sort its rows, read and check them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from luodi.importing.reading.books import Row, Sheet, Workbook
from luodi.importing.reading.cells import (
    CellFinding,
    Severity,
    column_of,
)
from luodi.importing.reading.columns import ColumnMemory, Matched, Wanted, match_columns
from luodi.importing.reading.forms import why_a_form
from luodi.importing.reading.headings import Vocabulary, standard_vocabulary
from luodi.importing.reading.layouts import Layout, find_layouts
from luodi.importing.reading.lines import Body
from luodi.importing.reading.matrices import why_no_projects, why_no_table
from luodi.importing.reading.profiles import Profile, profile
from luodi.importing.reading.sorting import Sorter
from luodi.importing.reading.spreading import spread
from luodi.importing.reading.tabulating import Table
from luodi.importing.reading.understood import UnderstoodSheet
from luodi.kernel.collector import uncollected
from luodi.kernel.findings import Refusal

MUCH = 10
"""From a tenth of the rows on, totals and sections blur what the cells of a column look like."""
_TABLE = re.compile(r"\s*([A-Za-z]{1,3})([0-9]+)\s*[:：]\s*([A-Za-z]{1,3})([0-9]+)\s*")


class WishRefused(Refusal):
    """What a person asks of a sheet names a column, a row or a range that it has not."""


NOTHING = Wanted()


def understand(
    workbook: Workbook,
    *,
    memory: ColumnMemory | None = None,
    vocabulary: Vocabulary | None = None,
    wanted: Wanted | Mapping[str, Wanted] = NOTHING,
    only: Collection[str] = (),
) -> tuple[UnderstoodSheet, ...]:
    """Return the tables of a workbook, sheet by sheet.

    ``wanted`` may be given for all sheets, or by the name of the sheet; ``only`` names the sheets to read, hidden ones
    among them.
    Shape: at least one per sheet; a sheet without projects has no rows and a reason.
    Raises: WishRefused for a sheet, column, row or range that is not there.
    """
    lacking = set(only) - {sheet.name for sheet in workbook.sheets}
    if lacking:
        names = "、".join(sheet.name for sheet in workbook.sheets)
        raise WishRefused(f"没有工作表“{'、'.join(sorted(lacking))}”，有：{names}")
    _check_letters(workbook, wanted, only)
    words = vocabulary or standard_vocabulary()
    understood: list[UnderstoodSheet] = []
    with uncollected():
        for sheet in workbook.sheets:
            understood += _understood(sheet, words, memory or {}, wanted, only)
    return tuple(understood)


def _understood(
    sheet: Sheet,
    vocabulary: Vocabulary,
    memory: ColumnMemory,
    wanted: Wanted | Mapping[str, Wanted],
    only: Collection[str],
) -> list[UnderstoodSheet]:
    if only and sheet.name not in only:
        return [UnderstoodSheet(sheet.name, sheet.hidden, reason="没有选这张工作表")]
    wish = wanted if isinstance(wanted, Wanted) else wanted.get(sheet.name, NOTHING)
    wish = replace(wish, is_read=wish.is_read or sheet.name in only)
    return _Reader(sheet, vocabulary, memory, wish).read()


def _check_letters(workbook: Workbook, wanted: Wanted | Mapping[str, Wanted], only: Collection[str]) -> None:
    """Refuse a column that no sheet has; what is said of all sheets need not fit each of them."""
    asked = [sheet for sheet in workbook.sheets if not only or sheet.name in only]
    for sheet in asked:
        width = sheet.width if isinstance(wanted, Mapping) else max(one.width for one in asked)
        wish = wanted.get(sheet.name, NOTHING) if isinstance(wanted, Mapping) else wanted
        lacking = sorted(name for name in wish.mapping if column_of(name) >= max(width, 1))
        if lacking:
            raise WishRefused(f"工作表“{sheet.name}”没有 {'、'.join(lacking)} 列")


@dataclass(frozen=True)
class _Reader:
    sheet: Sheet
    vocabulary: Vocabulary
    memory: ColumnMemory
    wish: Wanted

    def read(self) -> list[UnderstoodSheet]:
        sheet, wish = self.sheet, self.wish
        if sheet.hidden and not wish.is_read:
            reason = "隐藏的工作表，默认不导入"
            said = CellFinding(sheet.name, "", Severity.INFO, reason, "需要导入时，指定这张工作表")
            return [UnderstoodSheet(sheet.name, hidden=True, reason=reason, findings=(said,))]
        if wish.table:
            cut = replace(self, sheet=_within(sheet, wish.table), wish=replace(wish, table=""))
            return cut.read()
        is_led = bool(wish.mapping or wish.header_row is not None)
        if not is_led and (form := why_a_form(sheet, self.vocabulary)) is not None:
            return [UnderstoodSheet(sheet.name, sheet.hidden, reason=form)]
        layouts = self._layouts()
        if not layouts:
            return [UnderstoodSheet(sheet.name, sheet.hidden, reason=why_no_table(sheet))]
        return [self._table(layout) for layout in layouts]

    def _layouts(self) -> list[Layout]:
        sheet, wish = self.sheet, self.wish
        header = None
        if wish.header_row is not None:
            if not 1 <= wish.header_row <= len(sheet.rows):
                raise WishRefused(f"工作表“{sheet.name}”没有第 {wish.header_row} 行")
            header = wish.header_row - 1
        return find_layouts(sheet, self.vocabulary, header_row=header)

    def _table(self, layout: Layout) -> UnderstoodSheet:
        sheet = self.sheet
        profiles = _profiles(sheet, layout)
        matched = match_columns(sheet.name, layout, profiles, self.vocabulary, self.memory, self.wish)
        reason = why_no_projects(sheet, layout, matched, profiles, self.vocabulary)
        plain = UnderstoodSheet(
            sheet.name, sheet.hidden, layout.range, reason, matched.columns, header_row=layout.bottom + 1
        )
        if reason:
            return plain
        sorted_rows = self._sorted(layout, matched)
        if len(sorted_rows.lines) * MUCH > len(sorted_rows.projects) > 0:
            rows = sorted_rows.projects
            profiles = [
                profile([sheet.columns[column][row] for row in rows])
                for column in range(layout.left, layout.right + 1)
            ]
            matched = match_columns(sheet.name, layout, profiles, self.vocabulary, self.memory, self.wish)
            plain = replace(plain, columns=matched.columns)
            sorted_rows = self._sorted(layout, matched)
        spread_rows = spread(sheet, layout, matched, sorted_rows, profiles)
        if not spread_rows.projects:
            return replace(plain, reason="表头下面没有项目")
        table = Table(sheet, self.wish.rates, layout, matched, profiles, sorted_rows, spread_rows)
        return table.read(plain)

    def _sorted(self, layout: Layout, matched: Matched) -> Body:
        rows = self.sheet.rows[layout.top : layout.bottom + 1]
        words = frozenset(cell for row in rows for cell in row if isinstance(cell, str)) - {""}
        return Sorter(self.sheet, layout, matched, words).sort()


def _profiles(sheet: Sheet, layout: Layout) -> list[Profile]:
    return [
        profile(sheet.columns[column][layout.bottom + 1 : layout.last + 1])
        for column in range(layout.left, layout.right + 1)
    ]


def _within(sheet: Sheet, table: str) -> Sheet:
    """Return the sheet with everything outside the range blanked or cut off.

    Raises: WishRefused for what is no range, or one outside the sheet.
    """
    found = _TABLE.fullmatch(table)
    if not found:
        raise WishRefused(f"“{table}”不是区域，应写成 A4:J60")
    left, right = column_of(found[1]), column_of(found[3])
    top, bottom = int(found[2]) - 1, int(found[4]) - 1
    if top > bottom or left > right or top >= len(sheet.rows) or left >= sheet.width or top < 0:
        raise WishRefused(f"工作表“{sheet.name}”没有区域 {table}")
    rows: list[Row] = [
        [cell if left <= column <= right else "" for column, cell in enumerate(row)]
        if number >= top
        else [""] * sheet.width
        for number, row in enumerate(sheet.rows[: bottom + 1])
    ]
    return replace(sheet, rows=rows)
