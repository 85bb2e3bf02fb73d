"""Promotion events: the year's plan, one event with its guests, papers and signings, and the acts on it."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import activity_acts as acts
from luodi.desk.forms import events as forms
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import events as selectors
from luodi.organisation.policies import may_write, require
from luodi.outreach import policies
from luodi.ui.addresses import url_with

SECTION = "events"
ACTS: dict[str, type[acts.ThingForm]] = {
    "held": forms.HeldForm,
    "cancel": forms.CancelForm,
    "guests": forms.GuestsForm,
    "count": forms.CountForm,
    "list": forms.ListForm,
    "unlist": forms.UnlistForm,
    "file": acts.FilesForm,
    "follow": acts.FollowForm,
    "judge": acts.JudgeForm,
}


@require_safe
@door(reads_business, section=SECTION)
def events(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    year = selectors.year_in(request.GET.get("year", ""), frame)
    if exports.is_wanted(request):
        return exports.send(request, selectors.sheet(year, frame))
    context = {"year": year, "lines": selectors.events_of(year, frame)}
    return show(request, "desk/events.html", context)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def events_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.NewEventForm(sent(request), account=request.user, reach=frame.reach, on=frame.today)
    return acting.answer(request, form, back=url_with("events"), template="desk/act_wide.html")


@require_safe
@door(reads_business, section=SECTION)
def event(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_event(code, actor=request.user)
    page = selectors.event_page(found, request.frame)
    return show(request, "desk/event.html", {"page": page, "sort": selectors.Materials()})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def event_change(request: DeskRequest, code: str) -> HttpResponse:
    frame, found = request.frame, policies.get_event(code, actor=request.user)
    require(may_write(frame.reach, found.unit_id), "您不能修改这个活动")
    form = forms.ChangeEventForm(
        sent(request), account=request.user, reach=frame.reach, on=frame.today, event=found
    )
    context = {"about": found.name}
    back = url_with("event", code)
    return acting.answer(request, form, back=back, context=context, template="desk/act_wide.html")


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def event_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    reach, found = request.frame.reach, policies.get_event(code, actor=request.user)
    allowed = reach.verifies if act == "judge" else may_write(reach, found.unit_id)
    require(allowed, "您不能对这个活动进行这一操作")
    form: Any = ACTS[act](
        sent(request), request.FILES or None, thing=found, account=request.user, on=request.frame.today
    )
    back = url_with("event", code)
    return acting.answer(request, form, back=back, context={"about": found.name})
