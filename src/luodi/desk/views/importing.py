"""Importing: bring a sheet, look at what was understood, correct it, commit it, withdraw it."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.audit import services as audit
from luodi.desk import acting, paging
from luodi.desk.acting import sent
from luodi.desk.admission import client_of
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import importing as forms
from luodi.desk.forms.mapping import MappingForm
from luodi.desk.frame import writes
from luodi.desk.selectors import importing as selectors
from luodi.importing import policies, returning, services
from luodi.importing import template as templates
from luodi.importing.choices import ImportState, TwinMode
from luodi.importing.models import Import
from luodi.organisation import policies as organisation
from luodi.ui import sheets
from luodi.ui.addresses import url_with


@require_safe
@door(writes, section="imports")
def imports(request: DeskRequest) -> HttpResponse:
    rows, page = selectors.imports(request.frame, paging.number_in(request))
    context = {"imports": rows, "page": page.linked(request)}
    return show(request, "desk/imports.html", context, block="rows")


@require_http_methods(FORM)
@door(writes, section="imports")
def import_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.UploadForm(
        sent(request), request.FILES or None, account=request.user, reach=frame.reach, on=frame.today
    )
    return acting.answer(request, form, back=url_with("imports"), template="desk/import_new.html")


@require_safe
@door(writes, section="imports")
def imported(request: DeskRequest, number: str) -> HttpResponse:
    found = policies.get_import(number, request.user)
    return show(request, "desk/import.html", _context(request, found), block="rows")


@require_POST
@door(writes, section="imports")
def import_commit(request: DeskRequest, number: str) -> HttpResponse:
    found = policies.get_import(number, request.user)
    here = url_with("import", found.number)
    if found.state != ImportState.READ:
        messages.info(request, f"{found.number} {found.get_state_display()}，没有重复登记。")
        return redirect(here)
    context = _context(request, found, bound=True)
    form = context.get("form")
    if form is None:
        return redirect(here)
    return acting.answer(request, form, back=here, context=context, template="desk/import.html")


@require_http_methods(FORM)
@door(writes, section="imports")
def import_columns(request: DeskRequest, number: str) -> HttpResponse:
    found = policies.get_import(number, request.user)
    back = url_with("import", found.number)
    if found.state != ImportState.READ:
        return redirect(back)
    head = services.preview(found, actor=request.user, at=request.frame.now)
    form = MappingForm(sent(request), imported=found, head=head, on=request.frame.today)
    context = {"about": found.name}
    return acting.answer(request, form, back=back, context=context, template="desk/import_columns.html")


@require_POST
@door(writes, section="imports")
def import_twins(request: DeskRequest, number: str) -> HttpResponse:
    found = policies.get_import(number, request.user)
    rows, asked = request.POST.getlist("row"), request.POST.get("mode", "")
    mode = TwinMode(asked) if asked in TwinMode.values else TwinMode.SKIP
    if rows:
        services.decide_twins(
            imported=found, rows=rows[:1000], mode=mode, actor=request.user, at=request.frame.now
        )
        messages.success(request, f"已选 {len(rows)} 行：{mode.label}。")
    return redirect(url_with("import", found.number, rows="DUPLICATE"))


@require_safe
@door(writes, section="imports")
def import_progress(request: DeskRequest, number: str) -> HttpResponse:
    found = policies.get_import(number, request.user)
    progress, waits = selectors.progress(found), selectors.is_waiting(selectors.queued(found))
    context = {"imported": found, "progress": progress, "waits": waits}
    response = show(request, "desk/_import_progress.html", context)
    if "waiting" in request.GET and not waits and (progress is None or not progress.is_running):
        response.headers["HX-Refresh"] = "true"
    return response


@require_http_methods(FORM)
@door(writes, section="imports")
def import_withdraw(request: DeskRequest, number: str) -> HttpResponse:
    found = policies.get_import(number, request.user)
    back = url_with("import", found.number)
    if found.state != ImportState.COMMITTED:
        return redirect(back)
    outcome = selectors.outcome(found, 1)
    along = len(outcome.edited) if outcome and request.frame.reach.writes_in is None else 0
    form = forms.WithdrawForm(sent(request), imported=found, n_along=along)
    context = {"about": found.name, "outcome": outcome}
    return acting.answer(request, form, back=back, context=context, template="desk/import_withdraw.html")


@require_http_methods(FORM)
@door(writes, section="imports")
def import_discard(request: DeskRequest, number: str) -> HttpResponse:
    found = policies.get_import(number, request.user)
    form = forms.DiscardForm(sent(request), imported=found)
    form.leads_to = url_with("imports")
    back = url_with("import", found.number)
    return acting.answer(request, form, back=back, context={"about": found.name})


@require_safe
@door(writes, section="imports")
def import_marked(request: DeskRequest, number: str) -> HttpResponse:
    found = policies.get_import(number, request.user)
    services.preview(found, actor=request.user, at=request.frame.now)
    content = returning.marked(found)
    stem = found.name.rpartition(".")[0]
    return _download(request, content, f"{stem}（已标注）.xlsx", {"导入": found.number})


@require_safe
@door(writes, section="imports")
def import_template(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    unit = organisation.get_unit(request.GET.get("unit") or request.user.unit.code, actor=request.user)
    may = organisation.may_write(frame.reach, unit.pk)
    organisation.require(may, f"您没有填报{unit.short_name}项目的权限")
    filled = "empty" not in request.GET
    content, n = templates.unit_template(unit=unit, reach=frame.reach, on=frame.today, filled=filled)
    kind = "项目模板" if filled else "空白模板"
    return _download(request, content, f"{unit.short_name}{kind}_{frame.today.isoformat()}.xlsx", {"行数": n})


def _context(request: DeskRequest, found: Import, *, bound: bool = False) -> dict[str, Any]:
    number = paging.number_in(request)
    context: dict[str, Any] = {"imported": found, "progress": selectors.progress(found), "head": None}
    outcome = selectors.outcome(found, number)
    context |= {"outcome": outcome, "page": outcome.page.linked(request) if outcome else None}
    job = selectors.queued(found)
    context |= {"job": job, "waits": selectors.is_waiting(job)}
    busy = context["waits"] or (context["progress"] is not None and context["progress"].is_running)
    if found.state != ImportState.READ or busy:
        return context
    head = services.preview(found, actor=request.user, at=request.frame.now)
    listed = selectors.listed(found, head, request.GET.get("rows", ""), number)
    form = forms.CommitForm(
        sent(request) if bound else None, imported=found, head=head, on=request.frame.today
    )
    first = selectors.first_of_same(found, head)
    return {**context, "head": head, "listed": listed, "form": form, "first": first,
            "page": listed.page.linked(request), "chosen_twins": found.choices.get("twins", {})}  # fmt: skip


def _download(request: DeskRequest, content: bytes, name: str, said: dict[str, Any]) -> HttpResponse:
    frame = request.frame
    note = audit.Note("导出", "export", "", name, said)
    audit.record(note, actor=frame.account, at=frame.now, client=client_of(request))
    response = HttpResponse(content, content_type=sheets.CONTENT_TYPE)
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"luodi.xlsx\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response
