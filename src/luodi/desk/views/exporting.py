"""Lists that leave the house: those put together in the background, and those that the centre must grant."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, files, paging
from luodi.desk import exports as exports_of
from luodi.desk.acting import sent
from luodi.desk.admission import client_of
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms.exporting import AskForm, DecideExportForm
from luodi.desk.frame import reads_business
from luodi.importing import services
from luodi.importing.choices import ExportState
from luodi.importing.models import ExportRequest, PreparedExport
from luodi.importing.services import preparing
from luodi.ui.addresses import url_with

FORM = ["GET", "HEAD", "POST"]
SIZE, N_FILES = 50, 20


@require_safe
@door(reads_business, section="exports")
def exports(request: DeskRequest) -> HttpResponse:
    decides = services.may_decide(request.frame.reach)
    rows = ExportRequest.objects.visible_to(request.user, decides=decides).order_by("-pk")
    page = paging.Page(paging.number_in(request), SIZE, rows.count())
    shown = rows.select_related("asked_by__person", "asked_by__unit", "decided_by__person")
    own = PreparedExport.objects.of(request.user).order_by("-pk")
    context = {
        "files": own[:N_FILES],
        "prepared_from": preparing.PREPARED_FROM,
        "days": preparing.KEPT.days,
        "requests": shown[page.first - 1 : page.last],
        "page": page.linked(request),
        "decides": decides,
    }
    return show(request, "desk/exports.html", context, block="rows")


@require_safe
@door(reads_business, section="exports")
def export_file(request: DeskRequest, number: str) -> HttpResponse:
    """Hand out a file that was put together in the background: to who asked for it, and as a download only."""
    frame, pk = request.frame, int(number) if number.isdecimal() and len(number) < 19 else 0
    found = PreparedExport.objects.of(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    client = client_of(request)
    content = services.open_prepared(prepared=found, actor=request.user, at=frame.now, client=client)
    day = timezone.localdate(found.ready_at or frame.now)
    name = f"{found.title}_{day.isoformat()}.{found.kind}"
    return files.handed(content, exports_of.TYPES[found.kind], name)


@require_http_methods(FORM)
@door(reads_business, section="exports")
def export_ask(request: DeskRequest) -> HttpResponse:
    query = request.GET
    typed = {name: query.get(name, "") for name in ("title", "address", "n_rows")}
    form = AskForm(sent(request))
    form.initial = typed
    about = query.get("title", "导出申请")
    return acting.answer(request, form, back=url_with("exports"), context={"about": about})


@require_http_methods(FORM)
@door(services.may_decide, section="exports")
def export_decide(request: DeskRequest, number: str) -> HttpResponse:
    rows = ExportRequest.objects.visible_to(request.user, decides=True)
    asked = rows.filter(pk=int(number) if number.isdecimal() else 0, state=ExportState.WAITING).first()
    if asked is None:
        raise Http404
    form = DecideExportForm(sent(request), asked=asked)
    form.explains = (
        f"{asked.asked_by.display_name}申请导出“{asked.title}”{asked.n_rows:,} 行，用途：{asked.reason}"
    )
    return acting.answer(request, form, back=url_with("exports"), context={"about": asked.title})
