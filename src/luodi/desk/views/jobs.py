"""Background work: what waits, what failed and why, what the clock asks for."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, paging
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import jobs as forms
from luodi.desk.frame import runs_system
from luodi.desk.selectors import jobs as selectors
from luodi.jobs import selectors as queue
from luodi.jobs.models import Job
from luodi.organisation import policies
from luodi.ui.addresses import url_with


@require_safe
@door(runs_system, section="jobs")
def jobs(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    asked = request.GET.get("tab", "")
    tab = asked if asked in selectors.TABS else "waiting"
    found = selectors.jobs(frame.city, tab)
    page = paging.Page(paging.number_in(request), selectors.SIZE, found.count())
    context = {
        "tab": tab,
        "tabs": [(key, title) for key, (title, _) in selectors.TABS.items()],
        "rows": found[page.first - 1 : page.last],
        "page": replace(page).linked(request),
        "schedule": queue.schedule(),
        "may_act": policies.may_run_system(frame.reach) and not frame.is_past,
    }
    return show(request, "desk/jobs.html", context)


@require_http_methods(FORM)
@door(policies.may_run_system, section="jobs")
def job_retry(request: DeskRequest, number: str) -> HttpResponse:
    found = _job(request, number)
    form = forms.RetryForm(sent(request), job=found)
    return acting.answer(request, form, back=url_with("jobs"), context={"about": found.title})


@require_http_methods(FORM)
@door(policies.may_run_system, section="jobs")
def job_cancel(request: DeskRequest, number: str) -> HttpResponse:
    found = _job(request, number)
    form = forms.CancelForm(sent(request), job=found)
    return acting.answer(request, form, back=url_with("jobs"), context={"about": found.title})


def _job(request: DeskRequest, number: str) -> Job:
    found = Job.objects.of(request.frame.city.pk)
    return get_object_or_404(found, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
