"""Leads: the list, a new one, one with its history, and the acts on it."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.desk import acting, listing
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import lead_acts as forms
from luodi.desk.forms.actions import NewItemForm
from luodi.desk.forms.lead_claims import ResubmitForm, ReviewLeadForm, VerifyLeadForm
from luodi.desk.forms.leads import PREFILLED, ChangeLeadForm, LeadTermsForm, NewLeadForm
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import lead_sheets
from luodi.desk.selectors import leads as selectors
from luodi.leads import policies, services
from luodi.leads.models import Lead
from luodi.ledger.kinds import LeadSource
from luodi.organisation.models import Unit
from luodi.organisation.policies import Reach, require
from luodi.recognition import policies as recognition
from luodi.ui.addresses import url_with

SECTION = "leads"
Judge = Callable[[Reach, Lead], bool]


def _centre(reach: Reach, _: Lead) -> bool:
    return policies.may_dispatch(reach)


ACTS: dict[str, tuple[type[forms.LeadActForm], Judge]] = {
    "reply": (forms.ReplyForm, policies.may_handle),
    "judge": (forms.JudgeForm, policies.may_handle),
    "feedback": (forms.FeedbackForm, policies.may_handle),
    "progress": (forms.ProgressForm, policies.may_handle),
    "assign": (forms.AssignForm, policies.may_handle),
    "refer": (forms.ReferForm, policies.may_handle),
    "recall": (forms.RecallForm, policies.may_handle),
    "dispatch": (forms.DispatchForm, _centre),
    "report": (forms.ReportForm, policies.may_handle),
    "link": (forms.LinkForm, policies.may_handle),
    "merge": (forms.MergeForm, policies.may_handle),
    "drop": (forms.DropForm, policies.may_handle),
    "reopen": (forms.ReopenForm, policies.may_handle),
    "resubmit": (ResubmitForm, policies.may_handle),
}


@require_safe
@door(reads_business, section=SECTION)
def leads(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    asked = selectors.Asked.of(frame)
    units = Unit.objects.of(frame.city.pk).for_choosing().values_list("code", "short_name")
    context = {
        "asked": asked,
        "tab": asked.tab,
        "tabs": selectors.tabs_for(frame.reach),
        "counts": selectors.counts(frame),
        "sources": [("", "全部来源"), *LeadSource.choices],
        "units": [("", "全部承接单位"), *units] if frame.reach.unit_ids is None else [],
        "terms": services.terms_on(frame.city.pk, frame.today),
        "may_set": policies.may_dispatch(frame.reach) and not frame.is_past,
    }
    return listing.answer(request, lead_sheets.leads_in(frame, asked), "desk/leads.html", context)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def lead_new(request: DeskRequest) -> HttpResponse:
    """Open the form; what it came from can stand in the address."""
    frame, query = request.frame, request.GET
    known = {name: query[name][:200] for name in PREFILLED if name in query}
    terms = services.terms_on(frame.city.pk, frame.today)
    form = NewLeadForm(
        sent(request), account=request.user, on=frame.today, reach=frame.reach, terms=terms, known=known
    )
    return acting.answer(request, form, back=url_with("leads"), template="desk/lead_form.html")


@require_http_methods(FORM)
@door(policies.may_dispatch, section=SECTION)
def lead_rules(request: DeskRequest) -> HttpResponse:
    form = LeadTermsForm(sent(request), city=request.frame.city, on=request.frame.today)
    return acting.answer(request, form, back=url_with("leads"))


@require_safe
@door(reads_business, section=SECTION)
def lead(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_lead(code, actor=request.user)
    return show(request, "desk/lead.html", {"page": selectors.lead_page(found, request.frame)})


@require_POST
@door(reads_business, section=SECTION)
def lead_phone(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_lead(code, actor=request.user)
    number = services.show_phone(lead=found, actor=request.user, at=request.frame.now)
    return show(request, "desk/lead_phone.html", {"lead": found, "number": number})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def lead_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    found = policies.get_lead(code, actor=request.user)
    make, may = ACTS[act]
    require(may(request.frame.reach, found), "您不能对这条线索进行这一操作")
    return _answer(request, make(sent(request), lead=found, on=request.frame.today), found)


@require_http_methods(FORM)
@door(recognition.judges, section=SECTION)
def lead_verify(request: DeskRequest, code: str) -> HttpResponse:
    """Take the city's decision, or from a county's reviewer the county's word."""
    found = policies.get_lead(code, actor=request.user)
    make = VerifyLeadForm if request.frame.reach.verifies else ReviewLeadForm
    return _answer(request, make(sent(request), lead=found, on=request.frame.today), found)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def lead_change(request: DeskRequest, code: str) -> HttpResponse:
    found = _handled(request, code)
    form = ChangeLeadForm(sent(request), lead=found, on=request.frame.today)
    return _answer(request, form, found, template="desk/lead_form.html")


@require_http_methods(FORM)
@door(writes, section=SECTION)
def lead_convert(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = _handled(request, code), request.frame
    form = forms.ConvertForm(
        sent(request), lead=found, account=request.user, on=frame.today, reach=frame.reach
    )
    return _answer(request, form, found, template="desk/act_wide.html")


@require_http_methods(FORM)
@door(writes, section=SECTION)
def lead_answer(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_lead(code, actor=request.user)
    referral = selectors.open_referral(found)
    if referral is None or not policies.may_answer_for(request.frame.reach, referral.to_unit_id):
        raise Http404
    return _answer(request, forms.AnswerForm(sent(request), referral=referral), found)


@require_http_methods(FORM)
@door(writes, section=SECTION)
def lead_item(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_lead(code, actor=request.user)
    form = NewItemForm(sent(request), account=request.user, on=request.frame.today, about=found.subject)
    return _answer(request, form, found)


def _handled(request: DeskRequest, code: str) -> Lead:
    found = policies.get_lead(code, actor=request.user)
    require(policies.may_handle(request.frame.reach, found), "您不能对这条线索进行这一操作")
    return found


def _answer(
    request: DeskRequest, form: acting.ActForm, found: Lead, template: str = "desk/act.html"
) -> HttpResponse:
    context = {"about": f"{found.code} {found.project_name}"}
    return acting.answer(request, form, back=url_with("lead", found.code), context=context, template=template)
