"""Plans of targets: drafting them column by column or from a sheet, looking them over, issuing them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports, files
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import target_plans as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import target_plans as selectors
from luodi.figures.indicators import UnknownIndicator, indicator
from luodi.targets import policies, services
from luodi.targets.models import Plan
from luodi.ui.addresses import url_with

SECTION = "targets-plans"


@require_safe
@door(reads_business, section=SECTION)
def plans(request: DeskRequest) -> HttpResponse:
    context = {"rows": selectors.plans(request.frame), "may_keep": _may_keep(request)}
    return show(request, "desk/target_plans.html", context)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def plans_new(request: DeskRequest) -> HttpResponse:
    form = forms.PlanNewForm(sent(request), year=request.frame.today.year)
    return acting.answer(request, form, back=url_with("targets-plans"))


@require_safe
@door(reads_business, section=SECTION)
def plan(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_plan(code, actor=request.user)
    page = selectors.plan_page(found, request.frame)
    if exports.is_wanted(request):
        return exports.send(request, selectors.plan_sheet(page))
    context = {"page": page, "plan": found, "may_edit": found.is_draft and _may_keep(request)}
    return show(request, "desk/target_plan.html", context)


@require_safe
@door(reads_business, section=SECTION)
def plan_file(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_plan(code, actor=request.user)
    if found.file is None:
        raise Http404
    return files.stored(found.file, found.file_name)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def plan_change(request: DeskRequest, code: str) -> HttpResponse:
    found = _draft(request, code)
    return _answer(request, forms.PlanForm(sent(request), request.FILES or None, plan=found), found)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def plan_add(request: DeskRequest, code: str) -> HttpResponse:
    """Choose another indicator, whose column is then filled in."""
    found = _draft(request, code)
    return _answer(request, forms.IndicatorForm(sent(request), plan=found), found)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def plan_issue(request: DeskRequest, code: str) -> HttpResponse:
    found = _draft(request, code)
    page = selectors.plan_page(found, request.frame)
    if page.problems:
        return redirect(url_with("plan", found.code))
    return _answer(request, forms.IssueForm(sent(request), plan=found, page=page), found)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def plan_discard(request: DeskRequest, code: str) -> HttpResponse:
    found = _draft(request, code)
    form = forms.DiscardForm(sent(request), plan=found)
    return acting.answer(request, form, back=url_with("targets-plans"), context={"about": found.title})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def plan_sheet(request: DeskRequest, code: str) -> HttpResponse:
    found = _draft(request, code)
    return _answer(request, forms.SheetForm(sent(request), request.FILES or None, plan=found), found)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def column(request: DeskRequest, code: str, name: str) -> HttpResponse:
    found = _draft(request, code)
    try:
        counted = indicator(name)
    except UnknownIndicator as refusal:
        raise Http404 from refusal
    kind = request.GET.get("kind", "")
    lines = selectors.column(found, counted, request.frame, kind)
    form = forms.ColumnForm(sent(request), plan=found, indicator=counted, column=lines)
    context = {"about": found.title, "column": lines, "indicator": counted}
    back = url_with("plan", found.code)
    return acting.answer(request, form, back=back, context=context, template="desk/target_column.html")


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def sheet(request: DeskRequest, code: str, number: int) -> HttpResponse:
    found = _draft(request, code)
    brought = policies.get_sheet(number, plan=found)
    brought.plan = found
    preview = services.preview(brought)
    form = forms.TakeForm(sent(request), sheet=brought, preview=preview)
    context = {"about": found.title, "preview": preview, "sheet": brought}
    back = url_with("plan", found.code)
    return acting.answer(request, form, back=back, context=context, template="desk/target_sheet.html")


def _draft(request: DeskRequest, code: str) -> Plan:
    """Return a draft of the city.    Raises: Http404 for what is issued: it is amended, not edited."""
    found = policies.get_plan(code, actor=request.user)
    if not found.is_draft:
        raise Http404
    return found


def _answer(request: DeskRequest, form: acting.ActForm, found: Plan) -> HttpResponse:
    return acting.answer(request, form, back=url_with("plan", found.code), context={"about": found.title})


def _may_keep(request: DeskRequest) -> bool:
    return policies.may_keep(request.frame.reach) and not request.frame.is_past
