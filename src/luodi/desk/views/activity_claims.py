"""What waits for a reviewer beside projects, by sort, judged one by one or many at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from luodi.desk import exports, paging
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import judging
from luodi.desk.selectors import activity_claims as selectors
from luodi.desk.selectors import waiting
from luodi.organisation.policies import require
from luodi.recognition import policies as recognition
from luodi.recognition.choices import ReviewState
from luodi.recognition.models import ReviewPolicy
from luodi.ui.addresses import url_with

MOST_AT_ONCE = 500
_LOOKS = {"pass": ReviewState.PASSED, "return": ReviewState.RETURNED}


@require_http_methods(FORM)
@door(recognition.judges, section="waiting")
def activity_claims(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    tab = selectors.tab_in(request.GET.get("tab", ""), frame)
    if request.method == "POST":
        return _judge(request, tab)
    if exports.is_wanted(request) and not frame.is_past:
        return exports.send(request, selectors.sheet(frame, tab))
    lines, page = selectors.waiting(frame, tab, paging.number_in(request))
    context = {
        "tab": tab,
        "of_projects": waiting.of_projects(frame),
        "beside": waiting.beside_projects(frame),
        "lines": lines,
        "page": page.linked(request),
        "policy": ReviewPolicy.objects.all().of(frame.city),
        "seen": frame.known.entry,
    }
    return show(request, "desk/activity_claims.html", context)


def _judge(request: DeskRequest, tab: str) -> HttpResponse:
    """Judge everything that waits of what was ticked."""
    frame, said = request.frame, request.POST
    lines = selectors.chosen(frame, tab, said.getlist("code")[:MOST_AT_ONCE])
    act, reason, seen = said.get("act", "verify"), said.get("reason", ""), _number(said.get("seen", ""))
    actor, at = request.user, frame.now
    if act in _LOOKS:
        told = judging.look_through(lines, state=_LOOKS[act], reason=reason, actor=actor, at=at, seen=seen)
    else:
        require(frame.reach.verifies, "只有认定员可以认定")
        if act == "reject":
            told = judging.reject(tab, lines, reason=reason, actor=actor, at=at, seen=seen)
        else:
            told = judging.verify(tab, lines, actor=actor, at=at, seen=seen)
    messages.success(request, told)
    return redirect(url_with("activity-claims", tab=tab))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
