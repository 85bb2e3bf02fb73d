"""The queue of suspected duplicates, one pair, and the acts on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, exports, paging
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import duplicates as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import duplicates as selectors
from luodi.desk.selectors import list_sheets
from luodi.desk.selectors import project as project_selectors
from luodi.duplicates import policies, services
from luodi.duplicates.models import DuplicateCase, Merge
from luodi.organisation.policies import NotAllowed
from luodi.projects import policies as projects
from luodi.ui.addresses import url_with

SECTION = "duplicates"


@require_safe
@door(reads_business, section=SECTION)
def duplicates(request: DeskRequest) -> HttpResponse:
    state, kind = request.GET.get("state", "open"), request.GET.get("kind", "")
    if exports.is_wanted(request):
        return exports.send(request, list_sheets.duplicates_sheet(request.frame, state, kind))
    page = selectors.queue_page(request.frame, state, kind, paging.number_in(request))
    context = {
        "queue": page,
        "page": page.page.linked(request),
        "kinds": selectors.kinds(),
        "may_rule": policies.may_rule(request.frame.reach) and not request.frame.is_past,
    }
    return show(request, "desk/duplicates.html", context, block="rows")


@require_POST
@door(policies.may_rule, section=SECTION)
def duplicates_scan(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    found = services.scan_city(frame.city, actor=request.user, at=frame.now)
    messages.success(
        request, f"排查完毕，新立疑似重复 {len(found)} 对。" if found else "排查完毕，没有新的疑似重复。"
    )
    return redirect(url_with("duplicates"))


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def duplicate(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_case(code, request.user)
    reach = request.frame.reach
    if request.method == "POST" and not policies.may_rule(reach):
        raise NotAllowed("只有服务中心和认定员可以裁定疑似重复")
    context = {
        "page": selectors.case_page(request.frame, found),
        "may_rule": policies.may_rule(reach) and not request.frame.is_past,
        "may_merge": policies.may_merge(reach) and not request.frame.is_past,
    }
    form = forms.RuleForm(sent(request), case=found)
    return acting.answer(
        request, form, back=url_with("duplicate", code), context=context, template="desk/duplicate.html"
    )


@require_http_methods(FORM)
@door(policies.may_rule, section=SECTION)
def duplicate_reopen(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_case(code, request.user)
    return _answer(request, forms.ReopenForm(sent(request), case=found), found)


@require_http_methods(FORM)
@door(policies.may_merge, section=SECTION)
def duplicate_merge(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_case(code, request.user)
    form = forms.MergeForm(sent(request), case=found, actor=request.user, at=request.frame.now)
    return _answer(request, form, found, template="desk/duplicate_merge.html")


@require_http_methods(FORM)
@door(policies.may_merge, section=SECTION)
def duplicate_unmerge(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_case(code, request.user)
    merge = Merge.objects.in_force().filter(case=found).first()
    if merge is None:
        raise Http404
    return _answer(request, forms.UnmergeForm(sent(request), merge=merge), found)


@require_safe
@door(reads_business, section="projects")
def project_duplicates(request: DeskRequest, code: str) -> HttpResponse:
    found = projects.get_project(code, request.user)
    context = {
        "page": project_selectors.front(found, request.frame, "project-duplicates"),
        "cases": selectors.project_cases(request.frame, found),
        "merged_into": services.merged_into(found) if found.is_void else None,
    }
    return show(request, "desk/project_duplicates.html", context)


def _answer(
    request: DeskRequest, form: acting.ActForm, found: DuplicateCase, template: str = "desk/act.html"
) -> HttpResponse:
    back = url_with("duplicate", found.code)
    return acting.answer(request, form, back=back, context={"about": found.code}, template=template)
