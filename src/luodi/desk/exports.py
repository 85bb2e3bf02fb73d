"""Tables that leave the house: with a foot line that says what they are, and with a line in the trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone

from luodi.audit import services as audit
from luodi.desk.admission import client_of
from luodi.desk.door import DeskRequest
from luodi.ui import sheets

FORMAT = "xlsx"


@dataclass(frozen=True)
class Export:
    """A table as it is seen; ``says`` are the lines below it: definition, filter, scope."""

    title: str
    columns: Sequence[sheets.Column]
    rows: Iterable[Sequence[Any]]
    says: Sequence[str]


def is_wanted(request: DeskRequest) -> bool:
    return request.GET.get("format") == FORMAT


def send(request: DeskRequest, export: Export) -> HttpResponse:
    """Return the workbook as a download, and note in the trail what left with how many rows."""
    frame = request.frame
    rows = list(export.rows)
    as_of = timezone.localtime(frame.shown_at).strftime("%Y-%m-%d %H:%M:%S")
    made_at = timezone.localtime(frame.now).strftime("%Y-%m-%d %H:%M")
    foot = [
        *export.says,
        f"共 {len(rows)} 行　统计时点：{as_of}",
        f"导出人：{frame.account.display_name}（{frame.account.unit_name}）　导出时间：{made_at}",
        *(["演示数据（合成）"] if frame.city.is_demo else []),
    ]
    content = sheets.workbook(export.title, export.columns, rows, foot)
    note = audit.Note("导出", "export", "", export.title, {"条件": list(export.says), "行数": len(rows)})
    audit.record(note, actor=frame.account, at=frame.now, client=client_of(request))
    response = HttpResponse(content, content_type=sheets.CONTENT_TYPE)
    name = quote(f"{export.title}_{frame.today.isoformat()}.xlsx", safe="")
    response.headers["Content-Disposition"] = f"attachment; filename=\"luodi.xlsx\"; filename*=UTF-8''{name}"
    return response
