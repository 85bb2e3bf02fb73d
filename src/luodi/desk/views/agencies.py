"""Agencies: the list, one agency's mandates and reports, what it introduced, fees and the rules they follow."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luodi.agencies import policies, services
from luodi.agencies.choices import AgencyKind, ClaimState
from luodi.agencies.models import Introduction, Mandate, StatedAmount
from luodi.desk import acting, listing
from luodi.desk.acting import ActForm, sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import agencies as forms
from luodi.desk.forms.feerules import FeeRuleForm
from luodi.desk.frame import keeps_lists, reads_business, verifies, writes
from luodi.desk.selectors import agencies as selectors
from luodi.organisation.policies import Reach, may_write, require
from luodi.ui.addresses import url_with

SECTION = "agencies"
AGENCY_ACTS: dict[str, type[forms.AgencyAct]] = {"mandate": forms.MandateForm, "report": forms.ReportForm}
ACTS: dict[str, type[forms.IntroductionAct]] = {
    "link": forms.LinkForm,
    "unlink": forms.UnlinkForm,
    "withdraw": forms.WithdrawForm,
    "amount": forms.AmountForm,
    "apply": forms.ApplyForm,
}
Judge = Callable[[Reach, Introduction], bool]


def _own(reach: Reach, row: Introduction) -> bool:
    return may_write(reach, row.unit_id)


def _verifies(reach: Reach, _: Introduction) -> bool:
    return reach.verifies


def _centre(reach: Reach, _: Introduction) -> bool:
    return policies.may_keep_rules(reach)


CLAIM_ACTS: dict[str, tuple[type[forms.ClaimAct], Judge]] = {
    "decide": (forms.DecideFeeForm, _verifies),
    "withdraw": (forms.WithdrawClaimForm, _own),
    "pay": (forms.PayForm, _centre),
}


@require_safe
@door(reads_business, section=SECTION)
def agencies(request: DeskRequest) -> HttpResponse:
    frame, wanted = request.frame, selectors.Wanted.read(request.GET)
    context = {
        "wanted": wanted,
        "tab": wanted.tab,
        "tabs": selectors.TABS,
        "kinds": AgencyKind.choices,
        "year": frame.today.year - 1,
        "states": ClaimState,
    }
    rows = selectors.agencies(frame, wanted)
    return listing.answer(request, rows, "desk/agencies.html", context, block="rows")


@require_http_methods(FORM)
@door(writes, section=SECTION)
def agencies_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.AgencyForm(sent(request), account=request.user, reach=frame.reach, on=frame.today)
    return acting.answer(request, form, back=url_with("agencies"), template="desk/act_wide.html")


@require_http_methods(FORM)
@door(keeps_lists, section=SECTION)
def agencies_deadline(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    now = services.deadline_on(frame.city.pk, frame.today.year)
    form = forms.DeadlineForm(sent(request), now=now, on=frame.today)
    return acting.answer(request, form, back=url_with("agencies"))


@require_safe
@door(reads_business, section=SECTION)
def agency(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_agency(code, actor=request.user)
    return show(request, "desk/agency.html", {"page": selectors.agency_page(found, request.frame)})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def agency_change(request: DeskRequest, code: str) -> HttpResponse:
    frame, found = request.frame, policies.get_agency(code, actor=request.user)
    require(may_write(frame.reach, found.unit_id), "只有联系单位可以修改这家机构")
    form = forms.AgencyForm(
        sent(request), account=request.user, reach=frame.reach, on=frame.today, held=found
    )
    context = {"about": found.name}
    return acting.answer(
        request, form, back=url_with("agency", code), context=context, template="desk/act_wide.html"
    )


@require_http_methods(FORM)
@door(writes, section=SECTION)
def agency_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    frame, found = request.frame, policies.get_agency(code, actor=request.user)
    require(may_write(frame.reach, found.unit_id), "只有联系单位可以办理")
    require(act != "mandate" or keeps_lists(frame.reach), "委托协议由招商服务中心登记")
    form = AGENCY_ACTS[act](sent(request), agency=found, on=frame.today)
    return acting.answer(request, form, back=url_with("agency", code), context={"about": found.name})


@require_POST
@door(reads_business, section=SECTION)
def agency_phone(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_agency(code, actor=request.user)
    number = services.show_agency_phone(agency=found, actor=request.user, at=request.frame.now)
    context = {"name": found.name, "number": number, "back": url_with("agency", code)}
    return show(request, "desk/phone_shown.html", context)


@require_http_methods(FORM)
@door(keeps_lists, section=SECTION)
def mandate_end(request: DeskRequest, number: int) -> HttpResponse:
    rows = Mandate.objects.filter(agency__city=request.frame.city).select_related("agency")
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    form = forms.EndMandateForm(sent(request), mandate=found, on=request.frame.today)
    back = url_with("agency", found.agency.code)
    return acting.answer(request, form, back=back, context={"about": found.agency.name})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def introductions_new(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    form = forms.IntroductionForm(
        sent(request),
        account=request.user,
        reach=frame.reach,
        on=frame.today,
        agency=request.GET.get("agency", ""),
    )
    back = url_with("agencies", tab="introductions")
    return acting.answer(request, form, back=back, template="desk/act_wide.html")


@require_safe
@door(reads_business, section=SECTION)
def introduction(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_introduction(code, actor=request.user)
    page = selectors.introduction_page(found, request.frame)
    return show(request, "desk/introduction.html", {"page": page})


@require_http_methods(FORM)
@door(writes, section=SECTION)
def introduction_act(request: DeskRequest, code: str, act: str) -> HttpResponse:
    frame, found = request.frame, policies.get_introduction(code, actor=request.user)
    require(may_write(frame.reach, found.unit_id), "只有承接单位可以办理")
    form = ACTS[act](sent(request), row=found, on=frame.today)
    back, context = url_with("introduction", code), {"about": f"{code} {found.project_name}"}
    return acting.answer(request, form, back=back, context=context)


@require_http_methods(FORM)
@door(verifies, section=SECTION)
def stated_confirm(request: DeskRequest, number: int) -> HttpResponse:
    seen = Introduction.objects.visible_to(request.frame.reach)
    rows = StatedAmount.objects.filter(introduction__in=seen, confirmed_at=None).select_related(
        "introduction"
    )
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    form: ActForm = forms.ConfirmAmountForm(sent(request), amount=found)
    code = found.introduction.code
    return acting.answer(request, form, back=url_with("introduction", code), context={"about": code})


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def claim_act(request: DeskRequest, code: str, number: int, act: str) -> HttpResponse:
    found = policies.get_introduction(code, actor=request.user)
    make, may = CLAIM_ACTS[act]
    require(may(request.frame.reach, found), "您不能对这项申请进行这一操作")
    claim = policies.get_claim(number, found)
    form = make(sent(request), claim=claim, on=request.frame.today)
    back, context = url_with("introduction", code), {"about": f"{code} {found.project_name}"}
    return acting.answer(request, form, back=back, context=context)


@require_safe
@door(reads_business, section=SECTION)
def fee_rules(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    context = {"rules": selectors.rules(frame), "may_keep": selectors.may_keep_rules(frame)}
    return show(request, "desk/fee_rules.html", context)


@require_http_methods(FORM)
@door(keeps_lists, section=SECTION)
def fee_rules_new(request: DeskRequest) -> HttpResponse:
    form = FeeRuleForm(sent(request), on=request.frame.today)
    return acting.answer(request, form, back=url_with("feerules"), template="desk/fee_rule_act.html")


@require_safe
@door(reads_business, section=SECTION)
def fee_rule(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_rule(code, actor=request.user)
    context = {
        "rule": found,
        "versions": selectors.versions(found),
        "may_keep": selectors.may_keep_rules(request.frame),
        "today": request.frame.today,
    }
    return show(request, "desk/fee_rule.html", context)


@require_http_methods(FORM)
@door(keeps_lists, section=SECTION)
def fee_rule_version(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_rule(code, actor=request.user)
    form = FeeRuleForm(sent(request), on=request.frame.today, rule=found)
    back, context = url_with("feerule", code), {"about": found.title}
    return acting.answer(request, form, back=back, context=context, template="desk/fee_rule_act.html")
