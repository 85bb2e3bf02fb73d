"""The year of filings as a workbook: the same units, months and counts as on the page."""

from collections.abc import Iterator
from typing import Any

from luodi.desk.exports import Export
from luodi.desk.selectors.filing import YearPage
from luodi.filing.choices import Timeliness
from luodi.filing.selectors import Cell
from luodi.ui import sheets

COUNTS = ("应报", "按时", "迟报", "缺报", "退回次数", "补报", "催报次数")


def year_sheet(page: YearPage) -> Export:
    columns = [
        sheets.Column("单位"),
        *(sheets.Column(f"{head.month.month}月") for head in page.months),
        *(sheets.Column(title) for title in COUNTS),
    ]
    says = ["按时：首次申报报齐不晚于截止日；迟报：晚于截止日；缺报：截止日已过仍未申报报齐"]
    return Export(f"{page.year}年月报填报情况", columns, _rows(page), says)


def _rows(page: YearPage) -> Iterator[list[Any]]:
    for record in page.records:
        cells = [record.cells.get(head.month) for head in page.months]
        counts = [
            record.n_due,
            record.n_on_time,
            record.n_late,
            record.n_missing,
            record.n_returned,
            record.n_late_facts,
            record.n_reminders,
        ]
        yield [record.unit.short_name, *(_said(cell) for cell in cells), *counts]


def _said(cell: Cell | None) -> str:
    if cell is None:
        return "—"
    late = (
        "" if cell.timeliness in (Timeliness.NOT_DUE, Timeliness.ON_TIME) else f"（{cell.timeliness.label}）"
    )
    return f"{cell.state.label}{late}"
