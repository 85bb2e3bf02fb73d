"""Targets: the board, the cascade, one holder's page, amendments, and the city's rule for time progress."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.desk import acting, exports
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import targets as forms
from luodi.desk.frame import reads_business
from luodi.desk.selectors import target_holders
from luodi.desk.selectors import targets as selectors
from luodi.organisation.models import Person, Unit
from luodi.organisation.policies import get_person, get_unit
from luodi.targets import policies
from luodi.targets.choices import Hold
from luodi.targets.models import Target
from luodi.targets.selectors import holder_of
from luodi.ui.addresses import url_with

SECTION = "targets"
ACTS: dict[str, type[forms.TargetForm]] = {"amend": forms.AmendForm, "withdraw": forms.WithdrawForm}


@require_safe
@door(reads_business, section=SECTION)
def targets(request: DeskRequest) -> HttpResponse:
    found = selectors.board(request.frame)
    if exports.is_wanted(request):
        return exports.send(request, selectors.board_sheet(request.frame, found))
    context = {
        "board": found,
        "asked": found.asked,
        "sorts": selectors.SORTS,
        "may_keep": _may_keep(request),
    }
    return show(request, "desk/targets.html", context)


@require_safe
@door(reads_business, section="targets-cascade")
def cascade(request: DeskRequest) -> HttpResponse:
    page = selectors.cascade(request.frame)
    if exports.is_wanted(request):
        return exports.send(request, selectors.cascade_sheet(request.frame, page))
    return show(request, "desk/targets_cascade.html", {"page": page, "may_keep": _may_keep(request)})


@require_safe
@door(reads_business, section=SECTION)
def holding(request: DeskRequest, key: str) -> HttpResponse:
    body: Unit | Person
    body = (
        get_person(key[1:], actor=request.user) if key.startswith("@") else get_unit(key, actor=request.user)
    )
    page = target_holders.holder_page(request.frame, body)
    return show(request, "desk/targets_holder.html", {"page": page, "may_keep": _may_keep(request)})


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def rules(request: DeskRequest) -> HttpResponse:
    form = forms.TermsForm(sent(request), city=request.frame.city, on=request.frame.today)
    return acting.answer(request, form, back=url_with("targets"))


@require_http_methods(FORM)
@door(policies.may_keep, section=SECTION)
def target_act(request: DeskRequest, number: int, act: str) -> HttpResponse:
    found = policies.get_target(number, actor=request.user)
    if found.state != Hold.STANDING:
        raise Http404
    form = ACTS[act](sent(request), target=found, on=request.frame.today)
    context = {"about": f"{found.holder_name}的目标任务"}
    return acting.answer(request, form, back=_holder_href(found), context=context)


def _holder_href(target: Target) -> str:
    body = target.unit or target.person
    assert body is not None
    return url_with("holding", holder_of(body).key, year=target.year)


def _may_keep(request: DeskRequest) -> bool:
    return policies.may_keep(request.frame.reach) and not request.frame.is_past
