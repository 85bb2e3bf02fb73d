"""Tables that leave the house: with a foot line that says what they are, and with a line in the trail."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from luodi.audit import services as audit
from luodi.desk.admission import client_of
from luodi.desk.door import DeskRequest, show
from luodi.desk.frame import Frame
from luodi.importing import services as importing
from luodi.importing.services import preparing
from luodi.ui import addresses, sheets

FORMAT, SEPARATED = "xlsx", "csv"
TYPES = {FORMAT: sheets.CONTENT_TYPE, SEPARATED: sheets.CSV_TYPE}
_STEP = 500


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

    A list that is longer than the role may take out is asked for on a page of its own; it is never cut. One with more
    than ``preparing.PREPARED_FROM`` rows is put together by a worker.
    """
    if isinstance(request, PreparingRequest):
        return _put_down(request, export)
    frame = request.frame
    limit = importing.limit_of(frame.reach)
    source, known = iter(export.rows), export.total or 0
    rows = [] if known > min(limit, preparing.PREPARED_FROM) else list(islice(source, limit + 1))
    rows += [] if known else source
    n_rows = known or len(rows)
    if n_rows > limit and not _is_granted(request, n_rows):
        return _ask(request, export, n_rows, limit)
    if n_rows > preparing.PREPARED_FROM:
        return _leave_to_worker(request, export, n_rows)
    rows += source
    foot = _foot(frame, export, len(rows))
    kind = request.GET["format"]
    make = {FORMAT: sheets.workbook, SEPARATED: sheets.separated}[kind]
    content = make(export.title, export.columns, rows, foot)
    note = audit.Note("导出", "export", "", export.title, {"条件": list(export.says), "行数": len(rows)})
    audit.record(note, actor=frame.account, at=frame.now, client=client_of(request))
    response = HttpResponse(content, content_type=TYPES[kind])
    name = quote(f"{export.title}_{frame.today.isoformat()}.{kind}", safe="")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"luodi.{kind}\"; filename*=UTF-8''{name}"
    )
    return response


@dataclass(frozen=True)
class Written:
    n_rows: int
    says: Sequence[str]


class PreparingRequest(DeskRequest):
    """A list that is asked for in the background: it is written to ``out`` instead of being sent."""

    def __init__(self, out: BinaryIO, tell: Callable[[int], None]) -> None:
        super().__init__()
        self.out, self.tell = out, tell
        self.written: Written | None = None


def _put_down(request: PreparingRequest, export: Export) -> HttpResponse:
    """Write the list row by row; what is longer than the role may take out, or was granted, is not written."""
    frame, limit = request.frame, importing.limit_of(request.frame.reach)
    rows = export.rows if export.total else list(export.rows)
    n_known = export.total or len(cast(list[Any], rows))
    if n_known > limit and not _is_granted(request, n_known):
        return HttpResponse(status=403)
    write = {FORMAT: sheets.write_workbook, SEPARATED: sheets.write_separated}[request.GET["format"]]
    told = _telling(rows, request.tell)
    n_rows = write(request.out, export.title, export.columns, told, lambda n: _foot(frame, export, n))
    request.written = Written(n_rows, export.says)
    return HttpResponse(status=204)


def _telling(rows: Iterable[Sequence[Any]], tell: Callable[[int], None]) -> Iterator[Sequence[Any]]:
    for nth, row in enumerate(rows):
        if nth % _STEP == 0:
            tell(nth)
        yield row


def _leave_to_worker(request: DeskRequest, export: Export, n_rows: int) -> HttpResponse:
    """Let a long list be put together in the background; the page of one's exports says how far it is."""
    importing.prepare(
        title=export.title,
        address=list_address(request),
        kind=request.GET["format"],
        n_rows=n_rows,
        actor=request.user,
        at=request.frame.now,
    )
    messages.success(request, f"“{export.title}”共 {n_rows:,} 行，正在准备，做好后在提醒里告诉您。")
    return redirect(addresses.url_with("exports"))


def _foot(frame: Frame, export: Export, n_rows: int) -> list[str]:
    as_of = timezone.localtime(frame.shown_at).strftime("%Y-%m-%d %H:%M:%S")
    made_at = timezone.localtime(frame.now).strftime("%Y-%m-%d %H:%M")
    return [
        *export.says,
        f"共 {n_rows} 行　统计时点：{as_of}",
        f"导出人：{frame.account.display_name}（{frame.account.unit_name}）　导出时间：{made_at}",
        *(["演示数据（合成）"] if frame.city.is_demo else []),
    ]


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
