"""What of trips, visits, meetings and events waits for a reviewer; the months' numbers without rows."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports, paging
from luodi.desk.acting import sent
from luodi.desk.door import DeskRequest, door, show
from luodi.desk.forms.lumps import LumpsForm
from luodi.desk.frame import reads_business
from luodi.desk.selectors import activity_claims as selectors
from luodi.desk.selectors.events import year_in
from luodi.kernel.findings import Refusal
from luodi.organisation.policies import Reach, require
from luodi.outreach import selectors as outreach
from luodi.outreach import services
from luodi.recognition import policies as recognition
from luodi.recognition.models import ReviewPolicy
from luodi.ui.addresses import url_with

FORM = ["GET", "HEAD", "POST"]
MOST_AT_ONCE = 500


class NothingChosen(Refusal):
    """No activity was ticked, or none of those that were waits any more."""


def writes(reach: Reach) -> bool:
    return reach.writes


@require_http_methods(FORM)
@door(recognition.judges, section="activity-claims")
def activity_claims(request: DeskRequest) -> HttpResponse:
    frame, tab = request.frame, selectors.tab_in(request.GET.get("tab", ""))
    if request.method == "POST":
        return _judge(request, tab)
    lines, page = selectors.waiting(frame, tab, paging.number_in(request))
    counts = selectors.counts(frame)
    context = {
        "tab": tab,
        "tabs": [(key, told[0], counts[key]) for key, told in selectors.TABS.items()],
        "lines": lines,
        "page": page.linked(request),
        "policy": ReviewPolicy.objects.all().of(frame.city),
    }
    return show(request, "desk/activity_claims.html", context)


def _judge(request: DeskRequest, tab: str) -> HttpResponse:
    """Verify everything that waits of the activities that were ticked, in one entry."""
    frame, codes = request.frame, request.POST.getlist("code")
    require(frame.reach.verifies, "只有认定员可以认定")
    things = selectors.chosen(frame, tab, codes[:MOST_AT_ONCE])
    if not things:
        raise NothingChosen("没有勾选待认定的活动，请返回勾选后再认定")
    if ReviewPolicy.objects.all().of(frame.city).county_first:
        things = selectors.passed(tab, things)
    claims = outreach.open_claims(city=frame.city, about=things)
    services.verify_claims(claims, actor=request.user, at=frame.now)
    messages.success(request, f"已认定 {len(things)} 项活动的 {len(claims)} 条数据。")
    return redirect(url_with("activity-claims", tab=tab))


@require_safe
@door(reads_business, section="lumps")
def lumps(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    year = year_in(request.GET.get("year", ""), frame)
    if exports.is_wanted(request):
        return exports.send(request, selectors.lumps_sheet(frame, year))
    context = {"year": year, "lumps": selectors.lumps(frame, year), "kinds": selectors.LUMP_KINDS}
    return show(request, "desk/lumps.html", context)


@require_http_methods(FORM)
@door(writes, section="lumps")
def lumps_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = LumpsForm(sent(request), account=request.user, reach=frame.reach, on=frame.today)
    return acting.answer(request, form, back=url_with("lumps"), template="desk/act_wide.html")
