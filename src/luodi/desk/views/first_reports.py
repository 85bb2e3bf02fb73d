"""The first-report desk: the list, filing, one report with its history, and the acts on it."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.crediting import policies, services
from luodi.crediting.models import FirstReport
from luodi.desk import acting, files, listing
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import first_reports as forms
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import crediting as selectors
from luodi.desk.selectors import list_sheets
from luodi.organisation.policies import Reach, may_write, require
from luodi.ui.addresses import url_with

SECTION = "firsts"
Judge = Callable[[Reach, FirstReport], bool]


def _own(reach: Reach, report: FirstReport) -> bool:
    return may_write(reach, report.unit_id)


def _centre(reach: Reach, _: FirstReport) -> bool:
    return policies.may_rule(reach)


ACTS: dict[str, tuple[type[forms.ReportForm], Judge]] = {
    "progress": (forms.ProgressForm, _own),
    "proof": (forms.ProofForm, _own),
    "convert": (forms.ConvertForm, _own),
    "dispute": (forms.DisputeForm, _own),
    "extend": (forms.ExtendForm, _centre),
    "admit": (forms.AdmitForm, _centre),
}


@require_safe
@door(reads_business, section=SECTION)
def firsts(request: DeskRequest) -> HttpResponse:
    frame, asked = request.frame, request.GET.get("tab", "all")
    tab = asked if asked in selectors.REPORT_TABS else "all"
    context = {
        "tab": tab,
        "tabs": selectors.REPORT_TABS,
        "counts": selectors.report_counts(frame),
        "terms": services.terms_on(frame.city.pk, frame.today),
        "may_rule": policies.may_rule(frame.reach) and not frame.is_past,
    }
    rows = list_sheets.first_reports(frame, tab)
    return listing.answer(request, rows, "desk/first_reports.html", context)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def firsts_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    terms = services.terms_on(frame.city.pk, frame.today)
    form = forms.NewReportForm(
        sent(request), account=request.user, on=frame.today, reach=frame.reach, terms=terms
    )
    return acting.answer(request, form, back=url_with("firsts"), template="desk/act_wide.html")


@require_http_methods(FORM)
@door(policies.may_rule, section=SECTION)
def firsts_rules(request: DeskRequest) -> HttpResponse:
    form = forms.TermsForm(sent(request), city=request.frame.city, on=request.frame.today)
    return acting.answer(request, form, back=url_with("firsts"))


@require_safe
@door(reads_business, section=SECTION)
def first(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_first_report(code, actor=request.user)
    return show(request, "desk/first_report.html", {"page": selectors.report_page(found, request.frame)})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def first_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    found = policies.get_first_report(code, actor=request.user)
    make, may = ACTS[act]
    require(may(request.frame.reach, found), "您不能对这项首报进行这一操作")
    form = make(sent(request), request.FILES or None, report=found, on=request.frame.today)
    context = {"about": f"{found.code} {found.project_name}"}
    return acting.answer(request, form, back=url_with("first", code), context=context)


@require_safe
@door(reads_business, section=SECTION)
def proof(request: DeskRequest, number: int) -> HttpResponse:
    """Send the file to be saved: only the reporting unit and those who see all of the city get it."""
    found = policies.get_proof(number, actor=request.user)
    return files.stored(found.file, found.name, saves=True)


@require_http_methods(FORM)
@door(policies.may_rule, section=SECTION)
def first_rule(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_first_report(code, actor=request.user)
    dispute = selectors.open_dispute(found)
    if dispute is None:
        raise Http404
    form = forms.RuleDisputeForm(sent(request), dispute=dispute)
    context = {"about": f"{found.code} {found.project_name}", "dispute": dispute}
    return acting.answer(
        request, form, back=url_with("first", code), context=context, template="desk/dispute.html"
    )
