"""One project over several rows, or several rows under one name: which it is, and the cells that follow from it.

The principle: where only what identifies a row is merged and each further row states figures or dates of its own,
each row counts (a firm with a row per round of financing). Where the amount is merged with the name, stated only once,
or the further rows state nothing measured, the rows are one; and so they are where the number of the project is merged
with its name (a row per investor), whose amounts then add up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from luodi.importing.reading.books import Sheet
from luodi.importing.reading.cells import (
    Cell,
    CellFinding,
    Severity,
    address,
    is_blank,
    is_empty,
    is_number,
    text_of,
)
from luodi.importing.reading.columns import Column, Matched
from luodi.importing.reading.fields import FieldKind, ImportField
from luodi.importing.reading.layouts import Layout, merged_within
from luodi.importing.reading.lines import Body
from luodi.importing.reading.profiles import Profile


@dataclass(frozen=True)
class Spread:
    """The rows that count, and the texts to put into their cells instead of what stands there."""

    projects: list[int]
    cells: dict[tuple[int, int], Cell]
    each_row_counts: bool
    findings: tuple[CellFinding, ...]


def spread(sheet: Sheet, layout: Layout, matched: Matched, body: Body, profiles: Sequence[Profile]) -> Spread:
    """Decide what further rows are, and fill merged cells."""
    each = bool(body.more) and _each_counts(sheet, layout, matched, body, profiles)
    projects = body.projects
    cells: dict[tuple[int, int], Cell] = {}
    if each:
        further = [row for rows in body.more.values() for row in rows if _says_something(sheet, layout, row)]
        projects = sorted({*projects, *further})
        cells |= _carried(sheet, matched, body)
    else:
        cells |= _joined(sheet, matched, body)
    filled, findings = _fill_merged(sheet, layout, matched, set(projects))
    if body.more and not each and _are_numbered(sheet, layout, matched, body):
        added, said = _added_up(sheet, matched, body)
        cells |= added
        findings += said
    return Spread(projects, filled | cells, each, tuple(findings))


def _each_counts(
    sheet: Sheet, layout: Layout, matched: Matched, body: Body, profiles: Sequence[Profile]
) -> bool:
    rows = [row for further in body.more.values() for row in further]
    if _are_numbered(sheet, layout, matched, body):
        return False
    total = matched.of(ImportField.TOTAL)
    if total is not None and any(not is_empty(sheet.rows[row][total.index]) for row in body.projects):
        stated = sum(not is_empty(sheet.rows[row][total.index]) for row in rows)
        return stated * 2 > len(rows)
    measured = [
        layout.left + place
        for place, seen in enumerate(profiles)
        if max(seen.numbers, seen.dates, seen.amounts) >= 0.5 and seen.n
    ]
    telling = 0
    for row in rows:
        filled = sum(not is_empty(cell) for cell in sheet.rows[row][layout.left : layout.right + 1])
        is_measured = any(not is_empty(sheet.rows[row][column]) for column in measured)
        telling += (is_measured and filled >= 2) or filled >= 3
    return telling * 2 > len(rows)


def _are_numbered(sheet: Sheet, layout: Layout, matched: Matched, body: Body) -> bool:
    """Whether every further row lies within a merged number and a merged name of a project."""
    number, name = matched.of(ImportField.SEQ), matched.of(ImportField.NAME)
    if number is None or name is None:
        return False
    inner: dict[int, set[int]] = {number.index: set(), name.index: set()}
    for one in merged_within(sheet, layout.bottom + 1, layout.last):
        if one.left in inner:
            inner[one.left] |= set(range(one.top + 1, one.bottom + 1))
    within = inner[number.index] & inner[name.index]
    return all(row in within for rows in body.more.values() for row in rows)


def _added_up(
    sheet: Sheet, matched: Matched, body: Body
) -> tuple[dict[tuple[int, int], Cell], list[CellFinding]]:
    """Add up the total investment of projects that state it row by row, and say so."""
    total = matched.of(ImportField.TOTAL)
    cells: dict[tuple[int, int], Cell] = {}
    findings: list[CellFinding] = []
    if total is None:
        return cells, findings
    for first, rows in body.more.items():
        said = [cell for row in (first, *rows) if not is_blank(cell := sheet.rows[row][total.index])]
        figures = [Decimal(str(cell)) for cell in said if is_number(cell)]
        is_whole_first = sum(figures[1:]) == sum(figures[:1])
        if len(figures) < 2 or len(figures) < len(said) or is_whole_first:
            continue
        cells[first, total.index] = float(sum(figures))
        message = f"这个项目分 {len(said)} 行填写，总投资按各行之和读入"
        where = address(first, total.index)
        findings.append(CellFinding(sheet.name, where, Severity.WARNING, message, "总投资合并成一格填写"))
    return cells, findings


def _says_something(sheet: Sheet, layout: Layout, row: int) -> bool:
    return any(not is_empty(cell) for cell in sheet.rows[row][layout.left : layout.right + 1])


def _carried(sheet: Sheet, matched: Matched, body: Body) -> dict[tuple[int, int], Cell]:
    """Return the names that further rows take over from the first."""
    names = [one for one in matched.columns if one.field in _NAMES]
    return {
        (row, column.index): sheet.rows[first][column.index]
        for first, rows in body.more.items()
        for row in rows
        for column in names
        if is_empty(sheet.rows[row][column.index])
    }


_NAMES = frozenset(
    (ImportField.NAME, ImportField.INVESTOR_NAME, ImportField.LOCAL_COMPANY, ImportField.SIGNING_ENTITY)
)


def _joined(sheet: Sheet, matched: Matched, body: Body) -> dict[tuple[int, int], Cell]:
    """Return the texts of projects that go on in further rows; a cell that is empty in the first takes the next."""
    cells: dict[tuple[int, int], Cell] = {}
    for first, rows in body.more.items():
        for column in matched.columns:
            if column.field is None:
                continue
            said = [sheet.rows[row][column.index] for row in (first, *rows)]
            said = [cell for cell in said if not is_blank(cell)]
            if not said:
                continue
            is_text = column.field.kind is FieldKind.TEXT and column.field is not ImportField.SEQ
            if is_text and len(said) > 1:
                cells[first, column.index] = "\n".join(dict.fromkeys(text_of(cell) for cell in said))
            else:
                cells[first, column.index] = said[0]
    return cells


def _fill_merged(
    sheet: Sheet, layout: Layout, matched: Matched, projects: set[int]
) -> tuple[dict[tuple[int, int], Cell], list[CellFinding]]:
    """Fill words down merged cells; a figure that is merged over several projects is counted once and pointed out."""
    by_index = {column.index: column for column in matched.columns}
    cells: dict[tuple[int, int], Cell] = {}
    findings: list[CellFinding] = []
    for one in merged_within(sheet, layout.bottom + 1, layout.last):
        column = by_index.get(one.left)
        value = sheet.rows[one.top][one.left] if one.left < sheet.width else ""
        rows = [row for row in range(one.top, one.bottom + 1) if row in projects]
        if column is None or column.field is None or len(rows) < 2 or is_empty(value):
            continue
        if column.field.kind in (FieldKind.AMOUNT, FieldKind.NUMBER):
            findings.append(_counted_once(sheet.name, one.top, column, len(rows)))
        elif column.field is not ImportField.SEQ:
            cells |= {(row, one.left): value for row in rows}
    return cells, findings


def _counted_once(sheet: str, row: int, column: Column, n: int) -> CellFinding:
    label = column.field.label if column.field else ""
    return CellFinding(
        sheet,
        address(row, column.index),
        Severity.WARNING,
        f"{label}合并在 {n} 行上，只计入第一行，不重复计算",
        "分别填写每个项目的数",
    )
