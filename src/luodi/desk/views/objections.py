"""Objections to a provisional result: the list, one with its ruling, and reckoning anew."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.assessment import policies as assessment
from luodi.assessment import record_policies as policies
from luodi.assessment.models import RunScore
from luodi.desk import acting, files, listing
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import objections as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import assessment_records as records
from luodi.desk.selectors import objections as selectors
from luodi.organisation.policies import require
from luodi.ui.addresses import url_with

SECTION = "objections"


@require_safe
@door(reads_business, section=SECTION)
def objections(request: DeskRequest) -> HttpResponse:
    frame = request.frame
    found, tab = records.where(frame), selectors.tab_of(frame)
    context = {
        "where": found,
        "tab": tab,
        "tabs": selectors.TABS,
        "terms": selectors.terms(frame),
        "may_keep": records.may_keep(frame),
    }
    return listing.answer(request, selectors.objections(frame, found, tab), "desk/objections.html", context)


@require_http_methods(FORM)
@door(assessment.may_keep, section=SECTION)
def objections_rules(request: DeskRequest) -> HttpResponse:
    form = forms.ObjectionTermsForm(
        sent(request), terms=selectors.terms(request.frame), on=request.frame.today
    )
    return acting.answer(request, form, back=url_with("objections"))


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def score_object(request: DeskRequest, code: str, number: int, key: str) -> HttpResponse:
    """Object to one member's result, to the item that the address names."""
    run = assessment.get_run(code, number, actor=request.user)
    score: RunScore = assessment.get_score(run, key)
    require(
        policies.may_object(request.user, request.frame.reach, score), f"只有“{score.name}”自己可以提出异议"
    )
    form = forms.NewObjectionForm(
        sent(request),
        request.FILES or None,
        score=score,
        items=selectors.items_of(score),
        item=request.GET.get("item", ""),
    )
    back = url_with("score", code, number, key)
    return acting.answer(request, form, back=back, context={"about": f"{score.name}　{run}"})


@require_safe
@door(reads_business, section=SECTION)
def objection(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_objection(number, actor=request.user)
    return show(request, "desk/objection.html", {"page": selectors.objection_page(found, request.frame)})


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def objection_rule(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_objection(number, actor=request.user)
    require(
        policies.may_rule(request.user, request.frame.reach, found),
        "异议由招商服务中心裁定，不能裁定本单位或本人提出的",
    )
    form = forms.RuleObjectionForm(sent(request), objection=found, inputs=selectors.correctable(found))
    context = {"about": found.code, "objection": found}
    back = url_with("objection", found.pk)
    return acting.answer(request, form, back=back, context=context, template="desk/objection_rule.html")


@require_http_methods(FORM)
@door(reads_business, section=SECTION)
def objection_withdraw(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_objection(number, actor=request.user)
    require(policies.speaks_for(request.user, request.frame.reach, found), "只有提出的单位可以撤回")
    form = forms.WithdrawObjectionForm(sent(request), objection=found)
    return acting.answer(request, form, back=url_with("objection", found.pk), context={"about": found.code})


@require_safe
@door(reads_business, section=SECTION)
def objection_file(request: DeskRequest, number: int) -> HttpResponse:
    found = policies.get_objection(number, actor=request.user)
    if found.file is None:
        raise Http404
    return files.stored(found.file, found.file_name)


@require_http_methods(FORM)
@door(assessment.may_keep, section=SECTION)
def run_rulings(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """Reckon a run anew with what upheld objections correct."""
    run = assessment.get_run(code, number, actor=request.user)
    waiting = selectors.waiting(run)
    if not waiting:
        raise Http404
    form = forms.ApplyForm(sent(request), run=run, waiting=waiting)
    return acting.answer(request, form, back=url_with("objections"), context={"about": str(run)})
