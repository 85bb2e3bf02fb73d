"""Who shares in a project, and handing it over: the project's tab, what is proposed, answered and ruled."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from luodi.crediting import policies
from luodi.desk import acting, paging
from luodi.desk.acting import sent
from luodi.desk.door import FORM, DeskRequest, door, show
from luodi.desk.forms import crediting as forms
from luodi.desk.frame import reads_business, writes
from luodi.desk.selectors import crediting as selectors
from luodi.desk.selectors import project as project_selectors
from luodi.organisation.policies import may_write, require
from luodi.projects import policies as projects
from luodi.ui.addresses import url_with


@require_safe
@door(reads_business, section="projects")
def project_credit(request: DeskRequest, code: str) -> HttpResponse:
    found, frame = projects.get_project(code, request.user), request.frame
    context = {
        "page": project_selectors.front(found, frame, "project-credit"),
        "credit": selectors.credit_page(found, frame),
    }
    return show(request, "desk/project_credit.html", context)


@require_http_methods(FORM)
@door(writes, section="projects")
def project_split(request: DeskRequest, code: str) -> HttpResponse:
    found = projects.get_project(code, request.user)
    form = forms.SplitForm(sent(request), project=found, on=request.frame.today)
    return _answer(request, form, url_with("project-credit", code), found.name)


@require_http_methods(FORM)
@door(writes, section="projects")
def project_transfer(request: DeskRequest, code: str) -> HttpResponse:
    found = projects.get_project(code, request.user)
    form = forms.TransferForm(sent(request), project=found, on=request.frame.today)
    return _answer(request, form, url_with("project-credit", code), found.name)


@require_safe
@door(reads_business, section="agreements")
def agreements(request: DeskRequest) -> HttpResponse:
    asked = request.GET.get("tab", "open")
    tab = asked if asked in selectors.AGREEMENT_TABS else "open"
    rows, page = selectors.agreements(request.frame, tab, paging.number_in(request))
    context = {
        "agreements": rows,
        "page": page.linked(request),
        "tab": tab,
        "tabs": selectors.AGREEMENT_TABS,
    }
    return show(request, "desk/agreements.html", context)


@require_safe
@door(reads_business, section="agreements")
def agreement(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_agreement(code, actor=request.user)
    return show(request, "desk/agreement.html", {"page": selectors.agreement_page(found, request.frame)})


@require_http_methods(FORM)
@door(writes, section="agreements")
def agreement_answer(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_agreement(code, actor=request.user)
    own = selectors.units_to_answer(found, request.frame)
    require(bool(own), "这项约定不需要您所在单位答复，或已经答复")
    form = forms.AnswerForm(sent(request), agreement=found, own=own)
    return acting.answer(request, form, back=url_with("agreement", code), context={"about": code})


@require_http_methods(FORM)
@door(writes, section="agreements")
def agreement_withdraw(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_agreement(code, actor=request.user)
    require(may_write(request.frame.reach, found.proposed_by.unit_id), "只有提出的单位可以撤回")
    form = forms.WithdrawAgreementForm(sent(request), agreement=found)
    return acting.answer(request, form, back=url_with("agreement", code), context={"about": code})


@require_http_methods(FORM)
@door(policies.may_rule, section="agreements")
def agreement_rule(request: DeskRequest, code: str) -> HttpResponse:
    found = policies.get_agreement(code, actor=request.user)
    form = forms.RuleAgreementForm(sent(request), agreement=found, on=request.frame.today)
    return _answer(request, form, url_with("agreement", code), f"{code} {found.project.name}")


def _answer(request: DeskRequest, form: forms.PartsForm, back: str, about: str) -> HttpResponse:
    return acting.answer(request, form, back=back, context={"about": about}, template="desk/parts_act.html")
