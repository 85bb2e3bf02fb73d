"""Tables that leave the house: with a foot line that says what they are, and with a line in the trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone

from luodi.audit import services as audit
from luodi.desk.admission import client_of
from luodi.desk.door import DeskRequest, show
from luodi.importing import services as importing
from luodi.ui import addresses, sheets

FORMAT, SEPARATED = "xlsx", "csv"


@dataclass(frozen=True)
class Export:
    """A table as it is seen; ``says`` are the lines below it: definition, filter, scope.

    ``total`` is how many rows there are, where that is known without fetching them.
    """

    title: str
    columns: Sequence[sheets.Column]
    rows: Iterable[Sequence[Any]]
    says: Sequence[str]
    total: int | None = None


def is_wanted(request: DeskRequest) -> bool:
    return request.GET.get("format") in (FORMAT, SEPARATED)


def send(request: DeskRequest, export: Export) -> HttpResponse:
    """Return the workbook as a download, and note in the trail what left with how many rows.

    A list that is longer than the role may take out is asked for on a page of its own; it is never cut.
    """
    frame = request.frame
    limit = importing.limit_of(frame.reach)
    source, known = iter(export.rows), export.total or 0
    rows = [] if known > limit else list(islice(source, limit + 1))
    if known > limit or len(rows) > limit:
        rows += [] if known else source
        if not _is_granted(request, n_rows := known or len(rows)):
            return _ask(request, export, n_rows, limit)
        rows += source
    as_of = timezone.localtime(frame.shown_at).strftime("%Y-%m-%d %H:%M:%S")
    made_at = timezone.localtime(frame.now).strftime("%Y-%m-%d %H:%M")
    foot = [
        *export.says,
        f"共 {len(rows)} 行　统计时点：{as_of}",
        f"导出人：{frame.account.display_name}（{frame.account.unit_name}）　导出时间：{made_at}",
        *(["演示数据（合成）"] if frame.city.is_demo else []),
    ]
    kind = request.GET["format"]
    make, media_type = {
        FORMAT: (sheets.workbook, sheets.CONTENT_TYPE),
        SEPARATED: (sheets.separated, sheets.CSV_TYPE),
    }[kind]
    content = make(export.title, export.columns, rows, foot)
    note = audit.Note("导出", "export", "", export.title, {"条件": list(export.says), "行数": len(rows)})
    audit.record(note, actor=frame.account, at=frame.now, client=client_of(request))
    response = HttpResponse(content, content_type=media_type)
    name = quote(f"{export.title}_{frame.today.isoformat()}.{kind}", safe="")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"luodi.{kind}\"; filename*=UTF-8''{name}"
    )
    return response


def note_file(request: DeskRequest, title: str, n_rows: int) -> None:
    """Put on record that a file that is no table left with so many things in it."""
    note = audit.Note("导出", "export", "", title, {"行数": n_rows})
    audit.record(note, actor=request.user, at=request.frame.now, client=client_of(request))


def list_address(request: DeskRequest) -> str:
    """Return the address of the list itself, with its filters."""
    return addresses.here_with(request, format=None)


def _is_granted(request: DeskRequest, n_rows: int) -> bool:
    frame = request.frame
    return importing.is_granted(
        account=frame.account, address=list_address(request), n_rows=n_rows, at=frame.now
    )


def _ask(request: DeskRequest, export: Export, n_rows: int, limit: int) -> HttpResponse:
    """Say that the list is too long for the role, and let it be asked for."""
    context = {"export": export, "n_rows": n_rows, "limit": limit, "address": list_address(request)}
    return show(request, "desk/export_limit.html", context, status=403)
