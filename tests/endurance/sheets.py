"""The workbooks that are imported and killed: each has rows of its own, and says in every name which one it is."""

from datetime import date, timedelta
from pathlib import Path

from xlsxwriter import Workbook

_FIRST = date(2020, 1, 1)
_HEADINGS = (
    "序号", "项目名称", "投资方", "来源地", "行业", "总投资（万元）", "固定资产投资（万元）", "签约日期", "开工日期",
    "签约主体", "带动就业（人）", "项目简介",
)  # fmt: skip


def name_of(number: int) -> str:
    return f"第{number}批.xlsx"


def write_sheet(folder: Path, number: int, rows: int) -> Path:
    """Write the workbook of this number, unless it is there."""
    path = folder / name_of(number)
    if not path.exists():
        with Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
            sheet = book.add_worksheet("签约")
            sheet.write_row(0, 0, _HEADINGS)
            for row in range(rows):
                sheet.write_row(row + 1, 0, _row(number, row))
    return path


def _row(number: int, row: int) -> tuple[object, ...]:
    signed = _FIRST + timedelta(days=row % 90)
    return (
        row + 1, f"云溪第{number}批光学镜片生产线{row}", f"示例光学{number}之{row % 1000}有限公司", "广东省深圳市",
        "C39", 20_000 + row, 10_000, signed, signed + timedelta(days=30 + row % 60), f"示例光学{row % 1000}有限公司",
        10 + row % 500, f"年产{row}万片，分两期建设。",
    )  # fmt: skip
