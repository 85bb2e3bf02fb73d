"""Worklists: all of them with their lights, one with its rows and what came and went, rates, time to start."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports, naming, paging
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms.worklists import WorklistTermsForm
from luodi.desk.frame import reads_business
from luodi.desk.selectors import follow_through
from luodi.desk.selectors import worklists as selectors
from luodi.ui.addresses import url_with
from luodi.worklists import definitions, policies
from luodi.worklists.choices import URGENT
from luodi.worklists.definitions import Rule, UnknownList
from luodi.worklists.selectors import lists, pace
from luodi.worklists.selectors.cohorts import RATES

SECTION = "worklists"


def _rule(code: str) -> Rule:
    try:
        return definitions.rule(code)
    except UnknownList as refusal:
        raise Http404 from refusal


@require_safe
@door(reads_business, section=SECTION)
def worklists(request: DeskRequest) -> HttpResponse:
    asked = selectors.asked_in(request.frame)
    context = {
        "summaries": lists.summaries(asked),
        "reasons": lists.by_reason(asked),
        "names": lists.REASONS,
        "lights": URGENT,
    }
    return show(request, "desk/worklists.html", context)


@require_safe
@door(reads_business, section=SECTION)
def worklist(request: DeskRequest, code: str) -> HttpResponse:
    rule, frame = _rule(code), request.frame
    asked, narrowed, since = (
        selectors.asked_in(frame),
        selectors.narrowed_in(frame),
        selectors.since_in(frame),
    )
    if exports.is_wanted(request):
        return exports.send(request, selectors.sheet(rule, frame, narrowed))
    found = lists.listing(rule, asked, narrowed, paging.number_in(request))
    context = {
        "rule": rule,
        "found": found,
        "page": paging.Page(found.number, lists.SIZE, found.total).linked(request),
        "narrowed": narrowed,
        "choices": selectors.choices(frame, rule),
        "figure": selectors.figure_of(rule, frame, narrowed),
        "changes": lists.changes(rule, asked, since) if since else None,
        "lights": [one for one in URGENT if one in rule.lights],
        "may_set": policies.may_set(frame.reach) and not frame.is_past and rule.parameters,
        "naming": naming,
    }
    return show(request, "desk/worklist.html", context)


@require_http_methods(FORM)
@door(policies.may_set, section=SECTION)
def worklist_terms(request: DeskRequest, code: str) -> HttpResponse:
    rule = _rule(code)
    form = WorklistTermsForm(sent(request), rule=rule, city=request.frame.city, on=request.frame.today)
    return acting.answer(request, form, back=url_with("worklist", code))


@require_safe
@door(reads_business, section=SECTION)
def worklist_rates(request: DeskRequest) -> HttpResponse:
    context = {"found": selectors.rates(request.frame), "rates": RATES}
    return show(request, "desk/worklist_rates.html", context)


@require_safe
@door(reads_business, section=SECTION)
def worklist_pace(request: DeskRequest) -> HttpResponse:
    asked = selectors.asked_in(request.frame)
    paces = pace.paces(asked)
    context = {
        "paces": paces,
        "outside": pace.outside(asked, paces),
        "told": follow_through.pace(request.frame),
        "naming": naming,
    }
    return show(request, "desk/worklist_pace.html", context)
