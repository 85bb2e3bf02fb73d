"""Trips and visits: the lists, planning, reporting, one with everything that hangs on it, and the acts on it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, files, listing, papers
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import activity_acts as acts
from luodi.desk.forms import trips_visits as forms
from luodi.desk.forms.activities import ActivityForm, Asked
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import activities as selectors
from luodi.desk.selectors.activities import TRIPS, VISITS, Sort
from luodi.desk.selectors.activity import page_of
from luodi.organisation.policies import may_write, require
from luodi.outreach import policies
from luodi.outreach.models import Trip, Visit
from luodi.ui.addresses import url_with

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
View = Callable[..., HttpResponse]
SAYING: dict[tuple[str, str], type[ActivityForm]] = {
    ("trip", "change"): forms.ChangeTrip,
    ("trip", "report"): forms.ReportTrip,
    ("trip", "correct"): forms.CorrectTrip,
    ("visit", "change"): forms.ChangeVisit,
    ("visit", "report"): forms.ReportVisit,
    ("visit", "correct"): forms.CorrectVisit,
}
"""Acts that say everything anew."""
ACTS: dict[str, type[acts.ThingForm]] = {
    "submit": acts.SubmitForm,
    "decide": acts.DecideForm,
    "withdraw": acts.WithdrawForm,
    "review": acts.ReviewForm,
    "judge": acts.JudgeForm,
    "file": acts.FilesForm,
    "follow": acts.FollowForm,
}
EVERY_ACT = ("change", "report", "correct", *ACTS)


def _list(sort: Sort) -> View:
    @require_safe
    @door(reads_business, section=sort.section)
    def view(request: DeskRequest) -> HttpResponse:
        frame, wanted = request.frame, selectors.wanted_in(request.GET)
        context = {
            "sort": sort,
            "wanted": wanted,
            "tab": wanted.tab,
            "tabs": selectors.TABS,
            "counts": selectors.counts(sort, frame),
            "units": selectors.units(frame),
        }
        rows = selectors.activities_in(sort, frame, wanted)
        return listing.answer(request, rows, "desk/activities.html", context, block="rows")

    return view


def _new(sort: Sort, plan: type[ActivityForm], record: type[ActivityForm]) -> View:
    @require_http_methods(FORM)
    @door(writes, section=sort.section)
    def view(request: DeskRequest) -> HttpResponse:
        is_done = request.GET.get("done") == "1"
        form = (record if is_done else plan)(sent(request), asked=_asked(request))
        context = {"sort": sort, "is_new": True, "is_done": is_done}
        back = url_with(sort.section)
        return acting.answer(request, form, back=back, context=context, template="desk/activity_form.html")

    return view


def _page(sort: Sort, get: Callable[..., Trip | Visit]) -> View:
    @require_safe
    @door(reads_business, section=sort.section)
    def view(request: DeskRequest, code: str) -> HttpResponse:
        found = get(code, actor=request.user)
        return show(request, "desk/activity.html", {"page": page_of(found, request.frame)})

    return view


def _act(sort: Sort, get: Callable[..., Trip | Visit]) -> View:
    @require_http_methods(FORM)
    @door(reads_business, section=sort.section)
    def view(request: DeskRequest, code: str, act: str) -> HttpResponse:
        found = get(code, actor=request.user)
        _require(request, found, act)
        context = {"about": f"{found.code} {found.title}", "sort": sort}
        template = "desk/act.html"
        if (sort.key, act) in SAYING:
            form: Any = SAYING[sort.key, act](sent(request), asked=_asked(request, found))
            template = "desk/activity_form.html"
        else:
            form = ACTS[act](
                sent(request),
                request.FILES or None,
                thing=found,
                account=request.user,
                on=request.frame.today,
            )
        back = url_with(sort.key, code)
        return acting.answer(request, form, back=back, context=context, template=template)

    return view


def _paper(sort: Sort, get: Callable[..., Trip | Visit]) -> View:
    @require_safe
    @door(reads_business, section=sort.section)
    def view(request: DeskRequest, code: str) -> HttpResponse:
        found = get(code, actor=request.user)
        content = papers.activity_report(page_of(found, request.frame), request.frame)
        return files.made(content, WORD, f"{found.code}{found.title}.docx")

    return view


trips, visits = _list(TRIPS), _list(VISITS)
trips_new = _new(TRIPS, forms.PlanTrip, forms.RecordTrip)
visits_new = _new(VISITS, forms.PlanVisit, forms.RecordVisit)
trip, visit = _page(TRIPS, policies.get_trip), _page(VISITS, policies.get_visit)
trip_act, visit_act = _act(TRIPS, policies.get_trip), _act(VISITS, policies.get_visit)
trip_paper, visit_paper = _paper(TRIPS, policies.get_trip), _paper(VISITS, policies.get_visit)


@require_http_methods(FORM)
@door(writes, section="trips")
def plan_approval(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = acts.ApprovalForm(sent(request), account=request.user, reach=frame.reach, on=frame.today)
    context = {"approvals": selectors.approvals(frame)}
    back = url_with("trips")
    return acting.answer(request, form, back=back, context=context, template="desk/plan_approval.html")


@require_safe
@door(reads_business, section="trips")
def material(request: DeskRequest, sort: str, number: int) -> HttpResponse:
    """Send the file: shown within a page when it is a PDF or a picture and nobody asked to save it."""
    found = _material(request, sort, number)
    return files.stored(found.file, found.name, saves="save" in request.GET)


@require_http_methods(FORM)
@door(writes, section="trips")
def material_withdraw(request: DeskRequest, sort: str, number: int) -> HttpResponse:
    found = _material(request, sort, number)
    thing = found.event if sort == "event" else found.activity
    require(may_write(request.frame.reach, thing.unit_id), "您不能撤回这份材料")
    form = acts.WithdrawFileForm(sent(request), row=found)
    back = url_with(sort, thing.code)
    return acting.answer(request, form, back=back, context={"about": found.name})


def _material(request: DeskRequest, sort: str, number: int) -> Any:
    found = policies.get_file(sort, number, actor=request.user)
    if found is None:
        raise Http404
    return found


def _asked(request: DeskRequest, row: Any = None) -> Asked:
    frame = request.frame
    return Asked(account=request.user, reach=frame.reach, on=frame.today, row=row)


def _require(request: DeskRequest, found: Trip | Visit, act: str) -> None:
    reach = request.frame.reach
    allowed = {
        "decide": policies.may_approve(reach, found),
        "review": found.unit_id in reach.reviews_in,
        "judge": reach.verifies,
    }
    require(allowed.get(act, may_write(reach, found.unit_id)), "您不能对这项活动进行这一操作")
