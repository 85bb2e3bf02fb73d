"""Named lists of projects, and what was signed at an event."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import rosters as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import list_sheets
from luodi.desk.selectors import rosters as selectors
from luodi.outreach import policies as outreach
from luodi.rosters import policies
from luodi.rosters.models import Roster
from luodi.ui.addresses import url_with

SECTION = "rosters"


@require_safe
@door(reads_business, section=SECTION)
def rosters(request: DeskRequest) -> HttpResponse:
    rows = Roster.objects.visible_to(request.frame.reach).select_related("event").order_by("-year", "-id")
    if exports.is_wanted(request):
        return exports.send(request, list_sheets.rosters_sheet(rows))
    context = {"rosters": rows, "may_keep": _may_keep(request)}
    return show(request, "desk/rosters.html", context)


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def rosters_new(request: DeskRequest) -> HttpResponse:
    form = forms.RosterForm(sent(request), city=request.frame.city)
    return acting.answer(request, form, back=url_with("rosters"))


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def rosters_enter(request: DeskRequest) -> HttpResponse:
    """Let what was chosen in the ledger enter one of the rosters."""
    frame, codes = request.frame, "\n".join(request.GET.getlist("code"))
    form = forms.EnterForm(sent(request), city=frame.city, on=frame.today, codes=codes)
    return acting.answer(request, form, back=url_with("rosters"))


@require_safe
@door(reads_business, section=SECTION)
def roster(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_roster(code, actor=request.user)
    page = selectors.roster_page(found, request.frame, request.GET.get("on", ""))
    if exports.is_wanted(request):
        return exports.send(request, selectors.roster_sheet(page))
    return show(request, "desk/roster.html", {"page": page, "may_keep": _may_keep(request)})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def roster_change(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_roster(code, actor=request.user)
    form = forms.RosterForm(sent(request), city=request.frame.city, roster=found)
    return acting.answer(request, form, back=url_with("roster", code), context={"about": found.name})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def roster_enter(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = policies.get_roster(code, actor=request.user), request.frame
    form = forms.EnterForm(sent(request), city=frame.city, on=frame.today, roster=found)
    return acting.answer(request, form, back=url_with("roster", code), context={"about": found.name})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def roster_leave(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = policies.get_roster(code, actor=request.user), request.frame
    codes = "\n".join(request.GET.getlist("code"))
    form = forms.LeaveForm(sent(request), roster=found, on=frame.today, codes=codes)
    return acting.answer(request, form, back=url_with("roster", code), context={"about": found.name})


@require_safe
@door(reads_business, section="signings")
def signings(request: DeskRequest) -> HttpResponse:
    return show(request, "desk/signings.html", {"events": selectors.events(request.frame)})


@require_safe
@door(reads_business, section="signings")
def signing(request: DeskRequest, code: str) -> HttpResponse:
    found = outreach.get_event(code, actor=request.user)
    page = selectors.signings_page(found, request.frame)
    if exports.is_wanted(request):
        return exports.send(request, selectors.signings_sheet(page))
    return show(request, "desk/signing.html", {"page": page})


def _may_keep(request: DeskRequest) -> bool:
    return policies.may_keep(request.frame.reach) and not request.frame.is_past
