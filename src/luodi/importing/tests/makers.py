"""Workbooks as clerks make them, and imports of them, by the services alone."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from luodi.importing import services
from luodi.importing.models import Import
from luodi.importing.services import Commitment
from luodi.organisation import clock
from luodi.organisation.models import Account, Unit

HEADS = ("序号", "项目名称", "投资方", "总投资（亿元）", "来源地", "行业", "签约日期")
ROWS: tuple[tuple[Any, ...], ...] = (
    (1, "云溪光学镜片生产线", "示例光学有限公司", 1.2, "广东省深圳市", "C39", "2020-07-06"),
    (2, "云溪锂电池隔膜项目", "示例隔膜有限公司", 2.675, "江苏省苏州市", "C29", "2020年7月"),
    (3, "云溪冷链物流中心", "示例冷链有限公司", 0.8, "浙江省杭州市", "G59", "2020.6"),
)


def workbook(
    rows: Sequence[Sequence[Any]] = ROWS,
    *,
    heads: Sequence[str] = HEADS,
    title: str = "云溪县2020年签约项目台账",
    sheet: str = "签约",
    others: dict[str, Sequence[Sequence[Any]]] | None = None,
) -> bytes:
    """Return a workbook: a title over the table, the heads in the second row, the rows from the third."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2020, 8, 1)})
        page = book.add_worksheet(sheet)
        page.merge_range(0, 0, 0, len(heads) - 1, title)
        for at, line in enumerate([heads, *rows], start=1):
            for column, value in enumerate(line):
                if isinstance(value, str):
                    page.write_string(at, column, value)
                else:
                    page.write(at, column, value)
        for name, lines in (others or {}).items():
            page = book.add_worksheet(name)
            for at, line in enumerate(lines):
                for column, value in enumerate(line):
                    page.write(at, column, value)
    return out.getvalue()


def bring(content: bytes, *, by: Account, name: str = "签约台账.xlsx", unit: Unit | None = None) -> Import:
    return services.receive(content=content, name=name, unit=unit or by.unit, actor=by, at=clock.now(by.city))


def look(imported: Import, *, by: Account) -> dict[str, Any]:
    return services.preview(imported, actor=by, at=clock.now(by.city))


def commit(imported: Import, *, by: Account, **said: Any) -> Import:
    seen = look(imported, by=by)["digest"]
    return services.commit(
        imported=imported, said=Commitment(**{"seen": seen, **said}), actor=by, at=clock.now(by.city)
    )


def rows_of(imported: Import, kind: str) -> list[Any]:
    return services.preview_rows(imported.pk, kind, 0, 1000)
